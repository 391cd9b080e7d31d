"""The Python of the documentation runs as it stands."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BLOCK = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("page", ["panel.md"])
def test_the_examples_of_a_page_run(page, monkeypatch):
    monkeypatch.chdir(ROOT)
    blocks = BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))
    assert blocks
    names: dict[str, object] = {}
    for number, source in enumerate(blocks):
        exec(compile(source, f"{page}[{number}]", "exec"), names)  # noqa: S102
    panel, per_head = names["panel"], names["per_head"]
    assert panel.values["region_id"].nunique() == 16
    known = per_head[per_head["value"].notna()]
    assert set(known["period"]) == {str(year) for year in range(2010, 2023)}
    assert {problem.code for problem in panel.problems} == {"mean-off-country"}
