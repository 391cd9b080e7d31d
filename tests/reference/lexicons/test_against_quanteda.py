"""The documented cases of quanteda's tokens_lookup give its keys here; see README.md."""

import tomllib
from pathlib import Path

import pandas as pd
import pytest

from discourse import find_hits, read_lexicon

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))["case"]


@pytest.mark.filterwarnings("ignore:levels")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case_gives_the_keys_of_quanteda(case, tmp_path):
    path = tmp_path / "dictionary.yml"
    path.write_text(case["dictionary"], encoding="utf-8")
    passages = pd.DataFrame(
        {
            "passage_id": [str(number) for number in range(len(case["texts"]))],
            "language": "en",
            "text": case["texts"],
        }
    )
    hits = find_hits(
        passages,
        lexicon=read_lexicon(path),
        overlaps=case.get("overlaps", "category"),
        levels=case.get("levels"),
    )
    found = [
        hits["category"][hits["passage_id"] == name].tolist()
        for name in passages["passage_id"]
    ]
    assert found == case["expected"]
