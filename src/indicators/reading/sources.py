"""Which kind of file is it, by its content, and who reads it into cells?"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from indicators.reading.delimited import read_delimited
from indicators.reading.old_workbook import read_old_workbook
from indicators.reading.opendocument import read_opendocument
from indicators.reading.parquet import read_parquet
from indicators.reading.pdf.tables import read_pdf_tables
from indicators.reading.taldau import read_taldau
from indicators.reading.workbook import read_workbook
from ledger import InputError, TableError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from indicators.reading.grid import Grid
    from ledger import Problem

_KINDS = ".xlsx, .xls, .ods, .csv, .tsv, .txt, .parquet, .pdf, .json"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_OLE = b"\xd0\xcf\x11\xe0"
_TEXTS = (".csv", ".tsv", ".txt", ".tab")


def read_grids(
    path: Path,
    *,
    sheet: str | None = None,
    is_name: Callable[[str], bool] = lambda _: False,
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Read a file into cells, by what it is, not by what its name says.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    sheet : str, optional
        The one sheet of a workbook to read.
    is_name : callable
        Whether a text is the name of a region; names over two lines of a PDF without
        ruled lines are joined with it.

    Returns
    -------
    tuple of Grid
        Sheets or tables.
    tuple of Problem
        Findings of the readers.

    Raises
    ------
    InputError
        If the file does not exist or is of a kind that is not read.
    TableError
        If it is empty, encrypted, damaged or too large, or has no such sheet.
    """
    if path.is_dir():
        raise InputError(
            f"{path.name}: a folder. Expected one file with a table of statistics. "
            "Name the file."
        )
    if not path.is_file():
        raise InputError(
            f"{path.name}: no such file. Expected a table of statistics. Correct the "
            "path."
        )
    grids, problems = _read_kind(path, _find_kind(path), sheet, is_name)
    if sheet is None:
        return grids, problems
    chosen = tuple(grid for grid in grids if grid.name.strip() == sheet.strip())
    if chosen:
        return chosen, problems
    every, _ = _read_kind(path, _find_kind(path), None, is_name)
    names = ", ".join(repr(grid.name.strip()) for grid in every)
    raise TableError(
        f"{path.name}: no sheet {sheet!r}. Expected one of {names}. Correct 'select'."
    )


def _read_kind(  # noqa: PLR0911 - one return for each kind
    path: Path, kind: str, sheet: str | None, is_name: Callable[[str], bool]
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    if kind == "xlsx":
        return read_workbook(path, sheet=sheet)
    if kind == "xls":
        return read_old_workbook(path, sheet=sheet)
    if kind == "ods":
        return read_opendocument(path), ()
    if kind == "parquet":
        return (read_parquet(path),), ()
    if kind == "pdf":
        return read_pdf_tables(path, is_name=is_name)
    if kind == "json":
        return (read_taldau(path),), ()
    grid, problems = read_delimited(path)
    return (grid,), problems


def _find_kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4096)
    suffix = path.suffix.lower()
    if head.startswith(b"PK\x03\x04"):
        return _find_archive_kind(path)
    if head.startswith(_OLE):
        _check_encryption(path)
        return "xls"
    for mark, kind in ((b"%PDF", "pdf"), (b"PAR1", "parquet")):
        if head.startswith(mark):
            return kind
    if head.startswith(_PICTURES) and suffix not in _TEXTS:
        raise TableError(
            f"{path.name}: a picture, not a table (it begins with {head[:4]!r}). "
            "Expected a workbook or CSV. Take the table from its source, or type it."
        )
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix == ".json" or (start[:1] in (b"[", b"{") and suffix not in _TEXTS):
        return "json"
    if suffix not in _TEXTS:
        _check_contents(path, head, start)
        raise InputError(
            f"{path.name}: found a file of kind {suffix or 'unknown'!r}. Expected "
            f"{_KINDS}. Save the table as one of them."
        )
    return "text"


def _check_contents(path: Path, head: bytes, start: bytes) -> None:
    """Refuse what is not of the kind that its name says."""
    if not head.strip():
        raise TableError(
            f"{path.name}: the file is empty. Expected a table of regions. Save it "
            "again from its program."
        )
    if start[:1] == b"<":
        raise TableError(
            f"{path.name}: a web page or XML text, not a workbook (it begins with "
            f"{start[:8]!r}). Expected {_KINDS}. Open it in a spreadsheet program and "
            "save it as .xlsx."
        )
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".pdf"):
        raise TableError(
            f"{path.name}: not a workbook or table of the kind that its name says (it "
            f"begins with {head[:8]!r}). Expected {path.suffix.lower()}. Save it again, "
            "or give it the ending of what it is."
        )


def _find_archive_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        raise TableError(
            f"{path.name}: cannot be read as a workbook ({error}). Expected a whole "
            "file. Copy or download it again."
        ) from None
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    return "xlsx"


def _check_encryption(path: Path) -> None:
    """Refuse a workbook that is locked by a password."""
    data = path.read_bytes()[: 1 << 22]
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise TableError(
            f"{path.name}: is encrypted (it opens with a password). Expected a "
            "workbook without one. Open it and save it without a password."
        )
    is_book = (
        any(name.encode("utf-16-le") in data for name in ("Workbook", "Book"))
        or path.suffix.lower() == ".xls"
    )
    if not is_book:
        raise TableError(
            f"{path.name}: not a workbook (an OLE file of another program). Expected "
            ".xlsx, .xls or .csv. Save the table as one of them."
        )
