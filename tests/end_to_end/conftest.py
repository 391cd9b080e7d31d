"""Run the command line as a user does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def aimaq():
    """Return a function that runs `aimaq` and gives its finished process."""

    def run(*words, cwd=None, expect=0):
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                "from aimaq.cli import main; main()",
                *map(str, words),
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env={**os.environ, "PYTHONHASHSEED": "random", "PYTHONUTF8": "1"},
            check=False,
        )
        assert done.returncode == expect, done.stderr
        return done

    return run


@pytest.fixture(scope="session")
def finished(aimaq, tmp_path_factory) -> Path:
    """Return a study of `aimaq new` after its first run."""
    folder = tmp_path_factory.mktemp("studies") / "trial"
    aimaq("new", folder)
    aimaq("run", folder)
    return folder
