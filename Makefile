# Every target sets up what it needs by itself (see resources/setup/setup.sh). `make help` lists them.
SHELL := /bin/sh
.DEFAULT_GOAL := help

python := .venv/bin/python
setup := resources/setup/setup.sh
offscreen := QT_QPA_PLATFORM=offscreen
workers ?= 2

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup-run ## open the window on the demo town
	.venv/bin/greenwave demo

test: setup-dev ## run the tests, without the minutes-long ones
	$(offscreen) $(python) -m pytest -n $(workers) -m "not soak"

soak: setup-dev ## run the minutes-long tests only
	$(offscreen) $(python) -m pytest -m soak --timeout 1800

check: lint types layers frame ## lint, types, layers and the top level of the checkout

lint: setup-dev ## ruff: rules and format
	.venv/bin/ruff check
	.venv/bin/ruff format --check

types: setup-dev ## mypy, strict
	.venv/bin/mypy

layers: setup-dev ## import-linter: a room imports only from those below it
	.venv/bin/lint-imports --no-cache --no-logo

frame: ## the top level holds only what a user needs to see
	resources/setup/check_frame.sh

bench: setup-dev ## run the benchmarks in their short form
	$(offscreen) $(python) -m tests.benchmarks

pictures: setup-dev ## draw the pictures of the window
	$(offscreen) $(python) -m tests.pictures

package: setup-package ## build dist/greenwave and the .deb
	rm -rf build dist
	$(python) -m PyInstaller --noconfirm --log-level ERROR build.spec
	$(python) resources/packaging/notices.py dist/greenwave
	resources/packaging/make_deb.sh
	du -sh dist/greenwave dist/*.deb

lock: setup-dev ## resolve the pinned requirements anew, on Python 3.11
	resources/setup/lock.sh

clean: ## remove what was built and cached, and the virtual environment
	rm -rf build dist .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis .pytest_cache
	find desktop_app tests resources -name __pycache__ -prune -exec rm -rf {} +

setup-run setup-dev setup-package: setup-%:
	@$(setup) $*

.PHONY: help run test soak check lint types layers frame bench pictures package lock clean \
	setup-run setup-dev setup-package
