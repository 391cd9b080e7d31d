"""Workbooks: sheets as cells, merged ranges, and formulas with their values.

A formula gives the value that the workbook stores for it. Where none is stored (files
written by programs that do not compute), plain sums are computed and everything else
is left to the reader of the problems table.
"""

from __future__ import annotations

import re
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from indicators.reading.grid import Grid, name_column
from ledger import Problem, TableError

if TYPE_CHECKING:
    from pathlib import Path

_SUM = re.compile(r"=\s*SUM\(([^()]*)\)\s*", re.IGNORECASE)
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_MAX_BYTES = 300_000_000


def read_workbook(path: Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Read all sheets of a workbook into cells.

    Parameters
    ----------
    path : pathlib.Path
        An ``.xlsx`` or ``.xlsm`` file.

    Returns
    -------
    tuple of Grid
        One for each sheet that has cells, in their order.
    tuple of Problem
        Formulas that were computed or could not be.

    Raises
    ------
    TableError
        If the file is not a workbook, is encrypted, or unpacks to more than 300 MB.
    """
    from openpyxl import load_workbook

    _check_archive(path)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts it does not keep; only cells are read here.
            warnings.simplefilter("ignore")
            formulas = load_workbook(path)
            values = load_workbook(path, data_only=True)
    except Exception as error:  # noqa: BLE001 - openpyxl raises many kinds
        raise TableError(
            f"{path.name}: cannot be read as a workbook ({error}). Expected an .xlsx "
            "file. Open it in a spreadsheet program and save it again."
        ) from None
    grids, problems = [], []
    for sheet in formulas.worksheets:
        grid, found = _read_sheet(sheet, values[sheet.title], path.name)
        problems += found
        if any(content is not None for row in grid.rows for content in row):
            grids.append(grid)
    formulas.close()
    values.close()
    return tuple(grids), tuple(problems)


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(item.file_size for item in archive.infolist())
    except zipfile.BadZipFile:
        raise TableError(
            f"{path.name}: not a workbook (an old .xls, an encrypted or a damaged "
            "file). Expected .xlsx or .csv. Save it as .xlsx without a password."
        ) from None
    if size > _MAX_BYTES:
        raise TableError(
            f"{path.name}: unpacks to {size} bytes. Expected at most {_MAX_BYTES}. "
            "Save the sheet that is needed as CSV."
        )


def _read_sheet(sheet: Any, stored: Any, file: str) -> tuple[Grid, list[Problem]]:
    contents: dict[tuple[int, int], object] = {}
    formulas: dict[tuple[int, int], str] = {}
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value is None:
                continue
            key = (cell.row - 1, cell.column - 1)
            if cell.data_type == "f":
                formulas[key] = str(getattr(cell.value, "text", cell.value))
                contents[key] = stored.cell(cell.row, cell.column).value
            else:
                contents[key] = cell.value
    problems = _compute_formulas(contents, formulas, f"{file}#{sheet.title.strip()}")
    n_rows = max((row for row, _ in contents), default=-1) + 1
    n_columns = max((column for _, column in contents), default=-1) + 1
    rows = tuple(
        tuple(contents.get((row, column)) for column in range(n_columns))
        for row in range(n_rows)
    )
    spans: dict[tuple[int, int], object] = {}
    for merged in sheet.merged_cells.ranges:
        first = contents.get((merged.min_row - 1, merged.min_col - 1))
        for row in range(merged.min_row - 1, merged.max_row):
            for column in range(merged.min_col - 1, merged.max_col):
                spans[row, column] = first
    grid = Grid(
        name=sheet.title,
        file=file,
        rows=rows,
        lines=tuple(range(1, n_rows + 1)),
        spans=spans,
    )
    return grid, problems


def _compute_formulas(
    contents: dict[tuple[int, int], object],
    formulas: dict[tuple[int, int], str],
    place: str,
) -> list[Problem]:
    """Fill in sums that are not stored; report them and all that stays empty."""
    waiting = [key for key in formulas if contents.get(key) is None]
    computed: list[str] = []
    is_moving = True
    while waiting and is_moving:
        is_moving = False
        for key in list(waiting):
            # A sum of sums waits until its parts are there.
            total = _compute_sum(formulas[key], contents, set(waiting))
            if total is not None:
                contents[key] = total
                computed.append(_name_cell(key))
                waiting.remove(key)
                is_moving = True
    problems = []
    if computed:
        problems.append(
            Problem(
                code="formula-computed",
                severity="note",
                where=place,
                found=f"{len(computed)} sums without a stored value "
                f"({', '.join(computed[:5])})",
                expected="Stored values",
                action="Computed here; save the file in a spreadsheet program to "
                "store them",
            )
        )
    if waiting:
        cells = ", ".join(_name_cell(key) for key in waiting[:5])
        problems.append(
            Problem(
                code="formula-without-value",
                severity="warning",
                where=place,
                found=f"{len(waiting)} formulas without a stored value ({cells})",
                expected="Stored values, or plain sums of ranges",
                action="Open the file in a spreadsheet program and save it",
            )
        )
    return problems


def _compute_sum(
    formula: str,
    contents: dict[tuple[int, int], object],
    waiting: set[tuple[int, int]],
) -> float | None:
    match = _SUM.fullmatch(formula)
    if match is None:
        return None
    total = 0.0
    for part in re.split(r"[,;]", match[1].upper()):
        corners = _RANGE.fullmatch(part.strip())
        if corners is None:
            return None
        first_column, first_row = _number_column(corners[1]), int(corners[2]) - 1
        last_column = _number_column(corners[3]) if corners[3] else first_column
        last_row = int(corners[4]) - 1 if corners[4] else first_row
        for key, content in contents.items():
            if not (
                first_row <= key[0] <= last_row
                and first_column <= key[1] <= last_column
            ):
                continue
            if key in waiting:
                return None
            if isinstance(content, int | float) and not isinstance(content, bool):
                total += content
    return total


def _number_column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _name_cell(key: tuple[int, int]) -> str:
    return f"{name_column(key[1])}{key[0] + 1}"
