"""What the tables of regions look like."""

from __future__ import annotations

from ledger import Column, TableSchema

REGIONS = TableSchema(
    name="regions",
    row="one region that exists or existed",
    key=("region_id",),
    columns=(
        Column("region_id", "text", "ISO 3166-2 code, or one of ours"),
        Column("name_en", "text", "official name in English"),
        Column("name_ru", "text", "official name in Russian"),
        Column("name_kk", "text", "official name in Kazakh"),
        Column("label", "text", "short name for pictures"),
        Column(
            "kind",
            "category",
            "region, or city of republican significance",
            allowed=("region", "city"),
        ),
        Column("centre", "text", "administrative centre"),
        Column("valid_from", "date", "first day"),
        Column("valid_to", "date", "first day after the end", is_optional=True),
        Column(
            "withdrawn_code",
            "text",
            "ISO letter code no longer in force",
            is_optional=True,
        ),
        Column("kato", "text", "code of the national classifier", is_optional=True),
        Column("source", "text", "where the row comes from", is_optional=True),
    ),
)

EVENTS = TableSchema(
    name="events",
    row="one change of regions",
    key=("event_id",),
    columns=(
        Column("event_id", "text", "stable word for the change"),
        Column("date", "date", "first day of the new state"),
        Column(
            "kind",
            "category",
            "what kind of change",
            allowed=("split", "merge", "divide", "rename", "centre"),
        ),
        Column("from_region_ids", "text", "regions before, separated by semicolons"),
        Column("to_region_ids", "text", "regions after, separated by semicolons"),
        Column("title", "text", "the change in one sentence"),
        Column("source", "text", "the act behind it"),
    ),
)

DESIGNATIONS = TableSchema(
    name="designations",
    row="one name, code or centre that a region or place had in a span of time",
    key=("designation_id",),
    columns=(
        Column("designation_id", "text", "a word of its own for the row"),
        Column("subject_id", "text", "region_id of regions.csv, or place_id of names"),
        Column(
            "kind",
            "category",
            "what it was designated by",
            allowed=("name", "centre", "iso_code", "classifier_code"),
        ),
        Column(
            "language",
            "category",
            "language of a name or centre",
            is_optional=True,
            allowed=("ru", "kk", "en"),
        ),
        Column("value", "text", "the name, code or centre"),
        Column(
            "valid_from",
            "date",
            "first day; missing if before the registry begins or not known",
            is_optional=True,
        ),
        Column(
            "valid_to",
            "date",
            "first day after the end; missing while in force or not known",
            is_optional=True,
        ),
        Column(
            "precision",
            "category",
            "how exactly the less exact of the two dates is known; with month or year, "
            "the day is the first of the month or year in which it changed",
            allowed=("day", "month", "year"),
        ),
        Column("source", "text", "where the dates come from"),
        Column(
            "second_source",
            "text",
            "what confirms them; missing for codes of a standard",
            is_optional=True,
        ),
        Column(
            "seen_by",
            "date",
            "only if valid_from is not known: a day by which a dated source has it, so "
            "that it began then or before",
            is_optional=True,
        ),
        Column(
            "gone_by",
            "date",
            "only if valid_to is not known though it ended: a day by which a dated "
            "source no longer has it, so that it ended then or before",
            is_optional=True,
        ),
    ),
)

SETS = TableSchema(
    name="sets",
    row="one named set of regions",
    key=("set_id",),
    columns=(
        Column("scheme_id", "text", "the division the set belongs to"),
        Column("set_id", "text", "the set; unique over all divisions"),
        Column(
            "role",
            "category",
            "what the set is for",
            allowed=("macro_region", "core_periphery", "economic_type"),
        ),
        Column("name_en", "text", "name of the set in English"),
        Column("name_ru", "text", "name of the set in Russian"),
        Column("name_kk", "text", "name of the set in Kazakh"),
        Column("source", "text", "who published the division"),
    ),
)

SET_MEMBERS = TableSchema(
    name="set_members",
    row="one region that belongs to one set in a span of time",
    key=(),
    columns=(
        Column("set_id", "text", "the set"),
        Column("region_id", "text", "the region"),
        Column(
            "valid_from",
            "date",
            "first day; missing if it belongs to the set since it began",
            is_optional=True,
        ),
        Column(
            "valid_to",
            "date",
            "first day it no longer belongs; missing if as long as it exists",
            is_optional=True,
        ),
    ),
)

REGION_SETS = TableSchema(
    name="region_sets",
    row="one region in one named set of regions, in a span of time",
    key=("scheme_id", "set_id", "region_id", "valid_from"),
    columns=(
        Column("scheme_id", "text", "the division the set belongs to"),
        Column("set_id", "text", "the set; unique over all divisions"),
        Column(
            "role",
            "category",
            "what the set is for",
            allowed=("macro_region", "core_periphery", "economic_type"),
        ),
        Column("name_en", "text", "name of the set in English"),
        Column("name_ru", "text", "name of the set in Russian"),
        Column("name_kk", "text", "name of the set in Kazakh"),
        Column("region_id", "text", "region that belongs to it"),
        Column("valid_from", "date", "first day it belongs to the set"),
        Column(
            "valid_to",
            "date",
            "first day it no longer does; missing if still",
            is_optional=True,
        ),
        Column("source", "text", "who published the division"),
    ),
)

TILE_LAYOUTS = TableSchema(
    name="tile_layouts",
    row="the square of one region in the picture of the regions of some years",
    key=("first_year", "region_id"),
    columns=(
        Column("first_year", "integer", "first year of boundaries it is for"),
        Column("last_year", "integer", "last year; open if missing", is_optional=True),
        Column("region_id", "text", "region"),
        Column("row", "integer", "row from the north, from 0", lower=0),
        Column("column", "integer", "column from the west, from 0", lower=0),
    ),
)

TILES = TableSchema(
    name="tiles",
    row="the square of one region",
    key=("region_id",),
    columns=(
        Column("region_id", "text", "region"),
        Column("row", "integer", "row from the north, from 0", lower=0),
        Column("column", "integer", "column from the west, from 0", lower=0),
        Column("label", "text", "short name for the square"),
    ),
)

NEIGHBORS = TableSchema(
    name="neighbors",
    row="one pair of regions that touch; each pair once, in the order of the ids",
    key=("region_a", "region_b"),
    columns=(
        Column("region_a", "text", "one region"),
        Column("region_b", "text", "the other"),
    ),
)

CROSSWALK = TableSchema(
    name="crosswalk",
    row="one region and one region of the target set that share territory",
    key=("from_region_id", "to_region_id"),
    columns=(
        Column("from_region_id", "text", "region of the source"),
        Column("to_region_id", "text", "region of the target set"),
        Column(
            "weight",
            "number",
            "share of the source that goes to the target; missing if not known",
            unit="share",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column(
            "basis",
            "category",
            "same territory, merged into a larger one, or split into parts",
            allowed=("same", "merged", "split"),
        ),
    ),
)

LABELS = TableSchema(
    name="labels",
    row="one way in which statistics tables write a region",
    key=("region_id", "label"),
    columns=(
        Column("region_id", "text", "region, or the country"),
        Column("label", "text", "the label as written"),
        Column(
            "language",
            "category",
            "language, or code for a code of somebody's own",
            allowed=("ru", "kk", "en", "code"),
        ),
    ),
)
