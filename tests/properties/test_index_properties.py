"""What must hold for every composite index and every crosswalk of sums."""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from atlas import read_registry
from indicators import INDICATOR_VALUES, INDICATORS, build_panel, compute_index
from ledger import build_table

REGISTRY = read_registry()
REGIONS = tuple(region.region_id for region in REGISTRY.list_boundaries(2022))
NUMBERS = st.floats(min_value=-1e6, max_value=1e6).map(lambda value: round(value, 3))


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


@settings(max_examples=30, deadline=None)
@given(
    numbers=st.lists(NUMBERS, min_size=2, max_size=20, unique=True),
    weight=st.floats(min_value=0.1, max_value=10),
    aggregation=st.sampled_from(["geometric", "arithmetic"]),
)
def test_one_component_is_the_index(numbers, weight, aggregation):
    rows = zip(REGIONS, numbers, strict=False)
    data = compute_index(
        make_values([("a", region, value) for region, value in rows]),
        index_id="w",
        components={"a": weight},
        directions={"a": 1},
        aggregation=aggregation,
    )
    low, high = min(numbers), max(numbers)
    wanted = [(value - low) / (high - low) for value in numbers]
    assert data.scores["score"].tolist() == pytest.approx(wanted, abs=1e-9)


@settings(max_examples=30, deadline=None)
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
        index_id="w",
        components=dict(zip("ab", weights, strict=True)),
        directions={"a": 1, "b": -1},
    )
    components = data.components.pivot_table(
        index="region_id", columns="component", values="value", dropna=False
    )
    scores = data.scores.set_index("region_id")["score"]
    for region, score in scores.dropna().items():
        parts = components.loc[region].clip(lower=0.01)
        assert parts.min() - 1e-9 <= score <= parts.max() + 1e-9


@settings(max_examples=30, deadline=None)
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
