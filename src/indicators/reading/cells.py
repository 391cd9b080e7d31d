"""What does the content of one cell say: a number, a mark, or nothing readable?

The statistics office prints marks that mean different things: ``-`` the phenomenon is
absent, ``...`` no data, ``x`` confidential, ``0,0`` a negligible amount. They are kept
apart, never turned into zero; an empty cell is a fifth thing and gives no value.

Thousands may be grouped by spaces of any kind, apostrophes, points or commas. Whether
``1,234`` or ``1.234`` is one thousand or one and a bit is decided by what the other
numbers of the table show (`find_decimal`), or not at all.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from indicators.reading.number_formats import Percent

if TYPE_CHECKING:
    from collections.abc import Iterable

Decimal = Literal["comma", "point"]

_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
_ABSENT = frozenset("-–—−‐‑")
_NOT_AVAILABLE = frozenset(
    [
        *("...", "…", "..", "n/a", "na", "n.a.", "nan", "no data", "not available"),
        *("н/д", "н.д.", "н.д", "нд", "нет данных", "жоқ", "деректер жоқ", "д/ж"),
        *("мәлімет жоқ", "мәліметтер жоқ"),
    ]
)
_CONFIDENTIAL = frozenset({"x", "х", "×"})
_NEGLIGIBLE = re.compile(r"0[.,]0+")
_ERROR = re.compile(
    r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|####*)", re.IGNORECASE
)
_NUMBER = re.compile(
    r"(?P<sign>[-−–+]?) ?(?P<body>\d[\d ]*(?:[.,'’]\d+)*)(?P<percent> ?%)?"
    r"(?P<mark> ?(?:\*+|[¹²³⁴-⁹⁰]+[)⁾]?| \d{1,2}\)))?"
)
_GROUPED = re.compile(r"\d{1,3}(?:['’]\d{3})+(?:[.,]\d+)?")
_THOUSANDS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell says.

    Parameters
    ----------
    value : float or None
        The number.
    status : str
        Status of the values table, or ``unreadable``, ``error``, ``ambiguous`` or
        ``empty``.
    is_percent : bool
        Whether the cell itself carries a percent sign.
    """

    value: float | None
    status: str
    is_percent: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether it gives a row of the values table."""
        return self.status not in ("empty", "unreadable", "error", "ambiguous")


_EMPTY = Reading(None, "empty")
_UNREADABLE = Reading(None, "unreadable")


def read_cell(  # noqa: PLR0911 - one return for each kind of content
    content: object, *, decimal: Decimal | None = None, has_float_zeros: bool = False
) -> Reading:
    """Read the content of a cell.

    Parameters
    ----------
    content : object
        Number or text.
    decimal : {"comma", "point"}, optional
        Sign before the decimals. Without it texts such as ``1,234`` and ``1.234`` are
        ambiguous.
    has_float_zeros : bool
        Whether ``0.0`` is how the file writes zero (it writes 5 as ``5.0``) and not
        the mark for a negligible amount.

    Returns
    -------
    Reading
        The number or what stands in its place.
    """
    if content is None:
        return _EMPTY
    if isinstance(content, str):
        if content.isascii() and content.isdigit():
            return Reading(float(content), "observed")
        text = _SPACES.sub(" ", content).strip()
        return _read_text(text, decimal, has_float_zeros=has_float_zeros)
    if isinstance(content, bool):
        return _UNREADABLE
    if isinstance(content, int | float):
        if isinstance(content, float) and not math.isfinite(content):
            return _EMPTY if math.isnan(content) else _UNREADABLE
        return Reading(float(content), "observed", isinstance(content, Percent))
    return _UNREADABLE


def find_decimal(contents: Iterable[object]) -> Decimal | None:
    """Find which sign stands before the decimals in a table.

    Parameters
    ----------
    contents : iterable of object
        Contents of all cells that may be numbers.

    Returns
    -------
    {"comma", "point"} or None
        What unambiguous texts of the table show; None if none or both. A sign that
        groups thousands (``1,234,567``) shows that the other one is the decimal sign.
    """
    seen: set[Decimal] = set()
    for content in contents:
        if not isinstance(content, str) or content.isdigit():
            continue
        match = _NUMBER.fullmatch(_SPACES.sub(" ", content).strip())
        if match is not None:
            found = _find_shown(match["body"].replace(" ", ""))
            if found is not None:
                seen.add(found)
    # Where both occur, what has three digits after the sign stays ambiguous.
    return seen.pop() if len(seen) == 1 else None


def find_float_zeros(contents: Iterable[object]) -> bool:
    """Find whether a text file writes whole numbers as ``5.0``, and so zero as 0.0."""
    decimals = [
        content.rpartition(".")[2]
        for content in contents
        if isinstance(content, str)
        and "." in content
        and not _NEGLIGIBLE.fullmatch(content.strip())
    ]
    return any(part.strip() == "0" for part in decimals)


def _find_shown(body: str) -> Decimal | None:
    """Find the decimal sign that one number shows beyond doubt."""
    body = body.replace("'", "").replace("’", "")
    comma, point = body.rfind(","), body.rfind(".")
    if comma >= 0 and point >= 0:
        return "comma" if comma > point else "point"
    if comma >= 0:
        if body.count(",") > 1:
            return "point"
        return "comma" if _is_decimal(body, ",") else None
    if point >= 0:
        if body.count(".") > 1:
            return "comma"
        return "point" if _is_decimal(body, ".") else None
    return None


def _read_text(  # noqa: PLR0911 - one return for each mark
    text: str, decimal: Decimal | None, *, has_float_zeros: bool
) -> Reading:
    folded = text.casefold()
    if not text:
        return _EMPTY
    if set(text) <= _ABSENT:
        return Reading(None, "absent")
    if folded in _NOT_AVAILABLE:
        return Reading(None, "not_available")
    if folded in _CONFIDENTIAL:
        return Reading(None, "confidential")
    if _ERROR.fullmatch(text):
        return Reading(None, "error")
    if _NEGLIGIBLE.fullmatch(text):
        is_zero = has_float_zeros and text == "0.0"
        return Reading(0.0, "observed" if is_zero else "negligible")
    match = _NUMBER.fullmatch(text)
    if match is None:
        return _UNREADABLE
    body = _join_groups(match["body"])
    if body is None:
        return _UNREADABLE
    number = _convert(body, decimal)
    if number is None:
        is_grouped = _is_valid_shape(body)
        return Reading(None, "ambiguous") if is_grouped else _UNREADABLE
    value = number if match["sign"] in ("", "+") else -number
    return Reading(value, "observed", bool(match["percent"]))


def _join_groups(body: str) -> str | None:
    """Join groups of thousands; None if the gaps do not group by thousands."""
    if "'" in body or "’" in body:
        if _GROUPED.fullmatch(body) is None:
            return None
        return body.replace("'", "").replace("’", "")
    whole, *rest = re.split(r"(?=[.,])", body.strip(), maxsplit=1)
    groups = whole.split(" ")
    if len(groups) > 1 and (
        len(groups[0]) > _THOUSANDS
        or any(len(group) != _THOUSANDS for group in groups[1:])
    ):
        return None
    return "".join(groups) + "".join(rest)


def _is_valid_shape(body: str) -> bool:
    return re.fullmatch(r"\d{1,3}[.,]\d{3}", body) is not None


def _convert(  # noqa: PLR0911 - one return for each way to write
    body: str, decimal: Decimal | None
) -> float | None:
    """Convert digits with points and commas; None where the table must decide."""
    comma, point = body.count(","), body.count(".")
    if not comma and not point:
        return float(body)
    if comma and point:
        last = "," if body.rfind(",") > body.rfind(".") else "."
        other = "." if last == "," else ","
        whole, _, rest = body.rpartition(last)
        if last in whole or not _are_groups(whole, other):
            return None
        return float(whole.replace(other, "") + "." + rest)
    sign = "," if comma else "."
    if max(comma, point) > 1:
        return float(body.replace(sign, "")) if _are_groups(body, sign) else None
    if _is_decimal(body, sign):
        return float(body.replace(sign, "."))
    if decimal is None:
        return None
    is_decimal = (decimal == "comma") == (sign == ",")
    return float(body.replace(sign, "." if is_decimal else ""))


def _are_groups(whole: str, sign: str) -> bool:
    """Whether a sign stands before every three digits."""
    first, *groups = whole.split(sign)
    return 1 <= len(first) <= _THOUSANDS and all(
        len(group) == _THOUSANDS for group in groups
    )


def _is_decimal(body: str, sign: str) -> bool:
    """Whether one sign can only stand before decimals."""
    whole, _, rest = body.partition(sign)
    return body.count(sign) == 1 and (
        len(rest) != _THOUSANDS or len(whole) > _THOUSANDS or whole == "0"
    )
