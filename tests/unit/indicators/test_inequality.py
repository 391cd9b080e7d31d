"""Measures of inequality: by hand, by their limits, and where they are not defined."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest

from indicators import (
    INEQUALITY,
    LORENZ_POINTS,
    build_lorenz_points,
    estimate_inequality,
)
from ledger import InputError, check_table

TABLE = pd.DataFrame(
    {
        "region": list("abcd"),
        "income": [1.0, 2.0, 3.0, 6.0],
        "people": [4.0, 3.0, 2.0, 1.0],
        "side": ["west", "west", "south", "south"],
    }
)


def measure(frame=TABLE, **options):
    options = {"value": "income", **options}
    table = estimate_inequality(frame, **options).measures
    check_table(table, INEQUALITY)
    return {
        (name, component): value
        for name, component, value in zip(
            table["measure"], table["component"], table["value"], strict=True
        )
    }


def test_gini_by_hand():
    # Six pairs of regions differ by 1 + 2 + 5 + 1 + 4 + 3 = 16; twice over, by 32.
    found = measure(measures=["gini", "gini_corrected"])
    assert found["gini", "total"] == pytest.approx(32 / 16 / (2 * 3))
    assert found["gini_corrected", "total"] == pytest.approx(4 / 9)


def test_gini_parts_by_hand():
    found = measure(measures=["gini"], group="side")
    # Group means 1.5 and 4.5: between = 2 * .25 * 3 / (2 * 3).
    assert found["gini", "between"] == pytest.approx(0.25)
    assert found["gini", "group:west"] == pytest.approx(1 / 6)
    assert found["gini", "within:west"] == pytest.approx(0.5 * 0.25 / 6)
    assert found["gini", "overlap"] == pytest.approx(0, abs=1e-12)


def test_theil_by_hand():
    two = pd.DataFrame({"income": [1.0, 3.0]})
    found = measure(two, measures=["theil_t", "theil_l", "ge_2"])
    assert found["theil_t", "total"] == pytest.approx(
        (0.5 * math.log(0.5) + 1.5 * math.log(1.5)) / 2
    )
    assert found["theil_l", "total"] == pytest.approx(
        -(math.log(0.5) + math.log(1.5)) / 2
    )
    assert found["ge_2", "total"] == pytest.approx(0.125)


def test_atkinson_hoover_and_spreads_by_hand():
    two = pd.DataFrame({"income": [1.0, 4.0]})
    found = measure(two)
    assert found["atkinson_0.5", "total"] == pytest.approx(1 - 1.5**2 / 2.5)
    assert found["atkinson_1", "total"] == pytest.approx(1 - 2 / 2.5)
    assert found["atkinson_2", "total"] == pytest.approx(1 - 1.6 / 2.5)
    assert found["hoover", "total"] == pytest.approx(0.3)
    assert found["cv", "total"] == pytest.approx(0.6)
    assert found["sd_log", "total"] == pytest.approx(math.log(2))
    assert found["ratio_max_min", "total"] == 4
    assert found["ratio_90_10", "total"] == pytest.approx(3.7 / 1.3)


def test_williamson_by_hand():
    found = measure(weight="people", measures=["williamson", "cv"])
    # Mean (4 + 6 + 6 + 6) / 10 = 2.2; squares 4 * 1.44 + 3 * .04 + 2 * .64 + 14.44.
    assert found["williamson", "total"] == pytest.approx(math.sqrt(2.16) / 2.2)
    assert found["cv", "total"] == pytest.approx(math.sqrt(3.5) / 3)


def test_weights_decide_whether_williamson_or_cv_is_a_default():
    assert ("cv", "total") in measure()
    assert ("williamson", "total") not in measure()
    assert ("williamson", "total") in measure(weight="people")
    assert ("cv", "total") not in measure(weight="people")


def test_equality_is_zero_everywhere():
    same = pd.DataFrame({"income": [5.0] * 6})
    found = measure(same)
    ratios = {name: value for name, value in found.items() if "ratio" in name[0]}
    assert set(ratios.values()) == {1.0}
    rest = [value for name, value in found.items() if name not in ratios]
    assert rest == pytest.approx([0] * len(rest), abs=1e-12)


def test_one_region_has_no_inequality_and_no_correction():
    data = estimate_inequality(TABLE.head(1), value="income")
    table = data.measures.set_index("measure")
    assert table.loc["gini", "value"] == pytest.approx(0)
    assert np.isnan(table.loc["gini_corrected", "value"])
    assert "one region" in table.loc["gini_corrected", "note"]


def test_a_zero_leaves_only_what_is_defined_and_says_so():
    frame = pd.DataFrame({"income": [0.0, 1.0, 3.0]})
    data = estimate_inequality(frame, value="income")
    table = data.measures.set_index("measure")
    lost = set(table.index[table["value"].isna()])
    assert lost == {"theil_l", "sd_log", "ratio_max_min"}
    assert "1 zeros" in table.loc["theil_l", "note"]
    assert table.loc["atkinson_1", "value"] == 1
    assert table.loc["theil_t", "value"] == pytest.approx(
        (0.75 * math.log(0.75) + 2.25 * math.log(2.25)) / 3
    )
    assert {problem.code for problem in data.problems} == {"measure-not-defined"}


def test_negative_values_leave_only_the_variation():
    frame = pd.DataFrame({"income": [-1.0, 1.0, 3.0]})
    data = estimate_inequality(frame, value="income")
    table = data.measures.set_index("measure")
    assert table.index[table["value"].notna()].tolist() == ["cv"]
    assert "1 negative values" in table.loc["gini", "note"]


def test_missing_values_are_left_out_and_counted():
    frame = TABLE.assign(income=[1.0, None, 3.0, 6.0])
    data = estimate_inequality(frame, value="income", measures=["gini"])
    assert data.measures["n_regions"].tolist() == [3]
    assert data.problems[0].found == "1 of 4 rows without a value"


def test_each_period_has_its_own_measures():
    frame = pd.concat([TABLE.assign(year=2000), TABLE.assign(year=2001, income=1.0)])
    table = estimate_inequality(
        frame, value="income", period="year", measures=["gini"]
    ).measures
    assert table["period"].tolist() == ["2000", "2001"]
    assert table["value"].tolist() == pytest.approx([1 / 3, 0])


def test_an_empty_table_has_no_measures():
    data = estimate_inequality(TABLE.head(0), value="income")
    assert data.measures["value"].isna().all()
    assert set(data.measures["note"]) == {"no values"}


def test_bounds_hold_the_measure_and_need_regions():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"income": np.exp(rng.normal(size=17))})
    for interval in ("jackknife", "bootstrap"):
        data = estimate_inequality(
            frame,
            value="income",
            interval=interval,
            rng=np.random.default_rng(1),
            n_resamples=199,
        )
        table = data.measures.set_index("measure")
        gini = table.loc["gini"]
        assert 0 < gini["conf_low"] < gini["value"] < gini["conf_high"] < 1
        assert np.isnan(table.loc["ratio_90_10", "conf_low"])
        assert "superpopulation-interval" in {p.code for p in data.problems}
    few = estimate_inequality(TABLE, value="income", interval="jackknife")
    assert few.measures["conf_low"].isna().all()
    assert "too-few-regions" in {problem.code for problem in few.problems}


def test_the_bootstrap_is_the_same_for_the_same_generator():
    frame = pd.DataFrame({"income": np.arange(1.0, 12.0)})
    options = {"value": "income", "interval": "bootstrap", "n_resamples": 99}
    first, second = (
        estimate_inequality(frame, rng=np.random.default_rng(5), **options).measures
        for _ in range(2)
    )
    pd.testing.assert_frame_equal(first, second)


def test_lorenz_points_by_hand_and_their_area():
    points = build_lorenz_points(TABLE, value="income", label="region")
    check_table(points, LORENZ_POINTS)
    assert points["share_of_population"].tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert points["share_of_total"].tolist() == pytest.approx(
        [0, 1 / 12, 3 / 12, 6 / 12, 1]
    )
    assert points["label"].tolist()[1:] == list("abcd")
    area = np.trapezoid(points["share_of_total"], points["share_of_population"])
    assert 1 - 2 * area == pytest.approx(1 / 3)


def test_wrong_input_is_refused_with_its_place():
    cases = {
        "no column 'x'": {"value": "x"},
        "two roles": {"value": "income", "weight": "income"},
        "weights not above zero": {
            "frame": TABLE.assign(people=[0.0, 1, 1, 1]),
            "weight": "people",
        },
        "found 'much'": {"frame": TABLE.assign(income=["much", 1, 2, 3])},
        "finite numbers": {"frame": TABLE.assign(income=[np.inf, 1, 2, 3])},
        "found 'ginny'": {"measures": ["ginny"]},
        "'williamson' without weights": {"measures": ["williamson"]},
        "Bootstrap and random groups expect": {"interval": "bootstrap"},
        "interval: found 'wald'": {"interval": "wald"},
    }
    for words, options in cases.items():
        given = {"frame": TABLE, "value": "income", **options}
        with pytest.raises(InputError, match=words):
            estimate_inequality(given.pop("frame"), **given)
    with pytest.raises(InputError, match="negative values"):
        build_lorenz_points(TABLE.assign(income=-1.0), value="income")


def test_the_frame_is_left_as_it_was():
    before = TABLE.copy(deep=True)
    measure(group="side", weight="people")
    pd.testing.assert_frame_equal(TABLE, before)


def test_random_groups_agree_with_all_groups():
    rng = np.random.default_rng(12)
    frame = pd.DataFrame(
        {
            "y": np.r_[rng.lognormal(0, 0.5, 4), rng.lognormal(0.8, 0.5, 4)],
            "w": rng.uniform(1, 4, 8),
            "g": ["a"] * 4 + ["b"] * 4,
        }
    )
    names = ["gini", "theil_t", "theil_l", "ge_2"]
    table = estimate_inequality(
        frame, value="y", weight="w", group="g", measures=names,
        n_permutations=4_999, rng=rng,
    ).measures  # fmt: skip
    found = table[table["component"] == "between"].set_index("measure")
    assert table["p_value"].notna().sum() == len(names)
    drawn = {name: [] for name in names}
    for chosen in itertools.combinations(range(8), 4):
        side = ["a" if place in chosen else "b" for place in range(8)]
        parts = estimate_inequality(
            frame.assign(g=side), value="y", weight="w", group="g", measures=names
        ).measures.set_index(["measure", "component"])["value"]
        for name in names:
            drawn[name].append(parts[name, "between"])
    for name in names:
        exact = np.mean(np.array(drawn[name]) >= found.loc[name, "value"] - 1e-12)
        assert found.loc[name, "p_value"] == pytest.approx(exact, abs=0.03)


def test_bounds_of_many_regions_are_found_in_blocks(monkeypatch):
    frame = pd.DataFrame({"y": np.random.default_rng(6).lognormal(size=40)})
    options = {"value": "y", "interval": "jackknife", "measures": ["gini", "theil_t"]}
    whole = estimate_inequality(frame, **options).measures
    monkeypatch.setattr("indicators.inequality.intervals._CHUNK", 300)
    blocks = estimate_inequality(frame, **options).measures
    pd.testing.assert_frame_equal(whole, blocks)
