"""The guides "Draw an official form", followed word by word: one file in goals/forms/ gives page, tables, downloads and checks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from goalbook.book.load import load_book
from lxml import html

from site_tests.conftest import ROOT, copy_site, run_build
from site_tests.snapshot.project import goalbook

GUIDE = ROOT / "plugins/goalbook/forms/README.md"
STAFF_GUIDE = GUIDE.with_name("README.zh-CN.md")
FORM, STAFF_FORM = "goals/forms/sample-project.yml", "goals/forms/county-project.yml"
SAMPLE, STAFF_SAMPLE = "2024/shanhaiguan-cppcc/sample", "2024/shanhaiguan-cppcc/county"


def block(language: str, number: int = 0, guide: Path = GUIDE) -> str:
    """A code block of a guide; without a language one that names none."""
    return blocks(language, guide)[number]


def blocks(language: str, guide: Path) -> list[str]:
    """The code blocks of a guide in one language."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", guide.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [text for name, text in found if name == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with the forms and documents of both guides in their places, built with the package as it is."""
    folder = copy_site(tmp_path_factory.mktemp("guides"), "xlsx, docx, csv, json, yaml")
    (folder / "goals/forms").mkdir()
    (folder / "goals/2024/shanhaiguan-cppcc").mkdir()
    (folder / FORM).write_text(block("yaml"), "utf-8")
    (folder / STAFF_FORM).write_text(block("yaml", 0, STAFF_GUIDE), "utf-8")
    (folder / f"goals/{SAMPLE}.yml").write_text(block("yaml", 1), "utf-8")
    (folder / f"goals/{STAFF_SAMPLE}.yml").write_text(block("yaml", 1, STAFF_GUIDE), "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder


def rows(folder: Path, address: str) -> list[list[str]]:
    """The cells of the tables of a page."""
    page = html.fromstring((folder / f"site/{address}/index.html").read_bytes())
    return [[cell.text_content() for cell in row] for row in page.xpath('//table[contains(@class, "gb-grid")]//tr')]


def test_one_file_adds_a_form(folder: Path) -> None:
    """With the guide's form file in place, its example document is published with table, CSV, JSON and totals."""
    page = html.fromstring((folder / f"site/{SAMPLE}/index.html").read_bytes())
    assert rows(folder, SAMPLE) == [
        ["项目名称", "示例项目", "预算数", "1.50"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "示例次数", "≥3次"],
        ["质量指标", "示例合格率", "≥95%"],
    ]
    assert page.xpath('//th[text()="产出指标"]/@rowspan') == ["2"]
    (summary,) = page.find_class("gb-summary")
    assert "示例项目预算 1.50 万元" in summary.text_content()
    csv = (folder / f"site/{SAMPLE}.csv").read_text("utf-8-sig")
    assert "产出指标,质量指标,示例合格率,≥95%" in csv
    assert (folder / f"site/{SAMPLE}.json").exists()
    assert "项目绩效目标简表" in (folder / "site/forms/index.html").read_text("utf-8")


def test_the_form_of_the_staff_guide_is_printed_as_its_blank_table(folder: Path) -> None:
    """What the guide's table of the blank form shows stands on the page, in its places, and the page of the form is there."""
    assert rows(folder, STAFF_SAMPLE) == [
        ["项目名称", "示例项目", "主管科室", "示例科"],
        ["预算数", "1.50", "其中：财政资金", "1.50"],
        ["绩效目标", "完成示例任务。"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "示例次数", "≥3次"],
        ["质量指标", "示例合格率", "≥95%"],
    ]
    text = STAFF_GUIDE.read_text("utf-8")
    for row in rows(folder, STAFF_SAMPLE)[:4]:
        labels = [cell for cell in row if re.search(rf"^\|.*\b{re.escape(cell)}\b.*\|$", text, re.MULTILINE)]
        assert row[0] in labels
    assert "示例县项目支出绩效目标表" in (folder / "site/forms/county-project/index.html").read_text("utf-8")


@pytest.mark.parametrize("guide", [GUIDE, STAFF_GUIDE], ids=["English", "Chinese"])
def test_the_commands_of_the_guides_do_what_they_say(folder: Path, guide: Path) -> None:
    """Each line to copy is run in its order; but for the build, which was run."""
    lines = [line for text in blocks("sh", guide) for line in text.splitlines()]
    assert len(lines) >= 5
    for line in lines:
        program, command, *arguments = line.split()
        assert program == "goalbook"
        if command == "new":
            (folder / arguments[1]).rename(folder / "kept")
        done = goalbook(folder, command, *arguments) if command != "build" else None
        # What the rules miss in so small a sample stops nothing, as the guides say.
        assert done is None or done.returncode == 0 or line == "goalbook check", (line, done.stdout, done.stderr)
        if command == "new":
            assert "项目名称" in (folder / arguments[1]).read_text("utf-8")
            (folder / "kept").replace(folder / arguments[1])
    assert load_book(folder / "goals").errors == ()
    known = json.loads((folder / "goals/schema/document.json").read_bytes())["properties"]["form"]["enum"]
    assert {"sample-project", "county-project"} <= set(known)


def test_the_staff_guide_shows_what_the_commands_print(folder: Path, tmp_path: Path) -> None:
    """Its example of a fault is that of the line it speaks of, and its picture is the one that is drawn."""
    (tmp_path / "goals/forms").mkdir(parents=True)
    (tmp_path / "goals/bodies").mkdir()
    drawn = block("yaml", 0, STAFF_GUIDE)
    assert drawn.count("| {budget.fiscal} |") == 1
    (tmp_path / STAFF_FORM).write_text(drawn.replace("| {budget.fiscal} |", "|"), "utf-8")
    faulty = goalbook(tmp_path, "form", "check")
    assert (faulty.returncode, faulty.stdout) == (1, block("", 0, STAFF_GUIDE))
    shown = goalbook(folder, "form", "show", "county-project", "--places", COLUMNS="80")
    assert shown.stdout == block("", 1, STAFF_GUIDE)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_filled_table_is_read_by_a_form_of_the_site(folder: Path, tmp_path: Path, suffix: str) -> None:
    """As the staff guide says: Word and Excel are read into goal files, the form recognised by its words."""
    to = f"goals/2024/shanhaiguan-cppcc/read-{suffix}.yml"
    done = goalbook(folder, "import", f"site/{STAFF_SAMPLE}.{suffix}", "-o", to)
    try:
        # What stands in head and foot of our own files is told, for it is of no document.
        assert "没有归处 0 个" in done.stdout, (done.stdout, done.stderr)
        text = (folder / to).read_text("utf-8")
        assert "form: county-project" in text
        assert "office: 示例科" in text
    finally:
        (folder / to).unlink(missing_ok=True)


def test_the_guides_name_the_files_they_speak_of() -> None:
    """The paths in the guides exist."""
    for guide in (GUIDE, STAFF_GUIDE):
        text = guide.read_text("utf-8")
        for path in re.findall(r"`((?:plugins|site_tests)/[^`]+\.(?:py|yml))`", text):
            assert (ROOT / path).exists(), path
        for path in re.findall(r"\]\(([^)]+)\)", text):
            assert (guide.parent / path).exists(), path
    assert (ROOT / "site_tests/whole/test_new_form.py").name in GUIDE.read_text("utf-8")
