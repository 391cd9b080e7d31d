"""The report as a whole: one file, safe, deterministic, every link with an end."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest

from aimaq.report import build_report

from .report_tables import HOSTILE, FakeRegistry, build_study, build_tables


def render(path: Path, tables: dict[str, pd.DataFrame] | None = None, **changes) -> str:
    build_report(
        build_tables() if tables is None else tables,
        study=build_study(**changes),
        registry=FakeRegistry(),
        path=path / "report.html",
    )
    return (path / "report.html").read_text(encoding="utf-8")


def read_evidence(page: str) -> dict:
    found = re.search(
        r'<script type="application/json" id="evidence">(.*?)</script>', page, re.DOTALL
    )
    assert found
    return json.loads(found[1])


def test_same_tables_give_the_same_bytes(tmp_path):
    assert render(tmp_path / "a") == render(tmp_path / "b")


def test_tables_are_not_changed(tmp_path):
    tables = build_tables()
    before = {name: frame.copy(deep=True) for name, frame in tables.items()}
    render(tmp_path, tables)
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(frame, before[name])


def test_markup_in_titles_and_texts_is_escaped(tmp_path):
    tables = build_tables()
    tables["passages"].loc[0, "text"] = "</script><img src=x onerror=alert(1)> =cmd()"
    page = render(tmp_path, tables)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<title>Villages &lt;script&gt;" in page
    assert "too few regions &lt;4&gt;" in page
    evidence = read_evidence(page)
    assert evidence["documents"]["doc-00"]["title"] == HOSTILE
    assert evidence["passages"]["doc-00#0001"]["text"].startswith("</script>")


def test_nothing_is_loaded_from_a_network(tmp_path):
    page = render(tmp_path)
    assert not re.search(r"""(src|href)=["']?(https?:|//|data:)""", page)
    assert "@import" not in page
    assert "url(" not in page
    assert "default-src 'none'" in page


def test_every_link_of_the_page_leads_somewhere(tmp_path):
    page = render(tmp_path)
    evidence = read_evidence(page)
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    links = {unquote(unescape(link)) for link in re.findall(r'href="#([^"]+)"', page)}
    assert len(links) > 40
    for link in links:
        kind, _, rest = link.partition("/")
        if kind == "evidence":
            variable, region, period = rest.split("/", 2)
            places = (
                evidence["scores"].get(variable, {}),
                evidence["values"].get(variable, {}),
                evidence["indexes"].get(variable, {}).get("cells", {}),
            )
            assert any(period in place.get(region, {}) for place in places), link
        elif kind == "estimate":
            assert rest in evidence["estimates"], link
        elif kind == "topic":
            assert rest in evidence["topics"], link
        elif kind == "point":
            assert rest.split("/")[1] in evidence["regions"], link
        else:
            assert link in ids, link


def test_every_table_has_a_caption_and_headed_rows(tmp_path):
    page = render(tmp_path)
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert len(tables) > 8
    for table in tables:
        assert "<caption>" in table
        assert 'scope="row"' in table
    assert "<th>" not in page


def test_kazakh_letters_and_languages_survive(tmp_path):
    tables = build_tables()
    letters = "ә ғ қ ң ө ұ ү һ і Ә Ғ Қ Ң Ө Ұ Ү Һ І"
    tables["topics"].loc[0, "term"] = letters
    page = render(tmp_path, tables)
    assert letters in page
    assert read_evidence(page)["passages"]["doc-01#0001"]["language"] == "kk"


@pytest.mark.parametrize("is_absent", [True, False])
def test_a_study_without_rows_still_has_a_report(tmp_path, is_absent):
    tables = (
        {}
        if is_absent
        else {name: frame.head(0) for name, frame in build_tables().items()}
    )
    page = render(tmp_path, tables, hypotheses=(), traps=(), codes=(), indexes=())
    assert "The study declares no hypothesis." in page
    assert "No variable has a number to map." in page


def test_a_hypothesis_without_estimates_says_so(tmp_path):
    page = render(tmp_path, {})
    assert "No estimate could be computed." in page
    assert "No specification was estimated." in page


def test_the_first_screen_says_what_the_study_is_and_found(tmp_path):
    page = render(tmp_path)
    top = page[: page.index('id="read"')]
    assert "These texts were written for this test." in top
    assert "Inconclusive" in top
    assert "−0.21" in top
    assert "95% interval −0.70 to 0.22" in top
    assert "16 observations in 4 regions" in top
    assert "0.62" in top


def test_a_study_that_is_no_demonstration_has_no_such_notice(tmp_path):
    page = render(tmp_path, is_demonstration=False)
    assert "A demonstration." not in page


def test_problems_and_traps_are_printed(tmp_path):
    page = render(tmp_path)
    assert "documents/scan.pdf" in page
    assert "What to do: Run OCR." in page
    assert "The poet Abai" in page
    assert "pictures of text only" in page


def test_missing_numbers_carry_their_reason(tmp_path):
    page = render(tmp_path)
    assert (
        'title="Turkistan Region, 2018: missing (absent); grp.xlsx!Sheet1!C7"' in page
    )
    assert 'title="East Kazakhstan Region: no passage names it"' in page


def test_a_lone_surrogate_does_not_stop_the_report(tmp_path):
    tables = build_tables()
    tables["passages"]["text"] = tables["passages"]["text"].astype(object)
    tables["passages"].loc[0, "text"] = "broken \ud800 letter"
    assert "broken ? letter" in render(tmp_path, tables)
