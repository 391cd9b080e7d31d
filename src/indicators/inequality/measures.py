"""Measures of inequality of one distribution, with or without weights.

Each function takes values of shape (n,) and weights of shape (..., n), so that the many
weightings of a bootstrap are one call. Weights are shares of a population: a region of
weight 2 counts as two regions with its value. A measure that is not defined for the
values is missing; `find_fault` has the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def compute_gini(values: Floats, weights: Floats) -> Floats:
    r"""Compute the Gini coefficient.

    Parameters
    ----------
    values : array, shape (n,)
        Not negative, not all zero.
    weights : array, shape (..., n)
        Population of each value; any positive scale.

    Returns
    -------
    array, shape (...)
        From 0 (equality) to 1 - smallest share.

    Notes
    -----
    .. math:: G = \frac{1}{2\mu} \sum_i \sum_j p_i p_j |y_i - y_j|

    with population shares p and the weighted mean. It is the Gini of the population of
    regions: of n equal-sized regions the largest possible value is (n - 1) / n. As an
    estimate for a superpopulation it is too small; `gini_corrected` is
    :math:`G \, n / (n - 1)`, with the effective number of regions
    :math:`n = 1 / \sum_i p_i^2` under weights (Deltas 2003).

    References
    ----------
    Gini, C. (1914). Sulla misura della concentrazione e della variabilita dei
    caratteri. Atti del Reale Istituto Veneto 73, 1203-1248.
    Deltas, G. (2003). The small-sample bias of the Gini coefficient. Review of
    Economics and Statistics 85(1), 226-234. doi:10.1162/rest.2003.85.1.226

    Checked against: PySAL `inequality` 1.1.2, `Gini` (tests/reference/inequality).
    """
    order = np.argsort(values, kind="stable")
    y = values[order]
    share = _share(weights)[..., order]
    middle = np.cumsum(share, axis=-1) - share / 2
    mean = share @ y
    return np.asarray(2 * (share * middle) @ y / mean - 1, dtype="float64")


def compute_gini_corrected(values: Floats, weights: Floats) -> Floats:
    """Compute the Gini coefficient times n / (n - 1); see `compute_gini`."""
    share = _share(weights)
    n = 1 / (share**2).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(
            np.where(n > 1 + 1e-12, compute_gini(values, weights) * n / (n - 1), np.nan)
        )


def compute_entropy(values: Floats, weights: Floats, *, alpha: float) -> Floats:
    r"""Compute the generalized entropy of a parameter.

    Parameters
    ----------
    values : array, shape (n,)
        Not negative; above zero for alpha <= 0.
    weights : array, shape (..., n)
        Population of each value.
    alpha : float
        0 is Theil's L (mean logarithmic deviation), 1 Theil's T, 2 half the squared
        coefficient of variation.

    Returns
    -------
    array, shape (...)
        Zero at equality.

    Notes
    -----
    With :math:`r_i = y_i / \mu`: :math:`L = -\sum p_i \ln r_i`,
    :math:`T = \sum p_i r_i \ln r_i` with :math:`0 \ln 0 = 0`, else
    :math:`(\sum p_i r_i^\alpha - 1) / (\alpha (\alpha - 1))`.

    References
    ----------
    Theil, H. (1967). Economics and Information Theory, ch. 4. Shorrocks, A. F. (1980).
    The class of additively decomposable inequality measures. Econometrica 48(3),
    613-625. doi:10.2307/1913126

    Checked against: PySAL `inequality` 1.1.2, `Theil` (tests/reference/inequality).
    """
    share = _share(weights)
    ratio = values / (share @ values)[..., None]
    # A region without people in a resample has no part in a sum.
    with np.errstate(divide="ignore", invalid="ignore"):
        if alpha == 0:
            terms = -np.log(ratio)
        elif alpha == 1:
            terms = np.where(ratio > 0, ratio * np.log(ratio), 0.0)
        else:
            terms = (ratio**alpha - 1) / (alpha * (alpha - 1))
        summed = np.where(share > 0, share * terms, 0.0).sum(axis=-1)
    return np.asarray(summed)


def compute_atkinson(values: Floats, weights: Floats, *, epsilon: float) -> Floats:
    r"""Compute Atkinson's index of an aversion to inequality.

    Parameters
    ----------
    values : array, shape (n,)
        Not negative.
    weights : array, shape (..., n)
        Population of each value.
    epsilon : float
        Aversion to inequality, above 0; the larger, the more the poorest count.

    Returns
    -------
    array, shape (...)
        From 0 to 1; 1 where epsilon >= 1 and a value is zero (its limit).

    Notes
    -----
    .. math::
        A = 1 - \left(\sum p_i r_i^{1-\epsilon}\right)^{1/(1-\epsilon)}, \quad
        A_1 = 1 - \prod r_i^{p_i}

    References
    ----------
    Atkinson, A. B. (1970). On the measurement of inequality. Journal of Economic
    Theory 2(3), 244-263. doi:10.1016/0022-0531(70)90039-6

    Checked against: PySAL `inequality` 1.1.2, `Atkinson` (tests/reference/inequality).
    """
    share = _share(weights)
    ratio = values / (share @ values)[..., None]
    with np.errstate(divide="ignore", invalid="ignore"):
        if epsilon == 1:
            logs = np.where(share > 0, share * np.log(ratio), 0.0)
            return np.asarray(1 - np.exp(logs.sum(axis=-1)))
        powers = np.where(share > 0, share * ratio ** (1 - epsilon), 0.0)
        return np.asarray(1 - powers.sum(axis=-1) ** (1 / (1 - epsilon)))


def compute_variation(values: Floats, weights: Floats) -> Floats:
    r"""Compute the coefficient of variation; with populations it is Williamson's.

    Parameters
    ----------
    values : array, shape (n,)
        With a mean above zero.
    weights : array, shape (..., n)
        Population of each value.

    Returns
    -------
    array, shape (...)
        Zero at equality.

    Notes
    -----
    :math:`V_w = \sqrt{\sum p_i (y_i - \mu)^2} / \mu` with population shares and the
    national mean :math:`\mu = \sum p_i y_i` (Williamson's :math:`V_w`). At equal
    weights it is the coefficient of variation of the population of regions (sum of
    squares over n, not n - 1).

    References
    ----------
    Williamson, J. G. (1965). Regional inequality and the process of national
    development. Economic Development and Cultural Change 13(4), 1-84, p. 11.
    """
    share = _share(weights)
    mean = share @ values
    spread = (share * (values - mean[..., None]) ** 2).sum(axis=-1)
    return np.asarray(np.sqrt(spread) / mean)


def compute_log_spread(values: Floats, weights: Floats) -> Floats:
    """Compute the standard deviation of logarithms (sum of squares over n)."""
    share = _share(weights)
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(share > 0, np.log(values), 0.0)
    mean = (share * logs).sum(axis=-1)
    return np.asarray(
        np.sqrt((share * (logs - mean[..., None]) ** 2).sum(axis=-1)),
    )


def compute_hoover(values: Floats, weights: Floats) -> Floats:
    """Compute Hoover's index: the share to be moved for equality.

    Half the sum of p_i |y_i / mean - 1|; also called Robin Hood or Schutz index.
    """
    share = _share(weights)
    mean = (share @ values)[..., None]
    return np.asarray((share * np.abs(values / mean - 1)).sum(axis=-1) / 2)


def compute_quantile_ratio(values: Floats, weights: Floats) -> Floats:
    r"""Compute the ratio of the 90th to the 10th percentile.

    Parameters
    ----------
    values : array, shape (n,)
        With a 10th percentile above zero.
    weights : array, shape (..., n)
        Population of each value.

    Returns
    -------
    array, shape (...)
        1 at equality.

    Notes
    -----
    Sorted value i stands at :math:`(C_i - w_i/2 - w_1/2) / (C_n - w_n/2 - w_1/2)` with
    cumulated weights C; between values it is linear. At equal weights this is
    definition 7 of Hyndman & Fan (1996), the usual one of R, numpy and Excel.
    """
    order = np.argsort(values, kind="stable")
    y, w = values[order], np.atleast_2d(weights)[:, order]
    ratios = np.empty(len(w))
    for place, row in enumerate(w):
        has = row > 0
        step = row[has]
        position = np.cumsum(step) - step / 2 - step[0] / 2
        if position[-1] <= 0:
            ratios[place] = 1.0
            continue
        low, high = np.interp([0.1, 0.9], position / position[-1], y[has])
        ratios[place] = high / low if low > 0 else np.nan
    return ratios.reshape(weights.shape[:-1])


def compute_extreme_ratio(values: Floats, weights: Floats) -> Floats:
    """Compute the ratio of the largest to the smallest value that has a weight."""
    high = np.where(weights > 0, values, -np.inf).max(axis=-1)
    low = np.where(weights > 0, values, np.inf).min(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(low > 0, high / low, np.nan))


Measure = Callable[["Floats", "Floats"], "Floats"]

ENTROPIES: Final[dict[str, float]] = {"theil_l": 0.0, "theil_t": 1.0, "ge_2": 2.0}

_ATKINSONS: Final[dict[str, float]] = {
    "atkinson_0.5": 0.5,
    "atkinson_1": 1.0,
    "atkinson_2": 2.0,
}


def _bind_entropy(alpha: float) -> Measure:
    return lambda values, weights: compute_entropy(values, weights, alpha=alpha)


def _bind_atkinson(epsilon: float) -> Measure:
    return lambda values, weights: compute_atkinson(values, weights, epsilon=epsilon)


MEASURES: Final[dict[str, Measure]] = {
    "gini": compute_gini,
    "gini_corrected": compute_gini_corrected,
    **{name: _bind_entropy(alpha) for name, alpha in ENTROPIES.items()},
    **{name: _bind_atkinson(epsilon) for name, epsilon in _ATKINSONS.items()},
    "cv": compute_variation,
    "williamson": compute_variation,
    "hoover": compute_hoover,
    "sd_log": compute_log_spread,
    "ratio_90_10": compute_quantile_ratio,
    "ratio_max_min": compute_extreme_ratio,
}


def find_fault(measure: str, values: Floats) -> str:
    """Say why a measure is not defined for some values.

    Parameters
    ----------
    measure : str
        Its name.
    values : array, shape (n,)
        The values.

    Returns
    -------
    str
        The reason, empty if the measure is defined. Negative values have no measure
        but the coefficients of variation: shares of a total would fall outside [0, 1].
        Zeros are in order except where a logarithm or a quotient of them is taken.
    """
    n_negative, n_zero = int((values < 0).sum()), int((values == 0).sum())
    is_variation = measure in ("cv", "williamson")
    faults = (
        (len(values) == 0, "no values"),
        (
            n_negative and not is_variation,
            f"{n_negative} negative values: the measure takes none",
        ),
        (values.sum() <= 0, "the mean is not above zero"),
        (
            n_zero and measure in ("theil_l", "sd_log"),
            f"{n_zero} zeros: the logarithm of zero is not defined",
        ),
        (
            n_zero and measure == "ratio_max_min",
            f"{n_zero} zeros: the ratio to zero is not defined",
        ),
        (
            measure == "gini_corrected" and len(values) == 1,
            "one region: the correction divides by n - 1",
        ),
    )
    return next((words for is_true, words in faults if is_true), "")


def _share(weights: Floats) -> Floats:
    total = weights.sum(axis=-1, keepdims=True)
    return np.asarray(weights / total)
