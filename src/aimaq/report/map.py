"""How does each region stand on one variable? A tile-grid map, one per variable.

Each region is a square of the same size, so a large empty region does not outweigh a
small populous one. Tiles are links to the evidence of their numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from aimaq.report.formatting import (
    MISSING,
    format_count,
    format_number,
    format_period,
    format_value,
    is_missing,
    link_evidence,
)
from aimaq.report.inputs import Material, list_rows
from aimaq.report.palette import STEPS, ColorScale, build_scale, get_text_color
from aimaq.report.scores import find_pooled_period, is_uncertain
from aimaq.report.svg import build_element, join_elements


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One of several drawings of a figure, of which the reader selects one.

    Parameters
    ----------
    key : str
        Its id within the figure.
    title : str
        What the reader selects.
    group : str
        The heading above it in the selection.
    caption : str
        What is drawn: measure, period, base.
    markup : markupsafe.Markup
        The drawing.
    """

    key: str
    title: str
    group: str
    caption: str
    markup: Markup


def build_maps(material: Material) -> list[Variant]:
    """Build a tile map for each code, index and indicator that has a number.

    Parameters
    ----------
    material : Material
        The study.

    Returns
    -------
    list of Variant
        Prevalence over the pooled period, then each index and each indicator at the
        last period that has values for most regions.
    """
    variants = []
    scores = material.tables["scores"]
    if pooled := find_pooled_period(scores):
        own = scores[scores["period"] == pooled]
        for measure in material.sort_measures(own["measure_id"]):
            frame = own[own["measure_id"] == measure]
            variants.append(
                _build_map(
                    material,
                    str(measure),
                    pooled,
                    _index(frame, "estimate"),
                    group="Discourse",
                )
            )
    for table, key, value, group in (
        ("index_scores", "index_id", "score", "Indexes"),
        ("indicator_values", "indicator_id", "value", "Indicators"),
    ):
        for variable, frame in material.tables[table].groupby(key):
            period = _choose_period(frame, value)
            if period is not None:
                cells = _index(frame[frame["period"] == period], value)
                variants.append(
                    _build_map(material, str(variable), period, cells, group=group)
                )
    return variants


def _index(frame: pd.DataFrame, value: str) -> dict[str, dict[str, Any]]:
    return {row["region_id"]: {**row, "number": row[value]} for row in list_rows(frame)}


def _choose_period(frame: pd.DataFrame, value: str) -> str | None:
    """Choose the last period with values for at least two thirds of the best one."""
    known = frame[frame[value].notna()]
    if known.empty:
        return None
    counts = known.groupby("period")["region_id"].nunique()
    full = counts[counts * 3 >= counts.max() * 2]
    return str(max(full.index))


def _build_map(
    material: Material,
    variable: str,
    period: str,
    cells: Mapping[str, dict[str, Any]],
    *,
    group: str,
) -> Variant:
    is_share = material.is_share(variable)
    numbers = [
        float(cells[region]["number"])
        for region in material.regions
        if region in cells and not is_missing(cells[region]["number"])
    ]
    scale = build_scale(numbers, from_zero=True)
    tiles = [
        _build_tile(material, row, variable, period, cells, scale)
        for row in list_rows(material.tiles.sort_values(["row", "column"]))
    ]
    columns = int(material.tiles["column"].max() - material.tiles["column"].min()) + 1
    title = material.get_name(variable)
    unit = "share of passages" if is_share else material.units.get(variable, "")
    caption = f"{title}, {format_period(period)}" + (f" ({unit})" if unit else "")
    grid = build_element(
        "ul", *tiles, css="tiles", role="list", style=f"--columns:{columns}"
    )
    return Variant(
        key=f"{variable}@{period}",
        title=title.removeprefix("Prevalence: "),
        group=group,
        caption=caption,
        markup=grid + _build_legend(scale, is_share=is_share),
    )


def _build_tile(
    material: Material,
    tile: Mapping[str, Any],
    variable: str,
    period: str,
    cells: Mapping[str, dict[str, Any]],
    scale: ColorScale,
) -> Markup:
    region = tile["region_id"]
    name = material.regions.get(region, region)
    first_row, first_column = (
        int(material.tiles["row"].min()), int(material.tiles["column"].min())
    )  # fmt: skip
    place = (
        f"grid-row:{int(tile['row']) - first_row + 1};"
        f"grid-column:{int(tile['column']) - first_column + 1}"
    )
    label = build_element("span", str(tile["label"]), css="tile-label")
    cell = cells.get(region)
    if cell is None or is_missing(cell["number"]):
        reason = (
            "no passage names it" if material.is_share(variable) else "no value"
        )  # fmt: skip
        inside = build_element(
            "span", label, build_element("span", MISSING, css="tile-value"),
            css="tile tile-missing", title=f"{name}: {reason}",
        )  # fmt: skip
    else:
        step = scale.get_class(float(cell["number"]))
        text = (
            format_value(cell["number"], is_share=True)
            if material.is_share(variable)
            else _shorten(float(cell["number"]))
        )
        full = format_value(cell["number"], is_share=material.is_share(variable))
        note = describe_base(cell)
        is_weak = material.is_share(variable) and is_uncertain(cell)
        inside = build_element(
            "a", label, build_element("span", text, css="tile-value"),
            css="tile tile-uncertain" if is_weak else "tile", href=link_evidence(variable, region, period),
            title=f"{name}: {full}{note}",
            style=f"background:{STEPS[step]};color:{get_text_color(step)}",
        )  # fmt: skip
    return build_element("li", inside, style=place)


def describe_base(cell: Mapping[str, Any]) -> str:
    """Describe the base of a score in a few words, or nothing for other values."""
    if "n_passages" not in cell or is_missing(cell["n_passages"]):
        return ""
    return (
        f" of {format_count(cell['n_passages'])} passages"
        f" in {format_count(cell['n_documents'])} documents"
    )


def _shorten(number: float) -> str:
    for size, letter in ((1e9, "bn"), (1e6, "m"), (1e4, "k")):
        if abs(number) >= size:
            divisor = 1e3 if letter == "k" else size
            digits = 0 if abs(number) / divisor >= 100 else 1  # noqa: PLR2004
            return format_number(number / divisor, digits=digits) + letter
    return format_number(number)


def _build_legend(scale: ColorScale, *, is_share: bool) -> Markup:
    steps = []
    for step, color in enumerate(STEPS):
        low, high = scale.bounds[step], scale.bounds[step + 1]
        text = (
            f"{100 * low:.3g}–{100 * high:.3g}%"
            if is_share
            else f"{_shorten(low)}–{_shorten(high)}"
        )
        swatch = build_element("i", style=f"background:{color}")
        steps.append(build_element("li", swatch, text))
    steps.append(
        build_element("li", build_element("i", css="tile-missing"), "no number")
    )
    return build_element("ul", join_elements(steps), css="legend", role="list")
