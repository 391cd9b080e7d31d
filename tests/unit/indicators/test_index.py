"""Composite index: worked by hand, compared with SciPy, nothing filled with zero."""

import numpy as np
import pytest
from scipy.stats import gmean

from indicators import INDEX_SCORES, compute_index
from indicators.composite.index import FLOOR
from ledger import InputError, check_table

from .conftest import look_up

ROWS = [
    ("a", "KZ-11", "2016", 0.0),
    ("a", "KZ-15", "2016", 5.0),
    ("a", "KZ-19", "2016", 10.0),
    ("b", "KZ-11", "2016", 30.0),
    ("b", "KZ-15", "2016", 20.0),
    ("b", "KZ-19", "2016", 10.0),
]


def compute(values, components=None, **options):
    components = components or {"a": 1, "b": 1}
    return compute_index(
        values,
        index_id="w",
        components=components,
        directions=options.pop("directions", dict.fromkeys(components, 1)),
        **options,
    )


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
        compute(values, directions={"a": 1})
    with pytest.raises(InputError, match="none given"):
        compute_index(values, index_id="w", components={}, directions={})
    with pytest.raises(InputError, match="it is empty"):
        compute(make_values([]))
    with pytest.raises(InputError, match="aggregation"):
        compute(values, aggregation="harmonic")
