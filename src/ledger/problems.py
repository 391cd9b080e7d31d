"""Findings of validation, as data.

A problem says where something was found, what it was, what was expected and what to
do. Problems are collected, shown in one table and carried into the report; a few of
them stop the run, most do not.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from ledger.schema import Column, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One finding.

    Parameters
    ----------
    code : str
        A stable word, such as ``unmatched-region``.
    severity : {"error", "warning", "note"}
        An error leaves something unread or stops the run; a warning may change a
        number; a note only explains.
    where : str
        File, table, column, row or key.
    found, expected, action : str
        What was found, what was expected, what the user can do.
    """

    code: str
    severity: Severity
    where: str
    found: str
    expected: str
    action: str

    @property
    def sentence(self) -> str:
        """The finding as one line for people."""
        parts = (part.strip() for part in (self.found, self.expected, self.action))
        text = " ".join(
            part if part.endswith((".", "!", "?")) else f"{part}."
            for part in parts
            if part
        )
        return f"{self.where}: {text}"


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
