"""An index with what it is made of: the components of each region, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aimaq.figures.canvas import Caption, build_sheet, check_columns, use_style
from aimaq.report.palette import INK

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.figure import Figure

_ROW = 0.26
_COLORS = (
    "#2373ab", "#e0a33e", "#55bec2", "#b3541e", "#9dd8b9", "#7a5c99", "#c9c25d",
    "#253494", "#a0a7b0", "#d98ba3",
)  # fmt: skip


def render_composition(
    components: pd.DataFrame,
    scores: pd.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    caption: Caption | None = None,
) -> Figure:
    """Render each region's index and its components, highest index first.

    Parameters
    ----------
    components : pandas.DataFrame
        One row per region and component of one period: region_id, component, value
        (normalized).
    scores : pandas.DataFrame
        One row per region of the same period: region_id, score.
    names : mapping of str to str, optional
        What to write for regions and components.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        A black bar for the index, a dot for each component: a region whose dots lie
        apart is high in one thing and low in another.

    Raises
    ------
    InputError
        If a column is absent or a table empty.
    """
    check_columns(components, ("region_id", "component", "value"), "composition")
    check_columns(
        scores.dropna(subset=["score"]), ("region_id", "score"), "composition"
    )
    names = names or {}
    ordered = scores.dropna(subset=["score"]).sort_values(
        ["score", "region_id"], ascending=[False, True], kind="stable"
    )
    place = {region: y for y, region in enumerate(ordered["region_id"])}
    parts = sorted(components["component"].astype("str").unique())
    with use_style():
        figure, axes = build_sheet(
            6.4, 0.9 + _ROW * len(place), caption or Caption(),
            n=f"{len(place)} regions, {len(parts)} components",
        )  # fmt: skip
        sheet = axes[0, 0]
        for part, color in zip(parts, _COLORS * (1 + len(parts) // 10), strict=False):
            own = components[components["component"].astype("str") == part]
            own = own[own["region_id"].isin(place) & np.isfinite(own["value"])]
            sheet.plot(
                own["value"], own["region_id"].map(place), "o", color=color,
                markersize=4.5, alpha=0.85, label=names.get(part, part), linewidth=0,
            )  # fmt: skip
        sheet.plot(
            ordered["score"], list(place.values()), "|", color=INK, markersize=13,
            markeredgewidth=2.2, label="index",
        )  # fmt: skip
        sheet.hlines(
            list(place.values()),
            *sheet.get_xlim(),
            color="#e8ebee",
            linewidth=0.6,
            zorder=0,
        )
        sheet.set_yticks(
            list(place.values()), [names.get(str(x), str(x)) for x in place]
        )
        sheet.set_ylim(len(place) - 0.4, -0.6)
        sheet.tick_params(axis="y", length=0)
        sheet.spines["left"].set_visible(False)
        sheet.legend(
            frameon=False, fontsize=7.5, loc="upper left", bbox_to_anchor=(1.0, 1.0)
        )
    return figure
