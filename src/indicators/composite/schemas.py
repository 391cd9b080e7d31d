"""What the tables of a composite index look like, beside its scores."""

from __future__ import annotations

from ledger import Column, TableSchema

_KEY = (
    Column("index_id", "text", "index"),
    Column("region_id", "text", "region"),
    Column("period", "period", "period"),
)

INDEX_COMPONENTS = TableSchema(
    name="index_components",
    row="one component or dimension of an index for one region and period",
    key=("index_id", "region_id", "period", "tier", "component"),
    columns=(
        *_KEY,
        Column("tier", "category", "tier", allowed=("component", "dimension")),
        Column("component", "text", "indicator, or dimension"),
        Column("parent", "text", "what it is part of: a dimension or the index"),
        Column("value", "number", "normalized value, or score", is_optional=True),
        Column(
            "weight", "number", "share of the weight in its parent", is_optional=True
        ),
        Column(
            "index_weight",
            "number",
            "share of the weight in the index",
            is_optional=True,
        ),
        Column(
            "contribution",
            "number",
            "part of the parent's score: contributions add up to the score (arithmetic "
            "mean), its logarithm (geometric) or its reciprocal (harmonic); none for "
            "copeland",
            is_optional=True,
        ),
        Column("is_imputed", "boolean", "whether a missing value was filled"),
    ),
)

INDEX_IMPUTED = TableSchema(
    name="index_imputed",
    row="one value that was missing and filled",
    key=("index_id", "component", "region_id", "period"),
    columns=(
        *_KEY,
        Column("component", "text", "indicator"),
        Column("value", "number", "the value that stands for it, in its unit"),
        Column("method", "category", "how it was found"),
        Column("basis", "text", "what it is made of"),
    ),
)

INDEX_CHOICES = TableSchema(
    name="index_choices",
    row="one choice behind an index",
    key=("index_id", "choice", "subject"),
    columns=(
        Column("index_id", "text", "index"),
        Column("choice", "category", "what was chosen"),
        Column("subject", "text", "for what: the index, a dimension or a component"),
        Column("setting", "text", "the choice"),
        Column("detail", "text", "what it led to", is_optional=True),
    ),
)

INDEX_IMPORTANCE = TableSchema(
    name="index_importance",
    row="one component's hold on the scores",
    key=("index_id", "component"),
    columns=(
        Column("index_id", "text", "index"),
        Column("component", "text", "indicator"),
        Column(
            "weight", "number", "share of the weight", unit="share", is_optional=True
        ),
        Column(
            "correlation",
            "number",
            "Pearson correlation of normalized component and score over all scored "
            "regions and periods",
            is_optional=True,
            lower=-1,
            upper=1,
        ),
        Column(
            "importance",
            "number",
            "squared correlation over the sum of all components': what the weight comes "
            "to (Paruolo, Saisana & Saltelli 2013, linear)",
            unit="share",
            is_optional=True,
            lower=0,
            upper=1,
        ),
    ),
)

INDEX_RANKS = TableSchema(
    name="index_ranks",
    row="one region's rank in one period over the draws of an uncertainty analysis",
    key=("index_id", "region_id", "period"),
    columns=(
        *_KEY,
        Column(
            "rank", "number", "rank as the index is defined", is_optional=True, lower=1
        ),
        Column("rank_median", "number", "median over draws", is_optional=True, lower=1),
        Column(
            "rank_low", "number", "lower quantile over draws", is_optional=True, lower=1
        ),
        Column(
            "rank_high",
            "number",
            "upper quantile over draws",
            is_optional=True,
            lower=1,
        ),
        Column(
            "score_low", "number", "lower quantile; only on one scale", is_optional=True
        ),
        Column(
            "score_high",
            "number",
            "upper quantile; only on one scale",
            is_optional=True,
        ),
        Column("interval_level", "number", "share of draws inside", unit="share"),
        Column("n_draws", "integer", "draws with a score", lower=0),
    ),
)

INDEX_SENSITIVITY = TableSchema(
    name="index_sensitivity",
    row="one choice's share in the spread of one output over the draws",
    key=("index_id", "output", "region_id", "period", "factor"),
    columns=(
        Column("index_id", "text", "index"),
        Column(
            "output",
            "category",
            "rank of a region, or mean_shift: mean absolute difference of all ranks from "
            "the index as defined",
            allowed=("rank", "mean_shift"),
        ),
        Column("region_id", "text", "region, of a rank", is_optional=True),
        Column("period", "period", "period"),
        Column("factor", "category", "the uncertain choice"),
        Column(
            "first_order",
            "number",
            "share of the variance from this choice alone",
            is_optional=True,
        ),
        Column(
            "total",
            "number",
            "share with all its interactions",
            is_optional=True,
        ),
        Column("first_low", "number", "lower bound of first_order", is_optional=True),
        Column("first_high", "number", "upper bound of first_order", is_optional=True),
        Column("total_low", "number", "lower bound of total", is_optional=True),
        Column("total_high", "number", "upper bound of total", is_optional=True),
        Column(
            "n_draws", "integer", "base draws; each is evaluated once per factor + 2"
        ),
    ),
)

INDEX_OMISSIONS = TableSchema(
    name="index_omissions",
    row="one region's rank in one period when one component is left out",
    key=("index_id", "component", "region_id", "period"),
    columns=(
        *_KEY,
        Column("component", "text", "indicator that is left out"),
        Column("rank", "number", "rank as defined", is_optional=True, lower=1),
        Column("rank_without", "number", "rank without it", is_optional=True, lower=1),
        Column("score_without", "number", "score without it", is_optional=True),
    ),
)
