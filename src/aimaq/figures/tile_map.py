"""A tile-grid map: each region a square of one size, at the boundaries of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from aimaq.figures.canvas import (
    Caption,
    build_color_map,
    build_sheet,
    check_columns,
    choose_ink,
    shorten_numbers,
    use_style,
)
from aimaq.report.formatting import format_number
from ledger import InputError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from atlas import RegionRegistry

_TILE = 1.05
_GAP = 0.06


def render_tile_map(
    table: pd.DataFrame,
    *,
    registry: RegionRegistry,
    boundaries: int,
    value: str = "value",
    caption: Caption | None = None,
) -> Figure:
    """Render values of regions as colored tiles.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per region: region_id and the value, of one variable and period.
    registry : RegionRegistry
        The regions and their tiles.
    boundaries : int
        Year whose regions are drawn.
    value : str
        Column of the value.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The map; a region without value is hatched.

    Raises
    ------
    InputError
        If a column is absent, a region has two values, or a region of the table does
        not exist at these boundaries.
    """
    check_columns(table, ("region_id", value), "map")
    tiles = registry.read_tiles(boundaries)
    known = set(tiles["region_id"])
    strange = sorted(set(table["region_id"].astype("str")) - known)
    if strange:
        raise InputError(
            f"map: found {', '.join(strange[:5])}, which the boundaries of {boundaries} "
            f"do not have. Expected {', '.join(sorted(known))}. Bring the values to "
            "these boundaries, or draw those of another year."
        )
    twice = table.loc[table["region_id"].duplicated(), "region_id"]
    if len(twice):
        raise InputError(
            f"map: found more than one value of {twice.iloc[0]}. Expected one a region. "
            "Choose one variable and one period."
        )
    divisor, words = shorten_numbers(table[value], caption or Caption())
    values = table.set_index("region_id")[value].astype("float64") / divisor
    finite = values[np.isfinite(values)]
    labels = {region.region_id: region.label for region in registry.regions}
    n_rows, n_columns = int(tiles["row"].max()) + 1, int(tiles["column"].max()) + 1
    with use_style():
        figure, axes = build_sheet(
            _TILE * n_columns + 0.9, _TILE * n_rows, words,
            n=f"{len(finite)} of {len(tiles)} regions, boundaries of {boundaries}",
        )  # fmt: skip
        sheet = axes[0, 0]
        scale = _build_scale(finite)
        for tile in tiles.to_dict("records"):
            number = float(values.get(tile["region_id"], np.nan))
            _draw_tile(sheet, tile, number, labels[tile["region_id"]], scale)
        sheet.set(xlim=(-0.05, n_columns), ylim=(n_rows, -0.05), aspect="equal")
        sheet.axis("off")
        figure.colorbar(scale, ax=sheet, shrink=0.55, pad=0.02)
    return figure


def _build_scale(finite: pd.Series[float]) -> Any:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    low, high = (
        (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    )
    if low == high:
        low, high = low - 0.5, high + 0.5
    return ScalarMappable(norm=Normalize(low, high), cmap=build_color_map())


def _draw_tile(
    sheet: Any, tile: dict[Any, Any], number: float, label: str, scale: Any
) -> None:
    from matplotlib.patches import Rectangle

    x, y = tile["column"] + _GAP / 2, tile["row"] + _GAP / 2
    side = 1 - _GAP
    is_known = np.isfinite(number)
    background = scale.to_rgba(number) if is_known else (1.0, 1.0, 1.0)
    sheet.add_patch(
        Rectangle(
            (x, y), side, side, linewidth=0.6,
            facecolor=background,
            edgecolor="#b9c0c8", hatch=None if is_known else "////",
        )
    )  # fmt: skip
    color = choose_ink(background)
    sheet.text(
        x + side / 2, y + 0.36, label, ha="center", va="center", fontsize=7, color=color
    )
    text = format_number(number) if is_known else "no value"
    sheet.text(
        x + side / 2, y + 0.66, text, ha="center", va="center", fontsize=8, color=color
    )
