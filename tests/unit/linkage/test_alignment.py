"""Lags: which values stand side by side."""

import pytest

from ledger import InputError
from linkage import join_tables
from linkage.alignment import align_variables

OUTCOME = "prevalence:migration"
EXPOSURE = "grp_per_capita"


@pytest.fixture
def tables(make_scores, make_values):
    years = range(2010, 2014)
    return (
        make_scores({("KZ-10", str(y)): float(y) for y in years}),
        make_values({("KZ-10", str(y)): float(y) for y in years}),
    )


@pytest.mark.parametrize("joined", [0, 1, 2])
@pytest.mark.parametrize("lag", [0, 1, 2])
@pytest.mark.parametrize("roles", [(OUTCOME, EXPOSURE), (EXPOSURE, OUTCOME)])
def test_exposure_is_always_lag_years_before_the_outcome(tables, joined, lag, roles):
    linked = join_tables(*tables, lag=joined)
    outcome, exposure = roles
    rows = align_variables(linked, outcome, [exposure], lag=lag).dropna()
    assert (rows[outcome] - rows[exposure] == lag).all()
    assert (rows[outcome] == rows["year"]).all()
    assert len(rows) == 4 - lag


def test_lag_of_the_join_is_the_default(tables):
    linked = join_tables(*tables, lag=1)
    rows = align_variables(linked, OUTCOME, [EXPOSURE]).dropna()
    assert (rows[OUTCOME] - rows[EXPOSURE] == 1).all()


def test_unknown_variable_is_named(tables):
    linked = join_tables(*tables)
    with pytest.raises(InputError, match=r"no variable 'income'.*'grp_per_capita'"):
        align_variables(linked, OUTCOME, ["income"])
    with pytest.raises(InputError, match="in two roles"):
        align_variables(linked, OUTCOME, [OUTCOME])
    with pytest.raises(InputError, match="lag: found -1"):
        align_variables(linked, OUTCOME, [EXPOSURE], lag=-1)
