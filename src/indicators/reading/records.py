"""Values as found in their cells, before they have an indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ledger import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


class Series(NamedTuple):
    """What tells several tables of a file apart.

    Parameters
    ----------
    sheet, heading, column, indicator : str
        Sheet; heading and part of a block; rest of a column's header; content of a
        column of indicators.
    topic : frozenset of str
        Words of the table's title, units and periods aside.
    table : int
        Number of the table in its file.
    """

    sheet: str
    heading: str
    column: str
    indicator: str
    topic: frozenset[str] = frozenset()
    table: int = 1


_MOST_OF_A_KIND = 10


@dataclass(slots=True)
class Records:
    """Values of a file, column by column.

    Parameters
    ----------
    names : list of Series
        Each series once; records have its position.
    places : dict of Series to int
        Their positions.
    series : list of int
        Position in `names`.
    region_id, period, status, source_cell : list of str
        As in the values table; a full date until dates are settled.
    value : list of float or None
        The number.
    unit : list of str or None
        Unit found at the cell, its column or its sheet.
    is_sum : list of bool
        Whether the label only said "total".
    is_exception : list of bool
        Whether a footnote gives the unit, which is then nobody else's.
    frames : list of pandas.DataFrame
        Values of long tables, read by columns.
    """

    names: list[Series] = field(default_factory=list)
    places: dict[Series, int] = field(default_factory=dict)
    series: list[int] = field(default_factory=list)
    region_id: list[str] = field(default_factory=list)
    period: list[str] = field(default_factory=list)
    value: list[float | None] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    unit: list[str | None] = field(default_factory=list)
    source_cell: list[str] = field(default_factory=list)
    is_sum: list[bool] = field(default_factory=list)
    is_exception: list[bool] = field(default_factory=list)
    frames: list[pd.DataFrame] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.series) + sum(map(len, self.frames))

    def find_series(self, name: Series) -> int:
        """Find the position of a series, adding it if it is new."""
        if name not in self.places:
            self.places[name] = len(self.names)
            self.names.append(name)
        return self.places[name]

    def to_frame(self) -> pd.DataFrame:
        """Build a frame with one row for each value."""
        rows = pd.DataFrame(
            {
                "series": pd.Series(self.series, dtype="int64"),
                "region_id": pd.Series(self.region_id, dtype="str"),
                "period": pd.Series(self.period, dtype="str"),
                "value": pd.Series(self.value, dtype="float64"),
                "status": pd.Series(self.status, dtype="str"),
                "unit": pd.Series(self.unit, dtype="str"),
                "source_cell": pd.Series(self.source_cell, dtype="str"),
                "is_sum": pd.Series(self.is_sum, dtype="bool"),
                "is_exception": pd.Series(self.is_exception, dtype="bool"),
            }
        )
        parts = [part for part in (rows, *self.frames) if len(part)]
        return pd.concat(parts, ignore_index=True) if parts else rows


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
        if count:
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

    def report_each(
        self,
        code: str,
        severity: str,
        found: Iterable[tuple[str, str]],
        *,
        rest: str,
    ) -> None:
        """Add findings of one kind, each (where, what); after ten only their number."""
        every = list(found)
        for where, what in every[:_MOST_OF_A_KIND]:
            self.report(code, severity, where, found=what, rest=rest)
        if len(every) > _MOST_OF_A_KIND:
            last = every[_MOST_OF_A_KIND:]
            shown = "; ".join(where for where, _ in last[:_MOST_OF_A_KIND])
            self.report(
                code,
                severity,
                last[0][0],
                found=f"{len(last)} more like the ten above ({shown})",
                rest=rest,
            )
