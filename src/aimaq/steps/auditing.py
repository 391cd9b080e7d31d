"""What the lexicons' terms do to the scores, and to what the hypotheses say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aimaq.pipeline import Step, StepContext, StepResult
from discourse import (
    CATEGORY_OVERLAP,
    TERM_INFLUENCE,
    TERM_USAGE,
    draw_term_samples,
    estimate_term_influence,
    read_lexicon,
    summarize_overlap,
    summarize_terms,
)
from ledger import Column, TableSchema, build_table, derive_generator
from linkage import compute_correlation, convert_index_scores, join_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from aimaq.config import HypothesisSection, Study
    from aimaq.layout import StudyFolder

TERM_EFFECTS = TableSchema(
    name="term_effects",
    row="one row per hypothesis and term left out, and one for all draws of terms",
    key=("hypothesis_id", "basis", "term"),
    columns=(
        Column("hypothesis_id", "text", "The hypothesis."),
        Column(
            "basis",
            "category",
            "without: the term is left out; bootstrap: terms are drawn anew.",
            allowed=("without", "bootstrap"),
        ),
        Column("term", "text", "The term left out; empty for the draws."),
        *(
            Column(name, "number", meaning, is_optional=True, lower=-1, upper=1)
            for name, meaning in (
                ("estimate_all", "Rank correlation between regions with all terms."),
                ("estimate", "Without the term; the median of the draws."),
                ("conf_low", "Lower end of the middle part of the draws."),
                ("conf_high", "Upper end of the middle part of the draws."),
            )
        ),
        Column("n_draws", "integer", "Draws in which it is defined.", is_optional=True),
    ),
)
_PREFIX = "prevalence:"
_N_DRAWS = 200


def _run(context: StepContext) -> StepResult:
    study, tables = context.study, context.tables
    passages, hits = tables["passages"], tables["hits"]
    lexicons = [
        read_lexicon(context.folder.locate_lexicon(code.lexicon))
        for code in study.codes
    ]
    usage = summarize_terms(passages, hits, lexicon=lexicons)
    # Parts of a code count for the code, as in its prevalence.
    coded = hits.assign(
        category=hits["category"].astype("str").str.split(".", n=1).str[0]
    )
    influence = estimate_term_influence(
        passages, tables["passage_regions"], coded, years=study.study.years
    )
    effects = [
        row
        for hypothesis in study.hypotheses
        for row in _list_effects(context, hypothesis, coded)
    ]
    idle = int((usage["role"] == "never").sum())
    carrying = int((usage["role"] == "carries").sum())
    return StepResult(
        tables={
            "term_usage": usage,
            "category_overlap": summarize_overlap(passages, hits),
            "term_influence": influence,
            "term_effects": build_table(
                pd.DataFrame(effects, columns=list(TERM_EFFECTS.names)), TERM_EFFECTS
            ),
        },
        summary=(
            f"{len(usage)} terms: {idle} never match, {carrying} carry a quarter or "
            "more of their code alone"
        ),
    )


def _list_effects(
    context: StepContext, hypothesis: HypothesisSection, hits: pd.DataFrame
) -> Iterator[dict[str, Any]]:
    """Go through what leaving out or drawing terms does to a primary correlation."""
    code = hypothesis.outcome.removeprefix(_PREFIX)
    own = hits[hits["category"] == code]
    if code == hypothesis.outcome or own.empty:
        return
    variants = _build_variants(context, own, code)
    correlations = _correlate(context, hypothesis, variants)
    row = {
        "hypothesis_id": hypothesis.id,
        "estimate_all": correlations.get("all", np.nan),
    }
    for term in sorted({*own["term"]}):
        if (name := f"without {term}") in correlations:
            yield row | {
                "basis": "without", "term": term, "estimate": correlations[name],
            }  # fmt: skip
    draws = np.array(
        [value for name, value in correlations.items() if name.startswith("draw ")]
    )
    draws = draws[np.isfinite(draws)]
    if len(draws):
        tail = (1 - context.study.study.confidence_level) / 2
        low, middle, high = np.quantile(draws, [tail, 0.5, 1 - tail])
        yield row | {
            "basis": "bootstrap",
            "term": "",
            "estimate": middle,
            "conf_low": low,
            "conf_high": high,
            "n_draws": len(draws),
        }


def _build_variants(
    context: StepContext, hits: pd.DataFrame, code: str
) -> pd.DataFrame:
    """Build yearly prevalence of a code in every variant of its terms."""
    study, tables = context.study, context.tables
    arguments = (tables["passages"], tables["passage_regions"], hits)
    without = estimate_term_influence(
        *arguments, period="year", years=study.study.years
    )
    draws = draw_term_samples(
        *arguments,
        rng=derive_generator(study.study.seed, "terms", code),
        n_draws=_N_DRAWS,
        period="year",
        years=study.study.years,
    )
    keys = ["region_id", "period"]
    return pd.concat(
        [
            without.drop_duplicates(keys)[[*keys, "estimate"]].assign(measure_id="all"),
            without[keys].assign(
                measure_id="without " + without["term"],
                estimate=without["estimate_without"],
            ),
            draws[[*keys, "estimate"]].assign(
                measure_id="draw " + draws["draw"].astype("str")
            ),
        ],
        ignore_index=True,
    )


def _correlate(
    context: StepContext, hypothesis: HypothesisSection, variants: pd.DataFrame
) -> dict[str, float]:
    index = convert_index_scores(context.tables["index_scores"])
    values = context.tables["indicator_values"][list(index.columns)]
    values = pd.concat([values, index], ignore_index=True)
    own = values[values["indicator_id"] == hypothesis.exposure]
    if own.empty or variants.empty:
        return {}
    linked = join_tables(variants, own)
    return {
        name: compute_correlation(
            linked, name, hypothesis.exposure, method="spearman", lag=hypothesis.lag
        )
        for name in variants["measure_id"].unique()
    }


def _list_lexicons(study: Study, folder: StudyFolder) -> Sequence[Path]:
    return [
        folder.resolve(code.lexicon)
        for code in study.codes
        if not code.lexicon.startswith("builtin:")
    ]


AUDITING = Step(
    name="audit",
    title="Auditing the lexicons",
    makes={
        "term_usage": TERM_USAGE,
        "category_overlap": CATEGORY_OVERLAP,
        "term_influence": TERM_INFLUENCE,
        "term_effects": TERM_EFFECTS,
    },
    run=_run,
    needs=("passages", "passage_regions", "hits", "indicator_values", "index_scores"),
    options=lambda study: {
        "codes": [code.model_dump() for code in study.codes],
        "hypotheses": [one.model_dump() for one in study.hypotheses],
        "years": study.study.years,
        "confidence_level": study.study.confidence_level,
        "seed": study.study.seed,
    },
    sources=_list_lexicons,
)
