"""Several components to one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.composite.definition import IndexAggregation

    Floats = NDArray[np.float64]

FLOOR = 0.01
_ROUNDING = 1e-12
# Elements of an intermediate array that are held at once.
_CHUNK = 4_000_000


def aggregate(
    values: Floats,
    weights: Floats,
    *,
    method: IndexAggregation,
    floor: float,
    groups: NDArray[np.intp],
) -> Floats:
    r"""Aggregate normalized components.

    Parameters
    ----------
    values : array, shape (..., n, n_components)
        Normalized values.
    weights : array, shape (..., n_components)
        Weights that add up to 1; a component of weight 0 is left out.
    method : {"arithmetic", "geometric", "harmonic", "copeland"}
        How.
    floor : float
        Smallest value that a geometric or harmonic mean takes; lower ones are raised.
    groups : array of int, shape (n,)
        Period of each row; regions are compared (copeland) within one.

    Returns
    -------
    array, shape (..., n)
        Scores; missing where a component with a weight is.

    Notes
    -----
    :math:`\sum_j w_j x_j`; :math:`\prod_j x_j^{w_j}`; :math:`1 / \sum_j w_j / x_j`. An
    index of one component is that component. Copeland: region a beats b if the weights
    of the components on which it is better (half of those in a tie) exceed one half;
    the score is (wins - losses) / (n - 1), from -1 to 1. It asks only who is better,
    not by how much, so that no component makes up for another; scores of different
    periods do not compare.

    References
    ----------
    OECD and JRC (2008), Handbook, sections 6.10 to 6.13. Saari, D. G. & Merlin, V. R.
    (1996). The Copeland method. Economic Theory 8(1), 51-76. Munda, G. (2008). Social
    Multi-Criteria Evaluation for a Sustainable Economy, ch. 6.

    Checked against: SciPy's `gmean` and `hmean`; Handbook's geometric ranks
    (tests/reference/handbook); COINr 1.1.7, run in R (tests/reference/coinr): its means
    on two tiers, and Copeland as its manual defines it (its code took an even pair for
    two losses).
    """
    counts = weights > 0
    if method == "copeland":
        return _compare(values, weights, groups)
    # A component without weight is left out, be it missing or not.
    used = np.where(counts[..., None, :], values, 1.0)
    w = weights[..., None, :]
    if method == "arithmetic":
        return np.asarray((w * used).sum(axis=-1))
    raised = np.maximum(used, floor)
    if method == "geometric":
        scores = np.exp((w * np.log(raised)).sum(axis=-1))
    else:
        scores = 1 / (w / raised).sum(axis=-1)
    is_one = counts.sum(axis=-1, keepdims=True) == 1
    if bool(is_one.any()):
        scores = np.where(is_one, (w * used).sum(axis=-1), scores)
    return np.asarray(scores)


def _compare(values: Floats, weights: Floats, groups: NDArray[np.intp]) -> Floats:
    shape = np.broadcast_shapes(values.shape[:-2], weights.shape[:-1])
    n, n_components = values.shape[-2:]
    x = np.broadcast_to(values, (*shape, n, n_components)).reshape(-1, n, n_components)
    w = np.broadcast_to(weights, (*shape, n_components)).reshape(-1, n_components)
    x = np.where(w[:, None, :] > 0, x, 0.0)
    scores = np.full((len(x), n), np.nan)
    for group in np.unique(groups):
        rows = np.flatnonzero(groups == group)
        step = max(1, _CHUNK // (len(rows) ** 2 * n_components))
        for start in range(0, len(x), step):
            part = x[start : start + step][:, rows]
            gaps = np.sign(part[:, :, None, :] - part[:, None, :, :])
            # Half the balance of weights has the sign of "more than half".
            balance = np.einsum("dijk,dk->dij", gaps, w[start : start + step])
            # Weights that cancel leave rounding errors, not winners.
            won = np.where(np.abs(balance) < _ROUNDING, 0.0, np.sign(balance))
            has = np.asarray(~np.isnan(part).any(axis=-1))
            won = np.where(has[:, :, None] & has[:, None, :], won, 0.0)
            n_others = has.sum(axis=-1, keepdims=True) - 1
            with np.errstate(divide="ignore", invalid="ignore"):
                score = won.sum(axis=-1) / n_others
            scores[start : start + step, rows] = np.where(
                has & (n_others > 0), score, np.nan
            )
    return scores.reshape(*shape, n)
