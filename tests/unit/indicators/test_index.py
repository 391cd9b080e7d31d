"""Composite index: worked by hand, gaps and every choice recorded, nothing zero."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import gmean

from indicators import (
    INDEX_CHOICES,
    INDEX_IMPORTANCE,
    INDEX_SCORES,
    IndexDefinition,
)
from indicators.composite.aggregation import FLOOR
from ledger import InputError, check_table

from .conftest import look_up
from .small_indices import GAPS, ROWS, SIX, TWO_YEARS, compute, define


def test_arithmetic_by_hand(make_values):
    data = compute(make_values(ROWS), {"a": 3, "b": 1}, aggregation="arithmetic")
    assert look_up(data.scores, "score") == {
        ("KZ-11", "2016"): pytest.approx(0.25),
        ("KZ-15", "2016"): pytest.approx(0.5),
        ("KZ-19", "2016"): pytest.approx(0.75),
    }
    assert look_up(data.scores, "rank")["KZ-19", "2016"] == 1
    check_table(data.scores, INDEX_SCORES)


def test_geometric_agrees_with_scipy(make_values):
    data = compute(make_values(ROWS), {"a": 3, "b": 1})
    x = np.array([[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]])
    expected = gmean(np.maximum(x, FLOOR), axis=1, weights=[[3, 1]] * 3)
    assert data.scores["score"].to_numpy() == pytest.approx(expected)
    assert [problem.code for problem in data.problems] == ["raised-to-floor"]
    assert "2 normalized values" in data.problems[0].found


def test_direction_turns_a_component_around(make_values):
    data = compute(make_values(ROWS), {"b": 1}, directions={"b": -1})
    assert look_up(data.scores, "score")["KZ-19", "2016"] == 1


@pytest.mark.parametrize("aggregation", ["geometric", "arithmetic"])
def test_an_index_of_one_component_is_that_component(make_values, aggregation):
    data = compute(make_values(ROWS), {"a": 2.5}, aggregation=aggregation)
    assert data.scores["score"].tolist() == [0, 0.5, 1]
    assert data.problems == ()


def test_the_base_is_fixed_over_all_years(make_values):
    rows = [("a", "KZ-11", "2016", 0.0), ("a", "KZ-11", "2017", 10.0)]
    data = compute(make_values(rows), {"a": 1})
    assert data.scores["score"].tolist() == [0, 1]
    assert data.scores["rank"].tolist() == [1, 1]


def test_a_missing_component_leaves_no_score_and_a_reason(make_values):
    data = compute(make_values([*ROWS[:5], ("b", "KZ-19", "2016", None)]))
    row = data.scores[data.scores["region_id"] == "KZ-19"].iloc[0]
    assert np.isnan(row["score"])
    assert np.isnan(row["rank"])
    assert (row["n_components"], row["coverage"]) == (1, 0.5)
    accounts = dict(zip(data.accounts["reason"], data.accounts["n_rows"], strict=True))
    assert accounts == {"scored": 2, "missing component: b": 1}


def test_a_region_without_a_row_of_a_component_is_counted(make_values):
    data = compute(make_values([*ROWS, ("a", "KZ-23", "2015", 5.0)]))
    assert len(data.scores) == 4
    assert data.accounts["n_rows"].sum() == 4


def test_a_component_without_variation_is_reported(make_values):
    rows = [*ROWS[:3], *(("c", row[1], row[2], 7.0) for row in ROWS[:3])]
    data = compute(make_values(rows), {"a": 1, "c": 1})
    assert data.scores["score"].isna().all()
    assert "the same value 7 everywhere" in data.problems[0].found


def test_wrong_components_are_refused(make_values):
    values = make_values(ROWS)
    with pytest.raises(InputError, match="no values of z"):
        compute(values, {"z": 1})
    with pytest.raises(InputError, match="weight of a is not positive"):
        compute(values, {"a": 0})
    with pytest.raises(InputError, match="directions: none for b"):
        compute(values, directions={"b": 0})
    with pytest.raises(InputError, match="none given"):
        IndexDefinition(index_id="w", components=())
    with pytest.raises(InputError, match="it is empty"):
        compute(make_values([]))
    with pytest.raises(InputError, match="a second time"):
        compute(make_values([*ROWS, ROWS[0]]))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"aggregation": "median"}, "aggregation: found 'median'"),
        ({"normalization": "z-score"}, "z-scores are negative"),
        ({"base": "base-period"}, "without base_period"),
        ({"base_period": "2016"}, "base_period 2016 with base"),
        ({"normalization": "goalposts"}, "without goalposts of a, b"),
        ({"weighting": "benefit-of-the-doubt"}, "weighted arithmetic mean of one tier"),
        ({"weight_bounds": (0.6, 1.0)}, "leave no weights"),
        ({"percentile": 0.7}, "percentile 0.7"),
        ({"base_weight": "people"}, "base_weight people with normalization 'min-max'"),
        ({"n_factors": 3}, "n_factors 3 of 2 components"),
        ({"winsorize_limit": 0}, "winsorize_limit 0"),
        ({"dimensions": {"a": "x"}}, "dimensions: none for b"),
        ({"dimension_weights": (("x", 1.0),)}, "no component in x"),
        ({"goalposts": {"a": (1.0, 0.0)}}, "lower one first"),
    ],
)
def test_choices_that_do_not_go_together_are_refused(options, words):
    with pytest.raises(InputError, match=words):
        define(**options)


def test_importance_is_not_weight(make_values):
    data = compute(make_values(SIX), {"a": 1, "b": 1}, aggregation="arithmetic")
    check_table(data.importance, INDEX_IMPORTANCE)
    table = data.importance.set_index("component")
    assert table["importance"].sum() == pytest.approx(1)
    assert table["weight"].tolist() == [0.5, 0.5]
    x = np.array([0, 1, 2, 3, 4, 8]) / 8 + np.array([5, 3, 4, 2, 1, 0]) / 5
    assert table.loc["a", "correlation"] == pytest.approx(
        np.corrcoef([1, 2, 3, 4, 5, 9], x)[0, 1]
    )


def test_every_choice_is_recorded(make_values):
    data = compute(make_values(SIX), {"a": 2, "b": 1}, directions={"b": -1})
    check_table(data.choices, INDEX_CHOICES)
    record = {
        (row.choice, row.subject): row.setting for row in data.choices.itertuples()
    }
    assert record == {
        ("imputation", "w"): "none",
        ("normalization", "w"): "min-max",
        ("base", "w"): "all-periods",
        ("weighting", "w"): "given",
        ("aggregation", "w"): "geometric",
        ("direction", "a"): "more is better",
        ("direction", "b"): "less is better",
        ("outliers", "a"): "none",
        ("outliers", "b"): "none",
        ("weight", "a"): "2",
        ("weight", "b"): "1",
    }


def test_one_region_has_no_scale(make_values):
    data = compute(make_values(SIX[:1] + SIX[6:7]))
    assert data.scores["score"].isna().all()
    assert {problem.code for problem in data.problems} == {
        "component-without-variation"
    }


def test_the_values_are_left_as_they_were(make_values):
    values = make_values(GAPS)
    before = values.copy(deep=True)
    compute(values, {"a": 1}, imputation="mean", outliers="winsorize")
    pd.testing.assert_frame_equal(values, before)


def test_money_of_several_years_behind_a_fixed_base_is_said(make_values):
    for unit, is_said in (("KZT/month", True), ("persons", False)):
        data = compute(make_values(TWO_YEARS, unit=unit), {"a": 1})
        codes = {problem.code for problem in data.problems}
        assert ("money-of-several-years" in codes) == is_said
    data = compute(make_values(TWO_YEARS, unit="mln KZT"), {"a": 1})
    found = next(p.found for p in data.problems if p.code == "money-of-several-years")
    assert found == "means of money that rise: a 2.7 times from 2015 to 2016"
    data = compute(make_values(TWO_YEARS, unit="mln KZT"), {"a": 1}, base="each-period")
    assert "money-of-several-years" not in {problem.code for problem in data.problems}


def test_periods_without_values_and_without_variation_are_told_apart(make_values):
    rows = [*TWO_YEARS, ("a", "KZ-11", "2017", None)]
    rows += [("a", region, "2018", 5.0) for region in ("KZ-11", "KZ-15")]
    data = compute(make_values(rows), {"a": 1}, base="each-period")
    found = {p.found for p in data.problems if p.code == "component-without-variation"}
    assert found == {"no values in 2017", "the same value 5 in 2018"}


def test_a_component_without_any_value_leaves_no_scores(make_values):
    rows = [*SIX[:6], *(("b", row[1], row[2], None) for row in SIX[:6])]
    for outliers in ("none", "winsorize", "percentiles", "log", "box-cox"):
        for normalization in ("min-max", "rank", "mean-100", "distance-to-leader"):
            data = compute(
                make_values(rows), outliers=outliers, normalization=normalization
            )
            assert data.scores["score"].isna().all()
            assert data.importance["importance"].isna().all()
            found = {p.found for p in data.problems}
            assert "no values everywhere" in found


def test_zeros_are_in_order_where_more_is_better(make_values):
    rows = [("a", f"KZ-{11 + 4 * p}", "2016", v) for p, v in enumerate([0.0, 1, 2])]
    data = compute(make_values(rows), {"a": 1}, normalization="mean-100")
    assert data.scores["score"].tolist() == [0, 100, 200]


def test_scores_that_rounding_alone_makes_differ_share_a_rank(make_values):
    rows = [
        (name, region, "2016", value)
        for name, values in {"a": [0.1, 0.7, 0.0, 1], "b": [0.7, 0.1, 0.0, 1]}.items()
        for region, value in zip(
            ["KZ-11", "KZ-15", "KZ-19", "KZ-23"], values, strict=True
        )
    ]
    data = compute(make_values(rows), {"a": 1, "b": 1}, aggregation="geometric")
    assert look_up(data.scores, "rank")["KZ-11", "2016"] == 2.5
    assert look_up(data.scores, "rank")["KZ-15", "2016"] == 2.5
