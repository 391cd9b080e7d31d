"""Groups of commands that load a command when it is called.

So `aimaq --help` stays quick, whatever the commands need.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is called.

    Parameters
    ----------
    commands_at : mapping of str to (str, str)
        Command -> the module that holds a function of this name, and one line of help.
    **options
        Those of `click.Group`.
    """

    def __init__(
        self, *, commands_at: Mapping[str, tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(**options)
        self._commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order they are declared in."""
        del ctx
        return list(self._commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        del ctx
        if cmd_name not in self._commands_at:
            return None
        module = import_module(self._commands_at[cmd_name][0])
        command: click.Command = getattr(module, cmd_name)
        return command

    def format_commands(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the command list without importing the commands."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, help_) for name, (_, help_) in self._commands_at.items()]
            )
