"""Which of many p values are still worth something?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from ledger import check_choice

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

Adjustment = Literal["benjamini-hochberg", "benjamini-yekutieli"]


def compute_false_discovery(
    p_values: ArrayLike, *, method: Adjustment = "benjamini-hochberg"
) -> NDArray[np.float64]:
    r"""Adjust p values so that a threshold bounds the rate of false discoveries.

    Parameters
    ----------
    p_values : array
        One p for each test; missing ones are not counted as tests.
    method : {"benjamini-hochberg", "benjamini-yekutieli"}
        The second holds under any dependence between the tests and is stricter.

    Returns
    -------
    array
        Adjusted values in the same order, missing where p is missing.

    Notes
    -----
    With p in ascending order, :math:`\tilde p_{(i)} = \min_{j \ge i} \min(1,
    c\, m\, p_{(j)} / j)`, with :math:`c = 1` or, for the second,
    :math:`c = \sum_{k=1}^m 1/k`.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate.
    Journal of the Royal Statistical Society B 57, 289-300.
    Benjamini, Y. and Yekutieli, D. (2001). The control of the false discovery rate in
    multiple testing under dependency. Annals of Statistics 29, 1165-1188.

    Checked against
    ---------------
    scipy.stats.false_discovery_control
    (``tests/unit/discourse/test_false_discovery.py``).

    Examples
    --------
    >>> compute_false_discovery([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    check_choice(method, Adjustment, "method")
    p: NDArray[Any] = np.asarray(p_values, dtype=np.float64)
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    n_tests = len(known)
    if not n_tests:
        return adjusted
    order = known[np.argsort(p[known], kind="stable")]
    rank = np.arange(1, n_tests + 1)
    factor = 1.0 if method == "benjamini-hochberg" else float((1.0 / rank).sum())
    scaled = factor * n_tests * p[order] / rank
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(scaled[::-1])[::-1])
    return adjusted
