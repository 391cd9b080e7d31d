"""Are intervals and p values of correlations as honest as they say?

The wide tables behind the choice of intervals come from
``benchmarks/measure_linkage.py``; this is a small guard.
"""

import numpy as np
import pandas as pd
import pytest

from linkage import correlate_frame

N_PANELS = 150


def draw_panel(rng, *, n_regions, n_years, r):
    chol = np.linalg.cholesky([[1, r], [r, 1]])
    effects = rng.normal(size=(n_regions, 1, 2)) @ chol.T
    noise = rng.normal(size=(n_regions, n_years, 2)) @ chol.T
    values = effects + noise
    return pd.DataFrame(
        {
            "region": np.repeat(np.arange(n_regions), n_years),
            "year": np.tile(np.arange(n_years), n_regions),
            "x": values[..., 0].ravel(),
            "y": values[..., 1].ravel(),
        }
    )


@pytest.mark.parametrize("r", [0.0, 0.5])
def test_coverage_and_size_at_sixteen_regions(r):
    rng = np.random.default_rng(int(10 * r))
    parts = [
        correlate_frame(
            draw_panel(rng, n_regions=16, n_years=5, r=r),
            x="x",
            y="y",
            region="region",
            period="year",
            methods=["pearson"],
            n_permutations=199,
            n_resamples=9,
            seed=seed,
        )
        for seed in range(N_PANELS)
    ]
    table = pd.concat(parts)
    held = table["conf_low"].le(r) & table["conf_high"].ge(r)
    coverage = held.groupby(table["scope"]).mean()
    found = table["p_value"].lt(0.05).groupby(table["scope"]).mean()
    print(coverage.to_dict(), found.to_dict())  # noqa: T201 -- shown with -s
    assert (coverage > 0.89).all()
    if r == 0:
        assert (found < 0.1).all()
    else:
        assert found["within"] > 0.9
