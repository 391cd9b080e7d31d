"""Documents: reading, passages, mentions of regions, lexicons, topics, scores.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from discourse.tokens.kk import lemmatize_kazakh
    from discourse.tokens.tokenizing import find_tokens

_HOME: dict[str, str] = {
    "find_tokens": "tokens.tokenizing",
    "lemmatize_kazakh": "tokens.kk",
}

__all__ = [
    "find_tokens",
    "lemmatize_kazakh",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
