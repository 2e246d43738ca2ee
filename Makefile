# Two commands for a fresh clone: `make allowed WEEK=6` and `make test`. `make help` lists the others.

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
.DEFAULT_GOAL := help

.PHONY: help
help:
	@sed -n 's/^## /  make /p' $(firstword $(MAKEFILE_LIST))

## allowed WEEK=6   what is allowed at that week; more options in ARGS, e.g. ARGS="--stance liberal"
.PHONY: allowed
allowed: $(VENV)/.run
	@$(BIN)/recovery allowed $(if $(WEEK),--week $(WEEK)) $(ARGS)

## test             run the tests; one file or one name with ARGS, e.g. ARGS="-k lifting"
.PHONY: test
test: $(VENV)/.dev
	@$(BIN)/python -m pytest -q -n auto $(ARGS)

## enumerate        ask every patient of a small protocol, and put what is proven beside it; ARGS=--quick
.PHONY: enumerate fuzz faults
enumerate: $(VENV)/.dev
	@$(BIN)/python tests/enumerate_patients.py $(ARGS)

## fuzz             look for what breaks whatever reads something, an hour each; ARGS="--minutes 1 cases orders"
fuzz: $(VENV)/.dev
	@$(BIN)/python tests/fuzz.py $(ARGS)

## soak             ask one process for a long time, and fail where anything is left; ARGS="--questions 1000000"
.PHONY: soak wide
soak: $(VENV)/.dev
	@$(BIN)/python tests/soak.py $(ARGS)

## wide             put wide and deep protocols to both engines in fresh processes; ARGS="--protocols 1000 --seed 2"
wide: $(VENV)/.dev
	@$(BIN)/python tests/try_wide.py $(ARGS)

## faults           have each system call fail and kill the program at it, for each file that is written;
##                  ARGS="--kills 500 --faults 500 --only log"
faults: $(VENV)/.dev
	@$(BIN)/python tests/faults.py $(ARGS)

## browser-test     build our site and try it in a headless Chromium; needs chromium, chromedriver and npm
AXE = $(VENV)/browser/node_modules/axe-core/axe.min.js
.PHONY: browser-test
browser-test: $(VENV)/.dev $(AXE)
	@AXE_CORE=$(abspath $(AXE)) $(BIN)/python -m pytest -q -n auto -m browser tests/test_browser.py $(ARGS)

## docs             take the pictures of docs/images anew; needs chromium and chromedriver
.PHONY: docs
docs: $(VENV)/.dev
	@$(BIN)/python docs/images/take.py

## check            what needs no patient: lint, types, layers, rule files
.PHONY: check lint types layers rule-check
check: lint types layers rule-check

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

layers: $(VENV)/.dev
	@$(BIN)/lint-imports --no-logo

rule-check: $(VENV)/.dev
	@$(BIN)/recovery fmt --check rules
	@for protocol in rules/*/; do $(BIN)/recovery check "$$protocol" || exit; done

## coverage         run the scenarios; fail where one fails, or where a rule or condition is not shown
.PHONY: coverage mutants
coverage: $(VENV)/.dev
	@for protocol in rules/*/; do $(BIN)/recovery test "$$protocol" --coverage || exit; done

## mutants          the same, and try every small slip in the rules; fail where one goes unnoticed
mutants: $(VENV)/.dev
	@for protocol in rules/*/; do $(BIN)/recovery test "$$protocol" --coverage --mutants $(ARGS) || exit; done

## format           lay out the Python files as ruff does
.PHONY: format
format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

## benchmark        measure; a quick look with ARGS=--quick
.PHONY: benchmark
benchmark: $(VENV)/.dev
	@$(BIN)/python benchmarks/run.py $(ARGS)

## pins             write requirements/*.txt anew, with the newest versions that pyproject.toml accepts
PIN = $(VENV)/pins/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --annotation-style line \
	--custom-compile-command "make pins"
.PHONY: pins
pins: $(VENV)/.dev
	@$(BIN)/python -m venv $(VENV)/pins
	@$(VENV)/pins/bin/python -m pip install --quiet uv
	@$(PIN) pyproject.toml --extra dev --extra durable --output-file requirements/dev.txt
	@$(PIN) pyproject.toml --extra durable --constraint requirements/dev.txt \
		--output-file requirements/run.txt
	@$(PIN) requirements/build.in --constraint requirements/dev.txt \
		--output-file requirements/build.txt

$(AXE): requirements/browser/package.json requirements/browser/package-lock.json requirements/browser/.npmrc
	@mkdir -p $(VENV)/browser
	@cp $^ $(VENV)/browser/
	@cd $(VENV)/browser && npm ci --silent
	@touch $@

## clean            remove the environment and everything that tools left behind
.PHONY: clean
clean:
	@rm -rf $(VENV) .ci/work.* build dist .coverage .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache fuzz-found
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is written last, so that a set-up which was interrupted is done again. The engine and the
# rules are not among what it depends on: the install is editable.
SET_UP = pyproject.toml requirements/set-up requirements/build.txt

$(VENV)/.run: $(SET_UP) requirements/run.txt
	@requirements/set-up $(PYTHON) $(VENV) run >&2
	@touch $@

$(VENV)/.dev: $(SET_UP) requirements/run.txt requirements/dev.txt
	@requirements/set-up $(PYTHON) $(VENV) dev >&2
	@touch $(VENV)/.run $@
