r"""How strongly do two things go together in a table of four counts?

The measures of keyness, collocations and co-occurrence all read the same table,

====================  ==============  ==================
..                    second          not second
====================  ==============  ==================
**first**             :math:`O_{11}`  :math:`O_{12}`
**not first**         :math:`O_{21}`  :math:`O_{22}`
====================  ==============  ==================

given by the joint count :math:`O_{11}`, the margins :math:`R_1` and :math:`C_1` and the
total :math:`N`, with the expected counts :math:`E_{ij} = R_i C_j / N`. What is counted
is decided by the modules that call this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contingency:
    """Tables of four counts, one per element of the arrays.

    Parameters
    ----------
    joint : array
        :math:`O_{11}`.
    first, second : array
        The margins :math:`R_1` and :math:`C_1` (the second may be one number).
    total : array or float
        :math:`N`.
    """

    joint: Numbers
    first: Numbers
    second: Numbers | float
    total: Numbers | float

    @property
    def expected(self) -> Numbers:
        """:math:`E_{11}`."""
        return self.first * self.second / self.total

    def list_cells(self) -> tuple[tuple[Numbers, Numbers], ...]:
        """List the observed and expected count of each of the four cells."""
        rest, other = self.total - self.first, self.total - self.second
        observed = (
            self.joint,
            self.first - self.joint,
            self.second - self.joint,
            rest - self.second + self.joint,
        )
        expected = (
            self.expected,
            self.first * other / self.total,
            rest * self.second / self.total,
            rest * other / self.total,
        )
        return tuple(zip(observed, expected, strict=True))


def compute_g2(table: Contingency) -> Numbers:
    r"""Compute the log-likelihood ratio of independence.

    Notes
    -----
    :math:`G^2 = 2 \sum_{ij} O_{ij} \ln (O_{ij} / E_{ij})` over all four cells (an empty
    cell adds nothing). Some programs leave out the lower row; for rare words that is
    nearly the same, for common ones it is not.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and
    coincidence. Computational Linguistics 19, 61-74.

    Checked against
    ---------------
    Dunning's table of bigrams; scipy and NLTK (``tests/reference/collocations``).
    """
    total: Numbers = np.zeros(np.shape(table.joint))
    for observed, expected in table.list_cells():
        with np.errstate(divide="ignore", invalid="ignore"):
            part = observed * np.log(observed / expected)
        total = total + np.where(observed > 0, part, 0.0)
    # A sum of four terms that cancel may end a rounding error below zero.
    return np.maximum(2.0 * total, 0.0)


def compute_chi2(table: Contingency) -> Numbers:
    r"""Compute Pearson's :math:`\chi^2`, without a correction for continuity."""
    total: Numbers = np.zeros(np.shape(table.joint))
    for observed, expected in table.list_cells():
        with np.errstate(divide="ignore", invalid="ignore"):
            part = (observed - expected) ** 2 / expected
        total = total + np.where(expected > 0, part, 0.0)
    return total


def compute_mi(table: Contingency) -> Numbers:
    r"""Compute pointwise mutual information, :math:`\log_2 (O_{11} / E_{11})`.

    Notes
    -----
    High for pairs of rare words: read it with a minimum frequency.

    References
    ----------
    Church, K. W. and Hanks, P. (1990). Word association norms, mutual information,
    and lexicography. Computational Linguistics 16, 22-29.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.log2(table.joint / table.expected)
    return np.where(table.joint > 0, value, np.nan)


def compute_t(table: Contingency) -> Numbers:
    r"""Compute the t score, :math:`(O_{11} - E_{11}) / \sqrt{O_{11}}`.

    References
    ----------
    Church, K. et al. (1991). Using statistics in lexical analysis. In: Zernik (ed.),
    Lexical Acquisition, 115-164.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (table.joint - table.expected) / np.sqrt(table.joint)
    return np.where(table.joint > 0, value, np.nan)


def compute_log_dice(joint: Numbers, first: Numbers, second: Numbers) -> Numbers:
    r"""Compute logDice, :math:`14 + \log_2 (2 f_{xy} / (f_x + f_y))`.

    Notes
    -----
    14 if the two never occur without each other; one less means half as often. It does
    not depend on the size of the corpus. `first` and `second` are the frequencies of
    the two terms themselves.

    References
    ----------
    Rychlý, P. (2008). A lexicographer-friendly association score. RASLAN 2008, 6-9.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        value = 14.0 + np.log2(2.0 * joint / (first + second))
    return np.where(joint > 0, value, np.nan)


TABLE_MEASURES: dict[str, Callable[[Contingency], Numbers]] = {
    "g2": compute_g2,
    "chi2": compute_chi2,
    "mi": compute_mi,
    "t": compute_t,
}
