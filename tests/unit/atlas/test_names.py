"""Names: the gazetteer as data."""

from pathlib import Path

import pytest

from atlas import read_names, read_registry
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
        assert set(own["language"]) == {"ru", "kk", "en"}, region.region_id


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


def test_an_empty_gazetteer_is_a_table(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text(HEADER + "\n", "utf-8")
    assert read_names(tmp_path).empty
