"""Passages: paragraphs, sentences, long ones, pages, languages."""

from pathlib import Path

import pandas as pd
import pytest

from discourse import find_passage_problems, read_documents, split_passages
from discourse.reading.content import Documents, DocumentText
from discourse.schemas import DOCUMENTS, PASSAGES
from ledger import InputError, build_empty_table, build_table, check_table


def _build(text: str, *, page_starts: tuple[int, ...] = (), **values) -> Documents:
    row = {
        "document_id": "d",
        "date": "2014-03-15",
        "year": 2014,
        "language": "ru",
        "path": "d.txt",
        "n_characters": len(text),
        "status": "read",
    }
    return Documents(
        table=build_table([row | values], DOCUMENTS),
        texts={"d": DocumentText(text=text, page_starts=page_starts)},
    )


def test_each_line_is_a_paragraph():
    passages = split_passages(_build("Первый абзац здесь.\n\n  Второй абзац. \n"))
    check_table(passages, PASSAGES)
    assert passages["passage_id"].tolist() == ["d#0001", "d#0002"]
    assert passages["text"].tolist() == ["Первый абзац здесь.", "Второй абзац."]
    assert passages[["start", "end"]].to_numpy().tolist() == [[0, 19], [23, 36]]
    assert passages["n_tokens"].tolist() == [3, 2]
    assert set(passages["date"]) == {"2014-03-15"}
    assert set(passages["year"]) == {2014}


def test_sentences_can_be_the_unit():
    passages = split_passages(_build("В 2014 г. выросло. Да!\nКонец."), unit="sentence")
    assert passages["text"].tolist() == ["В 2014 г. выросло.", "Да!", "Конец."]


def test_unknown_unit_is_refused():
    with pytest.raises(InputError, match="unit"):
        split_passages(_build("Текст."), unit="chapter")


def test_long_paragraph_is_divided_at_sentences_and_that_is_said():
    sentence = "Доходы жителей области растут каждый год без остановки. "
    documents = _build(sentence * 50)
    passages = split_passages(documents)
    assert len(passages) == 2
    assert passages["n_tokens"].tolist() == [200, 200]
    assert all(text.endswith("остановки.") for text in passages["text"])
    (problem,) = find_passage_problems(documents)
    assert problem.code == "long-paragraph"


@pytest.mark.parametrize("joint", [";", ","])
def test_long_list_is_divided_at_its_joints(joint):
    passages = split_passages(_build(f"один два три{joint} " * 200))
    assert passages["n_tokens"].tolist() == [300, 300]
    assert all(text.endswith(joint) for text in passages["text"])


def test_long_sentence_without_joints_stays_whole():
    passages = split_passages(_build("слово " * 400))
    assert passages["n_tokens"].tolist() == [400]


def test_page_is_that_of_the_first_character():
    text = "Страница один.\nСтраница два.\nЕщё два."
    passages = split_passages(_build(text, page_starts=(0, 15)))
    assert passages["page"].tolist() == [1, 2, 2]


def test_empty_pages_are_counted():
    passages = split_passages(_build("Один.\nТри.", page_starts=(0, 6, 6)))
    assert passages["page"].tolist() == [1, 3]


def test_page_is_missing_without_pages():
    assert split_passages(_build("Один."))["page"].isna().all()


def test_each_passage_has_its_own_language():
    text = "Аким посетил школу в районе.\nОблыс әкімі мектепке барды.\nПавлодар"
    passages = split_passages(_build(text))
    assert passages["language"].tolist() == ["ru", "kk", "ru"]
    passages = split_passages(_build(text, language="mixed"))
    assert passages["language"].tolist() == ["ru", "kk", "unknown"]


def test_paragraph_in_two_languages_is_noted():
    documents = _build("Аким посетил школу в районе. Облыс әкімі мектепке барды.")
    assert len(split_passages(documents)) == 1
    (problem,) = find_passage_problems(documents)
    assert (problem.code, problem.severity) == ("mixed-paragraph", "note")


def test_no_documents_give_an_empty_table():
    documents = Documents(table=build_empty_table(DOCUMENTS))
    passages = split_passages(documents)
    check_table(passages, PASSAGES)
    assert len(passages) == 0
    assert find_passage_problems(documents) == ()


def test_documents_without_text_have_no_passages():
    documents = _build("", status="empty")
    assert len(split_passages(documents)) == 0


def test_table_of_documents_is_not_changed():
    documents = _build("Один.\nДва.")
    before = pd.util.hash_pandas_object(documents.table).tolist()
    split_passages(documents)
    assert pd.util.hash_pandas_object(documents.table).tolist() == before


@pytest.mark.shared_data
def test_real_documents_lose_nothing(shared_data: Path):
    documents = read_documents(shared_data / "texts" / "documents.jsonl")
    passages = split_passages(documents)
    covered = passages["text"].str.replace(r"\s+", "", regex=True).str.len().sum()
    stored = sum(len("".join(c.text.split())) for c in documents.texts.values())
    assert covered == stored
    assert len(passages) > 8000
