"""The lexicons that a command is given, and what reading them said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aimaq import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from discourse import Lexicon

_SHOWN = 5


def read_lexicons(names: Sequence[str]) -> list[Lexicon]:
    """Read lexicons, all built-in ones by default, and say what was noted.

    Parameters
    ----------
    names : sequence of str
        Files, or ``builtin:NAME``.

    Returns
    -------
    list of Lexicon
        In the order of the names.
    """
    from discourse import list_builtin_lexicons, read_lexicon

    wanted = names or [f"builtin:{name}" for name in list_builtin_lexicons()]
    found = [read_lexicon(name) for name in wanted]
    if names:
        say_notes(found)
    return found


def say_notes(lexicons: Sequence[Lexicon]) -> None:
    """Say what was noted when lexicons were read, what changes counts first."""
    notes = [note for lexicon in lexicons for note in lexicon.problems]
    notes.sort(key=lambda note: note.severity != "warning")
    for note in notes[:_SHOWN]:
        console.say(note.sentence)
    if len(notes) > _SHOWN:
        console.say(
            f"and {len(notes) - _SHOWN} more warnings and notes; "
            "aimaq discourse lexicon FILE lists the warnings"
        )
