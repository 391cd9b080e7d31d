"""Can a value be right, by its unit and by how it is printed?"""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from indicators.units import find_unit
from indicators.validation.series import count_decimals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from indicators.units import Unit

Finding = dict[str, object]

_OLDEST = 120
_FEW = 5
_MOST = 2 / 3
_UNROUNDED = 6
_BALANCE = re.compile(
    r"\b(?:balance|net\b|saldo|change|growth|increase|сальдо|прирост|изменен|темп"
    r"|өсім|айырым)",
    re.IGNORECASE,
)
_COUNTED = frozenset(
    ["persons", "organisations", "doctors", "schools", "beds", "births", "deaths"]
)


def find_impossible_values(
    values: pd.DataFrame, titles: Mapping[str, str]
) -> Iterator[Finding]:
    """Find values that their unit rules out.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    titles : mapping of str to str
        Title by indicator: a balance or a change may be negative.

    Yields
    ------
    dict
        Shares and percentages outside [0, 1] and [0, 100] (unless a third of the
        percentages lie above: then it is an index, not a share), negative amounts,
        counts with fractions, ages above 120, a zero where no other value of the
        indicator is zero.
    """
    filled = values[values["value"].notna()]
    for (name, unit_text), group in filled.groupby(["indicator_id", "unit"]):
        unit = find_unit(str(unit_text))
        label = f"{name} {titles.get(str(name), '')}".replace("_", " ")
        is_balance = bool(_BALANCE.search(label))
        upper = _find_upper(unit, group["value"], is_balance=is_balance)
        is_whole = unit is not None and unit.quantity in _COUNTED and not unit.amount
        may_be_fraction = not is_whole or bool(unit and unit.per)
        n_zero = int((group["value"] == 0).sum())
        is_single = n_zero == 1 and len(group) > _FEW and not is_balance
        for row in group.to_dict("records"):
            value = float(row["value"])
            fault = ""
            if not math.isfinite(value):
                fault = "not a finite number"
            elif value < 0 and not is_balance:
                fault = f"negative, in {unit_text}"
            elif value > upper and not is_balance:
                fault = f"above {upper:g} {unit_text}"
            if fault:
                yield _describe(row, "impossible-value", "error", fault, value)
            elif not may_be_fraction and value % 1 and row["status"] == "observed":
                found = "a fraction, of what is counted"
                yield _describe(row, "fractional-count", "warning", found, value)
            elif value == 0 and is_single and row["status"] == "observed":
                found = "the only zero of the indicator: a missing value?"
                yield _describe(row, "single-zero", "warning", found, value)


def _find_upper(unit: Unit | None, numbers: pd.Series, *, is_balance: bool) -> float:
    if unit is None or is_balance:
        return math.inf
    if unit.quantity == "years" and not unit.per:
        return _OLDEST
    limit = {"%": 100.0, "share": 1.0, "‰": 1000.0}.get(unit.quantity)
    if limit is None or unit.per:
        return math.inf
    # Price and volume indices are printed in per cent of the year before.
    above = float((numbers > limit).mean())
    is_index = unit.quantity == "%" and above > (
        1 / 3 if len(numbers) > _FEW else 1 / 2
    )
    return math.inf if is_index else limit * (1 + 1e-9)


def _describe(
    row: Mapping[object, object], check: str, severity: str, found: str, value: float
) -> Finding:
    return {
        "check": check,
        "severity": severity,
        "indicator_id": row["indicator_id"],
        "region_id": row["region_id"],
        "period": row["period"],
        "found": f"{value:.10g}: {found}",
        "expected": f"A value that {row['unit']} allows",
        "action": "Compare with the source; check the unit",
        "source_cell": row["source_cell"],
    }


def find_odd_precision(values: pd.DataFrame) -> Iterator[Finding]:
    """Find values printed to more decimals than the rest of their column.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.

    Yields
    ------
    dict
        Where at least two thirds of an indicator and period (five values or more)
        have d decimals or fewer, each value with more: it was computed or filled in,
        not taken from the same source. Columns without rounding are left alone.
    """
    observed = values[values["value"].notna() & (values["status"] == "observed")]
    for _, group in observed.groupby(["indicator_id", "period", "unit"]):
        if len(group) < _FEW:
            continue
        decimals = [count_decimals(value) for value in group["value"]]
        usual = _find_usual(decimals)
        if usual is None:
            continue
        is_odd = [count > usual for count in decimals]
        odd = [count for count in decimals if count > usual]
        for row, count in zip(group[is_odd].to_dict("records"), odd, strict=True):
            yield {
                "check": "odd-precision",
                "severity": "warning",
                "indicator_id": row["indicator_id"],
                "region_id": row["region_id"],
                "period": row["period"],
                "found": f"{row['value']:.10g}: {count} decimals, where "
                f"{sum(d <= usual for d in decimals)} of {len(group)} values have at "
                f"most {usual}",
                "expected": "One precision in a column from one source",
                "action": "Find out whether the value was computed or filled in",
                "source_cell": row["source_cell"],
            }


def _find_usual(decimals: list[int]) -> int | None:
    """Find to how many decimals a column is printed; None if it is not rounded."""
    counts = Counter(decimals)
    total = 0
    for decimal in sorted(counts):
        total += counts[decimal]
        if total >= _MOST * len(decimals):
            is_rounded = decimal < _UNROUNDED and total < len(decimals)
            return decimal if is_rounded else None
    return None
