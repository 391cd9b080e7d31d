"""The ratio estimator against figures made without our code."""

from pathlib import Path

import pandas as pd
import pytest

from discourse.scores.ratios import estimate_ratios

HERE = Path(__file__).parent


def test_ratio_over_documents():
    found = estimate_ratios(
        pd.read_csv(HERE / "input.csv"), ["region_id"], confidence_level=0.95
    ).set_index("region_id")
    expected = pd.read_csv(HERE / "expected.csv").set_index("region_id")
    assert list(found.index) == list(expected.index)
    for column in expected.columns:
        assert found[column].to_numpy() == pytest.approx(
            expected[column].to_numpy(), rel=1e-12
        )
