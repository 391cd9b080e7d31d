"""Do the regions of a panel agree with the country's own row?

Sums should equal it. Weighted means rarely do, because the office's weights are not
published: how far they miss the national row says how far a merged value may be off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.units import compute_unit_factor
from ledger import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

_TOLERANCE = 0.005
_LARGE = 0.01


def find_sum_problems(
    table: pd.DataFrame,
    national: pd.DataFrame,
    kinds: Mapping[str, str],
    *,
    n_regions: int,
) -> Iterator[Problem]:
    """Find periods in which the regions do not sum to the country.

    Parameters
    ----------
    table, national : pandas.DataFrame
        Values of the panel, and the country's own.
    kinds : mapping of str to str
        Kind of each indicator.
    n_regions : int
        Regions of the target year; periods with fewer are not compared.

    Yields
    ------
    Problem
        One for each period with more than 0.5 % difference.
    """
    totals = _index(national)
    for (name, period), group in table.groupby(["indicator_id", "period"]):
        found = totals.get((str(name), str(period)))
        if kinds[str(name)] != "extensive" or found is None or len(group) < n_regions:
            continue
        total, unit = found
        if bool(group["value"].isna().any()):
            continue
        factor = compute_unit_factor(str(group["unit"].iloc[0]), to_unit=unit)
        share = float(group["value"].sum()) * factor / total - 1
        if abs(share) > _TOLERANCE:
            yield Problem(
                code="regions-do-not-add-up",
                severity="warning",
                where=f"indicator {name}, period {period}",
                found=f"{len(group)} regions sum to {100 * (1 + share):.2f} % of the "
                "national row",
                expected="At most 0.5 % difference",
                action="Look for a region that is missing or stands twice",
            )


def find_mean_problems(
    table: pd.DataFrame,
    national: pd.DataFrame,
    weights: Mapping[str, str],
    *,
    n_regions: int,
) -> Iterator[Problem]:
    """Measure how far weighted means of the regions miss the national row.

    Parameters
    ----------
    table, national : pandas.DataFrame
        Values of the panel, and the country's own.
    weights : mapping of str to str
        Weighting indicator by indicator.
    n_regions : int
        Regions of the target year; periods with fewer are not compared.

    Yields
    ------
    Problem
        One for each indicator of which values were merged: a warning if a period
        differs by more than 1 %.
    """
    totals = _index(national)
    wide = table.pivot_table(
        "value", ["indicator_id", "period"], "region_id", observed=True
    )
    for name, weight in weights.items():
        own = table[table["indicator_id"] == name]
        is_merged = own["source_cell"].str.startswith("(") & (
            own["status"] == "estimated"
        )
        if not bool(is_merged.any()):
            continue
        misses = {}
        for period in own["period"].unique():
            found = totals.get((name, period))
            keys = [(name, period), (weight, period)]
            if found is None or any(key not in wide.index for key in keys):
                continue
            pair = wide.loc[keys].dropna(axis="columns")
            if pair.shape[1] < n_regions:
                continue
            numbers, amounts = pair.to_numpy()
            mean = float((numbers * amounts).sum() / amounts.sum())
            misses[period] = mean / found[0] - 1
        if misses:
            yield _report(name, weight, misses)


def _report(name: str, weight: str, misses: Mapping[str, float]) -> Problem:
    worst = max(misses, key=lambda period: abs(misses[period]))
    low, high = 100 * min(misses.values()), 100 * max(misses.values())
    return Problem(
        code="mean-off-country",
        severity="warning" if abs(misses[worst]) > _LARGE else "note",
        where=f"indicator {name}, {len(misses)} periods",
        found=f"means of the regions weighted with {weight} differ from the national "
        f"row by {low:+.1f} to {high:+.1f} % (most in {worst})",
        expected="The national row, if the weights are the denominators of the rate",
        action="Take merged values to be as uncertain, or name better weights",
    )


def _index(national: pd.DataFrame) -> dict[tuple[str, str], tuple[float, str]]:
    filled = national[national["value"].notna() & (national["value"] != 0)]
    return {
        (str(name), str(period)): (float(value), str(unit))
        for name, period, value, unit in zip(
            filled["indicator_id"],
            filled["period"],
            filled["value"],
            filled["unit"],
            strict=True,
        )
    }
