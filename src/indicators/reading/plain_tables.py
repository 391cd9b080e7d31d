"""Long tables of many rows, read by their columns.

In a long table every row is read alike, so each distinct content is read once. The
result is that of reading row by row (a test compares them); only the time differs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from indicators.reading.column_heads import read_part
from indicators.reading.dimensions import TOTAL, find_dimension, is_total
from indicators.reading.grid import name_column
from indicators.reading.layout import name_columns
from indicators.reading.periods import PeriodWords, find_period_words
from indicators.reading.records import Series
from indicators.schemas import STATUSES
from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from indicators.reading.cells import Reading
    from indicators.reading.layout import Table
    from indicators.reading.records import Records, Tally
    from indicators.reading.table_periods import PeriodReader

_REASONS = {
    "unreadable": "unreadable cell",
    "error": "error in the cell",
    "ambiguous": "ambiguous number",
    "empty": "empty cell",
}
_Codes = tuple["NDArray[np.int64]", list[Any]]


class PlainReader:
    """Reads the values of one long table.

    Parameters
    ----------
    table : Table
        The table.
    periods : PeriodReader
        Settles periods.
    read : callable
        Reads the content of a cell.
    by_role : mapping of str to int or None
        Columns of unit, status and indicator.
    """

    def __init__(
        self,
        table: Table,
        periods: PeriodReader,
        read: Callable[[object], Reading],
        by_role: Mapping[str, int | None],
    ) -> None:
        self.table, self.periods, self.read_cell = table, periods, read
        self.by_role = by_role

    def read(
        self,
        data: Sequence[int],
        values: Sequence[int],
        texts: Sequence[int],
        number: int,
        records: Records,
        tally: Tally,
    ) -> dict[str, list[tuple[str, str]]]:
        """Read the values of rows into records.

        Parameters
        ----------
        data : sequence of int
            Rows with regions.
        values : sequence of int
            Columns of values.
        texts : sequence of int
            Columns that break values down.
        number : int
            Number of the table in its file.
        records : Records
            Takes the values.
        tally : Tally
            Takes counts of cells set apart.

        Returns
        -------
        dict of str to list of (str, str)
            Cells that could not be read, by what is wrong with them.
        """
        self.rows = np.asarray(data, dtype=np.int64)
        self.tally = tally
        faults: dict[str, list[tuple[str, str]]] = {}
        regions = self._take_regions()
        names = self._name_rows(texts)
        units = self._take(self.by_role["unit"], _read_unit)
        statuses = self._take(self.by_role["status"], _read_status)
        words = self._take_words()
        rests = name_columns(self.table, values)
        for column in values:
            plan = self.table.columns[column]
            readings, kept = self._read_values(column, faults)
            periods, is_dated = self._settle(words, column)
            self._drop_undated(kept & ~is_dated, column)
            kept &= is_dated
            unit = units[kept] if units is not None else np.full(kept.sum(), None)
            captions = self.table.captions
            whole = captions.complete_unit(plan.unit or captions.unit)
            unit = np.where(pd.isna(unit), np.array(whole, dtype=object), unit)
            status = np.array([r.status for r in readings[kept]], dtype=object)
            if statuses is not None:
                own = statuses[kept]
                is_own = (status == "observed") & ~pd.isna(own)
                status = np.where(is_own, own, status)
            is_percent = np.array([r.is_percent for r in readings[kept]], dtype=bool)
            records.frames.append(
                pd.DataFrame(
                    {
                        "series": self._find_series(
                            names, kept, rests[column], number, records
                        ),
                        "region_id": pd.Series(regions[0][kept], dtype="str"),
                        "period": pd.Series(periods[kept], dtype="str"),
                        "value": pd.Series(
                            [r.value for r in readings[kept]], dtype="float64"
                        ),
                        "status": pd.Series(status, dtype="str"),
                        "unit": pd.Series(np.where(is_percent, "%", unit), dtype="str"),
                        "source_cell": pd.Series(
                            self._locate(self.rows[kept], column), dtype="str"
                        ),
                        "is_sum": regions[1][kept],
                        "is_exception": False,
                    }
                )
            )
        return faults

    def _encode(self, column: int) -> _Codes:
        """Give numbers to the distinct contents of a column, in the chosen rows."""
        contents = np.array(self.table.grid.get_column(column), dtype=object)
        codes, unique = pd.factorize(contents[self.rows], use_na_sentinel=False)
        return codes, [None if _is_missing(item) else item for item in unique]

    def _take(
        self, column: int | None, function: Callable[[object], object]
    ) -> NDArray[Any] | None:
        if column is None:
            return None
        codes, unique = self._encode(column)
        return _to_array([function(item) for item in unique])[codes]

    def _take_regions(self) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        rows = self.table.rows
        axis = self.table.axis.column
        plans = [rows[int(row)] for row in self.rows]
        regions = _to_array([plan.region_id for plan in plans])
        is_sum = self._take(axis, lambda text: isinstance(text, str) and is_total(text))
        is_country = np.array([plan.role == "country" for plan in plans], dtype=bool)
        return regions, is_country & np.asarray(is_sum, dtype=bool)

    def _name_rows(self, texts: Sequence[int]) -> list[tuple[_Codes, bool]]:
        """Encode what tells rows apart: the indicator, then breakdowns."""
        head = self.by_role["indicator"]
        found = [] if head is None else [(self._encode(head), True)]
        return found + [(self._encode(column), False) for column in texts]

    def _find_series(
        self,
        names: list[tuple[_Codes, bool]],
        kept: NDArray[np.bool_],
        rest: str,
        number: int,
        records: Records,
    ) -> NDArray[np.int64]:
        combined = np.zeros(int(kept.sum()), dtype=np.int64)
        for (codes, unique), _ in names:
            combined = combined * len(unique) + codes[kept]
        every, place = np.unique(combined, return_inverse=True)
        found = np.empty(len(every), dtype=np.int64)
        for position, number_of_row in enumerate(every):
            left = int(number_of_row)
            parts: list[str] = []
            indicator = ""
            for (_, unique), is_indicator in reversed(names):
                left, code = divmod(left, len(unique))
                text = str(unique[code] if unique[code] is not None else "").strip()
                dimension = find_dimension(text)
                if is_indicator:
                    indicator = text
                elif text and (dimension is None or dimension[1] != TOTAL):
                    parts.insert(0, text)
            name = Series(
                self.table.grid.name.strip(),
                ", ".join(dict.fromkeys(parts)),
                rest,
                indicator,
                self.table.captions.topic,
                number,
            )
            found[position] = records.find_series(name)
        return found[place]

    def _take_words(self) -> list[tuple[NDArray[np.int64], list[PeriodWords | None]]]:
        columns = self.table.columns
        found = []
        for column in self.table.list_columns("period"):
            codes, unique = self._encode(column)
            found.append((codes, [find_period_words(item) for item in unique]))
        for column in self.table.list_columns("part of a year"):
            codes, unique = self._encode(column)
            path = columns[column].path
            head = path[-1] if path else ""
            found.append((codes, [read_part(item, head) for item in unique]))
        return found

    def _settle(
        self,
        words: list[tuple[NDArray[np.int64], list[PeriodWords | None]]],
        column: int,
    ) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """Settle the period of each row once for each combination."""
        combined = np.zeros(len(self.rows), dtype=np.int64)
        for codes, unique in words:
            combined = combined * len(unique) + codes
        every, place = np.unique(combined, return_inverse=True)
        settled: list[str | None] = []
        own = self.table.columns[column].words
        for number in every:
            left = int(number)
            said: list[PeriodWords | None] = []
            for _, unique in reversed(words):
                left, code = divmod(left, len(unique))
                said.insert(0, unique[code])
            is_bad = bool(words) and None in said
            settled.append(None if is_bad else self.periods.settle(*said, own))
        periods = _to_array(settled)[place]
        return periods, ~pd.isna(periods)

    def _read_values(
        self, column: int, faults: dict[str, list[tuple[str, str]]]
    ) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        codes, unique = self._encode(column)
        readings = _to_array([self.read_cell(item) for item in unique])
        is_kept = np.array([reading.is_kept for reading in readings], dtype=bool)
        kept = is_kept[codes]
        for status, reason in _REASONS.items():
            has_status = np.array([r.status == status for r in readings], dtype=bool)
            places = np.flatnonzero(has_status[codes])
            self.tally.drop(reason, len(places))
            if status == "empty":
                continue
            for place in places:
                where = self.table.grid.locate(int(self.rows[place]), column)
                shown = f"{str(unique[codes[place]])[:40]!r}"
                faults.setdefault(status, []).append((where, shown))
        return readings[codes], kept

    def _drop_undated(self, is_undated: NDArray[np.bool_], column: int) -> None:
        places = np.flatnonzero(is_undated)
        if not len(places):
            return
        self.tally.drop("period not readable", len(places))
        columns = (*self.table.list_columns("period"), column)
        grid = self.table.grid
        rows = [int(self.rows[place]) for place in places]
        self.tally.report_each(
            "unreadable-period",
            "error",
            [
                (grid.locate(row, columns[0]), f"{grid.get(row, columns[0])!r}")
                for row in rows
            ],
            rest="A year, quarter, date or months of a year | Correct the cell",
        )

    def _locate(self, rows: NDArray[np.int64], column: int) -> list[str]:
        grid = self.table.grid
        if grid.address is not None or grid.name:
            return [grid.locate(int(row), column) for row in rows]
        start = f"{grid.file}#{name_column(column)}"
        lines = grid.lines
        return [f"{start}{lines[row]}" for row in rows]


def _is_missing(item: object) -> bool:
    return item is None or (isinstance(item, float) and item != item)  # noqa: PLR0124 - not a number


def _to_array(items: Sequence[object]) -> NDArray[Any]:
    """Make an array of objects, whatever their lengths are."""
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def _read_unit(content: object) -> str | None:
    unit = find_unit(str(content)) if content is not None else None
    return None if unit is None else str(unit)


def _read_status(content: object) -> str | None:
    text = str(content)
    return text if text in STATUSES else None
