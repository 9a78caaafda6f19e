# Every target sets up its own environment in .venv from Python 3.11 or later and the package registry.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: run test lint bench bars soak soak-ci clean

run: $(VENV)/run.stamp          ## serve the store: http://127.0.0.1:8080/
	@exec $(BIN)/adsiis serve

test: $(VENV)/dev.stamp         ## every test, the long ones at a tenth of their size
	$(BIN)/pytest -n auto --dist loadfile

lint: $(VENV)/dev.stamp         ## style, types, floors
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bars: $(VENV)/dev.stamp         ## every test at full size: kills, soaks, benchmarks
	ADSIIS_BARS=1 $(BIN)/pytest

soak: $(VENV)/dev.stamp         ## every workload in every host, for an hour or more: report in soak.html
	$(BIN)/adsiis soak --suite full --html soak.html

soak-ci: $(VENV)/dev.stamp      ## the same workloads in under four minutes
	$(BIN)/adsiis soak --suite ci --html soak.html

bench: $(VENV)/bench.stamp      ## side-by-side figures, as ratios in one run
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); $(PYTHON) -m pip install --user --break-system-packages virtualenv \
	  && $(PYTHON) -m virtualenv $(VENV); } \
	  || { echo "Cannot make a virtual environment: on Debian, 'apt-get install python3-venv' gives Python what it lacks." >&2; exit 1; }

$(VENV)/run.stamp: $(VENV)/bin/python pyproject.toml
	@echo 'Setting up $(VENV) …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[asp]'
	@touch $@

$(VENV)/dev.stamp: $(VENV)/bin/python pyproject.toml
	@echo 'Setting up $(VENV) for development …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: $(VENV)/dev.stamp
	@echo 'Setting up $(VENV) for benchmarks …'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@
