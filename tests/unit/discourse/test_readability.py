"""Readability and syllables."""

import math

import pandas as pd
import pytest

from discourse import READABILITY, compute_readability, count_syllables
from ledger import InputError, check_table


def measure(text, language, document="d"):
    passages = pd.DataFrame(
        {
            "passage_id": ["p"],
            "document_id": [document],
            "language": [language],
            "text": [text],
        }
    )
    return compute_readability(passages).set_index("measure")


def test_flesch_of_a_worked_example():
    # 10 words, 13 syllables, 2 sentences; 2019 is no word.
    text = "The region grows fast. In 2019 they opened a station there."
    found = measure(text, "en")
    row = found.loc["flesch"]
    assert (row["n_words"], row["n_sentences"], row["n_syllables"]) == (10, 2, 13)
    assert row["value"] == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 1.3)
    assert found.loc["flesch_kincaid", "value"] == pytest.approx(
        0.39 * 5 + 11.8 * 1.3 - 15.59
    )
    assert "fewer than 100 words" in row["note"]


def test_oborneva_of_a_worked_example():
    found = measure("Мама мыла раму. В области растёт доход.", "ru")
    row = found.loc["flesch_oborneva"]
    assert (row["n_words"], row["n_syllables"], row["n_sentences"]) == (7, 13, 2)
    assert row["value"] == pytest.approx(206.835 - 1.3 * 3.5 - 60.1 * 13 / 7)
    assert "flesch" not in found.index


def test_kazakh_has_no_formula_and_says_so():
    found = measure("Ауылда жаңа мектеп салынды.", "kk")
    assert math.isnan(found.loc["flesch", "value"])
    assert found.loc["flesch", "note"] == (
        "no readability formula is established for Kazakh"
    )
    assert found.loc["words_per_sentence", "value"] == 4


def test_documents_and_languages_are_kept_apart():
    passages = pd.DataFrame(
        {
            "passage_id": ["1", "2", "3", "4"],
            "document_id": ["a", "a", "b", "a"],
            "language": ["ru", "kk", "ru", "ru"],
            "text": ["Дом стоит.", "Үй тұр.", "Дом.", "Город растёт быстро."],
        }
    )
    table = compute_readability(passages)
    check_table(table, READABILITY)
    row = table.query(
        "document_id == 'a' and language == 'ru' and measure == 'words_per_sentence'"
    ).iloc[0]
    assert (row["n_sentences"], row["n_words"]) == (2, 5)


def test_texts_without_words_or_language():
    none = measure("2019 — 2020", "ru")
    assert none["value"].isna().all()
    assert set(none["note"]) == {"no words"}
    unknown = measure("Foo bar.", "unknown")
    assert unknown.loc["words_per_sentence", "value"] == 2
    assert unknown.loc[["flesch", "syllables_per_word"], "value"].isna().all()
    assert compute_readability(
        pd.DataFrame(columns=["passage_id", "document_id", "language", "text"])
    ).empty


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", {"в": 0, "ёлка": 2, "область": 2, "казахстанский": 4}),
        ("kk", {"тау": 1, "ауа": 2, "уақыт": 2, "оқу": 2, "су": 1, "өңір": 2}),
        (
            "en",
            {
                "time": 1,
                "states": 1,
                "changes": 2,
                "named": 1,
                "needed": 2,
                "table": 2,
                "people": 2,
                "area": 3,
                "radio": 3,
                "nation": 2,
                "million": 2,
                "create": 2,
                "social": 2,
                "science": 2,
                "safely": 2,
                "statement": 2,
                "element": 3,
                "the": 1,
                "a": 1,
                "rhythm": 1,
                "state-owned": 2,
                "kazakhstan": 3,
                "region": 2,
                "being": 2,
            },
        ),
    ],
)
def test_syllables(language, words):
    found = {word: count_syllables(word, language) for word in words}
    assert found == words


def test_syllables_of_another_language():
    with pytest.raises(InputError, match="language: found 'fr'"):
        count_syllables("rue", "fr")
