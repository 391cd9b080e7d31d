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


def build_context(boundaries, year, region_ids, *, folder=Path(), **scores):
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
            "codes": (
                {"id": "migration", "lexicon": "builtin:migration"},
                {"id": "access_services", "lexicon": "builtin:access_services"},
            ),
            "scores": scores,
        }
    )
    return StepContext(
        study=study,
        folder=StudyFolder(folder),
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


def test_further_measures_are_estimated_where_they_are_asked_for():
    plain = SCORING.run(build_context(2017, 2015, ["KZ-23"])).tables["scores"]
    kinds = {name.split(":")[0] for name in plain["measure_id"]}
    assert kinds == {"prevalence"}
    measures = ("salience", "distinctiveness", "shrunken_prevalence")
    more = SCORING.run(build_context(2017, 2015, ["KZ-23"], measures=measures))
    found = more.tables["scores"]
    assert {name.split(":")[0] for name in found["measure_id"]} == {
        "prevalence", *measures,
    }  # fmt: skip
    rest = found[found["measure_id"].str.startswith("prevalence:")]
    assert rest["estimate"].dropna().tolist() == plain["estimate"].dropna().tolist()


def test_hand_coding_corrects_and_unknown_passages_are_listed(tmp_path):
    (tmp_path / "coded.csv").write_text(
        "passage_id,code_id,value,probability\n"
        "a#0001,migration,1,0.5\n"
        "b#0001,migration,0,0.5\n"
        "a#0001,nothing,1,0.5\n",
        encoding="utf-8",
    )
    context = build_context(2017, 2015, ["KZ-23"], folder=tmp_path, coded="coded.csv")
    result = SCORING.run(context)
    accuracy = result.tables["accuracy"].set_index("code_id")
    assert accuracy.loc["migration", "n_false_negative"] == 1
    assert [problem.code for problem in result.problems] == [
        "unknown-passage", "unknown-code",
    ]  # fmt: skip
    scores = result.tables["scores"].set_index(["measure_id", "region_id", "period"])
    # The lexicon finds nothing, the reader does: 0 + (1 - 0) / 0.5.
    cell = ("designed_prevalence:migration", "KZ-23", "2015")
    assert scores.loc[cell, "estimate"] == pytest.approx(2.0)
    assert "corrected_prevalence:access_services" in scores.index.get_level_values(0)
