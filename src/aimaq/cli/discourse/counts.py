"""How often words occur, how many different ones, how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimaq.cli.discourse.statistics_input import read_texts
from aimaq.cli.discourse.statistics_options import (
    TermOptions,
    measure_option,
    read_measures,
    term_options,
)
from aimaq.cli.inputs import input_argument
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@input_argument
@term_options(1)
@output_options
def frequencies(
    source: Path,
    *,
    terms: TermOptions,
    output: Path | None,
    as_json: bool,
) -> None:
    """Count terms.

    Columns: term, n, per_million, n_documents, document_share.
    """
    _count(source, 1, terms=terms, output=output, as_json=as_json)


@click.command()
@input_argument
@click.option(
    "--size",
    type=click.IntRange(1, 9),
    default=2,
    show_default=True,
    help="Number of terms.",
)
@term_options(2)
@output_options
def ngrams(
    source: Path,
    size: int,
    *,
    terms: TermOptions,
    output: Path | None,
    as_json: bool,
) -> None:
    """Count sequences of terms that only blanks part.

    Columns: term, n, per_million, n_documents, document_share.
    """
    _count(source, size, terms=terms, output=output, as_json=as_json)


def _count(
    source: Path, size: int, *, terms: TermOptions, output: Path | None, as_json: bool
) -> None:
    from discourse import compute_frequencies

    passages = terms.read(source)
    terms.note_languages(passages)
    table = compute_frequencies(terms.build_terms(passages), size=size, **terms.rows)
    columns = terms.name_columns(
        "term", "n", "per_million", "n_documents", "document_share"
    )
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
    "--tokens",
    default="words",
    show_default=True,
    help="words, all in small letters, or whitespace: as written between blanks.",
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
