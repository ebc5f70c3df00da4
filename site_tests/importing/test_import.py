"""`goalbook import`: what a form prints is read back, and every cell of a source is accounted for."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from click.testing import Result
from goalbook.book.load import load_book, load_document
from goalbook.forms.fill import ProseText, Sheet, fill
from goalbook.forms.grid import Grid
from goalbook.importing.import_document import Imported, SourceFile, import_document
from goalbook.importing.limits import SourceError
from goalbook.importing.lines import Lines
from goalbook.importing.reading.parts import Part, parts_in
from goalbook.importing.reading.recognise import recognise
from goalbook.importing.sources.docx import read_docx
from goalbook.importing.sources.html import read_html
from goalbook.importing.sources.sheets import read_xls, read_xlsx
from goalbook.importing.sources.text import read_text
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.records import Document
from goalbook.writers.html import write_html

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.generate import SAMPLES, make_document
from site_tests.helpers.office import as_docx, as_html, as_xlsx
from site_tests.helpers.shipped import FORMS

GOALS = ROOT / "goals"
REAL = sorted(path.relative_to(GOALS).as_posix() for path in GOALS.glob("*/*/*.yml"))
ORIGINALS = {path.name[:3]: path for path in sorted((ROOT / "site_tests/originals").iterdir())}
T = catalogue("zh")


def own_page(sheet: Sheet) -> bytes:
    """The form as the site's own pages show it."""
    return write_html(sheet, T).encode()


WAYS = {
    "html": (as_html, read_html),
    "page": (own_page, read_html),
    "docx": (as_docx, read_docx),
    "xlsx": (as_xlsx, read_xlsx),
}
ways = pytest.mark.parametrize("way", WAYS)


def printed(sheet: Sheet) -> list[object]:
    """Everything that a filled form prints, cell by cell."""
    found: list[object] = []
    for part in sheet:
        if isinstance(part, ProseText):
            found += [(one.level, one.text) for one in part.paragraphs]
        else:
            assert isinstance(part, Grid)
            found += [part.title, part.subtitle, *(cell.text for cell in (*part.above, *part.below))]
            found += [(*cell[:4], cell.text) for cell in part.cells]
    return found


def back(document: Document, way: str) -> Imported:
    """A document written in a way and brought in again, its form recognised."""
    write, read = WAYS[way]
    lines = read(write(fill(FORMS[document.form], document)))
    form = recognise(FORMS, lines.lines)
    assert form is FORMS[document.form]
    year = document.year or "undated"
    return import_document(form, lines, f"{year}/{document.body}/x.yml", SourceFile("made", "0" * 64), T)


def assert_same(document: Document, way: str) -> None:
    """The same printed fields, and nothing left over, printed otherwise or doubtful."""
    brought = back(document, way)
    assert printed(fill(FORMS[document.form], brought.document)) == printed(fill(FORMS[document.form], document))
    assert (brought.left, brought.other, brought.misplaced) == ((), (), ())
    # A label that is printed otherwise is a doubt, and that a category is blank below others which go on; there is no other.
    lost = any(None in one.path for one in document.indicators)
    assert [doubt["kind"] for doubt in brought.doubts] == ["typo"] * len(document.labels) + ["lost"] * lost
    assert brought.values + brought.labels == brought.pieces


@ways
@pytest.mark.parametrize("name", REAL)
def test_a_real_document_comes_back(name: str, way: str) -> None:
    """Every real document through HTML, Word and Excel prints the same fields."""
    document, _, _ = load_document(GOALS, name)
    assert document is not None
    assert_same(document, way)


NUMBERS = [pytest.param(n, marks=() if n < 20 else pytest.mark.full) for n in range(200)]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_made_document_comes_back(number: int) -> None:
    """200 made documents of all forms, 20 of them in `make test`, through a page of the site and another way in turn."""
    made = Document.model_validate(make_document([*SAMPLES][number % len(SAMPLES)], number, Random(f"import/{number}")))
    others = [way for way in WAYS if way != "page"]
    for way in ("page", others[number // len(SAMPLES) % len(others)]):
        assert_same(made, way)


def bare(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


@pytest.mark.parametrize("number", ORIGINALS)
def test_nothing_of_an_original_is_dropped_by_reading_it(number: str) -> None:
    """The pieces hold every character of the text, in order; only the converter's marks are taken off."""
    raw = ORIGINALS[number].read_bytes()
    text = re.sub(r"\[bookmark: [^\]]*\]|^---$|^## ", "", raw.decode("utf-8"), flags=re.MULTILINE)
    assert "".join(bare(piece.text) for piece in read_text(raw).pieces) == bare(text)


ACCOUNTS = {
    # Of each original: its document, which of the source's it is, and how many of its cells are left over.
    ("000", "undated/county-cppcc/duties.yml", 1): 0,
    ("002", "undated/county-congress/duties.yml", 1): 0,
    ("003", "2024/huangyuan-cppcc/department.yml", 1): 0,
    ("004", "2022/guangzhou-cppcc/department.yml", 1): 1,
    ("001", "2022/shanhaiguan-cppcc/department.yml", 1): 0,
    ("001", "2022/shanhaiguan-cppcc/vehicle-insurance.yml", 2): 0,
    ("001", "2022/shanhaiguan-cppcc/general-affairs.yml", 3): 0,
    ("001", "2022/shanhaiguan-cppcc/deliberation.yml", 4): 0,
    ("001", "2022/shanhaiguan-cppcc/member-studios.yml", 5): 0,
    ("001", "2022/shanhaiguan-cppcc/cppcc-meetings.yml", 6): 0,
}


def parts(number: str) -> list[Part]:
    """The documents of an original, each with the form that was recognised."""
    return parts_in(FORMS, read_text(ORIGINALS[number].read_bytes()))


def original(number: str, name: str, part: int) -> tuple[Imported, Document]:
    """A document of an original brought in, and the one that people made of it."""
    document, _, _ = load_document(GOALS, name)
    assert document is not None
    form, lines = parts(number)[part - 1]
    assert form is FORMS[document.form]
    return import_document(form, lines, name, SourceFile("made", "0" * 64), T), document


@pytest.mark.parametrize(("number", "name", "part"), ACCOUNTS)
def test_the_account_of_an_original_adds_up(number: str, name: str, part: int) -> None:
    """Of every cell of a document it is told whether it is a value, a word of the form or left over: 100 %."""
    brought, _ = original(number, name, part)
    said = sum(bool(piece.text.strip()) for piece in parts(number)[part - 1][1].pieces)
    assert brought.values + brought.labels + len(brought.left) == said
    assert len(brought.left) == ACCOUNTS[number, name, part]
    assert brought.other == ()


@pytest.mark.parametrize("number", ORIGINALS)
def test_the_documents_of_an_original_hold_all_of_it(number: str) -> None:
    """Each piece of a source stands in one of its documents, in order, and none stands in two."""
    assert len(parts(number)) == (6 if number == "001" else 1)
    assert [piece for _, part in parts(number) for piece in part.pieces] == read_text(
        ORIGINALS[number].read_bytes()
    ).pieces


@pytest.mark.parametrize(("number", "name", "part"), [one for one in ACCOUNTS if one[0] != "004"])
def test_an_original_prints_what_people_read_in_it(number: str, name: str, part: int) -> None:
    """Values, paragraphs and targets that people transcribed are those that are read, but for the few named here."""
    brought, document = original(number, name, part)
    form = FORMS[document.form]
    read, known = (Counter(_texts(fill(form, one))) for one in (brought.document, document))
    missing = {text for text in (known - read) if text}
    assert len(missing) <= MISSING.get(name, 0), missing


# The title of two lines is a heading and a paragraph to a program.
MISSING = {"2022/shanhaiguan-cppcc/department.yml": 1}


def _texts(sheet: Sheet) -> list[str]:
    found: list[str] = []
    for part in sheet:
        if isinstance(part, ProseText):
            found += [bare(one.text) for one in part.paragraphs]
        else:
            assert isinstance(part, Grid)
            found += [bare(cell.text) for cell in part.cells]
    return found


def test_what_is_doubtful_is_marked_in_the_file() -> None:
    """Rows put back under their heads are in the review of the new file, whose notes all point at something."""
    brought, _ = original("003", "2024/huangyuan-cppcc/department.yml", 1)
    notes = [(note.at, note.kind) for note in brought.document.review]
    assert ("提升工作效率", "shifted") in notes
    assert len(notes) == len(brought.doubts) > 5
    lost, _ = original("004", "2022/guangzhou-cppcc/department.yml", 1)
    assert {note.kind for note in lost.document.review} == {"typo", "shifted", "lost"}
    assert lost.document.labels == {
        "事业发展性支出": "事业事业发展性支出", "其他事业发展性支出": "其他事业事业发展性支出",
    }  # fmt: skip
    assert [piece.text for piece in lost.left] == ["产出指标"]


def run(*arguments: object) -> Result:
    """The command, run in the current folder."""
    return run_command("import", *arguments)


@pytest.fixture
def goals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A goals' folder with a body."""
    (tmp_path / "goals/bodies").mkdir(parents=True)
    (tmp_path / "goals/bodies/made-body.yml").write_bytes((GOALS / "bodies/county-cppcc.yml").read_bytes())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "goals"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_imported_file_checks_clean(goals: Path, language: str) -> None:
    """The five originals become goal files without an error; the report counts their cells."""
    for number, path in ORIGINALS.items():
        result = run(path, "-o", f"goals/undated/made-body/d{number}.yml", "--language", language)
        assert result.exit_code == (0 if number in ("000", "002") else 1)  # 001 holds others
        values = {"000": 92, "001": 38, "002": 92, "003": 197, "004": 107}
        assert f" {values[number]}" in result.stdout
    assert [one for one in load_book(goals).problems if one.severity == "error"] == []
    assert len(load_book(goals).entries) == 5


def test_a_year_that_only_the_folder_states_is_said_to_be_inferred(goals: Path) -> None:
    """Nothing of the source says 2021: the file says where the year is from."""
    run(ORIGINALS["000"], "-o", "goals/2021/made-body/duties.yml")
    document, _, _ = load_document(goals, "2021/made-body/duties.yml")
    assert document is not None
    assert document.year_basis == "所在文件夹；原文中未读到"


def test_nothing_is_overwritten_and_nothing_written_on_failure(goals: Path, tmp_path: Path) -> None:
    """A file that is there stays; of a source that can't be read or recognised nothing is written, and why is said."""
    target = goals / "2024/made-body/x.yml"
    (tmp_path / "note.txt").write_text("会议通知\n请准时参加。\n", "utf-8")
    result = run(tmp_path / "note.txt", "-o", target)
    assert result.exit_code == 1
    assert "认不出" in result.stderr
    assert not target.exists()
    assert run(ORIGINALS["001"], "-o", target, "--number", 7).exit_code == 1
    assert not target.exists()
    assert run(ORIGINALS["000"], "-o", target, "--form", "hebei").exit_code == 2
    assert run(ORIGINALS["000"], "-o", goals / "x.yml").exit_code == 2
    target.parent.mkdir(parents=True)
    target.write_text("mine", "utf-8")
    assert run(ORIGINALS["000"], "-o", target).exit_code == 2
    assert target.read_text("utf-8") == "mine"


def package(**parts: bytes) -> bytes:
    """A zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


DOCX = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("read", [read_docx, read_xlsx])
@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-office"),
        (b"PK\x03\x04 no zip", "not-office"),
        (package(a=b"0" * (61 << 20)), "over-unpacked"),
        (package(**{f"f{n}": b"" for n in range(2_001)}), "over-files"),
        (package(word__document_xml=ENTITY.encode(), xl__workbook_xml=ENTITY.encode()), "not-office"),
        (package(word__document_xml=b"<a", xl__workbook_xml=b"<a"), "not-office"),
        (package(other=b""), "not-office"),
    ],
)
def test_a_hostile_package_is_refused(read: object, raw: bytes, code: str) -> None:
    """Bombs, entities and broken files are told, never unpacked or followed."""
    with pytest.raises(SourceError) as caught:
        read(raw)  # type: ignore[operator]
    assert caught.value.code == code


def test_an_entity_of_a_word_file_is_not_resolved() -> None:
    """A sound document with a document type is refused as a whole: nothing of this machine gets into a goal file."""
    text = ENTITY + DOCX.format("<w:p><w:r><w:t>甲&e;</w:t></w:r></w:p>")
    with pytest.raises(SourceError) as caught:
        read_docx(package(word__document_xml=text.encode()))
    assert caught.value.code == "not-office"
    plain = read_docx(package(word__document_xml=DOCX.format("<w:p><w:r><w:t>甲</w:t></w:r></w:p>").encode()))
    assert [piece.text for piece in plain.pieces] == ["甲"]


def test_huge_spans_are_not_believed() -> None:
    """A million columns or rows, a hundred levels: read in their limits; what can't be reached isn't left out in silence."""
    lines = read_html(b"<table><tr><td colspan=9999999 rowspan=9999999>a<td>b</table>" + b"<div>" * 100 + b"c")
    assert [piece.text for piece in lines.pieces] == ["a", "b", "c"]
    wide = (
        "<w:tbl>" + "<w:tr><w:tc><w:tcPr><w:gridSpan w:val='99999999'/></w:tcPr><w:p/></w:tc></w:tr>" * 3 + "</w:tbl>"
    )
    assert len(read_docx(package(word__document_xml=DOCX.format(wide).encode())).pieces) == 3
    with pytest.raises(SourceError) as caught:
        read_html(b"<div>" * 1_000 + b"c")
    assert caught.value.code == "too-deep"
    with pytest.raises(SourceError) as caught:
        read_html(b"<table>" + b"<tr>" + b"<td rowspan=1000>" * 300 + b"<tr>" * 999 + b"</table>")
    assert caught.value.code == "over-cells"


def test_what_a_page_does_not_show_is_not_read() -> None:
    """Scripts, styles and hidden names are no text of the document; entities are characters."""
    page = (
        "<style>a{}</style><script>x</script><p>甲&lt;乙</p><p class=gb-hidden>丙</p>"
        "<table><caption>丁</caption><tr><td>一<br>二<td> 三\n 四 </table>"
    )
    assert [piece.text for piece in read_html(page.encode()).pieces] == ["甲<乙", "丁", "一\n二", "三 四"]


def test_a_broken_older_workbook_is_told() -> None:
    """A file that only is called .xls isn't guessed at."""
    with pytest.raises(SourceError) as caught:
        read_xls(b"\xd0\xcf\x11\xe0 no workbook")
    assert caught.value.code == "not-office"


def test_columns_of_text_in_gb18030_are_read() -> None:
    """Older office programs copy text in the national encoding."""
    lines: Lines = read_text("项目编码\t甲\t项目名称\t乙\n".encode("gb18030"))
    assert lines.lines[0].texts == ["项目编码", "甲", "项目名称", "乙"]
