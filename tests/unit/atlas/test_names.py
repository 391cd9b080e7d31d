"""Names: the gazetteer as data."""

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from atlas import read_names, read_registry, read_settlements, transliterate_kazakh
from ledger import InputError

HEADER = "name_id,place_id,region_id,kind,language,form,pos,evidence,valid_from,valid_to,note"


def test_every_region_of_the_registry_has_a_name_in_each_language() -> None:
    names = read_names()
    for region in read_registry().regions:
        if region in read_registry().list_former_regions():
            # Named in texts, they are read as the region that holds their centre.
            assert names["note"].str.contains(region.region_id).any()
            continue
        own = names[names["region_id"] == region.region_id]
        assert set(own["language"]) == {"ru", "kk", "en", "kk-Latn"}, region.region_id


def test_every_region_named_is_in_the_registry() -> None:
    known = {region.region_id for region in read_registry().regions}
    assert set(read_names()["region_id"].dropna()) <= known


@pytest.mark.parametrize(
    ("form", "date", "region_id"),
    [
        ("Талдыкорган", "2022-06-07", "KZ-19"),
        ("Талдыкорган", "2022-06-08", "KZ-33"),
        ("Сатпаев", "2022-06-08", "KZ-62"),
        ("Кентау", "2018-06-18", "KZ-YUZ"),
        ("Кентау", "2018-06-19", "KZ-61"),
        ("Шымкент", "2018-06-19", "KZ-79"),
    ],
)
def test_a_town_belongs_to_one_region_on_a_day(
    form: str, date: str, region_id: str
) -> None:
    names = read_names()
    rows = names[(names["form"] == form) & names["kind"].str.startswith("city")]
    start = rows["valid_from"].fillna("0000")
    end = rows["valid_to"].fillna("9999")
    assert set(rows.loc[(start <= date) & (date < end), "region_id"]) == {region_id}


def test_missing_names_are_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"names\.csv"):
        read_names(tmp_path)


def test_overlapping_spans_are_refused(tmp_path: Path) -> None:
    rows = [
        "a:ru:1,a,KZ-1,city,ru,А,noun,free,,2020-01-01,",
        "a:ru:2,a,KZ-1,city,ru,А,noun,free,2019-01-01,,",
    ]
    (tmp_path / "names.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    with pytest.raises(InputError, match="overlapping"):
        read_names(tmp_path)


def test_a_span_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    row = "a:ru:1,a,KZ-1,city,ru,А,noun,free,2020-01-01,2019-01-01,"
    (tmp_path / "names.csv").write_text(f"{HEADER}\n{row}\n", "utf-8")
    with pytest.raises(InputError, match="valid_to is not after"):
        read_names(tmp_path)


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    rows = [
        "a:ru:1,a,QY-B,city,ru,А,noun,free,,,",
        "a:ru:1,a,QY-B,city,ru,Б,noun,free,,,",
        "b:ru:1,b,QY-Z,city,ru,В,noun,free,,,",
        "c:ru:1,c,QY-B,city,ru,Г,noun,free,2020-01-01,2019-01-01,",
    ]
    folder = Path(__file__).parent / "another_country"
    for name in ("registry.toml", "regions.csv", "events.csv"):
        (tmp_path / name).write_text((folder / name).read_text("utf-8"), "utf-8")
    (tmp_path / "names.csv").write_text("\n".join([HEADER, *rows]), "utf-8")
    with pytest.raises(InputError) as caught:
        read_names(tmp_path)
    assert {problem.code for problem in caught.value.problems} == {
        "duplicate-name",
        "name-span-empty",
        "unknown-region",
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name_id,form\na:ru:1,А\n", "place_id"),
        (f"{HEADER}\na:ru:1,a,X,hill,ru,А,noun,free,,,\n", "hill"),
        (f"{HEADER}\na:ru:1,a,X,city,ru,А,noun,free,May 1997,,\n", "May 1997"),
        (f'{HEADER}\na:ru:1,"a\n', "names.csv"),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "names.csv").write_text(text, "utf-8")
    with pytest.raises(InputError, match=message):
        read_names(tmp_path)


def test_latin_names_follow_from_kazakh_ones() -> None:
    names = read_names()
    latin = names[names["language"] == "kk-Latn"]
    kazakh = names[names["language"] == "kk"]
    written = {
        (place, region, transliterate_kazakh(form))
        for place, region, form in kazakh[["place_id", "region_id", "form"]].itertuples(
            index=False
        )
    }
    rows = latin[["place_id", "region_id", "form"]].itertuples(index=False, name=None)
    assert set(rows) <= written
    # Without a mark, a word may be English: it needs what the English name needs.
    oral = latin[latin["form"] == "Oral"]
    assert set(oral["evidence"]) == {"cue"}


def test_generated_names_are_current() -> None:
    # Without the classifier the script leaves the settlements out.
    script = Path(__file__).parents[3] / "docs" / "build_gazetteer.py"
    done = subprocess.run(
        [sys.executable, str(script), "--check"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.shared_data
def test_the_stray_letters_of_the_classifier_are_those_the_script_repairs(
    shared_data: Path,
) -> None:
    kato = pd.read_csv(shared_data / "indicators" / "codes" / "kato.csv", dtype="str")
    is_stray = (kato["name_ru"] + kato["name_kk"]).str.contains("[ЌќЎў]")
    assert is_stray.sum() == 9


def test_districts_are_written_in_english_from_russian_and_kazakh() -> None:
    names = read_names()
    english = names[names["language"] == "en"]
    for form, place in (
        ("Terektinsky", "district-276200000"),
        ("Burlinsky", "district-273600000"),
        ("Taiynsha", "district-596000000"),
        ("Munaily", "district-475000000"),
    ):
        rows = english[english["form"] == form]
        assert place in set(rows["place_id"])
        assert set(rows.loc[rows["kind"] == "district", "evidence"]) == {"cue"}


def test_settlements_need_a_cue_and_lie_in_a_region() -> None:
    settlements = read_settlements()
    assert set(settlements["kind"]) == {"settlement"}
    assert set(settlements["evidence"]) == {"cue"}
    assert settlements["region_id"].notna().all()
    assert settlements["place_id"].nunique() > 190


def test_no_stray_letters_are_left() -> None:
    for table in (read_names(), read_settlements()):
        assert not table["form"].str.contains("[ЌќЎў]").any()


def test_a_country_without_settlements_has_none(tmp_path: Path) -> None:
    assert read_settlements(tmp_path).empty


def test_an_empty_gazetteer_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(HEADER + "\n", "utf-8")
    assert read_names(tmp_path).empty
