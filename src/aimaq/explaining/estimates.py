"""What stands behind a verdict: specifications, estimates, the rows that were linked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.explaining.sections import Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def explain_hypothesis(
    hypothesis_id: str, tables: Mapping[str, pd.DataFrame]
) -> list[Section]:
    """Show a verdict, its estimates, and the linked rows they were computed from."""
    verdict = tables["verdicts"].set_index("hypothesis_id").loc[hypothesis_id]
    specifications = tables["specifications"]
    own = specifications[specifications["hypothesis_id"] == hypothesis_id]
    estimates = tables["estimates"].merge(
        own[["specification_id"]], on="specification_id"
    )
    variables = list(dict.fromkeys([*own["outcome"], *own["exposure"]]))
    linked = tables["linked"][
        [
            "region_id",
            "period",
            *(name for name in variables if name in tables["linked"]),
        ]
    ]
    complete = linked.dropna()
    return [
        Section(
            title=f"{hypothesis_id}: {verdict['verdict']}", text=str(verdict["reason"])
        ),
        Section(
            title="Estimates",
            table=estimates[
                [
                    "specification_id",
                    "term",
                    "estimate",
                    "conf_low",
                    "conf_high",
                    "p_value",
                    "n_regions",
                    "n_observations",
                    "note",
                ]
            ],
        ),
        Section(
            title="Linked rows",
            text=(
                f"{len(complete)} of {len(linked)} region-periods have both variables. "
                "Explain any of them by VARIABLE/REGION/PERIOD."
            ),
            table=complete,
        ),
    ]
