"""The yearly book: contents, bookmarks and indexes tell the right pages; volumes share one contents list; the command."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from goalbook.book.load import load_book
from goalbook.forms.grid import Grid
from goalbook.messages.catalogue import catalogue
from goalbook.writers.paper import Cover, Leaf
from goalbook.writers.pdf.volume import index_order, indicators
from goalbook.writers.pdf.write import write_pdf
from goalbook.writers.yearbook import BookPart, parted, write_volumes, yearbook_of
from pypdf import PdfReader

from site_tests.conftest import ROOT
from site_tests.helpers.made_paper import PAPER, leaves_of
from site_tests.helpers.pdf_reader import pages, structure
from site_tests.snapshot.project import goalbook

BOOK = replace(PAPER, cover=Cover("示例汇编", ("单位 5 个", "文件 10 份")))


@cache
def leaves() -> list[Leaf]:
    """The documents of the project by body."""
    return sorted(leaves_of(ROOT / "goals").values(), key=lambda leaf: (leaf.body, leaf.address))


@cache
def made_book() -> bytes:
    """A book of all documents of the project."""
    return write_pdf(leaves(), BOOK)


def text_of(raw: bytes, page: int) -> str:
    """What a page prints, without spaces."""
    return "".join("".join(char["text"] for char in pages(raw)[page]["chars"]).split())


def page_called(raw: bytes, name: str) -> int:
    """The page (from 0) that bears a number."""
    labels = PdfReader(io.BytesIO(raw)).page_labels
    assert labels.count(name) == 1
    return labels.index(name)


def listed(raw: bytes, heading: str) -> list[tuple[str, list[str]]]:
    """The entries under a heading in the structure of the file: words, and the numbers of the pages."""
    found = []
    for text in texts_under(raw, heading):
        if match := re.fullmatch(r"(.*?)((?:第 \d+ 册 )?\d+(?:、\d+)*)", text, re.DOTALL):
            found.append((match[1], re.sub("第 . 册 ", "", match[2]).split("、")))
    return found


def texts_under(raw: bytes, heading: str) -> list[str]:
    """What stands under a heading in the structure of the file."""
    found, on = [], False
    for kid in structure(raw).kids[0].kids:
        if kid.kind == "H1":
            on = kid.text == heading
        elif on:
            found.append(kid.text)
    return found


def outline(raw: bytes) -> list[tuple[int, str, int]]:
    """The bookmarks: depth, title, page."""
    reader = PdfReader(io.BytesIO(raw))
    found: list[tuple[int, str, int]] = []

    def walk(items: Any, depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, depth + 1)
            else:
                found.append((depth, str(item.title), reader.get_destination_page_number(item)))  # type: ignore[arg-type]

    walk(reader.outline, 0)
    return found


def test_contents_tell_the_page_of_each_document() -> None:
    """Every document is listed once, in order, and its page prints its foot and its title or first heading."""
    raw = made_book()
    entries = listed(raw, "目录")
    assert [title for title, _ in entries] == [leaf.title for leaf in leaves()]
    for leaf, (_, (number,)) in zip(leaves(), entries, strict=True):
        assert leaf.address in text_of(raw, page_called(raw, number))
        assert leaf.address not in text_of(raw, page_called(raw, number) - 1)


def test_contents_are_links() -> None:
    """Each entry of the contents leads to the page that it names."""
    raw = made_book()
    reader = PdfReader(io.BytesIO(raw))
    (page,) = [n for n in range(len(pages(raw))) if text_of(raw, n).startswith("目录")]
    targets = []
    for one in reader.pages[page].get("/Annots", []):
        annotation = one.get_object()
        assert annotation["/Subtype"] == "/Link"
        assert annotation.get("/Contents")
        destination = annotation.get("/Dest") or annotation["/A"]["/D"]
        named = reader.named_destinations.get(destination) if isinstance(destination, str) else None
        page_of = (
            reader.get_destination_page_number(named) if named else reader.get_page_number(destination[0].get_object())
        )
        assert page_of is not None
        targets.append(page_of)
    wanted = [page_called(raw, number) for _, (number,) in listed(raw, "目录")]
    assert sorted(set(targets)) == wanted


def test_bookmarks_lead_from_body_to_document() -> None:
    """Contents, each body with its documents below it, both indexes: each on the page that prints it."""
    raw = made_book()
    marks = outline(raw)
    bodies = list(dict.fromkeys(leaf.body for leaf in leaves()))
    assert [title for depth, title, _ in marks if depth == 0] == ["目录", *bodies, "单位索引", "指标索引"]
    titles = [title for depth, title, _ in marks if depth == 1]
    assert [title for title in titles if title in {leaf.title for leaf in leaves()}] == [
        leaf.title for leaf in leaves()
    ]
    for _, title, page in marks:
        assert "".join(title.split()) in text_of(raw, page)


def test_the_index_of_bodies_tells_where_each_begins() -> None:
    """Every body once, in the order of Chinese indexes."""
    raw = made_book()
    entries = listed(raw, "单位索引")
    bodies = {leaf.body for leaf in leaves()}
    assert [name for name, _ in entries] == sorted(bodies, key=index_order)
    for name, (number,) in entries:
        assert text_of(raw, page_called(raw, number)).startswith(name)


def test_the_index_of_indicators_tells_every_page_that_prints_one() -> None:
    """Every indicator of the tables is listed with each body that has it and the pages that its rows stand on."""
    raw = made_book()
    entries: dict[tuple[str, str], list[str]] = {}
    name = ""
    for text in texts_under(raw, "指标索引"):
        body = next((leaf.body for leaf in leaves() if text.startswith(leaf.body)), "")
        if body and re.fullmatch(r"\d+(?:、\d+)*", text.removeprefix(body)):
            entries[name, body] = text.removeprefix(body).split("、")
        else:
            name = text
    printed = {
        (" ".join(cell.text.split()), leaf.body)
        for leaf in leaves()
        for part in leaf.sheet
        if isinstance(part, Grid)
        for cell in part.cells
        if ".indicators." in f".{cell.path}" and cell.path.endswith(".name") and cell.text
    }
    assert len(printed) > 70
    assert set(entries) == printed
    for (name, body), numbers in entries.items():
        assert sorted(set(numbers), key=int) == numbers
        assert all("".join(name.split()) in text_of(raw, page_called(raw, number)) for number in numbers)
        assert all("".join(body.split()) in text_of(raw, page_called(raw, number)) for number in numbers)


def test_names_are_indexed_by_their_sound() -> None:
    """Common characters come in the order of their sounds: 按, 办, 参, 车, 提, 综."""
    names = ["综合", "提案", "车辆", "参政", "办理", "按时"]
    assert sorted(names, key=index_order) == names[::-1]


def test_indicators_are_counted_through_all_tables() -> None:
    """A name in two documents has both places: the table's number in the volume and the row."""
    found = dict(indicators(leaves()))
    tables = [[table for table, _ in places] for _, places in found["群众满意度"]]
    assert any(len(set(one)) > 1 for one in tables)


def test_every_page_counts_the_book_and_none_is_blank() -> None:
    """The foot of a document counts the pages of the whole book after the contents."""
    raw = made_book()
    last = PdfReader(io.BytesIO(raw)).page_labels[-1]
    feet = [text_of(raw, n) for n in range(len(pages(raw))) if "文件号：" in text_of(raw, n)]
    assert len(feet) > len(leaves())
    assert all(f"页，共{last}页" in foot for foot in feet)
    assert all(any(char["mcid"] is not None for char in page["chars"]) for page in pages(raw))


def test_a_book_is_as_accessible_as_a_document() -> None:
    """It claims and carries the same: tags, title, language, heads of tables with their scope."""
    raw = made_book()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        meta = pdf.open_metadata()
        assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
        assert meta["dc:title"] == "示例汇编"
        assert pdf.Root.Lang == "zh-CN"
    cells = [cell for table in structure(raw).walk("Table") for cell in table.cells()]
    assert all(("Scope" in cell.attributes) == (cell.kind == "TH") for cell in cells)
    assert sum(cell.kind == "TH" for cell in cells) > 100


@pytest.fixture(scope="module")
def volumes() -> list[bytes]:
    """The documents of the project in volumes of three."""
    book = load_book(ROOT / "goals")
    entries = tuple(sorted(book.entries, key=lambda entry: (entry.body, entry.address)))
    steps: list[int] = []
    made = list(write_volumes(BookPart(book.root, entries, book.bodies, {}, BOOK), 3, steps.append))
    assert sum(steps) == 2 * len(entries)
    return made


def test_volumes_share_one_contents_list(volumes: list[bytes]) -> None:
    """The first volume lists every document with its volume and page, and these are right; the others their own, and refer to it."""
    lists = []
    for raw in volumes:
        entries = (re.search(r"第 (\d+) 册 (\d+)$", kid.text) for kid in structure(raw).kids[0].kids)
        lists.append([(entry[1], entry[2]) for entry in entries if entry])
    assert len(volumes) > 3
    assert len(lists[0]) == len(leaves())
    assert all(one == [line for line in lists[0] if int(line[0]) == number] for number, one in enumerate(lists[1:], 2))
    told = ["全书的目录在第1册。" in "".join(text_of(raw, page_called(raw, "i")).split()) for raw in volumes]
    assert told == [False, *[True] * (len(volumes) - 1)]
    for number, raw in enumerate(volumes, 1):
        own = [page for volume, page in lists[0] if int(volume) == number]
        found = [text_of(raw, page_called(raw, page)) for page in own]
        before = [text_of(raw, page_called(raw, page) - 1) for page in own]
        ids = [re.search(r"文件号：(.*?)版本", text) for text in found]
        assert all(one and one[1] not in text for one, text in zip(ids, before, strict=True))
        assert f"第{number}册，共{len(volumes)}册" in text_of(raw, 0)


def test_a_volume_parts_a_body_only_where_it_must() -> None:
    """Bodies stay whole while they fit; one that is larger than a volume goes on in the next."""
    book = load_book(ROOT / "goals")
    entries = sorted(book.entries, key=lambda entry: (entry.body, entry.address))
    for most in (1, 2, 3, 7, 100):
        volumes = parted(entries, most)
        assert [entry for volume in volumes for entry in volume] == entries
        assert all(0 < len(volume) <= most for volume in volumes)
        for one, following in pairwise(volumes):
            size = sum(entry.body == following[0].body for entry in entries)
            assert one[-1].body != following[0].body or size > most


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `goalbook book` in a folder."""
    return goalbook(folder, "book", *arguments)


def test_the_command_writes_a_book_of_a_year(tmp_path: Path) -> None:
    """A PDF and a workbook of all documents of a year, with progress on standard error and nothing on standard output."""
    goals = str(ROOT / "goals")
    done = run(tmp_path, "2022", "-o", "b/book.pdf", "--goals", goals)
    assert (done.returncode, done.stdout) == (0, "")
    assert "读取" in done.stderr
    raw = (tmp_path / "b/book.pdf").read_bytes()
    assert [title for title, _ in listed(raw, "目录")] == [
        "部门整体预算绩效目标申报表",
        "部门预算绩效文本",
        "1.车辆保险费绩效目标表",
        "2.综合事务管理绩效目标表",
        "3.参政议政绩效目标表",
        "4.委员工作室绩效目标表",
        "5.政协会议绩效目标表",
    ]
    assert run(tmp_path, "undated", "-o", "undated.pdf", "--goals", goals).returncode == 0
    assert "年度不详" in text_of((tmp_path / "undated.pdf").read_bytes(), 0)
    assert run(tmp_path, "2022", "-o", "book.xlsx", "--goals", goals).returncode == 0
    assert (tmp_path / "book.xlsx").read_bytes().startswith(b"PK")


def test_volumes_are_files_beside_each_other(tmp_path: Path) -> None:
    """A book of more tables than a volume holds becomes numbered files, and leaves nothing else behind."""
    done = run(tmp_path, "2022", "-o", "book.pdf", "--goals", str(ROOT / "goals"), "--tables-per-volume", "4")
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book-1.pdf", "book-2.pdf", "book-3.pdf"]


def test_a_failure_is_told_and_leaves_the_last_book(tmp_path: Path) -> None:
    """No documents, faulty goal files, a missing font, a wrong suffix: a message, an exit code, and the file as it was."""
    book = tmp_path / "book.pdf"
    book.write_bytes(b"the last one")
    goals = str(ROOT / "goals")
    none = run(tmp_path, "1999", "-o", "book.pdf", "--goals", goals)
    assert (none.returncode, "1999" in none.stderr) == (1, True)
    assert run(tmp_path, "2022", "-o", "book.odt", "--goals", goals).returncode == 2
    faulty = tmp_path / "goals/2022/x"
    faulty.mkdir(parents=True)
    (faulty / "y.yml").write_text("goalbook: 2\n", encoding="utf-8")
    stopped = run(tmp_path, "2022", "-o", "book.pdf", "--goals", "goals")
    assert (stopped.returncode, "goals/2022/x/y.yml:1:1" in stopped.stderr) == (1, True)
    config = "site_name: x\nplugins:\n  - goalbook:\n      fonts: [No Such Song]\n"
    (tmp_path / "mkdocs.yml").write_text(f"{config}docs_dir: {goals}\ntheme: material\n", encoding="utf-8")
    fontless = run(tmp_path, "2022", "-o", "book.pdf")
    assert (fontless.returncode, "No Such Song" in fontless.stderr) == (1, True)
    assert "Traceback" not in none.stderr + stopped.stderr + fontless.stderr
    assert book.read_bytes() == b"the last one"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["book.pdf", "goals", "mkdocs.yml"]


def test_the_cover_names_the_edition_and_what_was_withdrawn(tmp_path: Path) -> None:
    """A changed text is another edition; a withdrawn document is named with its day and reason, and in no list."""
    root = tmp_path / "goals"
    shutil.copytree(ROOT / "goals", root)
    t = catalogue("zh")

    def lines() -> tuple[str, ...]:
        part = yearbook_of(load_book(root), "2022", PAPER, lambda _: "2024-01-31", t)
        assert part
        assert part.paper.cover
        return part.paper.cover.lines

    before = lines()
    assert len(before) == 3
    assert re.fullmatch(r"版次：[0-9a-f]{12}", before[2])
    assert lines() == before
    path = root / "2022/shanhaiguan-cppcc/vehicle-insurance.yml"
    path.write_text(f"{path.read_text('utf-8')}withdrawn:\n  date: 2024-01-02\n  reason: 示例理由\n", "utf-8")
    after = lines()
    assert after[1:2] == ("文件 6 份",)
    assert after[2] != before[2]
    assert after[3] == "已撤下 1 份，本册不收："
    assert re.fullmatch(r"《1\.车辆保险费绩效目标表》（.+，2024-01-02撤下：示例理由）", after[4])
    part = yearbook_of(load_book(root), "2022", PAPER, lambda _: "2024-01-31", t)
    assert part
    raw = next(write_volumes(part))
    assert "示例理由" in text_of(raw, 0)
    assert not any("车辆保险费绩效目标表" in title for title, _ in listed(raw, "目录"))
