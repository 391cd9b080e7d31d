"""The choices behind an index that may be doubted."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.composite.definition import (
    IndexAggregation,
    IndexImputation,
    IndexNormalization,
    IndexOutliers,
    IndexWeighting,
)
from ledger import InputError, check_choice


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexAlternatives:
    """The choices behind an index that are drawn anew in each draw.

    Parameters
    ----------
    imputations, outliers, normalizations, weightings, aggregations : tuple of str
        Alternatives, each as likely as the others; the index's own is one of them,
        whether it is named or not. Empty: the choice is not in doubt.
    weight_noise : float
        Each weight, of a component or of a dimension, is multiplied by a number drawn
        evenly from 1 - noise to 1 + noise, then weights are scaled to their sum. 0:
        weights are not in doubt. Benefit of the doubt finds weights of its own, which
        noise does not touch.
    is_leaving_out : bool
        Whether in each draw one component may be left out (none, or any of them, with
        equal chance); its weight goes to the others of its dimension.
    measurement_error : tuple of (str, float)
        Indicator and the relative standard error of its values, such as 0.05; values
        are drawn around what was observed (independent, lognormal with mean 1), after
        extremes were moved. Together with benefit of the doubt it takes time: each such
        draw solves a linear programme for each region and period.

    Raises
    ------
    InputError
        If a choice is unknown or a number out of its range.
    """

    imputations: tuple[IndexImputation, ...] = ()
    outliers: tuple[IndexOutliers, ...] = ()
    normalizations: tuple[IndexNormalization, ...] = ()
    weightings: tuple[IndexWeighting, ...] = ()
    aggregations: tuple[IndexAggregation, ...] = ()
    weight_noise: float = 0.0
    is_leaving_out: bool = False
    measurement_error: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        for name, choices, kind in (
            ("imputations", self.imputations, IndexImputation),
            ("outliers", self.outliers, IndexOutliers),
            ("normalizations", self.normalizations, IndexNormalization),
            ("weightings", self.weightings, IndexWeighting),
            ("aggregations", self.aggregations, IndexAggregation),
        ):
            for choice in choices:
                check_choice(choice, kind, name)
        if not 0 <= self.weight_noise < 1:
            raise InputError(
                f"weight_noise: found {self.weight_noise}. Expected from 0 to below 1, "
                "such as 0.25."
            )
        for name, error in self.measurement_error:
            if not 0 < error < 1:
                raise InputError(
                    f"measurement_error of {name}: found {error}. Expected a relative "
                    "standard error above 0 and below 1, such as 0.05."
                )
