"""How do the two variables of a hypothesis lie together? Labeled points.

The line through the points is a guide for the eye: least squares through what is
drawn. The estimates of the study stand in its tables, not here.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from markupsafe import Markup

from aimaq.report.formatting import (
    build_link,
    format_tick,
    format_value,
    is_missing,
)
from aimaq.report.inputs import HypothesisView, Material, list_rows
from aimaq.report.labels import draw_labels
from aimaq.report.map import Variant
from aimaq.report.svg import Axis, build_axis, build_element, draw_axes, join_elements

_WIDTH, _HEIGHT = 520.0, 400.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 506.0, 14.0, 350.0
_ROOM = 34.0
_MOST_LABELS = 25
_FEWEST_FOR_LINE = 5
_FEWEST_YEARS = 3
# Characters of a period that is a year.
_YEAR = 4
_NORMAL = 1.959963984540054


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a scatter plot.

    Parameters
    ----------
    label, title : str
        What is written beside it, and what its tooltip says.
    href : str
        Address of its evidence.
    x, y : float
        Its values.
    error_x, error_y : tuple of float, optional
        Ends of the intervals, where they are known.
    """

    label: str
    title: str
    href: str
    x: float
    y: float
    error_x: tuple[float, float] | None = None
    error_y: tuple[float, float] | None = None


def build_scatters(material: Material) -> list[Variant]:
    """Build for each hypothesis a plot of region averages and one of region-years.

    Parameters
    ----------
    material : Material
        The study.

    Returns
    -------
    list of Variant
        Only where at least two points can be drawn. The two kinds stay apart because
        an association between regions and one within regions are different findings.
    """
    variants = []
    for hypothesis in material.study.hypotheses:
        for key, title, points in (
            ("regions", "region averages", _average(material, hypothesis)),
            ("years", "region-years", _list_points(material, hypothesis)),
        ):
            if len(points) > 1:
                variants.append(_draw(material, hypothesis, key, title, points))
    return variants


def _list_points(material: Material, hypothesis: HypothesisView) -> list[Point]:
    """List the pairs of a year's outcome and the exposure of `lag` years before."""
    outcome, exposure = hypothesis.outcome, hypothesis.exposure
    before = material.list_values(exposure)
    errors = _list_errors(material)
    points = []
    for (region, period), y in sorted(material.list_values(outcome).items()):
        if len(period) != _YEAR or region not in material.regions:
            continue
        earlier = str(int(period) - hypothesis.lag)
        x = before.get((region, earlier))
        if x is None:
            continue
        name = material.regions[region]
        points.append(
            Point(
                label=region,
                title=f"{name}, {period}: {_write_pair(material, hypothesis, x, y)}",
                href=build_link("point", hypothesis.hypothesis_id, region),
                x=x,
                y=y,
                error_x=errors.get((exposure, region, earlier)),
                error_y=errors.get((outcome, region, period)),
            )
        )
    return points


def _list_errors(material: Material) -> dict[tuple[str, str, str], tuple[float, float]]:
    errors = {}
    for table, key in (("scores", "measure_id"), ("index_scores", "index_id")):
        for row in list_rows(material.tables[table]):
            if not (is_missing(row["conf_low"]) or is_missing(row["conf_high"])):
                errors[row[key], row["region_id"], row["period"]] = (
                    float(row["conf_low"]), float(row["conf_high"])
                )  # fmt: skip
    return errors


def _average(material: Material, hypothesis: HypothesisView) -> list[Point]:
    by_region: dict[str, list[Point]] = {}
    for point in _list_points(material, hypothesis):
        by_region.setdefault(point.label, []).append(point)
    averages = []
    for region, points in sorted(by_region.items()):
        x, y = fmean(item.x for item in points), fmean(item.y for item in points)
        name = material.regions.get(region, region)
        years = f"mean of {len(points)} year{'s' if len(points) > 1 else ''}"
        averages.append(
            Point(
                label=_shorten_name(name, material.regions.values()),
                title=f"{name}, {years}: {_write_pair(material, hypothesis, x, y)}",
                href=points[0].href,
                x=x,
                y=y,
                error_x=_estimate_error(
                    [item.x for item in points],
                    [item.error_x for item in points],
                    is_share=material.is_share(hypothesis.exposure),
                ),
                error_y=_estimate_error(
                    [item.y for item in points],
                    [item.error_y for item in points],
                    is_share=material.is_share(hypothesis.outcome),
                ),
            )
        )
    return averages


def _estimate_error(
    values: Sequence[float],
    intervals: Sequence[tuple[float, float] | None],
    *,
    is_share: bool,
) -> tuple[float, float] | None:
    """Find the 95 % interval of a region's mean over its years.

    A share's years are repeated draws of the same discourse: their spread holds the
    sampling error, also where single years have no interval. The years of an indicator
    differ because the economy grows; there only intervals that are known count.
    """
    from scipy.stats import t

    mean, n = fmean(values), len(values)
    if is_share:
        if n < _FEWEST_YEARS or max(values) == min(values):
            return None
        half = float(t.ppf(0.975, n - 1)) * stdev(values) / math.sqrt(n)
        return max(0.0, mean - half), min(1.0, mean + half)
    known = [interval for interval in intervals if interval is not None]
    if len(known) < n:
        return None
    errors = [(high - low) / (2 * _NORMAL) for low, high in known]
    half = _NORMAL * math.sqrt(sum(error**2 for error in errors)) / n
    return mean - half, mean + half


def _shorten_name(name: str, others: Iterable[str]) -> str:
    """Leave out the word for a region, unless a city shares its name."""
    short = name.removesuffix(" Region").removesuffix(" region")
    is_shared = any(other != name and other.startswith(short) for other in others)
    return name if is_shared else short


def _write_pair(
    material: Material, hypothesis: HypothesisView, x: float, y: float
) -> str:
    parts = []
    for variable, value in ((hypothesis.exposure, x), (hypothesis.outcome, y)):
        text = format_value(value, is_share=material.is_share(variable))
        parts.append(f"{material.get_name(variable)} {text}")
    return ", ".join(parts)


def _draw(
    material: Material,
    hypothesis: HypothesisView,
    key: str,
    title: str,
    points: Sequence[Point],
) -> Variant:
    x_share, y_share = (
        material.is_share(hypothesis.exposure), material.is_share(hypothesis.outcome)
    )  # fmt: skip
    x_axis = _fit_axis([item.x for item in points], _LEFT, _RIGHT)
    shown = [item.y for item in points]
    if key == "regions":
        shown += [end for item in points for end in item.error_y or ()]
    # Room for labels below the points that lie on the axis.
    y_axis = _fit_axis(shown, _BOTTOM - _ROOM, _TOP, floor=0.0 if y_share else None)
    parts = [
        draw_axes(
            x_axis, y_axis,
            write_x=lambda tick: _write_tick(tick, is_share=x_share),
            write_y=lambda tick: _write_tick(tick, is_share=y_share),
            below=_ROOM + 17,
        ),
        _draw_line(points, x_axis, y_axis),
        *(_draw_errors(item, x_axis, y_axis) for item in points),
        *(_draw_point(item, x_axis, y_axis) for item in points),
    ]  # fmt: skip
    if len(points) <= _MOST_LABELS and key == "regions":
        parts.append(
            draw_labels(
                [item.label for item in points],
                [(x_axis.place(item.x), y_axis.place(item.y)) for item in points],
                left=_LEFT,
                right=_RIGHT + 12,
                bottom=_BOTTOM + 4,
            )
        )
    x_name = material.get_name(hypothesis.exposure)
    if hypothesis.lag:
        years = f"{hypothesis.lag} year{'s' if hypothesis.lag > 1 else ''}"
        x_name = f"{x_name}, {years} earlier"
    if unit := material.units.get(hypothesis.exposure):
        x_name = f"{x_name} ({unit})"
    y_name = material.get_name(hypothesis.outcome)
    parts.append(
        build_element(
            "text",
            x_name,
            css="axis-name",
            x=(_LEFT + _RIGHT) / 2,
            y=_HEIGHT - 8,
            text_anchor="middle",
        )
    )
    drawing = build_element(
        "svg", *parts, viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", role="group",
        aria_label=f"{y_name} against {x_name}: {len(points)} points",
    )  # fmt: skip
    above = build_element("p", y_name, css="axis-above")
    return Variant(
        key=f"{hypothesis.hypothesis_id}-{key}",
        title=f"{hypothesis.hypothesis_id}: {title}",
        group="",
        caption=f"{hypothesis.hypothesis_id}. {y_name} (vertical) against {x_name} "
        f"(horizontal), {len(points)} {title}",
        markup=above + drawing,
    )


def _fit_axis(
    values: Sequence[float], start: float, stop: float, *, floor: float | None = None
) -> Axis:
    low, high = min(values), max(values)
    margin = 0.04 * (high - low)
    low = low - margin if floor is None else max(floor, low - margin)
    return build_axis(low, high + margin, start=start, stop=stop)


def _write_tick(tick: float, *, is_share: bool) -> str:
    if is_share:
        return f"{format_tick(round(100 * tick, 6))}%"
    return format_tick(tick)


def _draw_point(point: Point, x_axis: Axis, y_axis: Axis) -> Markup:
    x, y = x_axis.place(point.x), y_axis.place(point.y)
    return build_element(
        "a",
        build_element("title", point.title),
        build_element("circle", css="target", cx=x, cy=y, r=9),
        build_element("circle", css="point", cx=x, cy=y, r=4),
        href=point.href,
        aria_label=point.title,
    )


def _draw_errors(point: Point, x_axis: Axis, y_axis: Axis) -> Markup:
    x, y = x_axis.place(point.x), y_axis.place(point.y)
    parts = []
    if point.error_y:
        low, high = (y_axis.place(end) for end in point.error_y)
        parts.append(build_element("line", css="whisker", x1=x, x2=x, y1=low, y2=high))
    if point.error_x:
        low, high = (x_axis.place(end) for end in point.error_x)
        parts.append(build_element("line", css="whisker", x1=low, x2=high, y1=y, y2=y))
    return join_elements(parts)


def _draw_line(points: Sequence[Point], x_axis: Axis, y_axis: Axis) -> Markup:
    """Draw least squares with the 95 % band of its mean, where five points allow it."""
    from scipy.stats import t

    n = len(points)
    mean_x, mean_y = fmean(item.x for item in points), fmean(item.y for item in points)
    spread = sum((item.x - mean_x) ** 2 for item in points)
    if n < _FEWEST_FOR_LINE or spread == 0:
        return Markup("")
    slope = sum((item.x - mean_x) * (item.y - mean_y) for item in points) / spread
    residual = sum(
        (item.y - mean_y - slope * (item.x - mean_x)) ** 2 for item in points
    )
    error = math.sqrt(residual / (n - 2))
    quantile = float(t.ppf(0.975, n - 2))
    low, high = min(item.x for item in points), max(item.x for item in points)
    upper, lower = [], []
    for step in range(25):
        x = low + (high - low) * step / 24
        y = mean_y + slope * (x - mean_x)
        half = quantile * error * math.sqrt(1 / n + (x - mean_x) ** 2 / spread)
        upper.append(f"{x_axis.place(x):.1f},{y_axis.place(y + half):.1f}")
        lower.append(f"{x_axis.place(x):.1f},{y_axis.place(y - half):.1f}")
    ends = [(x, mean_y + slope * (x - mean_x)) for x in (low, high)]
    return build_element(
        "polygon", css="band", points=" ".join(upper + lower[::-1])
    ) + build_element(
        "line", css="fit",
        x1=x_axis.place(ends[0][0]), y1=y_axis.place(ends[0][1]),
        x2=x_axis.place(ends[1][0]), y2=y_axis.place(ends[1][1]),
    )  # fmt: skip
