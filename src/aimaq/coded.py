"""Hand coding that people bring: tables, or lines with a mapping of codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pandas as pd

from aimaq.tables import read_frame
from discourse import ANNOTATIONS
from ledger import InputError, build_table

if TYPE_CHECKING:
    from pathlib import Path

_NEEDED = ("passage_id", "code_id", "value")
_CODER = "hand"


def read_coded(path: Path) -> pd.DataFrame:
    """Read hand coding of passages.

    Parameters
    ----------
    path : pathlib.Path
        A table with passage_id, code_id, value and, where they are known, coder_id
        and probability (with which the passage was drawn); rows without a value are
        not coded yet and are left out. Or lines ``{"id", "codes": {CODE: true or
        false}, "unsure"?: [CODE]}``; decisions marked unsure are left out.

    Returns
    -------
    pandas.DataFrame
        Annotations table, with a further column probability if the file has it.

    Raises
    ------
    InputError
        If columns are absent, a value is not between 0 and 1, or a line is broken.
    """
    frame = _read_lines(path) if path.suffix == ".jsonl" else _read_table(path)
    table = build_table(frame[list(ANNOTATIONS.names)], ANNOTATIONS)
    wrong = table[~table["value"].between(0, 1)]
    if len(wrong):
        first = wrong.iloc[0]
        raise InputError(
            f"{path.name}, passage {first['passage_id']!r}, code {first['code_id']!r}: "
            f"found the value {float(first['value']):g}. Expected 0 or 1, or a share "
            "between them. Correct the value."
        )
    if "probability" not in frame:
        return table
    keys = ["passage_id", "code_id", "coder_id"]
    return table.merge(frame[[*keys, "probability"]], on=keys, how="left", sort=False)


def _read_table(path: Path) -> pd.DataFrame:
    frame = read_frame(path)
    lost = [name for name in _NEEDED if name not in frame]
    if lost:
        raise InputError(
            f"{path.name}: found the columns {', '.join(map(str, frame.columns))}. "
            f"Expected {', '.join(lost)} as well. Rename or add them."
        )
    if "coder_id" not in frame:
        frame = frame.assign(coder_id=_CODER)
    frame = frame[frame["value"].notna()]
    return frame.astype({"passage_id": "str", "code_id": "str", "coder_id": "str"})


def _read_lines(path: Path) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
            rows += [
                {
                    "passage_id": str(one["id"]),
                    "code_id": code,
                    "coder_id": _CODER,
                    "value": float(value),
                }
                for code, value in one["codes"].items()
                if code not in one.get("unsure", ())
            ]
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise InputError(
                f"{path.name}, line {number}: found no hand coding ({error!r}). "
                'Expected {"id", "codes": {CODE: true or false}}. Correct the line.'
            ) from error
    return pd.DataFrame(rows, columns=list(ANNOTATIONS.names))
