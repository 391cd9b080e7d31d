"""The words of the report, as a reader meets them."""

import os
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from aimaq.report import build_report

from .report_tables import FakeRegistry, build_study, build_tables

_SNAPSHOT = Path(__file__).parents[2] / "snapshots" / "report.txt"


def read_words(path: Path) -> str:
    """Read the text of a page, one line a block, without style and scripts."""
    page = LexborHTMLParser(path.read_text(encoding="utf-8"))
    for name in ("style", "script", "dialog", "svg", "option"):
        for node in page.css(name):
            node.decompose()
    blocks = page.css("h1, h2, h3, h4, p, li, caption, figcaption, tr, dt, dd, summary")
    lines = [" ".join(node.text(separator=" ").split()) for node in blocks]
    return "\n".join(line for line in lines if line) + "\n"


def test_the_words_are_those_of_the_snapshot(tmp_path):
    path = tmp_path / "report.html"
    build_report(
        build_tables(), study=build_study(), registry=FakeRegistry(), path=path
    )
    words = read_words(path)
    # After a wanted change: AIMAQ_SNAPSHOTS=write, then read the difference.
    if os.environ.get("AIMAQ_SNAPSHOTS") == "write":
        _SNAPSHOT.write_text(words, encoding="utf-8")
    assert words == _SNAPSHOT.read_text(encoding="utf-8")
