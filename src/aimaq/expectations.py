"""What became of the traps that a study declares.

A study may carry a CSV of expectations about its own documents (columns trap_id, path,
title, expectation, check, surface, region_id, sense, status). Each is compared with the
tables of the run; the report shows what was expected and what was found.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from ledger import TableError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_COLUMNS = (
    "trap_id",
    "path",
    "title",
    "expectation",
    "check",
    "surface",
    "region_id",
    "sense",
    "status",
)
_PLACES = ("place", "government")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One expectation and what was found instead or as expected."""

    title: str
    path: str
    expectation: str
    outcome: str
    is_met: bool


def read_expectations(path: Path) -> pd.DataFrame:
    """Read the expectations of a study.

    Parameters
    ----------
    path : pathlib.Path
        The CSV.

    Returns
    -------
    pandas.DataFrame
        One row per expectation; empty cells are empty texts.

    Raises
    ------
    TableError
        If a column is missing or a check is unknown.
    """
    frame = pd.read_csv(path, dtype="str", keep_default_na=False)
    absent = [name for name in _COLUMNS if name not in frame.columns]
    if absent:
        raise TableError(
            f"{path.name}: found no column {', '.join(absent)}. Expected the columns "
            f"{', '.join(_COLUMNS)}. Add them."
        )
    unknown = sorted(set(frame["check"]) - set(_CHECKS))
    if unknown:
        raise TableError(
            f"{path.name}, column 'check': found {', '.join(map(repr, unknown))}. "
            f"Expected one of {', '.join(_CHECKS)}. Correct it."
        )
    return frame


def check_expectations(
    expectations: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> list[Finding]:
    """Compare each expectation with the tables of a run.

    Parameters
    ----------
    expectations : pandas.DataFrame
        As `read_expectations` gives them.
    tables : mapping of str to DataFrame
        documents, mentions and problems.

    Returns
    -------
    list of Finding
        In the order of the file.
    """
    findings = []
    for row in expectations.to_dict("records"):
        want = {str(key): str(value) for key, value in row.items()}
        outcome, is_met = _CHECKS[want["check"]](want, tables)
        findings.append(
            Finding(
                title=want["title"],
                path=want["path"],
                expectation=want["expectation"],
                outcome=outcome,
                is_met=is_met,
            )
        )
    return findings


def _select_documents(
    want: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    documents = tables["documents"]
    path = documents["path"]
    return documents[(path == want["path"]) | path.str.endswith(f"/{want['path']}")]


def _select_mentions(
    want: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    ids = set(_select_documents(want, tables)["document_id"])
    mentions = tables["mentions"]
    found = mentions[mentions["document_id"].isin(ids)]
    if not want["surface"]:
        return found
    stem = want["surface"].casefold()
    is_same = found["surface"].str.casefold().str.contains(stem, regex=False)
    return found[is_same]


def _check_mention(
    want: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> tuple[str, bool]:
    found = _select_mentions(want, tables)
    right = found
    for column in ("region_id", "sense", "status"):
        if want[column]:
            right = right[right[column] == want[column]]
    shown = right if len(right) else found
    return _describe_mentions(shown), bool(len(right))


def _check_no_place(
    want: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> tuple[str, bool]:
    found = _select_mentions(want, tables)
    if want["surface"]:
        # The bare word is the trap; inside a longer name it may well be a region.
        found = found[found["surface"].str.casefold() == want["surface"].casefold()]
    counted = found[found["sense"].isin(_PLACES) & (found["status"] != "unmatched")]
    shown = counted if len(counted) else found
    return _describe_mentions(shown), not len(counted)


def _check_document(
    want: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> tuple[str, bool]:
    found = _select_documents(want, tables)
    statuses = sorted(set(found["status"]))
    return (
        f"status {', '.join(statuses)}" if statuses else "not among the documents",
        statuses == [want["status"]],
    )


def _check_no_date(
    want: Mapping[str, str], tables: Mapping[str, pd.DataFrame]
) -> tuple[str, bool]:
    found = _select_documents(want, tables)
    problems = tables["problems"]
    is_listed = bool(
        (
            (problems["code"] == "no-date")
            & problems["where"].str.contains(want["path"], regex=False)
        ).any()
    )
    is_kept = bool(len(found)) and bool(found["year"].isna().all())
    outcome = "kept without a year" if is_kept else "not kept, or with a year"
    return (
        f"{outcome}, {'listed' if is_listed else 'not listed'}",
        is_kept and is_listed,
    )


def _describe_mentions(found: pd.DataFrame) -> str:
    if found.empty:
        return "no mention"
    listed = [
        f"{row['surface']}: "
        + ", ".join(
            str(row[name])
            for name in ("region_id", "sense", "status")
            if pd.notna(row[name])
        )
        for row in found.to_dict("records")
    ]
    return "; ".join(dict.fromkeys(listed))


_CHECKS = {
    "mention": _check_mention,
    "no-place": _check_no_place,
    "document": _check_document,
    "no-date": _check_no_date,
}
