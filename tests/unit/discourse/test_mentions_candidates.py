"""How likely each region is that a name may mean."""

import json
import math

import pandas as pd
import pytest

from discourse import build_passage_regions, find_mentions
from discourse.mentions.candidates import share_days, weigh_candidates
from ledger import InputError


def _find(texts: list[str], date: str | None = "2019-01-01") -> pd.DataFrame:
    """Find the mentions of one document, a passage per text."""
    return find_mentions(_build(texts, date)).sort_values(["passage_id", "start"])


def _build(texts: list[str], date: str | None = "2019-01-01") -> pd.DataFrame:
    return pd.DataFrame(
        {
            "passage_id": [f"d#{i:04}" for i in range(len(texts))],
            "document_id": "d",
            "date": [date] * len(texts),
            "text": texts,
        }
    )


def _read(cell: str) -> dict[str, float]:
    return dict(json.loads(cell))


def test_without_other_mentions_the_prior_stays() -> None:
    assert weigh_candidates({"b": 0.25, "a": 0.75}, {}) == (("a", 0.75), ("b", 0.25))


def test_each_mention_adds_to_its_candidate() -> None:
    # One pseudo-mention each: four of six, two of six.
    weighed = weigh_candidates({"a": 0.5, "b": 0.5}, {"a": 3, "b": 1, "c": 9})
    assert weighed == (("a", 4 / 6), ("b", 2 / 6))


def test_days_before_and_after_a_change_are_shared() -> None:
    spans = {"old": ("", "2022-06-08"), "new": ("2022-06-08", "")}
    shares = share_days(spans, "2022-01-01", "2022-12-31")
    assert shares == {"old": 158 / 365, "new": 207 / 365}
    assert share_days(spans, "2022-06-01", "2022-06-31") == {
        "old": 7 / 30,
        "new": 23 / 30,
    }
    assert share_days(spans, "0000-01-01", "9999-12-31") == {"old": 0.5, "new": 0.5}


def test_a_town_that_moved_within_the_year_is_shared_by_days() -> None:
    passages = _build(["в Семее"], None).assign(year=2022)
    row = find_mentions(passages).iloc[0]
    assert row["status"] == "ambiguous"
    assert _read(row["candidates"]) == pytest.approx(
        {"KZ-63": 158 / 365, "KZ-10": 207 / 365}
    )


def test_a_region_named_elsewhere_weighs_but_does_not_date_a_document() -> None:
    row = _find(["в Семее", "Восточно-Казахстанская область"], None).iloc[0]
    # (2 * 0.5 + 1) / (2 + 1): the region existed before and after the change.
    assert _read(row["candidates"]) == pytest.approx({"KZ-63": 2 / 3, "KZ-10": 1 / 3})


def test_the_region_beside_a_town_that_moved_settles_it() -> None:
    row = _find(["Семей, область Абай"], None).iloc[0]
    assert (row["region_id"], row["rule"]) == ("KZ-10", "name-container")


def test_namesakes_are_weighed_by_what_the_document_names() -> None:
    found = _find(
        [
            "в Актогайском районе",
            "Павлодарская область",
            "Павлодар и Экибастуз",
            "Карагандинская область",
        ]
    )
    row = found.iloc[0]
    assert row["status"] == "ambiguous"
    # Three mentions of KZ-55, one of KZ-35, a pseudo-mention each.
    assert _read(row["candidates"]) == pytest.approx({"KZ-35": 2 / 6, "KZ-55": 4 / 6})


def test_an_adjective_without_a_head_may_be_of_city_or_region() -> None:
    alone = _find(["алматинские школы"]).iloc[0]
    assert _read(alone["candidates"]) == {"KZ-19": 0.5, "KZ-75": 0.5}
    beside = _find(["алматинские школы", "город Алматы", "в г. Алматы"]).iloc[0]
    assert _read(beside["candidates"]) == {"KZ-19": 0.25, "KZ-75": 0.75}


@pytest.mark.parametrize(
    "text",
    [
        "Жамбылский район Алматинской области и Жамбылская область",
        "Алматы облысы Жамбыл ауданы; Жамбыл облысы",
        "Zhambyl district of Almaty region, not Zhambyl region",
    ],
)
def test_the_region_right_beside_a_district_goes_before_others(text: str) -> None:
    found = _find([text])
    row = found[found["level"] == "district"].iloc[0]
    assert (row["region_id"], row["status"]) == ("KZ-19", "matched")


def test_a_village_lies_in_the_region_beside_it_else_among_those_named() -> None:
    beside = _find(["в селе Жамбыл Каркаралинского района"]).iloc[0]
    assert (beside["region_id"], beside["level"]) == ("KZ-35", "village")
    alone = _find(["в селе Жамбыл"]).iloc[0]
    assert alone["status"] == "unmatched"
    among = _find(["в селе Жамбыл", "Павлодарская область", "Павлодар", "Атырау"])
    assert among.iloc[0]["status"] == "ambiguous"
    assert _read(among.iloc[0]["candidates"]) == pytest.approx(
        {"KZ-23": 1 / 3, "KZ-55": 2 / 3}
    )


def test_weights_go_on_into_passages_and_sum_to_one() -> None:
    passages = _build(
        ["в Актогайском районе и в Уральске", "в Павлодаре", "в Караганде"]
    )
    weights = build_passage_regions(passages, find_mentions(passages))
    first = weights[weights["passage_id"] == "d#0000"]
    assert first.set_index("region_id")["weight"].to_dict() == pytest.approx(
        {"KZ-27": 0.5, "KZ-35": 0.25, "KZ-55": 0.25}
    )
    assert all(
        math.isclose(total, 1.0)
        for total in weights.groupby("passage_id")["weight"].sum()
    )


def test_open_villages_count_only_where_asked_for() -> None:
    passages = _build(["в селе Жамбыл", "в Павлодаре"])
    mentions = find_mentions(passages)
    counted = build_passage_regions(passages, mentions)
    assert counted["passage_id"].tolist() == ["d#0001"]
    wide = build_passage_regions(passages, mentions, levels=("city", "village"))
    assert wide["region_id"].tolist() == ["KZ-55", "KZ-55"]


def test_a_village_counts_where_its_region_is_settled() -> None:
    passages = _build(["в селе Жамбыл Каркаралинского района", "в селе Жамбыл"])
    mentions = find_mentions(passages)
    mentions = mentions[mentions["level"] == "village"]
    assert mentions["region_id"].tolist()[0] == "KZ-35"
    counted = build_passage_regions(passages, mentions)
    assert counted["passage_id"].tolist()[0] == "d#0000"
    assert build_passage_regions(passages, mentions, levels=("city",)).empty


def test_a_village_lies_in_the_region_of_the_districts_of_its_sentence() -> None:
    text = "В Каркаралинском районе газ пришёл за год в село Жамбыл."
    row = _find([text]).iloc[-1]
    assert (row["region_id"], row["level"]) == ("KZ-35", "village")
    assert "sentence" in row["rule"]
    # An official's title places nothing, nor does another sentence or a second region.
    for text in (
        "Аким Каркаралинского района родился в селе Жамбыл Омской области",
        "Он жил в Каркаралинском районе. Потом переехал в село Жамбыл",
        "из Каркаралинского и Щербактинского районов в село Жамбыл",
    ):
        assert pd.isna(_find([text]).iloc[-1]["region_id"]), text


def test_an_unknown_level_is_refused() -> None:
    passages = _build(["в Павлодаре"])
    with pytest.raises(InputError, match="hamlet"):
        build_passage_regions(passages, find_mentions(passages), levels=("hamlet",))


@pytest.mark.parametrize(
    "text",
    [
        "на западе Казахстана",
        "западные регионы страны",
        "еліміздің батысында",
        "батыс өңірлерде",
        "in western Kazakhstan",
        "the west of the country",
    ],
)
def test_a_part_of_the_country_is_a_set_of_its_regions(text: str) -> None:
    row = _find([text]).iloc[0]
    assert (row["level"], row["status"]) == ("macro", "matched")
    assert pd.isna(row["region_id"])
    assert _read(row["candidates"]) == dict.fromkeys(
        ["KZ-15", "KZ-23", "KZ-27", "KZ-47"], 0.25
    )


def test_a_set_has_the_members_of_the_day() -> None:
    later = _find(["на юге страны"], "2023-01-01").iloc[0]
    assert "KZ-33" in _read(later["candidates"])
    before = _find(["на юге страны"], "2017-01-01").iloc[0]
    assert {"KZ-YUZ"} == set(_read(before["candidates"])) & {"KZ-YUZ", "KZ-61", "KZ-33"}


@pytest.mark.parametrize(
    "text",
    [
        "южные регионы России",
        "на западе Украины",
        "Ресейдің батыс өңірлері",
        "southern regions of China",
        "запад и восток",
    ],
)
def test_parts_of_other_countries_are_no_mentions(text: str) -> None:
    assert _find([text]).empty


def test_sets_count_only_where_asked_for() -> None:
    passages = _build(["на западе Казахстана и в Павлодаре"])
    mentions = find_mentions(passages)
    assert build_passage_regions(passages, mentions)["region_id"].tolist() == ["KZ-55"]
    wide = build_passage_regions(passages, mentions, levels=("city", "macro"))
    assert wide.set_index("region_id")["weight"].to_dict() == {
        "KZ-15": 0.125, "KZ-23": 0.125, "KZ-27": 0.125, "KZ-47": 0.125, "KZ-55": 0.5,
    }  # fmt: skip


def test_a_listed_village_needs_its_region_in_the_document() -> None:
    alone = _find(["в селе Баянаул"]).iloc[0]
    assert (alone["status"], _read(alone["candidates"])) == (
        "ambiguous",
        {"KZ-55": 1.0},
    )
    named = _find(["в селе Баянаул", "Павлодарская область, Актау"]).iloc[0]
    assert (named["region_id"], named["rule"]) == ("KZ-55", "village-document")


def test_a_village_with_a_listed_namesake_may_lie_where_the_document_is() -> None:
    row = _find(["в селе Кызылжар", "Павлодарская область, Павлодар"]).iloc[0]
    assert row["status"] == "ambiguous"
    # Two mentions of KZ-55, and the listed village of that name as one.
    assert _read(row["candidates"]) == pytest.approx({"KZ-35": 1 / 3, "KZ-55": 2 / 3})
