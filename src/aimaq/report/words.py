"""Which words set groups of texts apart: the pictures, and lines to read them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from aimaq.report.formatting import build_link, format_number
from aimaq.report.inputs import Material, list_rows
from aimaq.report.map import Variant

if TYPE_CHECKING:
    from collections.abc import Iterable

_MEASURE = "log_odds"
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
    lines : tuple of (str, str, str, str)
        Address of the passage, words before, the term, words after.
    """

    comparison: str
    language: str
    term: str
    counts: str
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
            lines=tuple(_write_lines(grouped[comparison, language, term])),
        )
        for comparison, language, term in ordered
    ]


def _write_counts(row: dict[str, Any]) -> str:
    target, reference = (
        format_number(row[name], digits=1) for name in ("n_target", "n_reference")
    )
    return f"{target} in the target, {reference} in the reference"


def _write_lines(
    rows: Iterable[dict[str, Any]],
) -> Iterable[tuple[str, str, str, str]]:
    for row in rows:
        href = build_link("passage", row["passage_id"])
        yield href, row["left"], row["match"], row["right"]
