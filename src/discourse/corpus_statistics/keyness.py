"""Which terms are more frequent here than there?

Compares the terms of a target (a region, the core, a year) with those of a reference.
Who is compared with whom is decided by `groups`, the formulas are in
`keyness_measures`, and what is known about their error comes from
`keyness_resampling`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

import numpy as np
import pandas as pd

from discourse.corpus_statistics.false_discovery import (
    Adjustment,
    compute_false_discovery,
)
from discourse.corpus_statistics.keyness_measures import (
    EFFECT_SIZES,
    KeynessMeasure,
)
from discourse.corpus_statistics.keyness_resampling import (
    MORE_PERMUTATIONS,
    GroupCounts,
    draw_intervals,
    permute_documents,
)
from discourse.corpus_statistics.keyness_table import (
    DOCUMENT_MEASURE,
    Inference,
    KeynessBlock,
    tabulate_keyness,
)
from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import KEYNESS
from discourse.corpus_statistics.term_sequence import count_terms
from ledger import InputError, MethodError, build_empty_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.groups import PassageGroups
    from discourse.corpus_statistics.term_sequence import TermSequence

    Numbers = NDArray[np.float64]

DEFAULT_MEASURES: tuple[KeynessMeasure, ...] = ("g2", "log_ratio")


class KeynessOptions(TypedDict, total=False):
    """The options of `compute_keyness`, which `estimate_keyness` takes too."""

    measures: Sequence[KeynessMeasure]
    languages: Languages
    min_count: float
    min_documents: int
    content_only: bool
    without: Collection[str]
    zero_count: float | None
    prior_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """The options of `compute_keyness`, checked."""

    measures: Sequence[KeynessMeasure] = DEFAULT_MEASURES
    languages: Languages = "each"
    min_count: float = 1
    min_documents: int = 1
    content_only: bool = False
    without: Collection[str] = ()
    zero_count: float | None = None
    prior_size: float = 500

    def __post_init__(self) -> None:
        for measure in self.measures:
            check_choice(measure, KeynessMeasure, "measures")
        check_choice(self.languages, Languages, "languages")
        for name in ("min_count", "min_documents", "prior_size"):
            if not getattr(self, name) > 0:
                raise InputError(
                    f"{name}: found {getattr(self, name)}. Expected a number above 0."
                )
        if self.zero_count is not None and not self.zero_count > 0:
            raise InputError(
                f"zero_count: found {self.zero_count}. Expected a number above 0, such "
                "as 0.5, or nothing."
            )

    def list_measures(self) -> list[str]:
        """List the measures once each, in the order of the table."""
        return sorted(set(self.measures))


def compute_keyness(  # noqa: PLR0913 - each option has its own name
    terms: TermSequence,
    groups: PassageGroups,
    *,
    measures: Sequence[KeynessMeasure] = DEFAULT_MEASURES,
    languages: Languages = "each",
    min_count: float = 1,
    min_documents: int = 1,
    content_only: bool = False,
    without: Collection[str] = (),
    zero_count: float | None = None,
    prior_size: float = 500,
) -> pd.DataFrame:
    r"""Compare the terms of a target with those of a reference.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages (`build_term_sequence`).
    groups : PassageGroups
        Which passages are the target and which the reference.
    measures : sequence of str
        Any of ``g2``, ``chi2``, ``log_ratio``, ``percent_diff``, ``odds_ratio``,
        ``log_odds``, ``weighted_log_odds``, ``text_dispersion``; see Notes.
    languages : {"each", "together"}
        ``each`` compares Russian with Russian and Kazakh with Kazakh. ``together``
        takes all texts as one; where the groups differ in language, that finds the
        words of a language and not those of a group.
    min_count : float
        Terms with fewer occurrences in both groups together get no row. They still
        count in the sizes.
    min_documents : int
        The same for terms of fewer documents in both groups together. What one document
        says often is nothing that distinguishes groups.
    content_only : bool
        Give rows to content words alone. All words count in the sizes.
    without : collection of str
        Terms that get no row and are not tested, such as the names of the regions that
        are compared. They count in the sizes.
    zero_count : float, optional
        What stands in for a count of 0 in the ratios, such as 0.5; the default leaves
        a ratio with 0 missing and says so in `note`.
    prior_size : float
        How many tokens the imaginary text of the Dirichlet prior has.

    Returns
    -------
    pandas.DataFrame
        Keyness table, one row per language, term and measure, without intervals and
        with `p_naive` alone; `estimate_keyness` fills the rest.

    Raises
    ------
    InputError
        If an argument has a value it cannot have.
    MethodError
        If no language has text both in the target and in the reference.

    Notes
    -----
    A term occurs a times among the A tokens of the target and b times among the B of
    the reference. Positive values (for ``odds_ratio``, values above 1) mean: more
    frequent in the target.

    ``g2``, ``chi2``
        :math:`G^2` and Pearson's :math:`\chi^2` of the table of term or not by target
        or reference, four cells, no correction, with a minus sign where the term is
        rarer in the target. They say how surprising a difference is, not how large.
    ``log_ratio``
        :math:`\log_2 \frac{a/A}{b/B}`: 1 is twice as frequent.
    ``percent_diff``
        :math:`100\,(a/A - b/B) / (b/B)`.
    ``odds_ratio``
        :math:`\frac{a/(A-a)}{b/(B-b)}`.
    ``log_odds``, ``weighted_log_odds``
        With a prior :math:`\alpha_w` proportional to the term's frequency in both
        groups together, summing to `prior_size` :math:`\alpha_0`:

        .. math::

            \delta = \ln \frac{a + \alpha_w}{A + \alpha_0 - a - \alpha_w} -
            \ln \frac{b + \alpha_w}{B + \alpha_0 - b - \alpha_w}, \qquad
            \zeta = \frac{\delta}{\sqrt{1/(a + \alpha_w) + 1/(b + \alpha_w)}}

        (equations 16, 20 to 23 of Monroe et al.); ``log_odds`` is :math:`\delta`,
        ``weighted_log_odds`` is :math:`\zeta`. Both are defined where a count is 0.
    ``text_dispersion``
        Signed :math:`G^2` of the numbers of documents with and without the term. Longer
        documents have more terms each: use it where documents are of like length.

    A passage that belongs to a group by a weight counts with that weight, so counts
    may be fractions. `p_naive` takes every word for an independent draw, which words
    inside a document are not: it is far too small and stands there for comparison with
    other programs.

    References
    ----------
    Dunning, T. (1993). Computational Linguistics 19, 61-74.
    Egbert, J. and Biber, D. (2019). Incorporating text dispersion into keyword
    analyses. Corpora 14, 77-104.
    Gabrielatos, C. (2018). Keyness analysis: nature, metrics and techniques. In:
    Taylor and Marchi (eds.), Corpus Approaches to Discourse, 225-258.
    Hardie, A. (2014). Log Ratio: an informal introduction. CASS, Lancaster.
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' Words. Political
    Analysis 16, 372-403.

    Checked against
    ---------------
    scipy, the formulas of quanteda.textstats run in R (uncorrected, and G2 with Williams'
    correction), and Monroe's formula computed otherwise (``tests/reference/keyness``).

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse import build_column_groups, build_term_sequence
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["1", "2"], "document_id": ["1", "2"], "position": 1,
    ...      "language": "en", "text": ["oil oil steppe", "steppe oil wheat wheat"],
    ...      "side": ["west", "north"]}
    ... )
    >>> found = compute_keyness(
    ...     build_term_sequence(passages, tokens="whitespace"),
    ...     build_column_groups(passages, "side", target="west"),
    ...     measures=["log_ratio"],
    ... )
    >>> found[["term", "n_target", "n_reference", "value"]].round(2)
         term  n_target  n_reference  value
    0     oil       2.0          1.0   1.42
    1  steppe       1.0          1.0   0.42
    2   wheat       0.0          2.0    NaN
    """
    options = _Options(
        measures=measures,
        languages=languages,
        min_count=min_count,
        min_documents=min_documents,
        content_only=content_only,
        without=without,
        zero_count=zero_count,
        prior_size=prior_size,
    )
    return _join(
        [
            tabulate_keyness(
                block, options.list_measures(), zero_count=options.zero_count
            )
            for block in _build_blocks(terms, groups, options)
        ]
    )


def estimate_keyness(
    terms: TermSequence,
    groups: PassageGroups,
    *,
    rng: np.random.Generator,
    n_resamples: int = 999,
    confidence_level: float = 0.95,
    adjustment: Adjustment = "benjamini-hochberg",
    **options: Unpack[KeynessOptions],
) -> pd.DataFrame:
    """Compare a target with a reference, with the error that documents leave.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages.
    groups : PassageGroups
        Which passages are the target and which the reference.
    rng : numpy.random.Generator
        Draws permutations and resamples.
    n_resamples : int
        Number of permutations to begin with, and of draws for the intervals.
    confidence_level : float
        Level of the intervals.
    adjustment : {"benjamini-hochberg", "benjamini-yekutieli"}
        How `p_adjusted` controls the rate of false discoveries over all terms of the
        table.
    **options
        Those of `compute_keyness`.

    Returns
    -------
    pandas.DataFrame
        Keyness table. `p_value` is that of a permutation of documents
        (`permute_documents`), the same for all measures of word counts and its own for
        ``text_dispersion``; effect sizes have intervals from drawing documents
        (`draw_intervals`).

    Raises
    ------
    InputError, MethodError
        As `compute_keyness`.

    Notes
    -----
    Terms with a small p get up to 64 times as many permutations, so p is at least
    1 / (64 n + 1) for n resamples. Among very many terms even that may be too large to
    survive the adjustment: raise `min_count` or `min_documents`, ask for content words
    only, or raise `n_resamples`; rows at the bound say so in `note`.

    The p of ``text_dispersion`` permutes documents as they are: where those of one group
    are longer, it is small for that reason alone.
    """
    settings = _Options(**options)
    _check_resampling(n_resamples, confidence_level, adjustment)
    measures = settings.list_measures()
    parts = []
    for block in _build_blocks(terms, groups, settings):
        inference = Inference(
            p_words=permute_documents(
                block.counts, n_permutations=n_resamples, rng=rng
            ),
            p_documents=permute_documents(
                block.counts.mark_documents(), n_permutations=n_resamples, rng=rng
            )
            if DOCUMENT_MEASURE in measures
            else np.full(len(block.terms), np.nan),
            intervals=draw_intervals(
                block.counts,
                [name for name in measures if name in EFFECT_SIZES],
                prior_size=settings.prior_size,
                confidence_level=confidence_level,
                n_resamples=n_resamples,
                rng=rng,
            ),
            smallest_p=1 / (1 + MORE_PERMUTATIONS * n_resamples),
            confidence_level=confidence_level,
        )
        parts.append(
            tabulate_keyness(
                block, measures, zero_count=settings.zero_count, inference=inference
            )
        )
    table = _join(parts)
    adjusted = np.full(len(table), np.nan)
    for measure in measures:
        rows = np.flatnonzero(table["measure"].to_numpy() == measure)
        p_values = table["p_value"].to_numpy()[rows]
        adjusted[rows] = compute_false_discovery(p_values, method=adjustment)
    return table.assign(p_adjusted=adjusted)


def _check_resampling(
    n_resamples: int, confidence_level: float, adjustment: Adjustment
) -> None:
    check_choice(adjustment, Adjustment, "adjustment")
    if not 0 < confidence_level < 1:
        raise InputError(
            f"confidence_level: found {confidence_level}. Expected a share between 0 "
            "and 1, such as 0.95."
        )
    if n_resamples < 1:
        raise InputError(
            f"n_resamples: found {n_resamples}. Expected at least 1, such as 999."
        )


def _build_blocks(
    terms: TermSequence, groups: PassageGroups, options: _Options
) -> list[KeynessBlock]:
    shares = groups.list_shares(terms.passage_ids)
    is_wanted = np.ones(len(terms.terms), dtype=bool)
    if options.without:
        left_out = frozenset(options.without)
        is_wanted &= [term not in left_out for term in terms.terms]
    if options.content_only:
        is_wanted &= terms.is_content
    blocks = []
    for language, part in split_terms(terms, options.languages):
        counts, kept = _count_kept(part, shares, is_wanted, options)
        if not len(kept):
            continue
        blocks.append(
            KeynessBlock(
                language=language,
                terms=[terms.terms[number] for number in kept.tolist()],
                counts=counts,
                totals=counts.build_counts(options.prior_size),
                document_totals=counts.mark_documents().build_counts(
                    options.prior_size
                ),
            )
        )
    if blocks and not any(all(block.counts.n_documents) for block in blocks):
        raise MethodError(
            f"keyness of {groups.target_name} against {groups.reference_name}: found "
            "no language with text in both. Expected tokens on both sides. Choose "
            "other groups, or compare the languages together."
        )
    return blocks


def _count_kept(
    terms: TermSequence,
    shares: Sequence[Numbers],
    is_wanted: NDArray[np.bool_],
    options: _Options,
) -> tuple[GroupCounts, NDArray[np.int64]]:
    """Count the terms of both groups, and say which of the terms get rows."""
    sides = [_count_side(terms, share) for share in shares]
    sizes = [np.asarray(side.sum(axis=1), dtype=np.float64) for side in sides]
    total = np.asarray(sides[0].sum(axis=0) + sides[1].sum(axis=0))
    # Sums of weights such as thirds may miss a whole number by a rounding error.
    is_kept = (total > 0) & (total >= options.min_count - 1e-9) & is_wanted
    if options.min_documents > 1:
        holders = (sides[0] + sides[1]).indices
        is_kept &= np.bincount(holders, minlength=len(is_kept)) >= options.min_documents
    kept = np.flatnonzero(is_kept)
    counts = GroupCounts(
        target=sides[0][:, kept],
        reference=sides[1][:, kept],
        sizes_target=sizes[0],
        sizes_reference=sizes[1],
    )
    return counts, kept


def _count_side(terms: TermSequence, share: Numbers) -> Any:
    """Count the terms of documents, passages weighed by their share."""
    from scipy import sparse

    of_document = np.zeros(len(terms.document_ids))
    of_document[terms.document_index] = share
    if not np.array_equal(of_document[terms.document_index], share):
        return count_terms(terms, weights=share)
    # Documents are in a group as a whole: their counts serve every comparison.
    counts = terms.counts
    n_cells = np.where(of_document > 0, np.diff(counts.indptr), 0)
    is_own = np.repeat(of_document > 0, np.diff(counts.indptr))
    return sparse.csr_array(
        (
            counts.data[is_own] * np.repeat(of_document, n_cells),
            counts.indices[is_own],
            np.concatenate([[0], np.cumsum(n_cells)]),
        ),
        shape=counts.shape,
    )


def _join(parts: list[pd.DataFrame]) -> pd.DataFrame:
    if not parts:
        return build_empty_table(KEYNESS)
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
