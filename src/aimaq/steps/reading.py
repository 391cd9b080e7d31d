"""Documents to passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.pipeline import Step, StepContext, StepResult
from discourse import (
    DOCUMENTS,
    PASSAGES,
    Documents,
    find_passage_problems,
    read_documents,
    split_passages,
)
from ledger import build_empty_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from ledger import Progress


def read_study_documents(
    study: Study, folder: StudyFolder, *, progress: Progress, workers: int
) -> Documents:
    """Read the documents that a study file names; none if it names none."""
    section = study.documents
    if section is None:
        return Documents(table=build_empty_table(DOCUMENTS), texts={})
    metadata = section.metadata
    return read_documents(
        folder.resolve(section.path),
        metadata=folder.resolve(metadata) if metadata is not None else None,
        progress=progress,
        workers=workers,
    )


def _run(context: StepContext) -> StepResult:
    study = context.study
    documents = read_study_documents(
        study, context.folder, progress=context.progress, workers=context.workers
    )
    passages = split_passages(
        documents,
        unit=study.documents.passage if study.documents is not None else "paragraph",
        progress=context.progress,
    )
    table = documents.table
    accounts = [
        {
            "reason": "kept" if status == "read" else str(status),
            "rows_in": len(table),
            "rows_out": int((table["status"] == "read").sum()),
            "n_rows": int(count),
        }
        for status, count in table["status"].value_counts().sort_index().items()
    ]
    n_read = int((table["status"] == "read").sum())
    return StepResult(
        tables={"documents": table, "passages": passages},
        problems=(*documents.problems, *find_passage_problems(documents)),
        accounts=accounts,
        summary=f"{n_read} of {len(table)} documents, {len(passages)} passages",
    )


def _list_sources(study: Study, folder: StudyFolder) -> Sequence[Path]:
    if study.documents is None:
        return ()
    return (
        *folder.list_files(study.documents.path),
        *folder.list_files(study.documents.metadata),
    )


READING = Step(
    name="read",
    title="Reading documents",
    makes={"documents": DOCUMENTS, "passages": PASSAGES},
    run=_run,
    options=lambda study: (
        study.documents.model_dump() if study.documents is not None else {}
    ),
    sources=_list_sources,
)
