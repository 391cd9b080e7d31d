"""What must hold for keyness, collocations and dispersion of any texts."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from discourse import (
    build_column_groups,
    build_term_sequence,
    compute_collocations,
    compute_cooccurrences,
    compute_dispersion,
    compute_frequencies,
    compute_keyness,
)
from discourse.corpus_statistics import dispersion_measures, sequences

TEXTS = st.lists(
    st.lists(st.sampled_from("abcd"), min_size=1, max_size=12).map(" ".join),
    min_size=2,
    max_size=8,
)
SIGNED = ["g2", "chi2", "log_ratio", "log_odds", "weighted_log_odds", "text_dispersion"]
OF_WORDS = ["g2", "chi2", "log_ratio", "percent_diff", "odds_ratio", "log_odds"]


def make_passages(texts):
    names = [f"d{number}" for number in range(len(texts))]
    return pd.DataFrame(
        {
            "passage_id": names,
            "document_id": names,
            "position": 1,
            "language": "en",
            "text": texts,
            # The first text is the target, the others the reference.
            "side": ["x"] + ["y"] * (len(texts) - 1),
        }
    )


def compare(passages, target, measures):
    terms = build_term_sequence(passages, tokens="whitespace")
    groups = build_column_groups(passages, "side", target=target)
    return compute_keyness(terms, groups, measures=measures)


def read_terms(passages):
    return build_term_sequence(passages, tokens="whitespace")


@settings(max_examples=30)
@given(texts=TEXTS, seed=st.integers(0, 99))
def test_order_of_documents_changes_nothing(texts, seed):
    passages = make_passages(texts)
    shuffled = passages.sample(frac=1, random_state=seed)
    for compute in (
        lambda rows: compare(rows, "x", [*SIGNED, "percent_diff", "odds_ratio"]),
        lambda rows: compute_collocations(read_terms(rows), min_count=1),
        lambda rows: compute_cooccurrences(read_terms(rows), min_count=1),
        lambda rows: compute_frequencies(read_terms(rows), size=2),
        lambda rows: compute_dispersion(read_terms(rows)),
    ):
        pd.testing.assert_frame_equal(compute(passages), compute(shuffled))


@settings(max_examples=30)
@given(texts=TEXTS, n_at_once=st.integers(1, 6))
def test_how_much_is_counted_at_once_changes_nothing(texts, n_at_once):
    passages = make_passages(texts)

    def compute():
        terms = read_terms(passages)
        yield compute_dispersion(terms)
        for size in (2, 3):
            yield compute_collocations(terms, size=size, min_count=1)
            yield compute_frequencies(terms, size=size)

    whole = list(compute())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sequences, "_STARTS_AT_ONCE", n_at_once)
        patch.setattr(dispersion_measures, "_CELLS_AT_ONCE", n_at_once)
        for one, two in zip(whole, compute(), strict=True):
            pd.testing.assert_frame_equal(one, two)


@settings(max_examples=30)
@given(texts=TEXTS)
def test_keyness_is_antisymmetric(texts):
    passages = make_passages(texts)
    one, other = (compare(passages, side, SIGNED) for side in ("x", "y"))
    assert one["value"].to_numpy() == pytest.approx(
        -other["value"].to_numpy(), abs=1e-9, nan_ok=True
    )
    assert one["n_target"].tolist() == other["n_reference"].tolist()


@settings(max_examples=30)
@given(texts=TEXTS)
def test_odds_ratios_of_swapped_groups_are_reciprocal(texts):
    passages = make_passages(texts)
    one, other = (
        compare(passages, side, ["odds_ratio"])["value"].to_numpy() for side in "xy"
    )
    both = np.isfinite(one) & np.isfinite(other)
    assume(both.any())
    assert one[both] * other[both] == pytest.approx(1)


@settings(max_examples=30)
@given(texts=TEXTS, cut=st.integers(1, 11))
def test_splitting_a_document_conserves_counts_of_words(texts, cut):
    passages = make_passages(texts)
    words = texts[0].split()
    assume(len(words) > cut)
    halves = passages.iloc[[0, 0]].assign(
        passage_id=["h1", "h2"],
        document_id=["h1", "h2"],
        text=[" ".join(words[:cut]), " ".join(words[cut:])],
    )
    split = pd.concat([halves, passages.iloc[1:]], ignore_index=True)
    columns = ["term", "measure", "n_target", "n_reference", "value"]
    pd.testing.assert_frame_equal(
        compare(passages, "x", OF_WORDS)[columns],
        compare(split, "x", OF_WORDS)[columns],
    )
    one, two = (compute_frequencies(read_terms(rows)) for rows in (passages, split))
    pd.testing.assert_series_equal(one["n"], two["n"])
    pd.testing.assert_series_equal(one["per_million"], two["per_million"])


@settings(max_examples=30)
@given(texts=TEXTS)
def test_counts_add_up_to_sizes(texts):
    table = compare(make_passages(texts), "x", ["g2"])
    assert table["n_target"].sum() == table["size_target"].iloc[0]
    assert table["n_reference"].sum() == table["size_reference"].iloc[0]


@settings(max_examples=30)
@given(texts=TEXTS)
def test_pairs_side_by_side_are_sequences_in_either_order(texts):
    terms = read_terms(make_passages(texts))
    near = compute_cooccurrences(terms, window=1, min_count=1, measures=["mi"])
    pairs = compute_collocations(terms, min_count=1, measures=["z"])
    either = pairs["collocation"].str.split().map(lambda words: " ".join(sorted(words)))
    counts = pairs.groupby(either)["n"].sum()
    # A window asks both terms to occur as often as the pair at least: here once.
    assert near.set_index("collocation")["n"].to_dict() == counts.to_dict()


@settings(max_examples=30)
@given(texts=TEXTS)
def test_dispersion_keeps_its_bounds(texts):
    table = compute_dispersion(read_terms(make_passages(texts)))
    values = table.pivot_table(index="term", columns="measure", values="value")
    n = table.drop_duplicates("term").set_index("term")["n"]
    for measure in ("dp", "dp_norm", "juilland_d"):
        assert values[measure].between(-1e-9, 1 + 1e-9).all()
    assert (values["arf"] <= n + 1e-9).all()
    assert (values["arf"] >= 1 - 1e-9).all()
    assert (values["dp"] <= values["dp_norm"] + 1e-9).all()


@settings(max_examples=30)
@given(texts=TEXTS)
def test_a_corpus_twice_is_spread_as_once(texts):
    once = make_passages(texts)
    again = once.assign(
        passage_id="x" + once["passage_id"], document_id="x" + once["document_id"]
    )
    both = pd.concat([once, again], ignore_index=True)
    one, two = (
        compute_dispersion(read_terms(rows), measures=["dp"]) for rows in (once, both)
    )
    assert two["value"].to_numpy() == pytest.approx(one["value"].to_numpy(), abs=1e-9)
    assert two["n"].tolist() == (2 * one["n"]).tolist()
