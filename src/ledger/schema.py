"""What a table must look like: columns, kinds, units, bounds, key.

A schema is the meaning of a table beside the table: frames stay plain pandas
DataFrames. `build_table` makes a frame that fits, `check_table` says everything in
which a frame does not fit. The data dictionary is generated from the schemas.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import pandas as pd

from ledger.errors import TableError
from ledger.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Kind = Literal["text", "integer", "number", "boolean", "date", "period", "category"]

_DTYPES: dict[Kind, str] = {
    "text": "str",
    "category": "str",
    "date": "str",
    "period": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_PERIOD = re.compile(r"\d{4}(-(Q[1-4]|\d{2}))?(/\d{4}(-\d{2})?)?")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
        Column name.
    kind : {"text", "integer", "number", "boolean", "date", "period", "category"}
        Dates are ISO text ``YYYY-MM-DD``; periods are ISO 8601 text: ``2017``,
        ``2017-Q3``, ``2017-01/2017-09``, ``2012/2023``.
    meaning : str
        One sentence.
    unit : str, optional
        Unit of a number, ``share`` for shares in [0, 1].
    is_optional : bool
        Whether values may be missing.
    lower, upper : float, optional
        Inclusive bounds of a number.
    allowed : tuple of str
        The only values a category may take; empty means any.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str | None = None
    is_optional: bool = False
    lower: float | None = None
    upper: float | None = None
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSchema:
    """The contract of one table.

    Parameters
    ----------
    name : str
        Table name, as in ``results/tables``.
    row : str
        What one row is.
    key : tuple of str
        Columns that identify a row and give the canonical order; empty for lists
        whose order is their meaning.
    columns : tuple of Column
        The columns, in order.
    has_extra : bool
        Whether further columns (variables of the study) may follow.
    """

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    has_extra: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)


def build_table(
    rows: Sequence[Mapping[str, Any]] | pd.DataFrame, schema: TableSchema
) -> pd.DataFrame:
    """Make a frame that has a schema's columns, order, dtypes and sorting.

    Parameters
    ----------
    rows : sequence of mappings or DataFrame
        The data; optional columns that are absent become missing.
    schema : TableSchema
        The contract.

    Returns
    -------
    pandas.DataFrame
        A new frame, sorted by key, with a fresh index.

    Raises
    ------
    TableError
        If a required column is absent, a column is unknown, or a value is not of
        the column's kind.
    """
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(list(rows))
    if frame.empty and not len(frame.columns):
        frame = pd.DataFrame({name: [] for name in schema.names})
    problems = _find_column_problems(frame, schema)
    built: dict[str, pd.Series[Any]] = {}
    for column in schema.columns:
        if column.name in frame.columns:
            try:
                built[column.name] = _convert(frame[column.name], column.kind)
            except (TypeError, ValueError) as error:
                problems.append(_kind_problem(schema, column, str(error)))
        else:
            built[column.name] = pd.Series(
                [None] * len(frame), index=frame.index, dtype=_DTYPES[column.kind]
            )
    if problems:
        raise TableError(problems=problems)
    table = pd.DataFrame(built)
    if schema.has_extra:
        extra = [name for name in frame.columns if name not in built]
        table = pd.concat([table, frame[extra]], axis=1)
    if schema.key:
        table = table.sort_values(list(schema.key), kind="stable")
    return table.reset_index(drop=True)


def build_empty_table(schema: TableSchema) -> pd.DataFrame:
    """Make a table of a schema without rows."""
    return build_table([], schema)


def check_table(frame: pd.DataFrame, schema: TableSchema) -> None:
    """Raise if a frame does not keep its schema, naming everything that is wrong.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    schema : TableSchema
        The contract.

    Raises
    ------
    TableError
        With one problem for each column or key that is wrong.
    """
    problems = _find_column_problems(frame, schema, is_complete=True)
    for column in schema.columns:
        if column.name in frame.columns:
            problems += _find_value_problems(frame[column.name], column, schema)
    if schema.key and all(name in frame.columns for name in schema.key):
        problems += _find_key_problems(frame, schema)
    if problems:
        raise TableError(problems=problems)


def _convert(values: pd.Series[Any], kind: Kind) -> pd.Series[Any]:
    if kind == "integer":
        numbers = pd.to_numeric(values).astype("float64")
        if bool((numbers.dropna() % 1 != 0).any()):
            raise ValueError("some values are not whole numbers")
        return cast("pd.Series[Any]", numbers.astype("Int64"))
    if kind == "number":
        return cast("pd.Series[Any]", pd.to_numeric(values).astype("float64"))
    if kind == "boolean":
        return cast("pd.Series[Any]", values.astype("boolean"))
    if values.dtype != "str":
        values = values.where(values.notna(), None)
    return cast("pd.Series[Any]", values.astype("str"))


def _find_column_problems(
    frame: pd.DataFrame, schema: TableSchema, *, is_complete: bool = False
) -> list[Problem]:
    needed = [c.name for c in schema.columns if is_complete or not c.is_optional]
    absent = [name for name in needed if name not in frame.columns]
    unknown = [str(name) for name in frame.columns if name not in schema.names]
    problems = []
    if absent:
        problems.append(
            _problem(
                schema,
                code="missing-column",
                found=f"no column {', '.join(map(repr, absent))}",
                expected=f"Columns: {', '.join(schema.names)}",
                action="Add the column or rename the one that holds it",
            )
        )
    if unknown and not schema.has_extra:
        problems.append(
            _problem(
                schema,
                code="unknown-column",
                found=f"column {', '.join(map(repr, unknown[:_SHOWN]))}",
                expected=f"Columns: {', '.join(schema.names)}",
                action="Rename or remove it",
            )
        )
    return problems


def _find_value_problems(
    values: pd.Series[Any], column: Column, schema: TableSchema
) -> list[Problem]:
    checks = (
        _check_missing,
        _check_dtype,
        _check_bounds,
        _check_allowed,
        _check_format,
    )
    for check in checks:
        finding = check(values, column)
        if finding is not None:
            code, found, expected, action = finding
            return [
                _problem(
                    schema,
                    code=code,
                    column=column.name,
                    found=found,
                    expected=expected,
                    action=action,
                )
            ]
    return []


_Finding = tuple[str, str, str, str]


def _check_missing(values: pd.Series[Any], column: Column) -> _Finding | None:
    n_missing = int(values.isna().sum())
    if column.is_optional or not n_missing:
        return None
    rows = ", ".join(str(row) for row in np.flatnonzero(values.isna())[:_SHOWN])
    return (
        "missing-value",
        f"{n_missing} missing values (rows {rows})",
        "A value in each row",
        "Fill them at their source or leave the rows out with a reason",
    )


def _check_dtype(values: pd.Series[Any], column: Column) -> _Finding | None:
    wanted = _DTYPES[column.kind]
    if str(values.dtype) == wanted:
        return None
    return (
        "wrong-kind",
        f"dtype {values.dtype}",
        f"Kind {column.kind} (dtype {wanted})",
        "Make the table with build_table",
    )


def _check_bounds(values: pd.Series[Any], column: Column) -> _Finding | None:
    if column.kind not in ("number", "integer"):
        return None
    numbers = values.astype("float64")
    outside = pd.Series(data=False, index=numbers.index)
    if column.lower is not None:
        outside |= numbers < column.lower
    if column.upper is not None:
        outside |= numbers > column.upper
    if not bool(outside.any()):
        return None
    worst = max(numbers[outside].tolist(), key=abs)
    unit = f" {column.unit}" if column.unit else ""
    return (
        "out-of-bounds",
        f"{int(outside.sum())} values out of bounds (the farthest is {worst!r})",
        f"Between {column.lower} and {column.upper}{unit}",
        "Check the unit of the source",
    )


def _check_allowed(values: pd.Series[Any], column: Column) -> _Finding | None:
    if not column.allowed:
        return None
    strange = sorted(set(values.dropna().astype(str)) - set(column.allowed))
    if not strange:
        return None
    return (
        "unknown-value",
        f"{', '.join(map(repr, strange[:_SHOWN]))}",
        f"One of {', '.join(column.allowed)}",
        "Correct the value",
    )


def _check_format(values: pd.Series[Any], column: Column) -> _Finding | None:
    if column.kind not in ("date", "period"):
        return None
    pattern = _DATE if column.kind == "date" else _PERIOD
    wrong = [v for v in values.dropna().unique() if not pattern.fullmatch(str(v))]
    if not wrong:
        return None
    shape = "YYYY-MM-DD" if column.kind == "date" else "2017, 2017-Q3 or 2012/2023"
    return (
        "wrong-format",
        f"{', '.join(map(repr, wrong[:_SHOWN]))}",
        f"A {column.kind} written as {shape}",
        "Rewrite it",
    )


def _find_key_problems(frame: pd.DataFrame, schema: TableSchema) -> list[Problem]:
    doubled = frame.duplicated(list(schema.key), keep=False)
    if not bool(doubled.any()):
        return []
    sample = frame.loc[doubled, list(schema.key)].drop_duplicates().head(_SHOWN)
    keys = "; ".join(
        ", ".join(map(str, row)) for row in sample.itertuples(index=False, name=None)
    )
    return [
        _problem(
            schema,
            code="duplicate-key",
            found=f"{int(doubled.sum())} rows share a key ({keys})",
            expected=f"One row per {', '.join(schema.key)}",
            action="Keep one of them at the source",
        )
    ]


def _kind_problem(schema: TableSchema, column: Column, reason: str) -> Problem:
    return _problem(
        schema,
        code="wrong-kind",
        column=column.name,
        found=reason,
        expected=f"Values of kind {column.kind}",
        action="Correct the values at their source",
    )


def _problem(
    schema: TableSchema,
    *,
    code: str,
    found: str,
    expected: str,
    action: str,
    column: str | None = None,
) -> Problem:
    where = f"table '{schema.name}'"
    if column is not None:
        where += f", column '{column}'"
    return Problem(
        code=code,
        severity="error",
        where=where,
        found=found,
        expected=expected,
        action=action,
    )
