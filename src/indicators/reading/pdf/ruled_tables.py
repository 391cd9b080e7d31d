"""Tables of a PDF page whose cells are ruled: which text stands in which cell?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indicators.reading.pdf.blocks import (
    Block,
    group_lines,
    has_part,
    is_whole_period,
    mend_words,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators.reading.pdf.runs import Run

_LEAST_CELLS = 2
_OVER = 0.5
_MOST = 0.5
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A table with ruled cells.

    Parameters
    ----------
    rows : tuple of tuple of object
        Cells.
    spans : mapping of (row, column) to (row, column)
        Cells that reach over several columns or rows.
    box : tuple of float
        Left, top, right and bottom.
    places : mapping of int to (row, column)
        Cell of each text, by its order.
    """

    rows: tuple[tuple[object, ...], ...]
    spans: dict[tuple[int, int], tuple[int, int]]
    box: _Box
    places: dict[int, tuple[int, int]]

    def has_own_cells(self, numbers: Sequence[Run]) -> bool:
        """Whether some numbers stand in cells, nearly each in one of its own."""
        cells = Counter(self.places.get(run.order) for run in numbers)
        alone = sum(count == 1 for cell, count in cells.items() if cell is not None)
        return None not in cells and alone >= _MOST * len(numbers)

    def meets(self, box: _Box) -> bool:
        """Whether it has a part of the page in common with a box."""
        x0, top, x1, bottom = self.box
        return x0 < box[2] and box[0] < x1 and top < box[3] and box[1] < bottom


def find_ruled_tables(
    page: Any, runs: Sequence[Run], is_name: Callable[[str], bool]
) -> list[RuledTable]:
    """Find tables by their lines.

    Parameters
    ----------
    page : pdfplumber.page.Page
        The page.
    runs : sequence of Run
        Its texts.
    is_name : callable
        Whether a text is the name of a region.

    Returns
    -------
    list of RuledTable
        From top to bottom; a frame around texts is none.
    """
    if not page.edges:
        return []
    found = [
        table
        for table in page.find_tables()
        if len(table.rows) > 1 or len(table.cells) > _LEAST_CELLS
    ]
    found.sort(key=lambda table: table.bbox[1])
    return [_build(table, runs, is_name) for table in found]


def _build(
    table: Any, runs: Sequence[Run], is_name: Callable[[str], bool]
) -> RuledTable:
    lefts = sorted({round(cell[0], 1) for cell in table.cells})
    boxes: dict[tuple[int, int], _Box] = {
        (row, column): cell
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
        if cell is not None
    }
    tops = [min(c[1] for c in line.cells if c is not None) for line in table.rows]
    contents: dict[tuple[int, int], list[Run]] = {}
    places: dict[int, tuple[int, int]] = {}
    box = table.bbox
    for run in runs:
        middle = run.y - run.size / 3
        if not (box[0] <= run.center <= box[2] and box[1] <= middle <= box[3]):
            continue
        place = next(
            (
                place
                for place, (x0, top, x1, bottom) in boxes.items()
                if x0 <= run.center < x1 and top <= middle < bottom
            ),
            None,
        )
        if place is not None:
            contents.setdefault(place, []).append(run)
            places[run.order] = place
    rows = tuple(
        tuple(
            _write(contents.get((row, column), ()), boxes.get((row, column)), is_name)
            for column in range(len(line.cells))
        )
        for row, line in enumerate(table.rows)
    )
    spans = {
        (i, j): place
        for place, (x0, top, x1, bottom) in boxes.items()
        for i, y in enumerate(tops)
        if top - 1 < y < bottom - 1
        for j, x in enumerate(lefts)
        if x0 - 1 < x < x1 - 1 and (i, j) != place
    }
    spans |= {first: first for first in set(spans.values())}
    return RuledTable(rows=rows, spans=spans, box=box, places=places)


def _write(
    runs: Sequence[Run], box: _Box | None, is_name: Callable[[str], bool]
) -> str | None:
    """Write the texts of one cell; several numbers are not one number."""
    if not runs or box is None:
        return None
    numbers = [run for run in runs if run.is_number]
    if len(numbers) > 1 or any(_reaches_over(run, box) for run in numbers):
        return " | ".join(run.text.strip() for run in runs)
    lines = group_lines(runs)
    block = Block(lines=tuple(run for line in lines for run in line))
    if len(lines) == len(block.lines) > 1:
        block = mend_words(block, is_name, is_whole_period, has_part)
    return " ".join(block.text.split()) or None


def _reaches_over(run: Run, box: _Box) -> bool:
    """Whether a number with gaps reaches into the next cell: it may be two numbers."""
    over = max(box[0] - run.x0, run.x1 - box[2])
    return " " in run.text.strip() and over > _OVER * run.size
