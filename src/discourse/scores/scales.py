"""Where does what is written about a region stand on a scale of passages?

Takes positions of passages from `discourse.scaling`, or any other number for each
passage, and gives the mean by region and period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.scores.prevalence import (
    PeriodKind,
    check_confidence_level,
    complete_scores,
    list_periods,
    place_passages,
)
from discourse.scores.ratios import estimate_means
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def estimate_scale(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    positions: pd.DataFrame,
    *,
    scale_id: str,
    period: PeriodKind = "year",
    regions: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the mean position of each region's passages.

    Parameters
    ----------
    passages, passage_regions : pandas.DataFrame
        The tables.
    positions : pandas.DataFrame
        Passage_scale table; passages without a position do not count.
    scale_id : str
        Name of the scale; the measure is ``scale:<scale_id>``.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    regions : sequence of str, optional
        Regions of the study; the default is every region that has a passage.
    years : tuple of int, optional
        First and last year.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Scores table; `n_passages` counts passages with a position.

    Notes
    -----
    Mean and error: `discourse.scores.ratios.estimate_means`. The error is that of the
    documents drawn, the scale held fixed.
    """
    check_choice(period, PeriodKind, "period")
    check_confidence_level(confidence_level)
    placed = place_passages(passages, passage_regions, period=period, years=years)
    known = positions.dropna(subset=["position"]).set_index("passage_id")["position"]
    placed = placed[placed["passage_id"].isin(known.index)]
    value = placed["passage_id"].map(known)
    scores = estimate_means(
        placed.assign(part=placed["weight"] * value),
        method="mean over documents",
        confidence_level=confidence_level,
    ).assign(measure_id=f"scale:{scale_id}")
    return complete_scores(
        [scores],
        placed,
        measures=[f"scale:{scale_id}"],
        regions=sorted(placed["region_id"].unique()) if regions is None else regions,
        periods=list_periods(passages, period=period, years=years),
        confidence_level=confidence_level,
    )
