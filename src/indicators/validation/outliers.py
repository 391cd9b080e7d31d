"""Which values jump out of their series, and where does a level break?

Growth is compared with that of the other regions in the same period, so that inflation
or a boom shared by all is no outlier; territories that changed are not compared.
"""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from indicators.validation.series import Point, Series, SeriesKey

Finding = dict[str, object]
Growth = tuple[float, "Point", "Point"]

_THRESHOLD = 6.0
_THRESHOLD_COMMON = 3.5
_THRESHOLD_LEVEL = 3.5
_CONSISTENCY = 0.6745
_FEW = 5
_FEW_YEARS = 8
_SHORT = 3
_FLOOR = 0.02


def find_jumps(series: Mapping[SeriesKey, Series]) -> Iterator[Finding]:
    """Find values that leave their series, and levels that break.

    Parameters
    ----------
    series : mapping
        Values of each indicator, region and kind of period.

    Yields
    ------
    dict
        ``outlier`` where the series jumps and comes back in the next period,
        ``level-break`` where it stays (or ends), ``common-break`` where all regions
        jump together.

    Notes
    -----
    For region r and period t, g = ln(x_t / x_{t-1}) and e = g - median of g over the
    regions of t. The modified z-score is 0.6745 e / MAD, with the median absolute
    deviation of all e of the indicator, at least 0.02 (two per cent growth never is an
    outlier). |z| > 6 is reported: growth rates have heavier tails than the normal
    distribution for which Iglewicz and Hoaglin propose 3.5. Common breaks compare the
    median growth of a period with that of the other periods (at least eight), |z| >
    3.5. Only positive values of neighboring periods in one unit are compared, and not
    across a declared break.

    References
    ----------
    Iglewicz, B. and Hoaglin, D. (1993). How to Detect and Handle Outliers. ASQC
    Quality Press, pp. 11-13 (modified z-score).
    """
    grouped: dict[tuple[str, str], dict[str, Series]] = defaultdict(dict)
    for (name, region_id, kind), points in series.items():
        grouped[name, kind][region_id] = points
    for (name, _), regions in grouped.items():
        growths = {region: _list_growths(points) for region, points in regions.items()}
        medians = _find_medians(growths)
        excesses = {
            region: {
                after.period: (growth - medians.get(after.period, 0.0), before, after)
                for growth, before, after in rows
            }
            for region, rows in growths.items()
        }
        scale = _find_scale(
            [e for rows in excesses.values() for e, _, _ in rows.values()]
        )
        for region_id, rows in excesses.items():
            yield from _find_region_jumps(name, region_id, rows, scale)
        yield from _find_common_breaks(name, medians)


def _list_growths(points: Series) -> list[Growth]:
    return [
        (math.log(after.value / before.value), before, after)
        for before, after in itertools.pairwise(points)
        if before.value > 0
        and after.value > 0
        and after.year == before.year + 1
        and before.territory == after.territory
        and before.unit == after.unit
        and after.status != "break"
    ]


def _find_medians(growths: Mapping[str, list[Growth]]) -> dict[str, float]:
    by_period: dict[str, list[float]] = defaultdict(list)
    for rows in growths.values():
        for growth, _, after in rows:
            by_period[after.period].append(growth)
    return {
        period: float(np.median(found))
        for period, found in sorted(by_period.items())
        if len(found) >= _FEW
    }


def _find_scale(excesses: list[float]) -> float:
    """Find the growth that counts as one unit of the modified z-score."""
    if len(excesses) < _FEW:
        return math.inf
    center = float(np.median(excesses))
    spread = float(np.median(np.abs(np.array(excesses) - center)))
    return max(spread, _FLOOR * _CONSISTENCY / _THRESHOLD) / _CONSISTENCY


def _find_region_jumps(
    name: str, region_id: str, rows: Mapping[str, Growth], scale: float
) -> Iterator[Finding]:
    periods = sorted(rows)
    skipped: set[str] = set()
    for period, following in itertools.zip_longest(periods, periods[1:]):
        excess, before, after = rows[period]
        score = excess / scale
        if abs(score) <= _THRESHOLD or period in skipped:
            continue
        back = rows[following][0] if following is not None else 0.0
        returns = (
            following is not None
            and abs(back) / scale > _THRESHOLD / 2
            and abs(excess + back) < abs(excess) / 2
        )
        if returns and following is not None:
            skipped.add(following)
        factor = math.exp(excess)
        change = (
            f"{after.value:.10g} after {before.value:.10g}, {factor:.3g} times the "
            "growth of the other regions"
        )
        yield {
            "check": "outlier" if returns else "level-break",
            "severity": "warning",
            "indicator_id": name,
            "region_id": region_id,
            "period": after.period,
            "found": f"{change} (modified z {score:+.1f})"
            + (
                ", and back in the next period"
                if returns
                else " at the end of the series"
                if following is None
                else ""
            ),
            "expected": f"A modified z of at most {_THRESHOLD:g}",
            "action": "Compare with the source"
            if returns
            else "Look for a change of method or territory; declare the break",
            "source_cell": after.source_cell,
        }


def _find_common_breaks(name: str, medians: Mapping[str, float]) -> Iterator[Finding]:
    if len(medians) < _FEW_YEARS:
        return
    growths = np.array(list(medians.values()))
    center = float(np.median(growths))
    spread = max(float(np.median(np.abs(growths - center))), _FLOOR / 10)
    for period, growth in medians.items():
        score = _CONSISTENCY * (growth - center) / spread
        if abs(score) > _THRESHOLD_COMMON:
            yield {
                "check": "common-break",
                "severity": "note",
                "indicator_id": name,
                "region_id": None,
                "period": period,
                "found": f"the median region grows by {100 * math.expm1(growth):.1f} %, "
                f"usually by {100 * math.expm1(center):.1f} % (modified z {score:+.1f})",
                "expected": f"A modified z of at most {_THRESHOLD_COMMON:g}",
                "action": "Look for a census, a new method or a crisis; declare a break",
                "source_cell": None,
            }


def find_extreme_levels(
    series: Mapping[SeriesKey, Series], extensive: frozenset[str]
) -> Iterator[Finding]:
    """Find values far from those of the other regions, where there is no series.

    Parameters
    ----------
    series : mapping
        Values of each indicator, region and kind of period.
    extensive : frozenset of str
        Indicators that add up: they differ as regions do in size, and are left alone.

    Yields
    ------
    dict
        A warning for a value of another order of magnitude (ten times the median
        region, or a tenth of it), else a note.

    Notes
    -----
    Modified z-score of ln(x) over at least ten regions of a period, |z| > 3.5, for
    series of fewer than three periods. What is far out need not be wrong.
    """
    rows: dict[tuple[str, str], list[tuple[str, Point]]] = defaultdict(list)
    for (name, region_id, _), points in series.items():
        if len(points) < _SHORT and name not in extensive:
            for point in points:
                if point.value > 0:
                    rows[name, point.period].append((region_id, point))
    for (name, _), found in rows.items():
        if len(found) < 2 * _FEW:
            continue
        logs = np.log([point.value for _, point in found])
        center = float(np.median(logs))
        spread = float(np.median(np.abs(logs - center)))
        for (region_id, point), level in zip(found, logs, strict=True):
            score = _CONSISTENCY * (level - center) / spread if spread else 0.0
            if abs(score) > _THRESHOLD_LEVEL:
                times = math.exp(level - center)
                yield {
                    "check": "extreme-value",
                    "severity": (
                        "warning" if abs(math.log(times)) > math.log(10) else "note"
                    ),
                    "indicator_id": name,
                    "region_id": region_id,
                    "period": point.period,
                    "found": f"{point.value:.10g}, {times:.3g} times the median region "
                    f"(modified z {score:+.1f})",
                    "expected": f"A modified z of at most {_THRESHOLD_LEVEL:g}",
                    "action": "Compare with the source; check the unit",
                    "source_cell": point.source_cell,
                }
