"""A site of two generated years under git, its snapshot of the first year, and that snapshot's correction."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from site_tests.conftest import LIGHT, ROOT
from site_tests.helpers.generate import write_goals
from site_tests.helpers.preloaded import run_goalbook

LIVE = "https://example.org/goals/"
BODY = "sample-0001"
# Of the five documents of the first year one is renamed, one withdrawn; of the second year two are left and one is new.
RENAMED, RENAMED_TO = f"2023/{BODY}/project", f"2023/{BODY}/insurance"
WITHDRAWN, REASON = f"2023/{BODY}/declared", "测试撤下"
DROPPED = ("approved", "declared", "department")
NEW = f"2024/{BODY}/new-duties"
WHY = "更正测试"


@dataclass(frozen=True)
class Years:
    """The site, and the addresses (files) of its first year before anything was renamed or withdrawn."""

    folder: Path
    first: frozenset[str]

    @property
    def snapshots(self) -> Path:
        """The folder of its snapshots."""
        return self.folder / "snapshots"


def goalbook(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    return run_goalbook(folder, arguments, env(**environment))


def command(*arguments: str) -> list[str]:
    """The command line of this project."""
    return [sys.executable, "-m", "goalbook", *arguments]


def env(**more: str) -> dict[str, str]:
    """An environment that imports this project's own modules."""
    return os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT / "plugins")} | more


def git(folder: Path, *arguments: str) -> str:
    """Run git as a committer of a fixed name, at a fixed time."""
    who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in _WHO.items()}
    whole = os.environ | who | {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(["git", *arguments], cwd=folder, env=whole, capture_output=True, text=True, check=True)
    return done.stdout.strip()


_WHO = {"NAME": "示例", "EMAIL": "sample@example.org", "DATE": "2024-03-01T07:30:00+08:00"}


def commit(folder: Path, subject: str) -> str:
    """Commit everything; gives the commit's id."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject)
    return git(folder, "rev-parse", "HEAD")


def start(folder: Path, site_url: str = LIVE, formats: str = LIGHT) -> Path:
    """A site with two generated years of five documents each, of which only the first is there yet; committed."""
    folder.mkdir(parents=True)
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = config.replace("# site_url: https://…/", f"site_url: {site_url}" if site_url else "")
    config = config.replace("  - goalbook:\n", f"  - goalbook:\n      formats: [{formats}]\n")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    write_goals(folder / "goals", 10)
    shutil.copytree(ROOT / "goals/schema", folder / "goals/schema")
    shutil.move(folder / "goals/2024", folder / ".later")
    about = folder / "goals/about.md"
    text = about.read_text("utf-8")
    about.write_text(
        f"{text}\n[外站](https://elsewhere.example/x) [本年](goalbook:2023) [次年](goalbook:2024)\n", "utf-8"
    )
    (folder / ".gitignore").write_text("/site/\n/.site.*\n/.later/\n/snapshots/\n", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "第一年")
    return folder


def second_year(folder: Path) -> None:
    """The year after: a rename, a withdrawal, documents that are left out and a new one; committed."""
    goals = folder / "goals"
    shutil.move(folder / ".later", goals / "2024")
    (goals / f"{RENAMED}.yml").rename(goals / f"{RENAMED_TO}.yml")
    append(goals / f"{RENAMED_TO}.yml", f"was: [{RENAMED}]\n")
    append(goals / f"{WITHDRAWN}.yml", f"withdrawn: {{date: 2024-02-01, reason: {REASON}}}\n")
    for name in DROPPED:
        (goals / f"2024/{BODY}/{name}.yml").unlink()
    # In the second year the project is there under its new name from the start.
    (goals / f"2024/{BODY}/project.yml").rename(goals / f"2024/{BODY}/insurance.yml")
    (goals / f"{NEW}.yml").write_bytes((goals / f"2024/{BODY}/duties.yml").read_bytes())
    commit(folder, "第二年")


def append(path: Path, text: str) -> None:
    """Add lines to a goal file."""
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def tree(folder: Path) -> dict[str, str]:
    """The digest of every file below a folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
