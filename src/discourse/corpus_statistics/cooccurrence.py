"""Which terms stand near each other, or near a region or a category?

Terms within a window of a passage, in either order. Terms that touch are left to
`collocations`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from discourse.corpus_statistics.association import (
    TABLE_MEASURES,
    Contingency,
    compute_log_dice,
)
from discourse.corpus_statistics.collocations import (
    count_documents,
    tabulate_collocations,
)
from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import COLLOCATIONS
from ledger import InputError, build_empty_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]

WindowMeasure = Literal["log_dice", "mi", "t", "g2", "chi2"]

DEFAULT_MEASURES: tuple[WindowMeasure, ...] = ("log_dice", "g2")


def compute_cooccurrences(
    terms: TermSequence,
    *,
    window: int = 5,
    measures: Sequence[WindowMeasure] = DEFAULT_MEASURES,
    min_count: int = 5,
    content_only: bool = False,
    languages: Languages = "each",
) -> pd.DataFrame:
    r"""Compare how often two terms stand near each other with what chance would give.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages.
    window : int
        The largest distance: 1 is side by side.
    measures : sequence of str
        Any of ``log_dice``, ``mi``, ``t``, ``g2``, ``chi2``.
    min_count : int
        A pair gets a row if it and both its terms occur at least so often.
    content_only : bool
        Give rows only to pairs of content words.
    languages : {"each", "together"}
        Whether each language is counted by itself.

    Returns
    -------
    pandas.DataFrame
        Collocations table; the two terms of `collocation` are in alphabetical order,
        whatever their order in the texts.

    Raises
    ------
    InputError
        If an argument has a value it cannot have.

    Notes
    -----
    Each two tokens of a passage at a distance of at most `window` are a pair;
    punctuation does not matter. With P pairs in all, :math:`n_{xy}` of x and y, and
    :math:`m_x` ends of pairs at x, the table of counts has :math:`O_{11} = n_{xy}`
    (twice that for x = y), :math:`R_1 = m_x`, :math:`C_1 = m_y`, :math:`N = 2P`: each
    pair is read in both directions. So terms near the edge of passages, which have
    fewer neighbors, are not held to have as many. ``log_dice`` takes the frequencies of
    the terms.

    References
    ----------
    Evert, S. (2008). Corpora and collocations. In: Lüdeling and Kytö (eds.), Corpus
    Linguistics, ch. 58.
    Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN 2008, 6-9.

    Checked against
    ---------------
    Counting pair by pair, and NLTK's windows (``tests/reference/collocations``).
    """
    _check(window, measures, min_count)
    parts = [
        _pair(
            part,
            language,
            window=window,
            measures=sorted(set(measures)),
            min_count=min_count,
            is_wanted=terms.is_content if content_only else None,
        )
        for language, part in split_terms(terms, languages)
    ]
    if not parts:
        return build_empty_table(COLLOCATIONS)
    return pd.concat(parts, ignore_index=True)


def _check(window: int, measures: Sequence[str], min_count: int) -> None:
    for measure in measures:
        check_choice(measure, WindowMeasure, "measures")
    for name, value in (("window", window), ("min_count", min_count)):
        if value < 1:
            raise InputError(f"{name}: found {value}. Expected at least 1.")


def _pair(
    terms: TermSequence,
    language: str,
    *,
    window: int,
    measures: Sequence[str],
    min_count: int,
    is_wanted: NDArray[np.bool_] | None,
) -> pd.DataFrame:
    is_eligible = terms.frequencies >= min_count
    if is_wanted is not None:
        is_eligible &= is_wanted
    # In alphabetical order: the smaller number of a pair is the term to name first.
    eligible = np.array(
        sorted(np.flatnonzero(is_eligible).tolist(), key=terms.terms.__getitem__),
        dtype=np.int64,
    )
    pairs = _Pairs(terms=terms, eligible=eligible, window=window)
    keys, n = pairs.count()
    is_kept = n >= min_count
    keys, n = keys[is_kept], n[is_kept]
    first, second = np.divmod(keys, max(len(eligible), 1))
    ends = _count_ends(terms, window)
    frequency = terms.frequencies[eligible].astype(np.float64)
    joint = n.astype(np.float64)
    table = Contingency(
        joint=np.where(first == second, 2 * joint, joint),
        first=ends[eligible][first],
        second=ends[eligible][second],
        total=float(ends.sum()),
    )
    values = {
        name: compute_log_dice(joint, frequency[first], frequency[second])
        if name == "log_dice"
        else TABLE_MEASURES[name](table)
        for name in measures
    }
    words = [terms.terms[number] for number in eligible.tolist()]
    return tabulate_collocations(
        language,
        [
            f"{words[a]} {words[b]}"
            for a, b in zip(first.tolist(), second.tolist(), strict=True)
        ],
        n=n,
        n_documents=pairs.count_documents(keys),
        values=values,
    )


class _Pairs:
    """The pairs of eligible terms in a window, one distance after the other."""

    def __init__(self, *, terms: TermSequence, eligible: Integers, window: int) -> None:
        rank = np.full(len(terms.terms), -1, dtype=np.int64)
        rank[eligible] = np.arange(len(eligible))
        self._terms = terms
        self._ranks = rank[terms.term_id]
        self._n_eligible = len(eligible)
        self._distances = range(1, window + 1)

    def _find(self, distance: int) -> tuple[Integers, Integers]:
        """Find the pairs at a distance: where they begin and which they are."""
        left, right = self._ranks[:-distance], self._ranks[distance:]
        passage = self._terms.passage_index
        is_inside = passage[:-distance] == passage[distance:]
        places = np.flatnonzero(is_inside & (left >= 0) & (right >= 0))
        low = np.minimum(left[places], right[places])
        high = np.maximum(left[places], right[places])
        return places, low * self._n_eligible + high

    def count(self) -> tuple[Integers, Integers]:
        """Count each distinct pair; keys ascending."""
        keys = counts = np.empty(0, dtype=np.int64)
        for distance in self._distances:
            new_keys, new_counts = np.unique(
                self._find(distance)[1], return_counts=True
            )
            keys, number = np.unique(
                np.concatenate([keys, new_keys]), return_inverse=True
            )
            sums = np.bincount(
                number,
                weights=np.concatenate([counts, new_counts]),
                minlength=len(keys),
            )
            counts = sums.astype(np.int64)
        return keys, counts

    def count_documents(self, keys: Integers) -> Integers:
        """Count the documents that have each of some pairs."""
        numbers, documents = [], []
        for distance in self._distances:
            places, found = self._find(distance)
            number = np.searchsorted(keys, found)
            is_kept = number < len(keys)
            is_kept[is_kept] = keys[number[is_kept]] == found[is_kept]
            numbers.append(number[is_kept])
            documents.append(self._terms.document_of_token[places[is_kept]])
        return count_documents(
            np.concatenate(numbers),
            np.concatenate(documents),
            np.arange(len(keys)),
            len(keys),
        )


def _count_ends(terms: TermSequence, window: int) -> Numbers:
    """Count the pairs that each term is an end of."""
    sizes = np.bincount(terms.passage_index, minlength=len(terms.passage_ids))
    first = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    place = np.arange(terms.n_tokens) - first[terms.passage_index]
    after = sizes[terms.passage_index] - 1 - place
    neighbors = np.minimum(place, window) + np.minimum(after, window)
    ends: Numbers = np.zeros(len(terms.terms))
    np.add.at(ends, terms.term_id, neighbors.astype(np.float64))
    return ends
