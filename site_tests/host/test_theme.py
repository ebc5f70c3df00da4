"""The theme comes from the package: a site needs no templates of its own, and what its settings leave open is settled or told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from goalbook.host.options import OPTIONS
from goalbook.host.theme_settings import PACKAGE_PART, settle_theme
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from site_tests.conftest import ROOT, run_build
from site_tests.helpers.generate import write_goals

_PLUGIN = "plugins: [{goalbook: {formats: [csv], jobs: 1, store: ''}}]\n"
_FAR = re.compile(r'<(?:link|script|img|iframe)\b[^>]*(?:src|href)="(?:https?:)?//(?!www\.w3\.org)')


def build_small(folder: Path, settings: str) -> Path:
    """A site of two generated documents, without any page written by hand; gives its folder."""
    write_goals(folder / "goals", 2)
    for page in (folder / "goals").glob("*.md"):
        page.unlink()
    (folder / "mkdocs.yml").write_text(f"site_name: 样例 & 其他\ndocs_dir: goals\nstrict: true\n{settings}", "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.mark.parametrize("theme", ["", "theme: material\n"], ids=["none", "a name"])
def test_the_plugin_alone_makes_a_whole_site(theme: str, tmp_path: Path) -> None:
    """Styled pages in Chinese that ask no other host, a home page that lists the goals, a foot, and a page for what is missed."""
    site = build_small(tmp_path, theme + _PLUGIN)
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 10
    for path in pages:
        text = path.read_text("utf-8")
        assert '<html lang="zh-CN"' in text, path
        assert not _FAR.search(text), path
        assert 'class="gb-foot"' in text, path
        assert 'href="about/' not in text, path
    home = (site / "index.html").read_text("utf-8")
    assert home.count("<h1") == 1
    assert "<h1>样例 &amp; 其他</h1>" in home
    assert 'href="2024/' in home
    assert 'id="gb-quick"' in home
    missed = (site / "404.html").read_text("utf-8")
    assert 'id="gb-start"' in missed
    assert "assets/stylesheets/main." in home


def test_a_site_adds_to_the_foot_of_the_package(tmp_path: Path) -> None:
    """What this repository's overrides hold is its own: it stands after the entries of the package, and no file of both is there."""
    own = {path.relative_to(ROOT / "overrides") for path in (ROOT / "overrides").rglob("*.html")}
    assert own
    assert own.isdisjoint(path.relative_to(PACKAGE_PART) for path in PACKAGE_PART.rglob("*.html"))
    site = build_small(tmp_path, f"theme: {{name: material, custom_dir: {ROOT / 'overrides'}}}\n{_PLUGIN}")
    entries = re.findall(r"<li>.*?</li>", (site / "index.html").read_text("utf-8").split('class="gb-foot"')[1])
    assert "示范站" in entries[-1]
    assert len(entries) > 2


def settled(folder: Path, settings: str) -> str:
    """What is told of the settings of a site; its language where nothing is."""
    (folder / "goals").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(f"site_name: x\ndocs_dir: goals\n{settings}", "utf-8")
    config = load_config(str(folder / "mkdocs.yml"))
    try:
        settle_theme(config, OPTIONS)
        settle_theme(config, OPTIONS)  # as a live server does
    except ConfigurationError as error:
        return str(error)
    assert config.theme.dirs.count(str(PACKAGE_PART)) == 1
    return str(config.theme["language"])


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("plugins: [goalbook]", "zh-CN"),
        ("theme: {name: material}\nplugins: [goalbook]", "zh-CN"),
        ("theme: {name: material, language: zh-CN}\nplugins: [goalbook]", "zh-CN"),
        ("theme: {name: material, language: en}\nplugins: [goalbook]", "en"),
        ("theme: {name: material, language: zh}\nplugins: [goalbook]", "zh"),
        ("theme: mkdocs\nplugins: [goalbook]", "theme: {name: material"),
        ("theme: {name: readthedocs}\nplugins: [goalbook]", "theme: {name: material"),
        ("theme: {name: material, language: zh-Hans}\nplugins: [goalbook]", "zh-CN"),
        ("theme: {name: material, language: [zh]}\nplugins: [goalbook]", "zh-CN"),
        ("theme: {name: material, language: ../x}\nplugins: [goalbook]", "../x"),
        ("language: zh-CN\nplugins: [goalbook]", "language 写错了地方"),
        ("font: false\nplugins: [goalbook]", "font 写错了地方"),
        ("authority: 甲\nplugins: [goalbook]", "authority 写错了地方"),
        ("plugins: [goalbook: {language: zh-CN}]", "language 写错了地方"),
        ("theme: {name: material, language: en}\nfont: false\nplugins: [goalbook]", "font stands at the wrong place"),
    ],
)
def test_settings_of_the_theme_are_settled_or_told(settings: str, told: str, tmp_path: Path) -> None:
    """What can be settled is; all else is a sentence that says what to write."""
    assert told in settled(tmp_path, settings)
