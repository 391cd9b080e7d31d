"""On what the result of a step depends, as one digest.

A step is fresh while its fingerprint is the one it recorded: its part of the study
file, the bytes of the files and tables it reads, and the code of aimaq.
"""

from __future__ import annotations

import importlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ledger import compute_digest, compute_file_digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from aimaq.pipeline.step import Step

PACKAGES = ("ledger", "atlas", "discourse", "indicators", "linkage", "aimaq")
LIBRARIES = (
    "gensim",
    "lingua-language-detector",
    "numpy",
    "openpyxl",
    "pandas",
    "pdfplumber",
    "pyarrow",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "pypdfium2",
    "python-docx",
    "scikit-learn",
    "scipy",
    "selectolax",
    "spacy-lookups-data",
    "statsmodels",
)


def compute_fingerprint(
    step: Step, study: Study, folder: StudyFolder, table_digests: Mapping[str, str]
) -> str:
    """Compute the fingerprint of a step.

    Parameters
    ----------
    step : Step
        The step.
    study : Study
        The study file.
    folder : StudyFolder
        Where its files are.
    table_digests : mapping of str to str
        Digest of each table made so far, by name.

    Returns
    -------
    str
        A SHA-256, hexadecimal.
    """
    return compute_digest(
        {
            "step": step.name,
            "code": compute_code_digest(),
            "libraries": read_library_versions(),
            "options": step.options(study),
            "seed": study.study.seed,
            "registry": _digest_registry(study.regions.registry, folder),
            "sources": compute_source_digests(step, study, folder),
            "tables": {name: table_digests[name] for name in step.needs},
        }
    )


def compute_source_digests(
    step: Step, study: Study, folder: StudyFolder
) -> dict[str, str]:
    """Compute the digest of each file a step reads, by path within the study."""
    return {
        _name_source(path, folder): compute_file_digest(path)
        for path in step.sources(study, folder)
    }


def read_library_versions() -> dict[str, str]:
    """Read the version of each library that a number can depend on."""
    return {name: version(name) for name in LIBRARIES}


@cache
def compute_code_digest() -> str:
    """Compute the digest of aimaq's own code and packaged data."""
    digests = {}
    for package in PACKAGES:
        module = importlib.import_module(package)
        root = Path(str(module.__file__)).parent
        for file in sorted(root.rglob("*")):
            if file.is_file() and file.suffix not in (".pyc", ".pyo"):
                name = f"{package}/{file.relative_to(root).as_posix()}"
                digests[name] = compute_file_digest(file)
    return compute_digest(digests)


def _digest_registry(source: str, folder: StudyFolder) -> str | dict[str, str]:
    if not folder.resolve(source).is_dir():
        return source
    return {path.name: compute_file_digest(path) for path in folder.list_files(source)}


def _name_source(path: Path, folder: StudyFolder) -> str:
    try:
        return path.relative_to(folder.root).as_posix()
    except ValueError:
        # A file outside the study is named without the machine's own folders.
        return path.name
