# make site   builds the sample site and says where to look
# make test   installs what the tests need and runs them
# make sweep  the long runs: thousands of histories, death before every file-system call
# make lint   the house rules: style, types, imports
# make golden writes the expected tree of the sample anew (then read the diff)
# make words  collects the interface words into the catalogues

PYTHON ?= python3
BIN = .venv/bin

.PHONY: site test sweep lint golden words clean

site: .venv/site
	$(BIN)/sitegen build

test: .venv/dev
	$(BIN)/python -m pytest

sweep: .venv/dev
	SITEGEN_SWEEP=1 $(BIN)/python -m pytest --timeout 3000 tests/test_incremental.py tests/test_kill.py

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

golden: .venv/dev
	$(BIN)/python -m pytest tests/test_golden.py --update-golden

words: .venv/dev
	$(BIN)/python docs/words.py

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/site: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@ .venv/site

clean:
	rm -f .venv/site .venv/dev
