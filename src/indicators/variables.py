"""Columns of a user's table, checked before a measure is taken of them.

The measures of inequality, trend, comparison and convergence work on any table: names
of columns are arguments. What cannot be used is refused by name or set apart with a
count, never dropped in silence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ledger import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 5


def select_variables(
    frame: pd.DataFrame,
    *,
    numbers: Sequence[str | None],
    labels: Sequence[str | None] = (),
) -> tuple[pd.DataFrame, list[Problem]]:
    """Take the complete rows of some columns, and say what was left out.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.
    numbers, labels : sequence of str or None
        Columns that must hold numbers, and columns that name something; None stands
        for a column that was not asked for.

    Returns
    -------
    frame : pandas.DataFrame
        The columns, numbers as float and labels as text, without rows in which one of
        them is missing.
    problems : list of Problem
        One warning for the rows left out.

    Raises
    ------
    InputError
        If a column is absent, named twice, or holds text where numbers are expected.
    """
    wanted = [name for name in (*labels, *numbers) if name is not None]
    absent = [name for name in wanted if name not in frame.columns]
    if absent:
        known = ", ".join(map(str, frame.columns)) or "none"
        raise InputError(
            f"table: no column {', '.join(map(repr, absent))}. Expected one of its "
            f"columns ({known}). Correct the name."
        )
    doubled = sorted({name for name in wanted if wanted.count(name) > 1})
    if doubled:
        raise InputError(
            f"columns: {', '.join(doubled)} named for two roles. Expected a column for "
            "each role. Name another."
        )
    taken: dict[str, pd.Series[Any]] = {}
    for name in wanted:
        column = frame[name]
        taken[name] = (
            _convert_numbers(column, name) if name in numbers else _name(column)
        )
    table = pd.DataFrame(taken).reset_index(drop=True)
    is_complete = table.notna().all(axis=1)
    problems = []
    if not bool(is_complete.all()):
        gaps = [name for name in wanted if bool(table[name].isna().any())]
        problems.append(
            Problem(
                code="rows-left-out",
                severity="warning",
                where=f"column {', '.join(gaps)}",
                found=f"{int((~is_complete).sum())} of {len(table)} rows without a "
                "value",
                expected="A value in each row",
                action="They are left out of the measure; fill or remove them",
            )
        )
    return table[is_complete].reset_index(drop=True), problems


def check_positive(values: pd.Series[float], *, name: str, role: str) -> None:
    """Raise unless all numbers of a column are above zero.

    Parameters
    ----------
    values : pandas.Series
        The numbers.
    name, role : str
        Column and what it is used for, for the message.

    Raises
    ------
    InputError
        Naming the first rows and values that are not.
    """
    wrong = values[~(values > 0)]
    if len(wrong):
        shown = ", ".join(
            f"row {int(str(row)) + 1}: {value:g}"
            for row, value in wrong.head(_SHOWN).items()
        )
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise InputError(
            f"column {name!r}: {role} not above zero ({shown}{more}). Expected "
            f"positive numbers. Correct them or leave the rows out."
        )


def _convert_numbers(column: pd.Series[Any], name: str) -> pd.Series[float]:
    numbers = pd.to_numeric(column, errors="coerce").astype("float64")
    is_text = numbers.isna() & column.notna()
    is_endless = np.isinf(numbers)
    wrong = column[is_text | is_endless]
    if len(wrong):
        shown = ", ".join(
            f"{str(value)!r} (row {number + 1})"
            for number, value in zip(
                np.flatnonzero(is_text | is_endless), wrong.head(_SHOWN), strict=False
            )
        )
        more = f" and {len(wrong) - _SHOWN} more" if len(wrong) > _SHOWN else ""
        raise InputError(
            f"column {name!r}: found {shown}{more}. Expected finite numbers. Correct "
            "them or leave the cells empty."
        )
    return numbers


def _name(column: pd.Series[Any]) -> pd.Series[Any]:
    """Turn labels into text; 2017.0 of a column with gaps is 2017."""
    if pd.api.types.is_float_dtype(column):
        whole = column.dropna()
        if bool((whole % 1 == 0).all()):
            column = column.astype("Int64")
    text = column.astype("str").where(column.notna(), None)
    return text.where(text.str.strip() != "", None)
