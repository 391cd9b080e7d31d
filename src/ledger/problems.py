"""Findings of validation, as data.

A problem says where something was found, what it was, what was expected and what to
do. Problems are collected, shown in one table and carried into the report; a few of
them stop the run, most do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
        expected = self.expected.strip()
        if expected:
            # A name such as UTF-8 keeps its capitals.
            is_name = expected[1:2].isupper()
            first = expected[0] if is_name else expected[0].lower()
            expected = f"Expected: {first}{expected[1:]}"
        parts = (self.found.strip(), expected, self.action.strip())
        text = " ".join(
            part if part.endswith((".", "!", "?")) else f"{part}."
            for part in parts
            if part
        )
        return f"{self.where}: {text}"
