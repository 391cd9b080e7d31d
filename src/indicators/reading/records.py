"""One cell read, before it has an indicator."""

from __future__ import annotations

from dataclasses import dataclass, field

from ledger import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One value as found in its cell.

    Parameters
    ----------
    series : tuple of str
        What tells several tables of one file apart: sheet, heading, column, content of
        a column of indicators.
    region_id : str
        Region, or the country.
    period : str
        ISO 8601 text; a full date until dates are settled.
    value : float or None
        The number.
    status : str
        Status of the values table.
    unit : str or None
        Unit found at the cell, its column or its sheet.
    cell : str
        Address.
    """

    series: tuple[str, ...]
    region_id: str
    period: str
    value: float | None
    status: str
    unit: str | None
    cell: str


@dataclass(slots=True)
class Tally:
    """What became of every cell that could hold a value.

    Parameters
    ----------
    dropped : dict of str to int
        Cells set apart, by reason.
    problems : list of Problem
        Findings.
    """

    dropped: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def drop(self, reason: str, count: int = 1) -> None:
        """Count cells that are set apart."""
        self.dropped[reason] = self.dropped.get(reason, 0) + count

    def report(
        self, code: str, severity: str, where: str, *, found: str, rest: str
    ) -> None:
        """Add a finding; `rest` is what was expected and what to do, by a bar."""
        expected, _, action = rest.partition("|")
        self.problems.append(
            Problem(
                code=code,
                severity=severity,  # type: ignore[arg-type] # literals at each call
                where=where,
                found=found,
                expected=expected.strip(),
                action=action.strip(),
            )
        )
