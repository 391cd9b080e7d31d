"""Which characters of a PDF page belong to one text?

A PDF has characters with places, no cells. Programs write the text of a cell in one
piece, blanks included, so a gap between two characters without a blank is the border
of two cells, however narrow; where a file writes no blanks at all, a gap as wide as a
blank is one, and only wider gaps part cells. Distances are measured in the size of the
letters, since tables are printed at any scale.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median
from typing import TYPE_CHECKING, Any

from indicators.reading.cells import read_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOUCHING = 0.12
_EXACT = 0.05
_BLANK = 0.45
_MOST_BLANKS = 2
_SAME_LINE = 0.3
_SMALL = 0.85
_LEADING = (0.7, 1.45)
_BACK = -0.35
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One text of a page: what a program wrote in one piece on one line.

    Parameters
    ----------
    text : str
        Its characters; raised digits as ``¹²³``.
    x0, x1 : float
        Left and right end.
    y : float
        Its base line, from the top of the page.
    size : float
        Height of its letters.
    order : int
        Place among the texts of the page, as the file writes them.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    order: int

    @property
    def center(self) -> float:
        """Middle between its ends."""
        return (self.x0 + self.x1) / 2

    @property
    def is_number(self) -> bool:
        """Whether it is a number or a mark that stands for one."""
        return read_cell(self.text, decimal="comma").status not in (
            "empty",
            "unreadable",
        )


def find_runs(characters: Sequence[Any], *, has_blanks: bool) -> list[Run]:
    """Find the texts of a page.

    Parameters
    ----------
    characters : sequence of dict
        Characters of pdfplumber, in the order of the file.
    has_blanks : bool
        Whether the file writes blanks as characters.

    Returns
    -------
    list of Run
        In the order of the file; the same text printed twice at one place is one.
    """
    pieces: list[list[Any]] = []
    blanks: list[Any] = []
    for char in characters:
        if not char["upright"]:
            continue
        if char["text"].isspace():
            blanks.append(char)
            continue
        before = pieces[-1] if pieces else None
        joint = (
            None
            if before is None
            else _join(before, char, blanks, has_blanks=has_blanks)
        )
        blanks = []
        if before is None or joint is None:
            pieces.append([char])
        else:
            if joint:
                before.append(joint)
            before.append(char)
    merged = _merge_touching(_drop_copies(_build(pieces)))
    return merged if has_blanks else _merge_words(merged)


def _join(
    before: Sequence[Any], char: Any, blanks: Sequence[Any], *, has_blanks: bool
) -> str | None:
    """Find what stands between two characters of one text; None between two texts."""
    last = next(item for item in reversed(before) if not isinstance(item, str))
    size = max(last["size"], char["size"], 0.1)
    is_small = char["size"] < _SMALL * last["size"] or (
        last["size"] < _SMALL * char["size"]
    )
    if abs(char["bottom"] - last["bottom"]) > (0.8 if is_small else _SAME_LINE) * size:
        return None
    gap = (char["x0"] - last["x1"]) / size
    if gap < _BACK:
        return None
    if blanks:
        # Long rows of blanks are how plain text parts columns.
        return " " if len(blanks) <= _MOST_BLANKS and gap < 1 else None
    if gap <= _TOUCHING:
        # A number right after a text that is cut off is the next cell.
        is_cut = last["text"].isalpha() and char["text"].isdigit() and not is_small
        return None if is_cut and abs(gap) > _EXACT else ""
    return " " if not has_blanks and gap <= _BLANK else None


def _build(pieces: Iterable[Sequence[Any]]) -> list[Run]:
    runs = []
    for order, piece in enumerate(pieces):
        chars = [item for item in piece if not isinstance(item, str)]
        size = max(char["size"] for char in chars)
        line = [char for char in chars if char["size"] >= _SMALL * size]
        y = median(char["bottom"] for char in line)
        text = "".join(
            item if isinstance(item, str) else _write(item, y, size) for item in piece
        )
        runs.append(
            Run(
                text=text,
                x0=min(char["x0"] for char in chars),
                x1=max(char["x1"] for char in chars),
                y=y,
                size=size,
                order=order,
            )
        )
    return runs


def _write(char: Any, y: float, size: float) -> str:
    """Write a character; a small raised digit is a footnote mark, not a figure."""
    is_raised = char["size"] < _SMALL * size and char["bottom"] < y - 0.05 * size
    return str(char["text"]).translate(_RAISED) if is_raised else str(char["text"])


def _drop_copies(runs: Sequence[Run]) -> list[Run]:
    """Drop texts printed twice at one place, as some programs do for bold letters."""
    kept: list[Run] = []
    seen: dict[str, list[Run]] = {}
    for run in runs:
        others = seen.setdefault(run.text, [])
        if not any(
            abs(run.x0 - other.x0) < _SAME_LINE * run.size
            and abs(run.y - other.y) < _SAME_LINE * run.size
            for other in others
        ):
            others.append(run)
            kept.append(run)
    return kept


def _merge_touching(runs: Sequence[Run]) -> list[Run]:
    """Join texts that touch: a footnote mark written after all the rest."""
    kept = {run.order: run for run in runs}
    ends = sorted((run.x1, run.order) for run in runs)
    for run in sorted(runs, key=lambda run: run.x0):
        slack = 0.1 * run.size
        start = bisect_left(ends, (run.x0 - slack, -1))
        for end, order in ends[start:]:
            if end > run.x0 + slack:
                break
            left = kept.get(order)
            if left is None or order == run.order or not _touches(left, run):
                continue
            is_mark = run.size < _SMALL * left.size
            text = run.text.translate(_RAISED) if is_mark else run.text
            kept[order] = replace(left, text=left.text + text, x1=run.x1)
            del kept[run.order]
            break
    return [kept[order] for order in sorted(kept)]


def _merge_words(runs: Sequence[Run]) -> list[Run]:
    """Join words that stand as close as words do, in whatever order they are written."""
    merged: list[Run] = []
    for run in sorted(runs, key=lambda run: (round(run.y), run.x0)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and abs(last.y - run.y) <= _SAME_LINE * run.size
            and 0 < run.x0 - last.x1 <= _BLANK * run.size
        ):
            text = f"{last.text} {run.text}"
            merged[-1] = replace(last, text=text, x1=max(last.x1, run.x1))
        else:
            merged.append(run)
    return sorted(merged, key=lambda run: run.order)


def _touches(left: Run, right: Run) -> bool:
    size = max(left.size, right.size)
    is_near = -0.1 * size <= right.x0 - left.x1 <= 0.05 * size
    if not is_near:
        return False
    is_mark = right.size < _SMALL * left.size
    return (is_mark and -0.1 * size < left.y - right.y < 0.8 * size) or (
        # What touches a number is another cell that is too narrow for its text.
        abs(left.y - right.y) < 0.1 * size and not (left.is_number or right.is_number)
    )


def stack_runs(runs: Sequence[Run]) -> list[list[Run]]:
    """Stack the lines of one header: texts written one after the other, line by line.

    Parameters
    ----------
    runs : sequence of Run
        Texts in the order of the file.

    Returns
    -------
    list of list of Run
        Each with its lines from top to bottom. A year may stand below a text ("9
        months of" over "2019"); nothing stands below a number. A text that is alone on
        its line is a title, not the first line of one among others.
    """
    beside = Counter(round(run.y) for run in runs)
    stacks: list[list[Run]] = []
    for run in runs:
        above = stacks[-1][-1] if stacks else None
        is_title = above is not None and (
            beside[round(above.y)] == 1 < beside[round(run.y)]
        )
        if above is not None and not is_title and _goes_on(above, run):
            stacks[-1].append(run)
        else:
            stacks.append([run])
    return stacks


def _goes_on(above: Run, below: Run) -> bool:
    """Whether one text is the next line of another."""
    if below.order != above.order + 1 or above.is_number:
        return False
    if abs(above.size - below.size) > 0.05 * above.size:
        return False
    step = (below.y - above.y) / above.size
    is_aligned = (
        min(
            abs(above.x0 - below.x0),
            abs(above.x1 - below.x1),
            abs(above.center - below.center),
        )
        < 0.25 * above.size
    )
    return is_aligned and _LEADING[0] <= step <= _LEADING[1]
