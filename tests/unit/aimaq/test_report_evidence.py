"""The evidence behind the numbers."""

import pandas as pd
import pytest

from aimaq.report.evidence import (
    build_evidence,
    is_within,
    measure_size,
    write_evidence,
)
from aimaq.report.inputs import build_material, list_rows

from .report_tables import FakeRegistry, build_study, build_tables


def build(**changes):
    return build_evidence(
        build_material(
            build_tables(), study=build_study(**changes), registry=FakeRegistry()
        )
    )


def test_a_numerator_lists_the_passages_with_the_code():
    evidence = build()
    score = evidence["scores"]["prevalence:marginalization"]["KZ-61"]["2017"]
    assert score["numerator"] == ["doc-08#0001"]
    assert score["n_numerator"] == 1
    pooled = evidence["scores"]["prevalence:marginalization"]["KZ-61"]["2015/2018"]
    assert len(pooled["numerator"]) == 4


def test_weights_of_the_evidence_give_the_estimate():
    from discourse import estimate_prevalence_from_weights

    tables = build_tables()
    # One passage of Turkistan names Kyzylorda too; half of it counts for each.
    placed = tables["passage_regions"]
    placed.loc[placed["passage_id"] == "doc-01#0001", "weight"] = 0.5
    placed.loc[len(placed)] = ["doc-01#0001", "KZ-61", 0.5, "mention"]
    tables["scores"] = pd.concat(
        [
            estimate_prevalence_from_weights(
                tables["passages"],
                placed,
                tables["hits"],
                period=period,
                codes=["marginalization", "migration"],
                regions=["KZ-23", "KZ-43", "KZ-61", "KZ-75"],
                years=(2015, 2018),
            )
            for period in ("year", "all")
        ],
        ignore_index=True,
    )
    material = build_material(tables, study=build_study(), registry=FakeRegistry())
    scores = build_evidence(material)["scores"]
    n_defined = 0
    for row in list_rows(tables["scores"]):
        score = scores[row["measure_id"]][row["region_id"]][row["period"]]
        numerator, denominator = map(float, score["weighted"].split(" of "))
        if row["estimate"] is None:
            assert denominator == 0
        else:
            n_defined += 1
            assert numerator / denominator == pytest.approx(row["estimate"], abs=1e-3)
    assert n_defined > 20


def test_a_negated_hit_does_not_count():
    evidence = build()
    score = evidence["scores"]["prevalence:marginalization"]["KZ-43"]["2016"]
    assert score["n_numerator"] == 0
    assert evidence["passages"]["doc-05#0001"]["hits"][0][4] is True


def test_a_code_without_hits_has_an_empty_numerator():
    score = build()["scores"]["prevalence:migration"]["KZ-61"]["2017"]
    assert score["n_numerator"] == 0


def test_offsets_count_code_points():
    evidence = build()
    passage = evidence["passages"]["doc-02#0001"]
    start, end, category, term, _ = passage["hits"][0]
    assert category == "marginalization"
    # The letter outside the basic plane before it counts once.
    assert passage["text"][start:end] == term == "remote"


def test_small_evidence_is_whole():
    evidence = build()
    assert evidence["cap"] is None
    assert evidence["is_whole"]
    assert len(evidence["passages"]) == 16


def test_large_evidence_is_capped_and_says_how_many_are_left():
    evidence = build(evidence_limit=10, passages_per_cell=2)
    assert evidence["cap"] == 1
    pooled = evidence["scores"]["prevalence:marginalization"]["KZ-61"]["2015/2018"]
    assert pooled["n_numerator"] == 4
    assert 1 <= len(pooled["numerator"]) <= 4
    assert all(item in evidence["passages"] for item in pooled["numerator"])
    assert evidence["topics"]["1"][0][0] in evidence["passages"]


def test_passages_without_a_code_go_first():
    whole = measure_size(build()["passages"])
    evidence = build(evidence_limit=whole - 1)
    assert evidence["cap"] is None
    assert not evidence["is_whole"]
    # The one passage whose only hit is negated; it is no example of a topic.
    assert "doc-05#0001" not in evidence["passages"]
    assert len(evidence["passages"]) == 15


def test_values_carry_their_cell():
    assert build()["values"]["grp"]["KZ-61"]["2018"] == [
        "–", "KZT/person", "absent", "grp.xlsx!Sheet1!C7", "bns",
    ]  # fmt: skip


def test_no_text_can_close_the_script():
    assert "<" not in write_evidence({"text": "</script><!-- <"})


@pytest.mark.parametrize(
    ("year", "period", "expected"),
    [
        (2017, "2017", True),
        (2016, "2017", False),
        (2012, "2012/2023", True),
        (2023, "2012/2023", True),
        (2024, "2012/2023", False),
        (None, "2012/2023", False),
        (2017, "odd", False),
    ],
)
def test_a_year_lies_in_a_period(year, period, expected):
    assert is_within(year, period) is expected
