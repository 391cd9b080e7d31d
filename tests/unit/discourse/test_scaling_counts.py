"""Counts of terms in documents, regions and other units, and means on a scale."""

import pandas as pd
import pytest

from discourse import count_terms, estimate_scale
from discourse.schemas import PASSAGE_REGIONS, PASSAGES
from ledger import InputError, build_table


def make_passages(texts):
    return build_table(
        [
            {
                "passage_id": f"p{i}", "document_id": f"d{i // 2}", "position": 1,
                "start": 0, "end": len(text), "year": 2020, "date": None,
                "language": language, "text": text, "n_tokens": 3,
            }
            for i, (language, text) in enumerate(texts)
        ],
        PASSAGES,
    )  # fmt: skip


TEXTS = [
    ("en", "steppe horse"),
    ("en", "steppe river river"),
    ("ru", "степь лошадь"),
    ("en", "river 42"),
]


def make_units(rows):
    return pd.DataFrame(rows, columns=["passage_id", "unit_id", "weight"])


def test_weights_and_languages():
    units = make_units(
        [("p0", "A", 1.0), ("p1", "A", 0.5), ("p1", "B", 0.5), ("p2", "A", 1.0)]
    )
    counts = count_terms(make_passages(TEXTS), units, language="en", min_passages=1)
    assert counts.unit_ids == ("A", "B")
    assert counts.terms == ("horse", "river", "steppe")
    assert counts.counts.toarray().tolist() == [[1.0, 1.0, 1.5], [0.0, 1.0, 0.5]]


def test_no_passage_of_the_language():
    units = make_units([("p0", "A", 1.0)])
    with pytest.raises(InputError, match="found none in 'kk'"):
        count_terms(make_passages(TEXTS), units, language="kk")


def test_mean_position_of_a_region_by_hand():
    weights = build_table(
        [
            {"passage_id": f"p{i}", "region_id": "KZ-10", "weight": 1.0, "basis": "mention"}
            for i in range(4)
        ],
        PASSAGE_REGIONS,
    )  # fmt: skip
    positions = pd.DataFrame(
        {"passage_id": ["p0", "p1", "p2", "p3"], "position": [1.0, 3.0, -2.0, None]}
    )
    row = estimate_scale(
        make_passages(TEXTS), weights, positions, scale_id="s", period="all"
    ).iloc[0]
    # Documents d0 (1, 3) and d1 (-2; p3 has no position).
    mean = (1 + 3 - 2) / 3
    squares = (4 - 2 * mean) ** 2 + (-2 - mean) ** 2
    assert row["measure_id"] == "scale:s"
    assert row["estimate"] == pytest.approx(mean)
    assert row["standard_error"] == pytest.approx((2 * squares) ** 0.5 / 3)
    assert row["n_passages"] == 3
