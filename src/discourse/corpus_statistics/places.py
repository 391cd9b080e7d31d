"""Which tokens do matches cover?

Hits, mentions and a user's own marks say where something stands by offsets in a
passage; concordances and windows count in tokens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from ledger import Problem, TableError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from discourse.tokens.table import TokenTable

    Places = NDArray[np.int64]


def locate_matches(table: TokenTable, matches: pd.DataFrame) -> tuple[Places, Places]:
    """Find the tokens that matches touch.

    Parameters
    ----------
    table : TokenTable
        The tokens of the passages.
    matches : pandas.DataFrame
        Columns ``passage_id``, ``start`` and ``end``, in code points of the passage.

    Returns
    -------
    tuple of array (n_matches,)
        First token, and the token after the last. Where a match touches no token, as a
        sign does, both are the token that follows.

    Raises
    ------
    TableError
        If a match names a passage that the tokens do not have.
    """
    passage = pd.Index(table.passage_ids).get_indexer(pd.Index(matches["passage_id"]))
    if (passage < 0).any():
        strange = matches["passage_id"][passage < 0].drop_duplicates()
        raise TableError(
            problems=[
                Problem(
                    code="unknown-passage",
                    severity="error",
                    where="table of matches, column 'passage_id'",
                    found=f"{len(strange)} passages that are not among the passages: "
                    + ", ".join(strange[:5]),
                    expected="Matches of these passages",
                    action="Give the passages that the matches were found in",
                )
            ]
        )
    # One number for passage and offset makes all tokens one ascending list.
    longest = int(table.end.max(initial=0)) + 1
    longest = max(longest, int(matches["end"].max()) + 1) if len(matches) else longest
    base = table.passage_index.astype(np.int64) * longest
    shift = passage.astype(np.int64) * longest
    starts = matches["start"].to_numpy(dtype=np.int64)
    ends = matches["end"].to_numpy(dtype=np.int64)
    first = np.searchsorted(base + table.end, shift + starts, side="right")
    behind = np.searchsorted(base + table.start, shift + ends, side="left")
    return first, np.maximum(first, behind)
