"""What is measured of key projects stands in the page of figures, and `bin/bench` measures it."""

import pytest

from luodi.config.bench.table import page
from tests.promises.tree import ROOT

ROW = {"name": "list, by words, p50", "unit": "ms", "value": 71.6, "cpu": 11.8, "bar": 60}


def test_figures_of_projects_have_a_section_of_their_own_on_each_database():
    said = {"projects": 1000, "python": "3.11", "load": "1–2", "date": "2026-11-23", "rows": [ROW]}
    written = page([said | {"engine": "SQLite 3"}, said | {"engine": "PostgreSQL 18"}])
    assert written.count("## Key projects") == 1
    assert "1,000 key projects" in written
    assert "### SQLite 3, 1,000 projects" in written
    assert "### PostgreSQL 18, 1,000 projects" in written
    assert "| list, by words, p50 | 71.6 | 11.8 | 60 | ms |" in written


@pytest.mark.parametrize("what", ["match", "approvals", "projects"])
def test_the_page_of_figures_has_a_table_of_everything_that_is_measured(what: str):
    script = (ROOT / "bin/bench").read_text(encoding="utf-8")
    files = next(line for line in script.splitlines() if "bench.table" in line)
    assert what in files
