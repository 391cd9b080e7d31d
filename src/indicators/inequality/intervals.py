"""Intervals of a measure of inequality over regions as draws from a superpopulation.

For the seventeen or twenty regions as they are, a measure has no sampling error: all of
them are there. An interval answers another question: how much would the measure differ
had the process that made these regions made others (superpopulation)? It is not about
errors of measurement in the regions' values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import stats
from scipy.special import expit, logit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.inequality.measures import Measure

    Floats = NDArray[np.float64]

IntervalMethod = Literal["jackknife", "bootstrap"]

MIN_REGIONS = 5
# Quantiles and extremes of so few regions are single values: no interval holds.
WITHOUT_INTERVAL: tuple[str, ...] = ("ratio_90_10", "ratio_max_min")
_TINY = 1e-12
BOUNDED: tuple[str, ...] = (
    "gini",
    "gini_corrected",
    "atkinson_0.5",
    "atkinson_1",
    "atkinson_2",
    "hoover",
)
# Elements of an intermediate array that are held at once.
_CHUNK = 2_000_000


def estimate_interval(
    compute: Measure,
    values: Floats,
    weights: Floats,
    *,
    is_bounded: bool,
    method: IntervalMethod,
    confidence_level: float,
    n_resamples: int,
    rng: np.random.Generator | None,
) -> tuple[float, float]:
    r"""Estimate the interval of a measure on the scale of its logarithm or logit.

    Parameters
    ----------
    compute : callable
        The measure, of values and weights.
    values, weights : array, shape (n,)
        The regions.
    is_bounded : bool
        Whether the measure cannot exceed 1; its scale is then the logit.
    method : {"jackknife", "bootstrap"}
        Deleting one region at a time with Student's t of n - 1 degrees of freedom, or
        the studentized bootstrap of regions.
    confidence_level : float
        Level.
    n_resamples : int
        Resamples of the bootstrap.
    rng : numpy.random.Generator, optional
        Source of the resamples; needed for the bootstrap.

    Returns
    -------
    (float, float)
        Bounds, missing where fewer than five regions or no inequality leave nothing to
        go by.

    Notes
    -----
    With the bias-corrected logarithm :math:`c = n \ln\hat\theta - (n-1)
    \overline{\ln\hat\theta_{(-i)}}` and its jackknife standard error s, the interval is
    :math:`\exp(c \pm t s)`; the bootstrap takes quantiles of
    :math:`(c^* - \ln\hat\theta)/s^*` for t. Of a bounded measure, the same with the
    logit. The bounds lie around c, so that the
    measure itself, which is too small in few regions, may stand near the lower one.
    Measured on lognormal superpopulations (tests/recovery/test_inequality_recovery.py):
    at 17 and 20 regions the Gini's 95 % jackknife interval held the truth in 93 to 95 of
    100 cases, the studentized bootstrap's in 90 to 92, the percentile bootstrap's in 72
    to 80 (which is why it is not offered).

    References
    ----------
    Efron, B. & Tibshirani, R. J. (1993). An Introduction to the Bootstrap, ch. 11 and
    12. Davidson, R. (2009). Reliable inference for the Gini index. Journal of
    Econometrics 150(1), 30-40. doi:10.1016/j.jeconom.2008.11.004
    """
    n = len(values)
    none = (float("nan"), float("nan"))
    if n < MIN_REGIONS:
        return none
    scale = logit if is_bounded else np.log
    back = expit if is_bounded else np.exp

    def compute_scaled(y: Floats, w: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            scaled: Floats = scale(compute(y, w))
        return scaled

    level, center, error = _jackknife(compute_scaled, values, weights, np.ones((1, n)))
    if not np.isfinite(center[0]) or not error[0] > _TINY:
        return none
    tail = (1 - confidence_level) / 2
    if method == "jackknife":
        low = high = float(stats.t.ppf(1 - tail, n - 1))
    else:
        if rng is None:
            raise TypeError("the bootstrap needs a generator")
        drawn = rng.multinomial(n, np.full(n, 1 / n), size=n_resamples).astype("float")
        _, centers, errors = _jackknife(compute_scaled, values, weights, drawn)
        with np.errstate(divide="ignore", invalid="ignore"):
            studentized = (centers - level[0]) / errors
        kept = studentized[np.isfinite(studentized) & (errors > _TINY)]
        if len(kept) < n_resamples / 2:
            return none
        high, low = np.quantile(kept, [tail, 1 - tail])
        high = -high
    return (
        float(back(center[0] - low * error[0])),
        float(back(center[0] + high * error[0])),
    )


def _jackknife(
    compute: Measure, values: Floats, weights: Floats, counts: Floats
) -> tuple[Floats, Floats, Floats]:
    """Compute a measure, its bias-corrected form and its error in each resample."""
    n = len(values)
    wholes, centers, errors = [], [], []
    step = max(1, _CHUNK // n**2)
    block = max(1, min(n, _CHUNK // n))
    for start in range(0, len(counts), step):
        part = counts[start : start + step]
        left = np.empty(part.shape)
        for first in range(0, n, block):
            rows = np.arange(first, min(n, first + block))
            gone = (rows[:, None] == np.arange(n)).astype("float64")
            without = np.maximum(part[:, None, :] - gone, 0) * weights
            left[:, rows] = compute(values, without.reshape(-1, n)).reshape(
                len(part), -1
            )
        whole = compute(values, part * weights)
        has = part > 0
        left = np.where(has, left, 0.0)
        size = part.sum(axis=1)
        mean = (part * left).sum(axis=1) / size
        spread = (part * np.where(has, left - mean[:, None], 0.0) ** 2).sum(axis=1)
        wholes.append(whole)
        centers.append(size * whole - (size - 1) * mean)
        errors.append(np.sqrt((size - 1) / size * spread))
    return np.concatenate(wholes), np.concatenate(centers), np.concatenate(errors)
