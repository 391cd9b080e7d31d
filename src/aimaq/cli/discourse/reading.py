"""What is in the documents: text, status, language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from aimaq import console
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path

    from discourse import Documents


@click.command()
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


@click.command()
@input_argument
@output_options
def language(source: Path, output: Path | None, *, as_json: bool) -> None:
    """Say the language of each passage: ru, kk, en or unknown."""
    passages = read_input_passages(source)
    table = passages.rename(columns={"passage_id": "id"})
    show_or_write(table[["id", "language", "n_tokens"]], output, as_json=as_json)
