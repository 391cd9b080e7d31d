"""Coefficients, intervals and permutation p against scipy."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from linkage import correlate_frame

HERE = Path(__file__).parent


def test_coefficients_intervals_and_exact_p():
    frame = pd.read_csv(HERE / "input.csv")
    expected = pd.read_csv(HERE / "expected.csv").set_index("method")
    found = correlate_frame(frame, x="x", y="y").set_index("method")
    assert found["estimate"].to_dict() == pytest.approx(
        expected["estimate"].to_dict(), abs=1e-12
    )
    for bound in ("conf_low", "conf_high"):
        assert found.loc["pearson", bound] == pytest.approx(
            expected.loc["pearson", bound], abs=1e-12
        )
    few = correlate_frame(frame.head(7), x="x", y="y").set_index("method")
    assert few["note"].str.contains("p: 5040 all permutations").all()
    assert few["p_value"].to_dict() == pytest.approx(
        expected["exact_p"].to_dict(), abs=1e-12
    )
    assert np.isfinite(found["conf_low"]).all()
