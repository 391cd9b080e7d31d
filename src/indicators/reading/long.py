"""Tables with one value in a row: region, period, value, further columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.reading.captions import read_captions
from indicators.reading.cells import find_decimal, read_cell
from indicators.reading.columns import (
    find_named_columns,
    find_roles,
    find_value_columns,
    fold_header,
)
from indicators.reading.periods import parse_period
from indicators.reading.records import Record
from indicators.reading.wide import keep_reading
from indicators.schemas import STATUSES
from indicators.units import find_unit
from ledger import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.reading.captions import Captions
    from indicators.reading.cells import Decimal
    from indicators.reading.columns import RegionColumn
    from indicators.reading.grid import Grid
    from indicators.reading.records import Tally

_SHOWN = 5


def read_long(
    grid: Grid,
    regions: RegionColumn,
    *,
    columns: Mapping[str, str],
    select: Mapping[str, str],
    period: str | None,
    tally: Tally,
) -> list[Record]:
    """Read a table with one row per region and period.

    Parameters
    ----------
    grid : Grid
        The table.
    regions : RegionColumn
        Its column of regions.
    columns : mapping of str to str
        Headers that the user gave for roles.
    select : mapping of str to str
        Rows to read: header and the content they must have.
    period : str or None
        Period of all rows, where the table has no column for it.
    tally : Tally
        Takes findings and counts of cells set apart.

    Returns
    -------
    list of Record
        One for each cell with a number or a mark.
    """
    matched = [r for r, match in regions.matches.items() if match.region_id is not None]
    named: dict[str, int] = {}
    header: int | None
    if columns:
        header, named = find_named_columns(grid, columns)
    else:
        header = _find_header(grid, min(matched))
    first = 0 if header is None else header + 1
    rows = [row for row in range(first, len(grid.rows)) if row in regions.matches]
    roles = find_roles(grid, header, [r for r in rows if r in matched], regions.column)
    roles |= named
    rows = _select_rows(grid, header, rows, select, tally)
    values = find_value_columns(grid, header, rows, roles)
    captions = read_captions(
        grid,
        first=first if header is None else header,
        data_rows=set(range(first - 1, first)) | set(rows),
    )
    if "period" not in roles:
        period = _settle_period(grid, captions, period, tally)
    decimal = find_decimal(grid.get(row, column) for row in rows for column in values)
    _check_extra_values(grid, header, values, tally)
    records: list[Record] = []
    for row in rows:
        records += _read_row(
            grid,
            row,
            regions,
            roles=roles,
            values=values,
            header=header,
            captions=captions,
            period=period,
            decimal=decimal,
            tally=tally,
        )
    return records


def _read_row(  # noqa: PLR0913 - one row needs all that was found around it
    grid: Grid,
    row: int,
    regions: RegionColumn,
    *,
    roles: Mapping[str, int],
    values: Sequence[int],
    header: int | None,
    captions: Captions,
    period: str | None,
    decimal: Decimal | None,
    tally: Tally,
) -> list[Record]:
    match = regions.matches[row]
    contents = {column: grid.get(row, column) for column in values}
    n_filled = sum(content is not None for content in contents.values())
    if match.region_id is None:
        if n_filled:
            tally.drop("label not matched", n_filled)
            tally.drop("empty cell", len(values) - n_filled)
            tally.report(
                f"{match.status}-region",
                "error",
                grid.locate(row, regions.column),
                found=f"label {grid.get(row, regions.column)!r} ({match.note})",
                rest="A region of the registry | Correct the label, or add it to "
                "labels.csv of your registry",
            )
        return []
    named = period
    if "period" in roles:
        content = grid.get(row, roles["period"])
        name = parse_period(content)
        if name is None:
            tally.drop("period not readable", n_filled)
            tally.drop("empty cell", len(values) - n_filled)
            if n_filled:
                tally.report(
                    "unreadable-period",
                    "error",
                    grid.locate(row, roles["period"]),
                    found=f"{content!r}",
                    rest="A year, quarter, date or months of a year | Correct the cell",
                )
            return []
        named = name.period
    records = []
    for column, content in contents.items():
        reading = read_cell(content, decimal=decimal)
        cell = grid.locate(row, column)
        if not keep_reading(reading, content, cell, tally):
            continue
        records.append(
            Record(
                series=_name_series(grid, row, column, roles, header, len(values)),
                region_id=match.region_id,
                period=str(named),
                value=reading.value,
                status=_read_status(grid, row, roles, reading.status),
                unit=_read_unit(grid, row, column, roles, header) or captions.unit,
                cell=cell,
            )
        )
    return records


def _name_series(
    grid: Grid,
    row: int,
    column: int,
    roles: Mapping[str, int],
    header: int | None,
    n_values: int,
) -> tuple[str, ...]:
    indicator = ""
    if "indicator" in roles:
        indicator = str(grid.get(row, roles["indicator"]) or "").strip()
    head = ""
    if n_values > 1 and header is not None:
        head = str(grid.get(header, column) or "").strip()
    return grid.name.strip(), "", head, indicator


def _read_status(grid: Grid, row: int, roles: Mapping[str, int], status: str) -> str:
    if "status" in roles and status == "observed":
        written = str(grid.get(row, roles["status"]) or "")
        if written in STATUSES:
            return written
    return status


def _read_unit(
    grid: Grid, row: int, column: int, roles: Mapping[str, int], header: int | None
) -> str | None:
    texts = []
    if "unit" in roles:
        texts.append(grid.get(row, roles["unit"]))
    if header is not None:
        texts.append(grid.get(header, column))
    texts.append(grid.get(row, column))
    if header is not None:
        texts.append(grid.get(header, roles["region"]))
    for text in texts:
        unit = find_unit(text) if isinstance(text, str) else None
        if unit is not None:
            return str(unit)
    return None


def _find_header(grid: Grid, first: int) -> int | None:
    """Find the nearest row above the data that has two texts or more."""
    for row in reversed(range(first)):
        texts = [content for content in grid.rows[row] if isinstance(content, str)]
        if sum(bool(text.strip()) for text in texts) > 1:
            return row
    return None


def _select_rows(
    grid: Grid,
    header: int | None,
    rows: list[int],
    select: Mapping[str, str],
    tally: Tally,
) -> list[int]:
    """Keep the rows whose columns have the contents that the user selected."""
    kept = rows
    for name, wanted in select.items():
        places = [
            column
            for column in range(grid.width)
            if header is not None
            and fold_header(grid.get(header, column)) == fold_header(name)
        ]
        if not places:
            raise TableError(
                f"{grid.place}: no column {name!r} to select by. Expected a header of "
                "the table. Correct 'select'."
            )
        contents = {row: str(grid.get(row, places[0]) or "").strip() for row in kept}
        found = [row for row in kept if contents[row] == str(wanted).strip()]
        if not found:
            shown = sorted(set(contents.values()))[:_SHOWN]
            raise TableError(
                f"{grid.place}, column {name!r}: no row has {wanted!r}. Expected one "
                f"of {', '.join(map(repr, shown))}. Correct 'select'."
            )
        tally.drop("not selected", len(kept) - len(found))
        kept = found
    return kept


def _settle_period(
    grid: Grid, captions: Captions, period: str | None, tally: Tally
) -> str:
    """Find the period of a table that has no column for it."""
    if period is not None:
        return period
    named = captions.years
    place = "head of the table"
    if len(named) != 1:
        name = parse_period(grid.file.rsplit(".", 1)[0].rsplit("_", 1)[-1])
        named = (name.period,) if name is not None else ()
        place = "file name"
    if len(named) != 1:
        raise TableError(
            f"{grid.place}: no period found. Expected a column of years, years as "
            "headers, or one year above the table. Give the argument 'period'."
        )
    tally.report(
        "period-from-caption",
        "warning",
        grid.place,
        found=f"no column of periods; {named[0]} taken from the {place}",
        rest="A column of years | Add one, or give the argument 'period'",
    )
    return named[0]


def _check_extra_values(
    grid: Grid, header: int | None, values: Sequence[int], tally: Tally
) -> None:
    if not values:
        raise TableError(
            f"{grid.place}: no column of numbers found. Expected a column of values. "
            "Give the argument 'columns' with the header of the values."
        )
    if len(values) > 1 and header is not None:
        heads = ", ".join(repr(str(grid.get(header, c) or "")) for c in values[:_SHOWN])
        tally.report(
            "several-value-columns",
            "note",
            grid.place,
            found=f"{len(values)} columns of numbers ({heads} ...)",
            rest="One value column | Each became an indicator; name one in 'columns' "
            "to read it alone",
        )
