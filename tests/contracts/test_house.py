"""What the folders and files themselves must keep to (conventions of the project)."""

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal, get_origin

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"
PACKAGES = ("ledger", "atlas", "discourse", "indicators", "linkage", "aimaq")
BANNED_NAMES = {"utils", "helpers", "common", "misc", "base"}
FILES = sorted(SOURCE.rglob("*.py"))
HARD_STOP = 600


def test_no_file_is_longer_than_the_hard_stop():
    long = {
        str(file.relative_to(ROOT)): n
        for file in FILES
        if (n := len(file.read_text(encoding="utf-8").splitlines())) > HARD_STOP
    }
    assert not long


def test_no_file_has_a_name_that_says_nothing():
    assert not [file for file in FILES if file.stem in BANNED_NAMES]


def test_the_front_door_imports_only_public_roots():
    deep = []
    for file in (SOURCE / "aimaq").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            deep += [
                f"{file.name}: {name}"
                for name in names
                if "." in name and name.split(".")[0] in PACKAGES[:-1]
            ]
    assert not deep


@pytest.mark.parametrize("package", PACKAGES[1:-1])
def test_every_public_name_can_be_imported_and_has_a_docstring(package):
    module = importlib.import_module(package)
    assert module.__all__
    for name in module.__all__:
        value = getattr(module, name)
        assert value is not None
        # The words of a choice (Literal) have no docstring of their own.
        if callable(value) and get_origin(value) is not Literal:
            assert value.__doc__, f"{package}.{name}"


@pytest.mark.parametrize("package", PACKAGES)
def test_importing_a_package_loads_no_heavy_library(package):
    heavy = [
        "spacy",
        "gensim",
        "sklearn",
        "statsmodels",
        "matplotlib",
        "lingua",
        "nltk",
        "pymorphy3",
    ]
    code = f"import sys, {package}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_no_committed_file_names_a_machine_or_an_index():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: the committed files are not known")
    pattern = re.compile(r"(^|[^\w.])/(root|home)/\w|py" + r"pi\.org|python" + "hosted")
    named = []
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix not in (".pdf", ".docx", ".png"):
            text = path.read_text(encoding="utf-8", errors="replace")
            if pattern.search(text):
                named.append(name)
    assert not named


def test_print_is_used_only_by_the_console():
    callers = [
        str(file)
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
        and file.name != "console.py"
    ]
    assert not callers
