"""Scales and outliers against the numbers that COINr's manual and tests state."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators.composite.normalization import normalize
from indicators.composite.outliers import treat_outliers

EXPECTED = pd.read_csv(Path(__file__).parent / "published.csv", dtype=str)


def choose(function):
    rows = EXPECTED[EXPECTED["function"] == function]
    return list(zip(rows["input"], rows["option"], rows["expected"], strict=True))


@pytest.mark.parametrize(("given", "direction", "expected"), choose("goalposts"))
def test_goalposts(given, direction, expected):
    scaled = normalize(
        np.array([[float(given)]]),
        method="goalposts",
        directions=np.array([float(direction)]),
        bases=[],
        weights=np.ones(1),
        goalposts=np.array([[0.0, 10.0]]),
    )
    assert scaled.item() == pytest.approx(float(expected))


@pytest.mark.parametrize(("given", "limit", "expected"), choose("winsorise"))
def test_winsorizing(given, limit, expected):
    *values, verdict = expected.split()
    treated = treat_outliers(
        np.array(given.split(), dtype="float64"),
        method="winsorize",
        limit=int(limit),
        percentile=0.025,
    )
    assert treated.values.tolist() == [float(value) for value in values]
    assert treated.is_extreme == (verdict == "fail")
