"""Do regions and changes fit together?

At each change the regions before must end or go on, and the new ones must begin, on
that very day; otherwise a place would belong to two regions or to none.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ledger import Problem, RegionError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atlas.regions import ChangeEvent, Region


def find_region_problems(
    regions: Sequence[Region], *, country_id: str
) -> list[Problem]:
    """Find regions that stand twice, never exist, or are the country itself.

    Parameters
    ----------
    regions : sequence of Region
        Rows of ``regions.csv``.
    country_id : str
        Id of the country.

    Returns
    -------
    list of Problem
        All findings.
    """
    problems = []
    seen: set[str] = set()
    for region in regions:
        where = f"regions.csv, region {region.region_id}"
        if region.region_id in seen:
            problems.append(
                build_error(
                    "duplicate-region",
                    where,
                    "More than one row",
                    expected="One row per region",
                    action="Give each region its own id or remove the row",
                )
            )
        seen.add(region.region_id)
        if region.region_id == country_id:
            problems.append(
                build_error(
                    "country-as-region",
                    where,
                    "The country's own id",
                    expected="Regions only",
                    action="Remove the row",
                )
            )
        if region.valid_to is not None and region.valid_to <= region.valid_from:
            problems.append(
                build_error(
                    "empty-validity",
                    where,
                    f"Valid from {region.valid_from} to {region.valid_to}",
                    expected="valid_to after valid_from",
                    action="Correct the dates",
                )
            )
    return problems


def find_event_problems(
    regions: Sequence[Region],
    events: Sequence[ChangeEvent],
) -> list[Problem]:
    """Find changes that name unknown regions or do not fit their validity.

    Parameters
    ----------
    regions : sequence of Region
        Rows of ``regions.csv``.
    events : sequence of ChangeEvent
        Rows of ``events.csv``.

    Returns
    -------
    list of Problem
        All findings.
    """
    by_id = {region.region_id: region for region in regions}
    problems = []
    seen: set[str] = set()
    for event in events:
        where = f"events.csv, event {event.event_id}"
        if event.event_id in seen:
            problems.append(
                build_error(
                    "duplicate-event",
                    where,
                    "More than one row",
                    expected="One row per change",
                    action="Remove the row",
                )
            )
        seen.add(event.event_id)
        sides = (*event.from_region_ids, *event.to_region_ids)
        unknown = sorted({region_id for region_id in sides if region_id not in by_id})
        if unknown:
            problems.append(
                build_error(
                    "unknown-successor",
                    where,
                    f"No region {', '.join(unknown)} in regions.csv",
                    expected="Regions of regions.csv on both sides",
                    action="Add the region or correct the id",
                )
            )
        if event.kind in ("rename", "centre"):
            problems += _find_absent_subjects(event, by_id, where)
        else:
            problems += _find_torn_ends(event, by_id, where)
            problems += _find_torn_beginnings(event, by_id, where)
    return problems + _find_ends_without_event(regions, events)


def _find_absent_subjects(
    event: ChangeEvent, by_id: Mapping[str, Region], where: str
) -> list[Problem]:
    problems = []
    if event.from_region_ids != event.to_region_ids:
        problems.append(
            build_error(
                "torn-event",
                where,
                "Regions before and after differ",
                expected=f"The same region before and after a {event.kind}",
                action="Correct the kind or the regions",
            )
        )
    problems += [
        build_error(
            "overlapping-validity",
            where,
            f"{region_id} does not exist on {event.date}",
            expected="A change of a region that exists",
            action="Correct the date or the region",
        )
        for region_id in event.from_region_ids
        if region_id in by_id and not by_id[region_id].is_valid(event.date)
    ]
    return problems


def _find_torn_ends(
    event: ChangeEvent, by_id: Mapping[str, Region], where: str
) -> list[Problem]:
    problems = []
    for region_id in event.from_region_ids:
        region = by_id.get(region_id)
        if region is None:
            continue
        goes_on = region_id in event.to_region_ids
        if (goes_on and region.is_valid(event.date)) or (
            not goes_on and region.valid_to == event.date
        ):
            continue
        problems.append(
            build_error(
                "overlapping-validity",
                where,
                f"{region_id} is valid until {region.valid_to or 'today'}, "
                f"the change is on {event.date}",
                expected="A region that ends at the change, or goes on through it",
                action="Make valid_to the date of the change",
            )
        )
    return problems


def _find_torn_beginnings(
    event: ChangeEvent, by_id: Mapping[str, Region], where: str
) -> list[Problem]:
    created = [
        by_id[region_id]
        for region_id in event.to_region_ids
        if region_id in by_id and region_id not in event.from_region_ids
    ]
    return [
        build_error(
            "overlapping-validity",
            where,
            f"{region.region_id} is valid from {region.valid_from}, "
            f"the change is on {event.date}",
            expected="A region that begins at the change",
            action="Make valid_from the date of the change",
        )
        for region in created
        if region.valid_from != event.date
    ]


def _find_ends_without_event(
    regions: Sequence[Region], events: Sequence[ChangeEvent]
) -> list[Problem]:
    ended = {
        region_id
        for event in events
        for region_id in event.from_region_ids
        if region_id not in event.to_region_ids
    }
    return [
        build_error(
            "end-without-event",
            f"regions.csv, region {region.region_id}",
            f"Ends on {region.valid_to} and no event says what became of it",
            expected="An event with that date in events.csv",
            action="Add the event",
        )
        for region in regions
        if region.valid_to is not None and region.region_id not in ended
    ]


def build_error(
    code: str, where: str, found: str, *, expected: str, action: str
) -> Problem:
    """Build one finding that keeps a registry from being used."""
    return Problem(
        code=code,
        severity="error",
        where=where,
        found=found,
        expected=expected,
        action=action,
    )


def check_date(date: str, argument: str) -> None:
    """Raise if a text is no ISO date.

    Raises
    ------
    RegionError
        Naming the argument and what was found.
    """
    try:
        dt.date.fromisoformat(date)
    except (TypeError, ValueError):
        raise RegionError(
            f"{argument}: found {date!r}. Expected an ISO date such as 2017-12-31. "
            "Give year, month and day."
        ) from None
