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
from discourse.corpus_statistics.collocations import tabulate_collocations
from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import COLLOCATIONS
from discourse.corpus_statistics.sequences import count_keys
from ledger import InputError, build_empty_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]

WindowMeasure = Literal["log_dice", "mi", "t", "g2", "chi2"]

DEFAULT_MEASURES: tuple[WindowMeasure, ...] = ("log_dice", "g2")
_PAIRS_AT_ONCE = 4_000_000


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
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


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
    keys, n, n_documents = _count_pairs(terms, eligible, window, min_count)
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
        n_documents=n_documents,
        values=values,
    )


def _count_pairs(
    terms: TermSequence, eligible: Integers, window: int, min_count: int
) -> tuple[Integers, Integers, Integers]:
    """Count pairs of eligible terms: keys ascending, counts, numbers of documents."""
    rank = np.full(len(terms.terms), -1, dtype=np.int32)
    rank[eligible] = np.arange(len(eligible), dtype=np.int32)
    ranks = rank[terms.term_id]
    # Memory holds the pairs of a part of the terms at a time.
    n_parts = 1 + terms.n_tokens * window // _PAIRS_AT_ONCE
    found = []
    for part in range(n_parts):
        keys, documents = [], []
        for distance in range(1, window + 1):
            left, right = ranks[:-distance], ranks[distance:]
            low = np.minimum(left, right)
            is_pair = terms.passage_index[:-distance] == terms.passage_index[distance:]
            is_pair &= (low >= 0) & (low % n_parts == part)
            places = np.flatnonzero(is_pair)
            high = np.maximum(left[places], right[places])
            keys.append(low[places].astype(np.int64) * len(eligible) + high)
            documents.append(terms.document_of_token[places])
        found.append(
            count_keys(
                np.concatenate(keys),
                np.concatenate(documents),
                n_documents=len(terms.document_ids),
                min_count=min_count,
            )
        )
    all_keys, n, n_documents = map(np.concatenate, zip(*found, strict=True))
    order = np.argsort(all_keys)
    return all_keys[order], n[order], n_documents[order]


def _count_ends(terms: TermSequence, window: int) -> Numbers:
    """Count the pairs that each term is an end of."""
    sizes = np.bincount(terms.passage_index, minlength=len(terms.passage_ids))
    after = np.repeat(np.cumsum(sizes, dtype=np.int32), sizes)
    after -= np.arange(1, terms.n_tokens + 1, dtype=np.int32)
    before = sizes.astype(np.int32)[terms.passage_index] - 1 - after
    neighbors = np.minimum(before, window) + np.minimum(after, window)
    ends = np.bincount(terms.term_id, weights=neighbors, minlength=len(terms.terms))
    return ends.astype(np.float64)
