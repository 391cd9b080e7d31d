"""The commands about lexicons: hits and concordances."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

from aimaq.cli.entry import aimaq

ROWS = [
    {"id": "a", "language": "ru", "text": "Бедные регионы. Нет бедности в селе."},
    {"id": "b", "language": "en", "text": "Poor regions and poverty."},
]


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "texts.jsonl"
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), "utf-8"
    )
    return path


def run(*arguments):
    return CliRunner().invoke(aimaq, ["discourse", *map(str, arguments)])


def read(result, path):
    assert result.exit_code == 0, result.output
    return pd.read_csv(path, keep_default_na=False)


def test_hits_have_the_columns_of_the_contract(source, tmp_path):
    lexicon = tmp_path / "p.toml"
    lexicon.write_text('id = "p"\n[categories.p]\nru = ["бедность"]\n', "utf-8")
    out = tmp_path / "hits.csv"
    table = read(run("hits", source, "-o", out, "--lexicon", lexicon), out)
    assert list(table.columns) == [
        "id", "category", "term", "start", "end", "is_negated",
    ]  # fmt: skip
    assert table.to_dict("list") == {
        "id": ["a"], "category": ["p"], "term": ["бедность"],
        "start": [20], "end": [28], "is_negated": [True],
    }  # fmt: skip
    result = run("hits", source, "-o", out, "--lexicon", lexicon, "--words")
    assert read(result, out)["surface"].tolist() == ["бедности"]


def test_kwic_has_the_columns_of_the_contract(source, tmp_path):
    out = tmp_path / "lines.csv"
    table = read(run("kwic", source, "регион", "-o", out, "--window", 1), out)
    assert table.to_dict("list") == {
        "id": ["a"], "start": [7], "end": [14],
        "left": ["Бедные"], "match": ["регионы"], "right": [". Нет"],
    }  # fmt: skip


def test_kwic_by_form_finds_the_form_only(source, tmp_path):
    out = tmp_path / "lines.csv"
    assert read(run("kwic", source, "регион", "-o", out, "--unit", "form"), out).empty
    result = run("kwic", source, "poor region*", "-o", out, "--unit", "form")
    assert read(result, out)["match"].tolist() == ["Poor regions"]


def test_kwic_shows_a_category_of_a_lexicon(source, tmp_path):
    lexicon = tmp_path / "p.toml"
    lexicon.write_text('id = "p"\n[categories]\np = ["poverty"]\nr = ["region"]\n')
    out = tmp_path / "lines.csv"
    result = run(
        "kwic", source, "--lexicon", lexicon, "--category", "p", "-o", out, "--details"
    )
    table = read(result, out)
    assert table["match"].tolist() == ["poverty"]
    assert table["label"].tolist() == ["p"]
    assert table["document_id"].tolist() == ["b"]
    wrong = run("kwic", source, "--lexicon", lexicon, "--category", "q")
    assert wrong.exit_code == 1
    assert "p, r" in str(wrong.exception)


def test_kwic_needs_to_know_what_to_look_for(source):
    result = run("kwic", source)
    assert result.exit_code == 1
    assert "PATTERN" in str(result.exception)


def test_kwic_of_a_broken_pattern_names_the_place(source):
    result = run("kwic", source, "poor NEAR region")
    assert result.exit_code == 1
    assert "column 6" in str(result.exception)


def test_lexicon_is_converted_and_losses_are_said(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text('id = "p"\n[categories.p]\nany = ["a NEAR/3 b", \'"c"\']\n')
    result = run("lexicon", path, "-o", tmp_path / "p.yml")
    assert result.exit_code == 0, result.output
    assert (tmp_path / "p.yml").read_text() == "p:\n- c\n"
    assert "a NEAR/3 b" in result.output
    assert "2 patterns in 1 categories; read back, it has 1 in 1" in result.output
    shown = run("lexicon", path, "--json")
    assert [row["pattern"] for row in json.loads(shown.stdout)] == ["a NEAR/3 b", '"c"']


DICTIONARY = "P\n\tPOVERTY (1)\n\t@R [REGIONS NEAR POVERTY /C] (1)\n"


@pytest.mark.parametrize("command", [["hits"], ["kwic"], ["trend"], ["collocates"]])
def test_commands_say_what_reading_left_out(source, tmp_path, command):
    path = tmp_path / "p.cat"
    path.write_text(DICTIONARY, "utf-8")
    more = ["--around", "categories"] if command == ["collocates"] else []
    result = run(*command, source, "--lexicon", path, *more)
    assert "p.cat, line 3, column 19: rule @R" in result.output
    assert "has fewer hits than in WordStat" in result.output


def test_lexicon_lists_what_it_left_out_as_a_warning(tmp_path):
    path = tmp_path / "p.cat"
    path.write_text(DICTIONARY, "utf-8")
    result = run("lexicon", path)
    assert "warning  p.cat, line 3, column 19" in result.output


def test_pattern_without_a_word_says_so(source):
    assert "is no word of a text" in run("kwic", source, '":)"').output
