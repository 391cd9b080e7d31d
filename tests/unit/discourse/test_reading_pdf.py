"""PDF files: text, pages, tables, and those that cannot be read."""

import io
import logging
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from discourse import read_documents, split_passages

logging.getLogger("pdfminer").setLevel(logging.ERROR)

PARAGRAPH = (
    "Kazakhstan supports closer ties among the regions of the",
    "country and expects that the devel-",
    "opment of villages goes on.",
)


def _write_pdf(path: Path, pages: list[tuple[str, ...]], **options: object) -> None:
    canvas = Canvas(str(path), pagesize=A4, **options)
    for lines in pages:
        for number, line in enumerate(lines):
            canvas.drawString(60, 780 - 14 * number, line)
        canvas.showPage()
    canvas.save()


def _get_codes(documents) -> list[str]:
    return [problem.code for problem in documents.problems]


def test_pages_and_paragraphs(tmp_path):
    _write_pdf(tmp_path / "a.pdf", [PARAGRAPH, ("The second page tells more.",)])
    documents = read_documents(tmp_path)
    row = documents.table.iloc[0]
    assert (row["status"], row["n_pages"], row["language"]) == ("read", 2, "en")
    passages = split_passages(documents)
    first, second = passages["text"]
    assert first.startswith("Kazakhstan supports closer ties among the regions of the")
    assert first.endswith(
        "country and expects that the development of villages goes on."
    )
    assert second == "The second page tells more."
    assert passages["page"].tolist() == [1, 2]
    assert "rejoined-hyphenation" in _get_codes(documents)


def test_table_with_ruled_lines_is_kept_apart(tmp_path):
    canvas = Canvas(str(tmp_path / "t.pdf"), pagesize=A4)
    canvas.drawString(60, 800, "Gross product of the regions in millions of tenge.")
    canvas.grid([60, 200, 300], [700, 720, 740])
    for number, (name, value) in enumerate((("Region", "2015"), ("Abai", "12"))):
        canvas.drawString(65, 725 - 20 * number, name)
        canvas.drawString(205, 725 - 20 * number, value)
    canvas.save()
    documents = read_documents(tmp_path / "t.pdf")
    (table,) = documents.tables["t.pdf"]
    assert table.page == 1
    assert table.cells == (("Region", "2015"), ("Abai", "12"))
    assert "Abai 12" in documents.texts["t.pdf"].text


def test_running_heads_are_left_out_and_said(tmp_path):
    pages = [
        (f"Report of the ministry {number}", f"Text of page number {number} {word}.")
        for number, word in enumerate(("one", "two", "three", "four", "five"), start=1)
    ]
    _write_pdf(tmp_path / "a.pdf", pages)
    documents = read_documents(tmp_path)
    text = documents.texts["a.pdf"].text
    assert "ministry" not in text
    assert "page number 5 five" in text
    assert "removed-page-lines" in _get_codes(documents)


def test_image_only_pdf_asks_for_recognition(tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), "gray").save(picture, "PNG")
    canvas = Canvas(str(tmp_path / "scan.pdf"), pagesize=A4)
    canvas.drawImage(ImageReader(picture), 60, 60, 400, 600)
    canvas.save()
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["image_only"]
    assert documents.table["n_pages"].tolist() == [1]
    (problem,) = documents.problems
    assert problem.code == "image-only-pdf"
    assert problem.severity == "error"
    assert "ocrmypdf" in problem.action
    assert documents.texts == {}


def test_one_picture_page_among_others_is_a_warning(tmp_path):
    picture = io.BytesIO()
    Image.new("RGB", (60, 60), "gray").save(picture, "PNG")
    canvas = Canvas(str(tmp_path / "half.pdf"), pagesize=A4)
    canvas.drawString(60, 780, "The first page has text.")
    canvas.showPage()
    canvas.drawImage(ImageReader(picture), 60, 60, 400, 600)
    canvas.save()
    documents = read_documents(tmp_path)
    problem = next(p for p in documents.problems if p.code == "image-only-pages")
    assert problem.severity == "warning"
    assert "2" in problem.found


def test_encrypted_pdf(tmp_path):
    _write_pdf(
        tmp_path / "secret.pdf", [PARAGRAPH], encrypt=StandardEncryption("key", "owner")
    )
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["encrypted"]
    assert _get_codes(documents) == ["encrypted-pdf"]


@pytest.mark.parametrize("kept", [20, 300])
def test_damaged_pdf(tmp_path, kept):
    whole = tmp_path / "whole.pdf"
    _write_pdf(whole, [PARAGRAPH])
    damaged = tmp_path / "in" / "damaged.pdf"
    damaged.parent.mkdir()
    damaged.write_bytes(whole.read_bytes()[:kept])
    documents = read_documents(damaged.parent)
    assert documents.table["status"].tolist() == ["unreadable"]
    assert _get_codes(documents) == ["damaged-pdf"]


def test_pdf_without_anything_is_empty(tmp_path):
    _write_pdf(tmp_path / "blank.pdf", [()])
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["empty"]
    assert _get_codes(documents) == ["empty-document"]


def test_pdf_with_another_extension_is_read(tmp_path):
    _write_pdf(tmp_path / "report.txt", [("The first page has text.",)])
    documents = read_documents(tmp_path)
    assert documents.table["status"].tolist() == ["read"]
    assert "wrong-extension" in _get_codes(documents)
    assert documents.texts["report.txt"].text == "The first page has text."


@pytest.mark.shared_data
def test_real_kazakh_pdf(shared_data):
    documents = read_documents(shared_data / "texts" / "pdf")
    row = documents.table.iloc[0]
    assert (row["status"], row["n_pages"], row["language"]) == ("read", 30, "kk")
    (content,) = documents.texts.values()
    assert len(content.page_starts) == 30
    assert sum(map(len, documents.tables.values())) > 0
    passages = split_passages(documents)
    assert passages["page"].max() == 30
    assert passages["page"].is_monotonic_increasing
