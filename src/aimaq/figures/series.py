"""Small charts of series over years, one a region, with bands and breaks."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from aimaq.figures.canvas import (
    ACCENT,
    CONTRAST,
    GREY,
    LIGHT,
    Caption,
    build_sheet,
    check_columns,
    shorten_numbers,
    use_style,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.figure import Figure

_COLUMNS = 5


def render_series(
    table: pd.DataFrame,
    *,
    by: str = "region_id",
    value: str = "value",
    names: Mapping[str, str] | None = None,
    breaks: Mapping[str, str] | None = None,
    is_common_scale: bool = True,
    caption: Caption | None = None,
) -> Figure:
    """Render one small chart a region (or term, or code) over years.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per series and year: `by`, period, `value`; conf_low and conf_high are
        drawn as a band where they are there; a status ``break`` ends the line before
        it, since values on its two sides do not compare.
    by, value : str
        Columns of the series and the value.
    names : mapping of str to str, optional
        What to write above a chart; also the order of the charts.
    breaks : mapping of str to str, optional
        Years at which all series break, with the reason.
    is_common_scale : bool
        One vertical axis for all, so that levels compare.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The charts; a year without value interrupts the line.

    Raises
    ------
    InputError
        If a column is absent, the table is empty, or periods are not years.
    """
    check_columns(table, (by, "period", value), "series")
    names, breaks = names or {}, breaks or {}
    yearly = table[table["period"].astype("str").str.fullmatch(r"\d{4}")]
    check_columns(yearly, (by, "period", value), "series of years")
    yearly = yearly.assign(year=yearly["period"].astype("str").astype("int64"))
    known = set(yearly[by].astype("str"))
    keys = [key for key in names if key in known]
    keys += sorted(known - set(keys))
    first, last = int(yearly["year"].min()), int(yearly["year"].max())
    n_columns = min(_COLUMNS, len(keys))
    n_rows = math.ceil(len(keys) / n_columns)
    divisor, words = shorten_numbers(yearly[value], caption or Caption())
    bounds = [name for name in ("conf_low", "conf_high") if name in yearly]
    yearly[[value, *bounds]] = yearly[[value, *bounds]] / divisor
    if breaks:
        reasons = "; ".join(f"{year}: {reason}" for year, reason in breaks.items())
        note = "\n".join(filter(None, (words.note, f"Breaks: {reasons}")))
        words = replace(words, note=note)
    with use_style():
        figure, axes = build_sheet(
            max(1.9 * n_columns, 4.0), 1.35 * n_rows, words,
            n=f"{len(keys)} series, {first}-{last}",
            shape=(n_rows, n_columns), sharex=True, sharey=is_common_scale,
        )  # fmt: skip
        for place, sheet in enumerate(axes.ravel()):
            if place >= len(keys):
                sheet.set_visible(False)
                continue
            own = yearly[yearly[by].astype("str") == keys[place]]
            _draw_series(sheet, own, value, (first, last))
            for year in breaks:
                sheet.axvline(
                    int(year) - 0.5, color=CONTRAST, linewidth=0.8, linestyle="--"
                )
            sheet.set_title(names.get(keys[place], keys[place]), loc="left", pad=3)
            sheet.tick_params(labelsize=7, length=2)
            sheet.grid(axis="y", color=LIGHT, linewidth=0.5)
            sheet.set_xlim(first - 0.5, last + 0.5)
    return figure


def _draw_series(
    sheet: Any, own: pd.DataFrame, value: str, span: tuple[int, int]
) -> None:
    years = np.arange(span[0], span[1] + 1)
    frame = own.drop_duplicates("year").set_index("year").reindex(years)
    number = frame[value].to_numpy("float64")
    if {"conf_low", "conf_high"} <= set(frame):
        low = frame["conf_low"].to_numpy("float64")
        high = frame["conf_high"].to_numpy("float64")
        sheet.fill_between(years, low, high, color=ACCENT, alpha=0.18, linewidth=0)
    is_break = np.zeros(len(years), dtype=bool)
    if "status" in frame:
        is_break = (frame["status"].astype("str") == "break").to_numpy()
    for part in np.split(np.arange(len(years)), np.flatnonzero(is_break)):
        sheet.plot(
            years[part], number[part], color=ACCENT, linewidth=1.3, marker=".",
            markersize=3.5,
        )  # fmt: skip
    for year in years[is_break]:
        sheet.axvline(year - 0.5, color=GREY, linewidth=0.8, linestyle="--")
