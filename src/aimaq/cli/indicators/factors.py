"""Principal components of columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from aimaq import console
from aimaq.cli.inputs import input_argument
from aimaq.cli.output import output_options, show_or_write
from aimaq.tables import read_frame


def _file(help_: str) -> dict[str, Any]:
    return {"type": click.Path(dir_okay=False, path_type=Path), "help": help_}


@click.command()
@input_argument
@click.option(
    "--variable", "variables", multiple=True, required=True, help="Column; repeatable."
)
@click.option("--region", help="Column of regions; each row is one by default.")
@click.option("--period", help="Column of periods, for the labels of scores.")
@click.option("--n-factors", type=int, help="Components kept; by parallel analysis.")
@click.option(
    "--rotation",
    type=click.Choice(["varimax", "varimax-raw", "none"]),
    default="varimax",
    show_default=True,
    help="varimax-raw: without Kaiser's normalization.",
)
@click.option("--eigenvalues-file", **_file("Write the scree to FILE."))
@click.option("--scores-file", **_file("Write scores to FILE."))
@click.option("--adequacy-file", **_file("Write KMO and Bartlett's test to FILE."))
@click.option("--seed", type=int, default=20260101, show_default=True)
@output_options
def factors(  # noqa: PLR0913 - each option has its own name
    source: Path,
    *,
    variables: tuple[str, ...],
    region: str | None,
    period: str | None,
    n_factors: int | None,
    rotation: Any,
    eigenvalues_file: Path | None,
    scores_file: Path | None,
    adequacy_file: Path | None,
    seed: int,
    output: Path | None,
    as_json: bool,
) -> None:
    """Find principal components: loadings with intervals, scree, KMO and Bartlett.

    INPUT is a table with a row per region (or region and period). Columns: variable,
    component, loading, conf_low, conf_high, confidence_level, communality.
    """
    from indicators import fit_factors
    from ledger import derive_generator

    data = fit_factors(
        read_frame(source),
        variables=variables,
        region=region,
        period=period,
        n_factors=n_factors,
        rotation=rotation,
        rng=derive_generator(seed, "factors"),
    )
    show_or_write(data.loadings, output, as_json=as_json)
    for path, table in (
        (eigenvalues_file, data.eigenvalues),
        (scores_file, data.scores),
        (adequacy_file, data.adequacy),
    ):
        if path is not None:
            show_or_write(table, path, as_json=False)
    console.show_problems(data.problems)
