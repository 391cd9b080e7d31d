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
_SHOWN = 5
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


GivenShares = dict[tuple[str, str | None, str | None], tuple[Share, ...]]


def read_given_shares(shares: pd.DataFrame | None) -> GivenShares:
    """Check the shares that a user gives and put them in order for looking up.

    Parameters
    ----------
    shares : pandas.DataFrame or None
        Split_shares table, or its columns ``from_region_id``, ``to_region_id``,
        ``share`` and, if they differ by them, ``indicator_id`` and ``period``.

    Returns
    -------
    dict
        Shares by undivided region, indicator and period; None stands for any.

    Raises
    ------
    InputError
        If the shares of a region do not sum to 1; each such region is named.
    TableError
        If the table is not of the schema.
    """
    table = build_table([] if shares is None else shares, SPLIT_SHARES)
    check_table(table, SPLIT_SHARES)
    found: dict[tuple[str, str | None, str | None], list[Share]] = {}
    for row in table.to_dict("records"):
        name = None if pd.isna(row["indicator_id"]) else str(row["indicator_id"])
        period = None if pd.isna(row["period"]) else str(row["period"])
        cell = row["source_cell"]
        given = f"share {row['share']:.6g} given by the user"
        found.setdefault((str(row["from_region_id"]), name, period), []).append(
            Share(
                to_region_id=str(row["to_region_id"]),
                share=float(row["share"]),
                basis_period=period or "any",
                source_cell=given if pd.isna(cell) else str(cell),
            )
        )
    wrong = [
        f"{region_id}, {name or 'any indicator'}, {period or 'any period'}: "
        f"{sum(one.share for one in parts):.6g}"
        for (region_id, name, period), parts in found.items()
        if not math.isclose(sum(one.share for one in parts), 1, abs_tol=_TOLERANCE)
    ]
    if wrong:
        raise InputError(
            f"shares: found sums of {'; '.join(wrong[:_SHOWN])}. Expected the shares of "
            "a region to sum to 1. Correct them."
        )
    return {key: tuple(parts) for key, parts in found.items()}


def find_given_shares(
    given: GivenShares, parts: Sequence[str], *, name: str, region_id: str, period: str
) -> tuple[Share, ...] | None:
    """Find the shares that a user gave for a split; the most special ones first.

    Parameters
    ----------
    given : dict
        From `read_given_shares`.
    parts : sequence of str
        The regions that share.
    name, region_id, period : str
        Indicator, undivided region, period.

    Returns
    -------
    tuple of Share or None
        None if there are none for exactly these parts.
    """
    for key in ((name, period), (name, None), (None, period), (None, None)):
        shares = given.get((region_id, *key))
        if shares is not None and {one.to_region_id for one in shares} == set(parts):
            return shares
    return None


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
