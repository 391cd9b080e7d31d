"""Extreme values, before they stretch a scale so that all others look alike."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from indicators.composite.definition import IndexOutliers

    Floats = NDArray[np.float64]

SKEWNESS_LIMIT = 2.0
KURTOSIS_LIMIT = 3.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """A component after its treatment.

    Parameters
    ----------
    values : array, shape (n,)
        The values.
    transform : callable or None
        What was done to the scale, for goalposts in the indicator's unit; None if it was
        kept.
    n_moved : int
        Values that were moved.
    words : str
        What was done.
    is_extreme : bool
        Whether skewness and kurtosis are still beyond their limits.
    """

    values: Floats
    transform: Callable[[Floats], Floats] | None
    n_moved: int
    words: str
    is_extreme: bool


def treat_outliers(
    values: Floats, *, method: IndexOutliers, limit: int, percentile: float
) -> Treatment:
    """Treat the extreme values of one component.

    Parameters
    ----------
    values : array, shape (n,)
        May have missing values; for logarithms and Box-Cox all others are above zero.
    method : {"none", "winsorize", "percentiles", "log", "box-cox"}
        What to do.
    limit : int
        Values that may be moved at most by ``winsorize``.
    percentile : float
        Share at each end for ``percentiles``.

    Returns
    -------
    Treatment
        Values and what was done.

    Notes
    -----
    ``winsorize``: while absolute skewness >= 2 and kurtosis >= 3.5, the largest values
    (the smallest, where skewness is negative) take the next value, until `limit` values
    were moved. Skewness and (excess) kurtosis are the sample estimates G1 and G2 of
    Joanes & Gill (1998). Two or more values in a tie are moved together. Box-Cox takes
    the exponent of the largest likelihood.

    References
    ----------
    Becker, W. et al. (2022). COINr: An R package for developing composite indicators.
    Journal of Open Source Software 7(78), 4567 (the rule and its limits, `winsorise`).
    OECD and JRC (2008), Handbook, section 5.1 (percentiles). Box, G. E. P. & Cox, D. R.
    (1964), Journal of the Royal Statistical Society B 26(2), 211-252.

    Checked against: COINr 1.1.7, run in R: `winsorise` on 16 vectors with three limits,
    `boxcox` at the exponent that R's `optimize` finds (tests/reference/coinr).
    """
    known = ~np.isnan(values)
    treated = values.copy()
    transform: Callable[[Floats], Floats] | None = None
    n_moved, words = 0, "none"
    if method == "winsorize":
        treated[known], n_moved = _winsorize(values[known], limit)
        words = f"winsorized {n_moved} of {int(known.sum())} values"
    elif method == "percentiles" and known.any():
        low, high = np.quantile(values[known], [percentile, 1 - percentile])
        treated[known] = np.clip(values[known], low, high)
        n_moved = int((treated[known] != values[known]).sum())
        words = f"moved {n_moved} of {int(known.sum())} values to {low:g} and {high:g}"
    elif method == "log":
        treated[known], transform = np.log(values[known]), _take_log
        words = "natural logarithm"
    elif method == "box-cox" and len(np.unique(values[known])) > 1:
        from scipy import stats

        exponent = float(stats.boxcox_normmax(values[known], method="mle"))
        transform = partial(_take_box_cox, exponent=exponent)
        treated[known] = transform(values[known])
        words = f"Box-Cox with exponent {exponent:.3f}"
    return Treatment(
        values=treated,
        transform=transform,
        n_moved=n_moved,
        words=words,
        is_extreme=_is_extreme(treated[known]),
    )


def _take_box_cox(x: Floats, *, exponent: float) -> Floats:
    from scipy.special import boxcox

    return np.asarray(boxcox(x, exponent))


def _take_log(x: Floats) -> Floats:
    return np.asarray(np.log(x))


def compute_shape(values: Floats) -> tuple[float, float]:
    r"""Compute sample skewness and excess kurtosis (G1 and G2).

    Parameters
    ----------
    values : array, shape (n,)
        Four or more, not all the same.

    Returns
    -------
    (float, float)
        :math:`G_1 = g_1 \sqrt{n(n-1)}/(n-2)` and
        :math:`G_2 = ((n+1) g_2 + 6)(n-1)/((n-2)(n-3))` with the moments
        :math:`g_1 = m_3/m_2^{3/2}`, :math:`g_2 = m_4/m_2^2 - 3`.

    Checked against: SciPy 1.17.1 `skew` and `kurtosis` with ``bias=False``; `skew` and
    `kurt` of COINr 1.1.7 (tests/reference/coinr).
    """
    n = len(values)
    rest = values - values.mean()
    square = float((rest**2).mean())
    g1 = float((rest**3).mean()) / square**1.5
    g2 = float((rest**4).mean()) / square**2 - 3
    return (
        g1 * math.sqrt(n * (n - 1)) / (n - 2),
        ((n + 1) * g2 + 6) * (n - 1) / ((n - 2) * (n - 3)),
    )


def _is_extreme(values: Floats) -> bool:
    if len(values) < 4 or np.ptp(values) == 0:  # noqa: PLR2004 -- kurtosis needs four
        return False
    skewness, kurtosis = compute_shape(values)
    return abs(skewness) >= SKEWNESS_LIMIT and kurtosis >= KURTOSIS_LIMIT


def _winsorize(values: Floats, limit: int) -> tuple[Floats, int]:
    moved = values.copy()
    places: set[int] = set()
    while _is_extreme(moved) and len(places) < limit:
        sign = 1 if compute_shape(moved)[0] >= 0 else -1
        top = sign * moved
        at_top = top == top.max()
        moved[at_top] = sign * top[~at_top].max()
        places |= {int(place) for place in np.flatnonzero(at_top)}
    return moved, len(places)
