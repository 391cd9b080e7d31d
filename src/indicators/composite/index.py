"""One number out of several indicators, with what it is made of.

A region and period without one of the components has no score, unless a way of filling
gaps is chosen: the reason is counted in the accounts, and every filled value is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.composite.choices import list_choices
from indicators.composite.findings import find_choice_problems, find_money_problems
from indicators.composite.preparation import normalize_components, read_components
from indicators.composite.schemas import (
    INDEX_CHOICES,
    INDEX_COMPONENTS,
    INDEX_IMPORTANCE,
    INDEX_IMPUTED,
)
from indicators.composite.scoring import rank_scores, score_components
from indicators.schemas import INDEX_SCORES
from ledger import ACCOUNTS, build_table

if TYPE_CHECKING:
    from indicators.composite.definition import IndexDefinition
    from indicators.composite.preparation import NormalizedComponents, RawComponents
    from indicators.composite.scoring import Scored
    from ledger import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexData:
    """Scores of a composite index, and everything behind them.

    Parameters
    ----------
    scores : pandas.DataFrame
        Index_scores table.
    components : pandas.DataFrame
        Index_components table: normalized values, weights, contributions.
    imputed : pandas.DataFrame
        Index_imputed table: every value that was filled.
    importance : pandas.DataFrame
        Index_importance table: what each component's weight comes to.
    choices : pandas.DataFrame
        Index_choices table: the record of every choice.
    accounts : pandas.DataFrame
        Accounts table over regions and periods: scored or why not.
    problems : tuple of Problem
        Findings: components without values or variation, values raised to the floor.
    """

    scores: pd.DataFrame
    components: pd.DataFrame
    imputed: pd.DataFrame
    importance: pd.DataFrame
    choices: pd.DataFrame
    accounts: pd.DataFrame
    problems: tuple[Problem, ...]


def compute_index(values: pd.DataFrame, definition: IndexDefinition) -> IndexData:
    """Compute a composite index for each region and period.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table at constant boundaries, without national rows.
    definition : IndexDefinition
        The index, with every choice.

    Returns
    -------
    IndexData
        Scores and what is behind them.

    Raises
    ------
    InputError
        If a component or period is unknown, a value stands twice, or a scale cannot
        take values as low as some are.
    MethodError
        If weights cannot be found in the data.

    Notes
    -----
    Gaps are filled, outliers treated, components normalized, weighted and aggregated,
    in this order; each stage has its formulas and sources in a module of
    `indicators.composite`. The worst region and year of a component has a min-max value
    of 0, which would make a geometric or harmonic mean 0 whatever the other components
    say: with two components or more, values under the floor (0.01; 1 for ``mean-100``)
    are raised to it, and a note says how many. An index of one component is that
    component, zeros included. Ranks are within a period, 1 is the highest score.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators.
    doi:10.1787/9789264043466-en. Paruolo, P., Saisana, M. & Saltelli, A. (2013).
    Ratings and rankings: voodoo or science? Journal of the Royal Statistical Society A
    176(3), 609-634 (importance).

    Checked against: the Handbook's Technology Achievement Index
    (tests/reference/handbook), SciPy's `gmean` and `hmean`, and the whole chain of COINr
    1.1.7, run in R, on two and three tiers and two years (tests/reference/coinr).
    """
    raw = read_components(values, definition)
    normalized = normalize_components(raw, definition)
    scored = score_components(normalized.values, raw.groups, definition)
    problems = [
        *normalized.problems,
        *find_choice_problems(definition, raw, normalized, scored),
        *find_money_problems(values, definition, raw),
    ]
    return IndexData(
        scores=_build_scores(raw, normalized, scored, definition),
        components=_build_components(raw, normalized, scored, definition),
        imputed=_build_imputed(raw, normalized, definition),
        importance=_build_importance(normalized, scored, definition),
        choices=build_table(
            list_choices(definition, raw, normalized, scored), INDEX_CHOICES
        ),
        accounts=_build_accounts(raw, normalized, definition),
        problems=tuple(problems),
    )


def _build_scores(
    raw: RawComponents,
    normalized: NormalizedComponents,
    scored: Scored,
    definition: IndexDefinition,
) -> pd.DataFrame:
    has = ~np.isnan(normalized.values)
    n_imputed = np.zeros(len(has), dtype="int64")
    for row, _ in normalized.filled:
        n_imputed[row] += 1
    scores = pd.DataFrame(
        {
            "index_id": definition.index_id,
            "region_id": raw.regions,
            "period": raw.periods,
            "score": scored.scores,
            "rank": rank_scores(scored.scores[None, :], raw.groups)[0],
            "n_components": has.sum(axis=1),
            "n_imputed": n_imputed,
            "coverage": np.minimum(has @ scored.index_weights, 1.0),
            "scale": definition.scale,
        }
    )
    return build_table(scores, INDEX_SCORES)


def _build_components(
    raw: RawComponents,
    normalized: NormalizedComponents,
    scored: Scored,
    definition: IndexDefinition,
) -> pd.DataFrame:
    frames = []
    for tier in scored.tiers:
        for place, name in enumerate(tier.names):
            is_imputed = np.zeros(len(raw.regions), dtype=bool)
            if tier.name == "component":
                own = definition.names.index(name)
                rows = [row for row, column in normalized.filled if column == own]
                is_imputed[rows] = True
            frames.append(
                pd.DataFrame(
                    {
                        "index_id": definition.index_id,
                        "region_id": raw.regions,
                        "period": raw.periods,
                        "tier": tier.name,
                        "component": name,
                        "parent": tier.parents[place],
                        "value": tier.values[:, place],
                        "weight": tier.weights[..., place],
                        "index_weight": tier.index_weights[..., place],
                        "contribution": tier.contributions[:, place],
                        "is_imputed": is_imputed,
                    }
                )
            )
    return build_table(pd.concat(frames, ignore_index=True), INDEX_COMPONENTS)


def _build_imputed(
    raw: RawComponents, normalized: NormalizedComponents, definition: IndexDefinition
) -> pd.DataFrame:
    return build_table(
        [
            {
                "index_id": definition.index_id,
                "region_id": raw.regions[row],
                "period": raw.periods[row],
                "component": definition.names[column],
                "value": value,
                "method": definition.imputation,
                "basis": basis,
            }
            for (row, column), (value, basis) in normalized.filled.items()
        ],
        INDEX_IMPUTED,
    )


def _build_importance(
    normalized: NormalizedComponents, scored: Scored, definition: IndexDefinition
) -> pd.DataFrame:
    is_whole = ~np.isnan(scored.scores)
    scores = scored.scores[is_whole]
    correlations = []
    for column in range(len(definition.names)):
        component = normalized.values[is_whole, column]
        varies = len(scores) > 1 and np.ptp(scores) > 0 and np.ptp(component) > 0
        r = float(np.corrcoef(component, scores)[0, 1]) if varies else float("nan")
        correlations.append(min(1.0, max(-1.0, r)) if varies else r)
    squares = np.array(correlations) ** 2
    total = float(np.nansum(squares))
    rows: list[dict[str, Any]] = [
        {
            "index_id": definition.index_id,
            "component": name,
            "weight": float(scored.index_weights[column]),
            "correlation": correlations[column],
            "importance": float(squares[column]) / total if total > 0 else float("nan"),
        }
        for column, name in enumerate(definition.names)
    ]
    return build_table(rows, INDEX_IMPORTANCE)


def _build_accounts(
    raw: RawComponents, normalized: NormalizedComponents, definition: IndexDefinition
) -> pd.DataFrame:
    names = np.array(definition.names)
    reasons = pd.Series(
        [
            "missing component: " + ", ".join(names[gaps]) if gaps.any() else "scored"
            for gaps in np.isnan(normalized.values)
        ],
        dtype="str",
    )
    counts = reasons.value_counts()
    return build_table(
        [
            {
                "step": f"index {definition.index_id}",
                "reason": str(reason),
                "rows_in": len(raw.regions),
                "rows_out": int(counts.get("scored", 0)),
                "n_rows": int(count),
            }
            for reason, count in counts.items()
        ],
        ACCOUNTS,
    )
