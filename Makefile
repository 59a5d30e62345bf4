# For developers. Everything runs from the virtual environment in .venv.
BIN := .venv/bin

.PHONY: venv demo test check format proof pictures catalogue docs

venv: .venv/installed
.venv/installed: pyproject.toml
	python3 -m venv .venv
	$(BIN)/pip install -q -e '.[dev]'
	touch $@

demo: venv ## open the practice desk
	$(BIN)/servicedesk demo

test: venv ## the suite that README names
	$(BIN)/pytest

check: venv ## all that must be clean before a commit: format, lint, types, import contracts, docs, tests
	$(BIN)/ruff format --check servicedesk tests tools
	$(BIN)/ruff check servicedesk tests tools
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/docs.py --check
	$(BIN)/python tools/catalogue.py --check
	$(BIN)/pytest

format: venv ## put the code into the house's form
	$(BIN)/ruff format servicedesk tests tools
	$(BIN)/ruff check --fix servicedesk tests tools

proof: venv ## run against the shared real files; SERVICEDESK_PROOF_DATA names their folder
	$(BIN)/pytest -m proof tests/proof

pictures: venv ## draw every screen into docs/pictures
	$(BIN)/python tools/pictures.py

catalogue: venv ## gather texts into the translation catalogue and compile it
	$(BIN)/python tools/catalogue.py

docs: venv ## write the pages that are made from the program
	$(BIN)/python tools/docs.py
