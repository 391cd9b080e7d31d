"""What is the keyness of a term, given how often it occurs in two sets of texts?

Each measure is a function of two counts and two sizes, on arrays of any one shape.
Which counts, and how sure they are, is left to `keyness` and `keyness_resampling`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from discourse.corpus_statistics.association import (
    Contingency,
    compute_chi2,
    compute_g2,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

KeynessMeasure = Literal[
    "g2",
    "chi2",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
    "log_odds",
    "weighted_log_odds",
    "text_dispersion",
]
# Those that say how large a difference is, and so have an interval.
EFFECT_SIZES = ("log_ratio", "percent_diff", "odds_ratio", "log_odds")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ComparedCounts:
    """Counts of terms in the target and in the reference.

    Parameters
    ----------
    target, reference : array
        How often each term occurs.
    size_target, size_reference : array or float
        How many tokens there are; broadcast against the counts.
    prior : array
        How often each term occurs in the imaginary text of the prior.
    prior_size : float
        How many tokens that text has.
    """

    target: Numbers
    reference: Numbers
    size_target: Numbers | float
    size_reference: Numbers | float
    prior: Numbers
    prior_size: float

    @property
    def table(self) -> Contingency:
        """The table of four counts: target or not, the term or not."""
        return Contingency(
            joint=self.target,
            first=self.target + self.reference,
            second=self.size_target,
            total=self.size_target + self.size_reference,
        )


def compute_values(measure: str, counts: ComparedCounts) -> Numbers:
    """Compute a measure; not finite where it is not defined."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return _MEASURES[measure](counts)


def _signed_g2(counts: ComparedCounts) -> Numbers:
    return _give_sign(compute_g2(counts.table), counts)


def _signed_chi2(counts: ComparedCounts) -> Numbers:
    return _give_sign(compute_chi2(counts.table), counts)


def _give_sign(values: Numbers, counts: ComparedCounts) -> Numbers:
    """Make a measure negative where the term is rarer in the target than expected."""
    is_empty = (counts.size_target <= 0) | (counts.size_reference <= 0)
    signed = values * np.sign(counts.target - counts.table.expected)
    return np.where(is_empty, np.nan, signed)


def _log_ratio(counts: ComparedCounts) -> Numbers:
    return np.log2(counts.target / counts.size_target) - np.log2(
        counts.reference / counts.size_reference
    )


def _percent_diff(counts: ComparedCounts) -> Numbers:
    reference = counts.reference / counts.size_reference
    return 100.0 * (counts.target / counts.size_target - reference) / reference


def _odds_ratio(counts: ComparedCounts) -> Numbers:
    return (counts.target / (counts.size_target - counts.target)) / (
        counts.reference / (counts.size_reference - counts.reference)
    )


def _log_odds(counts: ComparedCounts) -> Numbers:
    own, other = counts.target + counts.prior, counts.reference + counts.prior
    return np.log(own / (counts.size_target + counts.prior_size - own)) - np.log(
        other / (counts.size_reference + counts.prior_size - other)
    )


def _weighted_log_odds(counts: ComparedCounts) -> Numbers:
    variance = 1.0 / (counts.target + counts.prior) + 1.0 / (
        counts.reference + counts.prior
    )
    return _log_odds(counts) / np.sqrt(variance)


_MEASURES: dict[str, Callable[[ComparedCounts], Numbers]] = {
    "g2": _signed_g2,
    "chi2": _signed_chi2,
    "log_ratio": _log_ratio,
    "percent_diff": _percent_diff,
    "odds_ratio": _odds_ratio,
    "log_odds": _log_odds,
    "weighted_log_odds": _weighted_log_odds,
    # The counts are then numbers of documents.
    "text_dispersion": _signed_g2,
}
