"""Rates of terms by year, with documents as clusters."""

import math

import pandas as pd
import pytest
from scipy import stats

from discourse import TERM_RATES, build_lexicon, estimate_term_rates, find_hits
from discourse.schemas import PASSAGES
from ledger import InputError, build_table, check_table

ROWS = [
    ("d1", 2019, "poor village and poor road"),
    ("d2", 2019, "a rich town"),
    ("d3", 2020, "no one is poor here"),
    ("d3", None, "poor without a year"),
]
LEXICON = build_lexicon({"poverty": ["poor"], "wealth": ["rich"]}, language="en")


def make_passages(rows=ROWS):
    return build_table(
        [
            {
                "passage_id": f"p{number}", "document_id": document, "position": 1,
                "start": 0, "end": len(text), "year": year, "date": None,
                "language": "en", "text": text, "n_tokens": len(text.split()),
            }
            for number, (document, year, text) in enumerate(rows)
        ],
        PASSAGES,
    )  # fmt: skip


def estimate(**options):
    passages = make_passages()
    table = estimate_term_rates(
        passages, find_hits(passages, lexicon=LEXICON), **options
    )
    check_table(table, TERM_RATES)
    return table.set_index(["by", "period"])


def test_rates_and_errors_by_hand():
    row = estimate().loc[("poverty", "2019")]
    rate = 2 / 8
    assert row["estimate"] == pytest.approx(1000 * rate)
    squares = (2 - rate * 5) ** 2 + (0 - rate * 3) ** 2
    assert row["standard_error"] == pytest.approx(1000 * (2 * squares) ** 0.5 / 8)
    half = stats.t.ppf(0.975, 1) * row["standard_error"] / row["estimate"]
    assert row["conf_low"] == pytest.approx(row["estimate"] / math.exp(half))
    assert row["conf_high"] == pytest.approx(row["estimate"] * math.exp(half))
    assert (row["n_hits"], row["n_tokens"], row["n_documents"]) == (2, 8, 2)


def test_a_year_without_the_term_is_zero_and_a_negated_hit_does_not_count():
    table = estimate()
    assert table.loc[("wealth", "2020"), "estimate"] == 0
    assert table.loc[("poverty", "2020"), "n_hits"] in (0, 1)
    assert pd.isna(table.loc[("wealth", "2020"), "standard_error"])


def test_terms_that_never_occur_have_a_series_where_asked_for():
    table = estimate(terms=["poverty", "absent"])
    assert table.loc["absent", "estimate"].tolist() == [0, 0]
    assert "wealth" not in table.index.get_level_values("by")


def test_series_by_term():
    assert set(estimate(by="term").index.get_level_values("by")) == {"poor", "rich"}


def test_without_years_there_is_no_trend():
    passages = make_passages([("d", None, "poor")])
    hits = find_hits(passages, lexicon=LEXICON)
    with pytest.raises(InputError, match="found no year"):
        estimate_term_rates(passages, hits)
