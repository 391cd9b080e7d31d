"""What do the estimates say about a declared hypothesis?

The rule is written down here, once, and applied to every hypothesis alike:

*supported*
    the primary estimate (Spearman between regions) has the declared sign, its interval
    excludes zero, its permutation p, Holm-adjusted over the declared hypotheses, is
    below 0.05, and no other specification is significant with the opposite sign;
*contradicted*
    the mirror image;
*inconclusive*
    everything else. With few regions this is the usual outcome, and it is not evidence
    of no association: the reason names what could have been found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ledger import TableError, build_table, check_table, derive_generator
from linkage.correlation import N_PERMUTATIONS, N_RESAMPLES, estimate_correlation
from linkage.estimators import fit_regression
from linkage.multiplicity import adjust_primary
from linkage.schemas import ESTIMATES, VERDICTS
from linkage.specification import (
    Hypothesis,
    Specification,
    build_specifications,
    build_specifications_table,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ledger import Progress
    from linkage.joining import Linked

SIGNIFICANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Everything that was estimated for the declared hypotheses.

    Parameters
    ----------
    specifications : pandas.DataFrame
        Specifications table: the whole grid.
    estimates : pandas.DataFrame
        Estimates table.
    verdicts : pandas.DataFrame
        Verdicts table, one row per hypothesis.
    """

    specifications: pd.DataFrame
    estimates: pd.DataFrame
    verdicts: pd.DataFrame


def judge_hypotheses(
    linked: Linked,
    hypotheses: Sequence[Hypothesis],
    *,
    seed: int,
    confidence_level: float = 0.95,
    n_permutations: int = N_PERMUTATIONS,
    n_resamples: int = N_RESAMPLES,
    progress: Progress | None = None,
) -> Judgement:
    """Estimate the grid of every declared hypothesis and judge each.

    Parameters
    ----------
    linked : Linked
        Joined tables; each hypothesis takes its own lag from them.
    hypotheses : sequence of Hypothesis
        All hypotheses of the study; Holm's correction counts them.
    seed : int
        The study's seed; every specification draws from its own stream.
    confidence_level : float
        Level of the intervals.
    n_permutations, n_resamples : int
        As in `estimate_correlation`.
    progress : Progress, optional
        Told of every specification.

    Returns
    -------
    Judgement
        Specifications, estimates and verdicts.

    Notes
    -----
    A hypothesis about a variable that is in neither table is inconclusive, and its
    reason names the variable; the other hypotheses stand.
    """
    grids = [build_specifications(one) for one in hypotheses]
    specifications = [one for grid in grids for one in grid]
    if progress is not None:
        progress.start("estimates", len(specifications))
    parts = []
    for one in specifications:
        parts.append(
            estimate_specification(
                linked,
                one,
                confidence_level=confidence_level,
                n_permutations=n_permutations,
                n_resamples=n_resamples,
                seed=seed,
            )
        )
        if progress is not None:
            progress.advance()
    if progress is not None:
        progress.finish()
    estimates = build_table(
        pd.concat(parts) if parts else [],
        ESTIMATES,
    )
    estimates = adjust_primary(estimates, {grid[0].specification_id for grid in grids})
    verdicts = [judge_hypothesis(estimates, one) for one in hypotheses]
    return Judgement(
        specifications=build_specifications_table(specifications),
        estimates=estimates,
        verdicts=build_table(pd.concat(verdicts) if verdicts else [], VERDICTS),
    )


def estimate_specification(
    linked: Linked,
    specification: Specification,
    *,
    seed: int,
    confidence_level: float = 0.95,
    n_permutations: int = N_PERMUTATIONS,
    n_resamples: int = N_RESAMPLES,
) -> pd.DataFrame:
    """Estimate one specification.

    Parameters
    ----------
    linked : Linked
        Joined tables.
    specification : Specification
        The choice.
    seed, confidence_level, n_permutations, n_resamples
        As in `judge_hypotheses`.

    Returns
    -------
    pandas.DataFrame
        Estimates table: one row for a correlation, one per term for a regression.
        Where a variable is in neither joined table, the row has no estimate and the
        note names it.
    """
    known = {*linked.scores, *linked.values}
    named = (specification.outcome, specification.exposure, *specification.controls)
    absent = [name for name in named if name not in known]
    if absent:
        return build_table(
            [
                {
                    "specification_id": specification.specification_id,
                    "term": specification.exposure,
                    "confidence_level": confidence_level,
                    "n_observations": 0,
                    "n_regions": 0,
                    "n_periods": 0,
                    "note": "neither scores nor indicators have a variable "
                    + ", ".join(map(repr, absent)),
                }
            ],
            ESTIMATES,
        )
    if specification.estimator == "ols":
        return fit_regression(
            linked,
            specification.outcome,
            specification.exposure,
            controls=specification.controls,
            covariance="hc3" if specification.covariance == "hc3" else "cluster",
            lag=specification.lag,
            confidence_level=confidence_level,
            hypothesis_id=specification.hypothesis_id,
        )
    return estimate_correlation(
        linked,
        specification.outcome,
        specification.exposure,
        method=specification.estimator,
        scope="pooled"
        if specification.sample == "region-years"
        else specification.sample,
        lag=specification.lag,
        confidence_level=confidence_level,
        n_permutations=n_permutations,
        n_resamples=n_resamples,
        hypothesis_id=specification.hypothesis_id,
        rng=derive_generator(seed, "linkage", specification.specification_id),
    )


def judge_hypothesis(estimates: pd.DataFrame, hypothesis: Hypothesis) -> pd.DataFrame:
    """Judge one hypothesis by the rule of this module.

    Parameters
    ----------
    estimates : pandas.DataFrame
        Estimates table with the grid of the hypothesis; where the primary row has no
        adjusted p (only one hypothesis was estimated), its own p is taken.
    hypothesis : Hypothesis
        The claim.

    Returns
    -------
    pandas.DataFrame
        Verdicts table of one row. The share of specifications counts those with an
        estimate.

    Raises
    ------
    TableError
        If the estimates lack a column or the primary specification.
    """
    check_table(estimates, ESTIMATES)
    ids = [one.specification_id for one in build_specifications(hypothesis)]
    own = estimates[
        estimates["specification_id"].isin(ids)
        & (estimates["term"] == hypothesis.exposure)
    ]
    primary_rows = own[own["specification_id"] == ids[0]]
    if primary_rows.empty:
        raise TableError(
            f"table 'estimates': found no row {ids[0]!r}. Expected the primary "
            f"estimate of hypothesis {hypothesis.hypothesis_id}. Estimate the grid "
            "with judge_hypotheses."
        )
    primary = primary_rows.iloc[0]
    known = own[own["estimate"].notna()]
    sign = 1 if hypothesis.direction == "positive" else -1
    share = float((known["estimate"] * sign > 0).mean()) if len(known) else None
    verdict, reason = _decide(primary, known, hypothesis, sign)
    return build_table(
        [
            {
                "hypothesis_id": hypothesis.hypothesis_id,
                "verdict": verdict,
                "share_of_specifications": share,
                "reason": reason,
            }
        ],
        VERDICTS,
    )


def _decide(
    primary: pd.Series[Any], known: pd.DataFrame, hypothesis: Hypothesis, sign: int
) -> tuple[str, str]:
    if pd.isna(primary["estimate"]):
        return "inconclusive", (
            f"There is no estimate between regions: {primary['note']}."
        )
    found = _find_sign(primary)
    facts = _describe_facts(primary)
    if found == 0:
        return "inconclusive", f"{facts} {_describe_power(primary)}"
    opposite = [
        name
        for name, direction in zip(
            known["specification_id"], known.apply(_find_sign, axis=1), strict=True
        )
        if direction == -found
    ]
    if opposite:
        shown = opposite[0].split("|")[-1].strip()
        return "inconclusive", (
            f"{facts} But not all specifications agree: with the opposite sign, "
            f"{len(opposite)} of {len(known)} differ from zero ({shown})."
        )
    if found == sign:
        return "supported", (
            f"{facts} This is the declared {hypothesis.direction} association; it "
            "describes regions and does not say what causes it."
        )
    return "contradicted", (
        f"{facts} The declared association is {hypothesis.direction}; that of these "
        "regions has the opposite sign."
    )


def _find_sign(row: pd.Series[Any]) -> int:
    """Give the sign of an estimate that differs significantly from zero, else 0."""
    p_value = row["p_adjusted"] if pd.notna(row["p_adjusted"]) else row["p_value"]
    if pd.isna(p_value) or p_value >= SIGNIFICANCE:
        return 0
    if row["conf_low"] > 0:
        return 1
    if row["conf_high"] < 0:
        return -1
    return 0


def _describe_facts(row: pd.Series[Any]) -> str:
    p_value = row["p_adjusted"] if pd.notna(row["p_adjusted"]) else row["p_value"]
    level = f"{row['confidence_level']:.0%}"
    interval = (
        f"{level} interval {row['conf_low']:.2f} to {row['conf_high']:.2f}"
        if pd.notna(row["conf_low"])
        else f"no {level} interval"
    )
    adjusted = ", adjusted for the number of hypotheses"
    return (
        f"Over {int(row['n_regions'])} regions the rank correlation of regional means "
        f"is {row['estimate']:.2f} ({interval}, permutation p = {p_value:.3g}"
        f"{adjusted if pd.notna(row['p_adjusted']) else ''})."
    )


def _describe_power(row: pd.Series[Any]) -> str:
    return (
        f"With {int(row['n_regions'])} regions only |r| >= "
        f"{row['smallest_detectable']:.2f} could have been found (80 % power), so a "
        "weaker association is neither shown nor excluded."
    )
