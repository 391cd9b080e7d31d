"""Count at other levels of a lexicon whose categories lie inside each other."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import TYPE_CHECKING

from discourse.lexicons.model import Category
from ledger import DataLossWarning, InputError

_SHOWN = 5

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.lexicons.model import Lexicon, Pattern


def merge_levels(lexicon: Lexicon, levels: Sequence[int]) -> Lexicon:
    """Name categories by some levels of their names, and merge those of one name.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    levels : sequence of int
        Levels that are kept; 1 is the highest.

    Returns
    -------
    Lexicon
        Of ``economy.work.wages``, level 1 keeps ``economy``, levels 1 and 3 keep
        ``economy.wages``. Overlaps are then solved within the merged category.
        Categories that have none of the levels are left out.

    Raises
    ------
    InputError
        If a level is below 1, or no category has any of them.

    Warns
    -----
    DataLossWarning
        If some categories have none of the levels.

    Notes
    -----
    As ``levels`` of quanteda's ``tokens_lookup``.
    """
    if not levels or min(levels) < 1:
        raise InputError(
            f"levels: found {list(levels)}. Expected numbers from 1, the highest level. "
            "Write for example 1, or 1,2."
        )
    patterns: dict[str, list[Pattern]] = {}
    definitions: dict[str, str] = {}
    left_out = []
    for category in lexicon.categories:
        parts = category.name.split(".")
        name = ".".join(parts[n - 1] for n in sorted(set(levels)) if n <= len(parts))
        if not name:
            left_out.append(category.name)
            continue
        patterns.setdefault(name, []).extend(category.patterns)
        if name == category.name:
            definitions[name] = category.definition
    if not patterns:
        deepest = max(name.count(".") + 1 for name in left_out)
        raise InputError(
            f"lexicon {lexicon.name!r}, levels: found {list(levels)}. Expected levels "
            f"from 1 to {deepest}, which its categories have. Choose among them."
        )
    if left_out:
        rest = f" and {len(left_out) - _SHOWN} more" if len(left_out) > _SHOWN else ""
        warnings.warn(
            f"levels {list(levels)}: categories that have none of them are not counted: "
            f"{', '.join(left_out[:_SHOWN])}{rest}",
            DataLossWarning,
            stacklevel=2,
        )
    categories = tuple(
        Category(name=name, definition=definitions.get(name, ""), patterns=tuple(found))
        for name, found in patterns.items()
    )
    return replace(lexicon, categories=categories)
