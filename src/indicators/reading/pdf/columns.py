"""Where are the columns of a table that has no ruled lines?

A column is what the numbers of different rows cover together: numbers of one column
stand under each other, however they are aligned. A row whose numbers do not fit, since
one of them reaches over two columns, begins another table.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.reading.cells import read_cell
from indicators.reading.periods import find_period_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.reading.pdf.blocks import Block
    from indicators.reading.pdf.runs import Run

_NEXT = 1.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """What one column covers of the width of a page.

    Parameters
    ----------
    x0, x1 : float
        Left and right end.
    is_number : bool
        Whether it is a column of numbers.
    """

    x0: float
    x1: float
    is_number: bool = True

    @property
    def center(self) -> float:
        """Middle between its ends."""
        return (self.x0 + self.x1) / 2

    def covers(self, item: Run | Block | Extent) -> bool:
        """Whether it has a part of the width in common with something."""
        return item.x0 < self.x1 and self.x0 < item.x1


@dataclass(slots=True)
class Body:
    """Rows of numbers that have the same columns.

    Parameters
    ----------
    lines : list of list of Run
        Numbers of each row.
    columns : list of Extent
        From left to right.
    """

    lines: list[list[Run]] = field(default_factory=list)
    columns: list[Extent] = field(default_factory=list)

    @property
    def rows(self) -> list[float]:
        """Base line of each row."""
        return [line[0].y for line in self.lines]

    def find_parts(self) -> set[int]:
        """Find rows that share no column with the next one: perhaps they are one."""
        filled = [
            {
                place
                for place, column in enumerate(self.columns)
                if any(column.covers(run) for run in line)
            }
            for line in self.lines
        ]
        return {
            row
            for place, (above, below) in enumerate(pairwise(filled))
            if not above & below
            and self.rows[place + 1] - self.rows[place]
            < _NEXT * self.lines[place][0].size
            for row in (place, place + 1)
        }

    def fit(self, line: Sequence[Run]) -> list[Extent] | None:
        """Fit a row into the columns; None if it has others."""
        columns = list(self.columns)
        for run in line:
            hit = [column for column in columns if column.covers(run)]
            if len(hit) > 1:
                return None
            if hit:
                columns.remove(hit[0])
            new = Extent(
                x0=min([run.x0, *(column.x0 for column in hit)]),
                x1=max([run.x1, *(column.x1 for column in hit)]),
            )
            if any(column.covers(new) for column in columns):
                return None
            columns.append(new)
        columns.sort(key=lambda column: column.x0)
        for column in columns:
            if sum(column.covers(run) for run in line) > 1:
                return None
        return columns


def is_line_of_years(line: Sequence[Run]) -> bool:
    """Whether the numbers of a line are years in order, perhaps more than once."""
    years = []
    for run in line:
        words = find_period_words(run.text)
        if words is None or words.year is None or words.rest or words.part:
            return False
        years.append(int(words.year))
    steps = [b - a for a, b in pairwise(years)]
    once = [step for step in steps if step]
    # 2023, 2024, 2023, 2024: the steps back are one and the same.
    forth = {step for step in once if step > 0}
    back = {step for step in once if step < 0}
    return not forth or not back or len(forth) == 1 or len(back) == 1


def find_bodies(
    lines: Iterable[Sequence[Run]], *, breaks: Sequence[float] = ()
) -> list[Body]:
    """Find the tables of a page by their rows of numbers.

    Parameters
    ----------
    lines : iterable of sequence of Run
        Numbers of each line, from top to bottom; no headers.

    breaks : sequence of float
        Heights at which another table begins: its header.

    Returns
    -------
    list of Body
        From top to bottom.
    """
    bodies: list[Body] = []
    for line in lines:
        last = bodies[-1].rows[-1] if bodies else float("inf")
        is_new = any(last < y < line[0].y for y in breaks)
        columns = None if not bodies or is_new else bodies[-1].fit(line)
        if columns is None:
            bodies.append(Body())
            columns = bodies[-1].fit(line)
        if columns is not None:
            bodies[-1].lines.append(list(line))
            bodies[-1].columns = columns
        else:
            bodies.pop()
    return bodies


def merge_marks(body: Body, heads: Sequence[Block]) -> list[Extent]:
    """Merge columns of marks only, such as dashes at the left, into their neighbours.

    Parameters
    ----------
    body : Body
        Rows and columns.
    heads : sequence of Block
        Texts of the lowest line above them.

    Returns
    -------
    list of Extent
        Columns. A dash may stand elsewhere in its cell than numbers do; a row then
        never has both, and they have not a text each above them.
    """
    columns = list(body.columns)
    place = 0
    while place + 1 < len(columns):
        left, right = columns[place], columns[place + 1]
        both = (left, right)
        is_mark = [_has_marks_only(body, column) for column in both]
        have_both = any(
            all(any(column.covers(run) for run in line) for column in both)
            for line in body.lines
        )
        have_heads = all(any(column.covers(head) for head in heads) for column in both)
        if is_mark == [True, False] and not have_both and not have_heads:
            columns[place : place + 2] = [Extent(x0=left.x0, x1=right.x1)]
        else:
            place += 1
    return columns


def _has_marks_only(body: Body, column: Extent) -> bool:
    return all(
        read_cell(run.text, decimal="comma").value is None
        for line in body.lines
        for run in line
        if column.covers(run)
    )


def find_text_columns(
    blocks: Sequence[Block], numbers: Sequence[Extent], rows: Sequence[float]
) -> list[Extent]:
    """Find the columns of texts beside rows of numbers.

    Parameters
    ----------
    blocks : sequence of Block
        Texts at the height of the table.
    numbers : sequence of Extent
        Columns of numbers.
    rows : sequence of float
        Base lines of the rows.

    Returns
    -------
    list of Extent
        From left to right. A text that reaches into an empty cell on its right is as
        wide as its own column only.
    """
    extents: list[Extent] = []
    for block in blocks:
        if block.measure_distance_to(rows) > 1:
            continue
        if any(column.x0 <= block.x0 < column.x1 for column in numbers):
            continue
        x1 = min([block.x1, *(c.x0 for c in numbers if c.x0 > block.x0)])
        new = Extent(x0=block.x0, x1=x1, is_number=False)
        hit = [extent for extent in extents if extent.covers(new)]
        extents = [extent for extent in extents if not extent.covers(new)]
        extents.append(
            Extent(
                x0=min([new.x0, *(extent.x0 for extent in hit)]),
                x1=max([new.x1, *(extent.x1 for extent in hit)]),
                is_number=False,
            )
        )
    return sorted(extents, key=lambda extent: extent.x0)
