"""Could the association have come about by pairing regions at random?

Whole regions are permuted: the outcomes of one region, all years together, are put
beside the exposures of another. What is common to all regions, such as a national
trend, stays in place under every permutation and cannot make a p small.
"""

from __future__ import annotations

from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from linkage.association.coefficients import compute_coefficient

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from linkage.association.coefficients import CorrelationMethod
    from linkage.association.panel import Pairs

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

EXACT_LIMIT = 40_320
# Above this many regions, or for tau over region-years, a permutation is slow.
_MANY_REGIONS = 1_000
_SLOW_LIMIT = 999
# Elements of an intermediate array that are held at once.
_CHUNK = 20_000_000
# Ties between the observed and a permuted value differ by rounding only.
_TOLERANCE = 1e-10


def compute_permutation_p(
    pairs: Pairs,
    *,
    method: CorrelationMethod,
    n_permutations: int,
    rng: np.random.Generator,
) -> tuple[float, int, bool]:
    """Compute the two-sided permutation p of a coefficient.

    Parameters
    ----------
    pairs : Pairs
        The pairs; their regions are permuted whole.
    method : {"pearson", "spearman", "kendall"}
        The coefficient.
    n_permutations : int
        Random permutations where not all are tried.
    rng : numpy.random.Generator
        Source of the random permutations.

    Returns
    -------
    p_value : float
        Share of permutations whose coefficient is at least as far from zero.
    n_used : int
        Permutations behind it.
    is_exact : bool
        Whether they were all there are (up to 8 regions).

    Notes
    -----
    Exact: the share among all permutations, the observed one included. Random:
    :math:`(b + 1) / (m + 1)`, which is never zero (Phipson & Smyth 2010).

    Where regions have different years, a permutation compares each pair of regions on
    the years that both have; ranks are those of the observed data.

    References
    ----------
    Phipson, B. & Smyth, G. K. (2010). Permutation p-values should never be zero.
    Statistical Applications in Genetics and Molecular Biology 9(1), art. 39.
    """
    n_regions = pairs.n_regions
    is_exact = factorial(n_regions) <= EXACT_LIMIT if n_regions <= 12 else False  # noqa: PLR2004 -- spares large factorials
    if is_exact:
        orders = np.array(list(permutations(range(n_regions))), dtype=np.intp)
    else:
        is_panel = len(pairs.x) > n_regions
        if n_regions > _MANY_REGIONS or (method == "kendall" and is_panel):
            n_permutations = min(n_permutations, _SLOW_LIMIT)
        orders = rng.permuted(
            np.tile(np.arange(n_regions, dtype=np.intp), (n_permutations, 1)), axis=1
        )
    observed = compute_coefficient(pairs.x, pairs.y, method=method)
    if not np.isfinite(observed):
        return float("nan"), 0, is_exact
    if method == "kendall":
        permuted = _permute_tau(pairs, orders)
    else:
        permuted = _permute_r(pairs, orders, is_ranked=method == "spearman")
    # A permutation that leaves no variation is as far from the null as can be said:
    # it counts against significance.
    extreme = ~(np.abs(permuted) < abs(observed) - _TOLERANCE)
    n_extreme = int(extreme.sum())
    if is_exact:
        return n_extreme / len(orders), len(orders), True
    return (n_extreme + 1) / (len(orders) + 1), len(orders), False


def _permute_r(pairs: Pairs, orders: Integers, *, is_ranked: bool) -> Floats:
    x, y = pairs.x, pairs.y
    if is_ranked:
        x, y = rankdata(x), rankdata(y)
    # Centering first keeps the sums of products precise.
    x, y = x - x.mean(), y - y.mean()
    if len(x) == pairs.n_regions:
        return _permute_r_of_means(pairs, orders, x, y)
    n_years = int(pairs.year.max()) + 1
    shape = (pairs.n_regions, n_years)
    has = np.zeros(shape)
    has[pairs.region, pairs.year] = 1.0
    grid_x, grid_y = np.zeros(shape), np.zeros(shape)
    grid_x[pairs.region, pairs.year] = x
    grid_y[pairs.region, pairs.year] = y
    rows = np.arange(pairs.n_regions)

    def add(left: Floats, right: Floats) -> Floats:
        total: Floats = (left @ right.T)[rows, orders].sum(axis=1)
        return total

    n = add(has, has)
    sum_x, sum_y = add(grid_x, has), add(has, grid_y)
    with np.errstate(invalid="ignore", divide="ignore"):
        xx = add(grid_x**2, has) - sum_x**2 / n
        yy = add(has, grid_y**2) - sum_y**2 / n
        xy = add(grid_x, grid_y) - sum_x * sum_y / n
        r: Floats = xy / np.sqrt(xx * yy)
    return r


def _permute_r_of_means(pairs: Pairs, orders: Integers, x: Floats, y: Floats) -> Floats:
    place = np.argsort(pairs.region)
    x, y = x[place], y[place]
    scale = np.sqrt((x @ x) * (y @ y))
    step = max(1, _CHUNK // len(x))
    parts = [y[orders[i : i + step]] @ x for i in range(0, len(orders), step)]
    r: Floats = np.concatenate(parts) / scale
    return r


def _permute_tau(pairs: Pairs, orders: Integers) -> Floats:
    if len(pairs.x) == pairs.n_regions:
        return _permute_tau_of_means(pairs, orders)
    n_years = int(pairs.year.max()) + 1
    grid_x = np.full((pairs.n_regions, n_years), np.nan)
    grid_y = grid_x.copy()
    grid_x[pairs.region, pairs.year] = pairs.x
    grid_y[pairs.region, pairs.year] = pairs.y
    values = np.empty(len(orders))
    for place, order in enumerate(orders):
        x, y = grid_x.ravel(), grid_y[order].ravel()
        both = np.isfinite(x) & np.isfinite(y)
        values[place] = compute_coefficient(x[both], y[both], method="kendall")
    return values


def _permute_tau_of_means(pairs: Pairs, orders: Integers) -> Floats:
    x, y = pairs.x[np.argsort(pairs.region)], pairs.y[np.argsort(pairs.region)]
    sign_x = np.sign(x[:, None] - x[None, :])
    sign_y = np.sign(y[:, None] - y[None, :])
    scale = np.sqrt((sign_x**2).sum() * (sign_y**2).sum())
    values = np.empty(len(orders))
    step = max(1, _CHUNK // len(x) ** 2)
    for start in range(0, len(orders), step):
        part = orders[start : start + step]
        permuted = sign_y[part[:, :, None], part[:, None, :]]
        values[start : start + step] = (sign_x * permuted).sum(axis=(1, 2)) / scale
    return values
