"""What is compared: means of regions, years within regions, or all rows.

Region-years are not independent observations, so the three comparisons are kept
apart and each is tested with regions as the units.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Integers = NDArray[np.intp]

Scope = Literal["between", "within", "pooled"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of values that a coefficient is computed from.

    Parameters
    ----------
    x, y : array of float, shape (n,)
        Exposure and outcome, as the scope compares them.
    region : array of int, shape (n,)
        Number of the region of each pair, from 0 without gaps.
    year : array of int, shape (n,)
        Number of the year of each pair; 0 for means of regions.
    n_observations, n_regions, n_periods : int
        Region-years, regions and years behind the pairs.
    n_single : int
        Regions left out within regions, having one year only.
    is_unbalanced : bool
        Whether regions have different years.
    """

    x: Floats
    y: Floats
    region: Integers
    year: Integers
    n_observations: int
    n_regions: int
    n_periods: int
    n_single: int
    is_unbalanced: bool


def build_pairs(
    frame: pd.DataFrame, outcome: str, exposure: str, *, scope: Scope
) -> Pairs:
    """Take the complete pairs of two variables as a scope compares them.

    Parameters
    ----------
    frame : pandas.DataFrame
        Columns region_id, year, outcome, exposure.
    outcome, exposure : str
        The variables.
    scope : {"between", "within", "pooled"}
        Means of regions over the years in which both are known; deviations from
        these means; or all pairs as they are.

    Returns
    -------
    Pairs
        The pairs, without missing values.
    """
    rows = frame.dropna(subset=[outcome, exposure])
    rows = rows[np.isfinite(rows[outcome]) & np.isfinite(rows[exposure])]
    n_single = 0
    if scope == "within":
        size = rows.groupby("region_id")["year"].transform("size")
        n_single = int((size == 1).sum())
        rows = rows[size > 1]
    names, region = np.unique(
        rows["region_id"].to_numpy(dtype="object").astype(str), return_inverse=True
    )
    years, year = np.unique(rows["year"].to_numpy(dtype="int64"), return_inverse=True)
    x = rows[exposure].to_numpy(dtype="float64")
    y = rows[outcome].to_numpy(dtype="float64")
    n_observations = len(rows)
    present = np.zeros((len(names), len(years)), dtype=bool)
    present[region, year] = True
    if scope != "pooled" and len(names):
        counts = np.bincount(region, minlength=len(names))
        mean_x = np.bincount(region, x) / counts
        mean_y = np.bincount(region, y) / counts
        if scope == "within":
            x, y = _subtract(x, mean_x[region]), _subtract(y, mean_y[region])
        else:
            x, y = _snap_means(x, mean_x, region), _snap_means(y, mean_y, region)
            region, year = np.arange(len(names)), np.zeros(len(names), dtype=np.intp)
    return Pairs(
        x=x,
        y=y,
        region=region,
        year=year,
        n_observations=n_observations,
        n_regions=len(names),
        n_periods=len(years),
        n_single=n_single,
        is_unbalanced=bool(present.size) and not bool(present.all()),
    )


def _subtract(values: Floats, means: Floats) -> Floats:
    """Subtract means, leaving no rounding residue where nothing varies."""
    rest: Floats = values - means
    rest[np.abs(rest) <= 1e-12 * np.abs(means)] = 0.0
    return rest


def _snap_means(values: Floats, means: Floats, region: Integers) -> Floats:
    """Give regions whose values are all alike exactly that value as their mean."""
    low = np.full(len(means), np.inf)
    high = np.full(len(means), -np.inf)
    np.minimum.at(low, region, values)
    np.maximum.at(high, region, values)
    snapped: Floats = np.where(low == high, low, means)
    return snapped


def count_regions(pairs: Pairs, draws: Integers) -> Any:
    """Turn drawn regions into the weight of each pair.

    Parameters
    ----------
    pairs : Pairs
        The pairs.
    draws : array of int, shape (m, n_regions)
        Numbers of the regions drawn.

    Returns
    -------
    array of float, shape (m, n)
        How often each pair occurs in each draw.
    """
    n_draws = len(draws)
    cells = draws + np.arange(n_draws)[:, None] * pairs.n_regions
    counts = np.bincount(cells.ravel(), minlength=n_draws * pairs.n_regions)
    return counts.reshape(n_draws, pairs.n_regions)[:, pairs.region].astype("float64")
