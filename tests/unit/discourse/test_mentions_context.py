"""Regions, levels and spans that what stands around a name decides."""

import pandas as pd
import pytest

from discourse import find_mentions


def _list_rows(text: str, date: str = "2019-07-01") -> list[tuple[object, ...]]:
    """List surface, region and level of each mention."""
    passages = pd.DataFrame(
        {"passage_id": ["d#1"], "document_id": ["d"], "date": [date], "text": [text]}
    )
    found = find_mentions(passages).sort_values("start")
    regions = [None if pd.isna(x) else x for x in found["region_id"]]
    return list(zip(found["surface"], regions, found["level"], strict=True))


@pytest.mark.parametrize(
    ("text", "region_id"),
    [
        ("окончил Алматинский строительный институт", "KZ-75"),
        ("учился в Алма-Атинской высшей школе", "KZ-75"),
        ("окончила Целиноградский техникум", "KZ-71"),
        ("алматинские школы", None),
        ("Алматинский областной институт", "KZ-19"),
    ],
)
def test_an_institute_is_named_after_the_city(text: str, region_id: str | None) -> None:
    assert _list_rows(text)[0][1] == region_id


def test_a_city_has_the_rank_of_the_day() -> None:
    assert _list_rows("в Шымкенте", "2015-05-05") == [("Шымкенте", "KZ-YUZ", "city")]
    assert _list_rows("Шымкентте", "2019-05-05") == [
        ("Шымкентте", "KZ-79", "city_of_republic")
    ]


@pytest.mark.parametrize("text", ["отдых в Боровом", "Бурабайда", "to borovoe"])
def test_a_resort_is_a_settlement(text: str) -> None:
    ((_, region_id, level),) = _list_rows(text)
    assert (region_id, level) == ("KZ-11", "village")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("arys district", ["district"]),
        ("the isatai region of the atyrau region", ["district", "region"]),
        ("граничит на западе с Костанайской, на юге с Омской областями", ["region"]),
        ("г.г. Алматы, Кокшетау, Атырауской областей", ["city_of_republic", "city"]),
        ("1. Тасқала 2. Теректі 3. Сырым", ["district"] * 3),
    ],
)
def test_the_type_word_gives_the_level(text: str, levels: list[str]) -> None:
    assert [level for *_, level in _list_rows(text)][: len(levels)] == levels


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("город Уральск. Область растёт", ["Уральск"]),
        ("в городах области Уральске и Аксае", ["Уральске", "Аксае"]),
        ("Бұл канал Екібастұзда салынды", ["Екібастұзда"]),
        ("каналсыз Теміртауда су жоқ", ["Теміртауда"]),
        ("в Шуском и имени Т. Рыскулова районах", ["Шуском", "Т. Рыскулова"]),
        (
            "в Шуском (3 дома) и Т.Рыскуловском(2 дома)районах",
            ["Шуском", "Рыскуловском"],
        ),
        (
            "sairam , saryagash and maktaral districts",
            ["sairam", "saryagash", "maktaral"],
        ),
        ("auliyekol district and uigur district", ["auliyekol", "uigur"]),
    ],
)
def test_names_end_where_their_phrase_does(text: str, surfaces: list[str]) -> None:
    assert [surface for surface, *_ in _list_rows(text)] == surfaces


@pytest.mark.parametrize(
    "text",
    ["Ленинград қаласының тұрғындары", "А.Карасай жазды", "мыңнан аса ауыл бар"],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    assert _list_rows(text) == []


def test_a_street_with_a_house_is_no_town() -> None:
    assert [row[0] for row in _list_rows("Алматы, Абай, 48")] == ["Алматы"]
    # With the region that holds it beside, the same word is the town.
    assert _list_rows("Абай, Қарағанды облысы")[0][:2] == ("Абай", "KZ-35")
