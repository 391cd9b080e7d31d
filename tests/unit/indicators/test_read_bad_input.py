"""Files that cannot be read, or should not be trusted: one clear message each."""

import io
import zipfile

import openpyxl
import pytest

from indicators import read_indicator_file
from ledger import InputError, TableError

from .conftest import look_up


def codes(data):
    return [problem.code for problem in data.problems]


def test_an_encrypted_workbook(tmp_path):
    path = tmp_path / "locked.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + name + bytes(99)
    )
    with pytest.raises(TableError, match=r"encrypted.*without a password"):
        read_indicator_file(path)


@pytest.mark.parametrize("name", ["empty.xlsx", "empty.pdf", "empty.csv", "empty.json"])
def test_an_empty_file(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(TableError, match=f"{name}"):
        read_indicator_file(tmp_path / name)


@pytest.mark.parametrize(
    "start", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x10JFIF", b"GIF89a"]
)
def test_a_picture_with_the_name_of_a_workbook(tmp_path, start):
    path = tmp_path / "scan.xlsx"
    path.write_bytes(start + bytes(100))
    with pytest.raises(TableError, match="a picture, not a table"):
        read_indicator_file(path)


def test_a_workbook_with_the_name_of_a_csv_is_read_as_what_it_is(write_workbook):
    path = write_workbook({"s": [["persons"], [None, 2019], ["Akmola", 1]]})
    renamed = path.rename(path.with_suffix(".csv"))
    assert look_up(read_indicator_file(renamed).values) == {("KZ-11", "2019"): 1}


def test_a_half_of_a_workbook(write_workbook):
    path = write_workbook({"s": [["persons"], [None, 2019], ["Akmola", 1]]})
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(TableError, match="cannot be read as a workbook"):
        read_indicator_file(path)


def test_an_archive_that_unpacks_to_too_much(tmp_path, write_workbook, monkeypatch):
    from indicators.reading import workbook

    path = write_workbook({"s": [[None, 2019], ["Akmola", 1]]})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(3_000_000))
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(workbook, "_MAX_BYTES", 1_000_000)
    with pytest.raises(TableError, match="unpacks to 3"):
        read_indicator_file(path)


def test_a_workbook_with_a_document_type_is_refused(write_workbook, tmp_path):
    source = write_workbook({"s": [[None, 2019], ["Akmola", 1]]})
    path = tmp_path / "entities.xlsx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "xl/worksheets/sheet1.xml":
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data
            new.writestr(item, data)
    with pytest.raises(TableError, match="document type"):
        read_indicator_file(path)


def test_a_large_csv_is_refused_before_it_is_read(tmp_path, monkeypatch):
    from indicators.reading import delimited

    monkeypatch.setattr(delimited, "_MAX_BYTES", 1000)
    path = tmp_path / "large.csv"
    path.write_text("region,year,value\n" + "Akmola,2019,1\n" * 200)
    with pytest.raises(TableError, match="Expected at most"):
        read_indicator_file(path)


def write_formatted_rows(path, n_rows: int):
    """Write a workbook whose sheet has many formatted rows without contents."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([None, 2019])
    sheet.append(["Akmola", 1])
    buffer = io.BytesIO()
    book.save(buffer)
    empty = "".join(
        f'<row r="{row}" ht="15" customHeight="1"><c r="A{row}" s="0"/>'
        f'<c r="B{row}" s="0"/></row>'
        for row in range(3, n_rows + 1)
    ).encode()
    with (
        zipfile.ZipFile(buffer) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for item in old.namelist():
            data = old.read(item)
            if item == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", empty + b"</sheetData>")
            new.writestr(item, data)


def test_formatted_rows_without_contents_are_passed_over(tmp_path):
    path = tmp_path / "formatted.xlsx"
    write_formatted_rows(path, 60_000)
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-11", "2019"): 1}
    assert data.problems == ()


def test_cells_that_look_like_formulas_are_text(write_csv):
    path = write_csv('region,2019\nAkmola,"=cmd()"\nPavlodar,@SUM(1)\nKostanay,2\n')
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-39", "2019"): 2}
    assert codes(data) == ["unreadable-cell", "unreadable-cell"]


def test_rows_with_more_cells_than_the_header_are_not_read(write_csv):
    path = write_csv("region,year,value,note\nAkmola,2019,1,5,x\nPavlodar,2019,2,y\n")
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-55", "2019"): 2}
    (problem,) = data.problems
    assert (problem.code, problem.severity) == ("row-too-wide", "error")
    assert problem.where == "table.csv, line 2"


def test_error_cells_are_named(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([None, 2018, 2019])
    book.active.append(["Akmola", "#REF!", 1])
    book.active["B2"].data_type = "e"
    path = tmp_path / "errors.xlsx"
    book.save(path)
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-11", "2019"): 1}
    assert codes(data) == ["error-cell"]
    assert data.problems[0].where == "errors.xlsx#Sheet!B2"


def test_hidden_rows_and_columns_are_read_and_said(tmp_path):
    book = openpyxl.Workbook()
    for row in ([None, 2018, 2019], ["Akmola", 1, 2], ["Pavlodar", 3, 4]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    path = tmp_path / "hidden.xlsx"
    book.save(path)
    data = read_indicator_file(path, unit="persons")
    assert len(data.values) == 4
    assert codes(data) == ["hidden-cells"]
    assert "1 rows and 1 columns" in data.problems[0].found


def test_percentages_are_read_as_shown_and_days_as_dates(tmp_path):
    book = openpyxl.Workbook()
    book.active.append([None, 43466, 43831, 44197])
    book.active.append(["Akmola", 0.081, 0.1, 0.125])
    for cell in book.active[2][1:]:
        cell.number_format = "0.0%"
    path = tmp_path / "formats.xlsx"
    book.save(path)
    data = read_indicator_file(path)
    assert look_up(data.values) == {
        ("KZ-11", "2019"): 8.1,
        ("KZ-11", "2020"): 10,
        ("KZ-11", "2021"): 12.5,
    }
    assert set(data.values["unit"]) == {"%"}
    assert "shown-by-format" in codes(data)


def test_a_sum_of_some_regions_is_not_the_country(write_csv):
    path = write_csv("region,2019\nAkmola,1\nPavlodar,2\nTotal,3\n")
    data = read_indicator_file(path, unit="persons")
    assert set(data.values["region_id"]) == {"KZ-11", "KZ-55"}
    assert codes(data) == ["sum-of-some-regions"]
    assert data.accounts["n_rows"].sum() == 3
    named = write_csv("region,2019\nAkmola,1\nPavlodar,2\nKazakhstan,3\n", "named.csv")
    assert ("KZ", "2019") in look_up(read_indicator_file(named, unit="persons").values)


def test_labels_and_decimal_must_be_known(write_csv):
    path = write_csv("region,2019\nAkmola,1\n")
    with pytest.raises(InputError, match="labels: found 'KZ-99'"):
        read_indicator_file(path, labels={"x": "KZ-99"})
    with pytest.raises(InputError, match="decimal"):
        read_indicator_file(path, decimal="dot")
    with pytest.raises(TableError, match="period: found 'soon'"):
        read_indicator_file(path, period="soon")


def test_negative_numbers_are_no_years(write_workbook):
    rows = [["Регион", -2019, -2020], ["Акмолинская область", 10, 20]]
    with pytest.raises(TableError, match=r"no period|no column"):
        read_indicator_file(write_workbook({"s": rows}))


def test_a_folder_is_named_as_one(tmp_path):
    with pytest.raises(InputError, match="a folder"):
        read_indicator_file(tmp_path)


def test_a_web_page_under_the_name_of_a_workbook_is_named_as_one(tmp_path):
    path = tmp_path / "page.xls"
    path.write_text("<html><table><tr><td>Регион</td></tr></table></html>")
    with pytest.raises(TableError, match=r"a web page.*save it as \.xlsx"):
        read_indicator_file(path)
