"""Estimates with their intervals, one a row: keyness of terms, coefficients, scores."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from aimaq.figures.canvas import (
    ACCENT,
    CONTRAST,
    GREY,
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

_ROW = 0.22


def render_forest(
    table: pd.DataFrame,
    *,
    label: str,
    value: str = "value",
    names: Mapping[str, str] | None = None,
    n_most: int = 40,
    zero: float = 0.0,
    ends: tuple[str, str] = ("", ""),
    caption: Caption | None = None,
) -> Figure:
    """Render estimates with intervals, ordered by size.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per estimate; bounds conf_low and conf_high may be absent or missing,
        and the row then has a circle only.
    label, value : str
        Columns of the label and the estimate.
    names : mapping of str to str, optional
        What to write for a label.
    n_most : int
        Most rows; the largest of both signs stay, and the caption says how many were
        left out.
    zero : float
        Where nothing differs: 0, or 1 for ratios.
    ends : tuple of str
        What the left and the right end mean, such as the groups compared.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The picture: filled where the interval leaves out `zero`.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    check_columns(table, (label, value), "forest")
    names = names or {}
    known = table[np.isfinite(table[value].astype("float64"))]
    n_missing = len(table) - len(known)
    distance = (known[value] - zero).abs()
    kept = known.loc[
        distance.sort_values(ascending=False, kind="stable").index[:n_most]
    ]
    kept = kept.sort_values(value, kind="stable")
    left_out = len(known) - len(kept)
    words = caption or Caption()
    counts = "; ".join(
        part
        for part in (
            f"{len(kept)} of {len(known)} shown, the largest" if left_out else "",
            f"{n_missing} not defined" if n_missing else "",
        )
        if part
    )
    with use_style():
        figure, axes = build_sheet(6.0, 0.6 + _ROW * max(len(kept), 3), words, n=counts)
        sheet = axes[0, 0]
        sheet.axvline(zero, color=GREY, linewidth=0.8)
        for place, row in enumerate(kept.to_dict("records")):
            low, high = (
                float(row.get(name, math.nan)) for name in ("conf_low", "conf_high")
            )
            has_bounds = math.isfinite(low) and math.isfinite(high)
            is_clear = has_bounds and not low <= zero <= high
            color = CONTRAST if row[value] > zero else ACCENT
            sheet.axhline(place, color=LIGHT, linewidth=0.4, zorder=0)
            if has_bounds:
                sheet.plot([low, high], [place, place], color=color, linewidth=1.4)
            sheet.plot(
                row[value], place, "o", markersize=4.5, color=color,
                markerfacecolor=color if is_clear else "#ffffff",
            )  # fmt: skip
        sheet.set_yticks(
            range(len(kept)), [str(names.get(str(x), x)) for x in kept[label]]
        )
        sheet.set_ylim(-0.7, len(kept) - 0.3)
        sheet.tick_params(axis="y", length=0)
        sheet.spines["left"].set_visible(False)
        sheet.set_xlabel(words.unit)
        for side, text in zip((0.0, 1.0), ends, strict=True):
            sheet.text(
                side, 1.01, text, transform=sheet.transAxes, fontsize=8,
                ha="right" if side else "left", color=CONTRAST if side else ACCENT,
            )  # fmt: skip
    return figure
