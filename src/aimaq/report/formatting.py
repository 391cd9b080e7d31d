"""How is a number written for people?

Rounding happens here and nowhere else; tables and evidence keep full precision.
"""

import math
import re
from typing import Any
from urllib.parse import quote

MISSING = "–"
MINUS = "−"
# A narrow no-break space groups thousands (ISO 80000-1): a comma would be a decimal
# sign to readers of Russian and Kazakh.
GROUP = "\u202f"
_TEN_THOUSAND = 10_000
# Smaller numbers than this are written with a power of ten.
_TINY = 1e-4
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_SMALLEST_P = 0.001


def is_missing(value: Any) -> bool:
    """Return whether a value is None, NA or not a finite number."""
    if value is None:
        return True
    try:
        return not math.isfinite(float(value))
    except (TypeError, ValueError):
        return True


def format_number(value: Any, *, digits: int | None = None) -> str:
    """Write a number with grouped thousands and a true minus sign.

    Parameters
    ----------
    value : number or missing
        The number.
    digits : int, optional
        Decimals; none means three or four significant figures, as the size asks.

    Returns
    -------
    str
        The number, or a dash where it is missing.
    """
    if is_missing(value):
        return MISSING
    number = float(value)
    if digits is None:
        if 0 < abs(number) < _TINY:
            return _write_power(f"{number:.2e}")
        digits = _choose_digits(number)
    text = f"{abs(number):,.{digits}f}"
    whole, _, decimals = text.partition(".")
    # Four digits stay together, as in a year; from ten thousand on they are grouped.
    if abs(number) < _TEN_THOUSAND:
        whole = whole.replace(",", "")
    text = whole.replace(",", GROUP) + (f".{decimals}" if decimals else "")
    is_zero = not any(digit in text for digit in "123456789")
    return text if number >= 0 or is_zero else f"{MINUS}{text}"


def format_tick(value: float) -> str:
    """Write the number of an axis: all its digits, and no zeros behind them."""
    if 0 < abs(value) < _TINY:
        return _write_power(f"{value:.10g}")
    _, _, decimals = f"{value:.10f}".rstrip("0").partition(".")
    return format_number(value, digits=len(decimals))


def _write_power(text: str) -> str:
    mantissa, _, power = text.partition("e")
    raised = str(int(power)).translate(_RAISED)
    return f"{mantissa.replace('-', MINUS)}\u00a0×\u00a010{raised}"


def typeset(text: Any) -> str:
    """Put true signs into a sentence that was written with the keyboard's."""
    changed = re.sub(r"(?<![\w.-])-(?=\d)", MINUS, str(text or ""))
    changed = changed.replace(">=", "≥").replace("<=", "≤")
    return re.sub(r"(?<=\d) %", "%", changed)


def _choose_digits(number: float) -> int:
    size = abs(number)
    if number == int(number) and size >= 1:
        return 0
    for bound, digits in ((100, 0), (10, 1), (1, 2)):
        if size >= bound:
            return digits
    return 0 if size == 0 else min(6, 2 - math.floor(math.log10(size)))


def format_count(value: Any) -> str:
    """Write a count."""
    return format_number(value, digits=0)


def format_share(value: Any, *, digits: int | None = None) -> str:
    """Write a share in [0, 1] as a percentage."""
    if is_missing(value):
        return MISSING
    percent = 100 * float(value)
    if digits is None:
        is_whole = percent == 0 or round(percent, 6) == round(percent)
        digits = 0 if is_whole or percent >= 10 else 1  # noqa: PLR2004
    return f"{format_number(percent, digits=digits)}%"


def format_coefficient(value: Any) -> str:
    """Write a correlation, with two decimals."""
    return format_number(value, digits=2)


def format_p(value: Any) -> str:
    """Write a p value."""
    if is_missing(value):
        return MISSING
    if float(value) < _SMALLEST_P:
        return "<0.001"
    return format_number(value, digits=3)


def format_value(value: Any, *, is_share: bool) -> str:
    """Write a share as a percentage and anything else as a number."""
    return format_share(value) if is_share else format_number(value)


def format_period(period: str) -> str:
    """Write a period of ISO 8601 in words that need no manual."""
    first, slash, last = period.partition("/")
    return f"{first}–{last}" if slash else first


def build_link(kind: str, *parts: str) -> str:
    """Build the hash address of a panel, such as ``#evidence/gdp/KZ-10/2017``."""
    # The slash inside a period is part of the address: the script joins what is left.
    return f"#{kind}/" + "/".join(quote(part, safe=":/@,~") for part in parts)


def link_evidence(variable: str, region_id: str, period: str) -> str:
    """Build the address of the evidence behind one variable, region and period."""
    return build_link("evidence", variable, region_id, period)
