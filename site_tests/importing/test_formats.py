"""`goalbook import` of other formats: by way of LibreOffice, tables of PDF files, files with another name than their kind."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import Result
from goalbook.book.load import load_document
from goalbook.forms.fill import fill
from goalbook.importing.limits import SourceError
from goalbook.importing.sources.office import converted
from goalbook.importing.sources.open import source_lines
from goalbook.importing.sources.pdf import read_pdf
from goalbook.model.records import Document
from pypdf import PdfReader

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.drawn_pdf import blank_pdf, drawn_pdf, written
from site_tests.helpers.libreoffice import saved
from site_tests.helpers.office import as_docx, as_xlsx
from site_tests.helpers.shipped import FORMS
from site_tests.hostile.packages import zipped

GOALS = ROOT / "goals"
NAME = "2022/shanhaiguan-cppcc/vehicle-insurance.yml"
TARGET = "goals/2022/made-body/x.yml"


def document_of(name: str = NAME, root: Path = GOALS) -> Document:
    """A document from its file."""
    document, _, _ = load_document(root, name, FORMS)
    assert document is not None
    return document


def sheet_of(name: str = NAME) -> object:
    """A document in its form."""
    return fill(FORMS[document_of(name).form], document_of(name))


def saved_as(raw: bytes, suffix: str, wanted: str, folder: Path) -> bytes:
    """A file as LibreOffice saves it in another format."""
    (made := folder / f"made{suffix}").write_bytes(raw)
    return saved(made, wanted, folder).read_bytes()


def imported(raw: bytes, name: str, folder: Path) -> Result:
    """The command, on a file of a name."""
    (folder / name).write_bytes(raw)
    return run_command("import", name, "-o", TARGET)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def same_as_printed(here: Path) -> None:
    """The goal file that was made prints what the document prints."""
    made = document_of("2022/made-body/x.yml", here / "goals")
    assert fill(FORMS[made.form], made) == sheet_of()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        pytest.param("odt", "x.odt", marks=pytest.mark.full),
        ("rtf", "x.rtf"),
        ("odt", "x.docx"),
        ("ods", "x.ods"),
        ("xls", "x.et"),
    ],
)
def test_what_libreoffice_reads_comes_in_whole(here: Path, wanted: str, name: str) -> None:
    """By what it holds, whatever it is called: the same printed document, and a sound end."""
    sheet = wanted in ("ods", "xls")
    raw = as_xlsx(sheet_of()) if sheet else as_docx(sheet_of())  # type: ignore[arg-type]
    result = imported(saved_as(raw, ".xlsx" if sheet else ".docx", wanted, here), name, here)
    assert result.exit_code == 0, result.output
    same_as_printed(here)


@pytest.mark.slow
def test_what_libreoffice_loses_is_told(here: Path) -> None:
    """A .doc of which it makes running text is refused, with the way out; nothing is written."""
    result = imported(saved_as(as_docx(sheet_of()), ".docx", "doc", here), "x.wps", here)  # type: ignore[arg-type]
    assert result.exit_code == 1
    assert "变成了一段文字" in result.stderr
    assert "另存为 .docx" in result.stderr
    assert not (here / "goals").exists()


def typed(raw: bytes, kind: str) -> bytes:
    """An Office file with the content type of another kind of it, and macros that nobody runs."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "[Content_Types].xml":
                for main in (b"wordprocessingml.document.main+xml", b"spreadsheetml.sheet.main+xml"):
                    content = content.replace(b"openxmlformats-officedocument." + main, kind.encode())
            made.writestr(name, content)
        made.writestr("word/vbaProject.bin", b"macros")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("x.docm", "ms-word.document.macroEnabled.main+xml"),
        ("x.dotx", "openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("x.xlsm", "ms-excel.sheet.macroEnabled.main+xml"),
        ("x.xltx", "openxmlformats-officedocument.spreadsheetml.template.main+xml"),
        ("x.bin", "openxmlformats-officedocument.wordprocessingml.document.main+xml"),
    ],
)
def test_files_with_macros_and_templates_are_read(here: Path, name: str, kind: str) -> None:
    """As the documents that they are."""
    raw = as_xlsx(sheet_of()) if ".x" in name[1:3] else as_docx(sheet_of())  # type: ignore[arg-type]
    result = imported(typed(raw, kind), name, here)
    assert document_of("2022/made-body/x.yml", here / "goals").name == "车辆保险费", result.output
    same_as_printed(here)


@pytest.mark.parametrize("kind", ["doc", "rtf", "odt", "ods"])
def test_without_libreoffice_that_is_said(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what is missing, for which kind of file."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SourceError) as caught:
        converted(b"", kind)
    assert (caught.value.code, caught.value.values) == ("no-libreoffice", {"kind": kind})


def pdf_of(name: str, here: Path) -> bytes:
    """The PDF file of a document, as the site makes it."""
    assert run_command("export", GOALS / name, "--to", "pdf", "-o", here / "made.pdf").exit_code == 0
    return (here / "made.pdf").read_bytes()


@pytest.mark.parametrize(
    "name",
    [NAME, "2024/huangyuan-cppcc/department.yml", "undated/county-cppcc/duties.yml"],
    ids=["project", "department", "duties"],
)
def test_the_tables_of_a_pdf_file_come_in(here: Path, name: str) -> None:
    """Every cell of the form is in its place, over several pages too; heads and feet of pages are told, not taken for text."""
    result = imported(pdf_of(name, here), "x.pdf", here)
    assert result.exit_code in (0, 1)
    made, document = document_of("2022/made-body/x.yml", here / "goals"), document_of(name)
    assert made.form == document.form
    said = {"".join(cell.text.split()) for grid in fill(FORMS[made.form], made) for cell in getattr(grid, "cells", ())}
    wanted = {
        "".join(cell.text.split()) for grid in fill(FORMS[made.form], document) for cell in getattr(grid, "cells", ())
    }
    assert said >= wanted
    assert "页" in result.stdout


def test_no_character_of_a_pdf_file_is_dropped(here: Path) -> None:
    """What stands in cells, around tables and in the margin is all that the file shows."""
    raw = pdf_of("undated/county-cppcc/duties.yml", here)
    lines = read_pdf(raw)
    told = [piece.text for piece in lines.pieces] + [aside.text for aside in lines.asides]
    shown = [page.extract_text() for page in PdfReader(io.BytesIO(raw)).pages]
    assert sorted("".join("".join(told).split())) == sorted("".join("".join(shown).split()))


def test_a_scanned_pdf_file_says_so(here: Path) -> None:
    """Pages without a character are pictures: there is nothing to read."""
    result = imported(written(blank_pdf()), "x.pdf", here)
    assert result.exit_code == 1
    assert "没有文字" in result.stderr
    assert not Path(TARGET).exists()


def test_a_pdf_file_without_a_table_says_so() -> None:
    """Prose can't be told from what stands around it."""
    raw = written(drawn_pdf(b"BT /F1 12 Tf 50 700 Td (Only words) Tj ET"))
    with pytest.raises(SourceError) as caught:
        read_pdf(raw)
    assert caught.value.code == "pdf-no-table"


def test_a_locked_or_damaged_or_endless_pdf_file_says_so() -> None:
    """A sentence each."""
    locked = blank_pdf()
    locked.encrypt("secret", algorithm="RC4-128")
    codes = []
    for raw in (written(locked), b"%PDF-1.7\n", written(blank_pdf(201))):
        with pytest.raises(SourceError) as caught:
            read_pdf(raw)
        codes.append(caught.value.code)
    assert codes == ["is-encrypted", "damaged", "over-pages"]


OPEN = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">{}</office:document-content>'


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (OPEN.format("x" * (61 << 20)), "over-unpacked"),
        ("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" + OPEN.format("&e;"), "not-office"),
        (OPEN.format("<a>" * 300 + "</a>" * 300), "over-levels"),
    ],
)
def test_an_opendocument_file_is_measured_first(kind: str, content: str, code: str) -> None:
    """Bombs and entities never reach LibreOffice."""
    raw = zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})
    with pytest.raises(SourceError) as caught:
        source_lines(raw, ".odt")
    assert caught.value.code == code
