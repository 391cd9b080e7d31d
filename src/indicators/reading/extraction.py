"""From an analysed table to its values, each with region, period, unit and cell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from indicators.reading.cells import (
    Decimal,
    Reading,
    find_decimal,
    find_float_zeros,
    read_cell,
)
from indicators.reading.column_heads import read_part
from indicators.reading.dimensions import TOTAL, find_dimension, is_total
from indicators.reading.layout import name_columns
from indicators.reading.periods import PeriodWords, find_period_words
from indicators.reading.plain_tables import PlainReader
from indicators.reading.records import Series
from indicators.reading.table_periods import PeriodReader, list_unreadable
from indicators.schemas import STATUSES
from indicators.units import find_unit
from ledger import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.reading.column_heads import ColumnPlan
    from indicators.reading.layout import Table
    from indicators.reading.records import Records, Tally
    from indicators.reading.rows import RowPlan

_DATA = ("region", "country", "part")
_MOST_BREAKDOWNS = 500
_PLAIN_ROWS = 5000
_ASK_DECIMAL = (
    "A number whose decimal sign the table shows | Write decimal = 'comma' (or 'point') "
    "into the indicator's section of study.toml, or give --decimal"
)
_REPORTS = {
    "unreadable": (
        "unreadable-cell",
        "unreadable cell",
        "A number, or a mark such as '-', '...', 'x' | Correct the cell",
    ),
    "error": (
        "error-cell",
        "error in the cell",
        "A number | The formula failed in the spreadsheet program; correct it there",
    ),
    "ambiguous": ("ambiguous-number", "ambiguous number", _ASK_DECIMAL),
}


class TableReader:
    """Reads the values of one table.

    Parameters
    ----------
    table : Table
        The table.
    number : int
        Its number in the file.
    period : str or None
        Period that the user gave for what names none.
    decimal : {"comma", "point"} or None
        Decimal sign that the user gave.
    tally : Tally
        Takes findings and counts of cells set apart.
    """

    def __init__(
        self,
        table: Table,
        number: int,
        *,
        period: str | None,
        decimal: Decimal | None,
        tally: Tally,
    ) -> None:
        self.number = number
        self.table, self.grid, self.tally = table, table.grid, tally
        self.values = table.list_columns("value")
        self.periods = PeriodReader(table, period, tally)
        self.period_columns = table.list_columns("period")
        self.part_columns = table.list_columns("part of a year")
        self._readings: dict[object, Reading] = {}
        self._units: dict[str, str | None] = {}
        self.rests: dict[int, str] = {}
        self._carried: dict[tuple[int, int], object] = {}
        self._bad_periods: list[tuple[str, str]] = []
        self._faults: dict[str, list[tuple[str, str]]] = {}
        contents = self._list_texts()
        self.decimal = decimal or find_decimal(contents)
        self.has_float_zeros = self.grid.is_text and find_float_zeros(contents)
        names = ("unit", "status", "indicator")
        self.by_role = {
            name: next(iter(table.list_columns(name)), None) for name in names
        }

    def read(self, rows: Sequence[int], records: Records) -> None:
        """Read the values of rows into records.

        Parameters
        ----------
        rows : sequence of int
            Rows to read; those without a region are reported.
        records : Records
            Takes the values.

        Raises
        ------
        TableError
            If no column has values, or no value has a period.
        """
        if not self.values:
            raise TableError(
                f"{self.grid.place}: no column of numbers found. Expected a column of "
                "values. Give the argument 'columns' with the header of the values."
            )
        plans = self.table.rows
        data = [row for row in rows if plans[row].role in _DATA]
        self._report_rows([row for row in rows if plans[row].role not in _DATA])
        self._carry_periods(data)
        chosen = self._check_periods(data)
        if len(data) > _PLAIN_ROWS:
            self._read_plain(data, chosen, records)
            return
        texts = self._find_breakdowns(data, chosen)
        is_sum = {row for row in data if self._is_sum(row)}
        self.rests = name_columns(self.table, chosen)
        before = len(records)
        for row in data:
            self._read_row(row, chosen, texts, row in is_sum, records)
        for status, faults in self._faults.items():
            code, _, rest = _REPORTS[status]
            self.tally.report_each(code, "warning", faults, rest=rest)
        self.tally.report_each(
            "unreadable-period",
            "error",
            self._bad_periods,
            rest="A year, quarter, date or months of a year | Correct the cell",
        )
        if len(self.values) > 1 and len(records) > before:
            self._report_columns(chosen)

    def _list_texts(self) -> set[str]:
        roles = {row for row, plan in self.table.rows.items() if plan.role in _DATA}
        found: set[str] = set()
        for column in self.values:
            contents = enumerate(self.grid.get_column(column))
            found |= {c for row, c in contents if isinstance(c, str) and row in roles}
        return found

    def _read_plain(
        self, data: Sequence[int], chosen: Sequence[int], records: Records
    ) -> None:
        """Read a long table, which is the same in every row, by its columns."""
        texts = self._find_breakdowns(data, chosen)
        reader = PlainReader(self.table, self.periods, self._read, self.by_role)
        faults = reader.read(data, chosen, texts, self.number, records, self.tally)
        for status, found in faults.items():
            code, _, rest = _REPORTS[status]
            self.tally.report_each(code, "warning", found, rest=rest)

    def _is_sum(self, row: int) -> bool:
        label = self.grid.get(row, self.table.axis.column)
        plan = self.table.rows[row]
        return plan.role == "country" and isinstance(label, str) and is_total(label)

    def _read(self, content: object) -> Reading:
        if not isinstance(content, str):
            return read_cell(content)
        reading = self._readings.get(content)
        if reading is None:
            reading = read_cell(
                content, decimal=self.decimal, has_float_zeros=self.has_float_zeros
            )
            self._readings[content] = reading
        return reading

    def _get_period(self, row: int, column: int) -> object:
        """Get the period of a row; a year may stand in the first of its rows only."""
        content = self.grid.get_spanned(row, column)
        return self._carried.get((row, column)) if content is None else content

    def _carry_periods(self, data: Sequence[int]) -> None:
        """Carry years down over empty cells until a region comes a second time."""
        for column in self.period_columns:
            blank = [row for row in data if self.grid.get_spanned(row, column) is None]
            if 2 * len(blank) < len(data):
                continue
            carried: object = None
            seen: set[tuple[str | None, object]] = set()
            for row in data:
                content = self.grid.get_spanned(row, column)
                plan = self.table.rows[row]
                if content is not None:
                    carried, seen = content, set()
                elif (plan.region_id, plan.context) in seen:
                    carried = None
                else:
                    self._carried[row, column] = carried
                seen.add((plan.region_id, plan.context))

    def _read_period(self, row: int) -> tuple[PeriodWords | None, ...]:
        """Read what the period columns of a row say."""
        found = [
            find_period_words(self._get_period(row, column))
            for column in self.period_columns
        ]
        for column in self.part_columns:
            path = self.table.columns[column].path
            content = self.grid.get_spanned(row, column)
            found.append(read_part(content, path[-1] if path else ""))
        return tuple(found)

    def _settle(self, row: int, plan: ColumnPlan) -> str | None:
        context = self.table.rows[row].context
        return self.periods.settle(context.words, *self._read_period(row), plan.words)

    def _check_periods(self, data: Sequence[int]) -> list[int]:
        """Keep the value columns that have periods; report the others."""
        if not data:
            return self.values
        if self.period_columns or self.part_columns:
            return self.values
        chosen = [
            column
            for column in self.values
            if any(
                self._settle(row, self.table.columns[column]) is not None
                for row in self._sample_contexts(data)
            )
        ]
        if not chosen:
            raise TableError(
                f"{self.grid.place}: no period found. Expected a column of years, "
                'years as headers, or one year above the table. Write period = "2022" '
                "(the year of the values) into the indicator's section of study.toml. "
                "Give the argument 'period'."
            )
        for column in self.values:
            if column in chosen:
                continue
            filled = [r for r in data if self._read(self.grid.get(r, column)).is_kept]
            if not filled:
                continue
            self.tally.drop("column without a period", len(filled))
            path = " / ".join(self.table.columns[column].path) or "none"
            self.tally.report(
                "column-without-period",
                "warning",
                self.grid.locate(filled[0], column),
                found=f"{len(filled)} values in a column whose header ({path}) names "
                "no single period",
                rest="A year, quarter or months in the header | Write the period into "
                "the header, or leave the column out",
            )
        return chosen

    def _sample_contexts(self, data: Sequence[int]) -> list[int]:
        """Take one row for each different heading."""
        rows = {self.table.rows[row].context: row for row in reversed(data)}
        return list(rows.values())

    def _find_breakdowns(self, data: Sequence[int], values: Sequence[int]) -> list[int]:
        """Find the columns of texts without which regions and periods repeat."""
        texts = self.table.list_columns("text")
        if not texts or not values:
            return []
        head = self.by_role["indicator"]
        keys = [
            (
                self.table.rows[row].region_id,
                self.table.rows[row].context,
                *(self.grid.get_spanned(row, c) for c in self.period_columns),
                *(self.grid.get_spanned(row, c) for c in self.part_columns),
                None if head is None else self.grid.get(row, head),
            )
            for row in data
        ]
        chosen: list[int] = []
        n_left = len(keys) - len(set(keys))
        for column in texts:
            if not n_left:
                break
            contents = [self.grid.get_spanned(row, column) for row in data]
            counts = Counter(contents)
            is_note = len(counts) > _MOST_BREAKDOWNS or (
                len(data) > 10 and 2 * len(counts) > len(data)  # noqa: PLR2004 - small tables repeat little
            )
            if is_note:
                continue
            longer = [(*key, text) for key, text in zip(keys, contents, strict=True)]
            n_then = len(longer) - len(set(longer))
            if n_then < n_left:
                chosen.append(column)
                keys, n_left = longer, n_then
        return chosen

    def _read_row(
        self,
        row: int,
        values: Sequence[int],
        texts: Sequence[int],
        is_sum: bool,  # noqa: FBT001
        records: Records,
    ) -> None:
        plan = self.table.rows[row]
        words = self._read_period(row)
        written = self._name_parts(row, plan, texts)
        own_unit = self._read_unit(row)
        status = self._read_status(row)
        has_own = bool(self.period_columns or self.part_columns)
        is_bad_period = has_own and None in words
        for column in values:
            content = self.grid.get(row, column)
            reading = self._read(content)
            if not reading.is_kept:
                self._drop(row, column, content, reading)
                continue
            column_plan = self.table.columns[column]
            period = (
                None
                if is_bad_period
                else self.periods.settle(plan.context.words, *words, column_plan.words)
            )
            if period is None:
                self._drop_period(row, column)
                continue
            captions = self.table.captions
            is_estimate = reading.status == "observed" and captions.is_preliminary(
                (*column_plan.marks, *(m for w in words if w for m in w.marks))
            )
            unit = "%" if reading.is_percent else own_unit
            noted = None
            if unit is None:
                noted = captions.find_footnote_unit(column_plan.marks)
                unit = noted or column_plan.unit or plan.context.unit or captions.unit
                unit = captions.complete_unit(unit)
            name = Series(
                self.grid.name.strip(),
                written[0],
                self.rests[column],
                written[1],
                captions.topic,
                self.number,
            )
            records.series.append(records.find_series(name))
            records.region_id.append(str(plan.region_id))
            records.period.append(period)
            records.value.append(reading.value)
            if reading.status == "observed":
                records.status.append(
                    status or ("estimated" if is_estimate else "observed")
                )
            else:
                records.status.append(reading.status)
            records.unit.append(unit)
            records.source_cell.append(self.grid.locate(row, column))
            records.is_sum.append(is_sum)
            records.is_exception.append(noted is not None)

    def _name_parts(
        self, row: int, plan: RowPlan, texts: Sequence[int]
    ) -> tuple[str, str]:
        """Name what tells the row's values from others of its region and period."""
        head = self.by_role["indicator"]
        indicator = "" if head is None else str(self.grid.get(row, head) or "").strip()
        parts = [plan.context.heading, plan.context.part]
        for column in texts:
            text = str(self.grid.get_spanned(row, column) or "").strip()
            dimension = find_dimension(text)
            if dimension is None or dimension[1] != TOTAL:
                parts.append(text)
        return ", ".join(dict.fromkeys(part for part in parts if part)), indicator

    def _read_unit(self, row: int) -> str | None:
        column = self.by_role["unit"]
        if column is None:
            return None
        text = str(self.grid.get_spanned(row, column) or "")
        if text not in self._units:
            found = find_unit(text)
            self._units[text] = None if found is None else str(found)
        return self._units[text]

    def _read_status(self, row: int) -> str | None:
        column = self.by_role["status"]
        if column is None:
            return None
        written = str(self.grid.get(row, column) or "")
        return written if written in STATUSES else None

    def _drop(self, row: int, column: int, content: object, reading: Reading) -> None:
        if reading.status == "empty":
            self.tally.drop("empty cell")
            return
        self.tally.drop(_REPORTS[reading.status][1])
        where = self.grid.locate(row, column)
        faults = self._faults.setdefault(reading.status, [])
        faults.append((where, f"{str(content)[:40]!r}"))

    def _drop_period(self, row: int, column: int) -> None:
        columns = (*self.period_columns, *self.part_columns)
        self.tally.drop("period not readable")
        where = self.grid.locate(row, (*columns, column)[0])
        if all(where != place for place, _ in self._bad_periods):
            contents = [self.grid.get_spanned(row, place) for place in columns]
            value = self.grid.locate(row, column)
            shown = list_unreadable(contents) or "no period"
            self._bad_periods.append((where, f"{shown} (value in {value})"))

    def _report_rows(self, rows: Sequence[int]) -> None:
        """Report rows with values that belong to no region."""
        unknown: dict[str, list[tuple[str, str]]] = {}
        bare: list[tuple[str, str]] = []
        for row in rows:
            plan = self.table.rows[row]
            if plan.role not in ("unknown label", "no label", "left out"):
                continue
            readings = [
                self._read(self.grid.get(row, column)) for column in self.values
            ]
            n_filled = sum(reading.status != "empty" for reading in readings)
            if not n_filled:
                continue
            self.tally.drop("empty cell", len(readings) - n_filled)
            where = self.grid.locate(row, self.table.axis.column)
            if plan.role == "left out":
                self.tally.drop("left out by 'labels'", n_filled)
            elif plan.role == "no label":
                self.tally.drop("row without a label", n_filled)
                bare.append((where, f"a row without a label with {n_filled} values"))
            else:
                self.tally.drop("label not matched", n_filled)
                label = self.grid.get_spanned(row, self.table.axis.column)
                match = self.table.axis.matches.get(row)
                is_ambiguous = match is not None and match.status == "ambiguous"
                code = "ambiguous" if is_ambiguous else "unmatched"
                shown = f"label {label!r} with {n_filled} values ({plan.note})"
                unknown.setdefault(code, []).append((where, shown))
        for code, found in unknown.items():
            label = found[0][1].split(" with ")[0].removeprefix("label ")
            label = label.strip("'").replace('"', "'")
            self.tally.report_each(
                f"{code}-region",
                "error",
                found,
                rest="A region of the registry | Correct the label, or write into the "
                f'indicator\'s section of study.toml: labels = {{ "{label}" = "KZ-.." }} '
                '(its region, or "none" to leave the row out)',
            )
        self.tally.report_each(
            "row-without-label",
            "warning",
            bare,
            rest="The name of a region | Write it into the cell",
        )

    def _report_columns(self, chosen: Sequence[int]) -> None:
        without = [c for c in chosen if self.table.columns[c].words is None]
        if len(without) > 1:
            heads = [" / ".join(self.table.columns[c].path) for c in without[:5]]
            self.tally.report(
                "several-value-columns",
                "note",
                self.grid.place,
                found=f"{len(without)} columns of numbers "
                f"({', '.join(map(repr, heads))} ...)",
                rest="One value column | Each became an indicator; name one in "
                "'columns' to read it alone",
            )
