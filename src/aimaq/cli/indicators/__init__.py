"""`aimaq indicators ...`: statistics, outside of a study."""

from __future__ import annotations

import click

from aimaq.cli.groups import LazyGroup

_HERE = "aimaq.cli.indicators"


@click.group(
    cls=LazyGroup,
    commands_at={
        "read": (f"{_HERE}.reading", "Every value with its region, period and cell."),
        "check": (
            f"{_HERE}.harmonize",
            "Values that cannot be right; none is corrected.",
        ),
        "harmonize": (f"{_HERE}.harmonize", "Values at the regions of one year."),
        "index": (f"{_HERE}.composite", "A composite index of a table of values."),
        "inequality": (
            f"{_HERE}.inequality",
            "Gini, Theil, Atkinson and others, between and within groups.",
        ),
        "compare": (
            f"{_HERE}.comparison",
            "Leading and outsider regions in fixed groups: gaps and their trends.",
        ),
        "convergence": (f"{_HERE}.comparison", "Sigma and beta convergence."),
        "classify": (f"{_HERE}.comparison", "Core and periphery by a stated rule."),
        "factors": (
            f"{_HERE}.factors",
            "Principal components, with scree, adequacy and intervals.",
        ),
        "trend": (f"{_HERE}.trends", "Mann-Kendall test and Sen's slope of series."),
        "draw": (f"{_HERE}.draw", "Pictures of tables of statistics."),
    },
)
def indicators() -> None:
    """Statistics: what a file holds, and a composite index of it."""
