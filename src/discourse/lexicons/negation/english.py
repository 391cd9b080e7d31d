"""Negation in English.

- ``not``, ``n't``, ``cannot``, ``never`` govern the five words behind them; ``no``,
  ``without``, ``nor``, ``neither`` too.
- A preposition of place or time (in, on, at, by, from, within, during, among) ends the
  scope, unless it stands among the first three words behind ``not`` or ``never`` ("does
  not live in poverty", but "no change | in poor regions").
- No negation: not only, not just, not merely, not simply, not least, no less than, no
  more than, no fewer than, no later than, no doubt, without doubt, no matter, no wonder.
- Two negations cancel each other: not without, cannot but; ``without`` also with up to
  eight words between ("cannot be built without", "impossible to reach without").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse.lexicons.negation.clauses import Clause

BORDERS = frozenset(
    """
    but although though because while whereas which who whose whom if when since
    unless until yet however that where than
    """.split()  # noqa: SIM905
)
_NEGATORS = frozenset(
    "not no without never nor neither cannot".split()  # noqa: SIM905
)
_LIMITS = re.compile(
    r"only|just|merely|simply|solely|least|less|more|fewer|later|doubt|matter|wonder"
    r"|exceed\w*|all|every|everyone|always|necessarily|surprisingly"
)
_PREPOSITIONS = frozenset(
    "in on at by from within during among amongst across".split()  # noqa: SIM905
)
_OF_VERBS = frozenset(("not", "never", "cannot", "n't"))
_REACH = 5
_NEAR = 3
_BEFORE_WITHOUT = 8
_IMPOSSIBLE = frozenset(("impossible", "unthinkable", "inconceivable"))


def list_negators(forms: Sequence[str]) -> list[bool]:
    """Flag the forms that can negate what stands behind them."""
    return [form in _NEGATORS or form.endswith("n't") for form in forms]


def is_negated(clause: Clause) -> bool:
    """Say whether a negation governs the match of a clause."""
    words = [*clause.before, *clause.match]
    n_before = len(clause.before)
    for index in range(n_before - 1, max(-1, n_before - 1 - _REACH), -1):
        negator = "n't" if words[index].endswith("n't") else words[index]
        if negator not in _NEGATORS and negator != "n't":
            continue
        if _governs(words, index, n_before, negator):
            return not _is_cancelled(words, index)
    return False


def _governs(words: list[str], index: int, match: int, negator: str) -> bool:
    if _LIMITS.fullmatch(words[index + 1]):
        return False
    nearest = _NEAR if negator in _OF_VERBS else 0
    return not any(
        words[place] in _PREPOSITIONS for place in range(index + 1 + nearest, match)
    )


def _is_cancelled(words: list[str], index: int) -> bool:
    is_without = words[index] == "without"
    reach = _BEFORE_WITHOUT if is_without else 2
    for word in reversed(words[max(0, index - reach) : index]):
        if word in {"and", "or"}:
            return False
        if word in _NEGATORS or word.endswith("n't"):
            return True
        if is_without and word in _IMPOSSIBLE:
            return True
    return False
