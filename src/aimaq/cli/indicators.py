"""`aimaq indicators ...`: what is in a file of statistics, and an index of it."""

from __future__ import annotations

from pathlib import Path

import click

from aimaq import console
from aimaq.cli.linkage import read_frame
from aimaq.cli.output import output_options, show_or_write
from ledger import InputError

_READ = [
    "indicator_id",
    "region_id",
    "period",
    "value",
    "unit",
    "status",
    "source_cell",
]


def _split_pairs(pairs: tuple[str, ...], option: str) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise InputError(
            f"{option}: found {wrong[0]!r}. Expected NAME=VALUE. Write it so."
        )
    return dict(pair.split("=", 1) for pair in pairs)


@click.group()
def indicators() -> None:
    """Statistics: what a file holds, and a composite index of it."""


@indicators.command()
@click.argument("source", metavar="INPUT", type=click.Path(path_type=Path))
@click.option("--indicator-id", help="Id of the indicator; the file name by default.")
@click.option("--unit", help="Unit of the values, such as 'mln KZT'.")
@click.option("--period", help="Period of a table that names none, such as 2022.")
@click.option("--column", "columns", multiple=True, help="ROLE=HEADER; repeatable.")
@click.option("--select", "selected", multiple=True, help="HEADER=VALUE; repeatable.")
@output_options
def read(
    source: Path,
    indicator_id: str | None,
    unit: str | None,
    period: str | None,
    columns: tuple[str, ...],
    selected: tuple[str, ...],
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Read a file of statistics: every value with its region, period, unit and cell.

    INPUT is a tidy or wide CSV or a workbook. Columns: indicator_id, region_id,
    period, value, unit, status, source_cell.
    """
    from indicators import read_indicator_file

    data = read_indicator_file(
        source,
        indicator_id=indicator_id,
        unit=unit,
        period=period,
        columns=_split_pairs(columns, "--column") or None,
        select=_split_pairs(selected, "--select") or None,
    )
    show_or_write(data.values[_READ], output, as_json=as_json)
    console.show_problems(data.problems)


@indicators.command()
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
        for name, text in _split_pairs(components, "--component").items()
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
