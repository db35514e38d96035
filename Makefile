# Everything a developer types. `make run` and `make test` set up what they need by themselves.

PORT ?= 8000
PEOPLE ?= 20000
WORKERS ?= 3
BENCH ?= submit
DRILL ?= kill
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check --no-input
BUILT := src/dancu/sites/ui/static/ui/build/portal.css
LOCK := $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-emit-index-url --universal

# What one process has compiled is not compiled again by each of the others.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test check spark bench drill reference setup setup-dev frontend messages screenshots lock
.DEFAULT_GOAL := help

help:
	@echo "make run [PORT=8000] [PEOPLE=20000]   run the platform with synthetic people; Ctrl-C stops it"
	@echo "make test                             run all tests, in a browser too"
	@echo "make check                            style, types, import contracts, translations"
	@echo "make spark                            link records on Spark, as beyond one machine (installs it: 450 MB)"
	@echo "make reference                        write docs/reference from the code"
	@echo "make bench BENCH=submit               measure one thing: submit, queue_search, documents, …; some with PEOPLE=1000000"
	@echo "make drill DRILL=kill                 break things while people work, or let officers race (races), and say what was kept"
	@echo "make screenshots                      photograph the main pages into screenshots/"
	@echo "make lock                             take up new versions of all dependencies"

run: setup
	@exec $(BIN)/dancu up --port $(PORT) --people $(PEOPLE)

test: setup-dev frontend
	@tools/need.sh chromium-headless-shell chromium-headless-shell
	@tools/need.sh pdftotext poppler-utils
	@tools/need.sh openssl openssl
	@tools/need.sh softhsm2-util softhsm2
	@tools/need.sh certutil libnss3-tools
	@tools/need.sh clamd clamav-daemon
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

check: setup-dev
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports
	@$(BIN)/python tools/check_imports.py
	@$(BIN)/python tools/check_messages.py
	@$(BIN)/python tools/reference.py --check
	@$(BIN)/mypy

reference: setup-dev
	@$(BIN)/python tools/reference.py

spark: setup-dev .venv/spark
	@tools/need.sh java default-jre-headless
	@$(BIN)/python -m pytest tests/population/test_linkage_on_spark.py

bench: setup $(if $(filter dedup,$(BENCH)),.venv/linkage)
	@$(BIN)/dancu bench $(BENCH) $(if $(findstring command,$(origin PEOPLE)),--people $(PEOPLE))

drill: setup
	@$(BIN)/python -m drills.$(DRILL)

screenshots: setup-dev frontend
	@tools/need.sh chromium-headless-shell chromium-headless-shell
	@$(BIN)/python tools/screenshots.py

setup: .venv/runtime messages frontend
setup-dev: .venv/development messages
frontend: $(BUILT)
messages: .venv/runtime
	@$(BIN)/python -m dancu.platform.messages

.venv/bin/python:
	@echo "Making a virtual environment …"
	@tools/venv.sh .venv

.venv/runtime: requirements.lock pyproject.toml | .venv/bin/python
	@echo "Installing what the platform runs on …"
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/development: requirements-dev.lock .venv/runtime
	@echo "Installing the tools for development …"
	@$(PIP) install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

.venv/linkage: requirements-linkage.lock .venv/runtime
	@echo "Installing what finds duplicates …"
	@$(PIP) install --quiet --require-hashes -r requirements-linkage.lock
	@touch $@

.venv/spark: requirements-spark.lock .venv/development
	@echo "Installing Spark …"
	@$(PIP) install --quiet --require-hashes -r requirements-spark.lock
	@touch $@

frontend/node_modules/installed: frontend/package-lock.json frontend/package.json | .venv/runtime
	@echo "Fetching the parts of the pages …"
	@tools/npm.sh ci --ignore-scripts --silent
	@touch $@

$(BUILT): frontend/node_modules/installed $(wildcard frontend/*.mjs frontend/*.json frontend/styles/*.scss frontend/styles/*/*.scss frontend/scripts/*)
	@echo "Building style sheets and fonts …"
	@tools/npm.sh run --silent build
	@touch $@

lock: setup-dev
	@$(PIP) install --quiet uv
	@$(LOCK) pyproject.toml --group build --output-file requirements.lock
	@$(LOCK) pyproject.toml --group build --group dev --output-file requirements-dev.lock
	@$(LOCK) pyproject.toml --group build --extra s3 --output-file requirements-s3.lock
	@$(LOCK) pyproject.toml --group build --extra linkage --output-file requirements-linkage.lock
	@$(LOCK) pyproject.toml --group build --extra linkage --extra spark --output-file requirements-spark.lock
	@$(LOCK) pyproject.toml --group build --extra otel --output-file requirements-otel.lock
	@$(LOCK) --group node --output-file requirements-node.lock
