"""What `study.toml` may say, section by section.

Frozen and strict: an unknown key, a wrong type or a value out of range is a problem,
never a default. Which files exist and whether names refer to each other is checked in
`aimaq.config.reading`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
HypothesisId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
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
    weight: Identifier | None = None
    """The indicator that weights an intensive one when regions are merged."""
    aggregation: Literal["sum", "mean", "none"] | None = None
    """"none" for what parts do not determine (Gini, median, rank)."""
    split_by: Identifier | None = None
    """The indicator whose shares split the value of an undivided region."""
    numerator: Identifier | None = None
    denominator: Identifier | None = None
    origin: str | None = None

    @property
    def is_ratio(self) -> bool:
        """Whether it is computed from two other indicators."""
        return self.numerator is not None


class IndexSection(_Section):
    """`[[index]]`: a composite index and the choices behind it."""

    id: Identifier
    title: str = ""
    components: dict[Identifier, Annotated[float, Field(gt=0, strict=False)]] = Field(
        min_length=1
    )
    normalization: Literal["min-max"] = "min-max"
    aggregation: Literal["geometric", "arithmetic"] = "geometric"


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
    documents: DocumentsSection
    regions: RegionsSection
    codes: tuple[CodeSection, ...] = ()
    topics: TopicsSection | None = None
    indicators: tuple[IndicatorSection, ...] = ()
    index: tuple[IndexSection, ...] = ()
    hypotheses: tuple[HypothesisSection, ...] = ()
