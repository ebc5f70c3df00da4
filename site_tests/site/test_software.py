"""The key of kept downloads: it follows the writers and all that they import and print, and nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import goalbook
import pytest
from goalbook.site.build.software import closure_key, segments_key, sources_of, writers_key
from goalbook.writers.formats import PAPER_MODULES

PACKAGE = Path(goalbook.__file__).parent


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, to be edited."""
    folder = tmp_path_factory.mktemp("copy") / "goalbook"
    return shutil.copytree(PACKAGE, folder, ignore=shutil.ignore_patterns("__pycache__", "assets", "templates"))


def key_after(package: Path, name: str, old: str, new: str, *, key_of: Callable[[Path], str] = writers_key) -> str:
    """The key of the package with a text of a file replaced; the file is put back."""
    path = package / name
    before = path.read_text("utf-8")
    assert old in before
    try:
        path.write_text(before.replace(old, new, 1), "utf-8")
        closure_key.cache_clear()
        return key_of(package)
    finally:
        path.write_text(before, "utf-8")
        closure_key.cache_clear()


OTHERS = (
    ("commands/check.py", "\n\n", "\n\n# A comment.\n"),
    ("locale/zh/site/frame.toml", 'crumbs = "', 'crumbs = "又'),
    ("site/document/page.py", "\n\n", "\n\n# A comment.\n"),
    ("importing/lines.py", "\n\n", "\n\n# A comment.\n"),
    ("diff/compare.py", "\n\n", "\n\n# A comment.\n"),
    ("search/record.py", "\n\n", "\n\n# A comment.\n"),
    ("forms/hebei-duties.yml", "\n", "\n# A comment.\n"),
)
WRITERS = (
    ("writers/pdf/form.typ", "\n", "\n// A comment.\n"),
    ("writers/pdf/layout.py", "\n\n", "\n\n# A comment.\n"),
    ("writers/office/xlsx.py", "\n\n", "\n\n# A comment.\n"),
    ("writers/office/package.py", "\n\n", "\n\n# A comment.\n"),
    ("writers/json.py", "\n\n", "\n\n# A comment.\n"),
    ("forms/fill.py", "\n\n", "\n\n# A comment.\n"),
    ("model/target.py", "\n\n", "\n\n# A comment.\n"),
    ("goalfile/read.py", "\n\n", "\n\n# A comment.\n"),
    ("checks/rules/money.py", "\n\n", "\n\n# A comment.\n"),
    ("locale/zh/checks.toml", '"', '"又'),
    ("locale/en/checks.toml", '"', '"Another '),
    ("locale/zh/writers.toml", 'contents = "', 'contents = "又'),
    ("locale/en/writers.toml", 'overview = "', 'overview = "Another '),
)


@pytest.mark.parametrize("edit", OTHERS, ids=[edit[0] for edit in OTHERS])
def test_what_no_writer_needs_makes_no_file_anew(copy: Path, edit: tuple[str, str, str]) -> None:
    """A comment in a command, a word of a frame, a page: the key stays; a form counts for its own documents."""
    assert key_after(copy, *edit) == writers_key(copy)


@pytest.mark.parametrize("edit", WRITERS, ids=[edit[0] for edit in WRITERS])
def test_what_a_writer_needs_makes_every_file_anew(copy: Path, edit: tuple[str, str, str]) -> None:
    """A writer, its template, the words that it prints, a rule and its words, how a form is filled, how a file is read: the key changes."""
    assert key_after(copy, *edit) != writers_key(copy)


SEGMENTS = (
    ("search/segment.py", "\n\n", "\n\n# A comment.\n"),
    ("search/documentfile.py", "\n\n", "\n\n# A comment.\n"),
    ("search/spill.py", "\n\n", "\n\n# A comment.\n"),
    ("search/codec.py", "\n\n", "\n\n# A comment.\n"),
    ("search/tokenize.py", "\n\n", "\n\n# A comment.\n"),
    ("search/record.py", "\n\n", "\n\n# A comment.\n"),
    ("search/cells.py", "\n\n", "\n\n# A comment.\n"),
    ("search/variants.txt", "\n", "\n# A comment.\n"),
)
MERGERS = (
    ("search/columns.py", "\n\n", "\n\n# A comment.\n"),
    ("search/termfiles.py", "\n\n", "\n\n# A comment.\n"),
    ("search/query.py", "\n\n", "\n\n# A comment.\n"),
    ("locale/zh/checks.toml", '"', '"又'),
)


@pytest.mark.parametrize("edit", [*SEGMENTS, *MERGERS], ids=lambda edit: edit[0])
def test_what_makes_segments_of_the_index_makes_them_anew(copy: Path, edit: tuple[str, str, str]) -> None:
    """All that a segment's bytes come from, the list of variants too; how they are merged isn't in them."""
    assert (key_after(copy, *edit, key_of=segments_key) != segments_key(copy)) == (edit in SEGMENTS)


@pytest.mark.parametrize("roots", [("book.filled", "writers.formats", *PAPER_MODULES.values()), ("search.segment",)])
def test_what_modules_load_is_what_their_text_says(roots: tuple[str, ...]) -> None:
    """A process that has all writers has loaded the modules that are part of their key, and no other of the package; so has one that
    makes segments of the index."""
    program = "".join(f"import goalbook.{name}\n" for name in roots)
    program += (
        "import sys\nprint(*(one.__file__ for name, one in sys.modules.items() if name.split('.')[0] == 'goalbook'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert sorted(map(Path, done.stdout.split())) == sorted(sources_of(PACKAGE, roots))
