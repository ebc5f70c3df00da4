"""Gitea and Forgejo: every command of the workflows runs on a request in a small repository."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from goalbook.forges.kit import Site, kit

from site_tests.forges.conftest import CHANGED, Change, Repository, broken, raised
from site_tests.forges.steps import Done, Machine, git
from site_tests.forges.stub import Api, serving

COMMENTS = "/api/v1/repos/office/goals/issues/12/comments"


def run_workflow(name: str, job: str, tmp_path: Path, one: Repository, **expressions: str) -> tuple[Path, list[Done]]:
    """Run a job of the kit; gives the folder of temporary files too."""
    path = tmp_path / f"{name}.yml"
    path.write_bytes(kit("gitea", Site(install=one.install))[f".gitea/workflows/goalbook-{name}.yml"])
    temporary = tmp_path / "runner"
    temporary.mkdir()
    known = {name.replace("__", "."): text for name, text in expressions.items()}
    return temporary, Machine(one.folder, temporary, known, programs=one.programs).run_actions(path, job)


def test_a_good_request_is_checked_and_previewed(request_of: Callable[[Change], Repository], tmp_path: Path) -> None:
    """All steps pass, and the preview is there."""
    one = request_of(raised)
    temporary, done = run_workflow("check", "check", tmp_path, one, github__event__pull_request__base__sha=one.base)
    assert [(step.name, step.code) for step in done] == [("安装", 0), ("检查改动的文件", 0), ("生成网站", 0)]
    assert (temporary / "site" / CHANGED.removeprefix("goals/").replace(".yml", ".html")).is_file()


def test_a_faulty_request_fails(request_of: Callable[[Change], Repository], tmp_path: Path) -> None:
    """The check fails and names the file."""
    one = request_of(broken)
    _, done = run_workflow("check", "check", tmp_path, one, github__event__pull_request__base__sha=one.base)
    assert [(step.name, step.code > 0) for step in done] == [
        ("安装", False), ("检查改动的文件", True), ("生成网站", True)
    ]  # fmt: skip
    assert CHANGED in done[1].output


@pytest.mark.parametrize(
    ("login", "written"),
    [("gitea-actions", ("PATCH", "/api/v1/repos/office/goals/issues/comments/5")), ("stranger", ("POST", COMMENTS))],
)
def test_the_change_becomes_one_comment(
    login: str, written: tuple[str, str], request_of: Callable[[Change], Repository], tmp_path: Path
) -> None:
    """Main's software tells the request's change, though the request's tree is never checked out."""
    one = request_of(raised)
    git(one.folder, "checkout", "--quiet", "--detach", one.base)
    (one.folder / "mkdocs.yml").write_text("自己的\n", "utf-8")
    answers = {
        f"GET {COMMENTS}": [{"id": 5, "user": {"login": login}, "body": "<!-- goalbook -->\n以前的"}],
        f"POST {COMMENTS}": {},
        "PATCH /api/v1/repos/office/goals/issues/comments/5": {},
    }
    with serving(Api(answers)) as api:
        _, done = run_workflow(
            "comment", "comment", tmp_path, one, github__event__pull_request__number="12",
            github__api_url=f"{api.address}/api/v1", github__repository="office/goals", github__token="tea-token",
        )  # fmt: skip
    assert [(step.name, step.code) for step in done] == [("安装", 0), ("写出改动", 0), ("发表评论", 0)], done
    assert {asked.token for asked in api.asked} == {"token tea-token"}
    (posted,) = api.written
    assert (posted.method, posted.path) == written
    assert posted.body["body"].startswith("<!-- goalbook -->\n")
    assert "≥90%" in posted.body["body"]
    assert git(one.folder, "rev-parse", "HEAD") == one.base
    assert (one.folder / "mkdocs.yml").read_text("utf-8") == "自己的\n"


def test_the_site_is_pushed_to_its_branch(request_of: Callable[[Change], Repository], tmp_path: Path) -> None:
    """The branch that the forge's pages are served from holds the new site and nothing else, whatever it held before."""
    one = request_of(raised)
    git(one.folder, "push", "--quiet", "origin", f"{one.base}:refs/heads/pages")
    _, done = run_workflow(
        "publish", "publish", tmp_path, one, github__server_url=f"file://{tmp_path}",
        github__repository="office/goals", github__token="tea-token",
    )  # fmt: skip
    assert [(step.name, step.code) for step in done] == [("安装", 0), ("生成网站", 0), ("推送 pages 分支", 0)], done
    files = git(one.origin, "ls-tree", "-r", "--name-only", "pages").splitlines()
    assert {"index.html", CHANGED.removeprefix("goals/").replace(".yml", "/index.html")} <= set(files)
    assert git(one.origin, "rev-list", "--count", "pages") == "1"
