# `make site` builds the site on a new machine, `make test` is what every change must pass. `make` says the rest.
# Needed: Python 3.11 or newer, git, make. Everything else goes into .venv/.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --require-hashes
UV := uv==0.13.9
CONTENT := content
PORT := 8000
SIZES := 100,1000,10000
RUNS := 5

.DEFAULT_GOAL := help
.PHONY: help ready site serve check test test-all mutate bench lint format screenshots lighthouse guide lock sbom clean

help:  ## say what can be done
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

ready: $(VENV)/site-ready  ## install what a build needs

site: $(VENV)/site-ready  ## build the site into site/
	@$(BIN)/python build.py build --content $(CONTENT)

serve: $(VENV)/site-ready  ## build it, show it at http://127.0.0.1:8000/, build again on every save
	@$(BIN)/python build.py serve --content $(CONTENT) --port $(PORT)

check: $(VENV)/site-ready  ## report every mistake in the content
	@$(BIN)/python build.py check --content $(CONTENT)

test: lint  ## every check and test, with a real browser
	@BROWSER_PATH=$$(tools/browser --install) && export BROWSER_PATH && \
		$(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

test-all: lint  ## the slow tests too
	@BROWSER_PATH=$$(tools/browser --install) && export BROWSER_PATH && \
		YAML_LANGUAGE_SERVER=$$(tools/language-server --install) && export YAML_LANGUAGE_SERVER && \
		$(BIN)/python -m pytest -n 2 --dist worksteal

bench: $(VENV)/bench-ready  ## measure builds against Hugo and Eleventy (hours; SIZES=100,1000 RUNS=5 for less)
	@$(BIN)/python -m benchmarks.run --sizes $(SIZES) --runs $(RUNS) --write benchmarks

mutate: $(VENV)/test-ready  ## change the code in a thousand small ways, and count how many the tests notice (a quarter of an hour)
	@rm -rf mutants  # it keeps old copies of what it does not change
	@$(BIN)/mutmut run --max-children 2 && $(BIN)/python tools/mutations

lint: $(VENV)/test-ready  ## style and types
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy --no-error-summary

format: $(VENV)/test-ready  ## put the code in form
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .

screenshots: $(VENV)/test-ready site  ## draw every state of the site into screenshots/, with a page to leaf through
	@$(BIN)/python tools/screenshots site screenshots && echo "next: open screenshots/index.html"

lighthouse: $(VENV)/test-ready site  ## let Lighthouse judge four pages, five rounds each (needs Node)
	@$(BIN)/python tools/lighthouse site

guide: $(VENV)/site-ready  ## write docs/fields.md anew, from the classes that check the content
	@$(BIN)/python tools/guide > docs/fields.md

lock: $(VENV)/test-ready  ## choose the newest versions that pyproject.toml allows
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet $(UV)
	@$(BIN)/uv --quiet lock --upgrade
	@$(BIN)/uv --quiet export --frozen --no-emit-project --no-header --no-default-groups -o requirements.txt
	@$(BIN)/uv --quiet export --frozen --no-emit-project --no-header --group dev -o requirements-dev.txt

sbom: $(VENV)/test-ready  ## write sbom.json, what a build is made of, as CycloneDX
	@$(BIN)/cyclonedx-py requirements --pyproject pyproject.toml --output-reproducible --output-file sbom.json requirements.txt

clean:  ## take away what was made, .venv/ included
	rm -rf site mutants .cache $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/made:
	@python=$$(tools/python $(PYTHON)) && "$$python" -m venv $(VENV)
	@touch $@

$(VENV)/site-ready: requirements.txt | $(VENV)/made
	@$(PIP) --requirement requirements.txt
	@touch $@

$(VENV)/bench-ready: benchmarks/requirements.txt $(VENV)/site-ready
	@$(PIP) --requirement benchmarks/requirements.txt
	@touch $@

$(VENV)/test-ready: requirements-dev.txt | $(VENV)/made
	@$(PIP) --requirement requirements-dev.txt
	@touch $@
