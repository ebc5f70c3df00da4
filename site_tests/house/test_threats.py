"""The threat model of SECURITY.md names, for each threat, tests that there are."""

from __future__ import annotations

import re

from site_tests.conftest import ROOT


def test_each_threat_has_its_test() -> None:
    """Every row of the table says who, what, where to, what stops it, and names files of tests that are there."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    table = text.split("## Who can send what\n", 1)[1].split("\n## ", 1)[0]
    rows = [line.strip("|").split("|") for line in table.splitlines() if line.startswith("|")][2:]
    assert len(rows) >= 8
    for row in rows:
        assert len(row) == 5, row
        assert all(cell.strip() for cell in row), row
        shown = re.findall(r"`(site_tests/[^`]+)`", row[-1])
        assert shown, row
        assert [name for name in shown if not (ROOT / name).is_file()] == []
