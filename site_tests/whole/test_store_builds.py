"""A build with what builds before it kept gives the same bytes as one without, whatever was changed in between."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from goalbook.host.orders import NO_ORDERS, Orders
from goalbook.host.runs import build
from goalbook.search.codec import INDEX_MANIFEST
from goalbook.site.build import workers
from goalbook.site.build.job import Job, Yield
from goalbook.site.build.produce import Maker
from goalbook.store import store_at

from site_tests.bench.measure import ROOT
from site_tests.bench.sites import goalbook_site

DOCUMENTS = 12
STORE = ".cache/goalbook/made.sqlite"
FORM = (ROOT / "plugins/goalbook/forms/hebei-project.yml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of generated documents of two forms of its own and of the package's."""
    folder = goalbook_site(tmp_path / "site", DOCUMENTS, jobs=1).folder
    (folder / "goals/forms").mkdir()
    (folder / "goals/forms/own-project.yml").write_text(FORM, "utf-8")
    for path in sorted(folder.glob("goals/*/*/project.yml"))[:2]:
        replace(path, "form: hebei-project", "form: own-project")
    return folder


def replace(path: Path, old: str, new: str) -> None:
    """Replace the first such text of a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """The files of a site by name, without the note of what they were made from."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    found.pop(".goalbook.json")
    return found


def built(folder: Path, orders: Orders = NO_ORDERS) -> dict[str, bytes]:
    """The site over the one before, with what was kept."""
    store_at.cache_clear()
    build(str(folder / "mkdocs.yml"), orders=orders)
    return files_of(folder / "site")


def clean(folder: Path) -> dict[str, bytes]:
    """The same site from nothing."""
    copy = folder.with_name("clean")
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("site", ".cache"))
    try:
        return built(copy)
    finally:
        shutil.rmtree(copy)


def documents(folder: Path) -> list[Path]:
    """The goal files of a site."""
    return sorted(folder.glob("goals/[2u]*/*/*.yml"))


def edit(folder: Path, at: random.Random, step: int) -> None:
    """Another title of a document."""
    replace(at.choice(documents(folder)), "title: ", f"title: 改{step}")


def rename(folder: Path, at: random.Random, step: int) -> None:
    """Another address of a document."""
    path = at.choice(documents(folder))
    path.rename(path.with_name(f"{path.stem}-{step}.yml"))


def delete(folder: Path, at: random.Random, step: int) -> None:
    """A document less."""
    at.choice(documents(folder)).unlink()


def add(folder: Path, at: random.Random, step: int) -> None:
    """A document more."""
    path = at.choice(documents(folder))
    shutil.copy(path, path.with_name(f"{path.stem}-{step}-more.yml"))


def withdraw(folder: Path, at: random.Random, step: int) -> None:
    """A document is taken down, if it wasn't."""
    path = at.choice(documents(folder))
    text = path.read_text("utf-8")
    if "withdrawn:" not in text:
        path.write_text(f"{text}\nwithdrawn:\n  date: 2024-05-01\n  reason: 示例（生成）\n", "utf-8")


def change_form(folder: Path, at: random.Random, step: int) -> None:
    """Another name of the site's own form."""
    replace(folder / "goals/forms/own-project.yml", "name: ", f"name: 第{step}版")


def change_body(folder: Path, at: random.Random, step: int) -> None:
    """Another name of a body."""
    replace(at.choice(sorted(folder.glob("goals/bodies/*.yml"))), "name: ", f"name: 第{step}")


def change_settings(folder: Path, at: random.Random, step: int) -> None:
    """Another publisher."""
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    settings["plugins"][0]["goalbook"]["authority"] = f"示例机关{step}"
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")


def change_template(folder: Path, at: random.Random, step: int) -> None:
    """A template of the site's own."""
    path = folder / "overrides/goalbook/document/document.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = '{% extends "default/document/document.html" %}{% block glance %}<p>STEP</p>{{ super() }}{% endblock %}'
    path.write_text(text.replace("STEP", str(step)), "utf-8")


def damage(folder: Path, at: random.Random, step: int) -> None:
    """Half of what is kept is altered, on a day when something else is edited too."""
    with sqlite3.connect(folder / STORE) as database:
        database.execute("UPDATE made SET value = substr(value, 1, length(value) - 1) WHERE hex(key) < '8'")
    database.close()
    edit(folder, at, step)


def lose(folder: Path, at: random.Random, step: int) -> None:
    """All that was kept is gone."""
    shutil.rmtree(folder / ".cache")


CHANGES: tuple[Callable[[Path, random.Random, int], None], ...] = (
    edit, rename, delete, add, withdraw, change_form, change_body, change_settings, change_template,
)  # fmt: skip
_SHORT = (edit, change_form, change_template, damage)


@pytest.mark.parametrize(
    "change", [pytest.param(one, marks=() if one in _SHORT else pytest.mark.full) for one in (*CHANGES, damage, lose)]
)
def test_after_a_change_the_site_is_that_of_a_clean_build(
    change: Callable[[Path, random.Random, int], None], folder: Path
) -> None:
    """Each kind of change alone, and once nothing."""
    first = built(folder)
    assert built(folder) == first
    change(folder, random.Random(1), 1)
    after = built(folder)
    assert after == clean(folder)
    assert after != first or change in (lose,)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3))
def test_after_many_changes_the_site_is_that_of_a_clean_build(folder: Path, seed: int) -> None:
    """Changes of all kinds in any order, several between two builds."""
    at = random.Random(seed)
    built(folder)
    for step in range(1, 7):
        for _ in range(at.randint(1, 2)):
            at.choice(CHANGES)(folder, at, step)
        assert built(folder) == clean(folder)


def test_an_edit_writes_the_files_whose_bytes_must_differ(folder: Path) -> None:
    """A wording: the document's own files, those of its collections, the list of digests, and in the index the group of documents that
    it is in, files of its terms and the manifest. All others are those of the site before, but for the theme's, which MkDocs writes.
    """
    site = folder / "site"
    first = built(folder)
    before = {name: (site / name).stat().st_ino for name in first}
    replace(folder / "goals/2024/sample-0001/project.yml", "basis: ", "basis: 改")
    after = built(folder)
    written = {name for name in after if (site / name).stat().st_ino != before.get(name)}
    themes = {name for name in written if name.startswith("assets/") or after[name] == first.get(name)}
    assert {name for name in themes if not name.startswith("assets/")} <= {"404.html", "about/index.html", "index.html"}
    index = {name for name in written if name.startswith("search/data/")}
    assert written - themes - index == {
        "2024.csv", "2024.json", "2024/sample-0001.csv", "2024/sample-0001.json", "2024/sample-0001/project.csv",
        "2024/sample-0001/project.json", "2024/sample-0001/project.yml", "2024/sample-0001/project/index.html",
        "data/documents.csv",
    }  # fmt: skip
    assert INDEX_MANIFEST in index
    assert len([name for name in index if "-" in name]) == DOCUMENTS  # of one group
    assert len(index) < 0.7 * len([name for name in after if name.startswith("search/data/")])


def test_edits_write_no_file_whose_bytes_are_the_same(folder: Path) -> None:
    """A wording, a target, a budget: from the second change on, when the site is made in the one before the last, MkDocs' own files too."""
    site, document = folder / "site", folder / "goals/2024/sample-0001/project.yml"
    before = built(folder)
    replace(document, "title: ", "title: 改")
    before = built(folder)
    for old, new, touched in (
        ("basis: ", "basis: 改", "2024/sample-0001/project/index.html"),
        ("target: ", "target: 1", "data/indicators.csv"),
        ("total: ", "total: 1", "years/index.html"),
    ):
        numbers = {name: (site / name).stat().st_ino for name in before}
        replace(document, old, new)
        after = built(folder)
        written = {name for name in after if (site / name).stat().st_ino != numbers.get(name)}
        assert written == {name for name in after if after[name] != before.get(name)}
        assert touched in written
        before = after
    assert before == clean(folder)


def test_two_processes_give_the_bytes_of_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what two kept, after an edit, they give what one makes from nothing."""
    monkeypatch.setattr(workers, "_PARALLEL_FROM", 0)
    replace(folder / "mkdocs.yml", "jobs: 1", "jobs: 2")
    built(folder)
    edit(folder, random.Random(1), 1)
    two = built(folder)
    replace(folder / "mkdocs.yml", "jobs: 2", "jobs: 1")
    assert two == clean(folder)


def on_another_machine(folder: Path) -> Path:
    """What a machine has that was given the sources and the store alone."""
    other = folder.with_name(f"other-{folder.name}")
    return shutil.copytree(folder, other, ignore=shutil.ignore_patterns("site", ".site*"))


def test_a_machine_with_the_store_alone_makes_what_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of documents, their workbooks and their pages those that were edited; the site is that of a clean build."""
    replace(folder / "mkdocs.yml", "- csv\n", "- csv\n    - xlsx\n")
    carried = Orders(carried="mkdocs.yml")
    first = built(folder, carried)
    made: list[str] = []
    real = Maker._make

    def noted(maker: Maker, job: Job) -> Yield:
        made.append(job.entry.address.file)
        return real(maker, job)

    monkeypatch.setattr(Maker, "_make", noted)
    other = on_another_machine(folder)
    assert built(other, carried) == first
    assert not made
    edited = other / "goals/2024/sample-0001/project.yml"
    replace(edited, "basis: ", "basis: 改")
    other = on_another_machine(other)
    after = built(other, carried)
    whole_book = {
        path.relative_to(other / "goals").as_posix() for path in (other / "goals/2024/sample-0001").glob("*.yml")
    }
    assert "2024/sample-0001/project.yml" in made
    assert {*made} <= whole_book  # the workbook of its body and year has all of them
    assert after == clean(other)


@pytest.mark.full
@pytest.mark.parametrize("seed", range(3))
def test_after_many_changes_a_machine_with_the_store_alone_gives_a_clean_build(folder: Path, seed: int) -> None:
    """Changes of all kinds, the store damaged among them."""
    at = random.Random(seed)
    carried = Orders(carried="mkdocs.yml")
    built(folder, carried)
    for step in range(1, 6):
        for _ in range(at.randint(1, 2)):
            at.choice((*CHANGES, damage))(folder, at, step)
        shutil.rmtree(folder / "site")
        shutil.rmtree(folder / ".site.spare", ignore_errors=True)
        assert built(folder, carried) == clean(folder)
