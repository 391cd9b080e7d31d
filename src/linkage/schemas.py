"""Name the columns of the tables of linkage."""

from ledger import Column, TableSchema

VERDICT_WORDS = ("supported", "contradicted", "inconclusive")
SAMPLES = ("between", "within", "pooled", "region-years")

LINKED = TableSchema(
    name="linked",
    row="one row per region and year, with one column per variable",
    key=("region_id", "period"),
    columns=(
        Column("region_id", "text", "The region."),
        Column("period", "period", "Year of the scores."),
    ),
    has_extra=True,
)

SPECIFICATIONS = TableSchema(
    name="specifications",
    row="one row per full, written choice of how to answer a question",
    key=("specification_id",),
    columns=(
        Column("specification_id", "text", "The choice in words."),
        Column(
            "hypothesis_id", "text", "The hypothesis it belongs to.", is_optional=True
        ),
        Column("outcome", "text", "Variable that is described."),
        Column("exposure", "text", "Variable it may go together with."),
        Column(
            "controls", "text", "Further variables, by semicolon.", is_optional=True
        ),
        Column(
            "sample",
            "category",
            "What is compared: means of regions, years within regions, or all rows.",
            allowed=SAMPLES,
        ),
        Column("estimator", "category", "pearson, spearman, kendall or ols."),
        Column("covariance", "category", "Kind of error.", is_optional=True),
        Column(
            "lag",
            "integer",
            "Years by which the exposure precedes the outcome.",
            unit="years",
        ),
        Column("weights", "text", "Weights of rows.", is_optional=True),
    ),
)

ESTIMATES = TableSchema(
    name="estimates",
    row="one row per specification and term",
    key=("specification_id", "term"),
    columns=(
        Column("specification_id", "text", "The specification."),
        Column("term", "text", "Variable the estimate belongs to."),
        Column("estimate", "number", "Correlation or coefficient.", is_optional=True),
        Column("standard_error", "number", "Its error.", is_optional=True, lower=0),
        Column("statistic", "number", "Test statistic.", is_optional=True),
        Column(
            "df", "number", "Degrees of freedom of the statistic.", is_optional=True
        ),
        Column(
            "p_value",
            "number",
            "Permutation p of a correlation, t test p of a coefficient.",
            unit="share",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column(
            "p_adjusted",
            "number",
            "Holm-adjusted p over the declared hypotheses; primary rows only.",
            unit="share",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column("conf_low", "number", "Lower bound.", is_optional=True),
        Column("conf_high", "number", "Upper bound.", is_optional=True),
        Column(
            "confidence_level",
            "number",
            "Level of the interval.",
            unit="share",
            lower=0,
            upper=1,
        ),
        Column(
            "n_observations",
            "integer",
            "Rows with every variable.",
            unit="region-years",
            lower=0,
        ),
        Column("n_regions", "integer", "Regions among them.", unit="regions", lower=0),
        Column("n_periods", "integer", "Years among them.", unit="years", lower=0),
        Column(
            "smallest_detectable",
            "number",
            "Smallest |r| found with 80 % power at this number of regions.",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column(
            "note",
            "text",
            "How the interval was made, or why there is no estimate.",
            is_optional=True,
        ),
    ),
)

VERDICTS = TableSchema(
    name="verdicts",
    row="one row per declared hypothesis",
    key=("hypothesis_id",),
    columns=(
        Column("hypothesis_id", "text", "The hypothesis."),
        Column(
            "verdict", "category", "What the data say of it.", allowed=VERDICT_WORDS
        ),
        Column(
            "share_of_specifications",
            "number",
            "Share of specifications whose estimate has the declared sign.",
            unit="share",
            is_optional=True,
            lower=0,
            upper=1,
        ),
        Column("reason", "text", "Why, in plain words."),
    ),
)
