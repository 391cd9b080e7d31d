"""What people see in a terminal: messages, tables, progress.

Results go to standard output, messages to standard error. Bars are drawn on a terminal
only; elsewhere each step is one plain line.
"""

from __future__ import annotations

import json
import logging
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from rich.console import Console

    from ledger import Problem

# Beyond this a number is written out; below it, four digits that count.
_LARGE = 10_000.0
_STYLES = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def configure_logging(*, is_verbose: bool) -> None:
    """Send log messages to standard error; DEBUG when verbose, else warnings."""
    logging.basicConfig(
        stream=sys.stderr,
        level=logging.DEBUG if is_verbose else logging.WARNING,
        format="%(name)s: %(message)s",
    )


def say(message: str) -> None:
    """Write one message to standard error."""
    print(message, file=sys.stderr, flush=True)


def show_text(text: str) -> None:
    """Write a result to standard output."""
    print(text, flush=True)


def show_table(frame: pd.DataFrame, *, title: str = "", limit: int = 200) -> None:
    """Print a table to standard output, saying how many rows were left out.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any table.
    title : str
        A line above it.
    limit : int
        Rows at most.
    """
    rows = frame.head(limit).itertuples(index=False, name=None)
    cells = [[_format_cell(value) for value in row] for row in rows]
    _print_rows(title, [str(name) for name in frame.columns], cells)
    if len(frame) > limit:
        say(f"... and {len(frame) - limit} more rows (-o FILE writes them all)")


def show_json(frame: pd.DataFrame) -> None:
    """Print a table to standard output as JSON, one list of records."""
    print(frame.to_json(orient="records", force_ascii=False, indent=1))


def show_record(record: dict[str, Any]) -> None:
    """Print one JSON object to standard output."""
    print(json.dumps(record, ensure_ascii=False, indent=1, default=str))


def show_problems(problems: Iterable[Problem], *, limit: int = 40) -> None:
    """Write findings to standard error: errors, then warnings; notes are counted."""
    console = _build_console(is_error=True)
    listed = list(problems)
    shown = [
        problem
        for severity in ("error", "warning")
        for problem in listed
        if problem.severity == severity
    ]
    for problem in shown[:limit]:
        console.print(
            f"{problem.severity:>8}  ", style=_STYLES[problem.severity], end=""
        )
        console.print(
            f"{problem.sentence} ({problem.code})",
            markup=False,
            highlight=False,
            soft_wrap=True,
        )
    if len(shown) > limit:
        say(f"          ... and {len(shown) - limit} more")
    notes = Counter(problem.code for problem in listed if problem.severity == "note")
    for code, count in sorted(notes.items()):
        console.print("    note  ", style=_STYLES["note"], end="")
        console.print(f"{count} x {code}", markup=False, highlight=False)


class TerminalProgress:
    """Progress bars on a terminal, silence elsewhere."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None

    def start(self, label: str, total: int) -> None:
        """Begin a bar of `total` units."""
        self.finish()
        if not sys.stderr.isatty():
            return
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
        )

        self._bar = Progress(
            TextColumn("  {task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=_build_console(is_error=True),
            transient=True,
        )
        self._bar.start()
        self._task = self._bar.add_task(label, total=total)

    def advance(self, n: int = 1) -> None:
        """Move the bar by `n` units."""
        if self._bar is not None:
            self._bar.advance(self._task, n)

    def finish(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _print_rows(title: str, names: Sequence[str], cells: list[list[str]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row))
    _build_console(is_error=False).print(table)


def _build_console(*, is_error: bool) -> Console:
    from rich.console import Console

    stream = sys.stderr if is_error else sys.stdout
    # Piped output is not a terminal of 80 columns: cells must not be cut there.
    width = None if stream.isatty() else 200
    return Console(stderr=is_error, width=width)


def _format_cell(value: Any) -> str:
    import pandas as pd

    if pd.api.types.is_scalar(value) and pd.isna(value):
        return "–"
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) >= _LARGE else f"{value:.4g}"
    return str(value)
