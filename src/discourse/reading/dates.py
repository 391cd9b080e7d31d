"""Read dates of publication as people and web pages write them."""

import re
from dataclasses import dataclass
from datetime import date

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})$|(\d{1,2})[./](\d{4})$")
_YEAR = re.compile(r"(\d{4})(?:\.0)?(?:\s*(?:г\.?|год|ж\.?|жыл))?$")
_DAY_FIRST = re.compile(r"(\d{1,2})([./\-])(\d{1,2})\2(\d{4})(?:[ ,T].*)?$")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:[ ,T].*)?$")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_NAMED_MONTH_FIRST = re.compile(
    r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})"
)
_NAMED_YEAR_FIRST = re.compile(
    r"(\d{4})\s+ж(?:ылғы|ылдың|\.)?\s+(\d{1,2})\s+([^\W\d_]+)"
)
_MONTHS_OF_A_YEAR = 12
_EARLIEST, _LATEST = 1700, 2100

# The first letters that tell the months apart, in each of the three languages.
_MONTHS = (
    ("янв", "қаңтар", "jan"),
    ("фев", "ақпан", "feb"),
    ("мар", "наурыз", "mar"),
    ("апр", "сәуір", "apr"),
    ("мая", "май", "мамыр", "may"),
    ("июн", "маусым", "jun"),
    ("июл", "шілде", "jul"),
    ("авг", "тамыз", "aug"),
    ("сен", "қыркүйек", "sep"),
    ("окт", "қазан", "oct"),
    ("ноя", "қараша", "nov"),
    ("дек", "желтоқсан", "dec"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDate:
    """A date as far as it could be read.

    Parameters
    ----------
    date : str or None
        Day in ISO form; None if only a month or a year is known, or nothing.
    year : int or None
        The year, if known.
    doubt : str
        What cannot be decided; empty if nothing.
    """

    date: str | None = None
    year: int | None = None
    doubt: str = ""


def read_date(written: str) -> ReadDate:
    """Read a date.

    Parameters
    ----------
    written : str
        ISO date or time, `15.03.2014`, `15 марта 2014`, `2014 жылғы 15 наурыз`,
        `March 15, 2014`, a month or a year.

    Returns
    -------
    ReadDate
        `15/03/2014` is read day first; `03/04/2014` is not decided.
    """
    text = written.strip()
    match = _ISO.match(text) or _YEAR_FIRST.match(text)
    if match:
        return _build(*match.groups(), written=text)
    match = _DAY_FIRST.match(text)
    if match:
        day, separator, month, year = match.groups()
        both_fit = separator == "/" and int(day) <= _MONTHS_OF_A_YEAR
        if both_fit and day != month and int(month) <= _MONTHS_OF_A_YEAR:
            return ReadDate(
                year=int(year), doubt=f"{text}: day and month cannot be told apart"
            )
        if separator == "/" and int(month) > _MONTHS_OF_A_YEAR:
            day, month = month, day
        return _build(year, month, day, written=text)
    match = _MONTH.match(text)
    if match:
        year = match.group(1) or match.group(4)
        return _limit(int(year), text, doubt=f"{text}: no day")
    match = _YEAR.match(text)
    if match:
        return _limit(int(match.group(1)), text)
    return _read_named(text)


def _read_named(text: str) -> ReadDate:
    match = _NAMED_YEAR_FIRST.search(text)
    if match:
        year, day, name = match.groups()
    elif match := _NAMED.search(text):
        day, name, year = match.groups()
    elif match := _NAMED_MONTH_FIRST.search(text):
        name, day, year = match.groups()
    else:
        return ReadDate(doubt=f"{text}: no date that is understood")
    for month, starts in enumerate(_MONTHS, start=1):
        if name.lower().startswith(starts):
            return _build(year, str(month), day, written=text)
    return ReadDate(doubt=f"{text}: no date that is understood")


def _build(year: str, month: str, day: str, *, written: str) -> ReadDate:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ReadDate(doubt=f"{written}: no such day")
    limited = _limit(found.year, written)
    if limited.year is None:
        return limited
    return ReadDate(date=found.isoformat(), year=found.year)


def _limit(year: int, written: str, doubt: str = "") -> ReadDate:
    if not _EARLIEST <= year <= _LATEST:
        return ReadDate(doubt=f"{written}: the year is out of range")
    return ReadDate(year=year, doubt=doubt)
