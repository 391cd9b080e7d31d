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


def enumerate_p(counts, n_target):
    """Compute the exact p over all ways to label parts of equal length."""
    counts = np.array(counts, float)

    def differ(chosen):
        own = counts[chosen].sum() / n_target
        other = (counts.sum() - counts[chosen].sum()) / (len(counts) - n_target)
        return abs(own - other)

    everything = range(len(counts))
    observed = differ(list(everything)[:n_target])
    reached = [
        differ(list(chosen)) >= observed - 1e-12
        for chosen in combinations(everything, n_target)
    ]
    return float(np.mean(reached))


def test_p_is_that_of_all_permutations_of_documents_of_one_length():
    target, reference = [4, 2, 0], [0, 1, 0, 1]
    counts = make_counts(
        [[n] for n in target] + [[0]] * 4,
        [[0]] * 3 + [[n] for n in reference],
        [10] * 3 + [0] * 4,
        [0] * 3 + [10] * 4,
    )
    found = permute_documents(counts, n_permutations=2000, rng=np.random.default_rng(1))
    assert found[0] == pytest.approx(enumerate_p(target + reference, 3), abs=0.03)


def test_a_document_on_both_sides_is_two_parts():
    counts = make_counts([[3], [0]], [[1], [2]], [5, 0], [5, 5])
    found = permute_documents(counts, n_permutations=2000, rng=np.random.default_rng(1))
    assert found[0] == pytest.approx(enumerate_p([3, 1, 2], 1), abs=0.03)


def test_a_word_of_one_short_document_is_no_finding():
    # The target has a tenth of the documents, all of them shorter than the others.
    sizes = np.array([30] * 20 + [300] * 180)
    is_target = np.arange(200) < 20
    words = np.zeros((200, 1))
    words[3] = 12
    counts = make_counts(words, words * 0, sizes * is_target, sizes * ~is_target)
    found = permute_documents(counts, n_permutations=999, rng=np.random.default_rng(1))
    # The document comes to a place in the target in a tenth of the permutations.
    assert 0.06 < found[0] < 0.15


def test_even_words_of_documents_of_other_length_are_no_finding():
    rng = np.random.default_rng(3)
    sizes = np.array([40] * 30 + [400] * 30)
    is_target = np.arange(60) < 30
    words = rng.poisson(0.02 * sizes[:, None], size=(60, 40))
    counts = make_counts(
        words * is_target[:, None],
        words * ~is_target[:, None],
        sizes * is_target,
        sizes * ~is_target,
    )
    found = permute_documents(counts, n_permutations=199, rng=rng)
    assert (found <= 0.05).mean() <= 0.15


def test_weights_leave_fractions_that_are_scaled():
    counts = make_counts([[2.5], [0]], [[0], [0.5]], [10, 0], [0, 40])
    found = permute_documents(counts, n_permutations=99, rng=np.random.default_rng(1))
    assert 0 < found[0] <= 1


def test_a_small_p_is_found_with_few_permutations_to_begin_with():
    # All five documents of the target have the word, none of 15 others: p is one in
    # 15,504 groups of five, beyond what 99 permutations can show.
    sides = np.repeat(np.eye(2), [5, 15], axis=0)
    counts = make_counts(
        sides[:, :1] * 2, sides[:, 1:] * 0, sides[:, 0] * 10, sides[:, 1] * 10
    )
    found = permute_documents(counts, n_permutations=99, rng=np.random.default_rng(1))
    assert 1 / 6337 - 1e-9 <= found[0] < 1 / 1000


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
