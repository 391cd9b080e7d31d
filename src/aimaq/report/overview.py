"""What does the first screen say: the verdicts in words, what was read, what was not?"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from aimaq.report.forest import choose_main, is_correlation
from aimaq.report.formatting import (
    MISSING,
    build_link,
    format_coefficient,
    format_count,
    format_number,
    format_share,
    is_missing,
)
from aimaq.report.inputs import HypothesisView, Material, list_rows

_WORDS = {
    "supported": "Supported by these data",
    "contradicted": "Contradicted by these data",
    "inconclusive": "Inconclusive",
}
_LANGUAGES = {
    "ru": "Russian",
    "kk": "Kazakh",
    "en": "English",
    "mixed": "mixed",
    "unknown": "unknown",
}
_STATUSES = {
    "read": "read",
    "empty": "empty",
    "unreadable": "unreadable",
    "image_only": "pictures of text only",
    "encrypted": "encrypted",
    "unsupported": "format not supported",
    "duplicate_id": "id used twice",
}
_METHODS = {
    "pearson": "Pearson correlation",
    "spearman": "Spearman rank correlation",
    "kendall": "Kendall rank correlation",
    "ols": "Regression coefficient",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictCard:
    """One hypothesis on the first screen.

    Parameters
    ----------
    hypothesis : HypothesisView
        The declaration.
    verdict, word, reason : str
        The verdict as data, in words, and its reason.
    share : str
        Share of specifications that agree.
    sentence : str
        The declared test in words.
    method, estimate, interval, base, detectable, note : str
        The main estimate, written out.
    href : str
        Address of its evidence, empty where there is no estimate.
    """

    hypothesis: HypothesisView
    verdict: str
    word: str
    reason: str
    share: str
    sentence: str
    method: str
    estimate: str
    interval: str
    base: str
    detectable: str
    note: str
    href: str


def build_cards(material: Material) -> list[VerdictCard]:
    """Build one card for each hypothesis, in the order of the declaration."""
    verdicts = {
        row["hypothesis_id"]: row for row in list_rows(material.tables["verdicts"])
    }
    return [
        _build_card(material, hypothesis, verdicts.get(hypothesis.hypothesis_id))
        for hypothesis in material.study.hypotheses
    ]


def _build_card(
    material: Material, hypothesis: HypothesisView, row: dict[str, Any] | None
) -> VerdictCard:
    verdict = str(row["verdict"]) if row else "inconclusive"
    main = choose_main(material, hypothesis)
    lag = ""
    if hypothesis.lag:
        lag = f", {hypothesis.lag} year{'s' if hypothesis.lag > 1 else ''} earlier"
    sentence = (
        f"Declared before the run: a {hypothesis.direction} association of "
        f"“{material.get_name(hypothesis.outcome)}” with "
        f"“{material.get_name(hypothesis.exposure)}”{lag}."
    )
    method = estimate = interval = base = detectable = note = href = ""
    if main is not None:
        estimator = str(main["estimator"])
        write = format_coefficient if is_correlation(estimator) else format_number
        method = _METHODS.get(estimator.lower(), estimator)
        estimate = write(main["estimate"])
        level = format_share(main["confidence_level"])
        interval = (
            "no interval"
            if is_missing(main["conf_low"])
            else f"{level} interval {write(main['conf_low'])} to "
            f"{write(main['conf_high'])}"
        )
        base = (
            f"{format_count(main['n_observations'])} observations in "
            f"{format_count(main['n_regions'])} regions"
        )
        detectable = format_coefficient(main["smallest_detectable"])
        note = main["note"] or ""
        href = build_link("estimate", str(main["specification_id"]))
    return VerdictCard(
        hypothesis=hypothesis,
        verdict=verdict,
        word=_WORDS.get(verdict, verdict.capitalize()),
        reason=(row["reason"] or "") if row else "No verdict was computed.",
        share=format_share(row["share_of_specifications"]) if row else MISSING,
        sentence=sentence,
        method=method,
        estimate=estimate,
        interval=interval,
        base=base,
        detectable=detectable,
        note=note,
        href=href,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one kind.

    Parameters
    ----------
    title : str
        What is counted, by what.
    rows : tuple of (str, str)
        Value and count, largest first.
    """

    title: str
    rows: tuple[tuple[str, str], ...]


def build_tallies(material: Material) -> list[Tally]:
    """Count documents by status, language and format, passages and mentions."""
    documents = list_rows(material.tables["documents"])
    passages = list_rows(material.tables["passages"][["language"]])
    mentions = list_rows(material.tables["mentions"][["status", "region_id"]])
    read = [row for row in documents if row["status"] == "read"]
    return [
        _tally(
            "Documents by status",
            (_STATUSES.get(row["status"], row["status"]) for row in documents),
        ),
        _tally("Documents by format", (_find_format(row["path"]) for row in documents)),
        _tally(
            "Documents read, by language",
            (_LANGUAGES.get(row["language"], "not told") for row in read),
        ),
        _tally(
            "Documents read, by date",
            ("without a date" if row["year"] is None else "dated" for row in read),
        ),
        _tally(
            "Passages by language",
            (_LANGUAGES.get(row["language"], "not told") for row in passages),
        ),
        _tally(
            "Place names by what became of them",
            (row["status"] or "not told" for row in mentions),
        ),
    ]


def _find_format(path: str | None) -> str:
    suffix = PurePosixPath(path or "").suffix.lower().removeprefix(".")
    # A row of a table of documents has an address such as corpus.jsonl#12.
    return suffix.partition("#")[0] or "none"


def _tally(title: str, values: Iterable[str]) -> Tally:
    counts = Counter(values)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Tally(
        title=title, rows=tuple((name, format_count(n)) for name, n in ordered)
    )


def build_headline(material: Material) -> list[tuple[str, str]]:
    """Count what the study holds: the figures of the first line."""
    tables = material.tables
    read = int((tables["documents"]["status"] == "read").sum())
    placed = tables["passage_regions"]["region_id"].nunique()
    known = tables["indicator_values"]["value"].notna().sum()
    return [
        (format_count(read), f"of {format_count(len(tables['documents']))} documents read"),
        (format_count(len(tables["passages"])), "passages"),
        (format_count(len(tables["mentions"])), "place names"),
        (format_count(placed), f"of {len(material.regions)} regions named"),
        (format_count(len(tables["hits"])), "hits of the lexicons"),
        (format_count(known), "values of indicators"),
    ]  # fmt: skip


def list_unused_documents(material: Material) -> list[dict[str, str]]:
    """List the documents that no yearly number can use, each with the reason."""
    unused = []
    for row in list_rows(material.tables["documents"]):
        status = row["status"] or "not told"
        if status != "read":
            reason = _STATUSES.get(status, status)
        elif row["year"] is None:
            reason = "read, but without a date: in no number of a year or period"
        else:
            continue
        unused.append(
            {
                "path": row["path"] or row["document_id"],
                "title": row["title"] or MISSING,
                "reason": reason,
            }
        )
    return sorted(unused, key=lambda row: (row["reason"], row["path"]))
