"""Whether a negation governs a match.

What is meant is grammar, not value: ``has_negation`` says that a word of negation has the
matched words in its scope, not that the sentence denies the theme ("бедность не
снижается" speaks of poverty, and the negation governs the verb behind it).

The scope never reaches over the end of a clause: the end of the sentence, a comma,
semicolon, colon, bracket, dash between blanks, an empty line, or a conjunction that
begins a new clause (но, а, что, который; but, because, which; бірақ, ал, өйткені). Within
the clause the rules are those of the language (`russian`, `english`, `kazakh`): how far
a negation reaches, what ends it earlier, and which set phrases are no negation (не
только, нельзя не, not only, ғана емес).

A negation inside the match belongs to the term ("нет доступа" is what the lexicon looks
for). In a passage of unknown language the rules of all three are tried.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

import numpy as np

from discourse.lexicons.negation import english, kazakh, russian
from discourse.lexicons.negation.clauses import Clause

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.lexicons.matching import Spans
    from discourse.lexicons.numbering import NumberedTokens

_REACH = 6
_REACH_OF_CLAUSE = 14  # what cancels a negation may stand far before it
_WALL = re.compile(r"[,;:()\[\]!?…]|(?:^|\s)[–—-](?:\s|$)|\n\s*\n")


class _Rules(Protocol):
    """What each language says."""

    BORDERS: frozenset[str]

    def list_negators(self, forms: Sequence[str]) -> list[bool]: ...

    def is_negated(self, clause: Clause) -> bool: ...


def _get_rules(language: str) -> tuple[_Rules, ...]:
    rules: dict[str, _Rules] = {"ru": russian, "en": english, "kk": kazakh}
    return (rules[language],) if language in rules else tuple(rules.values())


def flag_negated(
    tokens: NumberedTokens,
    spans: Spans,
    *,
    terms: Sequence[str],
    rank: NDArray[np.int64],
) -> NDArray[np.bool_]:
    """Flag the matches that a negation governs.

    Parameters
    ----------
    tokens : NumberedTokens
        The corpus.
    spans : Spans
        The matches.
    terms : sequence of str
        The patterns.
    rank : array (n_matches,)
        Number of the pattern of each match.

    Returns
    -------
    array of bool
        One flag a match.
    """
    table = tokens.table
    negated = np.zeros(len(spans.first), dtype=bool)
    for match in _find_candidates(tokens, spans).tolist():
        passage = int(table.passage_index[spans.first[match]])
        rules = _get_rules(table.languages[passage])
        first, last = int(spans.first[match]), int(spans.last[match])
        term = terms[int(rank[match])].lower()
        negated[match] = any(
            rule.is_negated(_read_clause(tokens, first, last, rule.BORDERS, term))
            for rule in rules
        )
    return negated


def _find_candidates(tokens: NumberedTokens, spans: Spans) -> NDArray[np.int64]:
    """Find the matches that have a word of negation in or around them at all."""
    table = tokens.table
    forms = tokens.arrays.forms
    may_negate = np.zeros(tokens.arrays.n_forms, dtype=bool)
    for language in dict.fromkeys(table.languages):
        for rule in _get_rules(language):
            may_negate |= np.asarray(rule.list_negators(table.folded_vocabulary))
    if not may_negate.any():
        return np.empty(0, dtype=np.int64)
    # How many words of negation stand before each token: a difference counts those in
    # a stretch.
    n_before = np.concatenate(([0], np.cumsum(may_negate[forms])))
    low = np.maximum(spans.first - _REACH, 0)
    high = np.minimum(spans.last + 1 + _REACH, len(forms))
    return np.flatnonzero(n_before[high] > n_before[low])


def _read_clause(
    tokens: NumberedTokens, first: int, last: int, borders: frozenset[str], term: str
) -> Clause:
    table = tokens.table
    vocabulary, forms = table.folded_vocabulary, tokens.arrays.forms
    text = tokens.texts[int(table.passage_index[first])]
    sentences = tokens.arrays.sentences

    def is_wall(left: int) -> bool:
        right = left + 1
        if sentences[left] != sentences[right]:
            return True
        between = text[int(table.end[left]) : int(table.start[right])]
        return _WALL.search(between) is not None

    start, opening = first, ""
    while start > max(0, first - _REACH_OF_CLAUSE) and not is_wall(start - 1):
        if (word := vocabulary[forms[start - 1]]) in borders:
            opening = word
            break
        start -= 1
    stop = last + 1
    while (
        stop < min(len(forms), last + 1 + _REACH)
        and not is_wall(stop - 1)
        and vocabulary[forms[stop]] not in borders
    ):
        stop += 1
    words = [vocabulary[form] for form in forms[start:stop].tolist()]
    n_before, n_match = first - start, last + 1 - first
    return Clause(
        before=words[:n_before],
        match=words[n_before : n_before + n_match],
        after=words[n_before + n_match :],
        opening=opening,
        is_capital=[
            text[int(place)].isupper() for place in table.start[first:stop].tolist()
        ],
        term=term,
    )
