"""Indicators on a common scale.

The base is fixed: minimum and maximum are taken over all regions and periods at once,
so that scores of different years compare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def normalize_min_max(
    wide: pd.DataFrame, directions: Mapping[str, int]
) -> tuple[pd.DataFrame, dict[str, tuple[float, float]]]:
    """Bring each column to [0, 1] over all its rows.

    Parameters
    ----------
    wide : pandas.DataFrame
        One row per region and period, one column per component.
    directions : mapping of str to int
        1 if more is better, -1 if less is better.

    Returns
    -------
    pandas.DataFrame
        Normalized columns; a column without variation is missing.
    dict of str to (float, float)
        Minimum and maximum of each component.

    Notes
    -----
    x' = (x - min) / (max - min) for direction 1, (max - x) / (max - min) for -1.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, section 5.3
    (min-max). doi:10.1787/9789264043466-en
    """
    normalized = wide.astype("float64").copy()
    bounds: dict[str, tuple[float, float]] = {}
    for name in normalized.columns:
        values = normalized[name]
        low, high = float(values.min()), float(values.max())
        bounds[str(name)] = (low, high)
        if not np.isfinite(low) or low == high:
            normalized[name] = np.nan
            continue
        scaled = (values - low) / (high - low)
        normalized[name] = scaled if directions[str(name)] == 1 else 1 - scaled
    return normalized, bounds
