"""Which words are frequent, key, together, evenly spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from aimaq.cli.discourse.statistics_input import read_texts
from aimaq.cli.inputs import input_argument, split_pairs
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import pandas as pd

    from discourse import PassageGroups, TermSequence

# What people call a measure elsewhere.
_ALIASES = {
    "ll": "g2",
    "lr": "g2",
    "g": "g2",
    "log_likelihood": "g2",
    "chi_squared": "chi2",
    "chi_square": "chi2",
    "x2": "chi2",
    "diff": "percent_diff",
    "%diff": "percent_diff",
    "or": "odds_ratio",
    "dispersion": "text_dispersion",
    "text_dispersion_keyness": "text_dispersion",
    "pmi": "mi",
    "t_score": "t",
    "tscore": "t",
    "logdice": "log_dice",
    "logratio": "log_ratio",
    "dpnorm": "dp_norm",
    "d": "juilland_d",
}
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


def _text_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what a term is."""
    for option in (
        click.option(
            "--languages",
            default="together",
            show_default=True,
            help="together, or each: every language by itself, with a column for it.",
        ),
        click.option(
            "--document",
            metavar="COLUMN",
            help="The column of a table that says which document a row is part of.",
        ),
        click.option(
            "--tokens",
            default="words",
            show_default=True,
            help="words, or whitespace for text that is already tokenized.",
        ),
        click.option(
            "--unit", default="lemma", show_default=True, help="lemma or form."
        ),
    ):
        command = option(command)
    return command


def _row_options(min_count: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the options that say which terms get rows."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--content-only",
            is_flag=True,
            help="Rows for content words only; all words count in sizes.",
        )(command)
        return click.option(
            "--min-count",
            type=click.IntRange(min=1),
            default=min_count,
            show_default=True,
            help="Rarer ones get no row.",
        )(command)

    return add


_measure_option = click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="A measure; repeatable. All of them by default.",
)


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
@_measure_option
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
@_row_options(1)
@_text_options
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
    min_count: int,
    content_only: bool,
    unit: Any,
    tokens: Any,
    document: str | None,
    languages: Any,
    output: Path | None,
    as_json: bool,
) -> None:
    """Compare the terms of some texts with those of the others.

    Columns: term, n_target, n_reference, measure, value. Positive values (odds ratio:
    above 1) mean more frequent in the target. INPUT is a table with a column `text`,
    a .jsonl file or a folder.
    """
    from discourse import (
        build_term_sequence,
        compute_keyness,
        estimate_keyness,
    )
    from ledger import derive_generator

    passages = read_texts(
        source, document=document, is_tokenized=tokens == "whitespace"
    )
    groups = _build_groups(passages, targets, references)
    terms = build_term_sequence(passages, unit=unit, tokens=tokens)
    if languages == "together":
        _warn_of_languages(terms, groups)
    options: Any = {
        "measures": _read_measures(measures) or _ALL_KEYNESS,
        "languages": languages,
        "min_count": min_count,
        "content_only": content_only,
        "zero_count": zero_count,
    }
    if intervals:
        rng = derive_generator(seed, "keyness")
        table = estimate_keyness(
            terms, groups, rng=rng, n_resamples=n_resamples, **options
        )
    else:
        table = compute_keyness(terms, groups, **options)
    _say_missing(table)
    columns = ["term", "n_target", "n_reference", "measure", "value"]
    if languages == "each":
        columns.insert(0, "language")
    if intervals:
        columns += [name for name in table.columns if name not in columns]
        columns = [
            name for name in columns if name != "language" or "each" in languages
        ]
    table = table.sort_values(
        ["language", "measure", "value"], ascending=[True, True, False], kind="stable"
    )
    show_or_write(_write_counts(table[columns]), output, as_json=as_json)


@click.command()
@input_argument
@_measure_option
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
@_row_options(2)
@_text_options
@output_options
def collocations(  # noqa: PLR0913 - each option has its own name
    source: Path,
    measures: tuple[str, ...],
    *,
    size: int,
    window: int | None,
    min_count: int,
    content_only: bool,
    unit: Any,
    tokens: Any,
    document: str | None,
    languages: Any,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find terms that follow each other, or stand near each other.

    Columns: collocation, n, measure, value. Punctuation and the ends of passages part
    sequences; with --tokens whitespace only the ends of texts do.
    """
    from discourse import (
        build_term_sequence,
        compute_collocations,
        compute_cooccurrences,
    )

    passages = read_texts(
        source, document=document, is_tokenized=tokens == "whitespace"
    )
    terms = build_term_sequence(passages, unit=unit, tokens=tokens)
    options: Any = {
        "min_count": min_count,
        "content_only": content_only,
        "languages": languages,
    }
    chosen = _read_measures(measures)
    if window is not None:
        table = compute_cooccurrences(
            terms, window=window, measures=chosen or _ALL_WINDOW, **options
        )
    else:
        every = _ALL_PAIRS if size == _PAIR else _ANY_SIZE
        table = compute_collocations(
            terms, size=size, measures=chosen or every, **options
        )
    _show(table, ["collocation", "n", "measure", "value"], languages, output, as_json)


def _read_measures(names: tuple[str, ...]) -> Any:
    """Read names of measures in any case and with the names other programs use."""
    plain = [name.strip().lower().replace("-", "_").replace(" ", "_") for name in names]
    return tuple(_ALIASES.get(name, name) for name in plain)


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
    for language in sorted(set(terms.languages)):
        parts = [
            float(total[languages == language].sum() / max(total.sum(), 1))
            for total in totals
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
            "(--zero-count 0.5 puts a number in its place)"
        )


def _show(
    table: pd.DataFrame,
    columns: list[str],
    languages: str,
    output: Path | None,
    as_json: bool,  # noqa: FBT001 - handed on
) -> None:
    if languages == "each":
        columns = ["language", *columns]
    ordered = table.sort_values(
        ["language", "measure", "value"], ascending=[True, True, False], kind="stable"
    )
    show_or_write(_write_counts(ordered[columns]), output, as_json=as_json)


def _write_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Write counts that are whole as whole numbers."""
    whole = {
        name: "Int64"
        for name in table.columns
        if name in ("n", "n_target", "n_reference", "size_target", "size_reference")
        and bool((table[name].dropna() % 1 == 0).all())
    }
    return table.astype(whole)
