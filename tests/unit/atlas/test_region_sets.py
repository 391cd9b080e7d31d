"""Named sets of regions, and what broken ones are told."""

import shutil
from pathlib import Path

import pandas as pd
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
        ("computed-product", "2000-12-31"),
        ("computed-product", "2017-12-31"),
        ("computed-product", "2018-12-31"),
        ("computed-product", "2022-12-31"),
        ("migration-2000-2019", "2015-12-31"),
        ("migration-2025", "2025-12-31"),
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


def test_what_a_source_contradicts_is_in_no_class() -> None:
    """The table of 2021 calls Mangystau's positive balance an outflow."""
    registry = read_registry()
    table = registry.read_region_sets().query("scheme_id == 'migration-2020'")
    everybody = {r.region_id for r in registry.list_regions("2020-12-31")}
    assert everybody - set(table["region_id"]) == {"KZ-47"}


def test_a_computed_class_changes_with_its_year() -> None:
    """Karaganda: over the mean, below it from 2012 to 2015, over it again."""
    registry = read_registry()
    karaganda = [
        set_id
        for year in (2011, 2012, 2015, 2016)
        for set_id in ("computed-core", "computed-semi-periphery", "computed-periphery")
        if "KZ-35"
        in {r.region_id for r in registry.list_region_set(set_id, date=f"{year}-12-31")}
    ]
    assert karaganda == [
        "computed-core",
        "computed-semi-periphery",
        "computed-semi-periphery",
        "computed-core",
    ]


def test_what_we_computed_says_so() -> None:
    table = read_registry().read_region_sets()
    own = table["source"].str.startswith("computed by this project")
    assert set(table.loc[own, "scheme_id"]) == {"computed-product"}
    assert table.loc[own, "set_id"].str.startswith("computed-").all()
    assert table.loc[own, "name_en"].str.contains("computed").all()


# What became of a region of which later years report the parts only.
PARTS = {
    "KZ-YUZ": ("KZ-61", "KZ-79"),
    "KZ-19": ("KZ-19", "KZ-33"),
    "KZ-35": ("KZ-35", "KZ-62"),
    "KZ-63": ("KZ-63", "KZ-10"),
}


@pytest.mark.shared_data
def test_computed_classes_follow_from_the_published_figures(shared_data: Path) -> None:
    panel = pd.read_csv(shared_data / "indicators" / "kz_panel.csv")
    keys = ["indicator", "region_iso", "year"]
    figures = panel.set_index(keys)["value"].to_dict()
    registry = read_registry()

    def add_up(indicator: str, region_id: str, year: int, boundaries: int) -> float:
        whole = figures.get((indicator, region_id, year))
        parts = PARTS.get(region_id, ())
        if boundaries >= 2022 or not parts or (whole and region_id not in parts):
            return float(whole)
        return float(sum(figures.get((indicator, part, year), 0) for part in parts))

    def divide(region_id: str, year: int) -> float:
        product = add_up("grp_nominal", region_id, year, year)
        people = [
            add_up("population_1jan", region_id, day, year) for day in (year, year + 1)
        ]
        return product / (sum(people) / 2)

    for year in range(2000, 2023):
        expected: dict[str, list[str]] = {
            "core": [],
            "semi-periphery": [],
            "periphery": [],
        }
        for region in registry.list_boundaries(year):
            share = divide(region.region_id, year) / divide("KZ", year)
            rank = "core" if share > 1 else "periphery" if share < 0.75 else None
            expected[rank or "semi-periphery"].append(region.region_id)
        for rank, region_ids in expected.items():
            members = registry.list_region_set(f"computed-{rank}", date=f"{year}-12-31")
            assert [r.region_id for r in members] == region_ids, (year, rank)


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
