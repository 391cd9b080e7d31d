"""How much of what is written about regions is about this one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.scores.prevalence import (
    PeriodKind,
    check_confidence_level,
    complete_scores,
    list_periods,
    place_passages,
)
from discourse.scores.ratios import estimate_ratios
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

MEASURE = "salience"


def estimate_salience(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    *,
    period: PeriodKind = "year",
    regions: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate each region's share of all passages about regions.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    passage_regions : pandas.DataFrame
        Passage_regions table.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    regions : sequence of str, optional
        Regions of the study; the default is every region that has a passage. The
        base is the weight of all regions, listed or not.
    years : tuple of int, optional
        First and last year; the default is every year that has a passage.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Scores table with the measure ``salience``: one row per region and period.
        A region without passages in a period in which others have some has the
        estimate 0; `n_documents` counts the documents of the base, `n_passages` the
        region's passages.

    Notes
    -----
    For region r, :math:`\sum_p w(p, r) / \sum_{p, r'} w(p, r')`, a ratio over
    documents like prevalence. It measures attention, also where nothing is said of
    the region but its name; per inhabitant it needs population, which linkage has.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., ch. 6. Wiley.
    """
    check_choice(period, PeriodKind, "period")
    check_confidence_level(confidence_level)
    placed = place_passages(passages, passage_regions, period=period, years=years)
    regions = sorted(placed["region_id"].unique()) if regions is None else regions
    cells = ["period", "document_id"]
    totals = placed.groupby(cells, as_index=False, sort=True).agg(
        total=("weight", "sum")
    )
    parts = []
    for region_id in regions:
        own = placed[placed["region_id"] == region_id]
        part = own.groupby(cells, as_index=False, sort=True).agg(part=("weight", "sum"))
        documents = totals.merge(part, on=cells, how="left", sort=False)
        documents["part"] = documents["part"].fillna(0.0)
        scores = estimate_ratios(
            documents, ["period"], confidence_level=confidence_level
        )
        parts.append(scores.assign(measure_id=MEASURE, region_id=region_id))
    return complete_scores(
        parts,
        placed,
        measures=[MEASURE],
        regions=regions,
        periods=list_periods(passages, period=period, years=years),
        confidence_level=confidence_level,
    )
