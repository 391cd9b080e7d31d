"""Which hits count.

A negation turns a match off ("no poverty"), unless its term ignores negations, because
what it says is there in the lack of it too ("no access to water").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def find_counted_hits(hits: pd.DataFrame) -> pd.DataFrame:
    """Find the hits that count: those that no negation turns off.

    Parameters
    ----------
    hits : DataFrame
        Hits table.

    Returns
    -------
    DataFrame
        Hits table without the rows that are negated.

    Examples
    --------
    >>> import pandas as pd
    >>> from discourse import build_lexicon, find_counted_hits, find_hits
    >>> passages = pd.DataFrame(
    ...     {"passage_id": ["a", "b"], "language": "en", "text": ["No poverty.", "Poverty."]}
    ... )
    >>> lexicon = build_lexicon({"poverty": ["poverty"]}, language="en")
    >>> find_counted_hits(find_hits(passages, lexicon=lexicon))["passage_id"].tolist()
    ['b']
    """
    negated = hits["is_negated"].astype("boolean").fillna(value=False)
    return hits[~negated.astype(bool)]
