"""The report of a study: one HTML file in which every number leads to its evidence.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aimaq.report.build import build_report
    from aimaq.report.inputs import (
        CodeView,
        HypothesisView,
        IndexView,
        PictureView,
        ReportInputs,
        TrapResult,
    )

_HOME = {
    "CodeView": "inputs",
    "HypothesisView": "inputs",
    "IndexView": "inputs",
    "PictureView": "inputs",
    "ReportInputs": "inputs",
    "TrapResult": "inputs",
    "build_report": "build",
}

__all__ = [
    "CodeView",
    "HypothesisView",
    "IndexView",
    "PictureView",
    "ReportInputs",
    "TrapResult",
    "build_report",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
