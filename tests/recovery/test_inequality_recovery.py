"""Do the intervals of inequality hold the truth as often as they say?

Measured on lognormal superpopulations (sigma 0.3 and 0.6, 17 and 20 regions): 95 %
intervals of the Gini held the truth in 92.7 to 95.4 of 100 tables (jackknife, 2,000 tables
each) and in 89.8 to 92.4 (studentized bootstrap, 500 tables each). The percentile bootstrap
held it in 72 to 80 of 100 and is not offered. This is a small guard.
"""

import numpy as np
import pytest

from indicators.inequality.intervals import estimate_interval
from indicators.inequality.measures import compute_gini

N_TABLES = 150
# Gini of a lognormal distribution with sigma 0.6: 2 Phi(0.6 / sqrt(2)) - 1.
SIGMA, TRUTH = 0.6, 0.3286


@pytest.mark.parametrize("method", ["jackknife", "bootstrap"])
def test_coverage_of_the_gini_at_seventeen_regions(method):
    rng = np.random.default_rng(17)
    held = 0
    for _ in range(N_TABLES):
        low, high = estimate_interval(
            compute_gini,
            np.exp(rng.normal(size=17) * SIGMA),
            np.ones(17),
            is_bounded=True,
            method=method,
            confidence_level=0.95,
            n_resamples=199,
            rng=rng,
        )
        held += low <= TRUTH <= high
    assert held / N_TABLES > 0.85
