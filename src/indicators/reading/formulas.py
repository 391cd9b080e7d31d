"""Formulas whose value the file does not store: plain sums are computed."""

from __future__ import annotations

import re

from indicators.reading.grid import name_column
from ledger import Problem

_SUM = re.compile(r"=\s*SUM\(([^()]*)\)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")

_Cells = dict[tuple[int, int], object]


def compute_formulas(
    contents: _Cells, formulas: dict[tuple[int, int], str], place: str
) -> list[Problem]:
    """Fill in sums that are not stored; report them and all that stays empty.

    Parameters
    ----------
    contents : dict of (row, column) to object
        Cells of a sheet; computed sums are added.
    formulas : dict of (row, column) to str
        Formulas of the sheet.
    place : str
        File and sheet for messages.

    Returns
    -------
    list of Problem
        Sums computed here; formulas that have no value.
    """
    waiting = {key for key in formulas if contents.get(key) is None}
    computed: list[str] = []
    is_moving = bool(waiting)
    while waiting and is_moving:
        is_moving = False
        for key in sorted(waiting):
            # A sum of sums waits until its parts are there.
            total = _compute_sum(formulas[key], contents, waiting)
            if total is not None:
                contents[key] = total
                computed.append(_name_cell(key))
                waiting.remove(key)
                is_moving = True
    problems = []
    if computed:
        problems.append(
            Problem(
                code="formula-computed",
                severity="note",
                where=place,
                found=f"{len(computed)} sums without a stored value "
                f"({', '.join(computed[:5])})",
                expected="Stored values",
                action="Computed here; save the file in a spreadsheet program to "
                "store them",
            )
        )
    if waiting:
        cells = ", ".join(_name_cell(key) for key in sorted(waiting)[:5])
        problems.append(
            Problem(
                code="formula-without-value",
                severity="warning",
                where=place,
                found=f"{len(waiting)} formulas without a stored value ({cells})",
                expected="Stored values, or plain sums of ranges",
                action="Open the file in a spreadsheet program and save it",
            )
        )
    return problems


def _compute_sum(
    formula: str, contents: _Cells, waiting: set[tuple[int, int]]
) -> float | None:
    match = _SUM.fullmatch(formula)
    if match is None:
        return None
    total = 0.0
    for part in re.split(r"[,;]", match[1].upper()):
        corners = _RANGE.fullmatch(part.strip())
        if corners is None:
            return None
        left, top = _number_column(corners[1]), int(corners[2]) - 1
        right = _number_column(corners[3]) if corners[3] else left
        bottom = int(corners[4]) - 1 if corners[4] else top
        if (bottom - top + 1) * (right - left + 1) > 10 * len(contents) + 1000:
            return None
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) in waiting:
                    return None
                content = contents.get((row, column))
                if isinstance(content, int | float) and not isinstance(content, bool):
                    total += content
    return total


def _number_column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _name_cell(key: tuple[int, int]) -> str:
    return f"{name_column(key[1])}{key[0] + 1}"
