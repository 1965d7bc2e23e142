# Two commands: `make grade` and `make test`. Each sets up what is missing on a fresh machine and does its job.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
SUBMISSION ?= submissions/example

.PHONY: grade test check unit setup data audit calibrate clean

grade: data
	$(BIN)/harness grade $(SUBMISSION)

test: data
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile

# What is quick enough to run at every save.
check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -m "not slow" -q

audit: data
	$(BIN)/harness audit

calibrate: data
	$(BIN)/harness calibrate

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not there: install Python 3.11, or say make PYTHON=python3.12"; exit 2; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

data: $(VENV)/.prepared

# Prepared anew where a question, a data set or a model has changed: what is there already is not built again.
$(VENV)/.prepared: $(VENV)/.installed $(wildcard reference/*/question.py reference/data/*.py reference/models/*.py)
	$(BIN)/harness prepare
	touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
