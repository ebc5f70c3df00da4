"""LibreOffice opens the Word and Excel files and prints the same text."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from goalbook.forms.fill import ProseText
from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import catalogue
from goalbook.writers.office.docx import write_docx
from goalbook.writers.office.xlsx import write_xlsx
from goalbook.writers.paper import Leaf
from pypdf import PdfReader

from site_tests.helpers.leaves import ALL, PAPER, leaf_of

WRITERS = {"docx": write_docx, "xlsx": write_xlsx}
USUAL = ("2022/guangzhou-cppcc/department", "2024/huangyuan-cppcc/department", "undated/county-cppcc/duties")


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A LibreOffice profile of the tests' own; without the program they fail with the packages' names."""
    assert shutil.which("soffice"), "LibreOffice is missing: apt-get install libreoffice-writer libreoffice-calc"
    return tmp_path_factory.mktemp("libreoffice")


def printed(files: list[Path], profile: Path) -> list[PdfReader]:
    """The files as LibreOffice prints them."""
    out = files[0].parent / "pdf"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir"]
    done = subprocess.run([*command, out, *files], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return [PdfReader(out / f"{file.stem}.pdf") for file in files]


def signs(*texts: str) -> Counter[str]:
    """How often each sign stands in the texts, blanks aside."""
    return Counter(unicodedata.normalize("NFKC", "".join("".join(texts).split())))


def around(leaf: Leaf) -> Counter[str]:
    """What may stand on any page once more: the foot with its numbers, repeated heads, and a label that goes on there."""
    tables = [part for part in leaf.sheet if isinstance(part, Grid)]
    heads = [cell.text * ((cell.row < part.head_rows) + (cell.rows > 1)) for part in tables for cell in part.cells]
    foot = [
        leaf.body,
        "·",
        leaf.title,
        leaf.permalink,
        leaf.date,
        catalogue("zh")("office.page_of", number="", count=""),
    ]
    return signs(*foot, *heads, "0123456789" * 6)


def check(leaf: Leaf, pdf: PdfReader) -> None:
    """All signs of the document are printed, and none besides but those of feet and repeated heads."""
    wanted = Counter[str]()
    titled = False
    for part in leaf.sheet:
        if isinstance(part, ProseText):
            wanted += signs(*(one.text for one in part.paragraphs))
            continue
        titled = titled or bool(part.title)
        cells = (cell.text for cell in (*part.above, *part.cells, *part.below) if not cell.hidden)
        wanted += signs(part.title, part.subtitle, *cells)
    once = Counter[str]() if titled else signs(leaf.title)
    found = signs(*(page.extract_text() for page in pdf.pages))
    assert wanted - found == Counter()
    for _ in pdf.pages:
        once += around(leaf)
    assert found - wanted - once == Counter()


def check_all(names: tuple[str, ...], suffix: str, folder: Path, profile: Path) -> None:
    """Documents in one format."""
    files = []
    for name in names:
        files.append(folder / f"{name.replace('/', '-')}.{suffix}")
        files[-1].write_bytes(WRITERS[suffix]([leaf_of(name)], PAPER))
    for name, pdf in zip(names, printed(files, profile), strict=True):
        check(leaf_of(name), pdf)
        landscape = [page.mediabox.width > page.mediabox.height for page in pdf.pages]
        assert set(landscape) == {leaf_of(name).filled.form.landscape}


@pytest.mark.parametrize("suffix", WRITERS)
def test_libreoffice_prints_the_same_text(suffix: str, tmp_path: Path, profile: Path) -> None:
    """Three forms, each sign as often as in the document, on pages turned as the form is."""
    check_all(USUAL, suffix, tmp_path, profile)


@pytest.mark.full
@pytest.mark.parametrize("suffix", WRITERS)
def test_libreoffice_prints_every_document(suffix: str, tmp_path: Path, profile: Path) -> None:
    """All real documents and the long generated ones."""
    check_all(ALL, suffix, tmp_path, profile)
