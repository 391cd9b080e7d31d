"""Which words are frequent, key, together, evenly spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from aimaq.cli.discourse.lexicons_input import read_lexicons
from aimaq.cli.discourse.statistics_options import (
    TermOptions,
    measure_option,
    read_measures,
    show_terms,
    term_options,
)
from aimaq.cli.inputs import input_argument, split_pairs
from aimaq.cli.output import output_options

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from discourse import PassageGroups, TermSequence

_ALL_KEYNESS = (
    *("g2", "chi2", "log_ratio", "percent_diff", "odds_ratio"),
    *("log_odds", "weighted_log_odds", "text_dispersion"),
)
_PAIR = 2
_ANY_SIZE: Any = ("lambda", "z")
_ALL_WINDOW: Any = ("g2", "chi2", "mi", "t", "log_dice")
_ALL_PAIRS: Any = (*_ANY_SIZE, *_ALL_WINDOW)
# Shares of the languages that differ by more than this change what is found.
_UNEVEN = 0.05


@click.command()
@input_argument
@click.option(
    "--target",
    "targets",
    required=True,
    multiple=True,
    metavar="COLUMN=VALUE",
    help="The texts to compare; repeatable for several values of the column.",
)
@click.option(
    "--reference",
    "references",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="What to compare them with; every other value by default.",
)
@measure_option
@click.option(
    "--intervals",
    is_flag=True,
    help="Add intervals and p values that take documents, not words, as independent.",
)
@click.option("--n-resamples", type=click.IntRange(min=1), default=999)
@click.option("--seed", type=int, default=20260101, show_default=True)
@click.option(
    "--zero-count",
    type=float,
    help="What stands in for a count of 0 in ratios, such as 0.5; missing by default.",
)
@click.option(
    "--min-documents",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Terms of fewer documents get no row.",
)
@term_options(1)
@output_options
def keyness(  # noqa: PLR0913 - each option has its own name
    source: Path,
    targets: tuple[str, ...],
    references: tuple[str, ...],
    measures: tuple[str, ...],
    *,
    intervals: bool,
    n_resamples: int,
    seed: int,
    zero_count: float | None,
    min_documents: int,
    terms: TermOptions,
    output: Path | None,
    as_json: bool,
) -> None:
    """Compare the terms of some texts with those of the others.

    Columns: term, n_target, n_reference, measure, value. Positive values (odds ratio:
    above 1) mean more frequent in the target. INPUT is a table with a column `text`,
    a .jsonl file or a folder.
    """
    from discourse import compute_keyness, estimate_keyness
    from ledger import derive_generator

    passages = terms.read(source)
    groups = _build_groups(passages, targets, references)
    n_outside = int(((groups.target + groups.reference) == 0).sum())
    if n_outside:
        console.say(f"texts in neither group, which count nowhere: {n_outside}")
    sequence = terms.build_terms(passages)
    if terms.languages == "together":
        _warn_of_languages(sequence, groups)
    options: Any = {
        **terms.rows,
        "measures": read_measures(measures) or _ALL_KEYNESS,
        "min_documents": min_documents,
        "zero_count": zero_count,
    }
    if intervals:
        rng = derive_generator(seed, "keyness")
        table = estimate_keyness(
            sequence, groups, rng=rng, n_resamples=n_resamples, **options
        )
    else:
        table = compute_keyness(sequence, groups, **options)
    _say_missing(table)
    columns = terms.name_columns("term", "n_target", "n_reference", "measure", "value")
    if intervals:
        more = set(table.columns) - {*columns, "language"}
        columns += [str(name) for name in table.columns if name in more]
    show_terms(table, columns, output, as_json=as_json)


@click.command()
@input_argument
@measure_option
@click.option(
    "--size",
    type=click.IntRange(2, 5),
    default=2,
    show_default=True,
    help="Number of terms that follow each other.",
)
@click.option(
    "--window",
    type=click.IntRange(min=1),
    help="Pairs at most so many terms apart, in either order, instead of sequences.",
)
@term_options(2)
@output_options
def collocations(
    source: Path,
    measures: tuple[str, ...],
    *,
    size: int,
    window: int | None,
    terms: TermOptions,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find terms that follow each other, or stand near each other.

    Columns: collocation, n, measure, value. Punctuation and the ends of passages part
    sequences; with --tokens whitespace only the ends of texts do.
    """
    from discourse import compute_collocations, compute_cooccurrences

    passages = terms.read(source)
    terms.note_languages(passages)
    sequence = terms.build_terms(passages)
    chosen = read_measures(measures)
    if window is not None:
        table = compute_cooccurrences(
            sequence, window=window, measures=chosen or _ALL_WINDOW, **terms.rows
        )
    else:
        every = _ALL_PAIRS if size == _PAIR else _ANY_SIZE
        table = compute_collocations(
            sequence, size=size, measures=chosen or every, **terms.rows
        )
    columns = terms.name_columns("collocation", "n", "measure", "value")
    show_terms(table, columns, output, as_json=as_json)


@click.command()
@input_argument
@click.option(
    "--around",
    type=click.Choice(["regions", "categories"]),
    default="regions",
    show_default=True,
    help="Mentions of regions, or hits of lexicons.",
)
@click.option(
    "--lexicon",
    "lexicons",
    multiple=True,
    help="A lexicon file or builtin:NAME; repeatable. All built-in ones by default.",
)
@click.option(
    "--window",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Terms before and after.",
)
@measure_option
@term_options(2)
@output_options
def collocates(
    source: Path,
    around: str,
    lexicons: tuple[str, ...],
    window: int,
    measures: tuple[str, ...],
    *,
    terms: TermOptions,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find terms near mentions of regions or hits of lexicons.

    Columns: node, term, n, measure, value.
    """
    from discourse import compute_collocates, find_hits, find_mentions

    passages = terms.read(source)
    terms.note_languages(passages)
    if around == "regions":
        spans = find_mentions(passages)
    else:
        spans = find_hits(passages, lexicon=read_lexicons(lexicons))
    table = compute_collocates(
        terms.build_terms(passages),
        spans,
        by="region_id" if around == "regions" else "category",
        window=window,
        measures=read_measures(measures) or _ALL_WINDOW,
        **terms.rows,
    )
    columns = terms.name_columns("node", "term", "n", "measure", "value")
    show_terms(table, columns, output, as_json=as_json)


@click.command()
@input_argument
@click.option(
    "--by",
    metavar="COLUMN",
    help="A column that names the parts, such as year; documents by default.",
)
@measure_option
@click.option(
    "--intervals",
    is_flag=True,
    help="Add intervals, from drawing documents (arf: from leaving them out).",
)
@click.option("--n-resamples", type=click.IntRange(min=2), default=199)
@click.option("--seed", type=int, default=20260101, show_default=True)
@term_options(1)
@output_options
def dispersion(  # noqa: PLR0913 - each option has its own name
    source: Path,
    by: str | None,
    measures: tuple[str, ...],
    *,
    intervals: bool,
    n_resamples: int,
    seed: int,
    terms: TermOptions,
    output: Path | None,
    as_json: bool,
) -> None:
    """Measure how evenly terms are spread over documents or other parts.

    Columns: term, n, measure, value. dp and dp_norm are 0 where a term is spread as the
    text is, juilland_d is 1 there, arf is near n.
    """
    from discourse import compute_dispersion, estimate_dispersion
    from ledger import derive_generator

    passages = terms.read(source)
    terms.note_languages(passages)
    sequence = terms.build_terms(passages)
    places = None if by is None else passages
    options: Any = {
        **terms.rows,
        "by": by,
        "measures": read_measures(measures) or None,
    }
    columns = terms.name_columns("term", "n", "measure", "value")
    if intervals:
        rng = derive_generator(seed, "dispersion")
        table = estimate_dispersion(
            sequence, places, rng=rng, n_resamples=n_resamples, **options
        )
        more = ["n_parts", "n_parts_with", "conf_low", "conf_high", "confidence_level"]
        columns += [*more, "note"]
    else:
        table = compute_dispersion(sequence, places, **options)
    show_terms(table, columns, output, as_json=as_json)


def _build_groups(
    passages: pd.DataFrame, targets: Sequence[str], references: Sequence[str]
) -> PassageGroups:
    from discourse import build_column_groups
    from ledger import InputError

    pairs = [next(iter(split_pairs((pair,), "--target").items())) for pair in targets]
    others = [
        next(iter(split_pairs((pair,), "--reference").items())) for pair in references
    ]
    columns = sorted({column for column, _ in (*pairs, *others)})
    if len(columns) > 1:
        raise InputError(
            f"--target, --reference: found the columns {', '.join(columns)}. Expected "
            "one column. Make a column that holds the groups."
        )
    return build_column_groups(
        passages,
        columns[0],
        target=[value for _, value in pairs],
        reference=[value for _, value in others] or None,
    )


def _warn_of_languages(terms: TermSequence, groups: PassageGroups) -> None:
    """Say so if the groups differ in language, for then the words differ by that."""
    import numpy as np

    sizes = np.bincount(terms.passage_index, minlength=len(terms.passage_ids))
    languages = np.array(terms.languages)
    totals = [share * sizes for share in groups.list_shares(terms.passage_ids)]
    if not all(total.any() for total in totals):
        return
    for language in sorted(set(terms.languages)):
        parts = [
            float(total[languages == language].sum() / total.sum()) for total in totals
        ]
        if abs(parts[0] - parts[1]) > _UNEVEN:
            console.say(
                f"note: {language} is {parts[0]:.0%} of the target and {parts[1]:.0%} of "
                "the reference, so words of a language will look key. Compare each "
                "language by itself: --languages each"
            )
            return


def _say_missing(table: pd.DataFrame) -> None:
    n_missing = int(table["value"].isna().sum())
    if n_missing:
        console.say(
            f"{n_missing} values are missing: a ratio to a count of 0 is not defined "
            "(--zero-count 0.5 puts a number in its place; --intervals adds a note to "
            "each row)"
        )
