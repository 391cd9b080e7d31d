"""Workbooks (.xlsx): sheets as cells, merged ranges, formulas with their values.

Sheets are read as a stream, cells without content are passed over before they are
parsed, so a million formatted but empty rows cost little. What other readers lose is
kept: footnote marks in superscript, hidden rows, percentages as shown, errors, and
which values are results of formulas.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from indicators.reading.formulas import compute_formulas
from indicators.reading.grid import build_grid
from indicators.reading.number_formats import (
    NumberFormat,
    Percent,
    convert_serial,
    parse_number_format,
)
from ledger import Problem, TableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indicators.reading.grid import Grid

_MAX_BYTES = 600_000_000
_MAX_CELLS = 5_000_000
_CHUNK = 1 << 20
# Cells and rows without content end where they begin.
_EMPTY = re.compile(rb"<(?:\w+:)?(?:c|row)\s[^<>]*/>")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_CELL = re.compile(r"([A-Z]+)(\d+)")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """What the sheets of a workbook share."""

    file: str
    archive: zipfile.ZipFile
    strings: tuple[str, ...]
    formats: tuple[NumberFormat, ...]
    is_from_1904: bool


@dataclass(slots=True)
class _Sheet:
    """What the walk through one sheet has found."""

    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    n_scaled: dict[float, list[str]] = field(default_factory=dict)


def read_workbook(
    path: Path, *, sheet: str | None = None
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Read the sheets of a workbook into cells.

    Parameters
    ----------
    path : pathlib.Path
        An ``.xlsx`` or ``.xlsm`` file.
    sheet : str, optional
        The one sheet to read; also a hidden one.

    Returns
    -------
    tuple of Grid
        One for each sheet that has cells, in their order.
    tuple of Problem
        Formulas that were computed or could not be; hidden sheets, rows and columns;
        numbers that are shown otherwise than stored.

    Raises
    ------
    TableError
        If the file is not a workbook, or unpacks to more than 600 MB or 5 million
        cells.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _read_archive(archive, path.name, sheet)
    except (
        zipfile.BadZipFile,
        KeyError,
        ET.ParseError,
        expat.ExpatError,
        EOFError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        zlib.error,
    ) as error:
        if isinstance(error, TableError):
            raise
        raise TableError(
            f"{path.name}: cannot be read as a workbook ({error}). Expected an .xlsx "
            "file. Open it in a spreadsheet program and save it again."
        ) from None


def _read_archive(
    archive: zipfile.ZipFile, file: str, wanted: str | None
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    size = sum(item.file_size for item in archive.infolist())
    if size > _MAX_BYTES:
        raise TableError(
            f"{file}: unpacks to {size} bytes. Expected at most {_MAX_BYTES}. "
            "Save the sheet that is needed as CSV."
        )
    workbook = _parse(archive, "xl/workbook.xml")
    settings = _find(workbook, "workbookPr")
    is_from_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    book = _Book(
        file=file,
        archive=archive,
        strings=tuple(_read_strings(archive)),
        formats=tuple(_read_formats(archive)),
        is_from_1904=is_from_1904,
    )
    targets = {
        item.get("Id", ""): item.get("Target", "")
        for item in _parse(archive, "xl/_rels/workbook.xml.rels")
    }
    grids: list[Grid] = []
    problems: list[Problem] = []
    for item in _list(workbook, "sheet"):
        name = item.get("name", "")
        is_wanted = wanted is not None and name.strip() == wanted.strip()
        target = targets.get(item.get(_RELATION) or item.get(_STRICT_RELATION) or "")
        if not target or "worksheets" not in target or (wanted and not is_wanted):
            continue
        if item.get("state") in ("hidden", "veryHidden") and not is_wanted:
            problems.append(_report_hidden_sheet(file, name))
            continue
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found = _read_sheet(book, member)
        place = f"{file}#{name.strip()}"
        problems += compute_formulas(found.cells, found.formulas, place)
        problems += _report_scaled(found, place)
        grid = build_grid(
            found.cells,
            name=name,
            file=file,
            merged=found.merged,
            hidden_rows=found.hidden_rows,
            hidden_columns=found.hidden_columns,
        )
        if grid.rows:
            grids.append(grid)
    return tuple(grids), tuple(problems)


def list_sheets(path: Path) -> tuple[str, ...]:
    """List the names of a workbook's sheets, also of hidden ones."""
    with zipfile.ZipFile(path) as archive:
        items = _list(_parse(archive, "xl/workbook.xml"), "sheet")
        return tuple(item.get("name", "").strip() for item in items)


def parse_xml(data: bytes, member: str) -> ET.Element:
    """Parse a part of an archive that must not declare a document type."""
    if b"<!DOCTYPE" in data[:2000]:
        raise ValueError(f"{member} declares a document type")
    return ET.fromstring(data)  # noqa: S314 - no document type, so no entities


def _parse(archive: zipfile.ZipFile, member: str) -> ET.Element:
    return parse_xml(archive.read(member), member)


def _find(element: ET.Element, name: str) -> ET.Element | None:
    return next(_list(element, name), None)


def _list(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (item for item in element.iter() if item.tag.rpartition("}")[2] == name)


def _read_strings(archive: zipfile.ZipFile) -> Iterator[str]:
    """Read shared texts; digits in superscript stay superscript."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return
    for item in _parse(archive, "xl/sharedStrings.xml"):
        yield _join_runs(item)


def _join_runs(item: ET.Element) -> str:
    parts = []
    for child in item:
        kind = child.tag.rpartition("}")[2]
        if kind == "t":
            parts.append(child.text or "")
        elif kind == "r":
            text = "".join(part.text or "" for part in _list(child, "t"))
            align = _find(child, "vertAlign")
            is_raised = align is not None and align.get("val") == "superscript"
            parts.append(text.translate(_SUPERSCRIPTS) if is_raised else text)
    return "".join(parts)


def _read_formats(archive: zipfile.ZipFile) -> Iterator[NumberFormat]:
    if "xl/styles.xml" not in archive.namelist():
        return
    styles = _parse(archive, "xl/styles.xml")
    codes = {
        int(item.get("numFmtId", "0")): item.get("formatCode", "")
        for item in _list(styles, "numFmt")
    }
    for holder in _list(styles, "cellXfs"):
        for item in holder:
            number = int(item.get("numFmtId", "0"))
            yield parse_number_format(codes.get(number, ""), number)


def _read_sheet(book: _Book, member: str) -> _Sheet:
    sheet = _Sheet()
    walker = _Walker(book, sheet)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = walker.start
    parser.EndElementHandler = walker.end
    parser.CharacterDataHandler = walker.add_text
    parser.StartDoctypeDeclHandler = walker.refuse
    with book.archive.open(member) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            data = rest + chunk
            cut = data.rfind(b">") + 1
            rest = data[cut:]
            parser.Parse(_EMPTY.sub(b"", data[:cut]), False)
        parser.Parse(rest, True)
    return sheet


class _Walker:
    """Takes the parts of one sheet as the parser meets them."""

    def __init__(self, book: _Book, sheet: _Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.prefix = ""
        self.row = -1
        self.key = (0, -1)
        self.kind = ""
        self.style = 0
        self.text: list[str] = []
        self.value: str | None = None
        self.inline: list[str] = []
        self.is_taking = False

    def refuse(self, *_: Any) -> None:
        raise ValueError("a sheet declares a document type")

    def start(self, name: str, found: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._start_cell(found)
        elif name in ("v", "t", "f"):
            self.text, self.is_taking = [], True
        elif name == "row":
            self.row = int(found["r"]) - 1 if "r" in found else self.row + 1
            self.key = (self.row, -1)
            if found.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif name == "mergeCell":
            first, _, last = found.get("ref", "").partition(":")
            corners = _locate(first), _locate(last or first)
            self.sheet.merged.append((*corners[0], *corners[1]))
        elif name == "col" and found.get("hidden") in ("1", "true"):
            columns = range(int(found["min"]) - 1, min(int(found["max"]), 16384))
            self.sheet.hidden_columns.update(columns)

    def _start_cell(self, found: dict[str, str]) -> None:
        place = found.get("r")
        self.key = _locate(place) if place else (self.row, self.key[1] + 1)
        self.kind = found.get("t", "n")
        self.style = int(found.get("s", "0"))
        self.value, self.inline = None, []

    def add_text(self, text: str) -> None:
        if self.is_taking:
            self.text.append(text)

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in ("v", "t", "f"):
            self.is_taking = False
            text = "".join(self.text)
            if name == "v":
                self.value = text
            elif name == "t":
                self.inline.append(text)
            else:
                self.sheet.formulas[self.key] = f"={text}"
        elif name == "c":
            content = self._convert()
            if content is not None:
                self.sheet.cells[self.key] = content
                if len(self.sheet.cells) > _MAX_CELLS:
                    raise TableError(
                        f"{self.book.file}: more than {_MAX_CELLS} filled cells in a "
                        "sheet. Expected a table of regions. Save the part that is "
                        "needed as CSV or Parquet."
                    )

    def _convert(self) -> object:  # noqa: PLR0911 - one return for each kind of cell
        if self.kind == "inlineStr":
            return "".join(self.inline) or None
        if self.value is None or self.value == "":
            return None
        if self.kind == "s":
            return self.book.strings[int(self.value)] or None
        if self.kind == "b":
            return self.value == "1"
        if self.kind in ("str", "e", "d"):
            return self.value
        number = float(self.value)
        formats = self.book.formats
        shown = formats[self.style] if self.style < len(formats) else NumberFormat()
        if shown.is_date:
            date = convert_serial(number, is_from_1904=self.book.is_from_1904)
            return number if date is None else date
        if shown.factor != 1:
            places = self.sheet.n_scaled.setdefault(shown.factor, [])
            places.append(_name(self.key))
            # 12 digits carry every stored figure and shed the binary remainder.
            number = float(f"{number * shown.factor:.12g}")
            return Percent(number) if shown.factor > 1 else number
        return int(number) if number.is_integer() else number


def _locate(place: str) -> tuple[int, int]:
    match = _CELL.fullmatch(place.replace("$", ""))
    if match is None:
        raise ValueError(f"cell {place!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _name(key: tuple[int, int]) -> str:
    from indicators.reading.grid import name_column

    return f"{name_column(key[1])}{key[0] + 1}"


def _report_hidden_sheet(file: str, name: str) -> Problem:
    return Problem(
        code="hidden-sheet",
        severity="note",
        where=f"{file}, sheet {name.strip()!r}",
        found="a hidden sheet, not read",
        expected="Visible sheets",
        action=f"To read it write select = {{ sheet = {name.strip()!r} }}",
    )


def _report_scaled(sheet: _Sheet, place: str) -> list[Problem]:
    problems = []
    for factor, cells in sheet.n_scaled.items():
        shown = "percentages" if factor > 1 else f"stored values times {factor:g}"
        problems.append(
            Problem(
                code="shown-by-format",
                severity="note",
                where=place,
                found=f"{len(cells)} cells whose number format shows {shown} "
                f"({', '.join(cells[:5])})",
                expected="Values as stored",
                action="Read as shown; check the unit",
            )
        )
    return problems
