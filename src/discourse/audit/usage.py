"""Which terms of a lexicon never match, which carry its score, which are shared?

Counts only; whether the terms are right is `discourse.audit.precision`'s business, how
far they move the scores `discourse.audit.influence`'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from discourse.lexicons.counting import find_counted_hits
from discourse.lexicons.model import Lexicon
from ledger import Column, TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TERM_USAGE = TableSchema(
    name="term_usage",
    row="one row per category, language and term of a lexicon",
    key=("category", "language", "term"),
    columns=(
        Column("category", "text", "Category of the lexicon."),
        Column("language", "text", "Language of the term; empty for any."),
        Column("term", "text", "The pattern as written."),
        Column("n_hits", "integer", "Its matches, negated ones included.", lower=0),
        Column("n_negated", "integer", "Those that a negation governs.", lower=0),
        Column("n_passages", "integer", "Passages it codes.", lower=0),
        Column("n_documents", "integer", "Documents of these passages.", lower=0),
        Column(
            "n_sole_passages",
            "integer",
            "Passages that no other term of the category codes.",
            lower=0,
        ),
        Column(
            "share",
            "number",
            "Of the category's coded passages in the term's language, those it codes.",
            unit="share",
            lower=0,
            upper=1,
            is_optional=True,
        ),
        Column("other_categories", "text", "Categories that hold the same term."),
        Column(
            "role",
            "category",
            "What the term does: never matches, is negated only, codes nothing alone, "
            "adds some passages, or carries a quarter of the category and more alone.",
            allowed=("never", "negated", "redundant", "adds", "carries"),
        ),
    ),
)
_CARRIES = 0.25


def summarize_terms(
    passages: pd.DataFrame,
    hits: pd.DataFrame,
    *,
    lexicon: Lexicon | Sequence[Lexicon],
) -> pd.DataFrame:
    """Summarize what each term of a lexicon found.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table.
    hits : pandas.DataFrame
        Hits table of the lexicon over the passages.
    lexicon : Lexicon or sequence of Lexicon
        The lexicon.

    Returns
    -------
    pandas.DataFrame
        Term_usage table: every term of the lexicon, also those that never match.

    Notes
    -----
    A term carries its category where a quarter or more of the category's coded passages
    in its language are coded by it alone: if it is wrong, so is the score. Within a
    category the longest match wins, so a term may seldom match because a longer one
    takes its words.
    """
    lexicons = [lexicon] if isinstance(lexicon, Lexicon) else list(lexicon)
    listed = pd.DataFrame(
        [
            (category, pattern.language or "", pattern.text)
            for one in lexicons
            for category, pattern in one.list_patterns()
        ],
        columns=["category", "language", "term"],
        dtype="str",
    ).drop_duplicates()
    keys = ["category", "language", "term"]
    found = _place_hits(passages, hits, listed)
    coded = find_counted_hits(found)
    counts = found.groupby(keys).agg(
        n_hits=("hit_id", "size"), n_negated=("is_negated", "sum")
    )
    pairs = coded[[*keys, "passage_id", "document_id"]].drop_duplicates()
    n_terms = pairs.groupby(["category", "passage_id"])["term"].transform("nunique")
    pairs = pairs.assign(is_sole=n_terms == 1)
    counts = counts.join(
        pairs.groupby(keys).agg(
            n_passages=("passage_id", "nunique"),
            n_documents=("document_id", "nunique"),
            n_sole_passages=("is_sole", "sum"),
        )
    )
    base = pairs.groupby(["category", "language"])["passage_id"].nunique()
    table = listed.join(counts, on=keys).join(
        base.rename("base"), on=["category", "language"]
    )
    numbers = [column.name for column in TERM_USAGE.columns if column.kind == "integer"]
    table[numbers] = table[numbers].fillna(0).astype("int64")
    table["share"] = table["n_passages"] / table["base"]
    table["role"] = [_find_role(row) for row in table.to_dict("records")]
    holders = listed.groupby(["language", "term"])["category"].agg(set)
    table["other_categories"] = [
        ", ".join(sorted(holders[language, term] - {category}))
        for category, language, term in listed.itertuples(index=False)
    ]
    return build_table(table[list(TERM_USAGE.names)], TERM_USAGE)


def _place_hits(
    passages: pd.DataFrame, hits: pd.DataFrame, listed: pd.DataFrame
) -> pd.DataFrame:
    """Give each hit its document and the language under which its term is listed."""
    known = passages[["passage_id", "document_id", "language"]]
    placed = hits.merge(known, on="passage_id", how="left", sort=False)
    placed["is_negated"] = placed["is_negated"].astype(bool)
    tagged = set(listed.itertuples(index=False, name=None))
    # A passage of unknown language meets the terms of all; the first one listed
    # under the category and term takes the hit.
    first = (
        listed.drop_duplicates(["category", "term"])
        .set_index(["category", "term"])["language"]
        .to_dict()
    )
    languages = [
        language
        if (category, language, term) in tagged
        else first.get((category, term), "")
        for category, language, term in zip(
            placed["category"], placed["language"], placed["term"], strict=True
        )
    ]
    return placed.assign(
        category=placed["category"].astype("str"),
        language=pd.Series(languages, index=placed.index, dtype="str"),
    )


def _find_role(row: Mapping[Any, Any]) -> str:
    if not row["n_hits"]:
        return "never"
    if not row["n_passages"]:
        return "negated"
    if not row["n_sole_passages"]:
        return "redundant"
    return "carries" if row["n_sole_passages"] >= _CARRIES * row["base"] else "adds"
