"""Arguments that take one of a few words, checked against their own type."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any, get_args

from ledger.errors import InputError


def check_choice(value: object, choices: Any, argument: str) -> None:
    """Raise if a value is not among the words of a ``Literal``.

    Parameters
    ----------
    value : object
        What the caller gave.
    choices : typing.Literal alias
        The allowed words.
    argument : str
        The argument's name, for the message.

    Raises
    ------
    InputError
        Naming the argument, the value, the allowed words and the nearest one.
    """
    allowed = get_args(choices)
    if value in allowed:
        return
    near = get_close_matches(str(value), [str(word) for word in allowed], n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    raise InputError(
        f"{argument}: found {value!r}. Expected one of "
        f"{', '.join(map(repr, allowed))}.{hint}"
    )
