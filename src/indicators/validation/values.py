"""Everything about a table of values that a person should look at, in one table."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Literal, get_args

from atlas import read_registry
from indicators.schemas import INDICATOR_VALUES
from indicators.units import find_unit
from indicators.validation.copies import (
    find_copied_rows,
    find_equal_regions,
    find_repeated_periods,
)
from indicators.validation.cumulation import find_wrong_cumulation
from indicators.validation.existence import (
    find_missing_existence,
    find_missing_parts,
    find_unknown_regions,
)
from indicators.validation.findings import build_findings
from indicators.validation.outliers import find_extreme_levels, find_jumps
from indicators.validation.plausibility import (
    find_impossible_values,
    find_odd_precision,
)
from indicators.validation.runs import find_gaps, find_straight_runs
from indicators.validation.series import list_series, place_all
from indicators.validation.totals import find_counted_twice, find_total_differences
from ledger import check_choice, check_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    import pandas as pd

    from atlas import RegionRegistry

ValueCheck = Literal[
    "existence", "plausibility", "totals", "outliers", "copies", "runs"
]


def validate_values(
    values: pd.DataFrame,
    *,
    registry: RegionRegistry | None = None,
    indicators: pd.DataFrame | None = None,
    own_boundaries: Mapping[str, int] | None = None,
    checks: Sequence[ValueCheck] | None = None,
) -> pd.DataFrame:
    """Look for values that cannot be right, or that a person should look at.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table, best as read: before boundaries change.
    registry : RegionRegistry, optional
        The regions; Kazakhstan by default.
    indicators : pandas.DataFrame, optional
        Indicators table: kinds and titles. Without it the unit tells what adds up.
    own_boundaries : mapping of str to int, optional
        Indicators whose table keeps to the boundaries of one year in every period, and
        that year: their regions are not asked whether they existed.
    checks : sequence of str, optional
        Some of ``existence``, ``plausibility``, ``totals``, ``outliers``, ``copies``,
        ``runs``; all by default.

    Returns
    -------
    pandas.DataFrame
        Value_findings table, the worst first.

    Raises
    ------
    TableError
        If the values are not an indicator_values table.
    InputError
        If a check is unknown.

    Notes
    -----
    Nothing is corrected. The rules:

    - existence: unknown region; value after the end of a region (an error beside values
      of its parts); series calculated back; a region whose part that left it has no
      value (is the table at old boundaries?);
    - plausibility: shares and percentages out of range, negative amounts, fractions of
      what is counted, ages above 120, a single zero; more decimals than the rest of the
      column;
    - totals: sum of the regions against the national row; national rate outside the
      range of the regions; a region beside its own parts; a year that is less than, or
      the same as, its first months;
    - outliers: modified z-score of growth relative to the other regions (see
      `indicators.validation.outliers`); levels that break;
    - copies: the value of another region, of the period before, of another column;
    - runs: gaps; five or more values exactly on a line or a growth path.

    An error cannot be right, a warning deserves a look, a note is good to know. What
    the rules cannot see: a value that is invented and plausible.

    Examples
    --------
    >>> from indicators import read_indicator_file, validate_values
    >>> data = read_indicator_file("wages.csv")  # doctest: +SKIP
    >>> findings = validate_values(data.values)  # doctest: +SKIP
    >>> findings[["check", "region_id", "period", "found"]]  # doctest: +SKIP
    """
    check_table(values, INDICATOR_VALUES)
    for check in checks or ():
        check_choice(check, ValueCheck, "checks")
    chosen = set(checks or get_args(ValueCheck))
    registry = read_registry() if registry is None else registry
    extensive, titles = _describe(values, indicators)
    own = dict(own_boundaries or {})
    placed = place_all(values, registry, own)
    dated = {key: items for key, items in placed.items() if key[0] not in own}
    series = list_series(placed)
    found: dict[str, Callable[[], Iterator[dict[str, object]]]] = {
        "existence": lambda: chain(
            find_unknown_regions(values, registry),
            find_missing_existence(dated, registry),
            find_missing_parts(dated, registry),
        ),
        "plausibility": lambda: chain(
            find_impossible_values(values, titles), find_odd_precision(values)
        ),
        "totals": lambda: chain(
            find_total_differences(values, placed, registry, extensive, own),
            find_counted_twice(placed, extensive),
            find_wrong_cumulation(placed, extensive),
        ),
        "outliers": lambda: chain(
            find_jumps(series), find_extreme_levels(series, extensive)
        ),
        "copies": lambda: chain(
            find_equal_regions(placed),
            find_repeated_periods(series),
            find_copied_rows(placed),
        ),
        "runs": lambda: chain(
            find_gaps(placed, registry, own), find_straight_runs(series)
        ),
    }
    return build_findings(
        chain.from_iterable(find() for name, find in found.items() if name in chosen)
    )


def _describe(
    values: pd.DataFrame, indicators: pd.DataFrame | None
) -> tuple[frozenset[str], dict[str, str]]:
    """Tell which indicators add up, and what they are called."""
    units = dict(zip(values["indicator_id"], values["unit"], strict=True))
    extensive = {
        str(name)
        for name, text in units.items()
        if (unit := find_unit(str(text))) is not None and unit.is_extensive
    }
    if indicators is None:
        return frozenset(extensive), {}
    declared = dict(zip(indicators["indicator_id"], indicators["kind"], strict=True))
    titles = dict(zip(indicators["indicator_id"], indicators["title"], strict=True))
    kept = {name for name in extensive if name not in declared}
    kept |= {str(name) for name, kind in declared.items() if kind == "extensive"}
    return frozenset(kept), {str(name): str(title) for name, title in titles.items()}
