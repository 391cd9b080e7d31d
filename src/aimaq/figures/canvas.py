"""The sheet a picture is drawn on: title above, source and n below, one style.

No global state of matplotlib is touched: a notebook's own settings stay as they are.
"""

from __future__ import annotations

import io
import re
import textwrap
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from markupsafe import escape

from aimaq.report.palette import INK, PAPER, STEPS
from ledger import InputError, write_bytes_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

GREY = "#7a828c"
LIGHT = "#d9dde2"
ACCENT = "#2373ab"
CONTRAST = "#b3541e"
ENDINGS = (".svg", ".png", ".pdf")
_DPI = 200
_LONG = 10_000.0
_N_COLORS = 48
_DARK = 0.2
_POINT = 4 / 3
# Letters of the caption to an inch.
_LETTERS = 15
_PAGE_STYLE = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)
_SIZE = re.compile(r'\bwidth="([\d.]+)pt" height="[\d.]+pt"')
_STYLE: Any = {
    "font.family": "sans-serif",
    # DejaVu comes with matplotlib and has every letter of Kazakh and Russian.
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9.0,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.titlesize": 9.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
    "hatch.color": "#b9c0c8",
    "svg.fonttype": "none",
    "svg.hashsalt": "aimaq",
    "path.simplify": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """The words around a picture.

    Parameters
    ----------
    title : str
        What is shown.
    unit : str
        Unit of the values.
    source : str
        Where the data come from.
    n : str
        What the values rest on, beside what the picture can count itself.
    note : str
        What else a reader must know.
    """

    title: str = ""
    unit: str = ""
    source: str = ""
    n: str = ""
    note: str = ""


@contextmanager
def use_style() -> Iterator[None]:
    """Draw in our style, and leave the caller's settings as they were."""
    import matplotlib as mpl

    with mpl.rc_context(_STYLE):
        yield


def build_sheet(
    width: float,
    height: float,
    caption: Caption,
    *,
    n: str,
    shape: tuple[int, int] = (1, 1),
    **options: Any,
) -> tuple[Figure, Any]:
    """Build a figure with its caption and its axes.

    Parameters
    ----------
    width, height : float
        Size of the drawing, in inches, without title and caption.
    caption : Caption
        The words around it.
    n : str
        What the picture rests on, such as ``20 regions, 2010-2023``.
    shape : tuple of int
        Rows and columns of axes.
    **options
        Those of `matplotlib.figure.Figure.subplots`.

    Returns
    -------
    tuple of (Figure, array of Axes)
        The axes have two dimensions, also where there is one only.
    """
    from matplotlib.figure import Figure

    below = _write_caption(caption, n, width=int(width * _LETTERS))
    n_lines = below.count("\n") + 1 if below else 0
    figure = Figure(
        figsize=(width, height + 0.35 + 0.17 * n_lines), layout="constrained"
    )
    axes = figure.subplots(*shape, squeeze=False, **options)
    if caption.title:
        figure.suptitle(
            caption.title, x=0.01, ha="left", fontsize=11, fontweight="bold"
        )
    if below:
        figure.supxlabel(below, x=0.01, ha="left", fontsize=7.5, color=GREY)
    return figure, axes


def _write_caption(caption: Caption, n: str, *, width: int) -> str:
    """Write what stands below: note, unit and n, source, broken to the width."""
    counted = "; ".join(filter(None, (caption.n, n)))
    facts = "; ".join(
        f"{label}: {words}"
        for label, words in (("Unit", caption.unit), ("n", counted))
        if words
    )
    source = f"Source: {caption.source}" if caption.source else ""
    return "\n".join(
        line
        for part in (*caption.note.split("\n"), facts, source)
        for line in textwrap.wrap(part, width)
    )


def write_figure(figure: Figure, path: Path) -> None:
    """Write a picture; the same picture gives the same bytes.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture.
    path : pathlib.Path
        A file that ends in .svg, .png or .pdf; it appears complete or not at all.

    Raises
    ------
    InputError
        If the ending is another.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise InputError(
            f"{path}: found the ending {ending!r}. Expected one of "
            f"{', '.join(ENDINGS)}. Choose one of them."
        )
    write_bytes_atomically(render_bytes(figure, ending[1:]), path)


def render_bytes(figure: Figure, kind: str) -> bytes:
    """Render a picture as SVG, PNG or PDF, without a time stamp."""
    # Each format names its time stamp otherwise.
    metadata: dict[str, dict[str, Any]] = {
        "svg": {"Date": None, "Creator": None},
        "png": {"Software": None},
        "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    }
    stream = io.BytesIO()
    with use_style():
        figure.savefig(stream, format=kind, dpi=_DPI, metadata=metadata[kind])
    return stream.getvalue()


def render_inline(figure: Figure) -> str:
    """Render a picture as SVG to stand inside a page of HTML.

    Returns
    -------
    str
        One ``svg`` element: it scales with the page, has the title of the picture for
        readers who hear it, and no style that would reach the page around it.
    """
    text = render_bytes(figure, "svg").decode()
    text = text[text.index("<svg") :]
    text = _METADATA.sub("", _PAGE_STYLE.sub("", text))
    title = figure.get_suptitle()
    size = _SIZE.search(text)
    width = float(size.group(1)) if size else 0.0
    text = _SIZE.sub("", text, count=1)
    opening = (
        f'<svg role="img" aria-label="{escape(title)}" class="picture" '
        f'style="max-width:{width * _POINT:.0f}px;stroke-linejoin:round"'
    )
    return opening + text.removeprefix("<svg").rstrip()


def check_columns(table: pd.DataFrame, needed: Sequence[str], figure: str) -> None:
    """Raise if a table lacks columns that a picture needs, or has no rows."""
    lost = [name for name in needed if name not in table]
    if lost:
        raise InputError(
            f"{figure}: found the columns {', '.join(map(str, table.columns))}. "
            f"Expected {', '.join(lost)} as well. Take a table that has them, or "
            "rename."
        )
    if table.empty:
        raise InputError(
            f"{figure}: found a table without rows. Expected something to draw. Look "
            "whether a selection left nothing."
        )


def build_color_map() -> Any:
    """Build the sequential scale of the report as a color map."""
    from matplotlib.colors import LinearSegmentedColormap

    # A color bar of fifty steps and more would be drawn as pixels.
    return LinearSegmentedColormap.from_list("aimaq", STEPS, N=_N_COLORS)


def hatch_background(axes: Axes) -> None:
    """Hatch what no value covers: missing is not zero."""
    axes.patch.set(facecolor="#ffffff", hatch="////", edgecolor="#b9c0c8")


def shorten_numbers(
    values: pd.Series[float], caption: Caption
) -> tuple[float, Caption]:
    """Choose what numbers are divided by, so that they fit; the caption says it.

    Parameters
    ----------
    values : pandas.Series
        All values of the picture.
    caption : Caption
        Its words.

    Returns
    -------
    tuple of (float, Caption)
        1, a thousand, a million or a billion, and the caption with the unit that is
        drawn.
    """
    numbers = values.astype("float64").to_numpy()
    largest = float(np.max(np.abs(numbers[np.isfinite(numbers)]), initial=0.0))
    if largest < _LONG:
        return 1.0, caption
    steps = (1e3, 1e6, 1e9)
    divisor = next((step for step in steps if largest / step < _LONG), steps[-1])
    unit = f"{divisor:,.0f} × {caption.unit}" if caption.unit else f"in {divisor:,.0f}"
    return divisor, replace(caption, unit=unit)


def choose_ink(color: Sequence[float]) -> str:
    """Choose dark or light text for a background (RGB from 0 to 1).

    The one with the higher contrast by the relative luminance of WCAG 2.1.
    """
    channels = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for part in color[:3]
    ]
    luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    return PAPER if luminance < _DARK else INK
