"""Runs what a kit's workflows run: the shell of each step, with the variables that the forge would set."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from site_tests.conftest import ROOT

_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")
_ALWAYS = "${{ !cancelled() }}"


@dataclass(frozen=True)
class Done:
    """One step that ran: its name, exit code and output."""

    name: str
    code: int
    output: str


@dataclass
class Machine:
    """A runner's machine: the work tree, a folder for temporary files, what expressions stand for, the environment."""

    folder: Path
    temporary: Path
    expressions: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)
    programs: Sequence[Path] = ()

    def environment(self) -> dict[str, str]:
        """The variables of a step; what an earlier step has put in the path comes first."""
        added = self.temporary / "path"
        path = added.read_text("utf-8").split() if added.exists() else []
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "CI"))}
        return clean | {
            "PATH": os.pathsep.join([*path, *map(str, self.programs), os.environ["PATH"]]),
            "RUNNER_TEMP": str(self.temporary),
            "GITHUB_PATH": str(added),
            "GITHUB_STEP_SUMMARY": str(self.temporary / "summary.md"),
            "GITHUB_SHA": "0" * 40,
            "PYTHONDONTWRITEBYTECODE": "1",
            **self.variables,
        }

    def run(self, name: str, script: str, variables: Mapping[str, str] | None = None) -> Done:
        """Run a script as forges do: bash that stops at the first command that fails."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-c", script], cwd=self.folder, check=False, text=True,
            env=self.environment() | dict(variables or {}), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return Done(name, done.returncode, done.stdout)

    def filled(self, text: str) -> str:
        """A text with its expressions replaced; one that isn't known is an error of the test."""
        return _EXPRESSION.sub(lambda found: self.expressions[found[1]], text)

    def run_actions(self, workflow: Path, job: str, until: str = "") -> list[Done]:
        """Run the steps of a job of GitHub's or Gitea's, to the named one: after a failure only those that run always."""
        read = yaml.safe_load(workflow.read_text("utf-8"))
        chosen: dict[str, Any] = read["jobs"][job]
        variables = {name: self.filled(text) for name, text in chosen.get("env", {}).items()}
        done: list[Done] = []
        for step in chosen["steps"]:
            assert step.get("if", _ALWAYS) == _ALWAYS
            if "run" not in step or (any(one.code for one in done) and "if" not in step):
                continue
            assert "${{" not in step["run"], "an expression in a command would run what a stranger wrote"
            own = {name: self.filled(text) for name, text in step.get("env", {}).items()}
            done.append(self.run(step["name"], step["run"], variables | own))
            if step["name"] == until:
                break
        return done


def command(folder: Path) -> str:
    """A shell command that installs this project's own `goalbook` in the active environment, without a network."""
    program = folder / "goalbook"
    _script(program, f'PYTHONPATH={ROOT / "plugins"} exec {sys.executable} -m goalbook "$@"')
    return f'pip --version >/dev/null && install -m 755 {program} "$VIRTUAL_ENV/bin/"'


def quick_python(folder: Path) -> Path:
    """A folder for the path with a `python3` whose environments come with a `pip` that does nothing: made in no time."""
    _script(folder / "pip", "exit 0")
    make = f'{sys.executable} -m venv --without-pip "$3" && install -m 755 {folder / "pip"} "$3/bin/"'
    _script(folder / "bin/python3", f'if [ "$*" = "-m venv $3" ]; then {make}; else exec {sys.executable} "$@"; fi')
    return folder / "bin"


def _script(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    program = shutil.which("git")
    assert program, "git is missing"
    who = ("-c", "user.name=office", "-c", "user.email=office@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run([program, *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()
