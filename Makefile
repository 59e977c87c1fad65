# Two commands on a fresh machine: `make run` and `make test`. `make help` lists the others.
SHELL := /bin/bash
.DEFAULT_GOAL := help

include $(wildcard .env)
PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BASE_URL ?= http://127.0.0.1:$(PORT)
export HOST PORT BASE_URL

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
BUILT := site/piattaforma/static/condivisa/condivisa.css
FRONTEND := $(shell find site/frontend -type f 2>/dev/null)
STATIC := var/static/.collected
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: help install elasticsearch build run dev demo test check soak bench system lock

help: ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/' | expand -t 12

install: $(VENV)/.base ## virtual environment from the lock

elasticsearch: $(VENV)/.elasticsearch ## and the client of Elasticsearch (docs/how-to/elasticsearch.md)

build: $(BUILT) ## style sheet, script, icons

run: $(STATIC) ## the site at BASE_URL, production settings, demonstration content if it is empty
	@mkdir -p var
	@$(MANAGE) prepara
	@exec $(BIN)/python deploy/serve.py

dev: export DJANGO_SETTINGS_MODULE := piattaforma.settings.dev
dev: $(BUILT) $(VENV)/.base .env ## the same with autoreload and debug
	@mkdir -p var
	@$(MANAGE) prepara
	@exec $(BIN)/python deploy/serve.py --dev

demo: $(STATIC) ## load the demonstration content again
	@$(MANAGE) demo

test: $(VENV)/.dev $(BUILT) ## the whole suite but the slow part
	@$(BIN)/python -m tests.nodo --prepara
	$(BIN)/pytest -n 2 --dist loadgroup $(ARGS)

soak: $(VENV)/.dev $(BUILT) ## slow fault and load tests
	$(BIN)/pytest -m soak $(ARGS)

bench: $(VENV)/.dev $(BUILT) ## measure against a plain Wagtail site, in one run; search: .venv/bin/python -m bench.search
	$(BIN)/python -m bench $(ARGS)

check: export DJANGO_SETTINGS_MODULE := piattaforma.settings.test
check: $(VENV)/.dev $(BUILT) ## linters, types, layers, migrations, licences
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet site/piattaforma sussidiario pratiche search
	TEST_CON_MIGRAZIONI=1 $(MANAGE) makemigrations --check --dry-run
	$(BIN)/reuse lint --quiet

system: ## Debian packages for the whole suite (Chromium, PostgreSQL, Java, OpenSSL)
	deploy/system.sh

lock: $(VENV)/.dev ## the lock files again, from pyproject.toml
	deploy/lock.sh

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Serve Python 3.11 o più recente: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "A questo Python manca venv: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.base: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installo le dipendenze…"
	@$(PIP) --require-hashes --no-deps -r requirements/base.txt
	@$(PIP) --no-build-isolation --no-deps --no-index --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.base
	@echo "Installo gli strumenti di sviluppo…"
	@$(PIP) --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

$(VENV)/.elasticsearch: requirements/elasticsearch.txt $(VENV)/.base
	@echo "Installo il client di Elasticsearch…"
	@$(PIP) --require-hashes --no-deps -r requirements/elasticsearch.txt
	@touch $@

.env: | $(VENV)/bin/python
	@$(BIN)/python deploy/make_env.py

node_modules/.installed: package-lock.json $(VENV)/.base
	@echo "Installo gli strumenti dell’interfaccia…"
	@deploy/node.sh npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT): $(FRONTEND) node_modules/.installed
	@echo "Costruisco l’interfaccia…"
	@deploy/node.sh node site/frontend/build.mjs
	@touch $@

$(STATIC): $(BUILT) $(VENV)/.base | .env
	@echo "Raccolgo e comprimo i file statici…"
	@$(MANAGE) collectstatic --noinput --clear --verbosity 0
	@touch $@
