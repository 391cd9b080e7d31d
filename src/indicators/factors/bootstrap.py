"""How sure is a loading? Resamples of regions, turned to face the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

_TINY = 1e-12


def draw_loadings(
    z: Floats,
    clusters: Integers,
    *,
    target: Floats,
    n_resamples: int,
    confidence_level: float,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Estimate bounds of loadings by the bootstrap of regions.

    Parameters
    ----------
    z : array, shape (n_rows, n_variables)
        Standardized variables.
    clusters : array of int, shape (n_rows,)
        Region of each row; regions are drawn whole.
    target : array, shape (n_variables, n_factors)
        The (rotated) loadings that resamples are turned to.
    n_resamples : int
        Resamples; with 0 the bounds are missing.
    confidence_level : float
        Level.
    rng : numpy.random.Generator
        Source of the resamples.

    Returns
    -------
    low, high : array, shape (n_variables, n_factors)
        Percentiles of the loadings over resamples. Resamples in which a variable does
        not vary are passed over.

    Notes
    -----
    The loadings L* of a resample become L* U V' with the singular value decomposition
    U S V' of L*' T: the orthogonal rotation that brings them closest to the target T
    (Schoenemann 1966, Psychometrika 31(1), 1-10).
    """
    n_factors = target.shape[1]
    nothing = np.full(target.shape, np.nan)
    if n_resamples == 0:
        return nothing, nothing.copy()
    n_regions = int(clusters.max()) + 1
    drawn = []
    counts = rng.multinomial(
        n_regions, np.full(n_regions, 1 / n_regions), size=n_resamples
    )
    for row in counts.astype("float64"):
        weights = row[clusters]
        weights = weights / weights.sum()
        centered = z - weights @ z
        covariance = (weights[:, None] * centered).T @ centered
        spread = np.sqrt(np.diag(covariance))
        if bool((spread < _TINY).any()):
            continue
        values, vectors = np.linalg.eigh(covariance / np.outer(spread, spread))
        kept = np.maximum(values[::-1][:n_factors], 0.0)
        loadings = vectors[:, ::-1][:, :n_factors] * np.sqrt(kept)
        left, _, right = np.linalg.svd(loadings.T @ target)
        drawn.append(loadings @ left @ right)
    if len(drawn) < n_resamples / 2:
        return nothing, nothing.copy()
    tail = (1 - confidence_level) / 2
    low, high = np.quantile(np.stack(drawn), [tail, 1 - tail], axis=0)
    return np.asarray(low), np.asarray(high)
