import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import build_spacy_docs

TEXT = "В Алматинской  области,\nстроят «школы»."
PASSAGES = pd.DataFrame({"passage_id": ["a#0001"], "text": [TEXT]})


def test_mentions_and_hits_are_labeled_spans():
    mentions = pd.DataFrame(
        {"passage_id": ["a#0001"], "start": [2], "end": [22], "region_id": ["KZ-19"]}
    )
    hits = pd.DataFrame(
        {
            "passage_id": ["a#0001"],
            "start": [32],
            "end": [37],
            "category": ["access_services"],
        }
    )
    (doc,) = build_spacy_docs(PASSAGES, mentions=mentions, hits=hits)
    assert doc.text == TEXT
    assert doc.user_data["passage_id"] == "a#0001"
    assert [(s.text, s.label_) for s in doc.spans["mentions"]] == [
        ("Алматинской  области", "KZ-19")
    ]
    assert [s.label_ for s in doc.spans["hits"]] == ["access_services"]
    assert "школы" in doc.spans["hits"][0].text


def test_a_mention_without_region_is_labeled_none():
    mentions = pd.DataFrame(
        {"passage_id": ["a#0001"], "start": [2], "end": [13], "region_id": [None]}
    )
    (doc,) = build_spacy_docs(PASSAGES, mentions=mentions)
    assert doc.spans["mentions"][0].label_ == "none"
    assert len(doc.spans["hits"]) == 0


def test_no_passages_give_no_docs():
    assert build_spacy_docs(PASSAGES.head(0)) == []


@given(st.text(alphabet="аб -.,\n\tAB9»’", max_size=30))
def test_no_character_is_lost(text):
    (doc,) = build_spacy_docs(PASSAGES.assign(text=text))
    assert doc.text == text


@pytest.mark.parametrize("text", ["", " ", "  a  "])
def test_blank_texts(text):
    (doc,) = build_spacy_docs(PASSAGES.assign(text=text))
    assert doc.text == text
