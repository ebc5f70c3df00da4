"""The ten tasks of readers can be done on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_tests.bench.tasks import TASKS, lines


@pytest.mark.slow
def test_each_task_is_done_without_a_sideways_step(site: Path) -> None:
    """Every task leads to its answer, and nothing on the way is beyond the edge of a phone."""
    rows = lines(site)
    assert len(rows) == len(TASKS) == 10
    assert [row for row in rows if "not reached" in row or "sideways" in row] == []
