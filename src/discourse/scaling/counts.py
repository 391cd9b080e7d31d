"""How often does each term occur in what is compared?

What is compared may be documents, regions, years, or regions in years: a table says
how much of each passage belongs to which unit. Only one language is counted at a time,
since a scale over two languages would find the languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import sparse

from discourse.topics.terms import Unit, build_term_matrix
from ledger import Column, InputError, TableSchema, check_choice

if TYPE_CHECKING:
    import pandas as pd

ScaleLanguage = Literal["ru", "kk", "en"]

_POSITION = (
    Column("position", "number", "Place on the scale.", is_optional=True),
    Column(
        "standard_error", "number", "Its standard error.", is_optional=True, lower=0
    ),
    Column("conf_low", "number", "Lower bound.", is_optional=True),
    Column("conf_high", "number", "Upper bound.", is_optional=True),
)
SCALE_UNITS = TableSchema(
    name="scale_units",
    row="one row per unit that was placed on a scale",
    key=("unit_id",),
    columns=(
        Column("unit_id", "text", "Document, region or whatever was compared."),
        *_POSITION,
        Column(
            "confidence_level", "number", "Level of the interval.", unit="share",
            lower=0, upper=1,
        ),
        Column(
            "n_tokens", "number", "Tokens the position rests on, by weight.",
            unit="tokens", lower=0,
        ),
        Column("method", "text", "How it was placed, or why not."),
    ),
)  # fmt: skip
SCALE_TERMS = TableSchema(
    name="scale_terms",
    row="one row per term of a scale",
    key=("term",),
    columns=(
        Column("term", "text", "The term."),
        Column("weight", "number", "How far it pulls, and to which end."),
        Column(
            "n_tokens", "number", "Its tokens in what was learned from.",
            unit="tokens", lower=0,
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TermCounts:
    """How often each term occurs in each unit.

    Parameters
    ----------
    unit_ids : tuple of str
        What is compared, sorted.
    terms : tuple of str
        The terms, sorted.
    counts : scipy.sparse.csr_array
        Weighted counts, shape (n_units, n_terms).
    """

    unit_ids: tuple[str, ...]
    terms: tuple[str, ...]
    counts: Any


def count_terms(
    passages: pd.DataFrame,
    units: pd.DataFrame,
    *,
    language: ScaleLanguage,
    unit: Unit = "lemma",
    min_passages: int = 3,
) -> TermCounts:
    """Count the terms of one language in documents, regions or other units.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; those of other languages are not counted.
    units : pandas.DataFrame
        What the passages belong to: passage_id, unit_id, weight (such as a
        passage_regions table with region_id renamed, or one row of weight 1 for the
        document of each passage).
    language : {"ru", "kk", "en"}
        The language counted.
    unit : {"lemma", "form"}
        Whether a term is a dictionary form or a word form.
    min_passages : int
        A term of fewer passages is left out.

    Returns
    -------
    TermCounts
        Units with at least one passage of the language, and their counts. Stop
        words, numbers and web addresses are not terms.

    Raises
    ------
    InputError
        If no passage of the language belongs to a unit.
    """
    check_choice(language, ScaleLanguage, "language")
    own = passages[passages["language"] == language]
    kept = units[units["passage_id"].isin(own["passage_id"]) & (units["weight"] > 0)]
    if kept.empty:
        raise InputError(
            f"passages: found none in {language!r} that belongs to a unit. Expected "
            "passages of the language that is compared. Choose another language."
        )
    matrix = build_term_matrix(
        own[own["passage_id"].isin(kept["passage_id"])],
        unit=unit,
        min_passages=min_passages,
        max_share=1.0,
    )
    names, row = np.unique(kept["unit_id"].astype("str"), return_inverse=True)
    place = {name: number for number, name in enumerate(matrix.passage_ids)}
    column = kept["passage_id"].map(place)
    is_full = column.notna().to_numpy()
    belongs = sparse.csr_array(
        (
            kept["weight"].to_numpy("float64")[is_full],
            (row[is_full], column[is_full].to_numpy("int64")),
        ),
        shape=(len(names), len(matrix.passage_ids)),
    )
    return TermCounts(
        unit_ids=tuple(names.tolist()),
        terms=matrix.terms,
        counts=sparse.csr_array(belongs @ matrix.counts),
    )
