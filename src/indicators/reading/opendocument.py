"""OpenDocument spreadsheets (.ods): sheets as cells, merged ranges."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from indicators.reading.grid import build_grid
from indicators.reading.number_formats import Percent
from indicators.reading.workbook import parse_xml
from ledger import TableError

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.reading.grid import Grid

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MAX_BYTES = 300_000_000
_HIDDEN = ("collapse", "filter")


def read_opendocument(path: Path) -> tuple[Grid, ...]:
    """Read the sheets of an OpenDocument spreadsheet into cells.

    Parameters
    ----------
    path : pathlib.Path
        An ``.ods`` file.

    Returns
    -------
    tuple of Grid
        One for each sheet that has cells.

    Raises
    ------
    TableError
        If the file is encrypted, damaged, or unpacks to more than 300 MB.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo("content.xml").file_size
            _check_size(path.name, size)
            data = archive.read("content.xml")
            content = parse_xml(data, "content.xml")
    except (zipfile.BadZipFile, KeyError, ET.ParseError, ValueError) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(
            f"{path.name}: cannot be read as a spreadsheet ({error}). Expected an .ods "
            "file without a password. Save it again as .xlsx."
        ) from None
    grids = (_read_sheet(table, path.name) for table in content.iter(f"{_TABLE}table"))
    return tuple(grid for grid in grids if grid.rows)


def _check_size(file: str, size: int) -> None:
    if size > _MAX_BYTES:
        raise TableError(
            f"{file}: unpacks to {size} bytes. Expected at most {_MAX_BYTES}. Save the "
            "sheet that is needed as CSV."
        )


def _read_sheet(table: ET.Element, file: str) -> Grid:
    cells: dict[tuple[int, int], object] = {}
    merged: list[tuple[int, int, int, int]] = []
    hidden: set[int] = set()
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        column = 0
        n_rows = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        found: dict[int, object] = {}
        for cell in line:
            n_columns = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            content = _convert(cell)
            if content is not None:
                found |= dict.fromkeys(range(column, column + n_columns), content)
            down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
            across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
            if down > 1 or across > 1:
                merged.append((row, column, row + down - 1, column + across - 1))
            column += n_columns
        if found:
            for place in range(row, row + n_rows):
                cells |= {(place, key): content for key, content in found.items()}
            if line.get(f"{_TABLE}visibility") in _HIDDEN:
                hidden.update(range(row, row + n_rows))
        row += n_rows
    return build_grid(
        cells,
        name=table.get(f"{_TABLE}name", ""),
        file=file,
        merged=merged,
        hidden_rows=hidden,
    )


def _convert(cell: ET.Element) -> object:
    kind = cell.get(f"{_OFFICE}value-type")
    value = cell.get(f"{_OFFICE}value")
    if kind == "percentage" and value is not None:
        return Percent(float(f"{float(value) * 100:.12g}"))
    if kind in ("float", "currency") and value is not None:
        number = float(value)
        return int(number) if number.is_integer() else number
    if kind == "date":
        day = cell.get(f"{_OFFICE}date-value", "")[:10]
        try:
            return dt.date.fromisoformat(day)
        except ValueError:
            return day or None
    texts = ("".join(part.itertext()) for part in cell.findall(f"{_TEXT}p"))
    return " ".join(texts).strip() or None
