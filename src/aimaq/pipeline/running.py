"""Run the steps of a study that are not fresh, one run at a time.

What each step does is written in `aimaq.steps`; here is only the order, what may be
left as it is, and what remains when a run is interrupted.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from aimaq.pipeline.fingerprint import compute_fingerprint
from aimaq.pipeline.manifest import write_manifest
from aimaq.pipeline.records import (
    FINDINGS,
    StepRecord,
    are_outputs_whole,
    read_findings,
    read_record,
    write_result,
)
from aimaq.pipeline.step import Step, StepContext
from atlas import read_registry
from ledger import (
    InputError,
    Problem,
    TableSchema,
    compute_file_digest,
    read_table,
    write_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from ledger import Progress

logger = logging.getLogger(__name__)

Freshness = Literal["fresh", "stale", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepState:
    """Where a step stands: its name, title, freshness and last summary."""

    name: str
    title: str
    freshness: Freshness
    summary: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What a run did: the steps it ran, those it left, and the problems found."""

    ran: tuple[str, ...]
    kept: tuple[str, ...]
    problems: pd.DataFrame


def run_study(
    study: Study,
    folder: StudyFolder,
    steps: Sequence[Step],
    *,
    progress: Progress,
    workers: int = 1,
    first: str | None = None,
    announce: Callable[[str, str], None] = lambda _title, _summary: None,
) -> RunResult:
    """Run every step that is not fresh and write the manifest.

    Parameters
    ----------
    study : Study
        The study file.
    folder : StudyFolder
        Where it is.
    steps : sequence of Step
        The pipeline, in order.
    progress : Progress
        Who listens to long work.
    workers : int
        Processes for the document steps; the results do not depend on it.
    first : str, optional
        Run this step and all later ones even if they are fresh.
    announce : callable
        Told the title and the summary of each step as it ends.

    Returns
    -------
    RunResult
        What was run, what was kept, and every problem.

    Raises
    ------
    InputError
        If another run holds the study, or `first` names no step.
    """
    names = [step.name for step in steps]
    if first is not None and first not in names:
        raise InputError(
            f"--from: found {first!r}. Expected one of {', '.join(names)}."
        )
    forced = set(names[names.index(first) :]) if first is not None else set()
    ran: list[str] = []
    digests: dict[str, str] = {}
    with _hold_lock(folder):
        registry = read_registry(folder.locate_registry(study.regions.registry))
        folder.manifest.unlink(missing_ok=True)
        for place, step in enumerate(steps):
            if _reads_findings(step):
                digests |= _write_findings(folder, steps[:place])
            fingerprint = compute_fingerprint(step, study, folder, digests)
            record = _read_fresh(folder, step, fingerprint)
            if record is None or step.name in forced:
                tables = _read_needed(folder, step, steps[:place])
                context = StepContext(
                    study=study,
                    folder=folder,
                    registry=registry,
                    tables=tables,
                    workers=workers,
                    progress=progress,
                )
                result = step.run(context)
                record = write_result(folder, step, result, fingerprint)
                ran.append(step.name)
                announce(step.title, result.summary)
                logger.info("%s: %s", step.name, result.summary)
            digests |= _index_digests(step, record)
        write_manifest(study, folder, steps)
    return RunResult(
        ran=tuple(ran),
        kept=tuple(name for name in names if name not in ran),
        problems=read_findings(folder, steps)["problems"],
    )


def list_step_states(
    study: Study, folder: StudyFolder, steps: Sequence[Step]
) -> list[StepState]:
    """Say of each step whether a run would do it again.

    Parameters
    ----------
    study : Study
        The study file.
    folder : StudyFolder
        Where it is.
    steps : sequence of Step
        The pipeline, in order.

    Returns
    -------
    list of StepState
        One for each step, in order.
    """
    states = []
    digests: dict[str, str] = {}
    upstream_fresh = True
    for step in steps:
        record = read_record(folder, step)
        freshness: Freshness = "missing" if record is None else "stale"
        if record is not None and upstream_fresh:
            if _reads_findings(step):
                digests |= _digest_findings(folder)
            known = all(name in digests for name in step.needs)
            if known:
                fingerprint = compute_fingerprint(step, study, folder, digests)
                if _read_fresh(folder, step, fingerprint) is not None:
                    freshness = "fresh"
                    digests |= _index_digests(step, record)
        upstream_fresh = upstream_fresh and freshness == "fresh"
        states.append(
            StepState(
                name=step.name,
                title=step.title,
                freshness=freshness,
                summary=record.summary if record is not None else "",
            )
        )
    return states


def _read_fresh(folder: StudyFolder, step: Step, fingerprint: str) -> StepRecord | None:
    record = read_record(folder, step)
    if record is None or record.fingerprint != fingerprint:
        return None
    return record if are_outputs_whole(folder, record) else None


def _read_needed(
    folder: StudyFolder, step: Step, earlier: Sequence[Step]
) -> dict[str, pd.DataFrame]:
    schemas: dict[str, TableSchema] = dict(FINDINGS)
    for other in earlier:
        schemas |= other.makes
    return {
        name: read_table(folder.tables / f"{name}.parquet", schemas[name])
        for name in step.needs
    }


def _index_digests(step: Step, record: StepRecord) -> dict[str, str]:
    return {name: record.outputs[f"tables/{name}.parquet"] for name in step.makes}


def _reads_findings(step: Step) -> bool:
    return not FINDINGS.keys().isdisjoint(step.needs)


def _write_findings(folder: StudyFolder, steps: Sequence[Step]) -> dict[str, str]:
    for name, table in read_findings(folder, steps).items():
        write_table(table, FINDINGS[name], folder.tables / f"{name}.parquet")
    return _digest_findings(folder)


def _digest_findings(folder: StudyFolder) -> dict[str, str]:
    paths = {name: folder.tables / f"{name}.parquet" for name in FINDINGS}
    return {
        name: compute_file_digest(path) for name, path in paths.items() if path.exists()
    }


@contextmanager
def _hold_lock(folder: StudyFolder) -> Iterator[None]:
    import os

    from filelock import FileLock, Timeout

    folder.results.mkdir(parents=True, exist_ok=True)
    owner = folder.results / ".lock_owner"
    lock = FileLock(folder.lock)
    try:
        # The operating system frees the lock when its owner dies, kill -9 included.
        lock.acquire(timeout=0)
    except Timeout as error:
        who = owner.read_text(encoding="utf-8").strip() if owner.exists() else "unknown"
        raise InputError(
            problems=[
                Problem(
                    code="study-is-running",
                    severity="error",
                    where=folder.results.name,
                    found=f"another run (process {who}) is writing here",
                    expected="One run of a study at a time",
                    action="Wait until it ends, or stop that process",
                )
            ]
        ) from error
    try:
        owner.write_text(f"{os.getpid()}\n", encoding="utf-8")
        yield
    finally:
        owner.unlink(missing_ok=True)
        lock.release()
