"""Tables that people bring: csv, Parquet, JSON lines, workbooks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ledger import InputError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

_OTHER_MARK = re.compile("[;\t]")


def read_frame(path: Path) -> pd.DataFrame:
    """Read a table of the user: csv, parquet, jsonl or xlsx."""
    import pandas as pd

    readers: dict[str, Any] = {
        ".csv": pd.read_csv,
        ".parquet": pd.read_parquet,
        ".jsonl": lambda file: pd.read_json(file, lines=True),
        ".xlsx": pd.read_excel,
    }
    if path.suffix not in readers:
        raise InputError(
            f"{path}: found the ending {path.suffix!r}. Expected one of "
            f"{', '.join(readers)}. Convert the table."
        )
    try:
        frame: pd.DataFrame = readers[path.suffix](path)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: found bytes that are not UTF-8. Expected a table in UTF-8. Save "
            'it so (in a spreadsheet: "CSV UTF-8").'
        ) from error
    except pd.errors.EmptyDataError as error:
        raise InputError(
            f"{path}: found no column. Expected a table whose first row names the "
            "columns. Give a file that holds one."
        ) from error
    except ValueError as error:
        raise InputError(
            f"{path}: {error}. Expected a table with a header. Repair the file."
        ) from error
    if len(frame.columns) == 1 and (match := _OTHER_MARK.search(frame.columns[0])):
        raise InputError(
            f"{path}: found columns parted by {match[0]!r}. Expected commas, and points "
            "in numbers. Save it so, or as .xlsx."
        )
    return frame
