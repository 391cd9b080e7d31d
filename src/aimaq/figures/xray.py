"""Where in the documents does a term occur? One line a document, one mark a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aimaq.figures.canvas import (
    ACCENT,
    LIGHT,
    Caption,
    build_sheet,
    check_columns,
    use_style,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_ROW = 0.2
_LABEL = 46


def locate_hits(passages: pd.DataFrame, hits: pd.DataFrame) -> pd.DataFrame:
    """Locate hits in their documents.

    Parameters
    ----------
    passages, hits : pandas.DataFrame
        The tables; of the hits passage_id and start are used.

    Returns
    -------
    pandas.DataFrame
        One row per hit: document_id, and position, the share of the document's text
        before it.
    """
    length = passages.groupby("document_id")["end"].max()
    placed = hits[["passage_id", "start"]].merge(
        passages[["passage_id", "document_id", "start"]].rename(
            columns={"start": "passage_start"}
        ),
        on="passage_id",
        how="inner",
        sort=False,
    )
    return pd.DataFrame(
        {
            "document_id": placed["document_id"],
            "position": (placed["passage_start"] + placed["start"])
            / placed["document_id"].map(length),
        }
    )


def render_xray(
    places: pd.DataFrame,
    *,
    part: str = "document_id",
    n_most: int = 40,
    caption: Caption | None = None,
) -> Figure:
    """Render where in each document a term or code occurs.

    Parameters
    ----------
    places : pandas.DataFrame
        One row per occurrence: the part (document, region, year) and position in
        [0, 1].
    part : str
        Column of the part.
    n_most : int
        Most lines; parts with most occurrences stay, and the caption counts the rest.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The lines, most occurrences first.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    check_columns(places, (part, "position"), "xray")
    counts = places[part].astype("str").value_counts()
    counts = counts.sort_index().sort_values(ascending=False, kind="stable")
    shown = counts.head(n_most)
    n = f"{len(places)} occurrences in {len(counts)} parts"
    if len(shown) < len(counts):
        n += f", {len(shown)} parts shown"
    with use_style():
        figure, axes = build_sheet(
            6.4, 0.6 + _ROW * max(len(shown), 2), caption or Caption(), n=n
        )
        sheet = axes[0, 0]
        for row, key in enumerate(shown.index):
            own = places.loc[places[part].astype("str") == key, "position"]
            sheet.hlines(row, 0, 1, color=LIGHT, linewidth=0.8, zorder=0)
            sheet.plot(own, [row] * len(own), "|", color=ACCENT, markersize=8)
        labels = [_shorten(f"{key} ({count})") for key, count in shown.items()]
        sheet.set_yticks(range(len(shown)), labels, fontsize=7)
        sheet.set_ylim(len(shown) - 0.4, -0.6)
        sheet.set_xlim(-0.01, 1.01)
        sheet.set_xticks([0, 1], ["beginning", "end"])
        sheet.tick_params(axis="y", length=0)
        sheet.spines["left"].set_visible(False)
    return figure


def _shorten(text: str) -> str:
    return text if len(text) <= _LABEL else f"…{text[-_LABEL + 1 :]}"
