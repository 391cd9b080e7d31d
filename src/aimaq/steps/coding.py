"""Passages to mentions of regions, hits of lexicons, and topics."""

from __future__ import annotations

import math
import warnings
from typing import TYPE_CHECKING

from aimaq.pipeline import Step, StepContext, StepResult
from aimaq.steps.partitions import map_documents
from atlas import read_registry
from discourse import (
    HITS,
    MENTIONS,
    TOPIC_SHARES,
    TOPICS,
    find_hits,
    find_mentions,
    fit_topics,
    read_lexicon,
)
from ledger import Problem, ToolkitWarning, build_empty_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from discourse import TopicModel

_SHOWN = 5


def _find_mentions(passages: pd.DataFrame, registry: str) -> pd.DataFrame:
    # What it warns of is a problem of the step, whatever process it ran in.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ToolkitWarning)
        return find_mentions(passages, registry=read_registry(registry))


def _find_early_passages(context: StepContext) -> list[Problem]:
    """Say which passages are older than the registry, whose regions are guessed."""
    first = min(region.valid_from for region in context.registry.regions)
    passages = context.tables["passages"]
    early = passages[passages["year"] < int(first[:4])]
    if early.empty:
        return []
    documents = early["document_id"].drop_duplicates()
    return [
        Problem(
            code="date-before-registry",
            severity="warning",
            where=", ".join(documents.head(_SHOWN)),
            found=f"{len(early)} passages in {len(documents)} documents dated before "
            f"{first}",
            expected="Dates for which the registry knows the regions",
            action="Correct the dates; the places were read with the regions of "
            f"{first}",
        )
    ]


def _run_mentions(context: StepContext) -> StepResult:
    mentions = map_documents(
        _find_mentions,
        context.tables["passages"],
        MENTIONS,
        extra=(context.folder.locate_registry(context.study.regions.registry),),
        workers=context.workers,
        label="mentions",
        progress=context.progress,
    )
    statuses = mentions["status"].value_counts()
    accounts = [
        {
            "reason": f"{row['status']}, {row['sense']}",
            "rows_in": len(mentions),
            "rows_out": len(mentions),
            "n_rows": int(row["count"]),
        }
        for row in mentions[["status", "sense"]]
        .value_counts()
        .reset_index()
        .sort_values(["status", "sense"])
        .to_dict("records")
    ]
    return StepResult(
        tables={"mentions": mentions},
        problems=_find_early_passages(context),
        accounts=accounts,
        summary=(
            f"{len(mentions)} mentions of {mentions['region_id'].nunique()} regions, "
            f"{int(statuses.get('ambiguous', 0))} ambiguous"
        ),
    )


def _find_hits(passages: pd.DataFrame, sources: tuple[str, ...]) -> pd.DataFrame:
    return find_hits(passages, lexicon=[read_lexicon(source) for source in sources])


def _run_hits(context: StepContext) -> StepResult:
    sources = tuple(
        context.folder.locate_lexicon(code.lexicon) for code in context.study.codes
    )
    hits = map_documents(
        _find_hits,
        context.tables["passages"],
        HITS,
        extra=(sources,),
        workers=context.workers,
        label="hits",
        progress=context.progress,
    )
    lexicons = [read_lexicon(source) for source in dict.fromkeys(sources)]
    return StepResult(
        tables={"hits": hits},
        # Such as a rule of another program that had to be left out.
        problems=[
            problem
            for lexicon in lexicons
            for problem in lexicon.problems
            if problem.severity == "warning"
        ],
        summary=(
            f"{len(hits)} hits in {hits['passage_id'].nunique()} passages, "
            f"{int(hits['is_negated'].sum())} negated"
        ),
    )


def _run_topics(context: StepContext) -> StepResult:
    options = context.study.topics
    if options is None:
        return StepResult(
            tables={
                "topics": build_empty_table(TOPICS),
                "topic_shares": build_empty_table(TOPIC_SHARES),
            },
            summary="not asked for",
        )
    models = [
        fit_topics(
            context.tables["passages"],
            n_topics=n_topics,
            seed=context.study.study.seed,
            method=options.method,
            progress=context.progress,
        )
        for n_topics in options.n_topics
    ]
    best = max(models, key=_compute_coherence)
    n_topics = best.topics["topic_id"].nunique()
    return StepResult(
        tables={"topics": best.topics, "topic_shares": best.shares},
        problems=best.problems,
        summary=f"{n_topics} topics over {best.shares['passage_id'].nunique()} passages",
    )


def _compute_coherence(model: TopicModel) -> float:
    """Mean coherence of a model's topics; the least of all where it has none."""
    mean = float(model.coherence["value"].mean())
    return -math.inf if math.isnan(mean) else mean


def _list_lexicons(study: Study, folder: StudyFolder) -> Sequence[Path]:
    return [
        folder.resolve(code.lexicon)
        for code in study.codes
        if not code.lexicon.startswith("builtin:")
    ]


MENTIONS_STEP = Step(
    name="mentions",
    title="Finding regions",
    makes={"mentions": MENTIONS},
    run=_run_mentions,
    needs=("passages",),
)
HITS_STEP = Step(
    name="hits",
    title="Applying lexicons",
    makes={"hits": HITS},
    run=_run_hits,
    needs=("passages",),
    options=lambda study: [code.model_dump() for code in study.codes],
    sources=_list_lexicons,
)
TOPICS_STEP = Step(
    name="topics",
    title="Fitting topics",
    makes={"topics": TOPICS, "topic_shares": TOPIC_SHARES},
    run=_run_topics,
    needs=("passages",),
    options=lambda study: study.topics.model_dump() if study.topics else None,
)
