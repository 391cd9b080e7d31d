"""Regional statistics: reading, harmonizing, panel, composite index.

Importing this package does no work: each public name is loaded from its module
when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from indicators.breaks import BREAKS
    from indicators.comparison.classes import (
        REGION_CLASSES,
        RegionClasses,
        classify_regions,
    )
    from indicators.comparison.convergence import (
        CONVERGENCE,
        ConvergenceData,
        estimate_convergence,
    )
    from indicators.comparison.leaders import (
        GROUP_COMPARISON,
        GROUP_MEMBERS,
        GroupComparison,
        compare_groups,
    )
    from indicators.composite.alternatives import IndexAlternatives
    from indicators.composite.definition import (
        IndexAggregation,
        IndexBase,
        IndexComponent,
        IndexDefinition,
        IndexImputation,
        IndexMean,
        IndexNormalization,
        IndexOutliers,
        IndexWeighting,
    )
    from indicators.composite.index import IndexData, compute_index
    from indicators.composite.schemas import (
        INDEX_CHOICES,
        INDEX_COMPONENTS,
        INDEX_IMPORTANCE,
        INDEX_IMPUTED,
        INDEX_OMISSIONS,
        INDEX_RANKS,
        INDEX_SENSITIVITY,
    )
    from indicators.composite.sensitivity import (
        IndexUncertainty,
        estimate_index_uncertainty,
    )
    from indicators.currency import EXCHANGE_RATES
    from indicators.deflation import deflate_values
    from indicators.factors.components import (
        FACTOR_ADEQUACY,
        FACTOR_EIGENVALUES,
        FACTOR_LOADINGS,
        FACTOR_SCORES,
        FactorData,
        fit_factors,
    )
    from indicators.harmonize import HarmonizedData, harmonize_values
    from indicators.inequality.table import (
        INEQUALITY,
        LORENZ_POINTS,
        InequalityData,
        build_lorenz_points,
        estimate_inequality,
    )
    from indicators.panel import Panel, build_panel
    from indicators.panel_files import read_panel
    from indicators.ratios import compute_ratio
    from indicators.reading.indicator_file import IndicatorData, read_indicator_file
    from indicators.schemas import (
        INDEX_SCORES,
        INDICATOR_VALUES,
        INDICATORS,
        READING_ROLES,
        SPLIT_SHARES,
    )
    from indicators.trends.table import TRENDS, TrendData, estimate_trends
    from indicators.units import Unit, compute_unit_factor, find_unit, parse_unit
    from indicators.validation.editions import compare_editions
    from indicators.validation.findings import VALUE_FINDINGS, summarize_findings
    from indicators.validation.values import validate_values

_HOME: dict[str, str] = {
    "BREAKS": "breaks",
    "CONVERGENCE": "comparison.convergence",
    "ConvergenceData": "comparison.convergence",
    "EXCHANGE_RATES": "currency",
    "FACTOR_ADEQUACY": "factors.components",
    "FACTOR_EIGENVALUES": "factors.components",
    "FACTOR_LOADINGS": "factors.components",
    "FACTOR_SCORES": "factors.components",
    "FactorData": "factors.components",
    "GROUP_COMPARISON": "comparison.leaders",
    "GROUP_MEMBERS": "comparison.leaders",
    "GroupComparison": "comparison.leaders",
    "HarmonizedData": "harmonize",
    "INDEX_CHOICES": "composite.schemas",
    "INDEX_COMPONENTS": "composite.schemas",
    "INDEX_IMPORTANCE": "composite.schemas",
    "INDEX_IMPUTED": "composite.schemas",
    "INDEX_OMISSIONS": "composite.schemas",
    "INDEX_RANKS": "composite.schemas",
    "INDEX_SCORES": "schemas",
    "INDEX_SENSITIVITY": "composite.schemas",
    "INDICATORS": "schemas",
    "INDICATOR_VALUES": "schemas",
    "INEQUALITY": "inequality.table",
    "IndexAggregation": "composite.definition",
    "IndexAlternatives": "composite.alternatives",
    "IndexBase": "composite.definition",
    "IndexComponent": "composite.definition",
    "IndexData": "composite.index",
    "IndexDefinition": "composite.definition",
    "IndexImputation": "composite.definition",
    "IndexMean": "composite.definition",
    "IndexNormalization": "composite.definition",
    "IndexOutliers": "composite.definition",
    "IndexUncertainty": "composite.sensitivity",
    "IndexWeighting": "composite.definition",
    "IndicatorData": "reading.indicator_file",
    "InequalityData": "inequality.table",
    "LORENZ_POINTS": "inequality.table",
    "Panel": "panel",
    "READING_ROLES": "schemas",
    "REGION_CLASSES": "comparison.classes",
    "RegionClasses": "comparison.classes",
    "SPLIT_SHARES": "schemas",
    "TRENDS": "trends.table",
    "TrendData": "trends.table",
    "Unit": "units",
    "VALUE_FINDINGS": "validation.findings",
    "build_lorenz_points": "inequality.table",
    "build_panel": "panel",
    "classify_regions": "comparison.classes",
    "compare_editions": "validation.editions",
    "compare_groups": "comparison.leaders",
    "compute_index": "composite.index",
    "compute_ratio": "ratios",
    "compute_unit_factor": "units",
    "deflate_values": "deflation",
    "estimate_convergence": "comparison.convergence",
    "estimate_index_uncertainty": "composite.sensitivity",
    "estimate_inequality": "inequality.table",
    "estimate_trends": "trends.table",
    "find_unit": "units",
    "fit_factors": "factors.components",
    "harmonize_values": "harmonize",
    "parse_unit": "units",
    "read_indicator_file": "reading.indicator_file",
    "read_panel": "panel_files",
    "summarize_findings": "validation.findings",
    "validate_values": "validation.values",
}

__all__ = [
    "BREAKS",
    "CONVERGENCE",
    "EXCHANGE_RATES",
    "FACTOR_ADEQUACY",
    "FACTOR_EIGENVALUES",
    "FACTOR_LOADINGS",
    "FACTOR_SCORES",
    "GROUP_COMPARISON",
    "GROUP_MEMBERS",
    "INDEX_CHOICES",
    "INDEX_COMPONENTS",
    "INDEX_IMPORTANCE",
    "INDEX_IMPUTED",
    "INDEX_OMISSIONS",
    "INDEX_RANKS",
    "INDEX_SCORES",
    "INDEX_SENSITIVITY",
    "INDICATORS",
    "INDICATOR_VALUES",
    "INEQUALITY",
    "LORENZ_POINTS",
    "READING_ROLES",
    "REGION_CLASSES",
    "SPLIT_SHARES",
    "TRENDS",
    "VALUE_FINDINGS",
    "ConvergenceData",
    "FactorData",
    "GroupComparison",
    "HarmonizedData",
    "IndexAggregation",
    "IndexAlternatives",
    "IndexBase",
    "IndexComponent",
    "IndexData",
    "IndexDefinition",
    "IndexImputation",
    "IndexMean",
    "IndexNormalization",
    "IndexOutliers",
    "IndexUncertainty",
    "IndexWeighting",
    "IndicatorData",
    "InequalityData",
    "Panel",
    "RegionClasses",
    "TrendData",
    "Unit",
    "build_lorenz_points",
    "build_panel",
    "classify_regions",
    "compare_editions",
    "compare_groups",
    "compute_index",
    "compute_ratio",
    "compute_unit_factor",
    "deflate_values",
    "estimate_convergence",
    "estimate_index_uncertainty",
    "estimate_inequality",
    "estimate_trends",
    "find_unit",
    "fit_factors",
    "harmonize_values",
    "parse_unit",
    "read_indicator_file",
    "read_panel",
    "summarize_findings",
    "validate_values",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
