"""How good are mentions and Kazakh lemmas, against sentences read by people?

The figures are floors: they may rise, and fall only by a change of this file that
says why. Sentences of the gold sets were looked at during development, so that the
figures are no estimate for unseen text.
"""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from discourse import find_mentions, lemmatize_kazakh

pytestmark = pytest.mark.shared_data

FLOORS = {"ru": 0.99, "en": 0.99, "kk": 0.98}
TRAP_SHARE = 0.02
LEMMA_FLOOR = 0.96
DIGESTS = {
    "mentions_ru_dev.jsonl": (
        "63edc477961785dc7d6986df3dad5393fde256fc287287e2eb29165c8cb0da4e"
    ),
    "mentions_en_dev.jsonl": (
        "b02b3582ede2c6e4fde7a298d91f6d7456b2204c70b63be781d7c89cf5b0a1a0"
    ),
    "mentions_kk_dev.jsonl": (
        "41ff355069a40ee3dffb2e5e91c31d49deea590bdbc6a2150d918b89a51ad2f8"
    ),
    "kaznerd_region_traps_dev.jsonl": (
        "5952defb31b686ebadb616d6bda4adce430c7eb4e204da2ef659aa845871f44c"
    ),
}

Span = tuple[str, int, int, str | None]


def _read_gold(folder: Path, name: str) -> list[dict[str, object]]:
    content = (folder / "gold" / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == DIGESTS[name], (
        f"{name} is not the file the floor was taken on"
    )
    return [json.loads(line) for line in content.decode().splitlines() if line]


def _find(rows: list[dict[str, object]], date: str | None = None) -> pd.DataFrame:
    passages = pd.DataFrame(
        {
            "passage_id": [row["id"] for row in rows],
            "document_id": [row["id"] for row in rows],
            "date": [row.get("date", date) for row in rows],
            "text": [row["text"] for row in rows],
        }
    )
    found = find_mentions(passages)
    counted = found["sense"].isin(["place", "government"])
    return found[counted & found["region_id"].notna() & (found["level"] != "macro")]


def _meets(one: Span, other: Span) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _count(rows: list[dict[str, object]], found: pd.DataFrame) -> tuple[int, int, int]:
    wanted: list[Span] = []
    neutral: list[Span] = []
    for row in rows:
        for mention in row["mentions"]:
            span = (row["id"], mention["start"], mention["end"], mention["region_id"])
            is_wide = mention["level"] in ("macro", "village")
            if (
                mention["sense"] in ("place", "government")
                and mention["region_id"]
                and not is_wide
            ):
                wanted.append(span)
            elif mention["region_id"] or is_wide:
                neutral.append(span)
    given: list[Span] = list(
        found[["passage_id", "start", "end", "region_id"]].itertuples(
            index=False, name=None
        )
    )
    used: set[int] = set()
    for span in wanted:
        for index, candidate in enumerate(given):
            if (
                index not in used
                and _meets(span, candidate)
                and span[3] == candidate[3]
            ):
                used.add(index)
                break
    false = [
        span
        for index, span in enumerate(given)
        if index not in used and not any(_meets(span, other) for other in neutral)
    ]
    return len(used), len(wanted) - len(used), len(false)


@pytest.mark.parametrize("language", sorted(FLOORS))
def test_mentions_reach_their_floor(language: str, shared_data: Path) -> None:
    rows = _read_gold(shared_data, f"mentions_{language}_dev.jsonl")
    right, missed, false = _count(rows, _find(rows))
    score = 2 * right / (2 * right + missed + false)
    assert score >= FLOORS[language], (right, missed, false)


def test_traps_are_not_walked_into(shared_data: Path) -> None:
    rows = _read_gold(shared_data, "kaznerd_region_traps_dev.jsonl")
    found = _find(rows, "2019-07-01")
    walked = 0
    for row in rows:
        mine = found[found["passage_id"] == row["id"]]
        traps = [
            word
            for word in row["region_words_outside_places"]
            if word["treat"] == "not_a_region"
        ]
        walked += any(
            start < word["end"] and word["start"] < end
            for start, end in zip(mine["start"], mine["end"], strict=True)
            for word in traps
        )
    assert walked / len(rows) <= TRAP_SHARE


def test_kazakh_lemmas_reach_their_floor(shared_data: Path) -> None:
    folder = shared_data / "texts" / "treebanks" / "ud_kazakh_ktb"
    words, lemmas = [], []
    for path in sorted(folder.glob("*.conllu")):
        for line in path.read_text("utf-8").splitlines():
            fields = line.split("\t")
            is_word = fields[0].isdigit() and len(fields) > 3
            if is_word and fields[3] in {"NOUN", "ADJ", "PROPN"}:
                words.append(fields[1])
                lemmas.append(fields[2].lower())
    assert len(words) > 2000
    right = sum(a == b for a, b in zip(lemmatize_kazakh(words), lemmas, strict=True))
    assert right / len(words) >= LEMMA_FLOOR
