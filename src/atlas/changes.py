"""Which territory did a region cover on a day?

Territories are sets of pieces: the smallest areas that the changes of the registry
tell apart. With them, two sets of regions of different years can be compared exactly:
a region of one year equals, contains or is a part of regions of another year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from atlas.regions import ChangeEvent


def find_territory(
    events: Sequence[ChangeEvent], region_id: str, *, date: str
) -> frozenset[str]:
    """Find the pieces that a region covered on a day.

    Parameters
    ----------
    events : sequence of ChangeEvent
        Changes of the registry.
    region_id : str
        The region.
    date : str
        ISO date. A date before the region existed gives the territory with which it
        began, so that values calculated back can be placed; a date after its end the
        one it had last.

    Returns
    -------
    frozenset of str
        Pieces, named by the regions that hold them alone: before a split a region
        covers the pieces of all parts, after a merger those of all its sources.
    """
    ended = [
        event
        for event in events
        if event.kind == "split"
        and region_id in event.from_region_ids
        and region_id not in event.to_region_ids
        and event.date <= date
    ]
    if ended:
        return find_territory(events, region_id, date=_day_before(ended[0].date))
    later = [
        event
        for event in events
        if event.kind == "split"
        and region_id in event.from_region_ids
        and event.date > date
    ]
    if later:
        event = min(later, key=lambda item: item.date)
        parts = (
            find_territory(events, part, date=event.date)
            for part in event.to_region_ids
        )
        return frozenset().union(*parts)
    merged = [
        event
        for event in events
        if event.kind == "merge"
        and region_id in event.to_region_ids
        and (event.date <= date or region_id not in event.from_region_ids)
    ]
    if merged:
        event = max(merged, key=lambda item: item.date)
        before = _day_before(event.date)
        return frozenset().union(
            *(
                {f"{source}@{event.date}"}
                if source == region_id
                else find_territory(events, source, date=before)
                for source in event.from_region_ids
            )
        )
    continued = [
        event
        for event in events
        if event.kind == "merge"
        and region_id in event.from_region_ids
        and region_id in event.to_region_ids
        and event.date > date
    ]
    if continued:
        return frozenset({f"{region_id}@{continued[0].date}"})
    return frozenset({region_id})


def find_successors(events: Sequence[ChangeEvent], region_id: str) -> tuple[str, ...]:
    """Find the regions that came out of a region.

    A region that was there before and took others in did not come out of them.

    Parameters
    ----------
    events : sequence of ChangeEvent
        Changes of the registry.
    region_id : str
        The region.

    Returns
    -------
    tuple of str
        Region ids in the order of the changes.
    """
    found: list[str] = []
    for event in sorted(events, key=lambda item: item.date):
        if region_id in event.from_region_ids:
            found += [
                part
                for part in event.to_region_ids
                if part not in event.from_region_ids and part not in found
            ]
    return tuple(found)


def _day_before(date: str) -> str:
    from datetime import date as calendar_date
    from datetime import timedelta

    day = calendar_date.fromisoformat(date) - timedelta(days=1)
    return day.isoformat()
