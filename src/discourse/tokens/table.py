"""Which words stand where in a set of passages?

The table of tokens is the one form in which counts, topics and keyness read text:
arrays of integers beside a vocabulary, so that whatever depends on the form alone
(folding, lemmas) is done once for each distinct form. What a token is, is decided in
`discourse.tokens.tokenizing`.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from discourse.tokens.forms import fold_forms
from discourse.tokens.lemmas import lemmatize
from discourse.tokens.tokenizing import split_text
from ledger import check_choice

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from numpy.typing import NDArray

    from ledger import Progress

    Integers = NDArray[np.int32]

Tokens = Literal["words", "whitespace"]


@dataclass(frozen=True, kw_only=True, eq=False)
class TokenTable:
    """The tokens of a set of passages, one array element per token.

    Parameters
    ----------
    passage_ids : tuple of str
        The passages, in the order in which they were given.
    languages : tuple of str
        Language of each passage: ru, kk, en or unknown.
    passage_index : array of int32
        Which passage of `passage_ids` the token stands in; never decreasing.
    start, end : array of int32
        Half-open offsets in the passage, in code points.
    form_id : array of int32
        Which word of `vocabulary` the token is.
    vocabulary : tuple of str
        The distinct forms exactly as written, in order of first appearance.

    Notes
    -----
    The arrays are read-only. `folded_ids` and `lemma_ids` are computed when they are
    first asked for and kept.
    """

    passage_ids: tuple[str, ...]
    languages: tuple[str, ...]
    passage_index: Integers
    start: Integers
    end: Integers
    form_id: Integers
    vocabulary: tuple[str, ...]

    @property
    def n_tokens(self) -> int:
        """Number of tokens in all passages."""
        return len(self.form_id)

    @cached_property
    def counts(self) -> Integers:
        """Number of tokens of each passage."""
        counts = np.bincount(self.passage_index, minlength=len(self.passage_ids))
        return _freeze(counts)

    @property
    def folded_vocabulary(self) -> tuple[str, ...]:
        """The distinct folded forms (lower case, one spelling)."""
        return self._folded[0]

    @property
    def folded_ids(self) -> Integers:
        """Which word of `folded_vocabulary` each token is."""
        return self._folded[1]

    @property
    def lemma_vocabulary(self) -> tuple[str, ...]:
        """The distinct lemmas; two languages may share one."""
        return self._lemmas[0]

    @property
    def lemma_ids(self) -> Integers:
        """Which word of `lemma_vocabulary` each token's lemma is."""
        return self._lemmas[1]

    @cached_property
    def _folded(self) -> tuple[tuple[str, ...], Integers]:
        vocabulary, ids = _number(fold_forms(self.vocabulary))
        return vocabulary, _freeze(ids[self.form_id])

    @cached_property
    def _lemmas(self) -> tuple[tuple[str, ...], Integers]:
        # A form is looked up once per language it occurs in: the pair becomes one
        # number, and a table over all pairs avoids sorting the tokens.
        names = tuple(dict.fromkeys(self.languages))
        codes = {name: code for code, name in enumerate(names)}
        language = np.array([codes[name] for name in self.languages], dtype=np.int64)
        n_forms = len(self.vocabulary)
        pair = language[self.passage_index] * n_forms + self.form_id
        is_present = np.zeros(len(names) * n_forms, dtype=bool)
        is_present[pair] = True
        lemmas: list[str] = []
        for code, name in enumerate(names):
            found = np.flatnonzero(is_present[code * n_forms : (code + 1) * n_forms])
            lemmas += lemmatize([self.vocabulary[i] for i in found.tolist()], name)
        vocabulary, ids = _number(lemmas)
        rank = np.cumsum(is_present) - 1
        return vocabulary, _freeze(ids[rank[pair]])


def tokenize_passages(
    passages: pd.DataFrame,
    *,
    tokens: Tokens = "words",
    progress: Progress | None = None,
) -> TokenTable:
    """Find the tokens of every passage.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; only ``passage_id``, ``language`` and ``text`` are read.
    tokens : {"words", "whitespace"}
        With ``whitespace`` the text is taken as tokenized already: whatever stands
        between blanks is a token, punctuation too.
    progress : Progress, optional
        Told of each thousand passages.

    Returns
    -------
    TokenTable
        One array element per token, in the order of the passages.

    Notes
    -----
    Nothing is dropped: a passage without tokens keeps its place and has the count 0.
    """
    check_choice(tokens, Tokens, "tokens")
    identifiers: defaultdict[str, int] = defaultdict()
    identifiers.default_factory = identifiers.__len__
    lengths = array("i")
    forms = array("i")
    n_tokens = []
    if progress is not None:
        progress.start("tokens", len(passages))
    for number, text in enumerate(passages["text"], start=1):
        pieces = split_text(text, at_blanks=tokens == "whitespace")
        pieces.pop()
        words = pieces[1::2]
        lengths.extend(map(len, pieces))
        forms.extend(map(identifiers.__getitem__, words))
        n_tokens.append(len(words))
        if progress is not None and number % _REPORTED == 0:
            progress.advance(_REPORTED)
    if progress is not None:
        progress.advance(len(passages) % _REPORTED)
        progress.finish()
    start, end = _find_offsets(lengths, np.array(n_tokens, dtype=np.int64))
    return TokenTable(
        passage_ids=tuple(passages["passage_id"].tolist()),
        languages=tuple(passages["language"].tolist()),
        passage_index=_freeze(
            np.repeat(np.arange(len(passages), dtype=np.int32), n_tokens)
        ),
        start=_freeze(start),
        end=_freeze(end),
        form_id=_freeze(np.frombuffer(forms, dtype=np.intc)),
        vocabulary=tuple(identifiers),
    )


def _find_offsets(
    lengths: array[int], n_tokens: NDArray[np.int64]
) -> tuple[Integers, Integers]:
    """Turn the lengths of blanks and tokens in turn into offsets in their passage."""
    # Sums over all passages may wrap around; the differences within one are right.
    ends = np.cumsum(np.frombuffer(lengths, dtype=np.intc), dtype=np.int32)
    pairs = ends.reshape(-1, 2)
    before = np.zeros(len(n_tokens), dtype=np.int32)
    n_before = np.cumsum(n_tokens)[:-1]
    before[1:][n_before > 0] = pairs[n_before[n_before > 0] - 1, 1]
    pairs -= np.repeat(before, n_tokens)[:, None]
    return pairs[:, 0], pairs[:, 1]


_REPORTED = 1000


def _number(words: Iterable[str]) -> tuple[tuple[str, ...], Integers]:
    identifiers: defaultdict[str, int] = defaultdict()
    identifiers.default_factory = identifiers.__len__
    ids = np.array([identifiers[word] for word in words], dtype=np.int32)
    return tuple(identifiers), ids


def _freeze(values: NDArray[np.integer]) -> Integers:
    frozen = np.ascontiguousarray(values, dtype=np.int32)
    frozen.flags.writeable = False
    return frozen
