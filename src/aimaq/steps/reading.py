"""Documents to passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.pipeline import Step, StepContext, StepResult
from discourse import (
    DOCUMENTS,
    PASSAGES,
    find_passage_problems,
    read_documents,
    split_passages,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from discourse import Documents
    from ledger import Progress


def read_study_documents(
    study: Study, folder: StudyFolder, *, progress: Progress, workers: int
) -> Documents:
    """Read the documents that a study file names."""
    metadata = study.documents.metadata
    return read_documents(
        folder.resolve(study.documents.path),
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
        documents, unit=study.documents.passage, progress=context.progress
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
    return (
        *folder.list_files(study.documents.path),
        *folder.list_files(study.documents.metadata),
    )


READING = Step(
    name="read",
    title="Reading documents",
    makes={"documents": DOCUMENTS, "passages": PASSAGES},
    run=_run,
    options=lambda study: study.documents.model_dump(),
    sources=_list_sources,
)
