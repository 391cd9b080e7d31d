"""Read PDF files: text by page, ruled tables, and what has no text at all."""

import logging
import re
from collections import Counter
from pathlib import Path
from typing import Any

from discourse.reading.cleaning import Repair
from discourse.reading.content import Extracted, Table
from discourse.reading.findings import build_repair_problem, build_unreadable
from ledger import Problem

_LINE_END = re.compile(r"\r\n?|\n")
_CUT_WORD = re.compile("[\ufffe\x02]\\s*")
_DIGITS = re.compile(r"\d+")
_THIN = 2.5
_SHORTEST_RULE = 15.0
_FEWEST_RULES = 3
_FEWEST_BOXES = 4
_MOST_OBJECTS = 5000
_FEWEST_PAGES = 4
_SHARE_OF_PAGES = 0.6
_SHOWN = 5


def read_pdf(path: Path, *, where: str) -> Extracted:
    """Read a PDF file.

    Parameters
    ----------
    path : Path
        The file.
    where : str
        Its name in messages.

    Returns
    -------
    Extracted
        Text of all pages with the offset where each begins, and the tables of
        pages that hold ruled lines. A file that needs a password has status
        `encrypted`, one whose pages are pictures `image_only`.

    Notes
    -----
    A line that repeats, apart from its numbers, as the first or last one on at
    least 60 % of four or more pages is a running head and is left out.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(str(path))
    except pypdfium2.PdfiumError as error:
        return _refuse(str(error), where)
    try:
        return _read_pages(document, path, where)
    finally:
        document.close()


def _refuse(message: str, where: str) -> Extracted:
    if "password" in message.lower() or "security" in message.lower():
        problem = build_unreadable(
            where,
            code="encrypted-pdf",
            found="a PDF that asks for a password",
            action="Open it with its password and print it to a new PDF.",
        )
        return Extracted(status="encrypted", problems=(problem,))
    problem = build_unreadable(
        where,
        code="damaged-pdf",
        found="a PDF that cannot be opened",
        action="Download it again, or open it in a viewer and print it to a new PDF.",
    )
    return Extracted(status="unreadable", problems=(problem,))


def _read_pages(document: Any, path: Path, where: str) -> Extracted:
    import pypdfium2

    pages: list[list[str]] = []
    pictures: list[int] = []
    ruled: list[int] = []
    damaged: list[int] = []
    for number in range(1, len(document) + 1):
        try:
            page = document[number - 1]
            text = page.get_textpage().get_text_range()
            if not text.strip() and _has_picture(page):
                pictures.append(number)
            if _has_rules(page):
                ruled.append(number)
        except pypdfium2.PdfiumError:
            damaged.append(number)
            text = ""
        text = _CUT_WORD.sub("-\n", text)
        pages.append(_LINE_END.split(text))
    n_pages = len(pages)
    if not any(line.strip() for lines in pages for line in lines):
        return _describe_empty(n_pages, pictures, damaged, where)
    problems: list[Problem] = []
    if pictures:
        problems.append(_build_pages_problem("image-only-pages", pictures, where))
    if damaged:
        problems.append(_build_pages_problem("damaged-pages", damaged, where))
    n_heads = _remove_running_heads(pages)
    if n_heads:
        repair = Repair(code="removed-page-lines", count=n_heads)
        problems.append(build_repair_problem(repair, where=where))
    starts: list[int] = []
    length = 0
    texts = ["\n".join(lines).strip("\n") for lines in pages]
    for text in texts:
        starts.append(length)
        length += len(text) + 1
    tables, table_problems = _read_tables(path, ruled, where)
    return Extracted(
        text="\n".join(texts),
        layout="lines",
        page_starts=tuple(starts),
        n_pages=n_pages,
        tables=tables,
        problems=(*problems, *table_problems),
    )


def _describe_empty(
    n_pages: int, pictures: list[int], damaged: list[int], where: str
) -> Extracted:
    if pictures:
        problem = build_unreadable(
            where,
            code="image-only-pdf",
            found=f"{n_pages} pages that are pictures without text",
            action="Run optical character recognition on it, for example "
            "`ocrmypdf -l rus+kaz+eng in.pdf out.pdf` (Tesseract with the Russian "
            "and Kazakh data), and put the result in its place.",
        )
        return Extracted(status="image_only", n_pages=n_pages, problems=(problem,))
    if damaged:
        problem = build_unreadable(
            where,
            code="damaged-pdf",
            found=f"a PDF whose {n_pages} pages cannot be read",
            action="Download it again, or print it to a new PDF.",
        )
        return Extracted(status="unreadable", n_pages=n_pages, problems=(problem,))
    return Extracted(n_pages=n_pages)


def _build_pages_problem(code: str, numbers: list[int], where: str) -> Problem:
    shown = ", ".join(map(str, numbers[:_SHOWN]))
    more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
    if code == "image-only-pages":
        found = f"pictures without text on pages {shown}{more}"
        action = (
            "Run optical character recognition on the file if these pages matter "
            "(`ocrmypdf --skip-text -l rus+kaz+eng in.pdf out.pdf`)."
        )
    else:
        found = f"pages that cannot be read: {shown}{more}"
        action = "The other pages were read; get the file again."
    return Problem(
        code=code,
        severity="warning",
        where=where,
        found=found,
        expected="text on every page",
        action=action,
    )


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    return any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def _has_rules(page: Any) -> bool:
    """Look for enough straight lines or boxes to rule a table."""
    from pypdfium2 import raw

    level = upright = boxes = 0
    objects = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])
    for number, path in enumerate(objects):
        if number > _MOST_OBJECTS:
            # A drawing, such as a map: looking for tables in it takes minutes.
            return False
        left, bottom, right, top = path.get_bounds()
        width, height = right - left, top - bottom
        level += height <= _THIN and width >= _SHORTEST_RULE
        upright += width <= _THIN and height >= _THIN
        if width >= _SHORTEST_RULE and height > _THIN:
            boxes += 1
            levels, uprights = _count_rules(path)
            level += levels
            upright += uprights
    return (level >= _FEWEST_RULES and upright >= _FEWEST_RULES) or (
        boxes >= _FEWEST_BOXES
    )


def _count_rules(path: Any) -> tuple[int, int]:
    """Count level and upright lines of a path that draws several at once."""
    from ctypes import byref, c_float

    from pypdfium2 import raw

    n_segments = raw.FPDFPath_CountSegments(path)
    if n_segments > _MOST_OBJECTS:
        return 0, 0
    level = upright = 0
    before = (0.0, 0.0)
    for number in range(n_segments):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        x, y = c_float(), c_float()
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            across, along = abs(x.value - before[0]), abs(y.value - before[1])
            level += along <= _THIN and across >= _SHORTEST_RULE
            upright += across <= _THIN and along >= _THIN
        before = (x.value, y.value)
    return level, upright


def _remove_running_heads(pages: list[list[str]]) -> int:
    """Remove first and last lines that repeat over the pages."""
    if len(pages) < _FEWEST_PAGES:
        return 0
    n_removed = 0
    for edge in (0, -1):
        seen = Counter(
            _DIGITS.sub("0", filled[edge].strip())
            for lines in pages
            if (filled := [line for line in lines if line.strip()])
        )
        repeated = {
            line
            for line, count in seen.items()
            if count >= max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
        }
        for lines in pages:
            places = [place for place, line in enumerate(lines) if line.strip()]
            if (
                len(places) > 1
                and _DIGITS.sub("0", lines[places[edge]].strip()) in repeated
            ):
                del lines[places[edge]]
                n_removed += 1
    return n_removed


def _read_tables(
    path: Path, numbers: list[int], where: str
) -> tuple[tuple[Table, ...], list[Problem]]:
    if not numbers:
        return (), []
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    tables: list[Table] = []
    failed: list[int] = []
    try:
        with pdfplumber.open(path, pages=numbers) as document:
            for page in document.pages:
                try:
                    found = page.extract_tables()
                except Exception:  # noqa: BLE001 - pdfminer raises what a broken page makes it raise
                    failed.append(page.page_number)
                    continue
                finally:
                    page.close()
                tables.extend(
                    Table(page=page.page_number, cells=cells)
                    for cells in map(_clean_cells, found)
                    if len(cells) > 1 and len(cells[0]) > 1
                )
    except Exception:  # noqa: BLE001 - as above, for the file as a whole
        failed = numbers
    if not failed:
        return tuple(tables), []
    shown = ", ".join(map(str, failed[:_SHOWN]))
    problem = Problem(
        code="table-not-read",
        severity="warning",
        where=where,
        found=f"tables that cannot be taken apart on pages {shown}",
        expected="ruled tables",
        action="The text of the page was read; copy the table into a csv file if "
        "its cells matter.",
    )
    return tuple(tables), [problem]


def _clean_cells(rows: list[list[str | None]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        cells
        for row in rows
        if any(cells := tuple(" ".join((cell or "").split()) for cell in row))
    )
