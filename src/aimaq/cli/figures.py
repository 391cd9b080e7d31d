"""`aimaq figures`: the pictures of a finished study, each in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aimaq import console


@click.command()
@click.argument(
    "study", default=".", type=click.Path(exists=True, path_type=Path), required=False
)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the pictures; STUDY/results/figures by default.",
)
@click.option(
    "--format",
    "kind",
    type=click.Choice(["svg", "png", "pdf"]),
    default="svg",
    show_default=True,
)
def figures(study: Path, output: Path | None, kind: Any) -> None:
    """Draw every picture of a finished study, for a paper or a slide.

    Each says its unit, its source and its n: indicators by region and year, indexes
    with components and ranks, words that set texts apart, codes in documents.
    """
    from aimaq.config import read_study
    from aimaq.figures import write_figure
    from aimaq.layout import StudyFolder
    from aimaq.pictures import list_pictures
    from aimaq.steps.plan import read_result_tables
    from atlas import read_registry

    settings = read_study(study)
    folder = StudyFolder(study if study.is_dir() else study.parent)
    registry = read_registry(folder.locate_registry(settings.regions.registry))
    pictures = list_pictures(read_result_tables(folder), settings, registry)
    target = output or folder.results / "figures"
    progress = console.TerminalProgress()
    progress.start("pictures", len(pictures))
    for picture in pictures:
        write_figure(picture.draw(), target / f"{picture.name}.{kind}")
        progress.advance()
    progress.finish()
    console.say(f"{target}: {len(pictures)} pictures")
