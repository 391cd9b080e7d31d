"""Normalized components to scores: weights and means, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from indicators.composite.aggregation import FLOOR, aggregate
from indicators.composite.benefit_of_doubt import compute_benefit_of_doubt
from indicators.composite.weighting import compute_weights
from ledger import MethodError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.composite.definition import IndexAggregation, IndexDefinition

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]
    Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The values that one tier of an index puts together.

    Parameters
    ----------
    name : {"component", "dimension"}
        Which tier.
    names, parents : tuple of str
        Its parts, and what each is part of.
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
        Components, then dimensions if there are some.
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
    index_id = definition.index_id
    columns = list_columns(definition)
    if not definition.dimensions:
        scores = aggregate(
            normalized,
            inner,
            method=definition.aggregation,
            floor=floor,
            groups=groups,
        )
        tier = _build_tier(
            "component", definition.names, (index_id,) * len(inner), normalized, inner,
            inner, definition.aggregation, floor,
        )  # fmt: skip
        return Scored(
            scores=scores,
            tiers=(tier,),
            index_weights=inner,
            floor=floor,
            n_raised=_count_raised(normalized, definition.aggregation, floor),
        )
    values = np.column_stack(
        [
            aggregate(
                normalized[:, column],
                inner[column],
                method=definition.inner_aggregation,
                floor=floor,
                groups=groups,
            )
            for column in columns
        ]
    )
    scores = aggregate(
        values, outer, method=definition.aggregation, floor=floor, groups=groups
    )
    index_weights = inner.copy()
    for place, column in enumerate(columns):
        index_weights[column] *= outer[place]
    parents = tuple(str(one.dimension) for one in definition.components)
    lower = _build_tier(
        "component", definition.names, parents, normalized, inner, index_weights,
        definition.inner_aggregation, floor,
    )  # fmt: skip
    upper = _build_tier(
        "dimension", definition.dimensions, (index_id,) * len(outer), values, outer,
        outer, definition.aggregation, floor,
    )  # fmt: skip
    n_raised = sum(
        _count_raised(normalized[:, column], definition.inner_aggregation, floor)
        for column in columns
    ) + _count_raised(values, definition.aggregation, floor)
    return Scored(
        scores=scores,
        tiers=(lower, upper),
        index_weights=index_weights,
        floor=floor,
        n_raised=n_raised,
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


def find_floor(definition: IndexDefinition) -> float:
    """Find the smallest value of geometric and harmonic means on the index's scale."""
    return FLOOR * (100.0 if definition.normalization == "mean-100" else 1.0)


def list_columns(definition: IndexDefinition) -> list[Integers]:
    """List the columns of the components of each dimension, or of all together."""
    parents = [one.dimension for one in definition.components]
    names = definition.dimensions or (None,)
    return [np.flatnonzero([parent == name for parent in parents]) for name in names]


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
    outer : array, shape (n_dimensions,) or (1,)
        Add up to 1.

    Raises
    ------
    MethodError
        If the rule finds no weights in the data.
    """
    given = np.array([one.weight for one in definition.components])
    inner = np.empty(len(given))
    for column in list_columns(definition):
        try:
            inner[column] = compute_weights(
                normalized[:, column],
                method=definition.weighting,
                given=given[column],
                n_factors=definition.n_factors,
            )
        except MethodError as error:
            raise MethodError(f"index {definition.index_id}: {error}") from error
    dimensions = definition.dimensions or ("",)
    named = dict(definition.dimension_weights)
    outer = np.array([named.get(name, 1.0) for name in dimensions])
    return inner, outer / outer.sum()


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
    name: str,
    names: tuple[str, ...],
    parents: tuple[str, ...],
    values: Floats,
    weights: Floats,
    index_weights: Floats,
    method: IndexAggregation,
    floor: float,
) -> Tier:
    alone = {parent for parent in parents if parents.count(parent) == 1}
    raised = np.maximum(values, floor)
    if method == "arithmetic":
        parts = weights * values
    elif method == "geometric":
        parts = weights * np.log(raised)
    elif method == "harmonic":
        parts = weights / raised
    else:
        parts = np.full_like(values, np.nan)
    for place, parent in enumerate(parents):
        if parent in alone and method in ("geometric", "harmonic"):
            with np.errstate(divide="ignore", invalid="ignore"):
                only = values[:, place]
                parts[:, place] = np.log(only) if method == "geometric" else 1 / only
    return Tier(
        name=name,
        names=names,
        parents=parents,
        values=values,
        contributions=np.where(np.isfinite(parts), parts, np.nan),
        weights=np.broadcast_to(weights, values.shape),
        index_weights=np.broadcast_to(index_weights, values.shape),
    )


def _count_raised(values: Floats, method: IndexAggregation, floor: float) -> int:
    if method not in ("geometric", "harmonic") or values.shape[1] == 1:
        return 0
    return int((values < floor).sum())
