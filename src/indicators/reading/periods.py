"""Which period does a header or a cell name?

Years, quarters and months from January, in Russian, Kazakh and English, with footnote
marks glued to them (``19901)``, ``20232)``, ``9 months of 2019**``). Cumulative
figures (half-year, nine months) keep their own period, so they never pass for years.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

_YEAR = r"(?:19|20)\d{2}"
_PLAIN = re.compile(rf"({_YEAR})(?:\.0)?")
_MARKED = re.compile(rf"({_YEAR})\s?(\d{{1,2}}\)|\*+|[¹²³⁴-⁹]+\)?)+")
_ISO = re.compile(rf"({_YEAR})-(\d{{2}})-(\d{{2}})(?:[T ].*)?")
_DOTTED = re.compile(rf"(\d{{2}})\.(\d{{2}})\.({_YEAR})")
_ISO_QUARTER = re.compile(rf"({_YEAR})[- ]?q([1-4])|q([1-4])[- ]({_YEAR})")
_ISO_RANGE = re.compile(rf"({_YEAR})-01/({_YEAR})-(\d{{2}})")
_COMPACT = re.compile(rf"({_YEAR})-?(0[1-9]|1[0-2])")
_MARK = re.compile(
    r"(?<=[^\d\s(])\s*\d{1,2}\)|(?<=\d{4})\s?\d{1,2}\)|\*+|[¹²³⁴-⁹⁰]+\)?"
)
_ANY_MARK = re.compile(r"\d{1,2}\)|\*+|[¹²³⁴-⁹⁰]+\)?")
_WORD = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "бірінші": 1}
_QUARTER_WORDS = frozenset(
    {"quarter", "quarters", "квартал", "кв", "тоқсан", "тоқсаны", "qtr"}
)
_HALF_WORDS = frozenset(
    {"half", "полугодие", "жартыжылдық", "жартыжылдығы", "halfyear"}
)
_MONTHS_WORDS = frozenset({"months", "month", "месяцев", "месяца", "месяц", "ай"})
_YEAR_WORDS = frozenset(
    {"year", "years", "год", "г", "гг", "годы", "года", "жыл", "жылы", "жылғы", "ж"}
)
_FILLERS = frozenset({"of", "for", "the", "за", "в", ".", ",", "-", "–", "—", ":", ")"})
_MONTHS = (
    ("january", "январь", "қаңтар"),
    ("february", "февраль", "ақпан"),
    ("march", "март", "наурыз"),
    ("april", "апрель", "сәуір"),
    ("may", "май", "мамыр"),
    ("june", "июнь", "маусым"),
    ("july", "июль", "шілде"),
    ("august", "август", "тамыз"),
    ("september", "сентябрь", "қыркүйек"),
    ("october", "октябрь", "қазан"),
    ("november", "ноябрь", "қараша"),
    ("december", "декабрь", "желтоқсан"),
)
_MONTH_OF = {
    name: number for number, names in enumerate(_MONTHS, start=1) for name in names
}
_LAST_QUARTER = 4
_LAST_MONTH = 12


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
    if isinstance(content, bool):
        return None
    if isinstance(content, dt.datetime | dt.date):
        return PeriodName(f"{content:%Y-%m-%d}"[:10])
    if isinstance(content, int | float):
        if content != content or content % 1:  # noqa: PLR0124 - not a number
            return None
        content = str(int(content))
    if not isinstance(content, str):
        return None
    text = unicodedata.normalize("NFC", content).casefold().strip()
    return _parse_code(text) or _parse_words(text, year)


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


def build_months(year: str, last_month: int) -> str:
    """Write the months from January to a month as a period."""
    if last_month == _LAST_MONTH:
        return year
    if last_month == 3:  # noqa: PLR2004 - the first quarter has a name of its own
        return f"{year}-Q1"
    return f"{year}-01/{year}-{last_month:02d}"


def _parse_code(  # noqa: PLR0911 - one return for each way to write
    text: str,
) -> PeriodName | None:
    """Parse what is written in digits."""
    if match := _PLAIN.fullmatch(text):
        return PeriodName(match[1])
    if match := _MARKED.fullmatch(text):
        return PeriodName(match[1], marks=tuple(_ANY_MARK.findall(text[4:])))
    if match := _ISO.fullmatch(text):
        return PeriodName(f"{match[1]}-{match[2]}-{match[3]}")
    if match := _DOTTED.fullmatch(text):
        return PeriodName(f"{match[3]}-{match[2]}-{match[1]}")
    if match := _ISO_QUARTER.fullmatch(text):
        year, quarter = match[1] or match[4], match[2] or match[3]
        return PeriodName(f"{year}-Q{quarter}")
    if match := _ISO_RANGE.fullmatch(text):
        if match[1] != match[2]:
            return None
        return PeriodName(build_months(match[1], int(match[3])))
    if match := _COMPACT.fullmatch(text):
        return PeriodName(f"{match[1]}-{match[2]}")
    return None


def _parse_words(text: str, year: str | None) -> PeriodName | None:
    """Parse what is written with words."""
    marks = _find_marks(text)
    words = _WORD.findall(_MARK.sub("", text))
    years = [word for word in words if re.fullmatch(_YEAR, word)]
    if len(set(years)) > 1 or (not years and year is None):
        return None
    named = years[0] if years else str(year)
    rest = [word for word in words if word not in years]
    period, rest, has_words = _take_part(named, rest)
    if not years and not has_words:
        return None
    kept = [word for word in rest if word not in _FILLERS and word not in _YEAR_WORDS]
    return PeriodName(period, " ".join(kept), tuple(marks), has_words=True)


def _take_part(  # noqa: PLR0911 - one return for each part of a year
    year: str, words: list[str]
) -> tuple[str, list[str], bool]:
    """Take the part of the year out of the words around it."""
    months = [_MONTH_OF[word] for word in words if word in _MONTH_OF]
    if months:
        rest = [word for word in words if word not in _MONTH_OF]
        if len(months) == 1:
            return f"{year}-{months[0]:02d}", rest, True
        if months[0] == 1:
            return build_months(year, months[-1]), rest, True
        return f"{year}-{months[0]:02d}/{year}-{months[-1]:02d}", rest, True
    for position, word in enumerate(words):
        number = _find_number(words, position)
        rest = _drop(words, position, number)
        if word in _QUARTER_WORDS and number and number[0] <= _LAST_QUARTER:
            return f"{year}-Q{number[0]}", rest, True
        if word in _HALF_WORDS:
            is_second = bool(number and number[0] == 2)  # noqa: PLR2004 - halves
            period = f"{year}-07/{year}-12" if is_second else build_months(year, 6)
            return period, rest, True
        if word in _MONTHS_WORDS and number and number[0] <= _LAST_MONTH:
            return build_months(year, number[0]), rest, True
    has_words = any(word in _YEAR_WORDS for word in words)
    return year, words, has_words


def _find_number(words: list[str], position: int) -> tuple[int, int] | None:
    """Find the number next to a word, and where it stands."""
    for near in (position - 1, position + 1, position - 2):
        if 0 <= near < len(words):
            word = words[near]
            if word.isdecimal() and len(word) <= 2:  # noqa: PLR2004 - not a year
                return int(word), near
            if word in _ROMAN or word in _ORDINALS:
                return _ROMAN.get(word) or _ORDINALS[word], near
    return None


def _drop(words: list[str], position: int, number: tuple[int, int] | None) -> list[str]:
    gone = {position} | ({number[1]} if number else set())
    return [word for place, word in enumerate(words) if place not in gone]


def _find_marks(text: str) -> list[str]:
    return [mark.strip() for mark in _MARK.findall(text)]
