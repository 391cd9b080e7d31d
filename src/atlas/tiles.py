"""Where does each region's square stand in the tile map?

A tile map gives each region one square of equal size, near its place on the globe.
Layouts are drawn by hand for each set of regions; where none is drawn for a year, the
error says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from atlas.schemas import TILE_LAYOUTS, TILES
from ledger import RegionError, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from atlas.regions import Region


def read_tile_layout(
    folder: Path, regions: Sequence[Region], *, year: int
) -> pd.DataFrame:
    """Read the squares of the regions of a year.

    Parameters
    ----------
    folder : pathlib.Path
        Registry folder with ``tiles.csv``.
    regions : sequence of Region
        The regions of that year.
    year : int
        Year of the boundaries.

    Returns
    -------
    pandas.DataFrame
        Tiles table, one row per region.

    Raises
    ------
    RegionError
        If a region has no square, or two regions share one.
    """
    path = folder / "tiles.csv"
    try:
        layouts = build_table(pd.read_csv(path), TILE_LAYOUTS)
    except OSError:
        raise RegionError(
            f"registry {folder.name!r}: no file tiles.csv. Expected one square for "
            "each region. Add the file."
        ) from None
    check_table(layouts, TILE_LAYOUTS)
    last = layouts["last_year"].fillna(year)
    drawn = layouts[(layouts["first_year"] <= year) & (last >= year)]
    labels = {region.region_id: region.label for region in regions}
    tiles = drawn.loc[
        drawn["region_id"].isin(list(labels)), ["region_id", "row", "column"]
    ].assign(label=lambda frame: frame["region_id"].map(labels))
    absent = sorted(set(labels) - set(tiles["region_id"]))
    shared = tiles[tiles.duplicated(["row", "column"], keep=False)]
    if absent or len(shared):
        found = f"no square for {', '.join(absent)}" if absent else ""
        if len(shared):
            found += f" one square for {', '.join(shared['region_id'])}"
        raise RegionError(
            f"tiles.csv, boundaries of {year}: {found.strip()}. Expected a square of "
            "its own for each region of that year. Complete the layout."
        )
    return build_table(tiles, TILES)
