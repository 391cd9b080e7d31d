"""Discourse joined to indicators: correlations, regressions, verdicts.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from linkage.association.power import compute_smallest_detectable
    from linkage.correlation import compute_correlation, estimate_correlation
    from linkage.estimators import fit_formula, fit_regression
    from linkage.inputs import SCORES_INPUT, VALUES_INPUT, convert_index_scores
    from linkage.joining import Linked, join_tables
    from linkage.multiplicity import adjust_primary, compute_holm
    from linkage.schemas import ESTIMATES, LINKED, SPECIFICATIONS, VERDICTS
    from linkage.specification import (
        Hypothesis,
        Specification,
        build_specifications,
        build_specifications_table,
    )
    from linkage.tabular import correlate_frame, regress_frame
    from linkage.verdicts import (
        Judgement,
        estimate_specification,
        judge_hypotheses,
        judge_hypothesis,
    )

_HOME: dict[str, str] = {
    "ESTIMATES": "schemas",
    "Hypothesis": "specification",
    "Judgement": "verdicts",
    "LINKED": "schemas",
    "Linked": "joining",
    "SCORES_INPUT": "inputs",
    "SPECIFICATIONS": "schemas",
    "Specification": "specification",
    "VALUES_INPUT": "inputs",
    "VERDICTS": "schemas",
    "adjust_primary": "multiplicity",
    "build_specifications": "specification",
    "build_specifications_table": "specification",
    "compute_correlation": "correlation",
    "compute_holm": "multiplicity",
    "compute_smallest_detectable": "association.power",
    "convert_index_scores": "inputs",
    "correlate_frame": "tabular",
    "estimate_correlation": "correlation",
    "estimate_specification": "verdicts",
    "fit_formula": "estimators",
    "fit_regression": "estimators",
    "join_tables": "joining",
    "judge_hypotheses": "verdicts",
    "judge_hypothesis": "verdicts",
    "regress_frame": "tabular",
}

__all__ = [
    "ESTIMATES",
    "LINKED",
    "SCORES_INPUT",
    "SPECIFICATIONS",
    "VALUES_INPUT",
    "VERDICTS",
    "Hypothesis",
    "Judgement",
    "Linked",
    "Specification",
    "adjust_primary",
    "build_specifications",
    "build_specifications_table",
    "compute_correlation",
    "compute_holm",
    "compute_smallest_detectable",
    "convert_index_scores",
    "correlate_frame",
    "estimate_correlation",
    "estimate_specification",
    "fit_formula",
    "fit_regression",
    "join_tables",
    "judge_hypotheses",
    "judge_hypothesis",
    "regress_frame",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
