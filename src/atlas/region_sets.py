"""Which regions form the west, the core, the periphery?

Divisions of a country into named sets of regions are data: each set has a source, and
each membership a span of time within the life of the region. Several divisions stand
side by side; within one of them a region is in one set at most on a day.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from atlas.schemas import REGION_SETS, SET_MEMBERS, SETS
from atlas.validity import build_error
from ledger import (
    RegionError,
    TableError,
    build_empty_table,
    build_table,
    check_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from atlas.regions import Region
    from ledger import Problem, TableSchema

_LAST_DAY = "9999-12-31"


def read_set_table(folder: Path, regions: Sequence[Region]) -> pd.DataFrame:
    """Read the named sets of a registry, each membership within its region's life.

    Parameters
    ----------
    folder : pathlib.Path
        Registry folder with ``region_sets.csv`` and ``region_set_members.csv``; a
        registry without them has no sets.
    regions : sequence of Region
        The regions of the registry.

    Returns
    -------
    pandas.DataFrame
        Region sets table.

    Raises
    ------
    RegionError
        With every problem: a missing or unreadable file, a set without members or
        members without a set, an unknown region, membership outside the region's
        life, a region in two sets of one division at once.
    """
    paths = (folder / "region_sets.csv", folder / "region_set_members.csv")
    if not any(path.is_file() for path in paths):
        return build_empty_table(REGION_SETS)
    problems: list[Problem] = []
    sets = _read(paths[0], SETS, problems)
    members = _read(paths[1], SET_MEMBERS, problems)
    if problems:
        raise RegionError(problems=problems)
    known = {region.region_id: region for region in regions}
    problems += _find_stray_rows(sets, members, known)
    rows = _join(sets, members, known, problems)
    problems += _find_overlaps(rows)
    if problems:
        raise RegionError(problems=problems)
    return build_table(rows, REGION_SETS)


def _read(path: Path, schema: TableSchema, problems: list[Problem]) -> pd.DataFrame:
    try:
        table = build_table(pd.read_csv(path, dtype="str"), schema)
        check_table(table, schema)
    except TableError as error:
        problems += error.problems
        return build_empty_table(schema)
    except (OSError, ValueError) as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else str(error)
        problems.append(
            build_error(
                "unreadable-file",
                path.name,
                found,
                expected="region_sets.csv and region_set_members.csv, or neither",
                action="Add or correct the file",
            )
        )
        return build_empty_table(schema)
    return table


def _find_stray_rows(
    sets: pd.DataFrame, members: pd.DataFrame, known: Mapping[str, Region]
) -> list[Problem]:
    named, used = set(sets["set_id"]), set(members["set_id"])
    problems = [
        build_error(
            "set-without-members",
            f"region_sets.csv, set {set_id}",
            "No region belongs to it",
            expected="At least one row in region_set_members.csv",
            action="Add the members or remove the set",
        )
        for set_id in sorted(named - used)
    ]
    problems += [
        build_error(
            "unknown-set",
            f"region_set_members.csv, set {set_id}",
            "Not in region_sets.csv",
            expected="Sets of region_sets.csv",
            action="Add the set or correct the id",
        )
        for set_id in sorted(used - named)
    ]
    problems += [
        build_error(
            "unknown-region",
            f"region_set_members.csv, region {region_id}",
            "Not in regions.csv",
            expected="Regions of regions.csv",
            action="Add the region or correct the id",
        )
        for region_id in sorted(set(members["region_id"]) - set(known))
    ]
    return problems


def _join(
    sets: pd.DataFrame,
    members: pd.DataFrame,
    known: Mapping[str, Region],
    problems: list[Problem],
) -> list[dict[str, str | None]]:
    described = sets.set_index("set_id").to_dict("index")
    rows: list[dict[str, str | None]] = []
    for set_id, region_id, start, end in zip(
        members["set_id"],
        members["region_id"],
        members["valid_from"],
        members["valid_to"],
        strict=True,
    ):
        if set_id not in described or region_id not in known:
            continue
        region = known[region_id]
        first = region.valid_from if pd.isna(start) else str(start)
        last = region.valid_to if pd.isna(end) else str(end)
        if (
            first < region.valid_from
            or (last or _LAST_DAY) > (region.valid_to or _LAST_DAY)
            or (last is not None and last <= first)
        ):
            problems.append(
                build_error(
                    "membership-outside-life",
                    f"region_set_members.csv, {set_id}, {region_id}",
                    f"From {first} to {last or 'today'}",
                    expected=f"A span within {region.valid_from} to "
                    f"{region.valid_to or 'today'}",
                    action="Correct the dates, or leave them empty",
                )
            )
            continue
        rows.append(
            {
                **{str(key): str(value) for key, value in described[set_id].items()},
                "set_id": set_id,
                "region_id": region_id,
                "valid_from": first,
                "valid_to": last,
            }
        )
    return rows


def _find_overlaps(rows: Sequence[Mapping[str, str | None]]) -> list[Problem]:
    ordered = sorted(
        rows,
        key=lambda row: (
            str(row["scheme_id"]),
            str(row["region_id"]),
            str(row["valid_from"]),
        ),
    )
    problems = []
    for one, other in pairwise(ordered):
        same = all(one[key] == other[key] for key in ("scheme_id", "region_id"))
        if same and (one["valid_to"] or _LAST_DAY) > str(other["valid_from"]):
            problems.append(
                build_error(
                    "overlapping-sets",
                    f"region_set_members.csv, region {one['region_id']}",
                    f"In {one['set_id']} and {other['set_id']} of {one['scheme_id']} "
                    f"on {other['valid_from']}",
                    expected="One set of a division on a day",
                    action="Correct the dates or remove one row",
                )
            )
    return problems
