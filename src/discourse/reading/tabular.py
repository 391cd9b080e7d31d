"""Read files that hold one document per row: csv, jsonl, xlsx."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from discourse.reading.content import Extracted, FileContent
from discourse.reading.encoding import decode_bytes
from discourse.reading.findings import build_encoding_problems, build_unreadable
from ledger import Problem

_FIELDS = {
    "id": ("id", "document_id"),
    "text": ("text",),
    "date": ("date",),
    "year": ("year",),
    "language": ("language", "lang"),
    "title": ("title",),
    "genre": ("genre",),
    "outlet": ("outlet", "source"),
}
_KNOWN = frozenset(name for names in _FIELDS.values() for name in names)
_LONGEST_FIELD = 100_000_000
_SHOWN = 5
_SHOWN_LETTERS = 40


def read_jsonl(path: Path, *, where: str) -> FileContent:
    """Read JSON lines, one document a line.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    FileContent
        One document per line. A line that is no JSON object, or has no text, is
        a problem that names the line; the others are read.
    """
    text, problems = _decode(path, where)
    if text is None:
        return _refuse(problems)
    documents: list[Extracted] = []
    ignored: set[str] = set()
    for number, line in enumerate(_split_lines(text), start=1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            problems.append(_build_broken_row(place, "a line that is not valid JSON"))
            continue
        if not isinstance(record, dict):
            problems.append(_build_broken_row(place, "JSON that is not an object"))
            continue
        _add_record(record, place, number, documents, problems, ignored)
    problems.extend(_build_ignored(ignored, where))
    return _finish(documents, problems)


def read_csv(path: Path, *, where: str) -> FileContent:
    """Read a csv file with a column `text`, one document a row.

    Parameters
    ----------
    path : Path
        The file; comma, semicolon or tab between columns.
    where : str
        Its name in messages.

    Returns
    -------
    FileContent
        One document per row.
    """
    text, problems = _decode(path, where)
    if text is None:
        return _refuse(problems)
    if text.count('"') % 2:
        problems.append(
            Problem(
                code="odd-quotes",
                severity="warning",
                where=where,
                found="a quotation mark that is opened and never closed",
                expected="quotation marks in pairs, those inside a cell doubled",
                action="Mend it: the rows after it may have run together into one.",
            )
        )
    return _read_rows(iter_csv_rows(text), where, problems)


def read_xlsx(path: Path, *, where: str) -> FileContent:
    """Read the first sheet with a column `text`, one document a row.

    Parameters
    ----------
    path : Path
        The workbook.
    where : str
        Its name in messages.

    Returns
    -------
    FileContent
        One document per row.
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = [
            [[_write_cell(value) for value in row] for row in sheet.values]
            for sheet in book.worksheets
        ]
        book.close()
    except Exception as error:  # noqa: BLE001 - openpyxl lets through what zipfile and XML parsers raise
        problem = build_unreadable(
            where,
            code="damaged-file",
            found=f"a workbook that cannot be opened ({type(error).__name__})",
            action="Open it in a spreadsheet program and save it again.",
        )
        return _refuse([problem])
    for rows in sheets:
        if rows and "text" in {_normalize(cell) for cell in rows[0]}:
            return _read_rows(iter(enumerate(rows, start=1)), where, [])
    return _read_rows(iter(enumerate(sheets[0] if sheets else [], start=1)), where, [])


def iter_csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Iterate over the rows of a csv text with the number of their last line.

    Parameters
    ----------
    text : str
        The content; the separator is the one of `,`, `;` and tab that is most
        frequent in the first line.

    Yields
    ------
    tuple of (int, list of str)
        Line number and cells.
    """
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    csv.field_size_limit(_LONGEST_FIELD)
    stream = io.StringIO(text.replace("\x00", ""), newline="")
    reader = csv.reader(stream, delimiter=delimiter)
    for row in reader:
        yield reader.line_num, row


def _read_rows(
    rows: Iterator[tuple[int, list[str]]], where: str, problems: list[Problem]
) -> FileContent:
    names = [_normalize(name) for name in next(rows, (0, []))[1]]
    if "text" not in names:
        shown = ", ".join(name[:_SHOWN_LETTERS] for name in names[:_SHOWN]) or "none"
        problem = Problem(
            code="missing-text-column",
            severity="error",
            where=where,
            found=f"columns {shown}",
            expected="a column `text` (and if known id, date, language, title, "
            "genre, outlet)",
            action="Name the column that holds the documents `text`. Tables of "
            "statistics belong into the folder of indicators.",
        )
        return _refuse([*problems, problem])
    documents: list[Extracted] = []
    ignored: set[str] = set()
    for number, cells in rows:
        if not any(cells):
            continue
        place = f"{where}, line {number}"
        if len(cells) > len(names) and any(cells[len(names) :]):
            problems.append(
                _build_broken_row(
                    place, f"{len(cells)} cells under {len(names)} columns"
                )
            )
            continue
        record = dict(zip(names, cells, strict=False))
        _add_record(record, place, number, documents, problems, ignored)
    problems.extend(_build_ignored(ignored, where))
    return _finish(documents, problems)


def _add_record(
    record: Mapping[str, Any],
    place: str,
    number: int,
    documents: list[Extracted],
    problems: list[Problem],
    ignored: set[str],
) -> None:
    """Turn a record into a document; say what it lacks."""
    ignored.update(str(name) for name in record if name not in _KNOWN and name)
    text = record.get("text")
    if text is not None and not isinstance(text, str):
        problems.append(_build_broken_row(place, "a field `text` that is no text"))
        return
    values = {field: _get_field(record, field) for field in _FIELDS if field != "text"}
    documents.append(
        Extracted(
            text=text or "",
            layout="lines",
            record_id=values["id"],
            row=number,
            title=values["title"],
            date=values["date"] or values["year"],
            language=values["language"],
            genre=values["genre"],
            outlet=values["outlet"],
        )
    )


def _get_field(record: Mapping[str, Any], field: str) -> str | None:
    for name in _FIELDS[field]:
        value = record.get(name)
        if value is not None and str(value).strip():
            return str(value).strip()
    return None


def _write_cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _normalize(name: str) -> str:
    return name.strip().lower().removeprefix("\ufeff")


def _split_lines(text: str) -> list[str]:
    # str.splitlines would also split at U+2028, which JSON allows inside a text.
    return text.replace("\r\n", "\n").split("\n")


def _decode(path: Path, where: str) -> tuple[str | None, list[Problem]]:
    decoded = decode_bytes(path.read_bytes())
    if decoded is None:
        problem = build_unreadable(
            where,
            code="not-a-text",
            found="bytes that are no text in any known encoding",
            action="Save the table as UTF-8.",
        )
        return None, [problem]
    return decoded.text, build_encoding_problems(decoded, where=where)


def _refuse(problems: list[Problem]) -> FileContent:
    return FileContent(
        extracted=(Extracted(status="unreadable"),), problems=tuple(problems)
    )


def _finish(documents: list[Extracted], problems: list[Problem]) -> FileContent:
    if documents:
        return FileContent(extracted=tuple(documents), problems=tuple(problems))
    if problems:
        return _refuse(problems)
    return FileContent(extracted=(Extracted(),))


def _build_broken_row(place: str, found: str) -> Problem:
    return Problem(
        code="broken-row",
        severity="error",
        where=place,
        found=found,
        expected="one document with a field `text`",
        action="Mend the row; the other rows were read.",
    )


def _build_ignored(names: set[str], where: str) -> list[Problem]:
    if not names:
        return []
    ordered = sorted(names)
    shown = ", ".join(ordered[:_SHOWN])
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return [
        Problem(
            code="ignored-fields",
            severity="note",
            where=where,
            found=f"fields {shown}{more}",
            expected=f"the fields {', '.join(sorted(_KNOWN))}",
            action="They are not used; nothing to do.",
        )
    ]
