"""One part of an explanation: a heading, a sentence, perhaps a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of an explanation.

    Parameters
    ----------
    title : str
        Heading.
    text : str
        A sentence or two.
    table : pandas.DataFrame, optional
        The rows behind it.
    """

    title: str
    text: str = ""
    table: pd.DataFrame | None = None
