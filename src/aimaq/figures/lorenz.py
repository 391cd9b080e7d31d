"""Lorenz curves: what share of the total do the poorest regions have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.figures.canvas import GREY, Caption, build_sheet, check_columns, use_style
from aimaq.report.palette import STEPS

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_LINES = (STEPS[5], "#b3541e", STEPS[3], "#7a828c", STEPS[4])
_MOST = len(_LINES)


def render_lorenz(points: pd.DataFrame, *, caption: Caption | None = None) -> Figure:
    """Render Lorenz curves, one a period.

    Parameters
    ----------
    points : pandas.DataFrame
        Lorenz_points table (`indicators.compute_lorenz_points`); with more than five
        periods the first, the last and three between are drawn.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The curves below the diagonal of equality.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    check_columns(points, ("share_of_population", "share_of_total"), "lorenz")
    table = points.assign(
        period=points["period"].fillna("") if "period" in points else ""
    )
    periods = sorted(table["period"].astype("str").unique())
    if len(periods) > _MOST:
        places = [round(i * (len(periods) - 1) / (_MOST - 1)) for i in range(_MOST)]
        periods = [periods[place] for place in places]
    n_regions = int(table.groupby("period")["position"].max().max())
    with use_style():
        figure, axes = build_sheet(
            4.2, 4.2, caption or Caption(), n=f"{n_regions} regions"
        )
        sheet = axes[0, 0]
        sheet.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, linestyle=":")
        for period, color in zip(periods, _LINES, strict=False):
            own = table[table["period"].astype("str") == period].sort_values("position")
            sheet.plot(
                own["share_of_population"], own["share_of_total"], color=color,
                linewidth=1.5, marker=".", markersize=3, label=period,
            )  # fmt: skip
        sheet.set(
            xlim=(0, 1), ylim=(0, 1), aspect="equal",
            xlabel="Share of regions' weight, poorest first",
            ylabel="Share of the total",
        )  # fmt: skip
        if periods != [""]:
            sheet.legend(frameon=False, loc="upper left")
    return figure
