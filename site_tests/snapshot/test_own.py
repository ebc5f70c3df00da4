"""The snapshot of 2024 that this repository's own site publishes: whole, small, and seen by whoever builds the site."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
from goalbook.snapshot.pins import pins_of
from goalbook.snapshot.verify import verify

from site_tests.conftest import LIGHT, ROOT, copy_site, run_build

SNAPSHOTS = ROOT / "snapshots"
DOCUMENT = "2024/huangyuan-cppcc/department"
MOST = 4_000_000  # bytes, so that a clone stays small


def test_it_is_whole_and_the_one_that_was_published() -> None:
    """Nothing is missing, added or altered; its sums have the value that PUBLISHED states. It is signed by nobody."""
    verdict = verify(SNAPSHOTS / "2024")
    assert verdict.findings == ()
    assert pins_of(SNAPSHOTS).lines["2024"].sums == verdict.sums
    assert verdict.standing == "unproven"
    files = [path for path in (SNAPSHOTS / "2024").rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST


def test_its_page_says_how_to_cite_it() -> None:
    """By the name of the snapshot, its day, the page's lasting address, and the digest of the data file that lies beside it."""
    page = (SNAPSHOTS / f"2024/data/site/{DOCUMENT}.html").read_text("utf-8")
    digest = hashlib.sha256((SNAPSHOTS / f"2024/data/site/{DOCUMENT}.yml").read_bytes()).hexdigest()
    (cited,) = re.findall(r"<span data-gb-cite>(.*?)</span>", page)
    day = pins_of(SNAPSHOTS).lines["2024"].day
    parts = ("年度存档 2024", day, f"/{DOCUMENT}.html", f"SHA-256 {digest}")
    assert [part for part in parts if part not in cited] == [], cited


@pytest.mark.slow
def test_the_site_shows_it(tmp_path: Path) -> None:
    """The list of snapshots, the frozen pages, the versions and errata of its document, and its archive with the published checksum."""
    folder = copy_site(tmp_path / "own", LIGHT)
    shutil.copytree(SNAPSHOTS, folder / "snapshots", ignore=shutil.ignore_patterns("*.zip"))
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    site, document, versions = folder / "site", DOCUMENT, "versions/huangyuan-cppcc/department/"
    listed = (site / "snapshots/index.html").read_text("utf-8")
    assert 'href="../snapshots/2024.zip"' in listed
    frozen = (site / f"snapshots/2024/{document}.html").read_bytes()
    assert frozen == (SNAPSHOTS / f"2024/data/site/{document}.html").read_bytes()
    assert f"snapshots/2024/{document}.html" in (site / versions / "index.html").read_text("utf-8")
    assert versions in (site / document / "index.html").read_text("utf-8")
    archive = hashlib.sha256((site / "snapshots/2024.zip").read_bytes()).hexdigest()
    assert archive == pins_of(SNAPSHOTS).lines["2024"].archive
