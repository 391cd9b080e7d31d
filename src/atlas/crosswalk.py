"""How do the regions of one year map onto those of another?

Merging back is exact: the parts of a region lie in it. Splitting forward needs shares
that the registry does not have, so its weight is missing, never guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from atlas.schemas import CROSSWALK
from ledger import build_table

if TYPE_CHECKING:
    import pandas as pd

    from atlas.registry import RegionRegistry


def build_crosswalk(
    registry: RegionRegistry, *, to_year: int, from_year: int | None = None
) -> pd.DataFrame:
    """Build the crosswalk to the regions of a year.

    Parameters
    ----------
    registry : RegionRegistry
        The regions through time.
    to_year : int
        The year whose regions (on 31 December) are wanted.
    from_year : int, optional
        The year whose territories are given. By default the territory of each region
        is taken at every time it existed; where these differ in what they become,
        the weight is missing.

    Returns
    -------
    pandas.DataFrame
        Crosswalk table: from_region_id, to_region_id, weight, basis. ``same`` is the
        same territory, ``merged`` a part of the wanted one (weight 1), ``split`` one
        that lies in several (weight missing).

    Notes
    -----
    A territory is the set of smallest parts that tile it (`list_atoms`). A source A
    maps to a target T with weight 1 if A is contained in T.
    """
    dates = _list_dates(registry) if from_year is None else [f"{from_year}-12-31"]
    targets = {
        region.region_id: registry.list_atoms(region.region_id, f"{to_year}-12-31")
        for region in registry.list_boundaries(to_year)
    }
    rows: dict[tuple[str, str], str] = {}
    for region in registry.regions:
        # In a year before its creation a region stands for retrospective figures.
        alive = [date for date in dates if region.is_valid(date)]
        for date in alive or [max(region.valid_from, dates[0])]:
            source = registry.list_atoms(region.region_id, date)
            for target_id, target in targets.items():
                basis = _compare(source, target)
                if basis is None:
                    continue
                key = (region.region_id, target_id)
                rows[key] = _combine(rows.get(key), basis)
    _spread_splits(rows)
    return build_table(
        [
            {
                "from_region_id": source_id,
                "to_region_id": target_id,
                "weight": None if basis == "split" else 1.0,
                "basis": basis,
            }
            for (source_id, target_id), basis in rows.items()
        ],
        CROSSWALK,
    )


def _list_dates(registry: RegionRegistry) -> list[str]:
    starts = {region.valid_from for region in registry.regions}
    return sorted(starts | {event.date for event in registry.events})


def _compare(source: frozenset[str], target: frozenset[str]) -> str | None:
    if not source & target:
        return None
    if source == target:
        return "same"
    return "merged" if source < target else "split"


def _combine(first: str | None, second: str) -> str:
    order = ("same", "merged", "split")
    return second if first is None else max(first, second, key=order.index)


def _spread_splits(rows: dict[tuple[str, str], str]) -> None:
    """Make every row of a source a split if one of them is: none is certain."""
    split = {source for (source, _), basis in rows.items() if basis == "split"}
    for key in rows:
        if key[0] in split:
            rows[key] = "split"
