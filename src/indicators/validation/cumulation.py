"""Do the months of a year fit its total?

Offices print figures from January on: a quarter, a half-year, nine months, the year.
An amount can only grow along them, and a year that equals its nine months is one.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.reading.periods import find_last_day
from indicators.validation.series import count_significant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indicators.territories import PlacedValue

Finding = dict[str, object]

_DIGITS = 4
_YEAR_LENGTH = 4


def find_wrong_cumulation(
    placed: Mapping[tuple[str, str], Sequence[PlacedValue]], extensive: frozenset[str]
) -> Iterator[Finding]:
    """Find years that are smaller than, or the same as, some of their months.

    Parameters
    ----------
    placed : mapping
        Values with territories, by indicator and period.
    extensive : frozenset of str
        Indicators that add up: only these grow from January on.

    Yields
    ------
    dict
        A warning for each longer period with less than a shorter one, or with the very
        same number (four significant digits or more).
    """
    spans: dict[tuple[str, str, str], list[tuple[str, PlacedValue]]] = defaultdict(list)
    for (name, period), items in placed.items():
        if name not in extensive or not _begins_in_january(period):
            continue
        for item in items:
            if item.value is not None and item.value >= 0:
                key = (name, item.region_id, period[:_YEAR_LENGTH])
                spans[key].append((period, item))
    for (name, region_id, _), rows in spans.items():
        ordered = sorted(rows, key=lambda row: find_last_day(row[0]))
        for (shorter, before), (longer, after) in pairwise(ordered):
            # In 2021 the office gives years at new borders and months at old ones.
            is_comparable = (before.unit, before.territory) == (
                after.unit,
                after.territory,
            )
            if not is_comparable or before.value is None or after.value is None:
                continue
            is_same = (
                before.value == after.value
                and count_significant(after.value) >= _DIGITS
            )
            if after.value >= before.value and not is_same:
                continue
            told = (
                "the very value of" if is_same else f"less than {before.value:.10g} in"
            )
            yield {
                "check": "not-cumulative",
                "severity": "warning",
                "indicator_id": name,
                "region_id": region_id,
                "period": longer,
                "found": f"{after.value:.10g}, {told} {shorter}",
                "expected": "More than in the months before it",
                "action": "Find out which period the value is for",
                "source_cell": after.source_cell,
            }


def _begins_in_january(period: str) -> bool:
    rest = period[_YEAR_LENGTH:]
    return rest in ("", "-Q1", "-01") or rest.startswith("-01/")
