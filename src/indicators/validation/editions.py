"""Where do two sources of one indicator differ, and by more than rounding?

Offices revise their series, and colleagues fill them. Two files of the same numbers
differ by a digit in the last place everywhere and by much in a few cells: these are
the ones to look at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.schemas import INDICATOR_VALUES
from indicators.units import compute_unit_factor
from indicators.validation.findings import build_findings
from indicators.validation.series import count_decimals
from ledger import InputError, check_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

_LARGE = 0.01
_Values = dict[tuple[str, str], tuple[float, str, str]]


def compare_editions(
    values: pd.DataFrame,
    other: pd.DataFrame,
    *,
    indicator_id: str,
    other_id: str | None = None,
) -> pd.DataFrame:
    """Compare an indicator with the same indicator from another source.

    Parameters
    ----------
    values, other : pandas.DataFrame
        Indicator_values tables.
    indicator_id : str
        The indicator in the first.
    other_id : str, optional
        Its id in the second; the same by default.

    Returns
    -------
    pandas.DataFrame
        Value_findings table with the check ``other-edition``: a warning for each region
        and period in which the two differ by more than 1 %, a note where they differ by
        less and yet by more than rounding to the coarser of their last digits, and a
        note for each that only the other source has.

    Raises
    ------
    InputError
        If one has no values of the indicator, or the units do not convert.

    Notes
    -----
    Rounding: |a - b| <= 10 ** -d, with d the decimals of the value that has fewer of
    them, after conversion to the unit of the first. Which of the two is right cannot
    be told from them.
    """
    check_table(values, INDICATOR_VALUES)
    check_table(other, INDICATOR_VALUES)
    first = _index(values, indicator_id)
    second = _index(other, other_id or indicator_id)
    return build_findings(_compare(indicator_id, first, second))


def _index(values: pd.DataFrame, indicator_id: str) -> _Values:
    chosen = values[(values["indicator_id"] == indicator_id) & values["value"].notna()]
    if chosen.empty:
        raise InputError(
            f"indicator {indicator_id!r}: no values to compare. Expected values in both "
            "tables. Correct the id."
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


def _compare(name: str, first: _Values, second: _Values) -> Iterator[dict[str, object]]:
    for key, (theirs, their_unit, their_cell) in second.items():
        region_id, period = key
        finding: dict[str, object] = {
            "check": "other-edition",
            "severity": "note",
            "indicator_id": name,
            "region_id": region_id,
            "period": period,
            "expected": "The same number in both, up to rounding",
            "action": "Find out which is the revision, or which was filled in",
        }
        if key not in first:
            told = f"no value; the other source has {theirs:.10g} ({their_cell})"
            yield finding | {"found": told, "source_cell": their_cell}
            continue
        own, unit, cell = first[key]
        converted = theirs * compute_unit_factor(their_unit, to_unit=unit)
        step = 10.0 ** -min(count_decimals(own), count_decimals(converted))
        if abs(own - converted) <= step * (1 + 1e-9):
            continue
        share = own / converted - 1 if converted else float("inf")
        yield finding | {
            "severity": "warning" if abs(share) > _LARGE else "note",
            "found": f"{own:.10g}, the other source has {converted:.10g} "
            f"({100 * share:+.2f} %, {their_cell})",
            "source_cell": cell,
        }
