"""Does a series go up or down? The Mann-Kendall test, exact for short series.

Series of statistics offices have ten to twenty-five years: the normal approximation is
not needed. The distribution of S over all orders of the values is counted exactly, with
ties too.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Beyond this the counts are large integers that take seconds, and the normal
# approximation agrees to three digits.
EXACT_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class MannKendall:
    """The result of a Mann-Kendall test.

    Parameters
    ----------
    s : int
        Pairs that rise less pairs that fall.
    tau : float
        Kendall's tau-b of values and time; missing for a constant series.
    variance : float
        Variance of S without a trend, corrected for ties.
    p_value : float
        Two-sided; missing for a constant series.
    is_exact : bool
        Whether p counts all orders, or is from the normal approximation.
    ties : tuple of int
        Sizes of the groups of equal values, ones included.
    """

    s: int
    tau: float
    variance: float
    p_value: float
    is_exact: bool
    ties: tuple[int, ...]


def compute_mann_kendall(values: Floats) -> MannKendall:
    r"""Test a series for a monotone trend.

    Parameters
    ----------
    values : array, shape (n,)
        In the order of time, one value for each time.

    Returns
    -------
    MannKendall
        Statistic, tau-b and two-sided p.

    Notes
    -----
    .. math:: S = \sum_{i<j} \mathrm{sign}(y_j - y_i)

    Up to 50 values, p is the share of all orders of the values whose \|S\| is at least
    the observed one. S = M - 2 I with the M pairs that differ and the inversions I,
    whose counts are the coefficients of the q-multinomial
    :math:`[n]_q! / \prod [t_k]_q!` for ties of sizes t. Beyond 50, the normal
    approximation with the continuity correction and
    :math:`\mathrm{var} S = (n(n-1)(2n+5) - \sum t(t-1)(2t+5)) / 18`.

    The test takes the years as independent. Where a series has memory, p is too small;
    the lag-1 autocorrelation is shown beside it.

    References
    ----------
    Mann, H. B. (1945). Nonparametric tests against trend. Econometrica 13(3), 245-259.
    Kendall, M. G. (1975). Rank Correlation Methods, 4th ed., ch. 4 and 5. Stanley, R.
    P. (2012). Enumerative Combinatorics 1, prop. 1.7.1 (inversions of multisets).

    Checked against: SciPy 1.17.1 `kendalltau(method="exact")` (no ties), pymannkendall
    1.4.3 (S, variance, normal p), all permutations counted one by one (ties);
    tests/reference/trends.
    """
    n = len(values)
    signs = np.sign(values[None, :] - values[:, None])
    s = int(np.triu(signs, 1).sum())
    ties = tuple(int(size) for size in np.unique(values, return_counts=True)[1])
    variance = (
        n * (n - 1) * (2 * n + 5) - sum(t * (t - 1) * (2 * t + 5) for t in ties)
    ) / 18
    if len(ties) <= 1:
        nan = float("nan")
        return MannKendall(
            s=s, tau=nan, variance=variance, p_value=nan, is_exact=True, ties=ties
        )
    n_pairs = n * (n - 1) / 2
    n_tied = sum(t * (t - 1) / 2 for t in ties)
    is_exact = n <= EXACT_LIMIT
    return MannKendall(
        s=s,
        tau=s / math.sqrt(n_pairs * (n_pairs - n_tied)),
        variance=variance,
        p_value=_count_p(s, ties) if is_exact else _approximate_p(s, variance),
        is_exact=is_exact,
        ties=ties,
    )


def find_critical_s(ties: tuple[int, ...], *, tail: float) -> int:
    """Find the smallest S that without a trend is reached with at most this chance.

    Parameters
    ----------
    ties : tuple of int
        Sizes of the groups of equal values, their sum at most 50.
    tail : float
        Chance of the upper tail, such as 0.025.

    Returns
    -------
    int
        The value; one more than the largest S where even that is too likely.
    """
    counts = _count_inversions(tuple(sorted(ties)))
    largest, total = len(counts) - 1, sum(counts)
    reached = 0
    for n_inversions, count in enumerate(counts):
        reached += count
        if reached / total > tail:
            # S falls by two for each inversion; the one before was still rare enough.
            return largest - 2 * n_inversions + 2 if n_inversions else largest + 1
    return largest + 1


def _count_p(s: int, ties: tuple[int, ...]) -> float:
    counts = _count_inversions(tuple(sorted(ties)))
    largest = len(counts) - 1
    n_extreme = (largest - abs(s)) // 2
    tail = sum(counts[: n_extreme + 1])
    return min(1.0, 2 * tail / sum(counts)) if s else 1.0


@cache
def _count_inversions(ties: tuple[int, ...]) -> tuple[int, ...]:
    """Count the orders of a multiset by their number of inversions."""
    n = sum(ties)
    degree = (n * n - sum(t * t for t in ties)) // 2
    counts = [1] + [0] * degree
    factors = [size for t in ties for size in range(2, t + 1)]
    for size in range(2, n + 1):
        # times (1 - q^size), from the top so that nothing is taken twice ...
        for power in range(degree, size - 1, -1):
            counts[power] -= counts[power - size]
        # ... and divided by (1 - q).
        for power in range(1, degree + 1):
            counts[power] += counts[power - 1]
    for size in factors:
        # For equal values, the same the other way around.
        for power in range(degree, 0, -1):
            counts[power] -= counts[power - 1]
        for power in range(size, degree + 1):
            counts[power] += counts[power - size]
    return tuple(counts)


def _approximate_p(s: int, variance: float) -> float:
    z = (abs(s) - 1) / math.sqrt(variance) if s else 0.0
    return float(2 * stats.norm.sf(z))
