"""Weights, means and tiers of an index, worked by hand and compared with SciPy."""

import numpy as np
import pytest
from scipy.stats import entropy, hmean

from indicators import (
    INDEX_COMPONENTS,
)
from indicators.composite.aggregation import FLOOR
from ledger import InputError, MethodError, check_table

from .small_indices import ROWS, SIX, compute


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


def test_three_tiers_by_hand(make_values):
    rows = [
        *ROWS,
        *((n, row[1], row[2], 10 - row[3]) for n in "cd" for row in ROWS[:3]),
    ]
    data = compute(
        make_values(rows),
        {"a": 3, "b": 1, "c": 1, "d": 1},
        dimensions={"a": "x", "b": "x", "c": "y", "d": "z"},
        dimension_weights=(("x", 1.0), ("y", 3.0), ("z", 1.0), ("w2", 4.0)),
        dimension_parents=(("x", "w2"), ("y", "w2")),
        aggregation="arithmetic",
    )
    # x: .25, .5, .75; y and z: 1, .5, 0; w2 = (x + 3 y) / 4; index = (4 w2 + z) / 5.
    wider = [0.8125, 0.5, 0.1875]
    assert data.scores["score"].tolist() == pytest.approx([0.85, 0.5, 0.15])
    check_table(data.components, INDEX_COMPONENTS)
    tier = data.components[data.components["tier"] == "dimension"]
    found = tier[tier["component"] == "w2"]
    assert found["value"].tolist() == pytest.approx(wider)
    assert found["contribution"].tolist() == pytest.approx([0.65, 0.4, 0.15])
    first = data.components.drop_duplicates("component").set_index("component")
    assert first["parent"].to_dict() == {
        "a": "x", "b": "x", "c": "y", "d": "z", "x": "w2", "y": "w2", "z": "w", "w2": "w",
    }  # fmt: skip
    assert first["index_weight"].to_dict() == pytest.approx(
        {
            "a": 0.15, "b": 0.05, "c": 0.6, "d": 0.2, "x": 0.2, "y": 0.6, "z": 0.2,
            "w2": 0.8,
        }
    )  # fmt: skip
    importance = data.importance.set_index("component")["weight"]
    assert importance.to_dict() == pytest.approx(
        {"a": 0.15, "b": 0.05, "c": 0.6, "d": 0.2}
    )
    chosen = data.choices[data.choices["choice"] == "dimension"]
    assert set(zip(chosen["subject"], chosen["setting"], strict=True)) >= {
        ("a", "x"),
        ("x", "w2"),
    }


@pytest.mark.parametrize("aggregation", ["geometric", "arithmetic", "harmonic"])
def test_a_dimension_of_one_dimension_is_that_dimension(make_values, aggregation):
    options = {"dimensions": {"a": "x", "b": "y"}, "aggregation": aggregation}
    plain = compute(make_values(SIX), **options)
    deep = compute(
        make_values(SIX),
        **options,
        dimension_parents=(("x", "u"), ("u", "v"), ("y", "t")),
    )
    assert deep.scores["score"].to_numpy() == pytest.approx(
        plain.scores["score"].to_numpy()
    )


@pytest.mark.parametrize(
    ("parents", "words"),
    [
        ((("x", "u"), ("x", "v")), "x is part of two dimensions"),
        ((("x", "u"), ("u", "x")), "part of itself"),
        ((("x", "y"),), "y is made of components and of dimensions"),
        ((("z", "u"),), "z is without a component"),
        ((("x", "w"),), "w is named like the index"),
    ],
)
def test_dimensions_that_make_no_tree_are_refused(make_values, parents, words):
    with pytest.raises(InputError, match=words):
        compute(
            make_values(SIX),
            dimensions={"a": "x", "b": "y"},
            dimension_parents=parents,
        )


def test_means_may_differ_between_tiers(make_values):
    data = compute(
        make_values(ROWS),
        dimensions={"a": "x", "b": "y"},
        aggregation="geometric",
        dimension_aggregation="arithmetic",
    )
    assert data.scores["score"].tolist() == pytest.approx([0.1, 0.5, 0.1])


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
