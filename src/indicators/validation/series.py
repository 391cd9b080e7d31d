"""Values in the forms that checks look at: by period, by series, at one territory."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.territories import place_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from atlas import RegionRegistry
    from indicators.territories import PlacedValue

_YEAR_LENGTH = 4
_SIGNIFICANT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One value of a series.

    Parameters
    ----------
    period : str
        Its period.
    value : float
        Its number.
    source_cell : str
        Where it is from.
    territory : frozenset of str
        Pieces it stands for; empty for the country.
    unit, status : str
        As in the values table.
    """

    period: str
    value: float
    unit: str
    source_cell: str
    territory: frozenset[str]
    status: str

    @property
    def year(self) -> int:
        """Its year."""
        return int(self.period[:_YEAR_LENGTH])


Series = tuple[Point, ...]
SeriesKey = tuple[str, str, str]
"""Indicator, region, and kind of period: "" for years, "-Q1" for first quarters ..."""


def place_all(
    values: pd.DataFrame,
    registry: RegionRegistry,
    own_boundaries: Mapping[str, int],
) -> dict[tuple[str, str], Sequence[PlacedValue]]:
    """Find the territories of all values of known regions, by indicator and period."""
    known = {region.region_id for region in registry.regions}
    regional = values[values["region_id"].isin(known)]
    return {
        (str(name), str(period)): place_values(
            group,
            registry,
            period=str(period),
            boundaries=own_boundaries.get(str(name)),
        )
        for (name, period), group in regional.groupby(["indicator_id", "period"])
    }


def list_series(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]],
) -> dict[SeriesKey, Series]:
    """List the values of each indicator, region and kind of period in their order."""
    found: dict[SeriesKey, list[Point]] = defaultdict(list)
    for (name, period), items in placed.items():
        for item in items:
            if item.value is None:
                continue
            found[name, item.region_id, period[_YEAR_LENGTH:]].append(
                Point(
                    period=period,
                    value=item.value,
                    unit=item.unit,
                    source_cell=item.source_cell,
                    territory=item.territory,
                    status=item.status,
                )
            )
    return {
        key: tuple(sorted(points, key=lambda point: point.period))
        for key, points in sorted(found.items())
    }


def count_significant(value: float) -> int:
    """Count the significant digits of a number as printed, trailing zeros left out."""
    if value == 0 or not math.isfinite(value):
        return 0
    digits = f"{abs(value):.{_SIGNIFICANT - 1}e}".split("e", maxsplit=1)[0]
    return len(digits.replace(".", "").rstrip("0"))


def count_decimals(value: float) -> int:
    """Count the decimals of a number as printed, noise of floating point left out."""
    text = f"{value:.{_SIGNIFICANT}g}"
    if "e" in text:
        return 0
    _, _, decimals = text.partition(".")
    return len(decimals.rstrip("0"))
