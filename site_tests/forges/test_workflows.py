"""The workflow files are what their forges read: held against schemas, an audit of their safety, and a linter of their shell."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from goalbook.forges.kit import KITS, Site, kit
from goalbook.host.options import GoalbookConfig

ACTIONS = [(forge, path) for forge in ("github", "gitea") for path in KITS[forge] if "/workflows/" in path]
PIPELINES = [(forge, path) for forge in KITS for path in KITS[forge] if path.endswith(".yml")]
_PINNED = re.compile(r"[\w-]+/[\w-]+(/[\w-]+)?@[0-9a-f]{40}")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All kits, each in a folder of its name."""
    top = tmp_path_factory.mktemp("kits")
    for forge in KITS:
        for path, content in kit(forge, Site()).items():
            (top / forge / path).parent.mkdir(parents=True, exist_ok=True)
            (top / forge / path).write_bytes(content)
    return top


def program(name: str) -> str:
    """A program that a Python package brings."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is missing: make test installs it"
    return found


def schema_faults(schema: str, *files: Path) -> str:
    """What a schema that check-jsonschema brings finds in files; nothing where they are right."""
    transform = ["--data-transform", "gitlab-ci"] if schema == "vendor.gitlab-ci" else []
    command = [program("check-jsonschema"), "--builtin-schema", schema, *transform, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def test_actions_are_right(folder: Path) -> None:
    """GitHub's workflows, and Gitea's, which are of the same kind, hold to the schema of workflows."""
    assert schema_faults("vendor.github-workflows", *(folder / forge / path for forge, path in ACTIONS)) == ""


def test_gitlab_pipeline_is_right(folder: Path) -> None:
    """GitLab's pipeline holds to GitLab's schema."""
    assert schema_faults("vendor.gitlab-ci", folder / "gitlab/.gitlab-ci.yml") == ""


@pytest.mark.parametrize("key", ["stepz", "runs_on"])
def test_the_schema_finds_a_wrong_key(key: str, folder: Path, tmp_path: Path) -> None:
    """The schemas are in force: a key that GitHub doesn't know is found."""
    text = (folder / "github/.github/workflows/goalbook-check.yml").read_text("utf-8")
    wrong = text.replace("steps:" if key == "stepz" else "runs-on:", f"{key}:")
    (tmp_path / "wrong.yml").write_text(wrong, "utf-8")
    assert schema_faults("vendor.github-workflows", tmp_path / "wrong.yml")


def audit(folder: Path) -> list[tuple[str, str]]:
    """What zizmor finds in GitHub's workflows, by rule and file."""
    command = [
        program("zizmor"),
        "--offline",
        "--no-progress",
        "--format",
        "json",
        "--persona",
        "pedantic",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)
    return sorted(
        (one["ident"], Path(one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"]).name) for one in found
    )


def test_github_workflows_are_safe(folder: Path) -> None:
    """An audit of workflows finds nothing: no unpinned action, no wide permission, no kept credential, no injection."""
    assert audit(folder / "github") == []


def test_the_audit_finds_a_danger(folder: Path, tmp_path: Path) -> None:
    """The audit is in force: the trigger that is excused with a reason is found without the excuse."""
    text = (folder / "github/.github/workflows/goalbook-comment.yml").read_text("utf-8")
    (tmp_path / ".github/workflows").mkdir(parents=True)
    (tmp_path / ".github/workflows/one.yml").write_text(re.sub("# zizmor.*", "", text), "utf-8")
    assert ("dangerous-triggers", "one.yml") in audit(tmp_path)


def shells(forge: str, path: str) -> Iterator[tuple[str, str]]:
    """Every piece of shell of a workflow: where, and what."""
    read: dict[str, Any] = yaml.safe_load(kit(forge, Site())[path])
    if forge in ("github", "gitea"):
        for name, job in read["jobs"].items():
            yield from ((f"{name}: {one['name']}", one["run"]) for one in job["steps"] if "run" in one)
    elif forge == "gitlab":
        jobs = {name: job for name, job in read.items() if isinstance(job, dict)}
        yield from ((name, "\n".join(job["script"])) for name, job in jobs.items() if "script" in job)
        yield "before_script", "\n".join(jobs[".goalbook"]["before_script"])
    else:
        for stage in read["stages"]:
            yield from ((stage["name"], "\n".join(step["commands"])) for step in stage["steps"])


@pytest.mark.parametrize(("forge", "path"), PIPELINES)
def test_shell_is_clean(forge: str, path: str) -> None:
    """shellcheck has nothing to say of any command."""
    pieces = list(shells(forge, path))
    assert pieces or "deploy" in path
    for where, text in pieces:
        command = [program("shellcheck"), "--shell=bash", "--severity=style", "--exclude=SC1091", "-"]
        done = subprocess.run(command, input=f"set -e\n{text}", capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{path}: {where}\n{done.stdout}"


@pytest.mark.parametrize(("forge", "path"), ACTIONS)
def test_actions_are_pinned_and_nothing_secret_is_asked_for(forge: str, path: str) -> None:
    """Each action is fixed by its commit, with its version beside it; no workflow reads a secret."""
    text = kit(forge, Site())[path].decode()
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert all(_PINNED.fullmatch(name) and re.fullmatch(r" # v\d+\.\d+\.\d+", version) for name, version in used)
    assert "secrets." not in text


def test_the_check_of_a_request_may_only_read() -> None:
    """What runs a stranger's files has the permission to read, on the trigger that gives no more."""
    for forge in ("github", "gitea"):
        text = kit(forge, Site())[f".{forge}/workflows/goalbook-check.yml"]
        read = yaml.safe_load(text)
        assert read["permissions"] == {"contents": "read"}
        # YAML 1.1 reads the key `on` as true.
        assert list(read[True]) == ["pull_request"]
        assert all("permissions" not in job for job in read["jobs"].values())


def caches(forge: str, path: str) -> list[tuple[str, str, str]]:
    """What a workflow does with caches: the action or word, the folder, the key."""
    read: dict[str, Any] = yaml.safe_load(kit(forge, Site())[path])
    if forge == "gitlab":
        held = [(name, job["cache"]) for name, job in read.items() if isinstance(job, dict) and "cache" in job]
        return [(name, *cache["paths"], cache["key"]) for name, cache in held]
    steps = [step for job in read.get("jobs", {}).values() for step in job["steps"]]
    used = [(step["uses"].split("@")[0], step["with"]) for step in steps if "cache" in step.get("uses", "")]
    return [(action, given["path"], given["key"]) for action, given in used]


def test_what_a_request_keeps_reaches_no_published_site() -> None:
    """What publishes takes a store only where the forge keeps those of requests apart; a request saves only under its own name."""
    store = ".cache/goalbook"
    found = {(forge, path): caches(forge, path) for forge, path in PIPELINES}
    assert {where: kept for where, kept in found.items() if kept} == {
        ("github", ".github/workflows/goalbook-check.yml"): [
            ("actions/cache/restore", store, "goalbook-store-${{ github.event.pull_request.base.sha }}")
        ],
        ("github", ".github/workflows/goalbook-publish.yml"): [
            ("actions/cache", store, "goalbook-store-${{ github.sha }}")
        ],
        ("gitlab", ".gitlab-ci.yml"): [("预览", store, "goalbook-$CI_MERGE_REQUEST_IID")],
        ("gitea", ".gitea/workflows/goalbook-check.yml"): [
            (
                "actions/cache",
                store,
                "goalbook-${{ github.event.pull_request.number }}-${{ github.event.pull_request.head.sha }}",
            )
        ],
    }
    assert GoalbookConfig.store.default == store


def test_the_comment_of_github_runs_nothing_of_the_request() -> None:
    """The workflow that may write uses no action and names no file of the request's tree."""
    read = yaml.safe_load(kit("github", Site())[".github/workflows/goalbook-comment.yml"])
    steps = read["jobs"]["comment"]["steps"]
    assert all("uses" not in step for step in steps)
    assert read["permissions"] == {}
    assert read["jobs"]["comment"]["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not any(re.search(r"\b(git|checkout|eval|source)\b", step["run"]) for step in steps)
