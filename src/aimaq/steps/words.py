"""Which words are frequent and come together, and which set groups of texts apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from aimaq.config import WordsSection
from aimaq.pipeline import Step, StepContext, StepResult
from discourse import (
    COLLOCATIONS,
    DISPERSION,
    FREQUENCIES,
    KEYNESS,
    build_column_groups,
    build_concordance,
    build_region_groups,
    build_term_sequence,
    compute_collocations,
    compute_frequencies,
    estimate_dispersion,
    estimate_keyness,
)
from ledger import (
    Column,
    InputError,
    MethodError,
    Problem,
    RegionError,
    TableSchema,
    build_empty_table,
    build_table,
    derive_generator,
)

if TYPE_CHECKING:
    from aimaq.config import ComparisonSection
    from discourse import PassageGroups, TermSequence

_OF = Column("comparison_id", "text", "The comparison of the study file.")
COMPARED_KEYNESS = TableSchema(
    name="keyness",
    row="one row per comparison, language, term and measure",
    key=("comparison_id", *KEYNESS.key),
    columns=(_OF, *KEYNESS.columns),
)
SPREAD = TableSchema(
    name="dispersion",
    row="one row per kind of part, language, term and measure",
    key=("parts", *DISPERSION.key),
    columns=(
        Column(
            "parts", "category", "What the corpus was divided into.",
            allowed=("document", "region", "year"),
        ),
        *DISPERSION.columns,
    ),
)  # fmt: skip
KEY_LINES = TableSchema(
    name="key_lines",
    row="one row per line shown of a term that sets a target apart",
    key=("comparison_id", "language", "term", "passage_id", "start"),
    columns=(
        _OF,
        Column("language", "text", "Language of the passages."),
        Column("term", "text", "The term."),
        Column("passage_id", "text", "The passage."),
        Column("start", "integer", "First code point in the passage.", lower=0),
        Column("end", "integer", "Code point after the last.", lower=0),
        Column("left", "text", "The words before."),
        Column("match", "text", "The term as written."),
        Column("right", "text", "The words after."),
    ),
)
MEASURE = "log_odds"
_MEASURES: tuple[Literal["log_odds", "log_ratio"], ...] = ("log_odds", "log_ratio")
_N_RESAMPLES = 499
_N_RESAMPLES_OF_SPREAD = 199
_N_TERMS = 15
_N_LINES = 5
_WINDOW = 8


def _run(context: StepContext) -> StepResult:
    study = context.study
    options = study.words or WordsSection()
    passages = context.tables["passages"]
    if study.words is None and not study.comparisons:
        return StepResult(
            tables={
                schema.name: build_empty_table(schema)
                for schema in (
                    FREQUENCIES,
                    COLLOCATIONS,
                    SPREAD,
                    COMPARED_KEYNESS,
                    KEY_LINES,
                )
            },
            summary="not asked for",
        )
    terms = build_term_sequence(passages, unit=options.unit, progress=context.progress)
    # That texts about Aktobe say Aktobe is no finding.
    terms = _set_places_aside(terms, context.tables["mentions"])
    keyness, lines, problems = [], [], []
    for section in study.comparisons:
        try:
            groups = _build_groups(context, section)
            table = _compare(context, section, terms, groups, options)
        except (InputError, MethodError) as error:
            problems.append(_explain(section, error))
            continue
        keyness.append(table.assign(comparison_id=section.id))
        lines.append(_list_lines(context, section, terms, groups, table))
    frequencies = compute_frequencies(terms, min_count=options.min_count)
    collocations = compute_collocations(
        terms, min_count=options.min_count, content_only=True
    )
    return StepResult(
        tables={
            "frequencies": frequencies,
            "collocations": collocations,
            "dispersion": _measure_spread(context, terms, options),
            "keyness": _join(keyness, COMPARED_KEYNESS),
            "key_lines": _join(lines, KEY_LINES),
        },
        problems=problems,
        summary=(
            f"{terms.n_tokens} words, {len(frequencies)} terms, "
            f"{collocations['collocation'].nunique()} collocations, "
            f"{len(keyness)} comparisons"
        ),
    )


def _set_places_aside(terms: TermSequence, mentions: pd.DataFrame) -> TermSequence:
    """Take terms that mostly stand in names of places for no content words."""
    places = {name: number for number, name in enumerate(terms.passage_ids)}
    first_of = np.searchsorted(terms.passage_index, np.arange(len(places) + 1))
    is_place = np.zeros(terms.n_tokens, dtype=bool)
    for passage_id, start, end in zip(
        mentions["passage_id"], mentions["start"], mentions["end"], strict=True
    ):
        number = places.get(passage_id)
        if number is None:
            continue
        own = slice(first_of[number], first_of[number + 1])
        is_place[own] |= (terms.start[own] < end) & (terms.end[own] > start)
    named = np.bincount(terms.term_id[is_place], minlength=len(terms.terms))
    is_name = 2 * named > terms.frequencies
    return replace(terms, is_content=terms.is_content & ~is_name)


def _measure_spread(
    context: StepContext, terms: TermSequence, options: WordsSection
) -> pd.DataFrame:
    """Measure how evenly terms are spread over documents, regions and years."""
    divisions: dict[str, tuple[pd.DataFrame | None, str | None]] = {
        "document": (None, None),
        "region": (context.tables["passage_regions"], "region_id"),
        "year": (context.tables["passages"][["passage_id", "year"]].dropna(), "year"),
    }
    spread = []
    for name, (places, column) in divisions.items():
        if places is not None and places.empty:
            continue
        table = estimate_dispersion(
            terms,
            places,
            rng=derive_generator(context.study.study.seed, "dispersion", name),
            n_resamples=_N_RESAMPLES_OF_SPREAD,
            confidence_level=context.study.study.confidence_level,
            by=column,
            min_count=options.min_count,
            content_only=True,
        )
        spread.append(table.assign(parts=name))
    return _join(spread, SPREAD)


def _build_groups(context: StepContext, section: ComparisonSection) -> PassageGroups:
    """Find the passages of both groups of a comparison."""
    passages = context.tables["passages"]
    reference = section.reference or None
    if section.by in ("region", "region_set"):
        return build_region_groups(
            passages,
            context.tables["passage_regions"],
            target=_list_regions(context, section, section.target),
            reference=(
                _list_regions(context, section, reference) if reference else None
            ),
        )
    if section.by not in passages:
        documents = context.tables["documents"][["document_id", section.by]]
        passages = passages.merge(documents, on="document_id", how="left", sort=False)
    return build_column_groups(
        passages, section.by, target=section.target, reference=reference
    )


def _list_regions(
    context: StepContext, section: ComparisonSection, names: tuple[str, ...]
) -> list[str]:
    if section.by == "region":
        return list(names)
    date = f"{context.study.regions.boundaries:04d}-12-31"
    found: list[str] = []
    for name in names:
        regions = context.registry.list_region_set(name, date=date)
        if not regions:
            # With another set beside it, the comparison would run without this one.
            raise RegionError(
                f"set {name!r}: no region belongs to it on {date}, the last day of the "
                f"study's boundaries. Expected a set of that day; it holds "
                f"{_describe_span(context, name)}. Choose another set or other "
                "boundaries."
            )
        found += [region.region_id for region in regions]
    return found


def _describe_span(context: StepContext, name: str) -> str:
    sets = context.registry.read_region_sets()
    own = sets[sets["set_id"] == name]
    end = "today" if own["valid_to"].isna().any() else f"before {own['valid_to'].max()}"
    return f"from {own['valid_from'].min()} to {end}"


def _compare(
    context: StepContext,
    section: ComparisonSection,
    terms: TermSequence,
    groups: PassageGroups,
    options: WordsSection,
) -> pd.DataFrame:
    return estimate_keyness(
        terms,
        groups,
        rng=derive_generator(context.study.study.seed, "keyness", section.id),
        n_resamples=_N_RESAMPLES,
        confidence_level=context.study.study.confidence_level,
        measures=_MEASURES,
        min_count=options.min_count,
        content_only=True,
    )


def _list_lines(
    context: StepContext,
    section: ComparisonSection,
    terms: TermSequence,
    groups: PassageGroups,
    keyness: pd.DataFrame,
) -> pd.DataFrame:
    """List a few lines of the target for each term that sets it most apart."""
    own = keyness[(keyness["measure"] == MEASURE) & (keyness["value"] > 0)]
    top = own.sort_values(["value", "term"], ascending=[False, True])
    top = top.groupby("language", sort=True).head(_N_TERMS)
    share = dict(zip(groups.passage_ids, groups.target, strict=True))
    is_target = np.array([share.get(name, 0.0) > 0 for name in terms.passage_ids])
    language = np.array(terms.languages, dtype=object)
    number = {term: place for place, term in enumerate(terms.terms)}
    rng = derive_generator(context.study.study.seed, "lines", section.id)
    matches = []
    for row in top[["language", "term"]].to_dict("records"):
        found = np.flatnonzero(terms.term_id == number[row["term"]])
        holder = terms.passage_index[found]
        found = found[is_target[holder] & (language[holder] == row["language"])]
        if len(found) > _N_LINES:
            found = np.sort(rng.choice(found, _N_LINES, replace=False))
        matches.append(
            pd.DataFrame(
                {
                    "passage_id": [
                        terms.passage_ids[i] for i in terms.passage_index[found]
                    ],
                    "start": terms.start[found],
                    "end": terms.end[found],
                    **row,
                }
            )
        )
    if not matches:
        return build_empty_table(KEY_LINES)
    together = pd.concat(matches, ignore_index=True)
    passages = context.tables["passages"]
    shown = build_concordance(
        passages[passages["passage_id"].isin(together["passage_id"])],
        together.drop(columns=["language", "term"]),
        window=_WINDOW,
    )
    place = ["passage_id", "start", "end"]
    lines = together.merge(shown[[*place, "left", "match", "right"]], on=place)
    return build_table(
        lines.assign(comparison_id=section.id)[list(KEY_LINES.names)], KEY_LINES
    )


def _join(parts: list[pd.DataFrame], schema: TableSchema) -> pd.DataFrame:
    filled = [part for part in parts if len(part)]
    return build_table(pd.concat(filled, ignore_index=True) if filled else [], schema)


def _explain(section: ComparisonSection, error: InputError | MethodError) -> Problem:
    return Problem(
        code="no-comparison",
        severity="warning",
        where=f"study.toml, comparisons.{section.id}",
        found=str(error),
        expected="Texts in both groups",
        action="Correct the groups; the rest of the study is complete",
    )


def _describe_options(study: Any) -> Any:
    return {
        "words": study.words.model_dump() if study.words else None,
        "comparisons": [section.model_dump() for section in study.comparisons],
        "boundaries": study.regions.boundaries,
        "confidence_level": study.study.confidence_level,
        "seed": study.study.seed,
    }


WORDS = Step(
    name="words",
    title="Comparing words",
    makes={
        "frequencies": FREQUENCIES,
        "collocations": COLLOCATIONS,
        "dispersion": SPREAD,
        "keyness": COMPARED_KEYNESS,
        "key_lines": KEY_LINES,
    },
    run=_run,
    needs=("documents", "passages", "mentions", "passage_regions"),
    options=_describe_options,
)
