"""Parquet files: a table with a header, addressed as if it were a sheet."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from indicators.reading.grid import Grid
from ledger import TableError

if TYPE_CHECKING:
    from pathlib import Path

_MAX_ROWS = 5_000_000


def read_parquet(path: Path) -> Grid:
    """Read a Parquet file into cells.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Grid
        Names of columns in line 1, rows from line 2; columns have letters.

    Raises
    ------
    TableError
        If the file is damaged or has more than 5 million rows.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            n_rows = file.metadata.num_rows
            if n_rows > _MAX_ROWS:
                raise TableError(
                    f"{path.name}: {n_rows} rows. Expected at most {_MAX_ROWS}. Keep "
                    "the rows that are needed."
                )
            table = file.read()
    except (pa.ArrowException, OSError) as error:
        raise TableError(
            f"{path.name}: cannot be read as Parquet ({error}). Expected a Parquet "
            "file. Write it again."
        ) from None
    columns = [
        [_clean(item) for item in column.to_pylist()] for column in table.columns
    ]
    rows = [tuple(table.column_names), *zip(*columns, strict=True)]
    return Grid(
        name="",
        file=path.name,
        rows=tuple(rows),
        lines=tuple(range(1, len(rows) + 1)),
    )


def _clean(content: object) -> object:
    if isinstance(content, float) and math.isnan(content):
        return None
    if isinstance(content, bytes):
        return content.decode("utf-8", errors="replace")
    return content
