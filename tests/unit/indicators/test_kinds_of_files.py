"""Old workbooks, PDF tables, Parquet, JSON, OpenDocument: invented tables in each."""

import json
import zipfile
from pathlib import Path

import matplotlib as mpl
import pandas as pd
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

from indicators import read_indicator_file
from ledger import TableError

from .conftest import look_up

HERE = Path(__file__).parent


def codes(data):
    return [problem.code for problem in data.problems]


def test_an_old_workbook_is_read_with_merged_headers_marks_and_formats():
    data = read_indicator_file(HERE / "files/old_workbook.xls", indicator_id="u")
    people = data.values[data.values["unit"] == "persons"]
    value, status = look_up(people), look_up(people, "status")
    assert value["KZ", "2019-Q1"] == 30
    assert value["KZ", "2020"] == 160
    assert value["KZ-61", "2019"] == 12345
    assert status["KZ-61", "2020-Q1"] == "absent"
    assert status["KZ-61", "2020"] == "confidential"
    assert status["KZ-55", "2020-Q1"] == "not_available"
    assert status["KZ-55", "2020"] == "negligible"
    assert look_up(people, "source_cell")["KZ-55", "2019"] == (
        "old_workbook.xls#Безработица!C6"
    )
    shares = data.values[data.values["unit"] == "%"]
    assert look_up(shares) == {("KZ-55", "2019"): pytest.approx(8.1)}
    assert 999 not in set(data.values["value"])
    assert {"hidden-sheet", "hidden-cells"} <= set(codes(data))


def test_a_hidden_sheet_is_read_when_it_is_asked_for():
    data = read_indicator_file(
        HERE / "files/old_workbook.xls", select={"sheet": "Черновик"}, unit="persons"
    )
    assert look_up(data.values) == {("KZ-55", "2019"): 999}


@pytest.fixture
def write_pdf(tmp_path):
    """Write tables under captions, each with ruled lines, as pages of a PDF."""
    font = Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DejaVu", str(font)))

    def write(pages: list[tuple[list[str], list[list], list]]) -> Path:
        path = tmp_path / "report.pdf"
        style = ParagraphStyle("text", fontName="DejaVu", fontSize=9)
        story = []
        for captions, rows, spans in pages:
            story += [Paragraph(text, style) for text in captions]
            table = Table(rows)
            table.setStyle(
                [
                    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
                    ("FONTNAME", (0, 0), (-1, -1), "DejaVu"),
                    *(("SPAN", first, last) for first, last in spans),
                ]
            )
            story += [table, PageBreak()]
        SimpleDocTemplate(str(path), pagesize=A4).build(story)
        return path

    return write


def test_a_table_in_a_pdf_has_page_table_and_cell(write_pdf):
    rows = [
        ["Область", "2019", "", "2020", ""],
        ["", "I квартал", "год", "I квартал", "год"],
        ["Акмолинская", "1 234,5", "2", "3", "-"],
        ["г. Алматы", "5", "x", "7", "8"],
    ]
    spans = [((0, 0), (0, 1)), ((1, 0), (2, 0)), ((3, 0), (4, 0))]
    path = write_pdf([(["Выдуманный показатель", "млн тенге"], rows, spans)])
    data = read_indicator_file(path)
    value = look_up(data.values)
    assert value["KZ-11", "2019-Q1"] == 1234.5
    assert value["KZ-11", "2019"] == 2
    assert value["KZ-75", "2020"] == 8
    assert look_up(data.values, "status")["KZ-11", "2020"] == "absent"
    assert set(data.values["unit"]) == {"mln KZT"}
    cell = look_up(data.values, "source_cell")["KZ-75", "2020-Q1"]
    assert cell == "report.pdf#page 1, table 1!D4"


def test_a_table_that_goes_on_on_the_next_page_is_one_table(write_pdf):
    head = ["Region", "2019", "2020"]
    path = write_pdf(
        [
            (["An invented indicator, persons"], [head, ["Akmola", "1", "2"]], []),
            ([], [head, ["Pavlodar", "3", "4"], ["Kostanay", "5", "6"]], []),
        ]
    )
    data = read_indicator_file(path)
    assert len(data.values) == 6
    assert set(data.values["unit"]) == {"persons"}
    cell = look_up(data.values, "source_cell")["KZ-55", "2019"]
    assert cell == "report.pdf#page 2, table 1!B2"


def test_a_pdf_without_a_table_is_refused(write_pdf):
    path = write_pdf([(["Only text"], [["a"]], [])])
    with pytest.raises(TableError, match="no table"):
        read_indicator_file(path)


def test_parquet_has_the_addresses_of_a_sheet(tmp_path):
    path = tmp_path / "table.parquet"
    frame = pd.DataFrame(
        {
            "region": ["Akmola", "Almaty city"],
            "year": [2019, 2019],
            "value": [1.5, None],
        }
    )
    frame.to_parquet(path)
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-11", "2019"): 1.5}
    assert look_up(data.values, "source_cell")["KZ-11", "2019"] == "table.parquet#C2"
    assert dict(zip(data.accounts["reason"], data.accounts["n_rows"], strict=True)) == {
        "kept": 1,
        "empty cell": 1,
    }


def write_json(path: Path, content) -> Path:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_json_of_taldau_has_pointers(tmp_path):
    def make(terms, *values):
        return {
            "id": 1,
            "terms": [7, 8],
            "termNames": terms,
            "periods": [
                {"name": name, "date": date, "value": value}
                for name, date, value in values
            ],
        }

    path = write_json(
        tmp_path / "taldau.json",
        [
            make(
                ["РЕСПУБЛИКА КАЗАХСТАН", "Всего"],
                ("2019 год", "31.12.2019", "30"),
                ("2020 год", "31.12.2020", "x"),
            ),
            make(
                ["АКМОЛИНСКАЯ ОБЛАСТЬ", "Всего"], ("2019 год", "31.12.2019", "14 602")
            ),
            make(["АКМОЛИНСКАЯ ОБЛАСТЬ", "Мужчины"], ("2019 год", "31.12.2019", 5)),
            make(["Г.АЛМАТЫ", "Всего"], ("9 месяцев 2019 г.", "30.09.2019", "0.0")),
        ],
    )
    data = read_indicator_file(path, indicator_id="t", unit="persons")
    whole = data.values[data.values["indicator_id"] == "t"]
    assert look_up(whole)["KZ-11", "2019"] == 14602
    assert look_up(whole, "status")["KZ", "2020"] == "confidential"
    assert look_up(whole, "status")["KZ-75", "2019-01/2019-09"] == "negligible"
    men = data.values[data.values["indicator_id"] == "t:мужчины"]
    assert look_up(men) == {("KZ-11", "2019"): 5}
    cell = look_up(whole, "source_cell")["KZ", "2020"]
    assert cell == "taldau.json#/0/periods/1/value"


def test_json_of_plain_records_is_read(tmp_path):
    records = [
        {"region": "Akmola", "year": 2019, "value": 1},
        {"region": "Pavlodar", "year": 2019, "value": None},
    ]
    path = write_json(tmp_path / "records.json", {"data": records})
    data = read_indicator_file(path, unit="persons")
    assert look_up(data.values) == {("KZ-11", "2019"): 1}
    cell = look_up(data.values, "source_cell")["KZ-11", "2019"]
    assert cell == "records.json#/data/0/value"


@pytest.mark.parametrize("content", ["{", "[1, 2]", '{"a": 1}', "[]"])
def test_json_of_another_shape_is_refused(tmp_path, content):
    path = tmp_path / "other.json"
    path.write_text(content)
    with pytest.raises(TableError, match=r"other\.json"):
        read_indicator_file(path)


def test_an_opendocument_spreadsheet_is_read(tmp_path):
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )

    def text(content, attributes=""):
        return (
            f'<table:table-cell office:value-type="string" {attributes}>'
            f"<text:p>{content}</text:p></table:table-cell>"
        )

    def number(value, kind="float"):
        return (
            f'<table:table-cell office:value-type="{kind}" office:value="{value}">'
            f"<text:p>{value}</text:p></table:table-cell>"
        )

    span = 'table:number-columns-spanned="2"'
    rows = [
        text("persons"),
        "<table:table-cell/>" + text("2019", span) + "<table:covered-table-cell/>",
        "<table:table-cell/>" + text("I квартал") + text("год"),
        text("Akmola") + number(1) + number("0.081", "percentage"),
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    path = tmp_path / "book.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="s">{body}</table:table></office:spreadsheet>'
            "</office:body></office:document-content>",
        )
    data = read_indicator_file(path)
    assert look_up(data.values)["KZ-11", "2019-Q1"] == 1
    assert look_up(data.values)["KZ-11", "2019"] == pytest.approx(8.1)
    assert look_up(data.values, "unit")["KZ-11", "2019"] == "%"
    cell = look_up(data.values, "source_cell")["KZ-11", "2019-Q1"]
    assert cell == "book.ods#s!B4"
