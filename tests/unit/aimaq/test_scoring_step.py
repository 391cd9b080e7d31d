"""Weights of passages at the study's boundaries, by the territories of their year."""

from pathlib import Path

import pytest

from aimaq.config import Study
from aimaq.layout import StudyFolder
from aimaq.pipeline import StepContext
from aimaq.steps.scoring import SCORING
from atlas import read_registry
from discourse import HITS, MENTIONS, PASSAGES
from ledger import build_table


def build_context(boundaries, year, region_ids):
    passage = {
        "passage_id": "a#0001",
        "document_id": "a",
        "position": 1,
        "start": 0,
        "end": 9,
        "year": year,
        "language": "ru",
        "text": "x" * 9,
        "n_tokens": 1,
    }
    mentions = [
        {
            "mention_id": f"a#0001@{start}",
            "passage_id": "a#0001",
            "document_id": "a",
            "start": start,
            "end": start + 1,
            "surface": "x",
            "region_id": region_id,
            "level": "region",
            "sense": "place",
            "status": "matched",
            "rule": "name",
        }
        for start, region_id in enumerate(region_ids)
    ]
    study = Study.model_validate(
        {
            "study": {"title": "t", "years": (2012, 2023)},
            "documents": {"path": "."},
            "regions": {"boundaries": boundaries},
            "codes": ({"id": "migration", "lexicon": "builtin:migration"},),
        }
    )
    return StepContext(
        study=study,
        folder=StudyFolder(Path()),
        registry=read_registry(),
        tables={
            "passages": build_table([passage], PASSAGES),
            "mentions": build_table(mentions, MENTIONS),
            "hits": build_table([], HITS),
        },
        workers=1,
        progress=None,
    )


def weigh(boundaries, year, *region_ids):
    result = SCORING.run(build_context(boundaries, year, region_ids))
    table = result.tables["passage_regions"]
    weights = dict(zip(table["region_id"], table["weight"], strict=True))
    return weights, result


def test_a_region_named_in_the_year_of_its_end_keeps_its_weight():
    weights, result = weigh(2017, 2018, "KZ-YUZ", "KZ-61", "KZ-79")
    assert weights == {"KZ-YUZ": pytest.approx(1.0)}
    assert not result.losses


def test_new_regions_are_merged_back():
    weights, _ = weigh(2017, 2023, "KZ-10", "KZ-63", "KZ-62")
    assert weights == {
        "KZ-63": pytest.approx(2 / 3),
        "KZ-35": pytest.approx(1 / 3),
    }


def test_a_territory_that_was_split_later_is_listed_not_guessed():
    weights, result = weigh(2022, 2015, "KZ-63")
    assert weights == {}
    assert [row["key"] for row in result.losses] == ["KZ-63"]
    reasons = {row["reason"]: row["n_rows"] for row in result.accounts}
    assert reasons["its region was split later"] == 1


def test_the_same_name_after_the_split_is_kept():
    weights, _ = weigh(2022, 2023, "KZ-63")
    assert weights == {"KZ-63": pytest.approx(1.0)}


def test_a_text_without_a_year_enters_no_period():
    weights, result = weigh(2017, None, "KZ-23")
    assert weights == {"KZ-23": pytest.approx(1.0)}
    assert result.tables["scores"]["estimate"].isna().all()


def test_every_passage_is_accounted_for():
    _, result = weigh(2017, 2015)
    assert sum(row["n_rows"] for row in result.accounts) == 1
