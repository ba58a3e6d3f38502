# `make app` opens the pages, `make test` proves them; both set up what they need in .venv first.
PYTHON ?= python3
PORT ?= 8866
VENV := .venv
BIN := $(VENV)/bin

# Each worker of the tests has a server and a browser of its own.
WORKERS ?= 2

.PHONY: app test quick pictures test-spark check bench data widgets clean

app: $(VENV)/app
	$(BIN)/fesgrade serve --port $(PORT)

test: check
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

# What needs neither a browser nor a kernel or an environment of its own.
quick: $(VENV)/test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder -m 'not browser and not kernel and not packaging'

# A picture of every page at every width and theme, to be looked at: tests/browser/screenshots.
pictures: $(VENV)/test
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -m browser --pictures

# What needs no browser and no minutes: style and types.
check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Opens what fesgrade writes in LibreOffice, reads what that saves, and makes pictures of its pages to be looked at;
# root can have apt install it.
.PHONY: test-office
test-office: $(VENV)/test
	{ command -v soffice && command -v pdftoppm; } || { $(APT) update && $(APT) install -y --no-install-recommends \
	  libreoffice-calc libreoffice-writer poppler-utils fonts-liberation fonts-crosextra-carlito fonts-dejavu-core; }
	$(BIN)/python -m pytest -m office

# Needs Java 17; left out of `make test`, because PySpark is 400 MB.
test-spark: $(VENV)/test
	$(BIN)/python -m pip install -e '.[test,spark]'
	$(BIN)/python -m pytest -m spark

# Installs marimo, which is no need of ours, and opens an author's widgets in it.
.PHONY: test-marimo
test-marimo: $(VENV)/test
	$(BIN)/python -m pip install 'marimo>=0.20'
	$(BIN)/python -m pytest -m marimo

bench: $(VENV)/test
	for bench in tests/benchmarks/*.py; do $(BIN)/python $$bench || exit 1; done

# Bring data/datapackage.json up to date after adding a table.
data: $(VENV)/test
	$(BIN)/python tests/datapackage.py

# Make what the front end takes from Jupyter (fesgrade/web/front/vendor); needs Node and the npm registry.
widgets:
	$(PYTHON) tests/widgets_bundle.py

clean:
	rm -rf $(VENV) fesgrade/web/built $(addprefix fesgrade/web/voila/templates/fesgrade/static/,fesgrade.css vega.js)

# Some systems ship Python without venv; there apt brings it.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "fesgrade needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); $(APT) update && $(APT) install -y python3-venv && $(PYTHON) -m venv $(VENV); }

# The pictures are made when the package is installed, so a change of what they show installs it again.
PICTURES := $(wildcard fesgrade/*.py fesgrade/*/*.py fesgrade/pictures/*/*.py fesgrade/web/style/*.css \
  data/*.csv data/*/*.csv data/*/*/*.csv)

$(VENV)/app: pyproject.toml $(PICTURES) | $(BIN)/python
	$(BIN)/python -m pip install -e '.[panel]'
	touch $@

# The browser tests use Chromium's shell without a screen, for a window of the whole browser takes over a second for each
# page; root can have apt install it, others use a Chromium that is there or get Playwright's.
$(VENV)/test: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install -e '.[test]'
	command -v chromium-headless-shell \
	  || { test "$$(id -u)" = 0 && $(APT) update \
	    && $(APT) install -y --no-install-recommends chromium-headless-shell fonts-dejavu-core; } \
	  || command -v chromium || command -v chromium-browser || command -v google-chrome \
	  || $(BIN)/playwright install --with-deps chromium || $(BIN)/playwright install chromium
	touch $@ $(VENV)/app

APT := DEBIAN_FRONTEND=noninteractive apt-get
