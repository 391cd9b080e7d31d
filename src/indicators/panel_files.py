"""How does one get from files of statistics to a panel in one call?

For notebooks: read, then bring to constant boundaries. A study does the same in
separate steps, so that each leaves its accounts.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from atlas import read_registry
from indicators.harmonize import harmonize_values
from indicators.panel import build_panel
from indicators.reading.indicator_file import read_indicator_file
from ledger import ACCOUNTS, LOSSES, build_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atlas import RegionRegistry
    from indicators.panel import Panel


def read_panel(  # noqa: PLR0913 - each decides something else
    paths: Sequence[str | Path] | Mapping[str, str | Path],
    *,
    boundaries: int,
    registry: RegionRegistry | None = None,
    units: Mapping[str, str] | None = None,
    weights: Mapping[str, str] | None = None,
    split_by: Mapping[str, str] | None = None,
    shares: pd.DataFrame | None = None,
    rates: pd.DataFrame | None = None,
    breaks: pd.DataFrame | None = None,
) -> Panel:
    """Read files of statistics and bring their values to the regions of one year.

    Parameters
    ----------
    paths : sequence of paths, or mapping of str to path
        The files; a mapping names each indicator, else the file name does.
    boundaries : int
        Year of the target regions (valid on 31 December).
    registry : RegionRegistry, optional
        The regions; Kazakhstan by default.
    units : mapping of str to str, optional
        Unit of each indicator, where the file does not say it.
    weights, split_by : mapping of str to str, optional
        As in `build_panel`.
    shares : pandas.DataFrame, optional
        As in `build_panel`.
    rates, breaks : pandas.DataFrame, optional
        As in `harmonize_values`.

    Returns
    -------
    Panel
        As from `build_panel`; losses, accounts and problems of the steps before it
        come first.

    Raises
    ------
    InputError
        As from `read_indicator_file`, `harmonize_values` and `build_panel`.

    Examples
    --------
    Incomes at the regions of 2017, averaged with the people who live there:

    >>> from indicators import read_panel
    >>> panel = read_panel(  # doctest: +SKIP
    ...     {"income": "income.xlsx", "people": "population.xlsx"}, boundaries=2017,
    ...     units={"income": "KZT/month", "people": "persons"},
    ...     weights={"income": "people"})
    >>> panel.values, panel.losses, panel.problems  # doctest: +SKIP
    """
    named = (
        dict(paths)
        if hasattr(paths, "keys")
        else {Path(path).stem: path for path in paths}
    )
    registry = read_registry() if registry is None else registry
    units = units or {}
    read = [
        read_indicator_file(
            path, indicator_id=name, unit=units.get(name), registry=registry
        )
        for name, path in named.items()
    ]
    # The unit asked for is that of the indicator, whatever currency a file is in.
    described = pd.concat(
        [
            data.indicators.assign(unit=units[name])
            if name in units
            else data.indicators
            for name, data in zip(named, read, strict=True)
        ],
        ignore_index=True,
    )
    harmonized = harmonize_values(
        pd.concat([data.values for data in read], ignore_index=True),
        indicators=described,
        rates=rates,
        breaks=breaks,
    )
    panel = build_panel(
        harmonized.values,
        registry=registry,
        boundaries=boundaries,
        indicators=described,
        weights=weights,
        split_by=split_by,
        shares=shares,
    )
    problems = [problem for data in read for problem in data.problems]
    losses = [harmonized.losses, panel.losses]
    accounts = [harmonized.accounts, panel.accounts]
    return replace(
        panel,
        losses=build_table(pd.concat(losses, ignore_index=True), LOSSES),
        accounts=build_table(pd.concat(accounts, ignore_index=True), ACCOUNTS),
        problems=(*problems, *harmonized.problems, *panel.problems),
    )
