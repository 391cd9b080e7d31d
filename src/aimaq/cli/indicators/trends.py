"""Trends of series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aimaq import console
from aimaq.cli.inputs import input_argument
from aimaq.cli.output import output_options, show_or_write
from aimaq.tables import read_frame

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@input_argument
@click.option("--value", required=True, help="Column of the variable.")
@click.option("--period", required=True, help="Column of years, quarters or months.")
@click.option("--by", help="Column of series, such as regions.")
@output_options
def trend(
    source: Path,
    value: str,
    period: str,
    by: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> None:
    """Test for a trend (Mann-Kendall, exact up to 50 periods) and give its slope (Sen).

    INPUT is a table with a row per period (and series). Columns: by, measure, value,
    p_value. Measures: mann_kendall_s, kendall_tau, sen_slope (per year), sen_conf_low
    and sen_conf_high (95 %), autocorrelation (lag 1, around the trend).
    """
    from indicators import estimate_trends

    data = estimate_trends(read_frame(source), value=value, period=period, by=by)
    table = data.trends[["by", "measure", "value", "p_value"]]
    show_or_write(table, output, as_json=as_json)
    console.show_problems(data.problems)
