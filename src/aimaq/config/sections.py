"""What `study.toml` may say, section by section.

Frozen and strict: an unknown key, a wrong type or a value out of range is a problem,
never a default. Which files exist and whether names refer to each other is checked in
`aimaq.config.reading`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from indicators import (
    IndexAggregation,
    IndexAlternatives,
    IndexBase,
    IndexComponent,
    IndexDefinition,
    IndexImputation,
    IndexMean,
    IndexNormalization,
    IndexOutliers,
    IndexWeighting,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
HypothesisId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
_Number = Annotated[float, Field(strict=False)]
Measure = Literal["prevalence", "shrunken_prevalence", "salience", "distinctiveness"]
Year = Annotated[int, Field(ge=1900, le=2100)]


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class StudySection(_Section):
    """`[study]`: what the study is called, its seed and its years."""

    title: str = Field(min_length=1)
    seed: int = Field(default=20260101, ge=0)
    years: tuple[Year, Year]
    notice: str = ""
    """A sentence shown first in the report, such as that the texts are invented."""
    confidence_level: float = Field(default=0.95, gt=0.5, lt=1.0)
    expectations: str | None = None
    """A CSV of things the study must make of its own traps, shown in the report."""


class DocumentsSection(_Section):
    """`[documents]`: where the texts are and what a passage is."""

    path: str
    metadata: str | None = None
    passage: Literal["paragraph", "sentence"] = "paragraph"


class RegionsSection(_Section):
    """`[regions]`: the registry and the year whose boundaries every table takes."""

    registry: str = "kazakhstan"
    boundaries: Year


class CodeSection(_Section):
    """`[[codes]]`: a code and the lexicon that codes it."""

    id: Identifier
    lexicon: str


class ScoresSection(_Section):
    """`[scores]`: what is measured beside prevalence, and hand coding to correct it."""

    measures: tuple[Measure, ...] = ("prevalence",)
    coded: str | None = None
    """Hand coding of passages of the study: passage_id, code_id, value; a column
    probability says with which probability each passage was drawn for coding."""


class WordsSection(_Section):
    """`[words]`: frequencies and collocations of all texts, and how terms are counted."""

    unit: Literal["lemma", "form"] = "lemma"
    min_count: int = Field(default=5, ge=1)


class ComparisonSection(_Section):
    """`[[comparisons]]`: two groups of texts whose words are compared (keyness)."""

    id: Identifier
    title: str = ""
    by: Literal["region", "region_set", "year", "language", "genre", "outlet"] = (
        "region"
    )
    target: tuple[str, ...] = Field(min_length=1)
    """Regions, sets of the registry, or values of the column."""
    reference: tuple[str, ...] = ()
    """The same; by default all others."""


class TopicsSection(_Section):
    """`[topics]`: the topic model; with several numbers the most coherent is kept."""

    method: Literal["lda", "nmf"] = "lda"
    n_topics: tuple[Annotated[int, Field(ge=2, le=500)], ...] = Field(min_length=1)


class IndicatorSection(_Section):
    """`[[indicators]]`: one measured variable, read from a file or a ratio of two."""

    id: Identifier
    title: str = ""
    unit: str
    kind: Literal["extensive", "intensive"] = "intensive"
    direction: Literal[1, -1] = 1
    path: str | None = None
    columns: dict[str, str] = {}
    select: dict[str, str] = {}
    period: str | None = None
    """The period of a table that names none, such as "2022"."""
    labels: dict[str, str] = {}
    """Region ids of labels that the registry does not know; "none" leaves a row out."""
    decimal: Literal["comma", "point"] | None = None
    """Decimal sign of numbers written as text, where the table does not show it."""
    weight: Identifier | None = None
    """The indicator that weights an intensive one when regions are merged."""
    aggregation: Literal["sum", "mean", "none"] | None = None
    """"none" for what parts do not determine (Gini, median, rank)."""
    boundaries: Year | None = None
    """The year whose boundaries the table keeps to in every period, if it does."""
    split_by: Identifier | None = None
    """The indicator whose shares split the value of an undivided region."""
    numerator: Identifier | None = None
    denominator: Identifier | None = None
    nominal: Identifier | None = None
    """The amounts of money that this indicator expresses in prices of one year."""
    prices: Identifier | None = None
    """The price index for it; its national row is taken."""
    price_basis: Literal["previous_year", "fixed_base"] | None = None
    base_year: Year | None = None
    origin: str | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether it is computed from two other indicators."""
        return self.numerator is not None

    @property
    def is_real(self) -> bool:
        """Whether it is another indicator in prices of one year."""
        return self.nominal is not None


class StatisticsSection(_Section):
    """`[statistics]`: tables that all indicators share."""

    rates: str | None = None
    """Rates of currencies: from_currency, to_currency, period, rate."""
    shares: str | None = None
    """Shares of undivided regions: from_region_id, to_region_id, share."""


class BreakSection(_Section):
    """`[[breaks]]`: the first period from which on an indicator means something else."""

    indicator: Identifier
    period: str = Field(pattern=r"^\d{4}(-Q[1-4])?$")
    region: str | None = None
    """The region; every region if it is left out."""
    reason: str = Field(min_length=1)


class IndexUncertaintySection(_Section):
    """`[index.uncertainty]`: choices behind an index that are drawn anew, many times."""

    imputations: tuple[IndexImputation, ...] = ()
    outliers: tuple[IndexOutliers, ...] = ()
    normalizations: tuple[IndexNormalization, ...] = ()
    weightings: tuple[IndexWeighting, ...] = ()
    aggregations: tuple[IndexAggregation, ...] = ()
    weight_noise: float = Field(default=0.0, ge=0, lt=1)
    leave_one_out: bool = False
    measurement_error: dict[Identifier, Annotated[float, Field(gt=0, lt=1)]] = {}
    n_draws: int = Field(default=1000, ge=50)
    n_sobol_draws: int = Field(default=0, ge=0)

    def build(self) -> IndexAlternatives:
        """Build the choices in doubt."""
        return IndexAlternatives(
            imputations=self.imputations,
            outliers=self.outliers,
            normalizations=self.normalizations,
            weightings=self.weightings,
            aggregations=self.aggregations,
            weight_noise=self.weight_noise,
            is_leaving_out=self.leave_one_out,
            measurement_error=tuple(self.measurement_error.items()),
        )


class IndexSection(_Section):
    """`[[index]]`: a composite index and the choices behind it."""

    id: Identifier
    title: str = ""
    components: dict[Identifier, Annotated[float, Field(gt=0, strict=False)]] = Field(
        min_length=1
    )
    dimensions: dict[Identifier, tuple[Identifier, ...]] = {}
    """Dimension -> its components, or the dimensions in it; every component in one."""
    dimension_weights: dict[
        Identifier, Annotated[float, Field(gt=0, strict=False)]
    ] = {}
    imputation: IndexImputation = "none"
    outliers: IndexOutliers = "none"
    component_outliers: dict[Identifier, IndexOutliers] = {}
    winsorize_limit: int = Field(default=5, ge=1)
    percentile: float = Field(default=0.025, gt=0, lt=0.5)
    normalization: IndexNormalization = "min-max"
    goalposts: dict[Identifier, tuple[_Number, _Number]] = {}
    base: IndexBase = "all-periods"
    base_period: str | int | None = None
    base_weight: Identifier | None = None
    weighting: IndexWeighting = "given"
    weight_bounds: tuple[_Number, _Number] = (0.0, 1.0)
    n_factors: int | None = Field(default=None, ge=1)
    aggregation: IndexAggregation = "geometric"
    dimension_aggregation: IndexMean | None = None
    uncertainty: IndexUncertaintySection | None = None

    @model_validator(mode="after")
    def _check_choices(self) -> Self:
        named = [name for names in self.dimensions.values() for name in names]
        doubled = [name for name in self.dimensions if name in self.components]
        if doubled:
            raise ValueError(
                f"dimensions: {', '.join(doubled)} is the name of a component too"
            )
        lists = {
            "dimensions": [name for name in named if name not in self.dimensions],
            "component_outliers": list(self.component_outliers),
            "goalposts": list(self.goalposts),
            "dimension_weights": [],
        }
        for key, names in lists.items():
            strange = [name for name in names if name not in self.components]
            if strange:
                raise ValueError(f"{key}: {', '.join(strange)} is no component")
        if len(named) != len(set(named)):
            raise ValueError("dimensions: a name stands in two of them")
        self.define({})
        return self

    def define(self, directions: Mapping[str, int]) -> IndexDefinition:
        """Define the index, with the directions of its indicators (1 by default)."""
        parents = {
            name: dimension
            for dimension, names in self.dimensions.items()
            for name in names
        }
        period = self.base_period
        return IndexDefinition(
            index_id=self.id,
            components=tuple(
                IndexComponent(
                    indicator_id=name,
                    direction=-1 if directions.get(name, 1) == -1 else 1,
                    weight=weight,
                    dimension=parents.get(name),
                    goalposts=self.goalposts.get(name),
                    outliers=self.component_outliers.get(name),
                )
                for name, weight in self.components.items()
            ),
            imputation=self.imputation,
            outliers=self.outliers,
            winsorize_limit=self.winsorize_limit,
            percentile=self.percentile,
            normalization=self.normalization,
            base=self.base,
            base_period=None if period is None else str(period),
            base_weight=self.base_weight,
            weighting=self.weighting,
            weight_bounds=self.weight_bounds,
            n_factors=self.n_factors,
            aggregation=self.aggregation,
            dimension_aggregation=self.dimension_aggregation,
            dimension_weights=tuple(self.dimension_weights.items()),
            dimension_parents=tuple(
                (name, parent)
                for name, parent in parents.items()
                if name in self.dimensions
            ),
        )


class HypothesisSection(_Section):
    """`[[hypotheses]]`: a claim declared before the run."""

    id: HypothesisId
    claim: str = Field(min_length=1)
    outcome: str
    exposure: str
    direction: Literal["positive", "negative"]
    lag: int = Field(default=0, ge=0, le=10)
    controls: tuple[str, ...] = ()


class Study(_Section):
    """A whole study file."""

    study: StudySection
    documents: DocumentsSection | None = None
    regions: RegionsSection
    codes: tuple[CodeSection, ...] = ()
    scores: ScoresSection = ScoresSection()
    topics: TopicsSection | None = None
    words: WordsSection | None = None
    comparisons: tuple[ComparisonSection, ...] = ()
    statistics: StatisticsSection = StatisticsSection()
    indicators: tuple[IndicatorSection, ...] = ()
    breaks: tuple[BreakSection, ...] = ()
    index: tuple[IndexSection, ...] = ()
    hypotheses: tuple[HypothesisSection, ...] = ()

    @property
    def measure_ids(self) -> tuple[str, ...]:
        """The measures that the scores of this study have, by id."""
        kinds: list[str] = ["prevalence", *self.scores.measures]
        if self.scores.coded is not None:
            kinds.append("corrected_prevalence")
        by_code = [
            f"{kind}:{code.id}"
            for kind in dict.fromkeys(kinds)
            if kind != "salience"
            for code in self.codes
        ]
        return (*by_code, *(["salience"] if "salience" in kinds else []))
