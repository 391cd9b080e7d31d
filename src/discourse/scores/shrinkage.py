"""What would prevalence be if small bases were not allowed to shout?

A region with three passages reaches 0 or 1 by chance. Shrunken prevalence moves each
region toward the mean of its period, the more the fewer effective passages it has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.schemas import SCORES
from ledger import build_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

METHOD = "empirical Bayes, beta-binomial by moments"
_PREFIX = "prevalence:"
_FEWEST_REGIONS = 3


def shrink_prevalence(scores: pd.DataFrame) -> pd.DataFrame:
    r"""Shrink prevalence toward the mean of its code and period.

    Parameters
    ----------
    scores : pandas.DataFrame
        Scores table of `estimate_prevalence`; other measures are left aside.

    Returns
    -------
    pandas.DataFrame
        Scores table with two measures: ``shrunken_prevalence:<code>``, and
        ``shrinkage:<code>``, the share of the way to the mean (0 leaves the estimate,
        1 replaces it by the mean). One row of each per row of the input; missing where
        the input is missing, or where fewer than three regions have an estimate.

    Notes
    -----
    In one code and period, let region r have prevalence :math:`p_r` and
    :math:`n_r` effective passages, :math:`N = \sum n_r`, :math:`m = \sum n_r p_r /
    N`, :math:`a_r = 1 - n_r / N`. The correlation within regions is estimated by
    moments,

    .. math:: \rho = \frac{\sum n_r (p_r - m)^2 / (m (1 - m)) - \sum a_r}
        {\sum a_r (n_r - 1)},

    cut to [0, 1]. With :math:`M = (1 - \rho) / \rho` the shrinkage is
    :math:`B_r = M / (M + n_r)` and the shrunken prevalence
    :math:`(1 - B_r) p_r + B_r m`. Where :math:`\rho = 0`, regions differ no more than
    chance would have it, and all get the mean.

    Passages of one document are not independent. The effective number is
    :math:`n_r = p_r (1 - p_r) / s_r^2` for regions with an error :math:`s_r`, not
    above the number of passages; for regions without one (all passages alike, one
    document) it is the number of documents. No interval is given: moments do not tell
    how sure :math:`\rho` is.

    References
    ----------
    Kleinman, J. C. (1973). Proportions with extraneous variance: single and
    independent samples. JASA 68, 46-54.
    """
    own = scores[scores["measure_id"].str.startswith(_PREFIX)]
    parts = [
        _shrink_group(group)
        for _, group in own.groupby(["measure_id", "period"], sort=True)
    ]
    if not parts:
        return build_table([], SCORES)
    return build_table(pd.concat(parts), SCORES)


def _shrink_group(group: pd.DataFrame) -> pd.DataFrame:
    share = group["estimate"].to_numpy(dtype="float64")
    size = _count_effective(group, share)
    known = np.isfinite(share) & (size > 0)
    shrinkage = np.full(len(group), np.nan)
    shrunken = np.full(len(group), np.nan)
    if int(known.sum()) >= _FEWEST_REGIONS:
        mean, correlation = _estimate_moments(share[known], size[known])
        if correlation > 0:
            prior = (1 - correlation) / correlation
            shrinkage[known] = prior / (prior + size[known])
        else:
            shrinkage[known] = 1.0
        shrunken = (1 - shrinkage) * share + shrinkage * mean
    code = group["measure_id"].str.removeprefix(_PREFIX)
    blank = group.assign(
        standard_error=np.nan, conf_low=np.nan, conf_high=np.nan, method=METHOD
    )
    return pd.concat(
        [
            blank.assign(measure_id="shrunken_prevalence:" + code, estimate=shrunken),
            blank.assign(measure_id="shrinkage:" + code, estimate=shrinkage),
        ]
    )


def _count_effective(group: pd.DataFrame, share: Floats) -> Floats:
    error = group["standard_error"].to_numpy(dtype="float64")
    n_passages = group["n_passages"].to_numpy(dtype="float64")
    n_documents = group["n_documents"].to_numpy(dtype="float64")
    has_error = np.isfinite(error) & (error > 0)
    effective = share * (1 - share) / np.where(has_error, error, 1.0) ** 2
    sizes: Floats = np.where(has_error, np.minimum(effective, n_passages), n_documents)
    return sizes


def _estimate_moments(share: Floats, size: Floats) -> tuple[float, float]:
    total = float(size.sum())
    mean = float((size * share).sum()) / total
    spread = mean * (1 - mean)
    rest = 1 - size / total
    base = float((rest * (size - 1)).sum())
    if spread <= 0 or base <= 0:
        return mean, 0.0
    excess = float((size * (share - mean) ** 2).sum()) / spread - float(rest.sum())
    return mean, min(1.0, max(0.0, excess / base))
