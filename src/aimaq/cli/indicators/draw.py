"""`aimaq indicators draw ...`: pictures of tables of statistics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aimaq.cli.drawing import (
    build_caption,
    name_regions,
    picture_options,
    read_last_period,
    read_rows,
    save,
    select_option,
    table_argument,
)
from aimaq.cli.inputs import split_pairs


@click.group()
def draw() -> None:
    """Draw a table of statistics: SVG, PNG or PDF with unit, source and n."""


@draw.command()
@table_argument
@select_option
@click.option("--value", default="value", show_default=True)
@picture_options
def heatmap(
    table: Path, selected: tuple[str, ...], value: str, output: Path, **words: Any
) -> None:
    """Regions by years as colors; TABLE has region_id, period and the value."""
    from aimaq.figures import render_heatmap

    rows = read_rows(table, selected)
    names = name_regions()
    save(
        render_heatmap(rows, value=value, names=names, caption=build_caption(words)),
        output,
    )


@draw.command()
@table_argument
@select_option
@click.option("--value", default="value", show_default=True)
@click.option("--by", default="region_id", show_default=True, help="Column of series.")
@click.option("--break", "breaks", multiple=True, help="YEAR=REASON; repeatable.")
@click.option(
    "--own-scales", is_flag=True, help="Each chart its own axis: levels don't compare."
)
@picture_options
def series(
    table: Path,
    selected: tuple[str, ...],
    value: str,
    by: str,
    breaks: tuple[str, ...],
    output: Path,
    *,
    own_scales: bool,
    **words: Any,
) -> None:
    """Small charts over years, one a region, with bands and breaks."""
    from aimaq.figures import render_series

    figure = render_series(
        read_rows(table, selected),
        by=by,
        value=value,
        names=name_regions(),
        breaks=split_pairs(breaks, "--break"),
        is_common_scale=not own_scales,
        caption=build_caption(words),
    )
    save(figure, output)


@draw.command("map")
@table_argument
@select_option
@click.option("--value", default="value", show_default=True)
@click.option("--boundaries", type=int, required=True, help="Year of the regions.")
@picture_options
def tile_map(
    table: Path,
    selected: tuple[str, ...],
    value: str,
    boundaries: int,
    output: Path,
    **words: Any,
) -> None:
    """Draw a tile map at the boundaries of a year; one value a region."""
    from aimaq.figures import render_tile_map
    from atlas import read_registry

    figure = render_tile_map(
        read_rows(table, selected),
        registry=read_registry(),
        boundaries=boundaries,
        value=value,
        caption=build_caption(words),
    )
    save(figure, output)


@draw.command()
@table_argument
@select_option
@click.option("--value", required=True, help="Column of the values.")
@click.option("--weight", help="Column of the weights, such as population.")
@click.option("--period", help="Column of the periods: one curve each.")
@picture_options
def lorenz(
    table: Path,
    selected: tuple[str, ...],
    value: str,
    weight: str | None,
    period: str | None,
    output: Path,
    **words: Any,
) -> None:
    """Lorenz curves of a table with one row a region (and period)."""
    from aimaq.figures import render_lorenz
    from indicators import build_lorenz_points

    points = build_lorenz_points(
        read_rows(table, selected), value=value, weight=weight, period=period
    )
    save(render_lorenz(points, caption=build_caption(words)), output)


@draw.command()
@table_argument
@click.option("--measure", default="theil_t", show_default=True)
@picture_options
def decomposition(table: Path, measure: str, output: Path, **words: Any) -> None:
    """Inequality between and within groups; TABLE is that of `inequality --group`."""
    from aimaq.figures import render_decomposition

    figure = render_decomposition(
        read_rows(table, ()), measure=measure, caption=build_caption(words)
    )
    save(figure, output)


@draw.command()
@table_argument
@select_option
@picture_options
def ranks(table: Path, selected: tuple[str, ...], output: Path, **words: Any) -> None:
    """Ranks with their intervals; TABLE is that of `index --ranks-file`."""
    from aimaq.figures import render_ranks

    rows = read_last_period(table, selected)
    save(render_ranks(rows, names=name_regions(), caption=build_caption(words)), output)


@draw.command()
@table_argument
@click.argument("scores", type=click.Path(exists=True, path_type=Path))
@select_option
@picture_options
def components(
    table: Path,
    scores: Path,
    selected: tuple[str, ...],
    output: Path,
    **words: Any,
) -> None:
    """Draw an index with what it is made of.

    TABLE is that of `index --components-file`, SCORES what `index` writes.
    """
    from aimaq.figures import render_composition

    parts = read_last_period(table, selected)
    if "parent" in parts:
        # The lowest tier: what is not made of others.
        parts = parts[~parts["component"].isin(parts["parent"])]
    figure = render_composition(
        parts,
        read_last_period(scores, selected),
        names=name_regions(),
        caption=build_caption(words),
    )
    save(figure, output)


@draw.command()
@table_argument
@picture_options
def scree(table: Path, output: Path, **words: Any) -> None:
    """Eigenvalues beside those of chance; TABLE is the one of eigenvalues."""
    from aimaq.figures import render_scree

    save(render_scree(read_rows(table, ()), caption=build_caption(words)), output)
