"""Benefit of the doubt: each region is weighted as suits it best."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ledger import MethodError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]

# Coefficients of the programmes that are solved together.
_TOGETHER = 200_000


def compute_benefit_of_doubt(
    normalized: Floats, *, peers: Booleans, bounds: tuple[float, float]
) -> tuple[Floats, Floats]:
    r"""Compute the score of each row under its most favourable weights.

    Parameters
    ----------
    normalized : array, shape (n, n_components)
        Values from zero up; rows with a gap have no score.
    peers : array of bool, shape (n, n)
        Whether row j is among those that row i is compared with.
    bounds : (float, float)
        Least and largest share of a component in the sum of the weights.

    Returns
    -------
    scores : array, shape (n,)
        From 0 to 1; 1 for rows that no combination of peers surpasses.
    weights : array, shape (n, n_components)
        The weights of each row, not scaled.

    Raises
    ------
    MethodError
        If the linear programme of a row has no solution.

    Notes
    -----
    .. math::
        CI_c = \max_w \sum_q I_{qc} w_q \quad \text{s.t.} \quad
        \sum_q I_{qk} w_q \le 1 \; \forall k, \quad
        l \sum_r w_r \le w_q \le u \sum_r w_r, \; w_q \ge 0

    Weights differ between regions, and where a region is best on its own terms many
    weights are as good: scores compare, weights do not. Without bounds a region may
    count a single component.

    References
    ----------
    Melyn, W. & Moesen, W. (1991), Public Economics Research Paper 17, KU Leuven.
    Cherchye, L., Moesen, W. & Van Puyenbroeck, T. (2004). Journal of Common Market
    Studies 42(5), 919-955. OECD and JRC (2008), Handbook, section 6.3, eq. 22.

    Checked against: Handbook, table 19 (tests/reference/handbook).
    """
    from scipy.optimize import linprog

    n, n_components = normalized.shape
    scores, weights = np.full(n, np.nan), np.full((n, n_components), np.nan)
    whole = ~np.isnan(normalized).any(axis=1)
    for row in np.flatnonzero(whole):
        table, limits = _list_limits(normalized[peers[row] & whole], bounds)
        found = linprog(
            -normalized[row], A_ub=table, b_ub=limits, bounds=(0, None), method="highs"
        )
        _check_solved(found, f"row {int(row) + 1}")
        scores[row] = min(1.0, -float(found.fun))
        weights[row] = found.x
    return scores, weights


def score_by_doubt(
    normalized: Floats, *, peers: Booleans, bounds: tuple[float, float]
) -> Floats:
    """Compute scores alone, of many tables of the same rows.

    Parameters
    ----------
    normalized : array, shape (n_draws, n, n_components)
        Values from zero up; rows with a gap have no score.
    peers : array of bool, shape (n, n)
        Whether row j is among those that row i is compared with.
    bounds : (float, float)
        Least and largest share of a component in the sum of the weights.

    Returns
    -------
    array, shape (n_draws, n)
        Scores as of `compute_benefit_of_doubt`.

    Raises
    ------
    MethodError
        If a linear programme has no solution.

    Notes
    -----
    The programmes of rows with the same peers have the same limits; they are solved as
    one, whose parts do not touch, in a third to a fifth of the time for 20 rows. The
    scores are the same; among weights that are as good, others may be found.

    Checked against: `compute_benefit_of_doubt` (tests/unit/indicators).
    """
    from scipy.optimize import linprog
    from scipy.sparse import identity, kron

    scores = np.full(normalized.shape[:2], np.nan)
    kinds, numbers = np.unique(peers, axis=0, return_inverse=True)
    for draw, x in enumerate(normalized):
        whole = ~np.isnan(x).any(axis=1)
        for number, kind in enumerate(kinds):
            rows = np.flatnonzero(whole & (numbers.ravel() == number))
            table, limits = _list_limits(x[kind & whole], bounds)
            step = max(1, _TOGETHER // max(1, table.size))
            for start in range(0, len(rows), step):
                part = rows[start : start + step]
                found = linprog(
                    -x[part].ravel(),
                    A_ub=kron(identity(len(part)), table, format="csr"),
                    b_ub=np.tile(limits, len(part)),
                    bounds=(0, None),
                    method="highs",
                )
                _check_solved(found, f"rows {part[0] + 1} to {part[-1] + 1}")
                reached = (found.x.reshape(x[part].shape) * x[part]).sum(axis=1)
                scores[draw, part] = np.minimum(reached, 1.0)
    return scores


def _list_limits(others: Floats, bounds: tuple[float, float]) -> tuple[Floats, Floats]:
    """List what no weights may exceed: 1 for each peer, the bounds of the shares."""
    (n, n_components), (low, high) = others.shape, bounds
    eye, ones = np.eye(n_components), np.ones((n_components, n_components))
    shares = [low * ones - eye] if low > 0 else []
    shares += [eye - high * ones] if high < 1 else []
    limits = np.r_[np.ones(n), np.zeros(n_components * len(shares))]
    return np.vstack([others, *shares]), limits


def _check_solved(found: Any, where: str) -> None:
    if found.status != 0:
        raise MethodError(
            f"benefit of the doubt: no weights for {where} ({found.message}). Expected "
            "a component above zero in some region. Take another weighting."
        )
