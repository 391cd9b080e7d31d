"""What can go wrong, and who can mend it.

This module answers one question: whose turn is it? An `InputError` is the user's, a
`MethodError` is the data's limit, anything else is our defect. Where each error is
raised, and its words, belong to the module that finds it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ledger.problems import Problem

_SHOWN = 5


class ToolkitError(Exception):
    """The root of every error that aimaq raises on purpose.

    Parameters
    ----------
    message : str
        Where, found, expected, what to do. Built from `problems` when empty.
    problems : iterable of Problem
        Every finding behind the error, as data.
    """

    def __init__(self, message: str = "", *, problems: Iterable[Problem] = ()) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__(message or _describe(self.problems))


class InputError(ToolkitError, ValueError):
    """Something the user gave cannot be used as it is; the user can mend it."""


class ConfigError(InputError):
    """`study.toml` or a command's options cannot be used."""


class TableError(InputError):
    """A table does not have the columns, kinds, bounds or key it must have."""


class RegionError(InputError):
    """A region, a registry or a crosswalk is wrong."""


class CodebookError(InputError):
    """A codebook or an annotation refers to something that is not there."""


class LexiconError(InputError):
    """A lexicon cannot be read."""


class MethodError(ToolkitError):
    """The data are valid, but this method cannot answer with them."""


class ToolkitWarning(UserWarning):
    """The root of every warning of aimaq."""


class DataLossWarning(ToolkitWarning):
    """Rows or values were left out; the account lists them."""


class ApproximationWarning(ToolkitWarning):
    """An approximation stands in for an exact answer."""


class SmallSampleWarning(ToolkitWarning):
    """The sample is too small for the usual guarantees."""


def _describe(problems: tuple[Problem, ...]) -> str:
    lines = [problem.sentence for problem in problems[:_SHOWN]]
    if len(problems) > _SHOWN:
        lines.append(f"... and {len(problems) - _SHOWN} more.")
    return "\n".join(lines)
