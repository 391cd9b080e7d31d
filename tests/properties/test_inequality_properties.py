"""What must hold for every measure of inequality."""

import hypothesis.strategies as st
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from indicators import estimate_inequality
from indicators.trends.mann_kendall import compute_mann_kendall

NUMBERS = st.integers(1, 10_000).map(lambda value: value / 10)
VALUES = st.lists(NUMBERS, min_size=2, max_size=12)
COUNTS = st.integers(1, 5)
RELATIVE = ["gini", "theil_t", "theil_l", "ge_2", "hoover", "sd_log", "ratio_max_min"]
RELATIVE += ["atkinson_0.5", "atkinson_1", "atkinson_2"]


def measure(values, *, measures=RELATIVE, **columns):
    frame = pd.DataFrame({"y": values, **columns})
    options = {name: name for name in ("weight", "group") if name in columns}
    table = estimate_inequality(frame, value="y", measures=measures, **options).measures
    return table.set_index(["measure", "component"])["value"]


@settings(max_examples=20, deadline=None)
@given(values=VALUES, factor=st.sampled_from([0.01, 3.0, 1e6]))
def test_scale_does_not_matter(values, factor):
    scaled = measure([value * factor for value in values], measures=[*RELATIVE, "cv"])
    assert scaled.tolist() == pytest.approx(
        measure(values, measures=[*RELATIVE, "cv"]).tolist(), abs=1e-9
    )


@settings(max_examples=20, deadline=None)
@given(pairs=st.lists(st.tuples(NUMBERS, COUNTS), min_size=2, max_size=8))
def test_a_weight_is_that_many_regions(pairs):
    values, counts = zip(*pairs, strict=True)
    weighted = measure(values, weight=[float(count) for count in counts])
    repeated = measure(np.repeat(values, counts))
    assert weighted.tolist() == pytest.approx(repeated.tolist(), abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(values=VALUES)
def test_equal_weights_are_no_weights(values):
    names = [*RELATIVE, "ratio_90_10", "gini_corrected"]
    weighted = measure(values, measures=names, weight=[7.0] * len(values))
    assert weighted.tolist() == pytest.approx(
        measure(values, measures=names).tolist(), abs=1e-9
    )


@settings(max_examples=20, deadline=None)
@given(values=VALUES, data=st.data())
def test_a_transfer_from_poor_to_rich_raises_inequality(values, data):
    ordered = sorted(values)
    amount = data.draw(st.floats(0.1, 0.9)) * ordered[0]
    moved = [ordered[0] - amount, *ordered[1:-1], ordered[-1] + amount]
    strict = ["gini", "theil_t", "theil_l", "ge_2", "atkinson_1"]
    before, after = (measure(v, measures=strict) for v in (ordered, moved))
    assert (after > before).all()


@settings(max_examples=25, deadline=None)
@given(
    rows=st.lists(
        st.tuples(NUMBERS, COUNTS, st.sampled_from("abc")), min_size=2, max_size=12
    )
)
def test_the_parts_add_up(rows):
    values, counts, groups = zip(*rows, strict=True)
    found = measure(
        values,
        measures=["gini", "theil_t", "theil_l", "ge_2"],
        weight=[float(count) for count in counts],
        group=list(groups),
    )
    for name in ("gini", "theil_t", "theil_l", "ge_2"):
        parts = found[name]
        rest = parts.get("overlap", 0.0)
        assert parts["between"] + parts["within"] + rest == pytest.approx(
            parts["total"], abs=1e-9
        )
        assert parts["between"] >= -1e-12
        for part in ("between", "within"):
            named = parts[[key for key in parts.index if key.startswith(part + ":")]]
            if len(named):
                assert named.sum() == pytest.approx(parts[part], abs=1e-9)


@settings(max_examples=20, deadline=None)
@given(values=st.lists(st.integers(0, 5), min_size=3, max_size=30))
def test_a_series_backwards_has_the_opposite_trend(values):
    ahead = compute_mann_kendall(np.array(values, dtype="float64"))
    back = compute_mann_kendall(np.array(values[::-1], dtype="float64"))
    assert ahead.s == -back.s
    assert ahead.p_value == back.p_value or np.isnan(ahead.p_value)
    assert np.isnan(ahead.p_value) or 0 < ahead.p_value <= 1
