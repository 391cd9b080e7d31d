"""Groups of regions: leaders and outsiders, classes, convergence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aimaq import console
from aimaq.cli.inputs import input_argument
from aimaq.cli.output import output_options, show_or_write
from aimaq.tables import read_frame


@click.command()
@input_argument
@click.option("--value", required=True, help="Column of the variable.")
@click.option("--region", required=True, help="Column of regions.")
@click.option("--period", required=True, help="Column of periods.")
@click.option("--weight", help="Column of populations, for the means.")
@click.option("--group", help="Column of groups; --leaders and --outsiders name two.")
@click.option("--leaders", help="Name of the leading group.")
@click.option("--outsiders", help="Name of the other group.")
@click.option(
    "--base", "base_period", help="Period that chooses the groups; the first."
)
@click.option("--n-members", type=int, default=3, show_default=True, help="In each.")
@click.option(
    "--members-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the members of the groups to FILE.",
)
@click.option("--seed", type=int, default=20260101, show_default=True)
@output_options
def compare(
    source: Path,
    *,
    members_file: Path | None,
    seed: int,
    output: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Compare leading and outsider regions over time, in fixed groups.

    INPUT is a table with a row per region and period. Without --group the groups are the
    highest and the lowest regions of the base period. Columns: period, measure, value,
    p_value, n_leaders, n_outsiders, note. Measures: mean_leaders, mean_outsiders,
    gap_absolute (with an exact permutation p), gap_relative, and the trend of both gaps.
    """
    from indicators import compare_groups
    from ledger import derive_generator

    data = compare_groups(
        read_frame(source), rng=derive_generator(seed, "compare"), **options
    )
    show_or_write(data.measures, output, as_json=as_json)
    if members_file is not None:
        show_or_write(data.members, members_file, as_json=False)
    console.show_problems(data.problems)


@click.command()
@input_argument
@click.option("--value", required=True, help="Column of the variable.")
@click.option("--region", required=True, help="Column of regions.")
@click.option("--period", help="Column of periods; each is classed by itself.")
@click.option("--weight", help="Column of populations, for the mean.")
@click.option(
    "--rule",
    type=click.Choice(["relative-to-mean", "natural-breaks", "quantiles", "given"]),
    default="relative-to-mean",
    show_default=True,
)
@click.option(
    "--limit",
    "limits",
    multiple=True,
    type=float,
    help="Share of the mean between two classes; repeatable.  [default: 0.75, 1.25]",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="Class, from the lowest; repeatable.  [default: periphery, semi-periphery, core]",
)
@click.option("--group", help="Column of classes, for the rule 'given'.")
@output_options
def classify(
    source: Path,
    *,
    limits: tuple[float, ...],
    names: tuple[str, ...],
    output: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Class regions as core and periphery by a stated rule.

    INPUT is a table with a row per region (and period). Columns: period, region, value,
    relative, class_name, lower, upper, margin, rule, fit.
    """
    from indicators import classify_regions

    if limits:
        options["limits"] = limits
    if names:
        options["names"] = names
    data = classify_regions(read_frame(source), **options)
    show_or_write(data.classes, output, as_json=as_json)
    console.show_problems(data.problems)


@click.command()
@input_argument
@click.option("--value", required=True, help="Column of the variable, above zero.")
@click.option("--region", required=True, help="Column of regions.")
@click.option("--period", required=True, help="Column of periods.")
@click.option("--weight", help="Column of populations, for the spread.")
@output_options
def convergence(
    source: Path,
    *,
    value: str,
    region: str,
    period: str,
    weight: str | None,
    output: Path | None,
    as_json: bool,
) -> None:
    """Estimate sigma and beta convergence.

    INPUT is a table with a row per region and period. Columns: measure, period, value,
    conf_low, conf_high, p_value, n_regions, note. Measures: sigma_sd_log and sigma_cv of
    each period and their trends, beta, speed, half_life, r_squared.
    """
    from indicators import estimate_convergence

    data = estimate_convergence(
        read_frame(source), value=value, region=region, period=period, weight=weight
    )
    show_or_write(data.measures, output, as_json=as_json)
    console.show_problems(data.problems)
