"""A site that begins with `goalbook init` is built, checked and laid out at once; nothing that is there is overwritten."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml
from goalbook.forges.kit import KITS
from goalbook.forges.new_site import FIRST

from site_tests.conftest import ROOT, run_build
from site_tests.helpers.command import run_command
from site_tests.sbom import pins

SHIPPED = ROOT / "plugins/goalbook/kits/site"
FIRSTS = [(language, form) for language, forms in FIRST.items() for form in forms]


def files_in(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("language", "form"), FIRSTS)
def test_a_new_site_is_sound(language: str, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even a warning, nothing to lay out, its drawn form is one; names may hold what YAML and HTML take for signs."""
    name = 'A: "b" & <i> # c'
    made = run_command("init", tmp_path / "new", "--language", language, "--form", form, "--name", name, "--year", 2026)
    assert made.exit_code == 0, made.output
    folder = tmp_path / "new"
    monkeypatch.chdir(folder)
    checked = run_command("check", "--strict")
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert run_command("fmt", "--check").exit_code == 0
    assert run_command("form", "check").exit_code == 0
    assert yaml.safe_load(Path("mkdocs.yml").read_text("utf-8"))["site_name"] == name
    done = run_build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    text = (folder / "site/index.html").read_text("utf-8")
    assert 'href="2026/' in text
    assert "&lt;i&gt;" in text
    assert "<i>" not in text
    if language == "en":
        assert [
            path
            for path, raw in files_in(folder).items()
            if not path.startswith(("site/", ".cache/")) and _chinese(raw)
        ] == []


def _chinese(raw: bytes) -> bool:
    return bool(re.search("[一-鿿]", raw.decode("utf-8", "replace")))


@pytest.mark.parametrize("forge", list(KITS))
def test_the_kit_of_its_forge_is_there(forge: str, tmp_path: Path) -> None:
    """Every file of the kit, and the settings that it asks for."""
    assert run_command("init", tmp_path, "--forge", forge, "--repo", "https://git.example/a/b").exit_code == 0
    assert set(KITS[forge]) <= set(files_in(tmp_path))
    assert f"forge: {forge}" in (tmp_path / "mkdocs.yml").read_text("utf-8")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """The same again writes nothing; where one file differs, it is named, and nothing at all is written."""
    run_command("init", tmp_path)
    before = files_in(tmp_path)
    again = run_command("init", tmp_path)
    assert (again.exit_code, again.stdout) == (0, "")
    assert files_in(tmp_path) == before
    (tmp_path / "README.md").write_text("own", "utf-8")
    (tmp_path / "mkdocs.yml").unlink()
    refused = run_command("init", tmp_path)
    assert (refused.exit_code, refused.stdout) == (1, "README.md\n")
    assert not (tmp_path / "mkdocs.yml").exists()


def test_the_wheel_is_pinned_by_hash(tmp_path: Path) -> None:
    """It lies beside the pins of what it needs, under the hash that pip compares; the container file takes it along."""
    wheel = tmp_path / "goalbook-1-py3-none-any.whl"
    wheel.write_bytes(b"made for a test")
    made = run_command("init", tmp_path / "new", "--wheel", wheel, "--container")
    assert made.exit_code == 0, made.output
    text = (tmp_path / "new/requirements.txt").read_text("utf-8")
    assert text.startswith((ROOT / "requirements.txt").read_text("utf-8"))
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert text.endswith(f"./wheels/{wheel.name} \\\n    --hash=sha256:{digest}\n")
    assert (tmp_path / "new/wheels" / wheel.name).read_bytes() == wheel.read_bytes()
    assert "COPY wheels/" in (tmp_path / "new/Containerfile").read_text("utf-8")


def test_what_is_shipped_is_what_this_project_uses() -> None:
    """Pins and the settings of editors are those of this repository."""
    for here, there in (
        ("requirements.txt", "requirements.txt"),
        (".vscode/settings.json", "vscode-settings.json"),
        (".vscode/extensions.json", "vscode-extensions.json"),
    ):
        assert (ROOT / here).read_bytes() == (SHIPPED / there).read_bytes(), there
    assert pins((SHIPPED / "requirements.txt").read_text("utf-8"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("--url", "goals.example"),
        ("--repo", "javascript:alert(1)"),
        ("--year", "26"),
        ("--year", "undated"),
        ("--body", "甲"),
        ("--body", "../x"),
        ("--branch", "a b"),
        ("--name", "a\nb"),
        ("--form", "en-measures"),
        ("--form", "cn-department", "--language", "en"),
    ],
)
def test_what_no_site_can_state_is_refused(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Wrong usage, and nothing is written."""
    assert run_command("init", tmp_path, *arguments).exit_code == 2
    assert files_in(tmp_path) == {}


def test_a_blank_body_is_written_where_bodies_lie(tmp_path: Path) -> None:
    """Every field is there; with a name it is sound. A file that is there stays, and another place is refused."""
    run_command("init", tmp_path)
    path = tmp_path / "goals/bodies/new.yml"
    assert run_command("new", "body", path).exit_code == 0
    text = path.read_text("utf-8")
    assert all(field in text for field in ("name:", "label:", "code:", "region:", "parent:", "note:"))
    assert run_command("new", "body", path).exit_code == 2
    assert run_command("new", "body", tmp_path / "goals/new.yml").exit_code == 2
    path.write_text(text.replace('name: ""', "name: 新单位"), "utf-8")
    assert run_command("check", path, "--goals", tmp_path / "goals").exit_code == 0
