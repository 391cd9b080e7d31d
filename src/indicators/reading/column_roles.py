"""What is each column of a table: labels, periods, units, codes, values?

Headers help, contents decide. A user's ``columns`` overrides both.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from indicators.reading.cells import read_cell
from indicators.reading.column_heads import (
    ColumnPlan,
    ColumnRole,
    fold_header,
    read_part,
    read_path,
)
from indicators.reading.periods import (
    WHOLE_YEAR,
    find_period_words,
)
from indicators.units import find_unit
from ledger import TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from indicators.reading.grid import Grid
    from indicators.reading.region_axis import RegionAxis


ROLES = ("region", "period", "value", "unit", "status", "indicator")
_HEADERS: dict[str, frozenset[str]] = {
    "period": frozenset(
        [
            *("year", "years", "period", "date", "dat", "time"),
            *("год", "года", "годы", "период", "дата", "время"),
            *("жыл", "жылы", "кезең", "мерзім", "қадам"),
        ]
    ),
    "value": frozenset(
        [
            *("value", "values", "val", "obs_value", "значение", "значения"),
            *("мәні", "мән", "көрсеткіш_мәні"),
        ]
    ),
    "unit": frozenset(
        [
            *("unit", "units", "единица", "единица_измерения", "ед_изм", "ед"),
            *("өлшем", "бірлік", "өлшем_бірлігі"),
        ]
    ),
    "status": frozenset({"status"}),
    "indicator": frozenset(
        [
            *("indicator", "indicator_id", "indicator_name", "nam", "series"),
            *("показатель", "наименование_показателя", "көрсеткіш", "көрсеткіштер"),
        ]
    ),
    "number": frozenset({"№", "no", "n", "№_п_п", "п_п", "id", "row_id", "р_с", "#"}),
    "code": frozenset(
        [
            *("code", "kato", "index", "region_level", "level", "rank", "region_id"),
            *("код", "като", "код_като", "ранг", "source", "conf_low", "conf_high"),
            *("place", "место", "kato_code", "iso", "region_iso", "region_code"),
            *("source_cell", "origin_id"),
        ]
    ),
}
_PART_HEADERS = frozenset(
    {"month", "quarter", "месяц", "квартал", "ай", "тоқсан", "қадам_ай", "qtr"}
)
_HEAD_ROWS = 40
_SHOWN = 12
_MOST = 0.9
_SAMPLE = 3000


@dataclass(slots=True)
class _Found:
    """What the contents of one column are."""

    contents: list[object] = field(default_factory=list)

    @property
    def filled(self) -> list[object]:
        return [content for content in self.contents if content is not None]

    def share(self, is_so: Callable[[object], bool]) -> float:
        filled = self.filled
        return sum(map(is_so, filled)) / len(filled) if filled else 0.0


def find_column_roles(
    grid: Grid,
    axis: RegionAxis,
    paths: Mapping[int, tuple[str, ...]],
    rows: Sequence[int],
    *,
    named: Mapping[str, int],
) -> dict[int, ColumnPlan]:
    """Find what each column of a table is.

    Parameters
    ----------
    grid : Grid
        The sheet.
    axis : RegionAxis
        Its column of regions.
    paths : mapping of int to tuple of str
        Header of each column.
    rows : sequence of int
        Rows of the body.
    named : mapping of str to int
        Columns that the user named, by role.

    Returns
    -------
    dict of int to ColumnPlan
        Role of every column.
    """
    sample = rows if len(rows) <= _SAMPLE else rows[:: len(rows) // _SAMPLE]
    by_name = {column: role for role, column in named.items()}
    plans: dict[int, ColumnPlan] = {}
    for column, path in paths.items():
        found = _Found([grid.get(row, column) for row in sample])
        if column in by_name:
            plans[column] = _plan_named(by_name[column], path)
        elif column == axis.column:
            plans[column] = ColumnPlan(
                role="region", path=path, note="names of regions"
            )
        elif column in axis.repeats:
            note = "the same regions in another language"
            plans[column] = ColumnPlan(role="region again", path=path, note=note)
        else:
            plans[column] = _plan_column(path, found, is_before=column < axis.column)
    if "period" in named:
        _set_other_periods_aside(plans, named["period"])
    else:
        _choose_period(plans, grid, sample)
    if "value" in named or any(
        plan.role == "value" and fold_header(_last(plan.path)) in _HEADERS["value"]
        for plan in plans.values()
    ):
        _choose_value(plans, named.get("value"))
    return plans


def find_named_columns(
    grid: Grid, columns: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    """Find the header row that has the columns a user named.

    Parameters
    ----------
    grid : Grid
        The table.
    columns : mapping of str to str
        Header of each role: region, period, value, unit, status, indicator.

    Returns
    -------
    int
        Row of the header.
    dict of str to int
        Column of each role.

    Raises
    ------
    TableError
        If a role is unknown or no row has all headers.
    """
    unknown = sorted(set(columns) - set(ROLES))
    if unknown:
        raise TableError(
            f"columns: found {', '.join(map(repr, unknown))}. Expected "
            f"{', '.join(ROLES)}. Correct the key."
        )
    wanted = {role: fold_header(name) for role, name in columns.items()}
    for row in range(min(len(grid.rows), _HEAD_ROWS)):
        places = {
            fold_header(grid.get(row, column)): column
            for column in reversed(range(grid.width))
            if grid.get(row, column) is not None
        }
        if all(name in places for name in wanted.values()):
            return row, {role: places[name] for role, name in wanted.items()}
    heads = [
        str(content).strip()
        for content in (grid.rows[0] if grid.rows else ())
        if content is not None
    ]
    raise TableError(
        f"{grid.place}: no row has the headers "
        f"{', '.join(map(repr, columns.values()))}. Expected them in one row; the "
        f"first row has {', '.join(map(repr, heads[:_SHOWN]))}. Correct 'columns'."
    )


def _plan_named(role: str, path: tuple[str, ...]) -> ColumnPlan:
    if role == "value":
        plan = read_path(path)
        return ColumnPlan(
            role="value", path=path, unit=plan.unit, note="named by the user"
        )
    return ColumnPlan(role=role, path=path, note="named by the user")  # type: ignore[arg-type] # one of ROLES


def _plan_column(
    path: tuple[str, ...], found: _Found, *, is_before: bool
) -> ColumnPlan:
    if not found.filled:
        return ColumnPlan(role="empty", path=path, note="no contents")
    head = fold_header(_last(path))
    is_run = _is_run(found.filled)
    if head in _HEADERS["number"] or (is_before and is_run and not path):
        return ColumnPlan(role="row number", path=path, note="numbers the rows")
    if head in _HEADERS["code"]:
        return ColumnPlan(role="code", path=path, note=f"header {_last(path)!r}")
    roles: tuple[ColumnRole, ...] = ("unit", "status", "indicator")
    for role in roles:
        if head in _HEADERS[role]:
            return ColumnPlan(role=role, path=path, note=f"header {_last(path)!r}")
    return _plan_contents(path, head, found)


def _plan_contents(path: tuple[str, ...], head: str, found: _Found) -> ColumnPlan:
    """Plan a column whose header alone does not tell what it is."""
    plan = read_path(path)
    is_number = found.share(
        lambda c: read_cell(c, decimal="comma").status not in ("unreadable", "error")
    )
    has_period = plan.words is not None and (
        plan.words.year is not None or plan.words.part != WHOLE_YEAR
    )
    is_worded = found.share(_is_worded_period) >= _MOST
    has_year = plan.words is not None and plan.words.year is not None
    if has_year or (has_period and is_number > 0.5):  # noqa: PLR2004 - most of it
        return plan
    n_periods = found.share(lambda c: find_period_words(c) is not None)
    has_periods = n_periods > 0.5  # noqa: PLR2004 - most of it
    # Numbers under "year" that are no years are values of whole years.
    is_named = (
        head in _HEADERS["period"] and (has_periods or is_number <= 0.5)  # noqa: PLR2004
    ) or (has_periods and any(word in _HEADERS["period"] for word in head.split("_")))
    is_part = any(word in _PART_HEADERS for word in head.split("_")) and (
        found.share(lambda c: read_part(c, head) is not None) >= _MOST
    )
    if is_part or (is_worded and not any(map(_has_year, found.filled))):
        return ColumnPlan(role="part of a year", path=path, note="parts of a year")
    if is_worded or is_named or _are_years(found.filled):
        note = "header" if is_named else "contents"
        return ColumnPlan(role="period", path=path, note=f"periods by its {note}")
    if is_number > 0.5 or found.share(lambda c: read_cell(c).status == "error") > 0.5:  # noqa: PLR2004
        return plan
    if found.share(lambda c: isinstance(c, str) and _is_unit_text(c)) >= _MOST:
        return ColumnPlan(role="unit", path=path, note="units by its contents")
    return ColumnPlan(role="text", path=path, note="texts")


def _is_worded_period(content: object) -> bool:
    words = find_period_words(content)
    return (
        words is not None and (words.has_words or bool(words.part)) and not words.rest
    )


def _has_year(content: object) -> bool:
    words = find_period_words(content)
    return words is not None and words.year is not None


def _are_years(filled: Sequence[object]) -> bool:
    words = [find_period_words(content) for content in filled]
    return all(w is not None and w.year is not None and not w.rest for w in words)


def _is_unit_text(text: str) -> bool:
    return len(text) <= 30 and find_unit(text) is not None  # noqa: PLR2004 - a unit, not a name


def _is_run(filled: Sequence[object]) -> bool:
    numbers = [
        int(content)
        for content in filled
        if isinstance(content, int)
        or (isinstance(content, str) and content.isdecimal())
    ]
    return (
        len(numbers) == len(filled) > 1
        and numbers[0] in (0, 1)
        and all(b == a + 1 for a, b in pairwise(numbers))
    )


def _set_other_periods_aside(plans: dict[int, ColumnPlan], named: int) -> None:
    """Take further columns of periods for codes where the user named one.

    ``200612`` beside the named ``2006`` would make a December of every year.
    """
    for column, plan in plans.items():
        if plan.role == "period" and column != named:
            plans[column] = ColumnPlan(
                role="code", path=plan.path, note="periods once more"
            )


def _choose_period(
    plans: dict[int, ColumnPlan],
    grid: Grid,
    rows: Sequence[int],
) -> None:
    """Keep one column of periods; a second one is a code or a value."""
    candidates = [c for c, plan in plans.items() if plan.role == "period"]
    heads_have_years = any(
        plan.role == "value" and plan.words is not None and plan.words.year is not None
        for plan in plans.values()
    )

    def rate(column: int) -> tuple[bool, bool, int]:
        contents = [grid.get(row, column) for row in rows]
        filled = [content for content in contents if content is not None]
        worded = sum(map(_is_worded_period, filled)) >= _MOST * len(filled)
        named = plans[column].note.endswith("header")
        return worded, named, -column

    best = max(candidates, key=rate, default=None)
    has_values = any(plan.role == "value" for plan in plans.values())
    for column in candidates:
        is_bare = not any(rate(column)[:2])
        if column == best and not (is_bare and (heads_have_years or not has_values)):
            continue
        plans[column] = (
            ColumnPlan(role="code", path=plans[column].path, note="periods once more")
            if column != best and any(rate(column)[:2])
            else read_path(plans[column].path)
        )


def _choose_value(plans: dict[int, ColumnPlan], named: int | None) -> None:
    """Keep the one column that is called value."""
    for column, plan in list(plans.items()):
        is_value = fold_header(_last(plan.path)) in _HEADERS["value"]
        keeps = column == named if named is not None else is_value
        if plan.role == "value" and not keeps:
            plans[column] = ColumnPlan(
                role="not chosen", path=plan.path, note="another column is the value"
            )


def _last(path: Sequence[str]) -> str:
    return path[-1] if path else ""
