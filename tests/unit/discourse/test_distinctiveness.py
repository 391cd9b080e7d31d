"""Distinctiveness: log-odds of a code in one region against the others."""

import numpy as np
import pandas as pd
import pytest

from discourse import estimate_distinctiveness
from discourse.schemas import HITS, PASSAGE_REGIONS, PASSAGES, SCORES
from discourse.scores import distinctiveness
from ledger import InputError, build_table, check_table

# document, region, codes of its one passage
ROWS = [
    ("d1", "KZ-10", "a"), ("d2", "KZ-10", "a"), ("d3", "KZ-10", "ab"),
    ("d4", "KZ-10", ""), ("d5", "KZ-11", "b"), ("d6", "KZ-11", "b"),
    ("d7", "KZ-11", "ab"), ("d8", "KZ-11", "b"), ("d9", "KZ-11", ""),
]  # fmt: skip


def make_tables(rows):
    passages = build_table(
        [
            {
                "passage_id": name, "document_id": name, "position": 1, "start": 0,
                "end": 1, "year": 2020, "date": "2020-01-01", "language": "en",
                "text": "x", "n_tokens": 1,
            }
            for name, _, _ in rows
        ],
        PASSAGES,
    )  # fmt: skip
    weights = build_table(
        [
            {"passage_id": name, "region_id": region, "weight": 1.0, "basis": "mention"}
            for name, region, _ in rows
        ],
        PASSAGE_REGIONS,
    )
    hits = build_table(
        [
            {
                "hit_id": f"{name}@0:{code}", "passage_id": name, "category": code,
                "term": code, "start": 0, "end": 1, "is_negated": False, "weight": 1.0,
            }
            for name, _, codes in rows
            for code in codes
        ],
        HITS,
    )  # fmt: skip
    return passages, weights, hits


def estimate(rows):
    table = estimate_distinctiveness(*make_tables(rows), codes=["a", "b"], period="all")
    return table.set_index(["measure_id", "region_id"])


def test_the_difference_and_its_z_by_hand():
    table = estimate(ROWS)
    # KZ-10: a 3, b 1; KZ-11: a 1, b 4; nine codings, so the prior is worth 4.5,
    # of which 4/9 for a and 5/9 for b.
    a, b = 4.5 * 4 / 9, 4.5 * 5 / 9
    delta = np.log((3 + a) / (1 + b)) - np.log((1 + a) / (4 + b))
    row = table.loc[("distinctiveness:a", "KZ-10")]
    assert row["estimate"] == pytest.approx(delta)
    z = delta / np.sqrt(1 / (3 + a) + 1 / (1 + a))
    ranked = table.loc[("distinctiveness_z:a", "KZ-10")]
    assert ranked["estimate"] == pytest.approx(z)
    assert pd.isna(ranked["standard_error"])


def test_two_regions_mirror_each_other():
    table = estimate(ROWS)["estimate"]
    for measure in ("distinctiveness:a", "distinctiveness_z:b"):
        assert table[measure, "KZ-10"] == pytest.approx(-table[measure, "KZ-11"])


def test_the_error_is_that_of_a_jackknife_over_documents():
    rng = np.random.default_rng(3)
    rows = [
        (f"d{i:03d}", f"KZ-1{i % 2}", "".join(c for c in "ab" if rng.random() < 0.4))
        for i in range(300)
    ]
    table = estimate(rows)
    row = table.loc[("distinctiveness:a", "KZ-10")]

    def compute(kept):
        count = {
            (r, c): sum(1 for _, region, codes in kept if region == r and c in codes)
            for r in ("KZ-10", "KZ-11")
            for c in "ab"
        }
        # The prior is held fixed, as in the linearization.
        a, b = prior
        return np.log((count["KZ-10", "a"] + a) / (count["KZ-10", "b"] + b)) - np.log(
            (count["KZ-11", "a"] + a) / (count["KZ-11", "b"] + b)
        )

    n_a = sum("a" in codes for _, _, codes in rows)
    n_b = sum("b" in codes for _, _, codes in rows)
    size = (n_a + n_b) / 2
    prior = (size * n_a / (n_a + n_b), size * n_b / (n_a + n_b))
    assert row["estimate"] == pytest.approx(compute(rows))
    left_out = np.array([compute(rows[:i] + rows[i + 1 :]) for i in range(300)])
    jackknife = np.sqrt(299 / 300 * ((left_out - left_out.mean()) ** 2).sum())
    assert row["standard_error"] == pytest.approx(jackknife, rel=0.02)


def test_one_region_has_nothing_to_compare_with():
    table = estimate([row for row in ROWS if row[1] == "KZ-10"])
    row = table.loc[("distinctiveness:a", "KZ-10")]
    assert pd.isna(row["estimate"])
    assert row["method"] == distinctiveness.METHOD_ONE_REGION


def test_a_code_nobody_carries_is_missing():
    table = estimate([(name, region, "") for name, region, _ in ROWS])
    assert table["estimate"].isna().all()
    assert set(table["method"]) == {distinctiveness.METHOD_UNUSED}


def test_the_result_is_a_scores_table():
    check_table(estimate_distinctiveness(*make_tables(ROWS), codes=["a", "b"]), SCORES)


def test_one_code_is_refused():
    with pytest.raises(InputError, match="stands out only against others"):
        estimate_distinctiveness(*make_tables(ROWS), codes=["a"])
