"""How is a value of an undivided region shared among the regions that came of it?

By shares that a user gives, or by the shares of another indicator in the nearest
period for which every part has a value. Such a value is an estimate, whatever it is
made of; its source names the share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from indicators.schemas import SPLIT_SHARES
from indicators.territories import find_tiling
from ledger import InputError, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.territories import PlacedValue

_TOLERANCE = 1e-6
_YEAR_LENGTH = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one part takes of an undivided value.

    Parameters
    ----------
    to_region_id : str
        The part.
    share : float
        In [0, 1]; the shares of one split sum to 1.
    basis_period : str
        The period whose values gave it, or the one the user gave it for.
    source_cell : str
        Where it comes from.
    """

    to_region_id: str
    share: float
    basis_period: str
    source_cell: str


def read_given_shares(shares: pd.DataFrame | None) -> pd.DataFrame:
    """Check the shares that a user gives.

    Parameters
    ----------
    shares : pandas.DataFrame or None
        Split_shares table, or its columns ``from_region_id``, ``to_region_id``,
        ``share`` and, if they differ by them, ``indicator_id`` and ``period``.

    Returns
    -------
    pandas.DataFrame
        Split_shares table.

    Raises
    ------
    InputError
        If the shares of a region do not sum to 1; each such region is named.
    TableError
        If the table is not of the schema.
    """
    table = build_table([] if shares is None else shares, SPLIT_SHARES)
    check_table(table, SPLIT_SHARES)
    filled = table.assign(
        indicator_id=table["indicator_id"].fillna("any indicator"),
        period=table["period"].fillna("any period"),
    )
    keys = ["from_region_id", "indicator_id", "period"]
    wrong = [
        f"{', '.join(map(str, key))}: {float(group['share'].sum()):.6g}"
        for key, group in filled.groupby(keys)
        if not math.isclose(group["share"].sum(), 1, abs_tol=_TOLERANCE)
    ]
    if wrong:
        raise InputError(
            f"shares: found sums of {'; '.join(wrong[:5])}. Expected the shares of a "
            "region to sum to 1. Correct them."
        )
    return table


def find_given_shares(
    table: pd.DataFrame, parts: Sequence[str], *, name: str, region_id: str, period: str
) -> tuple[Share, ...] | None:
    """Find the shares that a user gave for a split; the most special ones first.

    Parameters
    ----------
    table : pandas.DataFrame
        From `read_given_shares`.
    parts : sequence of str
        The regions that share.
    name, region_id, period : str
        Indicator, undivided region, period.

    Returns
    -------
    tuple of Share or None
        None if the table has none for exactly these parts.
    """
    own = table[table["from_region_id"] == region_id]
    for indicator_id, when in (
        (name, period),
        (name, None),
        (None, period),
        (None,) * 2,
    ):
        chosen = own[
            _equals(own["indicator_id"], indicator_id) & _equals(own["period"], when)
        ]
        if set(chosen["to_region_id"]) == set(parts):
            return tuple(
                Share(
                    to_region_id=str(row["to_region_id"]),
                    share=float(row["share"]),
                    basis_period=when or "any",
                    source_cell=_name_source(row),
                )
                for row in chosen.sort_values("to_region_id").to_dict("records")
            )
    return None


def _name_source(row: Mapping[object, object]) -> str:
    cell = row["source_cell"]
    if not pd.isna(cell):  # type: ignore[call-overload]
        return str(cell)
    return f"share {row['share']:.6g} given by the user"


def _equals(column: pd.Series, wanted: str | None) -> pd.Series:
    return column.isna() if wanted is None else (column == wanted).fillna(value=False)


def compute_indicator_shares(
    placed: Mapping[str, Sequence[PlacedValue]],
    targets: Mapping[str, frozenset[str]],
    *,
    period: str,
) -> tuple[Share, ...] | None:
    """Compute the shares that parts have of an indicator.

    Parameters
    ----------
    placed : mapping of str to sequence of PlacedValue
        Values of the indicator that gives the shares, by period.
    targets : mapping of str to frozenset of str
        Territories of the parts.
    period : str
        The period of the value to be shared; with equal distance the later one wins,
        because the parts exist in it more likely.

    Returns
    -------
    tuple of Share or None
        None if no period of the same kind has a value for each part.
    """
    kind = period[_YEAR_LENGTH:]
    candidates = sorted(
        (other for other in placed if other[_YEAR_LENGTH:] == kind),
        key=lambda other: (abs(_year(other) - _year(period)), -_year(other)),
    )
    for other in candidates:
        amounts = _find_amounts(placed[other], targets)
        if amounts is None:
            continue
        total = sum(amount for amount, _ in amounts.values())
        cells = " + ".join(cell for _, cell in amounts.values())
        return tuple(
            Share(
                to_region_id=region_id,
                share=amount / total,
                basis_period=other,
                source_cell=f"{cell} / ({cells})",
            )
            for region_id, (amount, cell) in amounts.items()
        )
    return None


def _find_amounts(
    placed: Sequence[PlacedValue], targets: Mapping[str, frozenset[str]]
) -> dict[str, tuple[float, str]] | None:
    amounts = {}
    for region_id, territory in targets.items():
        tiling = find_tiling(region_id, territory, placed)
        numbers = [item.value for item in tiling or () if item.value is not None]
        if tiling is None or len(numbers) < len(tiling) or min(numbers) < 0:
            return None
        cell = " + ".join(item.source_cell for item in tiling)
        amounts[region_id] = (sum(numbers), cell)
    return amounts if sum(amount for amount, _ in amounts.values()) > 0 else None


def _year(period: str) -> int:
    return int(period[:_YEAR_LENGTH])
