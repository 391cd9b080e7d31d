"""Which tables linkage accepts.

Linkage knows tables, not discourse: any table of estimates keyed by measure, region
and period can be joined with any table of values keyed by indicator, region and
period. This module declares the columns that are read; further columns are ignored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ledger import Column, TableSchema, build_table, check_table

if TYPE_CHECKING:
    import pandas as pd

SCORES_INPUT = TableSchema(
    name="scores",
    row="one row per measure, region and period",
    key=("measure_id", "region_id", "period"),
    columns=(
        Column("measure_id", "text", "The measure."),
        Column("region_id", "text", "The region."),
        Column("period", "period", "Year; other periods are set apart."),
        Column("estimate", "number", "The value.", is_optional=True),
    ),
    has_extra=True,
)

VALUES_INPUT = TableSchema(
    name="indicator_values",
    row="one row per indicator, region and period",
    key=("indicator_id", "region_id", "period"),
    columns=(
        Column("indicator_id", "text", "The indicator."),
        Column("region_id", "text", "The region."),
        Column("period", "period", "Year; other periods are set apart."),
        Column("value", "number", "The value.", is_optional=True),
        Column("status", "category", "How the value came to be.", is_optional=True),
    ),
    has_extra=True,
)


def build_input(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Take the columns that linkage reads and check them.

    Parameters
    ----------
    frame : pandas.DataFrame
        A scores or values table, also somebody else's.
    schema : TableSchema
        `SCORES_INPUT` or `VALUES_INPUT`.

    Returns
    -------
    pandas.DataFrame
        The columns of the schema, sorted by key.

    Raises
    ------
    TableError
        If a column is absent, a value has the wrong kind, or a key occurs twice.
    """
    known = [name for name in schema.names if name in frame.columns]
    table = build_table(frame[known], schema)
    check_table(table, schema)
    return table


def convert_index_scores(index_scores: pd.DataFrame) -> pd.DataFrame:
    """Turn scores of composite indices into values that can be joined.

    Parameters
    ----------
    index_scores : pandas.DataFrame
        Index_scores table: index_id, region_id, period, score.

    Returns
    -------
    pandas.DataFrame
        Columns indicator_id (the index), region_id, period, value, status.

    Raises
    ------
    TableError
        If a column is absent or a key occurs twice.
    """
    names = {"index_id": "indicator_id", "score": "value"}
    kept = [
        name
        for name in ("index_id", "region_id", "period", "score")
        if name in index_scores.columns
    ]
    values = index_scores[kept].rename(columns=names)
    return build_input(values.assign(status="estimated"), VALUES_INPUT)
