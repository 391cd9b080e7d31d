"""Sixteen hazards of real files of regional statistics, each with invented figures.

The numbers are those of the project's list of hazards. What the reader cannot decide by
itself belongs to the panel (boundaries, revisions); here stands what reading must do.
"""

import pytest

from indicators import read_indicator_file
from ledger import TableError

from .conftest import look_up


def codes(data):
    return [problem.code for problem in data.problems]


def test_01_cyrillic_letters_in_latin_names(write_csv):
    names = [
        "\u0410lmaty",
        "\u0410kt\u043ebe",
        "\u0410tyrau",
        "\u041aaragandy",
        "\u041aostanay",
        "\u041ayzylorda",
        "\u041cangystau",
        "Soltustik \u041aazakhstan",
    ]
    rows = "".join(f"{name},{number}\n" for number, name in enumerate(names))
    path = write_csv(f"region,2019\n{rows}Almaty city,9\n")
    data = read_indicator_file(path, unit="persons")
    regions = ["19", "15", "23", "35", "39", "43", "47", "59"]
    assert look_up(data.values) == {
        **{(f"KZ-{code}", "2019"): n for n, code in enumerate(regions)},
        ("KZ-75", "2019"): 9,
    }


def test_02_almaty_and_almaty_city_astana_and_akmola(write_csv):
    path = write_csv("region,2019\nAlmaty,1\nAlmaty city,2\nAkmola,3\nAstana city,4\n")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {
        ("KZ-19", "2019"): 1,
        ("KZ-75", "2019"): 2,
        ("KZ-11", "2019"): 3,
        ("KZ-71", "2019"): 4,
    }


def test_02_a_name_that_fits_two_regions_is_asked_for_with_the_line_to_write(write_csv):
    path = write_csv("регион,2019\nАлматы,1\nПавлодарская,2\n")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-55", "2019"): 2}
    (problem,) = data.problems
    assert (problem.code, problem.where) == ("ambiguous-region", "table.csv#A2")
    assert 'labels = { "Алматы" = "KZ-.." }' in problem.action
    decided = read_indicator_file(path, unit="persons", labels={"Алматы": "KZ-75"})
    assert look_up(decided.values)["KZ-75", "2019"] == 1
    left_out = read_indicator_file(path, unit="persons", labels={"Алматы": "none"})
    assert left_out.problems == ()
    assert len(left_out.values) == 1
    assert left_out.accounts["n_rows"].sum() == 2


def test_03_series_that_start_the_split_at_other_dates(write_csv):
    path = write_csv("region,2016,2019\nTurkistan,1,2\nShymkent city,3,4\n")
    data = read_indicator_file(path, unit="persons")
    status = look_up(data.values, "status")
    assert status["KZ-61", "2016"] == status["KZ-79", "2016"] == "retrospective"
    assert status["KZ-61", "2019"] == "observed"


def test_04_a_region_and_its_parts_in_one_year_are_all_read_and_marked(write_csv):
    path = write_csv(
        "region,2016\nSouth Kazakhstan,9\nTurkistan,5\nShymkent city,4\nAkmola,1\n"
    )
    data = read_indicator_file(path, unit="persons")
    status = look_up(data.values, "status")
    assert status["KZ-YUZ", "2016"] == "observed"
    assert status["KZ-61", "2016"] == "retrospective"


def test_05_the_same_label_for_another_territory(write_csv):
    path = write_csv("регион,2010\nТуркестанская 1),9\nАкмолинская,1\n")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values)["KZ-YUZ", "2010"] == 9
    assert codes(data) == ["successor-label"]


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("19981)", "1998"),
        ("20232)", "2023"),
        ("2023 2)", "2023"),
        ("2019**", "2019"),
        ("9 months of 2019**", "2019-01/2019-09"),
        ("2015²", "2015"),
        ("2015²⁾", "2015"),
    ],
)
def test_06_footnote_marks_glued_to_years(write_csv, header, period):
    data = read_indicator_file(write_csv(f"region,{header}\nAkmola,1\n"), unit="KZT")
    assert look_up(data.values) == {("KZ-11", period): 1}


@pytest.mark.parametrize(
    "label",
    ["Туркестанская 1", "Туркестанская1)", "Туркестанская*", "Туркестанская¹)"],
)
def test_06_footnote_marks_glued_to_labels(write_csv, label):
    path = write_csv(f"регион,2019\n{label},1\n")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-61", "2019"): 1}


def test_06_a_sub_header_with_a_mark_keeps_its_year(write_workbook):
    path = write_workbook(
        {
            "s": [
                [None, 2014, None, 2015, None],
                [None, "I quarter", "year", "I quarter", "year2)"],
                ["Akmola", 1, 2, 3, 4],
            ]
        }
    )
    assert look_up(read_indicator_file(path, unit="persons").values) == {
        ("KZ-11", "2014-Q1"): 1,
        ("KZ-11", "2014"): 2,
        ("KZ-11", "2015-Q1"): 3,
        ("KZ-11", "2015"): 4,
    }


def test_07_merged_headers_of_two_levels_with_another_language_inside(write_workbook):
    path = write_workbook(
        {
            "s": [
                [],
                ["Unemployment rate, %"],
                [None, 2014, None, None, None, None],
                [None, "I quarter", "II quarter", "III квартал", "IV quarter", "year"],
                ["Akmola", 5.1, 5.2, 5.3, 5.4, 5.25],
            ]
        },
        {"s": ["B3:F3", "A3:A4", "A2:F2"]},
    )
    data = read_indicator_file(path)
    value = look_up(data.values)
    assert value["KZ-11", "2014-Q3"] == 5.3
    assert value["KZ-11", "2014"] == 5.25
    assert set(data.values["unit"]) == {"%"}
    assert len(data.values) == 5


def test_07_cumulative_columns_between_years_never_pass_for_years(write_workbook):
    header = [None, "9 months of 2016", 2016, "9 months of 2017", 2017]
    path = write_workbook({"s": [["mln.tenge"], header, ["Atyrau", 1, 2, 3, 4]]})
    data = read_indicator_file(path)
    years = data.values[data.values["period"].str.fullmatch(r"\d{4}")]
    assert look_up(years) == {("KZ-23", "2016"): 2, ("KZ-23", "2017"): 4}


def test_07_a_title_that_says_nine_months_makes_nine_month_figures(write_workbook):
    rows = [
        ["ВРП за январь-сентябрь, млн тенге"],
        [None, 2016, 2017],
        ["Атырауская", 1, 2],
    ]
    data = read_indicator_file(write_workbook({"s": rows}))
    assert list(data.values["period"]) == ["2016-01/2016-09", "2017-01/2017-09"]
    assert codes(data) == ["part-of-year-from-title"]
    whole = read_indicator_file(write_workbook({"s": rows}), period="year")
    assert list(whole.values["period"]) == ["2016", "2017"]


def test_07_a_title_with_two_parts_of_a_year_is_asked_for(write_workbook):
    rows = [
        ["ВРП за I квартал и за 9 месяцев"],
        ["январь-сентябрь"],
        [None, 2016, 2017],
        ["Атырауская", 1, 2],
    ]
    with pytest.raises(TableError, match='period = "9 months"'):
        read_indicator_file(write_workbook({"s": rows}), unit="KZT")


def test_08_footers_and_spaces_in_names(write_workbook):
    path = write_workbook(
        {
            " 1990-1997": [
                [None, 2019],
                ["Республика Казахстан ", 3],
                ["Zhetisu ", 1],
                [],
                ["1) quarterly calculations"],
                ["2) preliminary data "],
            ]
        }
    )
    data = read_indicator_file(path, unit="persons", labels={"Zhetisu": "KZ-33"})
    assert set(data.values["region_id"]) == {"KZ", "KZ-33"}
    assert data.values["source_cell"].str.startswith("book.xlsx#1990-1997!").all()


def test_09_five_things_that_are_no_number(write_csv):
    path = write_csv(
        "region;2016\nAkmola;-\nAktobe;...\nAtyrau;х\nZhambyl;0,0\nPavlodar;\n"
    )
    data = read_indicator_file(path, unit="persons")
    status = look_up(data.values, "status")
    assert status == {
        ("KZ-11", "2016"): "absent",
        ("KZ-15", "2016"): "not_available",
        ("KZ-23", "2016"): "confidential",
        ("KZ-31", "2016"): "negligible",
    }
    assert data.values["value"].isna().tolist() == [True, True, True, False]
    reasons = dict(zip(data.accounts["reason"], data.accounts["n_rows"], strict=True))
    assert reasons == {"kept": 4, "empty cell": 1}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("14 602", 14602),
        ("14\u00a0602", 14602),
        ("14\u2009602,5", 14602.5),
        ("14'602", 14602),
        ("14’602.5", 14602.5),
        ("1,234,567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("8,1%", 8.1),
    ],
)
def test_10_numbers_as_text(write_csv, written, value):
    path = write_csv(f'region;2019\nAkmola;"{written}"\nPavlodar;104876\n')
    data = read_indicator_file(path, unit=None)
    assert look_up(data.values)["KZ-11", "2019"] == value
    assert look_up(data.values)["KZ-55", "2019"] == 104876


def test_10_a_number_that_could_be_two_is_asked_for_and_decided(write_csv):
    path = write_csv("region;2019\nAkmola;1.234\nPavlodar;5.678\n")
    data = read_indicator_file(path, unit="persons")
    assert len(data.values) == 0
    assert codes(data) == ["ambiguous-number"] * 2
    assert "decimal = 'comma'" in data.problems[0].action
    point = read_indicator_file(path, unit="persons", decimal="point")
    assert look_up(point.values)["KZ-11", "2019"] == 1.234
    comma = read_indicator_file(path, unit="persons", decimal="comma")
    assert look_up(comma.values)["KZ-11", "2019"] == 1234


def test_10_a_header_with_the_delimiter_in_it_and_dashes_before_it(write_csv):
    path = write_csv("--Region;Level, %;Count\nAbay;8,1%;14920\nAkmola;6,0%;12000\n")
    data = read_indicator_file(path, indicator_id="e", period="2022")
    units = data.values.groupby("indicator_id")["unit"].agg(set).to_dict()
    assert len(units) == 2
    assert {"%"} in units.values()


@pytest.mark.parametrize(
    "label",
    [
        "Актюбинская",
        "Aktubinskaya oblast",
        "Aktobe",
        "AKTOBE REGION",
        "Ақтөбе облысы",
        "АКТЮБИНСКАЯ ОБЛАСТЬ",
    ],
)
def test_11_names_in_three_languages(write_csv, label):
    path = write_csv(f"region,2019\n{label},1\n")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-15", "2019"): 1}


def test_12_a_row_of_a_region_that_had_ended_is_a_warning(write_csv):
    path = write_csv("region,2022\nSouth Kazakhstan Region,5\nAkmola,1\n")
    data = read_indicator_file(path, unit="persons")
    assert [(p.code, p.severity) for p in data.problems] == [
        ("value-after-end", "warning")
    ]


def test_13_two_vintages_of_one_value_are_never_merged_silently(write_csv):
    path = write_csv(
        "region,year,value\nAstana city,2018,1032000\nAstana city,2018,1030577\n"
    )
    data = read_indicator_file(path, unit="persons")
    assert codes(data) == ["duplicate-value"]
    assert data.problems[0].severity == "error"
    assert "table.csv#C2 and table.csv#C3" in data.problems[0].found


def test_14_a_footnote_that_says_preliminary_marks_the_values(write_workbook):
    path = write_workbook(
        {"s": [[None, 2022, "20231)"], ["Akmola", 1, 2], ["1) предварительные данные"]]}
    )
    status = look_up(read_indicator_file(path, unit="persons").values, "status")
    assert status == {("KZ-11", "2022"): "observed", ("KZ-11", "2023"): "estimated"}


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("mln.tenge", "mln KZT"),
        ("млн. тенге", "mln KZT"),
        ("млн теңге", "mln KZT"),
        ("мың адам", "thousand persons"),
        ("человек", "persons"),
        ("в процентах", "%"),
    ],
)
def test_15_the_unit_stands_in_a_caption_only(write_workbook, caption, unit):
    rows = [["A title"], [None, None, caption], [None, 2018, 2019], ["Akmola", 1, 2]]
    data = read_indicator_file(write_workbook({"s": rows}))
    assert set(data.values["unit"]) == {unit}


def test_15_a_footnote_gives_some_years_another_unit(write_workbook):
    rows = [
        [None, None, "mln.tenge"],
        [None, "19921)", 1994],
        ["Akmola", 1, 2],
        ["1) 1990-1992 -mln. rubles"],
    ]
    data = read_indicator_file(write_workbook({"s": rows}))
    assert look_up(data.values, "unit") == {
        ("KZ-11", "1992"): "mln RUB",
        ("KZ-11", "1994"): "mln KZT",
    }


def test_16_districts_do_not_pass_for_regions(write_csv):
    rows = "Абайский район,1\nАбай ауданы,2\nЖамбылский район,3\nЕсильский,4\n"
    path = write_csv(f"регион,2019\nКарагандинская,9\n{rows}")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-35", "2019"): 9}
    assert set(codes(data)) == {"unmatched-region"}
    assert data.accounts["n_rows"].sum() == 5
