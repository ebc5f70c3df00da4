"""The guide "Add an official form", followed word by word: one new file gives page, table, CSV and checks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lxml import html

from site_tests.conftest import ROOT, copy_site, run_build

GUIDE = ROOT / "plugins/goalbook/forms/README.md"


def block(language: str, number: int = 0) -> str:
    """A code block of the guide."""
    return str(re.findall(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)[number])


def test_one_file_adds_a_form(tmp_path: Path) -> None:
    """With the guide's form file in place, its example document is published with table, CSV, JSON and totals."""
    shutil.copytree(ROOT / "plugins/goalbook", tmp_path / "plugins/goalbook")
    (tmp_path / "plugins/goalbook/forms/sample-project.yml").write_text(block("yaml"), "utf-8")
    folder = copy_site(tmp_path / "site", "xlsx, docx, csv, json, yaml")
    (folder / "goals/2024/shanhaiguan-cppcc").mkdir()
    (folder / "goals/2024/shanhaiguan-cppcc/sample.yml").write_text(block("yaml", 1), "utf-8")
    done = run_build(folder, PYTHONPATH=str(tmp_path / "plugins"))
    assert done.returncode == 0, done.stderr

    address = folder / "site/2024/shanhaiguan-cppcc/sample"
    page = html.fromstring((address / "index.html").read_bytes())
    rows = [[cell.text_content() for cell in row] for row in page.xpath('//table[contains(@class, "gb-grid")]//tr')]
    assert rows == [
        ["项目名称", "示例项目", "预算数", "1.50"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "示例次数", "≥3次"],
        ["质量指标", "示例合格率", "≥95%"],
    ]
    assert page.xpath('//th[text()="产出指标"]/@rowspan') == ["2"]
    (summary,) = page.find_class("gb-summary")
    assert "示例项目预算 1.50 万元" in summary.text_content()
    csv = address.with_suffix(".csv").read_text("utf-8-sig")
    assert "产出指标,质量指标,示例合格率,≥95%" in csv
    assert address.with_suffix(".json").exists()
    assert "项目绩效目标简表" in (folder / "site/forms/index.html").read_text("utf-8")


def test_the_guide_names_the_files_it_speaks_of() -> None:
    """The paths in the guide exist."""
    text = GUIDE.read_text("utf-8")
    assert (ROOT / "site_tests/whole/test_new_form.py").name in text
    for path in re.findall(r"`((?:plugins|site_tests)/[^`]+\.(?:py|yml))`", text):
        assert (ROOT / path).exists() or path.endswith("sample-project.yml"), path
