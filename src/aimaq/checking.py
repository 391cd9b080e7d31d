"""What `aimaq check` looks at: everything is read, nothing is computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from aimaq.steps.indicators import (
    describe_indicators,
    find_study_findings,
    list_breaks,
    read_section,
)
from aimaq.steps.reading import read_study_documents
from atlas import read_names, read_registry
from discourse import read_lexicon
from indicators import harmonize_values, summarize_findings
from ledger import InputError, Problem

if TYPE_CHECKING:
    from aimaq.config import IndicatorSection, Study
    from aimaq.layout import StudyFolder
    from atlas import RegionRegistry
    from indicators import IndicatorData
    from ledger import Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """What a check found: a table of what can be read, and every problem."""

    table: pd.DataFrame
    problems: tuple[Problem, ...]

    @property
    def n_errors(self) -> int:
        """How many things could not be read."""
        return sum(problem.severity == "error" for problem in self.problems)


def check_study(study: Study, folder: StudyFolder, progress: Progress) -> CheckFinding:
    """Read the documents, lexicons and statistics of a study.

    Parameters
    ----------
    study : Study
        The study file.
    folder : StudyFolder
        Where it is.
    progress : Progress
        Who listens.

    Returns
    -------
    CheckFinding
        One row for each thing that was looked at, and the problems.
    """
    registry = read_registry(folder.locate_registry(study.regions.registry))
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []

    documents = read_study_documents(study, folder, progress=progress, workers=1)
    problems += documents.problems
    place = study.documents.path if study.documents is not None else "no documents"
    for status, count in documents.table["status"].value_counts().sort_index().items():
        rows.append({"what": place, "state": status, "found": f"{count} documents"})
    languages = documents.table["language"].value_counts().sort_index()
    rows += [
        {"what": place, "state": "language", "found": f"{n} in {name}"}
        for name, n in languages.items()
    ]
    for code in study.codes:
        try:
            read_lexicon(folder.locate_lexicon(code.lexicon))
        except InputError as error:
            problems += _list_problems(error, code.lexicon)
            rows.append({"what": code.lexicon, "state": "unreadable", "found": "–"})
    for section in study.indicators:
        if section.path is None:
            continue
        try:
            data = read_section(section, section.path, folder, registry)
        except InputError as error:
            problems += _list_problems(error, section.path)
            rows.append({"what": section.id, "state": "unreadable", "found": "–"})
            continue
        problems += data.problems
        problems += _find_suspects(section, data, study, registry)
        years = sorted({period[:4] for period in data.values["period"]})
        found = f"{len(data.values)} values"
        if years:
            found += f", {years[0]} to {years[-1]}"
        rows.append({"what": section.id, "state": "read", "found": found})
    try:
        read_names(registry)
    except InputError as error:
        problems += _list_problems(error, study.regions.registry)
    regions = len(registry.list_boundaries(study.regions.boundaries))
    rows.append(
        {
            "what": "regions",
            "state": f"boundaries of {study.regions.boundaries}",
            "found": f"{regions} regions",
        }
    )
    return CheckFinding(table=pd.DataFrame(rows), problems=tuple(problems))


def _find_suspects(
    section: IndicatorSection,
    data: IndicatorData,
    study: Study,
    registry: RegionRegistry,
) -> tuple[Problem, ...]:
    """Find values of one indicator that a person should look at."""
    described = describe_indicators([section])
    harmonized = harmonize_values(
        data.values[data.values["indicator_id"] == section.id],
        indicators=described,
        breaks=list_breaks(one for one in study.breaks if one.indicator == section.id),
    )
    findings = find_study_findings(harmonized.values, described, study, registry)
    return summarize_findings(findings)


def _list_problems(error: InputError, where: str) -> list[Problem]:
    """List what an error found; its message where it is not itemized."""
    return list(error.problems) or [
        Problem(
            code="unreadable-file",
            severity="error",
            where=where,
            found=str(error),
            expected="",
            action="",
        )
    ]
