"""`goalbook kit`: what it writes, what it leaves alone."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from goalbook.cli import main
from goalbook.forges.kit import KITS, Site, kit
from goalbook.messages.catalogue import LANGUAGES

from site_tests.conftest import ROOT

forges = pytest.mark.parametrize("forge", list(KITS))


def run(*arguments: str) -> Result:
    """Run `goalbook kit`."""
    return CliRunner().invoke(main, ["kit", *arguments])


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@forges
def test_a_kit_is_written_and_told(forge: str, tmp_path: Path) -> None:
    """Every file of the kit is there, and named."""
    result = run(forge, "-o", str(tmp_path))
    assert (result.exit_code, result.stdout.split()) == (0, list(KITS[forge]))
    assert files(tmp_path) == kit(forge, Site())
    assert all(re.search("[一-鿿]", content.decode()) for content in files(tmp_path).values())


@forges
def test_a_kit_that_is_there_is_left_alone(forge: str, tmp_path: Path) -> None:
    """The second time nothing is written."""
    run(forge, "-o", str(tmp_path))
    times = [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))]
    result = run(forge, "-o", str(tmp_path))
    assert (result.exit_code, result.stdout) == (0, "")
    assert times == [path.stat().st_mtime_ns for path in sorted(tmp_path.rglob("*"))]


@forges
def test_a_file_that_differs_is_listed_and_nothing_written(forge: str, tmp_path: Path) -> None:
    """What a site has changed is never overwritten unasked, nor is half a kit written beside it."""
    changed = list(KITS[forge])[-1]
    (tmp_path / changed).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / changed).write_text("自己的\n", "utf-8")
    result = run(forge, "-o", str(tmp_path))
    assert (result.exit_code, result.stdout.split()) == (1, [changed])
    assert "--force" in result.stderr
    assert files(tmp_path) == {changed: "自己的\n".encode()}
    assert run(forge, "-o", str(tmp_path), "--force").exit_code == 0
    assert files(tmp_path) == kit(forge, Site())


def test_a_link_and_a_file_in_the_way_are_not_followed(tmp_path: Path) -> None:
    """A link counts as something else, even to the same content; a file where a folder should be is named, not a traceback."""
    other = tmp_path / "other"
    run("gitlab", "-o", str(tmp_path / "other"))
    (tmp_path / "link").mkdir()
    (tmp_path / "link/.gitlab-ci.yml").symlink_to(other / ".gitlab-ci.yml")
    assert run("gitlab", "-o", str(tmp_path / "link")).stdout.split() == [".gitlab-ci.yml"]
    (tmp_path / "file").mkdir()
    (tmp_path / "file/.gitlab").touch()
    assert len(run("gitlab", "-o", str(tmp_path / "file")).stdout.split()) == 3
    result = run("gitlab", "-o", str(tmp_path / "file"), "--force")
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


@forges
def test_branch_owners_and_installation_reach_the_files(forge: str, tmp_path: Path) -> None:
    """The branch is the one that is published, the owners own, the command installs."""
    options = (
        "--branch",
        "release/1",
        "--owner",
        "@office/goals",
        "--owner",
        "@clerk",
        "--install",
        "pip install x==1",
    )
    assert run(forge, "-o", str(tmp_path), *options).exit_code == 0
    made = {path: content.decode() for path, content in files(tmp_path).items()}
    owners = next(text for path, text in made.items() if path.endswith("CODEOWNERS"))
    rules = [line for line in owners.splitlines() if line and not line.startswith("#")]
    assert rules
    assert all(line.endswith(" @office/goals @clerk") for line in rules)
    assert any(line.startswith(("/snapshots/ ", "snapshots/.* ")) for line in rules)
    workflows = [text for path, text in made.items() if path.endswith(".yml")]
    assert any("pip install x==1" in text for text in workflows)
    assert not any("--requirement" in text for text in workflows)
    assert forge == "gitlab" or any("release/1" in text for text in workflows)


@forges
def test_only_what_is_pinned_is_installed(forge: str) -> None:
    """Unless a site installs otherwise, each workflow that installs takes packages by their hashes alone."""
    texts = [content.decode() for path, content in kit(forge, Site()).items() if path.endswith(".yml")]
    lines = [line for text in texts for line in text.splitlines() if "pip install" in line]
    assert lines
    assert all("--require-hashes" in line for line in lines)


@forges
def test_a_comment_says_whose_word_it_is(forge: str) -> None:
    """What posts a comment says which workflow tells the result, and what may have changed it; Gitee has no comment."""
    texts = [content.decode() for content in kit(forge, Site()).values()]
    posting = [text for text in texts if "<!-- goalbook -->" in text]
    assert len(posting) == (forge != "gitee")
    for text in posting:
        (told,) = [line for line in text.splitlines() if "whose" in line and "先审阅这些改动" in line]
        assert all(name in told for name in ("mkdocs.yml", "overrides/", "requirements.txt"))


def test_owners_that_nobody_named_own_nothing() -> None:
    """Without --owner the list holds comments only: no name is made up."""
    for forge in KITS:
        made = kit(forge, Site())
        (owners,) = [content.decode() for path, content in made.items() if path.endswith("CODEOWNERS")]
        assert all(line.startswith("#") or not line for line in owners.splitlines())


@pytest.mark.parametrize(
    "options",
    [
        ("--branch", "a b"),
        ("--branch", "-x"),
        ("--branch", "a\nb"),
        ("--branch", '"]'),
        ("--owner", "office"),
        ("--owner", "@a\n* @b"),
        ("--install", "a\nb"),
        ("--install", " "),
    ],
)
def test_values_that_would_break_a_file_are_refused(options: tuple[str, str], tmp_path: Path) -> None:
    """A branch, owner or command that isn't one is wrong usage."""
    assert run("github", "-o", str(tmp_path), *options).exit_code == 2
    assert files(tmp_path) == {}


def test_this_project_uses_its_own_kit() -> None:
    """.github/ is what `make kit` writes."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (install,) = re.findall(r"^\t\$\(BIN\)/goalbook kit github --force --install '([^']+)'$", makefile, re.M)
    made = kit("github", Site(install=install))
    assert {path: (ROOT / path).read_bytes() for path in made} == made


@forges
@pytest.mark.parametrize("owners", [(), ("@office/goals",)])
def test_a_kit_is_in_the_language_of_the_site(forge: str, owners: tuple[str, ...]) -> None:
    """What people are asked in requests and reports, who reviews what, what workflows are called and say: as much in English as in Chinese,
    and in English alone.
    """
    chinese, english = (kit(forge, Site(owners=owners, language=language)) for language in LANGUAGES)
    assert len(english) >= 5
    for path in english:
        here, there = english[path].decode(), chinese[path].decode()
        assert not re.search("[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]", here), path
        if path.endswith(".yml"):
            assert [line[: len(line) - len(line.lstrip())] for line in here.splitlines()] == [
                line[: len(line) - len(line.lstrip())] for line in there.splitlines()
            ]
        else:
            assert [line[:2] for line in here.splitlines()] == [line[:2] for line in there.splitlines()]
        assert here.count("\n") == there.count("\n"), path


@pytest.mark.parametrize("language", LANGUAGES)
@forges
def test_workflows_are_yaml_in_each_language(forge: str, language: str) -> None:
    """Their names are texts, and one that waits for another names it as that calls itself."""
    read = {
        Path(path).stem: yaml.safe_load(content)
        for path, content in kit(forge, Site(language=language)).items()
        if path.endswith(".yml")
    }
    names = [one[key] for one in read.values() for key in ("name", "displayName") if key in one]
    assert all(isinstance(name, str) for name in names)
    # YAML 1.1 reads the key `on` as true.
    for waiting in (one[True].get("workflow_run") for one in read.values() if True in one):
        assert waiting is None or waiting["workflows"] == [read["goalbook-check"]["name"]]


@pytest.mark.parametrize("language", LANGUAGES)
@forges
def test_what_is_overdue_is_looked_for_on_a_schedule(forge: str, language: str) -> None:
    """By the command that exits 1 where something is; without a list of what is owed nothing is looked for."""
    files = kit(forge, Site(language=language))
    (text,) = (raw.decode() for raw in files.values() if b"goalbook status\n" in raw)
    assert "schedule" in text
    assert text.index("/site/expected-*.yml' -print -quit") < text.index("goalbook status\n")


def test_each_word_of_a_workflow_is_said_in_english() -> None:
    """No word is replaced that no workflow has, in whole or in a longer one."""
    said = "".join(path.read_text("utf-8") for path in (ROOT / "plugins/goalbook/kits").glob("*/*.yml"))
    words = tomllib.loads((ROOT / "plugins/goalbook/kits/en/words.toml").read_text("utf-8"))
    for word in sorted(words, key=len, reverse=True):
        assert word in said, word
        said = said.replace(word, words[word])


def test_the_command_asks_the_site_for_its_language(tmp_path: Path) -> None:
    """In English where the language is English."""
    run("github", "-o", str(tmp_path), "--language", "en")
    assert b"Something is wrong" in (tmp_path / ".github/ISSUE_TEMPLATE/goalbook.md").read_bytes()
