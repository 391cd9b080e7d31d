"""Periods as points on a line of years."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pandas as pd

from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_SHOWN = 5


def read_times(periods: Iterable[Any], *, name: str) -> pd.Series[float]:
    """Read periods as years, so that unequal distances count as they are.

    Parameters
    ----------
    periods : iterable
        Years (2017), quarters (2017-Q3), months (2017-09), or any numbers.
    name : str
        Their column, for the message.

    Returns
    -------
    pandas.Series
        Years; a quarter or month stands at its start (2017-Q3 is 2017.5).

    Raises
    ------
    InputError
        If something is none of these.
    """
    texts = [str(period) for period in periods]
    times = [_read(text) for text in texts]
    wrong = [text for text, time in zip(texts, times, strict=True) if time is None]
    if wrong:
        shown = ", ".join(map(repr, dict.fromkeys(wrong[:_SHOWN])))
        raise InputError(
            f"column {name!r}: found {shown}. Expected years, quarters such as "
            "2017-Q3, months such as 2017-09, or numbers. Rewrite the periods."
        )
    return pd.Series(times, dtype="float64")


def _read(text: str) -> float | None:
    if match := _QUARTER.fullmatch(text):
        return int(match[1]) + (int(match[2]) - 1) / 4
    if match := _MONTH.fullmatch(text):
        return int(match[1]) + (int(match[2]) - 1) / 12
    try:
        time = float(text)
    except ValueError:
        return None
    return time if abs(time) < float("inf") else None
