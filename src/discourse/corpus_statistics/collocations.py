"""Which terms follow each other more often than chance would have it?

Contiguous sequences of two or more terms. Terms that stand near each other without
touching are left to `cooccurrence`.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from discourse.corpus_statistics.association import (
    TABLE_MEASURES,
    Contingency,
    compute_log_dice,
)
from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import COLLOCATIONS
from discourse.corpus_statistics.sequences import (
    count_sequences,
    count_subset,
    find_sequences,
)
from ledger import InputError, build_empty_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Numbers = NDArray[np.float64]
    Integers = NDArray[np.int64]

CollocationMeasure = Literal["lambda", "z", "g2", "chi2", "mi", "t", "log_dice"]

DEFAULT_MEASURES: tuple[CollocationMeasure, ...] = ("lambda", "z")
_MAX_SIZE = 5
_PAIR = 2
# Added to each count, so that a count of 0 has a logarithm.
_SMOOTHING = 0.5


def compute_collocations(
    terms: TermSequence,
    *,
    size: int = 2,
    measures: Sequence[CollocationMeasure] = DEFAULT_MEASURES,
    min_count: int = 2,
    content_only: bool = False,
    languages: Languages = "each",
) -> pd.DataFrame:
    r"""Compare how often terms follow each other with what chance would give.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages.
    size : int
        Number of terms in a collocation, 2 to 5.
    measures : sequence of str
        ``lambda`` and ``z`` for every size; ``g2``, ``chi2``, ``mi``, ``t``,
        ``log_dice`` for pairs.
    min_count : int
        Rarer collocations get no row.
    content_only : bool
        Give rows only to collocations of content words.
    languages : {"each", "together"}
        Whether each language is counted by itself.

    Returns
    -------
    pandas.DataFrame
        Collocations table, one row per language, collocation and measure.

    Raises
    ------
    InputError
        If an argument has a value it cannot have.

    Notes
    -----
    Terms follow each other if only blanks stand between them: a comma, a full stop, the
    end of a passage part them. For a candidate :math:`w_1 \dots w_K`, all sequences of K
    terms are sorted by which of their places hold the candidate's word, giving a table
    of :math:`2^K` counts :math:`n_b`. With 1/2 added to each,

    .. math::

        \lambda = \sum_b (-1)^{K - |b|} \ln n_b, \qquad
        z = \lambda \Big/ \sqrt{\sum_b 1 / n_b},

    the highest interaction of the saturated log-linear model and its ratio to its
    standard error. The counts follow from how often each subset of places occurs, so
    the work is linear in the number of distinct sequences. ``g2`` and ``chi2`` have no
    sign: whether a pair is frequent or rare can be seen from ``lambda`` and ``mi``.
    ``log_dice`` takes the frequencies of the terms wherever they stand.

    References
    ----------
    Blaheta, D. and Johnson, M. (2001). Unsupervised learning of multi-word verbs. ACL
    Workshop on Collocation, 54-60.

    Checked against
    ---------------
    The code of quanteda.textstats run in R (lambda, z), Dunning (1993), Manning and
    Schütze (1999), UCS, NLTK (``tests/reference/collocations``).

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse import build_term_sequence
    >>> texts = ["i like good ice cream .", "me too . i like good ice cream ."]
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["1", "2"], "document_id": ["1", "2"], "position": 1,
    ...      "language": "en", "text": texts}
    ... )
    >>> found = compute_collocations(build_term_sequence(passages, unit="form"))
    >>> found[["collocation", "measure", "n", "value"]].round(4).head(2)
      collocation measure  n   value
    0    good ice  lambda  2  4.3175
    1    good ice       z  2  2.0278
    """
    _check(size, measures, min_count)
    parts = [
        _collocate(
            part,
            language,
            size=size,
            measures=sorted(set(measures)),
            min_count=min_count,
            is_wanted=terms.is_content if content_only else None,
        )
        for language, part in split_terms(terms, languages)
    ]
    if not parts:
        return build_empty_table(COLLOCATIONS)
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def _check(size: int, measures: Sequence[str], min_count: int) -> None:
    for measure in measures:
        check_choice(measure, CollocationMeasure, "measures")
    if not _PAIR <= size <= _MAX_SIZE:
        raise InputError(f"size: found {size}. Expected 2 to {_MAX_SIZE} terms.")
    if min_count < 1:
        raise InputError(f"min_count: found {min_count}. Expected at least 1.")
    for_pairs = [name for name in measures if name not in DEFAULT_MEASURES]
    if size > _PAIR and for_pairs:
        raise InputError(
            f"measures: found {', '.join(map(repr, for_pairs))} for collocations of "
            f"{size} terms. Expected 'lambda' or 'z': the others are defined for pairs."
        )


def _collocate(
    terms: TermSequence,
    language: str,
    *,
    size: int,
    measures: Sequence[str],
    min_count: int,
    is_wanted: NDArray[np.bool_] | None,
) -> pd.DataFrame:
    found = count_sequences(terms, size, min_count=min_count, is_wanted=is_wanted)
    starts = find_sequences(terms, size)
    everywhere = tuple(range(size))
    margins = {
        places: count_subset(
            terms, starts, places, [found.words[place] for place in places]
        ).astype(np.float64)
        for n_places in range(1, size)
        for places in combinations(everywhere, n_places)
    }
    margins[()] = np.full(len(found.n), float(len(starts)))
    margins[everywhere] = found.n.astype(np.float64)
    values = {
        measure: _compute(measure, margins, found.words, terms.frequencies)
        for measure in measures
    }
    return tabulate_collocations(
        language,
        found.list_names(terms.terms),
        n=found.n,
        n_documents=found.n_documents,
        values=values,
    )


def _compute(
    measure: str,
    margins: Mapping[tuple[int, ...], Numbers],
    words: Sequence[Integers],
    frequencies: Integers,
) -> Numbers:
    if measure in DEFAULT_MEASURES:
        estimate, error = _interact(margins, len(words))
        return estimate if measure == "lambda" else estimate / error
    joint = margins[0, 1]
    if measure == "log_dice":
        first, second = (frequencies[word].astype(np.float64) for word in words)
        return compute_log_dice(joint, first, second)
    table = Contingency(
        joint=joint, first=margins[(0,)], second=margins[(1,)], total=margins[()]
    )
    return TABLE_MEASURES[measure](table)


def _interact(
    margins: Mapping[tuple[int, ...], Numbers], size: int
) -> tuple[Numbers, Numbers]:
    """Compute the highest interaction and its standard error."""
    everywhere = tuple(range(size))
    estimate: Numbers = np.zeros_like(margins[everywhere])
    variance: Numbers = np.zeros_like(estimate)
    for cell in margins:
        # Inclusion and exclusion: places outside of the cell must not hold the word.
        others = [place for place in everywhere if place not in cell]
        count: Numbers = np.full(len(estimate), _SMOOTHING)
        for n_more in range(len(others) + 1):
            for more in combinations(others, n_more):
                count = count + (-1) ** n_more * margins[tuple(sorted(cell + more))]
        estimate = estimate + (-1) ** len(others) * np.log(count)
        variance = variance + 1.0 / count
    return estimate, np.sqrt(variance)


def tabulate_collocations(
    language: str,
    names: list[str],
    *,
    n: Integers,
    n_documents: Integers,
    values: Mapping[str, Numbers],
) -> pd.DataFrame:
    """Write the rows of one language in canonical order."""
    order = np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64)
    n_measures = len(values)
    row = np.repeat(np.arange(len(order)), n_measures)
    name = pd.array([names[index] for index in order.tolist()], dtype="str")
    measure = pd.array(list(values), dtype="str")
    stacked = np.stack([found[order] for found in values.values()], axis=1)
    return pd.DataFrame(
        {
            "language": pd.array([language], dtype="str").repeat(len(row)),
            "collocation": name.take(row),
            "measure": measure.take(np.tile(np.arange(n_measures), len(order))),
            "n": pd.array(n[order][row], dtype="Int64"),
            "n_documents": pd.array(n_documents[order][row], dtype="Int64"),
            "value": stacked.ravel(),
        }
    )
