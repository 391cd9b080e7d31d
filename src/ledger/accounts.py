"""The two tables that let no row vanish: accounts of steps and losses of joins."""

from __future__ import annotations

from ledger.schema import Column, TableSchema

ACCOUNTS = TableSchema(
    name="accounts",
    row="one step and reason: how many rows went in, came out, and were set apart",
    key=("step", "reason"),
    columns=(
        Column("step", "category", "step of the study"),
        Column("reason", "text", "why rows were set apart; 'kept' for those that stay"),
        Column("rows_in", "integer", "rows the step was given", lower=0),
        Column("rows_out", "integer", "rows the step passed on", lower=0),
        Column("n_rows", "integer", "rows this reason concerns", lower=0),
    ),
)

LOSSES = TableSchema(
    name="losses",
    row="one key of one table that a step set apart, with the reason",
    key=("step", "table", "key", "reason"),
    columns=(
        Column("step", "category", "step of the study"),
        Column("table", "category", "table the rows were in"),
        Column("key", "text", "which rows: their key, or what they share"),
        Column("reason", "text", "why they are not in the result"),
        Column("n_rows", "integer", "how many rows", lower=1),
    ),
)
