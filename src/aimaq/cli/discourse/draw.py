"""`aimaq discourse draw ...`: pictures of what the texts say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aimaq.cli.drawing import (
    build_caption,
    name_regions,
    picture_options,
    read_rows,
    save,
    select_option,
    table_argument,
)
from aimaq.cli.inputs import input_argument, read_input_passages

if TYPE_CHECKING:
    from pathlib import Path

_RATIOS = ("odds_ratio",)


@click.group()
def draw() -> None:
    """Draw what texts say: SVG, PNG or PDF with source and n."""


@draw.command()
@table_argument
@select_option
@click.option("--measure", default="log_ratio", show_default=True)
@click.option("--n-most", type=click.IntRange(1, 200), default=40, show_default=True)
@click.option("--target", default="target", help="What to call the target.")
@click.option("--reference", default="reference", help="What to call the reference.")
@picture_options
def keyness(
    table: Path,
    selected: tuple[str, ...],
    measure: str,
    n_most: int,
    target: str,
    reference: str,
    output: Path,
    **words: Any,
) -> None:
    """Terms that set two groups of texts apart; TABLE is that of `keyness`."""
    from aimaq.figures import render_forest

    figure = render_forest(
        read_rows(table, (*selected, f"measure={measure}")),
        label="term",
        n_most=n_most,
        zero=1.0 if measure in _RATIOS else 0.0,
        ends=(reference, target),
        caption=build_caption(words),
    )
    save(figure, output)


@draw.command()
@input_argument
@click.argument("pattern")
@click.option("--n-most", type=click.IntRange(1, 500), default=40, show_default=True)
@picture_options
def xray(source: Path, pattern: str, n_most: int, output: Path, **words: Any) -> None:
    """Where in each document of INPUT a PATTERN occurs (quanteda: lexical dispersion)."""
    from aimaq.figures import locate_hits, render_xray
    from discourse import build_lexicon, find_hits

    passages = read_input_passages(source)
    hits = find_hits(passages, lexicon=build_lexicon({"pattern": [pattern]}))
    figure = render_xray(
        locate_hits(passages, hits), n_most=n_most, caption=build_caption(words)
    )
    save(figure, output)


@draw.command()
@table_argument
@select_option
@picture_options
def codes(table: Path, selected: tuple[str, ...], output: Path, **words: Any) -> None:
    """Regions by codes as colors; TABLE is scores of one period."""
    from aimaq.figures import render_heatmap

    rows = read_rows(table, selected)
    figure = render_heatmap(
        rows,
        column="measure_id",
        value="estimate",
        names=name_regions()
        | {name: name.partition(":")[2] or name for name in rows.get("measure_id", ())},
        caption=build_caption(words),
    )
    save(figure, output)


@draw.command()
@table_argument
@click.option("--value", default="jaccard", show_default=True)
@picture_options
def overlap(table: Path, value: str, output: Path, **words: Any) -> None:
    """Which categories come together; TABLE is that of `audit --part overlap`."""
    from aimaq.figures import render_overlap

    figure = render_overlap(
        read_rows(table, ()), value=value, caption=build_caption(words)
    )
    save(figure, output)


@draw.command()
@table_argument
@select_option
@click.option("--by", default="measure_id", show_default=True, help="Column of series.")
@click.option("--value", default="estimate", show_default=True)
@picture_options
def trend(
    table: Path,
    selected: tuple[str, ...],
    by: str,
    value: str,
    output: Path,
    **words: Any,
) -> None:
    """Codes or terms over years with their bands; TABLE has period and the value."""
    from aimaq.figures import render_series

    figure = render_series(
        read_rows(table, selected), by=by, value=value, caption=build_caption(words)
    )
    save(figure, output)
