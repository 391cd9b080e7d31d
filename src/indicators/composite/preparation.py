"""The way from a table of values to normalized components, one function a stage.

Order: missing values, then outliers, then normalization, as in the Handbook and COINr.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.composite.imputation import impute_values
from indicators.composite.normalization import normalize
from indicators.composite.outliers import (
    KURTOSIS_LIMIT,
    SKEWNESS_LIMIT,
    Treatment,
    treat_outliers,
)
from ledger import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from indicators.composite.definition import IndexDefinition, IndexOutliers
    from indicators.composite.imputation import Filled

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]

_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RawComponents:
    """Values of components as they stand in the table.

    Parameters
    ----------
    regions, periods : tuple of str
        Region and period of each row.
    groups : array of int, shape (n,)
        Number of the row's period.
    values : array, shape (n, n_components)
        Values; missing where there is none.
    weights : array, shape (n,)
        Weight of each row in the mean that is 100.
    """

    regions: tuple[str, ...]
    periods: tuple[str, ...]
    groups: NDArray[np.intp]
    values: Floats
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalizedComponents:
    """Components on a common scale.

    Parameters
    ----------
    values : array, shape (n, n_components)
        Normalized values.
    filled : dict
        Row and column of each filled gap -> value and what it is made of.
    treatments : tuple of str
        What was done about the outliers of each component.
    goalposts : array, shape (n_components, 2)
        Goalposts on the treated scale; missing where none are given.
    complete, treated : array, shape (n, n_components)
        Values with gaps filled, and after the treatment of outliers.
    transforms : tuple of callable or None
        How logarithms and Box-Cox change values; None where the scale is kept.
    problems : tuple of Problem
        What was found on the way.
    """

    values: Floats
    filled: Filled
    treatments: tuple[str, ...]
    goalposts: Floats
    complete: Floats
    treated: Floats
    transforms: tuple[Callable[[Floats], Floats] | None, ...]
    problems: tuple[Problem, ...]


def read_components(values: pd.DataFrame, definition: IndexDefinition) -> RawComponents:
    """Take the components of an index out of a table of values.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    definition : IndexDefinition
        The index.

    Returns
    -------
    RawComponents
        One row for each region and period that has a row of a component.

    Raises
    ------
    InputError
        If a component, the base period or the base weight has no values, or a value
        stands twice.
    """
    names = list(definition.names)
    known = set(values["indicator_id"])
    absent = [name for name in names if name not in known]
    if absent:
        raise InputError(
            f"components: no values of {', '.join(absent)}. Expected indicators of the "
            f"table ({', '.join(sorted(known)) or 'it is empty'}). Correct the id."
        )
    chosen = values[values["indicator_id"].isin(names)]
    key = ["indicator_id", "region_id", "period"]
    doubled = chosen[chosen.duplicated(key)]
    if len(doubled):
        shown = "; ".join(
            ", ".join(map(str, row))
            for row in doubled[key].head(_SHOWN).itertuples(index=False, name=None)
        )
        raise InputError(
            f"values: {len(doubled)} values a second time ({shown}). Expected one for "
            "each indicator, region and period. Keep one of them."
        )
    keyed = chosen.set_index(["region_id", "period", "indicator_id"])["value"]
    wide = keyed.unstack("indicator_id")  # noqa: PD010 -- pivot_table averages doubles
    wide = wide.reindex(columns=names).sort_index()
    periods = tuple(str(name) for name in wide.index.get_level_values("period"))
    if definition.base_period is not None and definition.base_period not in periods:
        raise InputError(
            f"base_period: no values of {definition.base_period}. Expected one of "
            f"{', '.join(sorted(set(periods)))}. Choose one of them."
        )
    return RawComponents(
        regions=tuple(str(name) for name in wide.index.get_level_values("region_id")),
        periods=periods,
        groups=np.unique(np.array(periods, dtype="str"), return_inverse=True)[1],
        values=wide.to_numpy(dtype="float64"),
        weights=_read_weights(values, wide.index, definition.base_weight),
    )


def _read_weights(
    values: pd.DataFrame, rows: pd.Index[Any], base_weight: str | None
) -> Floats:
    """Read the population of each row that has one; rows without have no part in 100."""
    if base_weight is None:
        return np.ones(len(rows))
    chosen = values[values["indicator_id"] == base_weight]
    keyed = chosen.set_index(["region_id", "period"])["value"]
    if not keyed.index.is_unique or not bool((keyed.dropna() > 0).all()):
        raise InputError(
            f"base_weight {base_weight}: values a second time, or not above zero. "
            "Expected one population for each region and period. Correct them."
        )
    weights = keyed.reindex(rows).to_numpy(dtype="float64")
    if not bool((weights > 0).any()):
        raise InputError(
            f"base_weight: no values of {base_weight} beside the components. Expected "
            "an indicator of the table, such as the population. Correct the id."
        )
    return np.asarray(np.nan_to_num(weights), dtype="float64")


def normalize_components(
    raw: RawComponents, definition: IndexDefinition
) -> NormalizedComponents:
    """Fill gaps, treat outliers and bring components to a common scale.

    Parameters
    ----------
    raw : RawComponents
        The values.
    definition : IndexDefinition
        The choices.

    Returns
    -------
    NormalizedComponents
        Normalized values and what was done to them.

    Raises
    ------
    InputError
        If a scale or a transformation cannot take values as low as some are.
    """
    filled = impute_values(
        raw.values,
        method=definition.imputation,
        names=definition.names,
        regions=raw.regions,
        periods=raw.periods,
    )
    complete = raw.values.copy()
    for place, (value, _) in filled.items():
        complete[place] = value
    problems = _find_flat(raw, complete, definition)
    treatments, extremes = _treat(raw, complete, definition)
    problems += extremes
    goalposts = _transform_goalposts(treatments, definition)
    treated = np.column_stack([one.values for one in treatments])
    _check_ratios(treated, definition)
    return NormalizedComponents(
        values=scale_components(treated, raw, definition, goalposts=goalposts),
        filled=filled,
        treatments=tuple(one.words for one in treatments),
        goalposts=goalposts,
        complete=complete,
        treated=treated,
        transforms=tuple(one.transform for one in treatments),
        problems=tuple(problems),
    )


def _transform_goalposts(
    treatments: list[Treatment], definition: IndexDefinition
) -> Floats:
    """Bring goalposts, given in the indicator's unit, to the treated scale."""
    goalposts = np.full((len(treatments), 2), np.nan)
    pairs = zip(definition.components, treatments, strict=True)
    for column, (one, treatment) in enumerate(pairs):
        if one.goalposts is None:
            continue
        ends = np.array(one.goalposts)
        if treatment.transform is not None:
            _check_positive(ends, "log", f"goalposts of {one.indicator_id}")
            ends = treatment.transform(ends)
        goalposts[column] = ends
    return goalposts


def scale_components(
    treated: Floats,
    raw: RawComponents,
    definition: IndexDefinition,
    *,
    goalposts: Floats,
) -> Floats:
    """Normalize treated values of shape (..., n, n_components) on the index's base."""
    return normalize(
        treated,
        method=definition.normalization,
        directions=np.array(
            [one.direction for one in definition.components], "float64"
        ),
        bases=list_bases(raw, definition),
        weights=raw.weights,
        goalposts=goalposts,
    )


def list_bases(
    raw: RawComponents, definition: IndexDefinition
) -> list[tuple[Booleans, Booleans]]:
    """List the rows of each base, and the rows it scales."""
    everything = np.ones(len(raw.groups), dtype=bool)
    if definition.base == "all-periods":
        return [(everything, everything)]
    if definition.base == "base-period":
        return [(np.array(raw.periods) == definition.base_period, everything)]
    masks = [raw.groups == group for group in np.unique(raw.groups)]
    return [(mask, mask) for mask in masks]


def _treat(
    raw: RawComponents, complete: Floats, definition: IndexDefinition
) -> tuple[list[Treatment], list[Problem]]:
    treatments: list[Treatment] = []
    problems: list[Problem] = []
    for column, one in enumerate(definition.components):
        method = one.outliers or definition.outliers
        values = complete[:, column]
        _check_positive(values, method, one.indicator_id)
        parts = _list_treated(raw, definition, method)
        done = [
            treat_outliers(
                values[rows],
                method=method,
                limit=definition.winsorize_limit,
                percentile=definition.percentile,
            )
            for rows in parts
        ]
        treatments.append(_join(parts, done, method))
        if treatments[-1].is_extreme:
            problems.append(
                Problem(
                    code="component-with-extremes",
                    severity="note",
                    where=f"index {definition.index_id}, component {one.indicator_id}",
                    found=f"absolute skewness of {SKEWNESS_LIMIT:g} or more with kurtosis "
                    f"of {KURTOSIS_LIMIT:g} or more (outliers: {method})",
                    expected="Values that a few regions do not stretch",
                    action="Compare the ranks with outliers 'winsorize' or 'log'",
                )
            )
    return treatments, problems


def _join(
    parts: list[Booleans], done: list[Treatment], method: IndexOutliers
) -> Treatment:
    """Put the treatments of the periods together."""
    if len(done) == 1:
        return done[0]
    values = np.full(len(parts[0]) if parts else 0, np.nan)
    for rows, treatment in zip(parts, done, strict=True):
        values[rows] = treatment.values
    n_moved = sum(treatment.n_moved for treatment in done)
    return Treatment(
        values=values,
        transform=None,
        n_moved=n_moved,
        words=f"{method} in each period: moved {n_moved} values",
        is_extreme=any(treatment.is_extreme for treatment in done),
    )


def _list_treated(
    raw: RawComponents, definition: IndexDefinition, method: IndexOutliers
) -> list[Booleans]:
    """List the rows that are treated together: those of a base of its own."""
    everything = np.ones(len(raw.groups), dtype=bool)
    if definition.base == "each-period" and method in ("winsorize", "percentiles"):
        return [mask for mask, _ in list_bases(raw, definition)]
    return [everything]


def _check_positive(values: Floats, method: IndexOutliers, name: str) -> None:
    n_wrong = int((values <= 0).sum())
    if method in ("log", "box-cox") and n_wrong:
        raise InputError(
            f"outliers {method!r} of {name}: {n_wrong} values not above zero (smallest "
            f"{float(np.nanmin(values)):g}). Expected positive values. Take "
            "'winsorize', or another indicator."
        )


def _check_ratios(treated: Floats, definition: IndexDefinition) -> None:
    if definition.normalization not in ("distance-to-leader", "mean-100"):
        return
    for column, one in enumerate(definition.components):
        values = treated[:, column]
        n_wrong = int((values < 0 if one.direction == 1 else values <= 0).sum())
        if n_wrong:
            limit = (
                "from zero up" if one.direction == 1 else "above zero (direction -1)"
            )
            raise InputError(
                f"normalization {definition.normalization!r} of {one.indicator_id}: "
                f"{n_wrong} values too low (smallest {float(np.nanmin(values)):g}). "
                f"Expected values {limit}, which have ratios. Take min-max or z-score."
            )


def _find_flat(
    raw: RawComponents, complete: Floats, definition: IndexDefinition
) -> list[Problem]:
    bases = list_bases(raw, definition)
    problems = []
    for column, one in enumerate(definition.components):
        flat: dict[str, list[str]] = {}
        for in_base, _ in bases:
            values = complete[in_base, column]
            values = values[~np.isnan(values)]
            if len(values) and np.ptp(values) > 0:
                continue
            found = f"the same value {values[0]:g}" if len(values) else "no values"
            period = raw.periods[int(np.flatnonzero(in_base)[0])]
            flat.setdefault(found, []).append(period)
        for found, periods in flat.items():
            problems.append(
                Problem(
                    code="component-without-variation",
                    severity="warning",
                    where=f"index {definition.index_id}, component {one.indicator_id}",
                    found=f"{found} in {', '.join(periods)}"
                    if len(bases) > 1
                    else f"{found} everywhere",
                    expected="Values that differ between regions or periods",
                    action="Leave the component out"
                    if len(bases) == 1
                    else "These periods have no scores; leave the component or them out",
                )
            )
    return problems
