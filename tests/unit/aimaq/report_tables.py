"""A small study made by hand and by rule, in the shape of the real tables."""

from dataclasses import dataclass

import pandas as pd

from aimaq.report import (
    CodeView,
    HypothesisView,
    IndexView,
    ReportInputs,
    TrapResult,
)

HOSTILE = "<script>alert('1')</script> & \"=cmd()\""


@dataclass(frozen=True)
class FakeRegion:
    region_id: str
    name_en: str


@dataclass(frozen=True)
class FakeRegistry:
    """Six regions in two rows."""

    regions: tuple[FakeRegion, ...] = (
        FakeRegion("KZ-23", "Atyrau Region"),
        FakeRegion("KZ-43", "Kyzylorda Region"),
        FakeRegion("KZ-61", "Turkistan Region"),
        FakeRegion("KZ-71", "Astana"),
        FakeRegion("KZ-75", "Almaty"),
        FakeRegion("KZ-63", "East Kazakhstan Region"),
    )

    def list_boundaries(self, year: int) -> tuple[FakeRegion, ...]:
        assert year == 2018
        return self.regions

    def read_tiles(self, year: int) -> pd.DataFrame:
        assert year == 2018
        return pd.DataFrame(
            {
                "region_id": [region.region_id for region in self.regions],
                "row": [1, 1, 2, 1, 2, 1],
                "column": [1, 2, 2, 3, 3, 4],
                "label": ["Atyrau", "Kyzylorda", "Turkistan", "Astana", "Almaty",
                          "East Kaz."],
            }
        )  # fmt: skip


_TEXTS = (
    ("ru", "Отдалённые сёла Туркестанской области остаются бедными.", "бедными",
     "Туркестанской", "KZ-61"),
    ("kk", "Қызылорда өңірінде әлі де шалғай ауылдар бар, үміт күшті.", "шалғай",
     "Қызылорда", "KZ-43"),
    ("en", "Astana 🏙 attracts the poor of remote villages.", "remote", "Astana",
     "KZ-71"),
    ("ru", "В Атырау доходы растут, но отдалённые посёлки ждут дорог.", "отдалённые",
     "Атырау", "KZ-23"),
)  # fmt: skip


def build_tables() -> dict[str, pd.DataFrame]:
    """Build every table of a study; one document is hostile, one is unreadable."""
    documents, passages, mentions, hits, placed = [], [], [], [], []
    for index in range(16):
        language, text, term, place, region = _TEXTS[index % 4]
        year = 2015 + index // 4
        document, passage = f"doc-{index:02d}", f"doc-{index:02d}#0001"
        date = f"{year}-03-0{index % 4 + 1}"
        documents.append({
            "document_id": document, "title": f"Text {index}", "date": date,
            "year": year, "language": language, "path": f"documents/{document}.txt",
            "n_pages": 1, "n_characters": len(text), "status": "read",
        })  # fmt: skip
        passages.append({
            "passage_id": passage, "document_id": document, "position": 1,
            "page": 1, "start": 0, "end": len(text), "date": date, "year": year,
            "language": language, "text": text, "n_tokens": len(text.split()),
        })  # fmt: skip
        start = text.index(place)
        mentions.append({
            "mention_id": f"{passage}@{start}", "passage_id": passage,
            "document_id": document, "start": start, "end": start + len(place),
            "surface": place, "region_id": region, "level": "region",
            "sense": "place", "status": "matched", "rule": "name",
        })  # fmt: skip
        start = text.index(term)
        hits.append({
            "hit_id": f"{passage}@{start}:marginalization", "passage_id": passage,
            "category": "marginalization", "term": term, "start": start,
            "end": start + len(term), "is_negated": index == 5, "weight": 1.0,
        })  # fmt: skip
        placed.append({
            "passage_id": passage, "region_id": region, "weight": 1.0,
            "basis": "mention",
        })  # fmt: skip
    documents[0]["title"] = HOSTILE
    documents.append({
        "document_id": "scan", "title": None, "year": None, "language": None,
        "path": "documents/scan.pdf", "n_characters": 0, "status": "image_only",
    })  # fmt: skip
    tables = {
        "documents": pd.DataFrame(documents).astype({"year": "Int64"}),
        "passages": pd.DataFrame(passages).astype({"year": "Int64"}),
        "mentions": pd.DataFrame(mentions),
        "passage_regions": pd.DataFrame(placed),
        "hits": pd.DataFrame(hits),
    }
    return tables | _build_numbers() | _build_findings()


def _build_numbers() -> dict[str, pd.DataFrame]:
    scores, values, indexes = [], [], []
    regions = ("KZ-23", "KZ-43", "KZ-61", "KZ-71")
    for number, region in enumerate((*regions, "KZ-75", "KZ-63")):
        for period in ("2015", "2016", "2017", "2018", "2015/2018"):
            has_text = region in regions
            n = (4 if "/" in period else 1) * has_text
            share = 0.15 * (number + 1) if has_text else None
            scores += [
                {
                    "measure_id": f"prevalence:{code}", "region_id": region,
                    "period": period, "estimate": share,
                    "standard_error": 0.1 if n > 1 else None,
                    "conf_low": 0.02 if n > 1 else None,
                    "conf_high": 0.85 if n > 1 else None, "confidence_level": 0.95,
                    "n_passages": n, "n_documents": n, "method": "lexicon",
                }
                for code in ("marginalization", "migration")
            ]  # fmt: skip
        for year in range(2014, 2019):
            value = (
                None if (region, year) == ("KZ-61", 2018) else 900000.5 * (number + 1)
            )
            values.append({
                "indicator_id": "grp", "region_id": region, "period": str(year),
                "value": value, "unit": "KZT/person",
                "status": "absent" if value is None else "observed",
                "origin_id": "bns",
                "source_cell": f"grp.xlsx!Sheet1!C{number + 5}",
            })  # fmt: skip
            indexes.append({
                "index_id": "wellbeing", "region_id": region, "period": str(year),
                "score": number / 5, "rank": 6 - number, "conf_low": None,
                "conf_high": None, "n_components": 1, "coverage": 1.0,
            })  # fmt: skip
    return {
        "scores": pd.DataFrame(scores),
        "indicators": pd.DataFrame([{
            "indicator_id": "grp", "title": "GRP per person", "unit": "KZT/person",
            "kind": "intensive", "direction": 1, "origin_id": "bns",
        }]),
        "indicator_values": pd.DataFrame(values),
        "index_scores": pd.DataFrame(indexes).astype({"rank": "Int64"}),
    }  # fmt: skip


def _build_findings() -> dict[str, pd.DataFrame]:
    specifications, estimates = [], []
    for number, (estimator, sample) in enumerate(
        (("pearson", "between"), ("spearman", "between"), ("ols", "region-years"))
    ):
        key = f"H1: prevalence:marginalization ~ grp | {estimator}, {sample}, lag 1"
        specifications.append({
            "specification_id": key, "hypothesis_id": "H1",
            "outcome": "prevalence:marginalization", "exposure": "grp",
            "controls": None, "sample": sample, "estimator": estimator,
            "covariance": "cluster" if estimator == "ols" else None, "lag": 1,
            "weights": None,
        })  # fmt: skip
        estimates.append({
            "specification_id": key, "term": "grp",
            "estimate": -0.31 + 0.1 * number if estimator != "ols" else None,
            "standard_error": 0.2, "statistic": -1.0, "df": 10, "p_value": 0.0004,
            "p_adjusted": 0.2 if estimator == "spearman" else None,
            "conf_low": -0.7 if estimator != "ols" else None,
            "conf_high": 0.22 if estimator != "ols" else None,
            "confidence_level": 0.95, "n_observations": 16, "n_regions": 4,
            "n_periods": 4, "smallest_detectable": 0.62,
            "note": "too few regions <4>" if estimator == "ols" else None,
        })  # fmt: skip
    topics = [
        {"topic_id": "1", "rank": rank, "term": term, "probability": 0.1 / rank}
        for rank, term in enumerate(("село", "ауыл", "village"), start=1)
    ]
    return {
        "specifications": pd.DataFrame(specifications),
        "estimates": pd.DataFrame(estimates),
        "verdicts": pd.DataFrame([{
            "hypothesis_id": "H1", "verdict": "inconclusive",
            "share_of_specifications": 0.5,
            "reason": "The interval holds zero.",
        }]),
        "topics": pd.DataFrame(topics),
        "topic_shares": pd.DataFrame(
            {"passage_id": ["doc-00#0001", "doc-01#0001"], "topic_id": ["1", "1"],
             "share": [0.9, 0.25]}
        ),
        "problems": pd.DataFrame([{
            "code": "image-only-pdf", "severity": "warning",
            "where": "documents/scan.pdf", "found": "No text.", "expected": "Text.",
            "action": "Run OCR.",
        }]),
        "losses": pd.DataFrame([{
            "step": "join", "table": "scores", "key": "KZ-75", "reason": "no value",
            "n_rows": 3,
        }]),
        "accounts": pd.DataFrame([{
            "step": "passages", "reason": "kept", "rows_in": 16, "rows_out": 16,
            "n_rows": 16,
        }]),
    }  # fmt: skip


def build_study(**changes: object) -> ReportInputs:
    """Build the words around the tables."""
    settings: dict[str, object] = {
        "title": f"Villages {HOSTILE}",
        "seed": 7,
        "years": (2015, 2018),
        "boundaries": 2018,
        "is_demonstration": True,
        "demonstration_notice": "These texts were written for this test.",
        "hypotheses": (
            HypothesisView(
                hypothesis_id="H1", claim="Poorer regions are called marginal",
                outcome="prevalence:marginalization", exposure="grp",
                direction="negative", lag=1,
            ),
        ),
        "codes": (
            CodeView(
                code_id="marginalization", title="Marginalization",
                definition="A place is called poor or remote.", source="Wacquant 2008",
            ),
            CodeView(code_id="migration", title="Migration"),
        ),
        "indexes": (
            IndexView(
                index_id="wellbeing", title="Well-being", components=("grp",),
                normalization="min-max", aggregation="geometric",
            ),
        ),
        "traps": (
            TrapResult(
                title="The poet Abai", path="documents/abai.txt",
                expectation="no region", outcome="no region", ok=True,
            ),
        ),
        "facts": (("Python", "3.11"),),
        "digests": (("documents/doc-00.txt", "ab" * 32),),
    }  # fmt: skip
    return ReportInputs(**{**settings, **changes})  # type: ignore[arg-type]
