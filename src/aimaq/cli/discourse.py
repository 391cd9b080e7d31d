"""`aimaq discourse ...`: what is in the documents, outside of a study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from aimaq import console
from aimaq.cli.inputs import read_input_passages
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from discourse import Documents

input_argument = click.argument(
    "source", metavar="INPUT", type=click.Path(path_type=Path)
)


@click.group()
def discourse() -> None:
    """Documents: what can be read, which regions, which codes, which topics."""


@discourse.command()
@input_argument
@output_options
def read(source: Path, output: Path | None, *, as_json: bool) -> None:
    """Read documents: text, language, tables, and what went wrong with each.

    With -o FILE.jsonl one line a document is written: document_id, path, status,
    language, n_pages, text, tables, problems.
    """
    from discourse import read_documents
    from ledger import write_text_atomically

    documents = read_documents(source, progress=console.TerminalProgress())
    if output is not None and output.suffix == ".jsonl":
        lines = [
            json.dumps(row, ensure_ascii=False) for row in _list_documents(documents)
        ]
        write_text_atomically("".join(f"{line}\n" for line in lines), output)
        console.say(f"{output}: {len(lines)} documents")
    else:
        show_or_write(documents.table, output, as_json=as_json)
    console.show_problems(documents.problems)


def _list_documents(documents: Documents) -> list[dict[str, Any]]:
    by_place: dict[str, list[str]] = {}
    for problem in documents.problems:
        by_place.setdefault(problem.where, []).append(problem.sentence)
    found = []
    for row in documents.table.to_dict("records"):
        name, path = str(row["document_id"]), str(row["path"])
        text = documents.texts.get(name)
        found.append(
            {
                "document_id": name,
                "path": path,
                "status": row["status"],
                "language": None if pd.isna(row["language"]) else row["language"],
                "n_pages": None if pd.isna(row["n_pages"]) else int(row["n_pages"]),
                "text": text.text if text is not None else "",
                "tables": [
                    {"page": table.page, "cells": table.cells}
                    for table in documents.tables.get(name, ())
                ],
                "problems": [
                    *by_place.get(path, ()),
                    *by_place.get(f"{path}, id {name}", ()),
                ],
            }
        )
    return found


@discourse.command()
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


@discourse.command()
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


@discourse.command()
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


@discourse.command()
@input_argument
@output_options
def language(source: Path, output: Path | None, *, as_json: bool) -> None:
    """Say the language of each passage: ru, kk, en or unknown."""
    passages = read_input_passages(source)
    table = passages.rename(columns={"passage_id": "id"})
    show_or_write(table[["id", "language", "n_tokens"]], output, as_json=as_json)
