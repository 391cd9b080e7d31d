"""Make a document of what a format's reader took: clean text, language, digest."""

import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

from discourse.reading.cleaning import TextEditor, repair_characters, tidy_blanks
from discourse.reading.content import DocumentText, Extracted
from discourse.reading.findings import build_empty, build_repair_problem
from discourse.reading.formats import read_file
from discourse.reading.html import strip_tags
from discourse.reading.language import detect_language, summarize_languages
from discourse.reading.layout import join_wrapped_lines
from discourse.reading.metadata import normalize_language
from ledger import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A document that only lacks its id and what the metadata say."""

    extracted: Extracted
    content: DocumentText
    language: str | None
    digest: str | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFile:
    """The documents of one file and the problems of the file itself."""

    documents: tuple[Prepared, ...]
    problems: tuple[Problem, ...]


def prepare_file(path: Path, *, where: str, max_bytes: int) -> PreparedFile:
    """Read and clean all documents of a file.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages.
    max_bytes : int
        Larger files are refused.

    Returns
    -------
    PreparedFile
        Its documents. The function is pure and light to send to another process.
    """
    content = read_file(path, where=where, max_bytes=max_bytes)
    documents = tuple(
        _prepare(extracted, write_where(extracted, where))
        for extracted in content.extracted
    )
    return PreparedFile(documents=documents, problems=content.problems)


def write_where(extracted: Extracted, where: str) -> str:
    """Name a document in messages: its file, and in a file of rows its id or line."""
    if extracted.record_id is not None:
        return f"{where}, id {extracted.record_id}"
    return where if extracted.row is None else f"{where}, line {extracted.row}"


def _prepare(extracted: Extracted, where: str) -> Prepared:
    problems = list(extracted.problems)
    editor = TextEditor(extracted.text)
    repairs = repair_characters(editor)
    if extracted.layout == "lines":
        repairs += join_wrapped_lines(editor)
    tidy_blanks(editor)
    problems += [build_repair_problem(repair, where=where) for repair in repairs]
    title = extracted.title
    if title and strip_tags(title) != " ".join(title.split()):
        title = strip_tags(title)
        problems.append(
            Problem(
                code="markup-in-title",
                severity="note",
                where=where,
                found="tags in the title",
                expected="plain text",
                action="They were removed; nothing to do.",
            )
        )
    status = extracted.status
    if status == "read" and not editor.text:
        status = "empty"
        problems.append(build_empty(where))
    prior = normalize_language(extracted.language or extracted.language_hint)
    parts = (
        (detect_language(line, prior=prior), len(line))
        for line in re.split(r"\n+", editor.text)
    )
    return Prepared(
        # The text itself is not sent twice.
        extracted=replace(
            extracted, text="", title=title or None, status=status, problems=()
        ),
        content=DocumentText(
            text=editor.text,
            page_starts=editor.convert_from_original(extracted.page_starts),
            original_breaks=editor.find_breaks(),
        ),
        language=summarize_languages(parts),
        digest=hashlib.sha256(editor.text.encode("utf-8", "replace")).hexdigest()
        if editor.text
        else None,
        problems=tuple(problems),
    )
