# Every verb of the project. Each sets up what it needs first; see scripts/setup.py.
PYTHON ?= python3
RUN = .venv/bin/python

.PHONY: site test serve check audit bench lock clean

site:  ## build and check everything; only if clean, replace site/
	@$(PYTHON) scripts/setup.py publish
	@$(RUN) scripts/build.py

test:  ## style, types, and every test
	@$(PYTHON) scripts/setup.py test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check --quiet .
	@said=$$(mktemp); .venv/bin/mypy > $$said 2>&1 & types=$$!; \
		$(RUN) -m pytest; tests=$$?; \
		wait $$types; types=$$?; cat $$said; rm $$said; exit $$((types | tests))

serve:  ## a live preview; findings are printed again after every save
	@$(PYTHON) scripts/setup.py publish
	@$(RUN) scripts/serve.py

check:  ## check the sources only
	@$(PYTHON) scripts/setup.py publish
	@$(RUN) scripts/check.py

audit: site  ## the slow outside judges, for releases
	@$(PYTHON) scripts/setup.py audit
	@$(RUN) -m pytest --whole tests/test_handouts*.py tests/test_browser_*.py
	@PYTHONPATH=scripts:tests $(RUN) -m audit.bench --pages 10 --runs 1
	@PYTHONPATH=scripts:tests $(RUN) -m audit.audit

bench:  ## time the gate beside lychee, print beside bare WeasyPrint, and MkDocs on our pages beside default Material
	@$(PYTHON) scripts/setup.py test
	@PYTHONPATH=scripts:tests $(RUN) -m audit.bench

lock:  ## compile requirements*.in to pinned, hashed requirements*.txt
	@$(PYTHON) scripts/setup.py test
	@for set in requirements requirements-test; do \
		.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
			--no-emit-index-url --no-header $(LOCK) $$set.in --output-file $$set.txt; done

clean:  ## delete everything that was made
	@rm -rf .venv build site site.old disk disk.new .pytest_cache .mypy_cache .ruff_cache .hypothesis tests/audit/node_modules tests/audit/pictures
