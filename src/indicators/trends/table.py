"""Trends of one series or of each of many, such as regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from indicators.trends.mann_kendall import EXACT_LIMIT, compute_mann_kendall
from indicators.trends.sen import compute_sen_slope
from indicators.trends.time import read_times
from indicators.variables import select_variables
from ledger import Column, InputError, Problem, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MEASURES = (
    "mann_kendall_s",
    "kendall_tau",
    "sen_slope",
    "sen_conf_low",
    "sen_conf_high",
    "autocorrelation",
)
# Two orders of two values: even the rarest has p = 1.
_MIN_TIMES = 3

TRENDS = TableSchema(
    name="trends",
    row="one number about the trend of one series",
    key=("by", "measure"),
    columns=(
        Column("by", "text", "the series, such as a region", is_optional=True),
        Column(
            "measure",
            "category",
            "Mann-Kendall S, Kendall's tau-b, Sen's slope per year and its bounds, "
            "lag-1 autocorrelation of what the slope leaves",
            allowed=_MEASURES,
        ),
        Column("value", "number", "the number", is_optional=True),
        Column(
            "p_value",
            "number",
            "two-sided p of no trend; only beside S, tau and slope",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column("n_periods", "integer", "periods with a value", lower=0),
        Column("note", "text", "how p was found, or why it is missing"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendData:
    """Trends of series.

    Parameters
    ----------
    trends : pandas.DataFrame
        Trends table.
    problems : tuple of Problem
        Rows left out, series that are too short or constant, series with memory.
    """

    trends: pd.DataFrame
    problems: tuple[Problem, ...]


def estimate_trends(
    frame: pd.DataFrame,
    *,
    value: str,
    period: str,
    by: str | None = None,
    confidence_level: float = 0.95,
) -> TrendData:
    """Estimate the trend of each series: Mann-Kendall test and Sen's slope.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per period (and series).
    value : str
        Column of the variable.
    period : str
        Column of years, quarters or months; distances count as they are.
    by : str, optional
        Column of series, such as regions; the whole table is one series without it.
    confidence_level : float
        Level of the slope's interval.

    Returns
    -------
    TrendData
        Trends (trends table) and problems. A constant series has slope 0 and no p, one
        of fewer than three periods nothing.

    Raises
    ------
    InputError
        If a column is unknown, a period cannot be read, or a series has two values of
        one period.

    Notes
    -----
    Formulas and sources: `indicators.trends.mann_kendall` and ``sen``. Slopes are per
    year. With many series, some p are small by chance: of twenty regions without a
    trend one has p < 0.05.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"year": [2000, 2001, 2003], "income": [1.0, 2.0, 4.0]})
    >>> data = estimate_trends(table, value="income", period="year")
    >>> float(data.trends.set_index("measure").loc["sen_slope", "value"])
    1.0
    """
    selected, problems = select_variables(frame, numbers=[value], labels=[period, by])
    # Names of our own, so that no column of the user's is in the way.
    table = selected.rename(columns={value: "value", period: "period", by: "by"})
    table["time"] = read_times(table["period"], name=period)
    _check_times(table, period, has_series=by is not None)
    rows: list[dict[str, Any]] = []
    for name, part in _split_series(table, has_series=by is not None):
        ordered = part.sort_values("time", kind="stable")
        found, note = _estimate_one(
            ordered["time"].to_numpy(),
            ordered["value"].to_numpy(),
            confidence_level=confidence_level,
        )
        rows += [
            {
                "by": name,
                "measure": measure,
                "value": number,
                "p_value": p_value,
                "n_periods": len(part),
                "note": note,
            }
            for measure, (number, p_value) in found.items()
        ]
    built = build_table(rows, TRENDS)
    problems += _find_problems(built, value)
    return TrendData(trends=built, problems=tuple(problems))


def _estimate_one(
    times: Floats, values: Floats, *, confidence_level: float
) -> tuple[dict[str, tuple[float, float]], str]:
    nan = float("nan")
    n = len(values)
    if n < _MIN_TIMES:
        return dict.fromkeys(_MEASURES, (nan, nan)), f"{n} periods: too few"
    test = compute_mann_kendall(values)
    slope, low, high = compute_sen_slope(
        times, values, test, confidence_level=confidence_level
    )
    if len(test.ties) == 1:
        note = "p: none, the same value in every period"
        low = high = nan
    elif test.is_exact:
        tied = ", ties counted" if len(test.ties) < n else ""
        note = f"p: exact{tied}"
    else:
        note = f"p: normal approximation (more than {EXACT_LIMIT} periods)"
    p = test.p_value
    return {
        "mann_kendall_s": (float(test.s), p),
        "kendall_tau": (test.tau, p),
        "sen_slope": (slope, p),
        "sen_conf_low": (low, nan),
        "sen_conf_high": (high, nan),
        "autocorrelation": (_compute_autocorrelation(times, values, slope), nan),
    }, note


def _compute_autocorrelation(times: Floats, values: Floats, slope: float) -> float:
    """Compute r1 of what Sen's line leaves; neighbours in order, whatever the gap."""
    rest = values - slope * times
    rest = rest - rest.mean()
    spread = float(rest @ rest)
    # A straight line leaves rounding errors, which have no correlation to speak of.
    if spread <= 1e-20 * float(np.abs(values).max() ** 2):
        return float("nan")
    return float(rest[1:] @ rest[:-1]) / spread


def _split_series(
    table: pd.DataFrame, *, has_series: bool
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    if not has_series:
        yield None, table
        return
    for name, part in table.groupby("by", sort=True):
        yield str(name), part


def _check_times(table: pd.DataFrame, period: str, *, has_series: bool) -> None:
    key = ["by", "time"] if has_series else ["time"]
    doubled = table[table.duplicated(key)]
    if doubled.empty:
        return
    first = doubled.iloc[0]
    where = f"{first['by']}, {first['period']}" if has_series else first["period"]
    raise InputError(
        f"column {period!r}: {len(doubled)} periods a second time (first: {where}). "
        "Expected one value of a series in each period. Name the column of series "
        "(by), or choose the rows."
    )


def _find_problems(table: pd.DataFrame, value: str) -> list[Problem]:
    problems = []
    tested = table[table["measure"] == "mann_kendall_s"]
    lost = tested[tested["p_value"].isna()]
    if len(lost):
        names = [str(name) for name in lost["by"].dropna().head(5)]
        problems.append(
            Problem(
                code="trend-not-tested",
                severity="warning",
                where=f"column {value!r}" + (f", {', '.join(names)}" if names else ""),
                found=f"{len(lost)} series too short or without variation",
                expected=f"At least {_MIN_TIMES} periods and two different values",
                action="Their p is missing",
            )
        )
    memory = table[(table["measure"] == "autocorrelation") & (table["value"] > 0.3)]  # noqa: PLR2004 -- as said below
    if len(memory):
        problems.append(
            Problem(
                code="series-with-memory",
                severity="warning",
                where=f"column {value!r}",
                found=f"{len(memory)} of {len(tested)} series with a lag-1 "
                "autocorrelation above 0.3 around their trend",
                expected="Years independent of each other",
                action="Take their p as a lower bound: a long swing looks like a trend",
            )
        )
    return problems
