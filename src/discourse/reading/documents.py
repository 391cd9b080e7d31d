"""Read a folder of documents into one table, with a status for each of them.

Formats are read by their own modules; here files are found, named, matched with
their metadata, and compared with each other.
"""

import hashlib
import logging
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from discourse.reading.content import Documents, DocumentText, Extracted, Table
from discourse.reading.dates import read_date
from discourse.reading.metadata import (
    FILE_NAME,
    Metadata,
    find_unknown_paths,
    normalize_language,
    normalize_path,
    read_metadata,
)
from discourse.reading.preparing import (
    Prepared,
    PreparedFile,
    prepare_file,
    write_where,
)
from discourse.schemas import DOCUMENTS
from ledger import InputError, Problem, Progress, build_table

logger = logging.getLogger(__name__)

DEFAULT_MAX_BYTES = 200_000_000
_UNSAFE = re.compile(r"[^\w./\-()]+")
_FORMULA_STARTS = "=+-@."
_SKIPPED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_SKIPPED_STARTS = (".", "~$")


def read_documents(
    path: str | Path,
    *,
    metadata: str | Path | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    max_bytes: int = DEFAULT_MAX_BYTES,
) -> Documents:
    """Read documents from a file or a folder.

    Parameters
    ----------
    path : str or Path
        A file (pdf, html, docx, txt, csv, jsonl, xlsx) or a folder with such
        files, at any depth. Rows of csv, jsonl and xlsx are documents.
    metadata : str or Path, optional
        A csv file with a column `path` and any of title, date, language, genre,
        outlet; default: `metadata.csv` in the folder, if it is there. What it
        says wins over what the documents say.
    progress : Progress, optional
        Told how far the reading is.
    workers : int
        Number of processes; the result does not depend on it.
    max_bytes : int
        Larger files are refused, unopened.

    Returns
    -------
    Documents
        documents table with one row per document found, the texts and tables of
        those that could be read, and the problems. Nothing that is wrong with a
        document stops the reading of the others.

    Raises
    ------
    InputError
        If `path` or `metadata` does not exist, or `workers` is below 1.

    Notes
    -----
    `document_id` is the path inside the folder, with `_` for characters that are
    neither letters, digits, nor `. / - ( )`; for a row it is its field `id`
    (without one, the file's id and the line). Of documents with one id the first
    is read, the others get status `duplicate_id` and an id with `~2`. Documents
    with the same text are kept and noted. Dates: metadata, then the field `date`
    or `year` of a row, then the marks of a web page; the dates inside Word and
    PDF files are those of the file and are not used.
    """
    root = Path(path)
    if workers < 1:
        raise InputError(f"workers: found {workers}, expected 1 or more. Use 1.")
    if not root.exists():
        raise InputError(
            f"{root.name}: no such file or folder; expected documents. "
            "Correct the path."
        )
    known, used_name, problems = _read_known(root, metadata)
    files, skipped = _find_files(root, metadata)
    problems.extend(skipped)
    places = [_write_place(file, root) for file in files]
    if not files:
        problems.append(_build_no_documents(root.name))
    builder = _Builder(known)
    if progress:
        progress.start("documents", len(files))
    for place, prepared in zip(
        places, _prepare_files(files, places, workers, max_bytes), strict=True
    ):
        builder.add_file(place, prepared)
        if progress:
            progress.advance()
    if progress:
        progress.finish()
    problems.extend(builder.problems)
    problems.extend(find_unknown_paths(known, builder.used, where=used_name))
    table = build_table(builder.rows, DOCUMENTS)
    logger.info(
        "documents: %d files -> %d documents (%d read)",
        len(files),
        len(table),
        len(builder.texts),
    )
    return Documents(
        table=table,
        texts=dict(sorted(builder.texts.items())),
        tables=dict(sorted(builder.tables.items())),
        problems=tuple(problems),
    )


class _Builder:
    """Name the documents of one file after another and compare them."""

    def __init__(self, known: dict[str, Metadata]) -> None:
        self.rows: list[dict[str, Any]] = []
        self.texts: dict[str, DocumentText] = {}
        self.tables: dict[str, tuple[Table, ...]] = {}
        self.problems: list[Problem] = []
        self.used: set[str] = set()
        self._known = known
        self._ids: dict[str, str] = {}
        self._digests: dict[str, str] = {}

    def add_file(self, place: str, prepared: PreparedFile) -> None:
        """Add the documents of a file, in order."""
        self.problems.extend(prepared.problems)
        for document in prepared.documents:
            self._add(place, document)

    def _add(self, place: str, document: Prepared) -> None:
        wanted = self._build_wanted_id(place, document.extracted)
        self.problems.extend(document.problems)
        status = document.extracted.status
        document_id = wanted
        if wanted in self._ids:
            document_id = self._number(wanted)
            status = "duplicate_id"
            self.problems.append(
                Problem(
                    code="duplicate-id",
                    severity="error",
                    where=write_where(document.extracted, place),
                    found=f"the id `{wanted}`, which {self._ids[wanted]} already has",
                    expected="an id of its own for each document",
                    action="Give the document another id. The first was read, this "
                    "one was not.",
                )
            )
        self._ids[document_id] = place
        known = self._find_metadata(place, wanted) if status != "duplicate_id" else None
        where = write_where(document.extracted, place)
        row = self._build_row(document, known, where)
        row |= {"document_id": document_id, "path": place, "status": status}
        is_read = status == "read"
        row["n_characters"] = len(document.content.text) if is_read else 0
        row["text_sha256"] = document.digest if is_read else None
        row["language"] = row["language"] if is_read else None
        self.rows.append(row)
        if is_read:
            self._compare(document, document_id, where)
            self._note_missing(document, row, known, where)
            self.texts[document_id] = document.content
            if document.extracted.tables:
                self.tables[document_id] = document.extracted.tables

    def _build_wanted_id(self, place: str, extracted: Extracted) -> str:
        """Take the id that a row has; else name the document by its place."""
        if extracted.record_id is not None:
            return " ".join(extracted.record_id.split())
        file_id = self._avoid_collision(_build_id(place), place)
        if extracted.row is None:
            return file_id
        return f"{file_id}:row-{extracted.row}"

    def _avoid_collision(self, file_id: str, place: str) -> str:
        """Tell apart two files whose names differ only in unsafe characters."""
        if self._ids.get(file_id, place) == place:
            return file_id
        digest = hashlib.sha256(place.encode()).hexdigest()
        return f"{file_id}-{digest[:6]}"

    def _number(self, wanted: str) -> str:
        number = 2
        while f"{wanted}~{number}" in self._ids:
            number += 1
        return f"{wanted}~{number}"

    def _find_metadata(self, place: str, document_id: str) -> Metadata | None:
        for key in (normalize_path(place), normalize_path(document_id)):
            if key in self._known:
                self.used.add(key)
                return self._known[key]
        return None

    def _build_row(
        self, document: Prepared, known: Metadata | None, where: str
    ) -> dict[str, Any]:
        extracted = document.extracted
        said = known or Metadata(path="", line=0)
        written = said.date or extracted.date
        found = read_date(written) if written else None
        if found and found.doubt:
            self.problems.append(
                Problem(
                    code="unclear-date",
                    severity="warning" if found.year is None else "note",
                    where=where,
                    found=found.doubt,
                    expected="a date such as 2014-03-15",
                    action="Write the date into metadata.csv."
                    + (f" The year {found.year} was kept." if found.year else ""),
                )
            )
        return {
            "title": said.title or extracted.title,
            "date": found.date if found else None,
            "year": found.year if found else None,
            "language": self._choose_language(document, said.language, where),
            "genre": said.genre or extracted.genre,
            "outlet": said.outlet or extracted.outlet,
            "n_pages": extracted.n_pages,
        }

    def _choose_language(self, document: Prepared, said: str, where: str) -> str | None:
        """Take the language that the user names; say if the text looks otherwise."""
        written = said or document.extracted.language
        named = normalize_language(written)
        if written and named is None:
            self.problems.append(
                Problem(
                    code="unknown-language",
                    severity="warning",
                    where=where,
                    found=f"language `{written}`",
                    expected="ru, kk, en or mixed",
                    action="Correct it. The language was told from the text.",
                )
            )
        if named and document.language and named != document.language:
            self.problems.append(
                Problem(
                    code="language-differs",
                    severity="note",
                    where=where,
                    found=f"language {named} by the metadata, {document.language} "
                    "by the text",
                    expected="one language by both",
                    action="The metadata's was kept for the document; each passage "
                    "has its own. Correct the metadata if they are wrong.",
                )
            )
        return named or document.language

    def _compare(self, document: Prepared, document_id: str, where: str) -> None:
        digest = document.digest
        if digest is None:
            return
        if digest in self._digests:
            self.problems.append(
                Problem(
                    code="identical-text",
                    severity="note",
                    where=where,
                    found=f"the same text as {self._digests[digest]}",
                    expected="each text once",
                    action="Both were kept and both count; delete one if it is a copy.",
                )
            )
        self._digests.setdefault(digest, document_id)

    def _note_missing(
        self,
        document: Prepared,
        row: dict[str, Any],
        known: Metadata | None,
        where: str,
    ) -> None:
        describes_itself = document.extracted.row is not None
        if self._known and known is None and not describes_itself:
            self.problems.append(
                Problem(
                    code="no-metadata",
                    severity="note",
                    where=where,
                    found="no row in the metadata",
                    expected="a row with the path of the document",
                    action="Add one if date, outlet or genre matter. The document "
                    "was kept.",
                )
            )
        if row["year"] is None:
            self.problems.append(
                Problem(
                    code="no-date",
                    severity="note",
                    where=where,
                    found="no date of publication",
                    expected="a date in metadata.csv, in the record or in the page",
                    action="Add it to metadata.csv. The document was kept, but "
                    "stands in no table by period.",
                )
            )


def _read_known(
    root: Path, metadata: str | Path | None
) -> tuple[dict[str, Metadata], str, list[Problem]]:
    if metadata is not None:
        file = Path(metadata)
        if not file.is_file():
            raise InputError(
                f"{file.name}: no such file; expected a csv file with metadata. "
                "Correct the path."
            )
    else:
        file = root / FILE_NAME
        if not root.is_dir() or not file.is_file():
            return {}, FILE_NAME, []
    known, problems = read_metadata(file, where=file.name)
    return known, file.name, problems


def _find_files(
    root: Path, metadata: str | Path | None
) -> tuple[list[Path], list[Problem]]:
    """List the files of a folder in a stable order, and those left out by name."""
    if root.is_file():
        return [root], []
    apart = {(root / FILE_NAME).resolve()}
    if metadata is not None:
        apart.add(Path(metadata).resolve())
    files: list[Path] = []
    skipped: list[str] = []
    for file in root.rglob("*"):
        if file.is_dir() or file.resolve() in apart:
            continue
        place = _write_place(file, root)
        if any(
            part.startswith(_SKIPPED_STARTS) or part.lower() in _SKIPPED_NAMES
            for part in place.split("/")
        ):
            skipped.append(place)
            continue
        files.append(file)
    files.sort(key=lambda file: _write_place(file, root))
    if not skipped:
        return files, []
    skipped.sort()
    return files, [
        Problem(
            code="skipped-files",
            severity="note",
            where=skipped[0],
            found=f"{len(skipped)} hidden or temporary files",
            expected="documents",
            action="They were left out; rename them if they are documents.",
        )
    ]


def _write_place(file: Path, root: Path) -> str:
    place = file.name if root.is_file() else file.relative_to(root).as_posix()
    return unicodedata.normalize("NFC", place)


def _build_id(place: str) -> str:
    """Make an id that is safe in tables, file names and links."""
    safe = _UNSAFE.sub("_", place)
    return f"_{safe}" if safe.startswith(tuple(_FORMULA_STARTS)) else safe


def _prepare_files(
    files: list[Path], places: list[str], workers: int, max_bytes: int
) -> Iterator[PreparedFile]:
    prepare = partial(_prepare_one, max_bytes=max_bytes)
    if workers == 1 or len(files) < 2:  # noqa: PLR2004 - one file needs no pool
        yield from map(prepare, files, places)
        return
    # A fresh process each: forking a process that has threads may hang it.
    with ProcessPoolExecutor(
        min(workers, len(files)), mp_context=get_context("spawn")
    ) as pool:
        yield from pool.map(prepare, files, places, chunksize=4)


def _prepare_one(file: Path, place: str, *, max_bytes: int) -> PreparedFile:
    return prepare_file(file, where=place, max_bytes=max_bytes)


def _build_no_documents(name: str) -> Problem:
    return Problem(
        code="no-documents",
        severity="error",
        where=name,
        found="a folder without documents",
        expected="pdf, html, docx, txt, csv, jsonl or xlsx files",
        action="Put the documents into the folder.",
    )
