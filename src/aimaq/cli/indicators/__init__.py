"""`aimaq indicators ...`: statistics, outside of a study."""

from __future__ import annotations

import click

from aimaq.cli.groups import LazyGroup

_HERE = "aimaq.cli.indicators"


@click.group(
    cls=LazyGroup,
    commands_at={
        "read": (f"{_HERE}.reading", "Every value with its region, period and cell."),
        "index": (f"{_HERE}.composite", "A composite index of a table of values."),
    },
)
def indicators() -> None:
    """Statistics: what a file holds, and a composite index of it."""
