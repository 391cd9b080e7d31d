"""Dispersion against published values and against loops over the definitions."""

from pathlib import Path

import pandas as pd
import pytest

from discourse import build_term_sequence, compute_dispersion

HERE = Path(__file__).parent
LETTERS = [
    "b",
    "a",
    "m",
    "n",
    "i",
    "b",
    "e",
    "u",
    "p",
    "k",
    "b",
    "a",
    "s",
    "a",
    "t",
    "b",
    "e",
    "w",
    "q",
    "n",
    "b",
    "c",
    "a",
    "g",
    "a",
    "b",
    "e",
    "s",
    "t",
    "a",
    "b",
    "a",
    "g",
    "h",
    "a",
    "b",
    "e",
    "a",
    "a",
    "t",
    "b",
    "a",
    "h",
    "a",
    "a",
    "b",
    "e",
    "a",
    "x",
    "a",
]
LATER = [
    "b a m n i b e u p",
    "b a s a t b e w q n",
    "b c a g a b e s t a",
    "b a g h a b e a a t",
    "b a h a a b e a x a t",
]


def measure(texts):
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
    table = compute_dispersion(build_term_sequence(passages, tokens="whitespace"))
    return table.set_index(["term", "measure"])["value"]


def test_every_measure_as_its_definition_reads():
    found = measure(pd.read_csv(HERE / "input.csv")["text"].tolist())
    expected = pd.read_csv(HERE / "expected.csv").set_index(["term", "measure"])
    assert found.to_dict() == pytest.approx(expected["value"].to_dict(), rel=1e-12)


def test_gries_average_reduced_frequency():
    parts = [" ".join(LETTERS[start : start + 10]) for start in range(0, 50, 10)]
    assert measure(parts)["a", "arf"] == pytest.approx(10.8, abs=0.05)


def test_gries_deviation_of_proportions_and_d():
    found = measure(LATER)
    assert found["a", "dp"] == pytest.approx(0.18, abs=0.005)
    assert found["a", "dp_norm"] == pytest.approx(0.22, abs=0.005)
    assert found["a", "juilland_d"] == pytest.approx(0.785, abs=0.0005)


def make_parts(counts):
    size = max(counts)
    return [" ".join(["w"] * n + ["x"] * (size - n)) for n in counts]


def test_lijffijt_and_gries():
    assert measure(make_parts([2, 1, 0]))["w", "dp_norm"] == pytest.approx(0.5)
    assert measure(make_parts([3, 3, 3]))["w", "dp"] == pytest.approx(0, abs=1e-12)


def test_carroll():
    found = measure(make_parts([0, 4, 3, 2, 1]))
    assert found["w", "juilland_d"] == pytest.approx(0.6464, abs=0.00005)
