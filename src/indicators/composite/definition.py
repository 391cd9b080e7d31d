"""What a composite index is: every choice behind it, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ledger import InputError, check_choice

Direction = Literal[1, -1]
IndexImputation = Literal["none", "mean", "median", "regression", "last"]
IndexOutliers = Literal["none", "winsorize", "percentiles", "log", "box-cox"]
IndexNormalization = Literal[
    "min-max", "z-score", "rank", "goalposts", "distance-to-leader", "mean-100"
]
IndexBase = Literal["all-periods", "base-period", "each-period"]
IndexWeighting = Literal[
    "given", "equal", "pca", "entropy", "critic", "benefit-of-the-doubt"
]
IndexMean = Literal["geometric", "arithmetic", "harmonic"]
IndexAggregation = Literal["geometric", "arithmetic", "harmonic", "copeland"]
Scale = Literal["0-1", "z", "mean-100", "copeland"]

_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexComponent:
    """One indicator in a composite index.

    Parameters
    ----------
    indicator_id : str
        The indicator.
    direction : {1, -1}
        1 if more of it is better, -1 if less.
    weight : float
        Above 0; weights are divided by their sum (within the dimension, if any).
    dimension : str, optional
        The dimension it belongs to; all components of an index have one, or none has.
    goalposts : (float, float), optional
        Lower and upper goalpost in the indicator's unit, for ``goalposts``.
    outliers : {"none", "winsorize", "percentiles", "log", "box-cox"}, optional
        Treatment of this component; that of the index by default.
    """

    indicator_id: str
    direction: Direction = 1
    weight: float = 1.0
    dimension: str | None = None
    goalposts: tuple[float, float] | None = None
    outliers: IndexOutliers | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexDefinition:
    """A composite index: its components and every choice on the way.

    Parameters
    ----------
    index_id : str
        Id of the index.
    components : tuple of IndexComponent
        Its indicators.
    imputation : {"none", "mean", "median", "regression", "last"}
        What stands for a missing value: nothing (the region has no score), the mean or
        median of the regions of that period, a regression on the other components, or
        the region's last earlier value. Filled values are listed.
    outliers : {"none", "winsorize", "percentiles", "log", "box-cox"}
        ``winsorize`` moves the farthest values to the next ones while absolute skewness
        is 2 or more and kurtosis 3.5 or more; ``percentiles`` moves what lies outside
        given percentiles to them; ``log`` and ``box-cox`` transform positive values.
    winsorize_limit : int
        Values that ``winsorize`` may move at most, in each component.
    percentile : float
        Share cut at each end by ``percentiles``.
    normalization : str
        ``min-max``, ``z-score``, ``rank`` (share of values below, ties in the middle),
        ``goalposts`` (given for each component), ``distance-to-leader`` (share of the
        best value), ``mean-100`` (percent of the mean of regions).
    base : {"all-periods", "base-period", "each-period"}
        The values that minimum, mean and so on are taken over. Only a fixed base (the
        first two) lets scores of different years be compared.
    base_period : str, optional
        The period of ``base-period``.
    base_weight : str, optional
        Indicator of populations, for ``mean-100``: 100 is then the mean of people (the
        national value, of a value per head), not that of regions.
    weighting : str
        ``given``, ``equal``, ``pca``, ``entropy``, ``critic``, or
        ``benefit-of-the-doubt`` (for each region the weights that suit it best).
    weight_bounds : (float, float)
        Least and largest share of the weight that benefit of the doubt may give.
    n_factors : int, optional
        Principal components that ``pca`` keeps; by its rules if not given.
    aggregation : {"geometric", "arithmetic", "harmonic", "copeland"}
        Of components, or of dimensions where there are some.
    dimension_aggregation : {"geometric", "arithmetic", "harmonic"}, optional
        Of what a dimension is made of; as `aggregation` by default (arithmetic for
        copeland).
    dimension_weights : tuple of (str, float)
        Weight of each dimension among those beside it; equal by default.
    dimension_parents : tuple of (str, str)
        Dimension and the dimension that it is part of, in any number of tiers; a
        dimension that is not named here is part of the index itself. A dimension is
        made of components or of dimensions, not of both.

    Raises
    ------
    InputError
        If a choice is unknown, or choices do not go together.
    """

    index_id: str
    components: tuple[IndexComponent, ...]
    imputation: IndexImputation = "none"
    outliers: IndexOutliers = "none"
    winsorize_limit: int = 5
    percentile: float = 0.025
    normalization: IndexNormalization = "min-max"
    base: IndexBase = "all-periods"
    base_period: str | None = None
    base_weight: str | None = None
    weighting: IndexWeighting = "given"
    weight_bounds: tuple[float, float] = (0.0, 1.0)
    n_factors: int | None = None
    aggregation: IndexAggregation = "geometric"
    dimension_aggregation: IndexMean | None = None
    dimension_weights: tuple[tuple[str, float], ...] = ()
    dimension_parents: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        check_choice(self.imputation, IndexImputation, "imputation")
        check_choice(self.outliers, IndexOutliers, "outliers")
        check_choice(self.normalization, IndexNormalization, "normalization")
        check_choice(self.base, IndexBase, "base")
        check_choice(self.weighting, IndexWeighting, "weighting")
        check_choice(self.aggregation, IndexAggregation, "aggregation")
        if self.dimension_aggregation is not None:
            check_choice(self.dimension_aggregation, IndexMean, "dimension_aggregation")
        _check_components(self)
        _check_dimensions(self)
        _check_fit(self)

    @property
    def names(self) -> tuple[str, ...]:
        """Ids of the components, in order."""
        return tuple(one.indicator_id for one in self.components)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Dimensions in the order of their names' first use, each after its parts."""
        named = [one.dimension for one in self.components if one.dimension is not None]
        above = [name for pair in self.dimension_parents for name in pair]
        parents = dict(self.dimension_parents)
        names = dict.fromkeys((*named, *above))
        return tuple(sorted(names, key=lambda name: -len(_climb(name, parents))))

    @property
    def inner_aggregation(self) -> IndexMean:
        """Aggregation within dimensions."""
        if self.dimension_aggregation is not None:
            return self.dimension_aggregation
        return "arithmetic" if self.aggregation == "copeland" else self.aggregation

    @property
    def scale(self) -> Scale:
        """What the scores are numbers of."""
        if self.aggregation == "copeland":
            return "copeland"
        scales: dict[IndexNormalization, Scale] = {
            "z-score": "z",
            "mean-100": "mean-100",
        }
        if self.weighting == "benefit-of-the-doubt":
            return "0-1"
        return scales.get(self.normalization, "0-1")


def omit_component(definition: IndexDefinition, name: str) -> IndexDefinition:
    """Define the index without a component, and without dimensions left empty.

    Parameters
    ----------
    definition : IndexDefinition
        The index, of two components or more.
    name : str
        The component.

    Returns
    -------
    IndexDefinition
        The smaller index.
    """
    components = tuple(one for one in definition.components if one.indicator_id != name)
    parents = dict(definition.dimension_parents)
    left = {
        dimension
        for one in components
        if one.dimension is not None
        for dimension in (one.dimension, *_climb(one.dimension, parents))
    }
    return replace(
        definition,
        components=components,
        dimension_weights=tuple(
            pair for pair in definition.dimension_weights if pair[0] in left
        ),
        dimension_parents=tuple(
            pair for pair in definition.dimension_parents if pair[0] in left
        ),
    )


def _climb(name: str, parents: dict[str, str]) -> tuple[str, ...]:
    """List what a dimension is part of, the nearest first."""
    found: list[str] = []
    while name in parents and parents[name] not in found:
        name = parents[name]
        found.append(name)
    return tuple(found)


def _check_components(definition: IndexDefinition) -> None:
    names = definition.names
    if not names:
        raise InputError(
            "components: none given. Expected at least one indicator with a weight. "
            "Name the components."
        )
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise InputError(
            f"components: {', '.join(doubled)} named twice. Expected each indicator "
            "once. Give it more weight instead."
        )
    wrong = [
        one.indicator_id
        for one in definition.components
        if not 0 < one.weight < float("inf")
    ]
    if wrong:
        raise InputError(
            f"components: weight of {', '.join(wrong)} is not positive. Expected "
            "weights above 0. Leave a component out instead of giving it no weight."
        )
    lost = [
        one.indicator_id
        for one in definition.components
        if one.direction not in (1, -1)
    ]
    if lost:
        raise InputError(
            f"directions: none for {', '.join(lost)}. Expected 1 (more is better) or "
            "-1. Give the direction of each component."
        )
    for one in definition.components:
        if one.outliers is not None:
            check_choice(one.outliers, IndexOutliers, f"outliers of {one.indicator_id}")
        if one.goalposts is not None and not one.goalposts[0] < one.goalposts[1]:
            raise InputError(
                f"goalposts of {one.indicator_id}: found {one.goalposts}. Expected the "
                "lower one first. Turn the direction around instead."
            )


def _check_dimensions(definition: IndexDefinition) -> None:
    without = [
        one.indicator_id for one in definition.components if one.dimension is None
    ]
    if definition.dimensions and without:
        raise InputError(
            f"dimensions: none for {', '.join(without)}. Expected a dimension for every "
            "component, or for none. Name it."
        )
    _check_parents(definition)
    unknown = [
        name
        for name, _ in definition.dimension_weights
        if name not in definition.dimensions
    ]
    if unknown:
        raise InputError(
            f"dimension_weights: no component in {', '.join(unknown)}. Expected some of "
            f"{', '.join(definition.dimensions) or 'none'}. Correct the name."
        )
    if definition.dimension_weights:
        weights = dict(definition.dimension_weights)
        wrong = [
            name for name in definition.dimensions if not weights.get(name, 0.0) > 0
        ]
        if wrong:
            raise InputError(
                f"dimension_weights: none above 0 for {', '.join(wrong)}. Expected one "
                "for each dimension. Give it, or give none at all."
            )


def _check_parents(definition: IndexDefinition) -> None:
    """Raise where dimensions do not make a tree."""
    parents = dict(definition.dimension_parents)
    lowest = {one.dimension for one in definition.components}
    children = [name for name, _ in definition.dimension_parents]
    for is_wrong, words in (
        (
            [name for name in parents if children.count(name) > 1],
            "part of two dimensions. Name one",
        ),
        (
            [name for name in parents if name in _climb(name, parents)],
            "part of itself. Name what it is part of",
        ),
        (
            [name for name in parents.values() if name in lowest],
            "made of components and of dimensions. Put the components into a dimension",
        ),
        (
            [name for name in children if name not in {*lowest, *parents.values()}],
            "without a component. Name its components, or leave it out",
        ),
        (
            [name for name in definition.dimensions if name == definition.index_id],
            "named like the index. Give it another name",
        ),
    ):
        if is_wrong:
            shown = ", ".join(dict.fromkeys(is_wrong))
            raise InputError(f"dimension_parents: {shown} is {words}.")


def _check_fit(definition: IndexDefinition) -> None:
    """Raise where choices do not go together."""
    means = {definition.aggregation, definition.inner_aggregation}
    faults = (
        (
            definition.normalization == "z-score" and means & {"geometric", "harmonic"},
            (
                "z-scores are negative for half of the regions: they have no geometric or "
                "harmonic mean. Take the arithmetic mean, or min-max"
            ),
        ),
        (
            definition.base == "base-period" and definition.base_period is None,
            "base 'base-period' without base_period. Name the period",
        ),
        (
            definition.base != "base-period" and definition.base_period is not None,
            (
                f"base_period {definition.base_period} with base {definition.base!r}. Take "
                "base 'base-period', or leave the period out"
            ),
        ),
        (
            definition.base_weight is not None
            and definition.normalization != "mean-100",
            (
                f"base_weight {definition.base_weight} with normalization "
                f"{definition.normalization!r}. Take 'mean-100', or leave the weight out"
            ),
        ),
        (
            definition.normalization == "goalposts"
            and any(one.goalposts is None for one in definition.components),
            "goalposts without goalposts of "
            + ", ".join(
                one.indicator_id
                for one in definition.components
                if one.goalposts is None
            )
            + ". Give a lower and an upper one",
        ),
        (
            definition.weighting == "benefit-of-the-doubt"
            and (definition.dimensions or definition.aggregation != "arithmetic"),
            (
                "benefit of the doubt is a weighted arithmetic mean of one tier. Take "
                "aggregation 'arithmetic' and no dimensions"
            ),
        ),
        (
            definition.weighting == "benefit-of-the-doubt"
            and definition.normalization == "z-score",
            "benefit of the doubt needs values from zero up. Take min-max",
        ),
        (
            not fits_bounds(definition.weight_bounds, len(definition.components)),
            (
                f"weight_bounds {definition.weight_bounds} leave no weights that add up to "
                "1. Widen them"
            ),
        ),
        (
            definition.n_factors is not None
            and not 1 <= definition.n_factors <= len(definition.components),
            f"n_factors {definition.n_factors} of {len(definition.components)} components",
        ),
        (
            not 0 < definition.percentile < _HALF,
            f"percentile {definition.percentile}. Expected a share between 0 and 0.5",
        ),
        (
            definition.winsorize_limit < 1,
            f"winsorize_limit {definition.winsorize_limit}. Expected at least 1",
        ),
    )
    for is_wrong, words in faults:
        if is_wrong:
            raise InputError(f"index {definition.index_id}: {words}.")


def fits_bounds(bounds: tuple[float, float], n: int) -> bool:
    """Say whether weights of n components within bounds can add up to 1."""
    low, high = bounds
    return 0 <= low <= high <= 1 and low * n <= 1 + 1e-12 and high * n >= 1 - 1e-12
