"""Do the regions agree with the country, and does nothing stand twice?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indicators.double_counting import find_double_counts
from indicators.validation.findings import name_periods, name_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from atlas import RegionRegistry
    from indicators.territories import PlacedValue

Finding = dict[str, object]

_CLOSE = 1e-4
_TOLERANCE = 0.005
_FEW = 5


def find_total_differences(
    values: pd.DataFrame,
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]],
    registry: RegionRegistry,
    extensive: frozenset[str],
    own_boundaries: Mapping[str, int],
) -> Iterator[Finding]:
    """Compare the regions with the national row.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    placed : mapping
        Values with territories, by indicator and period.
    registry : RegionRegistry
        The regions.
    extensive : frozenset of str
        Indicators that add up.
    own_boundaries : mapping of str to int
        Year of the boundaries of tables that keep to one.

    Yields
    ------
    dict
        Where regions cover the country, once: a sum that differs by more than 0.5 %
        (warning) or 0.01 % (note). Where they do not cover it by the registry and yet
        add up to the country (within 0.01 %): the table is at older boundaries. For
        other indicators: a national value outside the range of the regions.
    """
    country = values[
        (values["region_id"] == registry.country_id) & values["value"].notna()
    ]
    for row in country.to_dict("records"):
        name, period = str(row["indicator_id"]), str(row["period"])
        items = _list_finest(placed.get((name, period), ()))
        total = float(row["value"])
        year = own_boundaries.get(name, int(period[:4]))
        units = {item.unit for item in items} | {str(row["unit"])}
        if len(items) < _FEW or len(units) > 1:
            continue
        found = (
            _compare_sum(total, items, registry, year)
            if name in extensive
            else _compare_range(total, items, registry, year)
        )
        if found is not None:
            yield {
                **found,
                "indicator_id": name,
                "region_id": registry.country_id,
                "period": period,
                "source_cell": row["source_cell"],
            }


def _list_finest(items: Sequence[PlacedValue]) -> list[PlacedValue]:
    """List values that cover their territory once: parts before their whole."""
    filled = [item for item in items if item.value is not None and item.is_real]
    doubles = find_double_counts(filled)
    wholes = {one.whole.region_id for one in doubles if one.is_complete}
    parts = {
        part.region_id for one in doubles if not one.is_complete for part in one.parts
    }
    return [item for item in filled if item.region_id not in wholes | parts]


def _compare_sum(
    total: float, items: list[PlacedValue], registry: RegionRegistry, year: int
) -> Finding | None:
    if total == 0:
        return None
    summed = sum(item.value for item in items if item.value is not None)
    excess = summed / total - 1
    is_complete = _is_complete(items, registry, year)
    if not is_complete and abs(excess) <= _CLOSE:
        return {
            "check": "old-boundaries",
            "severity": "warning",
            "found": f"{len(items)} regions add up to the country, though regions of "
            f"{year} are missing among them",
            "expected": "All regions that exist in the period",
            "action": "Say so: own_boundaries, or boundaries in study.toml",
        }
    if not is_complete or abs(excess) <= _CLOSE:
        return None
    return {
        "check": "regions-do-not-add-up",
        "severity": "warning" if abs(excess) > _TOLERANCE else "note",
        "found": f"{len(items)} regions sum to {summed:.10g}, the country is "
        f"{total:.10g} ({100 * excess:+.3f} %)",
        "expected": "The sum of the regions",
        "action": "Look for a region that is missing, wrong or of another edition",
    }


def _compare_range(
    total: float, items: list[PlacedValue], registry: RegionRegistry, year: int
) -> Finding | None:
    numbers = [item.value for item in items if item.value is not None]
    is_inside = min(numbers) <= total <= max(numbers)
    if is_inside or not _is_complete(items, registry, year):
        return None
    return {
        "check": "country-outside-regions",
        "severity": "warning",
        "found": f"{total:.10g} for the country, {min(numbers):.10g} to "
        f"{max(numbers):.10g} for the regions",
        "expected": "A national value between the lowest and the highest region",
        "action": "Compare units and the definition of the national row",
    }


def _is_complete(
    items: Sequence[PlacedValue], registry: RegionRegistry, year: int
) -> bool:
    year = max(year, registry.complete_from)
    date = f"{year:04d}-12-31"
    whole = frozenset().union(
        *(
            registry.find_territory(region.region_id, date=date)
            for region in registry.list_boundaries(year)
        )
    )
    return frozenset().union(*(item.territory for item in items)) >= whole


def find_counted_twice(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]], extensive: frozenset[str]
) -> Iterator[Finding]:
    """Find regions that stand beside their own parts, and how the two differ."""
    found: dict[tuple[str, str, str], list[tuple[str, str, float | None]]] = (
        defaultdict(list)
    )
    for (name, period), items in placed.items():
        for one in find_double_counts(items):
            key = (name, one.whole.region_id, _name_parts(one.parts))
            excess = one.excess if name in extensive else None
            found[key].append((period, one.whole.source_cell, excess))
    for (name, region_id, parts), rows in found.items():
        periods = [period for period, _, _ in rows]
        excesses = [excess for _, _, excess in rows if excess is not None]
        worst = max(excesses, key=abs, default=0.0)
        told = (
            f"; their sum differs from it by at most {100 * abs(worst):.2f} %"
            if excesses
            else ""
        )
        yield {
            "check": "counted-twice",
            "severity": "warning" if abs(worst) > _TOLERANCE else "note",
            "indicator_id": name,
            "region_id": region_id,
            "period": name_span(periods),
            "found": f"{region_id} beside its parts {parts} in "
            f"{name_periods(periods)}{told}",
            "expected": "One of the two in a period",
            "action": "Bring the values to the boundaries of one year (build_panel)",
            "source_cell": rows[0][1],
        }


def _name_parts(parts: Sequence[PlacedValue]) -> str:
    return ", ".join(part.region_id for part in parts)
