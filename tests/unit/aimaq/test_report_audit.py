"""What the report says about the lexicons."""

import pandas as pd

from aimaq.report.audit import build_audit
from aimaq.report.build import render_report
from aimaq.report.inputs import build_material

from .report_tables import FakeRegistry, build_study, build_tables

AUDIT = {
    "term_effects": pd.DataFrame(
        [
            ("H1", "without", "poor", -0.4, -0.1, None, None, None),
            ("H1", "without", "far", -0.4, -0.45, None, None, None),
            ("H1", "without", "gone", -0.4, None, None, None, None),
            ("H1", "bootstrap", "", -0.4, -0.3, -0.6, 0.1, 200),
        ],
        columns=[
            "hypothesis_id", "basis", "term", "estimate_all", "estimate", "conf_low",
            "conf_high", "n_draws",
        ],
    ),
    "term_usage": pd.DataFrame(
        [
            ("marginalization", "en", "poor", 9, "carries"),
            ("marginalization", "en", "far", 1, "adds"),
            ("marginalization", "en", "<b>idle</b>", 0, "never"),
        ],
        columns=["category", "language", "term", "n_sole_passages", "role"],
    ).assign(n_passages=9),
    "category_overlap": pd.DataFrame(
        [("marginalization", "migration", 3, 0.25, 2), ("a", "b", 0, 0.0, 0)],
        columns=["category_a", "category_b", "n_both", "jaccard", "n_shared_words"],
    ),
    "accuracy": pd.DataFrame(
        [
            {
                "code_id": "marginalization", "n_passages": 50, "precision": 0.8,
                "precision_low": 0.6, "precision_high": 0.9, "recall": None,
                "recall_low": None, "recall_high": None, "f1": None,
            }
        ]
    ),
}  # fmt: skip


def build(**tables):
    return build_material(
        build_tables() | tables, study=build_study(), registry=FakeRegistry()
    )


def test_the_terms_that_move_a_correlation_most_come_first():
    (effect,) = build_audit(build(**AUDIT)).effects
    assert [row[0] for row in effect.rows] == ["poor", "far"]
    assert effect.rows[0][1:] == ("−0.10", "0.30")
    assert (effect.lowest, effect.highest) == ("−0.45", "−0.10")
    assert effect.draws == "−0.60 to 0.10 (200 draws)"


def test_roles_carriers_pairs_and_accuracy():
    audit = build_audit(build(**AUDIT))
    assert audit.roles == (("Marginalization", "English", ("1", "1", "0", "0", "1")),)
    assert audit.carriers == (("Marginalization", "poor", "9 of 9"),)
    assert audit.pairs == (("Marginalization", "Migration", "3", "25%", "2"),)
    assert audit.accuracy == (
        ("Marginalization", "50", "80% (60% to 90%)", "not defined", "not defined"),
    )


def test_the_page_escapes_terms_and_says_when_nobody_coded():
    page = render_report(build(**AUDIT))
    assert "What hangs on the lexicons" in page
    assert "<b>idle</b>" not in page
    assert "nobody knows how often" not in page
    assert "nobody knows how often" in render_report(build())


def test_a_study_without_an_audit_has_an_empty_section():
    audit = build_audit(build())
    assert audit.effects == ()
    assert audit.roles == ()
