"""Where does a series change its meaning: a census, a new method, a new territory?

Breaks are declared by a person (validation proposes candidates); the first value of the
new level then has status ``break``, and trends and pictures can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ledger import Column, Problem, TableSchema, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Iterator

BREAKS = TableSchema(
    name="breaks",
    row="one period from which on values of an indicator mean something else",
    key=(),
    columns=(
        Column("indicator_id", "text", "indicator"),
        Column("region_id", "text", "region; every one if missing", is_optional=True),
        Column("period", "period", "first period of the new level"),
        Column("reason", "text", "what changed"),
    ),
)


def mark_breaks(
    values: pd.DataFrame, breaks: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Mark the first value of each new level.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table, before it is brought to other boundaries: a region made
        of parts takes the break of its part.
    breaks : pandas.DataFrame
        Breaks table.

    Returns
    -------
    values : pandas.DataFrame
        The same table; ``observed`` and ``retrospective`` values at a break have status
        ``break``. Estimated and missing ones keep theirs, which says more.
    problems : tuple of Problem
        Each break as a note with its reason; a warning for one that meets no value.

    Raises
    ------
    TableError
        If it is not a breaks table.
    """
    table = build_table(breaks, BREAKS)
    check_table(table, BREAKS)
    status = values["status"].copy()
    problems = []
    for row in table.to_dict("records"):
        is_here = (values["indicator_id"] == row["indicator_id"]) & (
            values["period"] == row["period"]
        )
        if not pd.isna(row["region_id"]):
            is_here &= values["region_id"] == row["region_id"]
        is_marked = is_here & values["status"].isin(["observed", "retrospective"])
        status = status.mask(is_marked, "break")
        problems += list(_report(row, int(is_here.sum()), int(is_marked.sum())))
    return values.assign(status=status), tuple(problems)


def _report(row: dict[object, object], n_here: int, n_marked: int) -> Iterator[Problem]:
    region = "every region" if pd.isna(row["region_id"]) else row["region_id"]  # type: ignore[call-overload]
    where = f"indicator {row['indicator_id']}, {region}, {row['period']}"
    if not n_here:
        yield Problem(
            code="break-without-value",
            severity="warning",
            where=where,
            found="a declared break, and no value there",
            expected="A value in the first period of the new level",
            action="Correct the indicator, the region or the period",
        )
        return
    yield Problem(
        code="break-in-series",
        severity="note",
        where=where,
        found=f"{row['reason']} ({n_marked} of {n_here} values marked)",
        expected="Values on one level",
        action="Do not read growth across it",
    )
