# Every target sets up what it needs; a second run of it has nothing left to do.

export PYTHON ?= python3
# Without compiled files every process compiles all modules again, and the tests start hundreds of processes.
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.9
PIP := $(BIN)/python -m pip --disable-pip-version-check
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
QUICK := not audit and not browser and not district and not postgresql and not rules and not slow
COMPILE := .venv-lock/bin/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header --no-annotate --quiet

.DEFAULT_GOAL := help
.PHONY: help run install quick test audit coverage check fix bench evaluate comprehension needs-model listings-model measure-listings measure-sentences danger-model screenshots lock system-packages clean

help: ## Say what each target does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(VENV)/.running ## Serve the fictional demo district at http://127.0.0.1:8000/
	@$(BIN)/referral-desk serve --demo

install: $(VENV)/.running ## Install what running needs into .venv

quick: $(VENV)/.development ## Within a minute: format, lint, types of what changed, and every test that is fast and needs Python alone
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(PYTEST) -q -m "$(QUICK)" --hypothesis-profile=quick --durations=30 --durations-min=0.5 $(ARGS)

test: $(VENV)/.development ## Run every test that takes no minutes, and name the slowest; ARGS="-k words" runs some
	@.ci/system-packages --if-allowed
	$(PYTEST) --durations=30 $(ARGS)

audit: $(VENV)/.development ## Run the tests that take minutes by nature: kills, floods, growth, second runs on PostgreSQL
	@.ci/system-packages --if-allowed
	$(PYTEST) --durations=30 -m audit $(ARGS)

coverage: $(VENV)/.development ## Run what `make test` runs, and print how much of each file it reaches, by lines and branches
	@.ci/system-packages --if-allowed
	$(PYTEST) -q --cov --cov-report=term:skip-covered $(ARGS)

check: $(VENV)/.development ## Format, lint, types, import rules, the rules of the house, migration drift
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -m "rules or (drift and not postgresql)"

fix: $(VENV)/.development ## Format, and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/.development ## Run the benchmarks
	$(BIN)/python -m tests.benchmarks

comprehension: $(VENV)/.training ## Train the network that reads sentences; ARGS="--without HAND,HAND" prints how it reads hands that it has not seen
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.training.comprehension $(ARGS)

needs-model: $(VENV)/.development ## Train the model of the words of needs
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.training.needs

evaluate: $(VENV)/.development ## Ask the questions of tests/evaluation on the real lists, and print how good the answers are beside plain ways
	$(BIN)/python -m tests.evaluation $(ARGS)

danger-model: $(VENV)/.development ## Train the models of the words of danger
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.training.danger

listings-model: $(VENV)/.development ## Train the model that reads descriptions of services
	OPENBLAS_NUM_THREADS=1 $(BIN)/python -m tests.training.listings

measure-listings: $(VENV)/.development ## Hold the needs of real listings against labels by hand
	$(BIN)/python -m tests.matching.needs.measure_listings $(ARGS)

measure-sentences: $(VENV)/.development ## Hold needs and danger against sentences by hands that nobody has tuned for
	$(BIN)/python -m tests.evaluation.spoken $(ARGS)

screenshots: $(VENV)/.development ## Take the pictures of docs/pictures again, from the demo
	@.ci/system-packages --if-allowed
	$(BIN)/python -m tests.screenshots

system-packages: ## Install the Debian packages that some tests need
	@.ci/system-packages

clean: ## Remove what make and the tools have made; the directory's database stays
	rm -rf $(VENV) .venv-lock .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage* build dist

# --- what is installed -------------------------------------------------------------------------------------------------

$(VENV)/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "On Debian: apt-get install python3-venv"; exit 1; }

$(VENV)/.running: requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(PIP) install --quiet --require-hashes -r requirements.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# The lock for development holds all of the lock for running, at the same versions.
$(VENV)/.development: requirements-dev.txt requirements.txt pyproject.toml | $(VENV)/pyvenv.cfg
	$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.running

$(VENV)/.training: requirements-training.txt $(VENV)/.development
	$(PIP) install --quiet --require-hashes -r requirements-training.txt
	@touch $@

# --- what is locked ----------------------------------------------------------------------------------------------------

lock: .venv-lock/bin/uv ## Write the lock files anew; UPGRADE=--upgrade takes the newest releases
	$(COMPILE) $(UPGRADE) --extra build -o requirements.txt
	$(COMPILE) $(UPGRADE) --extra dev --constraints requirements.txt -o requirements-dev.txt
	$(COMPILE) $(UPGRADE) --extra training --constraints requirements-dev.txt -o requirements-training.txt

.venv-lock/bin/uv:
	$(PYTHON) -m venv .venv-lock
	.venv-lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION)
