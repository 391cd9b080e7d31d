"""The command line: thin faces over the functions of the packages."""

from aimaq.cli.entry import main

__all__ = ["main"]
