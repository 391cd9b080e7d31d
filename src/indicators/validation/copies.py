"""Which values are those of another region, another year, another column?

Equal numbers with many digits do not happen by chance; short ones do, so only values
with at least five significant digits (four within a region) are compared.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from indicators.validation.findings import name_periods
from indicators.validation.series import count_significant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indicators.territories import PlacedValue
    from indicators.validation.series import Series, SeriesKey

Finding = dict[str, object]
Cell = tuple[str, str]

_DIGITS_ACROSS = 5
_DIGITS_WITHIN = 4
_SHARED = 3


def find_equal_regions(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]],
) -> Iterator[Finding]:
    """Find regions with the same value of one indicator and period."""
    for (name, period), items in placed.items():
        by_value: dict[float, list[PlacedValue]] = defaultdict(list)
        for item in items:
            if (
                item.value is not None
                and count_significant(item.value) >= _DIGITS_ACROSS
            ):
                by_value[item.value].append(item)
        for value, same in by_value.items():
            # A whole and its only reported part may be the same territory.
            if len({item.territory for item in same}) < 2:  # noqa: PLR2004 - a pair
                continue
            for item in same:
                others = ", ".join(o.region_id for o in same if o is not item)
                yield {
                    "check": "copied-value",
                    "severity": "warning",
                    "indicator_id": name,
                    "region_id": item.region_id,
                    "period": period,
                    "found": f"{value:.10g}, the very value of {others}",
                    "expected": "Different numbers of different regions",
                    "action": "Compare both with the source",
                    "source_cell": item.source_cell,
                }


def find_repeated_periods(series: Mapping[SeriesKey, Series]) -> Iterator[Finding]:
    """Find values that repeat the value of the period before, digit by digit."""
    for (name, region_id, _), points in series.items():
        for before, after in pairwise(points):
            if (
                before.value == after.value
                and count_significant(after.value) >= _DIGITS_WITHIN
            ):
                yield {
                    "check": "carried-forward",
                    "severity": "warning",
                    "indicator_id": name,
                    "region_id": region_id,
                    "period": after.period,
                    "found": f"{after.value:.10g}, the very value of {before.period}",
                    "expected": "Different numbers in different periods",
                    "action": "Compare with the source: was the value carried on?",
                    "source_cell": after.source_cell,
                }


def find_copied_rows(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]],
) -> Iterator[Finding]:
    """Find regions that share several values with another, in whatever columns.

    A row that was filled by copying its neighbor, perhaps shifted by a column, shares
    values with it across indicators.
    """
    rows: dict[tuple[str, str], dict[str, dict[float, Cell]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for (name, period), items in placed.items():
        for item in items:
            if (
                item.value is not None
                and count_significant(item.value) >= _DIGITS_ACROSS
            ):
                file = item.source_cell.partition("#")[0]
                rows[file, period][item.region_id][item.value] = (
                    name,
                    item.source_cell,
                )
    for (_, period), regions in rows.items():
        for one, other in combinations(sorted(regions), 2):
            shared = sorted(set(regions[one]) & set(regions[other]))
            moved = [v for v in shared if regions[one][v][0] != regions[other][v][0]]
            if len(shared) < _SHARED or not moved:
                continue
            for region_id, source in ((one, other), (other, one)):
                name, cell = regions[region_id][moved[0]]
                yield {
                    "check": "copied-row",
                    "severity": "error",
                    "indicator_id": name,
                    "region_id": region_id,
                    "period": period,
                    "found": f"{len(shared)} values that {source} has too, "
                    f"{len(moved)} of them under other indicators ("
                    f"{name_periods([f'{v:.10g}' for v in shared], 3)})",
                    "expected": "Rows of their own",
                    "action": "One of the two rows is a copy, perhaps shifted: compare "
                    "both with the source",
                    "source_cell": cell,
                }
