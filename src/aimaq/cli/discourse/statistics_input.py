"""The INPUT of corpus statistics: texts with whatever columns describe them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aimaq.cli.inputs import read_input_passages, show_reading_problems
from aimaq.tables import read_frame
from ledger import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_TABLES = (".csv", ".parquet", ".xlsx")


def read_texts(
    path: Path, *, document: str | None = None, is_tokenized: bool = False
) -> pd.DataFrame:
    """Read passages with all columns that describe them.

    Parameters
    ----------
    path : pathlib.Path
        A table with a column `text` (.csv, .parquet, .xlsx: one passage a row, as it
        stands), a `.jsonl` file, a document or a folder.
    document : str, optional
        The column of a table, or the key of lines, that says which document a row is
        part of; the default is `document_id` where there is one, else each row is a
        document.
    is_tokenized : bool
        Whether blanks part the tokens, so that no language is needed.

    Returns
    -------
    pandas.DataFrame
        Passages with ``passage_id``, ``document_id``, ``position``, ``language``,
        ``text`` and further columns.

    Raises
    ------
    InputError
        If there is no such file, no texts, or no such column.
    """
    if not path.exists():
        raise InputError(f"{path}: found nothing there. Expected a file or a folder.")
    if path.suffix.lower() in _TABLES:
        return _read_rows(path, document, is_tokenized=is_tokenized)
    if path.suffix.lower() == ".jsonl":
        return _read_lines(path, document)
    return _read_documents(path)


def _read_rows(path: Path, document: str | None, *, is_tokenized: bool) -> pd.DataFrame:
    from discourse import detect_language

    frame = read_frame(path)
    for needed in ("text", *([document] if document else [])):
        if needed not in frame.columns:
            raise InputError(
                f"{path}: found no column {needed!r} among "
                f"{', '.join(map(str, frame.columns))}. Expected it. Rename the column "
                "that holds it."
            )
    if frame.empty:
        raise InputError(f"{path}: found no rows. Expected one text a row.")
    # A cell without text is a passage without tokens, not a missing row.
    texts = frame["text"]
    if texts.dtype != "str":
        texts = texts.astype(object).where(texts.notna(), "").astype(str)
    texts = texts.fillna("")
    if not texts.str.contains(r"\S").any():
        raise InputError(
            f"{path}: found no text in the {len(frame)} rows of the column 'text'. "
            "Expected one in one of them."
        )
    width = len(str(len(frame)))
    numbers = [f"row{number:0{width}d}" for number in range(1, len(frame) + 1)]
    name = document or ("document_id" if "document_id" in frame.columns else None)
    documents = numbers if name is None else frame[name].astype(str).tolist()
    if "language" in frame.columns:
        known = frame["language"].isin(["ru", "kk", "en"])
        languages = frame["language"].where(known, "unknown").tolist()
    elif is_tokenized:
        languages = ["unknown"] * len(frame)
    else:
        languages = [detect_language(text) for text in texts]
    return frame.assign(
        passage_id=numbers,
        document_id=documents,
        position=range(1, len(frame) + 1),
        language=languages,
        text=texts,
    )


def _read_lines(path: Path, document: str | None) -> pd.DataFrame:
    import pandas as pd

    passages = _check(path, read_input_passages(path))
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    about = pd.DataFrame([json.loads(line) for line in lines if line.strip()])
    about["passage_id"] = about["id"].astype(str)
    about = about.set_index("passage_id").loc[passages["passage_id"]].reset_index()
    if document is not None and document not in about.columns:
        raise InputError(
            f"{path}: found no key {document!r} among {', '.join(about.columns)}. "
            "Expected it in the lines. Correct the name."
        )
    name = document or ("document_id" if "document_id" in about.columns else "id")
    # A line may state the year alone, or a date that says it.
    year = passages["year"]
    if "year" in about.columns:
        year = year.fillna(pd.to_numeric(about["year"], errors="coerce"))
    more = about.drop(columns=[c for c in about.columns if c in passages.columns])
    passages = passages.assign(document_id=about[name].astype(str), year=year)
    return pd.concat([passages, more], axis=1)


def _read_documents(path: Path) -> pd.DataFrame:
    from discourse import read_documents, split_passages

    documents = read_documents(path)
    passages = split_passages(documents)
    known: Any = [
        name for name in documents.table.columns if name not in passages.columns
    ]
    about = documents.table[["document_id", *known]]
    passages = _check(path, passages.merge(about, on="document_id", how="left"))
    show_reading_problems(documents.problems)
    return passages


def _check(path: Path, passages: pd.DataFrame) -> pd.DataFrame:
    if passages.empty:
        raise InputError(
            f"{path}: found no text that could be read. Expected documents. See what "
            f"is wrong with: aimaq discourse read {path}"
        )
    return passages
