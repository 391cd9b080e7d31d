"""What would an amount be in prices of another year?

Amounts divided by a price level that is chained from an index the user gives. Which
year is the base and what the index compares is said, never guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pandas as pd

from indicators.schemas import INDICATOR_VALUES
from indicators.units import parse_unit
from ledger import InputError, build_table, check_choice, check_table

if TYPE_CHECKING:
    from collections.abc import Mapping

PriceBasis = Literal["previous_year", "fixed_base"]
PriceScope = Literal["country", "region"]

_Index = dict[int, tuple[float, str]]
_SCALES = {"%": 0.01, "share": 1.0, "coefficient": 1.0}


def deflate_values(
    values: pd.DataFrame,
    prices: pd.DataFrame,
    *,
    indicator_id: str,
    real_id: str,
    base_year: int,
    basis: PriceBasis,
    scope: PriceScope = "country",
    country_id: str = "KZ",
) -> pd.DataFrame:
    """Express amounts of money in the prices of one year.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table with the amounts.
    prices : pandas.DataFrame
        Indicator_values table of one price index, as `read_indicator_file` gives it;
        unit ``%`` (100 is no change) or ``coefficient`` (1 is no change).
    indicator_id, real_id : str
        Id of the amounts, and of the result.
    base_year : int
        In whose prices.
    basis : {"previous_year", "fixed_base"}
        What the index compares a year with: the year before (it is chained), or one
        and the same year (any; it is rebased).
    scope : {"country", "region"}
        One price level for all regions (the default), or each region's own. A region
        without an index of its own then has no value.
    country_id : str
        Id of the national row of the index.

    Returns
    -------
    pandas.DataFrame
        Indicator_values table of the real amounts, a row for each yearly amount, in
        the same unit; status ``estimated``. Where the chain from the base year has a
        hole, the value is missing with status ``not_available``.

    Raises
    ------
    InputError
        If an indicator has no values, the index has no base year, is not positive, or
        its unit is not that of an index.

    Notes
    -----
    real(r, t) = nominal(r, t) / P(t), with P(base) = 1; for year-on-year indices
    P(t) = P(t - 1) * i(t) forwards and P(t - 1) = P(t) / i(t) backwards. A national
    index makes amounts of different years comparable, not amounts of regions with
    different prices. December-on-December indices are not means of years: take the
    index of the year's mean, or a deflator of the product.

    Examples
    --------
    Prices up by 10 % in 2021: 220 of 2021 are 200 in prices of 2020.

    >>> round(220 / 1.10, 9)
    200.0
    """
    check_choice(basis, PriceBasis, "basis")
    check_choice(scope, PriceScope, "scope")
    check_table(values, INDICATOR_VALUES)
    chosen = values[values["indicator_id"] == indicator_id]
    is_year = chosen["period"].map(str.isdecimal).astype(bool)
    chosen = chosen[is_year]
    if chosen.empty:
        raise InputError(
            f"indicator {indicator_id!r}: no yearly values to deflate. Expected amounts "
            "of money. Read its file first or correct the id."
        )
    indices = _read_indices(prices)
    levels = {
        region_id: _chain(index, base_year, basis)
        for region_id, index in indices.items()
    }
    if scope == "country" and country_id not in levels:
        raise InputError(
            f"prices: no row of {country_id}. Expected a national price index. Add it, "
            "or choose scope='region'."
        )
    rows: list[dict[str, object]] = []
    for row in chosen.to_dict("records"):
        owner = country_id if scope == "country" else str(row["region_id"])
        level = levels.get(owner, {}).get(int(row["period"]))
        is_known = level is not None and not pd.isna(row["value"])
        rows.append(
            {
                **{str(key): content for key, content in row.items()},
                "indicator_id": real_id,
                "value": float(row["value"]) / level[0] if is_known and level else None,
                "status": "estimated" if is_known else "not_available",
                "source_cell": f"{row['source_cell']} / ({level[1]})"
                if level
                else row["source_cell"],
            }
        )
    return build_table(rows, INDICATOR_VALUES)


def _read_indices(prices: pd.DataFrame) -> dict[str, _Index]:
    check_table(prices, INDICATOR_VALUES)
    names = set(prices["indicator_id"])
    if len(names) != 1:
        raise InputError(
            f"prices: found {len(names)} indicators. Expected one "
            "price index. Choose one."
        )
    found: dict[str, _Index] = {}
    for row in prices[prices["value"].notna()].to_dict("records"):
        if not str(row["period"]).isdecimal():
            continue
        unit = parse_unit(str(row["unit"]))
        if unit.quantity not in _SCALES or unit.per:
            raise InputError(
                f"prices: found the unit {row['unit']!r}. Expected % or coefficient. "
                "Correct the unit of the index."
            )
        ratio = float(row["value"]) * _SCALES[unit.quantity]
        if ratio <= 0:
            raise InputError(
                f"prices, {row['region_id']} in {row['period']}: found {row['value']}. "
                "Expected an index such as 108.4 %, not a rate of change. Add 100."
            )
        by_year = found.setdefault(str(row["region_id"]), {})
        by_year[int(row["period"])] = (ratio, str(row["source_cell"]))
    return found


def _chain(
    index: Mapping[int, tuple[float, str]], base_year: int, basis: PriceBasis
) -> _Index:
    """Make price levels with 1 in the base year."""
    if basis == "fixed_base":
        if base_year not in index:
            return {}
        base, base_cell = index[base_year]
        return {
            year: (ratio / base, f"{cell} / {base_cell}")
            for year, (ratio, cell) in index.items()
        }
    levels: _Index = {base_year: (1.0, f"prices of {base_year}")}
    year, level, cells = base_year, 1.0, ""
    while year + 1 in index:
        year += 1
        level *= index[year][0]
        cells = f"{cells} * {index[year][1]}".removeprefix(" * ")
        levels[year] = (level, cells)
    year, level, cells = base_year, 1.0, ""
    while year in index:
        level /= index[year][0]
        cells = f"{cells} * {index[year][1]}".removeprefix(" * ")
        levels[year - 1] = (level, f"1 / ({cells})")
        year -= 1
    return levels
