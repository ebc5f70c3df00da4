"""The history of the goals' folder as git has it, and the public page of changes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.book.entry import Entry
from goalbook.book.load import Book
from goalbook.git.history import Changed, History, HistoryFault, LoggedChange, ToldFile, read_history
from goalbook.model.address import Address
from goalbook.model.records import Body
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.changes import changes_pages
from lxml import html

from site_tests.helpers.shipped import FORMS

SETTINGS = Settings("示例")
TEXT = "".join(f"line {n}\n" for n in range(20))


class Repository:
    """A git repository with fixed authors and dates, with the goals in ``goals/``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.goals = folder / "goals"
        self.goals.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, date: str = "2024-01-01T12:00:00+0800", author: str = "Test") -> str:
        who = {"NAME": author, "EMAIL": "test@example.invalid", "DATE": date}
        environment = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
        environment |= {
            "PATH": os.environ["PATH"],
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        return done.stdout.decode().strip()

    def commit(self, subject: str, files: Mapping[str, str | None], date: str = "2024-01-01T12:00:00+0800",
               author: str = "Test") -> str:  # fmt: skip
        """Write files (None removes one), commit them, and give the id of the commit."""
        for name, text in files.items():
            path = self.folder / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "--cleanup=verbatim", "-m", subject, date=date, author=author)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path / "repository")


def subjects(history: History, file: str) -> list[str]:
    return [change.subject for change in history.of(file)]


def test_a_file_has_its_changes_newest_first(repository: Repository) -> None:
    """A file's own changes come newest first, each with its day, author, subject line and whole id."""
    first = repository.commit("申报\n\n正文", {"goals/2024/a/x.yml": "1"}, "2024-01-31T09:00:00+0800")
    repository.commit("other", {"goals/2024/b/y.yml": "1"}, "2024-02-01T09:00:00+0800")
    last = repository.commit("批复", {"goals/2024/a/x.yml": "2"}, "2024-03-05T09:00:00+0800")
    history = read_history(repository.goals)
    assert history.of("2024/a/x.yml") == (
        LoggedChange("2024-03-05", "Test", "批复", last),
        LoggedChange("2024-01-31", "Test", "申报", first),
    )
    assert history.newest == "2024-03-05"
    assert [(one.change.subject, one.files, one.count) for one in history.changes] == [
        ("批复", ("2024/a/x.yml",), 1),
        ("other", ("2024/b/y.yml",), 1),
        ("申报", ("2024/a/x.yml",), 1),
    ]


def test_days_are_those_of_the_place_of_the_change(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A day is that of publishing in the commit's own time zone, whatever zone and language the machine has."""
    repository.commit("late", {"goals/a.yml": "1"}, "2024-01-31T23:30:00-0800")
    repository.git("commit", "-q", "--amend", "--date", "2023-05-05T12:00:00+0800", "--no-edit",
                   date="2024-01-31T23:30:00-0800")  # fmt: skip
    for zone, language in (("Asia/Shanghai", "zh_CN.UTF-8"), ("America/Los_Angeles", "de_DE.UTF-8")):
        monkeypatch.setenv("TZ", zone)
        monkeypatch.setenv("LANG", language)
        monkeypatch.setenv("LC_ALL", language)
        assert read_history(repository.goals).newest == "2024-01-31"


def test_a_renamed_file_keeps_its_history(repository: Repository) -> None:
    """A file renamed twice, once with a small change, has the changes it had under its earlier names."""
    repository.commit("made", {"goals/a.yml": TEXT})
    repository.commit("edited", {"goals/a.yml": TEXT + "more\n"})
    repository.commit("renamed", {"goals/a.yml": None, "goals/b.yml": TEXT + "more\nwas\n"})
    repository.commit("moved", {"goals/b.yml": None, "goals/2024/c.yml": TEXT + "more\nwas\n"})
    history = read_history(repository.goals)
    assert subjects(history, "2024/c.yml") == ["moved", "renamed", "edited", "made"]
    assert history.of("a.yml") == history.of("b.yml") == ()
    assert history.changes[-1].files == ("2024/c.yml",)


def test_a_name_taken_anew_starts_anew(repository: Repository) -> None:
    """A new file under a name that another file gave up has no changes of that one."""
    repository.commit("made", {"goals/a.yml": TEXT})
    repository.commit("renamed", {"goals/a.yml": None, "goals/b.yml": TEXT})
    repository.commit("new", {"goals/a.yml": "quite another text\n" * 9})
    history = read_history(repository.goals)
    assert subjects(history, "a.yml") == ["new"]
    assert subjects(history, "b.yml") == ["renamed", "made"]


def test_only_the_folder_counts(repository: Repository) -> None:
    """Changes elsewhere in the repository are none of the goals', and names are those below the folder."""
    repository.commit("site", {"mkdocs.yml": "x", "goals2/a.yml": "x"})
    repository.commit("both", {"mkdocs.yml": "y", "goals/a.yml": "x"})
    history = read_history(repository.goals)
    assert [one.files for one in history.changes] == [("a.yml",)]


def test_merges_add_nothing_of_their_own(repository: Repository) -> None:
    """Both sides of a merge are there, each change once; the merge itself only where it changes something."""
    repository.commit("base", {"goals/a.yml": TEXT}, "2024-01-01T12:00:00+0800")
    repository.git("switch", "-q", "-c", "side")
    repository.commit("side", {"goals/a.yml": TEXT + "side\n"}, "2024-01-02T12:00:00+0800")
    repository.git("switch", "-q", "main")
    repository.commit("main", {"goals/b.yml": "1"}, "2024-01-03T12:00:00+0800")
    repository.git("merge", "-q", "--no-ff", "-m", "merge", "side", date="2024-01-04T12:00:00+0800")
    assert [one.change.subject for one in read_history(repository.goals).changes] == ["main", "side", "base"]
    repository.git("switch", "-q", "-c", "other", "HEAD~1")
    repository.commit("other", {"goals/a.yml": TEXT + "other\n"}, "2024-01-05T12:00:00+0800")
    repository.git("switch", "-q", "main")
    repository.git("merge", "-q", "-s", "ours", "--no-commit", "other")
    repository.commit("settled", {"goals/a.yml": TEXT + "both\n"}, "2024-01-06T12:00:00+0800")
    assert subjects(read_history(repository.goals), "a.yml") == ["settled", "other", "side", "base"]


HOSTILE_NAMES = (
    "新 表.yml",
    'quo"te\\.yml',
    "tab\tand\nline.yml",
    "\x01" + "0" * 40,
    "R100",
    "-rf",
    "\nM",
    " ",
)


def test_hostile_names_are_only_names(repository: Repository) -> None:
    """A file may be called anything; its name is neither quoted nor taken for a part of git's answer."""
    repository.commit("all", {f"goals/{name}": TEXT for name in HOSTILE_NAMES})
    repository.commit("again", {f"goals/{name}": TEXT + "x" for name in HOSTILE_NAMES})
    history = read_history(repository.goals)
    assert set(history.files) == set(HOSTILE_NAMES)
    assert all(subjects(history, name) == ["again", "all"] for name in HOSTILE_NAMES)


def test_hostile_subjects_are_only_text(repository: Repository) -> None:
    """A subject line may hold anything: controls and turns of direction are left out, length is bounded."""
    marker = "\x01" + "0" * 40
    repository.commit(marker, {"goals/a.yml": "1"})
    repository.commit("\x1b[31mred\u202etxt \x9b1m<b>", {"goals/a.yml": "2"}, author="E\u202evil\x07")
    repository.commit("长" * 900, {"goals/a.yml": "3"})
    changes = read_history(repository.goals).of("a.yml")
    assert [change.subject for change in changes] == ["长" * 200, "[31mred txt 1m<b>", "0" * 40]
    assert changes[1].author == "E vil"


def test_configuration_changes_nothing(repository: Repository) -> None:
    """Pagers, aliases, diff programs, signature checks and log settings are ignored, no program is run."""
    names = ("a", "b", "goals/c")
    repository.commit("made", {".gitattributes": "*.yml diff=evil\n"} | {f"goals/{n}.yml": n + TEXT for n in names})
    repository.commit("改名", {f"goals/{n}.yml": None for n in names} | {f"goals/{n}2.yml": TEXT + n for n in names})
    signed = repository.git("cat-file", "commit", "HEAD").replace("\n\n", "\ngpgsig signed\n\n", 1)
    (repository.folder.parent / "signed").write_text(f"{signed}\n", "utf-8")
    signed = repository.git("hash-object", "-t", "commit", "-w", str(repository.folder.parent / "signed"))
    repository.git("update-ref", "HEAD", signed)
    usual = read_history(repository.goals)
    ran = repository.folder.parent / "ran"
    program = repository.folder.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    settings = {
        "core.pager": str(program), "pager.log": "true", "alias.log": f"!{program}", "core.quotePath": "true",
        "diff.external": str(program), "diff.evil.textconv": str(program), "diff.evil.command": str(program),
        "log.showSignature": "true", "gpg.program": str(program), "core.fsmonitor": str(program),
        "log.showRoot": "false", "log.follow": "true", "log.date": "relative", "log.decorate": "full",
        "log.diffMerges": "off", "diff.renames": "false", "diff.renameLimit": "1", "diff.relative": "true",
        "diff.orderFile": "nowhere", "format.pretty": "oneline", "color.ui": "always",
        "i18n.logOutputEncoding": "GBK",
    }  # fmt: skip
    for name, value in settings.items():
        repository.git("config", name, value)
    assert read_history(repository.goals) == usual
    assert [len(usual.of(f"{n}2.yml")) for n in names] == [2, 2, 2]
    assert not ran.exists()


def test_the_environment_points_nowhere_else(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables that git sets for its hooks don't lead to another repository or write a trace."""
    other = Repository(repository.folder.parent / "other")
    other.commit("other", {"goals/z.yml": "1"})
    repository.commit("own", {"goals/a.yml": "1"})
    trace = repository.folder.parent / "trace"
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git/index"))
    monkeypatch.setenv("GIT_TRACE", str(trace))
    assert list(read_history(repository.goals).files) == ["a.yml"]
    assert not trace.exists()


def test_names_corrected_in_the_repository_are_used(repository: Repository) -> None:
    """Authors go by the names that the repository's own .mailmap gives them."""
    mailmap = "办公室 <office@example.invalid> <test@example.invalid>\n"
    repository.commit("made", {"goals/a.yml": "1", ".mailmap": mailmap})
    assert read_history(repository.goals).of("a.yml")[0].author == "办公室"


def test_no_more_than_the_latest_are_kept(repository: Repository) -> None:
    """A file keeps its latest twenty changes; a change names its first fifty files and counts them all."""
    repository.commit("many", {f"goals/{n:03}.yml": "1" for n in range(60)}, "2024-01-01T00:00:00+0000")
    for n in range(1, 26):
        repository.commit(str(n), {"goals/000.yml": f"v{n}"}, f"2024-01-01T00:{n:02}:00+0000")
    history = read_history(repository.goals)
    assert subjects(history, "000.yml") == [str(n) for n in range(25, 5, -1)]
    assert len(history.changes) == 26
    assert (len(history.changes[-1].files), history.changes[-1].count) == (50, 60)


@pytest.mark.parametrize("case", ["nowhere", "no repository", "no commit", "ignored"])
def test_without_a_history_there_is_none(tmp_path: Path, case: str) -> None:
    """Where the folder is missing, in no repository or in none of its commits, nothing is known."""
    folder = tmp_path / "goals"
    if case == "no repository":
        folder.mkdir()
    elif case != "nowhere":
        repository = Repository(tmp_path / "repository")
        folder = repository.goals
        if case == "ignored":
            repository.commit("ignored", {".gitignore": "goals\n", "goals/a.yml": "1"})
    assert read_history(folder) == History()
    assert read_history(folder).of("a.yml") == ()


def test_part_of_a_history_is_none(repository: Repository, tmp_path: Path) -> None:
    """A clone that lacks earlier commits would name the wrong changes, so nothing is known of it."""
    for n in range(3):
        repository.commit(str(n), {"goals/a.yml": str(n)})
    repository.git("clone", "-q", "--depth", "2", f"file://{repository.folder}", str(tmp_path / "shallow"))
    assert read_history(tmp_path / "shallow/goals") == History(faults=(HistoryFault("shallow"),))
    repository.git("clone", "-q", f"file://{repository.folder}", str(tmp_path / "whole"))
    assert len(read_history(tmp_path / "whole/goals").changes) == 3


def test_without_git_there_is_none(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git is not installed, or fails halfway, nothing is known and nothing is raised."""
    repository.commit("made", {"goals/a.yml": "1"})
    monkeypatch.setenv("PATH", str(repository.folder))
    assert read_history(repository.goals) == History()
    broken = repository.folder / "git"
    answer = "\\001abc\\0002024-01-01\\000Test\\000made\\000\\nA\\000a.yml"
    broken.write_text(
        f"#!{sys.executable}\nimport sys\nif 'log' not in sys.argv:\n    print('false')\n    sys.exit()\n"
        f'sys.stdout.write("{answer}")\nsys.exit(3)\n'
    )
    broken.chmod(0o755)
    assert read_history(repository.goals) == History()


def entry(address: str, title: str) -> Entry:
    """A generated entry, marked as such."""
    year, body, _ = address.split("/")
    return Entry(
        address=Address(address), digest="", form=FORMS["hebei-duties"], title=title, year=year if year != "undated" else "",
        inferred=False, body=body, stage="", code="", name="", money_unit="", money=None, unread="", blank=False,
        indicators=0, targets=0, numeric=0, items=0, notes=0, published="", was=(), withdrawn=None,
    )  # fmt: skip


BOOK = Book(
    Path("goals"),
    (entry("2024/sample/a", "示例表甲"), entry("undated/sample/b", "示例表乙")),
    {"sample": Body(goalbook="2", label="示例单位")},
)


def changed(day: str, subject: str, *files: str, count: int = 0) -> Changed:
    return Changed(LoggedChange(day, "Test", subject, "0123456789" * 4), files, count or len(files))


def page_of(*changes: Changed) -> html.HtmlElement:
    (page,) = changes_pages(SETTINGS, BOOK, History({}, changes), {})
    return html.fromstring(page.content)


def test_page_lists_changes_by_day() -> None:
    """The page lists the changes under their days, the newest day first, equal days once; a change that touches no goals isn't told."""
    tree = page_of(
        changed("2024-01-31", "二", "2024/sample/a.yml"),
        changed("2024-02-01", "三", "2024/sample/a.yml"),
        changed("2024-03-01", "四", "about.md"),
        changed("2024-01-31", "一", "bodies/sample.yml"),
    )
    assert tree.xpath("//h2/time/@datetime") == ["2024-02-01", "2024-01-31"]
    assert tree.xpath("//h2/time/text()") == ["2024年2月1日", "2024年1月31日"]
    assert tree.xpath("//details/p/bdi/text()") == ["三", "二", "一"]
    assert len(tree.xpath("//h1")) == 1


def test_page_links_to_what_was_touched() -> None:
    """A change links to all documents and bodies it touched that have a page; where there were more, all are counted."""
    touched = ("2024/sample/a.yml", "about.md", "bodies/sample.yml", "undated/sample/b.yml")
    tree = page_of(changed("2024-01-31", "x", *touched, count=9))
    assert tree.xpath("//section//a/@href") == [
        "../2024/sample/a/",
        "../undated/sample/b/",
        "../bodies/sample/",
    ]
    assert tree.xpath("//section//a/text()") == [
        "2024年 · 示例单位 · 示例表甲", "年度不详 · 示例单位 · 示例表乙", "单位信息：示例单位",
    ]  # fmt: skip
    assert "共涉及 9 个文件。" in tree.text_content()


def test_what_was_touched_stands_in_the_order_of_its_publisher() -> None:
    """Documents of one change by the numbers that their titles begin with, told or only listed; one that is gone is last."""
    titles = {"a": "10.示例表", "b": "2.示例表", "c": "1.示例表"}
    entries = tuple(entry(f"2024/sample/{name}", title) for name, title in titles.items())
    book = Book(Path("goals"), entries, BOOK.bodies)
    change = changed("2024-01-31", "x", *(f"2024/sample/{name}.yml" for name in titles))
    told = tuple(ToldFile(f"2024/sample/{name}", name, ("示例",)) for name in ("gone", *titles))
    for known in ({}, {change.change.commit: told}):
        (page,) = changes_pages(SETTINGS, book, History({}, (change,)), known)
        links = html.fromstring(page.content).xpath("//section//a/@href")
        assert links == ["../2024/sample/c/", "../2024/sample/b/", "../2024/sample/a/"]


def test_what_was_changed_is_told_in_sentences() -> None:
    """With the note to the public; the words of the commit stand folded; a change of the layout alone isn't told."""
    change = changed("2024-01-31", "x", "2024/sample/a.yml")
    noted = replace(change, change=replace(change.change, note="按人大意见调整"))
    told = (
        ToldFile("2024/sample/a", "甲", ("完成率：指标值 ≥75% → ≥95%",)),
        ToldFile("2023/sample/gone", "旧", ("删去",)),
    )
    (page,) = changes_pages(SETTINGS, BOOK, History({}, (noted,)), {change.change.commit: told})
    tree = html.fromstring(page.content)
    assert tree.xpath("//section/ul/li/p/bdi/text()") == ["按人大意见调整"]
    assert tree.xpath("//section/ul/li/ul/li/ul/li/bdi/text()") == ["完成率：指标值 ≥75% → ≥95%", "删去"]
    assert tree.xpath("//section/ul/li/ul/li/bdi/text()") == ["旧"]
    (page,) = changes_pages(SETTINGS, BOOK, History({}, (noted,)), {change.change.commit: ()})
    assert SETTINGS.t("changes.none") in page.content


def test_pages_stay_light_whatever_the_changes() -> None:
    """Two hundred changes with long words, and one of many documents, make pages of less than 85 KB, which lead to each other."""
    long = entry("2024/sample/a", "示例" * 40)
    book = Book(Path("goals"), (long,), BOOK.bodies)
    changes = tuple(changed("2024-01-31", "&" * 200, *["2024/sample/a.yml"] * 5) for _ in range(200))
    told = {changes[0].change.commit: tuple(ToldFile("2024/sample/a", "甲", ("&" * 160,) * 12) for _ in range(30))}
    pages = list(changes_pages(SETTINGS, book, History({}, changes), told))
    assert len(pages) > 3
    assert all(len(page.content.encode()) < 85_000 for page in pages)
    assert [page.address for page in pages[:3]] == ["changes", "changes/2", "changes/3"]
    assert html.fromstring(pages[1].content).xpath("//nav//a[@rel]/@href") == ["../../changes/", "../../changes/3/"]


def test_page_shows_text_as_text() -> None:
    """Markup in a subject line or an author is shown, never run; a change without words says so."""
    file = "2024/sample/a.yml"
    tree = page_of(changed("2024-01-31", "<script>alert(1)</script>", file), changed("2024-01-30", "", file))
    assert tree.xpath("//details/p/bdi/text()") == ["<script>alert(1)</script>", "（未写说明）"]


def test_page_without_changes_says_so() -> None:
    """Where no history is known the page says that there is nothing to list."""
    tree = page_of()
    assert SETTINGS.t("changes.none") in tree.text_content()
    assert not tree.xpath("//h2")
