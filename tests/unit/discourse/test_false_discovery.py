"""Control of false discoveries."""

import numpy as np
import pytest
from scipy import stats

from discourse import compute_false_discovery
from ledger import InputError


@pytest.mark.parametrize(
    ("method", "name"), [("benjamini-hochberg", "bh"), ("benjamini-yekutieli", "by")]
)
def test_as_scipy_does(method, name):
    p = np.random.default_rng(1).random(40) ** 3
    expected = stats.false_discovery_control(p, method=name)
    assert compute_false_discovery(p, method=method) == pytest.approx(expected)


def test_missing_p_is_no_test():
    found = compute_false_discovery([0.01, np.nan, 0.04])
    assert found[[0, 2]] == pytest.approx([0.02, 0.04])
    assert np.isnan(found[1])


def test_nothing_to_adjust_and_an_unknown_method():
    assert compute_false_discovery([]).tolist() == []
    assert np.isnan(compute_false_discovery([np.nan])).all()
    with pytest.raises(InputError, match="method: found 'holm'"):
        compute_false_discovery([0.1], method="holm")
