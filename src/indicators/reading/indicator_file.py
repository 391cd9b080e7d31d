"""From a file of statistics to the long table of values, with nothing lost."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from atlas import read_registry
from indicators.reading.columns import find_named_columns, find_region_column
from indicators.reading.delimited import read_delimited
from indicators.reading.long import read_long
from indicators.reading.records import Record, Tally
from indicators.reading.series import build_indicators, find_origin_unit, name_series
from indicators.reading.settling import settle_dates, settle_regions
from indicators.reading.wide import find_headers, read_wide
from indicators.reading.workbook import read_workbook
from indicators.schemas import INDICATOR_VALUES
from indicators.units import compute_unit_factor, parse_unit
from ledger import ACCOUNTS, InputError, TableError, build_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from atlas import RegionRegistry
    from indicators.reading.grid import Grid
    from ledger import Problem

_WORKBOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_UNKNOWN = "unknown"
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorData:
    """What one file of statistics gave.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    indicators : pandas.DataFrame
        Indicators table; kind follows from the unit, direction is 1.
    problems : tuple of Problem
        Findings, each with file and cell.
    accounts : pandas.DataFrame
        Accounts table over the cells that could hold a value: in = out + set apart.
    """

    values: pd.DataFrame
    indicators: pd.DataFrame
    problems: tuple[Problem, ...]
    accounts: pd.DataFrame


def read_indicator_file(
    path: str | Path,
    *,
    indicator_id: str | None = None,
    unit: str | None = None,
    columns: Mapping[str, str] | None = None,
    select: Mapping[str, str] | None = None,
    period: str | None = None,
    registry: RegionRegistry | None = None,
    origin_id: str | None = None,
) -> IndicatorData:
    """Read a file of regional statistics without configuration.

    Parameters
    ----------
    path : str or pathlib.Path
        ``.csv``, ``.tsv``, ``.txt`` (UTF-8 or Windows-1251; comma, semicolon, tab or
        bar) or ``.xlsx``.
    indicator_id : str, optional
        Id of the indicator; by default the file name. Where a file holds several
        tables or value columns, the first has this id and the others a suffix.
    unit : str, optional
        Unit of the values. Where the file says another unit of the same quantity,
        values are converted to this one; where it says another quantity, this one is
        taken as it is, with a warning.
    columns : mapping of str to str, optional
        Headers of a long table for the roles region, period, value, unit, status,
        indicator.
    select : mapping of str to str, optional
        Rows to read: content by header. In workbooks also ``sheet`` (name) and
        ``table`` (heading of a block).
    period : str, optional
        Period of a table that names none.
    registry : RegionRegistry, optional
        The regions; Kazakhstan by default.
    origin_id : str, optional
        Where the data come from.

    Returns
    -------
    IndicatorData
        Values, indicators, problems, accounts.

    Raises
    ------
    InputError
        If the file does not exist or is of another kind.
    TableError
        If it holds no table of regions.

    Notes
    -----
    Periods keep their kind: ``2008``, ``2008-Q1``, ``2008-01/2008-09`` are different
    rows. Marks keep their meaning (see `indicators.reading.cells`). A value for a
    region that did not exist at the end of its period has status ``retrospective``.
    A label of a successor that stands alone for its ended predecessor (Turkistan
    before 2018 without Shymkent) is the predecessor; a warning lists it.
    """
    path = Path(path)
    registry = read_registry() if registry is None else registry
    if unit is not None:
        parse_unit(unit)
    tally = Tally()
    choice = dict(select or {})
    heading = choice.pop("table", None)
    grids = _read_grids(path, choice.pop("sheet", None), tally)
    records = _read_grids_apart(
        grids,
        registry,
        columns=dict(columns or {}),
        select=choice,
        period=period,
        tally=tally,
    )
    if heading is not None:
        records = _select_heading(records, heading, path.name, tally)
    if not records and not tally.dropped:
        raise TableError(
            f"{path.name}: no table of regions found. Expected a column with names of "
            "regions and values by period. Name the columns with 'columns'."
        )
    n_cells = len(records) + sum(tally.dropped.values())
    records = settle_dates(records, path.name, tally)
    base = indicator_id or _make_slug(path.stem)
    named = name_series(records, base, path.name, tally)
    named = [
        (name, _convert_unit(record, unit))
        for name, record in _set_units(named, unit, path.name, tally)
    ]
    named = settle_regions(named, registry, path.name, tally)
    values = build_table(
        [
            {
                "indicator_id": name,
                "region_id": record.region_id,
                "period": record.period,
                "value": record.value,
                "unit": record.unit,
                "status": record.status,
                "origin_id": origin_id,
                "source_cell": record.cell,
            }
            for name, record in _drop_duplicates(named, path.name, tally)
        ],
        INDICATOR_VALUES,
    )
    return IndicatorData(
        values=values,
        indicators=build_indicators(values, title=path.stem, origin_id=origin_id),
        problems=tuple(tally.problems),
        accounts=_build_accounts(f"read {base}", n_cells, len(values), tally),
    )


def _read_grids(path: Path, sheet: str | None, tally: Tally) -> list[Grid]:
    if not path.is_file():
        raise InputError(
            f"{path.name}: no such file. Expected a table of statistics. Correct the "
            "path."
        )
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        grids, problems = read_workbook(path)
        tally.problems += problems
    elif suffix in _TEXTS:
        grids = (read_delimited(path),)
    else:
        raise InputError(
            f"{path.name}: found a file of kind {suffix or 'unknown'!r}. Expected "
            f"{', '.join((*_TEXTS, *_WORKBOOKS))}. Save the table as one of them."
        )
    if sheet is None:
        return list(grids)
    chosen = [grid for grid in grids if grid.name.strip() == sheet.strip()]
    if not chosen:
        names = ", ".join(repr(grid.name.strip()) for grid in grids)
        raise TableError(
            f"{path.name}: no sheet {sheet!r}. Expected one of {names}. Correct "
            "'select'."
        )
    return chosen


def _read_grids_apart(
    grids: list[Grid],
    registry: RegionRegistry,
    *,
    columns: dict[str, str],
    select: dict[str, str],
    period: str | None,
    tally: Tally,
) -> list[Record]:
    """Read each sheet; one that cannot be read does not stop the others."""
    records: list[Record] = []
    errors: list[tuple[Grid, TableError]] = []
    for grid in grids:
        try:
            records += _read_grid(
                grid,
                registry,
                columns=columns,
                select=select,
                period=period,
                tally=tally,
            )
        except TableError as error:
            errors.append((grid, error))
    if errors and not records:
        raise errors[0][1]
    for grid, failure in errors:
        tally.report(
            "unreadable-sheet",
            "error",
            grid.place,
            found=str(failure).removeprefix(f"{grid.place}: "),
            rest="A table of regions and periods | Correct the sheet, or choose "
            "another with 'select'",
        )
    return records


def _read_grid(
    grid: Grid,
    registry: RegionRegistry,
    *,
    columns: dict[str, str],
    select: dict[str, str],
    period: str | None,
    tally: Tally,
) -> list[Record]:
    wanted = None
    if "region" in columns:
        _, places = find_named_columns(grid, columns)
        wanted = places["region"]
    regions = find_region_column(grid, registry, wanted=wanted)
    if regions is None or not any(
        match.region_id is not None for match in regions.matches.values()
    ):
        n_filled = sum(content is not None for row in grid.rows for content in row)
        tally.report(
            "no-regions",
            "warning" if n_filled else "note",
            grid.place,
            found="no column with names of regions",
            rest="A table of regions | Correct the labels, or add them to labels.csv "
            "of your registry",
        )
        return []
    _report_ambiguous_notes(grid, regions.matches, tally)
    headers = {} if columns else find_headers(grid, regions)
    if headers:
        return read_wide(grid, regions, headers, tally)
    return read_long(
        grid, regions, columns=columns, select=select, period=period, tally=tally
    )


def _report_ambiguous_notes(
    grid: Grid, matches: Mapping[int, object], tally: Tally
) -> None:
    notes = Counter(
        str(getattr(match, "note", ""))
        for match in matches.values()
        if getattr(match, "region_id", None) is not None
    )
    for note, count in notes.items():
        if note:
            tally.report(
                "label-decided-by-context",
                "note",
                grid.place,
                found=f"{note} ({count} rows)",
                rest="Labels with the type of the region | Nothing, if it is right",
            )


def _select_heading(
    records: list[Record], heading: str, file: str, tally: Tally
) -> list[Record]:
    chosen = [r for r in records if len(r.series) > 1 and r.series[1] == heading]
    if not chosen:
        names = sorted({r.series[1] for r in records if r.series[1]})
        raise TableError(
            f"{file}: no table {heading!r}. Expected one of "
            f"{', '.join(map(repr, names)) or 'none'}. Correct 'select'."
        )
    tally.drop("not selected", len(records) - len(chosen))
    return chosen


def _set_units(
    named: list[tuple[str, Record]], unit: str | None, file: str, tally: Tally
) -> list[tuple[str, Record]]:
    """Give each record a unit: its own, that of other sheets, or the user's."""
    units: dict[str, set[str]] = {}
    for name, record in named:
        if record.unit is not None:
            units.setdefault(name, set()).add(record.unit)
    n_without = 0
    settled = []
    for name, record in named:
        found = record.unit
        if found is None:
            own = find_origin_unit(units.get(name, set()))
            found = own or unit or find_origin_unit(set().union(*units.values()))
        if found is None:
            n_without += 1
        settled.append((name, replace(record, unit=found or _UNKNOWN)))
    if n_without:
        tally.report(
            "unit-missing",
            "warning",
            file,
            found=f"no unit for {n_without} values",
            rest="A unit in a caption, a column or the argument 'unit' | Give the "
            "argument 'unit'",
        )
    if unit is not None:
        _report_units(settled, unit, file, tally)
    return settled


def _report_units(
    named: list[tuple[str, Record]], unit: str, file: str, tally: Tally
) -> None:
    counts = Counter(record.unit for _, record in named if record.unit != unit)
    for found, count in counts.items():
        same = parse_unit(str(found)).dimension == parse_unit(unit).dimension
        currency = {parse_unit(str(found)).quantity, parse_unit(unit).quantity}
        if same:
            tally.report(
                "unit-converted",
                "note",
                file,
                found=f"{count} values in {found}",
                rest=f"Unit {unit} | Converted; correct the unit if they are in {unit}",
            )
        elif len(currency) == 1:
            tally.report(
                "unit-contradiction",
                "warning",
                file,
                found=f"{count} values whose file says {found}",
                rest=f"Unit {unit}, as declared | Taken as {unit} without conversion; "
                "correct the unit if the file is right",
            )
        else:
            tally.report(
                "unit-of-another-kind",
                "warning",
                file,
                found=f"{count} values in {found}",
                rest=f"Unit {unit} | They keep their unit; leave them out of "
                "comparisons",
            )


def _convert_unit(record: Record, unit: str | None) -> Record:
    if unit is None or record.unit == unit:
        return record
    found, wanted = parse_unit(str(record.unit)), parse_unit(unit)
    if found.dimension != wanted.dimension:
        is_declared = found.quantity == wanted.quantity
        return replace(record, unit=unit) if is_declared else record
    factor = compute_unit_factor(str(record.unit), to_unit=unit)
    value = None if record.value is None else record.value * factor
    return replace(record, unit=unit, value=value)


def _drop_duplicates(
    named: list[tuple[str, Record]], file: str, tally: Tally
) -> list[tuple[str, Record]]:
    """Keep the first value of each key; report the others."""
    first: dict[tuple[str, str, str], Record] = {}
    kept, others = [], []
    for name, record in named:
        key = (name, record.region_id, record.period)
        if key in first:
            others.append((first[key], record))
        else:
            first[key] = record
            kept.append((name, record))
    if others:
        tally.drop("another cell has the same region and period", len(others))
        differing = [pair for pair in others if pair[0].value != pair[1].value]
        shown = "; ".join(
            f"{a.region_id} {a.period}: {a.cell} and {b.cell}"
            for a, b in (differing or others)[:_SHOWN]
        )
        tally.report(
            "duplicate-value",
            "error" if differing else "note",
            file,
            found=f"{len(others)} values for a region and period that has one already, "
            f"{len(differing)} of them different ({shown})",
            rest="One value for each region and period | The first was kept; choose "
            "rows with 'select' or a column with 'columns'",
        )
    return kept


def _build_accounts(
    step: str, rows_in: int, rows_out: int, tally: Tally
) -> pd.DataFrame:
    reasons = {"kept": rows_out, **{k: v for k, v in tally.dropped.items() if v}}
    return build_table(
        [
            {
                "step": step,
                "reason": reason,
                "rows_in": rows_in,
                "rows_out": rows_out,
                "n_rows": count,
            }
            for reason, count in reasons.items()
        ],
        ACCOUNTS,
    )


def _make_slug(text: str) -> str:
    return re.sub(r"[^\w]+", "_", text.casefold()).strip("_") or "indicator"
