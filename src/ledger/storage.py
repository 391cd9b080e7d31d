"""Tables and texts on disk: complete files only, the same bytes for the same rows.

Every write goes to a temporary neighbor first and is renamed into place, so a reader
(or a run that was killed) never meets half a file.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ledger.errors import TableError
from ledger.problems import Problem
from ledger.schema import TableSchema, build_table, check_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BLOCK = 1 << 20


def write_table(frame: pd.DataFrame, schema: TableSchema, path: Path) -> None:
    """Check a table and write it as Parquet, atomically.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    schema : TableSchema
        Its contract.
    path : pathlib.Path
        Where to; parents are made.

    Raises
    ------
    TableError
        If the table does not keep its schema.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_table(frame, schema)
    # Without pandas' own metadata the bytes do not depend on the pandas version.
    arrow = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata()
    with _open_atomically(path) as temporary:
        pq.write_table(arrow, temporary, compression="zstd")


def read_table(path: Path, schema: TableSchema) -> pd.DataFrame:
    """Read a table that `write_table` wrote.

    Parameters
    ----------
    path : pathlib.Path
        The Parquet file.
    schema : TableSchema
        Its contract, which gives the dtypes.

    Returns
    -------
    pandas.DataFrame
        The table.

    Raises
    ------
    TableError
        If the file is damaged or does not keep the schema.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        frame = pq.read_table(path).to_pandas()
    except (pa.ArrowInvalid, OSError) as error:
        raise TableError(
            problems=[
                Problem(
                    code="damaged-table",
                    severity="error",
                    where=path.name,
                    found=str(error),
                    expected=f"The table '{schema.name}' as Parquet",
                    action="Delete the results folder and run the study again",
                )
            ]
        ) from error
    return build_table(frame, schema)


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table as CSV (UTF-8) that is safe to open in a spreadsheet, atomically.

    Text that a spreadsheet would take for a formula (it starts with ``=``, ``+``,
    ``-``, ``@``, tab or carriage return) gets a leading apostrophe.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.
    path : pathlib.Path
        Where to.
    """
    # Only columns that have such text are copied.
    safe = frame.copy(deep=False)
    for name in frame.columns:
        column = frame[name]
        if column.dtype == object or (
            column.dtype == "str" and column.str.startswith(_FORMULA_STARTS).any()
        ):
            safe[name] = column.map(_disarm, na_action="ignore")
    with _open_atomically(path) as temporary:
        safe.to_csv(temporary, index=False, encoding="utf-8", lineterminator="\n")


def write_text_atomically(text: str, path: Path) -> None:
    """Write a text file (UTF-8, newline as given), atomically."""
    write_bytes_atomically(text.encode(), path)


def write_bytes_atomically(content: bytes, path: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    with _open_atomically(path) as temporary:
        temporary.write_bytes(content)


def compute_file_digest(path: Path) -> str:
    """Compute the SHA-256 of a file's bytes, as hexadecimal text."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def compute_digest(value: Any) -> str:
    """Compute the SHA-256 of a JSON-like value, whatever the order of its keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _disarm(value: Any) -> Any:
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


@contextmanager
def _open_atomically(path: Path) -> Iterator[Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
