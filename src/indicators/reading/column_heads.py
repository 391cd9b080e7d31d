"""What does the header of one column say: a period, a unit, the rest?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from indicators.reading.dimensions import (
    TOTAL,
    find_dimension,
    is_filler,
    is_preliminary,
    strip_fillers,
)
from indicators.reading.periods import WHOLE_YEAR, PeriodWords, find_period_words
from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

ColumnRole = Literal[
    "region",
    "region again",
    "period",
    "part of a year",
    "unit",
    "status",
    "indicator",
    "breakdown",
    "value",
    "row number",
    "code",
    "text",
    "not chosen",
    "empty",
]

_LAST_QUARTER, _LAST_MONTH = 4, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnPlan:
    """What one column is.

    Parameters
    ----------
    role : str
        See `ColumnRole`.
    path : tuple of str
        Texts of its header.
    words : PeriodWords or None
        What the header says of a period.
    rest : str
        What the header says besides period and unit: the table within the table.
    unit : str or None
        Unit that the header names.
    marks : tuple of str
        Footnote marks of the header.
    note : str
        Why it has this role, for people.
    """

    role: ColumnRole
    path: tuple[str, ...] = ()
    words: PeriodWords | None = None
    rest: str = ""
    unit: str | None = None
    marks: tuple[str, ...] = ()
    note: str = ""


def fold_header(content: object) -> str:
    """Fold a header to words joined by underscores."""
    if content is None:
        return ""
    text = unicodedata.normalize("NFC", str(content)).casefold()
    return re.sub(r"[^\w№%$₸#]+", "_", text).strip("_")


def read_path(path: Sequence[str]) -> ColumnPlan:
    """Read what a header says: period, unit, the rest.

    Parameters
    ----------
    path : sequence of str
        Texts of the header, from the top level down.

    Returns
    -------
    ColumnPlan
        A value column; its words have ``has_several`` where levels contradict each
        other.
    """
    words = PeriodWords()
    rest: list[str] = []
    unit: str | None = None
    marks: list[str] = []
    for text in path:
        found = find_period_words(text)
        left = text
        if found is not None:
            left = found.rest
            marks += found.marks
            words = merge_words(words, found)
        own_unit = find_unit(text)
        if own_unit is not None:
            unit = str(own_unit)
        if is_preliminary(text):
            marks.append(text)
        left = _trim(left)
        if left and not (own_unit is not None and _is_only_unit(left)):
            rest.append(left)
    return ColumnPlan(
        role="value",
        path=tuple(path),
        words=words if words.year or words.part or words.has_several else None,
        rest=", ".join(rest),
        unit=unit,
        marks=tuple(marks),
    )


def merge_words(above: PeriodWords, below: PeriodWords) -> PeriodWords:
    """Merge what two texts say of one period; `has_several` if they contradict."""
    is_other = bool(above.year and below.year and above.year != below.year)
    parts = {part for part in (above.part, below.part) if part}
    if len(parts) > 1:
        parts.discard(WHOLE_YEAR)
    return PeriodWords(
        below.year or above.year,
        next(iter(parts)) if len(parts) == 1 else below.part,
        below.rest,
        (*above.marks, *below.marks),
        has_words=above.has_words or below.has_words,
        has_several=above.has_several
        or below.has_several
        or is_other
        or len(parts) > 1,
    )


def _trim(text: str) -> str:
    """Take off what says nothing: "including", "total", preliminary data."""
    if is_filler(text):
        return ""
    left = strip_fillers(text)
    dimension = find_dimension(left)
    if dimension is not None and dimension[1] == TOTAL:
        return ""
    return "" if is_preliminary(left) and len(left.split()) <= 3 else left  # noqa: PLR2004 - "preliminary data" is no table of its own


def _is_only_unit(text: str) -> bool:
    words = re.findall(r"[^\W\d_]+|[%₸$]", text.casefold())
    return len(words) <= 3 or find_unit(" ".join(words[:1])) is not None  # noqa: PLR2004 - "тыс. тенге", "млн. долл. США"


def read_part(content: object, head: str) -> PeriodWords | None:
    """Read a part of a year from a column of quarters or months."""
    folded = head.casefold()
    number = str(content).strip() if content is not None else ""
    number = number.removesuffix(".0")
    is_month = any(word in folded for word in ("month", "месяц", "ай"))
    if number.isdecimal():
        most = _LAST_MONTH if is_month else _LAST_QUARTER
        if 1 <= int(number) <= most:
            part = f"{int(number):02d}" if is_month else f"Q{number}"
            return PeriodWords(part=part, has_words=True)
        return None
    return find_period_words(content) or find_period_words(f"{content} {head}")
