"""The registry: who exists when, and what a broken folder is told."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from atlas import read_registry
from ledger import RegionError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Copy the built-in registry to edit."""
    target = tmp_path / "country"
    shutil.copytree(read_registry().folder, target)
    return target


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize(
    ("year", "count"), [(1997, 16), (2017, 16), (2018, 17), (2021, 17), (2022, 20)]
)
def test_boundaries_are_those_of_31_december(year, count):
    assert len(read_registry().list_boundaries(year)) == count


def test_south_kazakhstan_ends_on_the_day_its_parts_begin():
    registry = read_registry()
    before = {region.region_id for region in registry.list_regions("2018-06-18")}
    after = {region.region_id for region in registry.list_regions("2018-06-19")}
    assert before - after == {"KZ-YUZ"}
    assert after - before == {"KZ-61", "KZ-79"}


def test_successors_follow_from_changes():
    registry = read_registry()
    assert registry.get_region("KZ-YUZ").successors == ("KZ-61", "KZ-79")
    assert registry.get_region("KZ-63").successors == ("KZ-10",)


def test_a_year_before_the_first_complete_set_is_refused():
    with pytest.raises(RegionError, match="complete from 1997"):
        read_registry().list_boundaries(1995)


def test_an_unknown_region_is_refused():
    with pytest.raises(RegionError, match="'KZ-99': not in the registry"):
        read_registry().get_region("KZ-99")


def test_a_wrong_date_is_refused():
    with pytest.raises(RegionError, match="Expected an ISO date"):
        read_registry().list_regions("31.12.2017")


def test_an_unknown_registry_names_the_built_in_ones():
    with pytest.raises(RegionError, match="Expected 'kazakhstan'"):
        read_registry("nowhere")


def test_a_folder_of_the_user_is_read_and_read_again_after_an_edit(folder):
    assert len(read_registry(folder).regions) == 26
    edit(folder / "regions.csv", "Abay Region", "Region of Abay")
    assert read_registry(folder).get_region("KZ-10").name_en == "Region of Abay"


def test_all_problems_of_a_folder_come_at_once(folder):
    edit(folder / "regions.csv", "2018-06-19,KZ-YUZ", "2019-01-01,KZ-YUZ")
    edit(folder / "events.csv", "KZ-61;KZ-79", "KZ-61;KZ-80")
    regions = folder / "regions.csv"
    lines = regions.read_text(encoding="utf-8").splitlines()
    regions.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    with pytest.raises(RegionError, match=r"regions\.csv") as caught:
        read_registry(folder)
    assert {problem.code for problem in caught.value.problems} == {
        "duplicate-region",
        "overlapping-validity",
        "unknown-successor",
    }


def test_validity_that_ends_before_it_begins_is_a_problem(folder):
    edit(folder / "regions.csv", "2018-06-19,KZ-YUZ", "1990-01-01,KZ-YUZ")
    with pytest.raises(RegionError) as caught:
        read_registry(folder)
    assert "empty-validity" in {problem.code for problem in caught.value.problems}


def test_an_end_without_an_event_is_a_problem(folder):
    edit(folder / "regions.csv", "1991-12-16,,KZ-PAV", "1991-12-16,2020-01-01,KZ-PAV")
    with pytest.raises(RegionError, match="no event says what became of it"):
        read_registry(folder)


def test_a_missing_file_is_named(folder):
    (folder / "events.csv").unlink()
    (folder / "registry.toml").unlink()
    with pytest.raises(RegionError) as caught:
        read_registry(folder)
    assert [problem.where for problem in caught.value.problems] == [
        "registry.toml",
        "events.csv",
    ]


@pytest.mark.parametrize("year", [1997, 2017, 2018, 2021, 2022, 2030])
def test_each_region_has_a_square_of_its_own(year):
    registry = read_registry()
    tiles = registry.read_tiles(year)
    assert set(tiles["region_id"]) == {
        region.region_id for region in registry.list_boundaries(year)
    }
    assert not tiles.duplicated(["row", "column"]).any()
    assert tiles["label"].str.len().max() <= 12


@pytest.mark.parametrize("year", [2017, 2018, 2022])
def test_the_tile_map_looks_like_kazakhstan(year):
    tiles = read_registry().read_tiles(year).set_index("region_id")
    row, column = tiles["row"], tiles["column"]
    assert row["KZ-59"] == row.min()
    assert column["KZ-47"] == column.min()
    assert row["KZ-47"] > row["KZ-23"] > row["KZ-27"]
    assert column["KZ-63"] == column.max()
    touching = [("KZ-71", "KZ-11"), ("KZ-75", "KZ-19")]
    touching += [("KZ-79", "KZ-61")] if year > 2017 else []
    for city, region in touching:
        assert abs(row[city] - row[region]) + abs(column[city] - column[region]) == 1


def test_a_region_without_a_square_is_named(folder):
    edit(folder / "tiles.csv", "2022,,KZ-10,2,5\n", "")
    with pytest.raises(RegionError, match="no square for KZ-10"):
        read_registry(folder).read_tiles(2022)


@pytest.mark.parametrize(("year", "count"), [(2017, 28), (2018, 29), (2022, 35)])
def test_neighbors_of_earlier_years_follow_by_merging(year, count):
    pairs = read_registry().read_neighbors(year)
    assert len(pairs) == count
    assert (pairs["region_a"] < pairs["region_b"]).all()
    known = {region.region_id for region in read_registry().list_boundaries(year)}
    assert set(pairs["region_a"]) | set(pairs["region_b"]) == known


def test_cities_touch_one_region_only():
    pairs = read_registry().read_neighbors(2022)
    both = pd.concat([pairs["region_a"], pairs["region_b"]])
    assert [int((both == city).sum()) for city in ("KZ-71", "KZ-75", "KZ-79")] == [
        1,
        1,
        1,
    ]


@pytest.mark.shared_data
def test_neighbors_are_those_of_the_boundary_polygons(shared_data):
    path = shared_data / "indicators/geography/kz_adm1_adjacency_derived.csv"
    wanted = {tuple(sorted(pair)) for pair in pd.read_csv(path).to_numpy().tolist()}
    found = read_registry().read_neighbors(2022)
    assert set(zip(found["region_a"], found["region_b"], strict=True)) == wanted
