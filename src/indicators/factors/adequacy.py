"""Are these variables fit for a component analysis, and are there enough regions?"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def compute_sampling_adequacy(correlations: Floats) -> tuple[float, Floats]:
    r"""Compute the Kaiser-Meyer-Olkin measure, overall and of each variable.

    Parameters
    ----------
    correlations : array, shape (n_variables, n_variables)
        Correlation matrix.

    Returns
    -------
    overall : float
        Missing if the matrix is singular (fewer regions than variables, or a variable
        that others add up to).
    of_variables : array, shape (n_variables,)
        The same of each variable.

    Notes
    -----
    :math:`\sum r^2 / (\sum r^2 + \sum q^2)` over the pairs (of a variable) with
    correlations r and partial correlations q given all other variables. Kaiser's words:
    below .5 unacceptable, .5 miserable, .6 mediocre, .7 middling, .8 meritorious.

    References
    ----------
    Kaiser, H. F. & Rice, J. (1974). Little Jiffy, Mark IV. Educational and
    Psychological Measurement 34(1), 111-117.

    Checked against: factor_analyzer 0.5.1 `calculate_kmo`; `KMO` of R psych 2.2.9
    (tests/reference/factors).
    """
    n = len(correlations)
    if n < 2 or is_singular(correlations):  # noqa: PLR2004 -- pairs need two
        return float("nan"), np.full(n, np.nan)
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    partial = -inverse / np.outer(scale, scale)
    off = ~np.eye(n, dtype=bool)
    r = np.where(off, correlations, 0.0) ** 2
    q = np.where(off, partial, 0.0) ** 2
    with np.errstate(invalid="ignore"):
        of_variables = r.sum(axis=0) / (r.sum(axis=0) + q.sum(axis=0))
    total = r.sum() + q.sum()
    return (float(r.sum() / total) if total else float("nan")), of_variables


def compute_sphericity(correlations: Floats, n_rows: int) -> tuple[float, int, float]:
    r"""Test whether all variables are uncorrelated (Bartlett).

    Parameters
    ----------
    correlations : array, shape (n_variables, n_variables)
        Correlation matrix.
    n_rows : int
        Rows behind it.

    Returns
    -------
    (float, int, float)
        Chi-square, degrees of freedom, p; chi-square and p are missing for a singular
        matrix.

    Notes
    -----
    :math:`\chi^2 = -(n - 1 - (2p + 5)/6) \ln|R|` with p(p - 1)/2 degrees of freedom,
    for rows drawn from a normal distribution. A small p says that there is something to
    analyse, not that the analysis is sound.

    References
    ----------
    Bartlett, M. S. (1951). The effect of standardization on a chi-square approximation
    in factor analysis. Biometrika 38(3/4), 337-344.

    Checked against: factor_analyzer 0.5.1 `calculate_bartlett_sphericity`
    (tests/reference/factors).
    """
    n = len(correlations)
    df = n * (n - 1) // 2
    if n < 2 or is_singular(correlations):  # noqa: PLR2004 -- pairs need two
        return float("nan"), df, float("nan")
    log = float(np.linalg.slogdet(correlations)[1])
    chi_square = max(0.0, -(n_rows - 1 - (2 * n + 5) / 6) * log)
    return chi_square, df, float(stats.chi2.sf(chi_square, df))


def is_singular(correlations: Floats) -> bool:
    """Whether a variable is, up to rounding, the sum of others."""
    smallest = float(np.linalg.eigvalsh(correlations)[0])
    return smallest < math.sqrt(np.finfo(float).eps) / 100
