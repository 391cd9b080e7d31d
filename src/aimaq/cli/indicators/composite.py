"""A composite index of a table of values."""

from __future__ import annotations

from pathlib import Path

import click

from aimaq import console
from aimaq.cli.inputs import read_frame, split_pairs
from aimaq.cli.output import output_options, show_or_write
from ledger import InputError


@click.command()
@click.argument("source", metavar="INPUT", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--component",
    "components",
    multiple=True,
    required=True,
    help="INDICATOR=WEIGHT; a negative weight for an indicator of which less is better.",
)
@click.option("--aggregation", default="geometric", show_default=True)
@click.option("--index-id", default="index", show_default=True)
@output_options
def index(
    source: Path,
    components: tuple[str, ...],
    aggregation: str,
    index_id: str,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Compute a composite index (min-max on a fixed base) of a table of values.

    INPUT has the columns that `aimaq indicators read` writes. Columns: index_id,
    region_id, period, score, rank, n_components, coverage.
    """
    from indicators import INDICATOR_VALUES, compute_index
    from ledger import build_table

    weights = {
        name: _read_weight(text)
        for name, text in split_pairs(components, "--component").items()
    }
    frame = read_frame(source)
    frame["period"] = frame["period"].astype("str")
    data = compute_index(
        build_table(frame, INDICATOR_VALUES),
        index_id=index_id,
        components={name: abs(weight) for name, weight in weights.items()},
        directions={name: 1 if weight > 0 else -1 for name, weight in weights.items()},
        aggregation="geometric" if aggregation == "geometric" else "arithmetic",
    )
    show_or_write(
        data.scores.drop(columns=["conf_low", "conf_high"]), output, as_json=as_json
    )
    console.show_problems(data.problems)


def _read_weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if weight == 0:
        raise InputError(
            f"--component: found the weight {text!r}. Expected a number other than 0."
        )
    return weight
