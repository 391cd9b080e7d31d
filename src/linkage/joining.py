"""Join what is said about regions with how they live.

This module answers: which region and year have both, and what found no partner? It
drops no row without a line in the losses, and the number of rows closes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from ledger import (
    ACCOUNTS,
    LOSSES,
    InputError,
    MethodError,
    Problem,
    TableError,
    build_table,
)
from linkage.inputs import SCORES_INPUT, VALUES_INPUT, build_input
from linkage.schemas import LINKED

if TYPE_CHECKING:
    from collections.abc import Iterator

_STEP = "link"
_YEAR = r"\d{4}"
# ISO 3166-1 names a country by two letters, ISO 3166-2 a region by more.
_COUNTRY = re.compile(r"[A-Z]{2}")

KEPT = "kept"
NOT_A_YEAR = "period is not a year"
COUNTRY = "country, not a region"
NO_SCORE = "no score of this region and year"
NO_VALUE = "no indicator value of this region and year"
NO_ESTIMATE = "estimate is missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """Scores and indicator values side by side.

    Parameters
    ----------
    table : pandas.DataFrame
        Linked table: region_id, period and one column per variable. Keys that have
        only one side are kept, with the other side missing.
    losses : pandas.DataFrame
        Losses table, one row per variable, region and period without an estimate, a
        usable key or a partner.
    accounts : pandas.DataFrame
        Accounts table: the losses added up by reason; for each input the rows that
        found a partner (reason ``kept``) and all others sum to the rows it had.
    lag : int
        Years by which the indicator values were moved forward: a row of 2017 holds
        values of 2017 - lag.
    scores, values : tuple of str
        The variables that come from either table.
    """

    table: pd.DataFrame
    losses: pd.DataFrame
    accounts: pd.DataFrame
    lag: int
    scores: tuple[str, ...]
    values: tuple[str, ...]


def join_tables(scores: pd.DataFrame, values: pd.DataFrame, *, lag: int = 0) -> Linked:
    """Join scores with indicator values on region and year.

    Parameters
    ----------
    scores : pandas.DataFrame
        Scores table (measure_id, region_id, period, estimate; more is ignored).
    values : pandas.DataFrame
        Indicator_values table (indicator_id, region_id, period, value, status; more
        is ignored).
    lag : int
        1 puts the scores of a year beside the values of the year before.

    Returns
    -------
    Linked
        The wide table, what was left out, and the account.

    Raises
    ------
    TableError
        If an input lacks a column, repeats a key, or both use one name for a variable.
    InputError
        If the lag is negative.

    Notes
    -----
    The join is full and outer: a region and year that has only scores, or only values,
    stays in the table with the other side missing, and is listed. Set apart, and
    listed, are rows whose period is not a year, rows of a whole country (two letters),
    and missing estimates and values.
    """
    if lag < 0:
        raise InputError(
            f"lag: found {lag}. Expected 0 or more years. To let scores precede "
            "indicators, exchange outcome and exposure."
        )
    left = _sort_rows(
        build_input(scores, SCORES_INPUT).rename(
            columns={"measure_id": "variable", "estimate": "value"}
        ),
        lag=0,
    )
    right = _sort_rows(
        build_input(values, VALUES_INPUT).rename(columns={"indicator_id": "variable"}),
        lag=lag,
    )
    names = _list_variables(left), _list_variables(right)
    _check_names(*names)
    left = _mark_partners(left, right, NO_VALUE)
    right = _mark_partners(right, left, NO_SCORE)
    sides = {"scores": left, "indicator_values": right}
    return Linked(
        table=_spread(pd.concat([left, right]), (*names[0], *names[1])),
        losses=build_table(
            [row for name, rows in sides.items() for row in _list_losses(name, rows)],
            LOSSES,
        ),
        accounts=build_table(
            [row for name, rows in sides.items() for row in _list_account(name, rows)],
            ACCOUNTS,
        ),
        lag=lag,
        scores=names[0],
        values=names[1],
    )


def _sort_rows(rows: pd.DataFrame, *, lag: int) -> pd.DataFrame:
    """Say of each row whether it can be joined, and at which year."""
    is_year = rows["period"].str.fullmatch(_YEAR).fillna(value=False).astype(bool)
    is_country = rows["region_id"].str.fullmatch(_COUNTRY.pattern).astype(bool)
    is_missing = rows["value"].isna()
    year = pd.Series(rows["period"], dtype="str").where(is_year)
    reason = pd.Series(KEPT, index=rows.index, dtype="str")
    reason = reason.mask(is_missing, _describe_missing(rows))
    reason = reason.mask(is_country, COUNTRY)
    reason = reason.mask(~is_year, NOT_A_YEAR)
    return rows.assign(year=pd.to_numeric(year) + lag, reason=reason)


def _describe_missing(rows: pd.DataFrame) -> pd.Series[Any]:
    if "status" not in rows.columns:
        return pd.Series(NO_ESTIMATE, index=rows.index, dtype="str")
    status = rows["status"].fillna("no status").str.replace("_", " ")
    return "value is missing (" + status + ")"


def _list_variables(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(sorted(map(str, rows["variable"].unique())))


def _check_names(scores: tuple[str, ...], values: tuple[str, ...]) -> None:
    doubled = sorted(set(scores) & set(values))
    reserved = sorted({*scores, *values} & {"region_id", "period"})
    if not doubled and not reserved:
        return
    raise TableError(
        problems=[
            Problem(
                code="variable-name",
                severity="error",
                where="tables 'scores' and 'indicator_values'",
                found=f"variable {', '.join(map(repr, names))} {what}",
                expected="One name for one variable, other than region_id and period",
                action="Rename the variable",
            )
            for names, what in (
                (doubled, "in both tables"),
                (reserved, "with a reserved name"),
            )
            if names
        ]
    )


def _mark_partners(
    rows: pd.DataFrame, others: pd.DataFrame, reason: str
) -> pd.DataFrame:
    # Rows that only lack a partner stay in the table, so either side counts them.
    joined = others[others["reason"].isin([KEPT, NO_SCORE, NO_VALUE])]
    keys = pd.MultiIndex.from_frame(joined[["region_id", "year"]])
    own = pd.MultiIndex.from_frame(rows[["region_id", "year"]])
    is_alone = (rows["reason"] == KEPT).to_numpy() & ~own.isin(keys)
    return rows.assign(reason=rows["reason"].mask(is_alone, reason))


def _spread(rows: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    joined = rows[rows["reason"].isin([KEPT, NO_SCORE, NO_VALUE])]
    wide = (
        joined.assign(period=joined["year"].astype("int64").astype("str"))
        .pivot_table(
            index=["region_id", "period"],
            columns="variable",
            values="value",
            aggfunc="first",  # the key is unique, so nothing is chosen
        )
        .reindex(columns=list(names))
        .astype("float64")
        .reset_index()
    )
    wide.columns.name = None
    return build_table(wide, LINKED)


def _list_losses(table: str, rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    lost = rows[rows["reason"] != KEPT]
    columns = ["variable", "region_id", "period", "reason"]
    for variable, region_id, period, reason in lost[columns].itertuples(
        index=False, name=None
    ):
        yield {
            "step": _STEP,
            "table": table,
            "key": f"{variable}, {region_id}, {period}",
            "reason": reason,
            "n_rows": 1,
        }


def _list_account(table: str, rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    counts = rows["reason"].value_counts().to_dict()
    counts.setdefault(KEPT, 0)
    if sum(counts.values()) != len(rows):
        raise MethodError(
            f"link: found {sum(counts.values())} accounted rows of {len(rows)} in "
            f"'{table}'. Expected all of them. This is a defect: report it."
        )
    for reason, n_rows in counts.items():
        yield {
            "step": f"{_STEP} {table}",
            "reason": str(reason),
            "rows_in": len(rows),
            "rows_out": int(counts[KEPT]),
            "n_rows": int(n_rows),
        }
