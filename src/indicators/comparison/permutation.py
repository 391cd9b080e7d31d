"""Could a difference between two groups of regions be one of labels only?"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT_LIMIT = 200_000
# Ties between the observed and a permuted difference differ by rounding only.
_TOLERANCE = 1e-12


def compute_permutation_p(
    values: Floats,
    weights: Floats,
    n_first: int,
    *,
    n_permutations: int,
    rng: np.random.Generator | None,
) -> tuple[float, int, bool]:
    """Compute the two-sided permutation p of a difference of (weighted) means.

    Parameters
    ----------
    values, weights : array, shape (n,)
        Regions of both groups, those of the first group first; a weight stays with its
        region.
    n_first : int
        Regions of the first group.
    n_permutations : int
        Random divisions where not all are tried.
    rng : numpy.random.Generator, optional
        Source of the random divisions; needed beyond 200,000 of them.

    Returns
    -------
    p_value : float
        Share of divisions whose difference is at least as far from zero.
    n_used : int
        Divisions behind it.
    is_exact : bool
        Whether they were all there are.

    Notes
    -----
    All divisions of the regions into groups of these sizes are as likely, if group and
    value have nothing to do with each other; the observed one is among them, so that p
    is never zero. Random: (b + 1) / (m + 1) (Phipson & Smyth 2010). Of 3 and 3 regions
    there are 20 divisions: no p is below 0.1.

    References
    ----------
    Fisher, R. A. (1935). The Design of Experiments, sec. 21. Pitman, E. J. G. (1937),
    Supplement to the JRSS 4(1), 119-130.

    Checked against: SciPy 1.17.1 `permutation_test` (tests/reference/comparison).
    """
    n = len(values)
    is_exact = comb(n, n_first) <= EXACT_LIMIT
    if is_exact:
        chosen = np.array(list(combinations(range(n), n_first)), dtype=np.intp)
    else:
        if rng is None:
            raise TypeError("random divisions need a generator")
        chosen = np.argsort(rng.random((n_permutations, n)), axis=1)[:, :n_first]
    mass = weights * values
    first_weight = weights[chosen].sum(axis=1)
    first_mass = mass[chosen].sum(axis=1)
    differences = first_mass / first_weight - (mass.sum() - first_mass) / (
        weights.sum() - first_weight
    )
    own = abs(
        np.average(values[:n_first], weights=weights[:n_first])
        - np.average(values[n_first:], weights=weights[n_first:])
    )
    scale = float(np.abs(values).max()) or 1.0
    n_extreme = int((np.abs(differences) >= own - _TOLERANCE * scale).sum())
    if is_exact:
        return n_extreme / len(chosen), len(chosen), True
    return (n_extreme + 1) / (len(chosen) + 1), len(chosen), False
