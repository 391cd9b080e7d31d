"""Name the columns of the tables of discourse.

Every table that leaves this package is checked against one of these schemas. The
modules that fill the tables decide the values; this module only names them.
"""

from ledger import Column, TableSchema

LANGUAGES = ("ru", "kk", "en")
DOCUMENT_LANGUAGES = (*LANGUAGES, "mixed")
PASSAGE_LANGUAGES = (*LANGUAGES, "unknown")
DOCUMENT_STATUSES = (
    "read",
    "empty",
    "unreadable",
    "image_only",
    "encrypted",
    "unsupported",
    "duplicate_id",
)
MENTION_LEVELS = (
    "region",
    "city_of_republic",
    "city",
    "district",
    "village",
    "macro",
)
MENTION_SENSES = (
    "place",
    "government",
    "organisation",
    "person_or_other",
    "implied",
)
MENTION_STATUSES = ("matched", "ambiguous", "unmatched")
WEIGHT_BASES = ("mention", "document")

DOCUMENTS = TableSchema(
    name="documents",
    row="one row per document found, whether or not it could be read",
    key=("document_id",),
    columns=(
        Column(
            "document_id",
            "text",
            "Path inside the folder, or the id field of a row of csv or jsonl.",
        ),
        Column("title", "text", "Title as published.", is_optional=True),
        Column("date", "date", "Day of publication.", is_optional=True),
        Column(
            "year", "integer", "Year of publication.", unit="year", is_optional=True
        ),
        Column(
            "language",
            "category",
            "Language of the text; mixed when two languages each hold a tenth of it.",
            is_optional=True,
            allowed=DOCUMENT_LANGUAGES,
        ),
        Column(
            "genre", "text", "Kind of text, as the user named it.", is_optional=True
        ),
        Column("outlet", "text", "Who published the text.", is_optional=True),
        Column("path", "text", "File, relative to the folder that was read."),
        Column(
            "n_pages",
            "integer",
            "Pages, where the format has pages.",
            unit="pages",
            is_optional=True,
            lower=0,
        ),
        Column(
            "n_characters",
            "integer",
            "Code points of the stored text.",
            unit="characters",
            lower=0,
        ),
        Column(
            "text_sha256",
            "text",
            "Digest of the stored text (UTF-8); missing where nothing was read.",
            is_optional=True,
        ),
        Column(
            "status",
            "category",
            "What became of the document.",
            allowed=DOCUMENT_STATUSES,
        ),
    ),
)

PASSAGES = TableSchema(
    name="passages",
    row="one row per passage, the contiguous stretch of a document that is coded",
    key=("passage_id",),
    columns=(
        Column("passage_id", "text", "document_id, #, position with four digits."),
        Column("document_id", "text", "The document it is part of."),
        Column(
            "position", "integer", "Place in the document, counted from 1.", lower=1
        ),
        Column(
            "page",
            "integer",
            "Page it begins on, counted from 1.",
            is_optional=True,
            lower=1,
        ),
        Column(
            "start",
            "integer",
            "First code point in the stored text of the document.",
            unit="characters",
            lower=0,
        ),
        Column(
            "end",
            "integer",
            "Code point after the last.",
            unit="characters",
            lower=0,
        ),
        Column("date", "date", "Date of the document.", is_optional=True),
        Column("year", "integer", "Year of the document.", is_optional=True),
        Column(
            "language",
            "category",
            "Language of the passage.",
            allowed=PASSAGE_LANGUAGES,
        ),
        Column("text", "text", "The stored text from start to end."),
        Column("n_tokens", "integer", "Words and numbers.", unit="tokens", lower=0),
    ),
)

MENTIONS = TableSchema(
    name="mentions",
    row="one row per occurrence of a place name in a passage",
    key=("mention_id",),
    columns=(
        Column("mention_id", "text", "passage_id, @, start."),
        Column("passage_id", "text", "The passage it stands in."),
        Column("document_id", "text", "The document it stands in."),
        Column(
            "start",
            "integer",
            "First code point in the passage.",
            unit="characters",
            lower=0,
        ),
        Column(
            "end", "integer", "Code point after the last.", unit="characters", lower=0
        ),
        Column("surface", "text", "The name as written."),
        Column(
            "region_id",
            "text",
            "Region of the registry; missing where none or several fit.",
            is_optional=True,
        ),
        Column(
            "level",
            "category",
            "What kind of place is named; missing for persons.",
            is_optional=True,
            allowed=MENTION_LEVELS,
        ),
        Column(
            "sense",
            "category",
            "What the name stands for here.",
            allowed=MENTION_SENSES,
        ),
        Column(
            "status",
            "category",
            "Whether one region fits, several, or none.",
            allowed=MENTION_STATUSES,
        ),
        Column("rule", "text", "The rule that decided."),
        Column(
            "candidates",
            "text",
            "JSON list of [region_id, weight] where several fit, or the members of a "
            "macro-region; the weights sum to 1.",
            is_optional=True,
        ),
    ),
)

PASSAGE_REGIONS = TableSchema(
    name="passage_regions",
    row="one row per passage and region it is about",
    key=("passage_id", "region_id"),
    columns=(
        Column("passage_id", "text", "The passage."),
        Column("region_id", "text", "The region."),
        Column(
            "weight",
            "number",
            "Share of the passage; sums to 1 over the regions of a passage.",
            unit="share",
            lower=0,
            upper=1,
        ),
        Column(
            "basis",
            "category",
            "Whether the passage names the region or its document does.",
            allowed=WEIGHT_BASES,
        ),
    ),
)

HITS = TableSchema(
    name="hits",
    row="one row per match of a lexicon pattern in a passage",
    key=("hit_id",),
    columns=(
        Column("hit_id", "text", "passage_id, @, start, :, category."),
        Column("passage_id", "text", "The passage it stands in."),
        Column("category", "text", "Category of the lexicon."),
        Column("term", "text", "The lexicon's pattern that matched."),
        Column(
            "start",
            "integer",
            "First code point in the passage.",
            unit="characters",
            lower=0,
        ),
        Column(
            "end", "integer", "Code point after the last.", unit="characters", lower=0
        ),
        Column(
            "surface",
            "text",
            "The words of the text that fit the pattern's words; … stands for others "
            "between them.",
            is_optional=True,
        ),
        Column(
            "is_negated",
            "boolean",
            "The match does not count: a negation governs it, and its term does not "
            "ignore negations.",
        ),
        Column(
            "has_negation",
            "boolean",
            "A negation governs the match, whether or not its term ignores it.",
            is_optional=True,
        ),
        Column("weight", "number", "Weight of the pattern in its category."),
    ),
)

TOPICS = TableSchema(
    name="topics",
    row="one row per topic and rank of a term",
    key=("topic_id", "rank"),
    columns=(
        Column("topic_id", "text", "The topic."),
        Column("rank", "integer", "Place of the term, counted from 1.", lower=1),
        Column("term", "text", "The term."),
        Column(
            "probability",
            "number",
            "Weight of the term in the topic; a probability where the model has one.",
            unit="share",
            lower=0,
            upper=1,
        ),
    ),
)

TOPIC_SHARES = TableSchema(
    name="topic_shares",
    row="one row per passage and topic",
    key=("passage_id", "topic_id"),
    columns=(
        Column("passage_id", "text", "The passage."),
        Column("topic_id", "text", "The topic."),
        Column(
            "share",
            "number",
            "Share of the topic in the passage.",
            unit="share",
            lower=0,
            upper=1,
        ),
    ),
)

SCORES = TableSchema(
    name="scores",
    row="one row per measure, region and period",
    key=("measure_id", "region_id", "period"),
    columns=(
        Column("measure_id", "text", "The measure, such as prevalence:migration."),
        Column("region_id", "text", "The region."),
        Column("period", "period", "Year, or pooled years."),
        Column("estimate", "number", "The value.", is_optional=True),
        Column(
            "standard_error",
            "number",
            "Its standard error.",
            is_optional=True,
            lower=0,
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
            "n_passages",
            "integer",
            "Passages attributed to the region, whatever their weight.",
            unit="passages",
            lower=0,
        ),
        Column(
            "n_documents",
            "integer",
            "Documents these passages come from.",
            unit="documents",
            lower=0,
        ),
        Column("method", "text", "How the estimate and its error were made."),
    ),
)

ANNOTATIONS = TableSchema(
    name="annotations",
    row="one row per coder's judgement of one code on one passage",
    key=("passage_id", "code_id", "coder_id"),
    columns=(
        Column("passage_id", "text", "The passage."),
        Column("code_id", "text", "The code."),
        Column("coder_id", "text", "Who judged."),
        Column(
            "value", "number", "1 if the code holds, else 0.", unit="share",
            lower=0, upper=1,
        ),
    ),
)  # fmt: skip

ACCURACY = TableSchema(
    name="accuracy",
    row="one row per code, measured against hand coding",
    key=("code_id",),
    columns=(
        Column("code_id", "text", "The code."),
        Column("n_passages", "integer", "Passages coded by hand.", lower=0),
        Column("n_true_positive", "integer", "Hit, and rightly.", lower=0),
        Column("n_false_positive", "integer", "Hit, and wrongly.", lower=0),
        Column("n_false_negative", "integer", "No hit, and wrongly.", lower=0),
        Column("n_true_negative", "integer", "No hit, and rightly.", lower=0),
        *(
            Column(
                name, "number", meaning, unit="share", lower=0, upper=1,
                is_optional=True,
            )
            for measure, words in (
                ("precision", "of the passages hit, the share hit rightly"),
                ("recall", "of the passages that carry the code, the share hit"),
                ("specificity", "of the passages without the code, the share not hit"),
            )
            for name, meaning in (
                (measure, f"{words.capitalize()}."),
                (f"{measure}_low", f"Lower bound of {measure} (Wilson)."),
                (f"{measure}_high", f"Upper bound of {measure} (Wilson)."),
            )
        ),
        Column(
            "f1", "number", "Harmonic mean of precision and recall.", unit="share",
            lower=0, upper=1, is_optional=True,
        ),
        Column(
            "confidence_level", "number", "Level of the intervals.", unit="share",
            lower=0, upper=1,
        ),
    ),
)  # fmt: skip
