"""Values of one indicator and period at the target regions.

The walk behind `indicators.panel`: which values tile a target region, which are split,
which have no place, and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from indicators.double_counting import DoubleCounts
from indicators.merging import MergedValue, merge_values
from indicators.splitting import compute_indicator_shares, find_given_shares
from indicators.territories import find_tiling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.aggregation import Aggregation
    from indicators.splitting import GivenShares, Share
    from indicators.territories import PlacedValue
    from ledger import Problem

STEP = "panel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversionPlan:
    """What decides how values of every indicator come to the target regions.

    Parameters
    ----------
    targets : mapping of str to frozenset of str
        Territory by target region.
    aggregations : mapping of str to Aggregation
        By indicator.
    weights, split_by : mapping of str to str
        Weighting and splitting indicator by indicator.
    given_shares : dict
        Shares of the user.
    placed : mapping
        Values with their territories by indicator and period.
    cells : mapping
        Value and source cell by indicator, region and period.
    """

    targets: Mapping[str, frozenset[str]]
    aggregations: Mapping[str, Aggregation]
    weights: Mapping[str, str]
    split_by: Mapping[str, str]
    given_shares: GivenShares
    placed: Mapping[str, Mapping[str, Sequence[PlacedValue]]]
    cells: Mapping[tuple[str, str, str], tuple[float, str]]


@dataclass(slots=True)
class Conversion:
    """What the walk over indicators and periods has found so far.

    Parameters
    ----------
    rows, losses, shares : list of dict
        Rows of the values, losses and split_shares tables.
    problems : list of Problem
        Findings.
    doubles : DoubleCounts
        Regions that stand beside their parts.
    refused : dict
        Periods by indicator, regions and reason for which parts were not merged.
    n_used, n_split : int
        Values that stand in the panel, and values that were split.
    n_lost : dict of str to int
        Values set apart, by reason.
    """

    rows: list[dict[str, object]] = field(default_factory=list)
    losses: list[dict[str, object]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    shares: list[dict[str, object]] = field(default_factory=list)
    doubles: DoubleCounts = field(default_factory=DoubleCounts)
    refused: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    n_used: int = 0
    n_split: int = 0
    n_lost: dict[str, int] = field(default_factory=dict)

    def lose(self, key: str, reason: str, count: int = 1) -> None:
        """Set values apart."""
        self.losses.append(
            {
                "step": STEP,
                "table": "indicator_values",
                "key": key,
                "reason": reason,
                "n_rows": count,
            }
        )
        self.n_lost[reason] = self.n_lost.get(reason, 0) + count


def convert_period(
    name: str, period: str, plan: ConversionPlan, collected: Conversion
) -> None:
    """Bring the values of one indicator and period to the target regions.

    Parameters
    ----------
    name, period : str
        Indicator and period.
    plan : ConversionPlan
        What decides.
    collected : Conversion
        Takes rows, losses, shares and findings.
    """
    placed = plan.placed[name][period]
    used: set[str] = set()
    reached: set[str] = set()
    for region_id, territory in plan.targets.items():
        tiling = find_tiling(region_id, territory, placed)
        if tiling is None:
            continue
        reached.add(region_id)
        used |= {item.region_id for item in tiling}
        merged = merge_values(
            tiling,
            aggregation=plan.aggregations[name],
            weight=plan.weights.get(name),
            period=period,
            cells=plan.cells,
        )
        collected.rows.append(_build_row(name, region_id, period, tiling[0], merged))
        if merged.reason:
            parts = ", ".join(item.region_id for item in tiling)
            key = (name, f"{region_id} from {parts}", merged.reason)
            collected.refused.setdefault(key, []).append(period)
    collected.n_used += len(used)
    collected.doubles.collect(
        name, period, placed, used, is_sum=plan.aggregations[name].rule == "sum"
    )
    for item in placed:
        if item.region_id in used:
            continue
        reason = _find_reason(item, plan.targets, placed, used)
        if not reason:
            reason = _split(name, period, item, plan, reached, collected)
        if reason:
            collected.lose(f"{name}, {item.region_id}, {period}", reason)


def _build_row(
    name: str, region_id: str, period: str, first: PlacedValue, merged: MergedValue
) -> dict[str, object]:
    return {
        "indicator_id": name,
        "region_id": region_id,
        "period": period,
        "value": merged.value,
        "unit": first.unit,
        "status": merged.status,
        "origin_id": first.origin_id,
        "source_cell": merged.source_cell,
    }


def _find_reason(
    item: PlacedValue,
    targets: Mapping[str, frozenset[str]],
    placed: Sequence[PlacedValue],
    used: set[str],
) -> str:
    """Find why a value has no place; empty if it could be split."""
    if item.value is None:
        return f"a mark without a value: {item.status}"
    if not item.is_real:
        return "the region had ended before the period, and its parts have values"
    if any(
        item.territory & other.territory for other in placed if other.region_id in used
    ):
        return "counted twice: the whole and its parts both have values"
    touched = [pieces for pieces in targets.values() if pieces & item.territory]
    if len(touched) > 1:
        return ""
    return "incomplete: other parts of the region have no value"


def _split(
    name: str,
    period: str,
    item: PlacedValue,
    plan: ConversionPlan,
    reached: set[str],
    collected: Conversion,
) -> str:
    """Split an undivided value; return why not, or nothing."""
    touched = {
        region_id: pieces
        for region_id, pieces in plan.targets.items()
        if pieces & item.territory
    }
    is_exact = frozenset().union(*touched.values()) == item.territory
    shares = (
        _find_shares(name, period, item, touched, plan)
        if is_exact and not reached & set(touched)
        else None
    )
    if shares is None or item.value is None:
        return "split: it covers several regions of the target year"
    if plan.aggregations[name].rule != "sum":
        return "split: only extensive values are shared among parts"
    for share in shares:
        cell = f"{item.source_cell} * ({share.source_cell})"
        merged = MergedValue(
            value=item.value * share.share, status="estimated", source_cell=cell
        )
        row = _build_row(name, share.to_region_id, period, item, merged)
        collected.rows.append(row)
        collected.shares.append(
            {
                "from_region_id": item.region_id,
                "to_region_id": share.to_region_id,
                "indicator_id": name,
                "period": period,
                "share": share.share,
                "basis_period": share.basis_period,
                "source_cell": share.source_cell,
            }
        )
    collected.n_split += 1
    return ""


def _find_shares(
    name: str,
    period: str,
    item: PlacedValue,
    touched: Mapping[str, frozenset[str]],
    plan: ConversionPlan,
) -> tuple[Share, ...] | None:
    given = find_given_shares(
        plan.given_shares,
        sorted(touched),
        name=name,
        region_id=item.region_id,
        period=period,
    )
    basis = plan.split_by.get(name)
    if given is not None or basis is None:
        return given
    return compute_indicator_shares(plan.placed.get(basis, {}), touched, period=period)
