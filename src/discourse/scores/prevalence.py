"""How common is a code in what is written about a region?

This module estimates the share of a region's passages that carry a code, with its
error. It leaves the finding of regions and hits to others, and what the shares go
together with to linkage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from discourse.lexicons.counting import find_counted_hits
from discourse.schemas import SCORES
from discourse.scores.ratios import METHOD_NONE, estimate_ratios
from discourse.scores.weights import convert_passage_regions
from ledger import InputError, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

PeriodKind = Literal["year", "all"]


def estimate_prevalence(
    passages: pd.DataFrame,
    mentions: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    period: PeriodKind = "year",
    codes: Sequence[str] | None = None,
    crosswalk: pd.DataFrame | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    """Estimate the share of each region's passages that carry each code.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    mentions : pandas.DataFrame
        Mentions table; gives each passage its regions.
    hits : pandas.DataFrame
        Hits table of one or more lexicons.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    codes : sequence of str, optional
        Codes to score; the default is every code that has a hit.
    crosswalk : pandas.DataFrame, optional
        Brings the regions to one set of boundaries (`atlas.build_crosswalk`); its
        target regions all get a row. The default leaves the regions as mentioned.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Scores table, one row per code (``prevalence:<code>``), region and period.

    Notes
    -----
    See `estimate_prevalence_from_weights`. What a crosswalk cannot carry over is
    listed by `convert_passage_regions`; call that first where the losses are wanted.
    """
    from discourse.mentions.weights import build_passage_regions

    weights = build_passage_regions(passages, mentions)
    regions: list[str] | None = None
    if crosswalk is not None:
        weights = convert_passage_regions(weights, crosswalk).table
        regions = sorted(crosswalk["to_region_id"].dropna().unique())
    return estimate_prevalence_from_weights(
        passages,
        weights,
        hits,
        period=period,
        codes=codes,
        regions=regions,
        confidence_level=confidence_level,
    )


def estimate_prevalence_from_weights(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    period: PeriodKind = "year",
    codes: Sequence[str] | None = None,
    regions: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate prevalence from passages whose regions are already decided.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; passage_id, document_id and year are used.
    passage_regions : pandas.DataFrame
        Passage_regions table.
    hits : pandas.DataFrame
        Hits table; negated hits do not count.
    period : {"year", "all"}
        One score for each year, or one for all years together.
    codes : sequence of str, optional
        Codes to score; the default is every code that has a hit. The code
        ``access_services`` takes the categories ``access_services`` and
        ``access_services.<part>``.
    regions : sequence of str, optional
        Regions of the study: each gets a row, and others none. The default is every
        region that has a passage.
    years : tuple of int, optional
        First and last year: each year between gets a row, and passages outside do not
        count. The default is every year that has a passage.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    pandas.DataFrame
        Scores table, one row per code (``prevalence:<code>``), region and period,
        also where there is no passage (`n_passages` 0, estimate missing). The period
        of all years is named by the first and last year, such as ``2012/2023``.

    Raises
    ------
    InputError
        If passages are unknown, years are out of order, or an argument has a value
        it cannot have.

    Notes
    -----
    For passages p of region r and period t with weights w and coding y in {0, 1}
    (1 if a hit of the code that is not negated stands in the passage), prevalence is
    the ratio :math:`\sum w y / \sum w`; its error and interval are those of
    `discourse.scores.ratios.estimate_ratios` with documents as clusters. Passages
    without a year count in no period, neither in the years nor in all years together.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., ch. 6. Wiley.

    Checked against
    ---------------
    A hand-worked example and an independent computation
    (``tests/reference/prevalence``); interval coverage on simulated corpora
    (``tests/recovery``).
    """
    check_choice(period, PeriodKind, "period")
    check_confidence_level(confidence_level)
    placed = place_passages(passages, passage_regions, period=period, years=years)
    codes = _find_codes(hits) if codes is None else list(dict.fromkeys(codes))
    if regions is None:
        regions = sorted(placed["region_id"].unique())
    periods = list_periods(passages, period=period, years=years)
    by_document = placed.groupby(["region_id", "period", "document_id"], sort=True)
    totals = by_document.size().reset_index()
    # Numbers of groups in the order of `totals`: one pass per code without text keys.
    group = by_document.ngroup().to_numpy()
    weight = placed["weight"].to_numpy()
    n_groups = len(totals)
    totals["total"] = np.bincount(group, weights=weight, minlength=n_groups)
    cells = totals.groupby(["region_id", "period"], sort=True)
    documents = totals[["total"]].assign(cell=cells.ngroup())
    labels = cells.size().reset_index()[["region_id", "period"]]
    coded = mark_codes(hits, codes)
    parts = []
    for code in codes:
        is_coded = placed["passage_id"].isin(coded[code]).to_numpy()
        carried = np.bincount(
            group[is_coded], weights=weight[is_coded], minlength=n_groups
        )
        scores = estimate_ratios(
            documents.assign(part=carried), ["cell"], confidence_level=confidence_level
        )
        scores = scores.join(labels, on="cell")
        parts.append(scores.assign(measure_id=f"prevalence:{code}"))
    return complete_scores(
        parts,
        placed,
        measures=[f"prevalence:{code}" for code in codes],
        regions=regions,
        periods=periods,
        confidence_level=confidence_level,
    )


def place_passages(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    *,
    period: PeriodKind,
    years: tuple[int, int] | None,
) -> pd.DataFrame:
    """Give each weight of a passage its document and period.

    Parameters
    ----------
    passages, passage_regions : pandas.DataFrame
        The tables.
    period : {"year", "all"}
        Kind of period.
    years : tuple of int, optional
        First and last year.

    Returns
    -------
    pandas.DataFrame
        Columns passage_id, region_id, weight, document_id, period; dated passages
        with a positive weight only.

    Raises
    ------
    InputError
        If a weight belongs to a passage that is not in the passages table.
    """
    known = passages[["passage_id", "document_id", "year"]]
    placed = passage_regions[["passage_id", "region_id", "weight"]].merge(
        known, on="passage_id", how="left", sort=False
    )
    strange = placed.loc[placed["document_id"].isna(), "passage_id"].unique()
    if len(strange):
        raise InputError(
            f"table 'passage_regions', column 'passage_id': found {len(strange)} "
            f"passages that are not in the passages table (such as {strange[0]!r}). "
            "Expected weights of the given passages. Make both from the same documents."
        )
    placed = placed[placed["year"].notna() & (placed["weight"] > 0)]
    if years is not None:
        placed = placed[placed["year"].between(*years).astype(bool)]
    labels = placed["year"].astype("int64").astype("str")
    if period == "all":
        labels = pd.Series(_name_span(passages, years), index=placed.index, dtype="str")
    return placed.drop(columns="year").assign(period=labels)


def list_periods(
    passages: pd.DataFrame, *, period: PeriodKind, years: tuple[int, int] | None
) -> list[str]:
    """List the periods of the study, with or without passages about regions."""
    if years is not None and years[0] > years[1]:
        raise InputError(
            f"years: found {years[0]} to {years[1]}. Expected the first year and the "
            "last year. Exchange them."
        )
    if period == "all":
        span = _name_span(passages, years)
        return [span] if span else []
    if years is not None:
        return [str(year) for year in range(years[0], years[1] + 1)]
    return [str(year) for year in sorted(passages["year"].dropna().unique())]


def complete_scores(
    parts: Sequence[pd.DataFrame],
    placed: pd.DataFrame,
    *,
    measures: Sequence[str],
    regions: Sequence[str],
    periods: Sequence[str],
    confidence_level: float,
) -> pd.DataFrame:
    """Lay estimates into the full grid of measures, regions and periods.

    Returns
    -------
    pandas.DataFrame
        Scores table; cells without passages have counts of 0 and no estimate.
    """
    keys = ["measure_id", "region_id", "period"]
    grid = pd.MultiIndex.from_product(
        [list(measures), list(regions), list(periods)], names=keys
    ).to_frame(index=False)
    grid = grid.astype("str")
    counts = placed.groupby(["region_id", "period"], as_index=False, sort=True).agg(
        n_passages=("passage_id", "nunique")
    )
    columns = [
        *keys,
        "estimate",
        "standard_error",
        "conf_low",
        "conf_high",
        "n_documents",
        "method",
    ]
    filled = [part[columns] for part in parts if len(part)]
    if filled:
        grid = grid.merge(pd.concat(filled), on=keys, how="left", sort=False)
    else:
        grid = grid.assign(
            estimate=np.nan,
            standard_error=np.nan,
            conf_low=np.nan,
            conf_high=np.nan,
            n_documents=np.nan,
            method=None,
        )
    grid = grid.merge(counts, on=["region_id", "period"], how="left", sort=False)
    grid = grid.assign(
        n_passages=grid["n_passages"].fillna(0),
        n_documents=grid["n_documents"].fillna(0),
        method=grid["method"].astype("str").fillna(METHOD_NONE),
        confidence_level=confidence_level,
    )
    return build_table(grid[list(SCORES.names)], SCORES)


def check_confidence_level(confidence_level: float) -> None:
    """Raise if a confidence level is not a share between 0 and 1."""
    if not 0 < confidence_level < 1:
        raise InputError(
            f"confidence_level: found {confidence_level!r}. Expected a share between "
            "0 and 1, such as 0.95. Divide percentages by 100."
        )


def _name_span(passages: pd.DataFrame, years: tuple[int, int] | None) -> str:
    dated = passages["year"].dropna()
    if years is not None:
        dated = dated[dated.between(*years)]
    if dated.empty:
        return ""
    return f"{int(dated.min())}/{int(dated.max())}"


def _find_codes(hits: pd.DataFrame) -> list[str]:
    return sorted({str(name).split(".", 1)[0] for name in hits["category"].unique()})


def mark_codes(hits: pd.DataFrame, codes: Sequence[str]) -> dict[str, pd.Series]:
    """List, for each code, the passages with a hit of it that counts."""
    counted = find_counted_hits(hits)
    categories = counted["category"].astype("str")
    names = categories.unique()
    marked = {}
    for code in codes:
        own = [name for name in names if name == code or name.startswith(f"{code}.")]
        marked[code] = counted.loc[categories.isin(own), "passage_id"].drop_duplicates()
    return marked
