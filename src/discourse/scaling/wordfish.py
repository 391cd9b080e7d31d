"""Where do texts stand on the one dimension along which their words differ most?

Wordfish needs no reference texts; what its dimension means has to be read off the
words at both ends. With reference texts see `wordscores`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from discourse.scaling.counts import SCALE_TERMS, SCALE_UNITS
from ledger import InputError, MethodError, build_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from discourse.scaling.counts import TermCounts

    Floats = NDArray[np.float64]

METHOD = "wordfish, quasi-Poisson errors"
METHOD_SILENT = "no terms"
_FEWEST_UNITS = 3
_FEWEST_TERMS = 2
_PRIOR_SD = 3.0
_ROUNDS = 500
_TOLERANCE = 1e-9
_LARGEST_STEP = 2.0
_HALVINGS = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wordfish:
    """Places of texts on the dimension that their words span.

    Parameters
    ----------
    units : pandas.DataFrame
        Scale_units table: positions have mean 0 and variance 1 over units.
    terms : pandas.DataFrame
        Scale_terms table: the weight is how fast a word's rate grows along the scale.
    dispersion : float
        Pearson's dispersion: 1 if counts vary as Poisson counts do, more in real text.
    n_rounds : int
        Rounds until the likelihood stood still.
    """

    units: pd.DataFrame
    terms: pd.DataFrame
    dispersion: float
    n_rounds: int


def fit_wordfish(
    counts: TermCounts,
    *,
    direction: tuple[str, str],
    confidence_level: float = 0.95,
) -> Wordfish:
    r"""Place units on the dimension that explains most of their word counts.

    Parameters
    ----------
    counts : TermCounts
        Counts of at least three units.
    direction : tuple of str
        Two units; the first shall lie lower than the second. The model does not know
        left from right.
    confidence_level : float
        Level of the interval.

    Returns
    -------
    Wordfish
        Positions, word weights, dispersion.

    Raises
    ------
    InputError
        If there are fewer than three units with terms, or a unit of `direction` is
        not among them.
    MethodError
        If the likelihood does not come to rest.

    Notes
    -----
    :math:`y_{ij} \sim Poisson(\exp(\alpha_i + \psi_j + \beta_j \theta_i))` for unit i and
    word j, with :math:`\alpha_1 = 0` and normal priors :math:`\theta \sim N(0, 1)` and
    :math:`\beta \sim N(0, 3^2)`, without which words of one text would run away. The
    mode is found by Newton steps for words and units in turn; then :math:`\theta` is
    brought to mean 0 and variance 1. The error of
    :math:`\theta_i` comes from the information on :math:`(\alpha_i, \theta_i)` with the
    words held fixed, times the root of Pearson's dispersion, since words come in
    bursts; it does not hold the uncertainty of the words, and is a lower bound where
    texts are few.

    References
    ----------
    Slapin, J. B. and Proksch, S.-O. (2008). A scaling model for estimating time-series
    party positions from texts. AJPS 52, 705-722.

    Checked against
    ---------------
    Positions planted in simulated counts, and a general optimizer on a small table
    (``tests/unit/discourse/test_wordfish.py``).
    """
    sizes = np.asarray(counts.counts.sum(axis=1)).ravel()
    used = np.flatnonzero(sizes > 0)
    names = [counts.unit_ids[i] for i in used]
    lost = [name for name in direction if name not in names]
    if lost or direction[0] == direction[1]:
        raise InputError(
            f"direction: found {direction!r}. Expected two different units with terms "
            f"({', '.join(names[:5])} ...). Name one of each end."
        )
    table = counts.counts[used].toarray().astype("float64")
    is_term = table.sum(axis=0) > 0
    table = table[:, is_term]
    if len(used) < _FEWEST_UNITS or table.shape[1] < _FEWEST_TERMS:
        raise InputError(
            f"counts: found {len(used)} units and {table.shape[1]} terms. Expected at "
            f"least {_FEWEST_UNITS} units and {_FEWEST_TERMS} terms. Take more texts, "
            "or lower min_passages."
        )
    fit = _Fit(table)
    n_rounds = fit.run()
    low, high = (names.index(name) for name in direction)
    sign = 1.0 if fit.theta[low] <= fit.theta[high] else -1.0
    error, dispersion = fit.find_errors()
    position = sign * fit.theta
    half = float(stats.norm.ppf((1 + confidence_level) / 2)) * error
    placed = pd.DataFrame(
        {
            "unit_id": names,
            "position": position,
            "standard_error": error,
            "conf_low": position - half,
            "conf_high": position + half,
        }
    )
    units = pd.DataFrame(
        {
            "unit_id": counts.unit_ids,
            "confidence_level": confidence_level,
            "n_tokens": sizes,
            "method": np.where(sizes > 0, METHOD, METHOD_SILENT),
        }
    ).merge(placed, on="unit_id", how="left", sort=False)
    terms = pd.DataFrame(
        {
            "term": np.array(counts.terms, dtype=object)[is_term],
            "weight": sign * fit.beta,
            "n_tokens": table.sum(axis=0),
        }
    )
    return Wordfish(
        units=build_table(units[list(SCALE_UNITS.names)], SCALE_UNITS),
        terms=build_table(terms, SCALE_TERMS),
        dispersion=dispersion,
        n_rounds=n_rounds,
    )


class _Fit:
    """The parameters while they move."""

    def __init__(self, table: Floats) -> None:
        self.table = table
        units, words = table.sum(axis=1), table.sum(axis=0)
        self.alpha: Floats = np.log(units / units[0])
        self.psi: Floats = np.log(words / np.exp(self.alpha).sum())
        # The first singular vectors of the residuals are a start near the solution.
        residual = np.log((table + 0.1) / (self._predict_plain() + 0.1))
        residual -= residual.mean(axis=0)
        left, values, right = np.linalg.svd(residual, full_matrices=False)
        self.theta: Floats = left[:, 0] * np.sqrt(len(left))
        self.beta: Floats = right[0] * values[0] / np.sqrt(len(left))
        self._balance()

    def run(self) -> int:
        last = -np.inf
        for number in range(1, _ROUNDS + 1):
            self._step_words()
            self._step_units()
            self._balance()
            height = self._compute_height()
            if abs(height - last) < _TOLERANCE * (1 + abs(height)):
                self._standardize()
                return number
            last = height
        raise MethodError(
            f"wordfish: found a likelihood still moving after {_ROUNDS} rounds. "
            "Expected it to rest. Leave out rare terms (min_passages) or tiny units."
        )

    def find_errors(self) -> tuple[Floats, float]:
        rate = self._predict()
        information = (
            (rate * self.beta**2).sum(axis=1)
            - (rate * self.beta).sum(axis=1) ** 2 / rate.sum(axis=1)
        )  # fmt: skip
        n_units, n_words = self.table.shape
        degrees = n_units * n_words - 2 * n_words - 2 * n_units + 3
        pearson = float(((self.table - rate) ** 2 / rate).sum())
        dispersion = pearson / degrees if degrees > 0 else float("nan")
        # Counts more even than chance do not make positions surer.
        scale = max(dispersion, 1.0) if np.isfinite(dispersion) else 1.0
        return np.sqrt(scale / information), dispersion

    def _predict_plain(self) -> Floats:
        rate: Floats = np.exp(self.alpha[:, None] + self.psi)
        return rate

    def _predict(self) -> Floats:
        rate: Floats = np.exp(
            self.alpha[:, None] + self.psi + self.theta[:, None] * self.beta
        )
        return rate

    def _compute_height(self) -> float:
        rate = self._predict()
        prior = (self.theta**2).sum() + (self.beta**2).sum() / _PRIOR_SD**2
        return float((self.table * np.log(rate) - rate).sum() - prior / 2)

    def _step_words(self) -> None:
        def find_heights(psi: Floats, beta: Floats) -> Floats:
            rate = self.alpha[:, None] + psi + self.theta[:, None] * beta
            heights: Floats = (self.table * rate - np.exp(rate)).sum(axis=0)
            return heights - beta**2 / (2 * _PRIOR_SD**2)

        rate = self._predict()
        residual = self.table - rate
        theta = self.theta[:, None]
        step = _solve_pairs(
            residual.sum(axis=0),
            (residual * theta).sum(axis=0) - self.beta / _PRIOR_SD**2,
            rate.sum(axis=0),
            (rate * theta).sum(axis=0),
            (rate * theta**2).sum(axis=0) + 1 / _PRIOR_SD**2,
        )
        self.psi, self.beta = _climb((self.psi, self.beta), step, find_heights)

    def _step_units(self) -> None:
        def find_heights(alpha: Floats, theta: Floats) -> Floats:
            rate = alpha[:, None] + self.psi + theta[:, None] * self.beta
            heights: Floats = (self.table * rate - np.exp(rate)).sum(axis=1)
            return heights - theta**2 / 2

        rate = self._predict()
        residual = self.table - rate
        step = _solve_pairs(
            residual.sum(axis=1),
            (residual * self.beta).sum(axis=1) - self.theta,
            rate.sum(axis=1),
            (rate * self.beta).sum(axis=1),
            (rate * self.beta**2).sum(axis=1) + 1.0,
        )
        self.alpha, self.theta = _climb((self.alpha, self.theta), step, find_heights)

    def _balance(self) -> None:
        """Move along what the likelihood leaves free, to where the priors want it."""
        common = self.beta.mean()
        self.alpha = self.alpha + common * self.theta
        self.beta = self.beta - common
        squares = (
            (self.beta**2).sum() / _PRIOR_SD**2 / (self.theta.var() * len(self.theta))
        )
        self._rescale(float(squares) ** -0.25)

    def _standardize(self) -> None:
        """Bring positions to mean 0 and variance 1."""
        self._rescale(float(self.theta.std()))

    def _rescale(self, spread: float) -> None:
        """Centre positions, divide them by a length, and let no rate change."""
        mean = self.theta.mean()
        self.psi = self.psi + self.beta * mean + self.alpha[0]
        self.alpha = self.alpha - self.alpha[0]
        self.theta = (self.theta - mean) / spread
        self.beta = self.beta * spread


def _solve_pairs(
    first: Floats, second: Floats, a: Floats, b: Floats, c: Floats
) -> tuple[Floats, Floats]:
    """Solve [[a, b], [b, c]] x = (first, second) for many pairs."""
    determinant = a * c - b**2
    return (c * first - b * second) / determinant, (
        a * second - b * first
    ) / determinant


def _climb(
    start: tuple[Floats, Floats],
    step: tuple[Floats, Floats],
    find_heights: Callable[[Floats, Floats], Floats],
) -> tuple[Floats, Floats]:
    """Go a step with every pair, half of it where the whole would lead down."""
    heights = find_heights(*start)
    length = np.minimum(
        1.0, _LARGEST_STEP / np.maximum(np.maximum(*np.abs(step)), 1e-300)
    )
    for _ in range(_HALVINGS):
        reached = (start[0] + length * step[0], start[1] + length * step[1])
        is_lower = find_heights(*reached) < heights
        if not is_lower.any():
            return reached
        length = np.where(is_lower, length / 2, length)
    length = np.where(is_lower, 0.0, length)
    return start[0] + length * step[0], start[1] + length * step[1]
