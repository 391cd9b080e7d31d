"""What a check of values reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import Column, Problem, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

VALUE_FINDINGS = TableSchema(
    name="value_findings",
    row="one thing about a value, or a run of values, that a person should look at",
    key=(),
    columns=(
        Column("check", "category", "stable word for the kind of finding"),
        Column(
            "severity",
            "category",
            "error: cannot be right; warning: look at it; note: good to know",
            allowed=("error", "warning", "note"),
        ),
        Column("indicator_id", "text", "indicator"),
        Column("region_id", "text", "region; missing for all", is_optional=True),
        Column("period", "period", "period, or first/last year", is_optional=True),
        Column("found", "text", "what was found"),
        Column("expected", "text", "what was expected"),
        Column("action", "text", "what a person can do"),
        Column("source_cell", "text", "where the value is from", is_optional=True),
    ),
)

_SEVERITIES = ("error", "warning", "note")


def build_findings(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Put findings into a table: the worst first, then by indicator, region, period.

    Parameters
    ----------
    rows : iterable of mapping
        Columns of a finding; absent ones become missing.

    Returns
    -------
    pandas.DataFrame
        Value_findings table.
    """
    table = build_table(list(rows), VALUE_FINDINGS)
    rank = table["severity"].map(_SEVERITIES.index)
    ordered = table.assign(rank=rank).sort_values(
        ["rank", "check", "indicator_id", "region_id", "period"], kind="stable"
    )
    return ordered.drop(columns="rank").reset_index(drop=True)


def name_span(periods: Sequence[str]) -> str:
    """Name a run of periods: ``2011/2017``, or the one period it is."""
    first, last = min(periods), max(periods)
    return first if first == last else f"{first[:4]}/{last[:4]}"


def name_periods(periods: Sequence[str], shown: int = 6) -> str:
    """List periods for a message."""
    ordered = sorted(periods)
    text = ", ".join(ordered[:shown])
    return text if len(ordered) <= shown else f"{text} ... {ordered[-1]}"


def summarize_findings(findings: pd.DataFrame) -> tuple[Problem, ...]:
    """Say in one problem for each check and indicator what was found.

    Parameters
    ----------
    findings : pandas.DataFrame
        Value_findings table.

    Returns
    -------
    tuple of Problem
        Errors become warnings: the values are suspect, and the study can run.
    """
    problems = []
    groups = findings.groupby(["check", "severity", "indicator_id"], sort=False)
    for (check, severity, name), rows in groups:
        first = rows.iloc[0]
        place = rows[["region_id", "period"]].iloc[0].dropna().tolist()
        more = f" (and {len(rows) - 1} more in value_findings)" if len(rows) > 1 else ""
        problems.append(
            Problem(
                code=str(check),
                severity="note" if severity == "note" else "warning",
                where=", ".join([f"indicator {name}", *place]),
                found=f"{first['found']}{more}",
                expected=str(first["expected"]),
                action=str(first["action"]),
            )
        )
    return tuple(problems)
