"""Which terms stand near the mentions of a region, or near the hits of a category?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from discourse.corpus_statistics.association import (
    TABLE_MEASURES,
    Contingency,
    compute_log_dice,
)
from discourse.corpus_statistics.cooccurrence import DEFAULT_MEASURES, WindowMeasure
from discourse.corpus_statistics.languages import Languages, split_terms
from discourse.corpus_statistics.schemas import COLLOCATES
from ledger import InputError, build_empty_table, check_choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from discourse.corpus_statistics.term_sequence import TermSequence

    Flags = NDArray[np.bool_]
    Integers = NDArray[np.int64]


def compute_collocates(
    terms: TermSequence,
    spans: pd.DataFrame,
    *,
    by: str,
    window: int = 5,
    measures: Sequence[WindowMeasure] = DEFAULT_MEASURES,
    min_count: int = 2,
    content_only: bool = True,
    languages: Languages = "each",
) -> pd.DataFrame:
    r"""Compare the terms near some places of the texts with those elsewhere.

    Parameters
    ----------
    terms : TermSequence
        The terms of the passages.
    spans : pandas.DataFrame
        Mentions table, hits table, or any table with ``passage_id``, ``start``, ``end``
        and the column `by`. Rows without a value there (a mention that no region fits)
        are nodes of nothing.
    by : str
        What the nodes are: ``region_id``, ``category``, ``term``.
    window : int
        How many tokens before and after a node are near it, within the passage.
    measures : sequence of str
        Any of ``log_dice``, ``mi``, ``t``, ``g2``, ``chi2``.
    min_count : int
        Terms that are near a node less often get no row.
    content_only : bool
        Give rows only to content words.
    languages : {"each", "together"}
        Whether each language is counted by itself.

    Returns
    -------
    pandas.DataFrame
        Collocates table, one row per node, language, term and measure.

    Raises
    ------
    InputError
        If `spans` lacks a column or an argument has a value it cannot have.

    Notes
    -----
    The windows of a node are joined: a token near two mentions counts once, and tokens
    of a node itself count nowhere. Of N tokens outside of the node, R stand in windows;
    a term occurs C times among the N and O times among the R. ``log_dice`` is
    :math:`14 + \log_2 (2 O / (f + C))` with f occurrences of the node.

    References
    ----------
    Evert, S. (2008). Corpora and collocations, section 4 (surface cooccurrence). In:
    Lüdeling and Kytö (eds.), Corpus Linguistics, ch. 58.
    """
    for measure in measures:
        check_choice(measure, WindowMeasure, "measures")
    for name, value in (("window", window), ("min_count", min_count)):
        if value < 1:
            raise InputError(f"{name}: found {value}. Expected at least 1.")
    absent = {"passage_id", "start", "end", by} - set(spans.columns)
    if absent:
        raise InputError(
            f"spans: found no column {', '.join(sorted(absent))}. Expected passage_id, "
            f"start, end and {by}. Give a mentions or a hits table."
        )
    is_wanted = terms.is_content if content_only else np.ones(len(terms.terms), bool)
    parts = [
        part
        for language, own in split_terms(terms, languages)
        for node, first, last in _find_nodes(own, spans, by)
        if (
            part := _tabulate(
                own,
                np.stack([first, last]),
                {"node": node, "language": language},
                window=window,
                measures=sorted(set(measures)),
                is_wanted=is_wanted,
                min_count=min_count,
            )
        )
        is not None
    ]
    if not parts:
        return build_empty_table(COLLOCATES)
    table = pd.concat(parts, ignore_index=True)
    return table.sort_values(list(COLLOCATES.key), kind="stable").reset_index(drop=True)


def _find_nodes(
    terms: TermSequence, spans: pd.DataFrame, by: str
) -> Iterator[tuple[str, Integers, Integers]]:
    """Give each node with the first and last token of its occurrences."""
    passage = pd.Index(terms.passage_ids).get_indexer(pd.Index(spans["passage_id"]))
    label = spans[by].astype("str").where(spans[by].notna())
    is_known = (passage >= 0) & label.notna().to_numpy()
    known = spans[is_known]
    passage = passage[is_known].astype(np.int64)
    starts = known["start"].to_numpy(dtype=np.int64)
    ends = known["end"].to_numpy(dtype=np.int64)
    # Places in all passages laid end to end, so that one search finds all tokens.
    length = 1 + max(int(terms.end.max(initial=0)), int(ends.max(initial=0)))
    base = terms.passage_index.astype(np.int64) * length
    first = np.searchsorted(base + terms.end, passage * length + starts, side="right")
    last = np.searchsorted(base + terms.start, passage * length + ends) - 1
    names = label[is_known].to_numpy()
    # A span without a token of this language has its last before its first.
    is_found = last >= first
    for name in sorted(set(names[is_found])):
        rows = is_found & (names == name)
        yield name, first[rows], last[rows]


def _tabulate(
    terms: TermSequence,
    nodes: Integers,
    labels: dict[str, str],
    *,
    window: int,
    measures: Sequence[str],
    is_wanted: Flags,
    min_count: int,
) -> pd.DataFrame | None:
    is_node = _cover(terms.n_tokens, nodes[0], nodes[1] + 1)
    sizes = np.bincount(terms.passage_index, minlength=len(terms.passage_ids))
    after = np.cumsum(sizes)
    passage = terms.passage_index[nodes[0]]
    low = np.maximum(nodes[0] - window, after[passage] - sizes[passage])
    high = np.minimum(nodes[1] + 1 + window, after[passage])
    is_near = _cover(terms.n_tokens, low, high) & ~is_node
    n_terms = len(terms.terms)
    near = np.bincount(terms.term_id[is_near], minlength=n_terms)
    outside = np.bincount(terms.term_id[~is_node], minlength=n_terms)
    kept = np.flatnonzero((near >= min_count) & is_wanted)
    if not len(kept):
        return None
    documents = _count_documents(terms, is_near)[kept]
    joint, total = near[kept].astype(np.float64), outside[kept].astype(np.float64)
    n_nodes = nodes.shape[1]
    table = Contingency(
        joint=joint,
        first=total,
        second=float(is_near.sum()),
        total=float(np.count_nonzero(~is_node)),
    )
    shared = {
        **labels,
        "term": pd.array([terms.terms[i] for i in kept.tolist()], dtype="str"),
        "n": pd.array(near[kept], dtype="Int64"),
        "n_total": pd.array(outside[kept], dtype="Int64"),
        "n_nodes": pd.array(np.full(len(kept), n_nodes), dtype="Int64"),
        "n_documents": pd.array(documents, dtype="Int64"),
    }
    frames = [
        pd.DataFrame(
            {
                **shared,
                "measure": name,
                "value": compute_log_dice(joint, np.full(len(kept), n_nodes), total)
                if name == "log_dice"
                else TABLE_MEASURES[name](table),
            }
        )
        for name in measures
    ]
    return pd.concat(frames, ignore_index=True)[list(COLLOCATES.names)]


def _cover(n_tokens: int, low: Integers, high: Integers) -> Flags:
    """Mark the tokens that are in at least one half-open range."""
    steps = np.zeros(n_tokens + 1, dtype=np.int64)
    np.add.at(steps, low, 1)
    np.add.at(steps, high, -1)
    covered: Flags = np.cumsum(steps[:-1]) > 0
    return covered


def _count_documents(terms: TermSequence, is_near: Flags) -> NDArray[Any]:
    n_terms = len(terms.terms)
    document = terms.document_of_token[is_near].astype(np.int64)
    pairs = np.unique(document * n_terms + terms.term_id[is_near])
    return np.bincount(pairs % n_terms, minlength=n_terms)
