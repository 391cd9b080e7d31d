"""Mentions: names in context."""

import pandas as pd
import pytest

from discourse import build_passage_regions, find_mentions
from ledger import ApproximationWarning, InputError


def _find(text: str, date: str | None = "2019-07-01") -> pd.DataFrame:
    passages = pd.DataFrame(
        {"passage_id": ["d#0001"], "document_id": ["d"], "date": [date], "text": [text]}
    )
    return find_mentions(passages).sort_values("start").reset_index(drop=True)


def _list_regions(text: str, date: str | None = "2019-07-01") -> list[object]:
    found = _find(text, date)
    counted = found[found["sense"].isin(["place", "government"])]
    return [None if pd.isna(x) else x for x in counted["region_id"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "в Алматинской, Жамбылской и Туркестанской областях",
            ["KZ-19", "KZ-31", "KZ-61"],
        ),
        ("Алматы, Жамбыл және Қызылорда облыстарында", ["KZ-19", "KZ-31", "KZ-43"]),
        ("in almaty , zhambyl and kyzylorda regions", ["KZ-19", "KZ-31", "KZ-43"]),
        (
            "города Алматы, Кызылординской и Алматинской областей",
            ["KZ-75", "KZ-43", "KZ-19"],
        ),
        (
            "in the city of almaty , mangystau and aktobe regions",
            ["KZ-75", "KZ-47", "KZ-15"],
        ),
        ("Алматы қаласында және Алматы облысында", ["KZ-75", "KZ-19"]),
        (
            "Северо-, Восточно- и Западно-Казахстанской областях",
            ["KZ-59", "KZ-63", "KZ-27"],
        ),
        (
            "Солтүстік, Шығыс және Батыс Қазақстан облыстарында",
            ["KZ-59", "KZ-63", "KZ-27"],
        ),
        (
            "kostanay - 13 % , akmola - 36 % and karaganda regions",
            ["KZ-39", "KZ-11", "KZ-35"],
        ),
        ("Қарақия мен Түпқараған ауданының халқы", ["KZ-47", "KZ-47"]),
        ("акимат ВКО и ЗКО", ["KZ-63", "KZ-27"]),
        ("гг. Уральск и Атырау", ["KZ-27", "KZ-23"]),
        ("Семейдегі аурухана мен Өскеменге баратын жол", ["KZ-63", "KZ-63"]),
        ("Астана-Усть-Каменогорск", ["KZ-71", "KZ-63"]),
    ],
)
def test_names_give_their_regions(text: str, expected: list[str]) -> None:
    assert _list_regions(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Сенімді ақтауға тырысамыз, өткенге қарағанда жақсы, елге оралғанын айтты.",
        "Помощь семей, обед из орала, темир и шар.",
        "Туркестанский военный округ и Туркестанский фронт",
        "улица Абая, проспект Қонаева",
        "Нұрсұлтан Назарбаев пен Абай Құнанбайұлы",
        "Ресейдің Оңтүстік Орал өңірі",
        "Әлемнің астаналары мен тарихи қалалары",
        "по всем областям страны",
        "abay 's works and the poet abai",
        "К. Сатпаев и М. Шевченко",
        "the oral statement and the ural river",
        "the critical situation in the Aral region",
        "«Исламская партия Туркестана»",
    ],
)
def test_look_alikes_are_left_out(text: str) -> None:
    assert _list_regions(text) == []


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("аким Павлодарской области", "government"),
        ("Павлодар облысы бойынша салық департаменті", "government"),
        ("Экибастузская ГРЭС-1", "organisation"),
        ("Департамент юстиции по Павлодарской области", "government"),
        ("Павлодар облысының әкімі", "government"),
        ("Павлодарский государственный университет", "organisation"),
        ("газета «Астана»", "organisation"),
        ("рейс Эйр Астана", "organisation"),
        ("заявка Алматы-2022", "organisation"),
        ("the Astana process", "organisation"),
        ("http://pavlodar.gov.kz", "organisation"),
        ("Ақтөбеліктердің бұл уәжі", "person_or_other"),
        ("в Павлодаре открыли завод", "place"),
        ("«Нұр-Сұлтан – Қостанай» рейсі", "place"),
        ("Павлодарлық қоғамдық көліктер", "place"),
        ("в столице Казахстана", "implied"),
        ("елордада өтті", "implied"),
    ],
)
def test_the_sense_follows_from_the_words_beside(text: str, sense: str) -> None:
    assert _find(text).loc[0, "sense"] == sense


@pytest.mark.parametrize(
    ("text", "date", "region_id"),
    [
        ("в Семее", "2022-06-07", "KZ-63"),
        ("в Семее", "2022-06-08", "KZ-10"),
        ("область Абай", "2023-01-01", "KZ-10"),
        ("область Абай", "2019-01-01", "KZ-63"),
        ("Жетісу облысы", "2023-01-01", "KZ-33"),
        ("в Шымкенте", "2018-06-18", "KZ-YUZ"),
        ("в Шымкенте", "2018-06-19", "KZ-79"),
        ("Южно-Казахстанская область", "2019-01-01", "KZ-YUZ"),
        ("столица Казахстана", "1996-01-01", "KZ-75"),
        ("столица Казахстана", "1998-01-01", "KZ-71"),
        ("Туркестанская область", None, "KZ-61"),
    ],
)
def test_the_region_is_that_of_the_day(
    text: str, date: str | None, region_id: str
) -> None:
    assert _find(text, date).loc[0, "region_id"] == region_id


def test_without_a_date_a_town_that_moved_is_ambiguous() -> None:
    found = _find("в Семее", None)
    assert found.loc[0, "status"] == "ambiguous"
    assert found.loc[0, "candidates"] == '[["KZ-10", 0.5], ["KZ-63", 0.5]]'


def test_a_year_decides_where_the_date_is_missing() -> None:
    passages = pd.DataFrame(
        {
            "passage_id": ["a#0001", "b#0001"],
            "document_id": ["a", "b"],
            "date": [None, None],
            "year": [2020, 2022],
            "text": ["в Семее", "в Семее"],
        }
    )
    assert find_mentions(passages)["status"].tolist() == ["matched", "ambiguous"]


@pytest.mark.parametrize(
    ("text", "status", "region_id"),
    [
        ("в Актогайском районе", "ambiguous", None),
        ("в Актогайском районе Павлодарской области", "matched", "KZ-55"),
        ("Карагандинская область. В Актогайском районе", "matched", "KZ-35"),
    ],
)
def test_districts_of_one_name_are_told_apart_by_the_region_named(
    text: str, status: str, region_id: str | None
) -> None:
    found = _find(text)
    row = found[found["level"] == "district"].iloc[0]
    assert row["status"] == status
    assert row["region_id"] == region_id or pd.isna(row["region_id"])


def test_the_document_decides_across_passages() -> None:
    passages = pd.DataFrame(
        {
            "passage_id": ["d#0001", "d#0002"],
            "document_id": ["d", "d"],
            "date": ["2019-01-01"] * 2,
            "text": ["Павлодарская область", "в Актогайском районе"],
        }
    )
    found = find_mentions(passages)
    assert found["region_id"].tolist() == ["KZ-55", "KZ-55"]
    assert found["rule"].tolist()[1].endswith("document")


@pytest.mark.parametrize(
    "text",
    ["в Aлматинской области", "в Алма-\nтинской области", "в Алма\u00adтинской области",
     "В АЛМАТИНСКОЙ ОБЛАСТИ"],
)  # fmt: skip
def test_damaged_spelling_is_read(text: str) -> None:
    found = _find(text)
    assert found["region_id"].tolist() == ["KZ-19"]
    assert found.loc[0, "surface"] == text[2:]


def test_words_run_together_are_taken_apart() -> None:
    found = _find("58,5 млн. долларовАСТАНА. КАЗИНФОРМ")
    assert found["surface"].tolist() == ["АСТАНА"]


def test_the_type_word_is_inside_the_span_of_a_region_only() -> None:
    found = _find("Павлодар облысында, Павлодар қаласында, Павлодар облыстық")
    assert found["surface"].tolist() == ["Павлодар облысында", "Павлодар", "Павлодар"]
    assert found["level"].tolist() == ["region", "city", "region"]


@pytest.mark.parametrize("text", ["", " ", "А", "\n\n", "123 — %"])
def test_texts_without_names_give_no_mentions(text: str) -> None:
    assert _find(text).empty


def test_offsets_point_at_the_surface() -> None:
    text = "Акимы Алматинской и Павлодарской областей в г. Семей, Өскеменде"
    for row in _find(text).itertuples():
        assert text[row.start : row.end] == row.surface


def test_passages_are_not_changed() -> None:
    passages = pd.DataFrame(
        {"passage_id": ["a"], "document_id": ["a"], "date": [None], "text": ["Семей"]}
    )
    before = passages.copy()
    find_mentions(passages)
    pd.testing.assert_frame_equal(passages, before)


def test_weights_share_a_passage_among_its_regions() -> None:
    passages = pd.DataFrame(
        {
            "passage_id": ["a"],
            "document_id": ["a"],
            "date": ["2019-01-01"],
            "text": ["Павлодар, Павлодарская область и Ақтөбе; столица"],
        }
    )
    weights = build_passage_regions(passages, find_mentions(passages))
    assert weights.set_index("region_id")["weight"].to_dict() == {
        "KZ-15": 0.5,
        "KZ-55": 0.5,
    }


def test_candidates_share_the_weight_of_their_name() -> None:
    passages = pd.DataFrame(
        {
            "passage_id": ["a"],
            "document_id": ["a"],
            "date": [None],
            "text": ["Семей и Павлодар"],
        }
    )
    weights = build_passage_regions(passages, find_mentions(passages))
    assert weights.set_index("region_id")["weight"].to_dict() == {
        "KZ-10": 0.25,
        "KZ-55": 0.5,
        "KZ-63": 0.25,
    }


def test_organisations_do_not_count_unless_asked() -> None:
    passages = pd.DataFrame(
        {
            "passage_id": ["a"],
            "document_id": ["a"],
            "date": ["2019-01-01"],
            "text": ["Павлодарский университет"],
        }
    )
    mentions = find_mentions(passages)
    assert build_passage_regions(passages, mentions).empty
    counted = build_passage_regions(passages, mentions, senses=("organisation",))
    assert counted["region_id"].tolist() == ["KZ-55"]


def test_an_unknown_sense_is_refused() -> None:
    passages = pd.DataFrame(
        {"passage_id": ["a"], "document_id": ["a"], "date": [None], "text": [""]}
    )
    with pytest.raises(InputError, match="implicit"):
        build_passage_regions(passages, find_mentions(passages), senses=("implicit",))


def test_no_passages_give_empty_tables() -> None:
    passages = pd.DataFrame(columns=["passage_id", "document_id", "date", "text"])
    mentions = find_mentions(passages)
    assert mentions.empty
    assert build_passage_regions(passages, mentions).empty


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Qarağandy oblysynda jiyn ötti", [("Qarağandy oblysynda", "KZ-35", "region")]),
        ("Almaty oblysynyñ äkımı", [("Almaty oblysynyñ", "KZ-19", "region")]),
        ("Almatyda kezdesu boldy", [("Almatyda", "KZ-75", "city_of_republic")]),
        ("Aqtöbe qalasynda, Jezqazğanda", [("Aqtöbe", "KZ-15", "city")]),
        ("The Oral tradition, the Temir and Saran of old", []),
    ],
)
def test_kazakh_in_latin_letters(text: str, expected: list[tuple[str, ...]]) -> None:
    found = _find(text, date="2023-01-01").sort_values("start")
    rows = found[["surface", "region_id", "level"]].itertuples(index=False, name=None)
    assert list(rows)[: len(expected) or None] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("карағанды облысы және Мангыстау облысы", ["KZ-35", "KZ-47"]),
        ("Шыгыс Казакстан облысы, Туркистан каласы", ["KZ-63", "KZ-61"]),
        ("Aлматинcкой облаcти", ["KZ-19"]),
        ("Шарбақты ау-даны әкімдігі", ["KZ-55"]),
        ("Павлодар-ской области, Шар-бақты ауданы", ["KZ-55", "KZ-55"]),
        ("нур-султан, усть-каменогорский", ["KZ-71", "KZ-63"]),
    ],
)
def test_letters_of_another_keyboard_are_read(text: str, expected: list[str]) -> None:
    assert _list_regions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("районов (Лебяжинский, Майский и Иртышский)", ["KZ-55", "KZ-55", "KZ-55"]),
        ("9 аудан (Лебяжі, Май, Ертіс) аумағында", ["KZ-55", "KZ-55", "KZ-55"]),
        ("Костанайской – 5 школ и Акмолинской областях", ["KZ-39", "KZ-11"]),
        ("в Кордайском(9 домов)и Шуском (6 домов)районах", ["KZ-31", "KZ-31"]),
        ("Алматы қ., Алматы және Қызылорда обл.", ["KZ-75", "KZ-19", "KZ-43"]),
        ("Качирский отдел архива", ["KZ-55"]),
        ("Северо-Казахстанской (Кокшетауской) области", ["KZ-59", "KZ-59"]),
        ("в районе имени Магжана Жумабаева", ["KZ-59"]),
        ("М. Жұмабаев атындағы аудан", ["KZ-59"]),
    ],
)
def test_lists_and_heads_stand_for_type_words(text: str, expected: list[str]) -> None:
    assert _list_regions(text) == expected


@pytest.mark.parametrize(
    "text",
    ["культурная столица мира", "столица Франции", "бывшая столица", "мәдени астана",
     "Ресей астанасы", "the capital of France", "capital investment"],
)  # fmt: skip
def test_other_capitals_are_no_mentions(text: str) -> None:
    assert _find(text).empty


def test_kazakh_text_without_capitals_is_read() -> None:
    assert _list_regions("астана мен өскеменде өтті") == ["KZ-71", "KZ-63"]
    assert _list_regions("олар үйлеріне оралды") == []
    assert _list_regions("112 семей подали заявки") == []


@pytest.mark.parametrize(
    ("text", "region_id", "level"),
    [
        ("г. Шортанды", "KZ-11", "district"),
        ("Арыс ауданы", "KZ-61", "district"),
        ("the Burlinsky district", "KZ-27", "district"),
    ],
)
def test_a_type_word_of_another_kind_does_not_hide_a_place(
    text: str, region_id: str, level: str
) -> None:
    row = _find(text).iloc[0]
    assert (row["region_id"], row["level"]) == (region_id, level)


@pytest.mark.parametrize(
    ("date", "message"),
    [
        ("1936-05-01", "1 dated before 1991-12-16"),
        ("2999-01-01", "1 dated after today"),
    ],
)
def test_dates_outside_the_registry_are_said(date: str, message: str) -> None:
    with pytest.warns(ApproximationWarning, match=message):
        found = _find("в Павлодаре", date)
    assert found["region_id"].tolist() == ["KZ-55"]


def test_a_long_text_is_read_in_stretches_without_loss() -> None:
    sentence = "В Алматинской, Жамбылской и Туркестанской областях и в Семее тихо. "
    text = sentence * 3000
    found = _find(text)
    assert len(found) == 4 * 3000
    assert set(found["end"] - found["start"]) == {5, 10, 11, 13}
    assert all(
        text[start:end] == surface
        for start, end, surface in zip(
            found["start"], found["end"], found["surface"], strict=True
        )
    )


def test_a_long_text_without_spaces_ends() -> None:
    assert _find("а" * 200_000).empty
