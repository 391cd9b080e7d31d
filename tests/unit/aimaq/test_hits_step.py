"""Hits of a study: what reading a lexicon left out is a problem of the step."""

from aimaq.config import Study
from aimaq.layout import StudyFolder
from aimaq.pipeline import StepContext
from aimaq.steps.coding import HITS_STEP
from atlas import read_registry
from discourse import PASSAGES
from ledger import build_table


class Silent:
    def start(self, label, total): ...

    def advance(self, n=1): ...

    def finish(self): ...


def test_what_a_lexicon_could_not_say_is_a_problem(tmp_path):
    (tmp_path / "words.cat").write_text(
        "VILLAGE\n\tСЕЛО (1)\n\t@W [СЕЛО NEAR ВОДА /C] (1)\n", encoding="utf-8"
    )
    passage = {
        "passage_id": "d#0001", "document_id": "d", "position": 1, "start": 0,
        "end": 5, "year": 2015, "date": None, "language": "ru", "text": "Село.",
        "n_tokens": 1,
    }  # fmt: skip
    study = Study.model_validate(
        {
            "study": {"title": "t", "years": (2012, 2023)},
            "documents": {"path": "."},
            "regions": {"boundaries": 2017},
            "codes": ({"id": "village", "lexicon": "words.cat"},),
        }
    )
    result = HITS_STEP.run(
        StepContext(
            study=study,
            folder=StudyFolder(tmp_path),
            registry=read_registry(),
            tables={"passages": build_table([passage], PASSAGES)},
            workers=1,
            progress=Silent(),
        )
    )
    assert result.tables["hits"]["category"].tolist() == ["village"]
    (problem,) = result.problems
    assert (problem.code, problem.where) == (
        "left-out-term",
        "words.cat, line 3, column 16",
    )
