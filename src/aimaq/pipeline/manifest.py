"""The manifest of a run: what went in, what came out, with which versions and seed.

It names no user, no host and no folder of the machine, and no time: the same study
gives the same manifest.
"""

from __future__ import annotations

import json
import platform
from typing import TYPE_CHECKING

from aimaq import __version__
from aimaq.pipeline.fingerprint import (
    compute_code_digest,
    compute_source_digests,
    read_library_versions,
)
from aimaq.pipeline.records import read_record
from ledger import compute_file_digest, write_text_atomically

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from aimaq.pipeline.step import Step


def write_manifest(study: Study, folder: StudyFolder, steps: Sequence[Step]) -> None:
    """Write `results/manifest.json`, the last file of a complete run.

    Parameters
    ----------
    study : Study
        The effective configuration.
    folder : StudyFolder
        Where the results are.
    steps : sequence of Step
        The pipeline, all of it fresh.
    """
    inputs: dict[str, str] = {"study.toml": compute_file_digest(folder.study_file)}
    outputs: dict[str, str] = {}
    summaries: dict[str, str] = {}
    for step in steps:
        inputs |= compute_source_digests(step, study, folder)
        record = read_record(folder, step)
        if record is not None:
            outputs |= record.outputs
            summaries[step.name] = record.summary
    for path in sorted(folder.tables.glob("*.parquet")):
        outputs[path.relative_to(folder.results).as_posix()] = compute_file_digest(path)
    manifest = {
        "aimaq": __version__,
        "code": compute_code_digest(),
        "python": platform.python_version(),
        "libraries": read_library_versions(),
        "seed": study.study.seed,
        "configuration": study.model_dump(mode="json"),
        "inputs": inputs,
        "steps": summaries,
        "outputs": outputs,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    write_text_atomically(text + "\n", folder.manifest)
