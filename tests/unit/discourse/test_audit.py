"""The audit of a lexicon: usage, precision, overlap, influence of its terms."""

import numpy as np
import pandas as pd
import pytest

from discourse import (
    build_lexicon,
    draw_term_samples,
    estimate_prevalence_from_weights,
    estimate_term_influence,
    estimate_term_precision,
    find_hits,
    summarize_overlap,
    summarize_terms,
)
from discourse.audit.influence import TERM_BOOTSTRAP, TERM_INFLUENCE
from discourse.audit.overlap import CATEGORY_OVERLAP
from discourse.audit.precision import TERM_PRECISION
from discourse.audit.usage import TERM_USAGE
from discourse.schemas import ANNOTATIONS, HITS, PASSAGE_REGIONS, PASSAGES
from ledger import build_empty_table, build_table, check_table

# document, region, text
ROWS = [
    ("d1", "KZ-10", "Poor villages. A remote school."),
    ("d1", "KZ-10", "The poor and the needy."),
    ("d2", "KZ-10", "Nothing of the kind."),
    ("d2", "KZ-11", "Remote areas are remote."),
    ("d3", "KZ-11", "Not poor at all, they say."),
    ("d3", "KZ-11", "A needy town."),
]
LEXICON = build_lexicon(
    {"poverty": ["poor", "needy", "destitute"], "distance": ["remote", "poor village"]},
    language="en",
)


def make_passages(rows=ROWS):
    return build_table(
        [
            {
                "passage_id": f"{document}#{number:04d}", "document_id": document,
                "position": number, "start": 0, "end": len(text), "year": 2020,
                "date": None, "language": "en", "text": text, "n_tokens": 4,
            }
            for number, (document, _, text) in enumerate(rows)
        ],
        PASSAGES,
    )  # fmt: skip


def make_weights(rows=ROWS):
    return build_table(
        [
            {
                "passage_id": f"{document}#{number:04d}", "region_id": region,
                "weight": 1.0, "basis": "mention",
            }
            for number, (document, region, _) in enumerate(rows)
        ],
        PASSAGE_REGIONS,
    )  # fmt: skip


PASSAGES_TABLE = make_passages()
HITS_TABLE = find_hits(PASSAGES_TABLE, lexicon=LEXICON)


def find_row(table, **wanted):
    for name, value in wanted.items():
        table = table[table[name] == value]
    assert len(table) == 1
    return table.iloc[0]


def test_usage_by_hand():
    table = summarize_terms(PASSAGES_TABLE, HITS_TABLE, lexicon=LEXICON)
    check_table(table, TERM_USAGE)
    poor = find_row(table, category="poverty", term="poor")
    assert (poor["n_hits"], poor["n_negated"]) == (3, 1)
    assert (poor["n_passages"], poor["n_sole_passages"]) == (2, 1)
    assert poor["share"] == pytest.approx(2 / 3)
    assert poor["role"] == "carries"
    never = find_row(table, category="poverty", term="destitute")
    assert never["role"] == "never"
    assert never["n_hits"] == 0


def test_a_term_of_two_categories_names_the_other():
    lexicon = build_lexicon({"a": ["poor"], "b": ["poor", "needy"]}, language="en")
    hits = find_hits(PASSAGES_TABLE, lexicon=lexicon)
    table = summarize_terms(PASSAGES_TABLE, hits, lexicon=lexicon)
    assert find_row(table, category="a", term="poor")["other_categories"] == "b"
    assert find_row(table, category="b", term="needy")["other_categories"] == ""


def test_usage_of_no_hits_lists_every_term():
    table = summarize_terms(PASSAGES_TABLE, build_empty_table(HITS), lexicon=LEXICON)
    assert set(table["role"]) == {"never"}
    assert len(table) == LEXICON.n_patterns
    assert table["share"].isna().all()


def test_no_lexicon_gives_an_empty_table():
    nothing = build_empty_table(HITS)
    assert summarize_terms(PASSAGES_TABLE, nothing, lexicon=[]).empty


def test_precision_of_terms_by_hand():
    judged = build_table(
        [
            {
                "passage_id": passage, "code_id": "poverty", "coder_id": "us",
                "value": value,
            }
            for passage, value in (
                ("d1#0000", 1.0), ("d1#0001", 0.0), ("d3#0005", 1.0), ("d3#0004", 0.0),
            )
        ],
        ANNOTATIONS,
    )  # fmt: skip
    table = estimate_term_precision(judged, HITS_TABLE)
    check_table(table, TERM_PRECISION)
    poor = find_row(table, term="poor")
    # d3#0004 is negated and codes nothing.
    assert (poor["n_judged"], poor["n_right"]) == (2, 1)
    assert poor["precision_low"] < 0.5 < poor["precision_high"]
    needy = find_row(table, term="needy")
    assert (needy["n_judged"], needy["n_right"]) == (2, 1)
    assert "destitute" not in set(table["term"])


def test_overlap_by_hand():
    table = summarize_overlap(PASSAGES_TABLE, HITS_TABLE)
    check_table(table, CATEGORY_OVERLAP)
    row = find_row(table, category_a="distance", category_b="poverty")
    # distance: passages 0 and 3; poverty: 0, 1 and 5.
    assert (row["n_a"], row["n_b"], row["n_both"]) == (2, 3, 1)
    assert row["jaccard"] == pytest.approx(1 / 4)
    assert row["lift"] == pytest.approx(6 * 1 / 6)
    a = np.array([1, 0, 0, 1, 0, 0])
    b = np.array([1, 1, 0, 0, 0, 1])
    assert row["phi"] == pytest.approx(np.corrcoef(a, b)[0, 1])
    # "poor villages" and "poor" share a word in passage 0.
    assert row["n_shared_words"] == 1


def test_influence_equals_prevalence_computed_again_without_the_term():
    weights = make_weights()
    table = estimate_term_influence(PASSAGES_TABLE, weights, HITS_TABLE)
    check_table(table, TERM_INFLUENCE)
    for row in table.to_dict("records"):
        rest = HITS_TABLE[
            (HITS_TABLE["category"] == row["category"])
            & (HITS_TABLE["term"] != row["term"])
        ]
        scores = estimate_prevalence_from_weights(
            PASSAGES_TABLE, weights, rest, period="all", codes=[row["category"]]
        )
        again = find_row(scores, region_id=row["region_id"])["estimate"]
        assert row["estimate_without"] == pytest.approx(again)
        assert row["change"] <= 0
    assert table["change"].min() < 0


def test_draws_of_terms_lie_between_nothing_and_everything():
    weights = make_weights()
    draws = draw_term_samples(
        PASSAGES_TABLE, weights, HITS_TABLE, rng=np.random.default_rng(1), n_draws=50
    )
    check_table(draws, TERM_BOOTSTRAP)
    whole = estimate_prevalence_from_weights(
        PASSAGES_TABLE, weights, HITS_TABLE, period="all"
    )
    for row in draws.to_dict("records"):
        top = find_row(
            whole,
            measure_id=f"prevalence:{row['category']}",
            region_id=row["region_id"],
        )["estimate"]
        assert row["estimate"] <= top + 1e-12
    own = draws[(draws["category"] == "poverty") & (draws["region_id"] == "KZ-10")]
    assert len(set(own["estimate"])) > 1


def test_a_category_of_one_term_is_the_same_in_every_draw():
    lexicon = build_lexicon({"a": ["poor"]}, language="en")
    hits = find_hits(PASSAGES_TABLE, lexicon=lexicon)
    draws = draw_term_samples(
        PASSAGES_TABLE, make_weights(), hits, rng=np.random.default_rng(1), n_draws=9
    )
    assert draws.groupby("region_id")["estimate"].nunique().eq(1).all()


def test_without_passages_the_tables_are_empty():
    nothing = build_empty_table(PASSAGE_REGIONS)
    influence = estimate_term_influence(PASSAGES_TABLE, nothing, HITS_TABLE)
    draws = draw_term_samples(
        PASSAGES_TABLE, nothing, HITS_TABLE, rng=np.random.default_rng(1)
    )
    assert influence.empty
    assert draws.empty
    pd.testing.assert_index_equal(influence.columns, pd.Index(TERM_INFLUENCE.names))
