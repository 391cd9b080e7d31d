"""Bring the weights of passages to one set of regions.

This module answers: which part of each passage belongs to which region of the chosen
boundaries, and what could not be carried over? Who is named in a passage is decided
before it; what the shares mean is decided after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse.schemas import PASSAGE_REGIONS
from ledger import LOSSES, InputError, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_STEP = "passage_regions"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedWeights:
    """Passage weights at the chosen boundaries, and what was lost on the way.

    Parameters
    ----------
    table : pandas.DataFrame
        Passage_regions table at the chosen boundaries. The weights of a passage sum
        to less than 1 where a part of it could not be carried over.
    losses : pandas.DataFrame
        Losses table, one row per region that could not be carried over.
    """

    table: pd.DataFrame
    losses: pd.DataFrame


def convert_passage_regions(
    passage_regions: pd.DataFrame, crosswalk: pd.DataFrame
) -> ConvertedWeights:
    """Carry the weights of passages to the regions of a crosswalk.

    Parameters
    ----------
    passage_regions : pandas.DataFrame
        Passage_regions table, at any boundaries.
    crosswalk : pandas.DataFrame
        Columns from_region_id, to_region_id, weight (missing where a region was split
        and nothing says how), basis.

    Returns
    -------
    ConvertedWeights
        The carried weights, one row per passage and region, and the losses.

    Raises
    ------
    InputError
        If the crosswalk lacks one of its columns.

    Notes
    -----
    A passage about a region that was split later says nothing about which of the
    successors it is about, so its weight stays unassigned: it is never divided by
    area, population or number of successors. The weights that remain are *not* scaled
    up to 1.
    """
    _check_crosswalk(crosswalk)
    links = crosswalk[["from_region_id", "to_region_id", "weight"]].rename(
        columns={"from_region_id": "region_id", "weight": "carried"}
    )
    joined = passage_regions.merge(links, on="region_id", how="left", sort=False)
    is_unknown = joined["to_region_id"].isna()
    is_split = joined["carried"].isna() & ~is_unknown
    kept = joined[~is_unknown & ~is_split]
    table = (
        kept.assign(
            region_id=kept["to_region_id"], weight=kept["weight"] * kept["carried"]
        )
        .groupby(["passage_id", "region_id"], as_index=False, sort=True)
        .agg(weight=("weight", "sum"), basis=("basis", "first"))
    )
    # Sums of shares may exceed 1 by a rounding error.
    table["weight"] = table["weight"].clip(upper=1.0)
    losses = [
        *_list_losses(
            joined[is_split], "split later: which successor is meant is not known"
        ),
        *_list_losses(joined[is_unknown], "region is not in the crosswalk"),
    ]
    return ConvertedWeights(
        table=build_table(table, PASSAGE_REGIONS), losses=build_table(losses, LOSSES)
    )


def _check_crosswalk(crosswalk: pd.DataFrame) -> None:
    needed = ("from_region_id", "to_region_id", "weight")
    absent = [name for name in needed if name not in crosswalk.columns]
    if absent:
        raise InputError(
            f"table 'crosswalk': found no column {', '.join(map(repr, absent))}. "
            f"Expected {', '.join(needed)}. Make it with atlas.build_crosswalk."
        )


def _list_losses(rows: pd.DataFrame, reason: str) -> Iterable[dict[str, object]]:
    # A split has one crosswalk row per successor; the passage is lost once.
    lost = rows.drop_duplicates(["passage_id", "region_id"])
    for region_id, n_rows in lost.groupby("region_id", sort=True).size().items():
        yield {
            "step": _STEP,
            "table": "passage_regions",
            "key": str(region_id),
            "reason": reason,
            "n_rows": int(n_rows),
        }
