"""How many principal components stand out from chance?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.figures.canvas import (
    ACCENT,
    CONTRAST,
    Caption,
    build_sheet,
    check_columns,
    use_style,
)

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def render_scree(
    eigenvalues: pd.DataFrame, *, caption: Caption | None = None
) -> Figure:
    """Render eigenvalues beside those of uncorrelated variables.

    Parameters
    ----------
    eigenvalues : pandas.DataFrame
        Factor_eigenvalues table (`indicators.fit_factors`).
    caption : Caption, optional
        The words around it.

    Returns
    -------
    matplotlib.figure.Figure
        The scree; filled where a component is kept.

    Raises
    ------
    InputError
        If a column is absent or the table empty.
    """
    needed = ("component", "eigenvalue", "chance_mean", "chance_upper", "is_retained")
    check_columns(eigenvalues, needed, "scree")
    table = eigenvalues.sort_values("component")
    kept = table[table["is_retained"].astype(bool)]
    with use_style():
        figure, axes = build_sheet(
            4.6, 3.0, caption or Caption(),
            n=f"{len(table)} variables, {len(kept)} components kept",
        )  # fmt: skip
        sheet = axes[0, 0]
        number = table["component"].astype("int64")
        sheet.plot(number, table["chance_mean"], ":", color=CONTRAST, label="by chance")
        sheet.plot(
            number, table["chance_upper"], "--", color=CONTRAST,
            label="by chance, 95 % quantile",
        )  # fmt: skip
        sheet.plot(
            number, table["eigenvalue"], "o-", color=ACCENT, markerfacecolor="#ffffff",
            label="observed",
        )  # fmt: skip
        sheet.plot(
            kept["component"].astype("int64"), kept["eigenvalue"], "o", color=ACCENT
        )
        sheet.set_xticks(number)
        sheet.set_xlabel("Component")
        sheet.set_ylabel("Eigenvalue")
        sheet.legend(frameon=False, fontsize=8)
    return figure
