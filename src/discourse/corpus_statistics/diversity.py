"""How many different words does a text use, and how much of that is its length?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import DIVERSITY, TYPE_TOKEN_CURVE
from ledger import InputError, build_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Integers = NDArray[np.int32]

DiversityMeasure = Literal["ttr", "mattr", "sttr", "mtld"]

ALL_MEASURES: tuple[DiversityMeasure, ...] = ("ttr", "mattr", "sttr", "mtld")
_MTLD_THRESHOLD = 0.72


def compute_diversity(
    terms: TermSequence,
    *,
    measures: Sequence[DiversityMeasure] = ALL_MEASURES,
    window: int = 100,
    segment: int = 1000,
) -> pd.DataFrame:
    r"""Compute lexical diversity of each document in each of its languages.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages; lemmas and word forms give different values.
    measures : sequence of str
        Any of ``ttr``, ``mattr``, ``sttr``, ``mtld``.
    window : int
        Length of the moving window of ``mattr``, in tokens.
    segment : int
        Length of the segments of ``sttr``, in tokens.

    Returns
    -------
    pandas.DataFrame
        Diversity table, one row per document, language and measure.

    Raises
    ------
    InputError
        If an argument has a value it cannot have.

    Notes
    -----
    ``ttr``
        Types over tokens. It falls with the length of a text whatever its vocabulary:
        never compare it between texts of different length.
    ``mattr``
        Mean type-token ratio of all stretches of `window` tokens; missing for shorter
        texts. It does not depend on length.
    ``sttr``
        Mean type-token ratio of successive segments of `segment` tokens; a rest that
        does not fill one is left out.
    ``mtld``
        Mean length of stretches whose type-token ratio stays above 0.72, read forward
        and backward, a rest counting in part; missing where the ratio never falls so
        far that a part can be told.

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-
    average type-token ratio. Journal of Quantitative Linguistics 17, 94-100.
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D. Behavior Research
    Methods 42, 381-392.
    """
    for measure in measures:
        check_choice(measure, DiversityMeasure, "measures")
    for name, value in (("window", window), ("segment", segment)):
        if value < 1:
            raise InputError(f"{name}: found {value}. Expected at least 1 token.")
    rows = []
    for language, part in split_terms(terms, "each"):
        order = part.document_of_token
        # Tokens stand document by document, so each document is one stretch.
        bounds = np.searchsorted(order, np.arange(len(part.document_ids) + 1))
        for number in np.unique(order).tolist():
            ids = part.term_id[bounds[number] : bounds[number + 1]]
            n_types = len(np.unique(ids))
            for measure in sorted(set(measures)):
                found, note = _MEASURES[measure](ids, n_types, window, segment)
                rows.append(
                    {
                        "document_id": part.document_ids[number],
                        "language": language,
                        "measure": measure,
                        "n_tokens": len(ids),
                        "n_types": n_types,
                        "value": found,
                        "note": note,
                    }
                )
    return build_table(rows, DIVERSITY)


def compute_type_token_curve(
    terms: TermSequence, *, n_points: int = 50, languages: Languages = "each"
) -> pd.DataFrame:
    r"""Compute how the number of types grows with the number of tokens.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages.
    n_points : int
        Lengths at which the curve is taken, evenly spaced up to the whole.
    languages : {"each", "together"}
        Whether each language has a curve of its own.

    Returns
    -------
    pandas.DataFrame
        Type_token_curve table.

    Raises
    ------
    InputError
        If `n_points` is below 1.

    Notes
    -----
    `n_types` is observed along the documents in the order of their ids and depends on
    it. `n_types_expected` is the number in n of the N tokens drawn at random,

    .. math:: E[V(n)] = \sum_w 1 - \binom{N - f_w}{n} \Big/ \binom{N}{n},

    which needs no order but takes words as independent; where words come in bursts it
    lies above the observed curve. Two corpora are compared at the same n.

    References
    ----------
    Baayen, R. H. (2001). Word Frequency Distributions, ch. 2. Kluwer.
    """
    from scipy.special import gammaln

    if n_points < 1:
        raise InputError(f"n_points: found {n_points}. Expected at least 1.")
    tables = []
    for language, part in split_terms(terms, languages):
        total = part.n_tokens
        lengths = np.unique(np.linspace(0, total, n_points + 1).round().astype(int))[1:]
        first = np.unique(part.term_id, return_index=True)[1]
        frequency, n_terms = np.unique(
            part.frequencies[part.frequencies > 0], return_counts=True
        )
        rest = total - frequency[None, :] - lengths[:, None]
        with np.errstate(invalid="ignore"):
            absent = np.exp(
                gammaln(total - frequency + 1)[None, :]
                - gammaln(np.maximum(rest, 0) + 1)
                - gammaln(total + 1)
                + gammaln(total - lengths + 1)[:, None]
            )
        expected = (np.where(rest >= 0, 1 - absent, 1.0) * n_terms).sum(axis=1)
        tables.append(
            pd.DataFrame(
                {
                    "language": language,
                    "n_tokens": lengths,
                    "n_types": np.searchsorted(np.sort(first), lengths),
                    "n_types_expected": expected,
                }
            )
        )
    rows = pd.concat(tables) if tables else pd.DataFrame(columns=TYPE_TOKEN_CURVE.names)
    return build_table(rows, TYPE_TOKEN_CURVE)


_Found = tuple[float | None, str | None]


def _ttr(ids: Integers, n_types: int, window: int, segment: int) -> _Found:
    del window, segment
    return n_types / len(ids), "falls with the length of the text"


def _mattr(ids: Integers, n_types: int, window: int, segment: int) -> _Found:
    del n_types, segment
    n = len(ids)
    if n < window:
        return None, f"shorter than {window} tokens"
    # A token adds no type to the windows that hold its word before it already.
    order = np.argsort(ids, kind="stable")
    before = np.full(n, -1)
    same = ids[order[1:]] == ids[order[:-1]]
    before[order[1:][same]] = order[:-1][same]
    place = np.arange(n)
    first = np.maximum(place - window + 1, 0)
    last = np.minimum(before, n - window)
    n_windows = n - window + 1
    repeats = np.maximum(last - first + 1, 0).sum()
    return float(1 - repeats / n_windows / window), None


def _sttr(ids: Integers, n_types: int, window: int, segment: int) -> _Found:
    del n_types, window
    n_segments = len(ids) // segment
    if not n_segments:
        return None, f"shorter than {segment} tokens"
    ratios = [
        len(np.unique(ids[start * segment : (start + 1) * segment])) / segment
        for start in range(n_segments)
    ]
    return float(np.mean(ratios)), None


def _mtld(ids: Integers, n_types: int, window: int, segment: int) -> _Found:
    del n_types, window, segment
    found = ids.tolist()
    factors = [_count_factors(found), _count_factors(found[::-1])]
    if not all(factors):
        return None, "no word is repeated"
    return float(np.mean([len(found) / n for n in factors])), None


def _count_factors(ids: list[int]) -> float:
    """Count the stretches at whose end the ratio has fallen to the threshold."""
    n_factors = 0.0
    seen: set[int] = set()
    length, ratio = 0, 1.0
    for number in ids:
        length += 1
        seen.add(number)
        ratio = len(seen) / length
        if ratio <= _MTLD_THRESHOLD:
            n_factors += 1
            seen, length, ratio = set(), 0, 1.0
    return n_factors + (1 - ratio) / (1 - _MTLD_THRESHOLD)


_MEASURES = {"ttr": _ttr, "mattr": _mattr, "sttr": _sttr, "mtld": _mtld}
