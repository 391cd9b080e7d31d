"""Are the lexicons to be trusted? What their terms do, and what hangs on each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from aimaq.report.formatting import (
    format_coefficient,
    format_count,
    format_share,
    is_missing,
)
from aimaq.report.inputs import Material, list_rows

if TYPE_CHECKING:
    from aimaq.report.inputs import HypothesisView

_MOST_TERMS = 5
_MOST_PAIRS = 8
_ROLES = ("carries", "adds", "redundant", "negated", "never")
_LANGUAGES = {"ru": "Russian", "kk": "Kazakh", "en": "English", "": "any"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectView:
    """What the terms of a lexicon do to the correlation of a hypothesis.

    Parameters
    ----------
    hypothesis : HypothesisView
        The declaration.
    estimate, lowest, highest : str
        The correlation with all terms, and the least and the greatest without one.
    draws : str
        What drawing the terms anew gives, in words; empty where it gave nothing.
    rows : tuple of (str, str, str)
        The terms that move it most: term, correlation without it, change.
    """

    hypothesis: HypothesisView
    estimate: str
    lowest: str
    highest: str
    draws: str
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """The section of the report on the lexicons.

    Parameters
    ----------
    effects : tuple of EffectView
        One for each hypothesis about a prevalence.
    roles : tuple of (str, str, tuple of str)
        Code, language, and the number of terms in each role.
    carriers : tuple of (str, str, str)
        Terms that carry a code alone: code, term, passages.
    accuracy : tuple of tuple of str
        Code, passages judged, precision, recall, F1; empty without hand coding.
    pairs : tuple of tuple of str
        Pairs of codes that coincide most: both names, passages of both, Jaccard,
        passages with common words.
    """

    effects: tuple[EffectView, ...]
    roles: tuple[tuple[str, str, tuple[str, ...]], ...]
    carriers: tuple[tuple[str, str, str], ...]
    accuracy: tuple[tuple[str, ...], ...]
    pairs: tuple[tuple[str, ...], ...]


def build_audit(material: Material) -> AuditView:
    """Build what the report says about the lexicons."""
    usage = list_rows(material.tables["term_usage"])
    counts = Counter((row["category"], row["language"], row["role"]) for row in usage)
    groups = sorted({(row["category"], row["language"]) for row in usage})
    carrying = sorted(
        (row for row in usage if row["role"] == "carries"),
        key=lambda row: (row["category"], -row["n_sole_passages"], row["term"]),
    )
    titles = {code.code_id: code.title for code in material.study.codes}
    return AuditView(
        effects=tuple(
            view
            for hypothesis in material.study.hypotheses
            if (view := _build_effect(material, hypothesis)) is not None
        ),
        roles=tuple(
            (
                titles.get(category, category),
                _LANGUAGES.get(language, language),
                tuple(format_count(counts[category, language, r]) for r in _ROLES),
            )
            for category, language in groups
        ),
        carriers=tuple(
            (
                titles.get(row["category"], row["category"]),
                row["term"],
                (
                    f"{format_count(row['n_sole_passages'])} of "
                    f"{format_count(row['n_passages'])}"
                ),
            )
            for row in carrying
        ),
        accuracy=tuple(
            _write_accuracy(row, titles)
            for row in list_rows(material.tables["accuracy"])
        ),
        pairs=tuple(_list_pairs(material, titles)),
    )


def _build_effect(material: Material, hypothesis: HypothesisView) -> EffectView | None:
    rows = [
        row
        for row in list_rows(material.tables["term_effects"])
        if row["hypothesis_id"] == hypothesis.hypothesis_id
    ]
    without = [
        row
        for row in rows
        if row["basis"] == "without"
        and not is_missing(row["estimate"])
        and not is_missing(row["estimate_all"])
    ]
    if not without:
        return None
    whole = float(without[0]["estimate_all"])
    ordered = sorted(
        without, key=lambda row: (-abs(row["estimate"] - whole), row["term"])
    )
    numbers = [float(row["estimate"]) for row in without]
    return EffectView(
        hypothesis=hypothesis,
        estimate=format_coefficient(whole),
        lowest=format_coefficient(min(numbers)),
        highest=format_coefficient(max(numbers)),
        draws=_write_draws(rows),
        rows=tuple(
            (
                row["term"],
                format_coefficient(row["estimate"]),
                format_coefficient(row["estimate"] - whole),
            )
            for row in ordered[:_MOST_TERMS]
        ),
    )


def _write_draws(rows: list[dict[str, Any]]) -> str:
    for row in rows:
        if row["basis"] == "bootstrap" and not is_missing(row["conf_low"]):
            return (
                f"{format_coefficient(row['conf_low'])} to "
                f"{format_coefficient(row['conf_high'])} "
                f"({format_count(row['n_draws'])} draws)"
            )
    return ""


def _write_accuracy(row: dict[str, Any], titles: dict[str, str]) -> tuple[str, ...]:
    def write(name: str) -> str:
        if is_missing(row[name]):
            return "not defined"
        low, high = format_share(row[f"{name}_low"]), format_share(row[f"{name}_high"])
        return f"{format_share(row[name])} ({low} to {high})"

    return (
        titles.get(row["code_id"], row["code_id"]),
        format_count(row["n_passages"]),
        write("precision"),
        write("recall"),
        "not defined" if is_missing(row["f1"]) else f"{row['f1']:.2f}",
    )


def _list_pairs(material: Material, titles: dict[str, str]) -> list[tuple[str, ...]]:
    overlap = material.tables["category_overlap"]
    largest = overlap[overlap["n_both"] > 0].sort_values(
        ["jaccard", "category_a", "category_b"], ascending=[False, True, True]
    )
    return [
        (
            titles.get(row["category_a"], row["category_a"]),
            titles.get(row["category_b"], row["category_b"]),
            format_count(row["n_both"]),
            format_share(row["jaccard"]),
            format_count(row["n_shared_words"]),
        )
        for row in list_rows(largest.head(_MOST_PAIRS))
    ]
