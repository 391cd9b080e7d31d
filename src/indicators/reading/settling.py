"""What do dates stand for, did the regions exist, and is a total the country's?"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from indicators.reading.periods import find_last_day

if TYPE_CHECKING:
    from atlas import Region, RegionRegistry
    from indicators.reading.records import Tally

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_QUARTERS = {"03-31": "Q1", "06-30": "Q2", "09-30": "Q3", "12-31": "Q4"}
_TOLERANCE = 0.005
_SUM_TOLERANCE = 0.001
_SHOWN = 6
_NAMES = 3


def settle_dates(frame: pd.DataFrame, file: str, tally: Tally) -> pd.DataFrame:
    """Turn full dates into the periods they stand for.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records of a file.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    pandas.DataFrame
        The same day in each year (31 December, 1 January) stands for the year, last
        days of quarters for quarters, anything else for months.
    """
    unique = pd.unique(frame["period"])
    dates = {period for period in unique if _DATE.fullmatch(period)}
    if not dates:
        return frame
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
    settled = {period: periods.get(period, period) for period in unique}
    return frame.assign(period=frame["period"].map(settled).astype("str"))


def set_sums_apart(
    frame: pd.DataFrame, registry: RegionRegistry, tally: Tally
) -> pd.DataFrame:
    """Set totals apart that are the sum of some regions, not of the country.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with ``is_sum`` where the label only said "total".
    registry : RegionRegistry
        The regions.
    tally : Tally
        Takes findings.

    Returns
    -------
    pandas.DataFrame
        Without totals that equal the sum of the regions listed beside them while
        other regions existed.
    """
    if not frame["is_sum"].any():
        return frame
    former = {region.region_id for region in registry.list_former_regions()}
    gone: list[int] = []
    groups = frame[["series", "period"]].apply(tuple, axis=1)
    wanted = set(groups[frame["is_sum"]])
    for key, group in frame[groups.isin(wanted)].groupby(["series", "period"]):
        sums = group[group["is_sum"] & group["value"].notna()]
        others = group[~group["is_sum"] & (group["region_id"] != registry.country_id)]
        listed = others.drop_duplicates("region_id").dropna(subset=["value"])
        day = find_last_day(str(key[1]))
        existing = {region.region_id for region in registry.list_regions(day)} - former
        if len(listed) < 2 or existing <= set(listed["region_id"]):  # noqa: PLR2004 - one region is no sum
            continue
        total = float(listed["value"].sum())
        is_equal = (sums["value"] - total).abs() <= _SUM_TOLERANCE * abs(total) + 1e-9
        gone += list(sums.index[is_equal])
    if gone:
        cells = frame.loc[gone, "source_cell"]
        tally.drop("sum of some regions", len(gone))
        tally.report(
            "sum-of-some-regions",
            "warning",
            str(cells.iloc[0]),
            found=f"{len(gone)} totals that are sums of the regions listed, which are "
            "not all regions of the country",
            rest="A total of all regions | Not read; if it is the country's own figure, "
            "name it so",
        )
    return frame.drop(index=gone)


def settle_regions(
    frame: pd.DataFrame, registry: RegionRegistry, file: str, tally: Tally
) -> pd.DataFrame:
    """Mark values of regions that did not exist, and find misnamed predecessors.

    Parameters
    ----------
    frame : pandas.DataFrame
        Records with the ids of their indicators.
    registry : RegionRegistry
        The regions.
    file : str
        File name for messages.
    tally : Tally
        Takes findings.

    Returns
    -------
    pandas.DataFrame
        Records with status ``retrospective`` where the region did not exist at the
        end of the period, and with the predecessor's id where a successor's label
        stands alone for it.
    """
    frame, renamed = _rename_heirs(frame, registry)
    pairs = frame[["region_id", "period"]].drop_duplicates()
    absent = {
        (region_id, period)
        for region_id, period in zip(pairs["region_id"], pairs["period"], strict=True)
        if region_id != registry.country_id
        and not registry.get_region(region_id).is_valid(find_last_day(period))
    }
    if absent:
        keys = pd.MultiIndex.from_frame(frame[["region_id", "period"]])
        is_late = keys.isin(absent) & frame["status"].isin(["observed", "estimated"])
        status = frame["status"].mask(is_late, "retrospective")
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        shown = frame.loc[is_late, ["indicator_id", "region_id", "period"]]
        for name, region_id, period in shown.drop_duplicates().itertuples(index=False):
            found[name, region_id].append(period)
        frame = frame.assign(status=status)
        _report_renamed(renamed, file, tally)
        _report_retrospective(found, registry, file, tally)
    else:
        _report_renamed(renamed, file, tally)
    return frame


def _rename_heirs(
    frame: pd.DataFrame, registry: RegionRegistry
) -> tuple[pd.DataFrame, dict[tuple[str, str, str], list[str]]]:
    """Give values under a successor's label to the predecessor they stand for."""
    former = registry.list_former_regions()
    ended = [
        region
        for region in registry.regions
        if region.valid_to is not None and region not in former
    ]
    renamed: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    first = min((str(period)[:4] for period in pd.unique(frame["period"])), default="")
    last_end = max((str(region.valid_to) for region in ended), default="")
    if not first or first > last_end[:4]:
        return frame, renamed
    moved = _find_misnamed(frame, registry, ended)
    if not moved:
        return frame, renamed
    regions = list(frame["region_id"])
    columns = (
        frame["indicator_id"],
        frame["region_id"],
        frame["period"],
        frame["value"],
    )
    for place, (name, region_id, period, value) in enumerate(
        zip(*columns, strict=True)
    ):
        target = moved.get((name, region_id, period))
        if target is not None and not pd.isna(value):
            renamed[name, region_id, target].append(period)
            regions[place] = target
    return frame.assign(region_id=pd.Series(regions, frame.index, "str")), renamed


def _find_misnamed(
    frame: pd.DataFrame, registry: RegionRegistry, ended: list[Region]
) -> dict[tuple[str, str, str], str]:
    """Find values under a successor's label that stand for an ended predecessor."""
    heirs = {part for region in ended for part in region.successors}
    known = frame[frame["value"].notna()]
    suspects = known[known["region_id"].isin(heirs)]
    if suspects.empty:
        return {}
    wanted = set(zip(suspects["indicator_id"], suspects["period"], strict=True))
    present: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    columns = (
        known["indicator_id"],
        known["period"],
        known["region_id"],
        known["value"],
    )
    for name, period, region_id, value in zip(*columns, strict=True):
        if (name, period) in wanted:
            present[name, period].setdefault(region_id, value)
    moved = {}
    for (name, period), values in present.items():
        day = find_last_day(period)
        for region in ended:
            if not region.is_valid(day) or region.region_id in values:
                continue
            parts = [part for part in region.successors if part in values]
            same = [
                part for part in parts if registry.get_region(part).kind == region.kind
            ]
            if len(parts) == 1 and same and _fits_total(values, registry.country_id):
                moved[name, same[0], period] = region.region_id
    return moved


def _report_renamed(
    renamed: dict[tuple[str, str, str], list[str]], file: str, tally: Tally
) -> None:
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
