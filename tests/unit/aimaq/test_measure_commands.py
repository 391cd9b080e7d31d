"""`aimaq indicators index | inequality | trend ...`: contract of columns, and errors."""

import json
import re

import pandas as pd
import pytest
from click.testing import CliRunner

from aimaq.cli.entry import aimaq
from ledger import InputError


def run(*words):
    result = CliRunner().invoke(aimaq, ["indicators", *map(str, words)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "table.csv"
    pd.DataFrame(
        {
            "region": list("abcd") * 4,
            "year": [y for y in (2000, 2001, 2002, 2005) for _ in "abcd"],
            "income": [1.0, 2, 3, 6, 1, 2, 4, 7, 2, 3, 4, 8, 2, 3, 5, 9],
            "people": [4.0, 3, 2, 1] * 4,
            "side": ["west", "west", "south", "south"] * 4,
        }
    ).to_csv(path, index=False)
    return path


@pytest.fixture
def values(tmp_path):
    path = tmp_path / "values.csv"
    pd.DataFrame(
        [
            {
                "indicator_id": name,
                "region_id": region,
                "period": 2016,
                "value": value,
                "unit": "persons",
                "status": "observed",
                "source_cell": "made up",
            }
            for name, numbers in {"a": [1, 2, 3, 99], "b": [5, 4, 9, 99]}.items()
            for region, value in zip(
                ["KZ-11", "KZ-15", "KZ-19", "KZ"], numbers, strict=True
            )
        ]
    ).to_csv(path, index=False)
    return path


def test_inequality_has_the_columns_of_the_contract(table):
    out = run("inequality", table, "--value", "income", "--json").stdout
    rows = json.loads(out)
    assert list(rows[0]) == ["measure", "component", "value"]
    out = run(
        "inequality", table, "--value", "income", "--weight", "people",
        "--group", "side", "--period", "year", "--measure", "theil_t", "--json",
    ).stdout  # fmt: skip
    rows = json.loads(out)
    assert list(rows[0]) == ["period", "measure", "component", "value"]
    assert {row["component"] for row in rows} >= {"total", "between", "within"}
    out = run(
        "inequality", table, "--value", "income", "--measure", "gini",
        "--interval", "bootstrap", "--json",
    ).stdout  # fmt: skip
    assert list(json.loads(out)[0])[-2:] == ["conf_low", "conf_high"]
    out = run(
        "inequality", table, "--value", "income", "--group", "side", "--measure", "gini",
        "--permutations", "49", "--label", "region", "--period", "year",
        "--lorenz-file", table.parent / "lorenz.csv", "--json",
    ).stdout  # fmt: skip
    assert list(json.loads(out)[0])[-1] == "p_value"
    assert len(pd.read_csv(table.parent / "lorenz.csv")) == 4 * 5


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "found no column. Expected a table whose first row names the columns"),
        ("region,income\na,1\nb,much\n", "column 'income': found 'much' (row 2)"),
    ],
)
def test_a_table_that_holds_no_numbers_is_refused_with_its_place(
    tmp_path, text, message
):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(message)):
        run("inequality", path, "--value", "income")


def test_trend_has_the_columns_of_the_contract(table, tmp_path):
    path = tmp_path / "out.csv"
    run(
        "trend",
        table,
        "--value",
        "income",
        "--period",
        "year",
        "--by",
        "region",
        "-o",
        path,
    )
    found = pd.read_csv(path)
    assert list(found.columns) == ["by", "measure", "value", "p_value"]
    slopes = found[found["measure"] == "sen_slope"].set_index("by")["value"]
    assert slopes["d"] == pytest.approx((0.6 + 1) / 2)


def test_index_leaves_the_country_out_and_writes_its_record(values, tmp_path):
    choices, parts = tmp_path / "choices.csv", tmp_path / "parts.csv"
    result = run(
        "index", values, "--component", "a=2", "--component", "b=-1",
        "--aggregation", "arithmetic", "--choices-file", choices,
        "--components-file", parts, "--json",
    )  # fmt: skip
    rows = json.loads(result.stdout)
    assert [row["region_id"] for row in rows] == ["KZ-11", "KZ-15", "KZ-19"]
    assert [row["score"] for row in rows] == pytest.approx([0.8 / 3, 2 / 3, 2 / 3])
    assert {row["scale"] for row in rows} == {"0-1"}
    assert "2 rows of the country are left out" in result.stderr
    assert set(pd.read_csv(choices)["choice"]) >= {"normalization", "weight"}
    assert len(pd.read_csv(parts)) == 6


def test_index_takes_dimensions_of_dimensions(values, tmp_path):
    parts = tmp_path / "parts.csv"
    run(
        "index", values, "--component", "a=2", "--component", "b=-1",
        "--dimension", "a=x", "--dimension", "b=y", "--dimension", "x=u",
        "--dimension", "y=u", "--dimension-weight", "x=3", "--dimension-weight", "y=1",
        "--dimension-weight", "u=1", "--components-file", parts,
    )  # fmt: skip
    found = pd.read_csv(parts).drop_duplicates("component").set_index("component")
    assert found["parent"].to_dict() == {
        "a": "x",
        "b": "y",
        "x": "u",
        "y": "u",
        "u": "index",
    }
    assert found.loc[["a", "b"], "index_weight"].tolist() == [0.75, 0.25]


def test_index_draws_its_choices(values, tmp_path):
    ranks, omissions = tmp_path / "ranks.csv", tmp_path / "omissions.csv"
    sensitivity = tmp_path / "sensitivity.csv"
    run(
        "index", values, "--component", "a=2", "--component", "b=1",
        "--normalization", "mean-100", "--vary", "normalization=rank",
        "--vary", "aggregation=arithmetic", "--weight-noise", "0.3",
        "--leave-one-out", "--measurement-error", "a=0.1", "--draws", "60",
        "--sobol-draws", "60", "--ranks-file", ranks, "--omissions-file", omissions,
        "--sensitivity-file", sensitivity,
    )  # fmt: skip
    assert len(pd.read_csv(ranks)) == 3
    assert len(pd.read_csv(omissions)) == 6
    assert set(pd.read_csv(sensitivity)["factor"]) == {
        "normalization", "aggregation", "component left out", "weight noise",
        "measurement error",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--component", "a=x"], "found 'x'. Expected a number"),
        (["--component", "a=0"], "weight 0 of a"),
        (["--component", "a=1", "--goalposts", "a=5"], "Expected LOW:HIGH"),
        (["--component", "a=1", "--dimension", "z=d"], "z is no component"),
        (["--component", "z=1"], "no values of z"),
        (
            ["--component", "a=1", "--vary", "scale=z", "--ranks-file", "r.csv"],
            "--vary: found 'scale'",
        ),
    ],
)
def test_wrong_options_of_index_are_said(values, words, message):
    with pytest.raises(Exception, match=message):
        run("index", values, *words)


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        (
            ("compare", "--value", "income", "--region", "region", "--period", "year",
             "--n-members", "1"),
            ["period", "measure", "value", "p_value", "n_leaders", "n_outsiders", "note"],
        ),
        (
            ("convergence", "--value", "income", "--region", "region",
             "--period", "year", "--weight", "people"),
            ["measure", "period", "value", "conf_low", "conf_high", "p_value",
             "n_regions", "note"],
        ),
        (
            ("classify", "--value", "income", "--region", "region", "--period", "year",
             "--limit", "1", "--name", "poor", "--name", "rich"),
            ["period", "region", "value", "relative", "class_name", "lower", "upper",
             "margin", "rule", "fit"],
        ),
        (
            ("factors", "--variable", "income", "--variable", "people",
             "--region", "region", "--period", "year"),
            ["variable", "component", "loading", "conf_low", "conf_high",
             "confidence_level", "communality"],
        ),
    ],
)  # fmt: skip
def test_other_measures_have_their_columns(table, words, columns):
    out = run(words[0], table, *words[1:], "--json").stdout
    assert list(json.loads(out)[0]) == columns


def test_extra_tables_of_measures_are_written(table, tmp_path):
    names = ("members", "eigenvalues", "scores", "adequacy")
    files = {name: tmp_path / f"{name}.csv" for name in names}
    run(
        "compare", table, "--value", "income", "--region", "region", "--period", "year",
        "--n-members", "1", "--members-file", files["members"],
    )  # fmt: skip
    run(
        "factors", table, "--variable", "income", "--variable", "people",
        "--eigenvalues-file", files["eigenvalues"], "--scores-file", files["scores"],
        "--adequacy-file", files["adequacy"],
    )  # fmt: skip
    assert [len(pd.read_csv(file)) for file in files.values()] == [2, 2, 16, 9]


def test_index_takes_a_table_of_values_alone(tmp_path):
    path = tmp_path / "plain.csv"
    pd.DataFrame(
        {
            "indicator_id": "a",
            "region_id": ["KZ-11", "KZ-15"],
            "period": 2016,
            "value": [1.0, 3.0],
            "comment": ["x", "y"],
        }
    ).to_csv(path, index=False)
    result = run("index", path, "--component", "a=1", "--json")
    assert [row["score"] for row in json.loads(result.stdout)] == [0, 1]
    assert "columns that are not used: comment" in result.stderr


def test_components_are_also_a_command_of_linkage(table):
    words = ["linkage", "factors", str(table), "--variable", "income"]
    result = CliRunner().invoke(aimaq, [*words, "--variable", "people", "--json"])
    assert json.loads(result.stdout)[0]["component"] == 1
