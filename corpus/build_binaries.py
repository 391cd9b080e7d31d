"""Which docx and pdf files does the embedded study hold, and from which texts?

Every text file under ``sources/`` named ``<document>.docx.txt`` or
``<document>.pdf.txt`` becomes the document of the same path under ``documents/``.
Blank lines separate paragraphs. Three marks stand alone in a paragraph:
``[[page]]`` starts a page, ``[[table NAME]]`` draws ``sources/tables/NAME.csv`` with
ruled lines, and ``[[scan]]`` in the first place turns the rest into a picture of text,
a page from which no letter can be read.

The files carry no clock time, so building them twice gives the same bytes with the
same versions of the libraries. The built files are committed; run
``python corpus/build_binaries.py [FOLDER]`` after changing a source. Needs reportlab,
python-docx, pillow and the DejaVu Sans font that comes with matplotlib.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
import tempfile
import zipfile
from pathlib import Path

import docx
import matplotlib as mpl
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

CORPUS = Path(__file__).parent
SOURCES = CORPUS / "sources"
DOCUMENTS = CORPUS / "documents"
FONT = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
NO_CLOCK = (1980, 1, 1, 0, 0, 0)
AUTHOR = "The aimaq developers"
BODY = ParagraphStyle("body", fontName="DejaVu", fontSize=11, leading=16, spaceAfter=9)
HEAD = ParagraphStyle("head", parent=BODY, fontSize=15, leading=20, spaceAfter=14)


def read_titles() -> dict[str, str]:
    """Read the title of each document from the metadata table."""
    with (DOCUMENTS / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return {row["path"]: row["title"] for row in csv.DictReader(file)}


def read_table_cells(name: str) -> list[list[str]]:
    """Read the cells of a small table, header first."""
    path = SOURCES / "tables" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_docx(path: Path, title: str, paragraphs: list[str]) -> None:
    """Write a Word document without any clock time in it."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = title, AUTHOR
    properties.created = properties.modified = dt.datetime(*NO_CLOCK[:3], tzinfo=dt.UTC)
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    buffer.seek(0)
    # python-docx stamps the hour on every part of the archive; we stamp none.
    with (
        zipfile.ZipFile(buffer) as written,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in written.namelist():
            if name == "docProps/thumbnail.jpeg":
                continue
            part = written.read(name)
            if name == "_rels/.rels":
                part = _drop_thumbnail(part)
            entry = zipfile.ZipInfo(name, date_time=NO_CLOCK)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, part)


def _drop_thumbnail(relations: bytes) -> bytes:
    """Take the template's preview picture out of the list of parts."""
    parts = relations.split(b"<Relationship ")
    kept = [part for part in parts if b"thumbnail" not in part]
    joined = b"<Relationship ".join(kept)
    return (
        joined if joined.endswith(b"</Relationships>") else joined + b"</Relationships>"
    )


def write_pdf(path: Path, title: str, paragraphs: list[str]) -> None:
    """Write a PDF with an embedded font that has the Kazakh letters."""
    flow: list[object] = [Paragraph(title, HEAD)]
    for paragraph in paragraphs:
        if paragraph == "[[page]]":
            flow.append(PageBreak())
        elif paragraph.startswith("[[table "):
            cells = read_table_cells(paragraph[8:-2])
            table = Table(cells, hAlign="LEFT")
            table.setStyle(
                TableStyle(
                    [
                        ("FONT", (0, 0), (-1, -1), "DejaVu", 10),
                        ("GRID", (0, 0), (-1, -1), 0.6, colors.black),
                        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
                    ]
                )
            )
            flow += [table, Spacer(1, 12)]
        else:
            flow.append(Paragraph(paragraph, BODY))
    SimpleDocTemplate(
        str(path), pagesize=A4, title=title, author=AUTHOR, invariant=1
    ).build(flow)


def write_scan(path: Path, title: str, lines: list[str]) -> None:
    """Write a PDF that is a picture of text: it holds no letters."""
    picture = Image.new("1", (1000, 620), 1)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(FONT), 28)
    for number, line in enumerate(lines):
        draw.text((60, 50 + 48 * number), line, font=font, fill=0)
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "page.png"
        picture.save(saved)
        canvas = Canvas(str(path), pagesize=A4, invariant=1)
        canvas.setTitle(title)
        canvas.setAuthor(AUTHOR)
        canvas.drawImage(ImageReader(str(saved)), 40, 440, width=515, height=319)
        canvas.showPage()
        canvas.save()


def build_all(target_folder: Path = DOCUMENTS) -> None:
    """Write every document that has a source text into a folder."""
    pdfmetrics.registerFont(TTFont("DejaVu", str(FONT)))
    titles = read_titles()
    for source in sorted(SOURCES.rglob("*.*.txt")):
        name = source.relative_to(SOURCES).with_suffix("").as_posix()
        text = source.read_text(encoding="utf-8").strip()
        paragraphs = text.split("\n\n")
        target = target_folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if paragraphs[0] == "[[scan]]":
            write_scan(target, titles[name], text.splitlines()[2:])
        elif target.suffix == ".pdf":
            write_pdf(target, titles[name], paragraphs)
        else:
            write_docx(target, titles[name], paragraphs)
        print(f"{name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    build_all(*(Path(argument) for argument in sys.argv[1:2]))
