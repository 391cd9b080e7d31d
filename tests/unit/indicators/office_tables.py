"""Plausible tables of a statistics office, made at random, with what is true of them.

Every figure is invented. A sheet is built cell by cell; beside each value stands its
truth: region, period, what it is broken down by, value, status. Readers are compared
with the truth by the address of each cell, so it does not matter how they name things.
"""

from pathlib import Path

from numpy.random import Generator

from .office_sheet import Sheet, Truth, write_book
from .office_words import (
    CORNERS,
    CUMULATIVE,
    INCLUDING,
    KINDS,
    LABELS,
    MARKS,
    MIDDLE,
    NEW,
    NINE,
    NOTES,
    OLD,
    PARTS,
    QUARTERS,
    SECOND_TITLES,
    SIMPLE,
    TITLES,
    UNITS,
)


class Office:
    """Makes sheets at random."""

    def __init__(self, rng: Generator) -> None:
        self.rng = rng
        self.language = self.choose(("ru", "kk", "en"))
        self.style = int(rng.integers(0, 3))
        self.number_style = self.choose(("number", "number", "space", "nbsp", "comma"))
        self.has_marks = self.happens(0.4)
        self.has_decimals = self.happens(0.5)
        self.title = ""

    def choose(self, options):
        return options[int(self.rng.integers(0, len(options)))]

    def happens(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def make_sheet(self, name: str = "Лист1", kind: str | None = None) -> Sheet:
        """Make one sheet with one table."""
        self.kind = kind or self.choose(KINDS)
        sheet = Sheet(name=name)
        self.sheet = sheet
        self.choose_regions()
        self.unit = self.choose(tuple(UNITS[self.language]))
        self.column = int(self.choose((0, 0, 0, 1)))
        self.row = int(self.choose((0, 0, 1, 2)))
        self.has_number = self.happens(0.15) and self.column == 0
        if self.has_number:
            self.column = 1
        getattr(self, f"make_{self.kind.replace(' ', '_')}")()
        self.write_footers()
        is_turned = self.kind in ("years", "breakdown", "cumulative") and (
            self.happens(0.15) and not self.has_number
        )
        if is_turned:
            sheet.turn()
        sheet.description = (
            f"{self.kind}, {self.language}, {self.number_style}"
            f"{', turned' if is_turned else ''}"
        )
        return sheet

    def choose_regions(self) -> None:
        """Choose the regions of a time and years in which they existed."""
        regions, first, last = self.choose(
            ((OLD, 2003, 2016), (MIDDLE, 2019, 2021), (NEW, 2023, 2025))
        )
        n_years = int(self.rng.integers(1, min(6, last - first + 1) + 1))
        start = int(self.rng.integers(first, last - n_years + 2))
        self.years = list(range(start, start + n_years))
        if self.kind == "sheet is the year":
            self.years = [int(self.sheet.name.split()[0])]
            regions = OLD if self.years[0] < 2017 else MIDDLE
        self.regions = list(regions)
        if self.happens(0.2):
            keep = int(self.rng.integers(4, len(regions)))
            self.regions = sorted(self.rng.permutation(regions)[:keep].tolist())
        where = self.choose(("top", "top", "bottom", "none"))
        if where == "top":
            self.regions.insert(0, "KZ")
        elif where == "bottom":
            self.regions.append("KZ")

    def label(self, region_id: str) -> str:
        names = LABELS[self.language][region_id]
        name = names[self.style % len(names)]
        if region_id in ("KZ-61", "KZ-71", "KZ-79") and self.happens(0.3):
            name += self.choose(("1)", " 1", "*", " 2)", "\u00b9\u207e"))
        return name

    def put(self, row: int, column: int, content) -> None:
        if content not in (None, ""):
            self.sheet.cells[row, column] = content

    def merge(self, row: int, column: int, last_row: int, last_column: int) -> None:
        if (row, column) != (last_row, last_column):
            self.sheet.merged.append((row, column, last_row, last_column))

    def value(
        self, row: int, column: int, region_id: str, period: str, part=""
    ) -> None:
        """Put a value, a mark or nothing, and remember the truth."""
        if self.happens(0.03):
            return
        if self.has_marks and self.happens(0.08):
            mark, status = self.choose(MARKS)
            self.put(row, column, mark)
            found = Truth(region_id, period, part, None, status)
        else:
            number = round(float(self.rng.lognormal(8, 2)) + 1, int(self.has_decimals))
            number = number if self.has_decimals else int(number)
            self.put(row, column, self.write(number))
            found = Truth(region_id, period, part, float(number), "observed")
        self.sheet.truth[row, column] = found

    def write(self, number):
        if self.number_style == "number":
            return number
        whole, _, rest = f"{number}".partition(".")
        gap = {"space": " ", "nbsp": "\u00a0", "comma": " "}[self.number_style]
        groups = f"{int(whole):,}".replace(",", gap)
        return f"{groups},{rest}" if rest else groups

    def write_head(self, title: str = "", width: int = 1) -> None:
        """Write titles and the caption with the unit; leave `row` at the header."""
        where = self.choose(("title", "caption", "corner", "none"))
        unit = self.choose(UNITS[self.language][self.unit])
        self.corner = self.choose(CORNERS[self.language])
        base = self.title or self.choose(TITLES[self.language])
        text = " ".join(part for part in (base, title) if part)
        self.sheet.unit = self.unit if where != "none" else None
        if where == "corner" and self.kind.startswith("long"):
            where = "title"
        if where == "corner":
            self.corner = f"{self.corner or 'Регион'}, {unit}"
        if where == "title":
            text = f"{text}, {unit}"
        if self.title or title or where == "title" or self.happens(0.6):
            self.put(self.row, self.column, text)
            if self.happens(0.4):
                self.merge(self.row, self.column, self.row, self.column + width)
            self.row += 1 + int(self.happens(0.3))
        if where == "caption":
            self.put(self.row, self.column + width, unit)
            self.row += 1

    def year(self, year: int):
        """Write a year as headers do."""
        style = self.year_style
        suffix = {"ru": (" г.", " год"), "kk": (" ж.", " жыл"), "en": ("", "")}
        if style == "number":
            return year
        if style == "text":
            return str(year)
        if style == "mark":
            return f"{year}{self.choose(('1)', '*', ' 2)', ''))}"
        return f"{year}{self.choose(suffix[self.language])}"

    @property
    def year_style(self) -> str:
        if not hasattr(self, "_year_style"):
            self._year_style = self.choose(("number", "number", "text", "word", "mark"))
        return self._year_style

    def write_numbering(self, n_columns: int) -> None:
        if self.happens(0.15):
            self.put(self.row, self.column, self.choose(("А", "1")))
            first = 1 if self.sheet.cells[self.row, self.column] == "А" else 2
            for number in range(n_columns):
                self.put(self.row, self.column + 1 + number, first + number)
            self.row += 1

    def write_rows(self, columns: list[tuple[str, str]]) -> None:
        """Write a row for each region with (period, part) columns."""
        for number, region_id in enumerate(self.regions, 1):
            if self.has_number:
                self.put(self.row, self.column - 1, number)
            self.put(self.row, self.column, self.label(region_id))
            for place, (period, part) in enumerate(columns, 1):
                self.value(self.row, self.column + place, region_id, period, part)
            self.row += 1

    def write_footers(self) -> None:
        if self.happens(0.3):
            self.row += 1
        for _ in range(int(self.rng.integers(0, 3))):
            self.put(self.row, self.column, self.choose(NOTES[self.language]))
            self.row += 1

    def write_levels(self, levels: list[list[tuple[object, int]]]) -> None:
        """Write header levels of (text, width), merged or not."""
        is_merged = self.happens(0.7)
        if self.has_number:
            self.put(self.row, self.column - 1, "№")
        self.put(self.row, self.column, self.corner)
        if len(levels) > 1 and self.corner and is_merged:
            self.merge(self.row, self.column, self.row + len(levels) - 1, self.column)
        for texts in levels:
            column = self.column + 1
            for text, width in texts:
                self.put(self.row, column, text)
                if is_merged and width > 1:
                    self.merge(self.row, column, self.row, column + width - 1)
                column += width
            self.row += 1

    def make_years(self) -> None:
        self.write_head(width=len(self.years))
        self.write_levels([[(self.year(year), 1) for year in self.years]])
        self.write_numbering(len(self.years))
        self.write_rows([(str(year), "") for year in self.years])

    def list_cumulative(self, year: int) -> list[str]:
        return [
            f"{year}-Q1",
            f"{year}-01/{year}-06",
            f"{year}-01/{year}-09",
            f"{year}",
        ]

    def make_cumulative(self) -> None:
        parts = CUMULATIVE[self.language]
        self.write_head(width=4 * len(self.years))
        top = [(self.year(year), 4) for year in self.years]
        self.write_levels([top, [(part, 1) for _ in self.years for part in parts]])
        periods = [p for year in self.years for p in self.list_cumulative(year)]
        self.write_rows([(period, "") for period in periods])

    def make_quarters(self) -> None:
        self.write_head(width=4 * len(self.years))
        top = [(self.year(year), 4) for year in self.years]
        low = [(part, 1) for _ in self.years for part in QUARTERS[self.language]]
        self.write_levels([top, low])
        self.write_rows(
            [(f"{year}-Q{n}", "") for year in self.years for n in (1, 2, 3, 4)]
        )

    def make_flat(self) -> None:
        self.write_head(width=4 * len(self.years))
        texts = []
        for year in self.years:
            for part in CUMULATIVE[self.language][:3]:
                written = {
                    "ru": f"{part} {year} г.",
                    "kk": f"{year} жылғы {part}",
                    "en": f"{part} of {year}",
                }
                texts.append((written[self.language], 1))
            texts.append((self.year(year), 1))
        self.write_levels([texts])
        periods = [p for year in self.years for p in self.list_cumulative(year)]
        self.write_rows([(period, "") for period in periods])

    def choose_parts(self) -> list[str]:
        return self.choose((["", "men", "women"], ["", "urban", "rural"]))

    def make_breakdown(self) -> None:
        parts = self.choose_parts()
        self.write_head(width=3 * len(self.years))
        top = [(self.year(year), 3) for year in self.years]
        low = [(PARTS[p][self.language], 1) for _ in self.years for p in parts]
        self.write_levels([top, low])
        self.write_rows([(str(year), part) for year in self.years for part in parts])

    def make_breakdown_above(self) -> None:
        parts = self.choose_parts()
        n_years = len(self.years)
        self.write_head(width=3 * n_years)
        top = [(PARTS[part][self.language], n_years) for part in parts]
        low = [(self.year(year), 1) for _ in parts for year in self.years]
        self.write_levels([top, low])
        self.write_rows([(str(year), part) for part in parts for year in self.years])

    def make_three_levels(self) -> None:
        parts = self.choose_parts()
        self.write_head(width=len(parts) * len(self.years) * 4)
        top = [(PARTS[part][self.language], 4 * len(self.years)) for part in parts]
        middle = [(self.year(year), 4) for _ in parts for year in self.years]
        words = CUMULATIVE[self.language]
        low = [(word, 1) for _ in parts for _ in self.years for word in words]
        self.write_levels([top, middle, low])
        self.write_rows(
            [
                (period, part)
                for part in parts
                for year in self.years
                for period in self.list_cumulative(year)
            ]
        )

    def write_long_header(self, texts: dict[str, tuple[str, ...]]) -> None:
        for place, text in enumerate(texts[self.language]):
            self.put(self.row, self.column + place, text)
        self.row += 1

    def make_long(self) -> None:
        self.has_number = False
        self.write_head(width=3)
        self.write_long_header(
            {
                "ru": ("Регион", "Год", "Значение"),
                "kk": ("Аймақ", "Жыл", "Мәні"),
                "en": ("Region", "Year", "Value"),
            }
        )
        repeats = self.happens(0.6)
        for region_id in self.regions:
            label = self.label(region_id)
            for place, year in enumerate(self.years):
                if repeats or place == 0:
                    self.put(self.row, self.column, label)
                self.put(self.row, self.column + 1, year)
                self.value(self.row, self.column + 2, region_id, str(year))
                self.row += 1

    def make_long_with_sex(self) -> None:
        self.has_number = False
        parts = self.choose_parts()
        self.write_head(width=4)
        self.write_long_header(
            {
                "ru": ("Регион", "Год", "Категория", "Значение"),
                "kk": ("Аймақ", "Жыл", "Санат", "Мәні"),
                "en": ("Region", "Year", "Group", "Value"),
            }
        )
        for region_id in self.regions:
            label = self.label(region_id)
            for year in self.years:
                for part in parts:
                    self.put(self.row, self.column, label)
                    self.put(self.row, self.column + 1, year)
                    self.put(self.row, self.column + 2, PARTS[part][self.language])
                    self.value(self.row, self.column + 3, region_id, str(year), part)
                    self.row += 1

    def make_long_with_quarter(self) -> None:
        self.has_number = False
        self.write_head(width=4)
        self.write_long_header(
            {
                "ru": ("Регион", "Год", "Квартал", "Значение"),
                "kk": ("Аймақ", "Жыл", "Тоқсан", "Мәні"),
                "en": ("Region", "Year", "Quarter", "Value"),
            }
        )
        style = self.choose((0, 1))
        for region_id in self.regions:
            label = self.label(region_id)
            for year in self.years:
                for number in (1, 2, 3, 4):
                    word = QUARTERS[self.language][number - 1]
                    self.put(self.row, self.column, label)
                    self.put(self.row, self.column + 1, year)
                    self.put(self.row, self.column + 2, number if style else word)
                    self.value(
                        self.row, self.column + 3, region_id, f"{year}-Q{number}"
                    )
                    self.row += 1

    def make_blocks(self) -> None:
        parts = self.choose((["men", "women"], ["", "urban", "rural"]))
        self.write_head(width=len(self.years))
        self.write_levels([[(self.year(year), 1) for year in self.years]])
        is_merged = self.happens(0.3)
        for part in parts:
            if part or self.happens(0.5):
                text = PARTS[part][self.language].capitalize()
                self.put(self.row, self.column, text)
                if is_merged:
                    last = self.column + len(self.years)
                    self.merge(self.row, self.column, self.row, last)
                self.row += 1
            self.write_rows([(str(year), part) for year in self.years])

    def make_year_blocks(self) -> None:
        parts = self.choose_parts()
        self.write_head(width=3)
        self.write_levels([[(PARTS[part][self.language], 1) for part in parts]])
        for year in self.years:
            suffix = {"ru": " год", "kk": " жыл", "en": ""}[self.language]
            self.put(self.row, self.column, f"{year}{suffix}")
            self.row += 1
            self.write_rows([(str(year), part) for part in parts])

    def make_part_rows(self) -> None:
        parts = self.choose((["men", "women"], ["urban", "rural"]))
        self.write_head(width=len(self.years))
        self.write_levels([[(self.year(year), 1) for year in self.years]])
        says = self.happens(0.4)
        for region_id in self.regions:
            self.put(self.row, self.column, self.label(region_id))
            for place, year in enumerate(self.years, 1):
                self.value(self.row, self.column + place, region_id, str(year))
            self.row += 1
            if says:
                self.put(self.row, self.column, INCLUDING[self.language])
                self.row += 1
            for part in parts:
                self.put(self.row, self.column, f"  {PARTS[part][self.language]}")
                for place, year in enumerate(self.years, 1):
                    self.value(
                        self.row, self.column + place, region_id, str(year), part
                    )
                self.row += 1

    def make_region_headings(self) -> None:
        parts = self.choose_parts()
        self.has_number = False
        self.write_head(width=3)
        self.write_levels([[(PARTS[part][self.language], 1) for part in parts]])
        for region_id in self.regions:
            self.put(self.row, self.column, self.label(region_id))
            self.row += 1
            for year in self.years:
                self.put(
                    self.row, self.column, year if self.happens(0.5) else f"{year}"
                )
                for place, part in enumerate(parts, 1):
                    self.value(
                        self.row, self.column + place, region_id, str(year), part
                    )
                self.row += 1

    def make_one_year(self) -> None:
        parts = self.choose_parts()
        year = self.years[0]
        titles = {
            "ru": f"за {year} год",
            "kk": f"{year} жыл",
            "en": f"for {year}",
        }
        self.write_head(titles[self.language], width=3)
        self.write_levels([[(PARTS[part][self.language], 1) for part in parts]])
        self.write_numbering(3)
        self.write_rows([(str(year), part) for part in parts])

    def make_nine_months_in_the_title(self) -> None:
        self.write_head(NINE[self.language], width=len(self.years))
        self.write_levels([[(self.year(year), 1) for year in self.years]])
        self.write_rows([(f"{year}-01/{year}-09", "") for year in self.years])

    def make_sheet_is_the_year(self) -> None:
        parts = self.choose_parts()
        self.write_head(width=3)
        self.write_levels([[(PARTS[part][self.language], 1) for part in parts]])
        self.write_rows([(str(self.years[0]), part) for part in parts])


def add_below(sheet: Sheet, other: Sheet, gap: int) -> None:
    """Put another table below a table of the same sheet."""
    shift = max((row for row, _ in sheet.cells), default=0) + gap
    for (row, column), content in other.cells.items():
        sheet.cells[row + shift, column] = content
    for (row, column), found in other.truth.items():
        sheet.truth[row + shift, column] = found
    sheet.merged += [(a + shift, b, c + shift, d) for a, b, c, d in other.merged]
    sheet.second = set(other.truth) and {(r + shift, c) for r, c in other.truth}
    sheet.description += f" above {other.description}"
    sheet.unit = sheet.unit if sheet.unit == other.unit else None


def add_beside(sheet: Sheet, other: Sheet) -> None:
    """Put another table beside a table of the same sheet."""
    shift = max((column for _, column in sheet.cells), default=0) + 2
    for (row, column), content in other.cells.items():
        sheet.cells[row, column + shift] = content
    for (row, column), found in other.truth.items():
        sheet.truth[row, column + shift] = found
    sheet.merged += [(a, b + shift, c, d + shift) for a, b, c, d in other.merged]
    sheet.second = {(r, c + shift) for r, c in other.truth}
    sheet.description += f" beside {other.description}"
    sheet.unit = sheet.unit if sheet.unit == other.unit else None


def add_second_labels(sheet: Sheet, office: Office) -> None:
    """Repeat the labels in another language at the right end of the table."""
    other = "en" if office.language != "en" else "ru"
    last = max(column for _, column in sheet.cells) + 1
    for (row, column), content in list(sheet.cells.items()):
        for region_id, names in LABELS[office.language].items():
            is_label = isinstance(content, str) and content in names
            if column == office.column and is_label:
                sheet.cells[row, last] = LABELS[other][region_id][0]
    sheet.description += ", labels in two languages"


def make_book(rng: Generator, folder: Path) -> tuple[list[Sheet], Path]:
    """Make a file of one table, of two, or of two sheets of one kind."""
    office = Office(rng)
    kind = office.choose(KINDS)
    if kind == "sheet is the year":
        first = int(rng.integers(2004, 2015))
        sheets = [office.make_sheet(f"{first + n} год", kind) for n in (0, 1)]
    else:
        sheets = [office.make_sheet("Лист1", kind)]
    sheet = sheets[0]
    is_plain = kind in SIMPLE and "turned" not in sheet.description
    extra = office.choose(("none", "none", "none", "below", "beside", "labels"))
    if is_plain and extra == "labels":
        add_second_labels(sheet, office)
    elif is_plain and extra != "none":
        other = Office(rng)
        other.language = office.language
        other.title = SECOND_TITLES[office.language]
        second = other.make_sheet("Лист1", other.choose(SIMPLE))
        if "turned" not in second.description:
            if extra == "below":
                add_below(sheet, second, int(rng.integers(1, 4)))
            else:
                add_beside(sheet, second)
    path = folder / "book.xlsx"
    if len(sheets) == 1 and office.happens(0.2):
        path = folder / "book.csv"
        sheet.delimiter = office.choose((",", ";", "\t"))
        sheet.encoding = office.choose(("utf-8", "utf-8-sig", "utf-16"))
        sheet.description += ", as text"
    write_book(sheets, path)
    return sheets, path
