"""Values of all indicators at the regions of one year.

Each value stands for a territory: the pieces its region covered. A target region gets
its own value, or the sum (extensive) or weighted mean (intensive) of values whose
territories tile it exactly. What does not fit is listed, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from indicators.schemas import INDICATOR_VALUES
from indicators.territories import find_tiling, place_values
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
_TOLERANCE = 0.005
_STEP = "panel"
_RANKS = (
    "observed",
    "estimated",
    "retrospective",
    "break",
    "imputed",
    "negligible",
    "absent",
    "not_available",
    "confidential",
)
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
        may be fewer than rows used, because parts are merged.
    problems : tuple of Problem
        Findings, such as regions that do not add up to the national row.
    """

    values: pd.DataFrame
    national: pd.DataFrame
    losses: pd.DataFrame
    accounts: pd.DataFrame
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Collected:
    """What the walk over indicators and periods has found so far."""

    rows: list[dict[str, object]] = field(default_factory=list)
    losses: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    n_used: int = 0
    n_lost: dict[str, int] = field(default_factory=dict)

    def lose(self, key: str, reason: str, count: int = 1) -> None:
        self.losses.append(
            {
                "step": _STEP,
                "table": "indicator_values",
                "key": key,
                "reason": reason,
                "n_rows": count,
            }
        )
        self.n_lost[reason] = self.n_lost.get(reason, 0) + count


def build_panel(
    values: pd.DataFrame,
    *,
    registry: RegionRegistry,
    boundaries: int,
    indicators: pd.DataFrame,
    weights: Mapping[str, str] | None = None,
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
        Indicators table: kind decides between sum and weighted mean.
    weights : mapping of str to str, optional
        For intensive indicators the id of the indicator that weights them, usually
        population. Without it a merged value is missing.
    years_only : bool
        Leave quarters and months from January out (the default), with a loss row.

    Returns
    -------
    Panel
        Values, national rows, losses, accounts, problems.

    Raises
    ------
    InputError
        If values name an indicator that is not in the table, or a weight is unknown.

    Notes
    -----
    A value stands for the territory its region had at the end of the period. Where a
    part that split off later has a value of its own in the same period, its parent's
    value is taken to be that of the later, smaller territory (series calculated back).
    Where an ended region and all its parts have values in one period, the ones that
    are nearer to the target are used and the others dropped with a loss row, so
    nothing is counted twice. A value that covers several target regions is lost with
    the reason ``split``: shares are not known.
    """
    check_table(values, INDICATOR_VALUES)
    kinds = dict(zip(indicators["indicator_id"], indicators["kind"], strict=True))
    weights = dict(weights or {})
    _check_indicators(values, kinds, weights)
    collected = _Collected()
    kept = _convert_units(values, indicators, collected)
    is_year = kept["period"].map(lambda period: bool(_YEAR.fullmatch(period)))
    if years_only:
        for (name, period), group in kept[~is_year.astype(bool)].groupby(
            ["indicator_id", "period"]
        ):
            collected.lose(f"{name}, {period}", "not a year", len(group))
        kept = kept[is_year.astype(bool)]
    is_national = kept["region_id"] == registry.country_id
    national = kept[is_national].reset_index(drop=True)
    regional = kept[~is_national]
    known = {region.region_id for region in registry.regions}
    for region_id, group in regional[~regional["region_id"].isin(known)].groupby(
        "region_id"
    ):
        collected.lose(str(region_id), "region not in the registry", len(group))
    regional = regional[regional["region_id"].isin(known)]
    # Weights first, so that a mean can look up the merged weights of its parts.
    lookup = _build_lookup(regional)
    for (name, period), group in regional.groupby(["indicator_id", "period"]):
        _collect_period(
            str(name),
            str(period),
            group,
            kind=kinds[str(name)],
            weight=weights.get(str(name)),
            lookup=lookup,
            registry=registry,
            boundaries=boundaries,
            collected=collected,
        )
    table = build_table(collected.rows, INDICATOR_VALUES)
    _check_totals(
        table,
        national,
        kinds,
        n_regions=len(registry.list_boundaries(boundaries)),
        collected=collected,
    )
    losses = build_table(collected.losses, LOSSES)
    return Panel(
        values=table,
        national=national,
        losses=losses if len(losses) else build_empty_table(LOSSES),
        accounts=_build_accounts(len(values), len(table), len(national), collected),
        problems=tuple(collected.problems),
    )


def _check_indicators(
    values: pd.DataFrame, kinds: Mapping[str, str], weights: Mapping[str, str]
) -> None:
    unknown = sorted(set(values["indicator_id"]) - set(kinds))
    if unknown:
        raise InputError(
            f"table 'indicators': no row for {', '.join(unknown[:_SHOWN])}. Expected a "
            "row for each indicator of the values. Add it with its kind."
        )
    absent = sorted(set(weights.values()) - set(kinds))
    if absent:
        raise InputError(
            f"weights: found {', '.join(absent)}. Expected indicators of the table. "
            "Add the indicator that weights, or correct its id."
        )


def _convert_units(
    values: pd.DataFrame, indicators: pd.DataFrame, collected: _Collected
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


_Lookup = dict[tuple[str, str, str], tuple[float, str]]


def _build_lookup(values: pd.DataFrame) -> _Lookup:
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


def _collect_period(  # noqa: PLR0913 - one period needs all that decides it
    name: str,
    period: str,
    group: pd.DataFrame,
    *,
    kind: str,
    weight: str | None,
    lookup: _Lookup,
    registry: RegionRegistry,
    boundaries: int,
    collected: _Collected,
) -> None:
    """Bring the values of one indicator and period to the target regions."""
    placed = place_values(group, registry, period)
    date = f"{boundaries:04d}-12-31"
    used: set[str] = set()
    targets = {
        region.region_id: registry.find_territory(region.region_id, date=date)
        for region in registry.list_boundaries(boundaries)
    }
    for region_id, territory in targets.items():
        tiling = find_tiling(region_id, territory, placed)
        if tiling is None:
            continue
        used |= {item.region_id for item in tiling}
        row = _merge(name, period, tiling, kind=kind, weight=weight, lookup=lookup)
        if row["reason"]:
            collected.problems.append(
                _problem(
                    "merged-value-missing",
                    f"indicator {name}, region {region_id}, period {period}",
                    f"{len(tiling)} parts, {row['reason']}",
                    "A value and a weight for each part",
                    "Name the indicator that weights, or choose other boundaries",
                )
            )
        collected.rows.append(
            {key: row[key] for key in row if key != "reason"} | {"region_id": region_id}
        )
    collected.n_used += len(used)
    for item in placed:
        if item.region_id not in used:
            reason = _find_reason(item, targets, placed, used)
            collected.lose(f"{name}, {item.region_id}, {period}", reason)


def _find_reason(
    item: PlacedValue,
    targets: Mapping[str, frozenset[str]],
    placed: Sequence[PlacedValue],
    used: set[str],
) -> str:
    if item.value is None:
        return f"a mark without a value: {item.status}"
    if any(
        item.territory & other.territory for other in placed if other.region_id in used
    ):
        return "counted twice: the whole and its parts both have values"
    touched = [pieces for pieces in targets.values() if pieces & item.territory]
    if len(touched) > 1:
        return "split: it covers several regions of the target year"
    return "incomplete: other parts of the region have no value"


def _merge(  # noqa: PLR0911 - one return for each kind of gap
    name: str,
    period: str,
    tiling: Sequence[PlacedValue],
    *,
    kind: str,
    weight: str | None,
    lookup: _Lookup,
) -> dict[str, object]:
    first = tiling[0]
    row: dict[str, object] = {
        "indicator_id": name,
        "period": period,
        "unit": first.unit,
        "origin_id": first.origin_id,
        "reason": "",
    }
    if len(tiling) == 1:
        return row | {
            "value": first.value,
            "status": first.status,
            "source_cell": first.source_cell,
        }
    status = max((item.status for item in tiling), key=_RANKS.index)
    cells = " + ".join(item.source_cell for item in tiling)
    row |= {"value": None, "status": status, "source_cell": cells}
    numbers = [
        item.value * compute_unit_factor(item.unit, to_unit=first.unit)
        for item in tiling
        if item.value is not None
    ]
    if len(numbers) < len(tiling):
        # An absent phenomenon adds nothing; any other gap leaves the sum unknown.
        gaps = {item.status for item in tiling if item.value is None}
        if kind != "extensive" or gaps != {"absent"} or not numbers:
            return row | {"reason": f"a part is {', '.join(sorted(gaps))}"}
    if kind == "extensive":
        return row | {"value": sum(numbers), "status": _merge_status(tiling)}
    if weight is None:
        return row | {"status": "not_available", "reason": "no weights named"}
    shares = [lookup.get((weight, item.region_id, period)) for item in tiling]
    if any(share is None for share in shares):
        return row | {"status": "not_available", "reason": "a part has no weight"}
    amounts = [share[0] for share in shares if share is not None]
    if sum(amounts) <= 0:
        return row | {"status": "not_available", "reason": "the weights are zero"}
    mean = sum(n * a for n, a in zip(numbers, amounts, strict=True)) / sum(amounts)
    weight_cells = [share[1] for share in shares if share is not None]
    products = " + ".join(
        f"{item.source_cell} * {cell}"
        for item, cell in zip(tiling, weight_cells, strict=True)
    )
    return row | {
        "value": mean,
        "status": "estimated",
        "source_cell": f"({products}) / ({' + '.join(weight_cells)})",
    }


def _merge_status(tiling: Sequence[PlacedValue]) -> str:
    """Give a sum the least certain status of the parts that have a value."""
    filled = [item.status for item in tiling if item.value is not None]
    known = [status for status in filled if status != "negligible"] or filled
    return max(known, key=_RANKS.index)


def _check_totals(
    table: pd.DataFrame,
    national: pd.DataFrame,
    kinds: Mapping[str, str],
    *,
    n_regions: int,
    collected: _Collected,
) -> None:
    """Compare the sum of the regions with the national row, where all are there."""
    totals = {
        (str(name), str(period)): (float(value), str(unit))
        for name, period, value, unit in zip(
            national["indicator_id"],
            national["period"],
            national["value"],
            national["unit"],
            strict=True,
        )
    }
    for (name, period), group in table.groupby(["indicator_id", "period"]):
        if kinds[str(name)] != "extensive" or (str(name), str(period)) not in totals:
            continue
        if len(group) < n_regions:
            continue
        total, unit = totals[str(name), str(period)]
        if pd.isna(total) or total == 0 or bool(group["value"].isna().any()):
            continue
        factor = compute_unit_factor(str(group["unit"].iloc[0]), to_unit=unit)
        share = float(group["value"].sum()) * factor / total - 1
        if abs(share) > _TOLERANCE:
            collected.problems.append(
                _problem(
                    "regions-do-not-add-up",
                    f"indicator {name}, period {period}",
                    f"{len(group)} regions sum to {100 * (1 + share):.2f} % of the "
                    "national row",
                    "At most 0.5 % difference",
                    "Look for a region that is missing or stands twice",
                )
            )


def _build_accounts(
    n_in: int, n_out: int, n_national: int, collected: _Collected
) -> pd.DataFrame:
    reasons = {
        "used": collected.n_used,
        "national row, kept apart": n_national,
        **collected.n_lost,
    }
    return build_table(
        [
            {
                "step": _STEP,
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
