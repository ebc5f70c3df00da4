"""Pages of results, years, completeness and quality over those of the build before are those of a build from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from site_tests.conftest import copy_site
from site_tests.helpers.three_years import write_owed, write_three_years
from site_tests.whole.test_store_builds import built, replace

full = pytest.mark.full


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The generated three years, with what is owed in each, built once."""
    folder = copy_site(tmp_path / "site")
    shutil.rmtree(folder / "goals")
    write_three_years(folder / "goals")
    write_owed(folder / "goals")
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    settings["plugins"] = [{"goalbook": {"formats": ["json"], "store": ".cache/goalbook", "jobs": 1}}]
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    built(folder)
    return folder


def clean(folder: Path) -> dict[str, bytes]:
    """The same site from nothing."""
    copy = folder.with_name("clean")
    copy.mkdir()
    for name in ("goals", "overrides"):
        shutil.copytree(folder / name, copy / name)
    shutil.copy(folder / "mkdocs.yml", copy)
    return built(copy)


def raise_a_target(goals: Path) -> None:
    """A thing of three years moves otherwise; a result that reached its target misses it."""
    replace(goals / "2023/water/pipes-adjusted.yml", "≥15公里", "≥16公里")
    replace(goals / "2023/water/pipes-result.yml", "≥15公里", "≥16公里")


def delete_an_evaluation(goals: Path) -> None:
    """What is published becomes missing, and what was missed is told no more."""
    (goals / "2023/water/pipes-result.yml").unlink()


def owe_more(goals: Path) -> None:
    """Another list of what is owed, another explanation."""
    path = goals / "site/expected-2023.yml"
    text = path.read_text("utf-8").replace("bodies: [water, roads], due", "bodies: [water, roads, county], due")
    path.write_text(
        f"{text}absent:\n  - {{body: county, stage: evaluated, why: secret, reason: 涉密（生成）}}\n", "utf-8"
    )


def change_days(goals: Path) -> None:
    """Another calendar: terms end on other days."""
    replace(goals / "site/days-2023.yml", "2023-02-07", "2023-02-07, 2023-02-08, 2023-02-09")


def end_a_thing(goals: Path) -> None:
    """A year less of a thing: its page of years, its marks and its comparison go."""
    (goals / "2024/roads/signals.yml").unlink()
    (goals / "2023/roads/signals.yml").unlink()


def withdraw(goals: Path) -> None:
    """Goals that were compared are taken down."""
    path = goals / "2023/water/well-repair.yml"
    path.write_text(path.read_text("utf-8") + "withdrawn: {date: 2023-06-01, reason: 示例（生成）}\n", "utf-8")


def drop_a_basis(goals: Path) -> None:
    """What rules find changes, and with it quality alone."""
    replace(goals / "2024/school/meals.yml", "≥90%", "学生满意度")


@pytest.mark.parametrize(
    "change",
    [
        raise_a_target, owe_more,
        *(pytest.param(one, marks=full) for one in (delete_an_evaluation, change_days, end_a_thing, withdraw, drop_a_basis)),
    ],
)  # fmt: skip
def test_a_change_gives_what_a_clean_build_gives(change: Callable[[Path], None], folder: Path) -> None:
    """The same files and bytes; and something of these pages did change."""
    before = built(folder)
    change(folder / "goals")
    after = built(folder)
    assert after == clean(folder)
    told = ("compare/", "things/", "missed/", "completeness/", "quality", "data/")
    assert {name for name in {**before, **after} if before.get(name) != after.get(name) and name.startswith(told)}
