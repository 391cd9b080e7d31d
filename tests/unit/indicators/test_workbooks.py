"""Workbooks as the statistics office makes them."""

import zipfile

import openpyxl
import pytest

from indicators import read_indicator_file
from ledger import TableError

from .conftest import look_up


def codes(data):
    return [problem.code for problem in data.problems]


def test_titles_captions_footnotes_and_marks(write_workbook):
    path = write_workbook(
        {
            " 1990-1997": [
                ["Gross regional product"],
                [None, None, None, "mln.tenge"],
                [None, "19921)", 1993, "19942)"],
                ["Republic of Kazakhstan", 30, 300, 3000],
                ["\u0410kmola", 10, 100, 1000],
                ["Pavlodar ", 20, 200, 2000],
                [],
                ["1) 1990-1992 -mln. rubles"],
                ["2) preliminary data "],
            ]
        }
    )
    data = read_indicator_file(path, indicator_id="grp")
    assert look_up(data.values)["KZ-11", "1993"] == 100
    assert len(data.values) == 9
    assert look_up(data.values, "unit")["KZ-11", "1992"] == "mln RUB"
    assert look_up(data.values, "unit")["KZ-11", "1993"] == "mln KZT"
    assert look_up(data.values, "status")["KZ-11", "1994"] == "estimated"
    cell = look_up(data.values, "source_cell")["KZ-11", "1993"]
    assert cell == "book.xlsx#1990-1997!C5"
    assert data.problems == ()


def test_cumulative_columns_keep_their_periods(write_workbook):
    header = [
        None,
        "1 quarter of 2008",
        "1 half-year of 2008",
        "9 months of 2008",
        2008,
    ]
    path = write_workbook({"s": [["mln.tenge"], header, ["Akmola", 1, 2, 3, 4]]})
    data = read_indicator_file(path)
    assert look_up(data.values) == {
        ("KZ-11", "2008-Q1"): 1,
        ("KZ-11", "2008-01/2008-06"): 2,
        ("KZ-11", "2008-01/2008-09"): 3,
        ("KZ-11", "2008"): 4,
    }


def test_merged_headers_of_two_levels(write_workbook):
    path = write_workbook(
        {
            "s": [
                ["Доходы, тенге"],
                [None, 2014, None, None, "2015", None, None],
                [None, "I квартал", "9 months", "year", "III квартал", None, "year2)"],
                ["Акмолинская", 1, 2, 3, 4, None, 5],
            ]
        },
        {"s": ["B2:D2", "E2:G2"]},
    )
    data = read_indicator_file(path)
    assert look_up(data.values) == {
        ("KZ-11", "2014-Q1"): 1,
        ("KZ-11", "2014-01/2014-09"): 2,
        ("KZ-11", "2014"): 3,
        ("KZ-11", "2015-Q3"): 4,
        ("KZ-11", "2015"): 5,
    }


def test_headers_of_two_levels_without_merged_cells(write_workbook):
    path = write_workbook(
        {
            "s": [
                [None, 2014, None, 2015, None],
                [None, "I квартал", "год"] * 1 + ["I квартал", "год"],
                ["Акмолинская", 1, 2, 3, 4],
            ]
        }
    )
    data = read_indicator_file(path, unit="KZT")
    assert look_up(data.values)["KZ-11", "2015-Q1"] == 3
    assert look_up(data.values)["KZ-11", "2014"] == 2


def test_sheets_that_continue_each_other_are_one_indicator(write_workbook):
    path = write_workbook(
        {
            "1": [["mln.tenge"], [None, 1998], ["Akmola", 1]],
            "2": [[None, 2008], ["Akmola", 2]],
        }
    )
    data = read_indicator_file(path, indicator_id="grp")
    assert set(data.values["indicator_id"]) == {"grp"}
    assert set(data.values["unit"]) == {"mln KZT"}


def test_blocks_under_headings_are_indicators_of_their_own(write_workbook):
    block = [["Акмолинская", 1], ["Павлодарская", 2]]
    path = write_workbook(
        {
            "Все": [["человек"], [None, 2010], *block],
            "Мужчины": [[None, 2010], ["Мужчины"], *block, ["Город"], *block],
        }
    )
    data = read_indicator_file(path, indicator_id="p")
    assert data.indicators["indicator_id"].tolist() == [
        "p",
        "p:мужчины",
        "p:мужчины-город",
    ]
    only = read_indicator_file(
        path, indicator_id="p", select={"sheet": "Мужчины", "table": "Город"}
    )
    assert len(only.values) == 2
    assert set(only.values["indicator_id"]) == {"p"}
    with pytest.raises(TableError, match="Expected one of 'Все', 'Мужчины'"):
        read_indicator_file(path, select={"sheet": "Женщины"})
    with pytest.raises(TableError, match="no table 'Село'"):
        read_indicator_file(path, select={"table": "Село"})


def test_sums_without_stored_values_are_computed_and_reported(write_workbook):
    path = write_workbook(
        {
            "s": [
                ["persons"],
                [None, 2010, 2011],
                ["Republic of Kazakhstan", "=SUM(B4:B5)", "=B3*2"],
                ["Akmola", 1, 2],
                ["Pavlodar", 2, 3],
            ]
        }
    )
    data = read_indicator_file(path)
    assert look_up(data.values)["KZ", "2010"] == 3
    assert ("KZ", "2011") not in look_up(data.values)
    assert codes(data) == ["formula-computed", "formula-without-value"]


def test_a_row_of_an_unknown_region_is_a_problem_and_a_footer_is_not(write_workbook):
    path = write_workbook(
        {
            "s": [
                ["persons"],
                [None, 2010, 2011],
                ["Akmola", 1, 2],
                ["Kokshetau", 2, None],
                ["Note: made up"],
            ]
        }
    )
    data = read_indicator_file(path)
    assert codes(data) == ["unmatched-region"]
    assert data.problems[0].where == "book.xlsx#s!A4"
    assert data.accounts["n_rows"].sum() == 4


def test_a_column_without_a_period_is_reported(write_workbook):
    path = write_workbook(
        {"s": [["persons"], [None, 2010, "growth", 2011], ["Akmola", 1, 9, 2]]}
    )
    data = read_indicator_file(path)
    assert codes(data) == ["column-without-period"]
    assert data.accounts["n_rows"].sum() == 3


def test_a_sheet_without_regions_is_reported_and_the_others_read(write_workbook):
    path = write_workbook(
        {"about": [["Nothing here"]], "s": [["persons"], [None, 2010], ["Akmola", 1]]}
    )
    data = read_indicator_file(path)
    assert codes(data) == ["no-regions"]
    assert len(data.values) == 1


def test_a_sheet_without_a_period_does_not_stop_the_others(write_workbook):
    path = write_workbook(
        {
            "list": [["region", "code"], ["Akmola", 1]],
            "s": [["persons"], [None, 2010], ["Akmola", 1]],
        }
    )
    data = read_indicator_file(path, columns=None)
    assert codes(data) == ["unreadable-sheet"]
    assert "sheet 'list'" in data.problems[0].where
    assert len(data.values) == 1


def test_an_empty_workbook_is_refused(tmp_path):
    path = tmp_path / "empty.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(TableError, match="no table of regions found"):
        read_indicator_file(path)


def test_a_file_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "old.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0 an old workbook")
    with pytest.raises(TableError, match="not a workbook"):
        read_indicator_file(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("nothing.txt", "x")
    with pytest.raises(TableError, match="cannot be read as a workbook"):
        read_indicator_file(path)


def test_a_mark_that_became_a_digit_of_its_year(write_workbook):
    path = write_workbook({"s": [[None, "2021", "2022", "20232"], ["Akmola", 1, 2, 3]]})
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values)["KZ-11", "2023"] == 3


def test_a_number_of_five_digits_beside_no_year_before_it_is_no_year(write_workbook):
    path = write_workbook({"s": [[None, "2021", "2022", "20252"], ["Akmola", 1, 2, 3]]})
    with pytest.raises(TableError, match="no period found"):
        read_indicator_file(path, unit="persons")


def test_years_that_stand_in_the_first_of_their_rows(write_workbook):
    rows = [["Год", "Регион", "Значение"], [2019, "Акмолинская", 1]]
    rows += [[None, "Павлодарская", 2], [2020, "Акмолинская", 3]]
    rows += [[None, "Павлодарская", 4], [None, "Павлодарская", 5]]
    data = read_indicator_file(write_workbook({"s": rows}), unit="persons")
    assert look_up(data.values) == {
        ("KZ-11", "2019"): 1,
        ("KZ-55", "2019"): 2,
        ("KZ-11", "2020"): 3,
        ("KZ-55", "2020"): 4,
    }
    assert codes(data) == ["unreadable-period"]


def test_rows_under_a_region_name_indicators_with_units_of_their_own(write_workbook):
    rows = [["Показатели", 2019, 2020]]
    for region in ("Акмолинская область", "Павлодарская область"):
        rows += [[region], ["Население, тыс. человек", 7, 8], ["ВРП, млн тенге", 1, 2]]
    data = read_indicator_file(write_workbook({"s": rows}), indicator_id="x")
    units = data.values.groupby("indicator_id")["unit"].agg(set).to_dict()
    assert units == {"x": {"thousand persons"}, "x:врп-млн-тенге": {"mln KZT"}}
    assert len(data.values) == 8


def test_growth_to_another_year_is_no_value_of_a_year(write_workbook):
    header = [None, 2019, 2020, "2020 в % к 2019"]
    path = write_workbook({"s": [["млн тенге"], header, ["Акмолинская", 1, 2, 200]]})
    data = read_indicator_file(path)
    assert look_up(data.values) == {("KZ-11", "2019"): 1, ("KZ-11", "2020"): 2}
    assert codes(data) == ["column-without-period"]


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("ВРП на душу населения, тыс. тенге", "thousand KZT/person"),
        ("Среднемесячная заработная плата, тенге", "KZT/month"),
        ("Среднедушевые доходы в среднем за месяц, тенге", "KZT/person/month"),
        ("ВРП, млн тенге", "mln KZT"),
    ],
)
def test_a_title_divides_money_that_would_else_add_up(write_workbook, title, unit):
    path = write_workbook({"s": [[title], [None, 2019], ["Акмолинская", 1]]})
    data = read_indicator_file(path)
    assert set(data.values["unit"]) == {unit}
    kind = "extensive" if "/" not in unit else "intensive"
    assert data.indicators["kind"].tolist() == [kind]
