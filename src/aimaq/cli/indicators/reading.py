"""What a file of statistics holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimaq import console
from aimaq.cli.inputs import input_argument, split_pairs
from aimaq.cli.output import output_options, show_or_write

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

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
@click.option("--period", help="Period of what names none: 2022, '9 months', year.")
@click.option("--column", "columns", multiple=True, help="ROLE=HEADER; repeatable.")
@click.option("--select", "selected", multiple=True, help="HEADER=VALUE; repeatable.")
@click.option(
    "--label",
    "labels",
    multiple=True,
    help="LABEL=REGION_ID, or LABEL=none to leave a row out; repeatable.",
)
@click.option("--decimal", help="Decimal sign of numbers written as text.")
@click.option(
    "--explain",
    is_flag=True,
    help="Show what each row and column was taken for, instead of the values.",
)
@output_options
def read(  # noqa: PLR0913, PLR0917 - one parameter for each option
    source: Path,
    indicator_id: str | None,
    unit: str | None,
    period: str | None,
    columns: tuple[str, ...],
    selected: tuple[str, ...],
    labels: tuple[str, ...],
    decimal: str | None,
    output: Path | None,
    *,
    explain: bool,
    as_json: bool,
) -> None:
    """Read a file of statistics: every value with its region, period, unit and cell.

    INPUT is a workbook (.xlsx, .xls, .ods), delimited text, Parquet, a PDF with
    tables, or JSON of Taldau. Columns: indicator_id, region_id, period, value, unit,
    status, source_cell; with --explain table, sheet, axis, position, cell, role,
    detail, contents.
    """
    from indicators import read_indicator_file

    data = read_indicator_file(
        source,
        indicator_id=indicator_id,
        unit=unit,
        period=period,
        columns=split_pairs(columns, "--column") or None,
        select=split_pairs(selected, "--select") or None,
        labels=split_pairs(labels, "--label") or None,
        decimal=decimal,  # type: ignore[arg-type] # checked where it is used
    )
    if not explain:
        show_or_write(data.values[_READ], output, as_json=as_json)
    elif output is not None or as_json:
        show_or_write(data.roles, output, as_json=as_json)
    else:
        _show_roles(data.roles)
    console.show_problems(data.problems)


def _show_roles(roles: pd.DataFrame) -> None:
    """Print the columns and rows of each table under each other."""
    for (number, sheet, axis), found in roles.groupby(
        ["table", "sheet", "axis"], observed=True
    ):
        title = f"Table {number}{f', {sheet}' if sheet else ''}: {axis}s"
        shown = found[["cell", "role", "detail", "contents"]]
        console.show_table(shown.assign(cell=_shorten(shown["cell"])), title=title)


def _shorten(cells: pd.Series[str]) -> pd.Series[str]:
    """Keep the place in the sheet; the title has the sheet."""
    return cells.str.replace(r"^.*[#!]", "", regex=True)
