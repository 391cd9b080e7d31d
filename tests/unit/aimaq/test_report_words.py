"""Words and pictures in the report."""

import pandas as pd

from aimaq.report.build import render_report
from aimaq.report.inputs import PictureView, build_material
from aimaq.report.words import list_key_terms, list_variants

from .report_tables import FakeRegistry, build_study, build_tables

KEYNESS = pd.DataFrame(
    [
        ("sides", "en", "near", "log_odds", 2.0, 1.0, 0.5),
        ("sides", "en", "far", "log_odds", 5.0, 1.5, 1.5),
        ("sides", "en", "far", "log_ratio", 5.0, 1.5, 9.0),
    ],
    columns=[
        "comparison_id", "language", "term", "measure", "n_target", "n_reference",
        "value",
    ],
)  # fmt: skip
LINES = pd.DataFrame(
    [
        ("sides", "en", "near", "p#1", 3, "so", "near", "<i>us</i>"),
        ("sides", "en", "far", "p#2", 0, "", "Far", "away"),
    ],
    columns=[
        "comparison_id", "language", "term", "passage_id", "start", "left", "match",
        "right",
    ],
)  # fmt: skip
DISPERSION = pd.DataFrame(
    [
        ("document", "en", "far", "dp_norm", 6.5, 40, 5, 0.625, 0.5, 0.75),
        ("document", "en", "far", "arf", 6.5, 40, 5, 3.25, 1.5, 5.0),
        ("document", "en", "near", "dp_norm", 3.0, 40, 2, 0.9, None, None),
        ("region", "en", "near", "arf", 3.0, 9, 2, 0.1, 0.1, 0.1),
    ],
    columns=[
        "parts", "language", "term", "measure", "n", "n_parts", "n_parts_with",
        "value", "conf_low", "conf_high",
    ],
)  # fmt: skip
PICTURES = (
    PictureView(section="words", subject="sides", title="Sides", markup="<svg>1</svg>"),
    PictureView(section="codes", subject="a", title="A", markup="<svg>2</svg>"),
)


def build(**more):
    return build_material(
        build_tables() | {"keyness": KEYNESS, "key_lines": LINES} | more,
        study=build_study(pictures=PICTURES),
        registry=FakeRegistry(),
    )


def test_terms_come_with_the_most_distinctive_first():
    far, near = list_key_terms(build())
    assert (far.term, far.counts) == ("far", "5.0 in the target, 1.5 in the reference")
    assert near.lines == (("#passage/p%231", "so", "near", "<i>us</i>"),)


def test_terms_come_with_their_spread_and_its_intervals():
    far, near = list_key_terms(build(dispersion=DISPERSION))
    assert far.spread == (
        "in 5 of 40 documents, DP 0.62 (0.50 to 0.75), reduced frequency 3.2 (1.5 to 5.0)"
    )
    assert near.spread == "in 2 of 40 documents, DP 0.90"
    assert "in 2 of 40 documents" in render_report(build(dispersion=DISPERSION))
    assert list_key_terms(build())[0].spread == ""
    assert "how evenly" not in render_report(build())


def test_pictures_stand_in_their_sections():
    (words,) = list_variants(build(), "words")
    assert words.title == "Sides"
    page = render_report(build())
    assert page.index("<svg>1</svg>") < page.index("<svg>2</svg>")
    assert "<i>us</i>" not in page


def test_without_comparisons_the_page_says_so():
    material = build_material(
        build_tables(), study=build_study(), registry=FakeRegistry()
    )
    assert list_key_terms(material) == []
    assert "declares no comparison" in render_report(material)


def test_a_study_of_statistics_has_no_sections_about_texts():
    tables = build_tables()
    tables["documents"] = tables["documents"].head(0)
    material = build_material(tables, study=build_study(), registry=FakeRegistry())
    page = render_report(material)
    for section in ("codes", "trends", "topics", "words", "lexicons"):
        assert f'id="{section}"' not in page
        assert f'href="#{section}"' not in page
    assert "declares no documents" in page
    assert 'id="indicators"' in page
