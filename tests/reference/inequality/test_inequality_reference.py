"""Measures of inequality against PySAL."""

from pathlib import Path

import pandas as pd
import pytest

from indicators import estimate_inequality

HERE = Path(__file__).parent


def test_measures_and_parts_agree_with_pysal():
    expected = pd.read_csv(HERE / "expected.csv").set_index(["measure", "component"])
    found = estimate_inequality(
        pd.read_csv(HERE / "input.csv"), value="value", group="group"
    ).measures.set_index(["measure", "component"])
    assert found.loc[expected.index, "value"].tolist() == pytest.approx(
        expected["value"].tolist(), abs=1e-12
    )
