"""What does the content of one cell say: a number, a mark, or nothing readable?

The statistics office prints marks that mean different things: ``-`` the phenomenon is
absent, ``...`` no data, ``x`` confidential, ``0,0`` a negligible amount. They are kept
apart, never turned into zero.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Decimal = Literal["comma", "point"]

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f\u2009]+")
_ABSENT = frozenset("-–—−")
_NOT_AVAILABLE = frozenset({"...", "…", "..", "н/д", "n/a", "na", "nan", "жоқ", "н.д."})
_CONFIDENTIAL = frozenset({"x", "х"})
_NEGLIGIBLE = re.compile(r"0[.,]0+")
_NUMBER = re.compile(
    r"(?P<sign>[-−–]?)(?P<body>\d[\d ]*(?:[.,]\d+)*)(?P<percent> ?%)?"
    r"(?P<mark> ?(?:\*+|[¹²³⁴-⁹]+\)?| \d{1,2}\)))?"
)
_THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says.

    Parameters
    ----------
    value : float or None
        The number.
    status : str
        Status of the values table, or ``unreadable``, ``ambiguous`` or ``empty``.
    """

    value: float | None
    status: str


def read_cell(content: object, *, decimal: Decimal | None = None) -> Reading:
    """Read the content of a cell.

    Parameters
    ----------
    content : object
        Number or text.
    decimal : {"comma", "point"}, optional
        Sign before the decimals. Without it a text such as ``1,234`` is ambiguous.

    Returns
    -------
    Reading
        The number or what stands in its place.
    """
    if content is None:
        return Reading(None, "empty")
    if isinstance(content, bool):
        return Reading(None, "unreadable")
    if isinstance(content, int | float):
        if isinstance(content, float) and not math.isfinite(content):
            return Reading(None, "empty" if math.isnan(content) else "unreadable")
        return Reading(float(content), "observed")
    if not isinstance(content, str):
        return Reading(None, "unreadable")
    return _read_text(_SPACES.sub(" ", content).strip(), decimal)


def find_decimal(contents: Iterable[object]) -> Decimal | None:
    """Find which sign stands before the decimals in a table.

    Parameters
    ----------
    contents : iterable of object
        Contents of all cells that may be numbers.

    Returns
    -------
    {"comma", "point"} or None
        What unambiguous texts of the table show; None if none or both.
    """
    seen: set[Decimal] = set()
    for content in contents:
        if not isinstance(content, str):
            continue
        match = _NUMBER.fullmatch(_SPACES.sub(" ", content).strip())
        if match is None:
            continue
        body = match["body"].replace(" ", "")
        comma, point = body.rfind(","), body.rfind(".")
        if comma >= 0 and point >= 0:
            seen.add("comma" if comma > point else "point")
        elif comma >= 0 and _is_decimal(body, ","):
            seen.add("comma")
        elif point >= 0 and _is_decimal(body, "."):
            seen.add("point")
    if seen == {"comma", "point"}:
        # Both occur: what has three digits after the sign stays ambiguous.
        return None
    return seen.pop() if seen else None


def _read_text(  # noqa: PLR0911 - one return for each mark
    text: str, decimal: Decimal | None
) -> Reading:
    folded = text.casefold()
    if not text:
        return Reading(None, "empty")
    if set(text) <= _ABSENT:
        return Reading(None, "absent")
    if folded in _NOT_AVAILABLE:
        return Reading(None, "not_available")
    if folded in _CONFIDENTIAL:
        return Reading(None, "confidential")
    if _NEGLIGIBLE.fullmatch(text):
        return Reading(0.0, "negligible")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return Reading(None, "unreadable")
    body = _join_groups(match["body"])
    if body is None:
        return Reading(None, "unreadable")
    number = _convert(body, decimal)
    if number is None:
        return Reading(None, "ambiguous")
    value = -number if match["sign"] else number
    return Reading(value, "observed")


def _join_groups(body: str) -> str | None:
    """Join groups of thousands; None if the spaces do not group by thousands."""
    whole, *rest = re.split(r"(?=[.,])", body, maxsplit=1)
    groups = whole.split(" ")
    if len(groups) > 1 and any(len(group) != _THOUSANDS for group in groups[1:]):
        return None
    return "".join(groups) + "".join(rest)


def _convert(body: str, decimal: Decimal | None) -> float | None:
    comma, point = body.count(","), body.count(".")
    if not comma and not point:
        return float(body)
    if comma and point:
        last = "," if body.rfind(",") > body.rfind(".") else "."
        other = "." if last == "," else ","
        return float(body.replace(other, "").replace(last, "."))
    sign = "," if comma else "."
    if max(comma, point) > 1:
        return float(body.replace(sign, ""))
    if _is_decimal(body, sign):
        return float(body.replace(sign, "."))
    if decimal is None:
        # A point before three digits is a decimal point in every file seen so far;
        # a comma may be either.
        return float(body) if sign == "." else None
    is_decimal = (decimal == "comma") == (sign == ",")
    return float(body.replace(sign, "." if is_decimal else ""))


def _is_decimal(body: str, sign: str) -> bool:
    """Whether one sign can only stand before decimals."""
    whole, _, rest = body.partition(sign)
    return body.count(sign) == 1 and (
        len(rest) != _THOUSANDS or len(whole) > _THOUSANDS or whole == "0"
    )
