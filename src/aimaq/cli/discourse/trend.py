"""How often terms occur, year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimaq.cli.discourse.lexicons_input import read_lexicons, say_notes
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@input_argument
@click.argument("patterns", metavar="[PATTERN]...", nargs=-1)
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    help="A lexicon file or builtin:NAME, each category a series; repeatable.",
)
@output_options
def trend(
    source: Path,
    patterns: tuple[str, ...],
    lexicons: tuple[str, ...],
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """How often PATTERNs, or the categories of lexicons, occur in each year.

    Per thousand words, with intervals that take documents, not words, as independent.
    `aimaq discourse draw trend TABLE --by by` draws the table. Columns: by, period,
    estimate, standard_error, conf_low, conf_high, n_hits, n_tokens, n_documents ...
    """
    import pandas as pd

    from discourse import build_lexicon, estimate_term_rates, find_hits
    from ledger import InputError

    if not patterns and not lexicons:
        raise InputError(
            "found neither a PATTERN nor --lexicon. Expected what to count. Give "
            "words, such as: aimaq discourse trend documents бедность"
        )
    passages = read_input_passages(source)
    tables = []
    if patterns:
        # A category for each, so that no pattern takes the words of another.
        lexicon = build_lexicon(
            {f"pattern_{place}": [text] for place, text in enumerate(patterns)}
        )
        say_notes([lexicon])
        hits = find_hits(passages, lexicon=lexicon)
        tables.append(estimate_term_rates(passages, hits, by="term", terms=patterns))
    if lexicons:
        found = read_lexicons(lexicons)
        names = [category.name for one in found for category in one.categories]
        hits = find_hits(passages, lexicon=found)
        tables.append(estimate_term_rates(passages, hits, terms=names))
    show_or_write(pd.concat(tables, ignore_index=True), output, as_json=as_json)
