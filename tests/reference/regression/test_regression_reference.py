"""Regressions against the formulas and statsmodels' formula interface."""

from pathlib import Path

import pandas as pd
import pytest

from linkage import regress_frame

HERE = Path(__file__).parent
COLUMNS = ("estimate", "standard_error", "df", "p_value", "conf_low", "conf_high")


@pytest.mark.parametrize("covariance", ["hc3", "cluster"])
def test_coefficients_errors_and_intervals(covariance):
    expected = pd.read_csv(HERE / "expected.csv")
    expected = expected[expected["covariance"] == covariance].set_index("term")
    found = regress_frame(
        pd.read_csv(HERE / "input.csv"), "y ~ grp + share", covariance
    ).set_index("term")
    assert list(found.index) == list(expected.index)
    for column in COLUMNS:
        assert found[column].to_numpy() == pytest.approx(
            expected[column].to_numpy(), rel=1e-8
        )
