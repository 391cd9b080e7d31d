"""How does one set of regions become another?

Territories decide: a region whose pieces lie inside one target region goes there
whole; a region that covers several target regions is split, and its shares are missing
unless they are given, because how much belongs to each part depends on what is shared.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING

from atlas.schemas import CROSSWALK
from ledger import RegionError, build_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from atlas.registry import RegionRegistry


def build_crosswalk(
    registry: RegionRegistry,
    *,
    to_year: int,
    from_year: int | None = None,
    shares: Mapping[tuple[str, str], float] | None = None,
) -> pd.DataFrame:
    """Build the crosswalk to the regions of a year.

    Parameters
    ----------
    registry : RegionRegistry
        The regions and their changes.
    to_year : int
        Year of the target boundaries (valid on 31 December).
    from_year : int, optional
        Take the regions of this year, each with the territory it had then. Without
        it: every region ever valid since the registry is complete, each with the
        territory it has today or had at its end.
    shares : mapping of (str, str) to float, optional
        What part of a divided region goes to which target, by the pair of their ids:
        of people, of land, of whatever is to be shared out. Without them the weights
        of a split are missing.

    Returns
    -------
    pandas.DataFrame
        Crosswalk table.

    Raises
    ------
    RegionError
        If the shares of a divided region are incomplete or do not sum to 1.

    Notes
    -----
    With ``from_year=None`` a region that goes on after losing territory (East
    Kazakhstan after 2022) maps to itself with weight 1. Values from before its split
    cover more: give ``from_year`` where that matters.

    Examples
    --------
    >>> from atlas import read_registry
    >>> table = build_crosswalk(read_registry(), to_year=2017)
    >>> table.loc[table["from_region_id"] == "KZ-10", "to_region_id"].tolist()
    ['KZ-63']
    """
    to_date = f"{to_year:04d}-12-31"
    targets = {
        region.region_id: registry.find_territory(region.region_id, date=to_date)
        for region in registry.list_boundaries(to_year)
    }
    if from_year is None:
        first = f"{registry.complete_from:04d}-12-31"
        sources = {
            region.region_id: registry.find_territory(
                region.region_id, date=_find_last_day(region.valid_to)
            )
            for region in registry.regions
            if region.valid_to is None or region.valid_to > first
        }
    else:
        from_date = f"{from_year:04d}-12-31"
        sources = {
            region.region_id: registry.find_territory(region.region_id, date=from_date)
            for region in registry.list_boundaries(from_year)
        }
    rows = []
    for source, pieces in sources.items():
        touched = [target for target, held in targets.items() if pieces & held]
        given = _find_shares(source, touched, shares or {})
        for target in touched:
            if len(touched) > 1:
                weight, basis = given.get(target), "split"
            elif pieces == targets[target] or source == target:
                weight, basis = 1.0, "same"
            else:
                weight, basis = 1.0, "merged"
            rows.append(
                {
                    "from_region_id": source,
                    "to_region_id": target,
                    "weight": weight,
                    "basis": basis,
                }
            )
    return build_table(rows, CROSSWALK)


def _find_shares(
    source: str, targets: list[str], shares: Mapping[tuple[str, str], float]
) -> dict[str, float]:
    """Find the shares of a divided region: all of them, summing to 1, or none."""
    given = {
        target: shares[source, target]
        for target in targets
        if (source, target) in shares
    }
    if len(targets) == 1 or not given:
        return {}
    if set(given) != set(targets) or not math.isclose(sum(given.values()), 1):
        raise RegionError(
            f"shares of {source}: found {len(given)} that sum to "
            f"{sum(given.values()):.6g}. Expected shares for {', '.join(targets)} that "
            "sum to 1. Complete or correct them."
        )
    return given


def _find_last_day(valid_to: str | None) -> str:
    """Find a day on which a region has its last territory."""
    if valid_to is None:
        return "9999-12-31"
    end = dt.date.fromisoformat(valid_to)
    return (end - dt.timedelta(days=1)).isoformat()
