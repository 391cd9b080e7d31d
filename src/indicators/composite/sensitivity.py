"""Ranks with intervals, and which choice moves them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.composite.definition import omit_component
from indicators.composite.preparation import (
    normalize_components,
    read_components,
)
from indicators.composite.schemas import (
    INDEX_OMISSIONS,
    INDEX_RANKS,
    INDEX_SENSITIVITY,
)
from indicators.composite.scoring import rank_scores, score_components
from indicators.composite.uncertainty import DrawnIndex
from indicators.sobol import estimate_sobol_indices
from ledger import InputError, Problem, build_table

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from indicators.composite.alternatives import IndexAlternatives
    from indicators.composite.definition import IndexDefinition
    from indicators.composite.preparation import RawComponents

    Floats = NDArray[np.float64]

_MIN_DRAWS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexUncertainty:
    """What became of an index over draws of its choices.

    Parameters
    ----------
    ranks : pandas.DataFrame
        Index_ranks table: rank with its interval.
    sensitivity : pandas.DataFrame
        Index_sensitivity table: Sobol indices; empty unless they were asked for.
    omissions : pandas.DataFrame
        Index_omissions table: ranks without each component; empty for one component.
    problems : tuple of Problem
        Findings, such as a rank as defined outside its interval.
    """

    ranks: pd.DataFrame
    sensitivity: pd.DataFrame
    omissions: pd.DataFrame
    problems: tuple[Problem, ...]


def estimate_index_uncertainty(
    values: pd.DataFrame,
    definition: IndexDefinition,
    *,
    alternatives: IndexAlternatives,
    rng: np.random.Generator,
    n_draws: int = 1000,
    interval_level: float = 0.9,
    n_sobol_draws: int = 0,
) -> IndexUncertainty:
    """Estimate how far ranks hang on the choices behind an index.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table, as for `compute_index`.
    definition : IndexDefinition
        The index as it is defined.
    alternatives : IndexAlternatives
        The choices in doubt.
    rng : numpy.random.Generator
        Source of the draws.
    n_draws : int
        Draws of the uncertainty analysis, at least 50.
    interval_level : float
        Share of draws within the interval of a rank: 0.9 is from the 5th to the 95th
        percentile.
    n_sobol_draws : int
        Base draws of the sensitivity analysis, each evaluated once per factor and twice
        more; 0 leaves it out.

    Returns
    -------
    IndexUncertainty
        Ranks with intervals, sensitivity, omissions.

    Raises
    ------
    InputError
        If nothing is in doubt, alternatives do not go together, or draws are too few.

    Notes
    -----
    An interval is the spread of a rank over the declared choices, all combinations as
    likely: not a confidence interval. It is as wide as the doubt that was declared. A
    rank far from the middle of its interval owes its place to a choice. Sobol indices
    say which: of each region's rank and of the mean absolute shift of all ranks
    (Saisana, Saltelli & Tarantola 2005, eq. 4). Scores have an interval only where all
    draws are on one scale.

    References
    ----------
    Saisana, M., Saltelli, A. & Tarantola, S. (2005). Uncertainty and sensitivity
    analysis techniques as tools for the quality assessment of composite indicators.
    Journal of the Royal Statistical Society A 168(2), 307-323. OECD and JRC (2008),
    Handbook, section 7.

    Checked against: a loop over `compute_index` with the same choices
    (tests/unit/indicators/test_index_uncertainty.py); `get_sensitivity` and
    `remove_elements` of COINr 1.1.7, run in R, with the same draws
    (tests/reference/coinr).
    """
    if n_draws < _MIN_DRAWS or (0 < n_sobol_draws < _MIN_DRAWS):
        raise InputError(
            f"n_draws: found {n_draws} and {n_sobol_draws} (Sobol). Expected at least "
            f"{_MIN_DRAWS}, or 0 Sobol draws. Take 1000 or more."
        )
    raw = read_components(values, definition)
    drawn = DrawnIndex(raw, definition, alternatives)
    own = score_components(
        normalize_components(raw, definition).values, raw.groups, definition
    ).scores
    own_ranks = rank_scores(own[None, :], raw.groups)[0]
    scores = drawn.score(drawn.draw(n_draws, rng))
    ranks = rank_scores(scores, raw.groups)
    table = _build_ranks(drawn, own_ranks, scores, ranks, interval_level=interval_level)
    sensitivity = build_table([], INDEX_SENSITIVITY)
    if n_sobol_draws:
        sensitivity = _build_sensitivity(drawn, own_ranks, n_sobol_draws, rng)
    return IndexUncertainty(
        ranks=table,
        sensitivity=sensitivity,
        omissions=_build_omissions(raw, definition, own_ranks),
        problems=tuple(_find_outside(table, definition)),
    )


def _build_ranks(
    drawn: DrawnIndex,
    own_ranks: Floats,
    scores: Floats,
    ranks: Floats,
    *,
    interval_level: float,
) -> pd.DataFrame:
    tail = (1 - interval_level) / 2
    has = ~np.isnan(ranks)
    rows: list[dict[str, Any]] = []
    for place, region in enumerate(drawn.raw.regions):
        found = ranks[has[:, place], place]
        nan = (float("nan"),) * 3
        low, middle, high = (
            np.quantile(found, [tail, 0.5, 1 - tail]) if len(found) else nan
        )
        row = {
            "index_id": drawn.definition.index_id,
            "region_id": region,
            "period": drawn.raw.periods[place],
            "rank": own_ranks[place],
            "rank_median": middle,
            "rank_low": low,
            "rank_high": high,
            "interval_level": interval_level,
            "n_draws": len(found),
        }
        if drawn.is_on_one_scale and len(found):
            inside = np.quantile(scores[has[:, place], place], [tail, 1 - tail])
            row |= {"score_low": inside[0], "score_high": inside[1]}
        rows.append(row)
    return build_table(rows, INDEX_RANKS)


def _build_sensitivity(
    drawn: DrawnIndex, own_ranks: Floats, n_draws: int, rng: np.random.Generator
) -> pd.DataFrame:
    base, other = drawn.draw(n_draws, rng), drawn.draw(n_draws, rng)
    mixes = [drawn.mix(base, other, factor) for factor in drawn.factors]
    evaluated = [
        rank_scores(drawn.score(part), drawn.raw.groups)
        for part in (base, other, *mixes)
    ]
    periods = np.array(drawn.raw.periods)
    # A region without a score in some draws has no variance to divide.
    outputs = np.stack(evaluated)
    shifts = np.abs(outputs - own_ranks)
    names: list[tuple[str, str | None, str]] = [
        ("rank", region, period)
        for region, period in zip(drawn.raw.regions, periods, strict=True)
    ]
    columns = [outputs]
    for period in np.unique(periods):
        part = shifts[..., periods == period]
        has = ~np.isnan(part)
        with np.errstate(invalid="ignore"):
            mean = np.where(has, part, 0.0).sum(axis=-1) / has.sum(axis=-1)
        columns.append(mean[..., None])
        names.append(("mean_shift", None, period))
    together = np.concatenate(columns, axis=-1)
    found = estimate_sobol_indices(together[0], together[1], together[2:], rng=rng)
    rows = [
        {
            "index_id": drawn.definition.index_id,
            "output": output,
            "region_id": region,
            "period": period,
            "factor": factor,
            "first_order": found.first_order[number, column],
            "total": found.total[number, column],
            "first_low": found.first_low[number, column],
            "first_high": found.first_high[number, column],
            "total_low": found.total_low[number, column],
            "total_high": found.total_high[number, column],
            "n_draws": n_draws,
        }
        for column, (output, region, period) in enumerate(names)
        for number, factor in enumerate(drawn.factors)
    ]
    return build_table(rows, INDEX_SENSITIVITY)


def _build_omissions(
    raw: RawComponents, definition: IndexDefinition, own_ranks: Floats
) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    names = definition.names
    for column, name in enumerate(names if len(names) > 1 else ()):
        kept = [place for place in range(len(names)) if place != column]
        smaller = omit_component(definition, name)
        part = replace(raw, values=raw.values[:, kept])
        scores = score_components(
            normalize_components(part, smaller).values, raw.groups, smaller
        ).scores
        ranks = rank_scores(scores[None, :], raw.groups)[0]
        rows += [
            {
                "index_id": definition.index_id,
                "region_id": region,
                "period": raw.periods[place],
                "component": name,
                "rank": own_ranks[place],
                "rank_without": ranks[place],
                "score_without": scores[place],
            }
            for place, region in enumerate(raw.regions)
        ]
    return build_table(rows, INDEX_OMISSIONS)


def _find_outside(table: pd.DataFrame, definition: IndexDefinition) -> list[Problem]:
    outside = table[
        (table["rank"] < table["rank_low"]) | (table["rank"] > table["rank_high"])
    ]
    if outside.empty:
        return []
    shown = ", ".join(
        f"{row.region_id} {row.period}" for row in outside.head(5).itertuples()
    )
    return [
        Problem(
            code="rank-outside-its-interval",
            severity="warning",
            where=f"index {definition.index_id}",
            found=f"{len(outside)} ranks outside their interval ({shown})",
            expected="Ranks that most of the declared choices share",
            action="They hang on the choices as defined; say so where they are used",
        )
    ]
