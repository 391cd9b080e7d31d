"""Indicators on a common scale.

With a fixed base (all periods, or one), scores of different years compare. With a base
of its own in each period, a score says only where a region stands among the others of
that year: a rise may be the others' fall.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from indicators.composite.definition import IndexNormalization

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]

_RATIOS = ("distance-to-leader", "mean-100")


def normalize(
    values: Floats,
    *,
    method: IndexNormalization,
    directions: Floats,
    bases: Sequence[tuple[Booleans, Booleans]],
    weights: Floats,
    goalposts: Floats | None = None,
) -> Floats:
    r"""Bring components to a common scale.

    Parameters
    ----------
    values : array, shape (..., n, n_components)
        Values of regions and periods (rows), in each draw; may be missing.
    method : str
        The scale.
    directions : array, shape (n_components,)
        1 or -1.
    bases : sequence of (array of bool, array of bool), each of shape (n,)
        Rows that make up a base, and the rows that are scaled by it.
    weights : array, shape (n,)
        Weight of each row in the mean of ``mean-100``.
    goalposts : array, shape (n_components, 2), optional
        For ``goalposts``.

    Returns
    -------
    array, shape (..., n, n_components)
        Normalized values; a component without variation in its base is missing for the
        scales that divide by the spread.

    Notes
    -----
    With minimum, maximum, mean and standard deviation (n - 1) of the base; direction -1
    in brackets:

    - ``min-max``: :math:`(x - min)/(max - min)` (one minus it)
    - ``z-score``: :math:`(x - mean)/sd` (its negative)
    - ``rank``: share of base values below x, those equal to x counted half (above x);
      within the base this is (rank - 0.5) / n
    - ``goalposts``: min-max with given ends, cut at 0 and 1
    - ``distance-to-leader``: :math:`x / max` (:math:`min / x`)
    - ``mean-100``: :math:`100 x / mean` with the (weighted) mean (the same of 1/x, so
      that the mean is again 100)

    References
    ----------
    OECD and JRC (2008). Handbook on Constructing Composite Indicators, sections 5.2 to
    5.5. doi:10.1787/9789264043466-en. UNDP, Human Development Report, technical note 1
    (goalposts).

    Checked against: Handbook, table 15 (tests/reference/handbook); COINr 1.1.7, run in
    R, where definitions are the same (tests/reference/coinr, which says where not).
    """
    if method == "goalposts":
        if goalposts is None:
            raise TypeError("goalposts without goalposts")
        return _turn(
            np.clip(
                (values - goalposts[:, 0]) / (goalposts[:, 1] - goalposts[:, 0]), 0, 1
            ),
            directions,
        )
    worked = values
    if method in _RATIOS:
        # Zeros are refused for direction -1 before; elsewhere they are not divided by.
        with np.errstate(divide="ignore"):
            worked = np.where(directions == 1, values, 1 / values)
    scaled = np.full_like(values, np.nan)
    for in_base, is_scaled in bases:
        scaled[..., is_scaled, :] = _scale(
            worked[..., is_scaled, :],
            worked[..., in_base, :],
            weights[in_base],
            method=method,
            directions=directions,
        )
    return scaled


def _scale(
    values: Floats,
    base: Floats,
    weights: Floats,
    *,
    method: IndexNormalization,
    directions: Floats,
) -> Floats:
    known = ~np.isnan(base)
    count = known.sum(axis=-2)[..., None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        if method == "rank":
            return _rank(values * directions, base * directions)
        if method == "mean-100":
            parts = np.where(known, weights[:, None], 0.0)
            summed = (parts * np.where(known, base, 0.0)).sum(axis=-2)
            mean = summed / parts.sum(axis=-2)
            return np.asarray(100 * values / mean[..., None, :])
        if method == "z-score":
            mean = np.where(known, base, 0.0).sum(axis=-2)[..., None, :] / count
            spread = np.where(known, base - mean, 0.0) ** 2
            deviation = np.sqrt(spread.sum(axis=-2)[..., None, :] / (count - 1))
            scaled = np.where(deviation > 0, (values - mean) / deviation, np.nan)
            return np.asarray(scaled * directions)
        high = np.where(known, base, -np.inf).max(axis=-2)[..., None, :]
        if method == "distance-to-leader":
            return np.asarray(values / high)
        low = np.where(known, base, np.inf).min(axis=-2)[..., None, :]
        scaled = np.where(high > low, (values - low) / (high - low), np.nan)
        return _turn(scaled, directions)


def _rank(values: Floats, base: Floats) -> Floats:
    there = values[..., :, None, :]
    others = base[..., None, :, :]
    below = (others < there).sum(axis=-2) + (others == there).sum(axis=-2) / 2
    count = (~np.isnan(base)).sum(axis=-2)[..., None, :]
    return np.asarray(np.where(np.isnan(values), np.nan, below / count))


def _turn(scaled: Floats, directions: Floats) -> Floats:
    return np.asarray(np.where(directions == 1, scaled, 1 - scaled))
