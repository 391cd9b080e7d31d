"""Commands on a whole study: new, check, run, status, report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimaq import console

if TYPE_CHECKING:
    from aimaq.config import Study
    from aimaq.layout import StudyFolder

study_argument = click.argument(
    "study", type=click.Path(path_type=Path), default=".", required=False
)


def open_study(path: Path) -> tuple[Study, StudyFolder]:
    """Read the study file of a folder (or the file itself) and say where it is."""
    from aimaq.config import read_study
    from aimaq.layout import StudyFolder

    root = path if path.is_dir() or path.suffix != ".toml" else path.parent
    return read_study(path), StudyFolder(root)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small study into FOLDER that runs as it is.

    Replace its documents, its statistics and the lines of its study.toml by your own.
    """
    from aimaq.scaffold import write_scaffold

    write_scaffold(folder)
    console.say(f"{folder}: a study that runs as it is. Next:")
    console.say(f"  aimaq check {folder}")
    console.say(f"  aimaq run {folder}")


@click.command()
@study_argument
def check(study: Path) -> None:
    """Read everything, compute nothing: say what is wrong, in one table."""
    from aimaq.checking import check_study

    config, folder = open_study(study)
    finding = check_study(config, folder, console.TerminalProgress())
    console.show_table(finding.table, title=config.study.title)
    console.show_problems(finding.problems)
    if finding.n_errors:
        console.say(f"{finding.n_errors} things could not be read; the rest can run.")


@click.command()
@study_argument
@click.option(
    "--from", "first", metavar="STEP", help="Run STEP and all after it again."
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes for the document steps; the results do not depend on it.",
)
def run(study: Path, first: str | None, workers: int) -> None:
    """Run every step of a study that is not fresh, then say where the report is."""
    from aimaq.pipeline import run_study
    from aimaq.steps import STEPS

    config, folder = open_study(study)
    console.say(config.study.title)
    result = run_study(
        config,
        folder,
        STEPS,
        progress=console.TerminalProgress(),
        workers=workers,
        first=first,
        announce=lambda title, summary: console.say(f"  {title}: {summary}"),
    )
    if result.kept:
        console.say(f"  kept as they were: {', '.join(result.kept)}")
    counts = result.problems["severity"].value_counts()
    found = ", ".join(f"{int(n)} {kind}s" for kind, n in sorted(counts.items()))
    console.say(f"  problems: {found or 'none'} (first page of the report)")
    console.say(f"Report: {folder.report}")


@click.command()
@study_argument
def status(study: Path) -> None:
    """Say which steps are fresh, which are stale and which are missing."""
    import pandas as pd

    from aimaq.pipeline import list_step_states
    from aimaq.steps import STEPS

    config, folder = open_study(study)
    states = list_step_states(config, folder, STEPS)
    rows = [
        {"step": s.name, "state": s.freshness, "last result": s.summary} for s in states
    ]
    console.show_table(pd.DataFrame(rows), title=config.study.title)


@click.command()
@study_argument
def report(study: Path) -> None:
    """Write the report of a study again from its tables and say where it is."""
    from aimaq.pipeline import run_study
    from aimaq.steps import STEPS

    config, folder = open_study(study)
    run_study(
        config,
        folder,
        STEPS,
        progress=console.TerminalProgress(),
        first="report",
        announce=lambda title, summary: console.say(f"  {title}: {summary}"),
    )
    console.show_text(str(folder.report))
