"""Correlations and regressions of one wide table that a user brings.

These functions serve the command line: any table with columns for two variables, and
perhaps for region and period, gets the same estimates as the linked table of a study.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ledger import InputError, check_choice, derive_generator
from linkage.association.coefficients import CorrelationMethod
from linkage.association.intervals import IntervalMethod
from linkage.association.panel import build_pairs
from linkage.correlation import N_PERMUTATIONS, N_RESAMPLES, correlate_pairs
from linkage.estimators import fit_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkage.association.panel import Scope
    from linkage.covariance import Covariance

CORRELATION_COLUMNS = (
    "method",
    "scope",
    "estimate",
    "conf_low",
    "conf_high",
    "p_value",
    "n_observations",
    "n_regions",
    "smallest_detectable",
    "note",
)
REGRESSION_COLUMNS = (
    "term",
    "estimate",
    "standard_error",
    "statistic",
    "df",
    "p_value",
    "conf_low",
    "conf_high",
    "note",
)
_SCOPES: tuple[Scope, ...] = ("between", "within", "pooled")


def correlate_frame(  # noqa: PLR0913 -- each choice has its own name
    frame: pd.DataFrame,
    *,
    x: str,
    y: str,
    region: str | None = None,
    period: str | None = None,
    methods: Sequence[CorrelationMethod] = ("pearson", "spearman", "kendall"),
    interval: IntervalMethod | None = None,
    confidence_level: float = 0.95,
    n_permutations: int = N_PERMUTATIONS,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Correlate two columns of a table.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per region, or per region and period.
    x, y : str
        Columns of numbers.
    region : str, optional
        Column of regions; the default takes each row as one region.
    period : str, optional
        Column of periods; needed to compare the same years of different regions.
    methods : sequence of {"pearson", "spearman", "kendall"}
        The coefficients.
    interval : {"auto", "analytic", "jackknife", "percentile", "bca"}, optional
        As in `estimate_correlation`; the default is ``auto`` with a column of regions
        and the textbook interval (``analytic``) without.
    confidence_level : float
        Level of the intervals.
    n_permutations, n_resamples : int
        As in `estimate_correlation`.
    seed : int
        Seed of the random permutations.

    Returns
    -------
    pandas.DataFrame
        One row per method and scope: method, scope, estimate, conf_low, conf_high,
        p_value, n_observations, n_regions, smallest_detectable, note. Without a column
        of regions there is only the scope ``between``.

    Raises
    ------
    InputError
        If a column is absent or not of numbers, or a region has a period twice.
    """
    for method in methods:
        check_choice(method, CorrelationMethod, "method")
    if interval is None:
        interval = "analytic" if region is None else "auto"
    check_choice(interval, IntervalMethod, "interval")
    data = _read_columns(frame, x=x, y=y, region=region, period=period)
    rows = []
    for method in methods:
        for scope in _SCOPES if region is not None else _SCOPES[:1]:
            row = correlate_pairs(
                build_pairs(data, "y", "x", scope=scope),
                method=method,
                scope=scope,
                confidence_level=confidence_level,
                interval=interval,
                n_permutations=n_permutations,
                n_resamples=n_resamples,
                rng=derive_generator(seed, "correlate", method, scope),
            )
            rows.append({"method": method, "scope": scope} | row)
    table = pd.DataFrame(rows).reindex(columns=list(CORRELATION_COLUMNS))
    numbers = ["estimate", "conf_low", "conf_high", "p_value", "smallest_detectable"]
    return table.astype(
        dict.fromkeys(numbers, "float64")
        | {"n_observations": "Int64", "n_regions": "Int64", "note": "str"}
    )


def regress_frame(
    frame: pd.DataFrame,
    formula: str,
    covariance: Covariance = "hc3",
    *,
    region: str | None = None,
    confidence_level: float = 0.95,
) -> pd.DataFrame:
    """Fit a regression to a table.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per observation.
    formula : str
        As in `fit_formula`.
    covariance : {"hc3", "cluster", "hc2", "hc1", "hc0", "nonrobust"}
        Kind of error.
    region : str, optional
        Column of clusters; the default is ``region_id`` or ``region``.
    confidence_level : float
        Level of the intervals.

    Returns
    -------
    pandas.DataFrame
        One row per term: term, estimate, standard_error, statistic, df, p_value,
        conf_low, conf_high, note.

    Raises
    ------
    InputError
        As in `fit_formula`.
    """
    fitted = fit_formula(
        frame,
        formula,
        covariance=covariance,
        region=region,
        confidence_level=confidence_level,
    )
    return fitted[list(REGRESSION_COLUMNS)]


def _read_columns(
    frame: pd.DataFrame, *, x: str, y: str, region: str | None, period: str | None
) -> pd.DataFrame:
    wanted = [name for name in (x, y, region, period) if name is not None]
    absent = [name for name in wanted if name not in frame.columns]
    if absent:
        raise InputError(
            f"table: found no column {', '.join(map(repr, absent))}. Expected one of "
            f"{', '.join(map(str, frame.columns))}. Check the name."
        )
    n_rows = len(frame)
    names = frame[region] if region is not None else pd.Series(range(n_rows))
    years = frame[period] if period is not None else pd.Series([0] * n_rows)
    data = pd.DataFrame(
        {
            "region_id": names.astype("str").to_numpy(),
            "year": pd.factorize(years, sort=True)[0],
            "x": _read_numbers(frame[x]),
            "y": _read_numbers(frame[y]),
        }
    )
    # A row without a region or period belongs to none; factorize marks it with -1.
    data = data[names.notna().to_numpy() & (data["year"] >= 0)]
    if period is None and region is not None:
        data["year"] = data.groupby("region_id").cumcount()
    doubled = data[data.duplicated(["region_id", "year"])]
    if len(doubled):
        raise InputError(
            f"table: found {len(doubled)} rows that repeat a region and period (such "
            f"as {doubled['region_id'].iloc[0]!r}). Expected one row each. Keep one."
        )
    return data


def _read_numbers(column: pd.Series[float]) -> np.ndarray:
    try:
        numbers = pd.to_numeric(column)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"column {str(column.name)!r}: found text ({error}). Expected numbers, "
            "with empty cells where a value is missing. Correct the cells."
        ) from error
    return numbers.to_numpy(dtype="float64", na_value=np.nan)
