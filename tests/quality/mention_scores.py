"""Precision, recall and errors by kind of mentions, against annotated sentences.

Run: python tests/quality/mention_scores.py ../shared/data/gold

A mention counts where the spans overlap and the region is the same; a gold mention is
used once. Wanted are places and authorities with a region, at or above the level of
towns and districts; names inside organisations, of the people of a place, of villages
and macro-regions are neutral: neither wanted nor wrong. Intervals are Wilson's at 95 %
and treat mentions as independent, which those of one sentence are not quite.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from discourse import find_mentions
from discourse.scores.accuracy import find_wilson_bounds

Row = Mapping[str, object]
CONFIDENCE = 0.95


@dataclass(slots=True)
class Score:
    """What was counted on one set of sentences."""

    n_sentences: int = 0
    right: int = 0
    exact: int = 0
    errors: list[tuple[str, str, str]] = field(default_factory=list)
    recall_by: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def missed(self) -> int:
        """Wanted mentions that were not given."""
        return sum(kind != "false" for kind, _, _ in self.errors)

    @property
    def false(self) -> int:
        """Given mentions that are wrong: false ones, and those of a wrong region."""
        return sum(kind in {"false", "wrong region"} for kind, _, _ in self.errors)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (2 * self.right + self.missed + self.false)


def read_rows(path: Path) -> list[dict[str, object]]:
    """Read the lines of an annotated file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def find_in_rows(rows: Sequence[Row], date: str | None = None) -> pd.DataFrame:
    """Find the mentions of annotated sentences, each a document of its own."""
    passages = pd.DataFrame(
        {
            "passage_id": [row["id"] for row in rows],
            "document_id": [row["id"] for row in rows],
            "date": [row.get("date", date) for row in rows],
            "text": [row["text"] for row in rows],
        }
    )
    found = find_mentions(passages)
    return found[
        found["sense"].isin(["place", "government"])
        & (found["level"] != "macro")
        & (found["status"] != "unmatched")
    ]


def score_rows(rows: Sequence[Row]) -> Score:
    """Count what is right, missed and false on annotated sentences."""
    score = Score(n_sentences=len(rows))
    found = dict(iter(find_in_rows(rows).groupby("passage_id")))
    for row in rows:
        given = found.get(row["id"])
        _score_row(row, [] if given is None else given.to_dict("records"), score)
    return score


def _score_row(row: Row, given: list[dict[str, object]], score: Score) -> None:
    wanted, neutral = _split_gold(row["mentions"])
    free = [item for item in given if isinstance(item["region_id"], str)]
    rest = []
    for mention in wanted:
        same = [m for m in free if _meets(m, mention)]
        hit = next((m for m in same if m["region_id"] == mention["region_id"]), None)
        score.recall_by[str(mention["level"]), hit is not None] += 1
        if hit is None:
            rest.append(mention)
            continue
        free.remove(hit)
        score.right += 1
        spans = (hit["start"], hit["end"]), (mention["start"], mention["end"])
        score.exact += spans[0] == spans[1]
    for mention in rest:
        kind = "missed"
        if any(_meets(m, mention) for m in free):
            kind = "wrong region"
            free = [m for m in free if not _meets(m, mention)]
        elif any(_meets(m, mention) for m in given):
            kind = "ambiguous"
        score.errors.append((kind, str(row["id"]), str(mention["surface"])))
    score.errors.extend(
        ("false", str(row["id"]), str(item["surface"]))
        for item in free
        if not any(_meets(item, mention) for mention in neutral)
    )


def _split_gold(mentions: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    wanted, neutral = [], []
    for mention in mentions:
        is_wide = mention["level"] in {"macro", "village"}
        is_place = mention["sense"] in {"place", "government"}
        if is_place and mention["region_id"] and not is_wide:
            wanted.append(mention)
        elif mention["region_id"] or is_wide:
            neutral.append(mention)
    return wanted, neutral


def _meets(one: Row, other: Row) -> bool:
    return one["start"] < other["end"] and other["start"] < one["end"]


def render_score(name: str, score: Score) -> str:
    """Say a score in words and figures."""
    lines = [f"{name}: {score.n_sentences} sentences, F1 {score.f1:.3f}"]
    for label, total in (
        ("precision", score.right + score.false),
        ("recall", score.right + score.missed),
        ("exact span", score.right),
    ):
        count = score.exact if label == "exact span" else score.right
        (low,), (high,) = find_wilson_bounds([count], [total], CONFIDENCE)
        share = count / total if total else float("nan")
        lines.append(
            f"  {label:10} {share:.3f}  [{low:.3f}, {high:.3f}]  {count} of {total}"
        )
    levels = sorted({level for level, _ in score.recall_by})
    by_level = ", ".join(
        f"{level} {score.recall_by[level, True]} of "
        f"{score.recall_by[level, True] + score.recall_by[level, False]}"
        for level in levels
    )
    kinds = Counter(kind for kind, _, _ in score.errors)
    listed = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items()))
    return "\n".join(
        [*lines, f"  recall by level: {by_level}", f"  errors: {listed or 'none'}"]
    )


def main() -> None:
    """Write the scores of each language with the errors to standard output."""
    folder = Path(sys.argv[1])
    for language in ("ru", "en", "kk"):
        score = score_rows(read_rows(folder / f"mentions_{language}_dev.jsonl"))
        lines = [render_score(language, score)]
        lines += ["\t".join(("   ", *error)) for error in score.errors]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
