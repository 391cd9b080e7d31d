"""The Python of README.md and docs/ runs as it is printed."""

import doctest
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def find_blocks(page):
    return re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)


def name_page(page):
    return str(page.relative_to(ROOT))


PAGES = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if find_blocks(page)
]


@pytest.mark.parametrize("page", PAGES, ids=name_page)
def test_python_runs_as_it_is_printed(page, tmp_path, monkeypatch):
    corpus = ROOT / "corpus"
    (tmp_path / "corpus").symlink_to(corpus)
    (tmp_path / "documents").symlink_to(corpus / "documents")
    (tmp_path / "income.csv").symlink_to(corpus / "indicators" / "income.csv")
    (tmp_path / "my_country").symlink_to(ROOT / "tests/unit/atlas/another_country")
    monkeypatch.chdir(tmp_path)
    for block in find_blocks(page):
        if ">>>" in block:
            test = doctest.DocTestParser().get_doctest(block, {}, page.name, None, 0)
            assert doctest.DocTestRunner(verbose=False).run(test).failed == 0
        else:
            exec(compile(block, page.name, "exec"), {})  # noqa: S102 - our own page
