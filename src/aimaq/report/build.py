"""How does a study become one HTML file?

Puts figures, tables and evidence into the template. The file needs no network: style
and script stand in it, and its security policy forbids everything else.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pandas as pd
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from aimaq.report import formatting
from aimaq.report.audit import build_audit
from aimaq.report.evidence import build_evidence, write_evidence
from aimaq.report.forest import build_forest
from aimaq.report.heatmap import build_heatmap
from aimaq.report.inputs import (
    Material,
    RegistryLike,
    ReportInputs,
    build_material,
    list_rows,
)
from aimaq.report.map import build_maps
from aimaq.report.overview import (
    build_cards,
    build_headline,
    build_tallies,
    list_unused_documents,
)
from aimaq.report.scatter import build_scatters
from aimaq.report.statistics_tables import build_index_tables, build_indicator_tables
from aimaq.report.trends import build_trends
from aimaq.report.words import list_key_terms, list_variants
from ledger import write_text_atomically

_SCRIPTS = ("panel.js", "views.js", "page.js")
_STYLES = ("page.css", "figures.css", "print.css")
_TEMPLATES = (
    "report.html", "macros.html", "findings.html", "figures.html", "hypotheses.html",
    "words.html", "audit.html", "tables.html", "methods.html",
)  # fmt: skip
# Rows of a list that the page prints; the rest stands in the Parquet file.
_MOST_ROWS = 200
_SHORT_TABLES = ("losses", "accounts", "problems")


def build_report(
    tables: Mapping[str, pd.DataFrame],
    *,
    study: ReportInputs,
    registry: RegistryLike,
    path: Path,
) -> None:
    """Write the report of a study as one self-contained HTML file.

    Parameters
    ----------
    tables : mapping of str to pandas.DataFrame
        The study's tables by name (documents, passages, mentions, passage_regions,
        hits, topics, topic_shares, scores, indicators, indicator_values,
        index_scores, linked, losses, specifications, estimates, verdicts, problems,
        accounts); any may be absent or empty. They are not changed.
    study : ReportInputs
        Title, hypotheses, codes, traps and versions.
    registry : RegionRegistry
        The regions and their tile map at the study's boundaries.
    path : pathlib.Path
        The file to write; it appears complete or not at all.

    Notes
    -----
    Same tables, same words, same bytes: the page holds no time stamp and no random
    id. Where the evidence would exceed ``study.evidence_limit`` bytes, each score
    lists its first passages and names the command that prints all of them.
    """
    material = build_material(tables, study=study, registry=registry)
    write_text_atomically(render_report(material), path)


def render_report(material: Material) -> str:
    """Render the page of a study as HTML text."""
    script = "\n".join(_read_asset(name) for name in _SCRIPTS)
    style = "\n".join(_read_asset(name) for name in _STYLES)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    environment = Environment(
        loader=DictLoader(
            {name: _read_file("templates", f"{name}.j2") for name in _TEMPLATES}
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "count": formatting.format_count,
        "number": formatting.format_number,
        "share": formatting.format_share,
        "period": formatting.format_period,
        "typeset": formatting.typeset,
        "capitalize_first": _capitalize_first,
        "sentence": _end_sentence,
    }
    evidence = build_evidence(material)
    context = _build_context(material) | {
        "script": Markup(script),  # noqa: S704
        "style": Markup(style),  # noqa: S704
        "script_digest": digest,
        "evidence": Markup(write_evidence(evidence)),  # noqa: S704
        "cap": evidence["cap"],
        "command": evidence["command"],
    }
    page = environment.get_template("report.html").render(context)
    # A lone surrogate cannot be written as UTF-8; everything else stays as it is.
    return page.encode("utf-8", "replace").decode()


def _build_context(material: Material) -> dict[str, Any]:
    study, tables = material.study, material.tables
    lists: dict[str, dict[str, Any]] = {
        name: {
            "rows": list_rows(tables[name].head(_MOST_ROWS)),
            "n_left_out": max(0, len(tables[name]) - _MOST_ROWS),
        }
        for name in _SHORT_TABLES
    }
    unused = list_unused_documents(material)
    lists["documents"] = {
        "rows": unused[:_MOST_ROWS],
        "n_left_out": max(0, len(unused) - _MOST_ROWS),
    }
    return {
        "study": study,
        "material": material,
        # A study of statistics alone has no sections about texts.
        "has_texts": len(tables["documents"]) > 0,
        "cards": build_cards(material),
        "headline": build_headline(material),
        "problem_kinds": sorted(Counter(tables["problems"]["code"]).items()),
        "tallies": build_tallies(material),
        "maps": build_maps(material),
        "heatmap": build_heatmap(material),
        "trends": build_trends(material),
        "scatters": build_scatters(material),
        "forests": [
            (hypothesis, card, build_forest(material, hypothesis))
            for hypothesis, card in zip(
                study.hypotheses, build_cards(material), strict=True
            )
        ],
        "topics": _list_topics(material),
        "audit": build_audit(material),
        "keyness": list_variants(material, "words"),
        "key_terms": list_key_terms(material),
        "code_pictures": list_variants(material, "codes"),
        "index_pictures": list_variants(material, "indexes"),
        "indicator_pictures": list_variants(material, "indicators"),
        "indicator_tables": build_indicator_tables(material),
        "index_tables": build_index_tables(material),
        "lists": lists,
    }


def _list_topics(material: Material) -> list[dict[str, Any]]:
    shares = material.tables["topic_shares"]
    means = shares.groupby("topic_id")["share"].mean().to_dict()
    topics: dict[Any, list[dict[str, Any]]] = {}
    ordered = material.tables["topics"].sort_values(["topic_id", "rank"])
    for row in list_rows(ordered):
        topics.setdefault(row["topic_id"], []).append(row)
    return [
        {
            "topic_id": topic,
            "href": formatting.build_link("topic", str(topic)),
            "share": means.get(topic),
            "terms": terms[:12],
            "top": max((row["probability"] or 0 for row in terms), default=0),
        }
        for topic, terms in topics.items()
    ]


def _capitalize_first(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read_asset(name: str) -> str:
    return _read_file("assets", name)


def _read_file(folder: str, name: str) -> str:
    return files("aimaq.report").joinpath(folder, name).read_text(encoding="utf-8")


def _end_sentence(text: str) -> str:
    """Close a text with a full stop where it has no closing sign of its own."""
    return text if text.rstrip().endswith((".", "!", "?", "…")) else f"{text.rstrip()}."
