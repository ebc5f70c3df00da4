"""GitLab: every job's commands run on a merge request in a small repository, the comment against a stand-in for the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from goalbook.forges.kit import Site, kit

from site_tests.forges.conftest import CHANGED, Change, Repository, broken, raised
from site_tests.forges.steps import Done, Machine
from site_tests.forges.stub import Api, serving

NOTES = "/projects/3/merge_requests/12/notes"


def run_job(name: str, one: Repository, **variables: str) -> Done:
    """Run a job as GitLab's runner does: what comes before and the job in one shell."""
    read: dict[str, Any] = yaml.safe_load(kit("gitlab", Site(install=one.install))[".gitlab-ci.yml"])
    job = read[name]
    before = read[job["extends"]]["before_script"] if "extends" in job else []
    runner = Machine(one.folder, one.folder.parent, variables=variables, programs=one.programs)
    return runner.run(name, "\n".join([*before, *job["script"]]))


def test_a_good_request_is_checked_told_and_previewed(request_of: Callable[[Change], Repository]) -> None:
    """Each job of a merge request passes and leaves what it is to leave."""
    one = request_of(raised)
    for name in ("检查", "改动", "预览"):
        done = run_job(name, one, CI_MERGE_REQUEST_DIFF_BASE_SHA=one.base)
        assert (name, done.code) == (name, 0), done.output
    assert isinstance(json.loads((one.folder / "gl-code-quality-report.json").read_text("utf-8")), list)
    assert "≥90%" in (one.folder / "goalbook-diff.md").read_text("utf-8")
    page = one.folder / "preview" / CHANGED.removeprefix("goals/").replace(".yml", ".html")
    assert "≥90%" in page.read_text("utf-8")


def test_a_faulty_request_fails_with_a_report(request_of: Callable[[Change], Repository]) -> None:
    """The job fails; the report names the line, and so does the log."""
    one = request_of(broken)
    done = run_job("检查", one, CI_MERGE_REQUEST_DIFF_BASE_SHA=one.base)
    assert done.code == 1
    assert CHANGED in done.output
    line = (one.folder / CHANGED).read_text("utf-8").split("\n").index("    target: >92%") + 1
    found = json.loads((one.folder / "gl-code-quality-report.json").read_text("utf-8"))
    places = [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in found]
    assert (CHANGED, line) in places


def test_the_site_is_published_from_public(request_of: Callable[[Change], Repository]) -> None:
    """The job of the name that GitLab knows leaves the site in the folder that GitLab publishes."""
    one = request_of(raised)
    assert run_job("pages", one).code == 0
    assert (one.folder / "public/index.html").is_file()


@pytest.mark.parametrize(("author", "written"), [(9, ("PUT", f"{NOTES}/5")), (8, ("POST", NOTES))])
def test_the_change_becomes_one_comment(author: int, written: tuple[str, str], tmp_path: Path) -> None:
    """The own comment is renewed, a stranger's stays; the text is data."""
    text = "≥75% → ≥90% `touch a` $(touch b) @office"
    (tmp_path / "goalbook-diff.md").write_text(text, "utf-8")
    answers = {
        "GET /user": {"id": 9},
        f"GET {NOTES}": [{"id": 5, "author": {"id": author}, "body": "<!-- goalbook -->\n以前的"}],
        f"PUT {NOTES}/5": {},
        f"POST {NOTES}": {},
    }
    with serving(Api(answers)) as api:
        done = run_job(
            "评论", Repository(tmp_path, tmp_path, "", "", "true", ()), CI_API_V4_URL=api.address, CI_MERGE_REQUEST_PROJECT_ID="3",
            CI_MERGE_REQUEST_IID="12", GOALBOOK_TOKEN="gl-token",
        )  # fmt: skip
    assert (done.code, done.output) == (0, "")
    assert {one.token for one in api.asked} == {"gl-token"}
    (posted,) = api.written
    assert (posted.method, posted.path) == written
    whose, _, told = str(posted.body["body"]).removeprefix("<!-- goalbook -->\n\n").partition("\n\n")
    assert "GitLab" in whose
    assert told == text.replace("@", "&#64;")
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "b").exists()


def test_only_a_token_brings_comments() -> None:
    """The job that writes runs where a token is given, and takes no file of the request."""
    job = yaml.safe_load(kit("gitlab", Site())[".gitlab-ci.yml"])["评论"]
    assert [rule["if"] for rule in job["rules"]] == ['$CI_PIPELINE_SOURCE == "merge_request_event" && $GOALBOOK_TOKEN']
    assert job["variables"] == {"GIT_STRATEGY": "none"}
    assert "extends" not in job
