"""Regions of a country: names, validity, changes, crosswalks, neighbors, tile maps.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atlas.checking import check_registry
    from atlas.crosswalk import build_crosswalk
    from atlas.labels import LabelMatch, match_label, match_labels
    from atlas.names import read_names, read_settlements
    from atlas.places import Place, PlaceMatch, find_places
    from atlas.regions import ChangeEvent, Region
    from atlas.registry import RegionRegistry, read_registry
    from atlas.schemas import (
        CROSSWALK,
        DESIGNATIONS,
        EVENTS,
        NEIGHBORS,
        REGION_SETS,
        REGIONS,
        TILES,
    )
    from atlas.transliteration import (
        transliterate_kazakh,
        transliterate_to_cyrillic,
    )

_HOME: dict[str, str] = {
    "CROSSWALK": "schemas",
    "ChangeEvent": "regions",
    "DESIGNATIONS": "schemas",
    "EVENTS": "schemas",
    "LabelMatch": "labels",
    "NEIGHBORS": "schemas",
    "Place": "places",
    "PlaceMatch": "places",
    "REGIONS": "schemas",
    "REGION_SETS": "schemas",
    "Region": "regions",
    "RegionRegistry": "registry",
    "TILES": "schemas",
    "build_crosswalk": "crosswalk",
    "check_registry": "checking",
    "find_places": "places",
    "match_label": "labels",
    "match_labels": "labels",
    "read_names": "names",
    "read_registry": "registry",
    "read_settlements": "names",
    "transliterate_kazakh": "transliteration",
    "transliterate_to_cyrillic": "transliteration",
}

__all__ = [
    "CROSSWALK",
    "DESIGNATIONS",
    "EVENTS",
    "NEIGHBORS",
    "REGIONS",
    "REGION_SETS",
    "TILES",
    "ChangeEvent",
    "LabelMatch",
    "Place",
    "PlaceMatch",
    "Region",
    "RegionRegistry",
    "build_crosswalk",
    "check_registry",
    "find_places",
    "match_label",
    "match_labels",
    "read_names",
    "read_registry",
    "read_settlements",
    "transliterate_kazakh",
    "transliterate_to_cyrillic",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
