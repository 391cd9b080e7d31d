"""Accuracy of hits against hand coding, and the correction it allows."""

import pandas as pd
import pytest

from discourse import correct_prevalence, estimate_accuracy
from discourse.schemas import ACCURACY, ANNOTATIONS, HITS, SCORES
from discourse.scores import correction
from discourse.scores.accuracy import find_wilson_bounds
from ledger import InputError, build_empty_table, build_table, check_table


def make_annotations(values: dict[str, float], code: str = "a") -> pd.DataFrame:
    return build_table(
        [
            {"passage_id": name, "code_id": code, "coder_id": "us", "value": value}
            for name, value in values.items()
        ],
        ANNOTATIONS,
    )


def make_hits(rows: list[tuple[str, str, bool]]) -> pd.DataFrame:
    return build_table(
        [
            {
                "hit_id": f"{name}@{place}:{category}",
                "passage_id": name,
                "category": category,
                "term": "t",
                "start": place,
                "end": place + 1,
                "is_negated": negated,
                "weight": 1.0,
            }
            for place, (name, category, negated) in enumerate(rows)
        ],
        HITS,
    )


def make_scores(estimate: float | None, *, error: float | None = 0.05) -> pd.DataFrame:
    return build_table(
        [
            {
                "measure_id": "prevalence:a",
                "region_id": "KZ-10",
                "period": "2020",
                "estimate": estimate,
                "standard_error": error,
                "conf_low": None,
                "conf_high": None,
                "confidence_level": 0.95,
                "n_passages": 100,
                "n_documents": 20,
                "method": "m",
            }
        ],
        SCORES,
    )


def make_accuracy(tp: int, fp: int, fn: int, tn: int) -> pd.DataFrame:
    hits = [(f"p{i}", "a", False) for i in range(tp + fp)]
    truth = [1.0] * tp + [0.0] * fp + [1.0] * fn + [0.0] * tn
    annotations = make_annotations({f"p{i}": value for i, value in enumerate(truth)})
    return estimate_accuracy(annotations, make_hits(hits))


def test_counts_and_measures_by_hand():
    row = make_accuracy(tp=6, fp=2, fn=3, tn=9).iloc[0]
    assert (row["n_true_positive"], row["n_false_positive"]) == (6, 2)
    assert (row["n_false_negative"], row["n_true_negative"]) == (3, 9)
    assert row["precision"] == pytest.approx(6 / 8)
    assert row["recall"] == pytest.approx(6 / 9)
    assert row["specificity"] == pytest.approx(9 / 11)
    assert row["f1"] == pytest.approx(12 / 17)
    assert row["precision_low"] < 6 / 8 < row["precision_high"]


def test_wilson_bounds_equal_the_published_example():
    # Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, method 3.
    low, high = find_wilson_bounds([81], [263], 0.95)
    assert low[0] == pytest.approx(0.2553, abs=5e-5)
    assert high[0] == pytest.approx(0.3662, abs=5e-5)


def test_a_negated_hit_and_a_part_of_a_code():
    annotations = make_annotations({"p0": 1.0, "p1": 1.0})
    hits = make_hits([("p0", "a", True), ("p1", "a.part", False)])
    row = estimate_accuracy(annotations, hits).iloc[0]
    assert (row["n_true_positive"], row["n_false_negative"]) == (1, 1)


def test_a_measure_without_base_is_missing():
    row = estimate_accuracy(make_annotations({"p0": 0.0}), make_hits([])).iloc[0]
    assert pd.isna(row["precision"])
    assert pd.isna(row["precision_low"])
    assert pd.isna(row["recall"])
    assert row["specificity"] == 1.0


def test_empty_annotations_give_an_empty_table():
    table = estimate_accuracy(build_empty_table(ANNOTATIONS), make_hits([]))
    check_table(table, ACCURACY)
    assert table.empty


def test_a_passage_judged_twice_is_refused():
    one = make_annotations({"p0": 1.0})
    two = one.assign(coder_id="them")
    with pytest.raises(InputError, match="judged more than once"):
        estimate_accuracy(pd.concat([one, two]), make_hits([]))


def test_rogan_gladen_by_hand():
    # q = .25, recall 8/10, specificity 18/20: p = (.25 + .9 - 1) / (.8 + .9 - 1).
    row = correct_prevalence(make_scores(0.25), make_accuracy(8, 2, 2, 18)).iloc[0]
    assert row["measure_id"] == "corrected_prevalence:a"
    assert row["estimate"] == pytest.approx(0.15 / 0.7)
    variance = (
        0.05**2
        + (0.15 / 0.7) ** 2 * 0.8 * 0.2 / 10
        + (1 - 0.15 / 0.7) ** 2 * 0.9 * 0.1 / 20
    ) / 0.7**2
    assert row["standard_error"] == pytest.approx(variance**0.5)
    assert row["conf_low"] < row["estimate"] < row["conf_high"]


def test_a_flawless_lexicon_changes_no_estimate():
    row = correct_prevalence(make_scores(0.3), make_accuracy(50, 0, 0, 50)).iloc[0]
    assert row["estimate"] == pytest.approx(0.3)
    assert row["standard_error"] == pytest.approx(0.05)


def test_an_estimate_below_zero_is_cut_and_says_so():
    row = correct_prevalence(make_scores(0.02), make_accuracy(8, 2, 2, 18)).iloc[0]
    assert row["estimate"] == 0.0
    assert row["method"] == correction.METHOD_CUT
    assert row["conf_low"] == 0.0
    assert row["conf_high"] > 0.0


@pytest.mark.parametrize(
    ("accuracy", "method"),
    [
        (make_accuracy(1, 9, 9, 1), correction.METHOD_BLIND),
        (make_accuracy(0, 0, 0, 9), correction.METHOD_UNMEASURED),
        (
            make_accuracy(1, 1, 1, 1).assign(code_id="other"),
            correction.METHOD_UNMEASURED,
        ),
    ],
)
def test_what_cannot_be_corrected_is_missing_with_the_reason(accuracy, method):
    row = correct_prevalence(make_scores(0.3), accuracy).iloc[0]
    assert row[["estimate", "standard_error", "conf_low", "conf_high"]].isna().all()
    assert row["method"] == method


def test_a_missing_prevalence_stays_missing():
    row = correct_prevalence(
        make_scores(None, error=None), make_accuracy(8, 2, 2, 18)
    ).iloc[0]
    assert pd.isna(row["estimate"])
    assert row["method"] == correction.METHOD_MISSING
