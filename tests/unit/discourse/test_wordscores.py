"""Wordscores: rescaling and bad input; the published example is a reference test."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from discourse import SCALE_UNITS, TermCounts, fit_wordscores
from discourse.scaling import wordscores
from ledger import InputError, check_table

TABLE = {
    "left": [8, 2, 0, 0],
    "right": [0, 2, 8, 0],
    "near": [4, 2, 1, 0],
    "far": [1, 2, 4, 0],
    "silent": [0, 0, 0, 5],
}


def make_counts(table=None) -> TermCounts:
    table = TABLE if table is None else table
    return TermCounts(
        unit_ids=tuple(table),
        terms=("a", "b", "c", "d"),
        counts=sparse.csr_array(np.array(list(table.values()), dtype=float)),
    )


def test_scores_by_hand():
    fit = fit_wordscores(make_counts(), {"left": -1.0, "right": 1.0})
    terms = fit.terms.set_index("term")["weight"]
    # a stands only in the left text, c only in the right one, b in both alike.
    assert terms.to_dict() == pytest.approx({"a": -1.0, "b": 0.0, "c": 1.0})
    units = fit.units.set_index("unit_id")
    assert units.loc["near", "position"] == pytest.approx((-4 + 1) / 7)
    variance = (4 + 1) / 7 - (3 / 7) ** 2
    assert units.loc["near", "standard_error"] == pytest.approx((variance / 7) ** 0.5)


def test_a_text_without_scored_words_is_missing():
    fit = fit_wordscores(make_counts(), {"left": -1.0, "right": 1.0})
    check_table(fit.units, SCALE_UNITS)
    row = fit.units.set_index("unit_id").loc["silent"]
    assert pd.isna(row["position"])
    assert row["method"] == wordscores.METHOD_SILENT


def test_lbg_gives_virgin_texts_the_spread_of_the_references():
    table = {name: row for name, row in TABLE.items() if name != "silent"}
    fit = fit_wordscores(
        make_counts(table), {"left": -1.0, "right": 1.0}, rescaling="lbg"
    )
    virgin = fit.units.set_index("unit_id").loc[["near", "far"], "position"]
    assert virgin.std(ddof=1) == pytest.approx(np.std([-1, 1], ddof=1))
    assert virgin.mean() == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ({"left": 1.0}, "at least two units"),
        ({"left": 1.0, "right": 1.0}, "at least two units"),
        ({"left": 1.0, "nobody": 2.0}, "found no terms of 'nobody'"),
    ],
)
def test_references_that_cannot_be_used(reference, message):
    with pytest.raises(InputError, match=message):
        fit_wordscores(make_counts(), reference)
