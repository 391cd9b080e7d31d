"""How much of the inequality lies between groups of regions, how much within?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aimaq.figures.canvas import (
    ACCENT,
    LIGHT,
    Caption,
    build_sheet,
    check_columns,
    use_style,
)
from ledger import InputError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_COLORS = {"between": ACCENT, "overlap": LIGHT, "within": "#9dd8b9"}


def render_decomposition(
    inequality: pd.DataFrame, *, measure: str, caption: Caption | None = None
) -> Figure:
    """Render the parts of an inequality measure as bars, one a period.

    Parameters
    ----------
    inequality : pandas.DataFrame
        Inequality table of regions in groups (`indicators.compute_inequality`).
    measure : str
        The measure, such as ``theil_t``.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        Bars of the parts, with the share between groups above each.

    Raises
    ------
    InputError
        If the table has no parts of the measure.
    """
    check_columns(inequality, ("measure", "component", "value"), "decomposition")
    own = inequality[
        (inequality["measure"] == measure) & inequality["component"].isin(_COLORS)
    ]
    if own.empty:
        raise InputError(
            f"decomposition: found no parts of {measure!r} "
            f"({', '.join(sorted(set(inequality['measure'])))}). Expected between and "
            "within. Compute it with groups, and take a measure that has parts."
        )
    periods = own["period"].fillna("").astype("str") if "period" in own else ""
    grid = own.assign(period=periods).pivot_table(
        index="period", columns="component", values="value", observed=True
    )
    n = ""
    if "n_regions" in inequality:
        n = f"{int(inequality['n_regions'].max())} regions"
    with use_style():
        figure, axes = build_sheet(
            max(3.2, 1.2 + 0.36 * len(grid)), 3.0, caption or Caption(), n=n
        )
        sheet = axes[0, 0]
        floor = np.zeros(len(grid))
        total = grid.sum(axis=1).to_numpy("float64")
        for part, color in _COLORS.items():
            if part not in grid:
                continue
            height = grid[part].fillna(0.0).to_numpy("float64")
            sheet.bar(range(len(grid)), height, bottom=floor, color=color, label=part)
            floor = floor + height
        for place, (share, top) in enumerate(
            zip(grid["between"].to_numpy("float64") / total, floor, strict=True)
        ):
            sheet.text(place, top, f"{share:.0%}", ha="center", va="bottom", fontsize=7)
        sheet.set_xticks(range(len(grid)), list(grid.index), rotation=90)
        sheet.set_ylabel(measure)
        sheet.margins(y=0.12)
        sheet.legend(frameon=False, title="(%: between)", fontsize=8, title_fontsize=8)
    return figure
