"""What names mean in Russian, Kazakh and English: one idea a test, invented sentences."""

import pandas as pd
import pytest

from discourse import find_mentions

COUNTED = ("place", "government")


def _find(text: str, date: str = "2019-07-01") -> pd.DataFrame:
    passages = pd.DataFrame(
        {"passage_id": ["d#0001"], "document_id": ["d"], "date": [date], "text": [text]}
    )
    return find_mentions(passages).sort_values("start").reset_index(drop=True)


def _list_counted(text: str, date: str = "2019-07-01") -> list[str]:
    found = _find(text, date)
    counted = found["sense"].isin(COUNTED) & found["region_id"].notna()
    return found.loc[counted, "region_id"].tolist()


@pytest.mark.parametrize(
    "form",
    ["Караганда", "Караганды", "Караганде", "Караганду", "Карагандой"],
)
def test_all_cases_of_a_russian_noun(form: str) -> None:
    found = _find(f"Слово {form}.")
    assert found["surface"].tolist() == [form]
    assert found["region_id"].tolist() == ["KZ-35"]


@pytest.mark.parametrize(
    "form",
    [
        "Атырауская область",
        "Атырауской области",
        "Атыраускую область",
        "Атырауской областью",
        "Атырауской обл.",
        "АТЫРАУСКОЙ ОБЛАСТИ",
    ],
)
def test_all_cases_of_a_russian_region(form: str) -> None:
    found = _find(f"Слово {form}")
    assert (found.loc[0, "surface"], found.loc[0, "region_id"]) == (form, "KZ-23")


@pytest.mark.parametrize(
    "form",
    [
        "Өскемен", "Өскеменнің", "Өскеменге", "Өскеменді", "Өскеменде", "Өскеменнен",
        "Өскеменмен", "Өскемендегі", "Өскемендей", "Өскеменнікі", "ӨСКЕМЕНДЕ",
    ],
)  # fmt: skip
def test_the_suffix_chains_of_a_kazakh_town(form: str) -> None:
    found = _find(f"Бүгін {form}.")
    assert found["surface"].tolist() == [form]
    assert found["region_id"].tolist() == ["KZ-63"]


@pytest.mark.parametrize(
    "form",
    [
        "Маңғыстау облысы", "Маңғыстау облысының", "Маңғыстау облысына",
        "Маңғыстау облысын", "Маңғыстау облысында", "Маңғыстау облысынан",
        "Маңғыстау облысымен", "Маңғыстау облысындағы", "МАҢҒЫСТАУ ОБЛЫСЫНДА",
    ],
)  # fmt: skip
def test_the_suffix_chains_of_a_kazakh_region(form: str) -> None:
    found = _find(f"Бүгін {form} жел тұрады.")
    assert (found.loc[0, "surface"], found.loc[0, "region_id"]) == (form, "KZ-47")


@pytest.mark.parametrize(
    ("region", "city"),
    [
        ("в Алматинской области", "в городе Алматы"),
        ("Алматы облысында", "Алматы қаласында"),
        ("in Almaty region", "in Almaty city"),
        ("in the region of Almaty", "in the city of Almaty"),
    ],
)
def test_city_and_region_of_one_name(region: str, city: str) -> None:
    assert _list_counted(region) == ["KZ-19"]
    assert _list_counted(city) == ["KZ-75"]


@pytest.mark.parametrize(
    "text",
    [
        "акимы Актюбинской, Алматинской и Жамбылской областей",
        "Ақтөбе, Алматы және Жамбыл облыстарының әкімдері",
        "akims of Aktobe, Almaty and Zhambyl regions",
    ],
)
def test_a_list_shares_type_word_and_authority(text: str) -> None:
    found = _find(text)
    assert found["region_id"].tolist() == ["KZ-15", "KZ-19", "KZ-31"]
    assert set(found["level"]) == {"region"}
    assert set(found["sense"]) == {"government"}


@pytest.mark.parametrize(
    "text",
    [
        "в Жамбылском районе Алматинской области",
        "Алматы облысының Жамбыл ауданында",
        "in Zhambyl district of Almaty region",
    ],
)
def test_a_district_that_bears_the_name_of_another_region(text: str) -> None:
    found = _find(text)
    district = found[found["level"] == "district"].iloc[0]
    assert district["region_id"] == "KZ-19"
    assert "KZ-31" not in _list_counted(text)


@pytest.mark.parametrize(
    "text",
    [
        "на улице Алматы, проспекте Астана и площади Абая",
        "Алматы көшесі, Астана даңғылы және Абай атындағы алаң",
        "on Almaty street and Abai avenue",
        "микрорайон Актобе; мкр. Алматы",
        "Ақтөбе шағын ауданы",
    ],
)
def test_streets_and_microdistricts_are_no_mentions(text: str) -> None:
    assert _list_counted(text) == []


@pytest.mark.parametrize(
    "text",
    ["в селе Жамбыл", "в поселке Абай", "Жамбыл ауылында", "in the village of Zhambyl"],
)
def test_villages_of_one_name_have_no_region_of_their_own(text: str) -> None:
    assert _list_counted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "поэт Абай Кунанбаев и акын Жамбыл Жабаев",
        "Абай Құнанбайұлы мен Жамбыл Жабаевтың өлеңдері",
        "the poets Abai Kunanbayev and Zhambyl Zhabayev",
        "Нұрсұлтан Назарбаев сөз сөйледі",
        "К. И. Сатпаев и Шокан Уалиханов",
        "Степан Гурьев и Тарас Шевченко",
        "Арыстан Кемелұлы",
    ],
)
def test_people_are_no_mentions(text: str) -> None:
    assert _list_counted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "футбольный клуб «Астана», авиакомпания «Эйр Астана», газета «Вечерний Алматы»",
        "«Астана» футбол клубы, «Эйр Астана» әуе компаниясы",
        "Air Astana and the Almaty Declaration",
        "Алматинская декларация и Карагандинский университет",
        "Қарағанды университеті",
    ],
)
def test_organisations_and_treaties_do_not_count(text: str) -> None:
    assert _list_counted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Сенімді ақтауға уәде берді.",
        "Былтырғыға қарағанда өнім көп.",
        "Елге оралғанын айтты, үйіне оралды.",
        "Алты семей получили жильё.",
        "Франция астанасы Париж",
        "Теміржол мен темір қақпа",
        "an oral exam and a chemical test",
        "Рудные запасы, рудная промышленность",
        "Арыстан мен қасқыр",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert _list_counted(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Южный Урал и Южно-Уральская железная дорога",
        "Оңтүстік Орал таулары",
        "the South Urals and the Ural mountains",
        "река Урал",
        "Уральские горы и уральские сказы",
        "Уральский федеральный университет",
        "Орал тауы",
    ],
)
def test_the_urals_are_not_the_town(text: str) -> None:
    assert _list_counted(text) == []


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("область Абай", "KZ-63", "KZ-10"),
        ("Абай облысында", "KZ-63", "KZ-10"),
        ("in Abai region", "KZ-63", "KZ-10"),
        ("область Жетісу", "KZ-19", "KZ-33"),
        ("Жетісу облысының", "KZ-19", "KZ-33"),
        ("the Zhetisu region", "KZ-19", "KZ-33"),
        ("область Ұлытау", "KZ-35", "KZ-62"),
        ("Ұлытау облысына", "KZ-35", "KZ-62"),
        ("the Ulytau region", "KZ-35", "KZ-62"),
    ],
)
def test_the_regions_of_june_2022(text: str, before: str, after: str) -> None:
    assert _list_counted(text, "2022-06-07") == [before]
    assert _list_counted(text, "2022-06-08") == [after]


@pytest.mark.parametrize(
    ("text", "date", "region_id"),
    [
        ("в столице прошёл форум", "1997-12-09", "KZ-75"),
        ("в столице прошёл форум", "1997-12-10", "KZ-71"),
        ("елордада форум өтті", "1997-12-09", "KZ-75"),
        ("елордада форум өтті", "1997-12-10", "KZ-71"),
        ("The forum met in the capital.", "1997-12-09", "KZ-75"),
        ("The forum met in the capital.", "1997-12-10", "KZ-71"),
        ("в южной столице", "2020-01-01", "KZ-75"),
        ("оңтүстік астанада", "2020-01-01", "KZ-75"),
        ("in the southern capital", "2020-01-01", "KZ-75"),
    ],
)
def test_the_capital_is_that_of_the_day_and_does_not_count(
    text: str, date: str, region_id: str
) -> None:
    found = _find(text, date)
    assert found["region_id"].tolist() == [region_id]
    assert found["sense"].tolist() == ["implied"]
    assert _list_counted(text, date) == []


@pytest.mark.parametrize(
    "text",
    ["по всем областям и районам", "барлық облыстар мен аудандарда", "in all regions"],
)
def test_all_regions_name_none(text: str) -> None:
    assert _find(text).empty


@pytest.mark.parametrize(
    "text",
    [
        "в Костанайской области",
        "в Kocтанайской области",
        "в КОСТАНАЙСКОЙ ОБЛАСТИ",
        "в Костанай-\nской области",
        "в Коста\u00adнайской области",
        "в «Костанайской» области",
        "Қостанай облысында",
        "Қocтанай облысында",
        "ҚОСТАНАЙ ОБЛЫСЫНДА",
        "Қоста-\nнай облысында",
        "«Қостанай» облысында",
        "Костанай облысында",
        "in Kostanay region",
        "in KOSTANAY REGION",
        "in Kosta-\nnay region",
    ],
)
def test_one_region_however_it_is_written(text: str) -> None:
    assert _list_counted(text) == ["KZ-39"]


@pytest.mark.parametrize(
    "text",
    [
        "Петропавловская крепость, Петропавловский собор",
        "Капчагайское водохранилище, Мангышлакский полуостров",
        "Қапшағай су қоймасы",
        "Lake Balkhash",
        "Turkistan Islamic Party, Туркестанская АССР",
        "Аральский кризис",
    ],
)
def test_churches_waters_and_history_do_not_count(text: str) -> None:
    assert _list_counted(text) == []
