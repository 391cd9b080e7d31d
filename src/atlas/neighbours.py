"""Which regions touch each other?

Neighbors are listed once, for the smallest regions; those of earlier and larger
regions follow from their territories: two regions touch if any of their pieces do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from atlas.schemas import NEIGHBORS
from ledger import RegionError, build_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_neighbor_pairs(
    folder: Path, territories: Mapping[str, frozenset[str]]
) -> pd.DataFrame:
    """Read the pairs of regions that touch.

    Parameters
    ----------
    folder : pathlib.Path
        Registry folder with ``neighbours.csv``.
    territories : mapping of str to frozenset of str
        For each region of the wanted set the pieces it covers.

    Returns
    -------
    pandas.DataFrame
        Neighbors table, each pair once, the smaller id first.

    Raises
    ------
    RegionError
        If the file is absent or names a region nobody knows.
    """
    path = folder / "neighbours.csv"
    try:
        pairs = build_table(pd.read_csv(path, dtype="str"), NEIGHBORS)
    except OSError:
        raise RegionError(
            f"registry {folder.name!r}: no file neighbours.csv. Expected pairs of "
            "regions that touch. Add the file."
        ) from None
    holder = {
        piece: region_id
        for region_id, pieces in territories.items()
        for piece in pieces
    }
    named = set(pairs["region_a"]) | set(pairs["region_b"])
    unknown = sorted(named - set(holder))
    if unknown:
        raise RegionError(
            f"neighbours.csv: found {', '.join(unknown)}. Expected the smallest "
            "regions of the registry. Correct the ids."
        )
    touching = {
        (min(a, b), max(a, b))
        for a, b in zip(
            pairs["region_a"].map(holder), pairs["region_b"].map(holder), strict=True
        )
        if a != b
    }
    return build_table(
        [{"region_a": a, "region_b": b} for a, b in sorted(touching)], NEIGHBORS
    )
