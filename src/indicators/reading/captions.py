"""What do the texts around a table say: unit, footnotes, period?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indicators.reading.dimensions import is_preliminary
from indicators.reading.period_words import (
    FILLERS,
    HALF_WORDS,
    MONTH_OF,
    MONTHS_WORDS,
    QUARTER_WORDS,
    YEAR_WORDS,
)
from indicators.reading.periods import WHOLE_YEAR, PeriodWords, find_period_words
from indicators.unit_words import AMOUNT_WORDS, PER_WORDS, QUANTITY_WORDS
from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from indicators.reading.grid import Grid

_FOOTNOTE = re.compile(
    r"\s*(?P<mark>\d{1,2}\)|\*+|[¹²³⁴-⁹⁰]+[)⁾]?|\d{1,2}(?=\s))\s*(?P<text>.+)",
    re.DOTALL,
)
_FOOTER = re.compile(
    r"(?:примечани|источник|note|source|ескерт|дереккөз|көзі|\*|\d{1,2}\)|[¹²³⁴-⁹⁰])",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MONEY = frozenset({"KZT", "RUB", "USD"})
_DIVISORS = {
    "person": re.compile(
        r"на душу|душев|на одного жителя|per capita|per head|per person|жан басына",
        re.IGNORECASE,
    ),
    "month": re.compile(
        r"среднемесячн|в среднем за месяц|average monthly|орташа айлық|айлық орташа",
        re.IGNORECASE,
    ),
}
_LONGEST_UNIT = 60
_MOST_UNIT_WORDS = 4
_LONGEST_TITLE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Captions:
    """Texts around a table.

    Parameters
    ----------
    unit : str or None
        Unit that a caption names.
    footnotes : mapping of str to str
        Text of each footnote by its mark, without brackets.
    title : str
        Longest text of the head.
    words : tuple of PeriodWords
        What the texts of the head say of periods.
    divisors : tuple of str
        What the title divides amounts of money by: ``person``, ``month``.
    """

    unit: str | None = None
    footnotes: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    words: tuple[PeriodWords, ...] = ()
    divisors: tuple[str, ...] = ()

    def complete_unit(self, unit: str | None) -> str | None:
        """Add to an amount of money what the title divides it by.

        "GRP per head" over a caption "thousand tenge" is thousand KZT/person; without
        its divisor the amount would add up over regions.
        """
        found = None if unit is None else find_unit(unit)
        if found is None or found.quantity not in _MONEY or found.per:
            return unit
        return "/".join((str(found), *self.divisors))

    @property
    def years(self) -> tuple[str, ...]:
        """Years that the head names, alone in their text."""
        found = (words.year for words in self.words if not words.has_several)
        return tuple(dict.fromkeys(year for year in found if year is not None))

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts of years that the head names, days and whole years aside."""
        found = (words.part for words in self.words)
        return tuple(
            dict.fromkeys(
                part
                for part in found
                if part is not None and part != WHOLE_YEAR and not part.startswith("-")
            )
        )

    @property
    def topic(self) -> frozenset[str]:
        """Words of the title that tell tables apart: no units, no periods."""
        words = re.findall(r"[^\W\d_¹²³⁴-⁹⁰]{3,}", self.title.casefold())
        return frozenset(word for word in words if not _is_common(word))

    def find_footnote_unit(self, marks: Iterable[str]) -> str | None:
        """Find a unit that a footnote gives to what carries its mark."""
        for mark in marks:
            unit = find_unit(self.footnotes.get(fold_mark(mark), ""))
            if unit is not None:
                return str(unit)
        return None

    def is_preliminary(self, marks: Iterable[str]) -> bool:
        """Whether a mark, or the footnote it leads to, says preliminary."""
        return any(
            is_preliminary(mark)
            or is_preliminary(self.footnotes.get(fold_mark(mark), ""))
            for mark in marks
        )


def read_captions(
    grid: Grid, *, titles: Sequence[int], outside: Iterable[int]
) -> Captions:
    """Read the texts around a table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    titles : sequence of int
        Rows of the head: titles, captions, levels of the header in their order.
    outside : iterable of int
        Rows without values, in which footnotes may stand.

    Returns
    -------
    Captions
        Unit, footnotes, title and periods.
    """
    texts = [text for text in grid.captions if len(text) <= _LONGEST_TITLE]
    for row in titles:
        texts += [
            content.strip()
            for content in grid.rows[row]
            if isinstance(content, str) and content.strip()
        ]
    unit = _find_caption_unit(texts)
    footnotes: dict[str, str] = {}
    for row in outside:
        for content in grid.rows[row]:
            if isinstance(content, str) and (match := _FOOTNOTE.fullmatch(content)):
                mark = fold_mark(match["mark"])
                footnotes.setdefault(mark, match["text"].lstrip(") ").strip())
    words = (find_period_words(text) for text in texts)
    divisors = tuple(
        name
        for name, pattern in _DIVISORS.items()
        if any(pattern.search(text) for text in texts)
    )
    return Captions(
        unit=unit,
        divisors=divisors,
        footnotes=footnotes,
        title=max(texts, key=len, default=""),
        words=tuple(found for found in words if found is not None),
    )


def _is_common(word: str) -> bool:
    """Whether a word belongs to a unit or a period."""
    return (
        word in MONTH_OF
        or word in YEAR_WORDS
        or word in QUARTER_WORDS
        or word in HALF_WORDS
        or word in MONTHS_WORDS
        or word in FILLERS
        or word in AMOUNT_WORDS
        or word in QUANTITY_WORDS
        or word in PER_WORDS
    )


def _find_caption_unit(texts: Sequence[str]) -> str | None:
    """Find the unit of a table: in a caption of its own, after a comma, in a title."""
    weak: str | None = None
    # The lowest caption stands nearest to the numbers.
    for text in reversed(texts):
        head, comma, tail = text.rpartition(",")
        found = find_unit(tail) if comma else None
        is_short = len(text.split()) <= _MOST_UNIT_WORDS
        if found is None and (is_short or comma):
            found = find_unit(text if is_short else head)
        if found is not None and (is_short or comma):
            return str(found)
        if weak is None and len(text) <= _LONGEST_UNIT:
            found = find_unit(text)
            weak = None if found is None else str(found)
    return weak


def is_footer(text: str) -> bool:
    """Whether a text is a footnote, a note or a source."""
    return _FOOTER.match(text.strip()) is not None


def fold_mark(mark: str) -> str:
    """Write a footnote mark in one way: ``¹)``, ``1)`` and ``¹`` are ``1``."""
    return mark.strip().translate(_DIGITS).rstrip(")⁾").strip("( ")
