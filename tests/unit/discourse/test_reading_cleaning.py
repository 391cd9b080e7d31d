"""Repair of characters, and the way back to the text before it."""

import unicodedata

import pytest

from discourse.reading.cleaning import TextEditor, repair_characters, tidy_blanks
from discourse.reading.content import DocumentText


def _repair(text: str) -> tuple[str, dict[str, int]]:
    editor = TextEditor(text)
    repairs = repair_characters(editor)
    return editor.text, {repair.code: repair.count for repair in repairs}


def test_clean_text_stays_as_it_is():
    text = "Облыс әкімі, 12,5 %. COVID-19 and Kazakhstan's regions."
    assert _repair(text) == (text, {})


@pytest.mark.parametrize(
    ("written", "repaired"),
    [
        ("Aлматы", "Алматы"),  # Latin A
        ("oблaсть", "область"),
        ("Қaзaқcтан", "Қазақстан"),
        ("әлeумeттiк", "әлеуметтік"),  # Latin i for Kazakh і
        ("мəселе", "мәселе"),  # Latin schwa for Kazakh ә
        ("Kаzаkhstan", "Kazakhstan"),  # Cyrillic а in a Latin word
    ],
)
def test_words_of_two_scripts_are_repaired(written, repaired):
    assert _repair(written) == (repaired, {"repaired-homoglyphs": 1})


@pytest.mark.parametrize("word", ["COVIDке", "IT-компания", "vitamin С", "AO", "Wi-Fi"])
def test_words_that_cannot_be_decided_stay(word):
    assert _repair(word) == (word, {})


def test_accents_are_composed():
    decomposed = unicodedata.normalize("NFD", "Йошкар-Ола и район Ё, й")
    text, repairs = _repair(decomposed)
    assert text == "Йошкар-Ола и район Ё, й"
    assert repairs == {"composed-accents": 4}


def test_stress_marks_are_removed():
    assert _repair("за\u0301мок") == ("замок", {"removed-stress-marks": 1})


def test_soft_hyphens_are_removed_also_at_the_end_of_a_line():
    assert _repair("обра\u00adзо\u00ad\nвание") == (
        "образование",
        {"removed-soft-hyphens": 2},
    )


def test_nul_is_removed_and_said():
    assert _repair("а\x00б") == ("аб", {"removed-control-characters": 1})


def test_line_ends_and_blanks_are_made_uniform_silently():
    assert _repair("a\r\nb\rc\u2028d\u00a0e\u200bf\ufeff") == ("a\nb\nc\nd ef", {})


def test_no_break_blank_inside_a_number_stays():
    assert _repair("12\u00a0345 тенге и 5\u00a0лет")[0] == "12\u00a0345 тенге и 5 лет"


def test_blanks_that_carry_nothing_are_removed():
    editor = TextEditor("  a  b \n\n\n\n c\t \td  \n")
    tidy_blanks(editor)
    assert editor.text == "a b\n\nc\td"


def test_way_back_to_the_text_before_cleaning():
    original = "  обра\u00adзо\u00adвание  и  и\u0306од\x00 Aлматы"
    editor = TextEditor(original)
    repair_characters(editor)
    tidy_blanks(editor)
    assert editor.text == "образование и йод Алматы"
    content = DocumentText(text=editor.text, original_breaks=editor.find_breaks())
    for word, before in (
        ("образование", "обра\u00adзо\u00adвание"),
        ("йод", "и\u0306од"),
        ("Алматы", "Aлматы"),
    ):
        start = editor.text.index(word)
        span = content.convert_span(start, start + len(word))
        # The last letter of a composed pair may leave its accent outside.
        assert original[slice(*span)] == before
    assert content.convert_span(0, 0) == (2, 2)


def test_without_moves_there_is_nothing_to_convert():
    editor = TextEditor("Aлматы")
    repair_characters(editor)
    assert editor.find_breaks() == ()
    assert DocumentText(text="Алматы").convert_span(2, 4) == (2, 4)
