"""What was a region or city called, coded and governed from, and when?

Official names, codes and centres change while the region or city goes on. Each row
has its dates, how exactly they are known, and where they come from; a date that
nothing confirms is not listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from atlas.schemas import DESIGNATIONS
from atlas.validity import build_error
from ledger import RegionError, TableError, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from ledger import Problem

_FIRST_DAY, _LAST_DAY = "0000-00-00", "9999-12-31"


def read_designation_table(folder: Path, region_ids: Collection[str]) -> pd.DataFrame:
    """Read names, codes and centres with their dates.

    Parameters
    ----------
    folder : pathlib.Path
        Registry folder with ``designations.csv``; without it the table is empty.
    region_ids : collection of str
        Regions of the registry; other subjects are places of its names.

    Returns
    -------
    pandas.DataFrame
        Designations table.

    Raises
    ------
    RegionError
        With every problem: an unreadable file, a span that ends before it begins, a
        bound beside the day it bounds,
        two codes or centres of one region at once, one code for two regions at once,
        a code or centre of something that is no region.
    """
    path = folder / "designations.csv"
    try:
        # An absent file is an empty table.
        rows = pd.read_csv(path, dtype="str") if path.is_file() else pd.DataFrame()
        table = build_table(rows, DESIGNATIONS)
        check_table(table, DESIGNATIONS)
    except TableError as error:
        raise RegionError(problems=error.problems) from None
    except (OSError, ValueError) as error:
        raise RegionError(f"{path.name}: {error}. Correct the file.") from None
    problems = [*_find_needless_bounds(table), *_find_empty_spans(table)]
    for keys in (
        ["subject_id", "kind", "language"],
        ["kind", "language", "value"],
    ):
        problems += _find_overlaps(table, keys)
    strays = table[(table["kind"] != "name") & ~table["subject_id"].isin(region_ids)]
    problems += [
        build_error(
            "unknown-region",
            f"designations.csv, {row_id}",
            f"A {kind} of {subject}, which is not in regions.csv",
            expected="Codes and centres of regions",
            action="Add the region or correct the id",
        )
        for row_id, kind, subject in zip(
            strays["designation_id"], strays["kind"], strays["subject_id"], strict=True
        )
    ]
    if problems:
        raise RegionError(problems=problems)
    return table


def choose_valid(table: pd.DataFrame, date: str) -> pd.DataFrame:
    """Choose the rows of a table with spans that hold on a day (ISO date).

    A row whose first day is not known holds since the beginning; one whose last day is
    not known holds until a source no longer has it (``gone_by``), if there is one.
    """
    start, end = _list_spans(table)
    return table[(start <= date) & (date < end)].reset_index(drop=True)


def _list_spans(table: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    end = table["valid_to"]
    if "gone_by" in table:
        end = end.fillna(table["gone_by"])
    return table["valid_from"].fillna(_FIRST_DAY), end.fillna(_LAST_DAY)


def _find_needless_bounds(table: pd.DataFrame) -> list[Problem]:
    """Find days that bound a day that is known, or that a source saw after the end."""
    start, end = table["valid_from"], table["valid_to"]
    seen, gone = table["seen_by"], table["gone_by"]
    stray = (start.notna() & seen.notna()) | (end.notna() & gone.notna())
    late = seen.notna() & (seen.fillna(_FIRST_DAY) >= _list_spans(table)[1])
    return [
        build_error(
            "needless-bound",
            f"designations.csv, {row_id}",
            "seen_by or gone_by beside the day itself, or seen_by after the end",
            expected="seen_by only without valid_from, gone_by only without valid_to, "
            "and seen before it was gone",
            action="Remove the bound or the day",
        )
        for row_id in table.loc[stray | late, "designation_id"]
    ]


def _find_empty_spans(table: pd.DataFrame) -> list[Problem]:
    start, end = _list_spans(table)
    return [
        build_error(
            "empty-validity",
            f"designations.csv, {row_id}",
            "valid_to is not after valid_from",
            expected="A span of at least a day",
            action="Correct one of the dates",
        )
        for row_id in table.loc[start >= end, "designation_id"]
    ]


def _find_overlaps(table: pd.DataFrame, keys: list[str]) -> list[Problem]:
    """Find two rows with the same keys on one day.

    Two subjects may share a name (city and region), but not a code; the centre of two
    regions may be one city for a time.
    """
    chosen = (
        table if "subject_id" in keys else table[table["kind"].str.endswith("code")]
    )
    start, end = _list_spans(chosen)
    spans = chosen.assign(start=start, end=end).sort_values([*keys, "start"])
    before = spans.groupby(keys, dropna=False)["end"].shift()
    clashes = spans[before.notna() & (before > spans["start"])]
    return [
        build_error(
            "overlapping-validity",
            f"designations.csv, {row_id}",
            f"{kind} {value!r} while another holds for the same "
            f"{'subject' if 'subject_id' in keys else 'code'}",
            expected="Spans that follow one another",
            action="Correct the dates or remove one row",
        )
        for row_id, kind, value in zip(
            clashes["designation_id"], clashes["kind"], clashes["value"], strict=True
        )
    ]
