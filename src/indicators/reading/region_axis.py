"""Where do the names of regions stand in a sheet: in which columns, or in a row?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from atlas import LabelMatch, match_label, match_labels
from indicators.reading.periods import find_period_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from atlas import RegionRegistry
    from indicators.reading.grid import Grid

_LONGEST_LABEL = 90
_MOST_LABELS = 4000
_MOST_TRIED = 200
_MOST_CELLS = 400_000
_AGREEING = 0.9
_LETTER = re.compile(r"[^\W\d_]")
SKIP = "none"
"""The region of a label that a user wants set apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionAxis:
    """The column that holds labels of regions.

    Parameters
    ----------
    column : int
        Its position.
    matches : mapping of int to LabelMatch
        For each row with text in it, what the label means.
    repeats : tuple of int
        Columns that name the same regions once more, in another language.
    """

    column: int
    matches: Mapping[int, LabelMatch] = field(default_factory=dict)
    repeats: tuple[int, ...] = ()

    @property
    def n_matched(self) -> int:
        """Rows whose label is a region."""
        return sum(match.region_id is not None for match in self.matches.values())


class LabelReader:
    """Matches labels to regions, the user's own decisions first.

    Parameters
    ----------
    registry : RegionRegistry
        The regions.
    labels : mapping of str to str, optional
        Region id of a label, or ``none`` for a row to leave out.
    """

    def __init__(
        self, registry: RegionRegistry, labels: Mapping[str, str] | None = None
    ) -> None:
        self.registry = registry
        self.decided = {
            _fold(label): region_id for label, region_id in (labels or {}).items()
        }
        self._known: dict[str, bool] = {}

    def match(self, texts: Iterable[str]) -> dict[str, LabelMatch]:
        """Match the labels of one table, each seen beside the others.

        A label that fits two regions, one of which has its own label in the table, is
        the other one.
        """
        every = list(dict.fromkeys(texts))
        aliases = {
            text: region_id
            for text in every
            if (region_id := self.decided.get(_fold(text), SKIP)) != SKIP
        }
        found = match_labels(self.registry, every, aliases=aliases)
        taken = {match.region_id for match in found.values()}
        for text, match in found.items():
            if self.decided.get(_fold(text)) == SKIP:
                found[text] = LabelMatch(status="unmatched", region_id=None, note=SKIP)
            elif match.status == "ambiguous":
                left = [place for place in match.candidates if place not in taken]
                if len(left) == 1 and len(match.candidates) > 1:
                    others = ", ".join(sorted(set(match.candidates) - set(left)))
                    found[text] = LabelMatch(
                        status="matched",
                        region_id=left[0],
                        note=f"{text.strip()!r} beside {others} is {left[0]}",
                    )
        return found

    def is_known(self, text: str) -> bool:
        """Whether a label by itself fits one region or several."""
        if text not in self._known:
            words = find_period_words(text)
            is_period = words is not None and words.year is not None and not words.rest
            is_label = is_label_like(text) and not is_period
            self._known[text] = is_label and (
                _fold(text) in self.decided
                or match_label(self.registry, text).status != "unmatched"
            )
        return self._known[text]


def is_label_like(content: object) -> bool:
    """Whether a content can be the name of a region."""
    return (
        isinstance(content, str)
        and len(content) <= _LONGEST_LABEL
        and _LETTER.search(content) is not None
    )


def find_axis(
    grid: Grid,
    reader: LabelReader,
    *,
    rows: Sequence[int],
    wanted: int | None = None,
) -> RegionAxis | None:
    """Find the column of regions by its contents.

    Parameters
    ----------
    grid : Grid
        The table.
    reader : LabelReader
        The regions.
    rows : sequence of int
        Rows of the table.
    wanted : int, optional
        Take this column.

    Returns
    -------
    RegionAxis or None
        The column with the most known labels; None where no column has any.
    """
    best: RegionAxis | None = None
    others: list[RegionAxis] = []
    for column in range(grid.width) if wanted is None else [wanted]:
        contents = grid.get_column(column)
        texts = {row: text for row in rows if isinstance(text := contents[row], str)}
        distinct = [
            text for text in dict.fromkeys(texts.values()) if is_label_like(text)
        ]
        if len(distinct) > _MOST_LABELS and wanted is None:
            continue
        if wanted is None and not any(map(reader.is_known, distinct[:_MOST_TRIED])):
            continue
        found = reader.match(distinct)
        matches = {row: found[text] for row, text in texts.items() if text in found}
        axis = RegionAxis(column=column, matches=matches)
        others.append(axis)
        if best is None or axis.n_matched > best.n_matched:
            best = axis
    if best is None or (best.n_matched == 0 and wanted is None and not others):
        return None
    repeats = tuple(
        axis.column
        for axis in others
        if axis.column != best.column and _agrees(axis, best)
    )
    return RegionAxis(column=best.column, matches=best.matches, repeats=repeats)


def is_transposed(grid: Grid, reader: LabelReader) -> bool:
    """Whether regions stand side by side in a row rather than below each other."""
    if len(grid.rows) * grid.width > _MOST_CELLS:
        return False
    by_row: dict[int, set[str]] = {}
    by_column: dict[int, set[str]] = {}
    for row, cells in enumerate(grid.rows):
        for column, content in enumerate(cells):
            if isinstance(content, str) and reader.is_known(content):
                by_row.setdefault(row, set()).add(_fold(content))
                by_column.setdefault(column, set()).add(_fold(content))
    most_in_row = max(map(len, by_row.values()), default=0)
    most_in_column = max(map(len, by_column.values()), default=0)
    return most_in_row > max(most_in_column, 1)


def find_windows(grid: Grid, reader: LabelReader, rows: Sequence[int]) -> list[range]:
    """Find tables that stand side by side, each with its own column of regions.

    Parameters
    ----------
    grid : Grid
        The sheet.
    reader : LabelReader
        The regions.
    rows : sequence of int
        Rows of the tables.

    Returns
    -------
    list of range
        Columns of each table.
    """
    starts = []
    for column in range(grid.width):
        known = {
            content
            for row in rows
            if isinstance(content := grid.get(row, column), str)
            and reader.is_known(content)
        }
        if len(known) > 1:
            starts.append(column)
    bounds = [0]
    for before, column in pairwise(starts):
        has_between = _has_numbers(grid, rows, range(before + 1, column))
        if has_between and _has_numbers(grid, rows, range(column + 1, grid.width)):
            has_numbers = _numbers_rows(grid, rows, column - 1)
            bounds.append(column - 1 if has_numbers else column)
    return [
        range(first, last)
        for first, last in zip(bounds, [*bounds[1:], grid.width], strict=True)
    ]


def _numbers_rows(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a column numbers the rows 1, 2, 3 ..."""
    contents = (grid.get(row, column) for row in rows)
    numbers = [content for content in contents if isinstance(content, int)]
    return len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))


def _has_numbers(grid: Grid, rows: Sequence[int], columns: range) -> bool:
    return any(
        isinstance(content := grid.get(row, column), int | float)
        or (isinstance(content, str) and content.strip()[:1].isdigit())
        for row in rows
        for column in columns
    )


def _agrees(axis: RegionAxis, best: RegionAxis) -> bool:
    both = [
        match.region_id == best.matches[row].region_id
        for row, match in axis.matches.items()
        if match.region_id is not None and row in best.matches
    ]
    return bool(both) and sum(both) >= _AGREEING * len(both)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
