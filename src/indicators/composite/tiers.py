"""The tree of an index: components in dimensions, dimensions in others, the index on top.

Weights and means go up the tree one dimension at a time; how many tiers there are makes
no difference.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indicators.composite.aggregation import FLOOR, aggregate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.composite.definition import IndexAggregation, IndexDefinition

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A dimension, or the index itself, and what it is made of.

    Parameters
    ----------
    name : str
        Dimension, or id of the index.
    method : str
        How its parts are aggregated.
    parts : array of int
        Places of its parts: of components if it is made of these, else of dimensions.
    is_lowest : bool
        Whether it is made of components.
    """

    name: str
    method: IndexAggregation
    parts: Integers
    is_lowest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregated:
    """A node with its numbers.

    Parameters
    ----------
    node : Node
        The node.
    values : array, shape (..., n, n_parts)
        Values of its parts.
    weights : array, shape (..., n_parts)
        Share of each part in the node; all 0 if every part was left out.
    scores : array, shape (..., n)
        What the parts come to.
    """

    node: Node
    values: Floats
    weights: Floats
    scores: Floats


def list_nodes(definition: IndexDefinition) -> tuple[Node, ...]:
    """List the dimensions of an index in its order, each after its parts, and the index.

    Parameters
    ----------
    definition : IndexDefinition
        The index.

    Returns
    -------
    tuple of Node
        As many as there are dimensions, and the index last.
    """
    parents = dict(definition.dimension_parents)
    above = [parents.get(name, definition.index_id) for name in definition.dimensions]
    below = [one.dimension or definition.index_id for one in definition.components]
    nodes = []
    for name in (*definition.dimensions, definition.index_id):
        is_lowest = name in below
        nodes.append(
            Node(
                name=name,
                method=definition.aggregation
                if name == definition.index_id
                else definition.inner_aggregation,
                parts=np.flatnonzero(
                    [parent == name for parent in (below if is_lowest else above)]
                ),
                is_lowest=is_lowest,
            )
        )
    return tuple(nodes)


def aggregate_tree(
    values: Floats,
    inner: Floats,
    outer: Floats,
    *,
    definition: IndexDefinition,
    groups: Integers,
) -> tuple[Aggregated, ...]:
    """Aggregate components up the tree.

    Parameters
    ----------
    values : array, shape (..., n, n_components)
        Normalized values.
    inner : array, shape (..., n_components)
        Weights of components within their dimension; 0 for one that is left out.
    outer : array, shape (..., n_dimensions)
        Weights of dimensions among those beside them.
    definition : IndexDefinition
        The index.
    groups : array of int, shape (n,)
        Period of each row.

    Returns
    -------
    tuple of Aggregated
        One for each node, the index last.
    """
    floor = find_floor(definition)
    reached: list[Aggregated] = []
    for node in list_nodes(definition):
        if node.is_lowest:
            parts, weights = values[..., node.parts], inner[..., node.parts]
        else:
            below = [reached[place] for place in node.parts]
            parts = np.stack([one.scores for one in below], axis=-1)
            # A dimension that lost its only component has no weight.
            present = [one.weights.sum(axis=-1) > 0 for one in below]
            weights = outer[..., node.parts] * np.stack(present, axis=-1)
        total = weights.sum(axis=-1, keepdims=True)
        shares = np.where(total > 0, weights / np.where(total > 0, total, 1.0), 0.0)
        scores = aggregate(
            parts, shares, method=node.method, floor=floor, groups=groups
        )
        reached.append(
            Aggregated(node=node, values=parts, weights=shares, scores=scores)
        )
    return tuple(reached)


def find_floor(definition: IndexDefinition) -> float:
    """Find the smallest value of geometric and harmonic means on the index's scale."""
    return FLOOR * (100.0 if definition.normalization == "mean-100" else 1.0)
