"""Tables in a PDF without ruled lines: each value right, or refused with its place.

Invented figures, drawn text by text as programs do: a cell is one text with its blanks.
"""

from pathlib import Path

import matplotlib as mpl
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from indicators import read_indicator_file
from ledger import TableError

from .conftest import look_up

SIZE = 10
STEP = 13
LEFT, FIRST, WIDTH = 40, 230, 75
GAP = "\u00a0"


class Page:
    """Draws texts; lines are counted from the top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.line = canvas, 0.0

    @property
    def y(self) -> float:
        return 780 - STEP * self.line

    def write(self, x: float, text: str, *, to: str = "right", size=SIZE, up=0.0):
        self.canvas.setFont("DejaVu", size)
        draw = {
            "left": self.canvas.drawString,
            "right": self.canvas.drawRightString,
            "center": self.canvas.drawCentredString,
        }[to]
        draw(x, self.y + up, text)

    def row(self, label: str, *cells: str) -> None:
        if label:
            self.write(LEFT, label, to="left")
        for place, cell in enumerate(cells):
            if cell:
                self.write(right_edge(place), cell)
        self.line += 1


def right_edge(column: int) -> float:
    return FIRST + WIDTH * column


@pytest.fixture
def draw(tmp_path):
    """Draw pages with functions that take a page; give the path of the PDF."""
    font = Path(mpl.get_data_path()) / "fonts/ttf/DejaVuSans.ttf"
    pdfmetrics.registerFont(TTFont("DejaVu", str(font)))

    def write(*pages) -> Path:
        canvas = Canvas(str(tmp_path / "report.pdf"))
        for fill in pages:
            fill(Page(canvas))
            canvas.showPage()
        canvas.save()
        return tmp_path / "report.pdf"

    return write


def read(path, **options):
    return read_indicator_file(path, indicator_id="x", **options)


def codes(data):
    return [problem.code for problem in data.problems]


def test_blanks_between_thousands_do_not_part_columns(draw):
    def fill(page):
        page.row("Выдуманный показатель, млн тенге")
        page.row("Регион", "2019", "2020")
        page.row("Акмолинская область", f"14{GAP}901{GAP}641,5", f"1{GAP}000{GAP}200,0")
        page.row("Костанайская область", "12,5", "-")
        page.row("г. Шымкент", f"900{GAP}641,0", "...")

    data = read(draw(fill))
    assert look_up(data.values) == {
        ("KZ-11", "2019"): 14901641.5,
        ("KZ-11", "2020"): 1000200.0,
        ("KZ-39", "2019"): 12.5,
        ("KZ-39", "2020"): pytest.approx(float("nan"), nan_ok=True),
        ("KZ-79", "2019"): 900641.0,
        ("KZ-79", "2020"): pytest.approx(float("nan"), nan_ok=True),
    }
    assert look_up(data.values, "status")["KZ-39", "2020"] == "absent"
    assert set(data.values["unit"]) == {"mln KZT"}
    cell = look_up(data.values, "source_cell")["KZ-11", "2020"]
    assert cell == "report.pdf#page 1, table 1!C3"
    assert "table-without-lines" in codes(data)


def test_numbers_that_fill_their_columns_stay_apart(draw):
    def fill(page):
        page.row("Регион", "2019", "2020")
        for label, left, right in (
            ("Акмолинская область", "123", "456"),
            ("Костанайская область", "1 123", "12 345 678 901"),
        ):
            page.write(LEFT, label, to="left")
            page.write(300, left)
            page.write(301.5, right, to="left")
            page.line += 1

    with pytest.raises(TableError, match=r"no period found|header"):
        read(draw(fill))


def test_a_file_without_blanks_has_its_thousands_by_gaps(draw):
    def number(page, x, *groups):
        for group in reversed(groups):
            page.write(x, group)
            x -= pdfmetrics.stringWidth(group, "DejaVu", SIZE) + 0.3 * SIZE

    def fill(page):
        for place, year in enumerate(("2019", "2020")):
            page.write(right_edge(place), year)
        page.line += 1
        for label, *cells in (
            ("Акмолинская", ("14", "901"), ("2", "000", "001")),
            ("Костанайская", ("7",), ("12", "345")),
        ):
            page.write(LEFT, label, to="left")
            for place, groups in enumerate(cells):
                number(page, right_edge(place), *groups)
            page.line += 1

    assert look_up(read(draw(fill)).values) == {
        ("KZ-11", "2019"): 14901,
        ("KZ-11", "2020"): 2000001,
        ("KZ-39", "2019"): 7,
        ("KZ-39", "2020"): 12345,
    }


@pytest.mark.parametrize("at", ["top", "middle", "bottom"])
def test_a_name_over_two_lines_belongs_to_one_row(draw, at):
    def fill(page):
        page.row("Region", "2019", "2020")
        page.line += 0.5
        for lines, cells in (
            (("West", "Kazakhstan"), ("1", "2")),
            (("Pavlodar",), ("3", "4")),
            (("North", "Kazakhstan"), ("5", "6")),
            (("Kazakhstan",), ("9", "12")),
        ):
            height = 0.9 * (len(lines) - 1)
            offset = {"top": 0, "middle": height / 2, "bottom": height}[at]
            start = page.line
            for place, line in enumerate(lines):
                page.line = start + 0.9 * place
                page.write(LEFT, line, to="left")
            page.line = start + offset
            page.row("", *cells)
            page.line = start + height + 1.3

    assert look_up(read(draw(fill)).values) == {
        ("KZ-27", "2019"): 1,
        ("KZ-27", "2020"): 2,
        ("KZ-55", "2019"): 3,
        ("KZ-55", "2020"): 4,
        ("KZ-59", "2019"): 5,
        ("KZ-59", "2020"): 6,
        ("KZ", "2019"): 9,
        ("KZ", "2020"): 12,
    }


def test_half_of_a_name_is_not_taken_for_the_country(draw):
    def fill(page):
        page.row("Region", "2019", "2020")
        page.row("Pavlodar", "3", "4")
        page.line += 0.5
        page.write(LEFT, "Unheard-", to="left")
        page.line += 0.9
        page.row("Kazakhstan", "5", "6")
        page.row("Akmola", "7", "8")

    data = read(draw(fill))
    assert "KZ" not in set(data.values["region_id"])
    assert "unmatched-region" in codes(data)


def test_a_raised_digit_is_a_mark_and_no_figure(draw):
    def fill(page):
        page.row("Регион", "2019", "2020")
        for label, *cells in (
            ("Акмолинская область", "123,4", "200"),
            ("Костанайская область", "125,6", "300"),
        ):
            y = page.line
            page.row(label, *cells)
            page.line, after = y, page.line
            page.write(right_edge(0), "1", to="left", size=6, up=4)
            page.line = after
        page.row("1) Предварительные данные")

    values = look_up(read(draw(fill)).values)
    assert values["KZ-11", "2019"] == 123.4
    assert values["KZ-39", "2019"] == 125.6


def _fill_quarters(page, *, middles):
    page.row("Выдуманные школы, единиц")
    for year, middle in zip(("2019", "2020"), middles, strict=True):
        page.write(middle, year, to="center")
    page.line += 1
    page.row("Регион", "I квартал", "II квартал", "I квартал", "II квартал")
    page.row("Акмолинская область", "10", "20", "30", "40")
    page.row("Костанайская область", "11", "21", "31", "41")


def test_a_year_over_two_columns_is_centered_over_them(draw):
    middles = [right_edge(0) + 5, right_edge(2) + 5]
    data = read(draw(lambda page: _fill_quarters(page, middles=middles)))
    assert look_up(data.values)["KZ-11", "2019-Q2"] == 20
    assert look_up(data.values)["KZ-39", "2020-Q1"] == 31


def test_a_header_that_fits_two_divisions_is_refused_with_its_place(draw):
    middles = [right_edge(0) + 40, right_edge(2) - 10]
    with pytest.raises(TableError, match=r"page 1, table 1: .*2019 \| 2020"):
        read(draw(lambda page: _fill_quarters(page, middles=middles)))


def test_a_frame_around_the_header_only_does_not_hide_the_rows(draw):
    def fill(page):
        for place in range(-1, 2):
            page.canvas.rect(right_edge(place) - 70, page.y - 3, WIDTH, STEP)
        page.row("Регион", "2019", "2020")
        page.row("Акмолинская область", "10", "20")
        page.row("Костанайская область", "11", "21")

    assert len(read(draw(fill)).values) == 4


def test_stripes_behind_rows_are_no_cells(draw):
    def fill(page):
        page.row("Регион", "2019", "2020")
        for label, *cells in (
            ("Акмолинская область", "123", "456"),
            ("Костанайская область", "11", "21"),
            ("Павлодарская область", "12", "22"),
        ):
            page.canvas.setFillGray(0.9)
            page.canvas.rect(LEFT - 2, page.y - 3, 400, STEP, fill=1, stroke=1)
            page.canvas.setFillGray(0)
            page.row(label, *cells)

    assert look_up(read(draw(fill)).values)["KZ-11", "2019"] == 123


def test_two_numbers_in_one_ruled_cell_are_not_one_number(draw):
    def fill(page):
        for line in range(3):
            for column in range(3):
                page.canvas.rect(40 + 150 * column, 740 - 40 * line, 150, 40)
        texts = (
            ("Регион", "2019", "2020"),
            ("Акмолинская область", ("12", "345"), "1"),
            ("Костанайская область", "7", "2"),
        )
        for line, row in enumerate(texts):
            for column, content in enumerate(row):
                cells = (content,) if isinstance(content, str) else content
                for place, text in enumerate(cells):
                    page.canvas.setFont("DejaVu", SIZE)
                    page.canvas.drawString(
                        45 + 150 * column, 765 - 40 * line - 12 * place, text
                    )

    data = read(draw(fill))
    assert ("KZ-11", "2019") not in look_up(data.values)
    assert 12345 not in set(data.values["value"])


def test_a_page_that_repeats_the_header_goes_on(draw):
    def first(page):
        page.row("Регион", "2019", "2020")
        page.row("Городское население")
        page.row("Акмолинская область", "10", "20")

    def second(page):
        page.row("Регион", "2019", "2020")
        page.row("Костанайская область", "11", "21")

    data = read(draw(first, second))
    assert len(data.values) == 4
    assert data.values["indicator_id"].nunique() == 1
    cell = look_up(data.values, "source_cell")["KZ-39", "2019"]
    assert cell == "report.pdf#page 2, table 1!B2"


def test_a_page_with_columns_but_no_names_is_listed(draw):
    def first(page):
        page.row("Регион", "2019", "2020")
        page.row("Акмолинская область", "10", "20")
        page.row("Костанайская область", "11", "21")

    def second(page):
        page.row("", "2021", "2022", "2023")
        page.row("", "30", "40", "50")
        page.row("", "31", "41", "51")

    data = read(draw(first, second))
    assert set(data.values["period"]) == {"2019", "2020"}
    problem = next(p for p in data.problems if p.code == "no-regions")
    assert "page 2" in problem.where


def test_rows_whose_numbers_stand_at_two_heights_are_refused(draw):
    def fill(page):
        page.row("Регион", "2019", "2020")
        for label in ("Акмолинская область", "Костанайская область"):
            page.row(label, "10", "")
            page.row("", "", "20")
            page.line += 0.5

    with pytest.raises(TableError, match="different heights"):
        read(draw(fill))


def test_prose_with_numbers_is_no_table(draw):
    def fill(page):
        page.row("В 2019 году было 5 школ, в 2020 году 6 школ.")
        page.row("Глава 1 .......... 5")
        page.row("Глава 2 .......... 6")

    with pytest.raises(TableError, match="no table"):
        read(draw(fill))
