"""Words of a study: groups of texts, names of places set aside, lines to read."""

from pathlib import Path

import pandas as pd
import pytest

from aimaq.config import Study
from aimaq.layout import StudyFolder
from aimaq.pipeline import StepContext
from aimaq.steps.words import COMPARED_KEYNESS, KEY_LINES, WORDS
from atlas import read_registry
from discourse import DOCUMENTS, MENTIONS, PASSAGE_REGIONS, PASSAGES
from ledger import build_table, check_table

TEXTS = {
    "a": ("KZ-75", 2015, "news", "The boulevard of Almaty, a boulevard with cafes."),
    "b": ("KZ-75", 2016, "news", "One more boulevard in Almaty opened."),
    "c": ("KZ-39", 2015, "report", "Harvest of wheat in Kostanay, harvest again."),
    "d": ("KZ-39", 2016, "report", "The harvest of Kostanay was large."),
}


def build_context(**sections):
    study = Study.model_validate(
        {
            "study": {"title": "t", "years": (2012, 2023)},
            "documents": {"path": "."},
            "regions": {"boundaries": 2017},
            **sections,
        }
    )
    documents = build_table(
        [
            {
                "document_id": name, "title": name, "date": None, "year": year,
                "language": "en", "genre": genre, "outlet": None, "path": name,
                "n_pages": None, "n_characters": len(text), "text_sha256": name,
                "status": "read",
            }
            for name, (_, year, genre, text) in TEXTS.items()
        ],
        DOCUMENTS,
    )  # fmt: skip
    passages = build_table(
        [
            {
                "passage_id": f"{name}#0001", "document_id": name, "position": 1,
                "start": 0, "end": len(text), "year": year, "language": "en",
                "text": text, "n_tokens": len(text.split()),
            }
            for name, (_, year, _, text) in TEXTS.items()
        ],
        PASSAGES,
    )  # fmt: skip
    places = [
        (name, place, text.index(place), region)
        for name, (region, _, _, text) in TEXTS.items()
        for place in ("Almaty", "Kostanay")
        if place in text
    ]
    mentions = build_table(
        [
            {
                "mention_id": f"{name}#0001@{start}", "passage_id": f"{name}#0001",
                "document_id": name, "start": start, "end": start + len(place),
                "surface": place, "region_id": region, "level": "region",
                "sense": "place", "status": "matched", "rule": "name",
            }
            for name, place, start, region in places
        ],
        MENTIONS,
    )  # fmt: skip
    weights = build_table(
        [
            {
                "passage_id": f"{name}#0001", "region_id": region, "weight": 1.0,
                "basis": "mention",
            }
            for name, (region, _, _, _) in TEXTS.items()
        ],
        PASSAGE_REGIONS,
    )  # fmt: skip
    return StepContext(
        study=study,
        folder=StudyFolder(Path()),
        registry=read_registry(),
        tables={
            "documents": documents,
            "passages": passages,
            "mentions": mentions,
            "passage_regions": weights,
        },
        workers=1,
        progress=None,
    )


def run(**comparison):
    section = {"id": "c", "target": ("KZ-75",)} | comparison
    return WORDS.run(build_context(words={"min_count": 1}, comparisons=(section,)))


def test_words_of_a_region_stand_out_and_its_name_does_not():
    result = run()
    keyness = result.tables["keyness"]
    check_table(keyness, COMPARED_KEYNESS)
    values = keyness[keyness["measure"] == "log_odds"].set_index("term")["value"]
    assert values["boulevard"] == values.max()
    assert values["harvest"] == values.min()
    assert not {"almaty", "kostanay"} & set(values.index)


def test_lines_of_key_terms_come_from_the_target():
    lines = run().tables["key_lines"]
    check_table(lines, KEY_LINES)
    own = lines[lines["term"] == "boulevard"]
    assert own["match"].tolist() == ["boulevard"] * 3
    assert set(own["passage_id"]) == {"a#0001", "b#0001"}
    assert "harvest" not in set(lines["term"])


@pytest.mark.parametrize(
    "comparison",
    [
        {"by": "region_set", "target": ("status-core",)},
        {"by": "genre", "target": ("news",)},
        {"by": "region", "target": ("KZ-75",), "reference": ("KZ-39",)},
    ],
)
def test_other_ways_to_the_same_groups(comparison):
    pd.testing.assert_frame_equal(
        run(**comparison).tables["keyness"].drop(columns=["conf_low", "conf_high"]),
        run().tables["keyness"].drop(columns=["conf_low", "conf_high"]),
    )


def test_terms_are_spread_over_documents_regions_and_years():
    spread = run().tables["dispersion"].set_index(["parts", "term", "measure"])
    assert spread.loc[("document", "harvest", "dp"), "n_parts_with"] == 2
    assert spread.loc[("region", "harvest", "dp"), "n_parts_with"] == 1
    assert spread.loc[("year", "harvest", "dp"), "n_parts_with"] == 2
    # In one of two regions, in both years: less even over regions.
    region, year = (
        spread.loc[(x, "harvest", "dp"), "value"] for x in ("region", "year")
    )
    assert region > year


def test_dispersion_has_all_measures_with_intervals_or_a_reason():
    spread = run().tables["dispersion"]
    of_documents = spread["parts"] == "document"
    assert set(spread.loc[of_documents, "measure"]) == {
        *("dp", "dp_norm", "juilland_d", "arf")
    }
    assert set(spread.loc[~of_documents, "measure"]) == {"dp", "dp_norm", "juilland_d"}
    # Four short documents: no term has five, and each row says so.
    assert spread["conf_low"].isna().all()
    assert spread["note"].notna().all()


def test_years_are_compared_as_text():
    keyness = run(by="year", target=("2016",)).tables["keyness"]
    row = keyness[(keyness["term"] == "large") & (keyness["measure"] == "log_odds")]
    assert row["n_target"].tolist() == [1.0]


@pytest.mark.parametrize(
    "comparison",
    [
        {"target": ("KZ-10",)},
        {"by": "region_set", "target": ("no-such-set",)},
        {"by": "outlet", "target": ("somebody",)},
    ],
)
def test_a_comparison_without_texts_is_a_problem_and_the_rest_goes_on(comparison):
    result = run(**comparison)
    assert [problem.code for problem in result.problems] == ["no-comparison"]
    assert result.tables["keyness"].empty
    assert len(result.tables["frequencies"])


def test_a_set_that_does_not_hold_in_these_boundaries_says_when_it_does():
    result = run(by="region_set", target=("computed-core", "migration-2020-inflow"))
    (problem,) = result.problems
    assert "'migration-2020-inflow': no region belongs to it on 2017" in problem.found
    assert "from 2018-06-19 to before 2022-06-08" in problem.found
    open_end = run(by="region_set", target=("attraction-high",))
    assert "from 2022-06-08 to today" in open_end.problems[0].found


def test_core_is_compared_with_periphery_by_their_names():
    # Almaty over the mean, Kostanay under 75 percent of it in 2017.
    by_class = {"target": ("computed-core",), "reference": ("computed-periphery",)}
    pd.testing.assert_frame_equal(
        run(by="region_set", **by_class).tables["keyness"],
        run(reference=("KZ-39",)).tables["keyness"],
    )


def test_a_study_that_asks_for_nothing_gets_empty_tables():
    result = WORDS.run(build_context())
    assert all(table.empty for table in result.tables.values())
    assert result.summary == "not asked for"
