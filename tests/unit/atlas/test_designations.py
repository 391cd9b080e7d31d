"""Official names, codes and centres with their dates."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from atlas import find_places, read_names, read_registry
from atlas.designations import choose_valid
from ledger import RegionError

HEADER = (
    "designation_id,subject_id,kind,language,value,valid_from,valid_to,precision,"
    "source,second_source"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the built-in registry to edit."""
    target = tmp_path / "country"
    shutil.copytree(read_registry().folder, target)
    return target


def find(subject: str, kind: str, day: str, language: str | None = "en") -> list[str]:
    table = choose_valid(read_registry().read_designations(), day)
    rows = table[(table["subject_id"] == subject) & (table["kind"] == kind)]
    if language is not None:
        rows = rows[rows["language"] == language]
    return rows["value"].tolist()


@pytest.mark.parametrize(
    ("subject", "kind", "day", "value"),
    [
        ("KZ-19", "centre", "2001-04-13", "Almaty"),
        ("KZ-19", "centre", "2001-04-14", "Taldykorgan"),
        ("KZ-19", "centre", "2022-06-08", "Qonaev"),
        ("KZ-YUZ", "centre", "2010-01-01", "Shymkent"),
        ("astana", "name", "1995-01-01", "Akmola"),
        ("astana", "name", "1998-05-06", "Astana"),
        ("astana", "name", "2019-03-23", "Nur-Sultan"),
        ("astana", "name", "2023-01-01", "Astana"),
        ("taraz", "name", "1997-01-07", "Dzhambul"),
        ("taraz", "name", "1997-01-08", "Taraz"),
        ("semey", "name", "2007-06-21", "Semey"),
        ("konaev", "name", "2022-05-02", "Kapshagay"),
        ("KZ-XKOK", "name", "1993-10-06", "Kokchetav Region"),
        ("KZ-11", "name", "2020-01-01", "Akmola Region"),
        ("KZ-43", "name", "1997-06-16", "Kzyl-Orda Region"),
        ("KZ-43", "name", "1997-06-17", "Kyzylorda Region"),
        ("atyrau", "name", "1992-02-21", "Atyrau"),
    ],
)
def test_names_and_centres_follow_the_date(
    subject: str, kind: str, day: str, value: str
) -> None:
    assert find(subject, kind, day) == [value]


def test_codes_follow_the_date() -> None:
    assert find("KZ-71", "iso_code", "2002-05-20", None) == []
    assert find("KZ-71", "iso_code", "2002-05-21", None) == ["KZ-AST"]
    assert find("KZ-71", "iso_code", "2024-01-01", None) == ["KZ-71"]
    assert find("KZ-YUZ", "classifier_code", "2017-12-31", None) == ["510000000"]


def test_days_of_classifier_codes_are_bounded_not_guessed() -> None:
    """Nobody says on which day a code came; the day of its region is another thing."""
    registry = read_registry()
    table = registry.read_designations()
    codes = table[table["kind"] == "classifier_code"].set_index("subject_id")
    assert codes["valid_from"].isna().all()
    assert codes["valid_to"].isna().all()
    present = codes.drop(index="KZ-YUZ")
    assert present["seen_by"].notna().all()
    assert present["gone_by"].isna().all()
    for region_id, seen in present["seen_by"].items():
        assert seen >= registry.get_region(str(region_id)).valid_from
    assert codes.loc["KZ-YUZ", "gone_by"] == "2026-07-17"
    assert find("KZ-YUZ", "classifier_code", "2026-07-18", None) == []


def test_every_region_has_one_centre_of_each_language_while_it_exists() -> None:
    registry = read_registry()
    centres = registry.read_designations().query("kind == 'centre'")
    for region in registry.regions:
        if region.kind == "city":
            continue
        for day in (region.valid_from, "1996-12-31", "2018-06-18", "2024-01-01"):
            if not region.is_valid(day):
                continue
            rows = choose_valid(centres, day).query("subject_id == @region.region_id")
            assert sorted(rows["language"]) == ["en", "kk", "ru"], (region, day)


def test_present_centres_and_codes_are_those_of_the_regions() -> None:
    registry = read_registry()
    today = choose_valid(registry.read_designations(), "2026-01-01")
    for region in registry.list_regions("2026-01-01"):
        own = today[today["subject_id"] == region.region_id]
        codes = dict(zip(own["kind"], own["value"], strict=True))
        assert codes["iso_code"] == region.region_id
        assert codes["classifier_code"] == region.kato
        # The number of the ISO code is the first two digits of the classifier's.
        assert str(region.kato)[:2] == region.region_id[3:]
        if region.kind == "region":
            assert region.centre in set(own["value"])


def test_every_date_of_a_name_or_centre_has_two_sources() -> None:
    table = read_registry().read_designations()
    told = table[~table["kind"].str.endswith("code")]
    assert told["second_source"].notna().all()
    assert (told["source"] != told["second_source"]).all()


def test_names_of_cities_and_districts_are_names_of_places() -> None:
    registry = read_registry()
    table = registry.read_designations()
    names = read_names()
    known = {region.region_id for region in registry.regions}
    rows = table[~table["subject_id"].isin(known)]
    assert set(rows["subject_id"]) <= set(names["place_id"])
    for subject, value, end in rows[["subject_id", "value", "valid_to"]].itertuples(
        index=False
    ):
        if subject.startswith("district-"):
            # Old names such as Leninski stand in too many places to be searched for.
            if pd.isna(end):
                match = find_places(registry, value)
                found = match.candidates or (match.place,)
                assert subject in {p.place_id for p in found if p}, value
        else:
            forms = set(names.loc[names["place_id"] == subject, "form"])
            assert value in forms, (subject, value)


def test_events_that_rename_and_move_agree_with_the_dates() -> None:
    registry = read_registry()
    table = registry.read_designations()
    starts = set(zip(table["subject_id"], table["valid_from"], strict=True))
    for event in registry.events:
        if event.kind in ("rename", "centre"):
            subject = event.from_region_ids[0]
            place = "astana" if subject == "KZ-71" else subject
            assert (place, event.date) in starts, event


def test_a_registry_without_designations_has_none(folder: Path) -> None:
    (folder / "designations.csv").unlink()
    assert read_registry(folder).read_designations().empty


def test_all_problems_come_at_once(folder: Path) -> None:
    rows = [
        "a,KZ-10,centre,en,A,2000-01-01,,day,s,",
        "b,KZ-10,centre,en,B,2001-01-01,,day,s,",
        "c,KZ-11,iso_code,,X,2000-01-01,2000-01-01,day,s,",
        "d,KZ-11,classifier_code,,9,,,day,s,",
        "e,KZ-15,classifier_code,,9,,,day,s,",
        "f,moon,centre,en,C,,,day,s,",
    ]
    (folder / "designations.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    with pytest.raises(RegionError) as caught:
        read_registry(folder).read_designations()
    found = sorted((p.code, p.where.split(", ")[1]) for p in caught.value.problems)
    assert found == [
        ("empty-validity", "c"),
        ("overlapping-validity", "b"),
        ("overlapping-validity", "e"),
        ("unknown-region", "f"),
    ]


def test_a_bound_beside_the_day_itself_or_after_the_end_is_a_problem(
    folder: Path,
) -> None:
    rows = [
        "a,KZ-10,centre,en,A,2000-01-01,,day,s,,2005-01-01,",
        "b,KZ-11,centre,en,B,,2000-01-01,day,s,,,2005-01-01",
        "c,KZ-15,centre,en,C,,,day,s,,2005-01-01,2004-01-01",
        "d,KZ-19,centre,en,D,,,day,s,,2004-01-01,2005-01-01",
    ]
    header = f"{HEADER},seen_by,gone_by"
    (folder / "designations.csv").write_text("\n".join([header, *rows]), "utf-8")
    with pytest.raises(RegionError) as caught:
        read_registry(folder).read_designations()
    found = sorted((p.code, p.where.split(", ")[1]) for p in caught.value.problems)
    assert found == [("needless-bound", row) for row in "abc"]


def test_a_wrong_kind_is_named(folder: Path) -> None:
    (folder / "designations.csv").write_text(
        f"{HEADER}\na,KZ-10,colour,en,A,,,day,s,\n", "utf-8"
    )
    with pytest.raises(RegionError, match="colour"):
        read_registry(folder).read_designations()


def test_choosing_leaves_the_table_alone() -> None:
    table = read_registry().read_designations()
    before = pd.util.hash_pandas_object(table).sum()
    choose_valid(table, "2020-01-01")
    assert pd.util.hash_pandas_object(table).sum() == before
