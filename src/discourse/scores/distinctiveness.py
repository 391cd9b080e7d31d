"""Which codes set a region apart from the others?

Prevalence says how common a code is; this module asks how much more common it is, among
all that is coded in a region's passages, than in the passages of the other regions,
with small bases held back by a prior.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from discourse.scores.prevalence import (
    PeriodKind,
    check_confidence_level,
    complete_scores,
    list_periods,
    mark_codes,
    place_passages,
)
from ledger import InputError, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

METHOD = "weighted log-odds, informative Dirichlet prior, documents as clusters"
METHOD_ONE_REGION = "one region only: nothing to compare with"
METHOD_UNUSED = "no passage of the period carries the code"
_FEWEST_CODES = 2


def estimate_distinctiveness(
    passages: pd.DataFrame,
    passage_regions: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    codes: Sequence[str],
    period: PeriodKind = "year",
    regions: Sequence[str] | None = None,
    years: tuple[int, int] | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    r"""Estimate how much more a region's passages carry a code than the others'.

    Parameters
    ----------
    passages, passage_regions, hits : pandas.DataFrame
        The tables; negated hits do not count.
    codes : sequence of str
        At least two codes: each is compared with all of them together.
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
        Scores table with two measures: ``distinctiveness:<code>``, the difference in
        log-odds with its error and interval (0: as in the other regions), and
        ``distinctiveness_z:<code>``, Monroe's z-score, for ranking. Missing where the
        period has one region only, or nobody is coded so.

    Raises
    ------
    InputError
        If fewer than two codes are given.

    Notes
    -----
    Let :math:`y_{rc}` be the weight of region r's passages with code c,
    :math:`n_r = \sum_c y_{rc}`, and :math:`y_{-r,c}`, :math:`n_{-r}` the same of all
    other regions. With the prior :math:`\alpha_c = \alpha_0 \, y_{\cdot c} / n_\cdot`,
    worth :math:`\alpha_0` codings, the mean number of codings of a region (at least 1),

    .. math:: \delta_{rc} = \log \frac{y_{rc} + \alpha_c}
        {n_r + \alpha_0 - y_{rc} - \alpha_c} - \log \frac{y_{-r,c} + \alpha_c}
        {n_{-r} + \alpha_0 - y_{-r,c} - \alpha_c}, \qquad
        z = \delta_{rc} \Big/ \sqrt{\frac{1}{y_{rc} + \alpha_c}
        + \frac{1}{y_{-r,c} + \alpha_c}} .

    The z-score takes each coding as independent. The standard error and interval of
    :math:`\delta` do not: they are the linearized variance over documents,
    :math:`D/(D-1) \sum_d (u_d - \bar u)^2`, where :math:`u_d` is what document d
    adds to :math:`\delta` to first order, the prior held fixed.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words: lexical
    feature selection and evaluation for identifying the content of political conflict.
    Political Analysis 16, 372-403, equations 15, 16, 22.
    Binder, D. A. (1983). On the variances of asymptotically normal estimators from
    complex surveys. International Statistical Review 51, 279-292.

    Checked against
    ---------------
    The formulas computed by hand and a jackknife over documents:
    ``tests/unit/discourse/test_distinctiveness.py``.
    """
    check_choice(period, PeriodKind, "period")
    check_confidence_level(confidence_level)
    codes = list(dict.fromkeys(codes))
    if len(codes) < _FEWEST_CODES:
        raise InputError(
            f"codes: found {len(codes)}. Expected at least two, since a code stands "
            "out only against others. Name all codes of the study."
        )
    placed = place_passages(passages, passage_regions, period=period, years=years)
    coded = mark_codes(hits, codes)
    parts = [
        _estimate_period(name, group, coded, confidence_level)
        for name, group in placed.groupby("period", sort=True)
    ]
    kinds = ("distinctiveness", "distinctiveness_z")
    return complete_scores(
        parts,
        placed,
        measures=[f"{kind}:{code}" for kind in kinds for code in codes],
        regions=sorted(placed["region_id"].unique()) if regions is None else regions,
        periods=list_periods(passages, period=period, years=years),
        confidence_level=confidence_level,
    )


def _estimate_period(
    period: object,
    group: pd.DataFrame,
    coded: dict[str, pd.Series],
    confidence_level: float,
) -> pd.DataFrame:
    regions, region = np.unique(group["region_id"].astype("str"), return_inverse=True)
    documents, document = np.unique(group["document_id"], return_inverse=True)
    weight = group["weight"].to_numpy("float64")
    # Documents x regions x codes: small, since a document names few regions.
    counts = np.zeros((len(documents), len(regions), len(coded)))
    for number, passages in enumerate(coded.values()):
        carries = group["passage_id"].isin(passages).to_numpy()
        np.add.at(
            counts[:, :, number], (document[carries], region[carries]), weight[carries]
        )
    total = counts.sum(axis=0)
    size = max(float(total.sum()) / len(regions), 1.0)
    delta, model_error, influence = _compare(counts, total, size)
    n = len(documents)
    error = np.full(delta.shape, np.nan)
    if n > 1:
        centered = influence - influence.mean(axis=0)
        error = np.sqrt(n / (n - 1) * (centered**2).sum(axis=0))
    quantile = stats.t.ppf((1 + confidence_level) / 2, max(n - 1, 1))
    is_used = np.broadcast_to(total.sum(axis=0) > 0, delta.shape)
    is_defined = is_used & (len(regions) > 1)
    n_documents = np.array(
        [len(set(document[region == r])) for r in range(len(regions))]
    )
    method = np.select(
        [np.full(delta.shape, len(regions) < 2), ~is_used],  # noqa: PLR2004
        [METHOD_ONE_REGION, METHOD_UNUSED],
        METHOD,
    )
    rows = pd.DataFrame(
        {
            "region_id": np.repeat(regions, len(coded)),
            "period": str(period),
            "code": list(coded) * len(regions),
            "estimate": np.where(is_defined, delta, np.nan).ravel(),
            "z": np.where(is_defined, delta / model_error, np.nan).ravel(),
            "standard_error": np.where(is_defined, error, np.nan).ravel(),
            "n_documents": np.repeat(n_documents, len(coded)),
            "method": method.ravel(),
        }
    )
    half = quantile * rows["standard_error"]
    scores = rows.assign(
        measure_id="distinctiveness:" + rows["code"],
        conf_low=rows["estimate"] - half,
        conf_high=rows["estimate"] + half,
    )
    ranks = rows.assign(
        measure_id="distinctiveness_z:" + rows["code"],
        estimate=rows["z"],
        standard_error=np.nan,
        conf_low=np.nan,
        conf_high=np.nan,
    )
    return pd.concat([scores, ranks], ignore_index=True)


def _compare(
    counts: Floats, total: Floats, size: float
) -> tuple[Floats, Floats, Floats]:
    """Compare each region with all others; differences, errors, influences."""
    everything = total.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        prior = size * everything / everything.sum()
        here, rest = total + prior, everything - total + prior
        n_here = total.sum(axis=1, keepdims=True) + size
        n_rest = everything.sum() - total.sum(axis=1, keepdims=True) + size
        delta = np.log(here / (n_here - here)) - np.log(rest / (n_rest - rest))
        error = np.sqrt(1 / here + 1 / rest)
        of_document = counts.sum(axis=2, keepdims=True)
        others = counts.sum(axis=1, keepdims=True) - counts
        of_others = others.sum(axis=2, keepdims=True)
        influence = (
            counts / here
            - (of_document - counts) / (n_here - here)
            - others / rest
            + (of_others - others) / (n_rest - rest)
        )
    return delta, error, influence
