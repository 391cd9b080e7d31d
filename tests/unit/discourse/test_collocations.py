"""Sequences, windows and the places around nodes: worked examples and messages."""

import math

import pandas as pd
import pytest

from discourse import (
    COLLOCATES,
    COLLOCATIONS,
    FREQUENCIES,
    build_term_sequence,
    compute_collocates,
    compute_collocations,
    compute_cooccurrences,
    compute_frequencies,
)
from ledger import InputError, check_table


def make_terms(texts, *, tokens="whitespace", languages=None):
    names = [f"d{number}" for number in range(len(texts))]
    passages = pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": languages or "en",
            "text": texts,
        }
    )
    return build_term_sequence(passages, tokens=tokens, unit="form")


def read(table, name, measure, column="value"):
    key = "collocation" if "collocation" in table else "term"
    rows = table[(table[key] == name) & (table["measure"] == measure)]
    return rows.iloc[0][column]


def test_a_worked_example_of_lambda():
    # 6 sequences of two; "a b" 3 times, "a" first 4 times, "b" second 4 times.
    terms = make_terms(["a b", "a b", "a b", "a c", "c b", "c d"])
    table = compute_collocations(terms, min_count=3, measures=["lambda", "z", "mi"])
    check_table(table, COLLOCATIONS)
    assert read(table, "a b", "lambda") == pytest.approx(
        math.log(3.5) - math.log(1.5) - math.log(1.5) + math.log(1.5)
    )
    error = math.sqrt(1 / 3.5 + 3 / 1.5)
    assert read(table, "a b", "z") == pytest.approx(math.log(3.5 / 1.5) / error)
    assert read(table, "a b", "mi") == pytest.approx(math.log2(3 / (4 * 4 / 6)))
    assert read(table, "a b", "z", "n_documents") == 3


def test_sequences_do_not_cross_marks_or_passages():
    terms = make_terms(["oil, gas oil", "gas oil. Gas"], tokens="words")
    table = compute_collocations(terms, min_count=1)
    assert set(table["collocation"]) == {"gas oil"}
    assert set(table["n"]) == {2}


def test_languages_are_counted_each_by_itself():
    terms = make_terms(["a b", "a b", "a b"], languages=["en", "kk", "kk"])
    table = compute_collocations(terms, min_count=1, measures=["z"])
    assert dict(zip(table["language"], table["n"], strict=True)) == {"en": 1, "kk": 2}
    together = compute_collocations(
        terms, min_count=1, measures=["z"], languages="together"
    )
    assert together[["language", "n"]].to_numpy().tolist() == [["all", 3]]


def test_content_words_only_keeps_the_neighbors():
    terms = make_terms(["price of oil price of oil oil price"], tokens="words")
    table = compute_collocations(terms, min_count=1, content_only=True)
    # "price oil" would be a neighbor only if "of" were taken out of the text.
    assert set(table["collocation"]) == {"oil price", "oil oil"}


def test_one_word_repeated_and_texts_too_short():
    table = compute_collocations(
        make_terms(["a a a a"]), measures=["lambda", "g2", "mi", "log_dice"]
    )
    assert read(table, "a a", "g2") == 0
    assert read(table, "a a", "mi") == 0
    assert math.isfinite(read(table, "a a", "lambda"))
    for size in (2, 5):
        empty = compute_collocations(make_terms(["a", "", "b"]), size=size)
        check_table(empty, COLLOCATIONS)
        assert empty.empty
    assert compute_collocations(make_terms([])).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"size": 1}, "size: found 1. Expected 2 to 5"),
        ({"size": 6}, "size: found 6"),
        ({"min_count": 0}, "min_count: found 0"),
        ({"measures": ["zz"]}, "measures: found 'zz'"),
        ({"size": 3, "measures": ["mi"]}, "defined for pairs"),
    ],
)
def test_wrong_options_of_sequences(options, message):
    with pytest.raises(InputError, match=message):
        compute_collocations(make_terms(["a b"]), **options)


def test_a_worked_example_of_a_window():
    # Pairs at distances 1 and 2: a-b a-c b-c b-a c-a; and of d1 b-a.
    terms = make_terms(["a b c a", "b a"])
    table = compute_cooccurrences(
        terms, window=2, min_count=1, measures=["mi", "log_dice", "t"]
    )
    check_table(table, COLLOCATIONS)
    counts = table[table["measure"] == "mi"].set_index("collocation")["n"]
    assert counts.to_dict() == {"a b": 3, "a c": 2, "b c": 1}
    # Ends of pairs: a 5, b 4, c 3 of 12.
    assert read(table, "a b", "mi") == pytest.approx(math.log2(3 / (5 * 4 / 12)))
    assert read(table, "a b", "t") == pytest.approx((3 - 20 / 12) / math.sqrt(3))
    assert read(table, "a b", "log_dice") == pytest.approx(14 + math.log2(6 / 5))
    assert read(table, "a b", "mi", "n_documents") == 2


def test_a_window_asks_both_terms_to_be_frequent():
    terms = make_terms(["a a a b", "a a"])
    table = compute_cooccurrences(terms, window=3, min_count=3, measures=["mi"])
    assert set(table["collocation"]) == {"a a"}
    assert compute_cooccurrences(terms, min_count=9).empty
    assert compute_cooccurrences(make_terms(["", ""])).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [({"window": 0}, "window: found 0"), ({"measures": ["z"]}, "measures: found 'z'")],
)
def test_wrong_options_of_windows(options, message):
    with pytest.raises(InputError, match=message):
        compute_cooccurrences(make_terms(["a b"]), **options)


def test_terms_around_a_node():
    texts = ["poor Aral region needs water", "rich Astana grows", "Aral water Aral"]
    terms = make_terms(texts)
    spans = pd.DataFrame(
        {
            "passage_id": ["d0", "d2", "d2", "d1", "d9"],
            "start": [5, 0, 11, 5, 0],
            "end": [9, 4, 15, 11, 3],
            "region_id": ["KZ-A", "KZ-A", "KZ-A", "KZ-B", "KZ-A"],
        }
    )
    table = compute_collocates(
        terms,
        spans,
        by="region_id",
        window=1,
        min_count=1,
        measures=["mi", "log_dice"],
        content_only=False,
    )
    check_table(table, COLLOCATES)
    aral = table[(table["node"] == "KZ-A") & (table["measure"] == "mi")]
    # "water" is near two nodes in d2 and counts once; the other one is too far.
    assert dict(zip(aral["term"], aral["n"], strict=True)) == {
        "poor": 1,
        "region": 1,
        "water": 1,
    }
    row = aral.set_index("term").loc["water"]
    assert (row["n_total"], row["n_nodes"], row["n_documents"]) == (2, 3, 1)
    # 8 tokens outside of the node, 3 of them near it, 2 of them water.
    assert row["value"] == pytest.approx(math.log2(1 / (2 * 3 / 8)))
    dice = table[(table["term"] == "water") & (table["measure"] == "log_dice")]
    assert dice["value"].iloc[0] == pytest.approx(14 + math.log2(2 / (3 + 2)))


def test_nodes_of_several_words_and_of_no_region():
    terms = make_terms(["East Kazakhstan region has water"])
    spans = pd.DataFrame(
        {
            "passage_id": ["d0", "d0"],
            "start": [0, 27],
            "end": [22, 30],
            "region_id": ["KZ-63", None],
        }
    )
    table = compute_collocates(
        terms, spans, by="region_id", window=1, min_count=1, content_only=False
    )
    assert set(table["node"]) == {"KZ-63"}
    assert set(table["term"]) == {"has"}


def test_no_nodes_and_missing_columns():
    terms = make_terms(["a b"])
    spans = pd.DataFrame({"passage_id": [], "start": [], "end": [], "category": []})
    empty = compute_collocates(terms, spans, by="category")
    check_table(empty, COLLOCATES)
    assert empty.empty
    with pytest.raises(InputError, match="found no column region_id"):
        compute_collocates(terms, spans, by="region_id")


def test_frequencies_per_million_and_by_document():
    terms = make_terms(["a b a", "a", "b"], languages=["en", "en", "kk"])
    table = compute_frequencies(terms)
    check_table(table, FREQUENCIES)
    row = table.set_index(["language", "term"]).loc[("en", "a")]
    assert (row["n"], row["n_documents"], row["document_share"]) == (3, 2, 1)
    assert row["per_million"] == pytest.approx(750_000)
    pairs = compute_frequencies(terms, size=2)
    assert pairs[["term", "n"]].to_numpy().tolist() == [["a b", 1], ["b a", 1]]
    assert compute_frequencies(terms, min_count=3)["term"].tolist() == ["a"]
    assert compute_frequencies(terms, size=9).empty
    with pytest.raises(InputError, match="size: found 0"):
        compute_frequencies(terms, size=0)
