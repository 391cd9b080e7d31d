r"""Which part of inequality lies between groups of regions, which within them?

The generalized entropies divide without a rest; the Gini coefficient leaves one, the
overlap of the groups, which is shown and not hidden in one of the parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.inequality.measures import ENTROPIES, compute_entropy, compute_gini

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ROUNDING = 1e-12
DECOMPOSED: tuple[str, ...] = ("gini", *ENTROPIES)


def decompose_measure(
    measure: str, values: Floats, weights: Floats, groups: NDArray[np.str_]
) -> dict[str, Floats]:
    r"""Divide a measure into the parts of groups.

    Parameters
    ----------
    measure : {"gini", "theil_l", "theil_t", "ge_2"}
        What to divide.
    values : array, shape (n,)
        For which the measure is defined.
    weights : array, shape (..., n)
        Population of each value.
    groups : array of str, shape (n,)
        Group of each value.

    Returns
    -------
    dict of str to array, shape (...)
        ``between`` and ``within``, which add up to the total (for the Gini together
        with ``overlap``); for each group ``group:NAME`` the inequality inside it,
        ``within:NAME`` its part of ``within`` and, for entropies, ``between:NAME`` its
        part of ``between`` (negative for groups under the mean of theil_t, above it of
        theil_l).

    Notes
    -----
    With group shares of population :math:`P_g` and of the total :math:`S_g`:

    .. math::
        GE_\alpha = \sum_g P_g^{1-\alpha} S_g^{\alpha} GE_{\alpha,g} +
        GE_\alpha(\text{group means})

    (Theil's T: weights :math:`S_g`; Theil's L: :math:`P_g`). Gini:
    :math:`G = G_b + \sum_g P_g S_g G_g + R`; the overlap R is zero where the groups'
    ranges do not meet (Lambert & Aronson 1993).

    References
    ----------
    Shorrocks, A. F. (1980), Econometrica 48(3), 613-625, eq. 27. Lambert, P. J. &
    Aronson, J. R. (1993). Inequality decomposition analysis and the Gini coefficient
    revisited. Economic Journal 103(420), 1221-1227. doi:10.2307/2234247

    Checked against: PySAL `inequality` 1.1.2, `TheilD` (tests/reference/inequality).
    """
    names = [str(name) for name in np.unique(groups)]
    share = weights / weights.sum(axis=-1, keepdims=True)
    mean = share @ values
    people, means, inside = [], [], []
    for name in names:
        is_in = groups == name
        part = share[..., is_in]
        size = part.sum(axis=-1)
        # A group that a resample left empty has no mean; it takes the general one,
        # and with a share of nothing adds nothing.
        with np.errstate(divide="ignore", invalid="ignore"):
            level = np.where(size > 0, (part @ values[is_in]) / size, mean)
            spread = _compute(measure, values[is_in], part)
        people.append(size)
        means.append(level)
        inside.append(np.where(size > 0, spread, 0.0))
    people_of, mean_of = np.stack(people, axis=-1), np.stack(means, axis=-1)
    inside_of = np.stack(inside, axis=-1)
    total_share = people_of * mean_of / mean[..., None]
    if measure == "gini":
        within = people_of * total_share * inside_of
        between = _compute_between_gini(mean_of, people_of)
        parts = {
            "between": between,
            "within": within.sum(axis=-1),
            "overlap": compute_gini(values, weights) - between - within.sum(axis=-1),
        }
    else:
        alpha = ENTROPIES[measure]
        within = people_of ** (1 - alpha) * total_share**alpha * inside_of
        pulls = _compute_pulls(alpha, mean_of / mean[..., None], people_of)
        parts = {"between": pulls.sum(axis=-1), "within": within.sum(axis=-1)}
        parts |= {f"between:{name}": pulls[..., k] for k, name in enumerate(names)}
    parts |= {f"within:{name}": within[..., k] for k, name in enumerate(names)}
    parts |= {f"group:{name}": inside_of[..., k] for k, name in enumerate(names)}
    return parts


def compute_between_p(
    measure: str,
    values: Floats,
    weights: Floats,
    groups: NDArray[np.str_],
    *,
    n_permutations: int,
    rng: np.random.Generator,
) -> float:
    """Compute the permutation p of the part between groups.

    Parameters
    ----------
    measure : {"gini", "theil_l", "theil_t", "ge_2"}
        What is divided.
    values, weights : array, shape (n,)
        The regions.
    groups : array of str, shape (n,)
        Group of each region.
    n_permutations : int
        Random assignments of the regions to groups of the same sizes.
    rng : numpy.random.Generator
        Source of the assignments.

    Returns
    -------
    float
        :math:`(b + 1) / (m + 1)` with the b of m assignments whose part between is at
        least the observed one: how often groups of these sizes, drawn by lot, differ as
        much. Any groups differ; that they do says nothing yet.

    References
    ----------
    Rey, S. J. (2004). Spatial analysis of regional income inequality. In Goodchild &
    Janelle (eds.), Spatially Integrated Social Science, 280-299 (the test).
    """
    names = np.unique(groups)
    members = (groups[:, None] == names).astype("float64")
    share = weights / weights.sum()
    mean = float(share @ values)

    def compute_between(order: NDArray[np.intp]) -> Floats:
        people = share[order] @ members
        levels = ((share * values)[order] @ members) / people
        if measure == "gini":
            return _compute_between_gini(levels, people)
        alpha = ENTROPIES[measure]
        return np.asarray(_compute_pulls(alpha, levels / mean, people).sum(axis=-1))

    own = float(compute_between(np.arange(len(values))))
    orders = np.argsort(rng.random((n_permutations, len(values))), axis=1)
    n_above = int((compute_between(orders) >= own - _ROUNDING).sum())
    return (n_above + 1) / (n_permutations + 1)


def _compute(measure: str, values: Floats, weights: Floats) -> Floats:
    if measure == "gini":
        return compute_gini(values, weights)
    return compute_entropy(values, weights, alpha=ENTROPIES[measure])


def _compute_pulls(alpha: float, ratio: Floats, people: Floats) -> Floats:
    """Compute what each group's mean adds to the part between groups."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if alpha == 0:
            terms = -np.log(ratio)
        elif alpha == 1:
            terms = np.where(ratio > 0, ratio * np.log(ratio), 0.0)
        else:
            terms = (ratio**alpha - 1) / (alpha * (alpha - 1))
        return np.asarray(np.where(people > 0, people * terms, 0.0))


def _compute_between_gini(means: Floats, people: Floats) -> Floats:
    gaps = np.abs(means[..., :, None] - means[..., None, :])
    pairs = people[..., :, None] * people[..., None, :]
    mean = (people * means).sum(axis=-1)
    return np.asarray((pairs * gaps).sum(axis=(-2, -1)) / (2 * mean))
