"""From a file of statistics to the long table of values, with nothing lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from atlas import read_registry
from indicators.reading.cells import Decimal
from indicators.reading.column_heads import fold_header
from indicators.reading.explanation import build_roles
from indicators.reading.extraction import TableReader
from indicators.reading.file_units import settle_units
from indicators.reading.layout import find_tables
from indicators.reading.records import Records, Tally
from indicators.reading.region_axis import SKIP, LabelReader
from indicators.reading.series import build_indicators, name_series
from indicators.reading.settling import set_sums_apart, settle_dates, settle_regions
from indicators.reading.sources import read_grids
from indicators.schemas import INDICATOR_VALUES, READING_ROLES
from indicators.units import parse_unit
from ledger import (
    ACCOUNTS,
    InputError,
    TableError,
    build_empty_table,
    build_table,
    check_choice,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from atlas import RegionRegistry
    from indicators.reading.grid import Grid
    from indicators.reading.layout import Table
    from ledger import Problem

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
    roles : pandas.DataFrame
        Reading_roles table: what the reader took each row and column for.
    """

    values: pd.DataFrame
    indicators: pd.DataFrame
    problems: tuple[Problem, ...]
    accounts: pd.DataFrame
    roles: pd.DataFrame = field(
        default_factory=lambda: build_empty_table(READING_ROLES)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """What the user decided about a file."""

    columns: Mapping[str, str]
    select: Mapping[str, str]
    heading: str | None
    period: str | None
    decimal: Decimal | None


def read_indicator_file(  # noqa: PLR0913 - one file, all that a user may have to say
    path: str | Path,
    *,
    indicator_id: str | None = None,
    unit: str | None = None,
    columns: Mapping[str, str] | None = None,
    select: Mapping[str, str] | None = None,
    period: str | None = None,
    labels: Mapping[str, str] | None = None,
    decimal: Decimal | None = None,
    registry: RegionRegistry | None = None,
    origin_id: str | None = None,
) -> IndicatorData:
    """Read a file of regional statistics without configuration.

    Parameters
    ----------
    path : str or pathlib.Path
        ``.xlsx``, ``.xls``, ``.ods``, ``.csv``, ``.tsv``, ``.txt`` (UTF-8, UTF-16 with
        its mark, Windows-1251 or KZ-1048; any delimiter), ``.parquet``, a table in a
        ``.pdf``, ``.json`` as Taldau gives it. What a file is, its content decides.
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
        Period of what names none: a year (``2022``), a part of a year (``9 months``,
        ``year``) or both.
    labels : mapping of str to str, optional
        Region id of labels that the registry does not know, or ``none`` to leave the
        row out.
    decimal : {"comma", "point"}, optional
        Decimal sign of numbers written as text, where the table does not show it.
    registry : RegionRegistry, optional
        The regions; Kazakhstan by default.
    origin_id : str, optional
        Where the data come from.

    Returns
    -------
    IndicatorData
        Values, indicators, problems, accounts, roles of rows and columns.

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
    before 2018 without Shymkent) is the predecessor; a warning lists it. A total that
    is the sum of some regions only is not read as the country's.
    """
    path = Path(path)
    registry = read_registry() if registry is None else registry
    if unit is not None:
        parse_unit(unit)
    if decimal is not None:
        check_choice(decimal, Decimal, argument="decimal")
    _check_labels(labels or {}, registry)
    choice = dict(select or {})
    heading = choice.pop("table", None)
    sheet = choice.pop("sheet", None)
    choices = _Choices(
        columns=dict(columns or {}),
        select=choice,
        heading=heading,
        period=period,
        decimal=decimal,
    )
    tally = Tally()
    reader = LabelReader(registry, labels)
    grids, problems = read_grids(path, sheet=sheet, is_name=reader.is_known)
    tally.problems += problems
    records, tables = _read_tables(grids, reader, choices, tally)
    base = indicator_id or _make_slug(path.stem)
    frame = records.to_frame()
    if heading is not None:
        frame = _select_heading(frame, records, heading, path.name, tally)
    if not len(frame) and not tally.dropped:
        raise TableError(
            f"{path.name}: no table of regions found. Expected a column with names of "
            "regions and values by period. Name the columns with 'columns'."
        )
    n_cells = len(frame) + sum(tally.dropped.values())
    frame = settle_dates(frame, path.name, tally)
    frame = set_sums_apart(frame, registry, tally)
    frame = name_series(frame, records.names, base, path.name, tally)
    frame = settle_units(frame, unit, path.name, tally)
    frame = settle_regions(frame, registry, path.name, tally)
    frame = _drop_duplicates(frame, path.name, tally)
    values = build_table(
        frame.drop(columns=["series", "is_sum", "is_exception"]).assign(
            origin_id=origin_id
        ),
        INDICATOR_VALUES,
    )
    return IndicatorData(
        values=values,
        indicators=build_indicators(values, title=path.stem, origin_id=origin_id),
        problems=tuple(tally.problems),
        accounts=_build_accounts(f"read {base}", n_cells, len(values), tally),
        roles=build_roles(tables),
    )


def _check_labels(labels: Mapping[str, str], registry: RegionRegistry) -> None:
    known = {region.region_id for region in registry.regions} | {registry.country_id}
    wrong = sorted(set(labels.values()) - known - {SKIP})
    if wrong:
        raise InputError(
            f"labels: found {', '.join(map(repr, wrong))}. Expected the id of a region, "
            f"such as 'KZ-75', or {SKIP!r}. Correct the ids."
        )


def _read_tables(
    grids: Sequence[Grid], reader: LabelReader, choices: _Choices, tally: Tally
) -> tuple[Records, list[Table]]:
    """Read each table; one that cannot be read does not stop the others."""
    records = Records()
    tables: list[Table] = []
    errors: list[tuple[Grid, TableError]] = []
    for grid in grids:
        try:
            found = find_tables(grid, reader, columns=choices.columns)
        except TableError as error:
            errors.append((grid, error))
            continue
        if not found:
            _report_no_regions(grid, tally)
        for table in found:
            tables.append(table)
            _report_notes(table, tally)
            try:
                rows = _select_rows(table, choices.select, tally)
                table_reader = TableReader(
                    table,
                    len(tables),
                    period=choices.period,
                    decimal=choices.decimal,
                    tally=tally,
                )
                table_reader.read(rows, records)
            except TableError as error:
                errors.append((grid, error))
    if errors and not len(records):
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
    return records, tables


def _report_no_regions(grid: Grid, tally: Tally) -> None:
    tally.report(
        "no-regions",
        "warning",
        grid.place,
        found="no column with names of regions",
        rest="A table of regions | Correct the labels, or add them to labels.csv "
        "of your registry",
    )


def _report_notes(table: Table, tally: Tally) -> None:
    """Report what was decided about labels, and what the program hides."""
    counts: dict[str, int] = {}
    for match in table.axis.matches.values():
        if match.region_id is not None and match.note:
            counts[match.note] = counts.get(match.note, 0) + 1
    for note, count in counts.items():
        tally.report(
            "label-decided-by-context",
            "note",
            table.grid.place,
            found=f"{note} ({count} rows)",
            rest="Labels with the type of the region | Nothing, if it is right",
        )
    grid = table.grid
    rows = [row for row in sorted(grid.hidden_rows) if row in table.rows]
    columns = [c for c in sorted(grid.hidden_columns) if c in table.columns]
    hidden = [grid.locate(row, table.axis.column) for row in rows]
    hidden += [grid.locate(table.head.body, column) for column in columns]
    if hidden:
        tally.report(
            "hidden-cells",
            "warning",
            grid.place,
            found=f"{len(rows)} rows and {len(columns)} columns that the program hides "
            f"({', '.join(hidden[:_SHOWN])})",
            rest="Visible cells | They are read like the others; delete them from the "
            "sheet if they are not meant",
        )


def _select_rows(table: Table, select: Mapping[str, str], tally: Tally) -> list[int]:
    """Keep the rows whose columns have the contents that the user selected."""
    kept = sorted(table.rows)
    grid = table.grid
    for name, wanted in select.items():
        places = [
            column
            for column, plan in table.columns.items()
            if plan.path and fold_header(plan.path[-1]) == fold_header(name)
        ]
        if not places:
            raise TableError(
                f"{grid.place}: no column {name!r} to select by. Expected a header of "
                "the table. Correct 'select'."
            )
        body = [row for row in kept if table.rows[row].region_id is not None]
        contents = {
            row: str(grid.get_spanned(row, places[0]) or "").strip() for row in kept
        }
        found = [row for row in body if contents[row] == str(wanted).strip()]
        if not found:
            shown = sorted({contents[row] for row in body})[:_SHOWN]
            raise TableError(
                f"{grid.place}, column {name!r}: no row has {wanted!r}. Expected one "
                f"of {', '.join(map(repr, shown))}. Correct 'select'."
            )
        tally.drop("not selected", len(body) - len(found))
        kept = found
    return kept


def _select_heading(
    frame: pd.DataFrame, records: Records, heading: str, file: str, tally: Tally
) -> pd.DataFrame:
    places = [
        place
        for place, series in enumerate(records.names)
        if heading in (series[1], series[1].rpartition(", ")[2])
    ]
    if not places:
        names = sorted({series[1] for series in records.names if series[1]})
        raise TableError(
            f"{file}: no table {heading!r}. Expected one of "
            f"{', '.join(map(repr, names)) or 'none'}. Correct 'select'."
        )
    chosen = frame[frame["series"].isin(places)]
    tally.drop("not selected", len(frame) - len(chosen))
    return chosen


def _drop_duplicates(frame: pd.DataFrame, file: str, tally: Tally) -> pd.DataFrame:
    """Keep the first value of each key; report the others."""
    keys = ["indicator_id", "region_id", "period"]
    is_other = frame.duplicated(keys)
    if not is_other.any():
        return frame
    first = frame[~is_other]
    pairs = frame[is_other].merge(first, on=keys, suffixes=("", "_first"))
    tally.drop("another cell has the same region and period", len(pairs))
    is_same = (pairs["value"] == pairs["value_first"]) | (
        pairs["value"].isna() & pairs["value_first"].isna()
    )
    differing = pairs[~is_same]
    shown = "; ".join(
        f"{row.region_id} {row.period}: {row.source_cell_first} and {row.source_cell}"
        for row in (differing if len(differing) else pairs).head(_SHOWN).itertuples()
    )
    tally.report(
        "duplicate-value",
        "error" if len(differing) else "note",
        file,
        found=f"{len(pairs)} values for a region and period that has one already, "
        f"{len(differing)} of them different ({shown})",
        rest="One value for each region and period | The first was kept; choose "
        "rows with 'select' or a column with 'columns'",
    )
    return first


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
