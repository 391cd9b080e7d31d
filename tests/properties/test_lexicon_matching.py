"""Hits agree with a search that tries everything, word by word.

The search here is written from docs/lexicons.md alone: no arrays, no index, no order of
looking. A sentence is a list of words; ``,`` ends a part of it and is no word.
"""

import itertools
from collections import defaultdict

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import build_lexicon, find_hits
from discourse.lexicons.syntax import parse_pattern

WORDS = st.sampled_from(["ax", "bx", "cx", "dx", "ax,", "bx,"])
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=7), min_size=1, max_size=3)
ATOMS = st.sampled_from(['"ax"', '"bx"', '"cx"', '("ax" | "bx")', '("bx" | "cx dx")'])
GAPS = st.sampled_from([" ", " [1] ", " [1-2] ", " [,0] ", " [,2] "])
PHRASES = st.one_of(
    ATOMS,
    st.tuples(ATOMS, GAPS, ATOMS).map("".join),
    st.tuples(ATOMS, GAPS, ATOMS, GAPS, ATOMS).map("".join),
)
TAILS = st.tuples(
    st.sampled_from(
        ["NEAR/1", "NEAR/3", "AFTER/2", "BEFORE/2", "NEAR/SENTENCE",
         "NOT WITHIN", "NOT NEAR/2", "NOT NEAR/SENTENCE", "NOT AFTER/2",
         "NOT BEFORE/SENTENCE", "IF NEAR/2", "IF AFTER/1", "IF BEFORE/SENTENCE",
         "NEAR/PASSAGE", "BEFORE/4/PASSAGE", "NOT NEAR/5/PASSAGE", "IF AFTER/PASSAGE",
         "NEAR/PART", "AFTER/3/PART", "NOT NEAR/PART", "IF BEFORE/2/PART"]
    ),
    PHRASES,
).map(" ".join)  # fmt: skip
PATTERNS = st.tuples(PHRASES, st.lists(TAILS, max_size=2)).map(
    lambda parts: " ".join([parts[0], *parts[1]])
)


class Text:
    """Words with the number of their sentence."""

    def __init__(self, sentences):
        written = [word for sentence in sentences for word in sentence]
        self.words = [word.strip(",") for word in written]
        self.n_commas = list(
            itertools.accumulate((word.endswith(",") for word in written), initial=0)
        )
        self.sentence = [
            number for number, sentence in enumerate(sentences) for _ in sentence
        ]

    def find_phrase(self, phrase):
        found = set()
        for start in range(len(self.words)):
            self._extend((start,), phrase, found)
        return found

    def _extend(self, words, phrase, found):
        slot = phrase[len(words) - 1]
        place = words[-1]
        is_inside = place < len(self.words)
        if not is_inside or self.sentence[place] != self.sentence[words[0]]:
            return
        if self.words[place] not in {atom.text for atom in slot.atoms}:
            return
        if len(words) == len(phrase):
            found.add(words)
            return
        following = phrase[len(words)]
        for gap in range(following.gap_low, following.gap_high + 1):
            target = min(place + 1 + gap, len(self.words))
            has_comma = self.n_commas[target] > self.n_commas[place]
            if following.crosses_marks or not has_comma:
                self._extend((*words, place + 1 + gap), phrase, found)

    def find_any(self, alternatives):
        return set().union(*map(self.find_phrase, alternatives))

    def find(self, pattern):
        """Give the matches as tuples of the places of their words."""
        found = self.find_any(pattern.alternatives)
        for neighbor in pattern.neighbors:
            others = self.find_any(neighbor.alternatives)
            joined = set()
            if neighbor.relation in {"near", "before"}:
                joined |= self._join(found, others, neighbor)
            if neighbor.relation in {"near", "after"}:
                joined |= self._join(others, found, neighbor)
            found = joined
        for condition in pattern.conditions:
            others = self.find_any(condition.alternatives)
            found = {
                match
                for match in found
                if any(self._holds(condition, match, other) for other in others)
                == condition.is_required
            }
        return found

    def _follows(self, left, right, limit):
        """Say whether a match begins behind another, near enough."""
        distance = right[0] - left[-1]
        is_same = self.sentence[left[-1]] == self.sentence[right[0]]
        has_comma = self.n_commas[left[-1]] < self.n_commas[right[0]]
        return (
            distance > 0
            and (is_same or limit.reach == "passage")
            and not (has_comma and limit.reach == "part")
            and (limit.distance is None or distance <= limit.distance)
        )

    def _join(self, lefts, rights, neighbor):
        return {
            (*left, *right)
            for left, right in itertools.product(lefts, rights)
            if self._follows(left, right, neighbor)
        }

    def _holds(self, condition, match, other):
        if condition.kind == "within":
            return other[0] <= match[0] and match[-1] <= other[-1]
        is_before = self._follows(match, other, condition)
        is_after = self._follows(other, match, condition)
        begins_in_gap = match[0] < other[0] < match[-1] and other[0] not in match
        return {
            "before": is_before,
            "after": is_after,
            "near": is_before or is_after or begins_in_gap,
        }[condition.kind]


def write(sentences):
    return " ".join(" ".join(s).capitalize().rstrip(",") + "." for s in sentences)


def find_by_program(patterns, sentences, overlaps="category"):
    """Give hits as (category, places of the used words)."""
    text = write(sentences)
    ends = [place for place, letter in enumerate(text) if letter == "x"]
    places = {end + 1: number for number, end in enumerate(ends)}
    passages = pd.DataFrame({"passage_id": ["p"], "language": ["en"], "text": [text]})
    lexicon = build_lexicon({f"k{n}": [p] for n, p in enumerate(patterns)})
    hits = find_hits(passages, lexicon=lexicon, overlaps=overlaps)
    return [
        (hit.category, places[hit.start + 2], places[hit.end])
        for hit in hits.itertuples()
    ]


@settings(max_examples=150, deadline=None)
@given(PATTERNS, SENTENCES)
def test_a_pattern_is_found_where_a_full_search_finds_it(pattern, sentences):
    matches = Text(sentences).find(parse_pattern(pattern))
    found = find_by_program([pattern], sentences)
    spans = {(match[0], match[-1]) for match in matches}
    assert {hit[1:] for hit in found} <= spans
    assert bool(found) == bool(spans)
    if "PASSAGE" in pattern:
        return
    # Overlaps leave no sentence without a hit that has a match.
    sentence = Text(sentences).sentence
    assert {sentence[hit[1]] for hit in found} == {sentence[s[0]] for s in spans}


@settings(max_examples=100, deadline=None)
@given(st.lists(PHRASES, min_size=1, max_size=3), SENTENCES)
def test_the_longest_matches_of_a_category_are_kept(phrases, sentences):
    text = Text(sentences)
    matches = [
        (-len(match), match[-1] - match[0], match[0], rank, match)
        for rank, phrase in enumerate(phrases)
        for match in text.find(parse_pattern(phrase))
    ]
    used, expected = set(), set()
    for *_, match in sorted(matches):
        if not used & set(match):
            used |= set(match)
            expected.add((match[0], match[-1]))
    together = build_lexicon({"all": phrases})
    written = write(sentences)
    passages = pd.DataFrame(
        {"passage_id": ["p"], "language": ["en"], "text": [written]}
    )
    hits = find_hits(passages, lexicon=together)
    starts = [place for place, letter in enumerate(written) if letter == "x"]
    found = {
        (starts.index(hit.start + 1), starts.index(hit.end - 1))
        for hit in hits.itertuples()
    }
    assert found == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(PHRASES, min_size=2, max_size=4), SENTENCES)
def test_policies_only_take_away(phrases, sentences):
    alone = defaultdict(set)
    for number, phrase in enumerate(phrases):
        for _, *span in find_by_program([phrase], sentences):
            alone[f"k{number}"].add(tuple(span))
    by_category = find_by_program(phrases, sentences)
    assert {hit[1:] for hit in by_category} == set().union(*alone.values())
    for category, *span in by_category:
        assert tuple(span) in alone[category]
    once = find_by_program(phrases, sentences, "lexicon")
    assert len(once) <= len(by_category)
