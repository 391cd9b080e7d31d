"""Mentions of a study: what the registry cannot know is a problem, not a guess."""

from pathlib import Path

from aimaq.config import Study
from aimaq.layout import StudyFolder
from aimaq.pipeline import StepContext
from aimaq.steps.coding import MENTIONS_STEP
from atlas import read_registry
from discourse import PASSAGES
from ledger import build_table


class Silent:
    def start(self, label, total): ...

    def advance(self, n=1): ...

    def finish(self): ...


def run(*years):
    passages = build_table(
        [
            {
                "passage_id": f"d{year}#0001", "document_id": f"d{year}", "position": 1,
                "start": 0, "end": 20, "year": year, "date": None, "language": "ru",
                "text": "В Павлодарской области", "n_tokens": 3,
            }
            for year in years
        ],
        PASSAGES,
    )  # fmt: skip
    study = Study.model_validate(
        {
            "study": {"title": "t", "years": (2012, 2023)},
            "documents": {"path": "."},
            "regions": {"boundaries": 2017},
        }
    )
    return MENTIONS_STEP.run(
        StepContext(
            study=study,
            folder=StudyFolder(Path()),
            registry=read_registry(),
            tables={"passages": passages},
            workers=1,
            progress=Silent(),
        )
    )


def test_texts_older_than_the_registry_are_listed_and_kept():
    result = run(1936, 2015)
    assert len(result.tables["mentions"]) == 2
    (problem,) = result.problems
    assert problem.code == "date-before-registry"
    assert problem.where == "d1936"
    assert "1 passages in 1 documents" in problem.found


def test_texts_of_known_years_are_no_problem():
    assert run(2015, 2020).problems == []
