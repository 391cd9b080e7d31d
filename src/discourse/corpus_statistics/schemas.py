"""Name the columns of the tables of corpus statistics.

The modules that fill the tables decide the values; this module only names them.
"""

from discourse.schemas import PASSAGE_LANGUAGES
from ledger import Column, TableSchema

_LANGUAGE = Column(
    "language",
    "category",
    "Language of the texts counted; all where languages were taken together.",
    allowed=(*PASSAGE_LANGUAGES, "all"),
)
_NOTE = Column(
    "note",
    "text",
    "Why a value or a bound is missing, or what to know about it.",
    is_optional=True,
)
_LEVEL = Column(
    "confidence_level",
    "number",
    "Level of the interval.",
    unit="share",
    is_optional=True,
    lower=0,
    upper=1,
)


def _count(name: str, meaning: str, unit: str) -> Column:
    return Column(name, "integer", meaning, unit=unit, lower=0)


def _number(name: str, meaning: str, unit: str | None = None) -> Column:
    return Column(name, "number", meaning, unit=unit, is_optional=True)


def _weighted(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, unit="tokens", lower=0)


KEYNESS = TableSchema(
    name="keyness",
    row="one row per language, term and measure of a comparison of two groups of texts",
    key=("language", "term", "measure"),
    columns=(
        _LANGUAGE,
        Column("term", "text", "Lemma or folded word form."),
        Column("measure", "category", "Which measure the value is of."),
        _weighted(
            "n_target",
            "Occurrences in the target; a fraction where passages belong to it in part.",
        ),
        _weighted("n_reference", "Occurrences in the reference."),
        _weighted("size_target", "All tokens of the target in this language."),
        _weighted("size_reference", "All tokens of the reference."),
        _count(
            "n_documents_target", "Documents that have it in the target.", "documents"
        ),
        _count(
            "n_documents_reference",
            "Documents that have it in the reference.",
            "documents",
        ),
        _number(
            "value",
            "The measure; positive (odds ratio: above 1) where the term is more "
            "frequent in the target.",
        ),
        _number("conf_low", "Lower bound, from drawing documents."),
        _number("conf_high", "Upper bound."),
        _LEVEL,
        _number("p_value", "p of no difference, from permuting documents."),
        _number(
            "p_adjusted", "p adjusted for the number of terms (false discoveries)."
        ),
        _number(
            "p_naive",
            "p that takes every word for an independent draw: too small, for comparison "
            "with other programs only.",
        ),
        _NOTE,
    ),
)

COLLOCATIONS = TableSchema(
    name="collocations",
    row="one row per language, collocation and measure",
    key=("language", "collocation", "measure"),
    columns=(
        _LANGUAGE,
        Column("collocation", "text", "The terms, in order, with blanks between."),
        Column("measure", "category", "Which measure the value is of."),
        _count("n", "Occurrences.", "occurrences"),
        _count("n_documents", "Documents that have it.", "documents"),
        _number("value", "The measure."),
    ),
)

COLLOCATES = TableSchema(
    name="collocates",
    row="one row per node, language, term near it and measure",
    key=("node", "language", "term", "measure"),
    columns=(
        Column("node", "text", "What the terms stand near: a region, a category."),
        _LANGUAGE,
        Column("term", "text", "Lemma or folded word form."),
        Column("measure", "category", "Which measure the value is of."),
        _count("n", "Occurrences of the term in the windows.", "tokens"),
        _count("n_total", "Occurrences of the term outside of nodes.", "tokens"),
        _count("n_nodes", "Occurrences of the node.", "occurrences"),
        _count("n_documents", "Documents with the term in a window.", "documents"),
        _number("value", "The measure."),
    ),
)

DISPERSION = TableSchema(
    name="dispersion",
    row="one row per language, term and measure",
    key=("language", "term", "measure"),
    columns=(
        _LANGUAGE,
        Column("term", "text", "Lemma or folded word form."),
        Column("measure", "category", "Which measure the value is of."),
        Column(
            "n",
            "number",
            "Occurrences; a fraction where passages belong to parts by weight.",
            unit="tokens",
            lower=0,
        ),
        _count("n_parts", "Parts of the corpus: documents, regions, years.", "parts"),
        _count("n_parts_with", "Parts that have the term.", "parts"),
        _number("value", "The measure."),
        _number("conf_low", "Lower bound, from drawing documents or leaving them out."),
        _number("conf_high", "Upper bound."),
        _LEVEL,
        _NOTE,
    ),
)

FREQUENCIES = TableSchema(
    name="frequencies",
    row="one row per language and term or n-gram",
    key=("language", "term"),
    columns=(
        _LANGUAGE,
        Column("term", "text", "The term, or the terms of an n-gram in order."),
        Column("size", "integer", "Number of terms in it.", lower=1),
        _count("n", "Occurrences.", "occurrences"),
        Column(
            "per_million",
            "number",
            "Occurrences per million tokens of the language.",
            lower=0,
        ),
        _count("n_documents", "Documents that have it.", "documents"),
        Column(
            "document_share",
            "number",
            "Share of the documents with text in the language that have it.",
            unit="share",
            lower=0,
            upper=1,
        ),
    ),
)

DIVERSITY = TableSchema(
    name="diversity",
    row="one row per document, language and measure",
    key=("document_id", "language", "measure"),
    columns=(
        Column("document_id", "text", "The document."),
        _LANGUAGE,
        Column("measure", "category", "Which measure the value is of."),
        _count("n_tokens", "Tokens.", "tokens"),
        _count("n_types", "Distinct terms.", "types"),
        _number("value", "The measure."),
        _NOTE,
    ),
)

TYPE_TOKEN_CURVE = TableSchema(
    name="type_token_curve",
    row="one row per language and length of text",
    key=("language", "n_tokens"),
    columns=(
        _LANGUAGE,
        _count("n_tokens", "Length of a text.", "tokens"),
        Column(
            "n_types",
            "number",
            "Distinct terms in so many tokens: observed, in the order of documents.",
            unit="types",
            lower=0,
        ),
        Column(
            "n_types_expected",
            "number",
            "Distinct terms expected in as many tokens drawn at random.",
            unit="types",
            lower=0,
        ),
    ),
)

READABILITY = TableSchema(
    name="readability",
    row="one row per document, language and measure",
    key=("document_id", "language", "measure"),
    columns=(
        Column("document_id", "text", "The document."),
        _LANGUAGE,
        Column("measure", "category", "Which measure the value is of."),
        _count("n_sentences", "Sentences.", "sentences"),
        _count("n_words", "Words; numbers are not words.", "words"),
        _count("n_syllables", "Syllables of the words.", "syllables"),
        _number("value", "The measure."),
        _NOTE,
    ),
)
