"""Read what the user says about documents: `metadata.csv` beside them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from discourse.reading.encoding import decode_bytes
from discourse.reading.findings import build_encoding_problems
from discourse.reading.tabular import iter_csv_rows
from ledger import Problem

FILE_NAME = "metadata.csv"
_COLUMNS = ("path", "title", "date", "language", "genre", "outlet")
_LANGUAGE_NAMES = {
    **dict.fromkeys(("ru", "rus", "russian", "русский", "рус"), "ru"),
    **dict.fromkeys(
        ("kk", "kz", "kaz", "kazakh", "қазақ", "қазақша", "казахский"), "kk"
    ),
    **dict.fromkeys(("en", "eng", "english", "английский"), "en"),
    "mixed": "mixed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the user says about one document; an empty text says nothing."""

    path: str
    line: int
    title: str = ""
    date: str = ""
    language: str = ""
    genre: str = ""
    outlet: str = ""


def read_metadata(
    path: Path, *, where: str
) -> tuple[dict[str, Metadata], list[Problem]]:
    """Read a table of metadata.

    Parameters
    ----------
    path : Path
        A csv file with a column `path` and any of title, date, language, genre,
        outlet.
    where : str
        Its name in messages.

    Returns
    -------
    tuple of dict and list of Problem
        Rows by path; problems of the file.
    """
    decoded = decode_bytes(path.read_bytes())
    rows = iter_csv_rows(decoded.text) if decoded else iter(())
    names = [cell.strip().lower() for cell in next(rows, (0, []))[1]]
    problems = build_encoding_problems(decoded, where=where) if decoded else []
    if "path" not in names:
        problems.append(
            Problem(
                code="missing-path-column",
                severity="error",
                where=where,
                found=f"columns {', '.join(names[:5]) or 'none'}",
                expected=f"a column `path` and any of {', '.join(_COLUMNS[1:])}",
                action="Add the column with each document's path inside the folder. "
                "Nothing of the file was used.",
            )
        )
        return {}, problems
    ignored = [name for name in names if name and name not in _COLUMNS]
    if ignored:
        problems.append(
            Problem(
                code="ignored-fields",
                severity="note",
                where=where,
                found=f"columns {', '.join(ignored[:5])}",
                expected=f"the columns {', '.join(_COLUMNS)}",
                action="They are not used; nothing to do.",
            )
        )
    known: dict[str, Metadata] = {}
    for line, cells in rows:
        record = {
            name: cell.strip()
            for name, cell in zip(names, cells, strict=False)
            if name in _COLUMNS
        }
        key = normalize_path(record.get("path", ""))
        if not key:
            continue
        if key in known:
            problems.append(
                Problem(
                    code="duplicate-metadata",
                    severity="warning",
                    where=f"{where}, line {line}",
                    found=f"a second row for `{key}`",
                    expected="one row per document",
                    action="Delete one of the two. The first was used.",
                )
            )
            continue
        known[key] = Metadata(**{**record, "path": key}, line=line)
    return known, problems


def normalize_path(path: str) -> str:
    """Write a path one way: forward slashes, composed accents, no leading `./`."""
    text = unicodedata.normalize("NFC", path.strip().replace("\\", "/"))
    return text.removeprefix("./")


def normalize_language(name: str | None) -> str | None:
    """Name a language `ru`, `kk`, `en` or `mixed`; None if it is another."""
    return _LANGUAGE_NAMES.get(name.strip().lower()) if name else None


def find_unknown_paths(
    known: Mapping[str, Metadata], used: set[str], *, where: str
) -> list[Problem]:
    """Word a problem for each row of metadata that no document answers to."""
    return [
        Problem(
            code="unknown-metadata-path",
            severity="warning",
            where=f"{where}, line {row.line}",
            found=f"path `{key}`",
            expected="the path of a document in the folder",
            action="Correct the path, or delete the row.",
        )
        for key, row in known.items()
        if key not in used
    ]
