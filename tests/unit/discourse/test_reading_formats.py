"""Web pages, Word documents, rows of tables, and files of other kinds."""

import json
import zipfile

import docx
import openpyxl
import pytest

from discourse import read_documents, split_passages

PAGE = """<!DOCTYPE html><html lang="ru"><head><title>Сайт акимата</title>
<meta property="og:title" content="Новая &lt;b&gt;школа&lt;/b&gt;">
<meta property="article:published_time" content="2014-03-15T10:00:00+06:00">
<script>var menu = "не текст";</script></head>
<body><nav>Главная | Контакты</nav>
<div class="sidebar big">Реклама</div>
<article><h1>Новая школа</h1>
<p>В районе <b>открыли</b> шко&shy;лу.<br>Её ждали давно.</p>
<table><tr><th>Район</th><th>Школы</th></tr><tr><td>Абайский</td><td>12</td></tr></table>
<p hidden>Скрыто</p></article>
<form>Поиск по сайту</form><footer>© 2014</footer></body></html>"""


def _get_problems(documents) -> dict[str, str]:
    return {problem.code: problem.severity for problem in documents.problems}


def test_web_page(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    documents = read_documents(tmp_path)
    row = documents.table.iloc[0]
    assert row["date"] == "2014-03-15"
    assert row["year"] == 2014
    assert row["language"] == "ru"
    assert row["title"] == "Новая школа"
    assert documents.texts["page.html"].text.split("\n") == [
        "Новая школа",
        "В районе открыли школу.",
        "Её ждали давно.",
        "Район\tШколы",
        "Абайский\t12",
    ]
    (table,) = documents.tables["page.html"]
    assert table.cells == (("Район", "Школы"), ("Абайский", "12"))
    assert _get_problems(documents) == {
        "dropped-page-furniture": "note",
        "markup-in-title": "note",
        "removed-soft-hyphens": "note",
    }


def test_web_page_in_the_encoding_that_it_names(tmp_path):
    page = (
        '<html><head><meta charset="windows-1251"></head>'
        "<body><p>Аким посетил район.</p></body></html>"
    )
    (tmp_path / "old.htm").write_bytes(page.encode("cp1251"))
    documents = read_documents(tmp_path)
    assert documents.texts["old.htm"].text == "Аким посетил район."


def test_web_page_with_the_extension_of_a_text(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    documents = read_documents(tmp_path)
    assert "wrong-extension" in _get_problems(documents)
    assert "<p>" not in documents.texts["page.txt"].text


def test_date_of_a_time_element(tmp_path):
    page = '<html><body><time datetime="2015-05-13">x</time><p>Text of it.</p></body>'
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    assert read_documents(tmp_path).table["date"].tolist() == ["2015-05-13"]


def test_deeply_nested_page(tmp_path):
    page = "<html><body>" + "<div>" * 3000 + "<p>Deep text here.</p>" + "</div>" * 3000
    (tmp_path / "deep.html").write_text(page, encoding="utf-8")
    assert read_documents(tmp_path).texts["deep.html"].text == "Deep text here."


def test_page_without_text_is_empty(tmp_path):
    page = "<html><body><nav>Menu</nav><script>x()</script></body></html>"
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["empty"]


def _write_docx(path) -> None:
    document = docx.Document()
    document.core_properties.title = "Ауыл туралы"
    document.add_paragraph("Бірінші абзац.")
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Облыс", "2015"), ("Абай", "12")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("Соңғы абзац.")
    document.save(str(path))


def test_word_document_keeps_the_order_of_paragraphs_and_tables(tmp_path):
    _write_docx(tmp_path / "a.docx")
    documents = read_documents(tmp_path)
    assert documents.texts["a.docx"].text.split("\n") == [
        "Бірінші абзац.",
        "Облыс\t2015",
        "Абай\t12",
        "Соңғы абзац.",
    ]
    assert documents.tables["a.docx"][0].cells[1] == ("Абай", "12")
    row = documents.table.iloc[0]
    assert row["title"] == "Ауыл туралы"
    # The dates inside a Word file are those of the file.
    assert _get_problems(documents) == {"no-date": "note"}


def test_merged_cells_are_read_once(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Один раз"
    table.cell(1, 0).text, table.cell(1, 1).text = "а", "б"
    document.save(str(tmp_path / "m.docx"))
    text = read_documents(tmp_path).texts["m.docx"].text
    assert text.split("\n") == ["Один раз", "а\tб"]


def test_zip_bomb_is_not_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 30_000_000)
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["unreadable"]
    assert _get_problems(documents) == {"zip-bomb": "error"}


def test_damaged_word_document(tmp_path):
    _write_docx(tmp_path / "whole.docx")
    content = (tmp_path / "whole.docx").read_bytes()
    (tmp_path / "whole.docx").write_bytes(content[: len(content) // 2])
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["unreadable"]
    assert _get_problems(documents) == {"damaged-file": "error"}


def test_archive_that_only_looks_like_a_word_document(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", "<broken")
    documents = read_documents(tmp_path)
    assert _get_problems(documents) == {"damaged-file": "error"}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("a.rtf", b"{\\rtf1 text}"),
        ("a.zip", b"PK\x03\x04"),
        ("a.json", b'{"a": 1}'),
        ("a.bin", bytes(range(256)) * 10),
    ],
)
def test_formats_that_are_not_read_are_listed(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    if name == "a.zip":
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("a.txt", "text")
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["unsupported"]
    (problem,) = documents.problems
    assert problem.code == "unsupported-format"
    assert problem.where == name


def _write_jsonl(path, *records: object) -> None:
    lines = [
        record if isinstance(record, str) else json.dumps(record, ensure_ascii=False)
        for record in records
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_json_lines(tmp_path):
    _write_jsonl(
        tmp_path / "d.jsonl",
        {
            "id": "a:1",
            "text": "Первый текст.",
            "date": "2014-03-15",
            "lang": "ru",
            "title": "Т",
            "genre": "news",
            "source": "site",
            "n_words": 2,
        },
        {"document_id": "b", "text": "Екінші мәтін осы.", "year": 2015},
    )
    documents = read_documents(tmp_path)
    first, second = documents.table.to_dict("records")
    assert first["document_id"] == "a:1"
    assert first["outlet"] == "site"
    assert first["date"] == "2014-03-15"
    assert second["year"] == 2015
    assert second["language"] == "kk"
    assert second["path"] == "d.jsonl"
    assert _get_problems(documents) == {"ignored-fields": "note"}


def test_broken_lines_are_named_and_the_others_read(tmp_path):
    _write_jsonl(
        tmp_path / "d.jsonl",
        {"id": "a", "text": "Один текст.", "year": 2014},
        '{"id": "b", "text": ',
        "[1, 2]",
        {"id": "c", "text": 5},
        {"id": "e", "year": 2014},
    )
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["a", "e"]
    assert documents.table["status"].tolist() == ["read", "empty"]
    places = [p.where for p in documents.problems if p.code == "broken-row"]
    assert places == [f"d.jsonl, line {number}" for number in (2, 3, 4)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_rows(tmp_path, delimiter):
    rows = (("id", "text", "date"), ("a", "Text of the first", "15.03.2014"))
    (tmp_path / "d.csv").write_text(
        "\n".join(delimiter.join(row) for row in rows), encoding="utf-8-sig"
    )
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["a"]
    assert documents.table["date"].tolist() == ["2014-03-15"]


def test_csv_without_a_column_of_texts(tmp_path):
    (tmp_path / "grp.csv").write_text("region,value\nKZ-10,5\n", encoding="utf-8")
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["unreadable"]
    (problem,) = documents.problems
    assert problem.code == "missing-text-column"
    assert "region, value" in problem.found


def test_csv_row_with_too_many_cells_is_named(tmp_path):
    (tmp_path / "d.csv").write_text(
        "id,text\na,Some text\nb,Other, text\n", encoding="utf-8"
    )
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["a"]
    assert "d.csv, line 3" in [p.where for p in documents.problems]


def test_quotation_mark_that_is_never_closed_is_said(tmp_path):
    (tmp_path / "d.csv").write_text(
        'id,text\na,Some text\nb,"Other text\nc,Third text\n', encoding="utf-8"
    )
    documents = read_documents(tmp_path)
    assert _get_problems(documents)["odd-quotes"] == "warning"


def test_old_line_ends_of_csv(tmp_path):
    (tmp_path / "d.csv").write_bytes(b"id,text\ra,Some text\rb,Other text\r")
    assert read_documents(tmp_path).table["document_id"].tolist() == ["a", "b"]


def test_footnotes_are_read_at_the_end(tmp_path):
    _write_docx(tmp_path / "plain.docx")
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    notes = (
        f'<w:footnotes xmlns:w="{names}"><w:footnote w:id="2"><w:p><w:r>'
        "<w:t>Ескерту мәтіні.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = (
        '<Relationship Id="rIdNotes" Target="footnotes.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/footnotes"/>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    )
    with (
        zipfile.ZipFile(tmp_path / "plain.docx") as source,
        zipfile.ZipFile(tmp_path / "notes.docx", "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name).decode("utf-8", "surrogateescape")
            if name == "word/_rels/document.xml.rels":
                content = content.replace(
                    "</Relationships>", relation + "</Relationships>"
                )
            if name == "[Content_Types].xml":
                content = content.replace("</Types>", kind + "</Types>")
            target.writestr(name, content.encode("utf-8", "surrogateescape"))
        target.writestr("word/footnotes.xml", notes)
    text = read_documents(tmp_path / "notes.docx").texts["notes.docx"].text
    assert text.split("\n")[-2:] == ["Соңғы абзац.", "Ескерту мәтіні."]


def test_rows_without_an_id_get_one_from_their_line(tmp_path):
    (tmp_path / "d.csv").write_text("text\nOne text\nTwo texts\n", encoding="utf-8")
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["d.csv:row-2", "d.csv:row-3"]


def test_workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["note"])
    sheet = book.create_sheet("texts")
    sheet.append(["id", "text", "year"])
    sheet.append([7, "Text of the seventh.", 2014])
    book.save(tmp_path / "d.xlsx")
    documents = read_documents(tmp_path)
    assert documents.table["document_id"].tolist() == ["7"]
    assert documents.table["year"].tolist() == [2014]
    assert split_passages(documents)["text"].tolist() == ["Text of the seventh."]


def test_broken_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "d.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    documents = read_documents(tmp_path)
    assert _get_problems(documents) == {"damaged-file": "error"}
