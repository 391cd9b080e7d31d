"""What a step is: what it reads, what it makes, on what it depends.

Steps are values; `aimaq.pipeline.running` decides which are fresh and runs the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import pandas as pd

    from aimaq.config import Study
    from aimaq.layout import StudyFolder
    from atlas import RegionRegistry
    from ledger import Problem, Progress, TableSchema


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContext:
    """What a step may look at.

    Parameters
    ----------
    study : Study
        The study file.
    folder : StudyFolder
        Where things are.
    registry : RegionRegistry
        The regions.
    tables : mapping of str to DataFrame
        The tables the step named in `needs`.
    workers : int
        How many processes it may use; the result must not depend on it.
    progress : Progress
        Who listens.
    """

    study: Study
    folder: StudyFolder
    registry: RegionRegistry
    tables: Mapping[str, pd.DataFrame]
    workers: int
    progress: Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class StepResult:
    """What a step made.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Each table that the step's `makes` names.
    problems : sequence of Problem
        Findings for the user.
    accounts : sequence of mappings
        Rows of the accounts table without their step.
    losses : sequence of mappings
        Rows of the losses table without their step.
    summary : str
        One line: what went in and what came out.
    """

    tables: Mapping[str, pd.DataFrame]
    problems: Sequence[Problem] = ()
    accounts: Sequence[Mapping[Any, Any]] = ()
    losses: Sequence[Mapping[Any, Any]] = ()
    summary: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One function of the pipeline.

    Parameters
    ----------
    name, title : str
        The name in `results/steps` and on the command line; what people read.
    makes : mapping of str to TableSchema
        The tables it writes.
    run : callable
        From a `StepContext` to a `StepResult`.
    needs : tuple of str
        Tables of earlier steps; problems, accounts and losses are those of all steps
        before it.
    files : tuple of str
        Other files it writes, by path within `results/`.
    options : callable
        The part of the study file that the result depends on, JSON-like.
    sources : callable
        The files outside `results/` that the result depends on.
    """

    name: str
    title: str
    makes: Mapping[str, TableSchema]
    run: Callable[[StepContext], StepResult]
    needs: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    options: Callable[[Study], Any] = field(default=lambda _study: None)
    sources: Callable[[Study, StudyFolder], Sequence[Path]] = field(
        default=lambda _study, _folder: ()
    )
