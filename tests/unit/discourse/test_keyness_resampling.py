"""Permutations and draws of documents against full enumeration."""

from itertools import combinations

import numpy as np
import pytest
from scipy import sparse

from discourse.corpus_statistics.keyness_resampling import (
    GroupCounts,
    draw_intervals,
    permute_documents,
)


def make_counts(target, reference, sizes_target, sizes_reference):
    return GroupCounts(
        target=sparse.csr_array(np.array(target, dtype=float)),
        reference=sparse.csr_array(np.array(reference, dtype=float)),
        sizes_target=np.array(sizes_target, dtype=float),
        sizes_reference=np.array(sizes_reference, dtype=float),
    )


def enumerate_p(counts, sizes, n_target):
    """Compute the exact two-sided p over all ways to label the parts."""
    counts, sizes = np.array(counts, float), np.array(sizes, float)

    def differ(chosen):
        own, size = counts[chosen].sum(), sizes[chosen].sum()
        return abs(own / size - (counts.sum() - own) / (sizes.sum() - size))

    everything = range(len(counts))
    observed = differ(list(everything)[:n_target])
    reached = [
        differ(list(chosen)) >= observed - 1e-12
        for chosen in combinations(everything, n_target)
    ]
    return float(np.mean(reached))


def test_p_is_that_of_all_permutations():
    target, reference = [4, 2, 0], [0, 1, 0, 1]
    sizes = [10, 8, 12], [9, 10, 20, 7]
    counts = make_counts(
        [[n] for n in target] + [[0]] * 4,
        [[0]] * 3 + [[n] for n in reference],
        sizes[0] + [0] * 4,
        [0] * 3 + sizes[1],
    )
    exact = enumerate_p(target + reference, sizes[0] + sizes[1], 3)
    found = permute_documents(
        counts, n_permutations=20_000, rng=np.random.default_rng(1)
    )
    assert found[0] == pytest.approx(exact, abs=0.01)


def test_a_document_on_both_sides_is_two_parts():
    counts = make_counts([[3], [0]], [[1], [2]], [5, 0], [5, 8])
    exact = enumerate_p([3, 1, 2], [5, 5, 8], 1)
    found = permute_documents(
        counts, n_permutations=20_000, rng=np.random.default_rng(1)
    )
    assert found[0] == pytest.approx(exact, abs=0.01)


def test_ties_count_so_that_equal_documents_have_p_one():
    ones = np.full((6, 1), 0.1)
    counts = make_counts(
        ones * [[1], [1], [1], [0], [0], [0]],
        ones * [[0], [0], [0], [1], [1], [1]],
        [0.7] * 3 + [0] * 3,
        [0] * 3 + [0.7] * 3,
    )
    found = permute_documents(counts, n_permutations=99, rng=np.random.default_rng(1))
    assert found.tolist() == [1.0]


def test_a_side_without_text_has_no_p():
    counts = make_counts([[1]], [[0]], [5], [0])
    found = permute_documents(counts, n_permutations=9, rng=np.random.default_rng(1))
    assert np.isnan(found).all()


def test_equal_documents_have_an_interval_of_no_width():
    sides = np.eye(2).repeat(6, axis=0)
    counts = make_counts(
        sides[:, :1] * 4, sides[:, 1:] * 2, sides[:, 0] * 10, sides[:, 1] * 10
    )
    low, high = draw_intervals(
        counts,
        ["log_ratio"],
        prior_size=500,
        confidence_level=0.95,
        n_resamples=99,
        rng=np.random.default_rng(1),
    )["log_ratio"]
    assert low == pytest.approx([1.0], abs=1e-6)
    assert high == pytest.approx([1.0], abs=1e-6)
