"""Which lines of a column of labels are one name, and which row of numbers has it?

The name of a region may go over several lines beside one row of numbers that stands at
its first line, its last, or between. All ways to divide the column are compared: rows
should have a label, labels should be names of regions, headings between them should not,
and lines of one cell stand closer than rows do. Where two ways fit equally well, or half
of a name may be missing, the label is doubtful, and its row is not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from indicators.reading.pdf.blocks import Block, mend_words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from indicators.reading.pdf.runs import Run

_Mode = Literal["bottom", "middle", "top"]
_MODES: tuple[_Mode, ...] = ("bottom", "middle", "top")
_AT_LINE = 0.45
_NEXT_LINE = 1.6
_CLOSER = 0.93
_MOST_LINES = 5
_BETWEEN = 1.2
_FAR = 4.0
_MANY = 3
# What speaks for a division: in sum, so only their order of size matters.
_NAME, _OTHER, _ALONE, _NAME_ALONE, _NO_LABEL = 3.0, -2.0, -1.0, -2.0, -4.0
_TIGHT, _LOOSE, _FOLLOWS, _GLUED = 0.3, -1.5, 0.1, -0.2
_HALF = -4.0
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class _Division:
    """A way to divide the first lines of a column among the first rows."""

    score: float
    last_row: int
    labels: tuple[tuple[int, Block], ...]
    rest: tuple[Block, ...]


class LabelColumn:
    """Divides the lines of one column of labels among rows of numbers.

    Parameters
    ----------
    lines : sequence of Run
        Texts of the column.
    rows : sequence of float
        Base lines of the rows, from top to bottom.
    is_name : callable
        Whether a text is the name of a region.
    barriers : sequence of float
        Base lines of headers, over which no name goes.
    parts : collection of int
        Rows that may be a part of the next one, whose numbers stand lower.
    """

    def __init__(
        self,
        lines: Iterable[Run],
        rows: Sequence[float],
        is_name: Callable[[str], bool],
        *,
        barriers: Sequence[float] = (),
        parts: Collection[int] = (),
    ) -> None:
        self.lines = sorted(lines, key=lambda run: run.y)
        self.rows, self.barriers, self.parts = rows, barriers, parts
        self.is_name = cache(is_name)
        self.pitch = min((b - a for a, b in pairwise(rows)), default=0.0)
        self._groups: dict[tuple[int, int], tuple[Block, float, bool]] = {}

    def divide(self) -> tuple[dict[int, Block], dict[int, str], list[Block]]:
        """Divide the column.

        Returns
        -------
        dict of int to Block
            Label of each row that has one beyond doubt.
        dict of int to str
            For rows whose label is doubtful, what it may be, divided by bars.
        list of Block
            Lines that belong to no row.
        """
        options = [self._divide(mode) for mode in _MODES]
        best = max(options, key=lambda option: option.score)
        labels = dict(best.labels)
        doubts: dict[int, str] = {}
        for other in options:
            others = dict(other.labels)
            for row, block in best.labels:
                text = others[row].text if row in others else "?"
                if best.score - other.score <= _MARGIN and text != block.text:
                    doubts[row] = self._write_doubt(block.text, text)
        free = {run for block in best.rest for run in block.lines}
        for row, block in best.labels:
            half = self._find_half(block, free)
            if half is not None:
                doubts[row] = self._write_doubt(block.text, half.text)
            below = labels.get(row + 1)
            if below is not None and self._are_halves(block, below):
                doubt = self._write_doubt(block.text, below.text)
                doubts[row] = doubts[row + 1] = doubt
        labels = {row: block for row, block in labels.items() if row not in doubts}
        unnamed = [
            row
            for row in range(len(self.rows))
            if row not in labels and row not in doubts
        ]
        names = [
            block
            for block in best.rest
            if self.is_name(block.text) and self._find_half(block, free) is None
        ]
        names.sort(key=lambda block: block.y)
        is_whole = not any(row in self.parts for row in unnamed)
        between = attach_names_between(names, self.rows, unnamed) if is_whole else {}
        taken = set(between.values())
        rest = [block for block in best.rest if block not in taken]
        return labels | between, doubts, rest

    def _write_doubt(self, one: str, other: str) -> str:
        """Write two readings of a label, so that it is taken for no region."""
        text = f"{one} | {other}"
        return "?" if self.is_name(text) else text

    def _find_half(self, block: Block, free: Collection[Run]) -> Run | None:
        """Find a line beside a block that belongs to no row and may be its half."""
        first = self.lines.index(block.lines[0])
        last = self.lines.index(block.lines[-1])
        above = self.lines[first - 1] if first else None
        below = self.lines[last + 1] if last + 1 < len(self.lines) else None
        if above in free and above is not None and self._are_one(above, block.lines[0]):
            return above
        if below in free and below is not None:
            return below if self._are_one(block.lines[-1], below) else None
        return None

    def _are_halves(self, above: Block, below: Block) -> bool:
        """Whether the labels of two rows are one name, whose row was taken for two."""
        joined = Block(lines=(*above.lines, *below.lines))
        is_near = below.top - above.bottom <= _NEXT_LINE * above.size
        return (
            is_near
            and self.is_name(joined.text)
            and not (self.is_name(above.text) and self.is_name(below.text))
        )

    def _are_one(self, above: Run, below: Run) -> bool:
        """Whether two lines look like lines of one cell."""
        step = below.y - above.y
        if step > _NEXT_LINE * above.size:
            return False
        is_tight = step < _CLOSER * self.pitch and below.order == above.order + 1
        return is_tight or above.text.rstrip().endswith("-")

    def _divide(self, mode: _Mode) -> _Division:
        states: list[dict[int, _Division]] = [{} for _ in range(len(self.lines) + 1)]
        states[0][-1] = _Division(0.0, -1, (), ())
        for start in range(len(self.lines)):
            for state in states[start].values():
                for stop in range(start + 1, len(self.lines) + 1):
                    if not self._may_join(start, stop):
                        break
                    for new in self._extend(state, start, stop, mode):
                        known = states[stop].get(new.last_row)
                        if known is None or known.score < new.score:
                            states[stop][new.last_row] = new
        n_rows = len(self.rows)
        return max(
            states[-1].values(),
            key=lambda state: state.score + _NO_LABEL * (n_rows - 1 - state.last_row),
        )

    def _may_join(self, start: int, stop: int) -> bool:
        """Whether lines can be one cell; one line always is."""
        if stop - start > _MOST_LINES:
            return False
        if stop - start == 1:
            return True
        above, below = self.lines[stop - 2], self.lines[stop - 1]
        return (
            0 < below.y - above.y <= _NEXT_LINE * above.size
            and abs(above.size - below.size) <= 0.1 * above.size
            and not any(above.y < y + 0.1 * above.size < below.y for y in self.barriers)
        )

    def _extend(
        self, state: _Division, start: int, stop: int, mode: _Mode
    ) -> list[_Division]:
        block, joints, is_name = self._read_group(start, stop)
        found = []
        if stop - start == 1 or is_name or joints > 0:
            alone = (_NAME_ALONE if is_name else _ALONE) + joints
            if block.text.endswith("-"):
                alone = _HALF
            found.append(
                _Division(
                    state.score + alone,
                    state.last_row,
                    state.labels,
                    (*state.rest, block),
                )
            )
        row = self._find_row(block, mode)
        if row is not None and row > state.last_row:
            score = (
                state.score
                + (_NAME if is_name else _OTHER)
                + joints
                + _NO_LABEL * (row - state.last_row - 1)
            )
            labels = (*state.labels, (row, block))
            found.append(_Division(score, row, labels, state.rest))
        return found

    def _read_group(self, start: int, stop: int) -> tuple[Block, float, bool]:
        """Read lines as one text: block, what speaks for joining them, is it a name."""
        if (start, stop) not in self._groups:
            lines = tuple(self.lines[start:stop])
            block = mend_words(Block(lines=lines), self.is_name)
            is_name = self.is_name(block.text)
            score = _GLUED * block.joints.count("")
            for above, below in pairwise(lines):
                is_tight = below.y - above.y < _CLOSER * self.pitch
                if is_tight or above.text.rstrip().endswith("-"):
                    score += _TIGHT
                elif not is_name:
                    score += _LOOSE
                if below.order == above.order + 1:
                    score += _FOLLOWS
            self._groups[start, stop] = (block, score, is_name)
        return self._groups[start, stop]

    def _find_row(self, block: Block, mode: _Mode) -> int | None:
        """Find the row that stands at the first line, the last, or the middle."""
        y = {"bottom": block.bottom, "middle": block.y, "top": block.top}[mode]
        nearest = min(
            range(len(self.rows)), key=lambda row: abs(self.rows[row] - y), default=None
        )
        if nearest is None or abs(self.rows[nearest] - y) > _AT_LINE * block.size:
            return None
        return nearest


def attach_names_between(
    names: Sequence[Block], rows: Sequence[float], unnamed: Sequence[int]
) -> dict[int, Block]:
    """Attach names that stand between the rows to rows without a name.

    Labels in the middle or at the top of high cells stand above numbers at the bottom.

    Parameters
    ----------
    names : sequence of Block
        Names of regions that stand at no row, from top to bottom.
    rows : sequence of float
        Base lines of all rows.
    unnamed : sequence of int
        Rows without a name.

    Returns
    -------
    dict of int to Block
        Name of each of these rows; empty unless all names stand right above all the
        rows, or all right below them; of less than three, none farther than a line.
    """
    if len(names) != len(unnamed):
        return {}
    pairs = list(zip(unnamed, names, strict=True))
    most = _BETWEEN if len(pairs) < _MANY else _FAR
    for sign in (1, -1):
        if all(
            0 < sign * (rows[row] - end) <= most * name.size
            and not any(min(end, rows[row]) < y < max(end, rows[row]) for y in rows)
            for row, name in pairs
            for end in (name.bottom if sign > 0 else name.top,)
        ):
            return dict(pairs)
    return {}
