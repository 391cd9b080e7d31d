"""Terms, their order, and what parts them."""

import pandas as pd
import pytest

from discourse import build_term_sequence
from ledger import InputError


def make_passages(texts, *, documents=None, language="en"):
    names = [f"d{number}" for number in range(1, len(texts) + 1)]
    return pd.DataFrame(
        {
            "passage_id": [f"{name}#1" for name in names],
            "document_id": documents or names,
            "position": range(1, len(texts) + 1),
            "language": language,
            "text": texts,
        }
    )


def list_terms(sequence):
    return [sequence.terms[number] for number in sequence.term_id.tolist()]


def test_documents_stand_in_natural_order_whatever_the_order_of_rows():
    passages = make_passages([f"w{number}" for number in range(1, 13)])
    sequence = build_term_sequence(passages.iloc[::-1], tokens="whitespace")
    assert sequence.document_ids[1:3] == ("d2", "d3")
    assert list_terms(sequence) == [f"w{number}" for number in range(1, 13)]


def test_passages_of_a_document_stand_in_their_order():
    passages = make_passages(["one", "two", "three"], documents=["b", "a", "b"])
    sequence = build_term_sequence(passages.sample(frac=1, random_state=1), unit="form")
    assert list_terms(sequence) == ["two", "one", "three"]
    assert sequence.document_of_token.tolist() == [0, 1, 1]


def test_punctuation_parts_terms_and_blanks_do_not():
    text = "Oil, gas and\u00a0coal\n(or wood) - Kazakhstan's. End"
    sequence = build_term_sequence(make_passages([text]), unit="form")
    joined = dict(zip(list_terms(sequence), sequence.is_joined.tolist(), strict=True))
    assert joined == {
        "oil": False,
        "gas": False,
        "and": True,
        "coal": True,
        "or": False,
        "wood": True,
        "kazakhstan": False,
        "'s": True,
        "end": False,
    }


def test_whitespace_takes_tokens_as_they_are():
    passages = make_passages(["The end .", "", "The\tend"])
    sequence = build_term_sequence(passages, tokens="whitespace", unit="lemma")
    assert list_terms(sequence) == ["The", "end", ".", "The", "end"]
    assert sequence.is_joined.tolist() == [False, True, True, False, True]
    assert sequence.counts.sum(axis=1).tolist() == [3, 0, 2]
    offsets = zip(sequence.start.tolist(), sequence.end.tolist(), strict=True)
    assert list(offsets) == [(0, 3), (4, 7), (8, 9), (0, 3), (4, 7)]


def test_lemmas_join_forms_and_function_words_are_known():
    passages = make_passages(["областей области и 2019"], language="ru")
    sequence = build_term_sequence(passages)
    assert list_terms(sequence) == ["область", "область", "и", "2019"]
    content = dict(zip(sequence.terms, sequence.is_content.tolist(), strict=True))
    assert content == {"область": True, "и": False, "2019": False}


def test_languages_are_split_with_their_own_tokens():
    passages = make_passages(["oil steppe", "мұнай", "oil"]).assign(
        language=["en", "kk", "en"]
    )
    sequence = build_term_sequence(passages, tokens="whitespace")
    parts = dict(sequence.split_languages())
    assert list_terms(parts["en"]) == ["oil", "steppe", "oil"]
    assert list_terms(parts["kk"]) == ["мұнай"]
    assert parts["kk"].counts.sum() == 1


def test_no_passages_and_no_tokens():
    empty = make_passages([])
    assert build_term_sequence(empty).n_tokens == 0
    assert build_term_sequence(empty, tokens="whitespace").n_tokens == 0
    assert build_term_sequence(make_passages(["", "..."])).n_tokens == 0


def test_a_wrong_unit_is_named():
    with pytest.raises(InputError, match="unit: found 'stem'"):
        build_term_sequence(make_passages(["a"]), unit="stem")
