"""Tables with regions in rows and periods in columns, as the office prints them.

A sheet may hold several blocks under each other, each under a heading (men, urban
population ...), headers of one or two levels, merged cells, captions and footnotes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.reading.captions import Captions, read_captions
from indicators.reading.cells import find_decimal, read_cell
from indicators.reading.periods import PeriodName, parse_period
from indicators.reading.records import Record
from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.reading.cells import Decimal, Reading
    from indicators.reading.columns import RegionColumn
    from indicators.reading.grid import Grid
    from indicators.reading.records import Tally

_MOST = 0.6
_SHOWN = 5


@dataclass(slots=True)
class _Block:
    """Where the walk down a sheet stands."""

    heading: str = ""
    headers: Mapping[int, PeriodName] | None = None
    pending: str = ""


def find_headers(grid: Grid, regions: RegionColumn) -> dict[int, dict[int, PeriodName]]:
    """Find the rows that name periods.

    Parameters
    ----------
    grid : Grid
        The sheet.
    regions : RegionColumn
        Its column of regions.

    Returns
    -------
    dict of int to dict of int to PeriodName
        For each header row the period of each column. Of a header of two levels only
        the lower row is given, with whole periods.
    """
    found: dict[int, dict[int, PeriodName]] = {}
    for row in range(len(grid.rows)):
        match = regions.matches.get(row)
        if match is not None and match.region_id is not None:
            continue
        if row - 1 in found:
            combined = _combine_levels(grid, row, found[row - 1])
            if combined:
                del found[row - 1]
                found[row] = combined
                continue
        names = _read_header(grid, row, regions.column)
        if names:
            found[row] = names
    return found


def read_wide(
    grid: Grid,
    regions: RegionColumn,
    headers: Mapping[int, Mapping[int, PeriodName]],
    tally: Tally,
) -> list[Record]:
    """Read a sheet with periods in columns.

    Parameters
    ----------
    grid : Grid
        The sheet.
    regions : RegionColumn
        Its column of regions.
    headers : mapping of int to mapping of int to PeriodName
        Header rows.
    tally : Tally
        Takes findings and counts of cells set apart.

    Returns
    -------
    list of Record
        One for each cell with a number or a mark.
    """
    first = min(headers)
    data_rows = {
        row
        for row, match in regions.matches.items()
        if match.region_id is not None and row > first
    }
    captions = read_captions(
        grid, first=min(data_rows, default=len(grid.rows)), data_rows=data_rows
    )
    columns = {column for names in headers.values() for column in names}
    decimal = find_decimal(
        grid.get(row, column) for row in data_rows for column in columns
    )
    _report_other_columns(grid, regions, columns, data_rows, tally)
    block = _Block()
    records: list[Record] = []
    for row in range(first, len(grid.rows)):
        if row in headers:
            block.headers, block.pending = headers[row], ""
            continue
        if block.headers is None:
            continue
        if row in data_rows:
            if block.pending:
                block.heading, block.pending = block.pending, ""
            records += _read_row(
                grid, row, regions, block, captions, decimal=decimal, tally=tally
            )
        else:
            _read_other_row(grid, row, regions, block, decimal=decimal, tally=tally)
    return records


def _read_row(
    grid: Grid,
    row: int,
    regions: RegionColumn,
    block: _Block,
    captions: Captions,
    *,
    decimal: Decimal | None,
    tally: Tally,
) -> list[Record]:
    region_id = str(regions.matches[row].region_id)
    records = []
    for column, name in (block.headers or {}).items():
        reading = read_cell(grid.get(row, column), decimal=decimal)
        cell = grid.locate(row, column)
        if not keep_reading(reading, grid.get(row, column), cell, tally):
            continue
        unit = find_unit(name.rest)
        footnote_unit = captions.find_footnote_unit(name.marks)
        is_estimate = reading.status == "observed" and captions.is_preliminary(
            name.marks
        )
        records.append(
            Record(
                series=(grid.name.strip(), block.heading, name.rest, ""),
                region_id=region_id,
                period=name.period,
                value=reading.value,
                status="estimated" if is_estimate else reading.status,
                unit=footnote_unit or (str(unit) if unit else captions.unit),
                cell=cell,
            )
        )
    return records


def keep_reading(reading: Reading, content: object, cell: str, tally: Tally) -> bool:
    """Decide whether a cell gives a value; count and report where it does not."""
    if reading.status == "empty":
        tally.drop("empty cell")
        return False
    if reading.status in ("unreadable", "ambiguous"):
        is_ambiguous = reading.status == "ambiguous"
        tally.drop("ambiguous number" if is_ambiguous else "unreadable cell")
        tally.report(
            "ambiguous-number" if is_ambiguous else "unreadable-cell",
            "warning",
            cell,
            found=f"{str(content)[:40]!r}",
            rest="A number whose decimal sign the table shows | Write decimals with a "
            "point, or groups of thousands with spaces"
            if is_ambiguous
            else "A number, or a mark such as '-', '...', 'x' | Correct the cell",
        )
        return False
    return True


def _read_other_row(
    grid: Grid,
    row: int,
    regions: RegionColumn,
    block: _Block,
    *,
    decimal: Decimal | None,
    tally: Tally,
) -> None:
    """Take a row without a known region: a heading, a footer, an unknown label."""
    columns = block.headers or {}
    readings = [read_cell(grid.get(row, column), decimal=decimal) for column in columns]
    n_values = sum(reading.value is not None for reading in readings)
    label = grid.get(row, regions.column)
    if n_values:
        n_cells = sum(reading.status != "empty" for reading in readings)
        tally.drop("label not matched", n_cells)
        tally.drop("empty cell", len(readings) - n_cells)
        match = regions.matches.get(row)
        note = match.note if match is not None else "no label"
        code = match.status if match is not None else "unmatched"
        tally.report(
            f"{code}-region",
            "error",
            grid.locate(row, regions.column),
            found=f"label {label!r} with {n_values} values ({note})",
            rest="A region of the registry | Correct the label, or add it to "
            "labels.csv of your registry",
        )
    elif isinstance(label, str):
        block.pending = label.strip()


def _read_header(grid: Grid, row: int, region_column: int) -> dict[int, PeriodName]:
    names: dict[int, PeriodName] = {}
    n_filled = 0
    for column in range(grid.width):
        content = grid.get_spanned(row, column)
        if column == region_column or content is None:
            continue
        n_filled += 1
        name = parse_period(content)
        if name is not None:
            names[column] = name
    if not names or len(names) < _MOST * n_filled:
        return {}
    spread = {column for (r, column) in grid.spans if r == row}
    if len({name.period for name in names.values()}) == 1 and len(names) > 1:
        # A title merged over the whole width names a period, but heads no column.
        content = {grid.get_spanned(row, column) for column in names}
        if len(content) == 1 and set(names) <= spread and len(names) == n_filled:
            below = row + 1 < len(grid.rows) and _combine_levels(grid, row + 1, names)
            return names if below else {}
    return names


def _combine_levels(
    grid: Grid, row: int, upper: Mapping[int, PeriodName]
) -> dict[int, PeriodName]:
    """Combine a row of parts of a year with the years above it."""
    combined: dict[int, PeriodName] = {}
    years: PeriodName | None = None
    n_filled = 0
    for column in range(grid.width):
        years = upper.get(column, years)
        content = grid.get_spanned(row, column)
        if content is None or years is None or column < min(upper):
            continue
        n_filled += 1
        if not isinstance(content, str):
            return {}
        name = parse_period(content, year=years.period[:4])
        if name is None or not name.has_words:
            continue
        combined[column] = PeriodName(
            name.period, name.rest, (*years.marks, *name.marks), has_words=True
        )
    return combined if len(combined) >= _MOST * n_filled else {}


def _report_other_columns(
    grid: Grid,
    regions: RegionColumn,
    columns: set[int],
    data_rows: set[int],
    tally: Tally,
) -> None:
    """Count numbers under headers that name no period."""
    for column in range(grid.width):
        if column == regions.column or column in columns:
            continue
        n_values = sum(
            read_cell(grid.get(row, column), decimal="comma").value is not None
            for row in data_rows
        )
        if n_values:
            tally.drop("column without a period", n_values)
            tally.report(
                "column-without-period",
                "warning",
                grid.locate(min(data_rows), column),
                found=f"{n_values} values in a column whose header names no period",
                rest="A year, quarter or months in the header | Write the period into "
                "the header",
            )
