"""Salience and shrunken prevalence."""

import math

import pandas as pd
import pytest

from discourse import (
    estimate_prevalence_from_weights,
    estimate_salience,
    shrink_prevalence,
)
from discourse.schemas import HITS, PASSAGE_REGIONS, PASSAGES, SCORES
from ledger import build_empty_table, build_table, check_table


@pytest.fixture
def tables():
    """Two documents of 2017: one about A only, one half about A, half about B."""
    passages = build_table(
        [
            {
                "passage_id": f"{document}#{position:04d}",
                "document_id": document,
                "position": position,
                "start": 0,
                "end": 1,
                "year": 2017,
                "language": "en",
                "text": "x",
                "n_tokens": 1,
            }
            for document in "ab"
            for position in (1, 2)
        ],
        PASSAGES,
    )
    weights = build_table(
        [
            {"passage_id": p, "region_id": r, "weight": 1.0, "basis": "mention"}
            for p, r in [
                ("a#0001", "A"),
                ("a#0002", "A"),
                ("b#0001", "A"),
                ("b#0002", "B"),
            ]
        ],
        PASSAGE_REGIONS,
    )
    return passages, weights


def test_salience_by_hand(tables):
    scores = estimate_salience(*tables, regions=["A", "B", "C"])
    check_table(scores, SCORES)
    rows = scores.set_index("region_id")
    assert rows["estimate"].to_dict() == {"A": 0.75, "B": 0.25, "C": 0.0}
    # k = 2, 1; n = 2, 2; p = 3/4: (2 - 1.5)^2 + (1 - 1.5)^2 = 0.5.
    error = math.sqrt(2 / 1 * 0.5 / 4**2)
    assert rows.loc["A", "standard_error"] == pytest.approx(error)
    assert rows.loc["B", "standard_error"] == pytest.approx(error)
    assert rows["n_passages"].to_dict() == {"A": 3, "B": 1, "C": 0}


def test_salience_of_nothing():
    scores = estimate_salience(
        build_empty_table(PASSAGES), build_empty_table(PASSAGE_REGIONS)
    )
    assert scores.empty
    check_table(scores, SCORES)


def make_scores(rows):
    return build_table(
        [
            {
                "measure_id": "prevalence:m",
                "region_id": region,
                "period": "2017",
                "estimate": share,
                "standard_error": error,
                "confidence_level": 0.95,
                "n_passages": n,
                "n_documents": n,
                "method": "x",
            }
            for region, share, error, n in rows
        ],
        SCORES,
    )


def read(table, measure):
    rows = table[table["measure_id"] == measure]
    return rows.set_index("region_id")["estimate"]


def test_shrinkage_by_hand():
    # Errors of simple random samples: the effective numbers are 10, 40, 50.
    given = [("A", 0.1, 10), ("B", 0.5, 40), ("C", 0.9, 50)]
    rows = [(r, p, math.sqrt(p * (1 - p) / n), n) for r, p, n in given]
    found = shrink_prevalence(make_scores(rows))
    check_table(found, SCORES)
    mean = (1 + 20 + 45) / 100
    squares = 10 * (0.1 - mean) ** 2 + 40 * (0.5 - mean) ** 2 + 50 * (0.9 - mean) ** 2
    rest = {"A": 0.9, "B": 0.6, "C": 0.5}
    rho = (squares / (mean * (1 - mean)) - 2.0) / (0.9 * 9 + 0.6 * 39 + 0.5 * 49)
    assert sum(rest.values()) == 2.0
    prior = (1 - rho) / rho
    for region, share, n in given:
        amount = prior / (prior + n)
        assert read(found, "shrinkage:m")[region] == pytest.approx(amount)
        assert read(found, "shrunken_prevalence:m")[region] == pytest.approx(
            (1 - amount) * share + amount * mean
        )


def test_regions_that_differ_by_chance_only_get_the_mean():
    rows = [("A", 0.5, 0.1, 25), ("B", 0.52, 0.1, 25), ("C", 0.48, 0.1, 25)]
    found = shrink_prevalence(make_scores(rows))
    assert (read(found, "shrinkage:m") == 1).all()
    assert len(set(read(found, "shrunken_prevalence:m"))) == 1


def test_few_regions_and_missing_estimates_stay_missing():
    found = shrink_prevalence(make_scores([("A", 0.5, 0.1, 25), ("B", 0.1, 0.1, 9)]))
    assert found["estimate"].isna().all()
    rows = [("A", 0.1, 0.1, 9), ("B", 0.5, 0.1, 25), ("C", 0.9, 0.1, 9)]
    found = shrink_prevalence(make_scores([*rows, ("D", None, None, 0)]))
    assert pd.isna(read(found, "shrinkage:m")["D"])
    assert len(found) == 8


def test_one_document_counts_as_one_observation():
    rows = [("A", 1.0, None, 1), ("B", 0.2, 0.05, 64), ("C", 0.6, 0.06, 66)]
    amount = read(shrink_prevalence(make_scores(rows)), "shrinkage:m")
    assert amount["A"] > amount["B"]
    assert amount["A"] > 0.5


def test_shrinking_nothing(tables):
    assert shrink_prevalence(build_empty_table(SCORES)).empty
    scores = estimate_prevalence_from_weights(
        *tables, build_empty_table(HITS), codes=["m"]
    )
    assert shrink_prevalence(scores)["estimate"].isna().all()
