"""Pictures of tables: for a paper, a slide, a notebook.

Every picture says its unit, its source and its n. They are drawn from the tables that
the commands write, so a picture can always be made again; the statistics are in
`discourse`, `indicators` and `linkage`.

Importing this package does no work: matplotlib is loaded when a picture is drawn.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimaq.figures.canvas import Caption, render_inline, write_figure
    from aimaq.figures.composition import render_composition
    from aimaq.figures.decomposition import render_decomposition
    from aimaq.figures.forest import render_forest
    from aimaq.figures.heatmap import render_heatmap
    from aimaq.figures.lorenz import render_lorenz
    from aimaq.figures.overlap import render_overlap
    from aimaq.figures.ranks import render_ranks
    from aimaq.figures.scree import render_scree
    from aimaq.figures.series import render_series
    from aimaq.figures.tile_map import render_tile_map
    from aimaq.figures.xray import locate_hits, render_xray

_HOME: dict[str, str] = {
    "Caption": "canvas",
    "locate_hits": "xray",
    "render_composition": "composition",
    "render_decomposition": "decomposition",
    "render_forest": "forest",
    "render_heatmap": "heatmap",
    "render_inline": "canvas",
    "render_lorenz": "lorenz",
    "render_overlap": "overlap",
    "render_ranks": "ranks",
    "render_scree": "scree",
    "render_series": "series",
    "render_tile_map": "tile_map",
    "render_xray": "xray",
    "write_figure": "canvas",
}

__all__ = [
    "Caption",
    "locate_hits",
    "render_composition",
    "render_decomposition",
    "render_forest",
    "render_heatmap",
    "render_inline",
    "render_lorenz",
    "render_overlap",
    "render_ranks",
    "render_scree",
    "render_series",
    "render_tile_map",
    "render_xray",
    "write_figure",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
