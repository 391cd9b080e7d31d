"""How is it said? Matches with the words around them, one below the other.

A concordance (key word in context, KWIC) shows each match between the words before
and after it. Any table of places can be shown: hits of a pattern or a lexicon, mentions
of regions, a user's own marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from discourse.corpus_statistics.places import locate_matches
from discourse.tokens.table import tokenize_passages
from ledger import Column, InputError, TableSchema, build_empty_table, build_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from discourse.tokens.table import Tokens, TokenTable

CONCORDANCE = TableSchema(
    name="concordance",
    row="one row per match, with the words around it",
    key=("line",),
    columns=(
        Column("line", "integer", "Place in the concordance, from 1.", lower=1),
        Column("passage_id", "text", "The passage it stands in."),
        Column(
            "start",
            "integer",
            "First code point of the match in the passage.",
            unit="characters",
            lower=0,
        ),
        Column(
            "end", "integer", "Code point after the last.", unit="characters", lower=0
        ),
        Column("left", "text", "The words before, as written; a blank for each gap."),
        Column("match", "text", "The match as written."),
        Column("right", "text", "The words after."),
        Column("label", "text", "Category or region of the match.", is_optional=True),
        Column("term", "text", "Pattern that matched.", is_optional=True),
        Column("document_id", "text", "The document.", is_optional=True),
        Column("page", "integer", "Page the passage begins on.", is_optional=True),
        Column(
            "document_start",
            "integer",
            "First code point of the match in the stored text of the document.",
            unit="characters",
            is_optional=True,
        ),
        Column(
            "document_end",
            "integer",
            "Code point after the last there.",
            unit="characters",
            is_optional=True,
        ),
    ),
)
_SORT_KEY = re.compile(r"(?P<word>[1-9]\d?)(?P<side>[LR])|match|document|label")
_LABELS = ("category", "region_id")


def build_concordance(
    passages: pd.DataFrame,
    matches: pd.DataFrame,
    *,
    window: int = 5,
    sort_by: Sequence[str] = ("document",),
    n_lines: int | None = None,
    rng: np.random.Generator | None = None,
    tokens: Tokens = "words",
) -> pd.DataFrame:
    """Show matches between the words before and after them.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; ``passage_id``, ``language`` and ``text`` are needed, with
        ``document_id``, ``page`` and ``start`` each line leads back to its document.
    matches : pandas.DataFrame
        Hits table, mentions table, or any with ``passage_id``, ``start``, ``end``.
    window : int
        How many words are shown on each side; the passage ends them earlier.
    sort_by : sequence of str
        ``1L`` is the first word to the left, ``2R`` the second to the right, and so
        on; ``match`` the match itself, ``label`` its category or region, ``document``
        the order of the passages. Words are compared without regard to case; lines
        without such a word come first.
    n_lines : int, optional
        Size of a random sample of the lines; all by default.
    rng : numpy.random.Generator, optional
        Source of the sample, needed with `n_lines`.
    tokens : {"words", "whitespace"}
        With ``whitespace`` the text is tokenized already.

    Returns
    -------
    pandas.DataFrame
        Concordance table, one row per match, sorted.

    Raises
    ------
    InputError
        If a sort key is unknown, or a sample is wanted without `rng`.
    TableError
        If a match names a passage that is not among the passages.

    Notes
    -----
    The context is the text itself, from the first to the last word shown, so
    punctuation is there; only stretches of blanks and line breaks become one blank.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse import build_concordance, build_lexicon, find_hits
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["a"], "language": ["en"], "text": ["Poor regions, poor us."]}
    ... )
    >>> hits = find_hits(passages, lexicon=build_lexicon({"x": ["poor"]}))
    >>> build_concordance(passages, hits)[["left", "match", "right"]]
                left match             right
    0                 Poor  regions, poor us
    1  Poor regions,  poor                us
    """
    _check_sort_keys(sort_by)
    if n_lines is not None and rng is None:
        raise InputError(
            f"n_lines={n_lines}: found no rng. Expected a source of the sample. Give "
            "rng=numpy.random.default_rng(seed)."
        )
    if matches.empty:
        return build_empty_table(CONCORDANCE)
    if n_lines is not None and rng is not None and n_lines < len(matches):
        chosen = np.sort(rng.choice(len(matches), size=n_lines, replace=False))
        matches = matches.iloc[chosen]
    is_used = passages["passage_id"].isin(matches["passage_id"])
    used = passages[is_used].reset_index(drop=True)
    table = tokenize_passages(used, tokens=tokens)
    lines = build_lines(table, used["text"].tolist(), matches, window=window)
    lines = _add_document(lines, used)
    order = _sort(lines, table, matches, sort_by)
    lines = lines.iloc[order].reset_index(drop=True)
    lines.insert(0, "line", range(1, len(lines) + 1))
    return build_table(lines, CONCORDANCE)


def build_lines(
    table: TokenTable, texts: Sequence[str], matches: pd.DataFrame, *, window: int
) -> pd.DataFrame:
    """Write the lines of a concordance, in the order of the matches."""
    first, behind = locate_matches(table, matches)
    passage = pd.Index(table.passage_ids).get_indexer(pd.Index(matches["passage_id"]))
    bounds = np.concatenate(([0], np.cumsum(table.counts)))
    low = np.maximum(first - window, bounds[passage])
    high = np.minimum(behind + window, bounds[passage + 1])
    starts = matches["start"].to_numpy(dtype=np.int64)
    ends = matches["end"].to_numpy(dtype=np.int64)
    left_starts = np.where(low < first, _take(table.start, low), starts)
    right_ends = np.where(high > behind, _take(table.end, high - 1), ends)
    columns: dict[str, list[str]] = {"left": [], "match": [], "right": []}
    for index, left, start, end, right in zip(
        passage.tolist(),
        left_starts.tolist(),
        starts.tolist(),
        ends.tolist(),
        right_ends.tolist(),
        strict=True,
    ):
        text = texts[index]
        columns["left"].append(" ".join(text[left:start].split()))
        columns["match"].append(" ".join(text[start:end].split()))
        columns["right"].append(" ".join(text[end:right].split()))
    label = next((name for name in _LABELS if name in matches), None)
    return pd.DataFrame(
        {
            "passage_id": matches["passage_id"].to_numpy(),
            "start": starts,
            "end": ends,
            **columns,
            "label": None if label is None else matches[label].to_numpy(),
            "term": matches["term"].to_numpy() if "term" in matches else None,
        }
    )


def _take(values: NDArray[np.int32], places: NDArray[np.int64]) -> NDArray[np.int32]:
    """Take values at places; those beyond the ends are not used afterwards."""
    if not len(values):
        return np.zeros(len(places), dtype=np.int32)
    return values[np.clip(places, 0, len(values) - 1)]


def _add_document(lines: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    place = pd.Index(passages["passage_id"]).get_indexer(pd.Index(lines["passage_id"]))
    found = {
        name: passages[name].to_numpy()[place]
        for name in ("document_id", "page")
        if name in passages
    }
    if "start" in passages:
        offset = passages["start"].to_numpy(dtype=np.int64)[place]
        found["document_start"] = offset + lines["start"]
        found["document_end"] = offset + lines["end"]
    return lines.assign(**found)


def _check_sort_keys(sort_by: Sequence[str]) -> None:
    for key in sort_by:
        if not _SORT_KEY.fullmatch(key):
            raise InputError(
                f"sort_by: found {key!r}. Expected 1L, 2L, ... 1R, 2R, ..., match, "
                "label or document. Write it so."
            )


def _sort(
    lines: pd.DataFrame, table: TokenTable, matches: pd.DataFrame, keys: Sequence[str]
) -> NDArray[np.int64]:
    first, behind = locate_matches(table, matches)
    passage = pd.Index(table.passage_ids).get_indexer(pd.Index(matches["passage_id"]))
    bounds = np.concatenate(([0], np.cumsum(table.counts)))
    ordered = np.argsort(np.asarray(table.folded_vocabulary, dtype=object))
    rank_of_form = np.empty(len(ordered), dtype=np.int64)
    rank_of_form[ordered] = np.arange(len(ordered))

    def rank_words(places: NDArray[np.int64]) -> NDArray[np.int64]:
        inside = (places >= bounds[passage]) & (places < bounds[passage + 1])
        return np.where(inside, rank_of_form[_take(table.folded_ids, places)], -1)

    columns: list[NDArray[Any]] = []
    for key in keys:
        if key == "document":
            columns += [passage, first]
        elif key in {"match", "label"}:
            words = lines[key].fillna("").str.lower()
            columns.append(words.rank(method="dense").to_numpy(dtype=np.int64))
        else:
            step = int(key[:-1])
            places = first - step if key[-1] == "L" else behind + step - 1
            columns.append(rank_words(places))
    columns += [passage, first]
    return np.lexsort(columns[::-1])
