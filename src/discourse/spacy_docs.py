"""How do mentions and hits look in spaCy's own objects?

For users of spaCy's ecosystem (displaCy, DocBin, training): passages as `Doc` with
mentions and hits as span groups. Nothing else of aimaq depends on spaCy's pipelines.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from discourse.tokens.tokenizing import find_tokens

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Doc, Span

_PIECE = re.compile(r"\s|[^\s]+")


def build_spacy_docs(
    passages: pd.DataFrame,
    *,
    mentions: pd.DataFrame | None = None,
    hits: pd.DataFrame | None = None,
) -> list[Doc]:
    """Build a spaCy `Doc` for each passage.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    mentions, hits : pandas.DataFrame, optional
        Mentions table and hits table of these passages.

    Returns
    -------
    list of spacy.tokens.Doc
        In the order of the passages; ``doc.text`` is the passage's text.
        ``doc.spans["mentions"]`` are labeled by region (``none`` where there is none),
        ``doc.spans["hits"]`` by category; ``doc.user_data["passage_id"]`` names the
        passage. A span covers whole tokens: it may be wider than the offsets.
    """
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    vocab = Vocab()
    mentioned = _group_rows(mentions, "region_id")
    hit = _group_rows(hits, "category")
    docs = []
    for passage_id, text in zip(passages["passage_id"], passages["text"], strict=True):
        words, spaces = _split_words(text)
        doc = Doc(vocab, words=words, spaces=spaces)
        doc.user_data["passage_id"] = passage_id
        doc.spans["mentions"] = _build_spans(doc, mentioned.get(passage_id, []))
        doc.spans["hits"] = _build_spans(doc, hit.get(passage_id, []))
        docs.append(doc)
    return docs


def _group_rows(
    table: pd.DataFrame | None, label: str
) -> dict[str, list[tuple[int, int, str]]]:
    rows: dict[str, list[tuple[int, int, str]]] = {}
    if table is None:
        return rows
    columns = [table[name] for name in ("passage_id", "start", "end")]
    for passage_id, start, end, name in zip(
        *columns, table[label].fillna("none"), strict=True
    ):
        rows.setdefault(str(passage_id), []).append((int(start), int(end), str(name)))
    return rows


def _split_words(text: str) -> tuple[list[str], list[bool]]:
    """Split a text into words and what is between them, losing no character."""
    words: list[str] = []
    spaces: list[bool] = []
    place = 0
    for start, end in [*find_tokens(text), (len(text), len(text))]:
        for piece in _PIECE.findall(text[place:start]):
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        if end > start:
            words.append(text[start:end])
            spaces.append(False)
        place = end
    return words, spaces


def _build_spans(doc: Doc, rows: list[tuple[int, int, str]]) -> list[Span]:
    spans: list[Any] = [
        doc.char_span(start, end, label=label, alignment_mode="expand")
        for start, end, label in rows
    ]
    return spans
