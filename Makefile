# Dienstweg. `make` tells what can be done; each target prepares what it needs and repeats only what changed.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory
.DELETE_ON_ERROR:

PORT ?= 8000
PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input -qq

# A virtual environment holds absolute paths: in a folder that was copied or moved it is made anew.
PLACE := $(shell printf '%s' '$(CURDIR)' | cksum | cut -d' ' -f1)
STAMPS := var/.stamps
VENV := $(STAMPS)/venv-$(PLACE)

# On PostgreSQL run the tests that can notice the difference.
DATABASE_TESTS := --ignore=tests/engine --ignore=tests/properties --ignore=tests/house

# Which part of the heavy tests runs today. The same seed repeats the same part.
export DIENSTWEG_SEED ?= $(shell echo $$(( $$(date +%s) / 86400 )))

##@ Use

help: ## Print this list
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup: $(STAMPS)/package $(STAMPS)/assets ## Make or refresh the environment: .venv/bin/dienstweg works afterwards
	@echo "Ready: .venv/bin/dienstweg"

demo: setup ## Start the demonstration on this machine (PORT=8000)
	@exec .venv/bin/dienstweg demo --port $(PORT)

##@ Check

test: setup $(STAMPS)/dev check browser ## Linters, types, contracts and tests, with a daily sample of the heavy ones (at most 10 minutes)
	@echo "Heavy tests: sample of the day, DIENSTWEG_SEED=$(DIENSTWEG_SEED) repeats it"
	DIENSTWEG_SAMPLE=$${DIENSTWEG_SAMPLE:-8} $(PY) -m pytest -q

test-postgres: setup $(STAMPS)/dev ## The tests that touch the database, on a throw-away PostgreSQL
	DIENSTWEG_SAMPLE=$${DIENSTWEG_SAMPLE:-8} scripts/postgres $(PY) -m pytest -q -m "not browser" $(DATABASE_TESTS)

proof: setup $(STAMPS)/dev check browser ## Everything in full, on SQLite and on PostgreSQL
	DIENSTWEG_SAMPLE= $(PY) -m pytest -q
	DIENSTWEG_SAMPLE= scripts/postgres $(PY) -m pytest -q -m "not browser" $(DATABASE_TESTS)

check: $(STAMPS)/package $(STAMPS)/dev ## Linters only: style, templates, types, import direction
	$(PY) -m ruff check --quiet --output-format concise
	$(PY) -m ruff format --check --quiet
	find dienstweg -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --check --target-version 5.2
	DIENSTWEG_MODE=test DIENSTWEG_HOME=var/mypy $(PY) -m mypy
	.venv/bin/lint-imports --cache-dir var/imports

format: $(STAMPS)/dev ## Bring code and templates into the shape that check asks for
	$(PY) -m ruff check --quiet --fix-only
	$(PY) -m ruff format --quiet
	find dienstweg -name '*.html' -print0 | xargs -0 -r .venv/bin/djade --target-version 5.2

bench: setup $(STAMPS)/dev ## Measure: cost of one application, growth, each as a ratio within one run
	$(PY) -m bench

docs: setup $(STAMPS)/dev ## Check what the documentation claims
	$(PY) -m pytest -q docs tests/house

pictures: setup $(STAMPS)/dev browser ## Make the pictures of docs/pages.md anew, from a demonstration of their own
	DJANGO_SETTINGS_MODULE=dienstweg.config.settings DIENSTWEG_MODE=demo $(PY) -m tests.browser.pictures

##@ Keep

pins: $(STAMPS)/dev ## Renew requirements/*.txt from requirements/*.in, with hashes of all wheels
	for name in runtime dev node; do \
	  $(PY) -m piptools compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --output-file requirements/$$name.txt requirements/$$name.in; \
	  sed -i '/^#/d' requirements/$$name.txt; \
	done

clean: ## Remove what can be made again (the data of the demonstration in var/ stays)
	rm -rf .venv node_modules *.egg-info .hypothesis $(STAMPS) var/assets var/mypy var/pytest var/ruff var/imports

.PHONY: help setup demo test test-postgres proof check format bench docs pictures browser pins clean
.DEFAULT_GOAL := help

# --- what is made once and kept until its sources change -------------------------------------------------------------

$(VENV):
	@scripts/python-ready $(PYTHON)
	@echo "Making the Python environment …"
	@$(PYTHON) -m venv --clear .venv
	@mkdir -p $(STAMPS) && rm -f $(STAMPS)/* && touch $@

$(STAMPS)/runtime: requirements/runtime.txt $(VENV)
	@echo "Installing what the program needs …"
	@$(PIP) install --require-hashes --no-deps -r $<
	@touch $@

$(STAMPS)/dev: requirements/dev.txt $(STAMPS)/runtime $(STAMPS)/checker
	@echo "Installing what checks and tests need …"
	@$(PIP) install --require-hashes --no-deps -r $<
	@touch $@

$(STAMPS)/package: pyproject.toml $(STAMPS)/runtime
	@$(PIP) install --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/kern: package.json package-lock.json $(VENV)
	@echo "Fetching KERN, the design system …"
	@scripts/npm-ready $(PY) ci --omit=dev --ignore-scripts --no-progress --loglevel=error
	@touch $@

# The HTML checker is large, and only tests need it.
$(STAMPS)/checker: $(STAMPS)/kern
	@echo "Fetching the HTML checker …"
	@scripts/npm-ready $(PY) ci --ignore-scripts --no-progress --loglevel=error
	@touch $@

$(STAMPS)/assets: $(STAMPS)/kern $(STAMPS)/package dienstweg/web/assets.py dienstweg/web/paper/fonts.py
	@env -u DIENSTWEG_HOME $(PY) -m dienstweg.web.assets
	@$(PY) -c 'from dienstweg.web.paper import fonts; fonts.ensure_fonts()'
	@touch $@

# Without Chromium the browser tests say that they were skipped; everything else runs.
browser:
	@scripts/chromium-ready
