"""Weights out of the data: what each rule makes of the same components."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.factors.rotation import rotate_varimax
from ledger import MethodError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.composite.definition import IndexWeighting

    Floats = NDArray[np.float64]

# Rules of the Handbook, section 6.1.
_MIN_EIGENVALUE, _MIN_SHARE, _MIN_CUMULATED = 1.0, 0.1, 0.6
_MIN_ROWS = 3


def compute_weights(
    normalized: Floats,
    *,
    method: IndexWeighting,
    given: Floats,
    n_factors: int | None = None,
) -> Floats:
    r"""Compute the weights of components.

    Parameters
    ----------
    normalized : array, shape (n, n_components)
        Normalized values; rows with a gap are passed over.
    method : {"given", "equal", "pca", "entropy", "critic"}
        The rule.
    given : array, shape (n_components,)
        Weights of ``given``.
    n_factors : int, optional
        Principal components kept by ``pca``; by the Handbook's rules by default.

    Returns
    -------
    array, shape (n_components,)
        Weights that add up to 1.

    Raises
    ------
    MethodError
        If fewer than three rows are whole, or components do not vary.

    Notes
    -----
    - ``pca`` (Nicoletti et al. 2000): principal components of the correlation matrix
      with eigenvalues above 1, each with a tenth of the variance or more, and as many
      more as are needed for 60 %, varimax-rotated. An indicator belongs to the factor
      on which it loads highest and gets its squared loading over the factor's sum of
      squares, times the factor's share of what all factors explain.
    - ``entropy``: with :math:`q_{ij} = x_{ij} / \sum_i x_{ij}`, one minus
      :math:`-\sum_i q_{ij} \ln q_{ij} / \ln n`; much weight for what differs much.
    - ``critic``: :math:`s_j \sum_k (1 - r_{jk})` with standard deviations and
      correlations of the components on a min-max scale; much weight for what differs
      much and repeats little.

    None of these weights says what matters: they reward variance and punish or reward
    correlation.

    References
    ----------
    Nicoletti, G., Scarpetta, S. & Boylaud, O. (2000). Summary indicators of product
    market regulation. OECD Economics Department Working Papers 226. OECD and JRC
    (2008), Handbook, section 6.1. Shannon, C. E. (1948); Zeleny, M. (1982), Multiple
    Criteria Decision Making, ch. 7 (entropy). Diakoulaki, D., Mavrotas, G. &
    Papayannakis, L. (1995). Determining objective weights in multiple criteria
    problems: the CRITIC method. Computers & Operations Research 22(7), 763-770.

    Checked against: Handbook, table 18, PC column (tests/reference/handbook); with one
    component, the squares of COINr's `get_PCA` (tests/reference/coinr).
    """
    n_components = normalized.shape[1]
    if method == "given" or n_components == 1:
        return np.asarray(given / given.sum())
    if method == "equal":
        return np.full(n_components, 1 / n_components)
    whole = normalized[~np.isnan(normalized).any(axis=1)]
    if len(whole) < _MIN_ROWS or bool((np.ptp(whole, axis=0) == 0).any()):
        raise MethodError(
            f"weighting {method!r}: {len(whole)} rows with all components, some without "
            f"variation. Expected {_MIN_ROWS} rows or more that differ. Take given or "
            "equal weights."
        )
    if method == "entropy":
        raw = _compute_entropy_weights(whole)
    elif method == "critic":
        raw = _compute_critic_weights(whole)
    else:
        raw = _compute_pca_weights(whole, n_factors)
    if not raw.sum() > 0:
        raise MethodError(
            f"weighting {method!r}: no weight above zero. Expected components that "
            "differ. Take given or equal weights."
        )
    return np.asarray(raw / raw.sum())


def _compute_entropy_weights(x: Floats) -> Floats:
    if bool((x < 0).any()):
        raise MethodError(
            "weighting 'entropy': negative normalized values. Expected values from zero "
            "up, which are shares of their sum. Take min-max."
        )
    share = x / x.sum(axis=0)
    logs = np.log(np.where(share > 0, share, 1.0))
    return np.asarray(1 + (share * logs).sum(axis=0) / np.log(len(x)))


def _compute_critic_weights(x: Floats) -> Floats:
    scaled = (x - x.min(axis=0)) / np.ptp(x, axis=0)
    conflict = (1 - np.corrcoef(scaled, rowvar=False)).sum(axis=0)
    return np.asarray(scaled.std(axis=0, ddof=1) * conflict)


def _compute_pca_weights(x: Floats, n_factors: int | None) -> Floats:
    eigenvalues, vectors = np.linalg.eigh(np.corrcoef(x, rowvar=False))
    eigenvalues, vectors = np.maximum(eigenvalues[::-1], 0), vectors[:, ::-1]
    share = eigenvalues / eigenvalues.sum()
    if n_factors is None:
        by_size = int(((eigenvalues > _MIN_EIGENVALUE) & (share >= _MIN_SHARE)).sum())
        by_sum = int(np.searchsorted(np.cumsum(share), _MIN_CUMULATED - 1e-12)) + 1
        n_factors = max(1, by_size, by_sum)
    n_factors = min(n_factors, len(eigenvalues))
    loadings = vectors[:, :n_factors] * np.sqrt(eigenvalues[:n_factors])
    if n_factors > 1:
        loadings = rotate_varimax(loadings)[0]
    squares = loadings**2
    explained = squares.sum(axis=0)
    best = squares.argmax(axis=1)
    own = squares[np.arange(len(best)), best]
    # own / explained * explained / total
    return np.asarray(own / explained.sum())
