"""The table of keyness: values, errors and the reasons where there are none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from discourse.corpus_statistics.keyness_measures import (
    ComparedCounts,
    compute_values,
)
from discourse.corpus_statistics.keyness_resampling import MIN_DOCUMENTS
from discourse.corpus_statistics.schemas import KEYNESS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.keyness_resampling import GroupCounts

    Numbers = NDArray[np.float64]

DOCUMENT_MEASURE = "text_dispersion"
_RATIOS = ("log_ratio", "percent_diff", "odds_ratio")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeynessBlock:
    """The comparison within one language.

    Parameters
    ----------
    language : str
        The language, or ``all``.
    terms : list of str
        The terms that get rows.
    counts : GroupCounts
        Their counts document by document.
    totals, document_totals : ComparedCounts
        Counts of words and of documents, added up.
    """

    language: str
    terms: list[str]
    counts: GroupCounts
    totals: ComparedCounts
    document_totals: ComparedCounts


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Inference:
    """What resampling says about the terms of one block.

    Parameters
    ----------
    p_words, p_documents : array
        p values for counts of words and of documents.
    intervals : mapping
        Bounds by effect size.
    smallest_p : float
        The smallest p that the permutations can give.
    confidence_level : float
        Level of the intervals.
    """

    p_words: Numbers
    p_documents: Numbers
    intervals: Mapping[str, tuple[Numbers, Numbers]]
    smallest_p: float
    confidence_level: float


def tabulate_keyness(
    block: KeynessBlock,
    measures: Sequence[str],
    *,
    zero_count: float | None = None,
    inference: Inference | None = None,
) -> pd.DataFrame:
    """Write the rows of one language in canonical order, a row per term and measure."""
    order = np.array(sorted(range(len(block.terms)), key=block.terms.__getitem__))
    term = pd.array([block.terms[number] for number in order.tolist()], dtype="str")
    totals, documents = block.totals, block.document_totals
    parts = []
    for measure in measures:
        found = _measure(block, measure, zero_count, inference)
        parts.append({name: values[order] for name, values in found.items()})
    columns = {
        name: np.stack([part[name] for part in parts], axis=1).ravel()
        for name in parts[0]
    }
    n_measures = len(measures)
    row = np.repeat(np.arange(len(order)), n_measures)
    shared = {
        "n_target": totals.target,
        "n_reference": totals.reference,
        "n_documents_target": documents.target,
        "n_documents_reference": documents.reference,
    }
    kinds = {column.name: column.kind for column in KEYNESS.columns}
    frame = {
        "language": pd.array([block.language], dtype="str").repeat(len(row)),
        "term": term.take(row),
        "measure": pd.array(measures, dtype="str").take(
            np.tile(np.arange(n_measures), len(order))
        ),
        **{name: values[order][row] for name, values in shared.items()},
        "size_target": np.full(len(row), totals.size_target),
        "size_reference": np.full(len(row), totals.size_reference),
        "confidence_level": np.full(
            len(row), np.nan if inference is None else inference.confidence_level
        ),
        "p_adjusted": np.full(len(row), np.nan),
        **columns,
    }
    dtypes = {"text": "str", "category": "str", "integer": "Int64"}
    return pd.DataFrame(
        {
            name: pd.array(frame.pop(name), dtype=dtypes.get(kinds[name], "float64"))
            for name in KEYNESS.names
        },
        copy=False,
    )


def _measure(
    block: KeynessBlock,
    measure: str,
    zero_count: float | None,
    inference: Inference | None,
) -> dict[str, NDArray[Any]]:
    """Compute one measure of all terms with what is known about its error."""
    is_document = measure == DOCUMENT_MEASURE
    totals = block.document_totals if is_document else block.totals
    value = compute_values(measure, _replace_zeros(measure, totals, zero_count))
    value = np.where(np.isfinite(value), value, np.nan)
    notes = _explain(measure, totals, value, zero_count)
    unknown = np.full(len(value), np.nan)
    found = {
        "value": value,
        "conf_low": unknown,
        "conf_high": unknown,
        "p_value": unknown,
        "p_naive": _compute_naive(measure, value),
    }
    if inference is not None:
        found["p_value"] = inference.p_documents if is_document else inference.p_words
        if measure in inference.intervals:
            low, high = inference.intervals[measure]
            found["conf_low"] = np.where(np.isfinite(low), low, np.nan)
            found["conf_high"] = np.where(np.isfinite(high), high, np.nan)
            _add(
                notes,
                np.isnan(low),
                f"no interval: fewer than {MIN_DOCUMENTS} documents in a group",
            )
            _add(notes, np.isneginf(low), "interval has no lower bound")
            _add(notes, np.isposinf(high), "interval has no upper bound")
        _add(
            notes,
            found["p_value"] <= inference.smallest_p * (1 + 1e-9),
            "p is the smallest these permutations can give",
        )
    return {**found, "note": notes}


def _replace_zeros(
    measure: str, totals: ComparedCounts, zero_count: float | None
) -> ComparedCounts:
    if zero_count is None or measure not in _RATIOS:
        return totals
    return ComparedCounts(
        target=np.where(totals.target > 0, totals.target, zero_count),
        reference=np.where(totals.reference > 0, totals.reference, zero_count),
        size_target=totals.size_target,
        size_reference=totals.size_reference,
        prior=totals.prior,
        prior_size=totals.prior_size,
    )


def _explain(
    measure: str, totals: ComparedCounts, value: Numbers, zero_count: float | None
) -> NDArray[Any]:
    notes = np.full(len(value), None, dtype=object)
    is_undefined = np.isnan(value)
    if not totals.size_target or not totals.size_reference:
        side = "reference" if totals.size_target else "target"
        notes[:] = f"no text of the {side} in this language"
        return notes
    is_zero = {"target": totals.target == 0, "reference": totals.reference == 0}
    for side, flags in is_zero.items():
        if zero_count is not None and measure in _RATIOS:
            _add(notes, flags, f"0 in the {side} taken as {zero_count:g}")
        else:
            _add(notes, flags & is_undefined, f"undefined: absent from the {side}")
    is_left = is_undefined & ~is_zero["target"] & ~is_zero["reference"]
    _add(notes, is_left, "undefined: a group consists of this term alone")
    return notes


def _add(notes: NDArray[Any], flags: NDArray[np.bool_], text: str) -> None:
    for row in np.flatnonzero(flags).tolist():
        notes[row] = text if notes[row] is None else f"{notes[row]}; {text}"


def _compute_naive(measure: str, value: Numbers) -> Numbers:
    from scipy import special, stats

    if measure in ("g2", "chi2"):
        return np.asarray(special.chdtrc(1, np.abs(value)))
    if measure == "weighted_log_odds":
        return np.asarray(2 * stats.norm.sf(np.abs(value)))
    return np.full(len(value), np.nan)
