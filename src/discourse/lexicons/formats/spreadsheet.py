"""Lexicons as a spreadsheet: one row a term, in our own pattern language.

Columns ``category`` and ``pattern`` are needed; ``language``, ``weight``, ``reason``,
``source``, ``not_within``, ``unless``, ``only_if``, ``negation`` and ``definition`` (of the category, on
any of its rows) may be there. Several contexts in a cell are divided by ``;``.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from discourse.lexicons.building import TERM_LISTS, LexiconBuilder, clean_category_name
from ledger import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from discourse.lexicons.model import Lexicon

COLUMNS = (
    "category",
    "pattern",
    "language",
    "weight",
    "reason",
    "source",
    "not_within",
    "unless",
    "only_if",
    "negation",
    "definition",
)
_NEEDED = ("category", "pattern")
_DIVIDER = ";"
# The apostrophe that keeps a spreadsheet from reading text as a formula.
_ARMED = re.compile(r"^'(?=[=+\-@])")
_DELIMITERS = (",", ";", "\t")
_SAID_DELIMITER = re.compile(r"sep=(.)\n", re.IGNORECASE)
_SHOWN = 5


def read_delimited(text: str, *, file: str, name: str) -> Lexicon:
    """Read a lexicon from CSV, divided by commas, semicolons or tabs."""
    builder = LexiconBuilder(file)
    rows = read_cells(text, builder)
    if rows is None:
        return builder.build(name)
    return read_rows(rows, file=file, name=name)


def read_cells(text: str, builder: LexiconBuilder) -> list[list[str]] | None:
    """Read the cells of CSV, divided by commas, semicolons or tabs.

    Parameters
    ----------
    text : str
        Content of the file.
    builder : LexiconBuilder
        Is told if it is none.

    Returns
    -------
    list of list of str, or None
        The rows as a spreadsheet counts them; None if it is none.
    """
    # Spreadsheet programs say the divider in a line of its own.
    said = _SAID_DELIMITER.match(text)
    header = text.split("\n", 1)[0]
    delimiter = said[1] if said else max(_DELIMITERS, key=header.count)
    lines = io.StringIO(text[said.end() :] if said else text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[list[str]] = [[]] if said else []
    try:
        rows += reader
    except csv.Error as error:
        builder.report(
            "malformed-csv",
            f"{builder.file}, row {len(rows) + 1} (ends at line {reader.line_num + bool(said)})",
            found=str(error),
            expected="A cell with quotation marks begins and ends with one and doubles "
            'those inside: """low income"""',
            action="Correct it, or save the table as a workbook",
        )
        return None
    return rows


def read_workbook(content: bytes, *, file: str, name: str) -> Lexicon:
    """Read a lexicon from the first sheet of an Excel workbook."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True
        )
    except (OSError, KeyError, ValueError, BadZipFile) as error:
        builder = LexiconBuilder(file)
        builder.report(
            "unreadable-lexicon",
            file,
            found=f"The workbook cannot be read ({type(error).__name__})",
            expected="An Excel workbook (.xlsx)",
            action="Save it again, or as CSV",
        )
        return builder.build(name)
    rows = (
        ["" if cell is None else str(cell) for cell in row]
        for row in book.worksheets[0].iter_rows(values_only=True)
    )
    return read_rows(rows, file=file, name=name)


def read_rows(rows: Iterable[Sequence[str]], *, file: str, name: str) -> Lexicon:
    """Read a lexicon from rows of cells, the first of which names the columns.

    Parameters
    ----------
    rows : iterable of sequence of str
        The cells; rows without any are passed over.
    file : str
        How messages call the file.
    name : str
        Identifier of the lexicon.

    Returns
    -------
    Lexicon
        Its patterns, read and checked.

    Raises
    ------
    LexiconError
        If a column is missing, unknown or there twice, or anything in a row is wrong.
    """
    builder = LexiconBuilder(file)
    cells = ((number, row) for number, row in enumerate(rows, 1) if any(row))
    first, names = next(cells, (1, ()))
    header = [column.strip().lower() for column in names]
    if fault := _find_header_fault(header):
        builder.report(
            "wrong-columns",
            f"{file}, row {first}",
            found=f"columns {', '.join(filter(None, header)) or 'none'}",
            expected="Columns category and pattern, and of "
            + ", ".join(COLUMNS[2:])
            + " those that are needed",
            action=fault,
        )
        return builder.build(name)
    for number, row in cells:
        where = f"{file}, row {number}"
        if any(cell.strip() for cell in row[len(header) :]):
            builder.report(
                "bad-row",
                where,
                found=f"{len(row)} cells: {', '.join(row[:_SHOWN])}",
                expected=f"{len(header)}, one for each column",
                action="Put a cell that holds the divider in quotation marks",
            )
            continue
        values = {
            column: _ARMED.sub("", value.strip())
            for column, value in zip(header, row, strict=False)
        }
        if any(values.values()):
            _read_row(values, where, builder)
    return builder.build(name)


def _find_header_fault(header: list[str]) -> str:
    """Say what is to be done about the names of the columns, if anything is."""
    unknown = [column for column in header if column and column not in COLUMNS]
    missing = [column for column in _NEEDED if column not in header]
    repeated = [column for column in COLUMNS if header.count(column) > 1]
    parts = (("rename or delete", unknown), ("add", missing), ("keep once", repeated))
    wanted = "; ".join(f"{what} {', '.join(found)}" for what, found in parts if found)
    return wanted[:1].upper() + wanted[1:]


def _read_row(values: dict[str, str], where: str, builder: LexiconBuilder) -> None:
    category = ".".join(map(clean_category_name, values["category"].split(".")))
    if not category or not values["pattern"]:
        builder.report(
            "bad-term",
            where,
            found="the category or the pattern is empty",
            expected="Each row has both",
            action="Fill or delete it",
        )
        return
    language = values.get("language", "").lower() or "any"
    if language not in TERM_LISTS:
        builder.report(
            "unknown-language",
            f"{where}, column language",
            found=f"language {language!r}",
            expected="One of " + ", ".join(TERM_LISTS),
            action="Correct it",
        )
        return
    weight = _read_weight(values.get("weight", ""))
    if weight is None:
        builder.report(
            "bad-weight",
            f"{where}, column weight",
            found=f"weight {values['weight']!r}",
            expected="A weight is a number",
            action="Correct it",
        )
        return
    builder.continue_category(
        category,
        written=values["category"],
        where=where,
        definition=values.get("definition", ""),
    )
    builder.add_term(
        category,
        values["pattern"],
        locate=lambda column: f"{where}, column pattern, character {column}",
        language=None if language == "any" else language,
        weight=weight,
        reason=values.get("reason", ""),
        source=values.get("source", ""),
        not_within=_split(values.get("not_within", "")),
        unless=_split(values.get("unless", "")),
        only_if=_split(values.get("only_if", "")),
        negation=values.get("negation", "") or "denies",
    )


def _read_weight(text: str) -> float | None:
    if not text:
        return 1.0
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(_DIVIDER) if part.strip())


def list_rows(lexicon: Lexicon, *, file: str) -> tuple[list[list[str]], list[Problem]]:
    """Write a lexicon as rows of cells, with the names of the columns first.

    Parameters
    ----------
    lexicon : Lexicon
        The lexicon.
    file : str
        How messages call the file.

    Returns
    -------
    tuple of (list of list of str, list of Problem)
        The rows, and what they do not say: all that concerns the lexicon as a whole.
    """
    rows = [list(COLUMNS)]
    for category in lexicon.categories:
        rows += [
            [
                category.name,
                pattern.text,
                pattern.language or "any",
                f"{pattern.weight!r}",
                pattern.reason,
                pattern.source,
                f"{_DIVIDER} ".join(pattern.not_within),
                f"{_DIVIDER} ".join(pattern.unless),
                f"{_DIVIDER} ".join(pattern.only_if),
                pattern.negation,
                category.definition,
            ]
            for pattern in category.patterns
        ]
    meaning = {
        "title": lexicon.title,
        "definition": lexicon.definition,
        "include": lexicon.include,
        "exclude": lexicon.exclude,
        "sources": lexicon.sources,
    }
    lost = [key for key, value in meaning.items() if value]
    notes = [
        Problem(
            code="lost-meaning",
            severity="note",
            where=file,
            found=f"{', '.join(lost)} of the lexicon",
            expected="A table says something about terms and categories only",
            action="Keep the lexicon as TOML, which says everything",
        )
    ]
    return rows, notes if lost else []
