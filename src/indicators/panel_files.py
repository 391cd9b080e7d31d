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
from indicators.panel import build_panel
from indicators.reading.indicator_file import read_indicator_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from atlas import RegionRegistry
    from indicators.panel import Panel


def read_panel(
    paths: Sequence[str | Path] | Mapping[str, str | Path],
    *,
    boundaries: int,
    registry: RegionRegistry | None = None,
    units: Mapping[str, str] | None = None,
    weights: Mapping[str, str] | None = None,
    split_by: Mapping[str, str] | None = None,
    shares: pd.DataFrame | None = None,
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

    Returns
    -------
    Panel
        As from `build_panel`; the problems of reading come first.

    Raises
    ------
    InputError
        As from `read_indicator_file` and `build_panel`.
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
    panel = build_panel(
        pd.concat([data.values for data in read], ignore_index=True),
        registry=registry,
        boundaries=boundaries,
        indicators=pd.concat([data.indicators for data in read], ignore_index=True),
        weights=weights,
        split_by=split_by,
        shares=shares,
    )
    problems = [problem for data in read for problem in data.problems]
    return replace(panel, problems=(*problems, *panel.problems))
