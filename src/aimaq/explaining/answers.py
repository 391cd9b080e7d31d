"""What a key of the report or of a table stands for, and what stands behind it.

Keys: ``prevalence:CODE/REGION[/PERIOD]`` (a score), ``INDICATOR/REGION[/PERIOD]`` (a
value), ``INDEX/REGION/PERIOD``, a hypothesis such as ``H1``, a passage or a document.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from aimaq.explaining.estimates import explain_hypothesis
from aimaq.explaining.passages import explain_document, explain_passage
from aimaq.explaining.scores import explain_score
from aimaq.explaining.values import explain_index, explain_value
from ledger import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from aimaq.explaining.sections import Section


def explain_key(key: str, tables: Mapping[str, pd.DataFrame]) -> list[Section]:
    """Walk from a key to the sentences and cells behind it.

    Parameters
    ----------
    key : str
        What to explain.
    tables : mapping of str to DataFrame
        The tables of a complete run.

    Returns
    -------
    list of Section
        From the number down to its sources.

    Raises
    ------
    InputError
        If nothing in the results has this key.
    """
    if key in set(tables["verdicts"]["hypothesis_id"]):
        return explain_hypothesis(key, tables)
    if key in set(tables["passages"]["passage_id"]):
        return explain_passage(key, tables)
    if key in set(tables["documents"]["document_id"]):
        return explain_document(key, tables)
    variable, _, rest = key.partition("/")
    region, _, period = rest.partition("/")
    if region:
        known = (
            ("scores", "measure_id", explain_score),
            ("indicator_values", "indicator_id", explain_value),
            ("index_scores", "index_id", explain_index),
        )
        for table, column, explain in known:
            rows = tables[table]
            mask = (rows[column] == variable) & (rows["region_id"] == region)
            if period:
                mask &= rows["period"] == period
            if bool(mask.any()):
                return explain(rows[mask], tables)
    raise InputError(_describe_unknown(key, tables))


def _describe_unknown(key: str, tables: Mapping[str, pd.DataFrame]) -> str:
    variables = [
        *tables["scores"]["measure_id"].unique(),
        *tables["indicator_values"]["indicator_id"].unique(),
        *tables["index_scores"]["index_id"].unique(),
        *tables["verdicts"]["hypothesis_id"],
    ]
    variable, _, rest = key.partition("/")
    near = get_close_matches(variable, [str(name) for name in variables], n=1)
    tail = f"/{rest}" if rest else ""
    hint = f" Did you mean {near[0]}{tail}?" if near else ""
    if near == [variable]:
        hint = f" {variable} is there, but not for {rest or 'the study as a whole'}."
    return (
        f"{key!r}: nothing in the results has this key. Expected "
        "MEASURE/REGION[/PERIOD] such as prevalence:migration/KZ-61/2017, "
        f"INDICATOR/REGION/PERIOD, a hypothesis, a passage or a document.{hint}"
    )
