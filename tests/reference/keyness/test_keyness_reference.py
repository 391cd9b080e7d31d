"""Keyness against scipy, quanteda's published values, and Monroe's formula."""

from pathlib import Path

import pandas as pd
import pytest

from discourse import build_column_groups, build_term_sequence, compute_keyness

HERE = Path(__file__).parent
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


def compare(passages, measures):
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_column_groups(passages, "side", target="target")
    table = compute_keyness(terms, groups, measures=measures)
    return table.set_index(["term", "measure"])


def test_every_measure_as_computed_without_us():
    passages = pd.read_csv(HERE / "input.csv").assign(position=1, language="en")
    passages["passage_id"] = passages["document_id"]
    found = compare(passages, EVERY)
    expected = pd.read_csv(HERE / "expected.csv").set_index(["term", "measure"])
    assert len(found) == len(expected)
    found = found.loc[expected.index]
    for ours, theirs in (
        ("n_target", "n_target"),
        ("n_reference", "n_reference"),
        ("value", "value"),
        ("p_naive", "p"),
    ):
        assert found[ours].to_numpy(dtype=float) == pytest.approx(
            expected[theirs].to_numpy(dtype=float), rel=1e-9, abs=1e-12, nan_ok=True
        )


def test_the_formulas_of_quanteda_run_in_r():
    passages = pd.read_csv(HERE / "input.csv").assign(position=1, language="en")
    passages["passage_id"] = passages["document_id"]
    names = {"chi2": "chi2", "lr": "g2"}
    table = compare(passages, list(names.values()))
    expected = pd.read_csv(HERE / "expected_quanteda.csv")
    keys = pd.MultiIndex.from_arrays([expected["term"], expected["measure"].map(names)])
    found = table.loc[keys]
    n_target, n_reference = found["n_target"], found["n_reference"]
    sizes = found["size_target"], found["size_reference"]
    n = sum(sizes)
    term = n_target + n_reference
    q = 1 + (n / sizes[0] + n / sizes[1] - 1) * (n / term + n / (n - term) - 1) / (
        6 * n
    )
    # They hold no empty cell, for which quanteda leaves q out.
    assert (found[["n_target", "n_reference"]] > 0).all(axis=None)
    is_divided = (expected["correction"] == "williams").to_numpy()
    ours = found["value"].to_numpy() / q.where(is_divided, 1).to_numpy()
    # The program adds 1e-9 to each quotient of lr, hence 2e-9 n to the sum.
    tiny = 2.01e-9 * n.iloc[0]
    assert ours == pytest.approx(expected["value"].to_numpy(), rel=1e-9, abs=tiny)
    assert len(expected) == 27


def test_quanteda_with_the_corrections_written_out():
    passages = pd.DataFrame(
        {
            "passage_id": ["d1", "d2"],
            "document_id": ["d1", "d2"],
            "position": 1,
            "language": "en",
            "text": ["b b b b b b b a a a", "a a a a a a a b b"],
            "side": ["target", "reference"],
        }
    )
    found = compare(passages, ["chi2", "g2"])["value"]
    n, rows, columns = 19, (10, 9), (9, 10)
    q = 1 + (n * sum(1 / r for r in rows) - 1) * (
        n * sum(1 / c for c in columns) - 1
    ) / (6 * n)
    assert found["b", "chi2"] / q == pytest.approx(4.017626, abs=5e-7)
    assert found["b", "g2"] / q == pytest.approx(4.2008, abs=5e-5)
    assert found["a", "chi2"] == pytest.approx(-found["b", "chi2"])
