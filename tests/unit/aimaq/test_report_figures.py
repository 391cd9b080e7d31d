"""What the figures draw, and what they refuse to draw."""

import pandas as pd

from aimaq.report.forest import build_forest, choose_main, list_estimates
from aimaq.report.heatmap import build_heatmap
from aimaq.report.inputs import build_material
from aimaq.report.labels import draw_labels
from aimaq.report.map import build_maps
from aimaq.report.overview import (
    build_cards,
    build_tallies,
    list_unused_documents,
)
from aimaq.report.scatter import build_scatters
from aimaq.report.scores import find_pooled_period
from aimaq.report.statistics_tables import build_index_tables, build_indicator_tables
from aimaq.report.trends import build_trends

from .report_tables import FakeRegistry, build_study, build_tables


def build(tables=None, **changes):
    return build_material(
        build_tables() if tables is None else tables,
        study=build_study(**changes),
        registry=FakeRegistry(),
    )


def test_the_pooled_period_is_the_longest():
    scores = pd.DataFrame({"period": ["2012", "2012/2014", "2012/2023"]})
    assert find_pooled_period(scores) == "2012/2023"
    assert find_pooled_period(scores.head(1)) is None


def test_there_is_a_map_for_each_variable():
    keys = [variant.key for variant in build_maps(build())]
    assert keys == [
        "prevalence:marginalization@2015/2018",
        "prevalence:migration@2015/2018",
        "wellbeing@2018",
        "grp@2018",
    ]


def test_a_map_takes_the_last_year_known_for_most_regions():
    tables = build_tables()
    values = tables["indicator_values"]
    values.loc[(values["period"] == "2018") & (values["region_id"] != "KZ-23"),
               "value"] = None  # fmt: skip
    keys = [variant.key for variant in build_maps(build(tables))]
    assert "grp@2017" in keys


def test_a_tile_links_to_its_evidence_or_says_why_not():
    markup = build_maps(build())[0].markup
    assert 'href="#evidence/prevalence:marginalization/KZ-61/2015/2018"' in markup
    assert "Almaty: no passage names it" in markup


def test_a_share_on_few_passages_is_marked():
    heatmap = build_heatmap(build())
    cells = dict(heatmap.rows)["Turkistan Region"]
    assert cells[0].text == "45%"
    assert cells[0].is_uncertain
    assert "4 passages in 4 documents; 95% interval 2% to 85%" in cells[0].title


def test_a_region_without_passages_has_no_share():
    cell = dict(build_heatmap(build()).rows)["Almaty"][0]
    assert (cell.text, cell.href) == ("–", "")
    assert "not defined: 0 passages" in cell.title


def test_a_large_base_is_not_marked():
    tables = build_tables()
    scores = tables["scores"]
    scores["n_passages"], scores["conf_low"], scores["conf_high"] = 80, 0.2, 0.3
    cells = dict(build_heatmap(build(tables)).rows)["Turkistan Region"]
    assert not cells[0].is_uncertain


def test_a_year_without_passages_interrupts_the_line():
    whole = build_trends(build())[0].markup.count('class="trend-line"')
    tables = build_tables()
    scores = tables["scores"]
    gap = (scores["period"] == "2016") & (scores["region_id"] == "KZ-23")
    scores.loc[gap, "estimate"] = None
    broken = build_trends(build(tables))[0].markup.count('class="trend-line"')
    assert (whole, broken) == (6, 2)


def test_regions_without_text_have_no_trend():
    assert [variant.key for variant in build_trends(build())] == [
        "KZ-23", "KZ-43", "KZ-61", "KZ-71",
    ]  # fmt: skip


def test_the_exposure_of_a_pair_is_that_of_the_year_before():
    averages, years = build_scatters(build())
    # The value of 2018 is missing for Turkistan, but lag 1 asks for 2014 to 2017.
    assert years.markup.count('class="point"') == 16
    assert averages.markup.count('class="point"') == 4
    _, same_year = build_scatters(
        build(
            hypotheses=tuple(
                _without_lag(item) for item in build_study().hypotheses
            )
        )
    )  # fmt: skip
    assert same_year.markup.count('class="point"') == 15


def _without_lag(hypothesis):
    from dataclasses import replace

    return replace(hypothesis, lag=0)


def test_labels_stand_beside_region_averages_only():
    averages, years = build_scatters(build())
    assert ">Turkistan<" in averages.markup
    assert 'class="point-label"' not in years.markup


def test_a_hypothesis_about_unknown_variables_draws_nothing():
    assert build_scatters(build(tables={})) == []


def test_the_estimate_that_decides_is_shown_first():
    material = build()
    hypothesis = material.study.hypotheses[0]
    assert choose_main(material, hypothesis)["estimator"] == "spearman"
    assert len(list_estimates(material, hypothesis)) == 3


def test_every_specification_is_shown_also_without_a_number():
    material = build()
    correlations, coefficients = build_forest(material, material.study.hypotheses[0])
    assert [row.is_main for row in correlations.rows] == [True, False]
    row = coefficients.rows[0]
    assert (row.estimate, row.interval) == ("–", "–")
    assert row.note == "too few regions <4>"


def test_other_terms_of_a_regression_are_left_to_the_panel():
    tables = build_tables()
    extra = tables["estimates"].tail(1).assign(term="Intercept")
    tables["estimates"] = pd.concat([tables["estimates"], extra], ignore_index=True)
    material = build(tables)
    assert len(list_estimates(material, material.study.hypotheses[0])) == 3


def test_a_verdict_is_put_in_words():
    card = build_cards(build())[0]
    assert card.word == "Inconclusive"
    assert card.interval == "95% interval −0.70 to 0.22"
    assert "1 year earlier" in card.sentence


def test_documents_are_counted_by_status_and_format():
    tallies = {tally.title: dict(tally.rows) for tally in build_tallies(build())}
    assert tallies["Documents by status"] == {
        "read": "16",
        "pictures of text only": "1",
    }
    assert tallies["Documents by format"] == {"txt": "16", "pdf": "1"}
    assert tallies["Documents read, by date"] == {"dated": "16"}


def test_values_of_regions_outside_the_boundaries_are_shown_too():
    tables = build_tables()
    values = tables["indicator_values"]
    values.loc[values["region_id"] == "KZ-63", "region_id"] = "KZ-YUZ"
    table = build_indicator_tables(build(tables))[0]
    assert [name for name, _ in table.rows][-1] == "KZ-YUZ"


def test_ranks_stand_under_the_scores_of_an_index():
    table = build_index_tables(build())[0]
    cells = dict(table.rows)["Atyrau Region"]
    assert (cells[0].text, cells[0].mark) == ("0.00", "rank 6")
    assert table.note == "min-max, geometric mean of: GRP per person"


def test_documents_that_no_number_uses_are_listed_with_the_reason():
    tables = build_tables()
    tables["documents"].loc[3, "year"] = pd.NA
    listed = list_unused_documents(build(tables))
    assert [(row["path"], row["reason"]) for row in listed] == [
        ("documents/scan.pdf", "pictures of text only"),
        (
            "documents/doc-03.txt",
            "read, but without a date: in no number of a year or period",
        ),
    ]


def test_a_tile_on_few_passages_is_marked():
    tables = build_tables()
    prevalence, *_, indicator = build_maps(build(tables))
    assert prevalence.markup.count("tile-uncertain") == 4
    assert "tile-uncertain" not in indicator.markup


def test_the_rows_shown_are_the_rows_that_were_estimated():
    from linkage import Hypothesis, join_tables, judge_hypotheses

    tables = build_tables()
    declared = build_study().hypotheses[0]
    judged = judge_hypotheses(
        join_tables(tables["scores"], tables["indicator_values"]),
        [
            Hypothesis(
                hypothesis_id="H1",
                claim=declared.claim,
                outcome=declared.outcome,
                exposure=declared.exposure,
                direction="negative",
                lag=declared.lag,
            )
        ],
        seed=1,
    )
    tables |= {
        "specifications": judged.specifications,
        "estimates": judged.estimates,
        "verdicts": judged.verdicts,
    }
    material = build(tables)
    _, years = build_scatters(material)
    pooled = [
        row
        for row in list_estimates(material, declared)
        if row["sample"] == "pooled" and row["estimator"] == "pearson"
    ]
    assert years.markup.count('class="point"') == pooled[0]["n_observations"] == 16
    # Every specification of the grid is on the page, with or without a number.
    groups = build_forest(material, declared)
    assert sum(len(group.rows) for group in groups) == len(judged.specifications)
    assert choose_main(material, declared)["sample"] == "between"


def test_labels_of_close_points_all_find_room():
    places = [(100.0 + 9 * number, 300.0) for number in range(6)]
    names = [f"Region {number}" for number in range(6)]
    markup = draw_labels(names, places, left=50, right=500, bottom=350)
    assert [name for name in names if f">{name}<" in markup] == names
    assert 'class="leader"' in markup


def test_a_label_without_room_is_left_out():
    assert draw_labels(["Region"], [(60.0, 300.0)], left=50, right=80, bottom=350) == ""


def test_what_all_estimates_note_is_said_once():
    tables = build_tables()
    tables["estimates"]["note"] = ["jackknife; 16 regions", "exact; 16 regions", None]
    material = build(tables)
    correlations, coefficients = build_forest(material, material.study.hypotheses[0])
    assert correlations.note == "16 regions"
    assert [row.note for row in correlations.rows] == ["exact", "jackknife"]
    assert (coefficients.note, coefficients.rows[0].note) == ("", "")
