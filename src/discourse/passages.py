"""Divide documents into passages, the stretches of text that are coded.

Paragraphs come from reading, where wrapped lines were joined: a line break ends a
paragraph. Mentions, hits and topics of passages are found elsewhere.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any, Literal

import pandas as pd

from discourse.reading.content import Documents, DocumentText
from discourse.reading.language import detect_language, summarize_languages
from discourse.reading.sentences import find_sentences
from discourse.schemas import LANGUAGES, PASSAGES
from discourse.tokens.tokenizing import find_tokens
from ledger import Problem, Progress, build_table, check_choice

logger = logging.getLogger(__name__)

Unit = Literal["paragraph", "sentence"]

LONGEST_PARAGRAPH = 300
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\S+")
_FEWEST_SENTENCES = 2
# Where a sentence too long to be one passage is divided, in order of preference.
_JOINTS = (re.compile(r";(?=\s)"), re.compile(r"[,)](?=\s)"))


def split_passages(
    documents: Documents,
    *,
    unit: Unit = "paragraph",
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Split the documents that were read into passages.

    Parameters
    ----------
    documents : Documents
        Documents as read.
    unit : {"paragraph", "sentence"}
        What a passage is. A paragraph of more than 300 words is divided at ends
        of sentences into parts of about equal length (inside a sentence of more
        than 300 words, at semicolons, else at commas); `find_passage_problems`
        says where.
    progress : Progress, optional
        Told how far the work is.

    Returns
    -------
    DataFrame
        passages table, one row per passage. `text` is the stored text of the
        document from `start` to `end`; every character that is not a blank
        lies in exactly one passage.

    Raises
    ------
    InputError
        If `unit` is neither of the two.

    Notes
    -----
    Each passage has a language of its own; where its words do not tell, it has
    that of the document. A passage that mixes languages has the one that
    `detect_language` finds in it as a whole.
    """
    check_choice(unit, Unit, "unit")
    known = {row["document_id"]: row for row in documents.table.to_dict("records")}
    rows: list[dict[str, Any]] = []
    if progress:
        progress.start("passages", len(documents.texts))
    for document_id, content in documents.texts.items():
        about = known[document_id]
        prior = str(about["language"]) if about["language"] in LANGUAGES else None
        for position, (start, end) in enumerate(
            _find_spans(content.text, unit, prior), start=1
        ):
            text = content.text[start:end]
            rows.append(
                {
                    "passage_id": f"{document_id}#{position:04d}",
                    "document_id": document_id,
                    "position": position,
                    "page": content.get_page(start),
                    "start": start,
                    "end": end,
                    "date": about["date"],
                    "year": about["year"],
                    "language": detect_language(text, prior=prior),
                    "text": text,
                    "n_tokens": len(find_tokens(text)),
                }
            )
        if progress:
            progress.advance()
    if progress:
        progress.finish()
    logger.info("passages: %d documents -> %d", len(documents.texts), len(rows))
    return build_table(rows, PASSAGES)


def find_passage_problems(documents: Documents) -> tuple[Problem, ...]:
    """Find what should be known about the paragraphs of documents.

    Parameters
    ----------
    documents : Documents
        Documents as read.

    Returns
    -------
    tuple of Problem
        Notes on documents with paragraphs of more than 300 words, which
        `split_passages` divides (`long-paragraph`), and with paragraphs whose
        sentences are in two languages, each at least a tenth of it
        (`mixed-paragraph`).
    """
    problems: list[Problem] = []
    for document_id, content in documents.texts.items():
        spans = list(_find_lines(content.text))
        n_long = sum(_count_words(content, span) > LONGEST_PARAGRAPH for span in spans)
        n_mixed = sum(_is_mixed(content.text[slice(*span)]) for span in spans)
        if n_long:
            problems.append(
                Problem(
                    code="long-paragraph",
                    severity="note",
                    where=document_id,
                    found=f"{n_long} paragraphs of more than {LONGEST_PARAGRAPH} words",
                    expected="paragraphs short enough to be coded as one",
                    action="They were divided at ends of sentences; nothing to do.",
                )
            )
        if n_mixed:
            problems.append(
                Problem(
                    code="mixed-paragraph",
                    severity="note",
                    where=document_id,
                    found=f"{n_mixed} paragraphs with sentences in two languages",
                    expected="one language in a paragraph",
                    action="Each has the language of most of it; use sentences as "
                    "passages if that matters.",
                )
            )
    return tuple(problems)


def _find_spans(text: str, unit: Unit, prior: str | None) -> Iterator[tuple[int, int]]:
    language = prior or "unknown"
    for start, end in _find_lines(text):
        paragraph = text[start:end]
        n_words = len(_WORD.findall(paragraph))
        if unit == "paragraph" and n_words <= LONGEST_PARAGRAPH:
            yield start, end
            continue
        sentences = find_sentences(paragraph, language=language)
        if unit == "paragraph":
            sentences = [
                piece
                for span in sentences
                for piece in _divide_sentence(paragraph, span, _JOINTS)
            ]
            sentences = _group(paragraph, sentences, n_words)
        for first, last in sentences:
            yield start + first, start + last


def _find_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + line.index(stripped[0])
            yield start, start + len(stripped)


def _divide_sentence(
    paragraph: str, span: tuple[int, int], joints: tuple[re.Pattern[str], ...]
) -> list[tuple[int, int]]:
    """Divide a sentence that is too long for a passage, such as a long list."""
    start, end = span
    if len(_WORD.findall(paragraph, start, end)) <= LONGEST_PARAGRAPH or not joints:
        return [span]
    ends = [match.end() for match in joints[0].finditer(paragraph, start, end)]
    pieces: list[tuple[int, int]] = []
    for last in (*ends, end):
        piece = paragraph[start:last]
        first = start + len(piece) - len(piece.lstrip())
        if first < last:
            pieces += _divide_sentence(paragraph, (first, last), joints[1:])
        start = last
    return pieces


def _group(
    paragraph: str, sentences: list[tuple[int, int]], n_words: int
) -> list[tuple[int, int]]:
    """Group sentences into parts of about equal numbers of words."""
    n_parts = -(-n_words // LONGEST_PARAGRAPH)
    target = n_words / n_parts
    parts: list[tuple[int, int]] = []
    start, done, counted = sentences[0][0], 0, 0
    for place, (first, last) in enumerate(sentences):
        counted += len(_WORD.findall(paragraph[first:last]))
        is_last = place == len(sentences) - 1
        if is_last or counted >= target * (done + 1):
            parts.append((start, last))
            done += 1
            if not is_last:
                start = sentences[place + 1][0]
    return parts


def _count_words(content: DocumentText, span: tuple[int, int]) -> int:
    return len(_WORD.findall(content.text[slice(*span)]))


def _is_mixed(paragraph: str) -> bool:
    sentences = find_sentences(paragraph)
    if len(sentences) < _FEWEST_SENTENCES:
        return False
    parts = (
        (detect_language(paragraph[first:last]), last - first)
        for first, last in sentences
    )
    return summarize_languages(parts) == "mixed"
