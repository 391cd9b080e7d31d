"""Which columns of a table are region, period and value?

Headers help, contents decide: the column of regions is the one whose cells the
registry knows, the column of periods the one whose cells name periods. A user's
``columns`` overrides both.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from atlas import match_labels
from indicators.reading.cells import read_cell
from indicators.reading.periods import parse_period
from ledger import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atlas import LabelMatch, RegionRegistry
    from indicators.reading.grid import Grid

_HEADERS: dict[str, frozenset[str]] = {
    "region": frozenset(
        [
            "region",
            "regions",
            "region_id",
            "region_iso",
            "region_raw",
            "oblast",
            "регион",
            "регионы",
            "область",
            "области",
            "территория",
            "аймақ",
            "аймақтар",
            "облыс",
            "өңір",
            "өңірлер",
            "territory",
        ]
    ),
    "period": frozenset(
        [
            "year",
            "period",
            "date",
            "dat",
            "time",
            "год",
            "период",
            "дата",
            "жыл",
            "кезең",
            "мерзім",
            "қадам",
            "years",
        ]
    ),
    "value": frozenset(
        [
            "value",
            "values",
            "val",
            "obs_value",
            "значение",
            "значения",
            "мәні",
            "мән",
            "көрсеткіш_мәні",
        ]
    ),
    "unit": frozenset(("unit", "единица", "ед_изм", "өлшем", "бірлік")),
    "status": frozenset({"status"}),
    "indicator": frozenset(
        ("indicator", "indicator_id", "показатель", "көрсеткіш", "nam", "series")
    ),
}
_NOT_VALUES = frozenset(
    [
        "id",
        "no",
        "№",
        "n",
        "code",
        "kato",
        "index",
        "row_id",
        "region_level",
        "level",
        "source",
        "rank",
        "conf_low",
        "conf_high",
        "код",
    ]
)
_ROLES = ("region", "period", "value", "unit", "status", "indicator")
_MOST = 0.9
_HEAD_ROWS = 40
_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionColumn:
    """The column that holds labels of regions.

    Parameters
    ----------
    column : int
        Its position.
    matches : mapping of int to LabelMatch
        For each row with text in it, what the label means.
    """

    column: int
    matches: Mapping[int, LabelMatch] = field(default_factory=dict)


def find_region_column(
    grid: Grid, registry: RegionRegistry, *, wanted: int | None = None
) -> RegionColumn | None:
    """Find the column of regions by its contents.

    Parameters
    ----------
    grid : Grid
        The table.
    registry : RegionRegistry
        The regions.
    wanted : int, optional
        Take this column.

    Returns
    -------
    RegionColumn or None
        None where no column has a known label.
    """
    best: RegionColumn | None = None
    best_count = 0
    columns = range(grid.width) if wanted is None else [wanted]
    for column in columns:
        texts = {
            row: content
            for row in range(len(grid.rows))
            if isinstance(content := grid.get(row, column), str)
        }
        found = match_labels(registry, dict.fromkeys(texts.values()))
        matches = {row: found[text] for row, text in texts.items()}
        count = sum(match.region_id is not None for match in matches.values())
        if count > best_count or (wanted is not None and matches):
            best, best_count = RegionColumn(column=column, matches=matches), count
    return best


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
    unknown = sorted(set(columns) - set(_ROLES))
    if unknown:
        raise TableError(
            f"columns: found {', '.join(map(repr, unknown))}. Expected "
            f"{', '.join(_ROLES)}. Correct the key."
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


def find_roles(
    grid: Grid, header: int | None, rows: Sequence[int], region: int
) -> dict[str, int]:
    """Find period, unit, status and indicator columns of a long table.

    Parameters
    ----------
    grid : Grid
        The table.
    header : int or None
        Row of the header.
    rows : sequence of int
        Rows with data.
    region : int
        Column of the regions.

    Returns
    -------
    dict of str to int
        Column of each role that is there.
    """
    roles = {"region": region}
    heads = {
        column: fold_header(grid.get(header, column)) if header is not None else ""
        for column in range(grid.width)
        if column != region
    }
    for role in ("unit", "status", "indicator", "value"):
        for column, head in heads.items():
            if head in _HEADERS[role] and column not in roles.values():
                roles[role] = column
                break
    candidates = []
    for column, head in heads.items():
        if column in roles.values():
            continue
        contents = [grid.get(row, column) for row in rows]
        filled = [content for content in contents if content is not None]
        names = [parse_period(content) for content in filled]
        named = [name for name in names if name is not None and not name.rest]
        if filled and len(named) >= _MOST * len(filled):
            is_named = any(word in _HEADERS["period"] for word in head.split("_"))
            has_words = sum(name.has_words for name in named) >= _MOST * len(named)
            candidates.append((has_words, is_named, -column))
    if candidates:
        has_words, is_named, place = max(candidates)
        # Bare numbers between 1900 and 2099 are years only under a header that says so
        # or where every row has one.
        roles["period"] = -place
    return roles


def find_value_columns(
    grid: Grid, header: int | None, rows: Sequence[int], roles: Mapping[str, int]
) -> list[int]:
    """Find the columns of numbers of a long table.

    Parameters
    ----------
    grid : Grid
        The table.
    header : int or None
        Row of the header.
    rows : sequence of int
        Rows with data.
    roles : mapping of str to int
        Columns that have a role already.

    Returns
    -------
    list of int
        The value column, or all columns of numbers.
    """
    if "value" in roles:
        return [roles["value"]]
    found = []
    for column in range(grid.width):
        head = fold_header(grid.get(header, column)) if header is not None else ""
        if column in roles.values() or head in _NOT_VALUES:
            continue
        filled = [
            content for row in rows if (content := grid.get(row, column)) is not None
        ]
        n_read = sum(
            read_cell(content, decimal="comma").status != "unreadable"
            for content in filled
        )
        if filled and 2 * n_read > len(filled):
            found.append(column)
    return found


def fold_header(content: object) -> str:
    """Fold a header to words joined by underscores."""
    if content is None:
        return ""
    text = unicodedata.normalize("NFC", str(content)).casefold()
    return re.sub(r"[^\w№%$₸]+", "_", text).strip("_")
