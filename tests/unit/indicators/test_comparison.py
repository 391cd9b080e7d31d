"""Leaders and outsiders, classes, convergence: by hand and at their limits."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from indicators import (
    CONVERGENCE,
    GROUP_COMPARISON,
    GROUP_MEMBERS,
    REGION_CLASSES,
    classify_regions,
    compare_groups,
    estimate_convergence,
)
from indicators.comparison.classes import find_natural_breaks
from indicators.comparison.permutation import compute_permutation_p
from ledger import InputError, check_table

# The names of columns are those that the code uses inside, on purpose in other roles.
FRAME = pd.DataFrame(
    {
        "value": list("abcdef") * 3,
        "time": np.repeat([2000, 2001, 2004], 6),
        "region": [1.0, 2, 3, 4, 5, 6, 1, 2, 3, 4, 6, 8, 2, 2, 4, 5, 9, 12],
        "weight": ["low", "low", "mid", "mid", "top", "top"] * 3,
        "period": [1.0, 1, 1, 1, 1, 3] * 3,
    }
)
COLUMNS = {"value": "region", "region": "value", "period": "time"}
GROUPS = {"group": "weight", "leaders": "top", "outsiders": "low"}


def compare(frame=FRAME, **options):
    data = compare_groups(frame, **{**COLUMNS, **options})
    check_table(data.measures, GROUP_COMPARISON)
    check_table(data.members, GROUP_MEMBERS)
    table = data.measures.assign(period=data.measures["period"].fillna(""))
    return table.set_index(["measure", "period"]), data


def codes(data):
    return {problem.code for problem in data.problems}


def test_gaps_of_given_groups_by_hand():
    table, _ = compare(**GROUPS)
    assert table.loc[("mean_leaders", "2000"), "value"] == 5.5
    assert table.loc[("mean_outsiders", "2000"), "value"] == 1.5
    assert table.loc[("gap_absolute", "2000"), "value"] == 4
    assert table.loc[("gap_relative", "2004"), "value"] == 10.5 / 2
    # Six divisions of four regions, two of them this far apart.
    assert table.loc[("gap_absolute", "2000"), "p_value"] == pytest.approx(2 / 6)
    assert table.loc[("gap_absolute", "2000"), "note"] == (
        "p: 6 all divisions of 4 regions"
    )
    # Gaps 4, 5.5, 8.5 in 2000, 2001, 2004: slopes 1.5, 1.125, 1.
    assert table.loc[("gap_absolute_trend", ""), "value"] == 1.125
    assert table.loc[("gap_absolute_trend", ""), "p_value"] == pytest.approx(1 / 3)


def test_means_of_groups_are_weighted_with_people():
    table, _ = compare(weight="period", **GROUPS)
    assert table.loc[("mean_leaders", "2000"), "value"] == pytest.approx(5.75)


def test_groups_are_fixed_by_the_base_period():
    turned = FRAME.copy()
    turned.loc[turned["time"] == 2004, "region"] = [12.0, 9, 5, 4, 2, 2]
    table, data = compare(turned, n_members=2)
    members = data.members.set_index("region")
    assert members["group"].to_dict() == {
        "a": "outsiders", "b": "outsiders", "e": "leaders", "f": "leaders",
    }  # fmt: skip
    assert members.loc["f", "base_value"] == 6
    assert table.loc[("gap_absolute", "2004"), "value"] == 2 - 10.5
    assert np.isnan(table.loc[("gap_absolute", "2000"), "p_value"])
    assert "chosen by these values" in table.loc[("gap_absolute", "2000"), "note"]
    assert "groups-chosen-by-value" in codes(data)


def test_another_base_period_may_be_named():
    _, data = compare(base_period="2004", n_members=1)
    assert data.members["base_value"].tolist() == [12, 2]


def test_a_tie_at_the_edge_of_a_group_is_said():
    _, data = compare(base_period="2004", n_members=1)
    found = next(p for p in data.problems if p.code == "tie-at-the-edge-of-a-group")
    assert found.found == "b with the value of a member in 2004"
    assert "tie-at-the-edge-of-a-group" not in codes(compare(n_members=1)[1])


def test_a_member_without_a_value_is_said():
    frame = FRAME.drop(index=5)
    table, data = compare(frame, **GROUPS)
    assert "group-without-some-members" in codes(data)
    assert table.loc[("gap_absolute", "2000"), "n_leaders"] == 1
    gone = FRAME.drop(index=[4, 5])
    table, _ = compare(gone, **GROUPS)
    assert np.isnan(table.loc[("gap_absolute", "2000"), "value"])


def test_random_divisions_agree_with_all(monkeypatch):
    rng = np.random.default_rng(4)
    values = np.r_[rng.normal(size=6), rng.normal(0.8, 1, size=6)]
    weights = rng.uniform(1, 5, 12)
    exact, n_all, is_exact = compute_permutation_p(
        values, weights, 6, n_permutations=0, rng=None
    )
    assert (n_all, is_exact) == (924, True)
    monkeypatch.setattr("indicators.comparison.permutation.EXACT_LIMIT", 0)
    drawn, n_drawn, is_exact = compute_permutation_p(
        values, weights, 6, n_permutations=9_999, rng=rng
    )
    assert (n_drawn, is_exact) == (9_999, False)
    assert drawn == pytest.approx(exact, abs=0.02)


def test_wrong_groups_are_refused():
    cases = {
        "Expected two of the groups": {"group": "weight"},
        "no group 'north'": {"group": "weight", "leaders": "north", "outsiders": "low"},
        "no values of '1999'": {"base_period": "1999"},
        "found 4 of 6 regions": {"n_members": 4},
    }
    for words, options in cases.items():
        with pytest.raises(InputError, match=words):
            compare(**options)
    with pytest.raises(InputError, match="a second time"):
        compare(pd.concat([FRAME, FRAME.head(1)]), **GROUPS)
    with pytest.raises(InputError, match="no rows with all columns"):
        compare(FRAME.head(0))
    moved = FRAME.copy()
    moved.loc[0, "weight"] = "top"
    with pytest.raises(InputError, match="a in more than one group"):
        compare(moved, **GROUPS)


def classify(**options):
    frame = FRAME[FRAME["time"] == 2004]
    data = classify_regions(frame, value="region", region="value", **options)
    check_table(data.classes, REGION_CLASSES)
    return data.classes.set_index("region"), data


def test_classes_relative_to_the_mean_by_hand():
    # Mean 34 / 6 = 5.67; limits 4.25 and 7.08.
    table, data = classify()
    assert table["class_name"].tolist() == [
        "periphery", "periphery", "periphery", "semi-periphery", "core", "core",
    ]  # fmt: skip
    assert table.loc["c", "margin"] == pytest.approx((4.25 - 4) / (34 / 6))
    assert table.loc["d", "lower"] == pytest.approx(4.25)
    assert np.isnan(table.loc["a", "lower"])
    assert "region-near-a-limit" in codes(data)
    assert "limits at 75% and 125% of the mean" in data.problems[0].found


def test_classes_relative_to_the_mean_of_people():
    table, _ = classify(weight="period")
    # Mean (2 + 2 + 4 + 5 + 9 + 36) / 8 = 7.25.
    assert table.loc["a", "relative"] == pytest.approx(2 / 7.25)
    assert table.loc["d", "class_name"] == "periphery"


def test_natural_breaks_are_the_best_of_all_divisions():
    rng = np.random.default_rng(9)
    for n_classes in (2, 3, 4):
        values = np.round(rng.lognormal(size=9), 1)
        levels = np.unique(values)
        found = find_natural_breaks(values, n_classes)

        def compute_cost(labels, values=values):
            return sum(
                ((values[labels == k] - values[labels == k].mean()) ** 2).sum()
                for k in np.unique(labels)
            )

        best = min(
            compute_cost(np.searchsorted(levels[list(cuts)], values, side="right"))
            for cuts in itertools.combinations(range(1, len(levels)), n_classes - 1)
        )
        assert compute_cost(found) == pytest.approx(best)


def test_quantiles_and_given_classes():
    table, _ = classify(rule="quantiles", names=("low", "high"))
    assert table["class_name"].tolist() == ["low"] * 3 + ["high"] * 3
    table, _ = classify(rule="given", group="weight")
    assert table["class_name"].tolist() == ["low", "low", "mid", "mid", "top", "top"]
    # Within: 0 + .5 + 4.5 of 91 + 1/3 ... around the mean 34 / 6.
    whole = sum((x - 34 / 6) ** 2 for x in (2, 2, 4, 5, 9, 12))
    assert table.loc["a", "fit"] == pytest.approx(1 - 5 / whole)
    assert table["margin"].isna().all()


def test_wrong_rules_are_refused():
    cases = {
        "found 0.5 for 3 classes": {"limits": (0.5,)},
        "rising shares": {"limits": (1.25, 0.75)},
        "Expected a column of classes": {"rule": "given"},
        "for 'given' only": {"group": "weight"},
        "two or more different names": {"names": ("a", "a")},
        "5 different ones for 6 classes": {
            "rule": "natural-breaks",
            "names": tuple("uvwxyz"),
        },
    }
    for words, options in cases.items():
        with pytest.raises(InputError, match=words):
            classify(**options)
    with pytest.raises(InputError, match="a a second time"):
        classify_regions(FRAME, value="region", region="value")
    with pytest.raises(InputError, match="the mean is 0"):
        classify_regions(
            pd.DataFrame({"v": [-1.0, 1], "r": ["a", "b"]}), value="v", region="r"
        )


def test_periods_are_classed_by_themselves_and_none_is_in_order():
    data = classify_regions(FRAME, **COLUMNS)
    assert data.classes["period"].nunique() == 3
    empty = classify_regions(FRAME.head(0), **COLUMNS)
    assert empty.classes.empty


def make_growth(growth, years=(2000, 2010), start=(1.0, 2.0, 4.0, 8.0)):
    rows = [
        {"r": f"r{k}", "t": year, "y": y * math.exp(g * (year - years[0]))}
        for k, (y, g) in enumerate(zip(start, growth, strict=True))
        for year in years
    ]
    return pd.DataFrame(rows)


def converge(frame, **options):
    data = estimate_convergence(frame, value="y", region="r", period="t", **options)
    check_table(data.measures, CONVERGENCE)
    return data.measures.set_index("measure"), data


def test_beta_speed_and_half_life_by_hand():
    # Growth falls by .02 for each doubling: beta = -.02 / ln 2.
    table, data = converge(make_growth([0.08, 0.06, 0.04, 0.02]))
    beta = -0.02 / math.log(2)
    assert table.loc["beta", "value"] == pytest.approx(beta)
    speed = -math.log(1 + 10 * beta) / 10
    assert table.loc["speed", "value"] == pytest.approx(speed)
    assert table.loc["half_life", "value"] == pytest.approx(math.log(2) / speed)
    assert table.loc["r_squared", "value"] == pytest.approx(1)
    assert table.loc["beta", "period"] == "2000 to 2010"
    assert "beta-is-not-sigma" in codes(data)


def test_sigma_of_each_period_and_its_trend():
    frame = make_growth([0.03, 0.02, 0.01, 0.0], years=range(2000, 2006))
    table, _ = converge(frame)
    spread = table.loc["sigma_sd_log", "value"].tolist()
    logs = np.log([1, 2, 4, 8])
    assert spread[0] == pytest.approx(logs.std())
    assert spread == sorted(spread, reverse=True)
    trend = table.loc["sigma_sd_log_trend"]
    assert trend["value"] < 0
    assert trend["conf_high"] < 0
    assert trend["p_value"] == pytest.approx(2 / 720)


def test_divergence_has_no_speed_and_says_so():
    table, _ = converge(make_growth([0.0, 0.01, 0.02, 0.03]))
    assert table.loc["beta", "value"] > 0
    assert np.isnan(table.loc["speed", "value"])
    assert "no convergence" in table.loc["speed", "note"]


def test_the_same_start_has_no_beta():
    table, _ = converge(make_growth([0.0, 0.01, 0.02, 0.03], start=(2.0,) * 4))
    assert np.isnan(table.loc["beta", "value"])
    assert "same value" in table.loc["beta", "note"]


def test_only_regions_with_all_periods_count():
    frame = make_growth([0.08, 0.06, 0.04, 0.02, 0.0], start=(1.0, 2, 4, 8, 16))
    table, data = converge(frame.drop(index=9))
    assert table["n_regions"].eq(4).all()
    assert "regions-not-in-every-period" in codes(data)
    assert "r4" in next(
        p.found for p in data.problems if p.code == "regions-not-in-every-period"
    )


def test_convergence_refuses_what_has_no_logarithm_and_too_few():
    frame = make_growth([0.0, 0.01, 0.02, 0.03])
    with pytest.raises(InputError, match=r"values not above zero \(row 1: 0\)"):
        converge(frame.assign(y=[0.0, *frame["y"].tolist()[1:]]))
    with pytest.raises(InputError, match="3 regions with a value"):
        converge(frame.head(6))
    with pytest.raises(InputError, match="each of 1 periods"):
        converge(frame[frame["t"] == 2000])
    with pytest.raises(InputError, match="a second value of r0, 2000"):
        converge(pd.concat([frame, frame.head(1)]))
