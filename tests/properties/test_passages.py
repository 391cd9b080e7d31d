"""Offsets, coverage and order of passages and of repaired texts, for any text."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from discourse import find_sentences, split_passages
from discourse.reading.cleaning import TextEditor, repair_characters, tidy_blanks
from discourse.reading.content import Documents, DocumentText
from discourse.reading.layout import join_wrapped_lines
from discourse.schemas import DOCUMENTS
from ledger import build_table

LETTERS = "абвгдеёжзийклмнопрстуәғқңөұүһіАБВГҚӘabcxyzABCXYZ"
OTHERS = " \n\t.!?…,;:-–—«»\"'()0123456789\u00a0\u00ad\u0301\u0306\u200b\x00\r😀"
TEXTS = st.text(alphabet=LETTERS + OTHERS, max_size=400)
LINES = st.lists(st.text(alphabet=LETTERS + " .-,", max_size=70), max_size=12)


def _build(text: str) -> Documents:
    row = {
        "document_id": "d",
        "path": "d.txt",
        "n_characters": len(text),
        "status": "read",
    }
    return Documents(
        table=build_table([row], DOCUMENTS), texts={"d": DocumentText(text=text)}
    )


def _drop_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
@settings(max_examples=100, deadline=None)
@given(text=TEXTS)
def test_passages_are_the_text_between_their_offsets(unit, text):
    passages = split_passages(_build(text), unit=unit)
    last = 0
    for row in passages.itertuples():
        assert text[row.start : row.end] == row.text
        assert row.text == row.text.strip()
        assert row.start >= last
        last = row.end
    assert _drop_blanks("".join(passages["text"])) == _drop_blanks(text)


@settings(max_examples=30, deadline=None)
@given(sentences=st.lists(st.text(LETTERS + " ", min_size=1, max_size=40), min_size=90))
def test_long_paragraphs_lose_nothing_when_divided(sentences):
    text = ". ".join(sentences * 3)
    passages = split_passages(_build(text))
    assert _drop_blanks("".join(passages["text"])) == _drop_blanks(text)


@given(text=TEXTS)
def test_sentences_cover_every_character_once(text):
    spans = find_sentences(text)
    pieces = [text[start:end] for start, end in spans]
    assert _drop_blanks("".join(pieces)) == _drop_blanks(text)
    assert all(piece == piece.strip() and piece for piece in pieces)


def _clean(text: str) -> TextEditor:
    editor = TextEditor(text)
    repair_characters(editor)
    join_wrapped_lines(editor)
    tidy_blanks(editor)
    return editor


@given(text=TEXTS)
def test_way_back_leads_to_the_same_letters(text):
    editor = _clean(text)
    content = DocumentText(text=editor.text, original_breaks=editor.find_breaks())
    for place, character in enumerate(editor.text):
        start, end = content.convert_span(place, place + 1)
        assert 0 <= start < end <= len(text)
        # Blanks stand for line ends, letters for look-alikes and composed pairs.
        if character.isdigit() or character in "😀«»":
            assert text[start] == character


@given(lines=LINES)
def test_joining_lines_loses_only_hyphens_and_blanks(lines):
    text = "\n".join(lines)
    editor = TextEditor(text)
    join_wrapped_lines(editor)
    before = _drop_blanks(text).replace("-", "")
    assert _drop_blanks(editor.text).replace("-", "") == before


@given(text=TEXTS)
@example(text="АY\u0306")
@example(text="АB\u0301")
@example(text="А\u0301A")
def test_cleaned_text_has_one_form(text):
    editor = TextEditor(text)
    repair_characters(editor)
    tidy_blanks(editor)
    assert unicodedata.is_normalized("NFC", editor.text)
    again = TextEditor(editor.text)
    repair_characters(again)
    tidy_blanks(again)
    assert again.text == editor.text
