"""Read Word documents: paragraphs and cells of tables in the order of the document."""

import zipfile
from pathlib import Path
from typing import Any

from discourse.reading.content import Extracted, Table
from discourse.reading.findings import build_unreadable
from ledger import Problem

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MARKS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_LARGEST_RATIO = 200
_LARGEST_UNPACKED = 1_000_000_000
_SMALLEST_SUSPECT = 20_000_000


def find_zip_problem(path: Path, *, where: str) -> Problem | None:
    """Check an office file before it is unpacked.

    Parameters
    ----------
    path : Path
        A file that begins as a zip archive.
    where : str
        Its name in messages.

    Returns
    -------
    Problem or None
        A problem if the archive is damaged, or if it claims to unpack to more
        than 20 MB and 200 times its size, or to more than 1 GB.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        return build_unreadable(
            where,
            code="damaged-file",
            found="an office file that cannot be unpacked",
            action="Open it in the program that made it and save it again.",
        )
    packed = max(path.stat().st_size, 1)
    if unpacked > _LARGEST_UNPACKED or (
        unpacked > _SMALLEST_SUSPECT and unpacked > _LARGEST_RATIO * packed
    ):
        return build_unreadable(
            where,
            code="zip-bomb",
            found=f"{packed} bytes that would unpack to {unpacked}",
            action="The file was not opened. Get it from its source again, or save "
            "its text as a new file.",
        )
    return None


def read_docx(path: Path, *, where: str) -> Extracted:
    """Read a Word document.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    Extracted
        Paragraphs, table rows (cells apart by tabs) and, at the end, footnotes.

    Notes
    -----
    The dates among the core properties are those of the file, not of the text's
    publication; they are not used. Deleted text of tracked changes, headers and
    footers are not read.
    """
    import docx

    try:
        document = docx.Document(str(path))
        body = document.element.body
    except Exception as error:  # noqa: BLE001 - python-docx lets through what lxml, zipfile and its own code raise
        problem = build_unreadable(
            where,
            code="damaged-file",
            found=f"a Word document that cannot be opened ({type(error).__name__})",
            action="Open it in Word and save it again.",
        )
        return Extracted(status="unreadable", problems=(problem,))
    lines: list[str] = []
    tables: list[Table] = []
    _read_block(body, lines, tables)
    lines.extend(_read_notes(document))
    title = (document.core_properties.title or "").strip() or None
    return Extracted(text="\n".join(lines), title=title, tables=tuple(tables))


def _read_block(element: Any, lines: list[str], tables: list[Table]) -> None:
    for child in element:
        if child.tag == f"{_W}p":
            lines.extend(_read_paragraph(child).split("\n"))
        elif child.tag == f"{_W}tbl":
            _read_table(child, lines, tables)
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}smartTag"}:
            _read_block(child, lines, tables)


def _read_paragraph(paragraph: Any) -> str:
    pieces: list[str] = []
    stack = [paragraph]
    while stack:
        element = stack.pop()
        if element.tag == f"{_W}t":
            pieces.append(element.text or "")
        elif element.tag in _MARKS:
            pieces.append(_MARKS[element.tag])
        elif element.tag not in {_FALLBACK, f"{_W}pPr", f"{_W}rPr"}:
            stack.extend(reversed(element))
            # A text box holds paragraphs of its own.
            if element.tag == f"{_W}p" and element is not paragraph:
                pieces.append("\n")
    return "".join(pieces)


def _read_table(table: Any, lines: list[str], tables: list[Table]) -> None:
    rows: list[tuple[str, ...]] = []
    for row in table.iter(f"{_W}tr"):
        if _find_table_of(row) is not table:
            continue
        cells: list[str] = []
        kept: list[str] = []
        for cell in row.iter(f"{_W}tc"):
            if _find_row_of(cell) is not row:
                continue
            kept = []
            _read_block(cell, kept, tables)
            cells.append(" ".join(" ".join(kept).split()))
        rows.append(tuple(cells))
        # One cell across the row is layout: its paragraphs stay paragraphs.
        lines.extend(kept if len(cells) == 1 else ["\t".join(cells).strip()])
    if len(rows) > 1 and max(map(len, rows)) > 1:
        tables.append(Table(page=None, cells=tuple(rows)))


def _find_table_of(row: Any) -> Any:
    parent = row.getparent()
    while parent is not None and parent.tag != f"{_W}tbl":
        parent = parent.getparent()
    return parent


def _find_row_of(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag != f"{_W}tr":
        parent = parent.getparent()
    return parent


def _read_notes(document: Any) -> list[str]:
    from docx.oxml import parse_xml

    lines: list[str] = []
    for part in document.part.package.iter_parts():
        if str(part.partname).lstrip("/") in _NOTES:
            root = parse_xml(part.blob)
            for paragraph in root.iter(f"{_W}p"):
                text = _read_paragraph(paragraph).strip()
                if text:
                    lines.append(text)
    return lines
