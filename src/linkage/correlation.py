"""Do a score and an indicator go together over regions, and how surely?

This module estimates one correlation with its interval, permutation p and the smallest
correlation that the number of regions could have shown. What a set of correlations
says about a hypothesis belongs to verdicts.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ledger import InputError, build_table, check_choice, derive_generator
from linkage.alignment import align_variables
from linkage.association.coefficients import CorrelationMethod, compute_coefficient
from linkage.association.intervals import (
    IntervalMethod,
    compute_analytic_interval,
    compute_bca_interval,
    compute_jackknife_interval,
    compute_percentile_interval,
    draw_resamples,
)
from linkage.association.panel import Pairs, Scope, build_pairs
from linkage.association.permutation import compute_permutation_p
from linkage.association.power import compute_smallest_detectable
from linkage.schemas import ESTIMATES
from linkage.specification import Specification

if TYPE_CHECKING:
    import pandas as pd

    from linkage.joining import Linked

FEWEST_REGIONS = 4
# Kendall's tau compares every pair of rows, in every resample and permutation.
MOST_PAIRS_OF_KENDALL = 1_500
N_PERMUTATIONS = 9_999
N_RESAMPLES = 1_999


def estimate_correlation(  # noqa: PLR0913 -- each choice has its own name
    linked: Linked,
    outcome: str,
    exposure: str,
    *,
    method: CorrelationMethod = "pearson",
    scope: Scope = "between",
    lag: int | None = None,
    confidence_level: float = 0.95,
    interval: IntervalMethod = "auto",
    n_permutations: int = N_PERMUTATIONS,
    n_resamples: int = N_RESAMPLES,
    hypothesis_id: str | None = None,
    rng: np.random.Generator | None = None,
) -> pd.DataFrame:
    """Estimate the correlation of an outcome with an exposure over regions.

    Parameters
    ----------
    linked : Linked
        Joined tables.
    outcome, exposure : str
        Variables of the linked table.
    method : {"pearson", "spearman", "kendall"}
        The coefficient.
    scope : {"between", "within", "pooled"}
        ``between`` compares means of regions (the answer to "do poorer regions
        ..."); ``within`` compares years of the same region, each as deviation from
        the region's mean; ``pooled`` mixes both.
    lag : int, optional
        Years by which the exposure precedes the outcome; the default is the lag of
        the join.
    confidence_level : float
        Level of the interval.
    interval : {"auto", "analytic", "jackknife", "percentile", "bca"}
        How the interval is made; ``auto`` is analytic for ranks between regions and
        the jackknife over regions otherwise.
    n_permutations, n_resamples : int
        Random permutations of regions for p; resamples of regions for the standard
        error.
    hypothesis_id : str, optional
        The hypothesis that the estimate belongs to.
    rng : numpy.random.Generator, optional
        Source of random numbers; the default is a fixed stream of the
        specification's name.

    Returns
    -------
    pandas.DataFrame
        Estimates table of one row. The estimate is missing, with the reason in
        `note`, where there are fewer than four regions or no variation.

    Raises
    ------
    InputError
        If a variable is unknown or an argument has a value it cannot have.

    Notes
    -----
    The sample size is the number of regions in every scope: region-years of one
    region are not independent. `smallest_detectable` is computed from it, too. Within
    regions and pooled, a trend common to all regions makes a correlation; the
    permutation p, which permutes whole regions, does not count it.

    The intervals were chosen by their coverage in simulations of 16 to 20 regions,
    normal and log-normal, true correlations 0 to 0.6, nominal 0.95, 400 samples each
    (``benchmarks/measure_linkage.py``). Lowest to highest coverage between regions:
    Pearson: jackknife .89 to .97, Fisher .83 to .96, bootstrap percentile .90 to .94,
    BCa .89 to .94; Spearman: Bonett-Wright .93 to .98, percentile .92 to .98; Kendall:
    Fieller .92 to .98. Within regions and pooled (8 years, autocorrelated): Pearson:
    jackknife .90 to .95 and .85 to .96, percentile .80 to .92 and .83 to .94; Spearman:
    jackknife .94 to .97, percentile .90 to .95. Random p below .05 with a true
    correlation of 0: .030 to .080 of samples.

    Checked against
    ---------------
    scipy.stats 1.17 (``tests/reference/correlation``).
    """
    check_choice(method, CorrelationMethod, "method")
    check_choice(scope, Scope, "scope")
    check_choice(interval, IntervalMethod, "interval")
    specification = Specification(
        hypothesis_id=hypothesis_id,
        outcome=outcome,
        exposure=exposure,
        sample=scope,
        estimator=method,
        covariance=None,
        lag=linked.lag if lag is None else lag,
    )
    frame = align_variables(linked, outcome, [exposure], lag=lag)
    row = correlate_pairs(
        build_pairs(frame, outcome, exposure, scope=scope),
        method=method,
        scope=scope,
        confidence_level=confidence_level,
        interval=interval,
        n_permutations=n_permutations,
        n_resamples=n_resamples,
        rng=rng or derive_generator(0, specification.specification_id),
    )
    key = {"specification_id": specification.specification_id, "term": exposure}
    return build_table([key | row], ESTIMATES)


def compute_correlation(
    linked: Linked,
    outcome: str,
    exposure: str,
    *,
    method: CorrelationMethod = "pearson",
    scope: Scope = "between",
    lag: int | None = None,
) -> float:
    """Compute a correlation without its uncertainty, to see how a choice moves it.

    Parameters
    ----------
    linked, outcome, exposure, method, scope, lag
        As in `estimate_correlation`.

    Returns
    -------
    float
        The coefficient; NaN where `estimate_correlation` would give none.

    Raises
    ------
    InputError
        As in `estimate_correlation`.
    """
    check_choice(method, CorrelationMethod, "method")
    check_choice(scope, Scope, "scope")
    frame = align_variables(linked, outcome, [exposure], lag=lag)
    pairs = build_pairs(frame, outcome, exposure, scope=scope)
    if _find_obstacle(pairs, scope, method) is not None:
        return math.nan
    return compute_coefficient(pairs.x, pairs.y, method=method)


def correlate_pairs(
    pairs: Pairs,
    *,
    method: CorrelationMethod,
    scope: Scope,
    confidence_level: float = 0.95,
    interval: IntervalMethod = "auto",
    n_permutations: int = N_PERMUTATIONS,
    n_resamples: int = N_RESAMPLES,
    rng: np.random.Generator,
) -> dict[str, Any]:
    """Compute the columns of an estimate from pairs.

    Parameters
    ----------
    pairs : Pairs
        The pairs.
    method, scope, confidence_level, interval, n_permutations, n_resamples, rng
        As in `estimate_correlation`.

    Returns
    -------
    dict
        Columns of the estimates table, without the key.
    """
    if not 0 < confidence_level < 1:
        raise InputError(
            f"confidence_level: found {confidence_level!r}. Expected a share between "
            "0 and 1, such as 0.95. Divide percentages by 100."
        )
    row: dict[str, Any] = {
        "confidence_level": confidence_level,
        "n_observations": pairs.n_observations,
        "n_regions": pairs.n_regions,
        "n_periods": pairs.n_periods,
        "smallest_detectable": compute_smallest_detectable(pairs.n_regions),
    }
    reason = _find_obstacle(pairs, scope, method)
    if reason is not None:
        return row | {"note": reason}
    estimate = compute_coefficient(pairs.x, pairs.y, method=method)
    if not np.isfinite(estimate):
        return row | {"note": f"{_name_constant(pairs)} does not vary {_WHERE[scope]}"}
    resamples = draw_resamples(pairs, method=method, n_resamples=n_resamples, rng=rng)
    p_value, n_used, is_exact = compute_permutation_p(
        pairs, method=method, n_permutations=n_permutations, rng=rng
    )
    chosen: IntervalMethod = interval
    if interval == "auto":
        is_ranked = method != "pearson"
        chosen = "analytic" if scope == "between" and is_ranked else "jackknife"
    low, high = _find_interval(
        pairs, estimate, resamples, chosen, method, confidence_level
    )
    kept = resamples[np.isfinite(resamples)]
    return row | {
        "estimate": estimate,
        "standard_error": float(kept.std(ddof=1)) if len(kept) > 1 else None,
        "p_value": p_value,
        "conf_low": low,
        "conf_high": high,
        "note": _describe(
            pairs,
            _ANALYTIC[method] if chosen == "analytic" else _RESAMPLED[chosen],
            n_used,
            scope,
            is_exact=is_exact,
            has_interval=np.isfinite(low) and np.isfinite(high),
            disagrees=(low > 0 or high < 0) != (p_value < 1 - confidence_level),
        ),
    }


_WHERE = {
    "between": "between regions",
    "within": "within regions",
    "pooled": "over the rows",
}
_ANALYTIC = {
    "pearson": "Fisher z",
    "spearman": "Bonett-Wright",
    "kendall": "Fieller",
}
_RESAMPLED: dict[IntervalMethod, str] = {
    "jackknife": "jackknife over regions",
    "percentile": "bootstrap of regions, percentile",
    "bca": "bootstrap of regions, BCa",
}


def _find_obstacle(pairs: Pairs, scope: Scope, method: CorrelationMethod) -> str | None:
    if pairs.n_regions == 0:
        if pairs.n_single:
            return "each region has one year only: nothing varies within regions"
        return "no region has both variables in the same year"
    if method == "kendall" and len(pairs.x) > MOST_PAIRS_OF_KENDALL:
        return (
            f"{len(pairs.x)} rows are too many for Kendall's tau with resampling "
            f"(at most {MOST_PAIRS_OF_KENDALL}); take spearman"
        )
    if pairs.n_regions < FEWEST_REGIONS:
        what = " with two years or more" if scope == "within" else ""
        return (
            f"{pairs.n_regions} regions{what} have both variables; at least "
            f"{FEWEST_REGIONS} are needed"
        )
    return None


def _name_constant(pairs: Pairs) -> str:
    flat_x, flat_y = np.ptp(pairs.x) == 0, np.ptp(pairs.y) == 0
    if flat_x and flat_y:
        return "neither variable"
    return "the exposure" if flat_x else "the outcome"


def _find_interval(
    pairs: Pairs,
    estimate: float,
    resamples: Any,
    chosen: IntervalMethod,
    method: CorrelationMethod,
    confidence_level: float,
) -> tuple[float, float]:
    if chosen == "analytic":
        return compute_analytic_interval(
            estimate, pairs.n_regions, method=method, confidence_level=confidence_level
        )
    if chosen == "jackknife":
        return compute_jackknife_interval(
            pairs, method=method, confidence_level=confidence_level
        )
    if chosen == "percentile":
        return compute_percentile_interval(resamples, confidence_level=confidence_level)
    return compute_bca_interval(
        pairs, resamples, method=method, confidence_level=confidence_level
    )


def _describe(
    pairs: Pairs,
    interval: str,
    n_used: int,
    scope: Scope,
    *,
    is_exact: bool,
    has_interval: bool,
    disagrees: bool,
) -> str:
    kind = "all" if is_exact else "random"
    parts = [
        f"interval: {interval}"
        if has_interval
        else f"no interval: {interval} is not defined for these values",
        f"p: {n_used} {kind} permutations of regions",
    ]
    if has_interval and disagrees:
        parts.append("interval and p disagree about zero: too few regions to tell")
    if pairs.is_unbalanced:
        parts.append("regions have different years")
    if pairs.n_single:
        parts.append(f"{pairs.n_single} regions with one year left out")
    if scope == "pooled":
        parts.append("mixes differences between and within regions")
    return "; ".join(parts)
