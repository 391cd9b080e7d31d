"""Dispersion: worked examples, parts of every kind, degenerate corpora, messages."""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from discourse import (
    DISPERSION,
    build_term_sequence,
    compute_dispersion,
    estimate_dispersion,
)
from discourse.corpus_statistics import dispersion_resampling
from ledger import InputError, check_table


def make_passages(texts, **columns):
    names = [f"d{number}" for number in range(1, len(texts) + 1)]
    return pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "en",
            "text": texts,
            **columns,
        }
    )


def read_terms(passages):
    return build_term_sequence(passages, tokens="whitespace")


def read(table, term, measure, column="value"):
    rows = table[(table["term"] == term) & (table["measure"] == measure)]
    return rows.iloc[0][column]


def test_a_worked_example():
    # Sizes 4, 2, 2 (shares 1/2, 1/4, 1/4); "oil" 3, 1, 0.
    table = compute_dispersion(
        read_terms(make_passages(["oil oil oil x", "oil x", "x x"]))
    )
    check_table(table, DISPERSION)
    assert read(table, "oil", "dp", "n") == 4
    assert read(table, "oil", "dp", "n_parts") == 3
    assert read(table, "oil", "dp", "n_parts_with") == 2
    dp = (abs(3 / 4 - 1 / 2) + abs(1 / 4 - 1 / 4) + 1 / 4) / 2
    assert read(table, "oil", "dp") == pytest.approx(dp)
    assert read(table, "oil", "dp_norm") == pytest.approx(dp / (1 - 1 / 4))
    rates = np.array([3 / 4, 1 / 2, 0])
    d = 1 - rates.std() / rates.mean() / math.sqrt(2)
    assert read(table, "oil", "juilland_d") == pytest.approx(d)
    # oil stands at 0 1 2 4 of 8 tokens: distances 4 1 1 2, none counts beyond 2.
    assert read(table, "oil", "arf") == pytest.approx((2 + 1 + 1 + 2) / 2)


def test_years_as_parts_and_passages_without_one():
    passages = make_passages(
        ["oil x", "oil oil", "x x", "oil"], year=[2018, 2019, 2019, None]
    )
    table = compute_dispersion(read_terms(passages), passages, by="year")
    assert set(table["measure"]) == {"dp", "dp_norm", "juilland_d"}
    assert read(table, "oil", "dp", "n") == 3
    assert read(table, "oil", "dp", "n_parts") == 2
    assert read(table, "oil", "dp") == pytest.approx(abs(1 / 3 - 2 / 6))


def test_regions_as_parts_take_weights():
    passages = make_passages(["oil x", "oil oil"])
    places = pd.DataFrame(
        {
            "passage_id": ["d1", "d2", "d2"],
            "region_id": ["KZ-1", "KZ-1", "KZ-2"],
            "weight": [1.0, 0.5, 0.5],
        }
    )
    table = compute_dispersion(read_terms(passages), places, by="region_id")
    # Sizes 3 and 1, occurrences 2 and 1.
    assert read(table, "oil", "dp", "n") == 3
    assert read(table, "oil", "dp") == pytest.approx(3 / 4 - 2 / 3)


def test_one_part_has_no_dispersion_but_dp_zero():
    table = compute_dispersion(read_terms(make_passages(["a a b"])))
    assert read(table, "a", "dp") == 0
    assert math.isnan(read(table, "a", "dp_norm"))
    assert math.isnan(read(table, "a", "juilland_d"))
    assert "one part" in read(table, "a", "juilland_d", "note")
    assert read(table, "b", "arf") == 1


def test_the_same_word_everywhere_is_even():
    table = compute_dispersion(read_terms(make_passages(["a a", "a", "a a a"])))
    values = table.set_index("measure")["value"]
    assert values.to_dict() == pytest.approx(
        {"arf": 6, "dp": 0, "dp_norm": 0, "juilland_d": 1}, abs=1e-12
    )


def test_empty_documents_are_no_parts_and_no_text_no_rows():
    table = compute_dispersion(read_terms(make_passages(["a b", "", "a"])))
    assert read(table, "a", "dp", "n_parts") == 2
    assert compute_dispersion(read_terms(make_passages(["", ""]))).empty
    assert compute_dispersion(read_terms(make_passages([]))).empty


def test_intervals_hold_the_value_and_repeat_with_the_seed():
    rng = np.random.default_rng(4)
    texts = [
        " ".join(rng.choice(["a", "b", "c"], p=[0.6, 0.3, 0.1], size=30))
        for _ in range(12)
    ]
    terms = read_terms(make_passages([*texts, "rare rare rare rare rare"]))
    one, two = (
        estimate_dispersion(terms, rng=np.random.default_rng(2), n_resamples=50)
        for _ in range(2)
    )
    check_table(one, DISPERSION)
    pd.testing.assert_frame_equal(one, two)
    assert set(one["confidence_level"]) == {0.95}
    for measure in ("dp", "juilland_d", "arf"):
        row = one[(one["term"] == "a") & (one["measure"] == measure)].iloc[0]
        assert row["conf_low"] < row["value"] < row["conf_high"]
    assert math.isnan(read(one, "rare", "dp", "conf_low"))
    for measure in ("dp", "arf"):
        assert "fewer than 5 documents" in read(one, "rare", measure, "note")
    plain = compute_dispersion(terms, min_count=5)
    pd.testing.assert_series_equal(one["value"], plain["value"])


def test_intervals_of_years_draw_documents():
    rng = np.random.default_rng(4)
    texts = [" ".join(rng.choice(["a", "b"], size=20)) for _ in range(24)]
    passages = make_passages(texts, year=[2018, 2019, 2020] * 8)
    table = estimate_dispersion(
        read_terms(passages), passages, by="year", rng=rng, n_resamples=50
    )
    assert (table["conf_low"] <= table["value"]).all()
    assert (table["conf_high"] > table["value"]).all()
    two = estimate_dispersion(
        read_terms(passages[:2]), passages[:2], by="year", rng=rng, min_count=1
    )
    assert two["conf_low"].isna().all()


def test_parts_that_look_like_documents_are_drawn_as_parts():
    # As many years as documents, in the same order, but with other borders.
    passages = make_passages(["a b", "a a", "b b"] * 4)
    passages["document_id"] = [f"d{number // 2}" for number in range(12)]
    passages["passage_id"] = [f"p{number:02d}" for number in range(12)]
    passages["position"] = range(12)
    passages["year"] = [
        2010,
        2010,
        2010,
        2011,
        2011,
        2012,
        2012,
        2013,
        2013,
        2014,
        2015,
        2015,
    ]
    table = estimate_dispersion(
        read_terms(passages),
        passages,
        by="year",
        rng=np.random.default_rng(1),
        n_resamples=30,
    )
    assert table["value"].notna().all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "year"}, "places, by: found one without the other"),
        ({"places": make_passages(["a"]), "by": "year"}, "found no column 'year'"),
        ({"measures": ["dq"]}, "measures: found 'dq'"),
        ({"min_count": 0}, "min_count: found 0"),
        (
            {
                "places": make_passages(["a"], year=1),
                "by": "year",
                "measures": ["arf"],
            },
            "knows no parts",
        ),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(InputError, match=message):
        compute_dispersion(read_terms(make_passages(["a b"])), **options)


def test_a_wrong_level():
    with pytest.raises(InputError, match="Expected a share between 0 and 1"):
        estimate_dispersion(
            read_terms(make_passages(["a"])),
            rng=np.random.default_rng(1),
            confidence_level=95,
        )


def test_one_draw_gives_no_interval_at_all():
    with pytest.raises(InputError, match="at least 2 draws"):
        estimate_dispersion(
            read_terms(make_passages(["a"])),
            rng=np.random.default_rng(1),
            n_resamples=1,
        )


def draw_texts(n_documents):
    rng = np.random.default_rng(6)
    return [
        " ".join(rng.choice(["a", "b", "c", "d"], p=share, size=rng.integers(5, 25)))
        for share in rng.dirichlet([1, 1, 1, 1], size=n_documents)
    ]


@pytest.mark.parametrize("n_groups", [3, 4, 11, 50])
def test_intervals_of_arf_leave_out_documents_one_by_one_or_in_groups(n_groups):
    texts = [*draw_texts(11), ""]
    passages = make_passages(texts)
    table = estimate_dispersion(
        read_terms(passages),
        rng=np.random.default_rng(1),
        measures=["arf"],
        n_resamples=n_groups,
    )
    table = table[table["note"].isna()]
    assert len(table) == 4
    # An empty document is none: 11 are left out, in 3, 4 or 11 groups.
    n = min(n_groups, 11)
    cuts = [number * 11 // n for number in range(n + 1)]
    groups = [range(low, high) for low, high in pairwise(cuts)]
    n_tokens = passages["text"].str.split().str.len()
    scaled = []
    for group in groups:
        rest = compute_dispersion(
            read_terms(passages.drop(index=list(group))), measures=["arf"]
        )
        values = rest.set_index("term")["value"].reindex(table["term"])
        share_left = 1 - n_tokens.iloc[list(group)].sum() / n_tokens.sum()
        scaled.append(values.to_numpy() / share_left)
    away = np.array(scaled) - np.mean(scaled, axis=0)
    error = np.sqrt((n - 1) / n * (away**2).sum(axis=0))
    factor = np.exp(stats.t.ppf(0.975, n - 1) * error / table["value"].to_numpy())
    assert table["conf_high"].to_numpy() == pytest.approx(table["value"] * factor)
    low = np.maximum(table["value"].to_numpy() / factor, 1)
    assert table["conf_low"].to_numpy() == pytest.approx(low)


def test_blocks_of_terms_change_no_interval(monkeypatch):
    terms = read_terms(make_passages(draw_texts(9)))
    one, two = (
        monkeypatch.setattr(dispersion_resampling, "_BLOCK", size)
        or estimate_dispersion(terms, rng=np.random.default_rng(1), measures=["arf"])
        for size in (1 << 17, 7)
    )
    pd.testing.assert_frame_equal(one, two)


def test_a_term_that_is_left_out_whole_has_no_interval():
    # All of "oil" stands in one of the two groups of documents.
    texts = ["oil x"] * 5 + ["x x"] * 5
    table = estimate_dispersion(
        read_terms(make_passages(texts)),
        rng=np.random.default_rng(1),
        measures=["arf"],
        n_resamples=2,
    )
    assert math.isnan(read(table, "oil", "arf", "conf_low"))
    assert "no occurrence" in read(table, "oil", "arf", "note")
    one = estimate_dispersion(
        read_terms(make_passages(["oil oil oil oil oil x"])),
        rng=np.random.default_rng(1),
    )
    assert one["conf_low"].isna().all()
    nothing = estimate_dispersion(
        read_terms(make_passages(["a b", "b a"])), rng=np.random.default_rng(1)
    )
    assert nothing.empty
