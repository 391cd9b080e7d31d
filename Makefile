# Two commands: `make run` and `make test`. Each sets everything up the first time.
# Needs Python 3.11 or newer, make and a Python package index; nothing else.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test lint types imports words docs bench clean

run: $(VENV)/.ready-to-run
	@$(BIN)/aimaq run corpus

test: $(VENV)/.ready-to-test
	$(BIN)/python -m pytest

lint: $(VENV)/.ready-to-test
	$(BIN)/ruff format --check src tests benchmarks corpus docs
	$(BIN)/ruff check src tests benchmarks corpus docs

types: $(VENV)/.ready-to-test
	$(BIN)/mypy

imports: $(VENV)/.ready-to-test
	$(BIN)/lint-imports

words: $(VENV)/.ready-to-test
	$(BIN)/codespell README.md ARCHITECTURE.md CHANGELOG.md DATA-LICENCES.md docs src tests benchmarks

docs: $(VENV)/.ready-to-test
	$(BIN)/python docs/build_reference.py --check
	$(BIN)/python -m pytest --doctest-modules src -q -p no:randomly

clean:
	rm -rf $(VENV) corpus/results

$(VENV)/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "aimaq needs Python 3.11 or newer; '$(PYTHON)' is older. Try: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment in $(VENV) ..."
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.ready-to-run: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing aimaq and its libraries (about a minute, once) ..."
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps -r requirements.txt
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.ready-to-test: requirements-dev.txt $(VENV)/.ready-to-run
	@echo "Installing what the tests and checks need (once) ..."
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps -r requirements-dev.txt
	@touch $@
