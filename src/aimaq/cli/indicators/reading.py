"""What a file of statistics holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimaq import console
from aimaq.cli.inputs import input_argument, split_pairs
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path

_READ = [
    "indicator_id",
    "region_id",
    "period",
    "value",
    "unit",
    "status",
    "source_cell",
]


@click.command()
@input_argument
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
        columns=split_pairs(columns, "--column") or None,
        select=split_pairs(selected, "--select") or None,
    )
    show_or_write(data.values[_READ], output, as_json=as_json)
    console.show_problems(data.problems)
