"""The measurement itself: what is measured, how it is shown, and that unlike work is refused."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from goalbook.book.load import load_book

from site_tests.bench.checks import checkers
from site_tests.bench.checks import table as check_table
from site_tests.bench.measure import Measured, measure, medians
from site_tests.bench.report import FIGURES, Row, table, write_into
from site_tests.bench.same import prove_same
from site_tests.bench.sites import hugo_pages
from site_tests.conftest import ROOT

MIB = 1 << 20
GREEDY = "import time; kept = bytearray(80 << 20); time.sleep(0.3)"


def test_memory_of_a_grandchild_counts(tmp_path: Path) -> None:
    """The peak is that of the largest of all processes a command starts, and the sum of those at a time."""
    inner = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {GREEDY!r}], check=True)"
    found = measure([sys.executable, "-c", inner], tmp_path)
    assert 80 * MIB < found.largest < 140 * MIB
    assert found.largest < found.together < 180 * MIB
    assert found.seconds > 0.3
    assert found.processor > 0


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    """The messages of a failed build come with the error."""
    with pytest.raises(RuntimeError, match="no such site"):
        measure([sys.executable, "-c", "import sys; sys.exit('no such site')"], tmp_path)


def test_a_median_ignores_one_slow_run() -> None:
    """Each figure is the middle one of its own."""
    runs = [Measured(1.0, 5.0, 10, 40), Measured(9.0, 4.0, 30, 50), Measured(2.0, 6.0, 20, 60)]
    assert medians(runs) == Measured(2.0, 5.0, 20, 50)


def test_the_table_shows_speed_beside_goalbook() -> None:
    """Documents a second, and the speed as a multiple of Goalbook's."""
    measured = Measured(4.0, 5.5, 64 * MIB, 96 * MIB)
    text = table([Row("Other", 2000, measured, base=2.0)], 1.25, 3, ["Other 7 files of 0.1 MB"])
    assert "| Other | 2,000 | 4.00 | 5.50 | 500 | 0.50 | 64 | 96 |" in text
    assert "1.25 times" in text
    assert "for 2,000 documents: Other 7 files of 0.1 MB." in text


def test_both_checkers_pass_the_same_goals(tmp_path: Path) -> None:
    """Goalbook's check runs on every generated file that the other checker is given, and their table shows both."""
    commands = checkers(tmp_path, 6)
    assert list(commands) == ["goalbook check", "check-jsonschema"]
    given = [Path(one) for one in commands["check-jsonschema"] if one.startswith("goals/")]
    assert sorted(given) == sorted(
        path.relative_to(tmp_path / "checks") for path in tmp_path.glob("checks/goals/[2u]*/*/*.yml")
    )
    assert len(given) == 6
    measured = measure(commands["goalbook check"], tmp_path / "checks")
    text = check_table([Row("goalbook check", 6, measured, measured.seconds)])
    assert "| goalbook check | 6 |" in text


def test_the_table_goes_between_the_marks_of_the_readme(tmp_path: Path) -> None:
    """Only what stands between the marks is replaced; without marks nothing is written."""
    readme = tmp_path / "README.md"
    readme.write_text("a\n<!-- bench -->\nold\n<!-- /bench -->\nb\n", encoding="utf-8")
    write_into(readme, "new\n")
    assert readme.read_text(encoding="utf-8") == "a\n<!-- bench -->\nnew\n<!-- /bench -->\nb\n"
    readme.write_text("a\n", encoding="utf-8")
    with pytest.raises(ValueError, match="bench"):
        write_into(readme, "new\n")
    assert readme.read_text(encoding="utf-8") == "a\n"


@pytest.mark.parametrize("mark", ["bench", "bench-budget", "bench-instructions", "bench-paper", "bench-search"])
def test_each_bench_has_its_place_in_the_readme(mark: str, tmp_path: Path) -> None:
    """The README beside the benches has the marks of every bench that writes into it, once."""
    copy = tmp_path / "README.md"
    copy.write_text(FIGURES.read_text(encoding="utf-8"), encoding="utf-8")
    write_into(copy, "new\n", mark)
    assert f"<!-- {mark} -->\nnew\n<!-- /{mark} -->\n" in copy.read_text(encoding="utf-8")


def test_a_page_with_other_cells_is_not_compared(tmp_path: Path) -> None:
    """Speeds are only set beside each other where the same forms are printed."""
    for name, text in (("one", "≥95%"), ("same", "≥95%"), ("other", "≥5%")):
        page = tmp_path / name / "2024" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"<meta charset=utf-8><table class='gb-grid'><tr><td>{text}</table>", encoding="utf-8")
    prove_same("Tool", tmp_path / "same", tmp_path / "one", ["2024"])
    with pytest.raises(RuntimeError, match="Tool makes another page of 2024"):
        prove_same("Tool", tmp_path / "other", tmp_path / "one", ["2024"])
    with pytest.raises(RuntimeError, match="Tool makes another page of 2023"):
        prove_same("Tool", tmp_path / "same", tmp_path / "one", ["2023"])


def test_the_other_site_is_given_each_document_as_data(site: Path) -> None:
    """What Hugo reads says of every document what its page shows, and can be written as JSON."""
    book = load_book(ROOT / "goals")
    pages = dict(hugo_pages(site, book))
    for entry in book.entries:
        facts = json.loads(json.dumps(pages[f"{entry.address}.md"]))
        assert facts["title"] == entry.title
        assert facts["params"]["form"] == entry.form.id
        assert facts["params"]["sheet"]
