"""Where does a series have holes, and where does it run too straight to be measured?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from indicators.reading.periods import find_last_day
from indicators.validation.findings import name_periods, name_span
from indicators.validation.series import count_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from atlas import RegionRegistry
    from indicators.territories import PlacedValue
    from indicators.validation.series import Point, Series, SeriesKey

Finding = dict[str, object]

_STRAIGHT = 5
_COARSE = 20


def find_gaps(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]],
    registry: RegionRegistry,
    own_boundaries: Mapping[str, int],
) -> Iterator[Finding]:
    """Find regions without a value where at least half of the others have one.

    Parameters
    ----------
    placed : mapping
        Values with territories, by indicator and period.
    registry : RegionRegistry
        The regions: one that did not exist has no gap, nor one whose whole or whose
        parts have the value.
    own_boundaries : mapping of str to int
        Year of the boundaries of tables that keep to one.

    Yields
    ------
    dict
        One finding for each indicator and region, with its periods; marks of the
        source (confidential, absent ...) are named.
    """
    gaps: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for (name, period), items in placed.items():
        own = own_boundaries.get(name)
        day = find_last_day(period) if own is None else f"{own:04d}-12-31"
        if day < f"{registry.complete_from:04d}-12-31":
            continue
        regions = registry.list_regions(day)
        filled = [item for item in items if item.value is not None]
        marks = {item.region_id: item.status for item in items if item.value is None}
        covered = frozenset().union(*(item.territory for item in filled))
        lacking = [
            region.region_id
            for region in regions
            if not registry.find_territory(region.region_id, date=day) <= covered
        ]
        if len(lacking) > len(regions) / 2:
            continue
        for region_id in lacking:
            gaps[name, region_id].append((period, marks.get(region_id, "no row")))
    for (name, region_id), rows in gaps.items():
        periods = [period for period, _ in rows]
        marks_seen = ", ".join(sorted({mark for _, mark in rows}))
        yield {
            "check": "gap",
            "severity": "note",
            "indicator_id": name,
            "region_id": region_id,
            "period": name_span(periods),
            "found": f"no value for {name_periods(periods)} ({marks_seen})",
            "expected": "A value, as most regions have in these periods",
            "action": "Look into the source; declare how gaps are filled, if at all",
            "source_cell": None,
        }


def find_straight_runs(series: Mapping[SeriesKey, Series]) -> Iterator[Finding]:
    """Find five values or more in a row on one line or one growth path.

    Notes
    -----
    Differences (or ratios) that are equal to within the rounding of the printed values,
    and at least 20 times as large as it: measured series do not do that, interpolated
    ones do.
    """
    for (name, region_id, _), points in series.items():
        for shape in ("line", "growth path"):
            for run in _list_runs(points, shape):
                yield {
                    "check": "straight-run",
                    "severity": "warning",
                    "indicator_id": name,
                    "region_id": region_id,
                    "period": name_span([point.period for point in run]),
                    "found": f"{len(run)} values from {run[0].value:.10g} to "
                    f"{run[-1].value:.10g} lie on one {shape}",
                    "expected": "Measured values, which scatter",
                    "action": "Find out whether values were interpolated",
                    "source_cell": run[1].source_cell,
                }


def _list_runs(points: Series, shape: str) -> Iterator[Sequence[Point]]:
    start = 0
    while start + _STRAIGHT <= len(points):
        stop = start + 2
        while stop < len(points) and _fits(points[start : stop + 1], shape):
            stop += 1
        if stop - start >= _STRAIGHT:
            yield points[start:stop]
            start = stop - 1
        else:
            start += 1


def _fits(run: Sequence[Point], shape: str) -> bool:
    """Whether the last value of a run continues its first step."""
    unit = 10.0 ** -max(count_decimals(point.value) for point in run)
    first, second, last = run[0].value, run[1].value, run[-1].value
    n_steps = len(run) - 1
    if run[-1].year - run[0].year != n_steps or abs(second - first) < _COARSE * unit:
        return False
    if shape == "line":
        expected = first + (second - first) * n_steps
        slack = unit * (1 + n_steps)
    else:
        if min(first, second, last) <= 0 or abs(second / first - 1) < 1e-9:  # noqa: PLR2004
            return False
        expected = first * (second / first) ** n_steps
        slack = unit * (1 + n_steps * (second / first) ** n_steps)
    return abs(last - expected) <= slack / 2
