"""From values as read to values in the units of their indicators, with breaks marked.

The step between reading and the panel: amounts of other currencies by a table of rates,
thousands to millions, declared breaks. What cannot be brought to its unit is set apart
with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from indicators.breaks import mark_breaks
from indicators.currency import find_rate, is_other_currency, read_rates
from indicators.schemas import INDICATOR_VALUES
from indicators.units import compute_unit_factor, parse_unit
from ledger import (
    ACCOUNTS,
    LOSSES,
    InputError,
    Problem,
    build_empty_table,
    build_table,
    check_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.currency import Rate

_STEP = "harmonize"
_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmonizedData:
    """Values in the units of their indicators.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table.
    losses : pandas.DataFrame
        Losses table: values without a way to the unit, with the reason.
    accounts : pandas.DataFrame
        Accounts table: rows in = rows kept + rows set apart.
    problems : tuple of Problem
        Breaks, and what was set apart.
    """

    values: pd.DataFrame
    losses: pd.DataFrame
    accounts: pd.DataFrame
    problems: tuple[Problem, ...]


def harmonize_values(
    values: pd.DataFrame,
    *,
    indicators: pd.DataFrame,
    rates: pd.DataFrame | None = None,
    breaks: pd.DataFrame | None = None,
) -> HarmonizedData:
    """Bring values to the units of their indicators and mark breaks.

    Parameters
    ----------
    values : pandas.DataFrame
        Indicator_values table, as read.
    indicators : pandas.DataFrame
        Indicators table: the unit of each indicator.
    rates : pandas.DataFrame, optional
        Exchange_rates table. Amounts of another currency than the indicator's need a
        rate for their very period.
    breaks : pandas.DataFrame, optional
        Breaks table (see `mark_breaks`).

    Returns
    -------
    HarmonizedData
        Values, losses, accounts, problems.

    Raises
    ------
    InputError
        If values name an indicator that is not in the table, or a rate is not positive.
    TableError
        If a table is not of its schema.

    Notes
    -----
    value = value * rate * factor of the amounts. A converted amount of money has
    status ``estimated`` and names its rate in ``source_cell``: a year's mean rate is
    not the rate at which anything was sold. Thousands, millions, per 1,000 and per
    10,000 change no status.

    Examples
    --------
    The whole way from files to a panel with a ratio in it:

    >>> import pandas as pd
    >>> from atlas import read_registry
    >>> from indicators import (build_panel, compute_ratio, harmonize_values,
    ...                         read_indicator_file)
    >>> files = [read_indicator_file(f) for f in ("grp.xlsx", "people.xlsx")
    ...          ]  # doctest: +SKIP
    >>> described = pd.concat([f.indicators for f in files])  # doctest: +SKIP
    >>> data = harmonize_values(pd.concat([f.values for f in files]),
    ...                         indicators=described)  # doctest: +SKIP
    >>> panel = build_panel(data.values, registry=read_registry(), boundaries=2017,
    ...                     indicators=described)  # doctest: +SKIP
    >>> ratio = compute_ratio(panel.values, numerator="grp", denominator="people",
    ...                       indicator_id="per_head")  # doctest: +SKIP
    """
    check_table(values, INDICATOR_VALUES)
    wanted = dict(zip(indicators["indicator_id"], indicators["unit"], strict=True))
    unknown = sorted(set(values["indicator_id"]) - set(wanted))
    if unknown:
        raise InputError(
            f"table 'indicators': no row for {', '.join(unknown[:_SHOWN])}. Expected a "
            "row for each indicator of the values. Add it with its unit."
        )
    marked, problems = (values, ()) if breaks is None else mark_breaks(values, breaks)
    table = read_rates(rates)
    kept: list[dict[str, object]] = []
    lost: dict[tuple[str, str, str], int] = {}
    for row in marked.to_dict("records"):
        unit = str(wanted[row["indicator_id"]])
        converted = _convert(row, unit, table)
        if isinstance(converted, str):
            key = (str(row["indicator_id"]), str(row["period"]), converted)
            lost[key] = lost.get(key, 0) + 1
        else:
            kept.append(converted)
    return HarmonizedData(
        values=build_table(kept, INDICATOR_VALUES),
        losses=_build_losses(lost),
        accounts=_build_accounts(len(values), len(kept), lost),
        problems=(*problems, *_report(lost)),
    )


def _convert(
    row: Mapping[object, object],
    wanted: str,
    rates: Mapping[tuple[str, str, str], Rate],
) -> dict[str, object] | str:
    """Bring one value to a unit; the reason if it does not go."""
    unit, period = str(row["unit"]), str(row["period"])
    done = {str(key): content for key, content in row.items()}
    if unit == wanted:
        return done
    value, status, cell = row["value"], row["status"], str(row["source_cell"])
    if is_other_currency(unit, wanted):
        one, other = parse_unit(unit), parse_unit(wanted)
        rate = find_rate(rates, one, other, period)
        if rate is None:
            return f"no rate from {one.quantity} to {other.quantity} for its period"
        factor = rate.factor * one.factor / other.factor
        cell = f"{cell} {rate.source}"
        status = "estimated" if not pd.isna(value) else status  # type: ignore[call-overload]
    else:
        try:
            factor = compute_unit_factor(unit, to_unit=wanted)
        except InputError:
            return f"unit {unit} is not that of the indicator ({wanted})"
    number = value if pd.isna(value) else float(str(value)) * factor  # type: ignore[call-overload]
    return done | {
        "value": number,
        "unit": wanted,
        "status": status,
        "source_cell": cell,
    }


def _build_losses(lost: Mapping[tuple[str, str, str], int]) -> pd.DataFrame:
    rows = [
        {
            "step": _STEP,
            "table": "indicator_values",
            "key": f"{name}, {period}",
            "reason": reason,
            "n_rows": count,
        }
        for (name, period, reason), count in lost.items()
    ]
    return build_table(rows, LOSSES) if rows else build_empty_table(LOSSES)


def _build_accounts(
    n_in: int, n_out: int, lost: Mapping[tuple[str, str, str], int]
) -> pd.DataFrame:
    reasons = {"kept": n_out}
    for (_, _, reason), count in lost.items():
        reasons[reason] = reasons.get(reason, 0) + count
    return build_table(
        [
            {
                "step": _STEP,
                "reason": reason,
                "rows_in": n_in,
                "rows_out": n_out,
                "n_rows": count,
            }
            for reason, count in reasons.items()
        ],
        ACCOUNTS,
    )


def _report(lost: Mapping[tuple[str, str, str], int]) -> list[Problem]:
    grouped: dict[tuple[str, str], dict[str, int]] = {}
    for (name, period, reason), count in lost.items():
        grouped.setdefault((name, reason), {})[period] = count
    return [
        Problem(
            code="unit-not-converted",
            severity="warning",
            where=f"indicator {name}, {len(periods)} periods "
            f"({', '.join(sorted(periods)[:_SHOWN])})",
            found=f"{sum(periods.values())} values set apart: {reason}",
            expected="Values in the unit of the indicator, or a rate for their period",
            action="Give a table of rates, or correct the unit",
        )
        for (name, reason), periods in grouped.items()
    ]
