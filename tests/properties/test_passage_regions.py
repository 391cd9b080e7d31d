"""Weights of regions sum to one over a passage, whatever was found in it."""

import json

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from discourse import build_passage_regions
from discourse.schemas import MENTIONS
from ledger import build_table

REGIONS = ("KZ-10", "KZ-19", "KZ-55", "KZ-63", "KZ-75")
MATCHED = st.sampled_from(REGIONS).map(lambda region: (region, None))
OPEN = st.lists(
    st.tuples(st.sampled_from(REGIONS), st.floats(0.01, 1)),
    min_size=2,
    max_size=4,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: (None, json.dumps([list(pair) for pair in pairs])))
SENSES = st.sampled_from(["place", "government", "organisation", "implied"])
FOUND = st.lists(
    st.tuples(
        st.sampled_from(["p1", "p2"]),
        st.one_of(MATCHED, OPEN, st.just((None, None))),
        SENSES,
    ),
    max_size=12,
)


@given(FOUND)
def test_weights_sum_to_one_and_do_not_depend_on_order(
    found: list[tuple[str, tuple[str | None, str | None], str]],
) -> None:
    rows = [
        {
            "mention_id": f"{passage}@{index}",
            "passage_id": passage,
            "document_id": "d",
            "start": index,
            "end": index + 1,
            "surface": "x",
            "region_id": region,
            "level": "region",
            "sense": sense,
            "status": "matched" if region else "ambiguous",
            "rule": "name",
            "candidates": candidates,
        }
        for index, (passage, (region, candidates), sense) in enumerate(found)
    ]
    columns = [column.name for column in MENTIONS.columns]
    mentions = build_table(pd.DataFrame(rows, columns=columns), MENTIONS)
    passages = pd.DataFrame({"passage_id": ["p1", "p2"]})
    weights = build_passage_regions(passages, mentions)
    assert (weights["weight"] > 0).all()
    sums = weights.groupby("passage_id")["weight"].sum()
    assert ((sums - 1).abs() < 1e-9).all()
    turned = build_passage_regions(passages, mentions.iloc[::-1])
    pd.testing.assert_frame_equal(weights, turned, check_exact=False)
