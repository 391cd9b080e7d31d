"""What docs/lexicons.md shows can be read."""

import re
from pathlib import Path

import pandas as pd

from discourse import build_lexicon, find_hits
from discourse.lexicons.syntax import parse_pattern
from discourse.lexicons.toml_file import read_toml

PAGE = (Path(__file__).parents[3] / "docs" / "lexicons.md").read_text("utf-8")


def test_the_example_is_a_lexicon():
    lexicon = read_toml(re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)[1], file="x")
    names = [category.name for category in lexicon.categories]
    assert names == ["income", "income.wages"]


def test_the_patterns_of_the_table_can_be_read():
    table = PAGE.split("## Patterns")[1].split("Case, typographic")[0]
    cells = [line.split(" | ")[0] for line in table.splitlines() if line[:3] == "| `"]
    patterns = [
        code.replace("\\|", "|")
        for cell in cells
        for code in re.findall("`(.+?)`", cell)
    ]
    assert len(patterns) > 10
    for pattern in patterns:
        if not pattern.startswith("BEFORE"):
            parse_pattern(pattern)


def test_not_within_in_both_spellings():
    passages = pd.DataFrame(
        {
            "passage_id": ["a"],
            "language": ["en"],
            "text": ["Guinea Bissau is not Guinea."],
        }
    )
    for pattern in (
        'guinea NOT WITHIN "guinea bissau"',
        'guinea not within "guinea bissau"',
        "guinea not within (guinea bissau)",
    ):
        hits = find_hits(passages, lexicon=build_lexicon({"x": [pattern]}))
        assert hits["start"].tolist() == [21]
