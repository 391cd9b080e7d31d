"""Which regions exist on a day?

The registry is a folder of small tables: those of Kazakhstan are built in, another
country's are read from a user's folder with the same files. Reading checks everything
and says all that is wrong at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pandas as pd

from atlas.changes import find_successors, find_territory
from atlas.designations import choose_valid, read_designation_table
from atlas.neighbours import read_neighbor_pairs
from atlas.region_sets import read_set_table
from atlas.regions import ChangeEvent, ChangeKind, Region, RegionKind
from atlas.schemas import EVENTS, REGIONS
from atlas.tiles import read_tile_layout
from atlas.validity import check_date, find_event_problems, find_region_problems
from ledger import Problem, RegionError, TableError, build_table, check_table

if TYPE_CHECKING:
    from ledger import TableSchema

_BUILT_IN = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RegionRegistry:
    """All regions of a country and their changes.

    Parameters
    ----------
    country_id : str
        Id of the country itself, which is never a region.
    name_en, name_ru, name_kk : str
        Names of the country.
    complete_from : int
        First year whose set of regions is complete.
    regions : tuple of Region
        Every region, sorted by id.
    events : tuple of ChangeEvent
        Every change, sorted by date.
    folder : pathlib.Path
        Where the tables are.
    """

    country_id: str
    name_en: str
    name_ru: str
    name_kk: str
    complete_from: int
    regions: tuple[Region, ...]
    events: tuple[ChangeEvent, ...]
    folder: Path

    def get_region(self, region_id: str) -> Region:
        """Get one region by its id.

        Raises
        ------
        RegionError
            If no region has this id.
        """
        for region in self.regions:
            if region.region_id == region_id:
                return region
        known = ", ".join(region.region_id for region in self.regions)
        raise RegionError(
            f"region {region_id!r}: not in the registry {self.folder.name!r}. "
            f"Expected one of {known}. Use an id of the registry."
        )

    def list_regions(self, date: str) -> tuple[Region, ...]:
        """List the regions that exist on a day (ISO date), sorted by id."""
        check_date(date, "date")
        return tuple(region for region in self.regions if region.is_valid(date))

    def list_boundaries(self, year: int) -> tuple[Region, ...]:
        """List the regions of a year: those that exist on its 31 December.

        Raises
        ------
        RegionError
            If the year lies before the first complete set.
        """
        if year < self.complete_from:
            raise RegionError(
                f"boundaries of {year}: the registry {self.folder.name!r} is complete "
                f"from {self.complete_from} on. Expected a year not before it. "
                "Choose a later year."
            )
        return self.list_regions(f"{year:04d}-12-31")

    def list_former_regions(self) -> tuple[Region, ...]:
        """List the regions that ended before the first complete set, sorted by id.

        Texts and old tables still name them; no set of regions has them.
        """
        first = f"{self.complete_from:04d}-12-31"
        return tuple(
            region
            for region in self.regions
            if region.valid_to is not None and region.valid_to <= first
        )

    def list_taken_in(self, region_id: str, *, date: str) -> tuple[str, ...]:
        """List the former regions whose land a region got after a day (ISO date).

        In a table that still reports them, the region itself is smaller than in any
        set of regions.
        """
        former = {region.region_id for region in self.list_former_regions()}
        return tuple(
            before
            for event in self.events
            if event.date > date and region_id in event.to_region_ids
            for before in event.from_region_ids
            if before in former and before != region_id
        )

    def find_territory(self, region_id: str, *, date: str) -> frozenset[str]:
        """Find the pieces that a region covered on a day (see `atlas.changes`).

        Pieces are known since the first complete set of regions; a region that ended
        before is a piece of its own, which no later region holds.
        """
        self.get_region(region_id)
        check_date(date, "date")
        return find_territory(self._list_followed_events(), region_id, date=date)

    def _list_followed_events(self) -> tuple[ChangeEvent, ...]:
        """List the changes among regions that belong to a complete set."""
        ended = {region.region_id for region in self.list_former_regions()}
        return tuple(
            event for event in self.events if ended.isdisjoint(event.from_region_ids)
        )

    def read_tiles(self, year: int) -> pd.DataFrame:
        """Read the tile map of the regions of a year (tiles table)."""
        return read_tile_layout(self.folder, self.list_boundaries(year), year=year)

    def read_neighbors(self, year: int) -> pd.DataFrame:
        """Read which regions of a year touch each other (neighbors table)."""
        date = f"{year:04d}-12-31"
        territories = {
            region.region_id: self.find_territory(region.region_id, date=date)
            for region in self.list_boundaries(year)
        }
        return read_neighbor_pairs(self.folder, territories)

    def read_region_sets(self) -> pd.DataFrame:
        """Read the named sets of regions: macro-regions, core and periphery ...

        Returns
        -------
        pandas.DataFrame
            Region sets table: one row per region in a set in a span of time.
        """
        return read_set_table(self.folder, self.regions)

    def list_region_set(self, set_id: str, *, date: str) -> tuple[Region, ...]:
        """List the regions of a named set that exist on a day, sorted by id.

        Raises
        ------
        RegionError
            If the registry has no set of that name.

        Examples
        --------
        >>> registry = read_registry()
        >>> west = registry.list_region_set("macro-west", date="2024-01-01")
        >>> [region.label for region in west]
        ['Aktobe', 'Atyrau', 'West Kaz.', 'Mangystau']
        """
        check_date(date, "date")
        table = self.read_region_sets()
        if set_id not in set(table["set_id"]):
            known = ", ".join(sorted(set(table["set_id"]))) or "none"
            raise RegionError(
                f"set {set_id!r}: not in the registry {self.folder.name!r}. "
                f"Expected one of {known}. Use a set of the registry."
            )
        valid = choose_valid(table[table["set_id"] == set_id], date)
        return tuple(self.get_region(region_id) for region_id in valid["region_id"])

    def read_designations(self) -> pd.DataFrame:
        """Read official names, codes and centres with their dates.

        Returns
        -------
        pandas.DataFrame
            Designations table: one row per name, code or centre in a span of time.
        """
        known = {region.region_id for region in self.regions}
        return read_designation_table(self.folder, known)


def read_registry(source: str | Path = "kazakhstan") -> RegionRegistry:
    """Read a registry of regions.

    Parameters
    ----------
    source : str or pathlib.Path
        Name of a built-in registry, or a folder with the same files:
        ``registry.toml``, ``regions.csv`` and ``events.csv``; where they are used,
        ``names.csv``, ``labels.csv``, ``neighbours.csv``, ``tiles.csv``; where there
        are any, ``region_sets.csv`` with ``region_set_members.csv``,
        ``designations.csv`` and ``settlements.csv``.

    Returns
    -------
    RegionRegistry
        The registry, checked.

    Raises
    ------
    RegionError
        With every problem: missing files, duplicate ids, validity that ends before it
        begins, overlapping or torn validity at a change, unknown regions in changes.

    Examples
    --------
    >>> registry = read_registry("kazakhstan")
    >>> len(registry.list_boundaries(2017)), len(registry.list_boundaries(2022))
    (16, 20)
    """
    built_in = _BUILT_IN / str(source)
    folder = built_in if str(source) and built_in.is_dir() else Path(source)
    if not folder.is_dir():
        known = ", ".join(
            sorted(repr(path.name) for path in _BUILT_IN.iterdir() if path.is_dir())
        )
        raise RegionError(
            f"registry {str(source)!r}: no such folder. Expected {known} or a folder "
            "with regions.csv and events.csv. Correct the name or the path."
        )
    return _read_folder(folder.resolve(), _find_stamp(folder))


def _find_stamp(folder: Path) -> tuple[int, ...]:
    """Identify the state of a folder, so that an edited registry is read again."""
    return tuple(path.stat().st_mtime_ns for path in sorted(folder.glob("*.*")))


@lru_cache(maxsize=4)
def _read_folder(folder: Path, _stamp: tuple[int, ...]) -> RegionRegistry:
    problems: list[Problem] = []
    settings = _read_settings(folder, problems)
    region_rows = _read_csv(folder / "regions.csv", REGIONS, problems)
    event_rows = _read_csv(folder / "events.csv", EVENTS, problems)
    regions = [_build_region(row) for row in region_rows]
    events = sorted(
        (_build_event(row) for row in event_rows),
        key=lambda event: (event.date, event.event_id),
    )
    if not problems:
        problems += find_region_problems(regions, country_id=settings["country_id"])
        problems += find_event_problems(regions, events)
    if problems:
        raise RegionError(problems=problems)
    return RegionRegistry(
        country_id=settings["country_id"],
        name_en=settings["name_en"],
        name_ru=settings["name_ru"],
        name_kk=settings["name_kk"],
        complete_from=int(settings["complete_from"]),
        regions=tuple(
            replace(region, successors=find_successors(events, region.region_id))
            for region in sorted(regions, key=lambda region: region.region_id)
        ),
        events=tuple(events),
        folder=folder,
    )


def _read_settings(folder: Path, problems: list[Problem]) -> dict[str, str]:
    path = folder / "registry.toml"
    needed = ("country_id", "name_en", "name_ru", "name_kk", "complete_from")
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(_problem("missing-file", path.name, "no such file"))
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(_problem("unreadable-file", path.name, str(error)))
        return {}
    absent = [key for key in needed if key not in settings]
    if absent:
        problems.append(
            _problem("missing-setting", path.name, f"no key {', '.join(absent)}")
        )
    elif not isinstance(settings["complete_from"], int):
        where = f"{path.name}, key 'complete_from'"
        problems.append(
            _problem("wrong-setting", where, repr(settings["complete_from"]))
        )
    return {key: str(value) for key, value in settings.items()}


def _read_csv(
    path: Path, schema: TableSchema, problems: list[Problem]
) -> list[dict[str, str | None]]:
    try:
        frame = pd.read_csv(path, dtype="str", encoding="utf-8-sig")
    except FileNotFoundError:
        problems.append(_problem("missing-file", path.name, "no such file"))
        return []
    except (OSError, ValueError) as error:
        problems.append(_problem("unreadable-file", path.name, str(error)))
        return []
    try:
        # Duplicates get words of their own, so they do not hide the other findings.
        keys = [name for name in schema.key if name in frame.columns]
        single = frame.drop_duplicates(keys) if keys else frame
        check_table(build_table(single, schema), schema)
    except TableError as error:
        problems += error.problems
        return []
    frame = frame.astype(object).where(frame.notna(), None)
    return cast("list[dict[str, str | None]]", frame.to_dict("records"))


def _build_region(row: dict[str, str | None]) -> Region:
    def get(name: str) -> str:
        return row.get(name) or ""

    return Region(
        region_id=get("region_id"),
        name_en=get("name_en"),
        name_ru=get("name_ru"),
        name_kk=get("name_kk"),
        label=get("label"),
        kind=cast("RegionKind", get("kind")),
        centre=get("centre"),
        valid_from=get("valid_from"),
        valid_to=row.get("valid_to"),
        withdrawn_code=row.get("withdrawn_code"),
        kato=row.get("kato"),
        source=get("source"),
    )


def _build_event(row: dict[str, str | None]) -> ChangeEvent:
    def get(name: str) -> str:
        return row.get(name) or ""

    def split(name: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in get(name).split(";") if part.strip())

    return ChangeEvent(
        event_id=get("event_id"),
        date=get("date"),
        kind=cast("ChangeKind", get("kind")),
        from_region_ids=split("from_region_ids"),
        to_region_ids=split("to_region_ids"),
        title=get("title"),
        source=get("source"),
    )


def _problem(code: str, where: str, found: str) -> Problem:
    return Problem(
        code=code,
        severity="error",
        where=where,
        found=found,
        expected="A registry folder as documented in read_registry",
        action="Correct the file",
    )
