"""Correct p values for the number of declared hypotheses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd


def compute_holm(p_values: Sequence[float]) -> list[float]:
    r"""Adjust p values by Holm's step-down procedure.

    Parameters
    ----------
    p_values : sequence of float
        One p for each hypothesis; missing ones are not counted as tests.

    Returns
    -------
    list of float
        Adjusted values in the same order, missing where p is missing.

    Notes
    -----
    With p in ascending order, :math:`\tilde p_{(i)} = \max_{j \le i} \min(1,
    (m - j + 1) p_{(j)})`. It controls the probability of any false finding, whatever
    the dependence between tests.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure.
    Scandinavian Journal of Statistics 6, 65-70.

    Checked against
    ---------------
    statsmodels 0.15 multipletests (``tests/unit/linkage/test_multiplicity.py``).

    Examples
    --------
    >>> compute_holm([0.01, 0.04, 0.03])
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, dtype="float64")
    adjusted = np.full(len(p), np.nan)
    known = np.flatnonzero(np.isfinite(p))
    order = known[np.argsort(p[known], kind="stable")]
    n_tests = len(order)
    steps = (n_tests - np.arange(n_tests)) * p[order]
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(steps)) if n_tests else 0.0
    return [float(value) for value in adjusted]


def adjust_primary(estimates: pd.DataFrame, primary: Collection[str]) -> pd.DataFrame:
    """Fill `p_adjusted` of the primary estimates of all declared hypotheses.

    Parameters
    ----------
    estimates : pandas.DataFrame
        Estimates table.
    primary : collection of str
        Specification ids of the primary estimates.

    Returns
    -------
    pandas.DataFrame
        Estimates table; other rows have no adjusted p.
    """
    is_primary = estimates["specification_id"].isin(list(primary))
    adjusted = estimates["p_value"].where(is_primary).to_numpy(dtype="float64").copy()
    rows = np.flatnonzero(is_primary.to_numpy())
    adjusted[rows] = compute_holm([float(adjusted[row]) for row in rows])
    return estimates.assign(p_adjusted=adjusted)
