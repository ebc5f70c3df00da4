"""Gitee: the commands of both pipelines run on a request in a small repository."""

from __future__ import annotations

from collections.abc import Callable

import yaml
from goalbook.forges.kit import Site, kit

from site_tests.forges.conftest import CHANGED, Change, Repository, broken, raised
from site_tests.forges.steps import Done, Machine


def run_pipeline(name: str, one: Repository) -> Done:
    """Run the commands of a pipeline's step, which share a shell."""
    read = yaml.safe_load(kit("gitee", Site(install=one.install))[f".workflow/goalbook-{name}.yml"])
    ((step,),) = (stage["steps"] for stage in read["stages"])
    return Machine(one.folder, one.folder.parent, programs=one.programs).run(name, "\n".join(step["commands"]))


def test_a_good_request_is_checked_told_and_previewed(request_of: Callable[[Change], Repository]) -> None:
    """The change is in the log and beside the preview."""
    one = request_of(raised)
    done = run_pipeline("check", one)
    assert done.code == 0, done.output
    told = (one.folder / "preview/goalbook-diff.md").read_text("utf-8")
    assert "≥90%" in told
    assert told.strip() in done.output
    assert (one.folder / "preview/site" / CHANGED.removeprefix("goals/").replace(".yml", ".html")).is_file()


def test_a_faulty_request_fails_at_its_line(request_of: Callable[[Change], Repository]) -> None:
    """The pipeline fails and names the file."""
    done = run_pipeline("check", request_of(broken))
    assert done.code == 1
    assert CHANGED in done.output


def test_the_site_is_built(request_of: Callable[[Change], Repository]) -> None:
    """What is merged becomes the site that the pipeline keeps."""
    one = request_of(raised)
    assert run_pipeline("publish", one).code == 0
    assert (one.folder / "site/index.html").is_file()


def test_pipelines_have_the_fields_that_gitee_documents() -> None:
    """Each has a version, a name, a trigger on the branch, and one step in Python's environment with what it leaves."""
    for name, event in (("check", "pr"), ("publish", "push")):
        read = yaml.safe_load(kit("gitee", Site(branch="release"))[f".workflow/goalbook-{name}.yml"])
        assert set(read) == {"version", "name", "displayName", "triggers", "stages"}
        assert read["triggers"] == {"trigger": "auto", event: {"branches": {"precise": ["release"]}}}
        ((step,),) = (stage["steps"] for stage in read["stages"])
        assert set(step) == {"step", "name", "displayName", "pythonVersion", "commands", "artifacts"}
        assert all(isinstance(command, str) for command in step["commands"])
