"""How do amounts in rubles or dollars become amounts in tenge, or the reverse?

Only by a table of rates that a user gives, period by period. Without a rate an amount
is set apart: a currency reform has no factor that a program could know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from indicators.units import find_unit
from ledger import Column, InputError, TableSchema, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.units import Unit

CURRENCIES = frozenset({"KZT", "RUB", "USD", "EUR"})

EXCHANGE_RATES = TableSchema(
    name="exchange_rates",
    row="what one unit of a currency was worth in another in a period",
    key=("from_currency", "to_currency", "period"),
    columns=(
        Column("from_currency", "text", "one of this ..."),
        Column("to_currency", "text", "... was worth so much of this"),
        Column("period", "period", "period of the amounts the rate is for"),
        Column("rate", "number", "how many of the second for one of the first"),
        Column("source_cell", "text", "where the rate is from", is_optional=True),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """One rate, ready to use.

    Parameters
    ----------
    factor : float
        Multiply amounts by it.
    source : str
        How it stands behind an amount's source: ``* rates.csv#D2``.
    """

    factor: float
    source: str


Rates = dict[tuple[str, str, str], Rate]


def read_rates(rates: pd.DataFrame | None) -> Rates:
    """Check a table of rates and put it in order for looking up.

    Parameters
    ----------
    rates : pandas.DataFrame or None
        Exchange_rates table.

    Returns
    -------
    dict
        Rate by from, to and period; each also in the other direction, unless that is
        given itself.

    Raises
    ------
    TableError
        If it is not an exchange_rates table.
    InputError
        If a rate is not positive.
    """
    table = build_table([] if rates is None else rates, EXCHANGE_RATES)
    check_table(table, EXCHANGE_RATES)
    if bool((table["rate"] <= 0).any()):
        wrong = table.loc[table["rate"] <= 0].iloc[0]
        raise InputError(
            f"rates, {wrong['from_currency']} in {wrong['period']}: found "
            f"{wrong['rate']}. Expected a positive rate. Correct it."
        )
    found: Rates = {}
    for row in table.to_dict("records"):
        one, other = str(row["from_currency"]).upper(), str(row["to_currency"]).upper()
        period, rate = str(row["period"]), float(row["rate"])
        cell = row["source_cell"]
        name = f"rate {rate:.10g} {other}/{one}" if pd.isna(cell) else str(cell)
        found[one, other, period] = Rate(factor=rate, source=f"* ({name})")
        found.setdefault(
            (other, one, period), Rate(factor=1 / rate, source=f"/ ({name})")
        )
    return found


def find_rate(
    rates: Mapping[tuple[str, str, str], Rate], unit: Unit, wanted: Unit, period: str
) -> Rate | None:
    """Find the rate that brings an amount to another currency; None if there is none.

    Parameters
    ----------
    rates : mapping
        From `read_rates`.
    unit, wanted : Unit
        Units of the amount and of the indicator.
    period : str
        Period of the amount; a rate of another period is never taken.
    """
    return rates.get((unit.quantity, wanted.quantity, period))


def is_other_currency(unit: str, wanted: str) -> bool:
    """Whether two units are amounts of different currencies, else alike."""
    one, other = find_unit(unit), find_unit(wanted)
    if one is None or other is None:
        return False
    are_currencies = {one.quantity, other.quantity} <= CURRENCIES
    is_alike = sorted(one.per) == sorted(other.per)
    return are_currencies and is_alike and one.quantity != other.quantity
