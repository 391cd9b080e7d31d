"""How far do ranks hang on the choices behind an index?

The choices that a reader may doubt are declared; each draw makes all of them anew, and
the ranks are computed again. What every draw shares is computed once, so that thousands
of draws take a second.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.composite.benefit_of_doubt import score_by_doubt
from indicators.composite.definition import fits_bounds
from indicators.composite.preparation import normalize_components, scale_components
from indicators.composite.scoring import find_peers, find_weights
from indicators.composite.tiers import aggregate_tree
from ledger import InputError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.composite.alternatives import IndexAlternatives
    from indicators.composite.definition import IndexDefinition
    from indicators.composite.preparation import NormalizedComponents, RawComponents

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

logger = logging.getLogger(__name__)

# Elements of an intermediate array that are held at once.
_CHUNK = 4_000_000
_DOUBT = "benefit-of-the-doubt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draws:
    """The uncertain choices of many draws, as numbers.

    Parameters
    ----------
    choices : dict of str to array, shape (n_draws,)
        Choice -> number of the alternative.
    weights : array, shape (n_draws, n_components + n_dimensions)
        Factors of the weights of components, then of dimensions.
    errors : array, shape (n_draws, n, n_components), or shape (n_draws, 0, 0)
        Standard normal errors of measurement.
    """

    choices: dict[str, Integers]
    weights: Floats
    errors: Floats


class DrawnIndex:
    """An index whose declared choices can be drawn, many at a time.

    Parameters
    ----------
    raw : RawComponents
        The values.
    definition : IndexDefinition
        The index as it is defined.
    alternatives : IndexAlternatives
        What is in doubt.

    Raises
    ------
    InputError
        If alternatives do not go together, or nothing is in doubt.
    """

    def __init__(
        self,
        raw: RawComponents,
        definition: IndexDefinition,
        alternatives: IndexAlternatives,
    ) -> None:
        self.raw = raw
        self.definition = definition
        self.alternatives = alternatives
        self.options: dict[str, tuple[str, ...]] = {
            name: tuple(dict.fromkeys((own, *others)))
            for name, own, others in (
                ("imputation", definition.imputation, alternatives.imputations),
                ("outliers", definition.outliers, alternatives.outliers),
                (
                    "normalization",
                    definition.normalization,
                    alternatives.normalizations,
                ),
                ("weighting", definition.weighting, alternatives.weightings),
                ("aggregation", definition.aggregation, alternatives.aggregations),
            )
        }
        self._check_doubt()
        names = definition.names
        unknown = [n for n, _ in alternatives.measurement_error if n not in names]
        if unknown:
            raise InputError(
                f"measurement_error: {', '.join(unknown)} is no component. Expected some "
                f"of {', '.join(names)}. Correct the name."
            )
        error_of = dict(alternatives.measurement_error)
        self._errors = np.array([error_of.get(name, 0.0) for name in names])
        self._prepared: dict[tuple[str, ...], NormalizedComponents] = {}
        self._weights: dict[tuple[str, ...], tuple[Floats, Floats]] = {}
        self._doubted: dict[tuple[tuple[str, ...], int], Floats] = {}
        self.definitions = {
            key: self._define(key) for key in product(*self.options.values())
        }
        if not self.factors:
            raise InputError(
                f"index {definition.index_id}: no choice is in doubt. Expected another "
                "normalization, noise of the weights or the like. Name alternatives."
            )

    @property
    def factors(self) -> tuple[str, ...]:
        """Choices in doubt, in the order of the stages."""
        named = [name for name, choices in self.options.items() if len(choices) > 1]
        if self.alternatives.is_leaving_out and len(self.definition.names) > 1:
            named.append("component left out")
        is_free = set(self.options["weighting"]) != {_DOUBT}
        noise = self.alternatives.weight_noise
        if noise and is_free and len(self.definition.names) > 1:
            named.append("weight noise")
        if self.alternatives.measurement_error:
            named.append("measurement error")
        return tuple(named)

    @property
    def is_on_one_scale(self) -> bool:
        """Whether all draws give scores that can be compared."""
        scales = {
            (one.scale, one.normalization, one.weighting == _DOUBT)
            for one in self.definitions.values()
        }
        return len(scales) == 1

    def draw(self, n_draws: int, rng: np.random.Generator) -> Draws:
        """Draw the choices in doubt."""
        n_components = len(self.definition.names)
        n_weights = n_components + len(self.definition.dimensions)
        choices = {
            name: rng.integers(0, len(options), n_draws)
            for name, options in self.options.items()
        }
        choices["component left out"] = np.zeros(n_draws, dtype=np.intp)
        if "component left out" in self.factors:
            # 0 stands for none of them.
            choices["component left out"] = rng.integers(0, n_components + 1, n_draws)
        noise = self.alternatives.weight_noise
        shape = (n_draws, *self.raw.values.shape)
        has_errors = bool(self.alternatives.measurement_error)
        return Draws(
            choices=choices,
            weights=rng.uniform(1 - noise, 1 + noise, (n_draws, n_weights)),
            errors=rng.normal(size=shape) if has_errors else np.zeros((n_draws, 0, 0)),
        )

    def mix(self, base: Draws, other: Draws, factor: str) -> Draws:
        """Take one choice from other draws."""
        if factor == "weight noise":
            return replace(base, weights=other.weights)
        if factor == "measurement error":
            return replace(base, errors=other.errors)
        return replace(base, choices=base.choices | {factor: other.choices[factor]})

    def score(self, draws: Draws) -> Floats:
        """Compute the scores of each draw, shape (n_draws, n)."""
        scores = np.empty((len(draws.weights), len(self.raw.groups)))
        numbers = np.column_stack([draws.choices[name] for name in self.options])
        kinds, places = np.unique(numbers, axis=0, return_inverse=True)
        for kind, row in enumerate(kinds):
            key = tuple(
                options[int(number)]
                for options, number in zip(self.options.values(), row, strict=True)
            )
            drawn = np.flatnonzero(places.ravel() == kind)
            step = max(1, _CHUNK // max(1, self.raw.values.size))
            for start in range(0, len(drawn), step):
                part = drawn[start : start + step]
                scores[part] = self._score(key, draws, part)
        return scores

    def _define(self, key: tuple[str, ...]) -> IndexDefinition:
        named = dict(zip(self.options, key, strict=True))
        own = self.definition
        changed: dict[str, Any] = {
            name: value for name, value in named.items() if value != getattr(own, name)
        }
        if "outliers" in changed:
            changed["components"] = tuple(
                replace(one, outliers=None) for one in own.components
            )
        if changed.get("normalization", "mean-100") != "mean-100":
            changed["base_weight"] = None
        return replace(own, **changed)

    def _prepare(self, key: tuple[str, ...]) -> NormalizedComponents:
        # Weights and means do not touch the normalized values.
        short = key[:3]
        if short not in self._prepared:
            self._prepared[short] = normalize_components(
                self.raw, self.definitions[key]
            )
        return self._prepared[short]

    def _score(self, key: tuple[str, ...], draws: Draws, part: Integers) -> Floats:
        definition = self.definitions[key]
        prepared = self._prepare(key)
        values = prepared.values
        if draws.errors.shape[1]:
            values = scale_components(
                self._disturb(prepared, draws.errors[part]),
                self.raw,
                definition,
                goalposts=prepared.goalposts,
            )
        left_out = draws.choices["component left out"][part]
        if definition.weighting == _DOUBT:
            return self._score_by_doubt(key, values, left_out)
        weighting = key[:4]
        if weighting not in self._weights:
            self._weights[weighting] = find_weights(prepared.values, definition)
        inner, outer = self._weights[weighting]
        factors = draws.weights[part]
        weights = inner * factors[:, : len(inner)]
        for column in range(len(inner)):
            weights[left_out == column + 1, column] = 0.0
        nodes = aggregate_tree(
            values,
            weights,
            outer * factors[:, len(inner) :],
            definition=definition,
            groups=self.raw.groups,
        )
        return nodes[-1].scores

    def _score_by_doubt(
        self, key: tuple[str, ...], values: Floats, left_out: Integers
    ) -> Floats:
        definition = self.definitions[key]
        peers = find_peers(self.raw.groups, definition)
        scores = np.empty((len(left_out), len(self.raw.groups)))
        for number in np.unique(left_out):
            drawn = left_out == number
            kept = np.arange(values.shape[-1]) != number - 1
            if values.ndim > 2:  # noqa: PLR2004 -- each draw has values of its own
                logger.info(
                    "index %s: benefit of the doubt, %d linear programmes (of each "
                    "region and period in %d draws)",
                    definition.index_id,
                    drawn.sum() * len(self.raw.groups),
                    drawn.sum(),
                )
                scores[drawn] = score_by_doubt(
                    values[drawn][..., kept],
                    peers=peers,
                    bounds=definition.weight_bounds,
                )
                continue
            # Without errors, all draws of these choices have the same scores.
            case = (key[:3], int(number))
            if case not in self._doubted:
                self._doubted[case] = score_by_doubt(
                    values[None, :, kept], peers=peers, bounds=definition.weight_bounds
                )[0]
            scores[drawn] = self._doubted[case]
        return scores

    def _check_doubt(self) -> None:
        definition = self.definition
        bounds, n = definition.weight_bounds, len(definition.names)
        is_smaller = self.alternatives.is_leaving_out or definition.weighting == _DOUBT
        if (
            _DOUBT in self.options["weighting"]
            and is_smaller
            and n > 1
            and not fits_bounds(bounds, n - 1)
        ):
            raise InputError(
                f"index {definition.index_id}: weight_bounds {bounds} leave no weights "
                "that add up to 1 where a component is left out. Widen them, or take "
                "another weighting."
            )

    def _disturb(self, prepared: NormalizedComponents, errors: Floats) -> Floats:
        """Draw values around the observed ones, on the treated scale."""
        # Lognormal with mean 1: no value changes its sign.
        factors = np.exp(self._errors * errors - self._errors**2 / 2)
        drawn = prepared.treated * factors
        for column, transform in enumerate(prepared.transforms):
            if transform is not None:
                drawn[..., column] = transform(
                    prepared.complete[:, column] * factors[..., column]
                )
        return np.asarray(drawn)
