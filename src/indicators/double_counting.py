"""Do a region and its parts both have values in one period?

Then a plain sum over the table counts a territory twice. The panel takes one of them
(see `build_panel`); here it is found, measured and said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ledger import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.territories import PlacedValue

_TOLERANCE = 0.005
_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubleCount:
    """A region and its parts with values in one period.

    Parameters
    ----------
    whole : PlacedValue
        The value of the region.
    parts : tuple of PlacedValue
        Values of its parts.
    """

    whole: PlacedValue
    parts: tuple[PlacedValue, ...]

    @property
    def is_complete(self) -> bool:
        """Whether the parts are all of the whole."""
        covered = frozenset().union(*(part.territory for part in self.parts))
        return covered == self.whole.territory

    @property
    def excess(self) -> float | None:
        """By which share the sum of all parts exceeds the whole."""
        if not self.is_complete or not self.whole.value:
            return None
        return sum(part.value or 0 for part in self.parts) / self.whole.value - 1


def find_double_counts(placed: Sequence[PlacedValue]) -> tuple[DoubleCount, ...]:
    """Find regions that stand beside their own parts.

    Parameters
    ----------
    placed : sequence of PlacedValue
        Values of one indicator and period.

    Returns
    -------
    tuple of DoubleCount
        One for each region that contains others; marks without a value do not count.
    """
    filled = [item for item in placed if item.value is not None]
    found = []
    for whole in filled:
        parts = tuple(item for item in filled if item.territory < whole.territory)
        if parts:
            found.append(DoubleCount(whole=whole, parts=parts))
    return tuple(found)


@dataclass(slots=True)
class DoubleCounts:
    """Double counts of a panel, gathered by indicator and region."""

    found: dict[tuple[str, str, str, str], list[tuple[str, float | None]]] = field(
        default_factory=dict
    )

    def collect(
        self,
        name: str,
        period: str,
        placed: Sequence[PlacedValue],
        used: set[str],
        *,
        is_sum: bool,
    ) -> None:
        """Take up the double counts of one indicator and period."""
        for one in find_double_counts(placed):
            parts = ", ".join(part.region_id for part in one.parts)
            taken = "the whole" if one.whole.region_id in used else "the parts"
            key = (name, one.whole.region_id, parts, taken)
            excess = one.excess if is_sum else None
            self.found.setdefault(key, []).append((period, excess))

    def report(self) -> list[Problem]:
        """Say each of them once."""
        return [
            _report(name, whole, parts, taken, periods)
            for (name, whole, parts, taken), periods in self.found.items()
        ]


def _report(
    name: str,
    whole: str,
    parts: str,
    taken: str,
    periods: list[tuple[str, float | None]],
) -> Problem:
    excesses = [excess for _, excess in periods if excess is not None]
    worst = max(excesses, key=abs, default=0.0)
    differs = abs(worst) > _TOLERANCE
    text = f"{whole} and its parts {parts} both have values"
    if excesses:
        text += f"; their sum differs from it by at most {100 * abs(worst):.2f} %"
    years = [period for period, _ in periods]
    shown = ", ".join(years[:_SHOWN]) + (" ..." if len(years) > _SHOWN else "")
    return Problem(
        code="counted-twice",
        severity="warning" if differs else "note",
        where=f"indicator {name}, {len(years)} periods ({shown})",
        found=text,
        expected="One of the two in a period",
        action=f"Taken: {taken}, which fit the target boundaries; correct the table if "
        "that is wrong",
    )
