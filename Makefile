# Each target first makes ready what it needs; nothing has to be installed before. See `make help`.
.PHONY: help demo demo-reset demo-code test check faults bench lock setup
.DEFAULT_GOAL := help
python := .venv/bin/python

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: setup ## Run everything on this machine with invented people; PORT=8001 for another port
	@exec $(python) -m local demo

demo-reset: setup ## The same, after removing what was recorded before
	@exec $(python) -m local demo-reset

demo-code: setup ## The code for the second step, now; WHO=olive for somebody else's
	@exec $(python) -m local demo-code

test: setup ## Everything CI runs
	@exec $(python) -m local test

check: setup ## The fast part of it, for the working day: no browser, no coverage
	@exec $(python) -m local check

faults: setup ## Damage GP records and exports; import and record while network and product fail; ARGS="--seed 7 --minutes 2"
	@$(python) -m tests.gpconnect.campaign $(ARGS)
	@$(python) -m tests.imports.campaign $(ARGS)
	@$(python) -m tests.imports.killing $(ARGS)
	@exec $(python) -m tests.journeys.campaign $(ARGS)

bench: setup ## Measure list, open and record against a bare Django application
	@exec $(python) -m bench

compile := .local/uv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.12 \
    --no-header --generate-hashes
lock: setup ## Pin the newest allowed versions, with hashes
	$(compile) requirements/uv.in --output-file requirements/uv.txt
	$(compile) requirements/dev.in --output-file requirements/dev.txt
	$(compile) requirements/base.in --output-file requirements/base.txt \
	    --constraint requirements/dev.txt

setup:
	@bin/setup
