"""Which words keep the same company? Word vectors trained on the study's own texts.

No model is downloaded: a few hundred thousand words are enough for the vocabulary of
one kind of text, and the vectors speak about the corpus at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds

from discourse.tokens.table import tokenize_passages
from discourse.topics.stop_words import read_stop_words

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from discourse.tokens.table import TokenTable

    Floats = NDArray[np.float64]
    Integers = NDArray[np.int64]

_SMOOTHING = 0.75
_FEWEST_WORDS = 10


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WordVectors:
    """Unit vectors of lemmas.

    Parameters
    ----------
    words : tuple of str
        The lemmas, sorted.
    vectors : array of float, shape (n_words, n_dimensions)
        One row a word, of length 1 (0 for a word that keeps no company).
    n_passages : array of int, shape (n_words,)
        Passages of each word.
    """

    words: tuple[str, ...]
    vectors: Floats
    n_passages: Integers


def build_word_vectors(
    passages: pd.DataFrame,
    *,
    window: int = 5,
    min_passages: int = 5,
    n_dimensions: int = 100,
) -> WordVectors:
    r"""Build vectors of the lemmas of passages of one language.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table of one language.
    window : int
        How many content words to each side are a word's company.
    min_passages : int
        A word of fewer passages gets no vector.
    n_dimensions : int
        Length of the vectors; at most what the vocabulary allows.

    Returns
    -------
    WordVectors
        Vectors of content words (no stop words, numbers, single letters); empty where
        fewer than ten words are frequent enough.

    Notes
    -----
    With :math:`n_{wc}` the number of times c stands within the window of w, positive
    pointwise mutual information with smoothed contexts,

    .. math:: m_{wc} = \max\Big(0, \log \frac{n_{wc} \sum_{c'} n_{c'}^{0.75}}
        {n_w \, n_c^{0.75}}\Big),

    and the vectors are the rows of :math:`U \sqrt{\Sigma}` of its truncated singular
    value decomposition. On corpora of this size counts of this kind are as good as
    trained networks, and every run gives the same vectors.

    References
    ----------
    Levy, O., Goldberg, Y. and Dagan, I. (2015). Improving distributional similarity
    with lessons learned from word embeddings. TACL 3, 211-225, equations 1 to 6.
    """
    table = tokenize_passages(passages)
    kept, words, n_passages = _choose_words(
        table, set(passages["language"]), min_passages
    )
    if len(words) < _FEWEST_WORDS:
        return WordVectors(
            words=(), vectors=np.zeros((0, 0)), n_passages=np.zeros(0, dtype=np.int64)
        )
    ids = kept[table.lemma_ids]
    is_kept = ids >= 0
    ids, passage = ids[is_kept], table.passage_index[is_kept]
    association = _associate(_count_pairs(ids, passage, window, len(words)))
    k = min(n_dimensions, len(words) - 1)
    start = np.ones(len(words)) / np.sqrt(len(words))
    left, values, _ = svds(association, k=k, v0=start)
    vectors = left * np.sqrt(np.maximum(values, 0.0))
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return WordVectors(
        words=words,
        vectors=vectors / np.where(length > 0, length, 1.0),
        n_passages=n_passages,
    )


def _choose_words(
    table: TokenTable, languages: set[str], min_passages: int
) -> tuple[Integers, tuple[str, ...], Integers]:
    """Give the lemmas that get a vector a number, in alphabetical order; others -1."""
    vocabulary = table.lemma_vocabulary
    pairs = np.unique(
        table.lemma_ids.astype("int64") * max(len(table.passage_ids), 1)
        + table.passage_index
    )
    n_passages = np.bincount(
        pairs // max(len(table.passage_ids), 1), minlength=len(vocabulary)
    )
    stop_words = frozenset[str]().union(
        *(read_stop_words(name) for name in sorted(languages & {"ru", "kk", "en"}))
    )
    chosen = sorted(
        (
            number
            for number in np.flatnonzero(n_passages >= min_passages).tolist()
            if vocabulary[number][:2].isalpha()
            and len(vocabulary[number]) > 1
            and vocabulary[number] not in stop_words
        ),
        key=vocabulary.__getitem__,
    )
    kept = np.full(len(vocabulary), -1, dtype=np.int64)
    kept[chosen] = np.arange(len(chosen))
    return kept, tuple(vocabulary[number] for number in chosen), n_passages[chosen]


def _count_pairs(
    ids: Integers, passage: NDArray[np.int32], window: int, n_words: int
) -> sparse.csr_array:
    """Count how often two words stand within the window of each other."""
    total = sparse.csr_array((n_words, n_words), dtype="float64")
    for distance in range(1, window + 1):
        same = passage[distance:] == passage[:-distance]
        first, second = ids[:-distance][same], ids[distance:][same]
        total = total + sparse.csr_array(
            (np.ones(len(first)), (first, second)), shape=(n_words, n_words)
        )
    return sparse.csr_array(total + total.T)


def _associate(pairs: sparse.csr_array) -> sparse.csr_array:
    """Compute positive pointwise mutual information with smoothed contexts."""
    row_sums = np.asarray(pairs.sum(axis=1)).ravel()
    smoothed = row_sums**_SMOOTHING
    entries = pairs.tocoo()
    row, column = entries.coords
    with np.errstate(divide="ignore"):
        value = np.log(
            entries.data * smoothed.sum() / (row_sums[row] * smoothed[column])
        )
    is_positive = value > 0
    return sparse.csr_array(
        (value[is_positive], (row[is_positive], column[is_positive])),
        shape=pairs.shape,
    )
