"""Delimited files, long and wide."""

import pytest

from indicators import INDICATOR_VALUES, read_indicator_file
from ledger import InputError, TableError, check_table

from .conftest import look_up


def codes(data):
    return [problem.code for problem in data.problems]


def check_accounts(data):
    accounts = data.accounts
    assert accounts["n_rows"].sum() == accounts["rows_in"].iloc[0]
    assert accounts["rows_out"].iloc[0] == len(data.values)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_delimiter_and_encoding_are_found(write_csv, delimiter, encoding):
    rows = [
        ["регион", "год", "значение"],
        ["Акмолинская", "2016", "10"],
        ["г. Алматы", "2016", "20"],
    ]
    path = write_csv("\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    data = read_indicator_file(path, indicator_id="x", unit="persons")
    assert look_up(data.values) == {("KZ-11", "2016"): 10, ("KZ-75", "2016"): 20}
    check_table(data.values, INDICATOR_VALUES)
    check_accounts(data)


def test_decimal_commas_and_quoted_cells(write_csv):
    path = write_csv(
        'region;year;value\nAkmola;2016;"1 234,5"\nPavlodar;2016;"1,234"\n'
    )
    data = read_indicator_file(path, unit="KZT")
    assert look_up(data.values) == {("KZ-11", "2016"): 1234.5, ("KZ-55", "2016"): 1.234}


def test_a_number_that_could_be_two_numbers_is_not_read(write_csv):
    path = write_csv('region;year;value\nAkmola;2016;"1,234"\nPavlodar;2016;5\n')
    data = read_indicator_file(path, unit="KZT")
    assert look_up(data.values) == {("KZ-55", "2016"): 5}
    assert codes(data) == ["ambiguous-number"]
    assert data.problems[0].where == "table.csv#C2"
    check_accounts(data)


def test_the_source_cell_is_the_line_of_the_file(write_csv):
    path = write_csv(
        'region,note,year,value\nAkmola,"two\nlines",2016,1\nAbay,,2023,2\n'
    )
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values, "source_cell") == {
        ("KZ-11", "2016"): "table.csv#D2",
        ("KZ-10", "2023"): "table.csv#D4",
    }


@pytest.mark.parametrize(
    "header",
    [
        "region,year,value",
        "Регион,Год,Значение",
        "Аймақ,Жыл,Мәні",
        "Область,Год,Население",
    ],
)
def test_headers_in_three_languages(write_csv, header):
    data = read_indicator_file(write_csv(f"{header}\nAkmola,2016,7\n"), unit="persons")
    assert look_up(data.values) == {("KZ-11", "2016"): 7}


def test_named_columns_decide(write_csv):
    path = write_csv("place,t,a,b\nAkmola,2016,1,2\n")
    columns = {"region": "place", "period": "t", "value": "b"}
    data = read_indicator_file(path, columns=columns, unit="persons")
    assert look_up(data.values) == {("KZ-11", "2016"): 2}


def test_a_named_column_that_is_not_there_is_refused(write_csv):
    path = write_csv("place,t,a\nAkmola,2016,1\n")
    with pytest.raises(TableError, match="the first row has 'place', 't', 'a'"):
        read_indicator_file(path, columns={"value": "amount"})
    with pytest.raises(TableError, match="found 'values'"):
        read_indicator_file(path, columns={"values": "a"})


def test_marks_keep_their_meaning(write_csv):
    path = write_csv(
        "region;2016\nAkmola;-\nAktobe;...\nAtyrau;x\nZhambyl;0,0\nPavlodar;\nKostanay;3\n"
    )
    data = read_indicator_file(path, unit="persons")
    status = look_up(data.values, "status")
    assert [status[region, "2016"] for region in ("KZ-11", "KZ-15", "KZ-23")] == [
        "absent",
        "not_available",
        "confidential",
    ]
    assert status["KZ-31", "2016"] == "negligible"
    value = look_up(data.values)
    assert value["KZ-11", "2016"] != value["KZ-11", "2016"]  # missing, not 0
    assert ("KZ-55", "2016") not in value
    check_accounts(data)
    reasons = dict(zip(data.accounts["reason"], data.accounts["n_rows"], strict=True))
    assert reasons == {"kept": 5, "empty cell": 1}


def test_years_as_headers(write_csv):
    path = write_csv("Область (млн тенге),2012,2013\nАтырауская,1.5,2.5\nИтого,3,4\n")
    data = read_indicator_file(path)
    assert look_up(data.values) == {
        ("KZ-23", "2012"): 1.5,
        ("KZ-23", "2013"): 2.5,
        ("KZ", "2012"): 3,
        ("KZ", "2013"): 4,
    }
    assert set(data.values["unit"]) == {"mln KZT"}
    assert data.indicators["kind"].tolist() == ["extensive"]


def test_an_unknown_label_is_a_problem_with_near_labels(write_csv):
    path = write_csv("region,year,value\nAkmola,2016,1\nPawlodar,2016,2\n")
    data = read_indicator_file(path, unit="persons")
    assert codes(data) == ["unmatched-region"]
    assert "Pavlodar" in data.problems[0].found
    assert data.problems[0].where == "table.csv#A3"
    check_accounts(data)


def test_a_value_before_its_region_is_retrospective_and_reported_once(write_csv):
    rows = "".join(
        f"{region},{year},1\n"
        for region in ("Turkistan", "Shymkent city", "South Kazakhstan")
        for year in (2015, 2016)
    )
    data = read_indicator_file(write_csv("region,year,value\n" + rows), unit="persons")
    status = look_up(data.values, "status")
    assert status["KZ-61", "2015"] == "retrospective"
    assert status["KZ-YUZ", "2015"] == "observed"
    assert codes(data) == ["retrospective-value"]
    assert data.problems[0].severity == "note"


def test_a_value_after_the_end_of_a_region_is_a_warning(write_csv):
    path = write_csv(
        "region,year,value\nSouth Kazakhstan Region,2022,1\nAkmola,2022,2\n"
    )
    data = read_indicator_file(path, unit="persons")
    assert [(p.code, p.severity) for p in data.problems] == [
        ("value-after-end", "warning")
    ]


def test_a_successor_alone_stands_for_its_predecessor(write_csv):
    path = write_csv(
        "region,year,value\nРеспублика Казахстан,2016,30\n"
        "Туркестанская,2016,10\nАкмолинская,2016,20\n"
    )
    data = read_indicator_file(path, unit="persons")
    assert ("KZ-YUZ", "2016") in look_up(data.values)
    assert codes(data) == ["successor-label"]


def test_a_successor_that_does_not_make_up_the_total_is_retrospective(write_csv):
    path = write_csv(
        "region,year,value\nРеспублика Казахстан,2016,36\n"
        "Туркестанская,2016,10\nАкмолинская,2016,20\n"
    )
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values, "status")["KZ-61", "2016"] == "retrospective"


def test_the_column_of_periods_with_words_wins_over_codes(write_csv):
    path = write_csv(
        "DAT,PERIOD,region_raw,region_level,VAL\n2006 год,200612,AKMOLA REGION,0,14 602\n"
        "2007 год,200712,AKMOLA REGION,0,15 602\n"
    )
    data = read_indicator_file(path, unit="KZT/month")
    assert look_up(data.values) == {("KZ-11", "2006"): 14602, ("KZ-11", "2007"): 15602}


def test_last_days_of_years_stand_for_years(write_csv):
    path = write_csv("region,date,value\nAkmola,2006-12-31,1\nAkmola,2007-12-31,2\n")
    data = read_indicator_file(path, unit="persons")
    assert sorted(data.values["period"]) == ["2006", "2007"]
    assert codes(data) == ["dates-as-periods"]


def test_an_indicator_column_names_the_indicators(write_csv):
    path = write_csv(
        "region,year,indicator,unit,value\nAkmola,2016,grp,mln KZT,1\n"
        "Akmola,2016,people,persons,2\n"
    )
    data = read_indicator_file(path)
    assert data.indicators["indicator_id"].tolist() == ["grp", "people"]
    assert data.indicators["unit"].tolist() == ["mln KZT", "persons"]


def test_rows_can_be_selected(write_csv):
    path = write_csv("region,year,sex,value\nAkmola,2016,men,1\nAkmola,2016,women,2\n")
    data = read_indicator_file(path, select={"sex": "women"}, unit="persons")
    assert look_up(data.values) == {("KZ-11", "2016"): 2}
    check_accounts(data)
    with pytest.raises(TableError, match="Expected one of 'men', 'women'"):
        read_indicator_file(path, select={"sex": "all"})
    with pytest.raises(TableError, match="no column 'gender' to select by"):
        read_indicator_file(path, select={"gender": "men"})


def test_two_values_for_one_key_are_a_problem(write_csv):
    path = write_csv("region,year,value\nAkmola,2016,1\nAkmola,2016,2\n")
    data = read_indicator_file(path, unit="persons")
    assert codes(data) == ["duplicate-value"]
    assert data.problems[0].severity == "error"
    assert "table.csv#C2 and table.csv#C3" in data.problems[0].found
    check_accounts(data)


def test_a_column_of_texts_that_tells_values_apart_is_a_breakdown(write_csv):
    path = write_csv(
        "region,year,sex,note,value\n"
        "Akmola,2016,all,a,3\nAkmola,2016,men,b,1\nAkmola,2016,women,c,2\n"
    )
    data = read_indicator_file(path, indicator_id="p", unit="persons")
    found = dict(zip(data.values["indicator_id"], data.values["value"], strict=True))
    assert found == {"p": 3, "p:men": 1, "p:women": 2}
    assert codes(data) == ["several-tables"]


def test_several_value_columns_become_indicators(write_csv):
    path = write_csv("Region,Total,Males\nAkmola,3,1\nPavlodar,5,2\n")
    data = read_indicator_file(path, indicator_id="p", unit="persons", period="2023")
    assert data.indicators["indicator_id"].tolist() == ["p", "p:males"]


def test_values_are_converted_to_the_wanted_unit(write_csv):
    path = write_csv("region,year,value,unit\nAkmola,2016,5,mln KZT\n")
    data = read_indicator_file(path, unit="thousand KZT")
    assert look_up(data.values) == {("KZ-11", "2016"): 5000}
    assert codes(data) == ["unit-converted"]


def test_a_unit_of_another_kind_is_kept_and_reported(write_csv):
    path = write_csv("region,year,value,unit\nAkmola,2016,5,persons\n")
    data = read_indicator_file(path, unit="mln KZT")
    assert data.values["unit"].tolist() == ["persons"]
    assert codes(data) == ["unit-of-another-kind"]


def test_no_unit_is_a_warning(write_csv):
    data = read_indicator_file(write_csv("region,year,value\nAkmola,2016,5\n"))
    assert data.values["unit"].tolist() == ["unknown"]
    assert codes(data) == ["unit-missing"]


def test_a_table_without_a_period_is_refused(write_csv):
    with pytest.raises(TableError, match="Give the argument 'period'"):
        read_indicator_file(write_csv("region,value\nAkmola,5\n"))


def test_a_table_without_regions_is_refused(write_csv):
    with pytest.raises(TableError, match="no table of regions found"):
        read_indicator_file(write_csv("name,year,value\nMars,2016,5\n"))


def test_a_header_alone_is_refused(write_csv):
    with pytest.raises(TableError, match="no table of regions found"):
        read_indicator_file(write_csv("region,year,value\n"))


@pytest.mark.parametrize("content", ["", "\n \n"])
def test_an_empty_file_is_refused(write_csv, content):
    with pytest.raises(TableError, match="the file is empty"):
        read_indicator_file(write_csv(content))


def test_a_file_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "table.csv"
    path.write_bytes(b"\x89PNG\x00\x01\xff\xfe\x98")
    with pytest.raises(TableError, match="not text"):
        read_indicator_file(path)


def test_a_missing_file_and_a_strange_kind_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_indicator_file(tmp_path / "none.csv")
    (tmp_path / "table.doc").write_bytes(b"x")
    with pytest.raises(InputError, match=r"kind '\.doc'"):
        read_indicator_file(tmp_path / "table.doc")
    (tmp_path / "old.xls").write_bytes(b"x")
    with pytest.raises(TableError, match=r"it begins with b'x'"):
        read_indicator_file(tmp_path / "old.xls")


def test_a_named_column_of_years_is_not_joined_with_a_code_of_months(write_csv):
    path = write_csv(
        "DAT,PERIOD,place,VAL\n2016 год,201612,Akmola,10\n2017 год,201712,Akmola,20\n"
    )
    columns = {"region": "place", "period": "DAT", "value": "VAL"}
    data = read_indicator_file(path, unit="persons", columns=columns)
    assert look_up(data.values) == {("KZ-11", "2016"): 10, ("KZ-11", "2017"): 20}
