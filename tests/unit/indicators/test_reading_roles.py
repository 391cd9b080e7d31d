"""What the reader says it took each row and column for."""

import json

from click.testing import CliRunner

from aimaq.cli.entry import aimaq
from indicators import READING_ROLES, read_indicator_file
from ledger import check_table

ROWS = [
    ["Выдуманный показатель, млн тенге"],
    [None, 2019, None],
    [None, "9 месяцев", "год"],
    ["А", 1, 2],
    ["Мужчины"],
    ["Республика Казахстан", 3, 4],
    ["Акмолинская", 1, 2],
    ["  городское население", 1, 1],
    ["Кокшетауская", 5, 6],
    [],
    ["1) примечание"],
]


def find(data, axis):
    table = data.roles[data.roles["axis"] == axis]
    columns = (table["position"], table["role"], table["detail"])
    return {place: (role, text) for place, role, text in zip(*columns, strict=True)}


def test_every_row_and_column_has_a_role(write_workbook):
    path = write_workbook({"s": ROWS}, {"s": ["B2:C2"]})
    data = read_indicator_file(path)
    check_table(data.roles, READING_ROLES)
    rows, columns = find(data, "row"), find(data, "column")
    assert [rows[place][0] for place in range(1, 12)] == [
        "title",
        "header 1",
        "header 2",
        "column numbers",
        "heading",
        "country",
        "region",
        "part",
        "unknown label",
        "empty",
        "footer",
    ]
    assert columns[1][0] == "region"
    assert columns[2] == ("value", "period 2019-01/2019-09")
    assert columns[3] == ("value", "period 2019")
    assert rows[8][1].startswith("KZ-11; part of KZ-11; under 'Мужчины")


def test_turned_tables_say_so(write_workbook):
    path = write_workbook(
        {"s": [[None, "Akmola", "Atyrau"], [2019, 1, 2], [2020, 3, 4]]}
    )
    data = read_indicator_file(path, unit="persons")
    assert len(data.values) == 4
    assert find(data, "row")[2] == ("value", "period 2019")
    assert find(data, "column")[2] == ("region", "KZ-11")


def test_the_command_shows_roles_instead_of_values(write_workbook):
    path = write_workbook({"s": ROWS}, {"s": ["B2:C2"]})
    shown = CliRunner().invoke(aimaq, ["indicators", "read", str(path), "--explain"])
    assert shown.exit_code == 0
    for text in ("column numbers", "unknown label", "period 2019-01/2019-09", "footer"):
        assert text in shown.output
    written = CliRunner().invoke(
        aimaq, ["indicators", "read", str(path), "--explain", "--json"]
    )
    assert json.loads(written.stdout)[0]["role"] == "region"


def test_the_command_takes_labels_and_a_decimal_sign(write_csv):
    path = write_csv("регион;2019\nАлматы;1,234\n")
    options = ["--label", "Алматы=KZ-75", "--decimal", "comma", "--json"]
    done = CliRunner().invoke(aimaq, ["indicators", "read", str(path), *options])
    assert json.loads(done.stdout)[0]["value"] == 1.234
    wrong = CliRunner().invoke(
        aimaq, ["indicators", "read", str(path), "--decimal", "dot"]
    )
    assert wrong.exit_code != 0
    assert "decimal" in str(wrong.exception)


def test_numbers_under_the_word_year_are_values_not_periods(write_csv):
    data = read_indicator_file(
        write_csv("Регион,2019 I квартал,год\nПавлодар,10,2016\nАкмола,20,84213\n"),
        indicator_id="x",
    )
    assert not set(data.values["period"]) & {"2016"}


def test_a_unit_in_a_footnote_is_nobody_elses(write_workbook):
    rows = [
        [None, "1992 1)", 1993],
        ["Акмолинская область", 5, 6],
        ["Костанайская область", 7, 8],
        ["1) млн рублей"],
    ]
    data = read_indicator_file(write_workbook({"s": rows}), indicator_id="x")
    units = dict(zip(data.values["period"], data.values["unit"], strict=True))
    assert units == {"1992": "mln RUB", "1993": "unknown"}
