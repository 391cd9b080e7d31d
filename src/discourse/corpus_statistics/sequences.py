"""Which sequences of terms are there, how often, and in how many documents?

Counting is by sorting numbers: linear in the text but for the sort, and without an
object for a sequence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Integers = NDArray[np.int64]
    Places = NDArray[np.int32]

# Starts of sequences counted at a time.
_STARTS_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SequenceCounts:
    """Distinct sequences of terms.

    Parameters
    ----------
    words : tuple of array
        For each place, which term each sequence has there.
    n : array
        How often each sequence occurs.
    n_documents : array
        How many documents have it.
    """

    words: tuple[Integers, ...]
    n: Integers
    n_documents: Integers

    def list_names(self, terms: Sequence[str]) -> list[str]:
        """Write each sequence with blanks between its terms."""
        rows = zip(*(word.tolist() for word in self.words), strict=True)
        return [" ".join(map(terms.__getitem__, row)) for row in rows]


def find_sequences(terms: TermSequence, size: int) -> Places:
    """Find where sequences of terms begin that nothing but blanks parts."""
    n_starts = max(terms.n_tokens - size + 1, 0)
    is_start = np.ones(n_starts, dtype=bool)
    for place in range(1, size):
        is_start &= terms.is_joined[place : place + n_starts]
    return np.flatnonzero(is_start).astype(np.int32)


def count_sequences(
    terms: TermSequence,
    size: int,
    *,
    min_count: int = 1,
    is_wanted: NDArray[np.bool_] | None = None,
) -> SequenceCounts:
    """Count the distinct sequences of a size.

    Parameters
    ----------
    terms : TermSequence
        The terms.
    size : int
        Number of terms in a sequence.
    min_count : int
        Rarer sequences are left out.
    is_wanted : array of bool, optional
        For each term, whether sequences with it are kept.

    Returns
    -------
    SequenceCounts
        The sequences that are kept.
    """
    words, n, n_documents = _join(
        [
            _count_part(terms, starts, size, min_count)
            for _, starts in _split_starts(terms, find_sequences(terms, size))
        ]
    )
    if is_wanted is not None:
        is_kept = np.ones(len(n), dtype=bool)
        for word in words:
            is_kept &= is_wanted[word]
        words = tuple(word[is_kept] for word in words)
        n, n_documents = n[is_kept], n_documents[is_kept]
    return SequenceCounts(words=words, n=n, n_documents=n_documents)


def _split_starts(
    terms: TermSequence, starts: Places, place: int = 0
) -> Iterator[tuple[slice, Places]]:
    """Give the starts in parts, by ranges of the term they have in a place.

    A sequence has all its starts in one part, and memory holds the numbers of one.
    """
    n_of_term = np.bincount(terms.term_id[starts + place], minlength=len(terms.terms))
    part_of_term = (np.cumsum(n_of_term) // _STARTS_AT_ONCE).astype(np.uint16)
    part_of_start = part_of_term[terms.term_id[starts + place]]
    for part in range(int(part_of_term[-1]) + 1 if len(part_of_term) else 1):
        low, high = np.searchsorted(part_of_term, [part, part + 1]).tolist()
        yield slice(low, high), starts[part_of_start == part]


def _count_part(
    terms: TermSequence, starts: Places, size: int, min_count: int
) -> tuple[tuple[Integers, ...], Integers, Integers]:
    n_terms = len(terms.terms)
    number = terms.term_id[starts].astype(np.int64)
    prefix: tuple[Integers, ...] = (np.arange(n_terms),)
    for place in range(1, size - 1):
        keys, number = np.unique(
            number * n_terms + terms.term_id[starts + place], return_inverse=True
        )
        prefix = (*(word[keys // n_terms] for word in prefix), keys % n_terms)
    if size > 1:
        number *= n_terms
        number += terms.term_id[starts + size - 1]
    keys, n, n_documents = count_keys(
        number,
        terms.document_of_token[starts],
        n_documents=len(terms.document_ids),
        min_count=min_count,
    )
    words = (
        (*(word[keys // n_terms] for word in prefix), keys % n_terms)
        if size > 1
        else (keys,)
    )
    return words, n, n_documents


def _join(
    parts: list[tuple[tuple[Integers, ...], Integers, Integers]],
) -> tuple[tuple[Integers, ...], Integers, Integers]:
    words, n, n_documents = zip(*parts, strict=True)
    return (
        tuple(np.concatenate(place) for place in zip(*words, strict=True)),
        np.concatenate(n),
        np.concatenate(n_documents),
    )


def count_keys(
    keys: Integers, document: NDArray[Any], *, n_documents: int, min_count: int
) -> tuple[Integers, Integers, Integers]:
    """Count keys and the documents they are in.

    Parameters
    ----------
    keys : array of int64
        Something that occurs, as a number; the array is used up.
    document : array
        The document of each occurrence.
    n_documents : int
        How many documents there are.
    min_count : int
        Rarer keys are left out.

    Returns
    -------
    tuple of array
        Distinct keys, ascending; their counts; the numbers of their documents.
    """
    # Key and document in one number: sorting it brings both together.
    keys *= max(n_documents, 1)
    keys += document
    keys.sort()
    is_new = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=is_new[1:])
    firsts = np.flatnonzero(is_new)
    pairs = keys[firsts] // max(n_documents, 1)
    counts = np.diff(np.append(firsts, len(keys)))
    begins = np.ones(len(pairs), dtype=bool)
    np.not_equal(pairs[1:], pairs[:-1], out=begins[1:])
    groups = np.flatnonzero(begins)
    n = np.add.reduceat(counts, groups) if len(groups) else counts
    is_kept = n >= min_count
    spread = np.diff(np.append(groups, len(pairs)))
    return pairs[groups][is_kept], n[is_kept], spread[is_kept]


def count_subset(
    terms: TermSequence,
    starts: Places,
    places: Sequence[int],
    words: Sequence[Integers],
) -> Integers:
    """Count the sequences that have given words in some places, whatever the others.

    Parameters
    ----------
    terms : TermSequence
        The terms.
    starts : array
        Where all sequences begin.
    places : sequence of int
        The places that matter, at least one.
    words : sequence of array
        For each of these places, the words asked for; every combination occurs.

    Returns
    -------
    array
        One count for each combination.
    """
    counts = np.zeros(len(words[0]), dtype=np.int64)
    for own, part in _split_starts(terms, starts, places[0]):
        asked = np.flatnonzero((words[0] >= own.start) & (words[0] < own.stop))
        counts[asked] = _count_subset_part(
            terms, part, places, [word[asked] for word in words]
        )
    return counts


def _count_subset_part(
    terms: TermSequence,
    starts: Places,
    places: Sequence[int],
    words: Sequence[Integers],
) -> Integers:
    n_terms = len(terms.terms)
    number = terms.term_id[starts + places[0]]
    asked = words[0]
    if len(places) == 1:
        return np.bincount(number, minlength=n_terms)[asked]
    for place, word in zip(places[1:-1], words[1:-1], strict=True):
        keys, number = np.unique(
            number.astype(np.int64) * n_terms + terms.term_id[starts + place],
            return_inverse=True,
        )
        asked = np.searchsorted(keys, asked * n_terms + word)
    keys, n = np.unique(
        number.astype(np.int64) * n_terms + terms.term_id[starts + places[-1]],
        return_counts=True,
    )
    counts: Integers = n[np.searchsorted(keys, asked * n_terms + words[-1])]
    return counts
