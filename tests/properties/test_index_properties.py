"""What must hold for every composite index and every crosswalk of sums."""

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from atlas import read_registry
from indicators import (
    INDICATOR_VALUES,
    INDICATORS,
    IndexComponent,
    IndexDefinition,
    build_panel,
    compute_index,
)
from ledger import build_table

REGISTRY = read_registry()
REGIONS = tuple(region.region_id for region in REGISTRY.list_boundaries(2022))
NUMBERS = st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 3))


def define(weights, directions=None, **options):
    components = tuple(
        IndexComponent(
            indicator_id=name, weight=weight, direction=(directions or {}).get(name, 1)
        )
        for name, weight in weights.items()
    )
    return IndexDefinition(index_id="w", components=components, **options)


def make_values(rows):
    return build_table(
        [
            {
                "indicator_id": name,
                "region_id": region,
                "period": "2023",
                "value": value,
                "unit": "persons",
                "status": "observed",
                "source_cell": "made up",
            }
            for name, region, value in rows
        ],
        INDICATOR_VALUES,
    )


@settings(max_examples=15, deadline=None)
@given(
    numbers=st.lists(NUMBERS, min_size=2, max_size=20, unique=True),
    weight=st.floats(min_value=0.1, max_value=10),
    aggregation=st.sampled_from(["geometric", "arithmetic", "harmonic"]),
)
def test_one_component_is_the_index(numbers, weight, aggregation):
    rows = zip(REGIONS, numbers, strict=False)
    data = compute_index(
        make_values([("a", region, value) for region, value in rows]),
        define({"a": weight}, aggregation=aggregation),
    )
    low, high = min(numbers), max(numbers)
    wanted = [(value - low) / (high - low) for value in numbers]
    assert data.scores["score"].tolist() == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(
    pairs=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=20),
    weights=st.tuples(st.integers(1, 9), st.integers(1, 9)),
)
def test_the_geometric_mean_lies_between_its_components(pairs, weights):
    rows = []
    for region, (a, b) in zip(REGIONS, pairs, strict=False):
        rows += [("a", region, a), ("b", region, b)]
    data = compute_index(
        make_values(rows),
        define(dict(zip("ab", weights, strict=True)), directions={"b": -1}),
    )
    components = data.components.pivot_table(
        index="region_id", columns="component", values="value", dropna=False
    )
    scores = data.scores.set_index("region_id")["score"]
    for region, score in scores.dropna().items():
        parts = components.loc[region].clip(lower=0.01)
        assert parts.min() - 1e-9 <= score <= parts.max() + 1e-9


@settings(max_examples=15, deadline=None)
@given(
    numbers=st.lists(NUMBERS, min_size=20, max_size=20),
    boundaries=st.sampled_from([1997, 2010, 2017, 2018, 2021, 2022]),
)
def test_merging_keeps_the_total(numbers, boundaries):
    indicators = build_table(
        [
            {
                "indicator_id": "p",
                "title": "p",
                "unit": "persons",
                "kind": "extensive",
                "direction": 1,
            }
        ],
        INDICATORS,
    )
    rows = zip(REGIONS, numbers, strict=True)
    panel = build_panel(
        make_values([("p", region, value) for region, value in rows]),
        registry=REGISTRY,
        boundaries=boundaries,
        indicators=indicators,
    )
    assert len(panel.values) == len(REGISTRY.list_boundaries(boundaries))
    assert panel.values["value"].sum() == pytest.approx(sum(numbers), abs=1e-6)
    assert panel.losses.empty


TABLES = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=3, max_size=12)
MEANS = ["geometric", "arithmetic", "harmonic", "copeland"]
SCALES = ["min-max", "rank", "z-score"]


def score(rows, weights, regions=REGIONS, **options):
    cells = [
        (name, region, value)
        for region, row in zip(regions, rows, strict=False)
        for name, value in zip("abc", row, strict=True)
    ]
    data = compute_index(make_values(cells), define(weights, **options))
    return data.scores.set_index("region_id")["score"]


@settings(max_examples=15, deadline=None)
@given(rows=TABLES, aggregation=st.sampled_from(MEANS), data=st.data())
def test_the_order_of_regions_and_components_does_not_matter(rows, aggregation, data):
    weights = {"a": 1.0, "b": 2.0, "c": 0.5}
    first = score(rows, weights, aggregation=aggregation)
    order = data.draw(st.permutations(range(len(rows))))
    turned = score(
        [rows[place] for place in order],
        dict(reversed(weights.items())),
        regions=[REGIONS[place] for place in order],
        aggregation=aggregation,
    )
    assert turned.sort_index().tolist() == pytest.approx(
        first.sort_index().tolist(), abs=1e-9, nan_ok=True
    )


@settings(max_examples=15, deadline=None)
@given(rows=TABLES, aggregation=st.sampled_from(MEANS))
def test_equal_weights_are_the_equal_weighting(rows, aggregation):
    given_same = score(rows, dict.fromkeys("abc", 3.0), aggregation=aggregation)
    equal = score(
        rows, {"a": 1, "b": 5, "c": 9}, weighting="equal", aggregation=aggregation
    )
    assert given_same.tolist() == pytest.approx(equal.tolist(), abs=1e-12, nan_ok=True)


@settings(max_examples=15, deadline=None)
@given(rows=TABLES, weights=st.tuples(*[st.integers(1, 9)] * 3))
def test_copeland_turns_around_with_the_directions(rows, weights):
    named = dict(zip("abc", weights, strict=True))
    ahead = score(rows, named, aggregation="copeland")
    back = score(
        rows, named, aggregation="copeland", directions=dict.fromkeys("abc", -1)
    )
    assert ahead.tolist() == pytest.approx((-back).tolist(), nan_ok=True)
    assert ahead.sum() == pytest.approx(0, abs=1e-9)


@settings(max_examples=15, deadline=None)
@given(
    rows=TABLES,
    scale=st.sampled_from(SCALES),
    factor=st.floats(0.01, 100),
    shift=st.floats(-1000, 1000),
)
def test_units_do_not_matter(rows, scale, factor, shift):
    weights = {"a": 1, "b": 2, "c": 3}
    changed = [(a * factor + shift, b, c) for a, b, c in rows]
    # Values that rounding makes equal are other values.
    if len({row[0] for row in changed}) != len({row[0] for row in rows}):
        return
    options = {"normalization": scale, "aggregation": "arithmetic"}
    assert score(changed, weights, **options).tolist() == pytest.approx(
        score(rows, weights, **options).tolist(), abs=1e-6, nan_ok=True
    )


@settings(max_examples=15, deadline=None)
@given(rows=st.lists(st.tuples(*[st.floats(1, 1e4)] * 3), min_size=3, max_size=12))
def test_an_index_of_mean_100_has_mean_100(rows):
    scores = score(
        rows,
        {"a": 1, "b": 2, "c": 3},
        normalization="mean-100",
        aggregation="arithmetic",
        directions={"b": -1},
    )
    assert scores.mean() == pytest.approx(100)


@settings(max_examples=15, deadline=None)
@given(rows=TABLES, aggregation=st.sampled_from(["arithmetic", "geometric"]))
def test_contributions_add_up(rows, aggregation):
    cells = [
        (name, region, value)
        for region, row in zip(REGIONS, rows, strict=False)
        for name, value in zip("abc", row, strict=True)
    ]
    data = compute_index(
        make_values(cells), define({"a": 1, "b": 2, "c": 3}, aggregation=aggregation)
    )
    summed = data.components.groupby("region_id")["contribution"].agg(
        lambda part: part.sum(skipna=False)
    )
    scores = data.scores.set_index("region_id")["score"]
    wanted = scores if aggregation == "arithmetic" else np.log(scores)
    assert summed.tolist() == pytest.approx(wanted.tolist(), abs=1e-9, nan_ok=True)


@settings(max_examples=20, deadline=None)
@given(
    parents=st.lists(st.integers(0, 3), min_size=4, max_size=4),
    weights=st.lists(st.integers(1, 9), min_size=8, max_size=8),
    seed=st.integers(0, 99),
)
def test_a_tree_of_arithmetic_means_is_one_weighted_mean(parents, weights, seed):
    """Dimensions d0 to d3 hold a component each, and stand below u0, u1 or the index."""
    rng = np.random.default_rng(seed)
    names = ("c0", "c1", "c2", "c3")
    values = make_values(
        [(name, region, rng.normal()) for name in names for region in REGIONS[:5]]
    )
    above = {0: (), 1: ("u0",), 2: ("u1",), 3: ("u1",)}
    pairs = [(f"d{n}", up) for n, kind in enumerate(parents) for up in above[kind]]
    uppers = {up for _, up in pairs}
    if uppers == {"u0", "u1"}:
        pairs.append(("u0", "u1"))
    if uppers == {"u0", "u1"} and 3 in parents:
        pairs.append(("u1", "top"))
    dimensions = [*(f"d{n}" for n in range(4)), "u0", "u1", "top"]
    used = {name for pair in pairs for name in pair} | set(dimensions[:4])
    definition = IndexDefinition(
        index_id="w",
        components=tuple(
            IndexComponent(indicator_id=name, dimension=f"d{n}", weight=weights[n])
            for n, name in enumerate(names)
        ),
        dimension_parents=tuple(pairs),
        dimension_weights=tuple(
            (name, float(weight))
            for name, weight in zip(dimensions, weights, strict=False)
            if name in used
        ),
        aggregation="arithmetic",
    )
    data = compute_index(values, definition)
    shares = data.importance.set_index("component")["weight"]
    assert shares.sum() == pytest.approx(1)
    parts = data.components[data.components["tier"] == "component"]
    summed = (parts["value"] * parts["index_weight"]).groupby(parts["region_id"]).sum()
    scores = data.scores.set_index("region_id")["score"]
    assert summed.to_dict() == pytest.approx(scores.to_dict())
    # Contributions add up to what they are part of, in every tier.
    added = data.components.groupby(["region_id", "parent"])["contribution"].sum()
    own = data.components.set_index(["region_id", "component"])["value"]
    top = data.scores.assign(component="w").set_index(["region_id", "component"])[
        "score"
    ]
    whole = pd.concat([own, top])
    assert added.to_numpy() == pytest.approx(whole[added.index].to_numpy())
