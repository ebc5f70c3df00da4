"""A template is compiled once, by one process for those after it, and anew where its text or its language is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from goalbook.extras import installed
from goalbook.site.frame import compiled as kept
from goalbook.site.frame.render import environment, render
from goalbook.site.frame.settings import Settings
from jinja2 import Environment


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are compiled."""
    found: list[str] = []
    own = Environment.compile

    def told(self: Environment, source: str, name: str | None = None, *rest: object) -> object:
        found.append(str(name))
        return own(self, source, name, *rest)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", told)
    return found


def test_a_template_is_compiled_once(tmp_path: Path, compiled: list[str]) -> None:
    """By environments that follow each other; one that was edited is compiled again, and each language has its own texts."""
    template = tmp_path / "goalbook/own.html"
    template.parent.mkdir()
    template.write_text('{{ t("title") if false }}{{ t("nav.years") }}', "utf-8")
    settings = Settings("示例", overrides=str(tmp_path))

    def shown(settings: Settings) -> str:
        environment.cache_clear()
        compiled.clear()
        return render(settings, "own.html", "")

    first = shown(settings)
    assert "own.html" in compiled
    assert (shown(settings), compiled) == (first, [])
    assert shown(replace(settings, language="en")) != first
    assert (shown(settings), compiled) == (first, [])
    template.write_text("改", "utf-8")
    assert shown(settings) == "改"


def test_a_process_finds_what_one_before_it_compiled(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Templates of packages: those of a site aren't kept. Other texts, other software and what is damaged make them anew."""
    monkeypatch.setattr(kept, "_folder", lambda: tmp_path / "kept")
    template = tmp_path / "goalbook/own.html"
    template.parent.mkdir()
    template.write_text('{% extends "default/frame/redirect.html" %}', "utf-8")
    settings = Settings("示例", overrides=str(tmp_path))

    def shown(settings: Settings) -> str:
        """The page in a process of its own."""
        environment.cache_clear()
        kept._compiled.cache_clear()
        compiled.clear()
        return render(settings, "own.html", "a", to="b", entry={"title": "c"})

    first = shown(settings)
    assert compiled == ["own.html", "frame/redirect.html"]
    assert (shown(settings), compiled) == (first, ["own.html"])
    (file,) = (tmp_path / "kept").iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:-9], b"x" + whole[1:], whole[:16] + b"x", whole[:16] + b"N"):
        file.write_bytes(damaged)
        assert (shown(settings), compiled) == (first, ["own.html", "frame/redirect.html"])
        assert file.read_bytes() == whole
    english = shown(replace(settings, language="en"))
    assert english != first
    assert compiled == ["own.html", "frame/redirect.html"]
    monkeypatch.setattr(kept, "_compiler", lambda: b"another")
    assert (shown(settings), compiled) == (first, ["own.html", "frame/redirect.html"])


def test_a_folder_that_others_can_write_to_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor one of another user, nor what is no folder: whoever writes there would have code run."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    folder = tmp_path / "caches/goalbook-templates"
    assert kept._folder() == folder
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    assert kept._folder() is None
    folder.chmod(0o755)
    assert kept._folder() == folder
    with monkeypatch.context() as patch:
        patch.setattr("os.getuid", lambda: folder.stat().st_uid + 1)
        assert kept._folder() is None
    folder.rmdir()
    folder.write_text("", "utf-8")
    assert kept._folder() is None


def test_what_is_installed_is_found_wherever_python_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the working folder too, which has no name there; what is no folder is passed over."""
    (tmp_path / "sample-1.0.dist-info").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", ["", str(tmp_path / "none"), __file__])
    assert installed() == ["sample-1.0.dist-info"]
