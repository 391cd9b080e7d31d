"""How often words occur, how many different ones, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimaq.cli.discourse.statistics_input import read_texts
from aimaq.cli.discourse.statistics_options import (
    measure_option,
    note_languages,
    read_measures,
    row_options,
    text_options,
)
from aimaq.cli.inputs import input_argument
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@input_argument
@row_options(1)
@text_options
@output_options
def frequencies(  # noqa: PLR0913 - each option has its own name
    source: Path,
    *,
    min_count: int,
    content_only: bool,
    unit: Any,
    tokens: Any,
    document: str | None,
    languages: Any,
    output: Path | None,
    as_json: bool,
) -> None:
    """Count terms.

    Columns: term, n, per_million, n_documents, document_share.
    """
    _count(
        source,
        1,
        options={
            "min_count": min_count,
            "content_only": content_only,
            "languages": languages,
        },
        text={"unit": unit, "tokens": tokens},
        document=document,
        output=output,
        as_json=as_json,
    )


@click.command()
@input_argument
@click.option(
    "--size",
    type=click.IntRange(1, 9),
    default=2,
    show_default=True,
    help="Number of terms.",
)
@row_options(2)
@text_options
@output_options
def ngrams(  # noqa: PLR0913 - each option has its own name
    source: Path,
    size: int,
    *,
    min_count: int,
    content_only: bool,
    unit: Any,
    tokens: Any,
    document: str | None,
    languages: Any,
    output: Path | None,
    as_json: bool,
) -> None:
    """Count sequences of terms that only blanks part.

    Columns: term, n, per_million, n_documents, document_share.
    """
    _count(
        source,
        size,
        options={
            "min_count": min_count,
            "content_only": content_only,
            "languages": languages,
        },
        text={"unit": unit, "tokens": tokens},
        document=document,
        output=output,
        as_json=as_json,
    )


def _count(
    source: Path,
    size: int,
    *,
    options: Any,
    text: Any,
    document: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    from discourse import build_term_sequence, compute_frequencies

    passages = read_texts(
        source, document=document, is_tokenized=text["tokens"] == "whitespace"
    )
    note_languages(passages, options["languages"])
    terms = build_term_sequence(passages, **text)
    table = compute_frequencies(terms, size=size, **options)
    columns = ["term", "n", "per_million", "n_documents", "document_share"]
    if options["languages"] == "each":
        columns.insert(0, "language")
    table = table.sort_values(["language", "n"], ascending=[True, False], kind="stable")
    show_or_write(table[columns], output, as_json=as_json)


@click.command()
@input_argument
@click.option(
    "--window",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Length of the moving window of mattr, in tokens.",
)
@click.option(
    "--segment",
    type=click.IntRange(min=1),
    default=1000,
    show_default=True,
    help="Length of the segments of sttr, in tokens.",
)
@measure_option
@click.option("--unit", default="lemma", show_default=True, help="lemma or form.")
@click.option(
    "--tokens", default="words", show_default=True, help="words or whitespace."
)
@output_options
def diversity(
    source: Path,
    window: int,
    segment: int,
    measures: tuple[str, ...],
    unit: Any,
    tokens: Any,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Compute the lexical diversity of documents: ttr, mattr, sttr, mtld.

    Columns: document_id, language, measure, n_tokens, n_types, value, note.
    """
    from discourse import build_term_sequence, compute_diversity

    passages = read_texts(source, is_tokenized=tokens == "whitespace")
    options: Any = {"window": window, "segment": segment}
    if measures:
        options["measures"] = read_measures(measures)
    terms = build_term_sequence(passages, unit=unit, tokens=tokens)
    show_or_write(compute_diversity(terms, **options), output, as_json=as_json)


@click.command()
@input_argument
@output_options
def readability(source: Path, output: Path | None, *, as_json: bool) -> None:
    """Compute the readability of documents, where a formula is established.

    Columns: document_id, language, measure, n_sentences, n_words, n_syllables, value,
    note. English: flesch, flesch_kincaid; Russian: flesch_oborneva; Kazakh: none.
    """
    from discourse import compute_readability

    show_or_write(compute_readability(read_texts(source)), output, as_json=as_json)
