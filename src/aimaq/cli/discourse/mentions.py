"""Which regions the texts name."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import output_options, show_or_write
from ledger import ToolkitWarning

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import pandas as pd

_COLUMNS = ["id", "start", "end", "surface", "region_id", "level", "sense", "status"]
_SHOWN_TEXTS = 40
# Of a longer text only what stands around its mentions is shown.
_SHOWN_TEXT, _AROUND = 3000, 120
_COLORS = {"matched": "green", "ambiguous": "yellow", "unmatched": "red"}


@click.command()
@input_argument
@click.option(
    "--explain",
    is_flag=True,
    help="Show each text with its mentions marked, and why; in a file or JSON, add "
    "the rule that decided and the candidates.",
)
@output_options
def mentions(
    source: Path, output: Path | None, *, explain: bool, as_json: bool
) -> None:
    """Find mentions of regions, with their region at the date of the text.

    INPUT.jsonl holds lines {"id", "text", "language"?, "date"?, "year"?}; without a
    date a text is of any day of its year, without both of any day at all. Columns: id,
    start, end, surface, region_id, level, sense, status.
    """
    from discourse import find_mentions

    passages = read_input_passages(source)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ToolkitWarning)
        found = find_mentions(passages, progress=console.TerminalProgress())
    for warning in caught:
        console.say(f"warning: {warning.message}")
    found = _sort_as_read(found.rename(columns={"passage_id": "id"}), passages)
    if explain and output is None and not as_json:
        _show_reasons(found, passages)
        return
    reasons = ["rule", "candidates"] if explain else []
    show_or_write(found[[*_COLUMNS, *reasons]], output, as_json=as_json)


def _sort_as_read(found: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Put mentions in the order of the texts."""
    rank = {key: number for number, key in enumerate(passages["passage_id"])}
    order = found.assign(rank=found["id"].map(rank)).sort_values(["rank", "start"])
    return order.drop(columns="rank").reset_index(drop=True)


def _show_reasons(found: pd.DataFrame, passages: pd.DataFrame) -> None:
    texts = dict(zip(passages["passage_id"], passages["text"], strict=True))
    groups = list(found.groupby("id", sort=False))
    for key, rows in groups[:_SHOWN_TEXTS]:
        click.echo(click.style(str(key), bold=True))
        click.echo(_mark_text(texts[key], rows))
        for number, row in enumerate(rows.to_dict("records"), 1):
            click.echo(f"  {number}  {_describe(row)}")
        click.echo()
    n_empty = len(passages) - len(groups)
    console.say(f"{len(found)} mentions; {n_empty} texts without any")
    if len(groups) > _SHOWN_TEXTS:
        console.say(
            f"... and {len(groups) - _SHOWN_TEXTS} more texts with mentions "
            "(-o FILE writes them all)"
        )


def _mark_text(text: str, rows: pd.DataFrame) -> str:
    """Mark the mentions in a text: *[1: Семее]*, colored on a terminal."""
    pieces = []
    previous = 0
    spans = zip(rows["start"], rows["end"], rows["status"], strict=True)
    for number, (start, end, status) in enumerate(spans, 1):
        pieces.append(_shorten(text, previous, int(start)))
        mark = f"[{number}: {text[int(start) : int(end)]}]"
        pieces.append(click.style(mark, fg=_COLORS[status], bold=True))
        previous = int(end)
    return "".join([*pieces, _shorten(text, previous, len(text))])


def _shorten(text: str, start: int, end: int) -> str:
    """Leave out what stands far from any mention of a long text."""
    if len(text) <= _SHOWN_TEXT or end - start <= 2 * _AROUND:
        return text[start:end]
    head = text[start : start + _AROUND] if start else ""
    tail = text[end - _AROUND : end] if end < len(text) else ""
    return f"{head} ... {tail}"


def _describe(row: Mapping[Any, object]) -> str:
    """Say what a mention is and why, in one line."""
    from discourse import describe_rule

    region = row["region_id"] if isinstance(row["region_id"], str) else row["status"]
    level = row["level"] if isinstance(row["level"], str) else "no place"
    reason = describe_rule(str(row["rule"]))
    line = f"{row['surface']} -> {region} ({level}, {row['sense']}). {reason}"
    if isinstance(row["candidates"], str):
        shares = [
            f"{name} {share:.0%}" for name, share in json.loads(row["candidates"])
        ]
        line += f" Candidates: {', '.join(shares)}."
    return line
