"""Benefit of the doubt: each region is weighted as suits it best."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ledger import MethodError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def compute_benefit_of_doubt(
    normalized: Floats, *, peers: NDArray[np.bool_], bounds: tuple[float, float]
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
    low, high = bounds
    eye, ones = np.eye(n_components), np.ones((n_components, n_components))
    shares = [low * ones - eye] if low > 0 else []
    shares += [eye - high * ones] if high < 1 else []
    for row in np.flatnonzero(whole):
        others = normalized[peers[row] & whole]
        found = linprog(
            -normalized[row],
            A_ub=np.vstack([others, *shares]),
            b_ub=np.r_[np.ones(len(others)), np.zeros(n_components * len(shares))],
            bounds=(0, None),
            method="highs",
        )
        if found.status != 0:
            raise MethodError(
                f"benefit of the doubt: no weights for row {int(row) + 1} "
                f"({found.message}). Expected a component above zero in some region. "
                "Take another weighting."
            )
        scores[row] = min(1.0, -float(found.fun))
        weights[row] = found.x
    return scores, weights
