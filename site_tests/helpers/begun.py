"""A site as `goalbook init` begins it, under git."""

from __future__ import annotations

from pathlib import Path

from site_tests.conftest import LIGHT
from site_tests.helpers.command import run_command
from site_tests.snapshot.project import commit, git

_CONTACT = "      contact: about/#objections\n"


def begin(folder: Path, *options: str) -> Path:
    """A new site of 2024 with light formats, in one commit; warnings don't stop it. Gives its folder."""
    assert run_command("init", folder, "--year", 2024, *options).exit_code == 0
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8").replace("strict: true", "strict: false")
    assert text.count(_CONTACT) == 1
    config.write_text(text.replace(_CONTACT, f"{_CONTACT}      formats: [{LIGHT}]\n"), "utf-8")
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "一")
    return folder
