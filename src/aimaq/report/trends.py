"""How does each prevalence change over the years? Small charts, one for each code."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from aimaq.report.formatting import (
    format_count,
    format_number,
    is_missing,
    link_evidence,
)
from aimaq.report.inputs import Material, list_rows
from aimaq.report.map import Variant
from aimaq.report.palette import round_up
from aimaq.report.scores import SMALL_N, describe_score, find_prevalence
from aimaq.report.svg import Axis, build_element, join_elements

_WIDTH, _HEIGHT = 250.0, 140.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 242.0, 10.0, 112.0


def build_trends(material: Material) -> list[Variant]:
    """Build, for each region, one small chart a code; the best known region first.

    Parameters
    ----------
    material : Material
        The study.

    Returns
    -------
    list of Variant
        One for each region that has a yearly score. All charts of a region share one
        vertical axis; a year without passages interrupts the line.
    """
    scores = find_prevalence(material.tables["scores"])
    yearly = list_rows(scores[scores["period"].astype("str").str.len() == 4])  # noqa: PLR2004
    base: dict[str, int] = {}
    by_cell: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in yearly:
        region, measure = row["region_id"], row["measure_id"]
        by_cell.setdefault((region, measure), []).append(row)
        if not is_missing(row["n_passages"]):
            base[region] = base.get(region, 0) + int(row["n_passages"])
    measures = material.sort_measures(measure for _, measure in by_cell)
    regions = [region for region in material.regions if base.get(region)]
    variants = []
    for region in sorted(regions, key=lambda item: (-base[item], item)):
        cells = [by_cell.get((region, measure), []) for measure in measures]
        known = [
            float(row["conf_high"] if not is_missing(row["conf_high"]) else row["estimate"])
            for rows in cells
            for row in rows
            if not is_missing(row["estimate"])
        ]  # fmt: skip
        top = min(1.0, round_up(max([*known, 0.05])))
        charts = [
            _draw_chart(material, measure, rows, top)
            for measure, rows in zip(measures, cells, strict=True)
        ]
        name = material.regions[region]
        variants.append(
            Variant(
                key=region,
                title=f"{name} ({format_count(base[region] // len(measures))} passages)",
                group="",
                caption=f"{name}: share of its passages with each code, by year",
                markup=build_element("div", *charts, css="multiples"),
            )
        )
    return variants


def _draw_chart(
    material: Material, measure: str, rows: Sequence[dict[str, Any]], top: float
) -> Markup:
    first, last = material.study.years
    if first == last:
        first, last = first - 1, last + 1
    x_axis = Axis(low=first, high=last, start=_LEFT, stop=_RIGHT)
    y_axis = Axis(low=0, high=top, start=_BOTTOM, stop=_TOP)
    title = material.get_name(measure).removeprefix("Prevalence: ")
    parts = [_draw_frame(x_axis, y_axis, (first, last))]
    points = sorted(
        (int(row["period"]), row)
        for row in rows
        if not is_missing(row["estimate"]) and first <= int(row["period"]) <= last
    )
    parts += _draw_bands(points, x_axis, y_axis)
    for (year, row), (following, after) in pairwise(points):
        if following == year + 1:
            parts.append(
                build_element(
                    "line",
                    css="trend-line",
                    x1=x_axis.place(year),
                    y1=y_axis.place(float(row["estimate"])),
                    x2=x_axis.place(following),
                    y2=y_axis.place(float(after["estimate"])),
                )
            )
    parts += [_draw_point(row, x_axis, y_axis) for _, row in points]
    drawing = build_element(
        "svg", *parts, viewBox=f"0 0 {_WIDTH:.0f} {_HEIGHT:.0f}", role="group",
        aria_label=f"{title}: {len(points)} years with passages",
    )  # fmt: skip
    return build_element(
        "div", build_element("h4", title), drawing, css="multiple"
    )  # fmt: skip


def _draw_frame(x_axis: Axis, y_axis: Axis, years: tuple[int, int]) -> Markup:
    parts = []
    for tick in (y_axis.low, (y_axis.low + y_axis.high) / 2, y_axis.high):
        height = y_axis.place(tick)
        parts += [
            build_element("line", css="grid", x1=_LEFT, x2=_RIGHT, y1=height, y2=height),
            build_element(
                "text", f"{format_number(100 * tick)}%", css="tick", x=_LEFT - 5,
                y=height + 4, text_anchor="end",
            ),
        ]  # fmt: skip
    for year, anchor in zip(years, ("start", "end"), strict=True):
        parts.append(
            build_element(
                "text",
                str(year),
                css="tick",
                x=x_axis.place(year),
                y=_BOTTOM + 17,
                text_anchor=anchor,
            )
        )
    return join_elements(parts)


def _draw_bands(
    points: Sequence[tuple[int, dict[str, Any]]], x_axis: Axis, y_axis: Axis
) -> list[Markup]:
    """Draw bands between intervals of consecutive years, and intervals that stand alone."""
    known = [
        (year, row)
        for year, row in points
        if not (is_missing(row["conf_low"]) or is_missing(row["conf_high"]))
    ]
    bands = []
    for (year, row), (following, after) in pairwise(known):
        if following == year + 1:
            corners = (
                (year, row["conf_low"]), (year, row["conf_high"]),
                (following, after["conf_high"]), (following, after["conf_low"]),
            )  # fmt: skip
            path = " ".join(
                f"{x_axis.place(x):.1f},{y_axis.place(float(y)):.1f}"
                for x, y in corners
            )
            bands.append(build_element("polygon", css="band", points=path))
    years = {year for year, _ in known}
    bands += [
        build_element(
            "line",
            css="whisker",
            x1=x_axis.place(year),
            x2=x_axis.place(year),
            y1=y_axis.place(float(row["conf_low"])),
            y2=y_axis.place(float(row["conf_high"])),
        )
        for year, row in known
        if not years & {year - 1, year + 1}
    ]
    return bands


def _draw_point(row: dict[str, Any], x_axis: Axis, y_axis: Axis) -> Markup:
    is_small = is_missing(row["n_passages"]) or int(row["n_passages"]) < SMALL_N
    text = f"{row['period']}: {describe_score(row)}"
    x, y = x_axis.place(int(row["period"])), y_axis.place(float(row["estimate"]))
    return build_element(
        "a",
        build_element("title", text),
        build_element("circle", css="target", cx=x, cy=y, r=8),
        build_element(
            "circle", css="point point-small" if is_small else "point", cx=x, cy=y, r=3.2
        ),
        href=link_evidence(row["measure_id"], row["region_id"], row["period"]),
        aria_label=text,
    )  # fmt: skip
