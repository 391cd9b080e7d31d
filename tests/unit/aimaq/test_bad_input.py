"""Input that cannot be used: each gets one clear message, never an empty answer."""

import json

import pytest
from click.testing import CliRunner

from aimaq.cli.entry import aimaq
from ledger import InputError, Problem


def run(*words):
    result = CliRunner().invoke(aimaq, [str(word) for word in words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize(
    "command", [("mentions",), ("hits",), ("topics",), ("kwic", "бедность")]
)
def test_table_without_a_column_of_texts_is_an_error_not_an_empty_answer(
    command, tmp_path
):
    path = tmp_path / "speeches.csv"
    path.write_text("id,body\na,бедность в Алматы\n", encoding="utf-8")
    name, *pattern = command
    with pytest.raises(InputError, match="column `text`"):
        run("discourse", name, path, *pattern)


def test_documents_beside_one_that_cannot_be_read_are_used_and_it_is_named(tmp_path):
    (tmp_path / "good.txt").write_text("Бедность растёт в ауле.", encoding="utf-8")
    (tmp_path / "bad.csv").write_text("id,body\na,b\n", encoding="utf-8")
    result = run("discourse", "kwic", tmp_path, "бедность", "--json")
    assert [row["match"] for row in json.loads(result.stdout)] == ["Бедность"]
    assert "bad.csv" in result.stderr
    assert "missing-text-column" in result.stderr


def test_lines_in_another_encoding_are_named_with_their_line(tmp_path):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(
        b'{"id": "a", "text": "one"}\n' + '{"id": "b", "text": "два"}'.encode("cp1251")
    )
    with pytest.raises(InputError, match=r"lines\.jsonl, line 2: .* not UTF-8"):
        run("discourse", "hits", path)


def test_table_in_another_encoding_says_how_to_save_it(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_bytes("id,text\na,бедность\n".encode("cp1251"))
    with pytest.raises(InputError, match="not UTF-8"):
        run("discourse", "dispersion", path)


@pytest.mark.parametrize("mark", [";", "\t"])
def test_table_with_other_marks_between_columns_says_so(mark, tmp_path):
    path = tmp_path / "income.csv"
    path.write_text(f"region{mark}income\nA{mark}5,1\n", encoding="utf-8")
    with pytest.raises(InputError, match="Expected commas"):
        run("indicators", "inequality", path, "--value", "income")


def test_measure_with_a_slip_gets_the_nearest_name(tmp_path):
    path = tmp_path / "income.csv"
    path.write_text("region,income\nA,5\nB,6\n", encoding="utf-8")
    with pytest.raises(InputError, match="Did you mean 'theil_"):
        run(
            "indicators",
            "inequality",
            path,
            "--value",
            "income",
            "--measure",
            "thiel_t",
        )


@pytest.mark.parametrize(
    ("expected", "shown"), [("UTF-8", "UTF-8"), ("A header", "a header")]
)
def test_names_in_capitals_stay_so_inside_a_sentence(expected, shown):
    problem = Problem(
        code="x",
        severity="note",
        where="a.csv",
        found="b",
        expected=expected,
        action="",
    )
    assert problem.sentence == f"a.csv: b. Expected: {shown}."


@pytest.mark.parametrize("run_of", ["а", "aб", ".", " ", "\u00ad"])
def test_run_of_a_million_characters_is_read(run_of, tmp_path):
    # Patterns that are tried at each character of a run would need hours here.
    text = f"Начало x{run_of * (1_000_000 // len(run_of))}x конец."
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    line = {"id": "a", "text": text}
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    read = run("discourse", "language", tmp_path / "long.txt", "--json")
    assert len(json.loads(read.stdout)) == 1
    hits = run("discourse", "kwic", lines, "конец", "--json")
    assert [row["match"] for row in json.loads(hits.stdout)] == ["конец"]


@pytest.mark.parametrize("command", ["keyness", "collocations", "dispersion"])
def test_column_of_texts_without_a_text_is_an_error(command, tmp_path):
    path = tmp_path / "speeches.csv"
    path.write_text("text,group\n,a\n ,b\n", encoding="utf-8")
    options = ("--target", "group=a") if command == "keyness" else ()
    with pytest.raises(InputError, match="no text in the 2 rows"):
        run("discourse", command, path, *options)


@pytest.mark.parametrize(
    "command",
    [
        ("keyness", "--target", "side=a"),
        ("dispersion",),
        ("hits",),
        ("mentions",),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_before_the_texts_are_read(
    command, tmp_path
):
    # The texts are not there: reading them would be the first to fail.
    name, *options = command
    with pytest.raises(InputError, match=r"out\.txt: found the ending '\.txt'"):
        run("discourse", name, tmp_path / "no.csv", *options, "-o", "out.txt")


@pytest.mark.parametrize("command", [("hits",), ("kwic", "бедность"), ("mentions",)])
def test_a_guessed_encoding_is_told(command, tmp_path):
    text = "id,text\na,Бедность растёт в ауле и в городе Актобе\n"
    (tmp_path / "texts.csv").write_bytes(text.encode("cp1251"))
    name, *options = command
    result = run("discourse", name, tmp_path / "texts.csv", *options, "--json")
    assert json.loads(result.stdout)[0]["id"] == "a#0001"
    assert "texts.csv: text in cp1251, not UTF-8" in result.stderr


def test_of_many_guessed_encodings_some_are_told_and_the_others_counted(tmp_path):
    for number in range(5):
        path = tmp_path / f"text{number}.txt"
        path.write_bytes("Бедность растёт в ауле.".encode("cp1251"))
    (tmp_path / "good.txt").write_text("Бедность.", encoding="utf-8")
    for command in (("hits", tmp_path), ("frequencies", tmp_path)):
        stderr = run("discourse", *command).stderr
        assert stderr.count("text in cp1251, not UTF-8") == 3
        assert "so are 2 more texts" in stderr


def test_cells_without_text_and_cells_of_numbers_are_texts(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text('text,x\noil gas,1\n,2\n"  ",3\n', encoding="utf-8")
    rows = json.loads(run("discourse", "frequencies", path, "--json").stdout)
    assert {(row["term"], row["document_share"]) for row in rows} == {
        ("gas", 1.0), ("oil", 1.0)
    }  # fmt: skip
    path.write_text("text,x\n12,1\n12,2\n", encoding="utf-8")
    rows = json.loads(run("discourse", "frequencies", path, "--json").stdout)
    assert [(row["term"], row["n"]) for row in rows] == [("12", 2)]
