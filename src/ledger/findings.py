"""The three tables that let nothing vanish: problems, accounts of steps, losses."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from ledger.schema import Column, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from ledger.problems import Problem

PROBLEMS = TableSchema(
    name="problems",
    row="one finding of validation",
    key=(),
    columns=(
        Column("code", "category", "stable word for the kind of finding"),
        Column(
            "severity",
            "category",
            "error, warning or note",
            allowed=("error", "warning", "note"),
        ),
        Column("where", "text", "file, table, column, row or key"),
        Column("found", "text", "what was found"),
        Column("expected", "text", "what was expected"),
        Column("action", "text", "what the user can do"),
    ),
)

ACCOUNTS = TableSchema(
    name="accounts",
    row="one step and reason: how many rows went in, came out, and were set apart",
    key=("step", "reason"),
    columns=(
        Column("step", "category", "step of the study"),
        Column("reason", "text", "why rows were set apart; 'kept' for those that stay"),
        Column("rows_in", "integer", "rows the step was given", lower=0),
        Column("rows_out", "integer", "rows the step passed on", lower=0),
        Column("n_rows", "integer", "rows this reason concerns", lower=0),
    ),
)

LOSSES = TableSchema(
    name="losses",
    row="one key of one table that a step set apart, with the reason",
    key=("step", "table", "key", "reason"),
    columns=(
        Column("step", "category", "step of the study"),
        Column("table", "category", "table the rows were in"),
        Column("key", "text", "which rows: their key, or what they share"),
        Column("reason", "text", "why they are not in the result"),
        Column("n_rows", "integer", "how many rows", lower=1),
    ),
)


def build_problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """Put findings into a table, in the order in which they were found.

    Parameters
    ----------
    problems : iterable of Problem
        The findings.

    Returns
    -------
    pandas.DataFrame
        Problems table, one row per finding.
    """
    return build_table([asdict(problem) for problem in problems], PROBLEMS)
