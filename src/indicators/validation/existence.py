"""Did the region of a value exist, and does the value stand for all of it?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indicators.reading.periods import find_last_day
from indicators.validation.findings import name_periods, name_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from atlas import RegionRegistry
    from indicators.territories import PlacedValue

Finding = dict[str, object]


def find_unknown_regions(
    values: pd.DataFrame, registry: RegionRegistry
) -> Iterator[Finding]:
    """Find values of regions that the registry does not know."""
    known = {registry.country_id, *(region.region_id for region in registry.regions)}
    unknown = values[~values["region_id"].isin(known)]
    for (name, region_id), group in unknown.groupby(["indicator_id", "region_id"]):
        yield {
            "check": "unknown-region",
            "severity": "error",
            "indicator_id": name,
            "region_id": region_id,
            "period": name_span(group["period"].tolist()),
            "found": f"{len(group)} values of {region_id!r}",
            "expected": "Regions of the registry",
            "action": "Correct the id, or match the label of the table",
            "source_cell": group["source_cell"].iloc[0],
        }


def find_missing_existence(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]], registry: RegionRegistry
) -> Iterator[Finding]:
    """Find values for periods in which their region did not exist.

    Parameters
    ----------
    placed : mapping
        Values with territories, by indicator and period.
    registry : RegionRegistry
        The regions.

    Yields
    ------
    dict
        An error beside values of the region's parts (one of the two is invented or
        counted twice), a warning after its end otherwise, a note for a series that
        was calculated back to before its beginning.
    """
    early: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    beginning = min(region.valid_from for region in registry.regions)
    for (name, period), items in placed.items():
        filled = {item.region_id for item in items if item.value is not None}
        for item in items:
            if item.value is None:
                continue
            region = registry.get_region(item.region_id)
            if max(find_last_day(period), beginning) < region.valid_from:
                early[name, item.region_id].append((period, item.source_cell))
            elif (
                region.valid_to is not None and region.valid_to <= f"{period[:4]}-01-01"
            ):
                parts = sorted(filled & set(region.successors))
                beside = f", beside values of {', '.join(parts)}" if parts else ""
                yield {
                    "check": "region-did-not-exist",
                    "severity": "error" if parts else "warning",
                    "indicator_id": name,
                    "region_id": item.region_id,
                    "period": period,
                    "found": f"{item.value:.10g} for {region.name_en}, which ended on "
                    f"{region.valid_to}{beside}",
                    "expected": "Values of regions that existed in the period",
                    "action": "Leave the value out, or find out what it stands for",
                    "source_cell": item.source_cell,
                }
    for (name, region_id), found in early.items():
        region = registry.get_region(region_id)
        periods = [period for period, _ in found]
        yield {
            "check": "calculated-back",
            "severity": "note",
            "indicator_id": name,
            "region_id": region_id,
            "period": name_span(periods),
            "found": f"{len(found)} values ({name_periods(periods)}) from before "
            f"{region.valid_from}, when {region.name_en} began",
            "expected": "Values of regions that existed",
            "action": "Nothing, if the office calculated the series back",
            "source_cell": found[0][1],
        }


def find_missing_parts(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]], registry: RegionRegistry
) -> Iterator[Finding]:
    """Find regions with a value whose part that had left them has none.

    Such a table may still be at the old boundaries, so that the value covers both.
    """
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    for (name, period), items in placed.items():
        day = find_last_day(period)
        present = {item.region_id for item in items if item.value is not None}
        for item in items:
            region = registry.get_region(item.region_id)
            if item.value is None or region.valid_to is not None:
                continue
            for part in region.successors:
                if part not in present and registry.get_region(part).is_valid(day):
                    key = (name, item.region_id, part)
                    found[key].append((period, item.source_cell))
    for (name, region_id, part), rows in found.items():
        periods = [period for period, _ in rows]
        yield {
            "check": "part-without-value",
            "severity": "warning",
            "indicator_id": name,
            "region_id": region_id,
            "period": name_span(periods),
            "found": f"{region_id} has values for {name_periods(periods)}, and "
            f"{part}, which left it on {registry.get_region(part).valid_from}, has none",
            "expected": "Values of both, or a table at old boundaries that says so",
            "action": "Find out whether the value covers both; if so say which boundaries "
            "the table keeps to (own_boundaries, boundaries in study.toml)",
            "source_cell": rows[0][1],
        }
