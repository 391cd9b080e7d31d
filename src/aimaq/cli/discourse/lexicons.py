"""Where the patterns of lexicons occur, and how it is said."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from aimaq.cli.discourse.lexicons_input import read_lexicons, say_notes
from aimaq.cli.inputs import input_argument, read_input_passages
from aimaq.cli.output import output_options, show_or_write
from ledger import InputError

if TYPE_CHECKING:
    import pandas as pd

    from discourse import Lexicon

_HIT_COLUMNS = ["category", "term", "start", "end", "is_negated"]
_LINE_COLUMNS = ["id", "start", "end", "left", "match", "right"]
_DETAILS = ["label", "term", "document_id", "page", "document_start", "document_end"]


@click.command()
@input_argument
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    help="A lexicon file or builtin:NAME; repeatable. All built-in ones by default.",
)
@click.option(
    "--overlaps",
    default="category",
    show_default=True,
    help="Which of overlapping matches count: the longest of each category, also none "
    "nested in another category's (nested), or each token once (lexicon).",
)
@click.option(
    "--levels",
    help="Count at these levels of categories inside categories: 1, or 1,2.",
)
@click.option("--words", is_flag=True, help="Add the words that matched, and weights.")
@output_options
def hits(
    source: Path,
    lexicons: tuple[str, ...],
    overlaps: Any,
    levels: str | None,
    output: Path | None,
    *,
    words: bool,
    as_json: bool,
) -> None:
    """Find hits of lexicons.

    Columns: id, category, term, start, end, is_negated (does not count); with --words
    also surface, has_negation (true as well where the term ignores negations), weight.
    The id is that of the passage: of the line in a .jsonl file, as it is (a), else of a
    paragraph of the document, file or row of a table (a#0001, a#0002).
    """
    from discourse import find_hits

    passages = read_input_passages(source)
    begun = time.perf_counter()
    read = read_lexicons(lexicons)
    found = find_hits(
        passages,
        lexicon=read,
        overlaps=overlaps,
        levels=_read_levels(levels),
        progress=console.TerminalProgress(),
    )
    n_patterns = sum(lexicon.n_patterns for lexicon in read)
    console.say(
        f"{n_patterns} patterns in {len(passages)} passages: {len(found)} hits, "
        f"{time.perf_counter() - begun:.1f} s"
    )
    table = found.rename(columns={"passage_id": "id"})
    details = ["surface", "has_negation", "weight"] if words else []
    show_or_write(table[["id", *_HIT_COLUMNS, *details]], output, as_json=as_json)


def _read_levels(text: str | None) -> list[int] | None:
    if text is None:
        return None
    numbers = [part.strip() for part in text.split(",")]
    if not all(number.isdecimal() for number in numbers):
        raise InputError(
            f"--levels: found {text!r}. Expected numbers with commas: 1,2. Write it so."
        )
    return [int(number) for number in numbers]


@click.command()
@input_argument
@click.argument("pattern", required=False)
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    help="Show the hits of a lexicon file or builtin:NAME instead of a pattern.",
)
@click.option("--category", help="Only this category of the lexicons.")
@click.option(
    "--region",
    help="Mentions of this region; with a pattern, its matches within the window of one.",
)
@click.option(
    "--unit",
    default="lemma",
    show_default=True,
    help="What a bare word is: lemma, form.",
)
@click.option(
    "--tokens",
    default="words",
    show_default=True,
    help="words, or whitespace for text that is already tokenized.",
)
@click.option(
    "--window",
    type=click.IntRange(0, 200),
    default=5,
    show_default=True,
    help="Words on each side.",
)
@click.option(
    "--sort",
    "sort_by",
    default="document",
    show_default=True,
    help="Keys with commas: 1L, 2L, 1R, ..., match, label, document.",
)
@click.option("--sample", type=click.IntRange(1), help="Show N lines, drawn at random.")
@click.option("--seed", type=int, default=20260101, show_default=True)
@click.option(
    "--details",
    is_flag=True,
    help="Add category or region, pattern, and the place in the document.",
)
@output_options
def kwic(  # noqa: PLR0913, PLR0917 - each option has its own name
    source: Path,
    pattern: str | None,
    lexicons: tuple[str, ...],
    category: str | None,
    region: str | None,
    unit: Any,
    tokens: Any,
    window: int,
    sort_by: str,
    sample: int | None,
    seed: int,
    output: Path | None,
    *,
    details: bool,
    as_json: bool,
) -> None:
    """Show the matches of PATTERN between the words around them.

    PATTERN is one of the pattern language of lexicons (docs/lexicons.md): a word stands
    for its lemma. Columns: id, start, end, left, match, right. The id is that of the
    passage: of the line in a .jsonl file, as it is (a), else of a paragraph of the
    document, file or row of a table (a#0001, a#0002).
    """
    import numpy as np

    from discourse import build_concordance, find_hits

    if (pattern is None) == (not lexicons) and region is None:
        raise InputError(
            "kwic: found neither or both of PATTERN and --lexicon. Expected one of "
            "them, or --region. Say what to look for."
        )
    passages = read_input_passages(source)
    if pattern is not None or lexicons:
        lexicon = _read_searched(pattern, lexicons, category, unit)
        matches = find_hits(passages, lexicon=lexicon, tokens=tokens)
        if region is not None:
            matches = _keep_near(passages, matches, region, window)
    else:
        matches = _find_region(passages, str(region))
    lines = build_concordance(
        passages,
        matches,
        window=window,
        sort_by=[key.strip() for key in sort_by.split(",")],
        n_lines=sample,
        rng=np.random.default_rng(seed),
        tokens=tokens,
    )
    console.say(f"{len(lines)} of {len(matches)} matches")
    table = lines.rename(columns={"passage_id": "id"})
    columns = [*_LINE_COLUMNS, *(_DETAILS if details else [])]
    show_or_write(table[columns], output, as_json=as_json)


def _read_searched(
    pattern: str | None, names: tuple[str, ...], category: str | None, unit: Any
) -> list[Lexicon]:
    from dataclasses import replace

    from discourse import build_lexicon

    if pattern is not None:
        built = [build_lexicon({"match": [pattern]}, name="pattern", unit=unit)]
        say_notes(built)
        return built
    lexicons = read_lexicons(names)
    if category is None:
        return lexicons
    known = [part.name for lexicon in lexicons for part in lexicon.categories]
    if category not in known:
        raise InputError(
            f"--category: found {category!r}. Expected one of {', '.join(known)}. "
            "Correct the name."
        )
    kept = [
        (lexicon, tuple(p for p in lexicon.categories if p.name == category))
        for lexicon in lexicons
    ]
    return [replace(lexicon, categories=parts) for lexicon, parts in kept if parts]


def _find_region(passages: pd.DataFrame, region: str) -> pd.DataFrame:
    from discourse import find_mentions

    mentions = find_mentions(passages, progress=console.TerminalProgress())
    found = mentions[mentions["region_id"] == region]
    if found.empty:
        known = ", ".join(sorted(mentions["region_id"].dropna().unique())) or "none"
        console.say(f"{region}: no mention. Regions that are mentioned: {known}")
    return found


def _keep_near(
    passages: pd.DataFrame, matches: pd.DataFrame, region: str, window: int
) -> pd.DataFrame:
    """Keep the matches that touch the words around mentions of a region."""
    from discourse import build_windows

    windows = build_windows(passages, _find_region(passages, region), window=window)
    pairs = matches.merge(
        windows[["source_passage_id", "start", "end"]],
        left_on="passage_id",
        right_on="source_passage_id",
        suffixes=("", "_window"),
    )
    touches = (pairs["start"] < pairs["end_window"]) & (
        pairs["end"] > pairs["start_window"]
    )
    return matches[matches["hit_id"].isin(pairs["hit_id"][touches])]


@click.command()
@click.argument("source", metavar="LEXICON")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write it: .toml, .csv, .xlsx, .yml (quanteda), .dic, .dicx (LIWC), "
    ".cat (WordStat).",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for machines.")
def lexicon(source: str, output: Path | None, *, as_json: bool) -> None:
    """Check a lexicon and show its terms, or write it in another format.

    LEXICON is builtin:NAME or a file in one of the formats. What the other format
    cannot say is listed. Columns: category, pattern, language, weight, reason, source.
    """
    import pandas as pd

    from discourse import read_lexicon, write_lexicon

    found = read_lexicon(source)
    if output is not None:
        for note in write_lexicon(found, output):
            console.say(note.sentence)
        again = read_lexicon(output)
        console.say(
            f"{output}: {found.n_patterns} patterns in {len(found.categories)} "
            f"categories; read back, it has {again.n_patterns} in "
            f"{len(again.categories)}"
        )
    else:
        rows = [
            {
                "category": category,
                "pattern": pattern.text,
                "language": pattern.language or "any",
                "weight": pattern.weight,
                "reason": pattern.reason,
                "source": pattern.source,
            }
            for category, pattern in found.list_patterns()
        ]
        show_or_write(pd.DataFrame(rows), None, as_json=as_json)
    console.show_problems(found.problems)
