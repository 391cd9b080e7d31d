"""Do poor regions grow faster, and do regions become more alike?"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import stats

from indicators.inequality.measures import compute_log_spread, compute_variation
from indicators.trends.table import estimate_trends
from indicators.trends.time import read_times
from indicators.variables import check_positive, select_variables
from ledger import Column, InputError, Problem, TableSchema, build_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MIN_REGIONS = 4

CONVERGENCE = TableSchema(
    name="convergence",
    row="one number about convergence, of one period or of the whole time",
    key=("measure", "period"),
    columns=(
        Column(
            "measure",
            "category",
            "sigma_sd_log, sigma_cv: spread in a period; their trends: Sen slopes a year; "
            "beta: slope of yearly growth on the logarithm of the first value; speed: "
            "yearly rate at which the distance shrinks; half_life: years to half of it; "
            "r_squared",
        ),
        Column("period", "text", "period, or first and last", is_optional=True),
        Column("value", "number", "the number", is_optional=True),
        Column("conf_low", "number", "lower bound", is_optional=True),
        Column("conf_high", "number", "upper bound", is_optional=True),
        Column("p_value", "number", "two-sided p", is_optional=True, lower=0, upper=1),
        Column("n_regions", "integer", "regions behind it", lower=0),
        Column(
            "note", "text", "what it rests on, or why it is missing", is_optional=True
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvergenceData:
    """Sigma and beta convergence.

    Parameters
    ----------
    measures : pandas.DataFrame
        Convergence table.
    problems : tuple of Problem
        Regions left out, and what beta does not say.
    """

    measures: pd.DataFrame
    problems: tuple[Problem, ...]


def estimate_convergence(
    frame: pd.DataFrame,
    *,
    value: str,
    region: str,
    period: str,
    weight: str | None = None,
    confidence_level: float = 0.95,
) -> ConvergenceData:
    r"""Estimate sigma and (unconditional) beta convergence.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region and period, values above zero.
    value, region, period : str
        Columns.
    weight : str, optional
        Column of populations, for the spread (sigma) only.
    confidence_level : float
        Level of intervals.

    Returns
    -------
    ConvergenceData
        Spread of each period and its trend; beta with interval, speed, half-life.

    Raises
    ------
    InputError
        If a column is unknown, a value or weight is not above zero, a region has two
        values of a period, or fewer than two periods or four regions are whole.

    Notes
    -----
    Only regions with a value in every period count: else the spread changes with who is
    counted.

    - sigma: standard deviation of logarithms and coefficient of variation of each
      period, with a Mann-Kendall test and Sen's slope over periods.
    - beta: :math:`\frac1T \ln(y_{iT} / y_{i0}) = a + b \ln y_{i0} + e_i`, least squares,
      Student's t with n - 2 degrees of freedom; speed :math:`-\ln(1 + bT)/T` and
      half-life :math:`\ln 2` over it, for -1/T < b < 0 only.

    Beta can be negative while regions do not become more alike: error and chance in the
    first year alone make it so (Galton's fallacy; Friedman 1992, Quah 1993). Sigma is
    the one to look at first.

    References
    ----------
    Barro, R. J. & Sala-i-Martin, X. (1992). Convergence. Journal of Political Economy
    100(2), 223-251. Friedman, M. (1992). Do old fallacies ever die? Journal of Economic
    Literature 30(4), 2129-2132.

    Checked against: growth on an exact line, worked by hand
    (tests/unit/indicators/test_comparison.py); the least squares are SciPy's own.
    """
    table, problems = select_variables(
        frame, numbers=[value, weight], labels=[region, period]
    )
    check_positive(table[value], name=value, role="values")
    if weight is not None:
        check_positive(table[weight], name=weight, role="weights")
    doubled = table[table.duplicated([region, period])]
    if len(doubled):
        first = doubled.iloc[0]
        raise InputError(
            f"table: a second value of {first[region]}, {first[period]}. Expected one "
            "for each region and period. Choose the rows."
        )
    whole, left_out = _keep_whole(table, region, period)
    if left_out:
        problems.append(_tell_left_out(left_out))
    periods = sorted(set(whole[period]))
    n_regions = whole[region].nunique()
    if len(periods) < 2 or n_regions < _MIN_REGIONS:  # noqa: PLR2004 -- first and last
        raise InputError(
            f"table: {n_regions} regions with a value in each of {len(periods)} periods. "
            f"Expected {_MIN_REGIONS} regions and two periods at least. Choose periods "
            "in which more regions have a value."
        )
    rows = _measure_sigma(whole, value, weight, period, n_regions)
    rows += _measure_sigma_trends(rows, n_regions, confidence_level)
    rows += _measure_beta(
        whole, value, region, period, confidence_level=confidence_level
    )
    problems.append(_tell_fallacy())
    return ConvergenceData(
        measures=build_table(rows, CONVERGENCE), problems=tuple(problems)
    )


def _keep_whole(
    table: pd.DataFrame, region: str, period: str
) -> tuple[pd.DataFrame, list[str]]:
    n_periods = table[period].nunique()
    counts = table.groupby(region)[period].nunique()
    kept = counts.index[counts == n_periods]
    left_out = sorted(str(name) for name in counts.index.difference(kept))
    return table[table[region].isin(kept)], left_out


def _measure_sigma(
    table: pd.DataFrame, value: str, weight: str | None, period: str, n_regions: int
) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, part in table.groupby(period, sort=True):
        y = part[value].to_numpy()
        w = np.ones(len(y)) if weight is None else part[weight].to_numpy()
        for measure, compute in (
            ("sigma_sd_log", compute_log_spread),
            ("sigma_cv", compute_variation),
        ):
            rows.append(
                {
                    "measure": measure,
                    "period": str(name),
                    "value": float(compute(y, w)),
                    "n_regions": n_regions,
                }
            )
    return rows


def _measure_sigma_trends(
    rows: list[dict[str, Any]], n_regions: int, confidence_level: float
) -> list[dict[str, Any]]:
    found = estimate_trends(
        pd.DataFrame(rows),
        value="value",
        period="period",
        by="measure",
        confidence_level=confidence_level,
    ).trends.set_index(["by", "measure"])
    return [
        {
            "measure": f"{name}_trend",
            "period": None,
            "value": found.loc[(name, "sen_slope"), "value"],
            "conf_low": found.loc[(name, "sen_conf_low"), "value"],
            "conf_high": found.loc[(name, "sen_conf_high"), "value"],
            "p_value": found.loc[(name, "sen_slope"), "p_value"],
            "n_regions": n_regions,
            "note": found.loc[(name, "sen_slope"), "note"],
        }
        for name in ("sigma_sd_log", "sigma_cv")
    ]


def _measure_beta(
    table: pd.DataFrame,
    value: str,
    region: str,
    period: str,
    *,
    confidence_level: float,
) -> list[dict[str, Any]]:
    times = read_times(table[period].unique(), name=period)
    names = dict(zip(times, table[period].unique(), strict=True))
    first, last = names[min(names)], names[max(names)]
    years = max(names) - min(names)
    start, end = (
        np.log(
            table[table[period] == name]
            .set_index(region)[value]
            .sort_index()
            .to_numpy()
        )
        for name in (first, last)
    )
    span, n = f"{first} to {last}", len(start)
    if np.ptp(start) == 0:
        note = "all regions start from the same value"
        return [{"measure": "beta", "period": span, "n_regions": n, "note": note}]
    growth = (end - start) / years
    fit = stats.linregress(start, growth)
    t = float(stats.t.ppf((1 + confidence_level) / 2, n - 2))
    low, high = fit.slope - t * fit.stderr, fit.slope + t * fit.stderr
    # Speed falls as beta rises: the bounds change places.
    speeds = [_compute_speed(b, years) for b in (fit.slope, high, low)]
    halves = [math.log(2) / s if s > 0 else float("nan") for s in speeds]
    note = "" if speeds[0] > 0 else "no convergence: beta is not between -1/T and 0"
    table_rows = (
        ("beta", fit.slope, low, high, fit.pvalue, f"{years:g} years"),
        ("speed", speeds[0], speeds[1], speeds[2], None, note),
        ("half_life", halves[0], halves[2], halves[1], None, note),
        ("r_squared", fit.rvalue**2, None, None, None, ""),
    )
    return [
        {
            "measure": measure,
            "period": span,
            "value": number,
            "conf_low": bottom,
            "conf_high": top,
            "p_value": p,
            "n_regions": n,
            "note": words or None,
        }
        for measure, number, bottom, top, p, words in table_rows
    ]


def _compute_speed(beta: float, years: float) -> float:
    left = 1 + beta * years
    return -math.log(left) / years if 0 < left < 1 else float("nan")


def _tell_left_out(names: list[str]) -> Problem:
    shown = ", ".join(names[:5])
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""  # noqa: PLR2004 -- as shown
    return Problem(
        code="regions-not-in-every-period",
        severity="warning",
        where="regions",
        found=f"{len(names)} without a value in some period ({shown}{more})",
        expected="The same regions in every period",
        action="They are left out; bring the table to constant boundaries",
    )


def _tell_fallacy() -> Problem:
    return Problem(
        code="beta-is-not-sigma",
        severity="note",
        where="convergence",
        found="a slope of growth on the first value",
        expected="A fall of the spread (sigma), where regions become more alike",
        action="Error and chance in the first year alone make beta negative",
    )
