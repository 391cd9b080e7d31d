"""The measures of dispersion of counts in the parts of a corpus.

Which parts, which terms and how sure the values are is left to `dispersion`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.corpus_statistics.term_sequence import count_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.signedinteger[Any]]

_MIN_PARTS = 2
# Cells of a table of counts treated at a time.
_CELLS_AT_ONCE = 1 << 18


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parts:
    """Counts of terms in the parts of a corpus.

    Parameters
    ----------
    counts : scipy.sparse.csr_array
        Counts, shape (n_parts, n_terms).
    sizes : array
        Tokens of each part.
    times : array
        How often each part is taken: 1, or what a draw of documents gives.
    """

    counts: Any
    sizes: Numbers
    times: Numbers


def build_part_shares(
    terms: TermSequence, places: pd.DataFrame | None, by: str | None
) -> Any:
    """Build the shares of passages in parts: sparse (n_parts, n_passages)."""
    n_passages = len(terms.passage_ids)
    if places is None:
        shape = (len(terms.document_ids), n_passages)
        pairs = (terms.document_index, np.arange(n_passages))
        return sparse.csr_array((np.ones(n_passages), pairs), shape=shape)
    column = pd.Index(terms.passage_ids).get_indexer(pd.Index(places["passage_id"]))
    is_known = (column >= 0) & places[by].notna().to_numpy()
    names, row = np.unique(
        places.loc[is_known, by].astype(str).to_numpy(dtype=object), return_inverse=True
    )
    weight = (
        places.loc[is_known, "weight"].to_numpy(dtype=np.float64)
        if "weight" in places.columns
        else np.ones(len(row))
    )
    shape = (len(names), n_passages)
    return sparse.csr_array((weight, (row, column[is_known])), shape=shape)


def count_parts(terms: TermSequence, matrix: Any) -> Parts:
    """Count terms in the parts that hold a token."""
    sizes = matrix @ np.bincount(terms.passage_index, minlength=matrix.shape[1])
    is_part = sizes > 0
    counts = (matrix @ count_passages(terms))[np.flatnonzero(is_part)]
    return Parts(
        counts=counts, sizes=sizes[is_part], times=np.ones(np.count_nonzero(is_part))
    )


def count_passages(terms: TermSequence) -> Any:
    """Count terms in passages: sparse (n_passages, n_terms)."""
    return count_rows(terms, terms.passage_index, len(terms.passage_ids))


def compute_spread(parts: Parts) -> dict[str, Numbers]:
    """Compute the measures that know parts; only cells with the term are visited."""
    n_terms = parts.counts.shape[1]
    n_parts = parts.times.sum()
    total = (parts.sizes * parts.times).sum()
    share = parts.sizes / total
    n, excess, rates, squares = np.zeros((4, n_terms))
    for count, row, column in _split_cells(parts.counts):
        n += np.bincount(column, weights=count * parts.times[row], minlength=n_terms)
    for count, row, column in _split_cells(parts.counts):
        times, own = parts.times[row], share[row]
        with np.errstate(divide="ignore", invalid="ignore"):
            # A part without the term adds its own share: all shares together are 1.
            away = times * (np.abs(count / n[column] - own) - own)
        rate = count / parts.sizes[row]
        excess += np.bincount(column, weights=away, minlength=n_terms)
        rates += np.bincount(column, weights=times * rate, minlength=n_terms)
        squares += np.bincount(column, weights=times * rate**2, minlength=n_terms)
    dp = np.maximum((1 + excess) / 2, 0.0)
    is_one = n_parts < _MIN_PARTS
    smallest = share[parts.times > 0].min(initial=1.0)
    mean = rates / n_parts
    deviation = np.sqrt(np.maximum(squares / n_parts - mean**2, 0.0))
    with np.errstate(divide="ignore", invalid="ignore"):
        values = {
            "dp": dp,
            "dp_norm": dp / (1 - smallest),
            "juilland_d": 1 - deviation / mean / np.sqrt(max(n_parts - 1, 1)),
        }
    unknown = np.full(n_terms, np.nan)
    return {
        name: unknown if is_one and name != "dp" else np.where(n > 0, found, np.nan)
        for name, found in values.items()
    }


def _split_cells(counts: Any) -> Iterator[tuple[Numbers, Integers, Integers]]:
    """Give the cells of counts with their rows and columns, some rows at a time."""
    bounds = counts.indptr
    first = np.flatnonzero(np.diff(bounds[1:] // _CELLS_AT_ONCE, prepend=-1))
    for low, high in pairwise([*first.tolist(), len(bounds) - 1]):
        cells = slice(bounds[low], bounds[high])
        row = np.repeat(np.arange(low, high), np.diff(bounds[low : high + 1]))
        yield counts.data[cells], row, counts.indices[cells]


def compute_arf(terms: TermSequence) -> Numbers:
    """Compute the average reduced frequency of every term."""
    place = np.argsort(terms.term_id, kind="stable")
    return reduce_frequencies(
        terms.term_id[place], place, n_tokens=terms.n_tokens, n_terms=len(terms.terms)
    )


def reduce_frequencies(
    term: Integers, place: Integers, *, n_tokens: int, n_terms: int
) -> Numbers:
    """Compute the average reduced frequency of terms from where they stand.

    `place` says where in the corpus each occurrence is, term by term and rising.
    """
    frequency = np.bincount(term, minlength=n_terms)
    last = np.cumsum(frequency) - 1
    present = frequency > 0
    first = (last - frequency + 1)[present]
    distance = np.empty(len(place), dtype=np.int64)
    distance[1:] = np.diff(place)
    # The corpus is a ring: before the first occurrence stands the last.
    distance[first] = place[first] + n_tokens - place[last[present]]
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = n_tokens / frequency
        sums = np.bincount(
            term, weights=np.minimum(distance, gap[term]), minlength=n_terms
        )
        return np.where(present, sums / gap, np.nan)
