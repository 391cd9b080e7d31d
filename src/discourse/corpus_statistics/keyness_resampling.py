"""How sure is a keyness value, if documents and not words are independent?

Words come in bursts: a document that has a word once tends to have it again. Tests
that take every word for an independent draw therefore find differences that are not
there. Here whole documents are permuted or drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from discourse.corpus_statistics.keyness_measures import (
    ComparedCounts,
    compute_values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

# Memory: a block of the bootstrap holds so many terms times resamples.
_TERMS = 1024
# Share of a term's relative frequency below which a difference is rounding.
_TIE = 1e-9
# A term is settled when so many permutations reached its difference; the others get up
# to so many times the first permutations.
_ENOUGH = 10
MORE_PERMUTATIONS = 64
# With fewer documents on a side too few different draws are possible.
MIN_DOCUMENTS = 5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GroupCounts:
    """Counts of terms in what each document has in the target and in the reference.

    Parameters
    ----------
    target, reference : scipy.sparse.csr_array
        Counts, shape (n_documents, n_terms).
    sizes_target, sizes_reference : array
        Tokens of each document in the target and in the reference, all terms together.
    """

    target: Any
    reference: Any
    sizes_target: Numbers
    sizes_reference: Numbers

    @property
    def n_documents(self) -> tuple[int, int]:
        """Number of documents with text in the target and in the reference."""
        return (
            int(np.count_nonzero(self.sizes_target)),
            int(np.count_nonzero(self.sizes_reference)),
        )

    def build_counts(self, prior_size: float) -> ComparedCounts:
        """Add the documents up."""
        target = np.asarray(self.target.sum(axis=0), dtype=np.float64)
        reference = np.asarray(self.reference.sum(axis=0), dtype=np.float64)
        sizes = float(self.sizes_target.sum()), float(self.sizes_reference.sum())
        total = sum(sizes)
        return ComparedCounts(
            target=target,
            reference=reference,
            size_target=sizes[0],
            size_reference=sizes[1],
            prior=(target + reference) * (prior_size / total if total else 0.0),
            prior_size=prior_size,
        )

    def mark_documents(self) -> GroupCounts:
        """Count documents instead of words: 1 where a term occurs at all."""
        return GroupCounts(
            target=_mark(self.target),
            reference=_mark(self.reference),
            sizes_target=(self.sizes_target > 0).astype(np.float64),
            sizes_reference=(self.sizes_reference > 0).astype(np.float64),
        )


def permute_documents(
    counts: GroupCounts, *, n_permutations: int, rng: np.random.Generator
) -> Numbers:
    r"""Test for each term whether it is as frequent in the target as in the reference.

    Parameters
    ----------
    counts : GroupCounts
        Counts of terms, or of documents that have them (`mark_documents`).
    n_permutations : int
        Number of random permutations; up to 64 times as many for terms with a small p.
    rng : numpy.random.Generator
        Draws the permutations.

    Returns
    -------
    array
        Two-sided p value of each term, at least ``1 / (64 n_permutations + 1)``;
        missing where a group has no text.

    Notes
    -----
    A part is what a document has in one group: a document in one group alone is one
    part, a document in both is two. In each permutation every part gives its place to
    another one, brought to the length of the place: a longer part is thinned (each
    occurrence stays with the ratio of the lengths as its chance), a shorter one is
    stretched. So the sizes of the groups and the number of documents in them stay what
    they are. With the difference d of relative frequencies,

    .. math:: p = \frac{1 + \#\{|d^*| \ge |d|\}}{1 + n}.

    Terms that fewer than ten permutations reached get as many again, and so on: among
    thousands of terms a p that cannot fall below 0.001 would survive no adjustment.

    The hypothesis is that the rate of a term varies over documents by the same law in
    both groups, however it clusters inside documents. To permute labels alone would
    not do: where documents of the target are shorter, the target of a permutation has
    more words, and a single document that has a word often enough would pass for a
    difference. On simulated bursts of words, 1 to 6 % of the terms without a difference
    had p of at most 0.05, whatever the lengths (``tests/recovery``). Where the parts of
    a document resemble each other, the test finds less than it could.

    References
    ----------
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora.
    Digital Scholarship in the Humanities 31, 374-397.
    Besag, J. and Clifford, P. (1991). Sequential Monte Carlo p-values. Biometrika 78,
    301-304.
    Phipson, B. and Smyth, G. K. (2010). Permutation p-values should never be zero.
    Statistical Applications in Genetics and Molecular Biology 9, 39.

    Checked against
    ---------------
    All permutations of small corpora, enumerated
    (``tests/unit/discourse/test_keyness_resampling.py``); uniformity under simulated
    bursts of words (``tests/recovery/test_keyness_recovery.py``).
    """
    from scipy import sparse

    in_target = np.flatnonzero(counts.sizes_target > 0)
    in_reference = np.flatnonzero(counts.sizes_reference > 0)
    n_terms = counts.target.shape[1]
    if not (len(in_target) and len(in_reference)):
        return np.full(n_terms, np.nan)
    parts = sparse.vstack(
        [counts.target[in_target], counts.reference[in_reference]], format="csr"
    )
    sizes = np.concatenate(
        [counts.sizes_target[in_target], counts.sizes_reference[in_reference]]
    )
    is_target = np.arange(len(sizes)) < len(in_target)
    share = np.where(
        is_target, 1 / sizes[is_target].sum(), -1 / sizes[~is_target].sum()
    )
    n_reached = np.zeros(n_terms, dtype=np.int64)
    n_drawn = np.zeros(n_terms, dtype=np.int64)
    open_terms = np.arange(n_terms)
    n_next = n_permutations
    while len(open_terms) and n_next:
        # All terms are open at first, and the largest table needs no copy.
        asked = parts if len(open_terms) == n_terms else parts[:, open_terms]
        n_reached[open_terms] += _count_reached(
            asked, sizes, share, n_permutations=n_next, rng=rng
        )
        n_drawn[open_terms] += n_next
        so_far = int(n_drawn.max())
        open_terms = np.flatnonzero((n_drawn == so_far) & (n_reached < _ENOUGH))
        # As many again as there were, up to the most.
        n_next = min(so_far, MORE_PERMUTATIONS * n_permutations - so_far)
    return np.asarray((1 + n_reached) / (1 + n_drawn), dtype=np.float64)


def _count_reached(
    parts: Any,
    sizes: Numbers,
    share: Numbers,
    *,
    n_permutations: int,
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    """Count the permutations whose difference is as large as the observed one."""
    n_terms = parts.shape[1]
    term, count = parts.indices, parts.data
    n_in_part = np.diff(parts.indptr)
    observed = np.abs(
        np.bincount(term, count * np.repeat(share, n_in_part), minlength=n_terms)
    )
    rate = np.bincount(term, count, minlength=n_terms) / sizes.sum()
    # A tie must count as a tie whatever the order of the sums.
    bound = observed - _TIE * rate
    n_reached = np.zeros(n_terms, dtype=np.int64)
    for _ in range(n_permutations):
        place = rng.permutation(len(sizes))
        moved = _resize(count, n_in_part, sizes[place] / sizes, rng)
        moved *= np.repeat(share[place], n_in_part)
        drawn = np.bincount(term, moved, minlength=n_terms)
        n_reached += np.abs(drawn) >= bound
    return n_reached


def _resize(
    count: Numbers,
    n_in_part: NDArray[np.int32],
    ratio: Numbers,
    rng: np.random.Generator,
) -> Numbers:
    """Bring the counts of parts to other lengths: thin them or stretch them."""
    moved: Numbers = count * np.repeat(ratio, n_in_part)
    if (ratio >= 1).all():
        return moved
    is_cut = np.repeat(ratio < 1, n_in_part)
    single = np.flatnonzero(is_cut & (count == 1))
    moved[single] = rng.random(len(single)) < moved[single]
    several = np.flatnonzero(is_cut & (count != 1))
    whole = np.floor(count[several])
    chance = moved[several] / count[several]
    # What a weight leaves beside whole occurrences is only scaled.
    rest = (count[several] - whole) * chance
    moved[several] = rng.binomial(whole.astype(np.int64), chance) + rest
    return moved


def draw_intervals(
    counts: GroupCounts,
    measures: Iterable[str],
    *,
    prior_size: float,
    confidence_level: float,
    n_resamples: int,
    rng: np.random.Generator,
) -> dict[str, tuple[Numbers, Numbers]]:
    r"""Draw documents with replacement and read intervals off the values that result.

    Parameters
    ----------
    counts : GroupCounts
        Counts of terms.
    measures : iterable of str
        Effect sizes.
    prior_size : float
        Of the Dirichlet prior.
    confidence_level : float
        Level of the intervals.
    n_resamples : int
        Number of draws.
    rng : numpy.random.Generator
        Draws the documents.

    Returns
    -------
    dict
        Lower and upper bounds for each measure; infinite where the draws in which the
        term is absent from one side reach the bound, missing where a side has fewer
        than five documents.

    Notes
    -----
    Documents of the target, of the reference and of both are drawn each among
    themselves. Bounds are order statistics of the draws (percentile bootstrap), taken
    further out for few documents: with n of them in the smaller group, a tail is
    :math:`\Phi(-\sqrt{n / (n-1)}\, t_{n-1})`, which makes up for draws that vary less
    than samples do (expanded percentile interval). A draw in which a term is absent
    from both sides counts as both smallest and largest.

    Intervals at 95 % covered 94 to 97 % for words of several occurrences a document and
    89 to 95 % for words that come rarely and in bursts, with 10 to 40 documents in the
    smaller group (simulated; ``tests/recovery/test_keyness_recovery.py`` guards it).

    References
    ----------
    Hesterberg, T. C. (2015). What teachers should know about the bootstrap. American
    Statistician 69, 371-386.
    """
    names = list(measures)
    n_terms = counts.target.shape[1]
    if min(counts.n_documents) < MIN_DOCUMENTS:
        return {name: (np.full(n_terms, np.nan),) * 2 for name in names}
    total = counts.build_counts(prior_size)
    tail = _expand_tail(confidence_level, min(counts.n_documents))
    drawn = _draw_documents(counts, n_resamples, rng)
    size_target = counts.sizes_target @ drawn
    size_reference = counts.sizes_reference @ drawn
    sides = [
        side.astype(np.float32).tocsc().T.tocsr()
        for side in (counts.target, counts.reference)
    ]
    bounds = {name: (np.empty(n_terms), np.empty(n_terms)) for name in names}
    for first in range(0, n_terms, _TERMS):
        block = slice(first, first + _TERMS)
        resampled = ComparedCounts(
            target=sides[0][block] @ drawn,
            reference=sides[1][block] @ drawn,
            size_target=size_target,
            size_reference=size_reference,
            prior=total.prior[block, None],
            prior_size=prior_size,
        )
        for name, (low, high) in bounds.items():
            values = compute_values(name, resampled)
            low[block], high[block] = _find_bounds(values, tail)
    return bounds


def _expand_tail(level: float, n_documents: int) -> float:
    """Find the tail to cut off the draws; see Notes of `draw_intervals`."""
    from scipy import stats

    quantile = stats.t.ppf((1 + level) / 2, n_documents - 1)
    return float(stats.norm.sf(np.sqrt(n_documents / (n_documents - 1)) * quantile))


def _find_bounds(values: Numbers, tail: float) -> tuple[Numbers, Numbers]:
    n_drawn = values.shape[1]
    low = max(int(np.floor(tail * (n_drawn + 1))) - 1, 0)
    high = min(int(np.ceil((1 - tail) * (n_drawn + 1))) - 1, n_drawn - 1)
    smallest = np.where(np.isnan(values), -np.inf, values)
    largest = np.where(np.isnan(values), np.inf, values)
    return (
        np.partition(smallest, low, axis=1)[:, low],
        np.partition(largest, high, axis=1)[:, high],
    )


def _draw_documents(
    counts: GroupCounts, n_resamples: int, rng: np.random.Generator
) -> NDArray[np.float32]:
    """Draw how often each document is taken: shape (n_documents, n_resamples)."""
    is_target = counts.sizes_target > 0
    is_reference = counts.sizes_reference > 0
    drawn = np.zeros((len(is_target), n_resamples), dtype=np.float32)
    for stratum in (
        is_target & ~is_reference,
        is_reference & ~is_target,
        is_target & is_reference,
    ):
        members = np.flatnonzero(stratum)
        if not len(members):
            continue
        for number in range(n_resamples):
            taken = rng.integers(len(members), size=len(members))
            drawn[members, number] = np.bincount(taken, minlength=len(members))
    return drawn


def _mark(matrix: Any) -> Any:
    from scipy import sparse

    # The numbers of rows and columns are shared with what is marked.
    return sparse.csr_array(
        (np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape
    )
