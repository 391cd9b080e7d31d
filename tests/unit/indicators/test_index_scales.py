"""Gaps, outliers, scales and bases of an index, worked by hand."""

import numpy as np
import pytest
from scipy.stats import kurtosis, skew

from indicators import (
    INDEX_IMPUTED,
)
from indicators.composite.outliers import compute_shape, treat_outliers
from ledger import InputError, check_table

from .conftest import look_up
from .small_indices import GAPS, SIX, TWO_YEARS, compute, normalized


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
