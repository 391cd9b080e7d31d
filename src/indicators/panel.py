"""Values of all indicators at the regions of one year.

Each value stands for a territory: the pieces its region covered. A target region gets
its own value, or the sum (extensive) or weighted mean (intensive) of values whose
territories tile it exactly, or - where shares are named - its share of the value of the
undivided region. What does not fit is listed, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from indicators.aggregation import find_aggregations
from indicators.agreement import find_mean_problems, find_sum_problems
from indicators.conversion import STEP, Conversion, ConversionPlan, convert_period
from indicators.schemas import INDICATOR_VALUES, SPLIT_SHARES
from indicators.splitting import read_given_shares
from indicators.territories import place_values
from indicators.units import compute_unit_factor
from ledger import (
    ACCOUNTS,
    LOSSES,
    InputError,
    Problem,
    build_empty_table,
    build_table,
    check_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atlas import RegionRegistry
    from indicators.territories import PlacedValue

_YEAR = re.compile(r"\d{4}")
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Values at constant boundaries.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table of the regions of the target year.
    national : pandas.DataFrame
        Indicator_values table of the country's own rows.
    losses : pandas.DataFrame
        Losses table: values that are not in the panel, with the reason.
    accounts : pandas.DataFrame
        Accounts table: rows in = rows used + national rows + rows set apart; rows out
        may be fewer than rows used, because parts are merged, or more, because
        undivided values are split.
    problems : tuple of Problem
        Findings, such as regions that do not add up to the national row.
    shares : pandas.DataFrame
        Split_shares table: the shares by which undivided values were split.
    """

    values: pd.DataFrame
    national: pd.DataFrame
    losses: pd.DataFrame
    accounts: pd.DataFrame
    problems: tuple[Problem, ...]
    shares: pd.DataFrame


def build_panel(  # noqa: PLR0913 - each decides something else
    values: pd.DataFrame,
    *,
    registry: RegionRegistry,
    boundaries: int,
    indicators: pd.DataFrame,
    weights: Mapping[str, str] | None = None,
    split_by: Mapping[str, str] | None = None,
    shares: pd.DataFrame | None = None,
    own_boundaries: Mapping[str, int] | None = None,
    years_only: bool = True,
) -> Panel:
    """Bring values of indicators to the regions of one year.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    registry : RegionRegistry
        The regions and their changes.
    boundaries : int
        Year of the target regions (valid on 31 December).
    indicators : pandas.DataFrame
        Indicators table: kind decides between sum and weighted mean; aggregation
        ``none`` forbids both (Gini, medians, ranks).
    weights : mapping of str to str, optional
        For intensive indicators the id of the indicator that weights them, usually
        population. Without it a merged value is missing.
    split_by : mapping of str to str, optional
        For extensive indicators the id of the indicator whose shares split the value
        of an undivided region, taken from the nearest period for which every part has
        a value. It may be the indicator itself. Without it, and without `shares`,
        such a value is set apart.
    shares : pandas.DataFrame, optional
        Split_shares table with shares of your own; it goes before `split_by`.
    own_boundaries : mapping of str to int, optional
        For tables that keep to the boundaries of one year in every period (somebody's
        panel at the regions of 2017), that year by indicator.
    years_only : bool
        Leave quarters and months from January out (the default), with a loss row.

    Returns
    -------
    Panel
        Values, national rows, losses, accounts, problems, shares.

    Raises
    ------
    InputError
        If values name an indicator that is not in the table, a weight or splitting
        indicator is unknown, or shares do not sum to 1.

    Notes
    -----
    A value stands for the territory its region had at the end of the period. Where a
    part that split off later has a value of its own in the same period, its parent's
    value is taken to be that of the later, smaller territory (series calculated back).

    Where a region and its parts have values in one period, one of them counts: the
    value of the target region itself, else the fewest values that tile it; the others
    are dropped with a loss row, and a finding says how far the two differ. A value of
    a region that ended before the period never counts beside values of its parts.

    Merging is exact for extensive indicators: the parts' sum. For intensive ones it is
    sum(w * x) / sum(w) over the parts, which is exact only if the weights are the
    denominators of the rate; its status is ``estimated``, and where there is a national
    row, a finding says how far the weighted mean of all regions misses it. Splitting gives
    value * share, status ``estimated``, and conserves the total; intensive values are
    never split, because the rates of the parts do not follow from that of the whole
    (split numerator and denominator and divide).

    Checked against: totals there and back for any two years of 2000 to 2026
    (tests/properties/test_crosswalk_properties.py).

    Examples
    --------
    Any two files that `read_indicator_file` can read:

    >>> from atlas import read_registry
    >>> from indicators import build_panel, read_indicator_file
    >>> data = read_indicator_file("grp.xlsx", indicator_id="grp")  # doctest: +SKIP
    >>> panel = build_panel(  # doctest: +SKIP
    ...     data.values, registry=read_registry(), boundaries=2017,
    ...     indicators=data.indicators)
    """
    check_table(values, INDICATOR_VALUES)
    kinds = dict(zip(indicators["indicator_id"], indicators["kind"], strict=True))
    weights, split_by = dict(weights or {}), dict(split_by or {})
    _check_indicators(values, kinds, {"weights": weights, "split_by": split_by})
    collected = Conversion()
    kept = _convert_units(values, indicators, collected)
    if years_only:
        kept = _keep_years(kept, collected)
    is_national = kept["region_id"] == registry.country_id
    national = kept[is_national].reset_index(drop=True)
    regional = _keep_known(kept[~is_national], registry, collected)
    placed: dict[str, dict[str, Sequence[PlacedValue]]] = {}
    for (name, period), group in regional.groupby(["indicator_id", "period"]):
        by_period = placed.setdefault(str(name), {})
        by_period[str(period)] = place_values(
            group,
            registry,
            period=str(period),
            boundaries=(own_boundaries or {}).get(str(name)),
        )
    date = f"{boundaries:04d}-12-31"
    plan = ConversionPlan(
        targets={
            region.region_id: registry.find_territory(region.region_id, date=date)
            for region in registry.list_boundaries(boundaries)
        },
        aggregations=find_aggregations(indicators),
        weights=weights,
        split_by=split_by,
        given_shares=read_given_shares(shares),
        placed=placed,
        cells=_index_cells(regional),
    )
    for name, by_period in placed.items():
        for period in by_period:
            convert_period(name, period, plan, collected)
    _report_refused(collected)
    collected.problems += collected.doubles.report()
    table = build_table(collected.rows, INDICATOR_VALUES)
    n_regions = len(plan.targets)
    collected.problems += [
        *find_sum_problems(table, national, kinds, n_regions=n_regions),
        *find_mean_problems(table, national, weights, n_regions=n_regions),
    ]
    losses = build_table(collected.losses, LOSSES)
    return Panel(
        values=table,
        national=national,
        losses=losses if len(losses) else build_empty_table(LOSSES),
        accounts=_build_accounts(len(values), len(table), len(national), collected),
        problems=tuple(collected.problems),
        shares=build_table(collected.shares, SPLIT_SHARES),
    )


def _keep_years(values: pd.DataFrame, collected: Conversion) -> pd.DataFrame:
    is_year = values["period"].map(lambda period: bool(_YEAR.fullmatch(period)))
    is_year = is_year.astype(bool)
    for (name, period), group in values[~is_year].groupby(["indicator_id", "period"]):
        collected.lose(f"{name}, {period}", "not a year", len(group))
    return values[is_year]


def _keep_known(
    values: pd.DataFrame, registry: RegionRegistry, collected: Conversion
) -> pd.DataFrame:
    is_known = values["region_id"].isin([r.region_id for r in registry.regions])
    for region_id, group in values[~is_known].groupby("region_id"):
        collected.lose(str(region_id), "region not in the registry", len(group))
    return values[is_known]


def _check_indicators(
    values: pd.DataFrame,
    kinds: Mapping[str, str],
    references: Mapping[str, Mapping[str, str]],
) -> None:
    unknown = sorted(set(values["indicator_id"]) - set(kinds))
    if unknown:
        raise InputError(
            f"table 'indicators': no row for {', '.join(unknown[:_SHOWN])}. Expected a "
            "row for each indicator of the values. Add it with its kind."
        )
    for argument, mapping in references.items():
        absent = sorted({*mapping, *mapping.values()} - set(kinds))
        if absent:
            raise InputError(
                f"{argument}: found {', '.join(absent)}. Expected indicators of the "
                "table. Add the indicator, or correct its id."
            )


def _convert_units(
    values: pd.DataFrame, indicators: pd.DataFrame, collected: Conversion
) -> pd.DataFrame:
    """Bring values to the unit of their indicator; set apart what does not convert."""
    wanted = values["indicator_id"].map(
        dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
    )
    factors: dict[tuple[str, str], float | None] = {}
    for unit, to_unit in set(zip(values["unit"], wanted, strict=True)):
        try:
            factors[unit, to_unit] = compute_unit_factor(unit, to_unit=to_unit)
        except InputError:
            factors[unit, to_unit] = None
    factor = pd.Series(
        [factors[pair] for pair in zip(values["unit"], wanted, strict=True)],
        index=values.index,
        dtype="float64",
    )
    for (name, period, unit), group in values[factor.isna()].groupby(
        ["indicator_id", "period", "unit"]
    ):
        collected.lose(
            f"{name}, {period}", f"unit {unit} is not that of the indicator", len(group)
        )
    converted = values.assign(value=values["value"] * factor, unit=wanted)
    return converted[factor.notna()]


def _index_cells(values: pd.DataFrame) -> dict[tuple[str, str, str], tuple[float, str]]:
    filled = values[values["value"].notna()]
    return {
        (str(name), str(region_id), str(period)): (float(value), str(cell))
        for name, region_id, period, value, cell in zip(
            filled["indicator_id"],
            filled["region_id"],
            filled["period"],
            filled["value"],
            filled["source_cell"],
            strict=True,
        )
    }


def _report_refused(collected: Conversion) -> None:
    for (name, regions, reason), periods in collected.refused.items():
        collected.problems.append(
            _problem(
                "merged-value-missing",
                f"indicator {name}, region {regions}, "
                f"{len(periods)} periods ({', '.join(periods[:_SHOWN])})",
                reason,
                "Values that can be merged, with a weight for each part",
                "Name the indicator that weights, or choose other boundaries",
            )
        )


def _build_accounts(
    n_in: int, n_out: int, n_national: int, collected: Conversion
) -> pd.DataFrame:
    reasons = {
        "used": collected.n_used,
        **({"split by shares": collected.n_split} if collected.n_split else {}),
        "national row, kept apart": n_national,
        **collected.n_lost,
    }
    return build_table(
        [
            {
                "step": STEP,
                "reason": reason,
                "rows_in": n_in,
                "rows_out": n_out,
                "n_rows": count,
            }
            for reason, count in reasons.items()
        ],
        ACCOUNTS,
    )


def _problem(code: str, where: str, found: str, expected: str, action: str) -> Problem:
    return Problem(
        code=code,
        severity="warning",
        where=where,
        found=found,
        expected=expected,
        action=action,
    )
