"""Which categories come together? A square of categories by categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aimaq.figures.canvas import Caption, check_columns
from aimaq.figures.heatmap import render_heatmap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.figure import Figure


def render_overlap(
    overlap: pd.DataFrame,
    *,
    value: str = "jaccard",
    names: Mapping[str, str] | None = None,
    caption: Caption | None = None,
) -> Figure:
    """Render how far categories coincide.

    Parameters
    ----------
    overlap : pandas.DataFrame
        Category_overlap table (`discourse.summarize_overlap`).
    value : str
        Which measure: jaccard, phi, lift or n_both.
    names : mapping of str to str, optional
        What to write for a category.
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The square; each pair stands on both sides of the diagonal, which is hatched.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    check_columns(overlap, ("category_a", "category_b", value), "overlap")
    one = overlap[["category_a", "category_b", value]]
    categories = sorted({*one["category_a"], *one["category_b"]})
    other = one.rename(columns={"category_a": "category_b", "category_b": "category_a"})
    return render_heatmap(
        pd.concat([one, other[one.columns]], ignore_index=True),
        row="category_a",
        column="category_b",
        value=value,
        names={name: (names or {}).get(name, name) for name in categories},
        order="given",
        caption=caption,
    )
