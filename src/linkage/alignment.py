"""Put the outcome of a year beside the exposure of an earlier one.

This module answers: which values stand side by side under a given lag, whatever lag
the tables were joined with?
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkage.joining import Linked


def align_variables(
    linked: Linked, outcome: str, others: Sequence[str], *, lag: int | None = None
) -> pd.DataFrame:
    """Take variables out of the linked table, the others `lag` years earlier.

    Parameters
    ----------
    linked : Linked
        Joined tables.
    outcome : str
        Variable at the year of the row.
    others : sequence of str
        Variables of `lag` years before.
    lag : int, optional
        Years; the default is the lag the tables were joined with.

    Returns
    -------
    pandas.DataFrame
        Columns region_id, year, outcome and the others; rows where at least one is
        present, sorted by region and year.

    Raises
    ------
    InputError
        If a variable is not in the table or occurs twice, or the lag is negative.
    """
    wanted = linked.lag if lag is None else lag
    names = [outcome, *others]
    _check_variables(linked, names, wanted)
    columns = [
        _take_variable(linked, name, forward=0 if name == outcome else wanted)
        for name in names
    ]
    frame = pd.concat(columns, axis=1).dropna(how="all")
    return frame.sort_index().reset_index()


def _take_variable(linked: Linked, name: str, *, forward: int) -> pd.Series[float]:
    # A row of an indicator holds the value of `linked.lag` years before.
    own = linked.lag if name in linked.values else 0
    table = linked.table
    year = table["period"].astype("int64") - own + forward
    index = pd.MultiIndex.from_arrays(
        [table["region_id"], year], names=["region_id", "year"]
    )
    series = pd.Series(table[name].to_numpy(dtype="float64"), index=index, name=name)
    return series.dropna()


def _check_variables(linked: Linked, names: Sequence[str], lag: int) -> None:
    known = (*linked.scores, *linked.values)
    absent = [name for name in names if name not in known]
    if absent:
        shown = ", ".join(map(repr, known[:5])) + (
            f" and {len(known) - 5} more" if len(known) > 5 else ""  # noqa: PLR2004 -- five names are shown
        )
        raise InputError(
            f"table 'linked': found no variable {', '.join(map(repr, absent))}. "
            f"Expected one of {shown}. Check the name, or join the table that holds it."
        )
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise InputError(
            f"variables: found {', '.join(map(repr, doubled))} in two roles. Expected "
            "different variables. Leave one of them out."
        )
    if lag < 0:
        raise InputError(
            f"lag: found {lag}. Expected 0 or more years. To let scores precede "
            "indicators, exchange outcome and exposure."
        )
