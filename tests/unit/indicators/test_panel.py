"""Values at constant boundaries: sums, means, double counting, losses."""

import pandas as pd
import pytest

from atlas import read_registry
from indicators import build_panel
from ledger import InputError

from .conftest import look_up

REGISTRY = read_registry()


def build(values, indicators, boundaries=2017, **options):
    before = values.copy()
    panel = build_panel(
        values,
        registry=REGISTRY,
        boundaries=boundaries,
        indicators=indicators,
        **options,
    )
    pd.testing.assert_frame_equal(values, before)
    accounts = panel.accounts
    assert accounts["n_rows"].sum() == len(values)
    assert (accounts["rows_in"] == len(values)).all()
    assert (accounts["rows_out"] == len(panel.values)).all()
    return panel


def reasons(panel):
    return dict(zip(panel.losses["key"], panel.losses["reason"], strict=True))


def test_parts_are_summed_into_their_old_region(make_values, make_indicators):
    values = make_values([("p", "KZ-61", "2019", 10.0), ("p", "KZ-79", "2019", 5.0)])
    panel = build(values, make_indicators(p="extensive"))
    assert look_up(panel.values) == {("KZ-YUZ", "2019"): 15}
    assert panel.values["source_cell"].tolist() == ["made up 0 + made up 1"]
    assert panel.losses.empty


def test_the_whole_beside_its_parts_counts_once(make_values, make_indicators):
    rows = [
        ("p", "KZ-YUZ", "2015", 15.0),
        ("p", "KZ-61", "2015", 10.0, "retrospective"),
        ("p", "KZ-79", "2015", 5.0, "retrospective"),
    ]
    old = build(make_values(rows), make_indicators(p="extensive"))
    assert look_up(old.values) == {("KZ-YUZ", "2015"): 15}
    assert set(reasons(old)) == {"p, KZ-61, 2015", "p, KZ-79, 2015"}
    assert all("counted twice" in reason for reason in reasons(old).values())
    new = build(make_values(rows), make_indicators(p="extensive"), 2018)
    assert look_up(new.values) == {("KZ-61", "2015"): 10, ("KZ-79", "2015"): 5}
    assert "counted twice" in reasons(new)["p, KZ-YUZ, 2015"]


def test_a_parent_that_goes_on_is_summed_with_its_retrospective_part(
    make_values, make_indicators
):
    values = make_values(
        [("p", "KZ-63", "2021", 7.0), ("p", "KZ-10", "2021", 3.0, "retrospective")]
    )
    old = build(values, make_indicators(p="extensive"))
    assert look_up(old.values) == {("KZ-63", "2021"): 10}
    assert old.values["status"].tolist() == ["retrospective"]
    new = build(values, make_indicators(p="extensive"), 2022)
    assert look_up(new.values) == {("KZ-63", "2021"): 7, ("KZ-10", "2021"): 3}


def test_an_undivided_region_is_not_split_forward(make_values, make_indicators):
    values = make_values([("p", "KZ-63", "2020", 10.0), ("p", "KZ-YUZ", "2016", 1.0)])
    panel = build(values, make_indicators(p="extensive"), 2022)
    assert panel.values.empty
    assert set(reasons(panel).values()) == {
        "split: it covers several regions of the target year"
    }


def test_a_part_alone_is_not_the_whole(make_values, make_indicators):
    values = make_values([("p", "KZ-61", "2019", 10.0)])
    panel = build(values, make_indicators(p="extensive"))
    assert panel.values.empty
    assert "incomplete" in reasons(panel)["p, KZ-61, 2019"]


def test_an_intensive_indicator_is_a_weighted_mean(make_values, make_indicators):
    values = make_values(
        [
            ("rate", "KZ-61", "2019", 10.0),
            ("rate", "KZ-79", "2019", 40.0),
            ("people", "KZ-61", "2019", 2.0),
            ("people", "KZ-79", "2019", 1.0),
        ]
    )
    indicators = make_indicators(rate="intensive", people="extensive")
    panel = build(values, indicators, weights={"rate": "people"})
    rate = panel.values[panel.values["indicator_id"] == "rate"]
    assert look_up(rate) == {("KZ-YUZ", "2019"): pytest.approx(20)}
    assert rate["status"].tolist() == ["estimated"]
    assert rate["source_cell"].tolist() == [
        "(made up 0 * made up 2 + made up 1 * made up 3) / (made up 2 + made up 3)"
    ]


def test_how_far_weighted_means_miss_the_country_is_said(make_values, make_indicators):
    regions = [r.region_id for r in REGISTRY.list_boundaries(2019)]
    rows = [("rate", region, "2019", 10.0) for region in regions]
    rows += [("people", region, "2019", 2.0) for region in regions]
    indicators = make_indicators(rate="intensive", people="extensive")

    def find(national, boundaries):
        values = make_values([*rows, ("rate", "KZ", "2019", national)])
        panel = build(values, indicators, boundaries, weights={"rate": "people"})
        return [(p.severity, p.found) for p in panel.problems]

    ((severity, found),) = find(12.5, 2017)
    assert severity == "warning"
    assert "-20.0 to -20.0 % (most in 2019)" in found
    ((severity, _),) = find(10.0, 2017)
    assert severity == "note"
    # Nothing was merged, so nothing is uncertain.
    assert find(12.5, 2019) == []


def test_without_weights_a_merged_rate_is_missing_with_its_reason(
    make_values, make_indicators
):
    values = make_values(
        [("rate", "KZ-61", "2019", 10.0), ("rate", "KZ-79", "2019", 40.0)]
    )
    panel = build(values, make_indicators(rate="intensive"))
    assert panel.values["value"].isna().tolist() == [True]
    assert panel.values["status"].tolist() == ["not_available"]
    assert "no weights named" in panel.problems[0].found


def test_double_counting_is_said_with_its_size(make_values, make_indicators):
    rows = [
        ("p", "KZ-YUZ", "2015", 15.0),
        ("p", "KZ-61", "2015", 10.0, "retrospective"),
        ("p", "KZ-79", "2015", 8.0, "retrospective"),
    ]
    (problem,) = build(make_values(rows), make_indicators(p="extensive")).problems
    assert (problem.code, problem.severity) == ("counted-twice", "warning")
    assert "KZ-YUZ and its parts KZ-61, KZ-79" in problem.found
    assert "20.00 %" in problem.found
    assert "the whole" in problem.action


def test_a_region_that_ended_does_not_count_beside_its_parts(
    make_values, make_indicators
):
    rows = [
        ("p", "KZ-YUZ", "2022", 99.0, "retrospective"),
        ("p", "KZ-61", "2022", 10.0),
        ("p", "KZ-79", "2022", 5.0),
    ]
    panel = build(make_values(rows), make_indicators(p="extensive"))
    assert look_up(panel.values) == {("KZ-YUZ", "2022"): 15}
    assert "had ended" in reasons(panel)["p, KZ-YUZ, 2022"]
    alone = build(make_values(rows[:1]), make_indicators(p="extensive"))
    assert look_up(alone.values) == {("KZ-YUZ", "2022"): 99}
    half = build(make_values(rows[:2]), make_indicators(p="extensive"))
    assert half.values.empty


@pytest.mark.parametrize("how", ["declared", "named"])
def test_what_parts_do_not_determine_is_refused(make_values, make_indicators, how):
    name = "gini_income" if how == "named" else "spread"
    values = make_values(
        [(name, "KZ-61", "2019", 0.3), (name, "KZ-79", "2019", 0.4)], unit="share"
    )
    weights = make_values([("w", "KZ-61", "2019", 1), ("w", "KZ-79", "2019", 1)])
    indicators = make_indicators(unit="share", **{name: "intensive"})
    if how == "declared":
        indicators = indicators.assign(aggregation="none")
    indicators = pd.concat([indicators, make_indicators(w="extensive")])
    panel = build(pd.concat([values, weights]), indicators, 2017, weights={name: "w"})
    refused = panel.values[panel.values["indicator_id"] == name]
    assert refused["value"].isna().all()
    assert set(refused["status"]) == {"not_available"}
    (problem,) = panel.problems
    assert "not aggregated over regions" in problem.found
    # At its own boundaries nothing has to be merged.
    kept = build(pd.concat([values, weights]), indicators, 2019, weights={name: "w"})
    assert kept.values["value"].notna().all()


@pytest.mark.parametrize(
    ("title", "is_refused"),
    [
        ("Коэффициент Джини", True),
        ("Коэффициент фондов", True),
        ("Основных фондов введено", False),
        ("Median wage", True),
        ("Crank shafts", False),
    ],
)
def test_names_that_parts_do_not_determine(
    make_values, make_indicators, title, is_refused
):
    values = make_values([("p", "KZ-61", "2019", 1.0), ("p", "KZ-79", "2019", 1.0)])
    described = make_indicators(p="extensive").assign(title=title)
    assert build(values, described).values["value"].isna().all() == is_refused


def test_a_declaration_goes_before_the_name(make_values, make_indicators):
    values = make_values(
        [("rank_points", "KZ-61", "2019", 3.0), ("rank_points", "KZ-79", "2019", 4.0)]
    )
    indicators = make_indicators(rank_points="extensive")
    assert build(values, indicators).values["value"].isna().all()
    declared = build(values, indicators.assign(aggregation="sum"))
    assert look_up(declared.values) == {("KZ-YUZ", "2019"): 7}
    with pytest.raises(InputError, match="kind 'extensive' with aggregation 'mean'"):
        build(values, indicators.assign(aggregation="mean"))


def test_an_undivided_value_is_split_by_another_indicator(make_values, make_indicators):
    values = make_values(
        [
            ("grp", "KZ-YUZ", "2005", 100.0),
            ("grp", "KZ-61", "2018", 70.0),
            ("grp", "KZ-79", "2018", 30.0),
            ("people", "KZ-YUZ", "2016", 9.0),
            ("people", "KZ-61", "2017", 3.0, "retrospective"),
            ("people", "KZ-79", "2017", 1.0, "retrospective"),
            ("people", "KZ-61", "2020", 1.0),
            ("people", "KZ-79", "2020", 1.0),
        ]
    )
    indicators = make_indicators(grp="extensive", people="extensive")
    panel = build(values, indicators, 2019, split_by={"grp": "people"})
    grp = panel.values[panel.values["indicator_id"] == "grp"]
    # The first year in which both parts have people: 2017, three to one.
    assert look_up(grp)["KZ-61", "2005"] == pytest.approx(75)
    assert look_up(grp)["KZ-79", "2005"] == pytest.approx(25)
    assert look_up(grp, "status")["KZ-61", "2005"] == "estimated"
    assert look_up(grp, "source_cell")["KZ-79", "2005"] == (
        "made up 0 * (made up 5 / (made up 4 + made up 5))"
    )
    assert panel.shares[
        ["from_region_id", "to_region_id", "share"]
    ].values.tolist() == [
        ["KZ-YUZ", "KZ-61", 0.75],
        ["KZ-YUZ", "KZ-79", 0.25],
    ]
    assert set(panel.shares["basis_period"]) == {"2017"}
    # people themselves were not to be split
    assert "split" in reasons(panel)["people, KZ-YUZ, 2016"]


def test_shares_of_the_user_go_first_and_must_sum_to_one(make_values, make_indicators):
    values = make_values(
        [
            ("p", "KZ-YUZ", "2005", 10.0),
            ("p", "KZ-61", "2018", 1.0),
            ("p", "KZ-79", "2018", 1.0),
        ]
    )
    shares = pd.DataFrame(
        {
            "from_region_id": ["KZ-YUZ"] * 2,
            "to_region_id": ["KZ-61", "KZ-79"],
            "share": [0.8, 0.2],
        }
    )
    indicators = make_indicators(p="extensive")
    panel = build(values, indicators, 2018, shares=shares, split_by={"p": "p"})
    assert look_up(panel.values)["KZ-61", "2005"] == pytest.approx(8)
    assert "given by the user" in look_up(panel.values, "source_cell")["KZ-79", "2005"]
    with pytest.raises(InputError, match=r"any indicator, any period: 0\.9"):
        build(values, indicators, 2018, shares=shares.assign(share=[0.8, 0.1]))


def test_a_table_at_boundaries_of_its_own_stands_for_them(make_values, make_indicators):
    values = make_values([("p", "KZ-63", "2023", 10.0), ("p", "KZ-YUZ", "2023", 7.0)])
    indicators = make_indicators(p="extensive")
    assert ("KZ-63", "2023") not in look_up(build(values, indicators).values)
    panel = build(values, indicators, own_boundaries={"p": 2017})
    assert look_up(panel.values) == {("KZ-63", "2023"): 10, ("KZ-YUZ", "2023"): 7}
    assert panel.losses.empty
    new = build(values, indicators, 2022, own_boundaries={"p": 2017})
    assert new.values.empty
    back = make_values([("p", "KZ-63", "2005", 6.0), ("p", "KZ-10", "2005", 4.0)])
    panel = build(back, indicators, 2017, own_boundaries={"p": 2022})
    assert look_up(panel.values) == {("KZ-63", "2005"): 10}


def test_a_rate_is_not_split(make_values, make_indicators):
    values = make_values(
        [
            ("rate", "KZ-YUZ", "2005", 10.0),
            ("rate", "KZ-61", "2018", 1.0),
            ("rate", "KZ-79", "2018", 1.0),
        ]
    )
    indicators = make_indicators(rate="intensive")
    panel = build(values, indicators, 2018, split_by={"rate": "rate"})
    assert ("KZ-61", "2005") not in look_up(panel.values)
    assert "only extensive" in reasons(panel)["rate, KZ-YUZ, 2005"]


def test_a_quarter_takes_the_weights_of_its_year(make_values, make_indicators):
    values = make_values(
        [
            ("rate", "KZ-61", "2019-Q1", 10.0),
            ("rate", "KZ-79", "2019-Q1", 40.0),
            ("people", "KZ-61", "2019", 2.0),
            ("people", "KZ-79", "2019", 1.0),
        ]
    )
    indicators = make_indicators(rate="intensive", people="extensive")
    panel = build(values, indicators, weights={"rate": "people"}, years_only=False)
    assert look_up(panel.values)["KZ-YUZ", "2019-Q1"] == pytest.approx(20)


def test_a_gap_in_a_part_leaves_the_sum_missing(make_values, make_indicators):
    values = make_values(
        [("p", "KZ-61", "2019", 10.0), ("p", "KZ-79", "2019", None, "confidential")]
    )
    panel = build(values, make_indicators(p="extensive"))
    assert panel.values["value"].isna().tolist() == [True]
    assert panel.values["status"].tolist() == ["confidential"]
    absent = make_values(
        [("p", "KZ-61", "2019", 10.0), ("p", "KZ-79", "2019", None, "absent")]
    )
    panel = build(absent, make_indicators(p="extensive"))
    assert look_up(panel.values) == {("KZ-YUZ", "2019"): 10}


def test_a_mark_of_a_region_that_did_not_exist_is_a_loss(make_values, make_indicators):
    values = make_values(
        [("p", "KZ-63", "2020", 10.0), ("p", "KZ-10", "2020", None, "absent")]
    )
    panel = build(values, make_indicators(p="extensive"))
    assert look_up(panel.values) == {("KZ-63", "2020"): 10}
    assert reasons(panel) == {"p, KZ-10, 2020": "a mark without a value: absent"}


def test_the_national_row_is_kept_apart_and_compared(make_values, make_indicators):
    regions = [region.region_id for region in REGISTRY.list_boundaries(2017)]
    rows = [("p", region, "2016", 1.0) for region in regions]
    right = build(
        make_values([*rows, ("p", "KZ", "2016", 16.0)]), make_indicators(p="extensive")
    )
    assert "KZ" not in set(right.values["region_id"])
    assert right.national["value"].tolist() == [16]
    assert right.problems == ()
    wrong = build(
        make_values([*rows, ("p", "KZ", "2016", 17.0)]), make_indicators(p="extensive")
    )
    assert [problem.code for problem in wrong.problems] == ["regions-do-not-add-up"]
    assert "94.12 %" in wrong.problems[0].found


def test_only_years_unless_asked(make_values, make_indicators):
    values = make_values(
        [("p", "KZ-11", "2016", 4.0), ("p", "KZ-11", "2016-01/2016-09", 3.0)]
    )
    indicators = make_indicators(p="extensive")
    assert len(build(values, indicators).values) == 1
    assert reasons(build(values, indicators)) == {"p, 2016-01/2016-09": "not a year"}
    assert len(build(values, indicators, years_only=False).values) == 2


def test_units_are_brought_to_the_indicator(make_values, make_indicators):
    values = make_values([("p", "KZ-11", "2016", 4.0)], unit="mln KZT")
    panel = build(values, make_indicators(unit="thousand KZT", p="extensive"))
    assert look_up(panel.values) == {("KZ-11", "2016"): 4000}
    rubles = make_values([("p", "KZ-11", "1992", 4.0)], unit="mln RUB")
    panel = build(rubles, make_indicators(unit="mln KZT", p="extensive"))
    assert panel.values.empty
    assert list(reasons(panel).values()) == [
        "unit mln RUB is not that of the indicator"
    ]


def test_an_indicator_without_a_row_is_refused(make_values, make_indicators):
    values = make_values([("p", "KZ-11", "2016", 4.0)])
    with pytest.raises(InputError, match="no row for p"):
        build(values, make_indicators(q="extensive"))
    with pytest.raises(InputError, match="weights: found people"):
        build(values, make_indicators(p="intensive"), weights={"p": "people"})


def test_an_empty_table_gives_an_empty_panel(make_values, make_indicators):
    panel = build(make_values([]), make_indicators(p="extensive"))
    assert panel.values.empty
    assert panel.losses.empty


def test_a_region_beside_those_it_took_in_later_is_not_the_later_region(
    make_values, make_indicators
):
    regions = [region.region_id for region in REGISTRY.list_regions("1995-12-31")]
    assert len(regions) == 20
    grown = {"KZ-19", "KZ-35", "KZ-39", "KZ-59", "KZ-63"}
    # East Kazakhstan without Semipalatinsk is not East Kazakhstan of 2017 ...
    values = make_values([("p", name, "1995", 1.0) for name in regions])
    panel = build(values, make_indicators(p="extensive"))
    assert grown.isdisjoint(panel.values["region_id"])
    assert all(f"p, {name}, 1995" in reasons(panel) for name in grown)
    # ... but a table calculated back to the regions of today has no former ones.
    names = [name for name in regions if not name.startswith("KZ-X")]
    values = make_values([("p", name, "1995", 1.0) for name in names])
    panel = build(values, make_indicators(p="extensive"))
    assert grown <= set(panel.values["region_id"])
