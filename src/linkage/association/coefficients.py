"""Pearson's r, Spearman's rho and Kendall's tau-b, also with whole-number weights.

A cluster bootstrap repeats rows; repeating a row is the same as giving it a weight, so
one weighted formula serves the estimate and every resample at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CorrelationMethod = Literal["pearson", "spearman", "kendall"]


def compute_coefficient(x: Floats, y: Floats, *, method: CorrelationMethod) -> float:
    """Compute a coefficient of association of two variables.

    Parameters
    ----------
    x, y : array of float, shape (n,)
        The variables, without missing values.
    method : {"pearson", "spearman", "kendall"}
        Product-moment r; r of midranks; tau-b, which corrects for ties.

    Returns
    -------
    float
        The coefficient, missing if a variable does not vary.

    Checked against
    ---------------
    scipy.stats pearsonr, spearmanr, kendalltau to 1e-12
    (``tests/reference/correlation``).
    """
    weights = np.ones((1, len(x)))
    return float(compute_weighted_coefficients(x, y, weights, method=method)[0])


def compute_weighted_coefficients(
    x: Floats, y: Floats, weights: Floats, *, method: CorrelationMethod
) -> Floats:
    """Compute a coefficient for each row of weights.

    Parameters
    ----------
    x, y : array of float, shape (n,)
        The variables, without missing values.
    weights : array of float, shape (m, n)
        How often each observation counts: whole numbers from 0.
    method : {"pearson", "spearman", "kendall"}
        The coefficient.

    Returns
    -------
    array of float, shape (m,)
        The coefficients, missing where a variable does not vary.
    """
    if method == "kendall":
        return _compute_tau(x, y, weights)
    if method == "spearman":
        return _compute_r(
            _rank_weighted(x, weights), _rank_weighted(y, weights), weights
        )
    rows = np.broadcast_to(x, weights.shape), np.broadcast_to(y, weights.shape)
    return _compute_r(*rows, weights)


def _compute_r(x: Floats, y: Floats, weights: Floats) -> Floats:
    total = weights.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        x = x - (weights * x).sum(axis=1, keepdims=True) / total
        y = y - (weights * y).sum(axis=1, keepdims=True) / total
        xx = (weights * x * x).sum(axis=1)
        yy = (weights * y * y).sum(axis=1)
        xy = (weights * x * y).sum(axis=1)
        r = xy / np.sqrt(xx * yy)
    # A variable that does not vary leaves rounding residue, not zero.
    flat = ~(_varies(x, weights) & _varies(y, weights))
    return np.where(flat, np.nan, np.clip(r, -1.0, 1.0))


def _varies(centered: Floats, weights: Floats) -> NDArray[np.bool_]:
    used = weights > 0
    low = np.where(used, centered, np.inf).min(axis=1)
    high = np.where(used, centered, -np.inf).max(axis=1)
    scale = np.abs(np.where(used, centered, 0.0)).max(axis=1)
    # `scale` alone would call any residue variation; compare with the spread.
    varies: NDArray[np.bool_] = (high - low) > 1e-12 * np.maximum(
        scale, np.finfo(np.float64).tiny
    )
    return varies


def _rank_weighted(values: Floats, weights: Floats) -> Floats:
    """Give midranks in the sample where each value occurs `weight` times."""
    _, place = np.unique(values, return_inverse=True)
    order = np.argsort(place, kind="stable")
    starts = np.flatnonzero(np.diff(place[order], prepend=-1))
    size = np.add.reduceat(weights[:, order], starts, axis=1)
    ranks: Floats = np.cumsum(size, axis=1) - size + (size + 1) / 2
    return ranks[:, place]


def _compute_tau(x: Floats, y: Floats, weights: Floats) -> Floats:
    sign_x = np.sign(x[:, None] - x[None, :])
    sign_y = np.sign(y[:, None] - y[None, :])
    concordance = _sum_pairs(weights, sign_x * sign_y)
    untied = _sum_pairs(weights, sign_x**2) * _sum_pairs(weights, sign_y**2)
    with np.errstate(invalid="ignore", divide="ignore"):
        tau = concordance / np.sqrt(untied)
    return np.where(untied > 0, np.clip(tau, -1.0, 1.0), np.nan)


def _sum_pairs(weights: Floats, signs: Floats) -> Floats:
    total: Floats = ((weights @ signs) * weights).sum(axis=1)
    return total
