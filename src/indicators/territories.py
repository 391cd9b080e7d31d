"""Which territory does each value of a period stand for, and which values tile one?"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import pandas as pd

from indicators.reading.periods import find_last_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas import Region, RegionRegistry

# A region never came out of more parts than this in one country's history; the limit
# keeps the search over combinations short.
_MOST_PARTS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedValue:
    """One value with the pieces it stands for.

    Parameters
    ----------
    region_id : str
        Region as reported.
    territory : frozenset of str
        Pieces it covers.
    is_real : bool
        Whether it counts. A mark for a region that did not exist says nothing about
        the territory; a number for a region that ended before the period does not
        count beside numbers of its parts.
    value : float or None
        The number.
    unit, status, origin_id, source_cell : str
        As in the values table.
    """

    region_id: str
    territory: frozenset[str]
    is_real: bool
    value: float | None
    unit: str
    status: str
    origin_id: str | None
    source_cell: str


def place_values(
    group: pd.DataFrame,
    registry: RegionRegistry,
    *,
    period: str,
    boundaries: int | None = None,
) -> tuple[PlacedValue, ...]:
    """Find the territory of each value of one indicator and period.

    Parameters
    ----------
    group : pandas.DataFrame
        Rows of the values table with one indicator and period.
    registry : RegionRegistry
        The regions.
    period : str
        The period.
    boundaries : int, optional
        Year of the boundaries that the table keeps to in every period. By default a
        value stands for the territory of its region in its period.

    Returns
    -------
    tuple of PlacedValue
        Sorted by region.
    """
    day = find_last_day(period) if boundaries is None else f"{boundaries:04d}-12-31"
    with_values = set(group.loc[group["value"].notna(), "region_id"])
    placed = []
    columns = ("region_id", "value", "unit", "status", "origin_id", "source_cell")
    ordered = group.sort_values("region_id")
    rows = zip(*(ordered[column].tolist() for column in columns), strict=True)
    for region_id, value, unit, status, origin_id, cell in rows:
        territory = registry.find_territory(region_id, date=day)
        region = registry.get_region(region_id)
        if region.is_valid(day):
            # Parts that will split off later but report already: the parent's figure
            # is that of its later territory.
            early = [
                part
                for part in region.successors
                if part in with_values and not registry.get_region(part).is_valid(day)
            ]
            goes_on = region.valid_to is None
            if goes_on and early:
                starts = [registry.get_region(part).valid_from for part in early]
                territory = registry.find_territory(region_id, date=max(starts))
            if not with_values.isdisjoint(registry.list_taken_in(region_id, date=day)):
                # Beside regions that it took in later, its figure is that of a
                # territory which no set of regions has.
                territory = frozenset({f"{region_id} in {period}"})
        placed.append(
            PlacedValue(
                region_id=region_id,
                territory=territory,
                is_real=(
                    not _is_outlived(region, day, with_values)
                    if not pd.isna(value)
                    else region.is_valid(day)
                ),
                value=None if pd.isna(value) else float(value),
                unit=str(unit),
                status=str(status),
                origin_id=None if pd.isna(origin_id) else str(origin_id),
                source_cell=str(cell),
            )
        )
    return tuple(placed)


def _is_outlived(region: Region, day: str, with_values: set[str]) -> bool:
    """Whether a region ended before a year in which its parts have values."""
    has_ended = region.valid_to is not None and region.valid_to <= f"{day[:4]}-01-01"
    return has_ended and not with_values.isdisjoint(region.successors)


def find_tiling(
    region_id: str, territory: frozenset[str], placed: Sequence[PlacedValue]
) -> tuple[PlacedValue, ...] | None:
    """Find values whose territories together are exactly one region's.

    Parameters
    ----------
    region_id : str
        The target region.
    territory : frozenset of str
        Its pieces.
    placed : sequence of PlacedValue
        Values of one indicator and period.

    Returns
    -------
    tuple of PlacedValue or None
        The target's own value if there is one, else the fewest parts; values come
        before marks. None if the territory cannot be tiled.
    """
    inside = [item for item in placed if item.is_real and item.territory <= territory]
    filled = [item for item in inside if item.value is not None]
    for candidates in (filled, inside):
        found = _find_exact(region_id, territory, candidates)
        if found is not None:
            return found
    return None


def _find_exact(
    region_id: str, territory: frozenset[str], candidates: Sequence[PlacedValue]
) -> tuple[PlacedValue, ...] | None:
    whole = [item for item in candidates if item.territory == territory]
    for item in whole:
        if item.region_id == region_id:
            return (item,)
    if whole:
        return (whole[0],)
    for count in range(2, min(len(candidates), _MOST_PARTS) + 1):
        for parts in combinations(candidates, count):
            size = sum(len(part.territory) for part in parts)
            union = frozenset().union(*(part.territory for part in parts))
            if size == len(territory) and union == territory:
                return parts
    return None
