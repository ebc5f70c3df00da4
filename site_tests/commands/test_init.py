"""A site that begins with `goalbook init` is built, checked and laid out at once; nothing that is there is overwritten."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml
from goalbook.forges.kit import KITS
from goalbook.forges.new_site import FIRST
from goalbook.forms.catalogue import shipped_forms
from goalbook.writers.schema import SCHEMAS

from site_tests.conftest import LIGHT, ROOT, run_build
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
    for schema in SCHEMAS:  # with the drawn form and the body of the site
        assert run_command("schema", schema).stdout == Path(f"goals/schema/{schema}.json").read_text("utf-8")
    assert yaml.safe_load(Path("mkdocs.yml").read_text("utf-8"))["site_name"] == name
    done = run_build(folder, "--strict")
    assert done.returncode == 0, done.stderr
    text = (folder / "site/index.html").read_text("utf-8")
    assert 'href="2026/' in text
    assert 'data-md-color-media="(prefers-color-scheme: dark)"' in text
    assert "&lt;i&gt;" in text
    assert "<i>" not in text
    if language == "en":
        assert [
            path
            for path, raw in files_in(folder).items()
            if not path.startswith(("site/", ".cache/")) and _chinese(raw)
        ] == []


# Forms of China speak Chinese whatever the site's language: of these in English there is one for every run.
OTHERS = [
    pytest.param(
        language, form, marks=pytest.mark.full if language == "en" and drawn.rules and form != "cn-adjust" else ()
    )
    for language in FIRST
    for form, drawn in shipped_forms().items()
    if form not in FIRST[language]
]


@pytest.mark.parametrize(("language", "form"), OTHERS)
def test_a_site_begins_with_any_form(language: str, form: str, tmp_path: Path) -> None:
    """Of a form that nobody wrote a first document for, one is made that no rule finds anything in, and that is laid out."""
    assert run_command("init", tmp_path, "--form", form, "--year", 2026, "--language", language).exit_code == 0
    checked = run_command("check", "--strict", "--goals", tmp_path / "goals")
    assert (checked.exit_code, checked.stdout) == (0, "")
    path = tmp_path / f"goals/2026/sample-body/{form}.yml"
    assert run_command("fmt", "--check", path).exit_code == 0
    assert f"form: {form}\n" in path.read_text("utf-8")


@pytest.mark.parametrize("language", ["zh", pytest.param("en", marks=pytest.mark.full)])
def test_sites_of_all_forms_are_built(language: str, tmp_path: Path) -> None:
    """Each form is asked for in turn; those that are there stay, and the one site has a page for each."""
    for form in shipped_forms():
        asked = ("--form", form, "--year", 2026, "--language", language)
        assert run_command("init", tmp_path, *asked).exit_code == 0
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  - goalbook:\n", f"  - goalbook:\n      formats: [{LIGHT}]\n"), "utf-8"
    )
    done = run_build(tmp_path, "--strict")
    assert done.returncode == 0, done.stderr
    for form in set(shipped_forms()) - set(FIRST[language]):
        assert (tmp_path / f"site/2026/sample-body/{form}/index.html").is_file()


@pytest.mark.parametrize("language", FIRST)
def test_a_site_begins_with_a_form_of_its_own(language: str, tmp_path: Path) -> None:
    """Its file is taken into the site, editors know it, and the first document is in it; a faulty one is told, and nothing is written."""
    drawn = (SHIPPED / language / "form.yml").read_text("utf-8")
    (tmp_path / "our-form.yml").write_text(drawn, "utf-8")
    asked = ("--form", tmp_path / "our-form.yml", "--year", 2026, "--language", language)
    assert run_command("init", tmp_path / "new", *asked).exit_code == 0
    goals = tmp_path / "new/goals"
    checked = run_command("check", "--strict", "--goals", goals)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert (goals / "forms/our-form.yml").is_file()
    assert '"our-form"' in (goals / "schema/document.json").read_text("utf-8")
    assert "form: our-form\n" in (goals / "2026/sample-body/our-form.yml").read_text("utf-8")
    (tmp_path / "our-form.yml").write_text(drawn.replace("each: indicators", "each: nothing"), "utf-8")
    refused = run_command("init", tmp_path / "other", *asked)
    assert refused.exit_code == 2
    assert "our-form.yml:" in refused.stderr
    assert not (tmp_path / "other").exists()


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


def test_the_container_installs_what_is_pinned(tmp_path: Path) -> None:
    """Its file copies what there is, installs by hash as the README of the new site does, and builds the folder that is mounted."""
    wheel = tmp_path / "goalbook-1-py3-none-any.whl"
    wheel.write_bytes(b"made for a test")
    assert run_command("init", tmp_path / "new", "--wheel", wheel, "--container").exit_code == 0
    text = (tmp_path / "new/Containerfile").read_text("utf-8")
    copied = [name for line in re.findall(r"^COPY (.*) \S+$", text, re.M) for name in line.split()]
    assert copied == ["requirements.txt", "wheels/"]
    assert all((tmp_path / "new" / name).exists() for name in copied)
    install = "--require-hashes --requirement requirements.txt"
    assert install in text
    assert install in (tmp_path / "new/README.md").read_text("utf-8")
    assert text.index("COPY wheels/") < text.index("RUN pip")
    assert text.endswith(
        'WORKDIR /site\nRUN git config --system --add safe.directory /site\nCMD ["goalbook", "build"]\n'
    )


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
        ("--form", "no-such-form"),
        ("--form", "nowhere/drawn.yml"),
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
