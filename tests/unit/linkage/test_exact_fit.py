"""A regression without residuals has no error to test."""

import numpy as np
import pandas as pd
import pytest

from linkage import regress_frame


@pytest.mark.parametrize("covariance", ["hc3", "hc1", "nonrobust"])
def test_rounding_is_not_an_error(covariance):
    x = np.array([2.0, 4.1, 6.3, 8.2, 10.7, 12.9])
    frame = pd.DataFrame({"region_id": list("abcdef"), "y": x * 0.3 + 0.1, "x": x})
    table = regress_frame(frame, "y ~ x", covariance=covariance)
    slope = table[table["term"] == "x"].iloc[0]
    assert slope["estimate"] == pytest.approx(0.3)
    assert pd.isna(slope["p_value"])
    assert pd.isna(slope["standard_error"])
    assert "fits exactly" in slope["note"]


def test_a_small_residual_is_an_error():
    x = np.array([2.0, 4.1, 6.3, 8.2, 10.7, 12.9])
    noise = np.array([1, -1, 1, 1, -1, -1]) * 1e-9
    frame = pd.DataFrame({"region_id": list("abcdef"), "y": x * 0.3 + noise, "x": x})
    slope = regress_frame(frame, "y ~ x", covariance="hc3").iloc[1]
    assert slope["p_value"] < 0.001
