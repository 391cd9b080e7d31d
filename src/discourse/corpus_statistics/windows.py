"""Which words stand around mentions of a region?

Windows are passages of their own, cut out around matches, so that whatever reads
passages (hits, keyness, collocations, dispersion) can read the surroundings of a region
alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus_statistics.places import locate_matches
from discourse.tokens.table import tokenize_passages
from ledger import Column, TableSchema, build_empty_table, build_table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from discourse.tokens.table import Tokens

    Places = NDArray[np.int64]

WINDOWS = TableSchema(
    name="windows",
    row="one row per unbroken stretch of words around matches of one label",
    key=("passage_id",),
    columns=(
        Column("passage_id", "text", "Passage, @, first code point, :, label."),
        Column("source_passage_id", "text", "The passage it is cut from."),
        Column("label", "text", "Region or category of the matches it lies around."),
        Column("document_id", "text", "The document.", is_optional=True),
        Column("page", "integer", "Page the passage begins on.", is_optional=True),
        Column("year", "integer", "Year of the document.", is_optional=True),
        Column("date", "date", "Date of the document.", is_optional=True),
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
        Column("language", "category", "Language of the passage."),
        Column("text", "text", "The text from start to end."),
        Column("n_tokens", "integer", "Words and numbers.", unit="tokens", lower=0),
    ),
)
_CARRIED = ("document_id", "page", "year", "date")


def build_windows(
    passages: pd.DataFrame,
    matches: pd.DataFrame,
    *,
    by: str = "region_id",
    window: int = 10,
    tokens: Tokens = "words",
) -> pd.DataFrame:
    """Cut out the words around matches.

    Parameters
    ----------
    passages : pandas.DataFrame
        Passages table; ``passage_id``, ``language`` and ``text`` are needed.
    matches : pandas.DataFrame
        Mentions table, hits table, or any with ``passage_id``, ``start``, ``end`` and
        the column `by`; rows without a value there are left out.
    by : str
        Column whose values become the label: ``region_id`` of mentions, ``category``
        of hits.
    window : int
        How many words on each side; the passage ends them earlier.
    tokens : {"words", "whitespace"}
        With ``whitespace`` the text is tokenized already.

    Returns
    -------
    pandas.DataFrame
        Windows table, ordered by passage_id. It has the columns that
        `find_hits` and `tokenize_passages` read.

    Raises
    ------
    TableError
        If a match names a passage that is not among the passages.

    Notes
    -----
    A token counts once for a label however many of its matches it stands near: windows
    that overlap are one. The words of the label's own matches are not part of them (a
    region's name would otherwise be its own best key word), so a window around one
    match is two rows. A token near two regions stands in the windows of both.
    """
    matches = matches[matches[by].notna()]
    if matches.empty:
        return build_empty_table(WINDOWS)
    is_used = passages["passage_id"].isin(matches["passage_id"])
    used = passages[is_used].reset_index(drop=True)
    table = tokenize_passages(used, tokens=tokens)
    first, behind = locate_matches(table, matches)
    bounds = np.concatenate(([0], np.cumsum(table.counts)))
    passage = pd.Index(table.passage_ids).get_indexer(pd.Index(matches["passage_id"]))
    low = np.maximum(first - window, bounds[passage])
    high = np.minimum(behind + window, bounds[passage + 1])
    labels = matches[by].to_numpy()
    texts = used["text"].tolist()
    carried = {name: used[name].tolist() for name in _CARRIED if name in used}
    rows = []
    for label in sorted(set(labels)):
        is_own = labels == label
        is_inside = _flag_covered(low[is_own], high[is_own], table.n_tokens)
        is_inside &= ~_flag_covered(first[is_own], behind[is_own], table.n_tokens)
        for run in _list_runs(is_inside, table.passage_index):
            index = int(table.passage_index[run[0]])
            start, end = int(table.start[run[0]]), int(table.end[run[-1]])
            rows.append(
                {
                    "passage_id": f"{table.passage_ids[index]}@{start}:{label}",
                    "source_passage_id": table.passage_ids[index],
                    "label": label,
                    **{name: values[index] for name, values in carried.items()},
                    "start": start,
                    "end": end,
                    "language": table.languages[index],
                    "text": texts[index][start:end],
                    "n_tokens": len(run),
                }
            )
    return build_table(rows, WINDOWS)


def _flag_covered(first: Places, behind: Places, n_tokens: int) -> NDArray[np.bool_]:
    """Flag the tokens that some stretch covers."""
    steps = np.zeros(n_tokens + 1, dtype=np.int64)
    np.add.at(steps, first, 1)
    np.add.at(steps, behind, -1)
    return np.asarray(np.cumsum(steps)[:-1] > 0)


def _list_runs(flags: NDArray[np.bool_], passage: NDArray[np.int32]) -> list[Places]:
    """List the stretches of flagged tokens that follow each other in one passage."""
    places = np.flatnonzero(flags)
    breaks = (np.diff(places) > 1) | (np.diff(passage[places]) > 0)
    runs = np.split(places, np.flatnonzero(breaks) + 1)
    return [run for run in runs if len(run)]
