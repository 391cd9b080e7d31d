"""What do the texts around a table say: unit, footnotes, year?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.reading.grid import Grid

_FOOTNOTE = re.compile(
    r"\s*(?P<mark>\d{1,2}\)|\*+|[¹²³⁴-⁹]+\)?|\d{1,2}(?=\s))\s*(?P<text>.+)"
)
_PRELIMINARY = re.compile(
    r"preliminar|предварительн|алдын ала|estimate|оценк", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_LONGEST_UNIT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """Texts around a table.

    Parameters
    ----------
    unit : str or None
        Unit that a caption names.
    footnotes : mapping of str to str
        Text of each footnote by its mark.
    title : str
        First text of the head.
    years : tuple of str
        Years that the head names.
    """

    unit: str | None = None
    footnotes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    years: tuple[str, ...] = ()

    def find_footnote_unit(self, marks: Iterable[str]) -> str | None:
        """Find a unit that a footnote gives to what carries its mark."""
        for mark in marks:
            unit = find_unit(self.footnotes.get(mark, ""))
            if unit is not None:
                return str(unit)
        return None

    def is_preliminary(self, marks: Iterable[str]) -> bool:
        """Whether a footnote calls what carries its mark preliminary."""
        return any(_PRELIMINARY.search(self.footnotes.get(mark, "")) for mark in marks)


def read_captions(grid: Grid, *, first: int, data_rows: set[int]) -> Captions:
    """Read the texts around a table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    first : int
        First row with data; what stands above is the head.
    data_rows : set of int
        Rows with data.

    Returns
    -------
    Captions
        Unit, footnotes, title and years.
    """
    unit = None
    title = ""
    years: list[str] = []
    for row in range(first):
        texts = [
            content.strip() for content in grid.rows[row] if isinstance(content, str)
        ]
        texts = [text for text in texts if text]
        for text in texts:
            found = find_unit(text)
            is_caption = len(text) <= _LONGEST_UNIT or "," in text
            if unit is None and found is not None and is_caption:
                unit = str(found)
            years += _YEAR.findall(text)
        if len(texts) == 1 and not title:
            title = texts[0]
    footnotes: dict[str, str] = {}
    for row in range(len(grid.rows)):
        if row in data_rows:
            continue
        for content in grid.rows[row]:
            if isinstance(content, str) and (match := _FOOTNOTE.fullmatch(content)):
                footnotes.setdefault(match["mark"], match["text"].strip())
    return Captions(
        unit=unit,
        footnotes=footnotes,
        title=title,
        years=tuple(dict.fromkeys(years)),
    )
