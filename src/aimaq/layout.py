"""Where a study keeps things: one folder, everything the tool writes in `results/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """The folder of a study.

    Parameters
    ----------
    root : pathlib.Path
        The folder with `study.toml`.
    """

    root: Path

    @property
    def study_file(self) -> Path:
        """The study file."""
        return self.root / "study.toml"

    @property
    def results(self) -> Path:
        """The folder for everything the tool writes."""
        return self.root / "results"

    @property
    def tables(self) -> Path:
        """The folder of the tables."""
        return self.results / "tables"

    @property
    def steps(self) -> Path:
        """The folder of what each step recorded."""
        return self.results / "steps"

    @property
    def report(self) -> Path:
        """The report."""
        return self.results / "report.html"

    @property
    def manifest(self) -> Path:
        """The manifest of the last complete run."""
        return self.results / "manifest.json"

    @property
    def lock(self) -> Path:
        """The lock that keeps two runs apart."""
        return self.results / ".lock"

    def resolve(self, path: str) -> Path:
        """Resolve a path of the study file."""
        return self.root / path

    def locate_registry(self, source: str) -> str:
        """Give the folder of a study's own registry, or the name of a packaged one."""
        folder = self.resolve(source)
        return str(folder) if folder.is_dir() else source

    def locate_lexicon(self, source: str) -> str:
        """Give the file of a study's own lexicon, or the name of a built-in one."""
        return source if source.startswith("builtin:") else str(self.resolve(source))

    def list_files(self, path: str | None) -> tuple[Path, ...]:
        """List the files a path of the study file stands for, in a stable order."""
        if path is None:
            return ()
        place = self.resolve(path)
        if place.is_dir():
            return tuple(
                sorted(
                    file
                    for file in place.rglob("*")
                    if file.is_file() and not file.name.startswith(".")
                )
            )
        return (place,)
