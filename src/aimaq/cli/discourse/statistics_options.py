"""What the commands of corpus statistics have in common: options, names, output."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from aimaq.cli.discourse.statistics_input import read_texts
from aimaq.cli.output import show_or_write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pandas as pd

    from discourse import TermSequence

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


@dataclass(frozen=True, slots=True, kw_only=True)
class TermOptions:
    """What the options say of terms: what one is, in which texts, which get rows."""

    unit: Any
    tokens: Any
    document: str | None
    languages: Any
    min_count: int
    content_only: bool

    @property
    def rows(self) -> dict[str, Any]:
        """The options of the functions that make a table of terms."""
        return {
            "min_count": self.min_count,
            "content_only": self.content_only,
            "languages": self.languages,
        }

    def read(self, source: Path) -> pd.DataFrame:
        """Read the texts."""
        is_tokenized = self.tokens == "whitespace"
        return read_texts(source, document=self.document, is_tokenized=is_tokenized)

    def build_terms(self, passages: pd.DataFrame) -> TermSequence:
        """Make the sequence of their terms."""
        from discourse import build_term_sequence

        return build_term_sequence(passages, unit=self.unit, tokens=self.tokens)

    def name_columns(self, *columns: str) -> list[str]:
        """Name the columns to show, with that of the language where it matters."""
        return ["language", *columns] if self.languages == "each" else list(columns)

    def note_languages(self, passages: pd.DataFrame) -> None:
        """Say so if texts of several languages are counted together."""
        found = sorted(set(passages["language"]) - {"unknown"})
        if self.languages == "together" and len(found) > 1:
            console.say(
                f"note: texts in {', '.join(found)} are counted together. Count each "
                "language by itself: --languages each"
            )


_TEXT_OPTIONS = (
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
        help="words, all in small letters, or whitespace for text that is tokenized "
        "already: terms as written, in capital and small letters.",
    ),
    click.option("--unit", default="lemma", show_default=True, help="lemma or form."),
    click.option(
        "--content-only",
        is_flag=True,
        help="Rows for content words only; all words count in sizes.",
    ),
)


def term_options(min_count: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command the options of terms; it gets them as `terms`, `TermOptions`."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def run(**given: Any) -> None:
            names = (field.name for field in fields(TermOptions))
            terms = TermOptions(**{name: given.pop(name) for name in names})
            command(terms=terms, **given)

        least = click.option(
            "--min-count",
            type=click.IntRange(min=1),
            default=min_count,
            show_default=True,
            help="Rarer ones get no row.",
        )
        for option in (*_TEXT_OPTIONS, least):
            run = option(run)
        return run

    return add


measure_option = click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="A measure; repeatable. All of them by default.",
)


def read_measures(names: tuple[str, ...]) -> Any:
    """Read names of measures in any case and with the names other programs use."""
    plain = [name.strip().lower().replace("-", "_").replace(" ", "_") for name in names]
    return tuple(_ALIASES.get(name, name) for name in plain)


def show_terms(
    table: pd.DataFrame, columns: list[str], output: Path | None, *, as_json: bool
) -> None:
    """Show a table of terms, the largest values of each measure first."""
    keys = ["language", "measure", "value"]
    ordered = table[list(dict.fromkeys([*columns, *keys]))].sort_values(
        keys, ascending=[True, True, False], kind="stable"
    )
    show_or_write(write_counts(ordered[columns]), output, as_json=as_json)


def write_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Write counts that are whole as whole numbers."""
    whole = {
        name: "Int64"
        for name in table.columns
        if name in ("n", "n_target", "n_reference", "size_target", "size_reference")
        and bool((table[name].dropna() % 1 == 0).all())
    }
    return table.astype(whole)
