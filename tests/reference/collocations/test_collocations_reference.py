"""Collocations against NLTK, quanteda's printed values, and published tables."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from discourse import build_term_sequence, compute_collocations, compute_cooccurrences
from discourse.corpus_statistics.association import (
    TABLE_MEASURES,
    Contingency,
    compute_log_dice,
)

HERE = Path(__file__).parent
PAIRS = ["lambda", "z", "g2", "chi2", "mi", "t", "log_dice"]


def make_terms(texts, tokens="whitespace"):
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
    return build_term_sequence(passages, tokens=tokens, unit="form")


@pytest.fixture(scope="module")
def terms():
    return make_terms(pd.read_csv(HERE / "input.csv")["text"].tolist())


def read_expected(kind):
    expected = pd.read_csv(HERE / "expected.csv")
    return expected[expected["kind"] == kind].set_index(["collocation", "measure"])


def assert_same(found, expected):
    found = found.set_index(["collocation", "measure"])
    assert len(found) == len(expected)
    found = found.loc[expected.index]
    assert found["n"].tolist() == expected["n"].tolist()
    assert found["value"].to_numpy() == pytest.approx(
        expected["value"].to_numpy(), rel=1e-6, abs=1e-9
    )


def test_sequences_as_computed_without_us(terms):
    found = pd.concat(
        [compute_collocations(terms, measures=PAIRS, min_count=1)]
        + [compute_collocations(terms, size=size, min_count=1) for size in (3, 4)]
    )
    assert_same(found, read_expected("sequence"))


def test_windows_as_computed_without_us(terms):
    found = compute_cooccurrences(
        terms, window=4, measures=["g2", "mi", "t", "log_dice"], min_count=1
    )
    assert_same(found, read_expected("window"))


def test_the_code_of_quanteda_run_in_r(terms):
    found = pd.concat(
        compute_collocations(terms, size=size, min_count=1) for size in (2, 3, 4)
    )
    expected = pd.read_csv(HERE / "expected_quanteda.csv").set_index("collocation")
    values = found.pivot_table(index="collocation", columns="measure", values="value")
    assert set(values.index) == set(expected.index)
    values = values.loc[expected.index]
    for measure in ("lambda", "z"):
        assert values[measure].to_numpy() == pytest.approx(
            expected[measure].to_numpy(), rel=1e-9, abs=1e-9
        )
    counts = found.drop_duplicates("collocation").set_index("collocation")["n"]
    assert counts.loc[expected.index].tolist() == expected["n"].tolist()


def test_what_quanteda_prints():
    texts = ["I like good ice cream.", "Me too!  I like good ice cream.", ""]
    found = compute_collocations(make_terms(texts, tokens="words"))
    values = found.pivot_table(index="collocation", columns="measure", values="value")
    assert list(values.index) == ["good ice", "i like", "ice cream", "like good"]
    assert values["lambda"].to_numpy() == pytest.approx(4.317488, abs=5e-7)
    assert values["z"].to_numpy() == pytest.approx(2.027787, abs=5e-7)


def test_what_quanteda_counts_where_full_stops_part():
    texts = [
        "a b c . . a b c . . a b c . . . a b c",
        "a b . . a b . . a b . . a b . a b",
    ]
    terms = make_terms(texts, tokens="words")
    pairs = compute_collocations(terms, measures=["z"])
    assert dict(zip(pairs["collocation"], pairs["n"], strict=True)) == {
        "a b": 9,
        "b c": 4,
    }
    triples = compute_collocations(terms, size=3, measures=["z"])
    assert dict(zip(triples["collocation"], triples["n"], strict=True)) == {"a b c": 4}


@pytest.mark.parametrize(
    "row", pd.read_csv(HERE / "published.csv").to_dict("records"), ids=str
)
def test_published_tables(row):
    table = Contingency(
        joint=np.array([row["joint"]], dtype=float),
        first=np.array([row["first"]], dtype=float),
        second=np.array([row["second"]], dtype=float),
        total=float(row["total"]),
    )
    found = TABLE_MEASURES[row["measure"]](table)[0]
    assert found == pytest.approx(row["value"], abs=row["tolerance"])


def read_ucs():
    printed = pd.read_csv(HERE / "ucs.csv")
    joint, first, second, total = (
        printed[name].to_numpy(dtype=float) for name in ("f", "f1", "f2", "n")
    )
    return printed, Contingency(joint=joint, first=first, second=second, total=total)


def test_what_ucs_writes():
    printed, table = read_ucs()
    # UCS gives chi-square and G2 a sign, and MI the base 10.
    sign = np.sign(table.joint - table.expected)
    found = {
        "mi": TABLE_MEASURES["mi"](table) * np.log10(2),
        "chi_squared": TABLE_MEASURES["chi2"](table) * sign,
        "log_likelihood": TABLE_MEASURES["g2"](table) * sign,
        "t_score": TABLE_MEASURES["t"](table),
        "dice": 2.0 ** (compute_log_dice(table.joint, table.first, table.second) - 14),
    }
    is_full = printed["source"].eq("gold").to_numpy()
    for name, values in found.items():
        expected = printed[name].to_numpy()
        assert values[is_full] == pytest.approx(expected[is_full], rel=1e-10)
    for name, half_a_digit in (("log_likelihood", 5e-8), ("t_score", 5e-9)):
        expected = printed[name].to_numpy()[~is_full]
        assert found[name][~is_full] == pytest.approx(
            expected, rel=1e-15, abs=1.01 * half_a_digit
        )
    assert (is_full.sum(), (~is_full).sum()) == (20, 18)


def test_the_two_values_that_the_manual_of_ucs_prints():
    def build(total):
        counts = ([123.0], [13168.0], [1810.0])
        joint, first, second = map(np.array, counts)
        return Contingency(joint=joint, first=first, second=second, total=total)

    # The size of the sample is not printed: one value gives it, the other must follow.
    def miss(total):
        return TABLE_MEASURES["g2"](build(total))[0] - 567.72

    total = optimize.brentq(miss, 1e6, 1e8)
    found = TABLE_MEASURES["mi"](build(total))[0] * np.log10(2)
    assert found == pytest.approx(1.4, abs=0.05)
