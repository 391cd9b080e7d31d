"""Lexical diversity and the curve of types."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from discourse import (
    DIVERSITY,
    TYPE_TOKEN_CURVE,
    build_term_sequence,
    compute_diversity,
    compute_type_token_curve,
)
from ledger import InputError, check_table


def read_terms(texts):
    names = [f"d{number}" for number in range(len(texts))]
    passages = pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "en",
            "text": texts,
        }
    )
    return build_term_sequence(passages, tokens="whitespace")


def measure(text, **options):
    table = compute_diversity(read_terms([text]), **options)
    check_table(table, DIVERSITY)
    return table.set_index("measure")


def test_worked_examples():
    found = measure("a b a c a b d", window=3, segment=3)
    assert found.loc["ttr", "value"] == pytest.approx(4 / 7)
    assert "length" in found.loc["ttr", "note"]
    # Types in windows of three: 2 3 2 3 3; in segments: 2 3.
    assert found.loc["mattr", "value"] == pytest.approx((2 + 3 + 2 + 3 + 3) / 5 / 3)
    assert found.loc["sttr", "value"] == pytest.approx((2 + 3) / 2 / 3)


def test_mtld_of_a_worked_example():
    # Forward: "a b a" falls to 2/3, "c a c" again, then "d" is a rest of ratio 1.
    # Backward: "d c a c" stays at 3/4, "a" makes it 3/5; "b a" is a rest of ratio 1.
    found = measure("a b a c a c d", measures=["mtld"])
    assert found.loc["mtld", "value"] == pytest.approx((7 / 2 + 7 / 1) / 2)
    part = measure("a b c a", measures=["mtld"])
    factors = (1 - 3 / 4) / (1 - 0.72)
    assert part.loc["mtld", "value"] == pytest.approx(4 / factors)


def test_the_moving_window_is_that_of_all_windows_counted():
    rng = np.random.default_rng(1)
    words = rng.choice(list("abcdefgh"), size=200).tolist()
    found = measure(" ".join(words), window=25, measures=["mattr"])
    ratios = [len(set(words[i : i + 25])) / 25 for i in range(176)]
    assert found.loc["mattr", "value"] == pytest.approx(np.mean(ratios))


def test_the_moving_window_does_not_fall_with_length_as_types_over_tokens_do():
    rng = np.random.default_rng(1)
    words = rng.zipf(1.3, size=8000).clip(max=500).astype(str)
    short, long = (measure(" ".join(words[:n])) for n in (800, 8000))
    assert long.loc["ttr", "value"] < short.loc["ttr", "value"] / 2
    assert long.loc["mattr", "value"] == pytest.approx(
        short.loc["mattr", "value"], abs=0.03
    )


def test_texts_too_short_and_without_a_repetition():
    found = measure("a b c")
    assert found["value"].notna().to_dict() == {
        "ttr": True,
        "mattr": False,
        "sttr": False,
        "mtld": False,
    }
    assert found.loc["mattr", "note"] == "shorter than 100 tokens"
    assert found.loc["mtld", "note"] == "no word is repeated"
    assert measure("a a a a", measures=["mtld"]).loc["mtld", "value"] == 2
    assert compute_diversity(read_terms(["", ""])).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measures": ["voc"]}, "measures: found 'voc'"),
        ({"window": 0}, "window: found 0"),
    ],
)
def test_wrong_options(options, message):
    with pytest.raises(InputError, match=message):
        compute_diversity(read_terms(["a"]), **options)


def test_the_curve_is_observed_and_expected():
    words = ["a", "a", "b", "c", "a"]
    table = compute_type_token_curve(read_terms([" ".join(words)]), n_points=5)
    check_table(table, TYPE_TOKEN_CURVE)
    assert table["n_tokens"].tolist() == [1, 2, 3, 4, 5]
    assert table["n_types"].tolist() == [1, 1, 2, 3, 3]
    # The mean over all ways to draw n of the tokens.
    expected = [
        np.mean([len(set(drawn)) for drawn in combinations(words, n)])
        for n in range(1, 6)
    ]
    assert table["n_types_expected"].to_numpy() == pytest.approx(expected)


def test_the_curve_of_little_text():
    assert compute_type_token_curve(read_terms([])).empty
    one = compute_type_token_curve(read_terms(["a"]))
    assert one[["n_tokens", "n_types", "n_types_expected"]].to_numpy().tolist() == [
        [1, 1, pytest.approx(1)]
    ]
    assert compute_type_token_curve(read_terms([""])).empty
    with pytest.raises(InputError, match="n_points: found 0"):
        compute_type_token_curve(read_terms(["a"]), n_points=0)
