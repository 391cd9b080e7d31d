"""Composite index: worked by hand, compared with SciPy, nothing filled with zero."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import entropy, gmean, hmean, kurtosis, skew

from indicators import (
    INDEX_CHOICES,
    INDEX_COMPONENTS,
    INDEX_IMPORTANCE,
    INDEX_IMPUTED,
    INDEX_SCORES,
    IndexComponent,
    IndexDefinition,
    compute_index,
)
from indicators.composite.aggregation import FLOOR
from indicators.composite.outliers import compute_shape, treat_outliers
from ledger import InputError, MethodError, check_table

from .conftest import look_up

ROWS = [
    ("a", "KZ-11", "2016", 0.0),
    ("a", "KZ-15", "2016", 5.0),
    ("a", "KZ-19", "2016", 10.0),
    ("b", "KZ-11", "2016", 30.0),
    ("b", "KZ-15", "2016", 20.0),
    ("b", "KZ-19", "2016", 10.0),
]


def define(components=None, **options):
    components = components or {"a": 1, "b": 1}
    directions = options.pop("directions", {})
    dimensions = options.pop("dimensions", {})
    goalposts = options.pop("goalposts", {})
    outliers = options.pop("component_outliers", {})
    return IndexDefinition(
        index_id="w",
        components=tuple(
            IndexComponent(
                indicator_id=name,
                weight=weight,
                direction=directions.get(name, 1),
                dimension=dimensions.get(name),
                goalposts=goalposts.get(name),
                outliers=outliers.get(name),
            )
            for name, weight in components.items()
        ),
        **options,
    )


def compute(values, components=None, **options):
    return compute_index(values, define(components, **options))


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


# Six regions of one period: b falls where a rises.
SIX = [
    (name, f"KZ-{11 + 4 * place}", "2016", value)
    for name, values in {
        "a": [1.0, 2.0, 3.0, 4.0, 5.0, 9.0],
        "b": [6.0, 4.0, 5.0, 3.0, 2.0, 1.0],
    }.items()
    for place, value in enumerate(values)
]


def normalized(data, name):
    table = data.components
    return table.loc[table["component"] == name, "value"].tolist()


@pytest.mark.parametrize(
    ("normalization", "direction", "expected"),
    [
        ("min-max", 1, [0, 1 / 8, 2 / 8, 3 / 8, 4 / 8, 1]),
        ("min-max", -1, [1, 7 / 8, 6 / 8, 5 / 8, 4 / 8, 0]),
        ("rank", 1, [1 / 12, 3 / 12, 5 / 12, 7 / 12, 9 / 12, 11 / 12]),
        ("rank", -1, [11 / 12, 9 / 12, 7 / 12, 5 / 12, 3 / 12, 1 / 12]),
        ("goalposts", 1, [0, 0, 1 / 3, 2 / 3, 1, 1]),
        ("goalposts", -1, [1, 1, 2 / 3, 1 / 3, 0, 0]),
        ("distance-to-leader", 1, [1 / 9, 2 / 9, 3 / 9, 4 / 9, 5 / 9, 1]),
        ("distance-to-leader", -1, [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 9]),
        ("mean-100", 1, [25, 50, 75, 100, 125, 225]),
        ("z-score", 1, (np.array([1, 2, 3, 4, 5, 9]) - 4) / np.sqrt(8)),
        ("z-score", -1, -(np.array([1, 2, 3, 4, 5, 9]) - 4) / np.sqrt(8)),
    ],
)
def test_scales_by_hand(make_values, normalization, direction, expected):
    data = compute(
        make_values(SIX),
        {"a": 1},
        directions={"a": direction},
        normalization=normalization,
        aggregation="arithmetic",
        goalposts={"a": (2.0, 5.0)},
    )
    assert normalized(data, "a") == pytest.approx(list(expected))


def test_less_is_better_on_the_scale_of_mean_100(make_values):
    data = compute(
        make_values(SIX), {"a": 1}, directions={"a": -1}, normalization="mean-100"
    )
    reciprocals = 1 / np.array([1, 2, 3, 4, 5, 9])
    assert normalized(data, "a") == pytest.approx(
        list(100 * reciprocals / reciprocals.mean())
    )
    assert data.scores["score"].mean() == pytest.approx(100)


TWO_YEARS = [
    ("a", "KZ-11", "2015", 10.0),
    ("a", "KZ-15", "2015", 20.0),
    ("a", "KZ-11", "2016", 20.0),
    ("a", "KZ-15", "2016", 60.0),
]


@pytest.mark.parametrize(
    ("base", "period", "expected"),
    [
        ("all-periods", None, [0, 0.2, 0.2, 1]),
        ("base-period", "2015", [0, 1, 1, 5]),
        ("each-period", None, [0, 0, 1, 1]),
    ],
)
def test_bases_by_hand(make_values, base, period, expected):
    data = compute(make_values(TWO_YEARS), {"a": 1}, base=base, base_period=period)
    assert data.scores["score"].tolist() == pytest.approx(expected)
    codes = {problem.code for problem in data.problems}
    assert ("moving-base" in codes) == (base == "each-period")


def test_levels_around_100_in_each_year(make_values):
    """The seed study's well-being index: 100 is the mean of the regions of a year."""
    data = compute(
        make_values(TWO_YEARS), {"a": 1}, normalization="mean-100", base="each-period"
    )
    assert data.scores["score"].tolist() == pytest.approx([200 / 3, 50, 400 / 3, 150])
    assert set(data.scores["scale"]) == {"mean-100"}
    assert data.scores.groupby("period")["score"].mean().tolist() == [100, 100]


def test_an_unknown_base_period_is_refused(make_values):
    with pytest.raises(InputError, match="no values of 1999"):
        compute(
            make_values(TWO_YEARS), {"a": 1}, base="base-period", base_period="1999"
        )


def test_harmonic_agrees_with_scipy(make_values):
    data = compute(make_values(ROWS), {"a": 3, "b": 1}, aggregation="harmonic")
    x = np.array([[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]])
    expected = hmean(np.maximum(x, FLOOR), axis=1, weights=[[3, 1]] * 3)
    assert data.scores["score"].to_numpy() == pytest.approx(expected)


def test_copeland_by_hand(make_values):
    rows = [
        (name, region, "2016", value)
        for name, values in {"a": [3, 2, 1], "b": [1, 2, 3], "c": [3, 2, 2]}.items()
        for region, value in zip(["KZ-11", "KZ-15", "KZ-19"], values, strict=True)
    ]
    data = compute(make_values(rows), dict.fromkeys("abc", 1), aggregation="copeland")
    # KZ-11 beats both on a and c; KZ-15 and KZ-19 win one each and tie on c.
    assert data.scores["score"].tolist() == [1, -0.5, -0.5]
    assert data.scores["rank"].tolist() == [1, 2.5, 2.5]
    assert data.components["contribution"].isna().all()


def test_dimensions_by_hand(make_values):
    rows = [*ROWS, *(("c", row[1], row[2], 10 - row[3]) for row in ROWS[:3])]
    data = compute(
        make_values(rows),
        {"a": 3, "b": 1, "c": 1},
        dimensions={"a": "x", "b": "x", "c": "y"},
        dimension_weights=(("x", 1.0), ("y", 3.0)),
        aggregation="arithmetic",
    )
    # x: .25, .5, .75; y: 1, .5, 0.
    assert data.scores["score"].tolist() == pytest.approx([0.8125, 0.5, 0.1875])
    check_table(data.components, INDEX_COMPONENTS)
    tier = data.components[data.components["tier"] == "dimension"]
    x = tier[tier["component"] == "x"]
    assert x["value"].tolist() == pytest.approx([0.25, 0.5, 0.75])
    weights = data.components.drop_duplicates("component").set_index("component")
    assert weights["weight"].to_dict() == pytest.approx(
        {"a": 0.75, "b": 0.25, "c": 1, "x": 0.25, "y": 0.75}
    )
    assert weights["index_weight"].to_dict() == pytest.approx(
        {"a": 0.1875, "b": 0.0625, "c": 0.75, "x": 0.25, "y": 0.75}
    )


def test_means_may_differ_between_tiers(make_values):
    data = compute(
        make_values(ROWS),
        dimensions={"a": "x", "b": "y"},
        aggregation="geometric",
        dimension_aggregation="arithmetic",
    )
    assert data.scores["score"].tolist() == pytest.approx([0.1, 0.5, 0.1])


GAPS = [
    ("a", "KZ-11", "2015", 1.0),
    ("a", "KZ-15", "2015", 2.0),
    ("a", "KZ-19", "2015", 6.0),
    ("a", "KZ-11", "2016", None),
    ("a", "KZ-15", "2016", 4.0),
    ("a", "KZ-19", "2016", 8.0),
    ("a", "KZ-23", "2016", 3.0),
]


@pytest.mark.parametrize(
    ("imputation", "value", "basis"),
    [
        ("mean", 5.0, "mean of 3 regions in 2016"),
        ("median", 4.0, "median of 3 regions in 2016"),
        ("last", 1.0, "value of 2015"),
    ],
)
def test_a_filled_value_is_listed(make_values, imputation, value, basis):
    data = compute(make_values(GAPS), {"a": 1}, imputation=imputation)
    check_table(data.imputed, INDEX_IMPUTED)
    assert data.imputed["value"].tolist() == [value]
    assert data.imputed["basis"].tolist() == [basis]
    row = look_up(data.scores, "n_imputed")
    assert row["KZ-11", "2016"] == 1
    assert sum(row.values()) == 1
    marked = data.components[data.components["is_imputed"]]
    assert marked[["region_id", "period"]].to_numpy().tolist() == [["KZ-11", "2016"]]
    assert "values-imputed" in {problem.code for problem in data.problems}
    assert dict(zip(data.accounts["reason"], data.accounts["n_rows"], strict=True)) == {
        "scored": 7
    }


def test_regression_fills_from_the_other_components(make_values):
    rows = []
    for place in range(9):
        region, x = f"KZ-{11 + 4 * place}", float(place)
        rows += [("a", region, "2016", x), ("b", region, "2016", x * x)]
        y = None if place == 4 else 3 + 2 * x - x * x
        rows.append(("c", region, "2016", y))
    data = compute(make_values(rows), dict.fromkeys("abc", 1), imputation="regression")
    assert data.imputed["value"].tolist() == pytest.approx([3 + 8 - 16])
    assert "regression on a, b (n = 8, R2 = 1.00)" in set(data.imputed["basis"])


def test_what_cannot_be_filled_stays_missing(make_values):
    few = [row for row in GAPS if row[1] != "KZ-23"]
    for imputation in ("mean", "regression"):
        data = compute(make_values(few), {"a": 1}, imputation=imputation)
        assert data.imputed.empty
        assert data.scores["score"].isna().sum() == 1
    gap_first = [("a", "KZ-11", "2014", None), *GAPS]
    data = compute(make_values(gap_first), {"a": 1}, imputation="last")
    assert data.imputed["period"].tolist() == ["2016"]


def test_winsorizing_stops_at_its_limit_and_works_downwards_too():
    x = np.array([*range(1, 21), 500, 2000], dtype="float64")
    short = treat_outliers(x, method="winsorize", limit=1, percentile=0.025)
    assert short.values.tolist() == [*range(1, 21), 500, 500]
    assert short.is_extreme
    long = treat_outliers(-x, method="winsorize", limit=5, percentile=0.025)
    assert long.values.tolist() == [*range(-1, -21, -1), -20, -20]
    assert long.n_moved == 2


def test_other_treatments_of_outliers():
    x = np.array([1.0, 10.0, 100.0, np.nan])
    logs = treat_outliers(x, method="log", limit=5, percentile=0.1)
    assert logs.values[:3] == pytest.approx(np.log(x[:3]))
    cut = treat_outliers(np.arange(11.0), method="percentiles", limit=5, percentile=0.1)
    assert cut.values.tolist() == [1, 1, *range(2, 9), 9, 9]
    assert cut.n_moved == 2
    box_cox = treat_outliers(
        np.exp(np.arange(20.0) / 5), method="box-cox", limit=5, percentile=0.1
    )
    assert (np.diff(box_cox.values) > 0).all()
    assert "exponent" in box_cox.words


def test_treatment_comes_before_the_scale_and_goalposts_follow_it(make_values):
    rows = [(n, r, p, 10.0**v) for n, r, p, v in SIX if n == "a"]
    data = compute(
        make_values(rows),
        {"a": 1},
        outliers="log",
        normalization="goalposts",
        goalposts={"a": (10.0, 1e5)},
    )
    assert normalized(data, "a") == pytest.approx([0, 0.25, 0.5, 0.75, 1, 1])


def test_each_component_may_have_a_treatment_of_its_own(make_values):
    data = compute(make_values(SIX), outliers="log", component_outliers={"b": "none"})
    settings = data.choices.set_index(["choice", "subject"])["setting"]
    assert settings["outliers", "a"] == "log"
    assert settings["outliers", "b"] == "none"
    assert normalized(data, "b") == pytest.approx([1, 0.6, 0.8, 0.4, 0.2, 0])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"outliers": "log"}, "2 values not above zero"),
        ({"outliers": "box-cox"}, "2 values not above zero"),
        ({"normalization": "mean-100"}, "1 values too low"),
        ({"normalization": "distance-to-leader"}, "1 values too low"),
        (
            {"normalization": "mean-100", "directions": {"a": -1}},
            r"2 values too low .* above zero \(direction -1\)",
        ),
    ],
)
def test_values_that_are_too_low_are_refused(make_values, options, words):
    rows = [("a", f"KZ-{11 + 4 * p}", "2016", v) for p, v in enumerate([-1.0, 0, 2, 3])]
    with pytest.raises(InputError, match=words):
        compute(make_values(rows), {"a": 1}, **options)


def test_weights_out_of_the_data_by_hand(make_values):
    x = np.array([1.0, 2, 3, 4, 5, 9])
    y = np.array([6.0, 4, 5, 3, 2, 1])
    data = compute(make_values(SIX), weighting="critic", aggregation="arithmetic")
    r = np.corrcoef(x, y)[0, 1]
    spread = np.array([x.std() / 8, y.std() / 5]) * (1 - r)
    weights = data.importance["weight"].to_numpy()
    assert weights == pytest.approx(spread / spread.sum())
    data = compute(make_values(SIX), weighting="entropy", aggregation="arithmetic")
    shares = [(x - 1) / 8 / ((x - 1) / 8).sum(), (y - 1) / 5 / ((y - 1) / 5).sum()]
    rest = np.array([1 - entropy(share) / np.log(6) for share in shares])
    assert data.importance["weight"].to_numpy() == pytest.approx(rest / rest.sum())
    data = compute(make_values(SIX), weighting="pca", aggregation="arithmetic")
    assert data.importance["weight"].tolist() == pytest.approx([0.5, 0.5])


def test_benefit_of_the_doubt_without_bounds_counts_the_best(make_values):
    data = compute(
        make_values(SIX), weighting="benefit-of-the-doubt", aggregation="arithmetic"
    )
    scores = data.scores["score"]
    assert scores.iloc[[0, 5]].tolist() == pytest.approx([1, 1])
    assert scores.between(0, 1).all()
    summed = data.components.groupby("region_id")["contribution"].sum()
    assert summed.tolist() == pytest.approx(scores.tolist())
    # Equal bounds leave equal weights: the mean, over the best mean.
    same = compute(
        make_values(SIX),
        weighting="benefit-of-the-doubt",
        aggregation="arithmetic",
        weight_bounds=(0.5, 0.5),
    )
    mean = compute(make_values(SIX), aggregation="arithmetic").scores["score"]
    assert same.scores["score"].tolist() == pytest.approx((mean / mean.max()).tolist())


def test_weights_that_the_data_do_not_give_are_refused(make_values):
    rows = [*SIX[:6], *(("b", row[1], row[2], 7.0) for row in SIX[:6])]
    for weighting in ("pca", "critic", "entropy"):
        with pytest.raises(MethodError, match=r"index w: weighting .* without|rows"):
            compute(
                make_values(rows),
                weighting=weighting,
                normalization="mean-100",
                aggregation="arithmetic",
            )


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


def test_skewness_and_kurtosis_agree_with_scipy():
    for seed in range(5):
        x = np.random.default_rng(seed).lognormal(size=7 + seed)
        assert compute_shape(x) == pytest.approx(
            (skew(x, bias=False), kurtosis(x, bias=False))
        )


def test_100_may_be_the_mean_of_people(make_values):
    rows = [*TWO_YEARS[:2], ("a", "KZ-19", "2015", 90.0)]
    people = [("people", "KZ-11", "2015", 3.0), ("people", "KZ-15", "2015", 1.0)]
    options = {"normalization": "mean-100", "base_weight": "people"}
    # (3 * 10 + 20) / 4 = 12.5; a region without people has a score, no part in 100.
    data = compute(make_values([*rows, *people]), {"a": 1}, **options)
    assert data.scores["score"].tolist() == pytest.approx([80, 160, 720])
    assert "people" in set(data.choices["setting"])
    with pytest.raises(InputError, match="no values of nobody"):
        compute(make_values(rows), {"a": 1}, **(options | {"base_weight": "nobody"}))
    wrong = [*rows, *people, ("people", "KZ-19", "2015", 0.0)]
    with pytest.raises(InputError, match="not above zero"):
        compute(make_values(wrong), {"a": 1}, **options)
