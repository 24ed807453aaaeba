# The few commands of Lotse. `make help` lists them.
PYTHON ?= python3
APP = .venv/bin/python
.DEFAULT_GOAL := help

.PHONY: help setup run stop test account channels check calibrate evaluate bench

help:  ## list the commands
	@grep -hE '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup:  ## make environments, encoder and models, whatever is missing
	@$(PYTHON) -m start setup

run:  ## set up and start everything; PORT moves the public port (8080)
	@$(PYTHON) -m start run

stop:  ## stop what `make run` started in another terminal
	@$(PYTHON) -m start stop

test:  ## set up and run all tests
	@$(PYTHON) -m start test

account:  ## make an account of the helpdesk while `make run` runs: NAME=eva ROLE=agent
	@$(PYTHON) -m start accounts add "$(NAME)" --role "$(or $(ROLE),agent)" $(OPTIONS)

channels: setup  ## list the messaging apps, and check those that are set up
	@$(APP) -m web.channels list && $(APP) -m web.channels check

check: setup  ## look for mistakes in code and content, in seconds
	@$(APP) -m ruff check . && $(APP) -m knowledge check

calibrate: setup  ## fit the decision's thresholds on the calibration questions
	@$(APP) -m knowledge ship && $(APP) -m knowledge train && $(APP) -m knowledge calibrate

evaluate: setup  ## measure the quality of the answers
	@$(APP) -m tests.evaluation

bench: setup  ## measure speed beside Rasa's default pipeline
	@$(APP) -m tests.bench
