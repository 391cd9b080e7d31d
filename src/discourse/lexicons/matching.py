"""Where patterns occur in a corpus of numbered tokens.

Everything here works on arrays: a token is the number of its form. For each phrase
the rarest of its slots is looked up in an index of places, and the other slots are
checked around these places only. Which of overlapping matches count is decided in
`overlaps`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from discourse.lexicons.expansion import Vocabulary
    from discourse.lexicons.model import (
        Alternatives,
        Condition,
        Neighbor,
        Pattern,
        Phrase,
        Reach,
        Slot,
    )

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
_NO_PLACES = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenArrays:
    """A corpus as numbers.

    Parameters
    ----------
    forms : array (n_tokens,)
        Number of each token's form in the vocabulary.
    sentences : array (n_tokens,)
        Number of the sentence; sentences do not cross passages.
    parts : array (n_tokens,)
        Number of the part of a sentence between commas, semicolons, colons, brackets.
    passages : array (n_tokens,)
        Number of the passage.
    languages : mapping of str to array (n_passages,)
        For each language, whether its patterns are looked for in a passage.
    n_forms : int
        Size of the vocabulary.
    """

    forms: Numbers
    sentences: Numbers
    parts: Numbers
    passages: Numbers
    languages: dict[str, Flags]
    n_forms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """Matches of patterns.

    Parameters
    ----------
    first, last : array (n_matches,)
        First and last token.
    words : array (n_matches, n_words)
        The tokens that fit the words of the pattern, in text order; -1 where a match
        has fewer than the others. Tokens in gaps are not among them.
    """

    first: Places
    last: Places
    words: Places

    @property
    def n_words(self) -> Places:
        """How many words of the pattern each match holds."""
        return np.asarray((self.words >= 0).sum(axis=1), dtype=np.int64)

    def select(self, keep: Flags | Places) -> Spans:
        """Keep some of the matches."""
        return Spans(
            first=self.first[keep], last=self.last[keep], words=self.words[keep]
        )


def join_spans(found: Sequence[Spans]) -> Spans:
    """Put matches one behind the other."""
    width = max((spans.words.shape[1] for spans in found), default=1)
    words = [
        np.pad(
            spans.words,
            ((0, 0), (0, width - spans.words.shape[1])),
            constant_values=-1,
        )
        if spans.words.shape[1] < width
        else spans.words
        for spans in found
    ]
    return Spans(
        first=np.concatenate([_NO_PLACES, *(spans.first for spans in found)]),
        last=np.concatenate([_NO_PLACES, *(spans.last for spans in found)]),
        words=np.concatenate([np.empty((0, width), dtype=np.int64), *words]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """Matches of a context, in the orders in which they are searched.

    Parameters
    ----------
    alternatives : tuple of Phrase
        The context. Terms share it as an object, by which it is known; it is kept, so
        that no other object takes its place.
    starts : array (n_starts,)
        First tokens, ascending, each once.
    furthest : array (n_starts,)
        The last token of the matches that begin no later, whichever reaches furthest.
    ends : array (n_matches,)
        Last tokens, ascending.
    """

    alternatives: Alternatives
    starts: Places
    furthest: Places
    ends: Places


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
        self._contexts: dict[tuple[int, str | None], _Context] = {}
        self._with_lemmas: dict[int, tuple[Alternatives, bool]] = {}
        self._scratch = np.zeros(tokens.n_forms, dtype=bool)
        is_wanted = np.zeros(tokens.n_forms, dtype=bool)
        self._searched = tuple(
            language for language, flags in tokens.languages.items() if flags.any()
        )
        # Groups of terms share their contexts: one look at each is enough.
        sides = {
            (id(alternatives), language): alternatives
            for pattern in patterns
            for language in self._list_languages(pattern)
            for alternatives in pattern.list_sides()
        }
        for (_, language), alternatives in sides.items():
            for slot in _list_slots(alternatives):
                is_wanted[vocabulary.find(slot, language=language)] = True
        # Only places of forms that some pattern asks for are indexed: they are few.
        places = np.flatnonzero(is_wanted[tokens.forms])
        forms = tokens.forms[places]
        self._counts = np.bincount(forms, minlength=tokens.n_forms)
        self._bounds = np.concatenate(([0], np.cumsum(self._counts)))
        # Numbered anew, the few wanted forms fit into 16 bits, which sort fastest.
        ranks = np.cumsum(is_wanted)[forms]
        if is_wanted.sum() < np.iinfo(np.uint16).max:
            ranks = ranks.astype(np.uint16)
        self._places = places[np.argsort(ranks, kind="stable")]

    def find(self, pattern: Pattern) -> Spans:
        """Find all matches of a pattern, in text order, before overlaps are solved."""
        languages = self._list_languages(pattern)
        return _drop_repeated([self._find(pattern, language) for language in languages])

    def _list_languages(self, pattern: Pattern) -> tuple[str | None, ...]:
        """List the languages to look in: a lemma without a tag is one of each."""
        if pattern.language is not None or not any(
            map(self._has_lemma, pattern.list_sides())
        ):
            return (pattern.language,)
        return self._searched

    def _has_lemma(self, alternatives: Alternatives) -> bool:
        # Known by the object, like a context: thousands of terms share long ones.
        kept = self._with_lemmas.get(id(alternatives))
        if kept is None:
            has_lemma = any(
                atom.kind == "lemma"
                for slot in _list_slots(alternatives)
                for atom in slot.atoms
            )
            kept = self._with_lemmas[id(alternatives)] = (alternatives, has_lemma)
        return kept[1]

    def _find(self, pattern: Pattern, language: str | None) -> Spans:
        spans = self._find_any(pattern.alternatives, language)
        for neighbor in pattern.neighbors:
            spans = self._join(spans, neighbor, language)
        if language is not None and len(spans.first):
            allowed = self._tokens.languages[language]
            spans = spans.select(allowed[self._tokens.passages[spans.first]])
        for condition in pattern.conditions:
            spans = self._check(spans, condition, language)
        return spans

    def _find_any(self, alternatives: Sequence[Phrase], language: str | None) -> Spans:
        return _drop_repeated(
            [self._find_phrase(phrase, language) for phrase in alternatives]
        )

    def _find_phrase(self, phrase: Phrase, language: str | None) -> Spans:
        slots = [self._vocabulary.find(slot, language=language) for slot in phrase]
        if not all(map(len, slots)):
            return _NO_SPANS
        n_places = [int(self._counts[numbers].sum()) for numbers in slots]
        anchor = int(np.argmin(n_places))
        words = self._list_places(slots[anchor])[:, None]
        # From the rarest word outwards: to the right end, then to the left.
        for index in range(anchor + 1, len(phrase)):
            slot = phrase[index]
            steps = range(slot.gap_low + 1, slot.gap_high + 2)
            words = self._extend(words, slots[index], steps, slot=slot, side=1)
        for index in range(anchor - 1, -1, -1):
            slot = phrase[index + 1]
            steps = range(-slot.gap_low - 1, -slot.gap_high - 2, -1)
            words = self._extend(words, slots[index], steps, slot=slot, side=0)
        return _build_spans(words)

    def _extend(
        self, words: Places, numbers: Numbers, steps: range, *, slot: Slot, side: int
    ) -> Places:
        """Add the word before (side 0) or behind (side 1) each match, over a gap."""
        tokens = self._tokens
        edges = words[:, -side]
        units = tokens.sentences if slot.crosses_marks else tokens.parts
        self._scratch[numbers] = True
        grown = []
        for step in steps:
            places = edges + step
            inside = (places >= 0) & (places < len(tokens.forms))
            inside_places = np.where(inside, places, 0)
            fits = inside & self._scratch[tokens.forms[inside_places]]
            fits &= units[inside_places] == units[edges]
            kept = (words[fits], places[fits, None])
            grown.append(np.hstack(kept if side else kept[::-1]))
        self._scratch[numbers] = False
        if len(grown) == 1:
            return grown[0]
        # The nearest word first: of two ways to the same span, the first stays.
        return _drop_repeated([_build_spans(part) for part in grown]).words

    def _list_places(self, numbers: Numbers) -> Places:
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
            found.append(self._join_next(spans, others, neighbor))
        if neighbor.relation in {"near", "after"}:
            found.append(self._join_next(others, spans, neighbor))
        return _drop_repeated(found)

    def _join_next(self, left: Spans, right: Spans, neighbor: Neighbor) -> Spans:
        """Pair each left match with the next right one in reach, if there is one."""
        right = right.select(np.argsort(right.first, kind="stable"))
        index = np.searchsorted(right.first, left.last, side="right")
        inside = index < len(right.first)
        left, index = left.select(inside), index[inside]
        units = self._get_units(neighbor.reach)
        reach = units[left.last] == units[right.first[index]]
        if neighbor.distance is not None:
            reach &= right.first[index] - left.last <= neighbor.distance
        left, index = left.select(reach), index[reach]
        return Spans(
            first=left.first,
            last=right.last[index],
            words=np.hstack((left.words, right.words[index])),
        )

    def _get_units(self, reach: Reach) -> Numbers:
        tokens = self._tokens
        units = {
            "part": tokens.parts,
            "sentence": tokens.sentences,
            "passage": tokens.passages,
        }
        return units[reach]

    def _check(self, spans: Spans, condition: Condition, language: str | None) -> Spans:
        if not len(spans.first):
            return spans
        context = self._get_context(condition.alternatives, language)
        if not len(context.starts):
            holds = np.zeros(len(spans.first), dtype=bool)
        elif condition.kind == "within":
            holds = _is_inside(spans, context)
        else:
            holds = self._is_near(spans, context, condition)
        return spans.select(holds == condition.is_required)

    def _get_context(
        self, alternatives: Alternatives, language: str | None
    ) -> _Context:
        key = (id(alternatives), language)
        if key not in self._contexts:
            spans = self._find_any(alternatives, language)
            order = np.argsort(spans.first, kind="stable")
            starts, index = np.unique(spans.first[order], return_index=True)
            reach = np.maximum.accumulate(spans.last[order])
            self._contexts[key] = _Context(
                alternatives=alternatives,
                starts=starts,
                furthest=reach[np.append(index, len(reach))[1:] - 1],
                ends=np.sort(spans.last),
            )
        return self._contexts[key]

    def _is_near(self, spans: Spans, context: _Context, condition: Condition) -> Flags:
        kind, distance = condition.kind, condition.distance
        units = self._get_units(condition.reach)
        largest = len(units) if distance is None else distance
        near = np.zeros(len(spans.first), dtype=bool)
        if kind in {"near", "before"}:
            starts = context.starts
            index = np.searchsorted(starts, spans.last, side="right")
            next_start = starts[np.minimum(index, len(starts) - 1)]
            near |= (
                (index < len(starts))
                & (next_start - spans.last <= largest)
                & (units[next_start] == units[spans.last])
            )
        if kind in {"near", "after"}:
            ends = context.ends
            index = np.searchsorted(ends, spans.first, side="left") - 1
            last_end = ends[np.maximum(index, 0)]
            near |= (
                (index >= 0)
                & (spans.first - last_end <= largest)
                & (units[last_end] == units[spans.first])
            )
        return near | _is_between(spans, context) if kind == "near" else near


def _is_inside(spans: Spans, context: _Context) -> Flags:
    """Say whether a match lies inside one of the context."""
    reach = np.concatenate(([-1], context.furthest))
    n_begun = np.searchsorted(context.starts, spans.first, side="right")
    return np.asarray(reach[n_begun] >= spans.last, dtype=bool)


def _is_between(spans: Spans, context: _Context) -> Flags:
    """Say whether a match of the context begins in a gap of the match."""
    starts = context.starts
    places = np.minimum(np.searchsorted(starts, spans.words), len(starts) - 1)
    # Of a word of the match itself the condition says nothing.
    n_own = (starts[places] == spans.words).sum(axis=1)
    n_all = np.searchsorted(starts, spans.last, side="right") - np.searchsorted(
        starts, spans.first, side="left"
    )
    return np.asarray(n_all > n_own, dtype=bool)


def _list_slots(alternatives: Alternatives) -> Iterator[Slot]:
    for phrase in alternatives:
        yield from phrase


def _build_spans(words: Places) -> Spans:
    return Spans(first=words[:, 0], last=words[:, -1], words=words)


_NO_SPANS = _build_spans(_NO_PLACES[:, None])


def _drop_repeated(found: Sequence[Spans]) -> Spans:
    """Put matches in text order; of those that cover the same text keep one.

    The one with the most words stays, then the one that was found first.
    """
    if len(found) == 1:
        return found[0]
    spans = join_spans(found)
    order = np.lexsort((-spans.n_words, spans.last, spans.first))
    spans = spans.select(order)
    keep = np.ones(len(order), dtype=bool)
    keep[1:] = (spans.first[1:] != spans.first[:-1]) | (
        spans.last[1:] != spans.last[:-1]
    )
    return spans.select(keep)
