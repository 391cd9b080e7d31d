"""What is the value of a region made of parts?

The sum or the weighted mean of the parts, or a missing value with the reason. Sources
of all parts are kept: ``a.csv#B2 + a.csv#B3``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.schemas import STATUS_RANKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.aggregation import Aggregation
    from indicators.territories import PlacedValue

_YEAR_LENGTH = 4

Cells = dict[tuple[str, str, str], tuple[float, str]]
"""Value and source cell by indicator, region and period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedValue:
    """The value of a region, its own or made of parts.

    Parameters
    ----------
    value : float or None
        The number.
    status, source_cell : str
        As in the values table.
    reason : str
        Why there is no number, where it could not be made.
    """

    value: float | None
    status: str
    source_cell: str
    reason: str = ""


def merge_values(
    tiling: Sequence[PlacedValue],
    *,
    aggregation: Aggregation,
    weight: str | None,
    period: str,
    cells: Mapping[tuple[str, str, str], tuple[float, str]],
) -> MergedValue:
    """Make one value of the values that tile a region.

    Parameters
    ----------
    tiling : sequence of PlacedValue
        Values whose territories together are the region's, in one unit.
    aggregation : Aggregation
        Sum, mean or nothing.
    weight : str or None
        Id of the indicator that weights a mean.
    period : str
        The period; a quarter or months take the weights of their year.
    cells : mapping
        Value and source cell by indicator, region and period, for the weights.

    Returns
    -------
    MergedValue
        A region's own value as it is. A sum has the least certain status of its
        parts, a mean is ``estimated``: its weights rarely are those of the office.
        A part that is ``absent`` adds nothing to a sum; any other gap leaves it
        missing.
    """
    if len(tiling) == 1:
        one = tiling[0]
        return MergedValue(
            value=one.value, status=one.status, source_cell=one.source_cell
        )
    parts = " + ".join(item.source_cell for item in tiling)
    if aggregation.rule == "none":
        return MergedValue(
            value=None,
            status="not_available",
            source_cell=parts,
            reason=f"it is not aggregated over regions: {aggregation.reason}",
        )
    numbers = [item.value for item in tiling if item.value is not None]
    if len(numbers) < len(tiling):
        gaps = {item.status for item in tiling if item.value is None}
        if aggregation.rule != "sum" or gaps != {"absent"} or not numbers:
            return MergedValue(
                value=None,
                status=max((item.status for item in tiling), key=STATUS_RANKS.index),
                source_cell=parts,
                reason=f"a part is {', '.join(sorted(gaps))}",
            )
    if aggregation.rule == "sum":
        return MergedValue(
            value=sum(numbers), status=_merge_status(tiling), source_cell=parts
        )
    return _average(tiling, weight, period, cells, parts)


def _average(
    tiling: Sequence[PlacedValue],
    weight: str | None,
    period: str,
    cells: Mapping[tuple[str, str, str], tuple[float, str]],
    parts: str,
) -> MergedValue:
    if weight is None:
        return _give_up(parts, "no weights named")
    found = [_find_weight(cells, weight, item.region_id, period) for item in tiling]
    known = [cell for cell in found if cell is not None]
    if len(known) < len(tiling):
        return _give_up(parts, "a part has no weight")
    amounts = [amount for amount, _ in known]
    if sum(amounts) <= 0 or min(amounts) < 0:
        return _give_up(parts, "the weights are zero or negative")
    values = [float(item.value or 0) for item in tiling]
    products = " + ".join(
        f"{item.source_cell} * {cell}"
        for item, (_, cell) in zip(tiling, known, strict=True)
    )
    return MergedValue(
        value=sum(v * a for v, a in zip(values, amounts, strict=True)) / sum(amounts),
        status="estimated",
        source_cell=f"({products}) / ({' + '.join(cell for _, cell in known)})",
    )


def _give_up(parts: str, reason: str) -> MergedValue:
    return MergedValue(
        value=None, status="not_available", source_cell=parts, reason=reason
    )


def _find_weight(
    cells: Mapping[tuple[str, str, str], tuple[float, str]],
    weight: str,
    region_id: str,
    period: str,
) -> tuple[float, str] | None:
    own = cells.get((weight, region_id, period))
    return own or cells.get((weight, region_id, period[:_YEAR_LENGTH]))


def _merge_status(tiling: Sequence[PlacedValue]) -> str:
    """Give a sum the least certain status of the parts that have a value."""
    filled = [item.status for item in tiling if item.value is not None]
    known = [status for status in filled if status != "negligible"] or filled
    return max(known, key=STATUS_RANKS.index)
