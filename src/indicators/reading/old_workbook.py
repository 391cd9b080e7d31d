"""Workbooks of the old kind (.xls): sheets as cells, merged ranges, formats."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from indicators.reading.grid import build_grid
from indicators.reading.number_formats import (
    Percent,
    convert_serial,
    parse_number_format,
)
from ledger import Problem, TableError

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.reading.grid import Grid

_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED = 1


def read_old_workbook(
    path: Path, *, sheet: str | None = None
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Read the sheets of an old workbook into cells.

    Parameters
    ----------
    path : pathlib.Path
        An ``.xls`` file (BIFF 5 to 8). Formulas have the value that is stored.
    sheet : str, optional
        The one sheet to read; also a hidden one.

    Returns
    -------
    tuple of Grid
        One for each visible sheet that has cells.
    tuple of Problem
        Hidden sheets.

    Raises
    ------
    TableError
        If the file is encrypted or damaged.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            str(path), formatting_info=True, on_demand=True, logfile=io.StringIO()
        )
    except Exception as error:  # noqa: BLE001 - damaged files raise many kinds
        is_locked = "encrypt" in str(error).lower() or "password" in str(error).lower()
        found = "is encrypted" if is_locked else f"cannot be read ({error})"
        raise TableError(
            f"{path.name}: {found}. Expected an .xls workbook without a password. Open "
            "it in a spreadsheet program and save it as .xlsx."
        ) from None
    grids: list[Grid] = []
    problems: list[Problem] = []
    for number, name in enumerate(book.sheet_names()):
        is_wanted = sheet is not None and name.strip() == sheet.strip()
        if sheet is not None and not is_wanted:
            continue
        found = book.sheet_by_index(number)
        if found.visibility and not is_wanted:
            problems.append(
                Problem(
                    code="hidden-sheet",
                    severity="note",
                    where=f"{path.name}, sheet {name.strip()!r}",
                    found="a hidden sheet, not read",
                    expected="Visible sheets",
                    action=f"To read it write select = {{ sheet = {name.strip()!r} }}",
                )
            )
            continue
        grid = _read_sheet(book, found, path.name)
        if grid.rows:
            grids.append(grid)
    return tuple(grids), tuple(problems)


def _read_sheet(book: Any, sheet: Any, file: str) -> Grid:
    cells: dict[tuple[int, int], object] = {}
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            content = _convert(book, sheet, row, column)
            if content is not None:
                cells[row, column] = content
    hidden_rows = [row for row, info in sheet.rowinfo_map.items() if info.hidden]
    hidden_columns = [
        column for column, info in sheet.colinfo_map.items() if info.hidden
    ]
    return build_grid(
        cells,
        name=sheet.name,
        file=file,
        merged=[
            (top, left, bottom - 1, right - 1)
            for top, bottom, left, right in sheet.merged_cells
        ],
        hidden_rows=hidden_rows,
        hidden_columns=hidden_columns,
    )


def _convert(  # noqa: PLR0911 - one return for each kind of cell
    book: Any, sheet: Any, row: int, column: int
) -> object:
    import xlrd

    cell = sheet.cell(row, column)
    if cell.ctype == xlrd.XL_CELL_TEXT:
        runs = sheet.rich_text_runlist_map.get((row, column))
        return _raise_marks(book, cell.value, runs) if runs else cell.value
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return _ERRORS.get(cell.value, "#VALUE!")
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        date = convert_serial(cell.value, is_from_1904=book.datemode == 1)
        return cell.value if date is None else date
    if cell.ctype != xlrd.XL_CELL_NUMBER:
        return None
    key = book.xf_list[cell.xf_index].format_key
    shown = parse_number_format(book.format_map[key].format_str, key)
    number = float(cell.value)
    if shown.factor != 1:
        number = float(f"{number * shown.factor:.12g}")
        return Percent(number) if shown.factor > 1 else number
    return int(number) if number.is_integer() else number


def _raise_marks(book: Any, text: str, runs: list[tuple[int, int]]) -> str:
    """Write digits that are set in superscript as superscript digits."""
    bounds = [0, *(start for start, _ in runs), len(text)]
    fonts = [-1, *(font for _, font in runs)]
    parts = []
    for first, last, font in zip(bounds, bounds[1:], fonts, strict=False):
        part = text[first:last]
        is_raised = font >= 0 and book.font_list[font].escapement == _RAISED
        parts.append(part.translate(_SUPERSCRIPTS) if is_raised else part)
    return "".join(parts)
