"""What every `draw` command shares: the file, the words around, a choice of rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from aimaq.cli.inputs import split_pairs
from aimaq.tables import read_frame
from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from matplotlib.figure import Figure

    from aimaq.figures import Caption

table_argument = click.argument(
    "table", metavar="TABLE", type=click.Path(exists=True, path_type=Path)
)


def picture_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the file it draws to and the words around the picture."""
    options = [
        click.option(
            "-o",
            "--output",
            required=True,
            type=click.Path(dir_okay=False, path_type=Path),
            help="The picture: .svg, .png or .pdf.",
        ),
        click.option("--title", default="", help="What is shown."),
        click.option("--unit", default="", help="Unit of the values."),
        click.option(
            "--source", "origin", default="", help="Where the data come from."
        ),
        click.option("--note", default="", help="What else a reader must know."),
    ]
    for option in reversed(options):
        command = option(command)
    return command


select_option = click.option(
    "--select",
    "selected",
    multiple=True,
    help="COLUMN=VALUE: draw these rows only; repeatable.",
)


def build_caption(words: dict[str, Any]) -> Caption:
    """Build the caption from the options of `picture_options`."""
    from aimaq.figures import Caption

    return Caption(
        title=words["title"],
        unit=words["unit"],
        source=words["origin"],
        note=words["note"],
    )


def read_rows(path: Path, selected: tuple[str, ...]) -> pd.DataFrame:
    """Read a table and keep the rows that were selected.

    Parameters
    ----------
    path : pathlib.Path
        The table.
    selected : tuple of str
        Conditions COLUMN=VALUE, all of which must hold; values compare as text.

    Raises
    ------
    InputError
        If a column is unknown or nothing is left.
    """
    frame = read_frame(path)
    if "period" in frame:
        # A column of whole years is read as numbers; periods are text.
        frame["period"] = frame["period"].astype("str").where(frame["period"].notna())
    for name, value in split_pairs(selected, "--select").items():
        if name not in frame:
            raise InputError(
                f"--select {name}={value}: found the columns "
                f"{', '.join(map(str, frame.columns))}. Expected one of them. Correct "
                "the name."
            )
        known = frame[name].astype("str")
        frame = frame[known == value]
        if frame.empty:
            shown = ", ".join(sorted(set(known))[:8])
            raise InputError(
                f"--select {name}={value}: found no such row. Expected one of {shown}. "
                "Choose another value."
            )
    return frame


def read_last_period(path: Path, selected: tuple[str, ...]) -> pd.DataFrame:
    """Read a table as `read_rows` does; of several periods the last one is kept.

    A picture of one period takes the last that has values, unless another is selected.
    """
    rows = read_rows(path, selected)
    if "period" not in rows or len(set(rows["period"])) == 1:
        return rows
    value = next(
        (name for name in ("score", "rank", "value") if name in rows), "period"
    )
    last = rows.loc[rows[value].notna(), "period"].max()
    console.say(f"{path.name}: {last} is drawn, the last period with values")
    kept: pd.DataFrame = rows[rows["period"] == last]
    return kept


def name_regions() -> dict[str, str]:
    """Name the regions as the report does, by id."""
    from atlas import read_registry

    return {region.region_id: region.label for region in read_registry().regions}


def save(figure: Figure, output: Path) -> None:
    """Write the picture and say so."""
    from aimaq.figures import write_figure

    write_figure(figure, output)
    console.say(f"{output}: drawn")
