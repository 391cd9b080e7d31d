"""The pipeline: which steps there are, and what they have written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq.steps.auditing import AUDITING
from aimaq.steps.coding import HITS_STEP, MENTIONS_STEP, TOPICS_STEP
from aimaq.steps.indicators import INDEXING, INDICATORS_STEP
from aimaq.steps.linking import ESTIMATING, LINKING
from aimaq.steps.reading import READING
from aimaq.steps.reporting import REPORTING
from aimaq.steps.scoring import SCORING
from aimaq.steps.words import WORDS
from ledger import ACCOUNTS, LOSSES, PROBLEMS, InputError, TableSchema, read_table

if TYPE_CHECKING:
    import pandas as pd

    from aimaq.layout import StudyFolder
    from aimaq.pipeline import Step

STEPS: tuple[Step, ...] = (
    READING,
    MENTIONS_STEP,
    HITS_STEP,
    TOPICS_STEP,
    SCORING,
    WORDS,
    INDICATORS_STEP,
    INDEXING,
    LINKING,
    ESTIMATING,
    AUDITING,
    REPORTING,
)


def read_result_tables(folder: StudyFolder) -> dict[str, pd.DataFrame]:
    """Read every table of a complete run.

    Parameters
    ----------
    folder : StudyFolder
        The study.

    Returns
    -------
    dict of str to DataFrame
        Tables by name.

    Raises
    ------
    InputError
        If the study has no complete run.
    """
    if not folder.manifest.is_file():
        raise InputError(
            f"{folder.root}: found no complete run. Expected results/manifest.json. "
            f"Run it first: aimaq run {folder.root}"
        )
    schemas: dict[str, TableSchema] = {
        "problems": PROBLEMS,
        "accounts": ACCOUNTS,
        "losses": LOSSES,
    }
    for step in STEPS:
        schemas |= step.makes
    return {
        name: read_table(folder.tables / f"{name}.parquet", schema)
        for name, schema in schemas.items()
    }
