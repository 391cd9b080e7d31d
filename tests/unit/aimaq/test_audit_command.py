"""`aimaq discourse audit`: parts, files of hand coding, and what is refused."""

import json

import pandas as pd
import pytest

from aimaq.cli import main
from aimaq.coded import read_coded
from ledger import InputError

LINES = [
    {"id": "p1", "language": "en", "text": "The poor village in Pavlodar Region."},
    {"id": "p2", "language": "en", "text": "A rich town."},
]
LEXICON = """
id = "poverty"
[categories.poverty]
en = ["poor", "needy"]
"""


@pytest.fixture
def files(tmp_path):
    texts = tmp_path / "texts.jsonl"
    texts.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    lexicon = tmp_path / "poverty.toml"
    lexicon.write_text(LEXICON, encoding="utf-8")
    return texts, lexicon


def run(*arguments):
    with pytest.raises(SystemExit) as stop:
        main([str(one) for one in ("discourse", "audit", *arguments)])
    return stop.value.code


def test_one_part_is_written(files, tmp_path):
    texts, lexicon = files
    output = tmp_path / "terms.csv"
    assert run(texts, "--lexicon", lexicon, "--part", "terms", "-o", output) == 0
    roles = pd.read_csv(output).set_index("term")["role"]
    assert roles.to_dict() == {"poor": "carries", "needy": "never"}


def test_all_parts_are_shown(files, tmp_path, capsys):
    texts, lexicon = files
    coded = tmp_path / "coded.csv"
    coded.write_text("passage_id,code_id,value\np1,poverty,1\np2,poverty,0\n")
    assert run(texts, "--lexicon", lexicon, "--coded", coded) == 0
    shown = capsys.readouterr().out
    for title in ("What each term found", "each code", "without each term"):
        assert title in shown


@pytest.mark.parametrize("options", [("-o", "all.csv"), ("--json",)])
def test_a_file_takes_one_part(files, options, capsys):
    texts, lexicon = files
    assert run(texts, "--lexicon", lexicon, *options) == 1
    assert "Expected one table to write" in capsys.readouterr().err


def test_precision_needs_hand_coding(files, capsys):
    texts, lexicon = files
    assert run(texts, "--lexicon", lexicon, "--part", "precision") == 1
    assert "Expected --coded FILE" in capsys.readouterr().err


def test_lines_of_codes_leave_out_what_is_unsure(tmp_path):
    path = tmp_path / "coded.jsonl"
    path.write_text(
        json.dumps({"id": 1, "codes": {"a": True, "b": False}, "unsure": ["b"]})
    )
    table = read_coded(path)
    assert table[["passage_id", "code_id", "value"]].values.tolist() == [
        ["1", "a", 1.0]
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("coded.jsonl", '{"id": "x"}', "line 1: found no hand coding"),
        ("coded.csv", "passage_id,code\na,b\n", "Expected code_id, value as well"),
    ],
)
def test_broken_hand_coding_is_named(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        read_coded(path)
