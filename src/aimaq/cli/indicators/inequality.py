"""Inequality between regions."""

from __future__ import annotations

from pathlib import Path

import click

from aimaq import console
from aimaq.cli.inputs import input_argument
from aimaq.cli.output import output_options, show_or_write
from aimaq.tables import read_frame


@click.command()
@input_argument
@click.option("--value", required=True, help="Column of the variable.")
@click.option("--weight", help="Column of populations.")
@click.option("--group", help="Column of groups, for the parts between and within.")
@click.option("--period", help="Column of periods; each has its own measures.")
@click.option(
    "--measure", "measures", multiple=True, help="Some measures; all by default."
)
@click.option(
    "--interval",
    type=click.Choice(["jackknife", "bootstrap"]),
    help="Add bounds of the totals: regions as draws from a superpopulation.",
)
@click.option(
    "--permutations",
    type=int,
    default=0,
    help="Add p_value: the part between groups beside random groups.",
)
@click.option("--label", help="Column of regions, for the points of the Lorenz curve.")
@click.option(
    "--lorenz-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the points of Lorenz curves to FILE.",
)
@click.option("--seed", type=int, default=20260101, show_default=True)
@output_options
def inequality(  # noqa: PLR0913 - each option has its own name
    source: Path,
    *,
    value: str,
    weight: str | None,
    group: str | None,
    period: str | None,
    measures: tuple[str, ...],
    interval: str | None,
    permutations: int,
    label: str | None,
    lorenz_file: Path | None,
    seed: int,
    output: Path | None,
    as_json: bool,
) -> None:
    """Measure inequality: Gini, Theil, Atkinson, Williamson and others, with parts.

    INPUT is a table with a row per region (and period). Columns: measure, component,
    value; first period if it is named, last conf_low, conf_high with --interval and
    p_value with --permutations.
    Measures: gini, gini_corrected, theil_l, theil_t, ge_2, atkinson_0.5, atkinson_1,
    atkinson_2, cv (without weights) or williamson (with them), hoover, sd_log,
    ratio_90_10, ratio_max_min. Components: total, between, within, overlap (gini),
    group:NAME, within:NAME, between:NAME.
    """
    from indicators import build_lorenz_points, estimate_inequality
    from ledger import derive_generator

    frame = read_frame(source)
    data = estimate_inequality(
        frame,
        value=value,
        weight=weight,
        group=group,
        period=period,
        measures=measures or None,
        interval=interval,  # type: ignore[arg-type]
        n_permutations=permutations,
        rng=derive_generator(seed, "inequality"),
    )
    columns = [] if period is None else ["period"]
    columns += ["measure", "component", "value"]
    columns += [] if interval is None else ["conf_low", "conf_high"]
    columns += ["p_value"] if permutations else []
    show_or_write(data.measures[columns], output, as_json=as_json)
    if lorenz_file is not None:
        points = build_lorenz_points(
            frame, value=value, weight=weight, label=label, period=period
        )
        show_or_write(points, lorenz_file, as_json=False)
    console.show_problems(data.problems)
