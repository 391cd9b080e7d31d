"""What do dates stand for, and did the regions exist?"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.reading.periods import find_last_day

if TYPE_CHECKING:
    from atlas import Region, RegionRegistry
    from indicators.reading.records import Record, Tally

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUARTERS = {"03-31": "Q1", "06-30": "Q2", "09-30": "Q3", "12-31": "Q4"}
_TOLERANCE = 0.005
_SHOWN = 6
_NAMES = 3


def settle_dates(records: list[Record], file: str, tally: Tally) -> list[Record]:
    """Turn full dates into the periods they stand for.

    Parameters
    ----------
    records : list of Record
        Records of a file.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    list of Record
        The same day in each year (31 December, 1 January) stands for the year, last
        days of quarters for quarters, anything else for months.
    """
    dates = {r.period for r in records if _DATE.fullmatch(r.period)}
    if not dates:
        return records
    days = {date[5:] for date in dates}
    if len(days) == 1:
        kind, periods = "years", {date: date[:4] for date in dates}
    elif days <= set(_QUARTERS):
        kind = "quarters"
        periods = {date: f"{date[:4]}-{_QUARTERS[date[5:]]}" for date in dates}
    else:
        kind, periods = "months", {date: date[:7] for date in dates}
    tally.report(
        "dates-as-periods",
        "note",
        file,
        found=f"dates such as {min(dates)}",
        rest=f"Periods | Taken as {kind}",
    )
    return [replace(r, period=periods.get(r.period, r.period)) for r in records]


def settle_regions(
    named: list[tuple[str, Record]],
    registry: RegionRegistry,
    file: str,
    tally: Tally,
) -> list[tuple[str, Record]]:
    """Mark values of regions that did not exist, and find misnamed predecessors.

    Parameters
    ----------
    named : list of (str, Record)
        Records with the ids of their indicators.
    registry : RegionRegistry
        The regions.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    list of (str, Record)
        Records with status ``retrospective`` where the region did not exist at the
        end of the period, and with the predecessor's id where a successor's label
        stands alone for it.
    """
    moved = _find_misnamed(named, registry)
    retrospective: dict[tuple[str, str], list[str]] = defaultdict(list)
    renamed: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    settled = []
    for name, record in named:
        found = record
        target = moved.get((name, record.region_id, record.period))
        if target is not None and record.value is not None:
            renamed[name, record.region_id, target].append(record.period)
            found = replace(record, region_id=target)
        if found.region_id != registry.country_id:
            region = registry.get_region(found.region_id)
            is_there = region.is_valid(find_last_day(found.period))
            if not is_there and found.status in ("observed", "estimated"):
                retrospective[name, found.region_id].append(found.period)
                found = replace(found, status="retrospective")
        settled.append((name, found))
    for (name, region_id, target), periods in sorted(renamed.items()):
        tally.report(
            "successor-label",
            "warning",
            f"{file}, indicator {name}",
            found=f"{len(periods)} values of {region_id} ({_show(periods)}) from before "
            f"it existed, without the other parts of {target}",
            rest=f"Values of {target} for those periods | Taken as {target}; write its "
            "own name into the table if that is right",
        )
    _report_retrospective(retrospective, registry, file, tally)
    return settled


def _report_retrospective(
    found: dict[tuple[str, str], list[str]],
    registry: RegionRegistry,
    file: str,
    tally: Tally,
) -> None:
    """Report regions with the same periods and the same validity together."""
    groups: dict[tuple[str, str, bool], dict[str, set[str]]] = {}
    for (name, region_id), periods in sorted(found.items()):
        region = registry.get_region(region_id)
        is_late = region.valid_to is not None and any(
            find_last_day(period) >= region.valid_to for period in periods
        )
        key = (_show(periods), _describe_validity(region), is_late)
        seen = groups.setdefault(key, {"regions": set(), "names": set()})
        seen["regions"].add(region_id)
        seen["names"].add(name)
    for (shown, validity, is_late), seen in groups.items():
        tally.report(
            "value-after-end" if is_late else "retrospective-value",
            "warning" if is_late else "note",
            f"{file}, indicator {', '.join(sorted(seen['names'])[:_NAMES])}",
            found=f"values of {', '.join(sorted(seen['regions']))} for {shown}; the "
            f"registry has them {validity}",
            rest="Values of regions that existed | Kept with status retrospective",
        )


def _find_misnamed(
    named: list[tuple[str, Record]], registry: RegionRegistry
) -> dict[tuple[str, str, str], str]:
    """Find values under a successor's label that stand for an ended predecessor."""
    present: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for name, record in named:
        if record.value is not None:
            present[name, record.period].setdefault(record.region_id, record.value)
    ended = [region for region in registry.regions if region.valid_to is not None]
    moved = {}
    for (name, period), values in present.items():
        day = find_last_day(period)
        for region in ended:
            if not region.is_valid(day) or region.region_id in values:
                continue
            parts = [part for part in region.successors if part in values]
            heirs = [
                part for part in parts if registry.get_region(part).kind == region.kind
            ]
            if len(parts) == 1 and heirs and _fits_total(values, registry.country_id):
                moved[name, heirs[0], period] = region.region_id
    return moved


def _fits_total(values: dict[str, float], country_id: str) -> bool:
    """Whether regions add up to the national row; true where that cannot tell."""
    total = values.get(country_id)
    if total is None or total == 0:
        return True
    summed = sum(value for key, value in values.items() if key != country_id)
    is_extensive = abs(summed / total - 1) < 0.5  # noqa: PLR2004 - rates never add up
    return not is_extensive or abs(summed / total - 1) <= _TOLERANCE


def _describe_validity(region: Region) -> str:
    text = f"from {region.valid_from}"
    return text if region.valid_to is None else f"{text} to {region.valid_to}"


def _show(periods: list[str]) -> str:
    unique = sorted(set(periods))
    shown = ", ".join(unique[:_SHOWN])
    return shown if len(unique) <= _SHOWN else f"{shown} ... {unique[-1]}"
