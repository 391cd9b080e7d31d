"""What each step left behind: the record that makes it fresh, and its findings.

A record is written last, after every table of the step, so a run that was killed
leaves a step that is not fresh, never one that only looks done.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ledger import (
    ACCOUNTS,
    LOSSES,
    PROBLEMS,
    TableSchema,
    build_problems_table,
    build_table,
    compute_file_digest,
    read_table,
    write_table,
    write_text_atomically,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from aimaq.layout import StudyFolder
    from aimaq.pipeline.step import Step, StepResult

FINDINGS: dict[str, TableSchema] = {
    "problems": PROBLEMS,
    "accounts": ACCOUNTS,
    "losses": LOSSES,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """The record of a step that ended well.

    Parameters
    ----------
    fingerprint : str
        Digest of everything the step depended on.
    outputs : mapping of str to str
        Digest of each file it wrote, by path within `results/`.
    summary : str
        Its one line.
    """

    fingerprint: str
    outputs: Mapping[str, str]
    summary: str


def read_record(folder: StudyFolder, step: Step) -> StepRecord | None:
    """Read a step's record, or nothing where it is absent or damaged."""
    path = folder.steps / step.name / "record.json"
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return StepRecord(**raw)
    except (OSError, ValueError, TypeError):
        # A record that cannot be read is no record: the step runs again.
        return None


def are_outputs_whole(folder: StudyFolder, record: StepRecord) -> bool:
    """Say whether every file of a record is there with the bytes it recorded."""
    return all(
        (folder.results / name).is_file()
        and compute_file_digest(folder.results / name) == digest
        for name, digest in record.outputs.items()
    )


def write_result(
    folder: StudyFolder, step: Step, result: StepResult, fingerprint: str
) -> StepRecord:
    """Write what a step made, its findings, and last its record."""
    written: list[Path] = []
    for name, schema in step.makes.items():
        path = folder.tables / f"{name}.parquet"
        write_table(result.tables[name], schema, path)
        written.append(path)
    for name, table in _build_findings(step, result).items():
        path = folder.steps / step.name / f"{name}.parquet"
        write_table(table, FINDINGS[name], path)
        written.append(path)
    written += [folder.results / name for name in step.files]
    outputs = {
        path.relative_to(folder.results).as_posix(): compute_file_digest(path)
        for path in written
    }
    record = StepRecord(
        fingerprint=fingerprint, outputs=outputs, summary=result.summary
    )
    text = json.dumps(
        {
            "fingerprint": record.fingerprint,
            "outputs": dict(record.outputs),
            "summary": record.summary,
        },
        ensure_ascii=False,
        indent=1,
        sort_keys=True,
    )
    write_text_atomically(text + "\n", folder.steps / step.name / "record.json")
    return record


def read_findings(
    folder: StudyFolder, steps: Sequence[Step]
) -> dict[str, pd.DataFrame]:
    """Read the findings of several steps, one table for each kind."""
    import pandas as pd

    gathered: dict[str, pd.DataFrame] = {}
    for name, schema in FINDINGS.items():
        paths = [folder.steps / step.name / f"{name}.parquet" for step in steps]
        frames = [read_table(path, schema) for path in paths if path.is_file()]
        gathered[name] = (
            build_table(pd.concat(frames, ignore_index=True), schema)
            if frames
            else build_table([], schema)
        )
    return gathered


def _build_findings(step: Step, result: StepResult) -> dict[str, pd.DataFrame]:
    accounts = [{"step": step.name, **row} for row in result.accounts]
    losses = [{"step": step.name, **row} for row in result.losses]
    return {
        "problems": build_problems_table(result.problems),
        "accounts": build_table(accounts, ACCOUNTS),
        "losses": build_table(losses, LOSSES),
    }
