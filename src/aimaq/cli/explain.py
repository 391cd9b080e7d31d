"""`aimaq explain`: from a number to its sentences and cells, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aimaq import console
from aimaq.cli.study import open_study

if TYPE_CHECKING:
    import pandas as pd

    from aimaq.layout import StudyFolder


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
def explain(study: Path, key: str, *, as_json: bool) -> None:
    """Follow KEY to its sentences and table cells, or a passage to its numbers.

    KEY is MEASURE/REGION[/PERIOD] (prevalence:migration/KZ-61/2017), an indicator in
    the same way (grp/KZ-23/2015), a hypothesis (H1), a passage or a document.
    """
    from aimaq.explaining import explain_key

    _, folder = open_study(study)
    sections = explain_key(key, _read_tables(folder))
    if as_json:
        console.show_record(
            {
                section.title: {
                    "text": section.text,
                    "rows": []
                    if section.table is None
                    else section.table.to_dict("records"),
                }
                for section in sections
            }
        )
        return
    for section in sections:
        if section.table is None:
            console.show_text(f"{section.title}\n  {section.text or 'none'}\n")
        else:
            console.show_table(section.table, title=section.title)
            if section.text:
                console.show_text(f"  {section.text}\n")


def _read_tables(folder: StudyFolder) -> dict[str, pd.DataFrame]:
    from aimaq.steps import read_result_tables

    return read_result_tables(folder)
