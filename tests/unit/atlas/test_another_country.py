"""Another country is another folder of files: an invented one of three regions."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from atlas import (
    build_crosswalk,
    find_places,
    match_label,
    read_names,
    read_registry,
)
from discourse import find_mentions

FOLDER = Path(__file__).parent / "another_country"


@pytest.fixture(scope="module")
def registry():
    return read_registry(FOLDER)


def test_regions_and_changes(registry) -> None:
    assert [r.region_id for r in registry.list_boundaries(2009)] == ["QY-B", "QY-N"]
    assert [r.region_id for r in registry.list_boundaries(2010)] == [
        *("QY-B", "QY-N", "QY-T")
    ]
    table = build_crosswalk(registry, to_year=2009, from_year=2010)
    assert dict(zip(table["from_region_id"], table["to_region_id"], strict=True)) == {
        "QY-B": "QY-B",
        "QY-N": "QY-N",
        "QY-T": "QY-N",
    }


def test_neighbors_tiles_sets_and_designations(registry) -> None:
    assert len(registry.read_neighbors(2009)) == 1
    assert len(registry.read_neighbors(2010)) == 2
    assert len(registry.read_tiles(2020)) == 3
    sea = registry.list_region_set("shore-sea", date="2005-01-01")
    assert [region.region_id for region in sea] == ["QY-N"]
    assert len(registry.read_designations()) == 2


def test_labels_and_names(registry) -> None:
    assert match_label(registry, "Норхольмская область").region_id == "QY-N"
    assert match_label(registry, "г. Алматы").status == "unmatched"
    assert set(read_names(registry)["region_id"]) == {"QY-B", "QY-N", "QY-T"}
    match = find_places(registry, "Товсунд", date="2005-01-01")
    assert match.place is not None
    assert match.place.region_id == "QY-N"


def test_mentions_are_those_of_the_country(registry) -> None:
    passages = pd.DataFrame(
        {
            "passage_id": ["a", "b", "c"],
            "document_id": ["a", "b", "c"],
            "date": ["2009-01-01", "2011-01-01", "2011-01-01"],
            "text": [
                "Акимат города Товсунда и Норхольмской области.",
                "В Брамвикской и Норхольмской областях; в Товсунде.",
                "В Алматы и Карагандинской области.",
            ],
        }
    )
    found = find_mentions(passages, registry=registry)
    regions = found.groupby("passage_id")["region_id"].agg(sorted).to_dict()
    assert regions == {"a": ["QY-N", "QY-N"], "b": ["QY-B", "QY-N", "QY-T"]}


def test_a_registry_without_names_says_so_when_texts_are_searched(
    tmp_path: Path,
) -> None:
    target = tmp_path / "country"
    shutil.copytree(FOLDER, target)
    (target / "names.csv").unlink()
    with pytest.raises(ValueError, match=r"names\.csv: no such file"):
        find_mentions(
            pd.DataFrame(columns=["passage_id", "document_id", "date", "text"]),
            registry=read_registry(target),
        )
