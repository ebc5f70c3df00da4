"""A process compiles a template once, and anew where its text or its language is another."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
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
