"""Trends: by hand, in true time, and where there is none to speak of."""

import itertools

import numpy as np
import pandas as pd
import pytest

from indicators import TRENDS, estimate_trends
from indicators.trends.mann_kendall import compute_mann_kendall, find_critical_s
from ledger import InputError, check_table


def trend(years, values, **options):
    frame = pd.DataFrame({"year": years, "value": values})
    data = estimate_trends(frame, value="value", period="year", **options)
    check_table(data.trends, TRENDS)
    return data.trends.set_index("measure"), data.problems


def test_by_hand():
    table, _ = trend([2000, 2001, 2002, 2003], [1.0, 3.0, 2.0, 5.0])
    # Five of six pairs rise, one falls; of 24 orders 4 have |S| >= 4 on each side.
    assert table.loc["mann_kendall_s", "value"] == 4
    assert table.loc["mann_kendall_s", "p_value"] == pytest.approx(8 / 24)
    # Slopes 2, .5, 4/3, -1, 1, 3; the median is (1 + 4/3) / 2.
    assert table.loc["sen_slope", "value"] == pytest.approx(7 / 6)
    assert table.loc["sen_slope", "p_value"] == pytest.approx(8 / 24)
    assert np.isnan(table.loc["sen_conf_low", "value"])
    assert table.loc["sen_slope", "note"] == "p: exact"


def test_unequal_distances_count_as_they_are():
    table, _ = trend([2000, 2001, 2011], [0.0, 1.0, 11.0])
    assert table.loc["sen_slope", "value"] == 1
    table, _ = trend(["2000-Q1", "2000-Q3", "2001-Q1"], [0.0, 1.0, 2.0])
    assert table.loc["sen_slope", "value"] == 2
    table, _ = trend(["2000-01", "2000-07", "2001-01"], [0.0, 1.0, 2.0])
    assert table.loc["sen_slope", "value"] == pytest.approx(2)


def test_the_order_of_rows_does_not_matter():
    first, _ = trend([2000, 2001, 2002, 2003], [1.0, 3.0, 2.0, 5.0])
    second, _ = trend([2003, 2000, 2002, 2001], [5.0, 1.0, 2.0, 3.0])
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize(
    "values", [[1, 2, 2, 3, 3, 1, 4], [1, 1, 1, 2, 2, 2], [0, 0, 0, 0, 1], [3, 1, 2, 2]]
)
def test_ties_are_counted_as_all_orders_say(values):
    values = np.array(values, dtype="float64")
    first, second = np.triu_indices(len(values), 1)
    drawn = [
        np.sign(order[second] - order[first]).sum()
        for order in map(np.array, itertools.permutations(values))
    ]
    test = compute_mann_kendall(values)
    assert test.p_value == pytest.approx(np.mean(np.abs(drawn) >= abs(test.s)))
    for tail in (0.025, 0.05, 0.2):
        critical = find_critical_s(test.ties, tail=tail)
        assert np.mean(np.array(drawn) >= critical) <= tail
        assert np.mean(np.array(drawn) >= critical - 2) > tail


def test_sen_interval_by_hand():
    # Of 720 orders one has S = 15 and five S = 13: P(S >= 13) = 6/720 <= .025 and
    # P(S >= 11) = 20/720 > .025, so the bounds are the second and the last but one.
    table, _ = trend(range(6), [0.0, 1.0, 4.0, 9.0, 16.0, 25.0])
    slopes = sorted(
        (j * j - i * i) / (j - i) for i in range(6) for j in range(i + 1, 6)
    )
    assert table.loc["sen_conf_low", "value"] == slopes[1]
    assert table.loc["sen_conf_high", "value"] == slopes[-2]


def test_a_constant_series_has_slope_zero_and_no_p():
    table, problems = trend(range(5), [7.0] * 5)
    assert table.loc["sen_slope", "value"] == 0
    assert table["p_value"].isna().all()
    assert np.isnan(table.loc["kendall_tau", "value"])
    assert [problem.code for problem in problems] == ["trend-not-tested"]


def test_two_years_are_too_few():
    table, problems = trend([2000, 2001], [1.0, 2.0])
    assert table["value"].isna().all()
    assert "2 periods: too few" in set(table["note"])
    assert [problem.code for problem in problems] == ["trend-not-tested"]


def test_each_series_has_its_own_trend():
    frame = pd.DataFrame(
        {
            "region": ["a"] * 4 + ["b"] * 4,
            "year": [*range(4), *range(4)],
            "value": [1.0, 2, 3, 4, 4, 3, 2, 1],
        }
    )
    table = estimate_trends(frame, value="value", period="year", by="region").trends
    slopes = table[table["measure"] == "sen_slope"]
    assert slopes["by"].tolist() == ["a", "b"]
    assert slopes["value"].tolist() == [1, -1]


def test_memory_is_said():
    _, problems = trend(range(12), [0, 1, 2, 3, 3, 2, 1, 0, 0, 1, 2, 3.0])
    assert "series-with-memory" in {problem.code for problem in problems}


def test_a_long_series_is_approximated_and_says_so():
    rng = np.random.default_rng(2)
    table, _ = trend(range(60), rng.normal(size=60))
    assert "normal approximation" in table.loc["sen_slope", "note"]


def test_an_empty_table_has_one_series_without_a_trend():
    table, _ = trend([], [])
    assert table["value"].isna().all()


def test_wrong_input_is_refused():
    with pytest.raises(InputError, match="found 'spring'"):
        trend(["spring", "2001"], [1.0, 2.0])
    with pytest.raises(InputError, match=r"a second time \(first: 2000\)"):
        trend([2000, 2000, 2001], [1.0, 2.0, 3.0])
    with pytest.raises(InputError, match="no column"):
        estimate_trends(pd.DataFrame({"year": [1]}), value="x", period="year")


def test_names_of_columns_may_be_any():
    frame = pd.DataFrame(
        {"time": [1.0, 2.0, 3.0], "value": [2000, 2001, 2002], "period": ["a"] * 3}
    )
    table = estimate_trends(frame, value="time", period="value", by="period").trends
    assert table.set_index("measure").loc["sen_slope", "value"] == 1
