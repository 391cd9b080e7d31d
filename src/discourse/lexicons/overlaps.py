"""Which of overlapping matches count.

A token is *used* by a match if it fits one of the pattern's words; tokens that only
stand in a gap, or between two phrases joined by ``NEAR``, are free. Matches conflict
if they use the same token.

Of conflicting matches the one with more words stays (the longest match), then the one
that covers less text, then the earlier one, then the pattern that stands first in the
lexicon. Between which matches this is decided is the policy:

``category`` (the default)
    Within a category a token counts once; categories do not disturb each other. So
    the count of a category does not depend on which other categories are looked for.
``nested``
    As ``category``; besides, a match whose tokens are all used by longer matches of
    other categories is dropped. Partial overlaps and equal matches of different
    categories stay. It says ``American Samoa`` is no ``Samoa``.
``lexicon``
    A token counts once in all: categories compete, the first one named wins ties.

These are quanteda's ``nested_scope = "key"`` and ``"dictionary"``, and one more.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.lexicons.matching import Spans

OverlapPolicy = Literal["category", "nested", "lexicon"]


def solve_overlaps(
    spans: Spans,
    *,
    category: NDArray[np.int64],
    rank: NDArray[np.int64],
    policy: OverlapPolicy = "category",
) -> NDArray[np.int64]:
    """Choose the matches that count.

    Parameters
    ----------
    spans : Spans
        Matches of all patterns.
    category : array (n_matches,)
        Number of the category of each match.
    rank : array (n_matches,)
        Number of the pattern of each match, in lexicon order.
    policy : {"category", "nested", "lexicon"}
        Between which matches overlaps are solved, see the module's description.

    Returns
    -------
    array
        Indices of the matches that count, sorted by place, then category.
    """
    check_choice(policy, OverlapPolicy, "overlaps")
    if not len(spans.first):
        return np.empty(0, dtype=np.int64)
    owner = np.zeros_like(category) if policy == "lexicon" else category
    group = category if policy == "category" else np.zeros_like(category)
    # Groups lie behind each other on one line of places, each as long as the corpus.
    length = int(spans.last.max()) + 2
    place = group * length + spans.first
    order = np.lexsort((rank, owner, spans.last, place))
    order = order[_flag_first_of_equal(spans.words[order], owner[order])]
    # Within a group, in text order, a cluster ends where no earlier match reaches.
    reach = np.maximum.accumulate(group[order] * length + spans.last[order])
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = place[order][1:] > reach[:-1]
    bounds = np.append(np.flatnonzero(begins), len(order))
    sizes = np.diff(bounds)
    keep = np.zeros(len(order), dtype=bool)
    keep[bounds[:-1][sizes == 1]] = True
    for cluster in np.flatnonzero(sizes > 1).tolist():
        members = range(int(bounds[cluster]), int(bounds[cluster + 1]))
        matches = [
            _build_match(spans, int(order[member]), member, owner, rank)
            for member in members
        ]
        keep[_choose(matches, is_nested=policy == "nested")] = True
    chosen = order[keep]
    n_categories = int(category.max()) + 1
    key = spans.first[chosen] * n_categories + category[chosen]
    return chosen[np.argsort(key, kind="stable")]


def _flag_first_of_equal(
    words: NDArray[np.int64], owner: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Flag matches that do not use the same tokens as the one before."""
    is_first = np.ones(len(owner), dtype=bool)
    is_first[1:] = (owner[1:] != owner[:-1]) | (words[1:] != words[:-1]).any(axis=1)
    return is_first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """One of several matches that overlap."""

    member: int
    words: frozenset[int]
    owner: int
    size: tuple[int, int, int]
    rank: int


def _build_match(
    spans: Spans,
    match: int,
    member: int,
    owner: NDArray[np.int64],
    rank: NDArray[np.int64],
) -> _Match:
    words = frozenset(word for word in spans.words[match].tolist() if word >= 0)
    first, last = int(spans.first[match]), int(spans.last[match])
    return _Match(
        member=member,
        words=words,
        owner=int(owner[match]),
        size=(-len(words), last - first, first),
        rank=int(rank[match]),
    )


def _choose(matches: Sequence[_Match], *, is_nested: bool) -> list[int]:
    used: set[int] = set()
    used_by: defaultdict[int, set[int]] = defaultdict(set)
    # Matches of one size and place do not hide each other.
    used_now: set[int] = set()
    size_now = None
    chosen = []
    for match in sorted(matches, key=lambda match: (match.size, match.rank)):
        if match.size != size_now:
            used |= used_now
            used_now, size_now = set(), match.size
        if is_nested and match.words <= used:
            continue
        if used_by[match.owner] & match.words:
            continue
        used_by[match.owner] |= match.words
        used_now |= match.words
        chosen.append(match.member)
    return chosen
