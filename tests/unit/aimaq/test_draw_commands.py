"""`aimaq indicators draw` and `aimaq discourse draw` from files to pictures."""

import json

import pandas as pd
import pytest

from aimaq.cli import main


def run(*arguments):
    with pytest.raises(SystemExit) as stop:
        main([str(one) for one in arguments])
    return stop.value.code


@pytest.fixture
def values(tmp_path):
    path = tmp_path / "values.csv"
    pd.DataFrame(
        [
            {
                "indicator_id": "grp", "region_id": region, "period": year,
                "value": 100.0 * number + year - 2000, "people": 10.0 + number,
            }
            for number, region in enumerate(("KZ-11", "KZ-15", "KZ-71"))
            for year in (2016, 2017)
        ]
    ).to_csv(path, index=False)  # fmt: skip
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("heatmap",),
        ("series", "--break", "2017=census", "--own-scales"),
        ("map", "--boundaries", "2017", "--select", "period=2017"),
        ("lorenz", "--value", "value", "--weight", "people", "--period", "period"),
    ],
)
def test_statistics_are_drawn(values, tmp_path, arguments):
    output = tmp_path / "picture.svg"
    kind, *options = arguments
    words = ("--title", "Product", "--unit", "KZT", "--source", "an office")
    code = run("indicators", "draw", kind, values, *options, *words, "-o", output)
    assert code == 0
    text = output.read_text(encoding="utf-8")
    assert "Product" in text
    assert "Source: an office" in text


def test_decomposition_of_the_table_of_inequality(values, tmp_path):
    table = tmp_path / "grouped.csv"
    frame = pd.read_csv(values)
    frame.assign(side=frame["region_id"].eq("KZ-71").map(str)).to_csv(
        table, index=False
    )
    parts, output = tmp_path / "parts.csv", tmp_path / "parts.png"
    options = ("--value", "value", "--group", "side", "--period", "period")
    assert run("indicators", "inequality", table, *options, "-o", parts) == 0
    assert run("indicators", "draw", "decomposition", parts, "-o", output) == 0
    assert output.read_bytes().startswith(b"\x89PNG")


def test_what_is_not_there_is_said(values, tmp_path, capsys):
    output = tmp_path / "picture.svg"
    arguments = ("indicators", "draw", "heatmap", values, "-o", output)
    assert run(*arguments, "--select", "period=1999") == 1
    assert "Expected one of 2016, 2017" in capsys.readouterr().err
    assert run(*arguments, "--select", "year=2016") == 1
    assert "found the columns indicator_id" in capsys.readouterr().err
    assert not output.exists()


def test_texts_are_drawn(tmp_path):
    texts = tmp_path / "texts.jsonl"
    lines = [{"id": "a", "text": "far and far"}, {"id": "b", "text": "near far"}]
    texts.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    output = tmp_path / "xray.svg"
    assert run("discourse", "draw", "xray", texts, "far", "-o", output) == 0
    assert "n: 3 occurrences in 2 parts" in output.read_text(encoding="utf-8")


def test_scores_overlap_and_keyness_are_drawn(tmp_path):
    tables = {
        "codes": pd.DataFrame(
            {
                "measure_id": ["prevalence:a", "prevalence:b"],
                "region_id": ["KZ-11", "KZ-11"],
                "period": ["2012/2020"] * 2,
                "estimate": [0.1, 0.2],
            }
        ),
        "overlap": pd.DataFrame(
            {"category_a": ["a"], "category_b": ["b"], "jaccard": [0.5]}
        ),
        "keyness": pd.DataFrame(
            {"term": ["x", "y"], "measure": ["log_ratio"] * 2, "value": [1.0, -2.0]}
        ),
        "trend": pd.DataFrame(
            {"measure_id": ["m", "m"], "period": [2010, 2011], "estimate": [0.1, 0.2]}
        ),
    }
    for kind, table in tables.items():
        source, output = tmp_path / f"{kind}.csv", tmp_path / f"{kind}.svg"
        table.to_csv(source, index=False)
        assert run("discourse", "draw", kind, source, "-o", output) == 0
        assert output.stat().st_size > 1_000


def test_the_trend_of_a_term_from_texts_to_picture(tmp_path, capsys):
    texts = tmp_path / "texts.jsonl"
    lines = [
        {
            "id": str(year),
            "date": str(year),
            "text": "far away " + "road " * (year - 2009),
        }
        for year in range(2010, 2015)
    ]
    texts.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    table, picture = tmp_path / "trend.csv", tmp_path / "trend.svg"
    assert run("discourse", "trend", texts, "far", "road", "-o", table) == 0
    assert len(pd.read_csv(table)) == 10
    assert run("discourse", "draw", "trend", table, "--by", "by", "-o", picture) == 0
    assert "n: 2 series, 2010-2014" in picture.read_text(encoding="utf-8")
    assert run("discourse", "trend", texts) == 1
    assert "Expected what to count" in capsys.readouterr().err


def test_an_index_is_drawn_from_the_tables_of_its_command(tmp_path):
    values = tmp_path / "values.csv"
    pd.DataFrame(
        [
            {
                "indicator_id": indicator, "region_id": region, "period": year,
                "value": 10.0 + number * (3 if indicator == "a" else 7) + year - 2019,
            }
            for indicator in ("a", "b")
            for number, region in enumerate(("KZ-11", "KZ-15", "KZ-19", "KZ-71"))
            for year in (2020, 2021)
        ]
    ).to_csv(values, index=False)  # fmt: skip
    scores, parts, ranks = (tmp_path / f"{n}.csv" for n in ("scores", "parts", "ranks"))
    options = ("--component", "a=1", "--component", "b=1", "--weight-noise", "0.3")
    files = ("--components-file", parts, "--ranks-file", ranks, "--draws", "50")
    assert run("indicators", "index", values, *options, *files, "-o", scores) == 0
    picture = tmp_path / "picture.svg"
    assert run("indicators", "draw", "components", parts, scores, "-o", picture) == 0
    assert "n: 4 regions, 2 components" in picture.read_text(encoding="utf-8")
    assert run("indicators", "draw", "ranks", ranks, "-o", picture) == 0
    assert "n: 4 regions" in picture.read_text(encoding="utf-8")


def test_the_scree_is_drawn_from_the_eigenvalues(tmp_path):
    table, eigenvalues = tmp_path / "table.csv", tmp_path / "eigenvalues.csv"
    pd.DataFrame(
        {
            "region": [f"r{i}" for i in range(12)],
            "x": range(12),
            "y": [i + i % 3 for i in range(12)],
            "z": [i % 5 for i in range(12)],
        }
    ).to_csv(table, index=False)
    options = [word for name in "xyz" for word in ("--variable", name)]
    files = ("--eigenvalues-file", eigenvalues, "-o", tmp_path / "loadings.csv")
    assert run("indicators", "factors", table, *options, *files) == 0
    picture = tmp_path / "scree.svg"
    assert run("indicators", "draw", "scree", eigenvalues, "-o", picture) == 0
    assert "n: 3 variables" in picture.read_text(encoding="utf-8")
