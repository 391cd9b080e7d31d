"""Labels of statistics tables: exact after normalization, else not at all."""

import pandas as pd
import pytest

from atlas import match_label, match_labels, read_registry
from ledger import RegionError


@pytest.fixture(scope="module")
def registry():
    return read_registry()


@pytest.mark.parametrize(
    ("label", "region_id"),
    [
        ("Almaty", "KZ-19"),
        ("Алматинская", "KZ-19"),
        ("г. Алматы", "KZ-75"),
        ("Г.АЛМАТЫ", "KZ-75"),
        ("Almaty city", "KZ-75"),
        ("Алматы қаласы", "KZ-75"),
        ("Алматы облысы", "KZ-19"),
        ("\u0410lmaty", "KZ-19"),  # Cyrillic A
        ("Soltustik \u041aazakhstan", "KZ-59"),  # Cyrillic K
        ("А\u006b\u0442юбинская", "KZ-15"),  # Latin k
        ("Туркестанская 1", "KZ-61"),
        ("Туркестанская**", "KZ-61"),
        ("Shimkent city 3)", "KZ-79"),
        ("Astana city2)", "KZ-71"),
        ("  Zhetisu ", "KZ-33"),
        ("область\u00a0Абай", "KZ-10"),
        ("Batys-Kazakhstan REGION", "KZ-27"),
        ("Kostanay_region", "KZ-39"),
        ("Нур-Султан", "KZ-71"),
        ("ЮКО", "KZ-YUZ"),
        ("Республика Казахстан ", "KZ"),
        ("Қазақстан Республикасы", "KZ"),
        ("KZ-35", "KZ-35"),
        ("kz-akm", "KZ-11"),
    ],
)
def test_a_label_means_its_region(registry, label, region_id):
    match = match_label(registry, label)
    assert (match.status, match.region_id) == ("matched", region_id)


# None of these spellings stands in the files the labels were collected from.
UNSEEN = {
    "KZ-35": [
        *("Qaraǵandy", "Qarag'andy oblysy", "QARAĞANDY", "Karagandinskaya Oblast'"),
        *("Ќарағанды облысы", "Карагандинская обл.", "Караганды облысы / Karaganda"),
    ],
    "KZ-43": ["Kzyl-Orda", "Kzyl-Orda oblast", "QYZYLORDA  REGION", "Қызылорда обл."],
    "KZ-63": [
        *(
            "В.-Казахстанская обл.",
            "Вост.-Казахстанская",
            "Восточно–Казахстанская",
            "Восточный Казахстан",
        ),
        *("Shyǵys Qazaqstan", "Şığıs Qazaqstan", "Шыгыс Казахстан", "E. Kazakhstan"),
    ],
    "KZ-59": ["Сев.-Казахстанская обл.", "Soltústik Qazaqstan", "KZ-SKO"],
    "KZ-YUZ": [
        "Ońtústik Qazaqstan oblysy",
        "O'n'tu'stik Qazaqstan",
        "Юж.-Казахстанская",
    ],
    "KZ-61": [
        *("Túrkistan", "Türkıstan oblysy", "Turkestan obl.", "Туркестанская1"),
        *("Туркестанская[1]", "Туркестанская область (с 2018 г.)"),
    ],
    "KZ-11": [
        "Aqmola",
        "1. Акмолинская",
        "01 Акмолинская область",
        "110000000",
        "KZ11",
    ],
    "KZ-15": ["Aqtóbe", "Aqtöbe", "АКТЮБИНСКАЯ  ОБЛАСТЬ", "Aktiubinsk", "150000000.0"],
    "KZ-47": ["Mangghystau", "Mańǵystaý", "Мангистауская¹", "KZ-MAN"],
    "KZ-79": ["City of Shymkent", "Шымкент г.", "Shymkent (city)", "KZ-SHY"],
    "KZ-75": ["город республиканского значения Алматы", "Алматы қ.", "Almaty City 2)"],
    "KZ-71": ["Astana (Nur-Sultan)", "г.Нур-Султан (Астана)", "Nursultan"],
    "KZ-33": ["Jetisý", "Jetısu", "Jetіsu", "обл. Жетісу", "KZ-ZHT"],
    "KZ-62": ["Ulytaý", "обл. Ұлытау", "KZ-ULT", "KZ-ULY"],
    "KZ": [
        "Казахстан - всего",
        "Всего по РК",
        "Kazakhstan, Republic of",
        "Kazakhstan total",
    ],
}


@pytest.mark.parametrize(
    ("label", "region_id"),
    [(label, region) for region, labels in UNSEEN.items() for label in labels],
)
def test_a_spelling_nobody_collected_means_its_region(registry, label, region_id):
    match = match_label(registry, label)
    assert (match.status, match.region_id) == ("matched", region_id)


@pytest.mark.parametrize(
    "label",
    [
        "Karaganda (urban)",
        "Туркестанская (без г. Шымкент)",
        "Алматинская область, город",
        "город Караганда",
        "Ust-Kamenogorsk",
        "Ақмола облысы / Северная",
        "Республика Алтай",
        "Казахстанская область",
    ],
)
def test_what_is_not_a_region_stays_unmatched(registry, label):
    assert match_label(registry, label).status == "unmatched"


def test_a_name_with_another_regions_name_in_brackets_is_ambiguous(registry):
    match = match_label(registry, "Туркестанская область (бывшая Южно-Казахстанская)")
    assert (match.status, match.candidates) == ("ambiguous", ("KZ-61", "KZ-YUZ"))


def test_no_two_regions_share_a_typed_label(registry):
    for region in registry.regions:
        for language in ("name_en", "name_ru", "name_kk"):
            match = match_label(registry, getattr(region, language).upper())
            assert match.region_id == region.region_id


def test_decomposed_letters_are_the_same(registry):
    # й as и and a breve
    assert match_label(registry, "Павлодарская").region_id == "KZ-55"
    assert match_label(registry, "Костана\u0438\u0306ская").region_id == "KZ-39"


def test_a_bare_cyrillic_name_of_region_and_city_is_ambiguous(registry):
    match = match_label(registry, "Алматы")
    assert match.status == "ambiguous"
    assert match.candidates == ("KZ-19", "KZ-75")


def test_a_bare_name_beside_its_region_is_the_city(registry):
    matches = match_labels(registry, ["Almaty", "Almaty_region", "Astana"])
    assert matches["Almaty"].region_id == "KZ-75"
    assert "is the city" in matches["Almaty"].note
    matches = match_labels(registry, ["Almaty", "Almaty city"])
    assert matches["Almaty"].region_id == "KZ-19"


def test_a_bare_name_is_decided_by_the_kind_of_its_table(registry):
    regions = match_labels(registry, ["Алматы", "Павлодар облысы", "Жамбыл", "KZ"])
    assert regions["Алматы"].region_id == "KZ-19"
    cities = match_labels(registry, ["Almaty", "Astana", "Shymkent"])
    assert cities["Almaty"].region_id == "KZ-75"
    mixed = match_labels(registry, ["Almaty", "Astana", "Pavlodar"])
    assert mixed["Almaty"].status == "ambiguous"
    assert mixed["Almaty"].candidates == ("KZ-19", "KZ-75")


# How files of boundaries write the regions of 2017 (names of the attribute tables of
# Natural Earth and of the World Bank's subnational series).
MAPS = {
    "natural earth": [
        *("Almaty", "Almaty City", "Aqmola", "Aqtöbe", "Astana", "Atyrau"),
        *("East Kazakhstan", "Mangghystau", "North Kazakhstan", "Pavlodar"),
        *("Qaraghandy", "Qostanay", "Qyzylorda", "South Kazakhstan"),
        *("West Kazakhstan", "Zhambyl"),
    ],
    "world bank": [
        *("Almatinskaya Oblast", "Almaty (city)", "Akmolinskaya oblast"),
        *("Aktyubinskaya Oblast", "Astana (city)", "Atyrauskaya Oblast"),
        *("East Kazakhstan Oblast", "Mangistauskaya Oblast", "North Kazakhstan Oblast"),
        *("Pavlodarskaya Oblast", "Karagandinskaya Oblast", "Kostanayskaya Oblast"),
        *("Kyzylordinskaya Oblast", "South Kazakhstan Oblast"),
        *("West Kazakhstan Oblast", "Jambylskaya Oblast"),
    ],
}


@pytest.mark.parametrize("source", list(MAPS))
def test_the_labels_of_a_map_are_the_regions_of_its_year(registry, source):
    matches = match_labels(registry, MAPS[source])
    found = [match.region_id for match in matches.values()]
    wanted = [region.region_id for region in registry.list_boundaries(2017)]
    assert sorted(map(str, found)) == sorted(wanted)
    assert matches[MAPS[source][0]].region_id == "KZ-19"
    assert matches[MAPS[source][1]].region_id == "KZ-75"


def test_an_old_name_of_the_city_does_not_make_the_region_ambiguous(registry):
    matches = match_labels(registry, ["Akmola", "Almaty city", "Pavlodar"])
    assert matches["Akmola"].region_id == "KZ-11"


def test_an_alias_of_the_user_goes_first(registry):
    labels = ["Almaty", "Astana", "Pavlodar"]
    matches = match_labels(registry, labels, aliases={"Almaty": "KZ-75"})
    assert matches["Almaty"].region_id == "KZ-75"
    with pytest.raises(RegionError, match="KZ-99"):
        match_labels(registry, labels, aliases={"Almaty": "KZ-99"})


def test_a_near_label_is_shown_and_not_taken(registry):
    match = match_label(registry, "Карагандинска")
    assert (match.status, match.region_id) == ("unmatched", None)
    assert "Карагандинская область (KZ-35)" in match.note
    assert match.candidates == ("KZ-35",)


def test_a_city_that_is_no_region_is_unmatched(registry):
    assert match_label(registry, "г. Павлодар").status == "unmatched"


def test_a_former_region_needs_its_region_word(registry):
    assert match_label(registry, "Семипалатинская область").region_id == "KZ-XSEM"
    assert match_label(registry, "Kokshetau").status == "unmatched"
    note = match_label(registry, "Turgay Region", date="2005-12-31").note
    assert "to 1997-04-22, not on 2005-12-31" in note


def test_words_of_two_scripts_without_look_alikes_stay_unmatched(registry):
    assert match_label(registry, "Pavlodarская").status == "unmatched"


def test_a_region_of_another_time_is_matched_with_a_note(registry):
    match = match_label(registry, "Turkistan", date="2015-12-31")
    assert match.region_id == "KZ-61"
    assert "exists from 2018-06-19, not on 2015-12-31" in match.note
    assert match_label(registry, "Turkistan", date="2020-12-31").note == ""


@pytest.mark.parametrize("label", ["", "  ", "1)", "2008", "-"])
def test_no_label_matches_nothing(registry, label):
    assert match_label(registry, label).status == "unmatched"


def test_each_official_name_finds_its_region(registry):
    for region in registry.regions:
        for name in (region.name_en, region.name_ru, region.name_kk):
            assert match_label(registry, name).region_id == region.region_id, name


@pytest.mark.shared_data
def test_every_observed_spelling_finds_its_region(registry, shared_data):
    path = shared_data / "indicators/codes/kz_region_name_variants.csv"
    table = pd.read_csv(path)
    wrong = [
        (label, wanted, match_label(registry, label))
        for label, wanted in zip(table["raw_name"], table["region_iso"], strict=True)
        if match_label(registry, label).region_id != wanted
    ]
    assert wrong == []
