"""Where the patterns of lexicons occur."""

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
    "--lexicon",
    "lexicons",
    multiple=True,
    help="A lexicon file or builtin:NAME; repeatable. All built-in ones by default.",
)
@output_options
def hits(
    source: Path, lexicons: tuple[str, ...], output: Path | None, *, as_json: bool
) -> None:
    """Find hits of lexicons.

    Columns: id, category, term, start, end, is_negated.
    """
    from discourse import find_hits, list_builtin_lexicons, read_lexicon

    names = lexicons or [f"builtin:{name}" for name in list_builtin_lexicons()]
    found = find_hits(
        read_input_passages(source),
        lexicon=[read_lexicon(name) for name in names],
        progress=console.TerminalProgress(),
    )
    table = found.rename(columns={"passage_id": "id"})
    table = table[["id", "category", "term", "start", "end", "is_negated"]]
    show_or_write(table, output, as_json=as_json)
