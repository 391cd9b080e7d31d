"""Prevalence: shares of passages, with documents as clusters."""

import math

import pandas as pd
import pytest
from scipy import stats

from discourse import (
    convert_passage_regions,
    estimate_prevalence_from_weights,
)
from discourse.schemas import HITS, PASSAGE_REGIONS, PASSAGES, SCORES
from ledger import InputError, build_empty_table, build_table, check_table


def make_passages(years: dict[str, int | None], n_each: int = 2) -> pd.DataFrame:
    return build_table(
        [
            {
                "passage_id": f"{document}#{position:04d}",
                "document_id": document,
                "position": position,
                "start": 0,
                "end": 1,
                "year": year,
                "date": f"{year}-01-01" if year else None,
                "language": "en",
                "text": "x",
                "n_tokens": 1,
            }
            for document, year in years.items()
            for position in range(1, n_each + 1)
        ],
        PASSAGES,
    )


def make_weights(rows: list[tuple[str, str, float]]) -> pd.DataFrame:
    names = ["passage_id", "region_id", "weight"]
    frame = pd.DataFrame(rows, columns=names)
    return build_table(frame.assign(basis="mention"), PASSAGE_REGIONS)


def make_hits(rows: list[tuple[str, str, bool]]) -> pd.DataFrame:
    return build_table(
        [
            {
                "hit_id": f"{passage}@{place}:{category}",
                "passage_id": passage,
                "category": category,
                "term": "t",
                "start": place,
                "end": place + 1,
                "is_negated": negated,
                "weight": 1.0,
            }
            for place, (passage, category, negated) in enumerate(rows)
        ],
        HITS,
    )


def pick(scores: pd.DataFrame, region: str, period: str = "2017") -> pd.Series:
    rows = scores[(scores["region_id"] == region) & (scores["period"] == period)]
    assert len(rows) == 1
    return rows.iloc[0]


@pytest.fixture
def example() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Three documents of two passages; the first passage of c is half another's."""
    passages = make_passages({"a": 2017, "b": 2017, "c": 2017})
    weights = make_weights(
        [
            ("a#0001", "KZ-10", 1.0),
            ("a#0002", "KZ-10", 1.0),
            ("b#0001", "KZ-10", 1.0),
            ("b#0002", "KZ-75", 1.0),
            ("c#0001", "KZ-10", 0.5),
            ("c#0001", "KZ-75", 0.5),
            ("c#0002", "KZ-75", 1.0),
        ]
    )
    hits = make_hits(
        [
            ("a#0001", "migration", False),
            ("a#0001", "migration", False),
            ("a#0002", "migration", True),
            ("b#0001", "migration", False),
        ]
    )
    return passages, weights, hits


def test_worked_example(example):
    row = pick(estimate_prevalence_from_weights(*example), "KZ-10")
    # n_d = 2, 1, 0.5; k_d = 1, 1, 0; p = 2 / 3.5.
    share = 2 / 3.5
    squares = (1 - 2 * share) ** 2 + (1 - share) ** 2 + (0.5 * share) ** 2
    error = math.sqrt(3 / 2 * squares / 3.5**2)
    assert row["estimate"] == pytest.approx(share, abs=1e-15)
    assert row["standard_error"] == pytest.approx(error, abs=1e-15)
    half = stats.t.ppf(0.975, 2) * error / (share * (1 - share))
    center = math.log(share / (1 - share))
    assert row["conf_low"] == pytest.approx(1 / (1 + math.exp(half - center)))
    assert row["conf_high"] == pytest.approx(1 / (1 + math.exp(-half - center)))
    assert (row["n_passages"], row["n_documents"]) == (4, 3)
    assert row["measure_id"] == "prevalence:migration"


def test_result_keeps_the_schema_and_its_inputs(example):
    before = [frame.copy() for frame in example]
    check_table(estimate_prevalence_from_weights(*example), SCORES)
    for frame, copy in zip(example, before, strict=True):
        pd.testing.assert_frame_equal(frame, copy)


def test_negated_hit_does_not_count(example):
    passages, weights, _ = example
    hits = make_hits([("a#0001", "migration", True)])
    scores = estimate_prevalence_from_weights(passages, weights, hits)
    assert pick(scores, "KZ-10")["estimate"] == 0


def test_no_hit_at_all_is_not_certainty(example):
    passages, weights, _ = example
    scores = estimate_prevalence_from_weights(
        passages, weights, build_empty_table(HITS), codes=["migration"]
    )
    row = pick(scores, "KZ-10")
    assert row["estimate"] == 0
    assert math.isnan(row["standard_error"])
    assert row["conf_low"] == 0
    # Wilson with (2 + 1 + 0.5)^2 / (4 + 1 + 0.25) = 2.33 effective documents.
    n = 3.5**2 / 5.25
    z = stats.norm.ppf(0.975)
    assert row["conf_high"] == pytest.approx(z**2 / (n + z**2))
    assert "Wilson" in row["method"]


def test_documents_that_all_agree_are_not_certainty(example):
    passages, weights, _ = example
    rows = [(f"{d}#0001", "migration", False) for d in "abc"]
    weights = make_weights(
        [(f"{d}#000{i}", "KZ-10", 1.0) for d in "abc" for i in (1, 2)]
    )
    row = pick(
        estimate_prevalence_from_weights(passages, weights, make_hits(rows)), "KZ-10"
    )
    assert row["estimate"] == 0.5
    assert math.isnan(row["standard_error"])
    assert row["conf_low"] < 0.3
    assert row["conf_high"] > 0.7


def test_one_document_has_no_error(example):
    passages, weights, hits = example
    weights = weights[weights["passage_id"].str.startswith("a")]
    row = pick(estimate_prevalence_from_weights(passages, weights, hits), "KZ-10")
    assert row["estimate"] == 0.5
    assert pd.isna(row[["standard_error", "conf_low", "conf_high"]]).all()
    assert "one document" in row["method"]


def test_parts_of_a_category_count_for_their_code(example):
    passages, weights, _ = example
    hits = make_hits(
        [("a#0001", "access.health", False), ("a#0002", "accessory", False)]
    )
    scores = estimate_prevalence_from_weights(passages, weights, hits)
    assert set(scores["measure_id"]) == {"prevalence:access", "prevalence:accessory"}
    part = estimate_prevalence_from_weights(
        passages, weights, hits, codes=["access.health"]
    )
    assert pick(part, "KZ-10")["estimate"] == pytest.approx(1 / 3.5)


def test_every_region_and_period_has_a_row(example):
    passages, weights, hits = example
    scores = estimate_prevalence_from_weights(
        passages,
        weights,
        hits,
        regions=["KZ-10", "KZ-75", "KZ-79"],
        years=(2016, 2018),
        codes=["migration", "unity"],
    )
    assert len(scores) == 3 * 3 * 2
    empty = scores[scores["n_passages"] == 0]
    assert len(empty) == 2 * (3 * 2 + 1)
    assert empty["estimate"].isna().all()
    assert (empty["n_documents"] == 0).all()
    assert set(empty["method"]) == {"no passages"}


def test_pooled_years_are_named_and_hold_all_dated_passages():
    passages = make_passages({"a": 2012, "b": 2023, "undated": None})
    weights = make_weights([(p, "KZ-10", 1.0) for p in passages["passage_id"]])
    hits = make_hits([("a#0001", "migration", False), ("undated#0001", "m", False)])
    pooled = estimate_prevalence_from_weights(
        passages, weights, hits, period="all", codes=["migration"]
    )
    assert list(pooled["period"]) == ["2012/2023"]
    assert pooled["n_passages"].item() == 4
    assert pooled["estimate"].item() == 0.25
    yearly = estimate_prevalence_from_weights(passages, weights, hits)
    assert set(yearly["period"]) == {"2012", "2023"}


def test_weights_of_equal_size_are_no_weights(example):
    passages, weights, hits = example
    half = weights.assign(weight=weights["weight"] / 2)
    columns = ["estimate", "standard_error", "conf_low", "conf_high"]
    pd.testing.assert_frame_equal(
        estimate_prevalence_from_weights(passages, weights, hits)[columns],
        estimate_prevalence_from_weights(passages, half, hits)[columns],
    )


def test_order_of_rows_does_not_matter(example):
    passages, weights, hits = example
    turned = [frame.iloc[::-1].reset_index(drop=True) for frame in example]
    pd.testing.assert_frame_equal(
        estimate_prevalence_from_weights(passages, weights, hits),
        estimate_prevalence_from_weights(*turned),
    )


def test_empty_tables():
    scores = estimate_prevalence_from_weights(
        build_empty_table(PASSAGES),
        build_empty_table(PASSAGE_REGIONS),
        build_empty_table(HITS),
        codes=["migration"],
    )
    assert scores.empty
    check_table(scores, SCORES)
    pooled = estimate_prevalence_from_weights(
        build_empty_table(PASSAGES),
        build_empty_table(PASSAGE_REGIONS),
        build_empty_table(HITS),
        period="all",
    )
    assert pooled.empty


def test_unknown_passage_is_refused(example):
    passages, _, hits = example
    with pytest.raises(InputError, match=r"1 passages .*'z#0001'"):
        estimate_prevalence_from_weights(
            passages, make_weights([("z#0001", "KZ-10", 1.0)]), hits
        )


def test_wrong_arguments_are_refused(example):
    with pytest.raises(InputError, match="period: found 'month'"):
        estimate_prevalence_from_weights(*example, period="month")
    with pytest.raises(InputError, match="confidence_level: found 95"):
        estimate_prevalence_from_weights(*example, confidence_level=95)
    with pytest.raises(InputError, match="years: found 2018 to 2016"):
        estimate_prevalence_from_weights(*example, years=(2018, 2016))


CROSSWALK = pd.DataFrame(
    [
        ("KZ-10", "KZ-63", 1.0, "merged"),
        ("KZ-63", "KZ-63", 1.0, "same"),
        ("KZ-YUZ", "KZ-61", None, "split"),
        ("KZ-YUZ", "KZ-79", None, "split"),
    ],
    columns=["from_region_id", "to_region_id", "weight", "basis"],
)


def test_merged_regions_add_their_weights():
    weights = make_weights([("a#0001", "KZ-10", 0.5), ("a#0001", "KZ-63", 0.5)])
    converted = convert_passage_regions(weights, CROSSWALK)
    assert converted.table[["region_id", "weight"]].values.tolist() == [["KZ-63", 1.0]]
    assert converted.losses.empty


def test_split_region_stays_unassigned_and_is_counted():
    weights = make_weights(
        [
            ("a#0001", "KZ-YUZ", 0.5),
            ("a#0001", "KZ-63", 0.5),
            ("a#0002", "KZ-YUZ", 1.0),
            ("a#0002", "KZ-99", 0.0),
        ]
    )
    converted = convert_passage_regions(weights, CROSSWALK)
    assert converted.table[["passage_id", "weight"]].values.tolist() == [
        ["a#0001", 0.5]
    ]
    losses = converted.losses.set_index("key")
    assert losses.loc["KZ-YUZ", "n_rows"] == 2
    assert "split" in losses.loc["KZ-YUZ", "reason"]
    assert losses.loc["KZ-99", "reason"] == "region is not in the crosswalk"
    check_table(converted.table, PASSAGE_REGIONS)


def test_crosswalk_without_weights_is_refused():
    with pytest.raises(InputError, match="no column 'weight'"):
        convert_passage_regions(
            make_weights([("a#0001", "KZ-10", 1.0)]), CROSSWALK.drop(columns="weight")
        )


def test_empty_conversion():
    converted = convert_passage_regions(build_empty_table(PASSAGE_REGIONS), CROSSWALK)
    assert converted.table.empty
    assert converted.losses.empty
