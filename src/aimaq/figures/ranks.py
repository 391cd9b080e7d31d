"""Ranks of regions, and how far other defensible choices would move them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.figures.canvas import (
    ACCENT,
    LIGHT,
    Caption,
    build_sheet,
    check_columns,
    use_style,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.figure import Figure

_ROW = 0.24


def render_ranks(
    table: pd.DataFrame,
    *,
    rank: str = "rank",
    low: str = "rank_low",
    high: str = "rank_high",
    names: Mapping[str, str] | None = None,
    caption: Caption | None = None,
) -> Figure:
    """Render ranks with intervals, first at the top.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per region: region_id, the rank and its bounds, of one period.
    rank, low, high : str
        Columns of the rank and its bounds.
    names : mapping of str to str, optional
        What to write for a region.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        A dot for the rank, a bar for where it may lie.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    check_columns(table, ("region_id", rank, low, high), "ranks")
    names = names or {}
    known = table.dropna(subset=[rank]).sort_values([rank, "region_id"], kind="stable")
    check_columns(known, (rank,), "ranks")
    n_missing = len(table) - len(known)
    counts = f"{len(known)} regions"
    if n_missing:
        counts += f"; {n_missing} without rank"
    with use_style():
        figure, axes = build_sheet(
            5.2, 0.6 + _ROW * len(known), caption or Caption(), n=counts
        )
        sheet = axes[0, 0]
        places = range(len(known))
        sheet.hlines(places, 1, max(len(known), 2), color=LIGHT, linewidth=0.5)
        sheet.hlines(
            places, known[low], known[high], color=ACCENT, linewidth=5, alpha=0.35
        )
        sheet.plot(known[rank], places, "o", color=ACCENT, markersize=4.5)
        sheet.set_yticks(
            places, [names.get(str(x), str(x)) for x in known["region_id"]]
        )
        sheet.set_ylim(len(known) - 0.4, -0.6)
        sheet.tick_params(axis="y", length=0)
        sheet.spines["left"].set_visible(False)
        sheet.set_xlabel("Rank (1 is the highest)")
    return figure
