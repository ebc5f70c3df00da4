PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
NODE := site_tests/js/node_modules
FUZZ_SECONDS ?= 600
# On two processes; one that has done its half takes over of the other's, so that what tests of a file share is made for few of them twice.
TESTS := $(BIN)/pytest -n 2 --dist worksteal
# The tests start the package some thousand times: its bytecode is kept, whatever the surroundings say of that.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help site serve quick test test-full coverage fuzz sbom bench bench-budget bench-instructions bench-search bench-paper bench-diff bench-results bench-pages bench-tasks mutation kit guide-pictures lock clean checks style

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-19s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

site: $(VENV)/.site ## build the public site into site/
	sh site_tests/system-packages.sh font
	$(BIN)/goalbook build

serve: $(VENV)/.site ## show the site while it is edited
	$(BIN)/mkdocs serve

# Tests that need no browser, office program, Node, font or built site.
QUICK := $(addprefix site_tests/,goalfile model forms messages book git checks diff importing search site house \
	commands/test_check.py commands/test_command_line.py commands/test_search.py \
	writers/test_csv_json.py writers/test_docx.py writers/test_schema.py)

quick: style ## format, lint and the tests that need only Python
	$(TESTS) -m "not full and not slow" $(QUICK) --ignore site_tests/house/test_javascript.py

test: checks ## format, lint, types and tests
	$(TESTS) -m "not full"

test-full: checks ## the same with every long matrix
	sh site_tests/system-packages.sh full
	$(PIP) install --require-hashes -r requirements-plugins.txt
	$(TESTS)

coverage: $(VENV)/.test ## the tests, and a report of the lines that they leave out
	mkdir -p .cache
	$(BIN)/coverage erase
	-$(BIN)/coverage run -m pytest -n 2 -m "not full"
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --sort=cover

fuzz: $(VENV)/.test ## feed every reader of outside input with mutants for FUZZ_SECONDS (600)
	-$(PIP) install --require-hashes --only-binary :all: -r requirements-fuzz.txt
	$(BIN)/python -m site_tests.hostile.fuzz $(FUZZ_SECONDS)

sbom: $(VENV)/.site ## write sbom/: what the site is built with, as CycloneDX, and the licences
	$(BIN)/python -m site_tests.sbom sbom

checks: style $(NODE)/.made
	sh site_tests/system-packages.sh
	$(BIN)/mypy
	$(BIN)/python -m compileall -q plugins
	cd site_tests/js && npm run --silent checks

style: $(VENV)/.test
	$(BIN)/ruff format --check
	$(BIN)/ruff check

bench: $(VENV)/.bench ## measure speed and size, and the budget; BENCH="--sizes 200 --runs 1" for less
	$(BIN)/python -m site_tests.bench $(BENCH)
	$(BIN)/python -m site_tests.bench.budget $(BUDGET)

bench-budget: $(VENV)/.bench ## hold what a document costs against the budget; BUDGET="--documents 100 --runs 1" for less
	$(BIN)/python -m site_tests.bench.budget $(BUDGET)

bench-instructions: $(VENV)/.bench ## count the instructions of 50 documents under valgrind, against the budget
	sh site_tests/system-packages.sh bench
	$(BIN)/python -m site_tests.bench.budget --instructions

bench-paper: $(VENV)/.bench ## measure PDF and Excel files beside others
	$(BIN)/python -m site_tests.bench.paper

bench-diff: $(VENV)/.bench ## measure goalbook diff on 500 changed documents
	$(BIN)/python -m site_tests.bench.diff

bench-results: $(VENV)/.bench ## measure what pages of results, years and completeness cost; RESULTS="--documents 500 --runs 1" for less
	$(BIN)/python -m site_tests.bench.results $(RESULTS)

bench-search: $(VENV)/.bench ## measure search beside others
	$(BIN)/python -m site_tests.bench.search

mutation: $(VENV)/.test ## alter one place of the code at a time and see which the tests notice (an hour)
	$(BIN)/python -m site_tests.bench.mutation

bench-pages: $(VENV)/.test site ## measure pages as a phone gets them, with Lighthouse
	$(BIN)/python -m site_tests.bench.pages

bench-tasks: $(VENV)/.test site ## count the steps, screens and keys of ten tasks on a phone
	$(BIN)/python -m site_tests.bench.tasks

kit: $(VENV)/.site ## write .github/ again: this project's own pull-request kit
	$(BIN)/goalbook kit github --force --install 'pip install --quiet --require-hashes --requirement requirements.txt && pip install --quiet --no-deps --no-build-isolation .'

guide-pictures: $(VENV)/.test ## take the pictures of the staff guide again
	$(BIN)/python -m site_tests.guide

# Pins that still fit are kept; `make lock UPGRADE=--upgrade` moves all to the newest.
# "fewest": one version of a package for every Python, so that each makes the same site. The tests' come first, and the site's are
# taken from them, so that what publishes to a store of objects can be installed beside the site.
LOCK = $(BIN)/uv pip compile $(UPGRADE) --quiet --no-config --python $(BIN)/python \
	--universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: $(VENV)/.made ## pin the requirement files again from pyproject.toml
	$(PIP) install --require-hashes -r requirements-lock.txt
	$(LOCK) pyproject.toml --group build --extra office --extra paper --extra pdf-import --extra cluster --extra test -o requirements-test.txt
	$(LOCK) pyproject.toml --group build --extra office --extra paper -c requirements-test.txt -o requirements.txt
	cp requirements.txt plugins/goalbook/kits/site/requirements.txt
	$(LOCK) pyproject.toml --extra office --extra paper --extra bench -c requirements-test.txt -o requirements-bench.txt
	$(LOCK) --group plugins -c requirements-test.txt -o requirements-plugins.txt
	$(LOCK) --group fuzz -o requirements-fuzz.txt
	$(LOCK) --group lock -o requirements-lock.txt

clean: ## remove everything that was made
	rm -rf $(VENV) $(NODE) site .site.* sbom build dist .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	rm -rf plugins/goalbook.egg-info
	find plugins site_tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp is touched only once its step has gone through, so that a broken install is made again.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Goalbook needs Python 3.11 or newer with venv, and "$(PYTHON)" is not that.' >&2; \
		echo 'On Debian: apt-get install python3 python3-venv make git' >&2; \
		echo 'With another Python: make PYTHON=python3.13' >&2; \
		exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.site: $(VENV)/.made requirements.txt pyproject.toml
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	$(PIP) check
	@touch $@

$(VENV)/.test: $(VENV)/.site requirements-test.txt
	$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@

# Tools that check the scripts. Debian's Node brings npm apart, and both are among the packages of the tests.
$(NODE)/.made: site_tests/js/package.json site_tests/js/package-lock.json
	sh site_tests/system-packages.sh
	cd site_tests/js && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(VENV)/.bench: $(VENV)/.test requirements-bench.txt
	$(PIP) install --require-hashes -r requirements-bench.txt
	@touch $@
