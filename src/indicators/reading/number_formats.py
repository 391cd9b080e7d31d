"""What a number format of a spreadsheet shows: a date, a percentage, thousands.

A cell formatted as ``0.0%`` shows 8.1% and stores 0.081; one formatted as ``#,##0,``
shows thousands. The caption of a table speaks of what is shown, so values are read as
shown, and the reader says where that differs from what is stored.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENTS = frozenset({9, 10})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")


class Percent(float):
    """A number that its cell shows with a percent sign."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is shown.

    Parameters
    ----------
    is_date : bool
        Whether the number is a day.
    factor : float
        Shown value by stored value: 100 for percentages, 0.001 for thousands.
    """

    is_date: bool = False
    factor: float = 1.0


@lru_cache(maxsize=1000)
def parse_number_format(code: str, number: int = -1) -> NumberFormat:
    """Parse a number format.

    Parameters
    ----------
    code : str
        Such as ``0.0%`` or ``dd.mm.yyyy``.
    number : int
        Its number, for the formats that every program knows.

    Returns
    -------
    NumberFormat
        What it shows.

    Examples
    --------
    >>> parse_number_format("0.0%").factor, parse_number_format("dd.mm.yyyy").is_date
    (100.0, True)
    """
    if number in _DATES:
        return NumberFormat(is_date=True)
    if number in _PERCENTS:
        return NumberFormat(factor=100.0)
    plain = _LITERAL.sub("", code.split(";", maxsplit=1)[0])
    if code.casefold() == "general":
        return NumberFormat()
    if "%" in plain:
        return NumberFormat(factor=100.0)
    if re.search(r"[dmyhs]", plain, re.IGNORECASE) and not re.search(r"[0#?]", plain):
        return NumberFormat(is_date=True)
    match = _THOUSANDS.search(plain)
    return NumberFormat(factor=0.001 ** len(match[1]) if match else 1.0)


def convert_serial(serial: float, *, is_from_1904: bool = False) -> dt.datetime | None:
    """Convert the number of a day to a date; None outside of 1900 to 2200."""
    start = dt.datetime(1904, 1, 1) if is_from_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - days have no zone
    if not 0 < serial < 110_000:  # noqa: PLR2004 - the year 2200
        return None
    return start + dt.timedelta(days=round(serial, 6))
