# make run: the main job on the seeds; make test: the tests; make test-slow: those that kill, crowd and flood, and every
# command of the docs. Each sets up .venv when it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: run test test-slow lint clean

run: $(READY)
	$(BIN)/factbase run seeds --db out/seeds.db
	$(BIN)/factbase figures --db out/seeds.db
	$(BIN)/factbase conflicts --db out/seeds.db

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not slow"

test-slow: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile -m slow

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

$(READY): pyproject.toml requirements.lock.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

clean:
	rm -rf $(VENV) out
