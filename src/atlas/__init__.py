"""Regions of a country: names, validity, changes, crosswalks, neighbors, tile maps.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atlas.names import read_names

_HOME: dict[str, str] = {
    "read_names": "names",
}

__all__ = [
    "read_names",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
