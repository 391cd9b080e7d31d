"""What is each row of a table's body: a region, a part of one, a heading, a footer?

The walk goes down the rows and carries the heading (men, urban population, a year) and
the open region. A row whose label breaks a region down belongs to the region above it;
the same words without values head a block.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from indicators.reading.captions import is_footer
from indicators.reading.cells import read_cell
from indicators.reading.dimensions import (
    TOTAL,
    find_dimension,
    is_filler,
    is_total,
    strip_fillers,
)
from indicators.reading.periods import PeriodWords, find_period_words
from indicators.reading.region_axis import SKIP
from indicators.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.reading.grid import Grid
    from indicators.reading.region_axis import RegionAxis

RowRole = Literal[
    "title",
    "header",
    "column numbers",
    "region",
    "country",
    "part",
    "heading",
    "unknown label",
    "no label",
    "left out",
    "footer",
    "text",
    "empty",
]
_SHORT_UNIT = 40
_MOST_HEADING = 120


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings above a row say of its values.

    Parameters
    ----------
    heading : str
        Text of the headings, from the outer to the inner.
    part : str
        What the row itself breaks its region down by.
    words : PeriodWords or None
        Period that a heading or the row's own label names.
    unit : str or None
        Unit that a heading names.
    """

    heading: str = ""
    part: str = ""
    words: PeriodWords | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one row is.

    Parameters
    ----------
    role : str
        See `RowRole`.
    region_id : str or None
        Region of its values.
    context : Context
        What the headings say.
    note : str
        What a reader should know.
    """

    role: RowRole
    region_id: str | None = None
    context: Context = Context()
    note: str = ""


@dataclass(slots=True)
class _Walk:
    """Where the walk down a sheet stands."""

    headings: dict[str, str]
    words: PeriodWords | None = None
    unit: str | None = None
    region_id: str | None = None
    is_open: bool = False
    is_pending: bool = False

    @property
    def context(self) -> Context:
        text = ", ".join(dict.fromkeys(self.headings.values()))
        return Context(text, "", self.words, self.unit)


class RowReader:
    """Plans the rows of one table.

    Parameters
    ----------
    grid : Grid
        The sheet.
    axis : RegionAxis
        Its column of regions.
    values : sequence of int
        Columns of values.
    others : sequence of int
        Columns of periods, indicators and the like, whose contents show that a row
        without a label goes on with the region above it.
    country_id : str
        Id of the country.
    """

    def __init__(
        self,
        grid: Grid,
        axis: RegionAxis,
        values: Sequence[int],
        others: Sequence[int],
        country_id: str,
    ) -> None:
        self.grid, self.axis = grid, axis
        self.values, self.others = values, others
        self.country_id = country_id
        self.has_headings = False

    def plan(self, rows: Sequence[int]) -> dict[int, RowPlan]:
        """Plan the rows of the body.

        Parameters
        ----------
        rows : sequence of int
            Rows of the body.

        Returns
        -------
        dict of int to RowPlan
            Role of each row.
        """
        self.filled = {row: self._has_values(row) for row in rows}
        self.parts = self._find_parts(rows)
        last = max((row for row in rows if self.filled[row]), default=-1)
        walk = _Walk(headings={})
        plans: dict[int, RowPlan] = {}
        for row in rows:
            plans[row] = self._plan_row(row, walk, is_after=row > last)
        return plans

    def _has_values(self, row: int) -> bool:
        return any(
            read_cell(self.grid.get(row, column), decimal="comma").status
            not in ("empty", "unreadable")
            for column in self.values
        )

    def _get_label(self, row: int) -> str | None:
        content = self.grid.get(row, self.axis.column)
        if content is None:
            content = self.grid.get_spanned(row, self.axis.column)
        if isinstance(content, float) and content.is_integer():
            content = int(content)
        return None if content is None else str(content).strip()

    def _find_parts(self, rows: Sequence[int]) -> set[str]:
        """Find labels that break regions down: they repeat under region after region."""
        counts: Counter[str] = Counter()
        filled: Counter[str] = Counter()
        early: set[str] = set()
        n_regions = 0
        n_open = 0
        has_begun = False
        for row in rows:
            match = self.axis.matches.get(row)
            label = self._get_label(row)
            if label is None or is_total(label):
                has_begun = has_begun or label is not None
                continue
            if match is not None and match.region_id is not None:
                n_regions += 1
                n_open += not self.filled[row]
                continue
            part = strip_fillers(label)
            counts[part] += 1
            filled[part] += self.filled[row]
            if not n_regions and not has_begun:
                early.add(part)
        # Regions without values of their own head the rows below them.
        self.has_headings = 2 * n_open >= n_regions
        least = max(2, 0.5 * n_regions)
        return {
            part
            for part, count in counts.items()
            if part not in early
            and 2 * filled[part] >= count > 1
            and (count >= least or n_open >= count)
        }

    def _plan_row(self, row: int, walk: _Walk, *, is_after: bool) -> RowPlan:
        label = self._get_label(row)
        match = self.axis.matches.get(row)
        if label is None:
            return self._plan_unlabelled(row, walk)
        if match is None and (row, self.axis.column) in self.grid.spans:
            match = self.axis.matches.get(self.grid.spans[row, self.axis.column][0])
        if match is not None and match.note == SKIP:
            return RowPlan("left out", note="left out by 'labels'")
        if match is not None and match.region_id is not None:
            return self._plan_region(row, label, match.region_id, walk)
        if not self.filled[row]:
            return self._plan_text(row, label, walk, is_after=is_after)
        return self._plan_other(row, label, walk)

    def _plan_region(
        self, row: int, label: str, region_id: str, walk: _Walk
    ) -> RowPlan:
        if is_total(label):
            if walk.is_open and walk.region_id is not None and self.has_headings:
                walk.is_open = False
                return self._build_part(TOTAL, walk)
            if not self.filled[row] and self._is_bare(row) and not self._has_years(row):
                return self._start_heading(label, walk)
        walk.region_id, walk.is_pending = region_id, False
        walk.is_open = not self.filled[row]
        role: RowRole = "country" if region_id == self.country_id else "region"
        note = ""
        match = self.axis.matches.get(row)
        if match is not None:
            note = match.note
        return RowPlan(role, region_id, walk.context, note)

    def _has_years(self, row: int) -> bool:
        """Whether the next row is a year of this one."""
        label = self._get_label(row + 1) if row + 1 in self.filled else None
        words = None if label is None else find_period_words(label)
        return words is not None and not words.rest and self.filled[row + 1]

    def _is_bare(self, row: int) -> bool:
        return len(self.grid.list_filled(row)) == 1

    def _plan_unlabelled(self, row: int, walk: _Walk) -> RowPlan:
        if not self.filled[row]:
            texts = self.grid.list_filled(row)
            return RowPlan("text" if texts else "empty")
        goes_on = bool(self.others) and any(
            self.grid.get(row, column) is not None for column in self.others
        )
        if goes_on and walk.region_id is not None:
            role: RowRole = "country" if walk.region_id == self.country_id else "region"
            note = "goes on with the region above"
            return RowPlan(role, walk.region_id, walk.context, note)
        return RowPlan("no label")

    def _plan_text(  # noqa: PLR0911 - one return for each kind of row
        self, row: int, label: str, walk: _Walk, *, is_after: bool
    ) -> RowPlan:
        """Plan a row without values: a heading, a footer, or an unknown region."""
        if is_footer(label) or is_after:
            return RowPlan("footer")
        if is_filler(label):
            return RowPlan("text", note="announces parts")
        match = self.axis.matches.get(row)
        if match is not None and match.status == "ambiguous":
            walk.region_id, walk.is_open = None, True
            return RowPlan("unknown label", note=match.note)
        if not self._is_bare(row) and not any(
            read_cell(self.grid.get(row, c)).status == "unreadable" for c in self.values
        ):
            return RowPlan("text")
        if len(label) > _MOST_HEADING:
            return RowPlan("text")
        if strip_fillers(label) in self.parts:
            if walk.region_id is None:
                return RowPlan("text")
            return self._build_part(strip_fillers(label), walk)
        return self._start_heading(label, walk)

    def _start_heading(self, label: str, walk: _Walk) -> RowPlan:
        words = find_period_words(label)
        unit = find_unit(label) if len(label) <= _SHORT_UNIT else None
        if words is not None and words.year and not words.has_several:
            walk.words = words
        elif unit is not None and len(label.split()) <= 4:  # noqa: PLR2004 - a unit alone
            walk.unit = str(unit)
        else:
            kind = (find_dimension(label) or ("other", ""))[0]
            if kind in ("other", "all"):
                walk.headings.clear()
            elif kind == "sex" and not walk.is_pending:
                walk.headings.pop("place", None)
                walk.headings.pop("other", None)
            elif not walk.is_pending:
                walk.headings.pop("other", None)
            if kind != "all":
                walk.headings[kind] = label
            if unit is not None:
                walk.unit = str(unit)
        walk.is_pending = True
        walk.region_id, walk.is_open = None, False
        return RowPlan("heading", context=walk.context)

    def _plan_other(self, row: int, label: str, walk: _Walk) -> RowPlan:
        """Plan a row with values whose label is no region."""
        words = find_period_words(label)
        is_period = words is not None and not words.rest and not words.has_several
        if walk.region_id is not None and is_period:
            walk.is_open = False
            base = walk.context
            role: RowRole = "country" if walk.region_id == self.country_id else "region"
            context = Context(base.heading, base.part, words, base.unit)
            return RowPlan(role, walk.region_id, context, "period in its label")
        match = self.axis.matches.get(row)
        note = match.note if match is not None else "no name"
        if match is not None and match.status == "ambiguous":
            walk.region_id, walk.is_open = None, False
            return RowPlan("unknown label", note=note)
        part = strip_fillers(label)
        if walk.region_id is None and part in self.parts:
            return RowPlan("unknown label", note="a part of a label that is not known")
        if walk.region_id is not None and (
            part in self.parts or self._breaks_down(row, label)
        ):
            walk.is_open = False
            return self._build_part(part, walk)
        if find_dimension(label) is not None:
            self._start_heading(label, walk)
            return RowPlan("unknown label", note="a heading with values, but no region")
        walk.region_id, walk.is_open = None, False
        return RowPlan("unknown label", note=note)

    def _build_part(self, part: str, walk: _Walk) -> RowPlan:
        base = walk.context
        dimension = find_dimension(part)
        is_whole = part == TOTAL or (dimension is not None and dimension[1] == TOTAL)
        # "Population, thousand persons" under each region names its own unit.
        unit = find_unit(part) if dimension is None and not is_whole else None
        own = base.unit if unit is None else str(unit)
        context = Context(base.heading, "" if is_whole else part, base.words, own)
        return RowPlan("part", walk.region_id, context, f"part of {walk.region_id}")

    def _breaks_down(self, row: int, label: str) -> bool:
        """Whether a single row such as "urban" belongs to the region above it."""
        if find_dimension(label) is None:
            return False
        seen: set[str] = set()
        for other, match in self.axis.matches.items():
            if match.region_id is None:
                continue
            if other < row:
                seen.add(match.region_id)
            elif match.region_id in seen:
                # The regions come again: the row heads their second block.
                return False
        return True


def plan_plain_rows(
    axis: RegionAxis, rows: Sequence[int], country_id: str
) -> Mapping[int, RowPlan]:
    """Plan the rows of a long table, where each row has its own label.

    Parameters
    ----------
    axis : RegionAxis
        The column of regions.
    rows : sequence of int
        Rows of the body.
    country_id : str
        Id of the country.

    Returns
    -------
    mapping of int to RowPlan
        Role of each row; equal rows share one plan.
    """
    shared: dict[int, RowPlan] = {}
    plans: dict[int, RowPlan] = {}
    empty = RowPlan("empty")
    for row in rows:
        match = axis.matches.get(row)
        if match is None:
            plans[row] = empty
            continue
        plan = shared.get(id(match))
        if plan is None:
            if match.note == SKIP:
                plan = RowPlan("left out", note="left out by 'labels'")
            elif match.region_id is None:
                plan = RowPlan("unknown label", note=match.note)
            else:
                is_country = match.region_id == country_id
                plan = RowPlan("country" if is_country else "region", match.region_id)
            shared[id(match)] = plan
        plans[row] = plan
    return plans
