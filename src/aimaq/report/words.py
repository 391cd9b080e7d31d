"""Which words set groups of texts apart: the pictures, and lines to read them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from aimaq.report.formatting import (
    build_link,
    format_count,
    format_number,
    is_missing,
)
from aimaq.report.inputs import Material, list_rows
from aimaq.report.map import Variant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MEASURE = "log_odds"
# How each measure of spread is called, and how many decimals it is written with.
_SPREAD = {"dp_norm": ("DP", 2), "arf": ("reduced frequency", 1)}
_LANGUAGES = {"ru": "Russian", "kk": "Kazakh", "en": "English"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TermLines:
    """A term that sets a target apart, with lines in which it stands.

    Parameters
    ----------
    comparison, language, term : str
        Where it stands out.
    counts : str
        Its occurrences in the target and in the reference.
    spread : str
        How evenly it is spread over documents, with intervals; empty if not measured.
    lines : tuple of (str, str, str, str)
        Address of the passage, words before, the term, words after.
    """

    comparison: str
    language: str
    term: str
    counts: str
    spread: str
    lines: tuple[tuple[str, str, str, str], ...]


def list_variants(material: Material, section: str) -> list[Variant]:
    """List the pictures of a section as choices of one figure."""
    return [
        Variant(
            key=f"{section}-{place}",
            title=picture.title,
            group="",
            caption=picture.title,
            # Our own drawing: every text in it was escaped when it was drawn.
            markup=Markup(picture.markup),  # noqa: S704
        )
        for place, picture in enumerate(material.study.pictures)
        if picture.section == section
    ]


def list_key_terms(material: Material) -> list[TermLines]:
    """List the terms that have lines, the most distinctive first in their group."""
    keyness = material.tables["keyness"]
    own = keyness[keyness["measure"] == _MEASURE]
    values = {
        (row["comparison_id"], row["language"], row["term"]): row
        for row in list_rows(own)
    }
    spread = material.tables["dispersion"]
    measured: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in list_rows(spread[spread["parts"] == "document"]):
        terms = measured.setdefault((row["language"], row["term"]), {})
        terms[row["measure"]] = row
    grouped: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in list_rows(material.tables["key_lines"]):
        key = (row["comparison_id"], row["language"], row["term"])
        grouped.setdefault(key, []).append(row)
    ordered = sorted(
        grouped, key=lambda key: (key[:2], -(values[key]["value"] or 0.0), key[2])
    )
    return [
        TermLines(
            comparison=comparison.replace("_", " "),
            language=_LANGUAGES.get(language, language),
            term=term,
            counts=_write_counts(values[comparison, language, term]),
            spread=_write_spread(measured.get((language, term), {})),
            lines=tuple(_write_lines(grouped[comparison, language, term])),
        )
        for comparison, language, term in ordered
    ]


def _write_counts(row: dict[str, Any]) -> str:
    target, reference = (
        format_number(row[name], digits=1) for name in ("n_target", "n_reference")
    )
    return f"{target} in the target, {reference} in the reference"


def _write_spread(rows: Mapping[str, dict[str, Any]]) -> str:
    """Say in how many documents a term is, and how evenly."""
    known = {name: rows[name] for name in _SPREAD if name in rows}
    if not known:
        return ""
    row = next(iter(known.values()))
    n_with, n_all = (format_count(row[name]) for name in ("n_parts_with", "n_parts"))
    parts = [f"in {n_with} of {n_all} documents"]
    for name, found in known.items():
        title, digits = _SPREAD[name]
        value, low, high = (
            format_number(found[column], digits=digits)
            for column in ("value", "conf_low", "conf_high")
        )
        bounds = "" if is_missing(found["conf_low"]) else f" ({low} to {high})"
        parts.append(f"{title} {value}{bounds}")
    return ", ".join(parts)


def _write_lines(
    rows: Iterable[dict[str, Any]],
) -> Iterable[tuple[str, str, str, str]]:
    for row in rows:
        href = build_link("passage", row["passage_id"])
        yield href, row["left"], row["match"], row["right"]
