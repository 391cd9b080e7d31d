"""Which regions has a country had, when, and what became of them?

A registry is a folder of small tables (regions, events, neighbors, tiles, labels,
names); another country is another folder. Crosswalks between years are built in
`atlas.crosswalk`, labels of statistics tables are matched in `atlas.labels`.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pandas as pd

from ledger import InputError, Problem, RegionError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

Kind = Literal["region", "city_of_republic"]

COUNTRY = "KZ"
_OPEN_START = "0001-01-01"
_OPEN_END = "9999-12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One region, valid on [valid_from, valid_to).

    Parameters
    ----------
    region_id : str
        ISO 3166-2 code.
    iso_withdrawn : str or None
        Letter code that was withdrawn, where there was one.
    kato : str or None
        Code of the national classifier of territories.
    label : str
        Three letters for maps and scatters.
    name_en, name_ru, name_kk : str
        Official names.
    kind : {"region", "city_of_republic"}
        A region, or a city with the rank of one.
    centre : str or None
        Administrative centre.
    macro : str or None
        Macro-region.
    valid_from, valid_to : str
        ISO dates; `valid_to` is the first day on which it no longer existed.
    """

    region_id: str
    iso_withdrawn: str | None
    kato: str | None
    label: str
    name_en: str
    name_ru: str
    name_kk: str
    kind: Kind
    centre: str | None
    macro: str | None
    valid_from: str
    valid_to: str

    def is_valid(self, date: str) -> bool:
        """Say whether the region existed on an ISO date."""
        return self.valid_from <= date < self.valid_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated change: one region becomes several, itself perhaps among them.

    Parameters
    ----------
    event_id : str
        Short name.
    date : str
        First day of the new state.
    before : str
        The region that was divided.
    after : tuple of str
        What it became; the parts tile it.
    source : str
        Where the date is from.
    """

    event_id: str
    date: str
    before: str
    after: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRegistry:
    """The regions of a country through time.

    Parameters
    ----------
    source : str
        Name of a packaged registry or a folder.
    regions : tuple of Region
        By region_id.
    events : tuple of Event
        By date.
    """

    source: str
    regions: tuple[Region, ...]
    events: tuple[Event, ...]

    def get_region(self, region_id: str) -> Region:
        """Get a region by its id.

        Raises
        ------
        RegionError
            If no region has this id.
        """
        for region in self.regions:
            if region.region_id == region_id:
                return region
        raise RegionError(
            f"registry {self.source!r}: found no region {region_id!r}. Expected one of "
            f"{', '.join(region.region_id for region in self.regions)}. Correct the id."
        )

    def list_regions(self, date: str) -> tuple[Region, ...]:
        """List the regions that existed on an ISO date."""
        return tuple(region for region in self.regions if region.is_valid(date))

    def list_boundaries(self, year: int) -> tuple[Region, ...]:
        """List the regions of a year: those that existed on its 31 December."""
        return self.list_regions(f"{year}-12-31")

    def list_atoms(self, region_id: str, date: str) -> frozenset[str]:
        """List the present regions that tile a region as it was on an ISO date."""
        return _divide(region_id, date, self.events)

    def read_tiles(self, year: int) -> pd.DataFrame:
        """Read the tile map of a year.

        Returns
        -------
        pandas.DataFrame
            One row per region: region_id, row, column, label.
        """
        rows = {row["region_id"]: row for row in read_rows(self.source, "tiles.csv")}
        regions = self.list_boundaries(year)
        return pd.DataFrame(
            {
                "region_id": [region.region_id for region in regions],
                "row": [int(rows[region.region_id]["row"]) for region in regions],
                "column": [int(rows[region.region_id]["column"]) for region in regions],
                "label": [region.label for region in regions],
            }
        )

    def read_neighbors(self, year: int) -> pd.DataFrame:
        """Read which regions of a year touch.

        Returns
        -------
        pandas.DataFrame
            One row per pair, region_a < region_b. A divided region touches what its
            parts touch.
        """
        regions = self.list_boundaries(year)
        owner = {
            atom: region.region_id
            for region in regions
            for atom in self.list_atoms(region.region_id, f"{year}-12-31")
        }
        pairs = set()
        for row in read_rows(self.source, "neighbors.csv"):
            pair = {owner.get(row["region_a"]), owner.get(row["region_b"])} - {None}
            if len(pair) == 2:  # noqa: PLR2004 - a pair is two
                pairs.add(tuple(sorted(str(region_id) for region_id in pair)))
        return pd.DataFrame(sorted(pairs), columns=["region_a", "region_b"])


@lru_cache(maxsize=8)
def read_registry(source: str | Path = "kazakhstan") -> RegionRegistry:
    """Read a registry of regions.

    Parameters
    ----------
    source : str or pathlib.Path
        Name of a packaged registry, or a folder with the same files.

    Returns
    -------
    RegionRegistry
        Checked: ids are unique, validity is in order, events refer to regions.

    Raises
    ------
    RegionError
        With every problem of the registry.
    """
    name = str(source)
    regions = tuple(
        _build_region(row)
        for row in sorted(
            read_rows(name, "regions.csv"), key=lambda row: row["region_id"]
        )
    )
    events = tuple(
        Event(
            event_id=row["event_id"],
            date=row["date"],
            before=row["before"],
            after=tuple(row["after"].split()),
            source=row["source"],
        )
        for row in sorted(read_rows(name, "events.csv"), key=lambda row: row["date"])
    )
    registry = RegionRegistry(source=name, regions=regions, events=events)
    problems = [*_find_region_problems(registry), *_find_event_problems(registry)]
    if problems:
        raise RegionError(problems=problems)
    return registry


def read_rows(source: str, name: str) -> list[dict[str, str]]:
    """Read one file of a registry as rows.

    Parameters
    ----------
    source : str
        Name of a packaged registry, or a folder.
    name : str
        File name.

    Returns
    -------
    list of dict
        One per line.

    Raises
    ------
    InputError
        If there is no such registry or file.
    """
    place: Traversable = files("atlas") / "data" / source
    if not place.is_dir():
        place = Path(source)
    file = place / name
    if not file.is_file():
        raise InputError(
            f"registry {source!r}: found no file {name!r}. Expected a packaged registry "
            "(kazakhstan) or a folder with its files. Correct regions.registry."
        )
    with file.open(encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def _divide(region_id: str, date: str, events: tuple[Event, ...]) -> frozenset[str]:
    parts = {region_id}
    for event in events:
        if event.date > date and event.before in parts:
            parts = (parts - {event.before}) | set(event.after)
    return frozenset(parts)


def _build_region(row: Mapping[str, str]) -> Region:
    kind: Kind = "region" if row["kind"] == "region" else "city_of_republic"
    return Region(
        region_id=row["region_id"],
        iso_withdrawn=row["iso_withdrawn"] or None,
        kato=row["kato"] or None,
        label=row["label"],
        name_en=row["name_en"],
        name_ru=row["name_ru"],
        name_kk=row["name_kk"],
        kind=kind,
        centre=row["centre"] or None,
        macro=row["macro"] or None,
        valid_from=row["valid_from"] or _OPEN_START,
        valid_to=row["valid_to"] or _OPEN_END,
    )


def _find_region_problems(registry: RegionRegistry) -> list[Problem]:
    counts = Counter(region.region_id for region in registry.regions)
    problems = [
        _problem(
            registry,
            "duplicate-region",
            f"region {region_id!r} stands {count} times",
            "Each region once",
            "Keep one row; give a new id to a region of other borders",
        )
        for region_id, count in counts.items()
        if count > 1
    ]
    labels = Counter(
        (region.label, other.region_id != region.region_id)
        for region in registry.regions
        for other in registry.regions
        if region.label == other.label
    )
    problems += [
        _problem(
            registry,
            "duplicate-label",
            f"label {label!r} belongs to several regions",
            "Each label once",
            "Change one of them",
        )
        for (label, is_other), _count in labels.items()
        if is_other
    ]
    problems += [
        _problem(
            registry,
            "validity-out-of-order",
            f"{region.region_id} is valid from {region.valid_from} "
            f"to {region.valid_to}",
            "valid_from before valid_to",
            "Correct the dates",
        )
        for region in registry.regions
        if region.valid_from >= region.valid_to
    ]
    return problems


def _find_event_problems(registry: RegionRegistry) -> list[Problem]:
    known = {region.region_id: region for region in registry.regions}
    problems = []
    for event in registry.events:
        unknown = sorted({event.before, *event.after} - set(known))
        if unknown:
            problems.append(
                _problem(
                    registry,
                    "unknown-region",
                    f"event {event.event_id!r} names {', '.join(unknown)}",
                    "Regions of regions.csv",
                    "Add the region or correct the event",
                )
            )
            continue
        is_gone = event.before not in event.after
        created = [part for part in event.after if part != event.before]
        wrong = [part for part in created if known[part].valid_from != event.date]
        if wrong or (is_gone and known[event.before].valid_to != event.date):
            problems.append(
                _problem(
                    registry,
                    "event-does-not-balance",
                    f"event {event.event_id!r} of {event.date} does not fit the "
                    "validity of its regions",
                    "Parts that begin, and a region that ends, on its date",
                    "Correct the event or the dates in regions.csv",
                )
            )
    return problems


def _problem(
    registry: RegionRegistry, code: str, found: str, expected: str, action: str
) -> Problem:
    return Problem(
        code=code,
        severity="error",
        where=f"registry {registry.source!r}",
        found=found,
        expected=expected,
        action=action,
    )
