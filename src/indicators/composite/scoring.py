"""Normalized components to scores: weights and means, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from indicators.composite.benefit_of_doubt import compute_benefit_of_doubt
from indicators.composite.tiers import aggregate_tree, find_floor, list_nodes
from indicators.composite.weighting import compute_weights
from ledger import MethodError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.composite.definition import IndexAggregation, IndexDefinition
    from indicators.composite.tiers import Aggregated

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]
    Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The values that a dimension, or the index itself, puts together.

    Parameters
    ----------
    name : {"component", "dimension"}
        What they are.
    names, parents : tuple of str
        The parts, and what each is part of.
    values, contributions : array, shape (n, n_parts)
        Values and what each adds to its parent.
    weights, index_weights : array, shape (n_parts,) or (n, n_parts)
        Share of the weight in the parent, and in the index.
    """

    name: str
    names: tuple[str, ...]
    parents: tuple[str, ...]
    values: Floats
    contributions: Floats
    weights: Floats
    index_weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Scores and the tiers under them.

    Parameters
    ----------
    scores : array, shape (n,)
        Scores; missing where a component is.
    tiers : tuple of Tier
        Of the index and of each of its dimensions.
    index_weights : array, shape (n_components,)
        Share of each component in the weight of the index (for benefit of the doubt,
        the mean over regions).
    floor : float
        Smallest value of geometric and harmonic means.
    n_raised : int
        Values that were raised to it.
    """

    scores: Floats
    tiers: tuple[Tier, ...]
    index_weights: Floats
    floor: float
    n_raised: int


def score_components(
    normalized: Floats, groups: Integers, definition: IndexDefinition
) -> Scored:
    """Weight and aggregate normalized components.

    Parameters
    ----------
    normalized : array, shape (n, n_components)
        Normalized values.
    groups : array of int, shape (n,)
        Period of each row.
    definition : IndexDefinition
        The choices.

    Returns
    -------
    Scored
        Scores and tiers.
    """
    floor = find_floor(definition)
    if definition.weighting == "benefit-of-the-doubt":
        return _score_by_doubt(normalized, groups, definition, floor)
    inner, outer = find_weights(normalized, definition)
    nodes = aggregate_tree(
        normalized, inner, outer, definition=definition, groups=groups
    )
    # Down the tree: what share of the index each dimension is.
    shares = {definition.index_id: 1.0}
    index_weights = np.empty(len(inner))
    tiers = []
    for one in reversed(nodes):
        node, share = one.node, shares[one.node.name]
        names = definition.names if node.is_lowest else definition.dimensions
        parts = tuple(names[place] for place in node.parts)
        if node.is_lowest:
            index_weights[node.parts] = share * one.weights
        else:
            shares |= dict(zip(parts, share * one.weights, strict=True))
        tiers.append(_build_tier(one, parts, share, floor))
    return Scored(
        scores=nodes[-1].scores,
        tiers=tuple(tiers),
        index_weights=index_weights,
        floor=floor,
        n_raised=sum(
            _count_raised(one.values, one.node.method, floor) for one in nodes
        ),
    )


def rank_scores(scores: Floats, groups: Integers) -> Floats:
    """Rank scores within periods.

    Parameters
    ----------
    scores : array, shape (n_draws, n)
        Scores; may be missing.
    groups : array of int, shape (n,)
        Period of each row.

    Returns
    -------
    array, shape (n_draws, n)
        Ranks; 1 is the highest, ties share their mean. Scores that differ in the
        thirteenth digit or later are a tie, which rounding alone made differ.
    """
    ranks = np.full_like(scores, np.nan)
    for group in np.unique(groups):
        rows = groups == group
        part = np.round(scores[:, rows], 12)
        # Missing scores are ranked last, and taken out again.
        ranked = rankdata(-np.nan_to_num(part, nan=-np.inf), axis=1)
        ranks[:, rows] = np.where(np.isnan(part), np.nan, ranked)
    return ranks


def find_peers(groups: Integers, definition: IndexDefinition) -> Booleans:
    """Find the rows that benefit of the doubt compares each row with, shape (n, n)."""
    if definition.base == "each-period":
        return np.asarray(groups[:, None] == groups[None, :])
    return np.ones((len(groups), len(groups)), dtype=bool)


def find_weights(
    normalized: Floats, definition: IndexDefinition
) -> tuple[Floats, Floats]:
    """Find the weights of components in their dimension, and of dimensions.

    Returns
    -------
    inner : array, shape (n_components,)
        Add up to 1 in each dimension, or altogether where there are none.
    outer : array, shape (n_dimensions,)
        Weights of dimensions among those beside them.

    Raises
    ------
    MethodError
        If the rule finds no weights in the data.
    """
    given = np.array([one.weight for one in definition.components])
    inner = np.empty(len(given))
    for node in list_nodes(definition):
        if not node.is_lowest:
            continue
        try:
            inner[node.parts] = compute_weights(
                normalized[:, node.parts],
                method=definition.weighting,
                given=given[node.parts],
                n_factors=definition.n_factors,
            )
        except MethodError as error:
            raise MethodError(f"index {definition.index_id}: {error}") from error
    named = dict(definition.dimension_weights)
    outer = [named.get(name, 1.0) for name in definition.dimensions]
    return inner, np.array(outer, dtype="float64")


def _score_by_doubt(
    normalized: Floats, groups: Integers, definition: IndexDefinition, floor: float
) -> Scored:
    scores, weights = compute_benefit_of_doubt(
        normalized,
        peers=find_peers(groups, definition),
        bounds=definition.weight_bounds,
    )
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = weights / weights.sum(axis=1, keepdims=True)
    whole = ~np.isnan(shares).any(axis=1)
    mean = (
        shares[whole].mean(axis=0)
        if whole.any()
        else np.full(shares.shape[1], 1 / shares.shape[1])
    )
    tier = Tier(
        name="component",
        names=definition.names,
        parents=(definition.index_id,) * len(definition.names),
        values=normalized,
        contributions=weights * normalized,
        weights=shares,
        index_weights=shares,
    )
    return Scored(
        scores=scores, tiers=(tier,), index_weights=mean, floor=floor, n_raised=0
    )


def _build_tier(
    one: Aggregated, parts: tuple[str, ...], share: float, floor: float
) -> Tier:
    values, method = one.values, one.node.method
    # A mean of one value is that value, without a floor.
    raised = values if len(parts) == 1 else np.maximum(values, floor)
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "arithmetic":
            added = one.weights * values
        elif method == "geometric":
            added = one.weights * np.log(raised)
        elif method == "harmonic":
            added = one.weights / raised
        else:
            added = np.full_like(values, np.nan)
    return Tier(
        name="component" if one.node.is_lowest else "dimension",
        names=parts,
        parents=(one.node.name,) * len(parts),
        values=values,
        contributions=np.where(np.isfinite(added), added, np.nan),
        weights=np.broadcast_to(one.weights, values.shape),
        index_weights=np.broadcast_to(share * one.weights, values.shape),
    )


def _count_raised(values: Floats, method: IndexAggregation, floor: float) -> int:
    if method not in ("geometric", "harmonic") or values.shape[1] == 1:
        return 0
    return int((values < floor).sum())
