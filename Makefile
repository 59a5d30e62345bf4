# For developers. Everything runs from the virtual environment in .venv.
BIN := .venv/bin

.PHONY: venv demo test check format proof pictures catalogue docs bench survive measured

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
	$(BIN)/ruff format --check servicedesk tests tools bench survive
	$(BIN)/ruff check servicedesk tests tools bench survive
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/docs.py --check
	$(BIN)/python tools/catalogue.py --check
	$(BIN)/python tools/measured.py --check
	$(BIN)/pytest

format: venv ## put the code into the house's form
	$(BIN)/ruff format servicedesk tests tools bench survive
	$(BIN)/ruff check --fix servicedesk tests tools bench survive

proof: venv ## run against the shared real files; SERVICEDESK_PROOF_DATA names their folder
	$(BIN)/pytest -m proof tests/proof

pictures: venv ## draw every screen into docs/pictures
	$(BIN)/python tools/pictures.py

catalogue: venv ## gather texts into the translation catalogue and compile it
	$(BIN)/python tools/catalogue.py

docs: venv ## write the pages that are made from the program
	$(BIN)/python tools/docs.py

bench: venv ## measure everything beside its floors; makes desks of up to a million tickets, which takes a while once
	$(BIN)/python -m bench

survive: venv ## do harm to desks, and look whether they are whole
	$(BIN)/python -m survive

measured: venv ## write docs/measured.md from what bench and survive found
	$(BIN)/python tools/measured.py
