"""A name, a day, a place: matched only where one place bears the name."""

import re

import pandas as pd
import pytest

from atlas import find_places, read_names, read_registry, read_settlements
from ledger import InputError, RegionError

DAYS = ("1992-01-01", "2018-06-18", "2018-06-19", "2022-06-07", "2022-06-08")
LANGUAGES = ("ru", "kk", "en")


def normalize(form: str) -> str:
    return re.sub(r"[\W_]+", " ", form.casefold()).strip()


@pytest.fixture(scope="module")
def registry():
    return read_registry()


@pytest.mark.parametrize(
    ("name", "date", "place_id", "region_id"),
    [
        ("область Абай", None, "abay-region", "KZ-10"),
        ("Абай облысы", "2022-06-08", "abay-region", "KZ-10"),
        ("Нур-Султан", None, "astana", "KZ-71"),
        ("Акмолинск", None, "astana", "KZ-71"),
        ("г. Алматы", None, "almaty", "KZ-75"),
        ("Алматинская область", None, "almaty-region", "KZ-19"),
        ("Алматы облысы", None, "almaty-region", "KZ-19"),
        ("Талдыкорган", "2022-06-07", "taldykorgan", "KZ-19"),
        ("Шымкент", "2018-06-18", "shymkent", "KZ-YUZ"),
        ("Шымкент", "2018-06-19", "shymkent", "KZ-79"),
        ("ШҚО", None, "east-kazakhstan", "KZ-63"),
        ("Qarağandy oblysy", None, "karaganda-region", "KZ-35"),
        ("ҚАРАҒАНДЫ  ОБЛЫСЫ", None, "karaganda-region", "KZ-35"),
        ("Уйгурский район", None, "district-196600000", "KZ-19"),
        ("Семей Г.А.", "2024-01-01", "semey", "KZ-10"),
        ("Текелі Қ.Ә.", "2024-01-01", "tekeli", "KZ-33"),
        ("п.Аршалы", None, "settlement-113430100", "KZ-11"),
        ("Пресновка", None, "settlement-594630100", "KZ-59"),
    ],
)
def test_a_name_means_its_place(registry, name, date, place_id, region_id) -> None:
    match = find_places(registry, name, date=date)
    assert match.status == "matched"
    assert match.place is not None
    assert (match.place.place_id, match.place.region_id) == (place_id, region_id)


@pytest.mark.parametrize(
    ("name", "kind", "regions"),
    [
        ("Абайский район", None, {"KZ-10", "KZ-35", "KZ-79"}),
        ("Жамбыл ауданы", None, {"KZ-19", "KZ-31", "KZ-59"}),
        ("Актогай", "district", {"KZ-35", "KZ-55"}),
        ("Алматы", None, {"KZ-19", "KZ-71", "KZ-75"}),
        ("Орал", None, {"KZ-27"}),
        ("Тургайская область", None, {"KZ-11", "KZ-39"}),
        ("Есиль", None, {"KZ-11", "KZ-71"}),
    ],
)
def test_a_shared_name_is_ambiguous_with_all_who_bear_it(
    registry, name, kind, regions
) -> None:
    match = find_places(registry, name, kind=kind)
    assert (match.status, match.place) == ("ambiguous", None)
    assert {place.region_id for place in match.candidates} == regions
    assert len(match.candidates) > 1


@pytest.mark.parametrize("name", ["", " ", "столица", "Южный Урал", "область", "🏔"])
def test_no_name_of_a_place_is_unmatched(registry, name) -> None:
    assert find_places(registry, name).status == "unmatched"


def test_near_names_are_shown_and_not_taken(registry) -> None:
    match = find_places(registry, "Павладар")
    assert (match.status, match.place, match.candidates) == ("unmatched", None, ())
    assert "Павлодар" in match.note


def test_a_name_of_another_kind_says_so(registry) -> None:
    match = find_places(registry, "Экибастуз", kind="region")
    assert match.status == "unmatched"
    assert "it does otherwise" in match.note


def test_a_day_outside_the_registry_is_said(registry) -> None:
    match = find_places(registry, "Павлодарская область", date="1936-01-01")
    assert match.place is not None
    assert "before the registry begins (1991-12-16)" in match.note
    assert find_places(registry, "Павлодар", date="2050-01-01", kind="city").note == ""
    with pytest.raises(RegionError, match=r"date: found '2050'"):
        find_places(registry, "Павлодар", date="2050")


def test_without_a_type_word_one_region_at_most_needs_no_cue(registry) -> None:
    names = read_names()
    names = names[names["region_id"].notna() & (names["pos"] != "epithet")]
    for day in DAYS:
        valid = names[
            (names["valid_from"].fillna("0000") <= day)
            & (day < names["valid_to"].fillna("9999"))
            & (names["evidence"] != "cue")
        ]
        shared = valid.groupby(valid["form"].str.casefold())["region_id"].nunique()
        assert shared[shared > 1].index.tolist() == []


def test_a_set_of_regions_with_the_same_name_is_said(registry) -> None:
    match = find_places(registry, "Западный Казахстан")
    assert match.place is not None
    assert match.place.region_id == "KZ-27"
    assert match.note == "also the name of the set macro-west"


def test_an_unknown_kind_is_refused(registry) -> None:
    with pytest.raises(InputError, match="kind: found 'oblast'"):
        find_places(registry, "Абай", kind="oblast")


@pytest.mark.parametrize("date", [None, "1992-01-01", "2020-01-01"])
def test_every_name_matches_one_place_or_lists_all_that_bear_it(registry, date) -> None:
    names = pd.concat([read_names(), read_settlements()])
    names = names[
        names["region_id"].notna()
        & (names["pos"] != "epithet")
        & (names["kind"] != "person")
    ]
    start = names["valid_from"].fillna("0000")
    end = names["valid_to"].fillna("9999")
    valid = names[
        end == "9999" if date is None else (start <= date) & (date < end)
    ].assign(base=lambda rows: [normalize(form) for form in rows["form"]])
    n_ambiguous = 0
    for _, rows in valid.groupby("base"):
        bearers = set(
            rows[["place_id", "kind", "region_id"]].itertuples(index=False, name=None)
        )
        for form in rows["form"].unique():
            match = find_places(registry, form, date=date)
            found = match.candidates or (match.place,)
            assert {(p.place_id, p.kind, p.region_id) for p in found} == bearers, form
            assert match.status == ("matched" if len(bearers) == 1 else "ambiguous")
        n_ambiguous += len(bearers) > 1
    assert n_ambiguous > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_id_to_name_to_id_is_the_identity(registry, language) -> None:
    former = registry.list_former_regions()
    for region in registry.regions:
        if region in former:
            continue
        day = "2017-01-01" if region.valid_to else "2024-01-01"
        name = getattr(region, f"name_{language}")
        match = find_places(registry, name, date=day)
        assert match.place is not None, (name, match)
        assert match.place.region_id == region.region_id


def test_former_regions_are_read_as_those_that_hold_them(registry) -> None:
    for region in registry.list_former_regions():
        match = find_places(registry, region.name_ru, date="2000-01-01")
        places = match.candidates or (match.place,)
        after = {
            after
            for event in registry.events
            if region.region_id in event.from_region_ids
            for after in event.to_region_ids
        } - {region.region_id}
        # Kokshetau joined North Kazakhstan; its centre went on to Akmola in 1999.
        assert {p.region_id for p in places} & after, region


@pytest.mark.shared_data
def test_districts_and_towns_of_the_classifier_tile_their_regions(
    registry, shared_data
) -> None:
    kato = pd.read_csv(shared_data / "indicators/codes/kato.csv", dtype="str")
    districts = kato[kato["level"] == "district"]
    assert len(districts) == 209
    for code, name, kazakh in districts[["kato", "name_ru", "name_kk"]].to_numpy():
        is_city = name.endswith("Г.А.")
        for written in (name.replace("им.", ""), kazakh.replace("атын.", "")):
            match = find_places(registry, written, date="2026-07-17")
            found = match.candidates or (match.place,)
            own = [p for p in found if p and p.region_id == f"KZ-{code[:2]}"]
            assert len(own) == 1, (code, written, match)
            if not is_city:
                assert own[0].place_id == f"district-{code}"


@pytest.mark.shared_data
def test_children_tile_their_parent_on_every_day(registry, shared_data) -> None:
    kato = pd.read_csv(shared_data / "indicators/codes/kato.csv", dtype="str")
    wanted = {
        f"district-{code}" for code in kato.loc[kato["level"] == "district", "kato"]
    }
    names = read_names()
    districts = names[names["place_id"].isin(wanted)]
    for day in DAYS:
        valid = districts[
            (districts["valid_from"].fillna("0000") <= day)
            & (day < districts["valid_to"].fillna("9999"))
        ]
        parents = valid.groupby("place_id")["region_id"].nunique()
        assert (parents == 1).all()
        assert set(valid["place_id"]) == set(districts["place_id"])
        existing = {region.region_id for region in registry.list_regions(day)}
        assert set(valid["region_id"]) <= existing


@pytest.mark.parametrize(
    ("region_id", "districts", "towns"),
    [
        (
            "KZ-10",
            "Аксуат Абайский Аягозский Бескарагайский Бородулихинский",
            "Семей Курчатов",
        ),
        (
            "KZ-33",
            "Аксуский Алакольский Ескельдинский Каратальский Кербулакский",
            "Талдыкорган Текели",
        ),
        ("KZ-10", "Жарминский Урджарский Кокпектинский", "Семей"),
        ("KZ-33", "Коксуский Панфиловский Сарканский", "Текели"),
        ("KZ-62", "Жанааркинский Улытауский", "Жезказган Каражал Сатпаев"),
    ],
)
def test_new_regions_have_what_their_decree_gave_them(
    registry, region_id, districts, towns
) -> None:
    # Decree of 3 May 2022, as published by mgorod.kz and tass.ru on 4 May 2022.
    parent = {"KZ-10": "KZ-63", "KZ-33": "KZ-19", "KZ-62": "KZ-35"}[region_id]
    for kind, names in (("district", districts), ("city", towns)):
        for name in names.split():
            for day, holder in (("2022-06-08", region_id), ("2022-06-07", parent)):
                match = find_places(registry, name, kind=kind, date=day)
                found = match.candidates or (match.place,)
                assert holder in {p.region_id for p in found if p}, (name, day, match)
