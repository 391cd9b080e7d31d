"""Small hand-made tables of scores and values."""

import numpy as np
import pandas as pd
import pytest

from linkage import join_tables

OUTCOME = "prevalence:migration"
EXPOSURE = "grp_per_capita"


def build_scores(cells, measure=OUTCOME):
    return pd.DataFrame(
        [(measure, region, period, x) for (region, period), x in cells.items()],
        columns=["measure_id", "region_id", "period", "estimate"],
    )


def build_values(cells, indicator=EXPOSURE):
    return pd.DataFrame(
        [
            (indicator, region, period, x, "observed" if x is not None else "absent")
            for (region, period), x in cells.items()
        ],
        columns=["indicator_id", "region_id", "period", "value", "status"],
    )


@pytest.fixture
def make_scores():
    """Make a scores table from {(region, period): estimate}."""
    return build_scores


@pytest.fixture
def make_values():
    """Make a values table from {(region, period): value}."""
    return build_values


@pytest.fixture
def make_linked():
    """Join arrays of shape (regions,) or (regions, years), NaN for missing."""

    def make(outcome, lag=0, **exposures):
        def cells(values):
            grid = np.asarray(values, dtype=float)
            grid = grid.reshape(len(grid), -1)
            return {
                (f"KZ-{10 + i}", str(2010 + t)): float(grid[i, t])
                for i in range(grid.shape[0])
                for t in range(grid.shape[1])
            }

        values = [build_values(cells(x), name) for name, x in exposures.items()]
        return join_tables(build_scores(cells(outcome)), pd.concat(values), lag=lag)

    return make
