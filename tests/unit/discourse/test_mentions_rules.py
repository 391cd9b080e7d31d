"""Rules of mentions in plain words."""

import ast
from pathlib import Path

import pandas as pd
import pytest

import discourse.mentions
from discourse import describe_rule, find_mentions
from discourse.mentions.rules import PARTS
from ledger import InputError

TEXTS = (
    "в Алматинской, Жамбылской и Туркестанской областях; аким Павлодарской области",
    "Павлодарский университет, газета «Астана», рейс Эйр Астана, заявка Алматы-2022",
    "Ақтөбеліктердің уәжі, Павлодарлық көліктер, елордада, Қапшағай су қоймасы",
    "в селе Жамбыл Каркаралинского района; Павлодарский областной суд; гг. Уральск",
    "Семей, область Абай. Качирский отдел; Абай, Карагандинская область",
    "http://pavlodar.gov.kz и BankPavlodar PavlodarБанк",
    "9 аудан (Лебяжі, Май); алматинские школы; в Актогайском районе Павлодара",
    "Алматы облыстары, Аксу (Ермак)",
)


def test_every_rule_that_is_written_has_its_words() -> None:
    passages = pd.DataFrame(
        {"passage_id": list(map(str, range(len(TEXTS)))), "document_id": "d",
         "date": None, "text": list(TEXTS)}
    )  # fmt: skip
    rules = set(find_mentions(passages)["rule"])
    assert len(rules) > 15
    for rule in rules:
        assert describe_rule(rule).endswith(".")


def test_every_rule_in_the_code_has_its_words() -> None:
    """The second argument of Case.mark and what is assigned to a rule are known."""
    written = set()
    for path in Path(discourse.mentions.__path__[0]).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "mark":
                written |= _list_texts(node.args[1])
            if isinstance(node, ast.keyword) and node.arg == "rule":
                written |= _list_texts(node.value)
            if isinstance(node, ast.Assign) and any(
                getattr(target, "attr", "") == "rule" for target in node.targets
            ):
                written |= _list_texts(node.value)
    assert {"type-word", "village", "authority-head", "list"} <= written
    assert written <= set(PARTS)


def _list_texts(node: ast.expr) -> set[str]:
    branches = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return {
        str(branch.value)
        for branch in branches
        if isinstance(branch, ast.Constant) and branch.value
    }


def test_the_parts_of_a_rule_are_joined() -> None:
    assert describe_rule("name-authority-document") == (
        "The name needs no word beside it to count; an authority is named with it, so "
        "that it stands for the authority; of its candidates the document names this "
        "region alone."
    )


@pytest.mark.parametrize("rule", ["", "guess", "name-guess", "container"])
def test_what_is_no_rule_is_refused(rule: str) -> None:
    with pytest.raises(InputError, match="rule"):
        describe_rule(rule)
