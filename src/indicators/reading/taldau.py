"""JSON as the office's database Taldau gives it, and plain lists of records.

Taldau: a list of objects with ``terms`` (ids), ``termNames`` (labels, one of them a
region, the others what the value is broken down by) and ``periods``, a list of
``{"name", "date", "value"}``. Each value has a JSON pointer (RFC 6901) as its address.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from indicators.reading.grid import Grid
from ledger import TableError

if TYPE_CHECKING:
    from pathlib import Path

_LISTS = ("data", "value", "items", "results", "rows")
_MAX_BYTES = 150_000_000


def read_taldau(path: Path) -> Grid:
    """Read JSON of regional statistics into cells.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    Grid
        One row for each value: the labels, the period, the value; addresses are JSON
        pointers such as ``income.json#/3/periods/0/value``.

    Raises
    ------
    TableError
        If the file is not JSON of one of the two shapes.
    """
    if path.stat().st_size > _MAX_BYTES:
        raise TableError(
            f"{path.name}: {path.stat().st_size // 1_000_000} MB. Expected at most "
            f"{_MAX_BYTES // 1_000_000} MB of JSON. Divide the file."
        )
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise TableError(
            f"{path.name}: not JSON ({error}). Expected the JSON that Taldau gives. "
            "Save it again."
        ) from None
    items, pointer = _find_items(data)
    if not items:
        raise TableError(
            f"{path.name}: no list of objects found. Expected objects with 'termNames' "
            "and 'periods', or records with a region, a period and a value. Save the "
            "table as CSV."
        )
    if all("periods" in item and "termNames" in item for item in items):
        return _build_taldau(items, pointer, path.name)
    return _build_records(items, pointer, path.name)


def _find_items(data: Any) -> tuple[list[dict[str, Any]], str]:
    pointer = ""
    if isinstance(data, dict):
        key = next((k for k in _LISTS if isinstance(data.get(k), list)), None)
        if key is not None:
            data, pointer = data[key], f"/{key}"
        elif "periods" in data:
            data, pointer = [data], ""
    if not isinstance(data, list) or not all(isinstance(item, dict) for item in data):
        return [], ""
    return data, pointer


def _build_taldau(items: list[dict[str, Any]], pointer: str, file: str) -> Grid:
    n_terms = max((len(item["termNames"] or ()) for item in items), default=0)
    heads = [f"term {number + 1}" for number in range(n_terms)]
    rows: list[tuple[object, ...]] = [(*heads, "period", "date", "unit", "value")]
    pointers = [""]
    for number, item in enumerate(items):
        names = [*(item["termNames"] or ()), *([None] * n_terms)][:n_terms]
        unit = item.get("measureName") or item.get("unit")
        for place, period in enumerate(item["periods"] or ()):
            if not isinstance(period, dict):
                continue
            written = period.get("name")
            rows.append(
                (
                    *names,
                    written or period.get("date"),
                    period.get("date"),
                    unit,
                    period.get("value"),
                )
            )
            pointers.append(f"{pointer}/{number}/periods/{place}/value")
    return _make_grid(rows, file, lambda row, _: pointers[row])


def _build_records(items: list[dict[str, Any]], pointer: str, file: str) -> Grid:
    heads = list(dict.fromkeys(key for item in items for key in item))
    rows: list[tuple[object, ...]] = [tuple(heads)]
    for item in items:
        contents = (item.get(head) for head in heads)
        rows.append(tuple(None if isinstance(c, dict | list) else c for c in contents))

    def write(row: int, column: int) -> str:
        key = heads[column].replace("~", "~0").replace("/", "~1")
        return f"{pointer}/{row - 1}/{key}"

    return _make_grid(rows, file, write)


def _make_grid(rows: list[tuple[object, ...]], file: str, write: Any) -> Grid:
    return Grid(
        name="",
        file=file,
        rows=tuple(rows),
        lines=tuple(range(len(rows))),
        is_text=True,
        address=lambda row, column: f"{file}#{write(row, column)}",
    )
