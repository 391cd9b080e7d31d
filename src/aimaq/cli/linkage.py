"""`aimaq linkage ...`: join, correlate and regress tables of any origin."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aimaq import console
from aimaq.cli.indicators.factors import factors
from aimaq.cli.output import check_output, output_options, show_or_write
from aimaq.tables import read_frame

source_argument = click.argument(
    "source", metavar="INPUT", type=click.Path(exists=True, path_type=Path)
)


@click.group()
def linkage() -> None:
    """Scores and indicators together: joined, correlated, regressed."""


# Components of the joint table are those of any table.
linkage.add_command(factors)


@linkage.command()
@click.argument("scores", type=click.Path(exists=True, path_type=Path))
@click.argument("values", type=click.Path(exists=True, path_type=Path))
@click.option("--lag", type=click.IntRange(0, 20), default=0, show_default=True)
@click.option(
    "--losses",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=check_output,
    help="Write what found no partner to FILE.",
)
@output_options
def join(
    scores: Path,
    values: Path,
    lag: int,
    losses: Path | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Join SCORES and VALUES on region and year; what has no partner is listed.

    SCORES has measure_id, region_id, period, estimate; VALUES has indicator_id,
    region_id, period, value.
    """
    from linkage import join_tables

    frames = [read_frame(path) for path in (scores, values)]
    for frame in frames:
        if "period" in frame.columns:
            # A year that a CSV reader took for a number is still a period.
            frame["period"] = frame["period"].astype("str")
    linked = join_tables(frames[0], frames[1], lag=lag)
    show_or_write(linked.table, output, as_json=as_json)
    if losses is not None:
        show_or_write(linked.losses, losses, as_json=False)
    console.say(
        f"{len(linked.losses)} rows found no partner (--losses FILE lists them)"
    )


@linkage.command()
@source_argument
@click.option("--x", required=True, help="Column of numbers.")
@click.option("--y", required=True, help="Column of numbers.")
@click.option("--region", help="Column of regions; each row is one by default.")
@click.option("--period", help="Column of periods.")
@click.option("--method", "methods", multiple=True, help="pearson, spearman, kendall.")
@click.option("--seed", type=int, default=20260101, show_default=True)
@output_options
def correlate(  # noqa: PLR0913 - each option has its own name
    source: Path,
    x: str,
    y: str,
    region: str | None,
    period: str | None,
    methods: Any,
    seed: int,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Correlate two columns, with intervals that respect regions as clusters.

    Columns: method, scope, estimate, conf_low, conf_high, p_value, n_observations,
    n_regions, smallest_detectable, note.
    """
    from linkage import correlate_frame

    table = correlate_frame(
        read_frame(source),
        x=x,
        y=y,
        region=region,
        period=period,
        methods=[name.lower() for name in methods] or ("pearson", "spearman"),
        seed=seed,
    )
    show_or_write(table, output, as_json=as_json)


@linkage.command()
@source_argument
@click.option("--formula", required=True, help="Such as: y ~ x + z")
@click.option(
    "--covariance",
    default="hc3",
    show_default=True,
    help="hc3, cluster, hc2, hc1, hc0 or nonrobust.",
)
@click.option("--region", help="Column of regions, the clusters.")
@output_options
def regress(
    source: Path,
    formula: str,
    covariance: Any,
    region: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Fit a multiple regression with robust errors.

    Columns: term, estimate, standard_error, statistic, df, p_value, conf_low,
    conf_high, note.
    """
    from linkage import regress_frame

    table = regress_frame(
        read_frame(source), formula, covariance.lower(), region=region
    )
    show_or_write(table, output, as_json=as_json)
