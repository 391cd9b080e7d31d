"""Which terms does each passage hold, and how often?

The matrix of passages and terms is what every topic model reads. This module decides
what counts as a term; fitting is left to `discourse.topics.models`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import sparse

from discourse.tokens.table import tokenize_passages
from discourse.topics.stop_words import read_stop_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

Unit = Literal["lemma", "form"]
Tokens = Literal["words", "whitespace"]

_CONTENT = re.compile(r"(?!https?://|www\.)[^\W\d_][^\W_].*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TermMatrix:
    """How often each term occurs in each passage.

    Parameters
    ----------
    passage_ids : tuple of str
        The passages that hold at least one term, sorted.
    empty_ids : tuple of str
        The passages that hold none, sorted.
    terms : tuple of str
        The terms, sorted.
    counts : scipy.sparse.csr_array
        Counts, shape (n_passages, n_terms).
    """

    passage_ids: tuple[str, ...]
    empty_ids: tuple[str, ...]
    terms: tuple[str, ...]
    counts: Any


def build_term_matrix(
    passages: pd.DataFrame,
    *,
    unit: Unit = "lemma",
    tokens: Tokens = "words",
    min_passages: int = 3,
    max_share: float = 0.5,
) -> TermMatrix:
    """Count the terms of passages.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; only ``passage_id``, ``language`` and ``text`` are read.
    unit : {"lemma", "form"}
        Whether a term is a dictionary form or a folded word form.
    tokens : {"words", "whitespace"}
        With ``whitespace`` the text is taken as already tokenized: terms are what
        stands between spaces, and nothing is left out.
    min_passages : int
        A term of fewer passages is left out: with one or two passages nothing can be
        learned about the company it keeps.
    max_share : float
        A term that occurs in a larger share of the passages is left out: it
        separates nothing.

    Returns
    -------
    TermMatrix
        Passages sorted by id and terms sorted by code point, so that the order of
        the given rows does not matter.

    Notes
    -----
    With ``tokens="words"`` a term begins with two letters and is neither a stop word
    (by form or by lemma; see `read_stop_words`) nor a web address. Numbers, initials
    and single letters are therefore not terms.
    """
    ordered = passages.sort_values("passage_id", kind="stable")
    identifiers: list[str] = ordered["passage_id"].tolist()
    if tokens == "whitespace":
        row, vocabulary, column = _split_whitespace(ordered["text"].tolist())
        is_kept = np.ones(len(vocabulary), dtype=bool)
    else:
        row, vocabulary, column = _find_content(ordered, unit)
        is_kept = np.zeros(len(vocabulary), dtype=bool)
    counts = sparse.csr_array(
        (np.ones(len(row)), (row, column)), shape=(len(identifiers), len(vocabulary))
    )
    counts.sum_duplicates()
    if tokens == "words":
        n_passages = np.bincount(counts.indices, minlength=len(vocabulary))
        most = max_share * np.count_nonzero(np.diff(counts.indptr))
        is_kept = (n_passages >= min_passages) & (n_passages <= most)
    kept = sorted(np.flatnonzero(is_kept).tolist(), key=vocabulary.__getitem__)
    counts = counts[:, kept].tocsr()
    is_full = np.diff(counts.indptr) > 0
    counts = counts[np.flatnonzero(is_full)]
    counts.sort_indices()
    pairs = list(zip(identifiers, is_full.tolist(), strict=True))
    return TermMatrix(
        passage_ids=tuple(name for name, full in pairs if full),
        empty_ids=tuple(name for name, full in pairs if not full),
        terms=tuple(vocabulary[i] for i in kept),
        counts=counts,
    )


_Triplets = tuple["NDArray[Any]", "Sequence[str]", "NDArray[Any]"]


def _find_content(passages: pd.DataFrame, unit: Unit) -> _Triplets:
    table = tokenize_passages(passages)
    forms, form_ids = table.folded_vocabulary, table.folded_ids
    lemmas, lemma_ids = table.lemma_vocabulary, table.lemma_ids
    languages = sorted(set(table.languages) & {"ru", "kk", "en"})
    stop_words = frozenset[str]().union(*map(read_stop_words, languages))
    is_content = flag_content(forms, stop_words)[form_ids]
    is_content &= flag_content(lemmas, stop_words)[lemma_ids]
    vocabulary, ids = (lemmas, lemma_ids) if unit == "lemma" else (forms, form_ids)
    return table.passage_index[is_content], vocabulary, ids[is_content]


def flag_content(words: Sequence[str], stop_words: frozenset[str]) -> NDArray[np.bool_]:
    """Say which words are content words: two letters first, no stop word."""
    return np.array(
        [word not in stop_words and bool(_CONTENT.match(word)) for word in words],
        dtype=bool,
    )


def _split_whitespace(texts: Sequence[str]) -> _Triplets:
    words = [text.split() for text in texts]
    vocabulary = sorted({word for part in words for word in part})
    number = {word: i for i, word in enumerate(vocabulary)}
    row = np.repeat(np.arange(len(words)), [len(part) for part in words])
    column = np.array([number[word] for part in words for word in part], dtype=np.int64)
    return row, vocabulary, column
