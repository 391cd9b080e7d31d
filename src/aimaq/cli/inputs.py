"""The INPUT of a command: passages of texts or documents, or a table."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aimaq import console
from ledger import InputError, Problem, build_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

_YEAR = re.compile(r"[12]\d{3}")
_LANGUAGES = ("ru", "kk", "en", "mixed", "unknown")
_ENCODING_CODES = ("other-encoding", "broken-characters")
_N_NOTES = 3

input_argument = click.argument(
    "source", metavar="INPUT", type=click.Path(path_type=Path)
)


def read_input_passages(path: Path) -> pd.DataFrame:
    """Read passages from INPUT.

    Parameters
    ----------
    path : pathlib.Path
        A `.jsonl` file with lines ``{"id", "text", "language"?, "date"?, "year"?}``,
        each of them one passage whose offsets count code points of `text` as it stands
        there; or a document or a folder of documents, divided into paragraphs. A line
        whose date is missing or unreadable is of its year.

    Returns
    -------
    pandas.DataFrame
        Passages table.

    Raises
    ------
    InputError
        If the path does not exist, lines are broken, or nothing there has text; each
        fault is named. Documents that cannot be read beside others that can, and those
        whose encoding was guessed, are named on standard error.
    """
    from discourse import read_documents, split_passages

    if not path.exists():
        raise InputError(f"{path}: found nothing there. Expected a file or a folder.")
    if path.suffix == ".jsonl":
        return _read_lines(path)
    documents = read_documents(path)
    errors = [each for each in documents.problems if each.severity == "error"]
    passages = split_passages(documents)
    if passages.empty:
        # A table without rows would look like an answer: nothing found in the texts.
        if errors:
            raise InputError(problems=errors)
        raise InputError(f"{path}: found no documents. Expected a text in one of them.")
    show_reading_problems(documents.problems)
    return passages


def show_reading_problems(problems: Iterable[Problem]) -> None:
    """Say which documents could not be read, and whose encoding was guessed."""
    listed = list(problems)
    guessed = [
        each
        for each in listed
        if each.code == "other-encoding" and each.severity == "note"
    ]
    console.show_problems(
        each
        for each in listed
        if each.severity == "error"
        or (each.severity == "warning" and each.code in _ENCODING_CODES)
    )
    for each in guessed[:_N_NOTES]:
        console.say(f"note: {each.where}: {each.found}, not UTF-8. {each.action}")
    if len(guessed) > _N_NOTES:
        console.say(f"note: so are {len(guessed) - _N_NOTES} more texts")


def _read_lines(path: Path) -> pd.DataFrame:
    from discourse import PASSAGES

    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    unknown: Counter[str] = Counter()
    n_odd_years = 0
    text = _decode(path)
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        fault = _find_fault(line, seen)
        if fault is not None:
            problems.append(
                Problem(
                    code="broken-line",
                    severity="error",
                    where=f"{path.name}, line {number}",
                    found=fault,
                    expected='An object with "id" (once each) and "text"',
                    action="Correct the line",
                )
            )
            continue
        raw = json.loads(line)
        declared = raw.get("language") or raw.get("lang")
        if declared and declared not in _LANGUAGES:
            unknown[str(declared)] += 1
        n_odd_years += _is_odd_year(raw.get("year"))
        rows.append(_build_passage(raw))
        seen.add(rows[-1]["passage_id"])
    if problems:
        raise InputError(problems=problems)
    _report_languages(unknown)
    if n_odd_years:
        console.say(
            f"warning: {n_odd_years} lines have a year that is no number of four "
            "digits. It was left out."
        )
    return build_table(rows, PASSAGES)


def _read_year(year: object) -> int | None:
    """Read a year given as a number or as text; None if there is none."""
    written = str(year).removesuffix(".0") if year is not None else ""
    return int(written) if _YEAR.fullmatch(written) else None


def _is_odd_year(year: object) -> bool:
    return bool(str(year or "").strip()) and _read_year(year) is None


def _decode(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"{path.name}, line {line}: found bytes that are not UTF-8. Expected "
            "JSON lines in UTF-8. Save the file in this encoding."
        ) from error


def _report_languages(unknown: Counter[str]) -> None:
    """Say which declared languages are none that can be read."""
    if unknown:
        codes = ", ".join(f"{code!r} ({n})" for code, n in unknown.most_common(5))
        console.say(
            f"warning: {unknown.total()} lines declare a language other than ru, kk "
            f"and en: {codes}. Their language was detected from the text instead."
        )


def _find_fault(line: str, seen: set[str]) -> str | None:
    try:
        raw = json.loads(line)
    except ValueError as error:
        return f"not JSON ({error})"
    if not isinstance(raw, dict):
        return "JSON, but not an object"
    if "id" not in raw or not isinstance(raw.get("text"), str):
        return f"keys {', '.join(map(str, raw)) or 'none'}"
    return f"id {raw['id']!r} a second time" if str(raw["id"]) in seen else None


def _build_passage(raw: dict[str, Any]) -> dict[str, Any]:
    from discourse import detect_language, find_tokens, read_date

    date = read_date(str(raw["date"])) if raw.get("date") else None
    declared = raw.get("language") or raw.get("lang")
    language = declared if declared in ("ru", "kk", "en") else None
    return {
        "passage_id": str(raw["id"]),
        "document_id": str(raw["id"]),
        "position": 1,
        "start": 0,
        "end": len(raw["text"]),
        "date": date.date if date else None,
        "year": date.year if date else _read_year(raw.get("year")),
        "language": language or detect_language(raw["text"]),
        "text": raw["text"],
        "n_tokens": len(find_tokens(raw["text"])),
    }


def split_pairs(pairs: tuple[str, ...], option: str) -> dict[str, str]:
    """Read options of the form NAME=VALUE."""
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise InputError(
            f"{option}: found {wrong[0]!r}. Expected NAME=VALUE. Write it so."
        )
    return dict(pair.split("=", 1) for pair in pairs)
