# make run    open the sample project; with no display, the tour (offscreen) into build/tour
# make test   everything that must hold: check, then the tests, offscreen
# make check  style, types, layers
# make bench  the performance budgets          make soak  the long form of the crash tests
# make docs   the generated pages of docs/     make lock  newer versions into the locks
#
# Each sets up .venv first, and again whenever a lock or pyproject.toml has changed.

PYTHON ?= python3
VENV := .venv/bin/python
WORKERS ?= 2

# Set, it would leave every start without bytecode, and the start is measured.
unexport PYTHONDONTWRITEBYTECODE
# Others' packages must not reach the environment.
unexport PYTHONPATH
unexport PYTHONHOME

.PHONY: run test check bench soak docs lock setup setup-dev clean

run: setup
	@$(VENV) -m tools.start

test: check
	$(VENV) -m pytest -n $(WORKERS)

check: setup-dev
	$(VENV) -m ruff check
	$(VENV) -m ruff format --check
	$(VENV) -m mypy
	.venv/bin/lint-imports

bench: setup-dev
	$(VENV) -m benchmarks

soak: setup-dev
	ISNAD_SOAK=1 $(VENV) -m pytest -m soak

docs: setup-dev
	$(VENV) -m tools.docs

lock: setup-dev
	$(VENV) -m tools.lock --upgrade

setup:
	@$(PYTHON) -m tools.setup run

setup-dev:
	@$(PYTHON) -m tools.setup dev

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
