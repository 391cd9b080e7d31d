"""Texts of one cell: one line or several, and where they stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from indicators.reading.periods import find_period_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators.reading.pdf.runs import Run

_AT_LINE = 0.45
_MOST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of text that are one cell.

    Parameters
    ----------
    lines : tuple of Run
        From top to bottom.
    joints : tuple of str
        What stands between its lines: a blank, or nothing within a word. Blanks by
        default.
    """

    lines: tuple[Run, ...]
    joints: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its lines as one text; a word broken at a hyphen is whole again."""
        text = self.lines[0].text.strip()
        joints = self.joints or " " * (len(self.lines) - 1)
        for run, joint in zip(self.lines[1:], joints, strict=True):
            text += ("" if text.endswith("-") else joint) + run.text.strip()
        return text

    @property
    def x0(self) -> float:
        """Left end."""
        return min(run.x0 for run in self.lines)

    @property
    def x1(self) -> float:
        """Right end."""
        return max(run.x1 for run in self.lines)

    @property
    def center(self) -> float:
        """Middle between its ends."""
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        """Base line of its first line."""
        return self.lines[0].y

    @property
    def bottom(self) -> float:
        """Base line of its last line."""
        return self.lines[-1].y

    @property
    def y(self) -> float:
        """Height of its middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Height of its letters."""
        return self.lines[0].size

    def measure_distance(self, y: float) -> float:
        """Measure how far its first line, last line or middle is from a row."""
        nearest = min(abs(self.top - y), abs(self.bottom - y), abs(self.y - y))
        return nearest / self.size

    def measure_distance_to(self, rows: Sequence[float]) -> float:
        """Measure how far it is from the nearest row."""
        return min(map(self.measure_distance, rows), default=math.inf)


def mend_words(block: Block, *are_right: Callable[[str], bool]) -> Block:
    """Join the lines of a block within a word, where only that makes sense.

    Parameters
    ----------
    block : Block
        Its lines are joined by blanks.
    *are_right : callable
        Whether a text is what one expects: a name, a period; the first one counts
        most.

    Returns
    -------
    Block
        With other joints, or as it was.
    """
    if len(block.lines) > _MOST_LINES:
        return block
    for is_right in are_right:
        for joints in product(*[(" ", "")] * (len(block.lines) - 1)):
            mended = Block(lines=block.lines, joints=joints)
            if is_right(mended.text):
                return mended
    return block


def is_whole_period(text: str) -> bool:
    """Whether a text names a period and nothing else."""
    words = find_period_words(text)
    return words is not None and not words.rest


def has_part(text: str) -> bool:
    """Whether a text names a part of a year."""
    words = find_period_words(text)
    return words is not None and bool(words.part)


def group_lines(runs: Sequence[Run], *, slack: float = _AT_LINE) -> list[list[Run]]:
    """Group texts that stand on one line.

    Parameters
    ----------
    runs : sequence of Run
        The texts.
    slack : float
        How far base lines may differ, in sizes of the letters.

    Returns
    -------
    list of list of Run
        From top to bottom, each from left to right.
    """
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.y):
        if lines and run.y - lines[-1][0].y <= slack * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def attach_blocks(
    blocks: Sequence[Block], rows: Sequence[float]
) -> tuple[dict[int, Block], list[Block]]:
    """Attach the blocks of one column to rows of numbers.

    Parameters
    ----------
    blocks : sequence of Block
        What stands in the column.
    rows : sequence of float
        Base lines of the rows.

    Returns
    -------
    dict of int to Block
        Block of each row, the nearest one.
    list of Block
        Blocks that stand by themselves.
    """
    pairs = sorted(
        (distance, place, row)
        for place, block in enumerate(blocks)
        for row, y in enumerate(rows)
        if (distance := block.measure_distance(y)) <= _AT_LINE
    )
    found: dict[int, Block] = {}
    taken: set[int] = set()
    for _, place, row in pairs:
        if row not in found and place not in taken:
            found[row] = blocks[place]
            taken.add(place)
    rest = [block for place, block in enumerate(blocks) if place not in taken]
    return found, rest
