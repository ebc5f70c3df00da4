"""Files that users of such software met elsewhere, each kind in three ways or more, through the command: what the original shows is
carried to its field, what it doesn't show is told and never carried. [CASES.md](CASES.md) lists all kinds.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from goalbook.book.load import load_document
from goalbook.forms.fill import Sheet, fill
from openpyxl import Workbook, load_workbook

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.office import as_docx, as_html, as_xlsx
from site_tests.helpers.shipped import FORMS
from site_tests.hostile.packages import W

full = pytest.mark.full  # of each kind the case itself is tried in every run, more of it in the long one
NAME = "2022/shanhaiguan-cppcc/vehicle-insurance.yml"
TABLE = Path(__file__).with_name("CASES.md")
_ABOUT = "<w:r><w:t>两辆公车续保</w:t></w:r>"
_GOAL = "<w:p><w:r><w:t>1.公车保险续保</w:t></w:r></w:p>"
_LEVELS = "".join(
    f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    for n, (form, text) in enumerate((("decimal", "%1."), ("chineseCounting", "%2、"), ("decimal", "（%3）")))
)
_NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{_LEVELS}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


class Found(NamedTuple):
    """What a file gave: the exit code, what was said, and the document as plain values."""

    code: int
    said: str
    document: Mapping[str, object]

    def value(self, place: str) -> str:
        """The value at a place such as ``budget.total``."""
        found: object = self.document
        for key in place.split("."):
            found = found[int(key) if key.isdigit() else key]  # type: ignore[index]
        return str(found)


def sheet() -> Sheet:
    """A published document in its form."""
    document, _, _ = load_document(ROOT / "goals", NAME, FORMS)
    assert document is not None
    return fill(FORMS[document.form], document)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, in which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(here: Path, name: str, content: bytes) -> Found:
    """What the command makes of a file of a name."""
    (here / name).write_bytes(content)
    done = run_command("import", name, "-o", "goals/2022/made-body/x.yml")
    document, _, problems = load_document(here / "goals", "2022/made-body/x.yml", FORMS)
    assert document is not None, (done.output, problems)
    return Found(done.exit_code, done.output, document.model_dump())


def word(old: str, new: str) -> bytes:
    """The document in Word, one piece of its XML changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(sheet()))) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                text = content.decode()
                assert text.count(old) == 1
                content = text.replace(old, new).encode()
            made.writestr(name, _NUMBERING if name == "word/numbering.xml" else content)
    return out.getvalue()


def numbered(level: int) -> str:
    """The goal without the number that is typed, in a list of Word's."""
    settings = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    return f"<w:p>{settings}<w:r><w:t>公车保险续保</w:t></w:r></w:p>"


def run(text: str, settings: str) -> str:
    """A run of text with settings of its own."""
    return f"<w:r><w:rPr>{settings}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*cells: str) -> str:
    """A table of one row; what begins with ``<`` is the content of a cell."""
    inner = (cell if cell.startswith("<") else f"<w:p>{run(cell, '')}</w:p>" for cell in cells)
    return f"<w:tbl><w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in inner)}</w:tr></w:tbl>"


def box(text: str) -> str:
    """A text box."""
    return f"<w:txbxContent><w:p>{run(text, '')}</w:p></w:txbxContent>"


@pytest.mark.parametrize(
    ("level", "shown"),
    [
        (0, "1.公车保险续保"),
        pytest.param(1, "一、公车保险续保", marks=full),
        pytest.param(2, "（1）公车保险续保", marks=full),
    ],
)
def test_numbers_that_word_draws_are_carried(level: int, shown: str, here: Path) -> None:
    """Case 22: the text of a goal has the number that its reader sees."""
    found = imported(here, "x.docx", word(_GOAL, numbered(level)))
    assert (found.code, found.value("goal")) == (0, shown), found.said


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", "F0FE", "☑"),
        pytest.param("Wingdings", "F0A8", "□", marks=full),
        pytest.param("Symbol", "F0B3", "≥", marks=full),
        pytest.param("Wingdings", "F04A", "", marks=full),
    ],
)
def test_symbols_are_carried_or_told(font: str, code: str, shown: str, here: Path) -> None:
    """Case 24: one that has a character is that; of another its place, font and code are told, and the end isn't sound."""
    symbol = f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'
    found = imported(here, "x.docx", word(_ABOUT, symbol + _ABOUT))
    assert found.value("about") == f"{shown}两辆公车续保"
    assert found.code == (0 if shown else 1)
    assert (f"{font} {code}" in found.said) is not bool(shown)


UNSEEN = {
    # Cases 25, 27 and 29, two more of each: what stands beside the text of a cell, and what is told of it.
    "a table in a cell": (f"</w:p>{table('明细甲', '0.30万元')}<w:p>", ("明细甲", "0.30万元")),
    "two tables in a cell": (f"</w:p>{table('明细甲')}<w:p/>{table('明细乙')}<w:p>", ("明细甲", "明细乙")),
    "a table in a table in a cell": (f"</w:p>{table(table('明细丙') + '<w:p/>', '乙')}<w:p>", ("明细丙", "乙")),
    "hidden": (run("内部备注", "<w:vanish/>"), ("内部备注",)),
    "struck out": (run("旧的备注", "<w:strike/>"), ("旧的备注",)),
    "deleted": ("<w:del><w:r><w:delText>删去的备注</w:delText></w:r></w:del>", ("删去的备注",)),
    "a box with its fallback": (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:drawing>{box('填报说明')}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box('填报说明')}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>",
        ("填报说明",),
    ),
    "a box of an older Word": (f"<w:r><w:pict>{box('填报说明')}</w:pict></w:r>", ("填报说明",)),
    "two boxes": (f"<w:r><w:pict>{box('说明甲')}</w:pict></w:r><w:r><w:pict>{box('说明乙')}</w:pict></w:r>", ("说明甲", "说明乙")),
}  # fmt: skip
_CASES = ("a table in a cell", "hidden", "a box with its fallback")


@pytest.mark.parametrize("name", [one if one in _CASES else pytest.param(one, marks=full) for one in UNSEEN])
def test_what_is_beside_the_text_is_told_once(name: str, here: Path) -> None:
    """The field has what the page prints in its cell and no more; the rest is told once, and the end isn't sound."""
    beside, told = UNSEEN[name]
    found = imported(here, "x.docx", word(_ABOUT, _ABOUT + beside))
    assert (found.code, found.value("about"), found.value("title")) == (1, "两辆公车续保", "1.车辆保险费绩效目标表")
    assert [found.said.count(text) for text in told] == [1] * len(told)
    assert [text for text in told if text in str(found.document)] == []


def workbook(value: object, number_format: str = "General", cell: str = "0.80") -> bytes:
    """The document in Excel, the first cell with a text holding something else."""
    book: Workbook = load_workbook(io.BytesIO(as_xlsx(sheet())))
    assert book.active is not None
    place = next(one for row in book.active.iter_rows() for one in row if one.value == cell)
    place.value, place.number_format = value, number_format  # type: ignore[assignment]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12504.03, ACCOUNTING, "12,504.03"),
        pytest.param(0, ACCOUNTING, "-", marks=full),
        pytest.param(0.8, "0.00_);[Red]\\(0.00\\)", "0.80", marks=full),
        pytest.param(0.8, '0.00"万元"', "0.80万元", marks=full),
        pytest.param(1234567.5, '#,##0.0,"千元"', "1,234.6千元", marks=full),
        pytest.param(0.8, '[>=1]0"万元";0.00"万元"', "0.80万元", marks=full),
        pytest.param(45.6, "000.00", "045.60", marks=full),
    ],
)
def test_a_number_is_carried_as_its_cell_shows_it(value: float, number_format: str, shown: str, here: Path) -> None:
    """Case 31: the field has what the cell shows, not what the file keeps."""
    found = imported(here, "x.xlsx", workbook(value, number_format))
    assert (found.code, found.value("budget.total")) == (0, shown), found.said


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (45352, 'yyyy"年"m"月"', "2024年3月"),
        pytest.param(45657, "yyyy/m/d", "2024/12/31", marks=full),
        pytest.param(45657, "yyyy-mm", "2024-12", marks=full),
        pytest.param(45657, '[DBNum1]yyyy"年"m"月"', "二〇二四年十二月", marks=full),
    ],
)
def test_a_date_is_carried_as_its_cell_shows_it(value: int, number_format: str, shown: str, here: Path) -> None:
    """Case 31: or the doubt is told, where what a cell shows isn't known for sure."""
    found = imported(here, "x.xlsx", workbook(value, number_format, "≥75%"))
    target = found.value("indicators.0.target")
    assert (found.code, target) == (0, shown) or (found.code == 1 and target in found.said), found.said


@pytest.mark.parametrize(
    "formula", ["=SUM(1,2)", pytest.param("=0.4*2", marks=full), pytest.param('=IF(1,"0.80","")', marks=full)]
)
def test_a_formula_without_its_value_is_told(formula: str, here: Path) -> None:
    """Case 33: nothing is reckoned and nothing passed over: cell and formula are told, the field is blank, the end isn't sound."""
    found = imported(here, "x.xlsx", workbook(formula))
    assert (found.code, found.value("budget.total")) == (1, "")
    assert re.search(rf"![A-Z]+\d+：{re.escape(formula)}", found.said)


@pytest.mark.parametrize(
    "name", ["x.xls", "x.doc", *(pytest.param(name, marks=full) for name in ("x.docx", "x.xlsx", "x.et", "x.txt"))]
)
def test_a_page_is_read_whatever_its_name(name: str, here: Path) -> None:
    """Case 34: a file is what it holds."""
    found = imported(here, name, as_html(sheet()))
    assert (found.code, found.value("budget.total"), found.value("goal")) == (0, "0.80", "1.公车保险续保"), found.said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.ofd", b"PK\x03\x04" + bytes(60)),
        ("x.wps", bytes(999)),
        ("x.png", b"\x89PNG\r\n\x1a\n" + bytes(99)),
        ("x.rar", b"Rar!\x1a\x07\x01\x00" + bytes(99)),
    ],
)
def test_a_kind_that_is_not_read_is_called_so(name: str, content: bytes, here: Path) -> None:
    """Case 36: not "no text in UTF-8" of what was never meant to be text; nothing is written."""
    (here / name).write_bytes(content)
    done = run_command("import", name, "-o", "goals/2022/made-body/x.yml")
    assert done.exit_code == 1
    assert "UTF-8" not in done.stderr
    assert name in done.stderr
    assert not (here / "goals").exists()


def test_the_table_names_every_case_and_tests_that_are_there() -> None:
    """Each row has a test; those of this module are all in it."""
    text = TABLE.read_text("utf-8")
    rows = [line for line in text.splitlines() if re.match(r"\| \d\d ", line)]
    assert len(rows) == len({row[2:4] for row in rows}) >= 25
    known = {
        name
        for path in (ROOT / "site_tests").rglob("test_*.py")
        if "node_modules" not in path.parts
        for name in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.M)
    }
    named = [set(re.findall(r"`(test_\w+)`", row)) for row in rows]
    assert all(named)
    assert set().union(*named) - known == set()
    assert {one for one in globals() if one.startswith("test_") and "the_table" not in one} <= set().union(*named)
