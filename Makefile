# The two commands that a fresh clone needs: `make demo` and `make test`. Each sets up what it needs.

VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin

.PHONY: help demo test lint samples picture benchmark clean

help:
	@echo "make demo       set up, and report on a recorded access log: report.html"
	@echo "make test       set up, and run all tests"
	@echo "make lint       style, format and types"
	@echo "make samples    record sample_logs/ again (nginx, apache2, chromium, firefox-esr)"
	@echo "make picture    take docs/report.png anew (chromium)"
	@echo "make benchmark  measure against the peers that are installed"
	@echo "make clean      remove the environment and what was written"

demo: $(VENV)/installed
	$(BIN)/statscan sample_logs/nginx-main.log -o report.html
	@echo "The report is at $(CURDIR)/report.html: open it in a browser."

test: $(VENV)/installed-dev
	$(BIN)/pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

samples: $(VENV)/installed
	$(BIN)/python -m sample_logs.record

picture: $(VENV)/installed
	$(BIN)/statscan sample_logs/nginx-main.log --quiet -o report.html
	chromium --headless --no-sandbox --hide-scrollbars --window-size=1200,1500 \
		--screenshot=docs/report.png file://$(CURDIR)/report.html

benchmark: $(VENV)/installed-benchmark
	$(BIN)/python benchmarks/run.py million gzip startup

clean:
	rm -rf $(VENV) report.html .pytest_cache .mypy_cache .ruff_cache .hypothesis benchmarks/work

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/installed

$(VENV)/installed-benchmark: $(VENV)/bin/python pyproject.toml
	$(BIN)/pip install --quiet --editable '.[benchmark]'
	@touch $@ $(VENV)/installed
