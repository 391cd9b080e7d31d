"""Which topics the texts have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aimaq import console
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import check_output, output_options, show_or_write


@click.command()
@input_argument
@click.option("--method", default="lda", show_default=True, help="lda or nmf.")
@click.option("--n-topics", type=click.IntRange(2, 500), default=10, show_default=True)
@click.option("--seed", type=int, default=20260101, show_default=True)
@click.option("--unit", default="lemma", show_default=True, help="lemma or form.")
@click.option(
    "--tokens",
    default="words",
    show_default=True,
    help="words, or whitespace for text that is already tokenized.",
)
@click.option(
    "--shares",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=check_output,
    help="Write the shares of topics in passages to FILE.",
)
@output_options
def topics(  # noqa: PLR0913 - each option has its own name
    source: Path,
    method: Any,
    n_topics: int,
    seed: int,
    unit: Any,
    tokens: Any,
    shares: Path | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Fit a topic model for each language: its words and its shares.

    Columns: topic_id, rank, term, probability; shares: id, topic_id, share.
    """
    from discourse import fit_topics

    model = fit_topics(
        read_input_passages(source),
        n_topics=n_topics,
        seed=seed,
        method=method,
        # Text that is already tokenized has no language of its own to go by.
        languages="together" if tokens == "whitespace" else "each",
        unit="form" if tokens == "whitespace" else unit,
        tokens=tokens,
    )
    show_or_write(model.topics, output, as_json=as_json)
    if shares is not None:
        table = model.shares.rename(columns={"passage_id": "id"})
        show_or_write(table, shares, as_json=False)
    console.show_problems(model.problems)
