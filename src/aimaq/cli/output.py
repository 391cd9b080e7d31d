"""Where the table of a command goes: a file by its ending, JSON, or the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from ledger import InputError, write_csv, write_text_atomically

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

_ENDINGS = (".csv", ".parquet", ".jsonl", ".xlsx")


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options `-o FILE` and `--json`."""
    command = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        callback=check_output,
        help="Write to FILE (.csv, .parquet, .jsonl or .xlsx) instead of printing.",
    )(command)
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON, for machines."
    )(command)


def check_output(
    context: click.Context, parameter: click.Parameter, path: Path | None
) -> Path | None:
    """Refuse a file that cannot be written, before anything is computed."""
    del context, parameter
    if path is not None:
        _check_ending(path)
    return path


def _check_ending(path: Path) -> None:
    if path.suffix.lower() not in _ENDINGS:
        raise InputError(
            f"{path}: found the ending {path.suffix!r}. Expected one of "
            f"{', '.join(_ENDINGS)}. Choose one of them."
        )


def show_or_write(
    frame: pd.DataFrame, output: Path | None, *, as_json: bool, title: str = ""
) -> None:
    """Write a table to a file by its ending, or print it.

    Parameters
    ----------
    frame : pandas.DataFrame
        The result.
    output : pathlib.Path, optional
        The file; nothing prints it.
    as_json : bool
        Print as JSON rather than as a table.
    title : str
        The table's title on a terminal.

    Raises
    ------
    InputError
        If the file's ending is not one that can be written.
    """
    if output is None:
        if as_json:
            console.show_json(frame)
        else:
            console.show_table(frame, title=title)
        return
    _write(frame, output)
    console.say(f"{output}: {len(frame)} rows")


def _write(frame: pd.DataFrame, path: Path) -> None:
    _check_ending(path)
    ending = path.suffix.lower()
    if ending == ".csv":
        write_csv(frame, path)
    elif ending == ".jsonl":
        text = frame.to_json(orient="records", lines=True, force_ascii=False)
        write_text_atomically(text, path)
    elif ending == ".parquet":
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(path, index=False)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Text is written as text: a cell that starts with "=" is no formula.
        _write_workbook(frame, path)


def _write_workbook(frame: pd.DataFrame, path: Path) -> None:
    import pandas as pd
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("table")
    sheet.append([str(name) for name in frame.columns])
    for row in frame.itertuples(index=False, name=None):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=None if pd.isna(value) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    book.save(path)
