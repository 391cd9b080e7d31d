"""What the tables of indicators look like."""

from __future__ import annotations

from ledger import Column, TableSchema

STATUSES: tuple[str, ...] = (
    "observed",
    "estimated",
    "imputed",
    "break",
    "absent",
    "not_available",
    "confidential",
    "negligible",
    "retrospective",
)

STATUS_RANKS: tuple[str, ...] = (
    "observed",
    "estimated",
    "retrospective",
    "break",
    "imputed",
    "negligible",
    "absent",
    "not_available",
    "confidential",
)
"""From the most to the least certain: a sum has the status of its weakest part."""

INDICATORS = TableSchema(
    name="indicators",
    row="one measured variable",
    key=("indicator_id",),
    columns=(
        Column("indicator_id", "text", "id of the indicator"),
        Column("title", "text", "name for people"),
        Column("unit", "text", "unit of its values"),
        Column(
            "kind",
            "category",
            "extensive adds up over regions, intensive averages with weights",
            allowed=("extensive", "intensive"),
        ),
        Column("direction", "integer", "1 if more is better, else -1"),
        Column("origin_id", "text", "where the data come from", is_optional=True),
        Column(
            "aggregation",
            "category",
            "how parts make a region: by default extensive sums, intensive averages "
            "with weights; none for what the parts do not determine (Gini, median, rank)",
            is_optional=True,
            allowed=("sum", "mean", "none"),
        ),
    ),
)

INDICATOR_VALUES = TableSchema(
    name="indicator_values",
    row="one value of one indicator for one region and period",
    key=("indicator_id", "region_id", "period"),
    columns=(
        Column("indicator_id", "text", "indicator"),
        Column("region_id", "text", "region, or the country"),
        Column("period", "period", "year, quarter or months from January"),
        Column("value", "number", "the value in its unit", is_optional=True),
        Column("unit", "text", "unit of the value"),
        Column("status", "category", "what the value is", allowed=STATUSES),
        Column("origin_id", "text", "where the data come from", is_optional=True),
        Column("source_cell", "text", "file, sheet and cell, or what it is made of"),
    ),
)

INDEX_SCORES = TableSchema(
    name="index_scores",
    row="one composite index for one region and period",
    key=("index_id", "region_id", "period"),
    columns=(
        Column("index_id", "text", "index"),
        Column("region_id", "text", "region"),
        Column("period", "period", "period"),
        Column("score", "number", "score on the index's scale", is_optional=True),
        Column(
            "scale",
            "category",
            "0-1: 0 the worst and 1 the best of the base (beyond it, of other periods); "
            "z: standard deviations from the mean; mean-100: percent of the mean; "
            "copeland: wins less losses over the other regions, from -1 to 1",
            is_optional=True,
            allowed=("0-1", "z", "mean-100", "copeland"),
        ),
        Column(
            "rank",
            "number",
            "rank within the period, 1 is the highest; ties share their mean",
            is_optional=True,
            lower=1,
        ),
        Column(
            "conf_low",
            "number",
            "lower end of the score's spread over the alternatives declared for the index",
            is_optional=True,
        ),
        Column("conf_high", "number", "upper end of it", is_optional=True),
        Column("n_components", "integer", "components with a value", lower=0),
        Column(
            "n_imputed",
            "integer",
            "components whose missing value was filled",
            is_optional=True,
            lower=0,
        ),
        Column(
            "coverage",
            "number",
            "share of the weight that has a value",
            unit="share",
            lower=0,
            upper=1,
        ),
    ),
)

SPLIT_SHARES = TableSchema(
    name="split_shares",
    row="what one region takes of a value of the undivided region it came from",
    key=(),
    columns=(
        Column("from_region_id", "text", "the undivided region"),
        Column("to_region_id", "text", "the part"),
        Column(
            "indicator_id",
            "text",
            "the indicator it is for; every one if missing",
            is_optional=True,
        ),
        Column(
            "period",
            "period",
            "the period it is for; every one if missing",
            is_optional=True,
        ),
        Column("share", "number", "the share", unit="share", lower=0, upper=1),
        Column(
            "basis_period",
            "text",
            "the period whose values gave the share",
            is_optional=True,
        ),
        Column("source_cell", "text", "where the share comes from", is_optional=True),
    ),
)

READING_ROLES = TableSchema(
    name="reading_roles",
    row="one row or column of a table in a file, and what the reader took it for",
    key=("table", "axis", "position"),
    columns=(
        Column("table", "integer", "number of the table in the file", lower=1),
        Column("sheet", "text", "sheet, or page and table"),
        Column(
            "axis",
            "category",
            "whether it is a row or a column of the file",
            allowed=("row", "column"),
        ),
        Column("position", "integer", "number of the row or column, from 1", lower=1),
        Column("cell", "text", "a cell of it"),
        Column("role", "text", "what the reader took it for"),
        Column("detail", "text", "region, period, unit, and why"),
        Column("contents", "text", "header of a column, first contents of a row"),
    ),
)
