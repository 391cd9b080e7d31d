"""One indicator divided by another: product per head, doctors per person.

The statistics office divides a year's product by the mean population of the year: the
mean of the populations on 1 January of that year and of the next.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pandas as pd

from indicators.schemas import INDICATOR_VALUES
from indicators.units import Unit, compute_unit_factor, parse_unit
from ledger import InputError, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping

DenominatorBasis = Literal["mean_of_year", "same_period"]

# How `indicators.splitting` writes a share: the part's cells over those of all parts.
_SHARE = re.compile(r" \* \((?P<part>[^/]+) / \(.+\)\)$")

_Cells = dict[tuple[str, str], tuple[float, str, str]]


def compute_ratio(
    values: pd.DataFrame,
    *,
    numerator: str,
    denominator: str,
    indicator_id: str,
    unit: str | None = None,
    basis: DenominatorBasis = "mean_of_year",
) -> pd.DataFrame:
    """Compute the ratio of two indicators for each region and year.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table with both indicators, at the same boundaries.
    numerator, denominator : str
        Their ids.
    indicator_id : str
        Id of the result.
    unit : str, optional
        Unit of the result, such as ``thousand KZT/person``; by default the units
        divided.
    basis : {"mean_of_year", "same_period"}
        With ``mean_of_year`` the denominator of year t is the mean of its values for
        t and t + 1, which for a population on 1 January is the mean population of the
        year; with ``same_period`` it is the value for t.

    Returns
    -------
    pandas.DataFrame
        Indicator_values table of the ratio: a row for each value of the numerator.
        Without a denominator (or with a zero one), where a value's unit does not
        convert (rubles among tenge), or where the numerator of an undivided region
        was split by the denominator, the value is missing, with status
        ``not_available``.

    Raises
    ------
    InputError
        If an indicator has no rows.

    Notes
    -----
    ratio(r, t) = numerator(r, t) / ((denominator(r, t) + denominator(r, t+1)) / 2).
    Do not use it across a change of boundaries: bring both to constant boundaries
    with `build_panel` first. A product that was split by population has the same value
    per head in each part, by construction: such a ratio is refused.

    Checked against: product per head of 2022 as published by the Bureau of National
    Statistics, 15 regions and the country, in thousand KZT with one digit. Eleven of
    the 16 agree to the digit. The other five differ by 0.08 to 0.22 (largest: Almaty
    city, 8985.817 computed, 8985.6 published, 0.2 when rounded as published). Rounding
    does not explain them: they would agree if the populations of 2023 differed by at
    least 3 to 79 persons (up here, down there), so the office divided by another
    revision of the population. The mean of two 1 January populations is its rule.
    """
    check_choice(basis, DenominatorBasis, "basis")
    tops, bottoms = _index(values, numerator), _index(values, denominator)
    rows = []
    for (region_id, period), (value, top_unit, cell) in tops.items():
        found = _find_denominator(bottoms, region_id, period, basis)
        row: dict[str, object] = {
            "indicator_id": indicator_id,
            "region_id": region_id,
            "period": period,
            "value": None,
            "unit": unit or str(_divide_units(top_unit, bottoms)),
            "status": "not_available",
            "source_cell": cell,
        }
        if found is not None and not pd.isna(value):
            amount, bottom_unit, cells = found
            factor = _find_factor(top_unit, bottom_unit, str(row["unit"]))
            if factor is None or _is_split_by(cell, cells):
                rows.append(row)
                continue
            row |= {
                "value": value / amount * factor,
                "status": "estimated",
                "source_cell": f"{_enclose(cell)} / {_enclose(cells)}",
            }
        rows.append(row)
    return build_table(rows, INDICATOR_VALUES)


def _index(values: pd.DataFrame, indicator_id: str) -> _Cells:
    chosen = values[values["indicator_id"] == indicator_id]
    if chosen.empty:
        raise InputError(
            f"indicator {indicator_id!r}: no values. Expected values of both parts of "
            "the ratio. Read its file first or correct the id."
        )
    return {
        (str(region_id), str(period)): (float(value), str(unit), str(cell))
        for region_id, period, value, unit, cell in zip(
            chosen["region_id"],
            chosen["period"],
            chosen["value"],
            chosen["unit"],
            chosen["source_cell"],
            strict=True,
        )
    }


def _is_split_by(cell: str, cells: str) -> bool:
    """Whether a numerator was split by the shares of its denominator."""
    share = _SHARE.search(cell)
    return share is not None and share["part"] in cells


def _enclose(cells: str) -> str:
    """Put a sum of cells in brackets, so that it reads as one number."""
    return f"({cells})" if " + " in cells and not cells.startswith("mean(") else cells


def _find_denominator(
    bottoms: Mapping[tuple[str, str], tuple[float, str, str]],
    region_id: str,
    period: str,
    basis: DenominatorBasis,
) -> tuple[float, str, str] | None:
    here = bottoms.get((region_id, period))
    if here is None or pd.isna(here[0]):
        return None
    if basis == "same_period" or not period.isdecimal():
        return here if here[0] else None
    after = bottoms.get((region_id, str(int(period) + 1)))
    if after is None or pd.isna(after[0]):
        return None
    amount = (here[0] + after[0] * compute_unit_factor(after[1], to_unit=here[1])) / 2
    return (amount, here[1], f"mean({here[2]}, {after[2]})") if amount else None


def _find_factor(top: str, bottom: str, wanted: str) -> float | None:
    """Find what a quotient is multiplied by; None where units do not convert."""
    for plain, factor in _divide_plain(top, bottom):
        try:
            return factor * compute_unit_factor(str(plain), to_unit=wanted)
        except InputError:
            continue
    return None


def _divide_units(top: str, bottoms: _Cells) -> Unit:
    unit = next(iter(bottoms.values()))[1]
    return _divide_plain(top, unit)[0][0]


def _divide_plain(top: str, bottom: str) -> list[tuple[Unit, float]]:
    """Divide two units: the unit of the ratio, and the factor values need for it.

    People among people are a share, or so many for each person.
    """
    above, below = parse_unit(top), parse_unit(bottom)
    per = "person" if below.quantity == "persons" else below.quantity
    found = [(Unit(above.amount, above.quantity, (*above.per, per)), 1 / below.factor)]
    if above.dimension == below.dimension:
        found.insert(0, (Unit("", "share"), above.factor / below.factor))
    return found
