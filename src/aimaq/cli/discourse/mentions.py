"""Which regions the texts name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimaq import console
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@input_argument
@click.option(
    "--explain", is_flag=True, help="Add the rule that decided, and the candidates."
)
@output_options
def mentions(
    source: Path, output: Path | None, *, explain: bool, as_json: bool
) -> None:
    """Find mentions of regions, with their region at the date of the text.

    INPUT.jsonl holds lines {"id", "text", "language"?, "date"?}. Columns: id, start,
    end, surface, region_id, level, sense, status.
    """
    from discourse import find_mentions

    found = find_mentions(
        read_input_passages(source), progress=console.TerminalProgress()
    )
    columns = ["start", "end", "surface", "region_id", "level", "sense", "status"]
    table = found.rename(columns={"passage_id": "id"})
    reasons = ["rule", "candidates"] if explain else []
    table = table[["id", *columns, *reasons]]
    show_or_write(table, output, as_json=as_json)
