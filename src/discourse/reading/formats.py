"""Tell the format of a file by its first bytes, and read it.

The extension only decides among formats that begin alike.
"""

import re
import zipfile
from pathlib import Path

from discourse.reading.content import Extracted, FileContent
from discourse.reading.docx import find_zip_problem, read_docx
from discourse.reading.encoding import decode_bytes
from discourse.reading.findings import build_unreadable
from discourse.reading.html import read_html
from discourse.reading.pdf import read_pdf
from discourse.reading.plain import read_plain
from discourse.reading.tabular import read_csv, read_jsonl, read_xlsx
from ledger import Problem

_HEAD_BYTES = 4096
_PDF = b"%PDF-"
_PDF_MARK_WITHIN = 1024
_ZIP = b"PK\x03\x04"
_EXTENSIONS = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".txt": "plain",
    ".text": "plain",
    ".md": "plain",
    "": "plain",
    ".csv": "csv",
    ".tsv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_LINE_FORMATS = frozenset({"plain", "csv", "jsonl"})
_ALIENS = (
    (b"\xd0\xcf\x11\xe0", "an old Office file (.doc, .xls)"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "an archive"),
    (b"%!PS", "a PostScript file"),
    (b"AT&TFORM", "a DjVu file"),
    (b"PAR1", "a Parquet file"),
)
_HTML = re.compile(
    r"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"^\s*<\?xml", re.IGNORECASE)


def read_file(path: Path, *, where: str, max_bytes: int) -> FileContent:
    """Read one file, whatever its extension says.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages: the path relative to the folder that is read.
    max_bytes : int
        Larger files are refused before they are opened.

    Returns
    -------
    FileContent
        The documents of the file and the problems met. A file that cannot be
        read is one document with another status than `read`.
    """
    try:
        size = path.stat().st_size
        if size > max_bytes:
            return _refuse_size(where, size, max_bytes)
        if size == 0:
            return FileContent(extracted=(Extracted(),))
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
        return _read_known(path, head, where)
    except OSError as error:
        problem = build_unreadable(
            where,
            code="unreadable-file",
            found=f"a file that cannot be opened ({error.strerror or error})",
            action="Check that it is there and that you may read it.",
        )
        return FileContent(
            extracted=(Extracted(status="unreadable"),), problems=(problem,)
        )


def _read_known(path: Path, head: bytes, where: str) -> FileContent:
    promised = _EXTENSIONS.get(path.suffix.lower())
    found, description = _sniff(path, head, promised)
    if found is None:
        problem = build_unreadable(
            where,
            code="unsupported-format",
            found=description,
            action="Save it as pdf, docx, html or UTF-8 text.",
        )
        return FileContent(
            extracted=(Extracted(status="unsupported"),), problems=(problem,)
        )
    problems: list[Problem] = []
    if found != promised:
        problems.append(_build_wrong_extension(where, path.suffix, found))
    if found in {"docx", "xlsx"}:
        zip_problem = find_zip_problem(path, where=where)
        if zip_problem:
            return FileContent(
                extracted=(Extracted(status="unreadable"),),
                problems=(*problems, zip_problem),
            )
    if found in _ROW_READERS:
        content = _ROW_READERS[found](path, where=where)
    else:
        content = FileContent(extracted=(_READERS[found](path, where=where),))
    return FileContent(
        extracted=content.extracted, problems=(*problems, *content.problems)
    )


_READERS = {"pdf": read_pdf, "html": read_html, "docx": read_docx, "plain": read_plain}
_ROW_READERS = {"csv": read_csv, "jsonl": read_jsonl, "xlsx": read_xlsx}


def _sniff(path: Path, head: bytes, promised: str | None) -> tuple[str | None, str]:
    """Tell the format, or describe what it is instead."""
    if _PDF in head[:_PDF_MARK_WITHIN]:
        return "pdf", ""
    if head.startswith(_ZIP):
        return _sniff_zip(path, promised)
    alien = next((name for mark, name in _ALIENS if head.startswith(mark)), None)
    if alien:
        return None, alien
    return _sniff_text(path, head, promised)


def _sniff_text(
    path: Path, head: bytes, promised: str | None
) -> tuple[str | None, str]:
    decoded = decode_bytes(head[: len(head) - len(head) % 4])
    if decoded is None:
        # The reader of the promised format says how the file is damaged.
        return promised, "bytes of no known format"
    if promised == "html" or _HTML.match(decoded.text):
        return "html", ""
    if promised in _LINE_FORMATS:
        return promised, ""
    if _XML.match(decoded.text) or path.suffix.lower() == ".json":
        return None, f"a file of kind {path.suffix or 'XML'}"
    return "plain", ""


def _sniff_zip(path: Path, promised: str | None) -> tuple[str | None, str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, EOFError):
        # A damaged archive: the check before unpacking says so.
        return (promised if promised in {"docx", "xlsx"} else "docx"), ""
    if any(name.startswith("word/") for name in names):
        return "docx", ""
    if any(name.startswith("xl/") for name in names):
        return "xlsx", ""
    return None, "an archive that is no Word document or workbook"


def _refuse_size(where: str, size: int, max_bytes: int) -> FileContent:
    problem = Problem(
        code="too-large",
        severity="error",
        where=where,
        found=f"{size} bytes",
        expected=f"at most {max_bytes} bytes",
        action="Split the file, or raise the limit (`max_bytes`). It was not opened.",
    )
    return FileContent(extracted=(Extracted(status="unreadable"),), problems=(problem,))


def _build_wrong_extension(where: str, suffix: str, found: str) -> Problem:
    names = {"plain": "plain text", "docx": "a Word document", "html": "a web page"}
    return Problem(
        code="wrong-extension",
        severity="note",
        where=where,
        found=f"{names.get(found, found)} in a file named `{suffix or 'no extension'}`",
        expected="an extension that tells the format",
        action="It was read as what it is; rename it.",
    )
