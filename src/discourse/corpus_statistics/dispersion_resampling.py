"""How far would dispersion be another with other documents?

Which terms and measures, and what the intervals are called, is left to `dispersion`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import sparse, stats

from discourse.corpus_statistics.dispersion_measures import (
    Parts,
    compute_spread,
    count_passages,
    reduce_frequencies,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.signedinteger[Any]]

_MIN_GROUPS = 2
# Occurrences treated at a time: so many fit in the memory beside the processor.
_BLOCK = 1 << 17


def draw_spread_bounds(
    terms: TermSequence,
    matrix: Any,
    kept: Integers,
    center: Mapping[str, Numbers],
    *,
    of_documents: bool,
    n_resamples: int,
    confidence_level: float,
    rng: np.random.Generator,
) -> dict[str, tuple[Numbers, Numbers]]:
    """Draw documents, measure again, and put intervals around the values."""
    by_passage = count_passages(terms)[:, kept]
    sizes = np.bincount(terms.passage_index, minlength=len(terms.passage_ids))
    documents = np.unique(terms.document_of_token)
    n_documents = len(documents)
    quantile = stats.t.ppf((1 + confidence_level) / 2, max(n_documents - 1, 1))
    own = matrix @ by_passage if of_documents else None
    own_sizes = matrix @ sizes
    sums = {name: np.zeros((2, len(kept))) for name in center}
    for _ in range(n_resamples):
        taken = rng.integers(n_documents, size=n_documents)
        times = np.zeros(len(terms.document_ids))
        np.add.at(times, documents[taken], 1.0)
        if own is not None:
            parts = Parts(counts=own, sizes=own_sizes, times=times)
        else:
            weights = sparse.diags_array(times[terms.document_index]).tocsr()
            drawn_matrix = matrix @ weights
            part_sizes = drawn_matrix @ sizes
            is_part = np.flatnonzero(part_sizes > 0)
            parts = Parts(
                counts=(drawn_matrix @ by_passage)[is_part],
                sizes=part_sizes[is_part],
                times=np.ones(len(is_part)),
            )
        found = compute_spread(parts)
        for name, total in sums.items():
            away = found[name] - center[name]
            total[0] += away
            total[1] += away**2
    bounds = {}
    for name, (first, second) in sums.items():
        variance = second / n_resamples - (first / n_resamples) ** 2
        # Draws of n documents vary by (n - 1) / n of what samples do.
        error = np.sqrt(np.maximum(variance, 0) * n_documents / max(n_documents - 1, 1))
        margin = quantile * error
        bounds[name] = (
            np.clip(center[name] - margin, 0, 1),
            np.clip(center[name] + margin, 0, 1),
        )
    return bounds


def leave_out_arf_bounds(
    terms: TermSequence,
    kept: Integers,
    center: Numbers,
    *,
    n_groups: int,
    confidence_level: float,
) -> tuple[Numbers, Numbers]:
    """Leave out documents, measure the rest, and put intervals around the values.

    Groups are of consecutive documents, so that each is one stretch of the corpus and
    what stands after it moves up.
    """
    sizes = np.bincount(terms.document_of_token)
    documents = np.flatnonzero(sizes)
    n_documents = len(documents)
    n_groups = min(n_groups, n_documents)
    if n_groups < _MIN_GROUPS:
        unknown = np.full(len(kept), np.nan)
        return unknown, unknown
    cuts = np.arange(n_groups + 1) * n_documents // n_groups
    borders = np.concatenate([[0], np.cumsum(sizes[documents])])[cuts]
    share_left = 1 - np.diff(borders) / borders[-1]
    error = np.empty(len(kept))
    for block, term, place in _split_terms(terms, kept):
        error[block] = _leave_out_stretches(
            term, place, center[block], borders, share_left
        )
    # On the scale of logarithms: frequencies are skew. Value and margin alone covered
    # 88 to 93 % of simulated bursty terms where this covers 93 to 97 %.
    margin = stats.t.ppf((1 + confidence_level) / 2, n_groups - 1) * error / center
    return np.maximum(center * np.exp(-margin), 1.0), center * np.exp(margin)


def _split_terms(
    terms: TermSequence, kept: Integers
) -> Iterator[tuple[slice, Integers, Integers]]:
    """Give blocks of terms with where they stand: less memory, and that near."""
    number = np.full(len(terms.terms), -1, dtype=np.int32)
    number[kept] = np.arange(len(kept))
    own = number[terms.term_id]
    place = np.flatnonzero(own >= 0).astype(np.int32)
    place = place[np.argsort(own[place], kind="stable")]
    own = own[place]
    ends = np.cumsum(np.bincount(own, minlength=len(kept)))
    starts = np.flatnonzero(np.diff(ends // _BLOCK, prepend=-1))
    for low, high in pairwise([*starts.tolist(), len(kept)]):
        part = slice(ends[low - 1] if low else 0, ends[high - 1])
        yield slice(low, high), own[part] - low, place[part]


def _leave_out_stretches(
    term: Integers,
    place: Integers,
    center: Numbers,
    borders: Integers,
    share_left: Numbers,
) -> Numbers:
    """Compute standard errors from leaving out each stretch between borders."""
    n_groups = len(share_left)
    first = second = np.zeros(len(center))
    for low, high, share in zip(borders[:-1], borders[1:], share_left, strict=True):
        is_left = (place < low) | (place >= high)
        left = place[is_left]
        found = reduce_frequencies(
            term[is_left],
            np.where(left < low, left, left - (high - low)),
            n_tokens=int(borders[-1] - (high - low)),
            n_terms=len(center),
        )
        away = found / share - center
        first = first + away
        second = second + away**2
    spread = np.maximum(second - first**2 / n_groups, 0)
    return np.sqrt(spread * (n_groups - 1) / n_groups)
