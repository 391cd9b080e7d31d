"""How fast does a series rise? Sen's slope with an interval, in true time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from indicators.trends.mann_kendall import EXACT_LIMIT, find_critical_s

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.trends.mann_kendall import MannKendall

    Floats = NDArray[np.float64]


def compute_sen_slope(
    times: Floats, values: Floats, test: MannKendall, *, confidence_level: float
) -> tuple[float, float, float]:
    r"""Compute the median of the slopes of all pairs, with its interval.

    Parameters
    ----------
    times : array, shape (n,)
        Rising, in years; their distances may differ.
    values : array, shape (n,)
        The series.
    test : MannKendall
        The test of the same series, for its ties and variance.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    (float, float, float)
        Slope per year, lower and upper bound.

    Notes
    -----
    Slope: the median of :math:`(y_j - y_i)/(t_j - t_i)` over all pairs. Bounds: with C
    the largest value that \|S\| stays under with the wanted confidence, the
    :math:`(N - C)/2`-th of the N sorted slopes and its mirror. C is from the exact
    distribution of S up to 50 values, then :math:`z \sqrt{\mathrm{var} S}`. Where even
    the outermost slopes do not reach the level (fewer than five years), a bound is
    missing.

    References
    ----------
    Sen, P. K. (1968). Estimates of the regression coefficient based on Kendall's tau.
    Journal of the American Statistical Association 63(324), 1379-1389.
    Hollander, M. & Wolfe, D. A. (1999). Nonparametric Statistical Methods, sec. 9.3.

    Checked against: SciPy 1.17.1 `theilslopes` (slope, uneven years; bounds by the
    normal approximation), tests/reference/trends; coverage in
    tests/recovery/test_trend_recovery.py.
    """
    first, second = np.triu_indices(len(times), 1)
    slopes = np.sort((values[second] - values[first]) / (times[second] - times[first]))
    slope = float(np.median(slopes))
    n_pairs = len(slopes)
    tail = (1 - confidence_level) / 2
    if len(times) <= EXACT_LIMIT:
        place = (n_pairs - find_critical_s(test.ties, tail=tail)) // 2
    else:
        inside = float(stats.norm.ppf(1 - tail)) * math.sqrt(test.variance)
        place = math.floor((n_pairs - inside) / 2) - 1
    if place < 0:
        return slope, float("nan"), float("nan")
    return slope, float(slopes[place]), float(slopes[n_pairs - 1 - place])
