"""Where patterns occur in a corpus of numbered tokens.

Everything here works on arrays: a token is the number of its form. For each phrase
the rarest of its slots is looked up in an index of places, and the other slots are
checked around these places only.

One token counts once for a category: of overlapping matches the one with more words
stays (longest match), then the one that covers less text, then the earlier one, then
the pattern that stands first in the lexicon. Matches of different categories do not
disturb each other.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from discourse.lexicons.expansion import Vocabulary
    from discourse.lexicons.model import Exclusion, Neighbor, Pattern, Phrase, Slot

Numbers = NDArray[np.int32]
Flags = NDArray[np.bool_]
_EMPTY = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenArrays:
    """A corpus as numbers.

    Parameters
    ----------
    forms : array (n_tokens,)
        Number of each token's form in the vocabulary.
    sentences : array (n_tokens,)
        Number of the sentence; sentences do not cross passages.
    passages : array (n_tokens,)
        Number of the passage.
    languages : mapping of str to array (n_passages,)
        For each language, whether its patterns are looked for in a passage.
    n_forms : int
        Size of the vocabulary.
    """

    forms: Numbers
    sentences: Numbers
    passages: Numbers
    languages: dict[str, Flags]
    n_forms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Matches: first and last token, and how many words of the pattern they hold."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    n_words: NDArray[np.int64]

    def select(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Spans:
        """Keep some of the matches."""
        return Spans(
            first=self.first[keep], last=self.last[keep], n_words=self.n_words[keep]
        )


class Matcher:
    """Finds patterns in one corpus.

    Parameters
    ----------
    tokens : TokenArrays
        The corpus.
    vocabulary : Vocabulary
        Its distinct forms.
    patterns : iterable of Pattern
        All patterns that will be looked for.
    """

    def __init__(
        self,
        tokens: TokenArrays,
        vocabulary: Vocabulary,
        patterns: Iterable[Pattern],
    ) -> None:
        self._tokens = tokens
        self._vocabulary = vocabulary
        self._scratch = np.zeros(tokens.n_forms, dtype=bool)
        is_wanted = np.zeros(tokens.n_forms, dtype=bool)
        for language, slot in _list_slots(patterns):
            is_wanted[vocabulary.find(slot, language=language)] = True
        # Only places of forms that some pattern asks for are indexed: they are few.
        places = np.flatnonzero(is_wanted[tokens.forms])
        forms = tokens.forms[places]
        self._counts = np.bincount(forms, minlength=tokens.n_forms)
        self._bounds = np.concatenate(([0], np.cumsum(self._counts)))
        self._places = places[np.argsort(forms, kind="stable")]

    def find(self, pattern: Pattern) -> Spans:
        """Find all matches of a pattern, in text order, before overlaps are solved."""
        spans = self._find_any(pattern.alternatives, pattern.language)
        for neighbor in pattern.neighbors:
            spans = self._join(spans, neighbor, pattern.language)
        if pattern.language is not None and len(spans.first):
            allowed = self._tokens.languages[pattern.language]
            spans = spans.select(allowed[self._tokens.passages[spans.first]])
        for exclusion in pattern.exclusions:
            spans = self._exclude(spans, exclusion, pattern.language)
        return spans

    def _find_any(self, alternatives: Sequence[Phrase], language: str | None) -> Spans:
        found = [self._find_phrase(phrase, language) for phrase in alternatives]
        if len(found) == 1:
            return found[0]
        return _merge(found)

    def _find_phrase(self, phrase: Phrase, language: str | None) -> Spans:
        slots = [self._vocabulary.find(slot, language=language) for slot in phrase]
        n_places = [int(self._counts[numbers].sum()) for numbers in slots]
        if min(n_places) == 0:
            return _build_spans(_EMPTY, _EMPTY, 1)
        anchor = int(np.argmin(n_places))
        places = self._list_places(slots[anchor])
        if len(phrase) == 1:
            return _build_spans(places, places, 1)
        gaps = [range(slot.gap_low, slot.gap_high + 1) for slot in phrase[1:]]
        found = []
        for gap in itertools.product(*gaps):
            steps = np.concatenate(([0], np.cumsum(np.asarray(gap) + 1)))
            steps -= steps[anchor]
            found.append(self._check_around(places, slots, steps, anchor))
        return found[0] if len(found) == 1 else _merge(found)

    def _check_around(
        self,
        places: NDArray[np.int64],
        slots: Sequence[Numbers],
        steps: NDArray[np.int64],
        anchor: int,
    ) -> Spans:
        tokens = self._tokens
        low, high = int(steps[0]), int(steps[-1])
        keep = (places + low >= 0) & (places + high < len(tokens.forms))
        places = places[keep]
        for index, numbers in enumerate(slots):
            if index == anchor or not len(places):
                continue
            self._scratch[numbers] = True
            fits = self._scratch[tokens.forms[places + steps[index]]]
            self._scratch[numbers] = False
            places = places[fits]
        first, last = places + low, places + high
        same = tokens.sentences[first] == tokens.sentences[last]
        return _build_spans(first[same], last[same], len(slots))

    def _list_places(self, numbers: Numbers) -> NDArray[np.int64]:
        parts = [self._places[self._bounds[n] : self._bounds[n + 1]] for n in numbers]
        if len(parts) == 1:
            return parts[0].astype(np.int64)
        places = np.concatenate(parts).astype(np.int64)
        places.sort()
        return places

    def _join(self, spans: Spans, neighbor: Neighbor, language: str | None) -> Spans:
        others = self._find_any(neighbor.alternatives, language)
        if not len(spans.first) or not len(others.first):
            return spans.select(np.zeros(len(spans.first), dtype=bool))
        found = []
        if neighbor.relation in {"near", "before"}:
            found.append(self._join_next(spans, others, neighbor.distance))
        if neighbor.relation in {"near", "after"}:
            found.append(self._join_next(others, spans, neighbor.distance))
        return _merge(found)

    def _join_next(self, left: Spans, right: Spans, distance: int) -> Spans:
        """Pair each left match with the next right one in reach, if there is one."""
        right = right.select(np.argsort(right.first, kind="stable"))
        index = np.searchsorted(right.first, left.last, side="right")
        inside = index < len(right.first)
        left, index = left.select(inside), index[inside]
        reach = right.first[index] - left.last <= distance
        left, index = left.select(reach), index[reach]
        sentences = self._tokens.sentences
        same = sentences[left.first] == sentences[right.last[index]]
        left, index = left.select(same), index[same]
        return Spans(
            first=left.first,
            last=right.last[index],
            n_words=left.n_words + right.n_words[index],
        )

    def _exclude(
        self, spans: Spans, exclusion: Exclusion, language: str | None
    ) -> Spans:
        if not len(spans.first):
            return spans
        others = self._find_any(exclusion.alternatives, language)
        if not len(others.first):
            return spans
        if exclusion.kind == "near":
            return spans.select(~self._is_near(spans, others, exclusion.distance))
        return spans.select(~self._is_inside(spans, others))

    def _is_inside(self, spans: Spans, others: Spans) -> Flags:
        n_tokens = len(self._tokens.forms)
        beginning = np.full(n_tokens, n_tokens, dtype=np.int64)
        np.minimum.at(beginning, others.last, others.first)
        inside = np.zeros(len(spans.first), dtype=bool)
        for step in range(int((others.last - others.first).max()) + 1):
            end = np.minimum(spans.last + step, n_tokens - 1)
            inside |= beginning[end] <= spans.first
        return inside

    def _is_near(self, spans: Spans, others: Spans, distance: int) -> Flags:
        sentences = self._tokens.sentences
        near = np.zeros(len(spans.first), dtype=bool)
        starts = np.sort(others.first)
        index = np.searchsorted(starts, spans.last, side="right")
        next_start = starts[np.minimum(index, len(starts) - 1)]
        near |= (
            (index < len(starts))
            & (next_start - spans.last <= distance)
            & (sentences[next_start] == sentences[spans.first])
        )
        ends = np.sort(others.last)
        index = np.searchsorted(ends, spans.first, side="left") - 1
        last_end = ends[np.maximum(index, 0)]
        near |= (
            (index >= 0)
            & (spans.first - last_end <= distance)
            & (sentences[last_end] == sentences[spans.first])
        )
        return near


def _list_slots(patterns: Iterable[Pattern]) -> Iterator[tuple[str | None, Slot]]:
    for pattern in patterns:
        for alternatives in pattern.list_sides():
            for phrase in alternatives:
                for slot in phrase:
                    yield pattern.language, slot


def solve_overlaps(
    spans: Spans, *, group: NDArray[np.int64], rank: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Choose the matches that stay, so that a token counts once in a group.

    Parameters
    ----------
    spans : Spans
        Matches of all patterns.
    group : array (n_matches,)
        Number of the category of each match.
    rank : array (n_matches,)
        Number of the pattern of each match, in lexicon order.

    Returns
    -------
    array
        Indices of the matches that stay, sorted by place, then group.
    """
    if not len(spans.first):
        return _EMPTY
    order = np.lexsort((rank, -spans.n_words, spans.last, spans.first, group))
    order = order[_find_first_of_each(spans, group, order)]
    first, last, group_of = spans.first[order], spans.last[order], group[order]
    # Within a group, in text order, a cluster ends where no earlier match reaches.
    span_of_group = int(last.max()) + 2
    reach = np.maximum.accumulate(last + group_of * span_of_group)
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = first[1:] + group_of[1:] * span_of_group > reach[:-1]
    bounds = np.append(np.flatnonzero(begins), len(order))
    sizes = np.diff(bounds)
    keep = np.zeros(len(order), dtype=bool)
    keep[bounds[:-1][sizes == 1]] = True
    for cluster in np.flatnonzero(sizes > 1).tolist():
        members = range(int(bounds[cluster]), int(bounds[cluster + 1]))
        keep[_choose(members, spans, order, rank)] = True
    chosen = order[keep]
    return chosen[np.lexsort((group[chosen], spans.first[chosen]))]


def _find_first_of_each(
    spans: Spans, group: NDArray[np.int64], order: NDArray[np.int64]
) -> Flags:
    """Flag the first of the matches of a group that cover the same tokens."""
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = False
    for values in (spans.first, spans.last, group):
        ordered = values[order]
        is_first[1:] |= ordered[1:] != ordered[:-1]
    return is_first


def _choose(
    members: range, spans: Spans, order: NDArray[np.int64], rank: NDArray[np.int64]
) -> list[int]:
    def get_preference(member: int) -> tuple[int, int, int, int]:
        match = int(order[member])
        first, last = int(spans.first[match]), int(spans.last[match])
        return (-int(spans.n_words[match]), last - first, first, int(rank[match]))

    taken: list[tuple[int, int]] = []
    chosen = []
    for member in sorted(members, key=get_preference):
        match = int(order[member])
        first, last = int(spans.first[match]), int(spans.last[match])
        if all(last < other[0] or first > other[1] for other in taken):
            taken.append((first, last))
            chosen.append(member)
    return chosen


def _build_spans(
    first: NDArray[np.int64], last: NDArray[np.int64], n_words: int
) -> Spans:
    return Spans(
        first=first, last=last, n_words=np.full(len(first), n_words, dtype=np.int64)
    )


def _merge(found: Sequence[Spans]) -> Spans:
    first = np.concatenate([spans.first for spans in found])
    last = np.concatenate([spans.last for spans in found])
    n_words = np.concatenate([spans.n_words for spans in found])
    order = np.lexsort((-n_words, last, first))
    first, last, n_words = first[order], last[order], n_words[order]
    keep = np.ones(len(first), dtype=bool)
    keep[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
    return Spans(first=first[keep], last=last[keep], n_words=n_words[keep])
