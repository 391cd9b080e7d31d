"""Intervals of coefficients that respect regions as clusters."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import stats

from linkage.association.coefficients import (
    compute_coefficient,
    compute_weighted_coefficients,
)
from linkage.association.panel import count_regions

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linkage.association.coefficients import CorrelationMethod
    from linkage.association.panel import Pairs

    Floats = NDArray[np.float64]

IntervalMethod = Literal["auto", "analytic", "jackknife", "percentile", "bca"]
Interval = tuple[float, float]
_NONE: Interval = (float("nan"), float("nan"))
_CHUNK = 2_000_000


def draw_resamples(
    pairs: Pairs,
    *,
    method: CorrelationMethod,
    n_resamples: int,
    rng: np.random.Generator,
) -> Floats:
    """Compute the coefficient in resamples of whole regions.

    Parameters
    ----------
    pairs : Pairs
        The pairs; regions are drawn with replacement, with all their pairs.
    method : {"pearson", "spearman", "kendall"}
        The coefficient.
    n_resamples : int
        How many.
    rng : numpy.random.Generator
        Source of the draws.

    Returns
    -------
    array of float, shape (n_resamples,)
        The coefficients; missing where a resample does not vary.
    """
    draws = rng.integers(0, pairs.n_regions, (n_resamples, pairs.n_regions))
    step = max(1, _CHUNK // max(1, len(pairs.x)))
    return np.concatenate(
        [
            compute_weighted_coefficients(
                pairs.x,
                pairs.y,
                count_regions(pairs, draws[start : start + step]),
                method=method,
            )
            for start in range(0, n_resamples, step)
        ]
    )


def compute_analytic_interval(
    estimate: float, n: int, *, method: CorrelationMethod, confidence_level: float
) -> Interval:
    r"""Compute the interval on Fisher's z scale for n independent observations.

    Parameters
    ----------
    estimate : float
        The coefficient.
    n : int
        Independent observations.
    method : {"pearson", "spearman", "kendall"}
        Decides the standard error of z.
    confidence_level : float
        Level.

    Returns
    -------
    tuple of float
        The bounds; missing with too few observations or at exactly -1 or 1.

    Notes
    -----
    Standard error of :math:`z = \operatorname{artanh} r`: :math:`1/\sqrt{n-3}` for
    Pearson (Fisher 1921); :math:`\sqrt{(1 + r^2/2)/(n-3)}` for Spearman (Bonett &
    Wright 2000); :math:`\sqrt{.437/(n-4)}` for Kendall (Fieller, Hartley & Pearson
    1957).

    References
    ----------
    Bonett, D. G. & Wright, T. A. (2000). Sample size requirements for estimating
    Pearson, Kendall and Spearman correlations. Psychometrika 65, 23-28.
    """
    freedom = n - (4 if method == "kendall" else 3)
    if freedom < 1 or not abs(estimate) < 1:
        return _NONE
    variance = {
        "pearson": 1.0,
        "spearman": 1 + estimate**2 / 2,
        "kendall": 0.437,
    }[method] / freedom
    half = float(stats.norm.ppf((1 + confidence_level) / 2)) * math.sqrt(variance)
    center = math.atanh(estimate)
    return math.tanh(center - half), math.tanh(center + half)


def compute_jackknife_interval(
    pairs: Pairs, *, method: CorrelationMethod, confidence_level: float
) -> Interval:
    """Compute the interval from leaving out one region at a time.

    Parameters
    ----------
    pairs : Pairs
        The pairs.
    method : {"pearson", "spearman", "kendall"}
        The coefficient.
    confidence_level : float
        Level.

    Returns
    -------
    tuple of float
        The bounds; missing if leaving out a region leaves no variation.

    Notes
    -----
    The delete-one-region jackknife error of z = artanh r, with t quantiles on G - 1
    degrees of freedom for G regions.
    """
    estimate = compute_coefficient(pairs.x, pairs.y, method=method)
    left = _leave_out(pairs, method)
    if not abs(estimate) < 1 or not bool((np.abs(left) < 1).all()):
        return _NONE
    n = pairs.n_regions
    z = np.arctanh(left)
    error = math.sqrt((n - 1) / n * float(((z - z.mean()) ** 2).sum()))
    half = float(stats.t.ppf((1 + confidence_level) / 2, n - 1)) * error
    center = math.atanh(estimate)
    return math.tanh(center - half), math.tanh(center + half)


def compute_percentile_interval(
    resamples: Floats, *, confidence_level: float
) -> Interval:
    """Compute the interval between two percentiles of the resamples."""
    kept = resamples[np.isfinite(resamples)]
    if not len(kept):
        return _NONE
    tail = (1 - confidence_level) / 2
    low, high = np.quantile(kept, [tail, 1 - tail])
    return float(low), float(high)


def compute_bca_interval(
    pairs: Pairs,
    resamples: Floats,
    *,
    method: CorrelationMethod,
    confidence_level: float,
) -> Interval:
    """Compute the bias-corrected and accelerated bootstrap interval.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. JASA 82, 171-185.
    """
    estimate = compute_coefficient(pairs.x, pairs.y, method=method)
    kept = resamples[np.isfinite(resamples)]
    below = float((kept < estimate).mean() + (kept == estimate).mean() / 2)
    left = _leave_out(pairs, method)
    if not 0 < below < 1 or not bool(np.isfinite(left).all()):
        return _NONE
    deviation = left.mean() - left
    scale = float((deviation**2).sum()) ** 1.5
    acceleration = float((deviation**3).sum()) / (6 * scale) if scale else 0.0
    bias = float(stats.norm.ppf(below))
    tail = (1 - confidence_level) / 2
    reach = bias + stats.norm.ppf([tail, 1 - tail])
    levels = stats.norm.cdf(bias + reach / (1 - acceleration * reach))
    low, high = np.quantile(kept, levels)
    return float(low), float(high)


def _leave_out(pairs: Pairs, method: CorrelationMethod) -> Floats:
    left_out = np.eye(pairs.n_regions, dtype=bool)
    weights = (~left_out[:, pairs.region]).astype("float64")
    return compute_weighted_coefficients(pairs.x, pairs.y, weights, method=method)
