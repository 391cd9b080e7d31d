"""What is where in a sheet: its tables, and the role of each row and column.

A sheet may hold several tables below each other or side by side, with regions in rows
or in columns. Each is analysed by itself; what was decided can be shown
(`indicators.reading.explanation`) and is all that reading the values needs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.reading.captions import Captions, is_footer, read_captions
from indicators.reading.cells import read_cell
from indicators.reading.column_roles import find_column_roles, find_named_columns
from indicators.reading.headers import Head, build_paths, find_head, is_header_like
from indicators.reading.number_formats import convert_serial
from indicators.reading.periods import find_period_words
from indicators.reading.region_axis import (
    LabelReader,
    RegionAxis,
    find_axis,
    find_windows,
    is_transposed,
)
from indicators.reading.rows import RowPlan, RowReader, plan_plain_rows

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from indicators.reading.column_heads import ColumnPlan
    from indicators.reading.grid import Grid

_PLAIN_ROWS = 5000
_GLUED = re.compile(r"((?:19|20)\d{2})(\d)")
_DAYS = {(1, 1), (12, 31), (3, 31), (6, 30), (9, 30), (4, 1), (7, 1), (10, 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of a sheet, analysed.

    Parameters
    ----------
    grid : Grid
        Its cells; turned, if the regions stand in a row.
    is_turned : bool
        Whether the grid was turned.
    axis : RegionAxis
        The column of regions.
    head : Head
        Titles, header, body.
    columns : mapping of int to ColumnPlan
        Role of each column.
    rows : mapping of int to RowPlan
        Role of each row of the table.
    captions : Captions
        Texts around it.
    """

    grid: Grid
    is_turned: bool
    axis: RegionAxis
    head: Head
    columns: Mapping[int, ColumnPlan]
    rows: Mapping[int, RowPlan]
    captions: Captions

    def list_columns(self, role: str) -> list[int]:
        """List the columns of one role."""
        return [column for column, plan in self.columns.items() if plan.role == role]


def find_tables(
    grid: Grid, reader: LabelReader, *, columns: Mapping[str, str] | None = None
) -> list[Table]:
    """Find the tables of a sheet and analyse each.

    Parameters
    ----------
    grid : Grid
        The sheet.
    reader : LabelReader
        The regions.
    columns : mapping of str to str, optional
        Headers that the user gave for roles.

    Returns
    -------
    list of Table
        In the order of the sheet; empty where no cell names a region.
    """
    if columns:
        return _find_named_table(grid, reader, columns)
    is_turned = is_transposed(grid, reader)
    turned = _read_serials(grid.transpose() if is_turned else grid)
    turned = _split_glued_years(turned)
    tables = []
    every = range(len(turned.rows))
    if len(turned.rows) > _PLAIN_ROWS:
        windows = [range(turned.width)]
    else:
        windows = find_windows(turned, reader, every)
    for window in windows:
        part = turned if len(windows) == 1 else turned.select_columns(window)
        for rows in _split_bands(part, reader):
            table = _analyse(part, reader, rows, is_turned=is_turned)
            if table is not None:
                tables.append(table)
    return tables


def name_columns(table: Table, columns: Sequence[int]) -> dict[int, str]:
    """Name what tells the columns of values of one table apart.

    Parameters
    ----------
    table : Table
        The table.
    columns : sequence of int
        Its columns of values.

    Returns
    -------
    dict of int to str
        Rest of each header; empty where every column says the same. Columns that
        differ by their unit only are named by it.
    """
    plans = {column: table.columns[column] for column in columns}
    has_rests = len({plan.rest for plan in plans.values()}) > 1
    units: dict[tuple[str, str], set[str | None]] = {}
    for plan in plans.values():
        units.setdefault(_get_place(plan), set()).add(plan.unit)
    has_units = any(len(found) > 1 for found in units.values())
    names = {}
    for column, plan in plans.items():
        rest = plan.rest if has_rests else ""
        unit = plan.unit if has_units and plan.unit is not None else ""
        names[column] = " ".join(part for part in (rest, unit) if part)
    return names


def _get_place(plan: ColumnPlan) -> tuple[str, str]:
    """Get what a header says besides its unit."""
    words = plan.words
    return plan.rest, "" if words is None else f"{words.year} {words.part}"


def _find_named_table(
    grid: Grid, reader: LabelReader, columns: Mapping[str, str]
) -> list[Table]:
    header, named = find_named_columns(grid, columns)
    rows = range(len(grid.rows))
    body = range(header + 1, len(grid.rows))
    axis = find_axis(grid, reader, rows=body, wanted=named.get("region"))
    if axis is None or not axis.matches:
        return []
    head = Head(
        levels=(header,),
        titles=tuple(range(header)),
        numbering=(),
        body=header + 1,
    )
    return [_build(grid, reader, axis, head, rows, named=named, is_turned=False)]


def _split_bands(grid: Grid, reader: LabelReader) -> list[range]:
    """Divide rows where, below a table, another header begins."""
    n_rows = len(grid.rows)
    if n_rows > _PLAIN_ROWS:
        return [range(n_rows)]
    named = [
        (row, column)
        for row in range(n_rows)
        if (column := _find_label(grid, reader, row)) is not None
    ]
    starts = [0]
    for (before, _), (after, column) in pairwise(named):
        gap = range(before + 1, after)
        if any(
            is_header_like(grid, row, label_column=column, data_row=after)
            for row in gap
        ):
            start = next((row for row in gap if _begins_table(grid, row)), after)
            starts.append(start)
    return [
        range(first, last)
        for first, last in zip(starts, [*starts[1:], n_rows], strict=True)
    ]


def _find_label(grid: Grid, reader: LabelReader, row: int) -> int | None:
    """Find the column that names a region in a row with a number or a mark."""
    filled = grid.list_filled(row)
    contents = [grid.get(row, column) for column in filled]
    if not any(read_cell(content, decimal="comma").is_kept for content in contents):
        return None
    return next(
        (
            column
            for column, content in zip(filled, contents, strict=True)
            if isinstance(content, str) and reader.is_known(content)
        ),
        None,
    )


def _begins_table(grid: Grid, row: int) -> bool:
    filled = grid.list_filled(row)
    if not filled:
        return False
    return not (len(filled) == 1 and is_footer(str(grid.get(row, filled[0]))))


def _analyse(
    grid: Grid, reader: LabelReader, rows: range, *, is_turned: bool
) -> Table | None:
    axis = find_axis(grid, reader, rows=rows)
    if axis is None:
        return None
    head = find_head(grid, axis, rows)
    if head is None:
        return None
    return _build(grid, reader, axis, head, rows, named={}, is_turned=is_turned)


def _build(
    grid: Grid,
    reader: LabelReader,
    axis: RegionAxis,
    head: Head,
    rows: range,
    *,
    named: Mapping[str, int],
    is_turned: bool,
) -> Table:
    body = range(head.body, rows.stop)
    used = [
        column
        for column in range(grid.width)
        if column == axis.column
        or any(grid.get(row, column) is not None for row in rows)
    ]
    paths = build_paths(grid, axis, head, used)
    named_rows = [row for row in body if row in axis.matches] or list(body)
    sampled = _list_value_rows(grid, axis, body)
    columns = find_column_roles(grid, axis, paths, sampled or named_rows, named=named)
    values = [column for column, plan in columns.items() if plan.role == "value"]
    others = [
        column
        for column, plan in columns.items()
        if plan.role in ("period", "part of a year", "indicator", "text")
    ]
    country_id = reader.registry.country_id
    if len(body) > _PLAIN_ROWS:
        plans = dict(plan_plain_rows(axis, body, country_id))
    else:
        plans = RowReader(grid, axis, values, others, country_id).plan(body)
    plans |= {row: RowPlan("title") for row in head.titles}
    plans |= {row: RowPlan("header") for row in head.levels}
    plans |= {row: RowPlan("column numbers") for row in head.numbering}
    outside = [row for row, plan in plans.items() if plan.role in _OUTSIDE]
    captions = read_captions(grid, titles=head.titles, outside=outside)
    corner = [
        content
        for row in head.levels
        if isinstance(content := grid.get(row, axis.column), str)
    ]
    captions = _add_corner(captions, corner)
    return Table(
        grid=grid,
        is_turned=is_turned,
        axis=axis,
        head=head,
        columns=columns,
        rows=plans,
        captions=captions,
    )


_OUTSIDE = frozenset({"title", "heading", "footer", "text"})


def _list_value_rows(grid: Grid, axis: RegionAxis, body: range) -> list[int]:
    """List rows of the body that have more than their label."""
    if len(body) > _PLAIN_ROWS:
        return list(body)
    return [
        row
        for row in body
        if any(column != axis.column for column in grid.list_filled(row))
    ]


def _add_corner(captions: Captions, corner: Sequence[str]) -> Captions:
    """Take a unit from the corner of the header, as in "Region (mln tenge)"."""
    from indicators.units import find_unit

    for text in corner:
        unit = find_unit(text)
        if unit is not None:
            return replace(captions, unit=str(unit))
    return captions


def _read_serials(grid: Grid) -> Grid:
    """Read numbers of days in a header as dates (40179 is 1 January 2010)."""
    if grid.is_text or len(grid.rows) > _PLAIN_ROWS:
        return grid
    rows = list(grid.rows)
    for place, row in enumerate(rows):
        numbers = [cell for cell in row if isinstance(cell, int | float)]
        dates = [_read_serial(number) for number in numbers]
        if len(dates) > 2 and all(dates) and len(set(numbers)) == len(numbers):  # noqa: PLR2004 - two may be chance
            rows[place] = tuple(
                _read_serial(cell) if isinstance(cell, int | float) else cell
                for cell in row
            )
    return replace(grid, rows=tuple(rows))


def _split_glued_years(grid: Grid) -> Grid:
    """Read "20232" after 2021 and 2022 as 2023 with the footnote mark 2."""
    if len(grid.rows) > _PLAIN_ROWS:
        return grid
    rows = list(grid.rows)
    for place, row in enumerate(rows):
        years = [_read_year(cell) for cell in row]
        if sum(year is not None for year in years) < 2:  # noqa: PLR2004 - a run of years
            continue
        cells = list(row)
        for column in range(1, len(cells)):
            cell, before = cells[column], years[column - 1]
            match = _GLUED.fullmatch(cell.strip()) if isinstance(cell, str) else None
            if match and before is not None and int(match[1]) == before + 1:
                years[column] = before + 1
                cells[column] = f"{match[1]} {match[2]})"
        rows[place] = tuple(cells)
    return replace(grid, rows=tuple(rows))


def _read_year(cell: object) -> int | None:
    """Read a plain year, as a number or as text, with its marks."""
    words = find_period_words(cell) if isinstance(cell, int | str) else None
    is_plain = words is not None and words.part is None and not words.rest
    return int(words.year) if words is not None and is_plain and words.year else None


def _read_serial(number: float) -> dt.datetime | None:
    """Read a number as the first or last day of a quarter from 1980 to 2050."""
    if isinstance(number, bool) or number % 1 or not 29_221 <= number <= 55_000:  # noqa: PLR2004
        return None
    date = convert_serial(float(number))
    return date if date is not None and (date.month, date.day) in _DAYS else None
