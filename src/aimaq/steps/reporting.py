"""All tables to the report."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

from aimaq import __version__
from aimaq.expectations import check_expectations, read_expectations
from aimaq.figures import render_inline
from aimaq.pictures import list_pictures
from aimaq.pipeline import Step, StepContext, StepResult
from aimaq.pipeline.fingerprint import read_library_versions
from aimaq.report import (
    CodeView,
    HypothesisView,
    IndexView,
    PictureView,
    ReportInputs,
    TrapResult,
    build_report,
)
from discourse import read_lexicon
from ledger import compute_file_digest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimaq.config import CodeSection, Study
    from aimaq.layout import StudyFolder

TABLES = (
    "documents",
    "passages",
    "mentions",
    "passage_regions",
    "hits",
    "topics",
    "topic_shares",
    "scores",
    "keyness",
    "key_lines",
    "dispersion",
    "index_components",
    "index_ranks",
    "accuracy",
    "term_precision",
    "term_usage",
    "category_overlap",
    "term_effects",
    "indicators",
    "indicator_values",
    "index_scores",
    "linked",
    "specifications",
    "estimates",
    "verdicts",
    "problems",
    "accounts",
    "losses",
)


def _run(context: StepContext) -> StepResult:
    study, folder = context.study, context.folder
    traps = _find_traps(context)
    inputs = ReportInputs(
        title=study.study.title,
        seed=study.study.seed,
        years=study.study.years,
        boundaries=study.regions.boundaries,
        is_demonstration=bool(study.study.notice),
        demonstration_notice=study.study.notice,
        hypotheses=tuple(
            HypothesisView(
                hypothesis_id=one.id,
                claim=one.claim,
                outcome=one.outcome,
                exposure=one.exposure,
                direction=one.direction,
                lag=one.lag,
            )
            for one in study.hypotheses
        ),
        codes=tuple(_describe_code(code, folder) for code in study.codes),
        indexes=tuple(
            IndexView(
                index_id=one.id,
                title=one.title or one.id,
                components=tuple(one.components),
                normalization=one.normalization,
                aggregation=one.aggregation,
            )
            for one in study.index
        ),
        traps=traps,
        pictures=_draw_pictures(context),
        facts=_list_facts(study),
        digests=_list_digests(study, folder),
        study_path=folder.root.resolve().name,
    )
    build_report(
        context.tables, study=inputs, registry=context.registry, path=folder.report
    )
    n_met = sum(trap.ok for trap in traps)
    size = folder.report.stat().st_size / 1e6
    tail = f", {n_met} of {len(traps)} expectations met" if traps else ""
    return StepResult(tables={}, summary=f"{size:.1f} MB in one file{tail}")


def _draw_pictures(context: StepContext) -> tuple[PictureView, ...]:
    """Draw what the page shows; `aimaq figures` draws the rest."""
    asked = {one.outcome.partition(":")[2] for one in context.study.hypotheses}
    pictures = [
        picture
        for picture in list_pictures(context.tables, context.study, context.registry)
        if not picture.name.endswith("-series")
        and (picture.subject in asked or not picture.name.endswith("-xray"))
    ]
    context.progress.start("pictures", len(pictures))
    views = []
    for picture in pictures:
        views.append(
            PictureView(
                section=picture.section,
                subject=picture.subject,
                title=picture.title,
                markup=render_inline(picture.draw()),
            )
        )
        context.progress.advance()
    context.progress.finish()
    return tuple(views)


def _find_traps(context: StepContext) -> tuple[TrapResult, ...]:
    source = context.study.study.expectations
    if source is None:
        return ()
    expectations = read_expectations(context.folder.resolve(source))
    return tuple(
        TrapResult(
            title=finding.title,
            path=finding.path,
            expectation=finding.expectation,
            outcome=finding.outcome,
            ok=finding.is_met,
        )
        for finding in check_expectations(expectations, context.tables)
    )


def _describe_code(code: CodeSection, folder: StudyFolder) -> CodeView:
    lexicon = read_lexicon(folder.locate_lexicon(code.lexicon))
    titles = dict(lexicon.title)
    return CodeView(
        code_id=code.id,
        title=titles.get("en", code.id.replace("_", " ")),
        definition=lexicon.definition,
        source="; ".join(
            f"{source.author} ({source.year}), {source.work}"
            for source in lexicon.sources
        ),
    )


def _list_facts(study: Study) -> tuple[tuple[str, str], ...]:
    return (
        ("aimaq", __version__),
        ("Python", platform.python_version()),
        ("seed", str(study.study.seed)),
        ("boundaries", str(study.regions.boundaries)),
        *([("passage", study.documents.passage)] if study.documents else []),
        *read_library_versions().items(),
    )


def _list_digests(study: Study, folder: StudyFolder) -> tuple[tuple[str, str], ...]:
    paths = [folder.study_file, *_list_statistics(study, folder)]
    return tuple(
        dict.fromkeys((path.name, compute_file_digest(path)) for path in paths)
    )


def _list_statistics(study: Study, folder: StudyFolder) -> list[Path]:
    return [
        folder.resolve(indicator.path)
        for indicator in study.indicators
        if indicator.path is not None
    ]


def _list_sources(study: Study, folder: StudyFolder) -> Sequence[Path]:
    return (
        folder.study_file,
        *folder.list_files(study.study.expectations),
        *dict.fromkeys(_list_statistics(study, folder)),
    )


REPORTING = Step(
    name="report",
    title="Writing the report",
    makes={},
    files=("report.html",),
    run=_run,
    needs=TABLES,
    options=lambda study: study.model_dump(mode="json"),
    sources=_list_sources,
)
