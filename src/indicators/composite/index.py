"""One number out of several indicators, with what it is made of.

A region and period without one of the components has no score: the reason is counted
in the accounts, and the gap is never filled with zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from indicators.composite.normalization import normalize_min_max
from indicators.schemas import INDEX_SCORES
from ledger import ACCOUNTS, InputError, Problem, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

Normalization = Literal["min-max"]
Aggregation = Literal["geometric", "arithmetic"]

FLOOR = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexData:
    """Scores of a composite index.

    Parameters
    ----------
    scores : pandas.DataFrame
        Index_scores table.
    components : pandas.DataFrame
        Normalized components: region_id, period, component, value, weight.
    accounts : pandas.DataFrame
        Accounts table over regions and periods: scored or why not.
    problems : tuple of Problem
        Findings: components without values or variation, zeros raised to the floor.
    """

    scores: pd.DataFrame
    components: pd.DataFrame
    accounts: pd.DataFrame
    problems: tuple[Problem, ...]


def compute_index(
    values: pd.DataFrame,
    *,
    index_id: str,
    components: Mapping[str, float],
    directions: Mapping[str, int],
    normalization: Normalization = "min-max",
    aggregation: Aggregation = "geometric",
) -> IndexData:
    """Compute a composite index for each region and period.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table at constant boundaries, without national rows.
    index_id : str
        Id of the index.
    components : mapping of str to float
        Weight of each indicator; weights are divided by their sum.
    directions : mapping of str to int
        1 if more of the indicator is better, -1 if less.
    normalization : {"min-max"}
        Fixed base: minimum and maximum over all regions and periods.
    aggregation : {"geometric", "arithmetic"}
        Geometric lets a low component weigh more than a high one makes up for.

    Returns
    -------
    IndexData
        Scores, normalized components, accounts, problems.

    Raises
    ------
    InputError
        If a component is unknown, a weight is not positive, or a direction is absent.

    Notes
    -----
    With normalized components x_j in [0, 1] and weights w_j that sum to 1:
    arithmetic I = sum_j w_j x_j; geometric I = prod_j max(x_j, 0.01) ** w_j. The worst
    region and year of a component has x_j = 0, which would make the geometric mean 0
    whatever the other components say. With two components or more, components under
    the floor of 0.01 are raised to it, and a note says how many; an index of one
    component is that component, zeros included. Ranks are within a period.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, sections 5
    and 6 (min-max, geometric aggregation). doi:10.1787/9789264043466-en

    Checked against: SciPy's weighted `gmean` on the floored components.
    """
    check_choice(normalization, Normalization, "normalization")
    check_choice(aggregation, Aggregation, "aggregation")
    _check_components(values, components, directions)
    chosen = values[values["indicator_id"].isin(list(components))]
    wide = chosen.pivot_table(
        index=["region_id", "period"],
        columns="indicator_id",
        values="value",
        dropna=False,
        observed=True,
    ).reindex(columns=list(components))
    wide = wide.loc[
        wide.index.isin(pd.MultiIndex.from_frame(chosen[["region_id", "period"]]))
    ]
    problems: list[Problem] = []
    normalized, bounds = normalize_min_max(wide, directions)
    problems += _find_flat_problems(index_id, bounds)
    weights = pd.Series(dict(components), dtype="float64")
    weights = weights / weights.sum()
    is_complete = normalized.notna().all(axis=1)
    score = _aggregate(normalized, weights, aggregation, index_id, problems)
    scores = pd.DataFrame(
        {
            "index_id": index_id,
            "score": score.where(is_complete),
            "n_components": normalized.notna().sum(axis=1),
            "coverage": (normalized.notna() * weights).sum(axis=1).clip(upper=1.0),
        },
        index=normalized.index,
    ).reset_index()
    scores["rank"] = scores.groupby("period")["score"].rank(ascending=False)
    scores["conf_low"] = np.nan
    scores["conf_high"] = np.nan
    return IndexData(
        scores=build_table(scores, INDEX_SCORES),
        components=_list_components(normalized, weights),
        accounts=_build_accounts(index_id, normalized),
        problems=tuple(problems),
    )


def _aggregate(
    normalized: pd.DataFrame,
    weights: pd.Series[float],
    aggregation: Aggregation,
    index_id: str,
    problems: list[Problem],
) -> pd.Series[float]:
    if aggregation == "arithmetic" or len(weights) == 1:
        return (normalized * weights).sum(axis=1, skipna=False)
    is_low = normalized < FLOOR
    n_low = int(is_low.to_numpy().sum())
    if n_low:
        problems.append(
            Problem(
                code="raised-to-floor",
                severity="note",
                where=f"index {index_id}",
                found=f"{n_low} normalized values under {FLOOR}",
                expected="A geometric mean that one zero does not decide alone",
                action=f"Raised to {FLOOR}; the arithmetic mean needs no floor",
            )
        )
    floored = normalized.mask(is_low, FLOOR)
    logs = pd.DataFrame(
        np.log(floored.to_numpy()), index=floored.index, columns=floored.columns
    )
    summed = (logs * weights).sum(axis=1, skipna=False)
    return pd.Series(np.exp(summed.to_numpy()), index=summed.index)


def _check_components(
    values: pd.DataFrame, components: Mapping[str, float], directions: Mapping[str, int]
) -> None:
    if not components:
        raise InputError(
            "components: none given. Expected at least one indicator with a weight. "
            "Name the components."
        )
    wrong = [name for name, weight in components.items() if not weight > 0]
    if wrong:
        raise InputError(
            f"components: weight of {', '.join(wrong)} is not positive. Expected "
            "weights above 0. Leave a component out instead of giving it no weight."
        )
    known = set(values["indicator_id"])
    absent = [name for name in components if name not in known]
    if absent:
        raise InputError(
            f"components: no values of {', '.join(absent)}. Expected indicators of the "
            f"table ({', '.join(sorted(known)) or 'it is empty'}). Correct the id."
        )
    lost = [name for name in components if directions.get(name) not in (1, -1)]
    if lost:
        raise InputError(
            f"directions: none for {', '.join(lost)}. Expected 1 (more is better) or "
            "-1. Give the direction of each component."
        )


def _find_flat_problems(
    index_id: str, bounds: Mapping[str, tuple[float, float]]
) -> list[Problem]:
    return [
        Problem(
            code="component-without-variation",
            severity="warning",
            where=f"index {index_id}, component {name}",
            found="no values"
            if not np.isfinite(low)
            else f"the same value {low:g} everywhere",
            expected="Values that differ between regions or periods",
            action="Leave the component out",
        )
        for name, (low, high) in bounds.items()
        if not np.isfinite(low) or low == high
    ]


def _list_components(
    normalized: pd.DataFrame, weights: pd.Series[float]
) -> pd.DataFrame:
    table = normalized.reset_index().melt(
        id_vars=["region_id", "period"], var_name="component", value_name="value"
    )
    table["weight"] = table["component"].map(weights)
    return table.sort_values(["region_id", "period", "component"]).reset_index(
        drop=True
    )


def _build_accounts(index_id: str, normalized: pd.DataFrame) -> pd.DataFrame:
    missing = normalized.isna()
    reasons = missing.apply(
        lambda row: (
            "missing component: " + ", ".join(map(str, row.index[row]))
            if row.any()
            else "scored"
        ),
        axis=1,
    )
    counts = reasons.value_counts() if len(normalized) else pd.Series(dtype="int64")
    n_scored = int(counts.get("scored", 0))
    return build_table(
        [
            {
                "step": f"index {index_id}",
                "reason": str(reason),
                "rows_in": len(normalized),
                "rows_out": n_scored,
                "n_rows": int(count),
            }
            for reason, count in counts.items()
        ],
        ACCOUNTS,
    )
