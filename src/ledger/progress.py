"""How long work tells where it stands, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """A listener of long work; the command line shows a bar, tests show nothing."""

    def start(self, label: str, total: int) -> None:
        """Begin a piece of work of `total` units."""

    def advance(self, n: int = 1) -> None:
        """Say that `n` more units are done."""

    def finish(self) -> None:
        """End the piece of work."""
