"""A table of values as colors: regions by years, codes by regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from aimaq.figures.canvas import (
    Caption,
    build_color_map,
    build_sheet,
    check_columns,
    choose_ink,
    hatch_background,
    shorten_numbers,
    use_style,
)
from aimaq.report.formatting import format_number
from aimaq.report.palette import INK
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from matplotlib.figure import Figure

Order = Literal["given", "mean"]

_CELL = 0.33
_MOST_PRINTED = 400
_UNSURE = ("estimated", "imputed", "break")


def render_heatmap(
    table: pd.DataFrame,
    *,
    row: str = "region_id",
    column: str = "period",
    value: str = "value",
    names: Mapping[str, str] | None = None,
    order: Order = "mean",
    caption: Caption | None = None,
) -> Figure:
    """Render a heatmap, one row a region, say, and one column a year.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per cell. A column ``status`` marks values that are not as observed
        (estimated, imputed, break) with a dot.
    row, column, value : str
        Which columns of the table are rows, columns and colors.
    names : mapping of str to str, optional
        What to write for an id; also the order of rows with ``order="given"``.
    order : {"mean", "given"}
        Highest mean first, or as in `names` (else by id).
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The picture. A cell without value is hatched.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    check_choice(order, Order, "order")
    check_columns(table, (row, column, value), "heatmap")
    names = names or {}
    grid = table.pivot_table(
        index=row, columns=column, values=value, aggfunc="mean", dropna=False,
        observed=True,
    )  # fmt: skip
    if order == "mean":
        grid = grid.loc[grid.mean(axis=1).sort_values(ascending=False).index]
    elif names:
        grid = grid.loc[[key for key in names if key in grid.index]]
    divisor, words = shorten_numbers(table[value], caption or Caption())
    grid = grid / divisor
    n_rows, n_columns = grid.shape
    figure_n = f"{int(np.isfinite(grid.to_numpy('float64')).sum())} values"
    with use_style():
        figure, axes = build_sheet(
            2.2 + max(_CELL * 1.25 * n_columns, 2.5), 0.7 + _CELL * n_rows,
            words, n=figure_n,
        )  # fmt: skip
        sheet = axes[0, 0]
        hatch_background(sheet)
        # A mesh, not an image: it stays sharp, and a page may forbid images.
        image = sheet.pcolormesh(
            np.ma.masked_invalid(grid.to_numpy("float64")),
            cmap=build_color_map(),
            edgecolor="face",
            linewidth=0.2,
        )
        sheet.invert_yaxis()
        sheet.set_xticks(
            np.arange(n_columns) + 0.5, [str(names.get(str(x), x)) for x in grid.columns],
            rotation=90 if n_columns > 6 else 45, ha="center" if n_columns > 6 else "right",  # noqa: PLR2004
        )  # fmt: skip
        sheet.set_yticks(
            np.arange(n_rows) + 0.5, [str(names.get(str(y), y)) for y in grid.index]
        )
        sheet.tick_params(length=0)
        for spine in sheet.spines.values():
            spine.set_visible(False)
        figure.colorbar(image, ax=sheet, shrink=0.6, pad=0.02)
        if grid.size <= _MOST_PRINTED:
            _print_values(sheet, image, grid)
        _mark_unsure(sheet, table, grid, (row, column))
    return figure


def _print_values(sheet: Any, image: Any, grid: pd.DataFrame) -> None:
    values = grid.to_numpy("float64")
    for (y, x), number in np.ndenumerate(values):
        if not np.isfinite(number):
            continue
        sheet.text(
            x + 0.5, y + 0.5, format_number(number), ha="center", va="center", fontsize=6.5,
            color=choose_ink(image.to_rgba(number)),
        )  # fmt: skip


def _mark_unsure(
    sheet: Any, table: pd.DataFrame, grid: pd.DataFrame, keys: tuple[str, str]
) -> None:
    if "status" not in table:
        return
    unsure = table[table["status"].isin(_UNSURE)]
    rows = {key: place for place, key in enumerate(grid.index)}
    columns = {key: place for place, key in enumerate(grid.columns)}
    for y, x in zip(unsure[keys[0]], unsure[keys[1]], strict=True):
        if y in rows and x in columns:
            sheet.plot(columns[x] + 0.86, rows[y] + 0.16, ".", color=INK, markersize=3)
