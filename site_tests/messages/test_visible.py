"""What a reader would not see is shown: one set of characters, used wherever a file is named or a text quoted."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from goalbook.goalfile.characters import UNSEEN, invisible_in, refused_in
from goalbook.messages.visible import visible, visible_json, visible_lines

from site_tests.checks.corpus import CLEAN, FOLDER
from site_tests.helpers.command import run_command
from site_tests.snapshot.project import commit, git, goalbook, start

COMMANDS = Path(__file__).parents[2] / "plugins/goalbook/commands"
NAME = "x\u061c\u200b\u2060\ufeff\u202e\u00ad\u3164\U000e0041\x1b[2J\udc9by"
# Formats that have a shape: signs over Arabic numbers and verses, and those that arrange hieroglyphs.
SHAPED = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd\U00013430-\U0001343f]")


def test_unicode_has_no_more() -> None:
    """Every control, format, line separator and half of a character is in the set; no letter, digit or plain blank is."""
    for code in range(sys.maxunicode + 1):
        one = chr(code)
        category = unicodedata.category(one)
        if category in ("Cc", "Cf", "Zl", "Zp", "Cs"):
            assert UNSEEN.match(one) or SHAPED.match(one), hex(code)
        elif category in ("Lu", "Ll", "Nd", "Nl", "No", "Zs", "Sm", "Sc", "Pd", "Ps", "Pe", "Po", "Co"):
            assert not UNSEEN.match(one), hex(code)


def test_what_goal_files_are_told_of_is_unseen() -> None:
    """What is refused or told is in the set, and nothing is both."""
    for code in range(sys.maxunicode + 1):
        one = chr(code)
        refused, idle = any(refused_in(one)), any(invisible_in(one))
        assert not (refused and idle), hex(code)
        assert (refused or idle) == (bool(UNSEEN.match(one)) and one not in "\t\n\r"), hex(code)


def test_escapes_are_told_apart() -> None:
    """What is escaped stands with its code; lines keep their ends and tabs, JSON its values."""
    text = "a\u200b\U000e0041\x1b[2J\n\tb\udc9b"
    assert visible(text) == "a\\u200b\\U000e0041\\u001b[2J\\u000a\\u0009b\\udc9b"
    assert visible_lines(text) == "a\\u200b\\U000e0041\\u001b[2J\n\tb\\udc9b"
    assert json.loads(visible_json({text: [text]}, 1)) == {text: [text]}
    assert not UNSEEN.search(visible_json([text], 1).replace("\n", ""))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with a goal file to copy."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_no_command_prints_a_name_raw(here: Path) -> None:
    """Check in all formats, fmt, export, import, new, kit, diff, search and verify show what a name hides."""
    name = NAME
    folder = here / "goals" / FOLDER
    folder.mkdir(parents=True)
    raw = (CLEAN / FOLDER / "project.yml").read_bytes()
    (folder / f"{name}.yml").write_bytes(raw.replace(b"\ngoalbook: 2", b"\ngoalbook:   2"))
    (here / f"{name}.txt").write_bytes(b"x")
    runs: list[tuple[str, ...]] = [
        ("check", "--format", style) for style in ("human", "json", "github", "gitlab", "junit", "sarif")
    ]
    runs += [
        ("check", f"goals/{name}"), ("check", "--changed-since", name), ("fmt",), ("fmt", "--check"),
        ("export", f"goals/{FOLDER}/{name}.yml", "--to", "csv"), ("import", f"{name}.txt", "-o", "goals/2024/a/b.yml"),
        ("import", f"{name}.txt", "-o", f"{name}.yml"), ("new", "hebei-project", f"goals/{name}.yml"), ("diff", name),
        ("search", name), ("snapshot", "verify", f"{name}.txt"), ("snapshot", "list", "--out", name), (name,),
        ("kit", name), ("book", name), ("rules", name), ("check", f"--{name}"),
    ]  # fmt: skip
    shown = 0
    for arguments in runs:
        done = run_command(*arguments)
        for text in (done.stdout, done.stderr):
            assert not UNSEEN.search(text.replace("\n", "").replace("\t", "")), (arguments, text)
            shown += visible(name) in text
    assert shown >= 8


def test_no_log_shows_a_name_raw(tmp_path: Path) -> None:
    """A build, a snapshot and git's list of what isn't committed show what a name hides."""
    folder = start(tmp_path / "site")
    name = NAME
    (folder / f"goals/{name}.md").write_text("[a](nowhere\u200b.md)\n", "utf-8")
    (folder / f"goals/2023/{name}.yml").write_text("", "utf-8")
    for arguments in (["build"], ["snapshot", "create", "2023"]):
        done = goalbook(folder, *arguments)
        assert done.returncode == 1
        assert not UNSEEN.search((done.stdout + done.stderr).replace("\n", "")), arguments
    (folder / f"goals/2023/{name}.yml").unlink()
    (folder / f"overrides/{name}.txt").write_text("", "utf-8")
    done = goalbook(folder, "snapshot", "create", "2023")
    assert visible(name) in done.stderr
    assert not UNSEEN.search(done.stderr.replace("\n", ""))
    assert commit(folder, "名") == git(folder, "rev-parse", "HEAD")


def test_commands_print_in_one_way() -> None:
    """Only what is data for programs, or coloured by a report that shows everything itself, is printed as it is."""
    raw = {path.stem for path in COMMANDS.glob("*.py") if "click.echo(" in path.read_text("utf-8")}
    assert raw == {"say", "schema", "check", "diff", "search", "status"}
