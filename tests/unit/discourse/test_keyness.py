"""Keyness: worked examples, undefined values, languages, weights, messages."""

import math

import numpy as np
import pandas as pd
import pytest

from discourse import (
    KEYNESS,
    build_column_groups,
    build_region_groups,
    build_term_sequence,
    compute_keyness,
    estimate_keyness,
)
from ledger import InputError, MethodError, check_table

TEXTS = ["oil oil oil steppe", "oil gas", "wheat steppe steppe oil wheat wheat"]
EVERY = [
    "g2",
    "chi2",
    "log_ratio",
    "percent_diff",
    "odds_ratio",
    "log_odds",
    "weighted_log_odds",
    "text_dispersion",
]


def make_passages(texts=TEXTS, sides=("west", "west", "north"), language="en"):
    names = [f"d{number}" for number in range(1, len(texts) + 1)]
    return pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": language,
            "text": texts,
            "side": list(sides),
        }
    )


def compare(passages, target="west", **options):
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_column_groups(passages, "side", target=target)
    return compute_keyness(terms, groups, **options)


def read(table, term, measure, column="value"):
    rows = table[(table["term"] == term) & (table["measure"] == measure)]
    return rows.iloc[0][column]


def test_a_worked_example():
    # oil: 4 of 6 tokens in the west, 1 of 6 in the north.
    table = compare(make_passages(), measures=EVERY, prior_size=12)
    check_table(table, KEYNESS)
    row = table[table["term"] == "oil"].iloc[0]
    assert (row["n_target"], row["n_reference"]) == (4, 1)
    assert (row["size_target"], row["size_reference"]) == (6, 6)
    assert (row["n_documents_target"], row["n_documents_reference"]) == (2, 1)
    assert read(table, "oil", "log_ratio") == pytest.approx(2)
    assert read(table, "oil", "percent_diff") == pytest.approx(300)
    assert read(table, "oil", "odds_ratio") == pytest.approx((4 / 2) / (1 / 5))
    assert read(table, "oil", "chi2") == pytest.approx(12 * (4 * 5 - 1 * 2) ** 2 / 1260)
    g2 = 2 * sum(
        n * math.log(n / e) for n, e in ((4, 2.5), (1, 2.5), (2, 3.5), (5, 3.5))
    )
    assert read(table, "oil", "g2") == pytest.approx(g2)
    # The prior holds 12 tokens as in both groups together: 5 of them are oil.
    delta = math.log(9 / 9) - math.log(6 / 12)
    assert read(table, "oil", "log_odds") == pytest.approx(delta)
    zeta = delta / math.sqrt(1 / 9 + 1 / 6)
    assert read(table, "oil", "weighted_log_odds") == pytest.approx(zeta)
    # Every document has oil, so its dispersion says nothing.
    assert read(table, "oil", "text_dispersion") == 0


def test_text_dispersion_counts_documents():
    # steppe: 1 of 2 documents against 1 of 1, although 1 token against 2.
    table = compare(make_passages(), measures=["text_dispersion", "g2"])
    table_of_documents = ((1, 4 / 3), (1, 2 / 3), (1, 2 / 3))
    g2 = 2 * sum(n * math.log(n / e) for n, e in table_of_documents)
    assert read(table, "steppe", "text_dispersion") == pytest.approx(-g2)


def test_rarer_in_the_target_is_negative():
    table = compare(make_passages(), measures=["g2", "chi2"])
    assert read(table, "wheat", "g2") < 0
    assert read(table, "wheat", "chi2") < 0
    assert read(table, "gas", "g2") > 0


def test_a_ratio_to_nothing_is_missing_and_says_so():
    table = compare(make_passages(), measures=EVERY)
    assert math.isnan(read(table, "gas", "log_ratio"))
    assert read(table, "gas", "log_ratio", "note") == (
        "undefined: absent from the reference"
    )
    assert math.isnan(read(table, "wheat", "log_ratio"))
    assert "absent from the target" in read(table, "wheat", "log_ratio", "note")
    assert read(table, "wheat", "percent_diff") == -100
    assert read(table, "wheat", "odds_ratio") == 0
    for measure in ("g2", "chi2", "log_odds", "weighted_log_odds", "text_dispersion"):
        assert math.isfinite(read(table, "gas", measure))


def test_a_stand_in_for_zero_is_stated():
    table = compare(make_passages(), measures=["log_ratio"], zero_count=0.5)
    assert read(table, "gas", "log_ratio") == pytest.approx(1)
    assert read(table, "gas", "log_ratio", "note") == "0 in the reference taken as 0.5"
    assert read(table, "gas", "log_ratio", "n_reference") == 0


def test_one_word_alone_has_no_keyness():
    passages = make_passages(["a a a", "a"], ["west", "north"])
    table = compare(passages, measures=EVERY)
    assert read(table, "a", "g2") == 0
    assert read(table, "a", "log_ratio") == 0
    assert math.isnan(read(table, "a", "odds_ratio"))
    assert "this term alone" in read(table, "a", "odds_ratio", "note")


def test_languages_are_compared_each_by_itself():
    texts = ["oil wheat", "oil oil", "мұнай", "мұнай дала"]
    passages = make_passages(texts, ["west", "north", "west", "north"])
    passages["language"] = ["en", "en", "kk", "kk"]
    each = compare(passages, measures=["log_ratio"])
    assert each[["language", "term"]].to_numpy().tolist() == [
        ["en", "oil"],
        ["en", "wheat"],
        ["kk", "дала"],
        ["kk", "мұнай"],
    ]
    oil = each[each["term"] == "oil"].iloc[0]
    assert (oil["size_target"], oil["value"]) == (2, -1)
    together = compare(passages, measures=["log_ratio"], languages="together")
    assert set(together["language"]) == {"all"}
    assert read(together, "oil", "log_ratio", "size_target") == 3


def test_a_language_of_one_side_alone_says_so():
    passages = make_passages(["oil", "oil", "мұнай"])
    passages["language"] = ["en", "en", "kk"]
    passages["side"] = ["west", "north", "west"]
    table = compare(passages, measures=["g2"])
    assert math.isnan(read(table, "мұнай", "g2"))
    assert "no text of the reference" in read(table, "мұнай", "g2", "note")
    passages["language"] = ["en", "kk", "en"]
    with pytest.raises(MethodError, match="no language with text in both"):
        compare(passages)


def test_weighted_passages_give_part_of_their_words():
    passages = make_passages(["oil oil gas", "oil gas gas"], ["", ""])
    regions = pd.DataFrame(
        {
            "passage_id": ["d1", "d2", "d2"],
            "region_id": ["KZ-1", "KZ-1", "KZ-2"],
            "weight": [1.0, 0.5, 0.5],
        }
    )
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_region_groups(passages, regions, target=["KZ-1"])
    table = compute_keyness(terms, groups, measures=["log_ratio"])
    oil = table[table["term"] == "oil"].iloc[0]
    assert (oil["n_target"], oil["n_reference"]) == (2.5, 0.5)
    assert (oil["size_target"], oil["size_reference"]) == (4.5, 1.5)
    assert (oil["n_documents_target"], oil["n_documents_reference"]) == (2, 1)
    assert oil["value"] == pytest.approx(math.log2((2.5 / 4.5) / (0.5 / 1.5)))


def test_passages_of_one_document_may_be_on_both_sides():
    passages = make_passages(["oil oil", "gas oil"], ["west", "north"])
    passages["document_id"] = "d"
    table = compare(passages, measures=["log_ratio", "text_dispersion"])
    assert read(table, "oil", "log_ratio") == 1
    assert read(table, "oil", "text_dispersion", "n_documents_target") == 1
    assert read(table, "oil", "text_dispersion", "n_documents_reference") == 1


def test_rare_terms_and_function_words_get_no_rows_but_count():
    passages = make_passages(["the oil", "the the gas"], ["west", "north"])
    terms = build_term_sequence(passages, unit="form")
    groups = build_column_groups(passages, "side", target="west")
    table = compute_keyness(terms, groups, content_only=True)
    assert set(table["term"]) == {"oil", "gas"}
    assert set(table["size_reference"]) == {3}
    assert set(compute_keyness(terms, groups, min_count=3)["term"]) == {"the"}
    assert compute_keyness(terms, groups, min_count=9).empty


def test_terms_of_few_documents_get_no_rows():
    table = compare(make_passages(), measures=["g2"], min_documents=2)
    assert set(table["term"]) == {"oil", "steppe"}
    assert set(table["size_target"]) == {6}


def test_names_can_be_left_out_of_the_rows_and_stay_in_the_sizes():
    table = compare(make_passages(), measures=["g2"], without=["oil", "nobody"])
    assert set(table["term"]) == {"gas", "steppe", "wheat"}
    assert set(table["size_target"]) == {6}


def test_no_passages_give_an_empty_table():
    passages = make_passages([], [])
    groups = build_column_groups(make_passages(), "side", target="west")
    table = compute_keyness(build_term_sequence(passages), groups)
    check_table(table, KEYNESS)
    assert table.empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": ["log_rato"]}, "Did you mean 'log_ratio'"),
        ({"languages": "all"}, "languages: found 'all'"),
        ({"min_count": 0}, "min_count: found 0"),
        ({"prior_size": -1}, "prior_size: found -1"),
        ({"zero_count": 0}, "zero_count: found 0"),
    ],
)
def test_wrong_options_are_named(options, message):
    with pytest.raises(InputError, match=message):
        compare(make_passages(), **options)


def test_estimates_carry_the_values_and_their_error():
    rng = np.random.default_rng(3)
    texts = [
        " ".join(rng.choice(["a", "b", "c"], p=p, size=80))
        for p in [(0.6, 0.2, 0.2)] * 8 + [(0.2, 0.4, 0.4)] * 8
    ]
    passages = make_passages(texts, ["west"] * 8 + ["north"] * 8)
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_column_groups(passages, "side", target="west")
    plain = compute_keyness(terms, groups, measures=EVERY)
    table = estimate_keyness(
        terms, groups, rng=np.random.default_rng(1), n_resamples=199, measures=EVERY
    )
    check_table(table, KEYNESS)
    pd.testing.assert_series_equal(table["value"], plain["value"])
    assert plain["p_value"].isna().all()
    row = table[(table["term"] == "a") & (table["measure"] == "log_ratio")].iloc[0]
    assert row["conf_low"] < row["value"] < row["conf_high"]
    assert row["conf_low"] > 0.5
    # None of 64 times 199 permutations comes near.
    assert row["p_value"] == pytest.approx(1 / (64 * 199 + 1), rel=3)
    assert row["p_value"] < 1 / 200
    assert row["p_adjusted"] >= row["p_value"]
    assert table[table["measure"] == "g2"]["conf_low"].isna().all()
    same = estimate_keyness(
        terms, groups, rng=np.random.default_rng(1), n_resamples=199, measures=EVERY
    )
    pd.testing.assert_frame_equal(table, same)


def test_a_word_of_one_side_has_an_open_interval():
    texts = ["oil gas"] * 6 + ["gas gas"] * 6
    passages = make_passages(texts, ["west"] * 6 + ["north"] * 6)
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_column_groups(passages, "side", target="west")
    table = estimate_keyness(
        terms,
        groups,
        rng=np.random.default_rng(1),
        n_resamples=99,
        measures=["log_ratio"],
        zero_count=0.5,
    )
    assert math.isfinite(read(table, "oil", "log_ratio"))
    assert math.isnan(read(table, "oil", "log_ratio", "conf_high"))
    assert "no upper bound" in read(table, "oil", "log_ratio", "note")


def test_few_documents_have_no_interval_and_one_has_p_one():
    passages = make_passages()
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_column_groups(passages, "side", target="west")
    table = estimate_keyness(terms, groups, rng=np.random.default_rng(1))
    notes = table[table["measure"] == "log_ratio"]["note"]
    assert notes.str.contains("fewer than 5 documents").all()
    pair = make_passages(["oil", "gas"], ["west", "north"])
    table = estimate_keyness(
        build_term_sequence(pair, tokens="whitespace"),
        build_column_groups(pair, "side", target="west"),
        rng=np.random.default_rng(1),
    )
    assert (table["p_value"] == 1).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n_resamples": 0}, "n_resamples: found 0"),
        ({"confidence_level": 95}, "confidence_level: found 95"),
        ({"adjustment": "bonferroni"}, "adjustment: found 'bonferroni'"),
    ],
)
def test_wrong_options_of_estimates_are_named(options, message):
    passages = make_passages()
    with pytest.raises(InputError, match=message):
        estimate_keyness(
            build_term_sequence(passages, tokens="whitespace"),
            build_column_groups(passages, "side", target="west"),
            rng=np.random.default_rng(1),
            **options,
        )
