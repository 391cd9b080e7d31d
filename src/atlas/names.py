"""By which names is a region called, and since when does a place belong to it?

Reads the gazetteer of a country: the names of its regions, towns and districts in
each language, as base forms. Inflection belongs to the finder of mentions, labels of
statistics tables to :mod:`atlas.labels`.
"""

import csv
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from ledger import Column, InputError, Problem, TableSchema, build_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

LANGUAGES = ("ru", "kk", "en")
KINDS = (
    "region",
    "city_of_republic",
    "city",
    "district",
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


def read_names(registry: object = "kazakhstan") -> pd.DataFrame:
    """Read the names by which a country's places are called.

    Parameters
    ----------
    registry : RegionRegistry or str or Path
        The registry the names belong to, the name of a packaged country, or a folder
        that holds ``names.csv``.

    Returns
    -------
    DataFrame
        A names table; one row per name of a place and region it belongs to in a span
        of time.

    Raises
    ------
    InputError
        There is no ``names.csv``, it lacks columns, spans of one name overlap, or a
        row ends before it begins.

    Notes
    -----
    ``valid_from`` and ``valid_to`` say when the *place* belongs to the *region*, not
    when the name was in official use: texts go on using old names.
    """
    path = _find_file(registry)
    if not path.is_file():
        raise InputError(
            problems=[
                Problem(
                    code="names-missing",
                    severity="error",
                    where=path.name,
                    found="no such file",
                    expected="the names of the places of the country",
                    action="put names.csv into the folder of the registry",
                )
            ]
        )
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    frame = build_table(
        pd.DataFrame(
            [{key: value or None for key, value in row.items()} for row in rows],
            columns=[column.name for column in NAMES.columns],
        ),
        NAMES,
    )
    problems = _find_problems(frame)
    if problems:
        raise InputError(problems=problems)
    return frame


def _find_file(registry: object) -> "Traversable | Path":
    if isinstance(registry, Path):
        return registry / "names.csv"
    if isinstance(registry, str):
        packaged = files("atlas") / "data" / registry
        folder = packaged if packaged.is_dir() else Path(registry)
        return folder / "names.csv"
    source = getattr(registry, "source", "kazakhstan")
    return _find_file(source if isinstance(source, str | Path) else "kazakhstan")


def _find_problems(frame: pd.DataFrame) -> list[Problem]:
    """Find rows that end before they begin and spans of one name that overlap."""
    start = frame["valid_from"].fillna("0000-00-00")
    end = frame["valid_to"].fillna("9999-99-99")
    problems = [
        Problem(
            code="name-span-empty",
            severity="error",
            where=f"names.csv, {name_id}",
            found="valid_to is not after valid_from",
            expected="a span of at least a day",
            action="correct one of the dates",
        )
        for name_id in frame.loc[start >= end, "name_id"]
    ]
    same = ["place_id", "region_id", "kind", "language", "form", "pos"]
    ordered = frame.assign(start=start, end=end).sort_values([*same, "start"])
    previous = ordered.groupby(same, dropna=False)["end"].shift()
    overlapping = ordered.loc[previous.notna() & (previous > ordered["start"])]
    problems.extend(
        Problem(
            code="name-span-overlap",
            severity="error",
            where=f"names.csv, {name_id}",
            found="the same name of the same place in an overlapping span",
            expected="spans that follow one another",
            action="remove one row or change its dates",
        )
        for name_id in overlapping["name_id"]
    )
    return problems
