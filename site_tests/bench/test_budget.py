"""The budget: what it allows, and that whatever is over it is said."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from site_tests.bench.budget import BUDGET, INSTRUCTIONS, Line, budget, instructions, table
from site_tests.bench.levels import LEVELS, Cost, plain_writing


def test_the_budget_stands_in_the_readme() -> None:
    """Each level has a line, and costs no less than the one before; a README without one is refused."""
    found = budget(BUDGET.read_text(encoding="utf-8"))
    assert list(found) == [*LEVELS, INSTRUCTIONS]
    allowed = [found[level] for level in LEVELS]
    assert allowed == sorted(allowed)
    with pytest.raises(ValueError, match="search"):
        budget("<!-- budget -->\n| pages | 1 |\n| data files | 2 |\n<!-- /budget -->\n| search | 3 |")


def test_a_line_over_the_budget_is_named() -> None:
    """It stands in its line of the table; what is just within is no fault."""
    lines = [Line("pages", 101, 100), Line("data files", 100, 100)]
    costs = {line.name: Cost(line.found / 1e4, 1e-4, 1e-3) for line in lines}
    text = table(costs, lines, 200, 3)
    assert "| pages | 10.1 | 101 | 100 | OVER BUDGET | 10.1 |" in text
    assert "| data files | 10.0 | 100 | 100 | within | 10.0 |" in text


def test_the_limit_writes_the_same_files(tmp_path: Path) -> None:
    """The plain loop leaves every file of a site with its bytes."""
    for name in ("a", "b/c/d"):
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_bytes(name.encode())
    plain_writing(tmp_path / "site", tmp_path / "to")
    assert {
        path.relative_to(tmp_path / "to").as_posix() for path in (tmp_path / "to").rglob("*") if path.is_file()
    } == {
        "a",
        "b/c/d",
    }
    assert (tmp_path / "to/b/c/d").read_bytes() == b"b/c/d"


def test_without_valgrind_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The count of instructions names what is missing, and how it is had."""
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="valgrind is missing"):
        instructions()


@pytest.mark.full
@pytest.mark.parametrize(("level", "files"), list(zip(LEVELS, (False, True, True, True), strict=True)))
def test_a_level_has_what_it_says(level: str, files: bool, tmp_path: Path) -> None:
    """Pages at each; data files, an index and collections from their levels on."""
    command = [sys.executable, "-m", "site_tests.bench.levels", level, str(tmp_path), "21"]
    subprocess.run(command, check=True, cwd=BUDGET.parents[2], capture_output=True)
    site = tmp_path / "all.site"
    assert len(list(site.glob("2*/*/*/index.html"))) > 10
    assert bool(list(site.glob("2*/*/*.json"))) == files
    assert bool(list(site.glob("search/data/*/*"))) == (level in LEVELS[2:])
    assert bool(list(site.glob("2*.json"))) == (level == LEVELS[3])
