"""Mann-Kendall and Sen's slope against SciPy and pymannkendall."""

from pathlib import Path

import pandas as pd
import pytest

from indicators import estimate_trends
from indicators.trends.mann_kendall import _approximate_p, compute_mann_kendall

HERE = Path(__file__).parent
EXPECTED = pd.read_csv(HERE / "expected.csv").set_index("series")
SERIES = pd.read_csv(HERE / "input.csv")
TOLERANCE = {"exact": 1e-12, "normal": 1e-12, "drawn": 0.003}


@pytest.fixture(scope="module")
def trends():
    table = estimate_trends(SERIES, value="value", period="year", by="series").trends
    return table.set_index(["by", "measure"])


@pytest.mark.parametrize("name", EXPECTED.index)
def test_statistic_slope_and_p(trends, name):
    expected, found = EXPECTED.loc[name], trends.loc[name]
    assert found.loc["mann_kendall_s", "value"] == expected["s"]
    assert found.loc["kendall_tau", "value"] == pytest.approx(expected["tau"])
    assert found.loc["sen_slope", "value"] == pytest.approx(expected["slope"])
    assert found.loc["mann_kendall_s", "p_value"] == pytest.approx(
        expected["p"], abs=TOLERANCE[expected["kind"]]
    )


@pytest.mark.parametrize("name", EXPECTED.index)
def test_variance_and_normal_p(name):
    values = SERIES.loc[SERIES["series"] == name, "value"].to_numpy()
    test = compute_mann_kendall(values)
    assert test.variance == pytest.approx(EXPECTED.loc[name, "variance"])
    assert _approximate_p(test.s, test.variance) == pytest.approx(
        EXPECTED.loc[name, "normal_p"], abs=1e-12
    )


def test_bounds_of_a_long_series_are_scipys(trends):
    found = trends.loc["long", "value"]
    for bound, name in (("low", "sen_conf_low"), ("high", "sen_conf_high")):
        assert found[name] == pytest.approx(EXPECTED.loc["long", bound], abs=5e-4)
