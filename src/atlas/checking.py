"""What is wrong with a registry folder, all of it at once?

Each reader of the registry says what is wrong with its own file when it is used. Who
makes a folder for another country wants to hear everything before using anything.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from atlas.labels import match_label
from atlas.names import read_names, read_settlements
from atlas.registry import read_registry
from atlas.validity import build_error
from ledger import InputError, RegionError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from atlas.registry import RegionRegistry
    from ledger import Problem


def check_registry(source: str | Path = "kazakhstan") -> RegionRegistry:
    """Check every file of a registry folder.

    Parameters
    ----------
    source : str or pathlib.Path
        Name of a built-in registry, or a folder with the same files.

    Returns
    -------
    RegionRegistry
        The registry, if nothing is wrong with it.

    Raises
    ------
    RegionError
        With every problem of every file: regions and changes, named sets, names, codes
        and centres, the gazetteer, labels of tables, neighbors and tile maps of every
        set of regions. While regions or changes are wrong, the files that refer to
        them are not looked at.

    Examples
    --------
    >>> check_registry("kazakhstan").country_id
    'KZ'
    """
    registry = read_registry(source)
    problems = [
        problem for read in _list_readings(registry) for problem in _find_problems(read)
    ]
    # A file that fails for several years fails for the same reason.
    if problems:
        raise RegionError(problems=dict.fromkeys(problems))
    return registry


def _list_readings(registry: RegionRegistry) -> Iterator[Callable[[], object]]:
    yield registry.read_region_sets
    yield registry.read_designations
    yield partial(read_names, registry)
    yield partial(read_settlements, registry)
    yield partial(match_label, registry, registry.name_en)
    for year in _list_first_years(registry):
        yield partial(registry.read_neighbors, year)
        yield partial(registry.read_tiles, year)


def _list_first_years(registry: RegionRegistry) -> list[int]:
    """List the first year of each set of regions."""
    changed = {int(event.date[:4]) for event in registry.events}
    return sorted(
        {registry.complete_from}
        | {year for year in changed if year > registry.complete_from}
    )


def _find_problems(read: Callable[[], object]) -> list[Problem]:
    try:
        read()
    except InputError as error:
        if error.problems:
            return list(error.problems)
        where, _, rest = str(error).partition(": ")
        return [build_error("unusable-file", where, rest, expected="", action="")]
    return []
