"""What is to be estimated, written down before it is estimated.

A hypothesis is declared by the user. It opens a small grid of specifications that is
shown whole; its first specification is the primary one, which decides.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from ledger import build_table
from linkage.schemas import SPECIFICATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

Direction = Literal["positive", "negative"]
Sample = Literal["between", "within", "pooled", "region-years"]
Estimator = Literal["pearson", "spearman", "kendall", "ols"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """A claim that is declared before the data are looked at.

    Parameters
    ----------
    hypothesis_id : str
        Short name, such as ``H1``.
    claim : str
        The claim in words.
    outcome, exposure : str
        Variables of the linked table.
    direction : {"positive", "negative"}
        Sign of the association that is claimed.
    lag : int
        Years by which the exposure precedes the outcome.
    controls : tuple of str
        Further variables of the regression.
    """

    hypothesis_id: str
    claim: str
    outcome: str
    exposure: str
    direction: Direction
    lag: int = 0
    controls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """One full, written choice of how to answer a question.

    Parameters
    ----------
    outcome, exposure : str
        Variables of the linked table.
    sample : {"between", "within", "pooled", "region-years"}
        What is compared.
    estimator : {"pearson", "spearman", "kendall", "ols"}
        What is computed.
    covariance : str, optional
        Kind of standard error of a regression.
    lag : int
        Years by which the exposure precedes the outcome.
    controls : tuple of str
        Further variables of a regression.
    hypothesis_id : str, optional
        The hypothesis it belongs to.
    """

    outcome: str
    exposure: str
    sample: Sample
    estimator: Estimator
    covariance: str | None
    lag: int
    controls: tuple[str, ...] = ()
    hypothesis_id: str | None = None

    @property
    def specification_id(self) -> str:
        """The choice in words, the same for the same choice."""
        front = f"{self.hypothesis_id}: " if self.hypothesis_id else ""
        controls = "".join(f" + {name}" for name in self.controls)
        covariance = f" {self.covariance}" if self.covariance else ""
        return (
            f"{front}{self.outcome} ~ {self.exposure}{controls} | "
            f"{self.estimator}{covariance}, {self.sample}, lag {self.lag}"
        )


def build_specifications(hypothesis: Hypothesis) -> tuple[Specification, ...]:
    """Build the grid of a hypothesis, the primary specification first.

    Parameters
    ----------
    hypothesis : Hypothesis
        The claim.

    Returns
    -------
    tuple of Specification
        Spearman between regions (primary), then Pearson and Spearman in each scope,
        and the regression over region-years with errors clustered by region.
    """
    grid: list[tuple[Sample, Estimator]] = [
        ("between", "spearman"),
        ("between", "pearson"),
        ("within", "spearman"),
        ("within", "pearson"),
        ("pooled", "spearman"),
        ("pooled", "pearson"),
        ("region-years", "ols"),
    ]
    return tuple(
        Specification(
            hypothesis_id=hypothesis.hypothesis_id,
            outcome=hypothesis.outcome,
            exposure=hypothesis.exposure,
            sample=sample,
            estimator=estimator,
            covariance="cluster" if estimator == "ols" else None,
            lag=hypothesis.lag,
            controls=hypothesis.controls if estimator == "ols" else (),
        )
        for sample, estimator in grid
    )


def build_specifications_table(
    specifications: Iterable[Specification],
) -> pd.DataFrame:
    """Write specifications as a table.

    Parameters
    ----------
    specifications : iterable of Specification
        The choices.

    Returns
    -------
    pandas.DataFrame
        Specifications table, one row per specification.
    """
    return build_table(
        [
            asdict(one)
            | {
                "specification_id": one.specification_id,
                "controls": "; ".join(one.controls) or None,
                "weights": None,
            }
            for one in specifications
        ],
        SPECIFICATIONS,
    )
