"""Which rows of a table are titles and which are levels of its header?

The rows above the first values are read from the bottom up: block headings, numbers of
columns, levels of the header, captions with the unit, titles. A column's path is what
the levels say of it, from top to bottom, with merged cells and with upper levels that
reach over the empty cells to their right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.reading.cells import read_cell
from indicators.reading.dimensions import fold_text, is_total
from indicators.reading.periods import PeriodWords, find_period_words
from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.reading.grid import Grid
    from indicators.reading.region_axis import RegionAxis

_MOST_LEVELS = 6
_LONGEST_HEAD = 60
_LONGEST_STEP = 10
_CORNER_WORDS = frozenset(
    [
        *("регион", "регионы", "область", "области", "наименование", "территория"),
        *("аймақ", "аймақтар", "өңір", "өңірлер", "облыс", "облыстар", "атауы"),
        *("region", "regions", "oblast", "territory", "name"),
    ]
)
# What programs write above columns without a name.
_PLACEHOLDER = re.compile(
    r"(?:column|столбец|unnamed:?|field|var|v)[ _]?\d+", re.IGNORECASE
)
_CORNERS = frozenset({"а", "a", "б", "b", "№", "1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above the values of a table.

    Parameters
    ----------
    levels : tuple of int
        Rows of the header, from top to bottom.
    titles : tuple of int
        Rows with titles and captions.
    numbering : tuple of int
        Rows that number the columns.
    body : int
        First row of the body: headings of blocks or values.
    """

    levels: tuple[int, ...]
    titles: tuple[int, ...]
    numbering: tuple[int, ...]
    body: int


def find_head(grid: Grid, axis: RegionAxis, rows: Sequence[int]) -> Head | None:
    """Find titles, header and body of a table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    axis : RegionAxis
        Its column of regions.
    rows : sequence of int
        Rows of the table.

    Returns
    -------
    Head or None
        None where no row has values.
    """
    first = None
    has_header = False
    for row in rows:
        if _is_header_like(grid, axis, row, has_header=has_header):
            texts = [
                column
                for column in grid.list_filled(row)
                if column != axis.column and isinstance(grid.get(row, column), str)
            ]
            has_header = has_header or len(texts) > 1
        elif _has_values(grid, axis, row) or _names_region(grid, axis, row):
            first = row
            break
    if first is None:
        return None
    above = [row for row in rows if row < first]
    body = _find_body(grid, axis, above, first)
    return _classify(grid, axis, [row for row in above if row < body], body)


def is_header_like(grid: Grid, row: int, *, label_column: int, data_row: int) -> bool:
    """Whether a row within a sheet begins another table: texts and periods only.

    Parameters
    ----------
    grid : Grid
        The sheet.
    row : int
        The row.
    label_column : int
        Column of the labels of the rows below.
    data_row : int
        The next row with values.

    Returns
    -------
    bool
        True for the header of another table; years that stand where the row below has
        years too are data.
    """
    filled = [column for column in grid.list_filled(row) if column != label_column]
    beside = [grid.get(row, column) for column in filled]
    if not beside or not _are_heads(beside):
        return False
    below = [find_period_words(grid.get(data_row, column)) for column in filled]
    n_years = sum(words is not None and words.year is not None for words in below)
    if 2 * n_years >= len(filled):
        return False
    if len({str(content) for content in beside}) > 1:
        return True
    corner = grid.get(row, label_column)
    words = find_period_words(beside[0])
    is_head = words is not None and words.year is not None
    has_corner = corner is None or fold_text(str(corner)).split(",")[0] in _CORNER_WORDS
    return is_head and has_corner


def build_paths(
    grid: Grid, axis: RegionAxis, head: Head, columns: Sequence[int]
) -> dict[int, tuple[str, ...]]:
    """Build the path of each column through the levels of the header.

    Parameters
    ----------
    grid : Grid
        The sheet.
    axis : RegionAxis
        Its column of regions.
    head : Head
        The header.
    columns : sequence of int
        Columns with contents.

    Returns
    -------
    dict of int to tuple of str
        Texts from the top level to the lowest, without repetitions.
    """
    levels = head.levels
    written: dict[tuple[int, int], object] = {}
    for place, row in enumerate(levels):
        carried: object = None
        for column in columns:
            own = _get_head(grid, row, column, axis.column)
            if own is not None:
                carried = own if _has_below(grid, levels[place + 1 :], column) else None
            elif (
                carried is not None
                and place < len(levels) - 1
                and not grid.has_all_spans
            ):
                if _has_below(grid, levels[place + 1 :], column):
                    own = carried
                else:
                    carried = None
            written[place, column] = own
    paths = {}
    for column in columns:
        path: list[str] = []
        for place in range(len(levels)):
            content = written[place, column]
            if content is None:
                continue
            text = _write(content, is_one_of_many=len(levels) > 1)
            if text and (not path or path[-1] != text):
                path.append(text)
        paths[column] = tuple(path)
    return paths


def _write(content: object, *, is_one_of_many: bool) -> str:
    """Write a header cell as text; a placeholder among levels says nothing."""
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    if hasattr(content, "strftime"):
        return f"{content:%Y-%m-%d}"
    text = " ".join(str(content).split())
    return "" if is_one_of_many and _PLACEHOLDER.fullmatch(text) else text


def _get_head(grid: Grid, row: int, column: int, axis_column: int) -> object:
    """Get a header cell; a range merged over the labels is a title, not a header."""
    own = grid.get(row, column)
    if own is not None:
        return own
    first = grid.spans.get((row, column))
    if first is None or first[1] == axis_column:
        return None
    return grid.get(*first)


def _has_below(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a lower level says something of its own about a column."""
    return any(grid.get(row, column) is not None for row in rows) or any(
        (first := grid.spans.get((row, column))) is not None
        and first[0] == row
        and grid.get(*first) is not None
        for row in rows
    )


def _is_header_like(
    grid: Grid, axis: RegionAxis, row: int, *, has_header: bool
) -> bool:
    """Whether a row has only texts and periods beside its label."""
    filled = [
        column
        for column in grid.list_filled(row)
        if column != axis.column and column not in axis.repeats
    ]
    if not filled:
        return True
    contents = [grid.get(row, column) for column in filled]
    if _is_numbering(contents, grid.get(row, axis.column)):
        return True
    is_region = (match := axis.matches.get(row)) is not None and (
        match.region_id is not None or match.status == "ambiguous"
    )
    if not _are_heads(contents):
        return False
    years = [words for c in contents if (words := _read_year(c)) is not None]
    if not is_region:
        return True
    if not years:
        # "Total | Men | Women" is a header though "Total" is also a label.
        return is_total(str(grid.get(row, axis.column)))
    return not has_header and len(years) > 2 and _are_consecutive(years)  # noqa: PLR2004 - two years may be two values


def _names_region(grid: Grid, axis: RegionAxis, row: int) -> bool:
    """Whether a row has the name of a region and texts beside it."""
    match = axis.matches.get(row)
    beside = [column for column in grid.list_filled(row) if column != axis.column]
    is_known = match is not None and match.region_id is not None
    return is_known and bool(beside) and (row, axis.column) not in grid.spans


def _read_year(content: object) -> PeriodWords | None:
    """Read a number that is a year."""
    is_number = read_cell(content, decimal="comma").is_kept
    words = find_period_words(content) if is_number else None
    return words if words is not None and words.year is not None else None


def _are_heads(contents: Sequence[object]) -> bool:
    """Whether contents are texts and years that follow each other."""
    numbers = [c for c in contents if read_cell(c, decimal="comma").is_kept]
    years = [words for c in numbers if (words := _read_year(c)) is not None]
    if len(years) < len(numbers):
        return False
    found = list(dict.fromkeys(int(words.year or 0) for words in years))
    steps = {b - a for a, b in pairwise(found)}
    return all(0 < abs(step) <= _LONGEST_STEP for step in steps)


def _are_consecutive(years: Sequence[object]) -> bool:
    numbers = [int(getattr(words, "year", 0)) for words in years]
    steps = {b - a for a, b in pairwise(numbers)}
    return steps in ({1}, {-1})


def _is_numbering(contents: Sequence[object], label: object) -> bool:
    """Whether a row numbers the columns: 1, 2, 3 ... under the header."""
    numbers = []
    for content in contents:
        text = str(content).strip()
        if not text.isdecimal():
            return False
        numbers.append(int(text))
    corner = str(label).strip().casefold() if label is not None else ""
    is_run = len(numbers) > 1 and all(b == a + 1 for a, b in pairwise(numbers))
    return is_run and numbers[0] in (1, 2) and (not corner or corner in _CORNERS)


def _has_values(grid: Grid, axis: RegionAxis, row: int) -> bool:
    return any(
        read_cell(grid.get(row, column), decimal="comma").status != "unreadable"
        for column in grid.list_filled(row)
        if column != axis.column
    )


def _find_body(grid: Grid, axis: RegionAxis, above: Sequence[int], first: int) -> int:
    """Find the first row of the body: headings right above the first values."""
    body = first
    for row in reversed(above):
        filled = grid.list_filled(row)
        is_single = len(filled) == 1 and filled[0] <= axis.column
        if filled and not (is_single and _is_after_header(grid, axis, above, row)):
            break
        body = row if filled else body
    return body


def _is_after_header(
    grid: Grid, axis: RegionAxis, above: Sequence[int], row: int
) -> bool:
    """Whether a header stands above a row with a single text."""
    before = [other for other in above if other < row]
    for other in reversed(before):
        filled = [c for c in grid.list_filled(other) if c != axis.column]
        texts = [grid.get(other, column) for column in filled]
        if len(texts) > 1:
            return True
        if len(texts) == 1:
            words = find_period_words(texts[0])
            if words is not None and len(str(texts[0])) <= _LONGEST_HEAD:
                return True
    return False


def _classify(grid: Grid, axis: RegionAxis, above: Sequence[int], body: int) -> Head:
    levels: list[int] = []
    titles: list[int] = []
    numbering: list[int] = []
    n_values = _count_value_columns(grid, axis, body)
    is_above = False
    for row in reversed(above):
        filled = grid.list_filled(row)
        beside = [column for column in filled if column != axis.column]
        if not filled:
            is_above = is_above or bool(levels)
        elif is_above:
            titles.append(row)
        elif len(beside) > 1 and _is_numbering(
            [grid.get(row, column) for column in beside], grid.get(row, axis.column)
        ):
            numbering.append(row)
        elif _is_level(grid, axis, row, beside, n_values, has_levels=bool(levels)):
            levels.append(row)
            is_above = len(levels) >= _MOST_LEVELS
        else:
            titles.append(row)
            # A unit may float between the header's levels and its title only.
            is_above = bool(levels)
    return Head(
        levels=tuple(reversed(levels)),
        titles=tuple(reversed(titles)),
        numbering=tuple(numbering),
        body=body,
    )


def _is_level(  # noqa: PLR0911 - one return for each kind of row
    grid: Grid,
    axis: RegionAxis,
    row: int,
    beside: Sequence[int],
    n_values: int,
    *,
    has_levels: bool,
) -> bool:
    contents = list(dict.fromkeys(str(grid.get(row, column)) for column in beside))
    if len(contents) > 1:
        return True
    if not contents:
        return False
    column = beside[0]
    spanned = [
        place
        for (line, place), first in grid.spans.items()
        if line == row and first == (row, column)
    ]
    if axis.column in spanned:
        return False
    words = find_period_words(grid.get(row, column))
    is_short = len(contents[0]) <= _LONGEST_HEAD
    if len(spanned) > 1:
        return True
    has_year = words is not None and not words.has_several and is_short
    if len(beside) > 1 or n_values == 1:
        return is_short
    if find_unit(contents[0]) is not None and not has_year:
        return False
    return has_year or (
        has_levels and is_short and grid.get(row, axis.column) is not None
    )


def _count_value_columns(grid: Grid, axis: RegionAxis, body: int) -> int:
    columns: set[int] = set()
    for row in range(body, min(len(grid.rows), body + 40)):
        if row in axis.matches:
            columns.update(grid.list_filled(row))
    return len(columns - {axis.column, *axis.repeats})
