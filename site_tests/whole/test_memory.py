"""Documents are streamed: a build's memory hardly grows with their number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from site_tests.bench.measure import measure
from site_tests.bench.sites import goalbook_site

MOST_GROWTH = 1.5
# What listings keep of a document, and the search index until it spills for the first time; the document itself with
# its filled form would take 40 KiB and more.
MOST_OF_A_DOCUMENT = 24 << 10


def peak_memory(folder: Path, documents: int, jobs: int, formats: Sequence[str] = ("csv", "json", "yaml")) -> int:
    """The peak memory of the largest process of a whole build."""
    site = goalbook_site(folder / str(documents), documents, jobs, formats)
    output = folder / f"site-{documents}"
    peak = measure(site.command_to(output), site.folder).largest
    assert len(list(output.glob("[2u]*/*/*/index.html"))) == documents
    return peak


def test_a_build_keeps_no_documents(tmp_path: Path) -> None:
    """Five hundred documents more take half as much memory again at most, and no more than their listings need."""
    few, many = (peak_memory(tmp_path, documents, jobs=1) for documents in (100, 600))
    assert many <= MOST_GROWTH * few
    assert (many - few) / 500 <= MOST_OF_A_DOCUMENT


@pytest.mark.full
def test_office_files_keep_no_documents(tmp_path: Path) -> None:
    """With Excel and Word files and their collections too: a collection holds 300 documents at most at a time."""
    few, many = (
        peak_memory(tmp_path, documents, 1, ("xlsx", "docx", "csv", "json", "yaml")) for documents in (600, 2400)
    )
    assert many <= MOST_GROWTH * few


@pytest.mark.full
def test_ten_times_as_many_documents_take_half_as_much_memory_again(tmp_path: Path) -> None:
    """From 200 to 2,000 documents the largest process of a build in several grows by half at most."""
    few, many = (peak_memory(tmp_path, documents, jobs=0) for documents in (200, 2000))
    assert many <= MOST_GROWTH * few
