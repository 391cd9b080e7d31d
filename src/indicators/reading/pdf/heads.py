"""Which column does each text above a table without ruled lines belong to?

The lowest line of a header has one text for each column. Texts of the lines above may
stand for several columns: centered over them, or at the first of them. Where more than
one division is possible none is chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from indicators.reading.pdf.columns import Extent
from indicators.reading.periods import find_period_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.reading.pdf.blocks import Block

_OFF_CENTER = 0.25
_FLUSH = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadLine:
    """One line of a header, divided among the columns.

    Parameters
    ----------
    cells : mapping of int to str
        Text by its first column.
    lasts : mapping of int to int
        Last column of the texts that stand for several.
    """

    cells: Mapping[int, str]
    lasts: Mapping[int, int] = field(default_factory=dict)


class UnclearHeadError(Exception):
    """A header whose texts could stand for more than one division of the columns."""


def place_head(
    lines: Sequence[Sequence[Block]], columns: list[Extent]
) -> list[HeadLine]:
    """Place the lines above a table in its columns.

    Parameters
    ----------
    lines : sequence of sequence of Block
        From top to bottom, each from left to right.
    columns : list of Extent
        Columns of the table; a column that has a header but no contents is added.

    Returns
    -------
    list of HeadLine
        As many as lines.

    Raises
    ------
    UnclearHeadError
        If the texts of a line fit several divisions.
    """
    named: set[int] = set()
    lowest: dict[int, Extent] = {}
    placed: list[list[tuple[int, int, str]]] = []
    for line in reversed(lines):
        if len(line) == 1:
            found = [_place_single(line[0], columns)]
        elif not named:
            _add_empty_columns(line, columns)
            found = _place_lowest(line, columns)
            lowest = {
                place: _unite(columns[place], block)
                for (place, _, _), block in zip(found, line, strict=True)
                if columns[place].is_number
            }
        else:
            found = _place_upper(line, columns, named, lowest)
        if len(line) > 1 or found[0][0] > _find_first_number(columns):
            named.update(first for first, _, _ in found)
        placed.append(found)
    return [
        HeadLine(
            cells={first: text for first, _, text in found},
            lasts={first: last for first, last, _ in found if last > first},
        )
        for found in reversed(placed)
    ]


def _unite(column: Extent, block: Block) -> Extent:
    """Unite a column with the text above it."""
    return Extent(x0=min(column.x0, block.x0), x1=max(column.x1, block.x1))


def _find_first_number(columns: Sequence[Extent]) -> int:
    return next(
        (place for place, column in enumerate(columns) if column.is_number),
        len(columns),
    )


def _place_single(block: Block, columns: Sequence[Extent]) -> tuple[int, int, str]:
    """Place a text that is alone in its line: a title, a unit, or one year for all."""
    numbers = [place for place, column in enumerate(columns) if column.is_number]
    words = find_period_words(block.text)
    first, last = numbers[0], numbers[-1]
    middle = (columns[first].x0 + columns[last].x1) / 2
    pitch = _measure_pitch([columns[place] for place in numbers])
    is_year = words is not None and words.year is not None and not words.rest
    if is_year and len(numbers) > 1 and abs(block.center - middle) < pitch:
        return first, last, block.text
    if len(numbers) == 1 and columns[first].covers(block):
        return first, first, block.text
    label = next((i for i, column in enumerate(columns) if not column.is_number), 0)
    return label, label, block.text


def _add_empty_columns(line: Sequence[Block], columns: list[Extent]) -> None:
    """Add columns that have a header only, if every other has its own text."""
    hits = [[column for column in columns if column.covers(block)] for block in line]
    extra = [block for block, hit in zip(line, hits, strict=True) if not hit]
    numbers = [column for column in columns if column.is_number]
    n_named = sum(any(column in hit for hit in hits) for column in numbers)
    if extra and n_named == len(numbers):
        is_left = extra[0].x1 < numbers[0].x0
        has_label = any(not column.is_number for column in columns)
        shown = extra[1:] if is_left and has_label else extra
        columns.extend(Extent(x0=block.x0, x1=block.x1) for block in shown)
        columns.sort(key=lambda column: column.x0)


def _place_lowest(
    line: Sequence[Block], columns: Sequence[Extent]
) -> list[tuple[int, int, str]]:
    hits = [
        [place for place, column in enumerate(columns) if column.covers(block)]
        for block in line
    ]
    single = [hit[0] for hit in hits if len(hit) == 1]
    if len(single) == len(line) == len(set(single)):
        return _build(single, line)
    for candidates in (
        list(range(len(columns))),
        [place for place, column in enumerate(columns) if column.is_number],
    ):
        # As many texts as columns: in their order.
        if len(candidates) == len(line) and all(
            _is_between(block, place, columns)
            for block, place in zip(line, candidates, strict=True)
        ):
            return _build(candidates, line)
    nearest = [_find_nearest(block, columns) for block in line]
    places = [place for place in nearest if place is not None]
    if len(places) == len(line) == len(set(places)):
        return _build(places, line)
    texts = " | ".join(block.text for block in line)
    raise UnclearHeadError(texts)


def _is_between(block: Block, place: int, columns: Sequence[Extent]) -> bool:
    """Whether a text lies between the contents of the columns beside its own."""
    slack = block.size
    left = columns[place - 1].x1 if place else float("-inf")
    right = columns[place + 1].x0 if place + 1 < len(columns) else float("inf")
    return block.x0 > left - slack and block.x1 < right + slack


def _find_nearest(block: Block, columns: Sequence[Extent]) -> int | None:
    """Find the column whose middle is the only near one; None if two are."""
    covered = [place for place, c in enumerate(columns) if c.covers(block)]
    if not covered:
        return None
    distances = sorted(
        (abs(columns[place].center - block.center), place) for place in covered
    )
    if len(distances) > 1 and distances[1][0] < 2 * distances[0][0]:
        return None
    return distances[0][1]


def _build(places: Sequence[int], line: Sequence[Block]) -> list[tuple[int, int, str]]:
    return [
        (place, place, block.text) for place, block in zip(places, line, strict=True)
    ]


def _measure_pitch(columns: Sequence[Extent]) -> float:
    steps = [right.center - left.center for left, right in pairwise(columns)]
    return median(steps) if steps else columns[0].x1 - columns[0].x0


def _place_upper(
    line: Sequence[Block],
    columns: Sequence[Extent],
    named: set[int],
    lowest: Mapping[int, Extent],
) -> list[tuple[int, int, str]]:
    """Place the texts of an upper line, each over one or several columns."""
    free: list[tuple[int, Block]] = []
    over: list[Block] = []
    for block in line:
        hit = [place for place, c in enumerate(columns) if c.covers(block)]
        if len(hit) == 1 and hit[0] not in named:
            free.append((hit[0], block))
        else:
            over.append(block)
    found = [(place, place, block.text) for place, block in free]
    if not over:
        return found
    # A column that has one high text of its own stands under no other.
    spans = _divide(over, lowest, columns)
    return sorted(
        [
            *found,
            *(
                (first, last, block.text)
                for (first, last), block in zip(spans, over, strict=True)
            ),
        ]
    )


def _divide(
    line: Sequence[Block], lowest: Mapping[int, Extent], columns: Sequence[Extent]
) -> list[tuple[int, int]]:
    """Divide columns among the texts above them; all but the first ones are covered."""
    places = sorted(lowest)
    extents = [lowest[place] for place in places]
    slack = _OFF_CENTER * _measure_pitch(extents)
    centered = _find_divisions(line, extents, slack)
    flush = [
        *_find_flush(line, extents),
        *_find_flush(line, [columns[place] for place in places]),
    ]
    options = {
        tuple(option)
        for option in (*centered, *flush)
        if all(places[last] - places[first] == last - first for first, last in option)
    }
    if len(options) != 1:
        texts = " | ".join(block.text for block in line)
        raise UnclearHeadError(texts)
    return [(places[first], places[last]) for first, last in options.pop()]


def _find_divisions(
    line: Sequence[Block], extents: Sequence[Extent], slack: float
) -> list[list[tuple[int, int]]]:
    """Find the divisions in which every text is centered over its columns."""
    n = len(extents)
    options: list[list[tuple[int, int]]] = [[]]
    for block in line:
        longer = []
        for option in options:
            first = option[-1][1] + 1 if option else 0
            for last in range(first, n):
                middle = (extents[first].x0 + extents[last].x1) / 2
                if abs(middle - block.center) <= slack:
                    longer.append([*option, (first, last)])
        options = longer
    return [
        option for option in options if option[-1][1] == n - 1 and _is_regular(option)
    ]


def _is_regular(option: Sequence[tuple[int, int]]) -> bool:
    """Whether groups of columns have one size, the first and the last aside."""
    sizes = [last - first + 1 for first, last in option]
    if len(sizes) == 2:  # noqa: PLR2004 - two groups have no inner ones
        return True
    inner = sizes[1:-1]
    return len(set(inner)) <= 1 and all(
        size <= max(inner, default=size) for size in (sizes[0], sizes[-1])
    )


def _find_flush(
    line: Sequence[Block], extents: Sequence[Extent]
) -> list[list[tuple[int, int]]]:
    """Find the divisions in which every text stands in the first of its columns."""
    found = []
    for name in ("x0", "x1", "center"):
        starts = []
        for block in line:
            at = [
                place
                for place, extent in enumerate(extents)
                if abs(getattr(extent, name) - getattr(block, name))
                <= _FLUSH * block.size
            ]
            starts += at if len(at) == 1 else [-1]
        if starts[0] == 0 and all(a < b for a, b in pairwise(starts)):
            ends = [*(start - 1 for start in starts[1:]), len(extents) - 1]
            found.append(list(zip(starts, ends, strict=True)))
    return found
