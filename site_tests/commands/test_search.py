"""`goalbook search` gives what the site's own search finds, to people and to scripts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from goalbook.cli import main

from site_tests.conftest import ROOT
from site_tests.search.made import make_index


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site folder with the index of the real documents."""
    return make_index(ROOT / "goals", tmp_path_factory.mktemp("site")).site


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["search", *arguments])


def test_json(site: Path) -> None:
    """JSON has the total, whether it is relaxed, and for each document the cell that matched with its address."""
    done = _run("两辆公车", "--site", str(site), "--format", "json")
    assert json.loads(done.output) == {
        "total": 1,
        "relaxed": False,
        "results": [
            {
                "url": "2022/shanhaiguan-cppcc/vehicle-insurance/",
                "title": "1.车辆保险费绩效目标表",
                "body": "山海关区政协",
                "year": "2022",
                "period": "",
                "form": "预算项目绩效目标表",
                "match": {
                    "where": "预算规模及资金用途",
                    "text": "两辆公车续保",
                    "url": "2022/shanhaiguan-cppcc/vehicle-insurance/#d:about",
                },
            }
        ],
        "next_queries": [],
        "near_values": [],
    }


def test_limit_and_filters(site: Path) -> None:
    """A limit shows so many, 0 all; filters by id, name or code keep what fits."""

    def total_and_shown(*arguments: str) -> tuple[int, int]:
        found = json.loads(_run("政协", "--site", str(site), "--format", "json", *arguments).output)
        return found["total"], len(found["results"])

    total, shown = total_and_shown("--limit", "0")
    assert total == shown > 3
    assert total_and_shown("--limit", "3") == (total, 3)
    assert total_and_shown("--year", "2024") == (1, 1)
    assert total_and_shown("--year", "undated") == (2, 2)
    assert total_and_shown("--year", "2024", "--year", "undated") == (3, 3)
    assert total_and_shown("--body", "shanhaiguan-cppcc") == total_and_shown("--body", "山海关区政协") == (6, 6)
    assert total_and_shown("--region", "130303") == (6, 6)
    assert total_and_shown("--form", "hebei-project", "--body", "huangyuan-cppcc") == (0, 0)
    assert total_and_shown("--stage", "approved") == (1, 1)


def test_text(site: Path) -> None:
    """Text names document, body, year, form and the cell; a relaxed answer and none at all are told."""
    done = _run("两辆公车", "--site", str(site))
    assert "1.车辆保险费绩效目标表 · 山海关区政协 · 2022年 · 预算项目绩效目标表" in done.output
    assert "预算规模及资金用途：两辆公车续保" in done.output
    assert "没有文件同时包含" in _run("两辆公车飞船", "--site", str(site)).output
    assert _run("鑫龘", "--site", str(site)).output == "没有找到。\n"


def test_no_index(tmp_path: Path) -> None:
    """Without an index the command says what to do and exits with 2, in the language of the terminal."""
    done = _run("绩效", "--site", str(tmp_path))
    assert done.exit_code == 2
    assert "先生成网站" in done.output
    assert "build the site first" in _run("绩效", "--site", str(tmp_path), "--language", "en").output
