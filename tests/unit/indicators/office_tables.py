"""Plausible tables of a statistics office, made at random, with what is true of them.

Every figure is invented. A sheet is built cell by cell; beside each value stands its
truth: region, period, what it is broken down by, value, status. Readers are compared
with the truth by the address of each cell, so it does not matter how they name things.
"""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from numpy.random import Generator

from indicators.reading.grid import name_column

RU = {
    "KZ": ("Республика Казахстан", "Казахстан", "Всего по республике"),
    "KZ-10": ("Абай", "область Абай", "Абайская область"),
    "KZ-11": ("Акмолинская", "Акмолинская область", "Акмолинская обл."),
    "KZ-15": ("Актюбинская", "Актюбинская область", "Актюбинская обл."),
    "KZ-19": ("Алматинская", "Алматинская область", "Алматинская обл."),
    "KZ-23": ("Атырауская", "Атырауская область", "Атырауская обл."),
    "KZ-27": ("Западно-Казахстанская", "Западно-Казахстанская область"),
    "KZ-31": ("Жамбылская", "Жамбылская область"),
    "KZ-33": ("Жетісу", "область Жетісу", "Жетысу"),
    "KZ-35": ("Карагандинская", "Карагандинская область"),
    "KZ-39": ("Костанайская", "Костанайская область"),
    "KZ-43": ("Кызылординская", "Кызылординская область"),
    "KZ-47": ("Мангистауская", "Мангистауская область"),
    "KZ-55": ("Павлодарская", "Павлодарская область"),
    "KZ-59": ("Северо-Казахстанская", "Северо-Казахстанская область"),
    "KZ-61": ("Туркестанская", "Туркестанская область"),
    "KZ-62": ("Ұлытау", "область Ұлытау", "Улытау"),
    "KZ-63": ("Восточно-Казахстанская", "Восточно-Казахстанская область"),
    "KZ-71": ("г. Астана", "г.Астана", "город Астана"),
    "KZ-75": ("г. Алматы", "г.Алматы", "город Алматы"),
    "KZ-79": ("г. Шымкент", "г.Шымкент", "город Шымкент"),
    "KZ-YUZ": ("Южно-Казахстанская", "Южно-Казахстанская область"),
}
KK = {
    "KZ": ("Қазақстан Республикасы", "Барлығы"),
    "KZ-10": ("Абай облысы", "Абай"),
    "KZ-11": ("Ақмола облысы", "Ақмола"),
    "KZ-15": ("Ақтөбе облысы", "Ақтөбе"),
    "KZ-19": ("Алматы облысы",),
    "KZ-23": ("Атырау облысы", "Атырау"),
    "KZ-27": ("Батыс Қазақстан облысы", "Батыс Қазақстан"),
    "KZ-31": ("Жамбыл облысы", "Жамбыл"),
    "KZ-33": ("Жетісу облысы", "Жетісу"),
    "KZ-35": ("Қарағанды облысы", "Қарағанды"),
    "KZ-39": ("Қостанай облысы", "Қостанай"),
    "KZ-43": ("Қызылорда облысы", "Қызылорда"),
    "KZ-47": ("Маңғыстау облысы", "Маңғыстау"),
    "KZ-55": ("Павлодар облысы", "Павлодар"),
    "KZ-59": ("Солтүстік Қазақстан облысы", "Солтүстік Қазақстан"),
    "KZ-61": ("Түркістан облысы", "Түркістан"),
    "KZ-62": ("Ұлытау облысы", "Ұлытау"),
    "KZ-63": ("Шығыс Қазақстан облысы", "Шығыс Қазақстан"),
    "KZ-71": ("Астана қаласы", "Астана қ."),
    "KZ-75": ("Алматы қаласы", "Алматы қ."),
    "KZ-79": ("Шымкент қаласы", "Шымкент қ."),
    "KZ-YUZ": ("Оңтүстік Қазақстан облысы", "Оңтүстік Қазақстан"),
}
EN = {
    "KZ": ("Republic of Kazakhstan", "Kazakhstan", "Total"),
    "KZ-10": ("Abay", "Abai Region"),
    "KZ-11": ("Akmola", "Akmola region"),
    "KZ-15": ("Aktobe", "Aktobe Region"),
    "KZ-19": ("Almaty region",),
    "KZ-23": ("Atyrau", "\u0410tyrau"),
    "KZ-27": ("Batys Kazakhstan", "West Kazakhstan"),
    "KZ-31": ("Zhambyl", "Zhambyl region"),
    "KZ-33": ("Zhetisu", "Zhetisu "),
    "KZ-35": ("Karagandy", "\u041aaragandy"),
    "KZ-39": ("Kostanay", "Kostanay Region"),
    "KZ-43": ("Kyzylorda", "Kyzylorda region"),
    "KZ-47": ("Mangystau", "Mangystau region"),
    "KZ-55": ("Pavlodar", "Pavlodar "),
    "KZ-59": ("Soltustik Kazakhstan", "North Kazakhstan"),
    "KZ-61": ("Turkistan", "Turkistan region"),
    "KZ-62": ("Ulytau", "Ulytau region"),
    "KZ-63": ("Shygys Kazakhstan", "East Kazakhstan"),
    "KZ-71": ("Astana city", "Astana"),
    "KZ-75": ("Almaty city", "Almaty city "),
    "KZ-79": ("Shymkent city", "Shymkent"),
    "KZ-YUZ": ("Ontustik Kazakhstan", "South Kazakhstan"),
}
LABELS = {"ru": RU, "kk": KK, "en": EN}
OLD = [r for r in RU if r not in ("KZ", "KZ-10", "KZ-33", "KZ-62", "KZ-61", "KZ-79")]
MIDDLE = [r for r in RU if r not in ("KZ", "KZ-10", "KZ-33", "KZ-62", "KZ-YUZ")]
NEW = [r for r in RU if r not in ("KZ", "KZ-YUZ")]
UNITS = {
    "ru": {
        "mln KZT": ("млн. тенге", "миллионов тенге", "в млн тенге"),
        "persons": ("человек", "чел."),
        "thousand persons": ("тыс. человек", "тысяч человек"),
        "%": ("в процентах", "%", "процентов"),
        "KZT": ("тенге",),
        "units": ("единиц",),
    },
    "kk": {
        "mln KZT": ("млн. теңге", "млн теңге"),
        "persons": ("адам",),
        "thousand persons": ("мың адам",),
        "%": ("пайыз", "пайызбен"),
        "KZT": ("теңге",),
        "units": ("бірлік",),
    },
    "en": {
        "mln KZT": ("mln. tenge", "million tenge", "mln.tenge"),
        "persons": ("persons", "people"),
        "thousand persons": ("thousand persons", "thous. persons"),
        "%": ("percent", "%"),
        "KZT": ("tenge",),
        "units": ("units",),
    },
}
TITLES = {
    "ru": ("Основные показатели по регионам", "Показатель по областям"),
    "kk": ("Аймақтар бойынша негізгі көрсеткіштер", "Өңірлер бойынша көрсеткіш"),
    "en": ("Main indicators by region", "The indicator by regions"),
}
SECOND_TITLES = {
    "ru": "Число выдуманных школ",
    "kk": "Ойдан шығарылған мектептер саны",
    "en": "Number of invented schools",
}
NOTES = {
    "ru": ("1) Предварительные данные.", "Источник: Бюро статистики", "* оценка"),
    "kk": ("1) Алдын ала деректер", "Ескерту: жуықталған", "Дереккөз: Бюро"),
    "en": ("1) preliminary data ", "Source: the bureau", "Note: made up"),
}
CORNERS = {
    "ru": ("Регион", "Область", "", "Наименование"),
    "kk": ("Аймақ", "Өңірлер", "", "Облыс"),
    "en": ("Region", "", "Regions"),
}
PARTS = {
    "men": {"ru": "мужчины", "kk": "ерлер", "en": "men"},
    "women": {"ru": "женщины", "kk": "әйелдер", "en": "women"},
    "urban": {"ru": "городское население", "kk": "қала халқы", "en": "urban"},
    "rural": {"ru": "сельское население", "kk": "ауыл халқы", "en": "rural"},
    "": {"ru": "всего", "kk": "барлығы", "en": "total"},
}
INCLUDING = {"ru": "в том числе", "kk": "соның ішінде", "en": "including"}
CUMULATIVE = {
    "ru": ("I квартал", "I полугодие", "9 месяцев", "год"),
    "kk": ("1 тоқсан", "1 жартыжылдық", "9 ай", "жыл"),
    "en": ("1 quarter", "1 half-year", "9 months", "year"),
}
QUARTERS = {
    "ru": ("I квартал", "II квартал", "III квартал", "IV квартал"),
    "kk": ("1 тоқсан", "2 тоқсан", "3 тоқсан", "4 тоқсан"),
    "en": ("1 quarter", "2 quarter", "3 quarter", "4 quarter"),
}
NINE = {
    "ru": "за январь-сентябрь",
    "kk": "қаңтар-қыркүйек айларында",
    "en": "for January-September",
}
MARKS = (("-", "absent"), ("...", "not_available"), ("x", "confidential"))
KINDS = (
    "years",
    "cumulative",
    "quarters",
    "flat",
    "breakdown",
    "breakdown above",
    "three levels",
    "long",
    "long with sex",
    "long with quarter",
    "blocks",
    "year blocks",
    "part rows",
    "region headings",
    "one year",
    "nine months in the title",
    "sheet is the year",
)
SIMPLE = ("years", "cumulative", "breakdown", "quarters", "flat")


@dataclass(frozen=True)
class Truth:
    """What is true of one cell."""

    region_id: str
    period: str
    part: str
    value: float | None
    status: str


@dataclass
class Sheet:
    """A sheet and the truth of its values by address."""

    name: str
    unit: str | None = None
    cells: dict = field(default_factory=dict)
    merged: list = field(default_factory=list)
    truth: dict = field(default_factory=dict)
    description: str = ""
    second: set = field(default_factory=set)
    delimiter: str = ","
    encoding: str = "utf-8"

    def turn(self) -> None:
        """Turn rows into columns."""
        self.cells = {(c, r): content for (r, c), content in self.cells.items()}
        self.truth = {(c, r): found for (r, c), found in self.truth.items()}
        self.merged = [(b, a, d, c) for a, b, c, d in self.merged]

    def locate(self) -> dict:
        """Give the truth by address, and whether it is of a second table."""
        return {
            f"{name_column(column)}{row + 1}": (found, (row, column) in self.second)
            for (row, column), found in self.truth.items()
        }


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


def write_book(sheets: list[Sheet], path: Path) -> None:
    """Write sheets as a workbook, or one sheet as delimited text, by the ending."""
    if path.suffix == ".csv":
        write_text(sheets[0], path)
        return
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        for (row, column), content in sheet.cells.items():
            page.cell(row + 1, column + 1, content)
        for row, column, last_row, last_column in sheet.merged:
            page.merge_cells(
                start_row=row + 1,
                start_column=column + 1,
                end_row=last_row + 1,
                end_column=last_column + 1,
            )
    book.save(path)


def write_text(sheet: Sheet, path: Path) -> None:
    """Write a sheet as a spreadsheet program saves it as text."""
    n_rows = max(row for row, _ in sheet.cells) + 1
    n_columns = max(column for _, column in sheet.cells) + 1
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sheet.delimiter, lineterminator="\r\n")
    for row in range(n_rows):
        writer.writerow(
            [str(sheet.cells.get((row, column), "")) for column in range(n_columns)]
        )
    path.write_bytes(text.getvalue().encode(sheet.encoding, errors="replace"))


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


@dataclass
class Verdict:
    """How a reader did on one workbook."""

    n_cells: int = 0
    n_read: int = 0
    n_refused: int = 0
    wrong: list = field(default_factory=list)
    reasons: list = field(default_factory=list)


def compare(  # noqa: C901 - one walk over all that can be wrong
    sheets: list[Sheet], data, error: str | None
) -> Verdict:
    """Compare what was read with the truth, cell by cell."""
    verdict = Verdict()
    for sheet in sheets:
        truth = sheet.locate()
        verdict.n_cells += len(truth)
        if data is None or not len(data.values):
            verdict.n_refused += len(truth)
            verdict.reasons.append(error)
            continue
        values = data.values
        place = f"#{sheet.name}!" if "!" in values["source_cell"].iat[0] else "#"
        here = values[values["source_cell"].str.contains(place, regex=False)]
        parts: dict[str, set[str]] = {}
        seen = set()
        for row in here.itertuples():
            cell = row.source_cell.rpartition("#")[2].rpartition("!")[2]
            seen.add(cell)
            if cell not in truth:
                verdict.wrong.append(f"{cell}: read {row.value}, but it is no value")
                continue
            found, is_second = truth[cell]
            value = None if row.value != row.value else row.value
            got = (row.region_id, row.period, value)
            wanted = (found.region_id, found.period, found.value)
            is_status = row.status in (found.status, "estimated")
            if got != wanted or not is_status:
                verdict.wrong.append(f"{cell}: {got} {row.status}, true {found}")
            if sheet.unit is not None and row.unit != sheet.unit:
                verdict.wrong.append(f"{cell}: unit {row.unit}, true {sheet.unit}")
            parts.setdefault(row.indicator_id, set()).add((found.part, is_second))
        for name, found in parts.items():
            if len(found) > 1:
                verdict.wrong.append(f"{name} mixes {sorted(found)}")
        verdict.n_read += len(seen)
        lost = set(truth) - seen
        verdict.n_refused += len(lost)
        if lost:
            said = [p.code for p in data.problems if p.severity != "note"]
            if said:
                verdict.reasons.append(", ".join(sorted(set(said))))
            else:
                verdict.wrong.append(f"lost without a word: {sorted(lost)[:5]}")
    return verdict
