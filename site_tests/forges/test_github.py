"""GitHub: every command of the workflows runs on a request in a small repository, the comment against a stand-in for the API."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from goalbook.forges.kit import Site, kit

from site_tests.forges.conftest import CHANGED, Change, Repository, broken, raised
from site_tests.forges.steps import Done, Machine, git
from site_tests.forges.stub import Api, serving

COMMIT = "c" * 40
BOT = "github-actions[bot]"
REPOSITORY = "/repos/office/goals"


def machine(tmp_path: Path, folder: Path, **expressions: str) -> Machine:
    """A fresh runner with a work tree."""
    temporary = tmp_path / "runner"
    temporary.mkdir()
    return Machine(folder, temporary, {name.replace("__", "."): text for name, text in expressions.items()})


def workflow(tmp_path: Path, name: str, install: str = "true") -> Path:
    """A workflow of the kit, as a file."""
    path = tmp_path / f"{name}.yml"
    path.write_bytes(kit("github", Site(install=install))[f".github/workflows/goalbook-{name}.yml"])
    return path


def checked(tmp_path: Path, repository: Repository, until: str = "") -> tuple[Machine, dict[str, Done]]:
    """The check of a request, step by step."""
    runner = machine(tmp_path, repository.folder, github__event__pull_request__number="12")
    runner.programs = repository.programs if until else ()
    done = runner.run_actions(workflow(tmp_path, "check", repository.install), "check", until)
    return runner, {one.name: one for one in done}


def test_a_good_request_is_checked_told_and_previewed(
    request_of: Callable[[Change], Repository], tmp_path: Path
) -> None:
    """All steps pass; the change is told in words, and the preview opens from a folder."""
    runner, steps = checked(tmp_path, request_of(raised))
    assert [(one.name, one.code, one.output) for one in steps.values() if one.code] == []
    assert list(steps) == ["安装", "检查改动的文件", "写出改动", "生成网站"]
    told = (runner.temporary / "comment/comment.md").read_text("utf-8")
    assert "≥75%" in told
    assert "≥90%" in told
    assert (runner.temporary / "summary.md").read_text("utf-8") == told
    assert (runner.temporary / "comment/number").read_text("utf-8") == "12\n"
    page = runner.temporary / "site" / CHANGED.removeprefix("goals/").replace(".yml", ".html")
    assert "≥90%" in page.read_text("utf-8")


def test_a_faulty_request_is_annotated_and_told_all_the_same(
    request_of: Callable[[Change], Repository], tmp_path: Path
) -> None:
    """The check fails with a mark at the line; the change is still told, and no preview is made."""
    repository = request_of(broken)
    runner, steps = checked(tmp_path, repository, "生成网站")
    assert (steps["安装"].code, steps["检查改动的文件"].code, steps["写出改动"].code) == (0, 1, 0)
    line = (repository.folder / CHANGED).read_text("utf-8").split("\n").index("    target: >92%") + 1
    assert re.search(rf"^::error file={re.escape(CHANGED)},line={line},", steps["检查改动的文件"].output, re.M)
    assert (runner.temporary / "comment/comment.md").read_text("utf-8").strip()
    assert steps["生成网站"].code != 0
    assert not (runner.temporary / "site").exists()


def test_only_the_request_is_told_where_main_has_moved_on(
    request_of: Callable[[Change], Repository], tmp_path: Path
) -> None:
    """What others put on main after the request was made is neither checked nor told."""
    repository = request_of(raised)
    other = repository.folder / "goals/bodies/shanhaiguan-cppcc.yml"
    git(repository.folder, "checkout", "--quiet", "--detach", repository.base)
    other.write_text(other.read_text("utf-8").replace("name:", "name: 另"), "utf-8")
    git(repository.folder, "commit", "--quiet", "--all", "--message", "别人的")
    git(repository.folder, "merge", "--quiet", "--no-ff", "--message", "合并", repository.head)
    runner, _ = checked(tmp_path, repository, "写出改动")
    told = (runner.temporary / "comment/comment.md").read_text("utf-8")
    assert "≥90%" in told
    assert "另" not in told


def test_a_request_that_rewrites_what_was_published_fails_and_is_told(
    request_of: Callable[[Change], Repository], tmp_path: Path
) -> None:
    """The list of snapshots is held against that of main, whatever the request brings: no preview, and the comment says it."""
    repository = request_of(raised)
    folder, pins = repository.folder, repository.folder / "snapshots/PUBLISHED"
    git(folder, "checkout", "--quiet", "--detach", repository.base)
    pins.parent.mkdir()
    heads = []
    for digit in "01":
        pins.write_text(f"2022 2023-01-01 {digit * 64} -\n", "utf-8")
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", f"清单{digit}")
        heads.append(git(folder, "rev-parse", "HEAD"))
    git(folder, "checkout", "--quiet", "--detach", heads[0])
    git(folder, "merge", "--quiet", "--no-ff", "--message", "合并", heads[1])
    runner, steps = checked(tmp_path, repository, "生成网站")
    told = (runner.temporary / "comment/comment.md").read_text("utf-8")
    assert told.startswith("- PUBLISHED 中年度存档 `2022` 的一行被改动")
    assert steps["生成网站"].code != 0
    assert "清单只增不改" in steps["生成网站"].output or "已公布的从不改动" in steps["生成网站"].output
    assert not (runner.temporary / "site").exists()


def test_the_site_is_built_to_be_published(request_of: Callable[[Change], Repository], tmp_path: Path) -> None:
    """On main the site is built where the publishing action takes it from."""
    repository = request_of(raised)
    runner = machine(tmp_path, repository.folder)
    runner.programs = repository.programs
    done = runner.run_actions(workflow(tmp_path, "publish", repository.install), "build")
    assert [(one.name, one.code) for one in done] == [("安装", 0), ("生成网站", 0)]
    assert (runner.temporary / "site" / CHANGED.removeprefix("goals/").replace(".yml", "/index.html")).is_file()


def artifact(**files: str | bytes) -> bytes:
    """An artifact that a check left, as the archive that the API gives."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def left(number: str = "12", text: str = "指标值 ≥75% → ≥90%") -> bytes:
    """The artifact with the fixed names."""
    return artifact(**{"number": f"{number}\n", "comment.md": text})


@contextmanager
def api(content: bytes, *, size: int = 100, head: str = COMMIT, comments: object = ()) -> Iterator[tuple[Api, Api]]:
    """The API, and the other host that it sends for an artifact."""
    with serving(Api({"GET /blob": content})) as store, serving(Api({})) as forge:
        archive = {"name": "goalbook-comment", "size_in_bytes": size, "archive_download_url": f"{forge.address}/zip"}
        forge.answers = {
            f"GET {REPOSITORY}/actions/runs/7/artifacts": {"artifacts": [archive] if content else []},
            "GET /zip": f"{store.address}/blob",
            f"GET {REPOSITORY}/pulls/12": {"head": {"sha": head}},
            f"GET {REPOSITORY}/issues/12/comments": comments,
            f"POST {REPOSITORY}/issues/12/comments": {"id": 1},
            f"PATCH {REPOSITORY}/issues/comments/5": {"id": 5},
        }
        yield forge, store


def commented(tmp_path: Path, forge: Api, conclusion: str = "success") -> list[Done]:
    """Run the workflow that comments, in an empty folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    runner = machine(
        tmp_path, folder, github__api_url=forge.address, github__repository="office/goals", github__token="gh-token",
        github__event__workflow_run__id="7", github__event__workflow_run__head_sha=COMMIT,
        github__event__workflow_run__html_url="https://example.org/run/7",
        github__event__workflow_run__conclusion=conclusion,
    )  # fmt: skip
    return runner.run_actions(workflow(tmp_path, "comment"), "comment")


@pytest.mark.parametrize(("conclusion", "verdict"), [("success", "检查通过"), ("failure", "检查没有通过")])
def test_the_change_becomes_a_comment(conclusion: str, verdict: str, tmp_path: Path) -> None:
    """The comment says whether the check passed, where the preview is, and what changed."""
    with api(left()) as (forge, store):
        done = commented(tmp_path, forge, conclusion)
    assert [(one.code, one.output) for one in done] == [(0, "")] * 3
    (posted,) = forge.written
    assert (posted.method, posted.path) == ("POST", f"{REPOSITORY}/issues/12/comments")
    body = posted.body["body"]
    assert body.startswith(f"<!-- goalbook -->\n**{verdict}。**")
    assert "https://example.org/run/7" in body
    assert body.endswith("\n\n指标值 ≥75% → ≥90%")
    # The proof of who asks goes to the forge only, not to the store it sends to.
    assert {one.token for one in forge.asked} == {"Bearer gh-token"}
    assert [one.token for one in store.asked] == [""]


def test_a_later_check_renews_the_comment(tmp_path: Path) -> None:
    """The bot's own comment is changed; one that somebody else began alike stays."""
    marked = "<!-- goalbook -->\n以前的"
    others = [
        {"id": 3, "user": {"login": "stranger"}, "body": marked},
        {"id": 4, "user": {"login": BOT}, "body": "别的"},
    ]
    with api(left(), comments=[*others, {"id": 5, "user": {"login": BOT}, "body": marked}]) as (forge, _):
        assert all(one.code == 0 for one in commented(tmp_path, forge))
    assert [(one.method, one.path) for one in forge.written] == [("PATCH", f"{REPOSITORY}/issues/comments/5")]


@pytest.mark.parametrize(
    "number", ["", "0", "012", "12 13", "12;touch x", "$(touch x)", "../1", "-1", "１２", "12\n13", "1234567890"]
)
def test_a_number_that_is_none_is_refused(number: str, tmp_path: Path) -> None:
    """The number comes from a stranger's run: only digits pass, and nothing is asked with anything else."""
    with api(left(number)) as (forge, _):
        done = commented(tmp_path, forge)
    assert done[-1].code == 1
    assert "::error::" in done[-1].output
    assert forge.written == []
    assert not any("/pulls/" in one.path for one in forge.asked)
    assert not list((tmp_path / "empty").glob("x"))


def test_another_request_gets_no_comment(tmp_path: Path) -> None:
    """A run can't comment a request whose newest commit it didn't check."""
    with api(left(), head="d" * 40) as (forge, _):
        done = commented(tmp_path, forge)
    assert [one.code for one in done] == [0, 0, 0]
    assert "::notice::" in done[1].output
    assert forge.written == []


@pytest.mark.parametrize(("content", "size"), [(b"", 0), (left(), 1_000_001)])
def test_nothing_left_or_too_much_is_no_comment(content: bytes, size: int, tmp_path: Path) -> None:
    """Without an artifact of a fit size nothing is fetched and nothing said."""
    with api(content, size=size) as (forge, store):
        done = commented(tmp_path, forge)
    assert [one.code for one in done] == [0, 0, 0]
    assert (forge.written, store.asked) == ([], [])


@pytest.mark.parametrize("content", [b"no archive", artifact(other="12"), artifact(number="12")])
def test_a_broken_artifact_posts_nothing_of_it(content: bytes, tmp_path: Path) -> None:
    """What isn't an archive, or lacks a file, brings nothing into a comment."""
    with api(content) as (forge, _):
        commented(tmp_path, forge)
    assert all(one.body["body"].endswith("先审阅这些改动。\n\n") for one in forge.written)
    assert len(forge.written) == (b"number" in content)


def test_files_of_other_names_are_not_unpacked(tmp_path: Path) -> None:
    """An archive can't put a file anywhere: two names are read, no other is written."""
    names = {"../escaped": "x", "checked": "13", "body.json": "{}", ".curlrc": "x", "number": "12", "comment.md": "好"}
    with api(artifact(**names)) as (forge, _):
        commented(tmp_path, forge)
    assert [one.path for one in forge.written] == [f"{REPOSITORY}/issues/12/comments"]
    assert not (tmp_path / "escaped").exists()
    assert not (tmp_path / "empty/.curlrc").exists()


def test_what_a_stranger_wrote_is_data(tmp_path: Path) -> None:
    """Shell, names of people and hidden remarks in the text reach the comment as harmless text."""
    text = "`touch a` $(touch b) \"'; touch c\n@office <!-- goalbook --> \\u0000 %0A::error::x\n::stop-commands::y\x00"
    with api(left(text=text)) as (forge, _):
        done = commented(tmp_path, forge)
    assert [one.output for one in done] == ["", "", ""]
    body = forge.written[0].body["body"]
    assert "`touch a` $(touch b) \"'; touch c\n&#64;office &lt;!-- goalbook -->" in body
    assert body.count("<!--") == 1
    assert "@" not in body
    assert sorted(path.name for path in (tmp_path / "empty").iterdir()) == sorted(
        ["answer.json", "artifact.zip", "artifacts.json", "body.json", "checked", "pull.json", "untrusted-number",
         "untrusted.md"]
    )  # fmt: skip


@pytest.mark.parametrize("letter", ["@", "字", "\x00", "\U0001f4a3"])
def test_a_bomb_becomes_a_comment_of_the_greatest_size(letter: str, tmp_path: Path) -> None:
    """A small archive of a huge text fills no disk, and what is posted stays below GitHub's limit."""
    with api(left(text=letter * 4_000_000)) as (forge, _):
        assert all(one.code == 0 for one in commented(tmp_path, forge))
    assert len(forge.written[0].body["body"]) < 65_536
    assert (tmp_path / "empty/untrusted.md").stat().st_size <= 300_000
