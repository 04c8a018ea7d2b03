# Each target sets up what it needs; stamps in .venv make a second run fast.
#   make demo                        run everything on http://127.0.0.1:8000
#   make test [TESTS="path ..."]     lint, types and tests; with TESTS only those tests

PYTHON ?= python3
PORT ?= 8000
JOBS ?= 2
TESTS ?=
BIN := .venv/bin
export UV_SYSTEM_CERTS ?= 1
# Compiled here once: where Python may not write beside its sources, each command would compile them all again.
UV_INSTALL := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
# A process that has nothing left takes over half of what the other still has to do. The tests stay compiled, whatever
# the environment says: each process of each lane would take six seconds for it.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n $(JOBS) --dist worksteal

CATALOGS := $(wildcard hearth/locale/*/LC_MESSAGES/*.po hearth/forms/locale/*/LC_MESSAGES/*.po hearth/vocabulary/*/*/LC_MESSAGES/*.po)
ASSETS := package.json package-lock.json hearth/ui/assets.json hearth/ui/copy_assets.py

.DEFAULT_GOAL := help
.PHONY: help setup demo test check audit shuffled slowed bench chromium

help:  ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: .venv/app.done .venv/assets.done .venv/catalogs.done  ## environment, assets and catalogs, and nothing else

demo: setup  ## run everything with a demo community (PORT=8000), until Ctrl-C
	@$(BIN)/hearth demo --port $(PORT)

check: setup .venv/test.done  ## lint, types and layers, without tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	@$(BIN)/python -m hearth.site.audit

audit: setup .venv/test.done  ## look up known vulnerabilities; fails too when they cannot be looked up from here
	$(BIN)/python -m hearth.site.audit --strict

ifeq ($(strip $(TESTS)),)
test: check chromium  ## lint, types and all tests; TESTS="path ..." runs a part without lint
	$(PYTEST) -m "not slow and not browser"
	$(PYTEST) -m "slow or browser"
else
test: setup .venv/test.done chromium
	$(BIN)/python -m pytest $(TESTS)
endif

shuffled: setup .venv/test.done  ## the database's tests (or TESTS), rows in any order that a query leaves open
	$(PYTEST) -p tests.any_order -m "database and not browser" $(TESTS)

slowed: setup .venv/test.done chromium  ## the browser's tests (or TESTS), on a server that answers late and in pieces
	$(PYTEST) -p tests.slow_pages -m browser $(TESTS)

bench: setup  ## how fast, as ratios against floors; alone on the machine
	$(BIN)/python -m bench

chromium:
	@$(PYTHON) -m hearth.site.chromium

.venv/bootstrap.done: requirements/bootstrap.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Hearth needs Python 3.11 or later.")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/app.done: requirements/app.txt pyproject.toml .venv/bootstrap.done
	@echo "Installing what Hearth needs."
	@$(UV_INSTALL) --require-hashes -r $< || $(BIN)/python -m pip install --quiet --require-hashes -r $<
	@$(UV_INSTALL) --no-deps --no-build-isolation --editable . || \
	  $(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q hearth
	@touch $@

.venv/test.done: requirements/test.txt .venv/app.done
	@echo "Installing what the tests need."
	@$(UV_INSTALL) --require-hashes -r $< || $(BIN)/python -m pip install --quiet --require-hashes -r $<
	@touch $@

.venv/assets.done: $(ASSETS) .venv/bootstrap.done
	@command -v npm >/dev/null || { echo "Hearth's pages need Node: install nodejs and npm." >&2; exit 1; }
	@npm ci --silent --no-audit --no-fund --ignore-scripts
	@$(PYTHON) hearth/ui/copy_assets.py
	@touch $@

.venv/catalogs.done: $(CATALOGS) hearth/site/catalogs.py .venv/app.done
	@$(BIN)/python -m hearth.site.catalogs
	@touch $@
