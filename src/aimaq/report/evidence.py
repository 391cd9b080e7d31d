"""Which sentences and cells stand behind each number of the report?

Builds the evidence that the page embeds as JSON: every passage once, and for every
score the passages of its numerator. Numbers are already written for people here, so
the script of the page only lays them out.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from aimaq.report.forest import is_correlation, name_estimator
from aimaq.report.formatting import (
    MISSING,
    format_coefficient,
    format_count,
    format_number,
    format_p,
    format_share,
    format_value,
    is_missing,
)
from aimaq.report.inputs import Material, list_rows
from discourse import describe_rule, find_counted_hits
from ledger import InputError

# Passages shown as examples of a topic.
_PER_TOPIC = 5
_CAPS = (8, 5, 3, 2, 1)

Numerators = dict[str, dict[str, dict[str, list[str]]]]


def build_evidence(material: Material) -> dict[str, Any]:
    """Build the evidence of a study as one JSON-like value.

    Parameters
    ----------
    material : Material
        The study.

    Returns
    -------
    dict
        ``passages`` (each once), ``documents``, ``scores`` with their numerators,
        ``rules`` in words, ``values``, ``indexes``, ``estimates``, ``topics``; ``is_whole``: whether also
        passages without a code are embedded; ``cap``: None, or the number of passages
        listed for each score where all would exceed the study's ``evidence_limit``.
    """
    passages = _list_passages(material)
    numerators = _find_numerators(material, passages)
    examples = _find_examples(material)
    study = material.study
    cap: int | None = None
    kept = passages
    if measure_size(passages) > study.evidence_limit:
        first = study.passages_per_cell
        # First only the passages without any code go, then the longest lists shrink.
        for limit in (None, first, *(step for step in _CAPS if step < first)):
            cap = limit
            kept = _keep(passages, numerators, examples, limit)
            if measure_size(kept) <= study.evidence_limit:
                break
    documents = {passage["document"] for passage in kept.values()}
    return {
        "cap": cap,
        "is_whole": len(kept) == len(passages),
        "command": f"aimaq explain {study.study_path}",
        "names": dict(material.names),
        "regions": dict(material.regions),
        "documents": {
            row["document_id"]: {
                "title": row["title"] or row["document_id"],
                "date": row["date"],
                "path": row["path"],
                "outlet": row["outlet"],
                "language": row["language"],
            }
            for row in list_rows(material.tables["documents"])
            if row["document_id"] in documents
        },
        "passages": kept,
        "rules": _describe_rules(kept),
        "scores": _list_scores(material, numerators, passages, kept),
        "values": _list_values(material),
        "indexes": _list_indexes(material),
        "estimates": _list_estimates(material),
        "topics": {
            str(topic): [pair for pair in pairs if pair[0] in kept]
            for topic, pairs in examples.items()
        },
    }


def write_evidence(evidence: Mapping[str, Any]) -> str:
    """Write evidence as JSON that is safe inside a script element.

    Every ``<`` is written as an escape, so no text can close the element or open a
    comment.
    """
    text = json.dumps(
        evidence, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=str
    )
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028")


def measure_size(value: object) -> int:
    """Measure how many bytes a value takes in the page."""
    return len(
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")
    )


def _list_passages(material: Material) -> dict[str, dict[str, Any]]:
    tables = material.tables
    passages: dict[str, dict[str, Any]] = {}
    for row in list_rows(tables["passages"]):
        passages[row["passage_id"]] = {
            "document": row["document_id"],
            "text": row["text"] or "",
            "language": row["language"],
            "page": row["page"],
            "date": row["date"],
            "year": row["year"],
            "hits": [],
            "mentions": [],
            "regions": [],
        }
    counted = set(find_counted_hits(tables["hits"])["hit_id"])
    for row in list_rows(tables["hits"]):
        if passage := passages.get(row["passage_id"]):
            passage["hits"].append(
                [row["start"], row["end"], row["category"].partition(".")[0],
                 row["term"], row["hit_id"] not in counted]
            )  # fmt: skip
    for row in list_rows(tables["mentions"]):
        if passage := passages.get(row["passage_id"]):
            passage["mentions"].append(
                [row["start"], row["end"], row["region_id"], row["status"],
                 row["sense"], row["rule"], _write_candidates(row["candidates"])]
            )  # fmt: skip
    for row in list_rows(tables["passage_regions"]):
        if passage := passages.get(row["passage_id"]):
            passage["regions"].append([row["region_id"], row["weight"], row["basis"]])
    return passages


def _write_candidates(candidates: str | None) -> list[list[str]]:
    """Write the regions a name may mean, each with its weight."""
    if not candidates:
        return []
    return [
        [str(region), format_share(share)] for region, share in json.loads(candidates)
    ]


def _describe_rules(passages: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Say in words why names were read as they were, by rule."""
    rules = {
        str(item[5])
        for passage in passages.values()
        for item in passage["mentions"]
        if item[5]
    }
    described = {}
    for rule in sorted(rules):
        try:
            described[rule] = describe_rule(rule)
        except InputError:
            # Tables that somebody else made may have rules of their own.
            described[rule] = rule
    return described


def is_within(year: int | None, period: str) -> bool:
    """Return whether a year lies in a period of years."""
    if year is None:
        return False
    first, _, last = period.partition("/")
    try:
        return int(first[:4]) <= year <= int((last or first)[:4])
    except ValueError:
        return False


def _find_numerators(
    material: Material, passages: Mapping[str, Mapping[str, Any]]
) -> Numerators:
    """Find the passages that carry a code, by code, region and period."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for passage_id, passage in passages.items():
        codes = {hit[2] for hit in passage["hits"] if not hit[4]}
        # A measure without a code (salience) counts every passage of the region.
        for code in sorted({*codes, ""}):
            for region_id, _, _ in passage["regions"]:
                found[code, region_id].append(passage_id)
    numerators: Numerators = {}
    for row in list_rows(material.tables["scores"]):
        measure, region, period = row["measure_id"], row["region_id"], row["period"]
        code = measure.partition(":")[2]
        numerators.setdefault(measure, {}).setdefault(region, {})[period] = [
            passage_id
            for passage_id in found.get((code, region), ())
            if is_within(passages[passage_id]["year"], period)
        ]
    return numerators


def _find_examples(material: Material) -> dict[Any, list[list[str]]]:
    shares = material.tables["topic_shares"]
    top = shares.sort_values(
        ["topic_id", "share", "passage_id"], ascending=[True, False, True]
    )
    examples: dict[Any, list[list[str]]] = {}
    for row in list_rows(top.groupby("topic_id", sort=True).head(_PER_TOPIC)):
        examples.setdefault(row["topic_id"], []).append(
            [row["passage_id"], format_share(row["share"])]
        )
    return examples


def _keep(
    passages: Mapping[str, dict[str, Any]],
    numerators: Numerators,
    examples: Mapping[Any, list[list[str]]],
    limit: int | None,
) -> dict[str, dict[str, Any]]:
    wanted = {pair[0] for pairs in examples.values() for pair in pairs}
    for by_region in numerators.values():
        for by_period in by_region.values():
            for listed in by_period.values():
                wanted.update(listed[:limit])
    return {key: value for key, value in passages.items() if key in wanted}


def _list_scores(
    material: Material,
    numerators: Numerators,
    passages: Mapping[str, Any],
    kept: Mapping[str, Any],
) -> dict[str, dict[str, dict[str, Any]]]:
    base = _sum_weights(passages)
    scores: dict[str, dict[str, dict[str, Any]]] = {}
    for row in list_rows(material.tables["scores"]):
        measure, region, period = row["measure_id"], row["region_id"], row["period"]
        is_observed = measure.startswith("prevalence:")
        if not is_observed and is_missing(row["estimate"]):
            # Why there is none stands with the prevalence of the same cell.
            continue
        listed = numerators[measure][region][period]
        is_share = material.is_share(measure)
        scores.setdefault(measure, {}).setdefault(region, {})[period] = {
            "estimate": format_value(row["estimate"], is_share=is_share),
            "interval": write_interval(row, is_share=is_share),
            "error": format_value(row["standard_error"], is_share=is_share),
            "n_passages": row["n_passages"],
            "n_documents": row["n_documents"],
            "method": row["method"],
            "weighted": _write_weights(
                sum(_find_weight(passages[item], region) for item in listed),
                sum(
                    weight
                    for year, weight in base.get(region, {}).items()
                    if is_within(year, period)
                ),
            ),
            "n_numerator": len(listed),
            # Measures of one code rest on the same passages: they are listed once.
            "numerator": [item for item in listed if item in kept]
            if is_observed or ":" not in measure
            else None,
        }
    return scores


def _sum_weights(passages: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """Sum the weights of all passages by region and year: the bases of the shares."""
    sums: dict[str, dict[int, float]] = {}
    for passage in passages.values():
        if passage["year"] is None:
            continue
        for region, weight, _ in passage["regions"]:
            years = sums.setdefault(region, {})
            years[passage["year"]] = years.get(passage["year"], 0.0) + (weight or 0.0)
    return sums


def _find_weight(passage: Mapping[str, Any], region: str) -> float:
    return sum(item[1] or 0.0 for item in passage["regions"] if item[0] == region)


def _write_weights(numerator: float, denominator: float) -> str:
    parts = (round(numerator, 3), round(denominator, 3))
    return " of ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)


def write_interval(row: Mapping[str, Any], *, is_share: bool) -> str:
    """Write a confidence interval, or a dash where it is missing."""
    if is_missing(row["conf_low"]) or is_missing(row["conf_high"]):
        return MISSING
    low = format_value(row["conf_low"], is_share=is_share)
    return f"{low} to {format_value(row['conf_high'], is_share=is_share)}"


def _list_values(material: Material) -> dict[str, dict[str, dict[str, list[Any]]]]:
    values: dict[str, dict[str, dict[str, list[Any]]]] = {}
    for row in list_rows(material.tables["indicator_values"]):
        by_region = values.setdefault(row["indicator_id"], {})
        by_region.setdefault(row["region_id"], {})[row["period"]] = [
            format_number(row["value"]), row["unit"], row["status"],
            row["source_cell"], row["origin_id"],
        ]  # fmt: skip
    return values


def _list_indexes(material: Material) -> dict[str, dict[str, Any]]:
    indexes: dict[str, dict[str, Any]] = {
        index.index_id: {
            "components": list(index.components),
            "normalization": index.normalization,
            "aggregation": index.aggregation,
            "cells": {},
        }
        for index in material.study.indexes
    }
    empty = {"components": [], "normalization": "", "aggregation": ""}
    for row in list_rows(material.tables["index_scores"]):
        index = indexes.setdefault(row["index_id"], {**empty, "cells": {}})
        index["cells"].setdefault(row["region_id"], {})[row["period"]] = {
            "score": format_number(row["score"], digits=3),
            "rank": format_count(row["rank"]),
            "interval": write_interval(row, is_share=False),
            "n_components": row["n_components"],
            "coverage": format_share(row["coverage"]),
            "parts": {},
        }
    for row in list_rows(material.tables["index_components"]):
        cells = indexes.get(row["index_id"], {}).get("cells", {})
        cell = cells.get(row["region_id"], {}).get(row["period"])
        if cell is not None:
            cell["parts"][row["component"]] = [
                format_number(row["value"], digits=3),
                format_share(row["index_weight"]),
                "filled" if row["is_imputed"] else "",
            ]
    return indexes


def _list_estimates(material: Material) -> dict[str, dict[str, Any]]:
    estimates: dict[str, dict[str, Any]] = {}
    for row in list_rows(material.tables["specifications"]):
        estimates[row["specification_id"]] = {
            "title": name_estimator(row["estimator"]),
            **{
                key: row[key]
                for key in (
                    "hypothesis_id", "outcome", "exposure", "controls", "sample",
                    "estimator", "covariance", "lag", "weights",
                )
            },
            "terms": [],
        }  # fmt: skip
    for row in list_rows(material.tables["estimates"]):
        holder = estimates.setdefault(row["specification_id"], {"terms": []})
        is_bounded = is_correlation(holder.get("estimator"))
        write = format_coefficient if is_bounded else format_number
        holder["terms"].append(
            {
                "term": row["term"],
                "estimate": write(row["estimate"]),
                "interval": _write_bounds(row, write),
                "p": format_p(row["p_value"]),
                "p_adjusted": format_p(row["p_adjusted"]),
                "n": format_count(row["n_observations"]),
                "n_regions": format_count(row["n_regions"]),
                "n_periods": format_count(row["n_periods"]),
                "detectable": format_coefficient(row["smallest_detectable"]),
                "note": row["note"],
            }
        )
    return estimates


def _write_bounds(row: Mapping[str, Any], write: Callable[[Any], str]) -> str:
    if is_missing(row["conf_low"]) or is_missing(row["conf_high"]):
        return MISSING
    return f"{write(row['conf_low'])} to {write(row['conf_high'])}"
