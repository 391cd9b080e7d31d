"""Named sets of regions, and what broken ones are told."""

import shutil
from pathlib import Path

import pytest

from atlas import read_registry
from ledger import RegionError

MACRO = ("macro-centre", "macro-east", "macro-north", "macro-south", "macro-west")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the built-in registry to edit."""
    target = tmp_path / "country"
    shutil.copytree(read_registry().folder, target)
    return target


def append(path: Path, line: str) -> None:
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")


@pytest.mark.parametrize(
    "day", ["1996-06-01", "2010-01-01", "2019-01-01", "2025-01-01"]
)
def test_macro_regions_tile_the_country_on_every_day(day: str) -> None:
    registry = read_registry()
    members = [
        region.region_id
        for set_id in MACRO
        for region in registry.list_region_set(set_id, date=day)
    ]
    assert sorted(members) == [r.region_id for r in registry.list_regions(day)]


def test_a_new_region_stays_in_the_macro_region_it_left() -> None:
    registry = read_registry()
    for event in registry.events:
        if event.kind != "split" or event.date < "2000":
            continue
        sets = registry.read_region_sets().query("scheme_id == 'macro'")
        of_region = dict(zip(sets["region_id"], sets["set_id"], strict=True))
        sides = (*event.from_region_ids, *event.to_region_ids)
        assert len({of_region[region_id] for region_id in sides}) == 1, event


@pytest.mark.parametrize(
    ("scheme", "day"),
    [
        ("status", "2010-01-01"),
        ("status", "2024-01-01"),
        ("economic-16", "2017-12-31"),
        ("budget-2026", "2026-12-31"),
        ("agglomerations-2023", "2024-01-01"),
    ],
)
def test_core_and_periphery_cover_the_country(scheme: str, day: str) -> None:
    registry = read_registry()
    table = registry.read_region_sets()
    sets = sorted(set(table.loc[table["scheme_id"] == scheme, "set_id"]))
    members = [r for s in sets for r in registry.list_region_set(s, date=day)]
    assert sorted(r.region_id for r in members) == [
        r.region_id for r in registry.list_regions(day)
    ]


def test_membership_has_dates() -> None:
    registry = read_registry()
    before = registry.list_region_set("status-core", date="2018-06-18")
    after = registry.list_region_set("status-core", date="2018-06-19")
    assert [r.region_id for r in before] == ["KZ-71", "KZ-75"]
    assert [r.region_id for r in after] == ["KZ-71", "KZ-75", "KZ-79"]
    assert registry.list_region_set("budget-contributor", date="2025-12-31") == ()


def test_every_set_has_a_source_and_three_names() -> None:
    table = read_registry().read_region_sets()
    for column in ("source", "name_en", "name_ru", "name_kk"):
        assert table[column].str.len().min() > 3, column


def test_an_unknown_set_is_named_with_the_known_ones() -> None:
    with pytest.raises(RegionError, match=r"'west': not in .* macro-west"):
        read_registry().list_region_set("west", date="2020-01-01")


def test_a_registry_without_sets_has_none(folder: Path) -> None:
    (folder / "region_sets.csv").unlink()
    (folder / "region_set_members.csv").unlink()
    assert read_registry(folder).read_region_sets().empty


def test_all_problems_of_sets_come_at_once(folder: Path) -> None:
    members = folder / "region_set_members.csv"
    append(members, "macro-west,KZ-99,,")
    append(members, "far-west,KZ-15,,")
    append(members, "macro-west,KZ-63,,")
    append(members, "status-core,KZ-10,2020-01-01,")
    append(folder / "region_sets.csv", "macro,macro-moon,macro_region,M,М,М,made up")
    with pytest.raises(RegionError) as caught:
        read_registry(folder).read_region_sets()
    assert {problem.code for problem in caught.value.problems} == {
        "membership-outside-life",
        "overlapping-sets",
        "set-without-members",
        "unknown-region",
        "unknown-set",
    }


def test_one_file_without_the_other_is_a_problem(folder: Path) -> None:
    (folder / "region_set_members.csv").unlink()
    with pytest.raises(RegionError, match=r"region_set_members\.csv: no such file"):
        read_registry(folder).read_region_sets()
