"""The commands of the second group keep their contract."""

import json

import pandas as pd
import pytest

LINES = [
    {
        "id": "a",
        "text": "В Алматинской, Жамбылской и Туркестанской областях строят школы.",
        "date": "2019-05-01",
        "language": "ru",
    },
    {"id": "b", "text": "Қарағанды облысында ішкі көші-қон күшейді.", "date": "2015"},
    {"id": "c", "text": "Air Astana opened a line.", "language": "en"},
]


@pytest.fixture
def lines(tmp_path):
    path = tmp_path / "in.jsonl"
    text = "\n".join(json.dumps(line, ensure_ascii=False) for line in LINES)
    path.write_text(text, encoding="utf-8")
    return path


def test_mentions_count_code_points_of_the_text_as_it_stands(aimaq, lines, tmp_path):
    aimaq("discourse", "mentions", lines, "-o", tmp_path / "out.csv")
    found = pd.read_csv(tmp_path / "out.csv", dtype={"id": "str"})
    columns = ["id", "start", "end", "surface", "region_id", "level", "sense", "status"]
    assert list(found.columns) == columns
    texts = {line["id"]: line["text"] for line in LINES}
    for row in found.to_dict("records"):
        assert texts[row["id"]][row["start"] : row["end"]] == row["surface"]
    places = found[found["sense"].isin(["place", "government"])]
    assert set(places[places["id"] == "a"]["region_id"]) == {"KZ-19", "KZ-31", "KZ-61"}
    assert set(places[places["id"] == "b"]["region_id"]) == {"KZ-35"}
    assert "c" not in set(places["id"])


def test_mentions_explain_themselves(aimaq, lines):
    done = aimaq("discourse", "mentions", lines, "--explain", "--json")
    found = json.loads(done.stdout)
    assert {row["id"] for row in found} >= {"a", "b"}
    assert all(row["rule"] for row in found)


def test_a_workbook_and_a_table_without_a_year_are_read(aimaq, tmp_path):
    path = tmp_path / "schools.csv"
    path.write_text("Region;Schools\nAtyrau Region;1 204\n", encoding="utf-8")
    wrong = aimaq("indicators", "read", path, expect=1)
    assert "no period found" in wrong.stderr
    aimaq(
        *("indicators", "read", path, "--period", "2022", "--unit", "units"),
        *("-o", tmp_path / "out.csv"),
    )
    found = pd.read_csv(tmp_path / "out.csv", dtype="str")
    assert list(found.columns) == [
        *("indicator_id", "region_id", "period", "value", "unit"),
        *("status", "source_cell"),
    ]
    row = found.iloc[0]
    assert (row["region_id"], row["period"]) == ("KZ-23", "2022")
    assert (float(row["value"]), row["source_cell"]) == (1204.0, "schools.csv#B2")


def test_an_index_of_a_table_of_values(aimaq, tmp_path):
    path = tmp_path / "income.csv"
    path.write_text(
        "region,period,value\nAtyrau Region,2016,10\nPavlodar Region,2016,20\n",
        encoding="utf-8",
    )
    aimaq("indicators", "read", path, "--unit", "KZT/month", "-o", tmp_path / "v.csv")
    aimaq(
        *("indicators", "index", tmp_path / "v.csv", "--component", "income=1"),
        *("-o", tmp_path / "index.csv"),
    )
    found = pd.read_csv(tmp_path / "index.csv").set_index("region_id")
    assert found.loc["KZ-55", "score"] == 1.0
    assert found.loc["KZ-23", "score"] == 0.0
    wrong = aimaq(
        *("indicators", "index", tmp_path / "v.csv", "--component", "income"), expect=1
    )
    assert "Expected NAME=VALUE" in wrong.stderr


def test_join_lists_what_found_no_partner(aimaq, tmp_path):
    (tmp_path / "s.csv").write_text(
        "measure_id,region_id,period,estimate\nm,KZ-23,2016,0.5\nm,KZ-55,2016,0.1\n",
        encoding="utf-8",
    )
    (tmp_path / "v.csv").write_text(
        "indicator_id,region_id,period,value\ni,KZ-23,2016,7\n", encoding="utf-8"
    )
    aimaq(
        *("linkage", "join", tmp_path / "s.csv", tmp_path / "v.csv"),
        *("-o", tmp_path / "out.csv", "--losses", tmp_path / "lost.csv"),
    )
    linked = pd.read_csv(tmp_path / "out.csv").set_index("region_id")
    assert linked.loc["KZ-23", "i"] == 7
    assert pd.isna(linked.loc["KZ-55", "i"])
    assert "KZ-55" in (tmp_path / "lost.csv").read_text(encoding="utf-8")


def test_hits_name_category_term_and_span(aimaq, lines, tmp_path):
    aimaq("discourse", "hits", lines, "-o", tmp_path / "out.csv")
    found = pd.read_csv(tmp_path / "out.csv", dtype={"id": "str"})
    assert list(found.columns) == [
        "id",
        "category",
        "term",
        "start",
        "end",
        "is_negated",
    ]
    assert "migration" in set(found[found["id"] == "b"]["category"])


def test_a_broken_line_is_named(aimaq, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(
        '{"id": 1, "text": "a"}\n{"id": 2\n{"text": "b"}\n', encoding="utf-8"
    )
    done = aimaq("discourse", "mentions", path, expect=1)
    assert "in.jsonl, line 2" in done.stderr
    assert "in.jsonl, line 3" in done.stderr


def test_read_writes_one_line_a_document(aimaq, tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("Атырау облысы. Мектеп салынды.", encoding="utf-8")
    (folder / "b.txt").write_text("", encoding="utf-8")
    aimaq("discourse", "read", folder, "-o", tmp_path / "out.jsonl")
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    keys = [
        "document_id",
        "path",
        "status",
        "language",
        "n_pages",
        "text",
        "tables",
        "problems",
    ]
    assert all(list(row) == keys for row in rows)
    assert [row["status"] for row in rows] == ["read", "empty"]
    assert rows[1]["problems"]


def test_correlate_prints_what_so_few_regions_could_show(aimaq, tmp_path):
    frame = pd.DataFrame(
        {
            "r": [f"r{i}" for i in range(16)],
            "x": range(16),
            "y": [i**2 for i in range(16)],
        }
    )
    frame.to_csv(tmp_path / "in.csv", index=False)
    aimaq(
        *("linkage", "correlate", tmp_path / "in.csv", "--x", "x", "--y", "y"),
        *("--region", "r", "--method", "spearman", "-o", tmp_path / "out.csv"),
    )
    found = pd.read_csv(tmp_path / "out.csv")
    columns = (
        "method,scope,estimate,conf_low,conf_high,p_value,n_observations,n_regions,"
        "smallest_detectable,note"
    )
    assert list(found.columns) == columns.split(",")
    between = found[found["scope"] == "between"].iloc[0]
    assert between["estimate"] == pytest.approx(1)
    assert between["smallest_detectable"] == pytest.approx(0.640, abs=0.001)


def test_regress_writes_robust_errors(aimaq, tmp_path):
    frame = pd.DataFrame({"x": [1, 2, 3, 4, 5, 6], "y": [1, 3, 2, 5, 4, 6.5]})
    frame.to_csv(tmp_path / "in.csv", index=False)
    aimaq(
        *("linkage", "regress", tmp_path / "in.csv", "--formula", "y ~ x"),
        *("-o", tmp_path / "out.csv"),
    )
    found = pd.read_csv(tmp_path / "out.csv").set_index("term")
    assert found.loc["x", "estimate"] == pytest.approx(0.9571, abs=1e-3)
    assert found["note"].notna().any() or found["standard_error"].notna().all()


@pytest.mark.parametrize("ending", ["csv", "parquet", "jsonl", "xlsx"])
def test_every_ending_is_written_and_another_refused(aimaq, lines, tmp_path, ending):
    aimaq("discourse", "language", lines, "-o", tmp_path / f"out.{ending}")
    assert (tmp_path / f"out.{ending}").stat().st_size
    done = aimaq("discourse", "language", lines, "-o", tmp_path / "out.doc", expect=1)
    assert "Expected one of .csv" in done.stderr
