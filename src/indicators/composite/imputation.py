"""What stands for a value that is missing, and on what ground.

Each filled value is listed with its method, so that a reader can see which scores hang
on it. What cannot be filled stays missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indicators.composite.definition import IndexImputation

    Floats = NDArray[np.float64]
    Filled = dict[tuple[int, int], tuple[float, str]]

# Fewer values of a period say little about its mean.
_MIN_REGIONS = 3
# Residual degrees of freedom that a regression must leave.
_MIN_REST = 5


def impute_values(
    raw: Floats,
    *,
    method: IndexImputation,
    names: Sequence[str],
    regions: Sequence[str],
    periods: Sequence[str],
) -> Filled:
    r"""Find a value for each gap that the method can fill.

    Parameters
    ----------
    raw : array, shape (n, n_components)
        Values; missing where there is none.
    method : {"none", "mean", "median", "regression", "last"}
        How.
    names, regions, periods : sequence of str
        Components of the columns, regions and periods of the rows.

    Returns
    -------
    dict of (int, int) to (float, str)
        Row and column -> the value, in the indicator's unit, and what it is made of.

    Notes
    -----
    ``mean`` and ``median`` are over the regions of the same period, three at least.
    ``last`` is the region's nearest earlier value. ``regression`` is least squares on
    the components that the row has, over the rows that have these and the missing one
    (all periods), if that leaves five degrees of freedom. All of them make the values
    look more certain and more alike than they are; `estimate_index_uncertainty` shows
    how far ranks hang on the method.

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, section 3, eq.
    1 and 2. doi:10.1787/9789264043466-en

    Checked against: COINr 1.1.7, run in R, for ``mean``, ``median`` and ``last``
    (tests/reference/coinr).
    """
    gaps = [(int(row), int(column)) for row, column in np.argwhere(np.isnan(raw))]
    if method == "none":
        return {}
    filled: Filled = {}
    for row, column in gaps:
        if method == "regression":
            found = _regress(raw, row, column, names)
        elif method == "last":
            found = _carry(raw, row, column, regions, periods)
        else:
            found = _average(raw, row, column, periods, method)
        if found is not None:
            filled[row, column] = found
    return filled


def _average(
    raw: Floats, row: int, column: int, periods: Sequence[str], method: IndexImputation
) -> tuple[float, str] | None:
    same = np.array([period == periods[row] for period in periods])
    values = raw[same, column]
    values = values[~np.isnan(values)]
    if len(values) < _MIN_REGIONS:
        return None
    value = np.mean(values) if method == "mean" else np.median(values)
    return float(value), f"{method} of {len(values)} regions in {periods[row]}"


def _carry(
    raw: Floats,
    row: int,
    column: int,
    regions: Sequence[str],
    periods: Sequence[str],
) -> tuple[float, str] | None:
    earlier = [
        place
        for place in range(len(raw))
        if regions[place] == regions[row]
        and periods[place] < periods[row]
        and not np.isnan(raw[place, column])
    ]
    if not earlier:
        return None
    last = max(earlier, key=lambda place: periods[place])
    return float(raw[last, column]), f"value of {periods[last]}"


def _regress(
    raw: Floats, row: int, column: int, names: Sequence[str]
) -> tuple[float, str] | None:
    has = ~np.isnan(raw[row])
    if not has.any():
        return None
    others = [int(place) for place in np.flatnonzero(has)]
    is_whole = ~np.isnan(raw[:, [*others, column]]).any(axis=1)
    n = int(is_whole.sum())
    if n - len(others) - 1 < _MIN_REST:
        return None
    # Centered and scaled, so that millions beside shares do no harm to precision.
    x, y = raw[is_whole][:, others], raw[is_whole, column]
    center, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    design = np.column_stack([np.ones(n), (x - center) / spread])
    solved = np.linalg.lstsq(design, y, rcond=None)[0]
    value = float(solved[0] + ((raw[row, others] - center) / spread) @ solved[1:])
    rest, total = y - design @ solved, y - y.mean()
    fit = 1 - float(rest @ rest) / float(total @ total) if total.any() else 1.0
    predictors = ", ".join(names[place] for place in others)
    return value, f"regression on {predictors} (n = {n}, R2 = {fit:.2f})"
