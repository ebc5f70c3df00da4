"""Documents are streamed: a build's memory hardly grows with their number."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_tests.bench.measure import measure
from site_tests.bench.sites import goalbook_site

MOST_GROWTH = 1.5


def peak_memory(folder: Path, documents: int) -> int:
    """The peak memory of the largest process of a whole build."""
    site = goalbook_site(folder / str(documents), documents)
    output = folder / f"site-{documents}"
    peak = measure(site.command_to(output), site.folder).largest
    assert len(list(output.glob("[2u]*/*/*/index.html"))) == documents
    return peak


@pytest.mark.parametrize(
    ("few", "many"), [(100, 600), pytest.param(200, 2000, marks=pytest.mark.full)], ids=["600", "2000"]
)
def test_memory_hardly_grows_with_the_number_of_documents(few: int, many: int, tmp_path: Path) -> None:
    """Six or ten times as many documents need at most half as much memory again."""
    assert peak_memory(tmp_path, many) <= MOST_GROWTH * peak_memory(tmp_path, few)
