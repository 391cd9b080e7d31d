"""By which names is a region called, and since when does a place belong to it?

Reads the gazetteer of a country: the names of its regions, towns and districts in
each language, as base forms. Inflection belongs to the finder of mentions, labels of
statistics tables to :mod:`atlas.labels`.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pandas as pd

from atlas.registry import RegionRegistry, read_registry
from atlas.validity import build_error
from ledger import (
    Column,
    InputError,
    Problem,
    TableError,
    TableSchema,
    build_table,
    check_table,
)

LANGUAGES = ("ru", "kk", "en", "kk-Latn")
KINDS = (
    "region",
    "city_of_republic",
    "city",
    "district",
    "settlement",
    "macro",
    "person",
    "other",
)
PARTS = ("noun", "adjective", "abbreviation", "epithet")
EVIDENCE = ("free", "capital", "cue")

NAMES = TableSchema(
    name="names",
    row="one row per name of a place and region it belongs to in a span of time",
    key=("name_id",),
    columns=(
        Column("name_id", "text", "place_id, language and a number."),
        Column("place_id", "text", "The place named; its names share it."),
        Column(
            "region_id",
            "text",
            "Region the place belongs to; missing for what is in none.",
            is_optional=True,
        ),
        Column("kind", "category", "What kind of place it is.", allowed=KINDS),
        Column("language", "category", "Language of the name.", allowed=LANGUAGES),
        Column(
            "form",
            "text",
            "Base form: nominative, for adjectives feminine or masculine.",
        ),
        Column("pos", "category", "Part of speech.", allowed=PARTS),
        Column(
            "evidence",
            "category",
            "What a text must show before the name counts: nothing, a capital letter, "
            "or a type word, list or region beside it.",
            allowed=EVIDENCE,
        ),
        Column(
            "valid_from",
            "date",
            "First day in the region; missing if always.",
            is_optional=True,
        ),
        Column(
            "valid_to",
            "date",
            "First day no longer in the region; missing if still.",
            is_optional=True,
        ),
        Column("note", "text", "What else there is to know.", is_optional=True),
    ),
)


def read_names(registry: RegionRegistry | str | Path = "kazakhstan") -> pd.DataFrame:
    """Read the names by which a country's places are called.

    Parameters
    ----------
    registry : RegionRegistry or str or Path
        The registry the names belong to, the name of a packaged country, or a folder
        that holds ``names.csv`` and perhaps ``names_latin.csv`` and
        ``names_english.csv``.

    Returns
    -------
    DataFrame
        A names table; one row per name of a place and region it belongs to in a span
        of time.

    Raises
    ------
    InputError
        With every problem: there is no ``names.csv``, columns are absent, a word is
        none of the allowed ones, a name stands twice or in overlapping spans, a span
        ends before it begins, a region is unknown.

    Notes
    -----
    ``valid_from`` and ``valid_to`` say when the *place* belongs to the *region*, not
    when the name was in official use: texts go on using old names.
    """
    folder = _find_folder(registry)
    if not (folder / "names.csv").is_file():
        raise InputError(
            problems=[
                Problem(
                    code="names-missing",
                    severity="error",
                    where="names.csv",
                    found="no such file",
                    expected="the names of the places of the country",
                    action="put names.csv into the folder of the registry",
                )
            ]
        )
    return _read_tables(folder, ("names.csv", "names_latin.csv", "names_english.csv"))


def read_settlements(
    registry: RegionRegistry | str | Path = "kazakhstan",
) -> pd.DataFrame:
    """Read the names of settlements below the towns.

    They stand apart from the other names because most have namesakes: a text that
    names one says little without its region.

    Parameters
    ----------
    registry : RegionRegistry or str or Path
        As for `read_names`; the file is ``settlements.csv``, and without it the table
        is empty.

    Returns
    -------
    DataFrame
        A names table.

    Raises
    ------
    InputError
        As `read_names`.
    """
    return _read_tables(_find_folder(registry), ("settlements.csv",))


def _find_folder(registry: RegionRegistry | str | Path) -> Path:
    if isinstance(registry, RegionRegistry):
        return registry.folder
    packaged = Path(__file__).parent / "data" / str(registry)
    return packaged if str(registry) and packaged.is_dir() else Path(registry)


def _read_tables(folder: Path, files: Collection[str]) -> pd.DataFrame:
    problems: list[Problem] = []
    read = [file for file in files if (folder / file).is_file()]
    frames = [_read_table(folder / file, problems) for file in read]
    if problems:
        raise InputError(problems=problems)
    frame = build_table(pd.concat(frames) if frames else pd.DataFrame(), NAMES)
    problems = _find_problems(frame)
    if (folder / "regions.csv").is_file():
        known = {region.region_id for region in read_registry(folder).regions}
        problems += _find_unknown_regions(frame, known)
    if problems:
        # Each finding begins with its row; say the file the row is in.
        file_of = {
            name_id: file
            for file, part in zip(read, frames, strict=True)
            for name_id in part["name_id"]
        }
        raise InputError(
            problems=[
                replace(problem, where=f"{file_of[problem.where]}, {problem.where}")
                for problem in problems
            ]
        )
    return frame


def _read_table(path: Path, problems: list[Problem]) -> pd.DataFrame:
    try:
        # A name may be a word that pandas takes for a missing value.
        rows = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
        frame = build_table(rows, NAMES)
        # Names that stand twice get words of their own below.
        check_table(frame.drop_duplicates("name_id"), NAMES)
    except TableError as error:
        problems += error.problems
    except (OSError, ValueError) as error:
        problems.append(
            build_error(
                "unreadable-file",
                path.name,
                str(error),
                expected="A table in UTF-8 with commas",
                action="Correct the file",
            )
        )
    else:
        return frame
    return build_table([], NAMES)


def _find_unknown_regions(frame: pd.DataFrame, known: Collection[str]) -> list[Problem]:
    unknown = frame[frame["region_id"].notna() & ~frame["region_id"].isin(known)]
    return [
        build_error(
            "unknown-region",
            rows["name_id"].iloc[0],
            f"Region {region_id}, which is not in regions.csv ({len(rows)} rows)",
            expected="Regions of regions.csv",
            action="Add the region or correct the id",
        )
        for region_id, rows in unknown.groupby("region_id")
    ]


def _find_problems(frame: pd.DataFrame) -> list[Problem]:
    """Find rows that stand twice, end before they begin, or overlap."""
    start = frame["valid_from"].fillna("0000-00-00")
    end = frame["valid_to"].fillna("9999-99-99")
    problems = [
        build_error(
            "duplicate-name",
            name_id,
            "More than one row",
            expected="A name_id of its own for each row",
            action="Number the rows of a place and language",
        )
        for name_id in frame.loc[frame.duplicated("name_id"), "name_id"].unique()
    ]
    problems += [
        build_error(
            "name-span-empty",
            name_id,
            "valid_to is not after valid_from",
            expected="a span of at least a day",
            action="correct one of the dates",
        )
        for name_id in frame.loc[start >= end, "name_id"]
    ]
    same = ["place_id", "region_id", "kind", "language", "form", "pos"]
    ordered = frame.assign(start=start, end=end).sort_values([*same, "start"])
    previous = ordered.groupby(same, dropna=False)["end"].shift()
    overlapping = ordered.loc[previous.notna() & (previous > ordered["start"])]
    problems += [
        build_error(
            "name-span-overlap",
            name_id,
            "the same name of the same place in an overlapping span",
            expected="spans that follow one another",
            action="remove one row or change its dates",
        )
        for name_id in overlapping["name_id"]
    ]
    return problems
