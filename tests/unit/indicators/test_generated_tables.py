"""Tables of a statistics office made at random: read right or refused, never wrong."""

import numpy as np
import pytest

from indicators import read_indicator_file
from ledger import InputError

from . import office_comparison, office_tables

N_FILES = 120


def read(path):
    try:
        return read_indicator_file(path, indicator_id="x"), None
    except InputError as error:
        return None, str(error)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_read_is_true_and_what_is_not_read_is_said(tmp_path, seed):
    rng = np.random.default_rng([20261126, seed])
    n_whole = 0
    for _ in range(N_FILES // 4):
        sheets, path = office_tables.make_book(rng, tmp_path)
        verdict = office_comparison.compare(sheets, *read(path))
        assert verdict.wrong == [], sheets[0].description
        assert verdict.n_read + verdict.n_refused == verdict.n_cells
        n_whole += verdict.n_refused == 0
    assert n_whole >= 0.9 * N_FILES / 4


def test_a_wrong_reading_would_be_found(tmp_path):
    rng = np.random.default_rng(1)
    sheets, path = office_tables.make_book(rng, tmp_path)
    data, _ = read(path)
    data.values.loc[0, "value"] = -1.0
    data.values.loc[1, "period"] = "1999"
    assert len(office_comparison.compare(sheets, data, None).wrong) >= 2
