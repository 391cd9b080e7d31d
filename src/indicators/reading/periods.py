"""Which period does a header or a cell name?

Years, quarters, months, days and months from January, in Russian, Kazakh and English,
with footnote marks glued to them (``19901)``, ``20232)``, ``9 months of 2019**``).
Cumulative figures (half-year, nine months) keep their own period, so they never pass
for years. Year and part of the year may stand in different cells: what each cell says
is found first (`find_period_words`), the period is built from all of them
(`build_period`).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from indicators.reading.period_words import (
    BEGINNING_WORDS,
    END_WORDS,
    FILLERS,
    HALF_WORDS,
    MONTH_OF,
    MONTHS_WORDS,
    ORDINALS,
    QUARTER_WORDS,
    ROMAN,
    SQUARE_WORDS,
    YEAR_WORDS,
)

WHOLE_YEAR = "year"
"""The part that says that a whole year is meant."""

_YEAR = r"(?:19|20)\d{2}"
_NEGATIVE = re.compile(r"[-−–] ?\d+(?:[.,]\d+)?")
_PLAIN = re.compile(rf"({_YEAR})(?:\.0+)?")
_MARKED = re.compile(rf"({_YEAR})\s?(\d{{1,2}}\)|\*+|[¹²³⁴-⁹⁰]+[)⁾]?)+")
_ISO = re.compile(rf"({_YEAR})-(\d{{2}})-(\d{{2}})(?:[T ].*)?")
_DOTTED = re.compile(rf"(\d{{1,2}})[./](\d{{2}})[./]({_YEAR})(?: ?г\.?| [0:]+)?")
_ISO_QUARTER = re.compile(rf"({_YEAR})[- ]?q([1-4])|q([1-4])[- /]?({_YEAR})")
_ISO_RANGE = re.compile(rf"({_YEAR})-(\d{{2}})/({_YEAR})-(\d{{2}})")
_COMPACT = re.compile(rf"({_YEAR})[-m.]?(0[1-9]|1[0-2])|(0[1-9]|1[0-2])\.({_YEAR})")
_MARK = re.compile(
    r"(?<=[^\d\s(])\s*\d{1,2}\)|(?<=\d{4})\s?\d{1,2}\)|\*+|[¹²³⁴-⁹⁰]+[)⁾]?"
)
_ANY_MARK = re.compile(r"\d{1,2}\)|\*+|[¹²³⁴-⁹⁰]+[)⁾]?")
_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_ORDINAL = re.compile(r"(?<=\d)\s?-?\s?(?:ый|ой|ий|го|ое|й|е|ші|st|nd|rd|th)\b")
_MONTHS_LETTER = re.compile(r"\b(\d{1,2})\s?[mм]\b(?!\s?[23²³])")
_TWO_YEARS = re.compile(rf"{_YEAR}\s?[/–—-]\s?(?:{_YEAR}|\d{{2}})(?![\d-])")
# A year that dates prices, a base or the start of a series dates no values.
_OTHER_YEAR = re.compile(
    rf"(?:ценах|бағасымен|бағалары\w*|prices(?: of)?|к уровню|base(?: year)?)\s+{_YEAR}"
    rf"|{_YEAR}(?:\s+\w+)?\s+(?:prices|бағас\w+|ценах)|{_YEAR}\s?=\s?100"
    rf"|(?:начиная с|\bс|\bсо|\bдо|\bпосле|since|from|until|before|after)\s+{_YEAR}"
)
_DASHES = frozenset("-–—")
_LAST_QUARTER = 4
_LAST_MONTH = 12
_LAST_DAY = 31


@dataclass(frozen=True, slots=True)
class PeriodName:
    """A period as named, and what else stood there.

    Parameters
    ----------
    period : str
        ISO 8601 text: ``2008``, ``2008-Q1``, ``2008-01/2008-06``, ``2008-03``.
    rest : str
        Words that do not belong to the period, such as a unit.
    marks : tuple of str
        Footnote marks.
    has_words : bool
        Whether words, not only digits, name the period.
    """

    period: str
    rest: str = ""
    marks: tuple[str, ...] = ()
    has_words: bool = False


@dataclass(frozen=True, slots=True)
class PeriodWords:
    """What one text says of a period.

    Parameters
    ----------
    year : str or None
        The year it names.
    part : str or None
        Part of a year: ``year`` (said to be whole), ``Q1``, ``03`` (a month),
        ``01/09`` (months from and to), ``-01-01`` (a day).
    rest : str
        Words that do not belong to the period.
    marks : tuple of str
        Footnote marks.
    has_words : bool
        Whether words, not only digits, name the period.
    has_several : bool
        Whether several years are named: then it is no period of values.
    """

    year: str | None = None
    part: str | None = None
    rest: str = ""
    marks: tuple[str, ...] = ()
    has_words: bool = False
    has_several: bool = False


def find_period_words(content: object) -> PeriodWords | None:
    """Find what a header or a cell says of a period.

    Parameters
    ----------
    content : object
        Number, date or text.

    Returns
    -------
    PeriodWords or None
        None if it says nothing of a period.

    Examples
    --------
    >>> find_period_words("январь-сентябрь").part, find_period_words("III квартал").part
    ('01/09', 'Q3')
    """
    if isinstance(content, bool):
        return None
    if isinstance(content, dt.datetime | dt.date):
        return PeriodWords(f"{content.year:04d}", f"-{content:%m-%d}")
    if isinstance(content, int | float):
        if content != content or content % 1:  # noqa: PLR0124 - not a number
            return None
        content = str(int(content))
    if not isinstance(content, str):
        return None
    return _find_in_text(content)


def parse_period(content: object, *, year: str | None = None) -> PeriodName | None:
    """Parse the period that a header or a cell names.

    Parameters
    ----------
    content : object
        Number, date or text.
    year : str, optional
        Year from a header above, for texts such as ``III квартал`` or ``year2)``.

    Returns
    -------
    PeriodName or None
        The period; None if the content names none.

    Examples
    --------
    >>> parse_period("9 months of 2019**").period
    '2019-01/2019-09'
    >>> parse_period("19901)").period
    '1990'
    """
    words = find_period_words(content)
    if words is None or words.has_several:
        return None
    named = words.year or year
    if named is None:
        return None
    period = build_period(named, words.part)
    return PeriodName(period, words.rest, words.marks, has_words=words.has_words)


def build_period(year: str, part: str | None) -> str:
    """Build a period from a year and a part of it.

    Parameters
    ----------
    year : str
        Four digits.
    part : str or None
        As in `PeriodWords`.

    Returns
    -------
    str
        ISO 8601 text; a full date for a day.

    Examples
    --------
    >>> build_period("2017", "01/09"), build_period("2017", None)
    ('2017-01/2017-09', '2017')
    """
    if part is None or part == WHOLE_YEAR:
        return year
    if part.startswith("-"):
        return f"{year}{part}"
    first, slash, last = part.partition("/")
    if not slash:
        return f"{year}-{part}"
    if first == "01":
        return build_months(year, int(last))
    return f"{year}-{first}/{year}-{last}"


def build_months(year: str, last_month: int) -> str:
    """Write the months from January to a month as a period."""
    if last_month == _LAST_MONTH:
        return year
    if last_month == 3:  # noqa: PLR2004 - the first quarter has a name of its own
        return f"{year}-Q1"
    if last_month == 1:
        return f"{year}-01"
    return f"{year}-01/{year}-{last_month:02d}"


def find_last_day(period: str) -> str:
    """Find the last day of a period (ISO date).

    Examples
    --------
    >>> find_last_day("2008-Q1"), find_last_day("2008"), find_last_day("2008-01/2008-09")
    ('2008-03-31', '2008-12-31', '2008-09-30')
    """
    end = period.rsplit("/", maxsplit=1)[-1]
    year = int(end[:4])
    rest = end[5:]
    if not rest:
        month = _LAST_MONTH
    elif rest.startswith("Q"):
        month = 3 * int(rest[1:])
    else:
        month = int(rest[:2])
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


@lru_cache(maxsize=20_000)
def _find_in_text(content: str) -> PeriodWords | None:
    text = unicodedata.normalize("NFC", content).casefold().strip()
    if not text or len(text) > 300:  # noqa: PLR2004 - a paragraph is no header
        return None
    if _NEGATIVE.fullmatch(text):
        return None
    return _find_code(text) or _find_words(text)


def _find_code(text: str) -> PeriodWords | None:  # noqa: PLR0911 - one for each way
    """Read what is written in digits."""
    if match := _PLAIN.fullmatch(text):
        return PeriodWords(match[1])
    if match := _MARKED.fullmatch(text):
        return PeriodWords(match[1], marks=tuple(_ANY_MARK.findall(text[4:])))
    if match := _ISO.fullmatch(text):
        return _build_day(match[1], match[2], match[3])
    if match := _DOTTED.fullmatch(text):
        return _build_day(match[3], match[2], match[1])
    if match := _ISO_QUARTER.fullmatch(text):
        return PeriodWords(match[1] or match[4], f"Q{match[2] or match[3]}")
    if match := _ISO_RANGE.fullmatch(text):
        if match[1] != match[3]:
            return PeriodWords(has_several=True)
        return PeriodWords(match[1], f"{match[2]}/{match[4]}")
    if match := _COMPACT.fullmatch(text):
        return PeriodWords(match[1] or match[4], match[2] or match[3])
    return None


def _build_day(year: str, month: str, day: str) -> PeriodWords | None:
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return PeriodWords(year, f"-{date:%m-%d}")


def _find_words(text: str) -> PeriodWords | None:
    """Read what is written with words."""
    has_several = bool(_TWO_YEARS.search(text))
    text = _MONTHS_LETTER.sub(r"\1 months", _OTHER_YEAR.sub(" ", text))
    marks = tuple(mark.strip() for mark in _MARK.findall(text))
    words = _WORD.findall(_ORDINAL.sub("", _MARK.sub(" ", text)))
    years = list(dict.fromkeys(word for word in words if re.fullmatch(_YEAR, word)))
    part, rest = _take_part([word for word in words if word not in years])
    has_words = part is not None or any(word in YEAR_WORDS for word in words)
    if not years and not has_words:
        return None
    if part is None and not years:
        part = WHOLE_YEAR
    kept = [word for word in rest if word not in FILLERS and word not in YEAR_WORDS]
    return PeriodWords(
        years[0] if years else None,
        part,
        " ".join(kept),
        marks,
        has_words=True,
        has_several=has_several or len(years) > 1,
    )


def _take_part(words: list[str]) -> tuple[str | None, list[str]]:
    """Take the part of the year out of the words around it."""
    months = [place for place, word in enumerate(words) if word in MONTH_OF]
    if months:
        return _take_months(words, months)
    for place, word in enumerate(words):
        if word in QUARTER_WORDS and not _is_square(words, place):
            found = _find_number(words, place, _LAST_QUARTER)
            if found is not None:
                return _take_quarter(words, place, found)
        elif word in HALF_WORDS:
            found = _find_number(words, place, 2)
            number = found[0] if found else 1
            part = "07/12" if number == 2 else "01/06"  # noqa: PLR2004 - halves
            return part, _drop(words, place, *(found[1:] if found else ()))
        elif word in MONTHS_WORDS:
            found = _find_number(words, place, _LAST_MONTH)
            if found is not None:
                part = WHOLE_YEAR if found[0] == _LAST_MONTH else f"01/{found[0]:02d}"
                return part, _drop(words, place, found[1])
    for place, word in enumerate(words):
        if word in BEGINNING_WORDS or word in END_WORDS:
            part = "-01-01" if word in BEGINNING_WORDS else "-12-31"
            return part, _drop(words, place)
    return None, words


def _take_months(words: list[str], places: list[int]) -> tuple[str, list[str]]:
    first, last = MONTH_OF[words[places[0]]], MONTH_OF[words[places[-1]]]
    if len(places) == 1:
        for near in (places[0] - 1, places[0] + 1):
            if 0 <= near < len(words) and words[near].isdecimal():
                day = int(words[near])
                if 1 <= day <= _LAST_DAY:
                    return f"-{first:02d}-{day:02d}", _drop(words, places[0], near)
        return f"{first:02d}", _drop(words, *places)
    if (first, last) == (1, _LAST_MONTH):
        return WHOLE_YEAR, _drop(words, *places)
    return f"{first:02d}/{last:02d}", _drop(words, *places)


def _take_quarter(
    words: list[str], place: int, found: tuple[int, int]
) -> tuple[str, list[str]]:
    number, near = found
    if near > 1 and words[near - 1] in _DASHES:
        first = _read_number(words[near - 2], _LAST_QUARTER)
        if first is not None and first < number:
            part = f"{3 * first - 2:02d}/{3 * number:02d}"
            rest = _drop(words, place, near, near - 1, near - 2)
            return (WHOLE_YEAR if part == "01/12" else part), rest
    return f"Q{number}", _drop(words, place, near)


def _is_square(words: list[str], place: int) -> bool:
    """Whether "кв" stands for square metres."""
    after = [word for word in words[place + 1 : place + 3] if word != "."]
    return bool(after) and after[0] in SQUARE_WORDS


def _find_number(words: list[str], place: int, most: int) -> tuple[int, int] | None:
    """Find the number next to a word, and where it stands."""
    for near in (place - 1, place + 1, place - 2):
        if 0 <= near < len(words):
            number = _read_number(words[near], most)
            if number is not None:
                return number, near
    return None


def _read_number(word: str, most: int) -> int | None:
    if word.isdecimal() and len(word) <= 2:  # noqa: PLR2004 - not a year
        number = int(word)
    else:
        number = ROMAN.get(word) or ORDINALS.get(word) or 0
    return number if 1 <= number <= most else None


def _drop(words: list[str], *places: int) -> list[str]:
    return [word for place, word in enumerate(words) if place not in places]
