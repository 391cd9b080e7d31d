"""A function over passages, partition by partition, in one process or several.

Partitions are whole documents and do not depend on the number of workers, so neither
does the result.
"""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import pandas as pd

from ledger import TableSchema, build_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ledger import Progress

_PASSAGES_PER_PARTITION = 2000


def map_documents(
    function: Callable[..., pd.DataFrame],
    passages: pd.DataFrame,
    schema: TableSchema,
    *,
    extra: tuple[Any, ...],
    workers: int,
    label: str,
    progress: Progress,
) -> pd.DataFrame:
    """Apply a function of passages to partitions of whole documents.

    Parameters
    ----------
    function : callable
        A module-level function of a passages table and `extra`.
    passages : pandas.DataFrame
        Passages table.
    schema : TableSchema
        What the function returns.
    extra : tuple
        Further arguments.
    workers : int
        Processes.
    label : str
        For the progress bar.
    progress : Progress
        Who listens.

    Returns
    -------
    pandas.DataFrame
        The parts together, in the schema's order.
    """
    partitions = list(_split_by_document(passages))
    progress.start(label, len(passages))
    found: list[pd.DataFrame] = []
    if workers == 1 or len(partitions) == 1:
        for part in partitions:
            found.append(function(part, *extra))
            progress.advance(len(part))
    else:
        # A fresh interpreter for each worker: forks of a process with threads hang.
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            tasks = [pool.submit(function, part, *extra) for part in partitions]
            for part, task in zip(partitions, tasks, strict=True):
                found.append(task.result())
                progress.advance(len(part))
    progress.finish()
    if not found:
        return build_table([], schema)
    return build_table(pd.concat(found, ignore_index=True), schema)


def _split_by_document(passages: pd.DataFrame) -> Iterator[pd.DataFrame]:
    sizes = passages.groupby("document_id", sort=False).size()
    partition = (sizes.cumsum() - sizes) // _PASSAGES_PER_PARTITION
    labels = passages["document_id"].map(partition)
    for _, part in passages.groupby(labels, sort=True):
        yield part.reset_index(drop=True)
