"""`aimaq indicators harmonize` and `check`: files and tables in, values and findings out."""

import json

import pandas as pd
import pytest

from aimaq.cli import main

GRP = """region,2017,2018,2019
Туркестанская область,,700,770
г. Шымкент,,300,330
Южно-Казахстанская область,900,,
"""
PEOPLE = """region,2017,2018,2019,2020
Туркестанская область,,3000,3000,3000
г. Шымкент,,1000,1000,1000
Южно-Казахстанская область,3900,,,
"""


@pytest.fixture
def files(tmp_path):
    for name, text in (("grp", GRP), ("people", PEOPLE)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(*arguments):
    with pytest.raises(SystemExit) as stop:
        main([str(one) for one in ("indicators", *arguments)])
    return stop.value.code


def harmonize(files, boundaries, *options):
    code = run(
        *("harmonize", files / "grp.csv", files / "people.csv"),
        *("--boundaries", boundaries, "--unit", "grp=mln KZT"),
        *("--unit", "people=persons", *options, "-o", files / "out.csv"),
    )
    assert code == 0
    table = pd.read_csv(files / "out.csv", dtype={"period": "str"})
    keys = zip(table["indicator_id"], table["region_id"], table["period"], strict=True)
    return dict(zip(keys, table["value"], strict=True)), table


def test_parts_are_merged_and_divided(files):
    values, table = harmonize(files, 2017, "--ratio", "per_head=grp/people")
    assert list(table.columns) == [
        *("indicator_id", "region_id", "period", "value", "unit"),
        *("status", "source_cell"),
    ]
    assert values["grp", "KZ-YUZ", "2017"] == 900
    assert values["grp", "KZ-YUZ", "2018"] == 1000
    assert values["per_head", "KZ-YUZ", "2018"] == pytest.approx(0.25)


def test_undivided_values_are_split_if_asked(files, capsys):
    values, _ = harmonize(files, 2018)
    assert ("grp", "KZ-61", "2017") not in values
    assert "split: it covers several regions" in capsys.readouterr().err
    values, _ = harmonize(files, 2018, "--split-by", "grp=grp")
    assert values["grp", "KZ-61", "2017"] == pytest.approx(630)
    shares = files / "shares.csv"
    shares.write_text(
        "from_region_id,to_region_id,share\nKZ-YUZ,KZ-61,0.9\nKZ-YUZ,KZ-79,0.1\n",
        encoding="utf-8",
    )
    values, _ = harmonize(files, 2018, "--shares", shares)
    assert values["grp", "KZ-79", "2017"] == pytest.approx(90)


def test_breaks_and_refusals_are_options(files, capsys):
    breaks = files / "breaks.csv"
    breaks.write_text(
        "indicator_id,period,reason\ngrp,2018,new method\n", encoding="utf-8"
    )
    options = ("--breaks", breaks, "--aggregation", "people=none")
    values, table = harmonize(files, 2017, *options)
    marked = table[table["status"] == "break"]
    assert set(marked["period"]) == {"2018"}
    assert pd.isna(values["people", "KZ-YUZ", "2018"])
    assert "declared not to aggregate" in capsys.readouterr().err


def test_rubles_need_a_rate(files, capsys):
    (files / "grp.csv").write_text(
        "region,period,value,unit\nАтырауская,1992,500,mln RUB\n", encoding="utf-8"
    )
    base = ("harmonize", files / "grp.csv", "--boundaries", 2017, "--unit", "mln KZT")
    assert run(*base, "-o", files / "out.csv") == 0
    assert "no rate from RUB to KZT" in capsys.readouterr().err
    (files / "rates.csv").write_text(
        "from_currency,to_currency,period,rate\nRUB,KZT,1992,0.002\n", encoding="utf-8"
    )
    rates = ("--rates", files / "rates.csv", "-o", files / "out.csv")
    assert run(*base, *rates) == 0
    table = pd.read_csv(files / "out.csv")
    assert table["value"].tolist() == [pytest.approx(1)]
    assert "rate 0.002 KZT/RUB" in table["source_cell"].item()


def test_ratios_have_units_and_amounts_prices_of_a_year(files, capsys):
    (files / "cpi.csv").write_text(
        "region,2018,2019\nКазахстан,108,110\n", encoding="utf-8"
    )
    options = ("harmonize", files / "grp.csv", files / "people.csv", files / "cpi.csv")
    options += ("--boundaries", 2018, "--unit", "grp=mln KZT", "--unit", "cpi=%")
    options += ("--unit", "people=persons", "--ratio", "per_head=grp/people")
    options += ("--unit", "per_head=thousand KZT/person")
    options += ("--real", "per_head_real=per_head/cpi", "-o", files / "out.csv")
    assert run(*options) == 1
    assert "--base-year" in capsys.readouterr().err
    assert run(*options, "--base-year", 2018, "--price-basis", "previous_year") == 0
    table = pd.read_csv(files / "out.csv", dtype={"period": "str"})
    found = table.set_index(["indicator_id", "region_id", "period"])["value"]
    assert found["per_head", "KZ-61", "2019"] == pytest.approx(770 / 3)
    assert found["per_head_real", "KZ-61", "2019"] == pytest.approx(770 / 3 / 1.1)


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (("--kind", "grp=additive"), "additive"),
        (("--weight", "gpr=people"), "weights: found gpr"),
        (("--split-by", "grp=area"), "split_by: found area"),
    ],
)
def test_wrong_options_are_refused_with_what_was_found(files, capsys, option, message):
    code = run(
        *("harmonize", files / "grp.csv", files / "people.csv", "--boundaries", 2018),
        *("--unit", "grp=mln KZT", "--unit", "people=persons", *option),
    )
    assert code == 1
    assert message in capsys.readouterr().err


def test_a_table_that_read_wrote_is_taken_as_it_is(files):
    assert (
        run("read", files / "grp.csv", "--unit", "mln KZT", "-o", files / "a.csv") == 0
    )
    code = run(
        "harmonize", files / "a.csv", "--boundaries", 2017, "-o", files / "b.csv"
    )
    assert code == 0
    table = pd.read_csv(files / "b.csv")
    assert set(table["region_id"]) == {"KZ-YUZ"}
    assert table["source_cell"].str.contains("grp.csv#").all()


def test_an_indicator_nobody_read_is_refused(files, capsys):
    code = run(
        *("harmonize", files / "grp.csv", "--unit", "mln KZT", "--boundaries", 2017),
        *("--kind", "gdp=extensive"),
    )
    assert code == 1
    assert "'gdp'. Expected one of grp" in capsys.readouterr().err


def test_two_sources_are_set_side_by_side(files, capsys):
    (files / "other.csv").write_text(GRP.replace("770", "870"), encoding="utf-8")
    code = run(
        *("check", files / "grp.csv", "--against", files / "other.csv", "--json"),
        *("--unit", "mln KZT"),
    )
    assert code == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["region_id"], found["period"]) == ("KZ-61", "2019")
    assert "-11.49 %" in found["found"]


def test_check_prints_what_cannot_be_right(files, capsys):
    (files / "share.csv").write_text(
        "region,2021\nТуркестанская область,1.4\nЮжно-Казахстанская область,0.2\n",
        encoding="utf-8",
    )
    assert run("check", files / "share.csv", "--unit", "share", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    by_check = {row["check"]: row for row in found}
    assert by_check["impossible-value"]["source_cell"] == "share.csv#B2"
    assert by_check["region-did-not-exist"]["severity"] == "error"
    code = run("check", files / "share.csv", "--unit", "share", "--check", "nothing")
    assert code == 1
