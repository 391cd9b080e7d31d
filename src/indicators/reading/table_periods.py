"""Which period has a value: from its column, its row, headings, title, sheet, file?

Year and part of the year may come from different places. A title that says "January to
September" over columns that only say years makes every value a nine-month figure; a
nine-month figure never passes for a year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.reading.column_heads import merge_words
from indicators.reading.periods import (
    WHOLE_YEAR,
    PeriodWords,
    build_period,
    find_period_words,
)
from ledger import TableError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from indicators.reading.layout import Table
    from indicators.reading.records import Tally

_SHOWN = 5


class PeriodReader:
    """Settles the periods of one table.

    Parameters
    ----------
    table : Table
        The table.
    period : str or None
        Period that the user gave for what names none: ``2022``, ``9 months``.
    tally : Tally
        Takes findings.
    """

    def __init__(self, table: Table, period: str | None, tally: Tally) -> None:
        self.table, self.tally = table, tally
        self.given = find_period_words(period) if period is not None else None
        if period is not None and self.given is None:
            raise TableError(
                f"period: found {period!r}. Expected a year, a part of a year or both, "
                "such as '2022', '9 months' or '2022-Q1'. Correct the argument."
            )
        sheet = find_period_words(table.grid.name)
        self.sheet = None if sheet is None or sheet.has_several else sheet
        self.has_parts = self._find_parts()
        self._known: dict[tuple[PeriodWords | None, ...], str | None] = {}
        self._said: set[str] = set()
        self.fallback_part = self._settle_part()
        self.fallback_year: str | None = None
        self._has_asked = False

    def settle(self, *words: PeriodWords | None) -> str | None:
        """Settle a period from what heading, row and column say.

        Parameters
        ----------
        *words : PeriodWords or None
            From the outer to the inner.

        Returns
        -------
        str or None
            The period; None where they contradict each other or name no year.
        """
        if words not in self._known:
            self._known[words] = self._settle([w for w in words if w is not None])
        return self._known[words]

    def _settle(self, words: list[PeriodWords]) -> str | None:
        merged = PeriodWords()
        for found in words:
            merged = merge_words(merged, found)
        if merged.has_several:
            return None
        year = merged.year or self._find_year()
        if year is None:
            return None
        part = merged.part
        if part is None or part == WHOLE_YEAR:
            is_said = part == WHOLE_YEAR and self.has_parts
            part = part if is_said else self.fallback_part or part
        return build_period(year, part)

    def _find_parts(self) -> bool:
        plans = self.table.columns.values()
        if any(plan.role == "part of a year" for plan in plans):
            return True
        words = [plan.words for plan in plans if plan.role == "value"]
        words += [plan.context.words for plan in self.table.rows.values()]
        periods = self.table.list_columns("period")
        grid = self.table.grid
        for row in list(self.table.rows)[:200]:
            words += [find_period_words(grid.get(row, column)) for column in periods]
        return any(
            found is not None
            and found.part is not None
            and found.part != WHOLE_YEAR
            and not found.part.startswith("-")
            for found in words
        )

    def _settle_part(self) -> str | None:
        """Find the part of the year that title or sheet give to all values."""
        if self.given is not None and self.given.part is not None:
            return self.given.part
        if self.has_parts:
            return None
        parts = list(self.table.captions.parts)
        if self.sheet is not None and self.sheet.part not in (None, WHOLE_YEAR):
            parts.append(str(self.sheet.part))
        parts = list(dict.fromkeys(part for part in parts if not part.startswith("-")))
        if not parts:
            return None
        place = self.table.grid.place
        if len(parts) > 1:
            example = build_period("2022", parts[0])
            raise TableError(
                f"{place}: title and sheet name several parts of a year "
                f"({', '.join(parts)}), the columns none. Expected one. Write period = "
                f'"9 months" (or what it is, such as "{example[5:]}"; "year" for '
                "whole years) into the indicator's section of study.toml, or give "
                "--period."
            )
        self.tally.report(
            "part-of-year-from-title",
            "warning",
            place,
            found=f"columns name years, but title or sheet say "
            f"{build_period('YYYY', parts[0])}",
            rest="Whole years, or the part of the year in each header | Taken as "
            f"{build_period('YYYY', parts[0])}; if they are whole years write "
            'period = "year"',
        )
        return parts[0]

    def _find_year(self) -> str | None:
        if not self._has_asked:
            self._has_asked = True
            self.fallback_year = self._choose_year()
        return self.fallback_year

    def _choose_year(self) -> str | None:
        if self.given is not None and self.given.year is not None:
            return self.given.year
        if self.table.captions.years:
            years, place = self.table.captions.years, "head of the table"
        elif self.sheet is not None and self.sheet.year is not None:
            years, place = (self.sheet.year,), "name of the sheet"
        else:
            stem = self.table.grid.file.rsplit(".", 1)[0].rsplit("_", 1)[-1]
            words = find_period_words(stem)
            years = () if words is None or words.has_several else (words.year or "",)
            place = "file name"
        if len(years) != 1 or not years[0]:
            return None
        if self.sheet is not None and self.sheet.year not in (None, years[0]):
            return None
        self.tally.report(
            "period-from-caption",
            "warning",
            self.table.grid.place,
            found=f"no column of periods; {years[0]} taken from the {place}",
            rest="A column of years | Add one, or give the argument 'period'",
        )
        return years[0]


def list_unreadable(contents: Iterable[object]) -> str:
    """Write the first contents that name no period, for a message."""
    shown = list(dict.fromkeys(repr(content) for content in contents))
    return ", ".join(shown[:_SHOWN])
