"""What stands behind a value of an indicator or an index: files, sheets and cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.explaining.sections import Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def explain_value(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> list[Section]:
    """Show values of an indicator with the cells they came from."""
    indicator_id = str(rows["indicator_id"].iloc[0])
    known = tables["indicators"].set_index("indicator_id")
    title = known.loc[indicator_id, "title"] if indicator_id in known.index else ""
    columns = ["region_id", "period", "value", "unit", "status", "source_cell"]
    return [
        Section(
            title=f"{indicator_id} / {rows['region_id'].iloc[0]}",
            text=str(title),
            table=rows[columns],
        )
    ]


def explain_index(
    rows: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> list[Section]:
    """Show scores of an index, and the values of its region and periods."""
    columns = ["region_id", "period", "score", "rank", "n_components", "coverage"]
    values = tables["indicator_values"]
    behind = values[
        (values["region_id"] == rows["region_id"].iloc[0])
        & values["period"].isin(set(rows["period"]))
    ]
    return [
        Section(
            title=f"{rows['index_id'].iloc[0]} / {rows['region_id'].iloc[0]}",
            table=rows[columns],
        ),
        Section(
            title="Values of the region in these periods",
            table=behind[
                ["indicator_id", "period", "value", "unit", "status", "source_cell"]
            ],
        ),
    ]
