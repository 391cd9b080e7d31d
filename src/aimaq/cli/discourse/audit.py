"""What each term of a lexicon does, whether it is right, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from aimaq import console
from aimaq.cli.discourse.lexicons_input import read_lexicons
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import output_options, show_or_write
from aimaq.coded import read_coded
from ledger import InputError

if TYPE_CHECKING:
    import pandas as pd

Part = Literal["terms", "overlap", "accuracy", "precision", "influence", "suggestions"]
_TITLES = {
    "terms": "What each term found",
    "overlap": "How far categories coincide",
    "accuracy": "Against hand coding: each code",
    "precision": "Against hand coding: each term",
    "influence": "Prevalence without each term",
    "suggestions": "Words that might be missing (nothing is added by itself)",
}
_SHOWN = 15
_BEST = 3
_NEED_CODED = ("accuracy", "precision")


@click.command()
@input_argument
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    help="A lexicon file or builtin:NAME; repeatable. All built-in ones by default.",
)
@click.option(
    "--coded",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Hand coding of some passages: a table with passage_id, code_id, value, or "
    'lines {"id", "codes": {CODE: true|false}, "unsure"?: [CODE]}.',
)
@click.option(
    "--part",
    type=click.Choice(get_args(Part)),
    help="One part only; needed with -o and --json. All parts by default.",
)
@output_options
def audit(
    source: Path,
    lexicons: tuple[str, ...],
    coded: Path | None,
    part: Part | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Audit lexicons on texts: idle, carrying, wrong and missing terms.

    Terms that never match or carry a category alone; categories that coincide;
    accuracy against hand coding (--coded); how far each term moves the prevalence of
    each region; words that might be missing, for you to judge.
    """
    if part is None and (output is not None or as_json):
        raise InputError(
            "--part: found none with -o or --json. Expected one table to write. "
            f"Choose one of {', '.join(get_args(Part))}."
        )
    if part in _NEED_CODED and coded is None:
        raise InputError(
            f"--part {part}: found no hand coding. Expected --coded FILE. Give it."
        )
    parts = _compute_parts(source, lexicons, coded)
    if part is not None:
        show_or_write(parts[part], output, as_json=as_json, title=_TITLES[part])
        return
    for name, table in parts.items():
        shown = _choose_rows(name, table)
        console.show_table(shown, title=f"{_TITLES[name]} (--part {name} for all)")


def _choose_rows(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Choose what to look at first in a part."""
    if name == "terms":
        roles = table.pivot_table(
            index=["category", "language"],
            columns="role",
            values="term",
            aggfunc="count",
            fill_value=0,
            observed=False,
        )
        return roles.reset_index()
    if name == "overlap":
        return table.sort_values("jaccard", ascending=False).head(_SHOWN)
    if name == "precision":
        return table.sort_values(["precision_high", "n_judged"]).head(_SHOWN)
    if name == "influence":
        largest = table.sort_values("change").drop_duplicates(["category", "term"])
        return largest.head(_SHOWN)
    if name == "suggestions":
        return table[table["rank"] <= _BEST].drop(columns="status")
    return table


def _compute_parts(
    source: Path, lexicons: tuple[str, ...], coded: Path | None
) -> dict[str, pd.DataFrame]:
    from discourse import (
        build_passage_regions,
        estimate_accuracy,
        estimate_term_influence,
        estimate_term_precision,
        find_hits,
        find_mentions,
        suggest_terms,
        summarize_overlap,
        summarize_terms,
    )

    lexicon = read_lexicons(lexicons)
    passages = read_input_passages(source)
    hits = find_hits(passages, lexicon=lexicon, progress=console.TerminalProgress())
    weights = build_passage_regions(passages, find_mentions(passages))
    annotations = read_coded(coded) if coded is not None else None
    tables = {
        "terms": summarize_terms(passages, hits, lexicon=lexicon),
        "overlap": summarize_overlap(passages, hits),
    }
    if annotations is not None:
        codes = sorted(
            {str(name).split(".", 1)[0] for name in tables["terms"]["category"]}
        )
        judged = annotations[annotations["code_id"].isin(codes)]
        tables["accuracy"] = estimate_accuracy(judged, hits)
        tables["precision"] = estimate_term_precision(judged, hits)
    return tables | {
        "influence": estimate_term_influence(passages, weights, hits),
        "suggestions": suggest_terms(passages, hits, annotations=annotations),
    }
