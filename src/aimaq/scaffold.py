"""The study that `aimaq new` writes: small, invented, and complete."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from ledger import InputError

if TYPE_CHECKING:
    from pathlib import Path


def write_scaffold(folder: Path) -> None:
    """Write a study that runs as it is.

    Parameters
    ----------
    folder : pathlib.Path
        A new or empty folder.

    Raises
    ------
    InputError
        If the folder holds something already; nothing of it is touched.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(
            f"{folder}: found a file or a folder that is not empty. Expected a new "
            "folder. Choose another name; nothing was written."
        )
    with as_file(files("aimaq") / "scaffold_data") as source:
        shutil.copytree(
            source, folder, dirs_exist_ok=True, copy_function=shutil.copyfile
        )
