"""What does the report have to know about a study, beyond its tables?

The tables come from the pipeline; the words around them (claims, definitions, traps,
versions) come from here. Nothing in this module computes a statistic.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    """A code as the report explains it.

    Parameters
    ----------
    code_id : str
        The category of the lexicon, such as ``marginalization``.
    title : str
        Its name for readers.
    definition : str, default ""
        What a passage must say to carry the code.
    source : str, default ""
        The theory that it comes from.
    """

    code_id: str
    title: str
    definition: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisView:
    """A hypothesis as it was declared before the run.

    Parameters
    ----------
    hypothesis_id : str
        Its id in the study file.
    claim : str
        The claim in one sentence.
    outcome, exposure : str
        Names of the two variables.
    direction : str
        The expected sign in words (``positive``, ``negative``).
    lag : int, default 0
        Years by which the exposure comes before the outcome.
    main_specification_id : str, optional
        The specification shown on the first screen; none means the first one of
        the hypothesis.
    """

    hypothesis_id: str
    claim: str
    outcome: str
    exposure: str
    direction: str
    lag: int = 0
    main_specification_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """A composite index as it was declared.

    Parameters
    ----------
    index_id : str
        Its id in the study file.
    title : str
        Its name for readers.
    components : tuple of str, default ()
        Ids of its indicators.
    normalization, aggregation : str, default ""
        The methods by name.
    """

    index_id: str
    title: str
    components: tuple[str, ...] = ()
    normalization: str = ""
    aggregation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrapResult:
    """What became of one trap that the study's authors laid for the toolkit.

    Parameters
    ----------
    title : str
        The trap in a few words.
    path : str
        The file in which it lies.
    expectation, outcome : str
        What should happen, and what did.
    ok : bool
        True where the two agree.
    """

    title: str
    path: str
    expectation: str
    outcome: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A picture that stands in the report.

    Parameters
    ----------
    section : str
        What it is about: ``indicators``, ``indexes``, ``words`` or ``codes``.
    subject : str
        Id of the indicator, index, comparison or code.
    title : str
        Its name for readers.
    markup : str
        The drawing, as SVG.
    """

    section: str
    subject: str
    title: str
    markup: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportInputs:
    """Everything that the report says and the tables do not.

    Parameters
    ----------
    title : str
        Title of the study.
    seed : int
        The one seed of the run.
    years : tuple of int
        First and last year.
    boundaries : int
        The year to whose regions every table was brought.
    is_demonstration : bool, default False
        True where the documents prove nothing about the country.
    demonstration_notice : str, default ""
        That, in plain words; printed on the first screen.
    hypotheses, codes, indexes, traps, pictures : tuple, default ()
        The declared parts, in the order in which they are shown.
    facts : tuple of (str, str), default ()
        Versions and settings: name and value.
    digests : tuple of (str, str), default ()
        Files and their SHA-256.
    evidence_limit : int, default 4_000_000
        Bytes of evidence above which passages are capped for each cell.
    passages_per_cell : int, default 12
        The cap.
    study_path : str, default "."
        What a reader types after ``aimaq explain`` to reach the study.
    """

    title: str
    seed: int
    years: tuple[int, int]
    boundaries: int
    is_demonstration: bool = False
    demonstration_notice: str = ""
    hypotheses: tuple[HypothesisView, ...] = ()
    codes: tuple[CodeView, ...] = ()
    indexes: tuple[IndexView, ...] = ()
    traps: tuple[TrapResult, ...] = ()
    pictures: tuple[PictureView, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    evidence_limit: int = 4_000_000
    passages_per_cell: int = 12
    study_path: str = "."


class RegionLike(Protocol):
    """What the report reads of a region."""

    @property
    def region_id(self) -> str: ...  # noqa: D102
    @property
    def name_en(self) -> str: ...  # noqa: D102


class RegistryLike(Protocol):
    """What the report reads of a registry of regions."""

    def list_boundaries(self, year: int) -> Iterable[RegionLike]:
        """List the regions valid on the last day of a year."""

    def read_tiles(self, year: int) -> pd.DataFrame:
        """Read the tile map: region_id, row, column, label."""


PREVALENCES = (
    "prevalence",
    "shrunken_prevalence",
    "corrected_prevalence",
    "designed_prevalence",
)

# The columns that the report reads; a table that a study does not have is empty.
_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": (
        "document_id", "title", "date", "year", "language", "genre", "outlet",
        "path", "n_pages", "n_characters", "text_sha256", "status",
    ),
    "passages": (
        "passage_id", "document_id", "position", "page", "start", "end", "date",
        "year", "language", "text", "n_tokens",
    ),
    "mentions": (
        "mention_id", "passage_id", "document_id", "start", "end", "surface",
        "region_id", "level", "sense", "status", "rule", "candidates",
    ),
    "passage_regions": ("passage_id", "region_id", "weight", "basis"),
    "hits": (
        "hit_id", "passage_id", "category", "term", "start", "end", "is_negated",
        "weight",
    ),
    "topics": ("topic_id", "rank", "term", "probability"),
    "topic_shares": ("passage_id", "topic_id", "share"),
    "scores": (
        "measure_id", "region_id", "period", "estimate", "standard_error",
        "conf_low", "conf_high", "confidence_level", "n_passages", "n_documents",
        "method",
    ),
    "accuracy": (
        "code_id", "n_passages", "n_true_positive", "n_false_positive",
        "n_false_negative", "n_true_negative", "precision", "precision_low",
        "precision_high", "recall", "recall_low", "recall_high", "f1",
        "confidence_level",
    ),
    "term_precision": (
        "category", "term", "n_judged", "n_right", "precision", "precision_low",
        "precision_high",
    ),
    "term_usage": (
        "category", "language", "term", "n_hits", "n_negated", "n_passages",
        "n_documents", "n_sole_passages", "share", "other_categories", "role",
    ),
    "category_overlap": (
        "category_a", "category_b", "n_a", "n_b", "n_both", "jaccard", "phi", "lift",
        "n_shared_words",
    ),
    "term_effects": (
        "hypothesis_id", "basis", "term", "estimate_all", "estimate", "conf_low",
        "conf_high", "n_draws",
    ),
    "keyness": (
        "comparison_id", "language", "term", "measure", "n_target", "n_reference",
        "value", "conf_low", "conf_high", "p_value", "p_adjusted",
    ),
    "dispersion": (
        "parts", "language", "term", "measure", "n", "n_parts", "n_parts_with",
        "value", "conf_low", "conf_high", "confidence_level",
    ),
    "key_lines": (
        "comparison_id", "language", "term", "passage_id", "start", "end", "left",
        "match", "right",
    ),
    "index_components": (
        "index_id", "region_id", "period", "tier", "component", "parent", "value",
        "weight", "index_weight", "contribution", "is_imputed",
    ),
    "indicators": (
        "indicator_id", "title", "unit", "kind", "direction", "origin_id",
    ),
    "indicator_values": (
        "indicator_id", "region_id", "period", "value", "unit", "status",
        "origin_id", "source_cell",
    ),
    "index_scores": (
        "index_id", "region_id", "period", "score", "scale", "rank", "conf_low",
        "conf_high", "n_components", "coverage",
    ),
    "linked": ("region_id", "period"),
    "losses": ("step", "table", "key", "reason", "n_rows"),
    "specifications": (
        "specification_id", "hypothesis_id", "outcome", "exposure", "controls",
        "sample", "estimator", "covariance", "lag", "weights",
    ),
    "estimates": (
        "specification_id", "term", "estimate", "standard_error", "statistic",
        "df", "p_value", "p_adjusted", "conf_low", "conf_high",
        "confidence_level", "n_observations", "n_regions", "n_periods",
        "smallest_detectable", "note",
    ),
    "verdicts": ("hypothesis_id", "verdict", "share_of_specifications", "reason"),
    "problems": ("code", "severity", "where", "found", "expected", "action"),
    "accounts": ("step", "reason", "rows_in", "rows_out", "n_rows"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The study, its tables and its regions in the form the figures read.

    Parameters
    ----------
    study : ReportInputs
        The words.
    tables : mapping of str to pandas.DataFrame
        Every table by name; absent ones are empty.
    regions : mapping of str to str
        English names of the regions at the study's boundaries, in the order of ids.
    tiles : pandas.DataFrame
        region_id, row, column, label.
    names : mapping of str to str
        Titles of all variables: measures, indicators, indexes.
    units : mapping of str to str
        Units of the indicators.
    """

    study: ReportInputs
    tables: Mapping[str, pd.DataFrame]
    regions: Mapping[str, str]
    tiles: pd.DataFrame
    names: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)

    def get_name(self, variable: str) -> str:
        """Return a variable's title, or its id where nobody gave it one."""
        return self.names.get(variable, variable)

    def sort_measures(self, measures: Iterable[str]) -> list[str]:
        """Sort measures as the study declares its codes, undeclared ones last."""
        order = {
            f"prevalence:{code.code_id}": place
            for place, code in enumerate(self.study.codes)
        }
        return sorted(
            set(measures), key=lambda item: (order.get(item, len(order)), item)
        )

    def list_values(self, variable: str) -> dict[tuple[str, str], float]:
        """List a variable's known values by region and period, whatever its kind."""
        for table, key, value in (
            ("scores", "measure_id", "estimate"),
            ("indicator_values", "indicator_id", "value"),
            ("index_scores", "index_id", "score"),
        ):
            frame = self.tables[table]
            own = frame[frame[key] == variable]
            if len(own):
                known = own[own[value].notna()]
                return {
                    (row["region_id"], row["period"]): float(row[value])
                    for row in list_rows(known)
                }
        return {}

    def is_share(self, variable: str) -> bool:
        """Return whether a variable is a share of passages."""
        kind = variable.partition(":")[0]
        return kind in {*PREVALENCES, "salience"}


def list_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """List a table's rows with None for everything missing."""
    clean = frame.astype(object).where(frame.notna(), None)
    return [
        {str(name): value for name, value in row.items()}
        for row in clean.to_dict("records")
    ]


def build_material(
    tables: Mapping[str, pd.DataFrame],
    *,
    study: ReportInputs,
    registry: RegistryLike,
) -> Material:
    """Bring tables, study and registry into the form the figures read.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The study's tables by name; any may be absent or empty.
    study : ReportInputs
        The words around them.
    registry : RegionRegistry
        The regions.

    Returns
    -------
    Material
        All of them, with absent tables empty and absent columns missing.
    """
    complete: dict[str, pd.DataFrame] = {}
    for name, columns in _COLUMNS.items():
        frame = tables.get(name)
        if frame is None:
            frame = pd.DataFrame(columns=list(columns))
        absent = [column for column in columns if column not in frame.columns]
        if absent:
            frame = frame.reindex(columns=[*frame.columns, *absent])
        complete[name] = frame
    regions = {
        region.region_id: region.name_en
        for region in sorted(
            registry.list_boundaries(study.boundaries), key=lambda item: item.region_id
        )
    }
    indicators = list_rows(complete["indicators"])
    codes = {code.code_id: code.title for code in study.codes}
    names = {
        measure: _title_measure(measure, codes)
        for measure in complete["scores"]["measure_id"].dropna().unique()
    }
    names |= {f"prevalence:{code}": f"Prevalence: {codes[code]}" for code in codes}
    names |= {
        row["indicator_id"]: row["title"] or row["indicator_id"] for row in indicators
    }
    names |= {index.index_id: index.title for index in study.indexes}
    return Material(
        study=study,
        tables=complete,
        regions=regions,
        tiles=registry.read_tiles(study.boundaries),
        names=names,
        units={row["indicator_id"]: row["unit"] or "" for row in indicators},
    )


def _title_measure(measure: str, codes: Mapping[str, str]) -> str:
    kind, _, code = measure.partition(":")
    title = codes.get(code, code.replace("_", " ").capitalize())
    words = kind.replace("_", " ").capitalize()
    return f"{words}: {title}" if code else words
