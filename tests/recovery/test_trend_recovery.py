"""Are Mann-Kendall and Sen's interval as honest as they say on short series?"""

import numpy as np
import pytest

from indicators.trends.mann_kendall import compute_mann_kendall
from indicators.trends.sen import compute_sen_slope

N_SERIES = 400


@pytest.mark.parametrize(("n", "slope"), [(8, 0.0), (12, 0.3), (24, 0.1)])
def test_size_and_coverage(n, slope):
    rng = np.random.default_rng(n)
    times = np.cumsum(rng.integers(1, 4, n)).astype("float64")
    found = held = 0
    for _ in range(N_SERIES):
        values = slope * times + rng.standard_t(4, n)
        test = compute_mann_kendall(values)
        found += test.p_value <= 0.05
        _, low, high = compute_sen_slope(times, values, test, confidence_level=0.95)
        held += low <= slope <= high
    assert held / N_SERIES > 0.92
    if slope == 0:
        # Exact tests of so few orders stay under their level.
        assert found / N_SERIES < 0.07
    else:
        assert found / N_SERIES > 0.3
