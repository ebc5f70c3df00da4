"""The staff guide: its pictures are small, described and still what the software shows; it speaks of the site's own forge."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.guide import PICTURES, guide_files, guide_page, pictures
from lxml import html
from playwright.sync_api import Page

from site_tests.conftest import ROOT
from site_tests.guide.scenes import Scene, build, open_scene

FOLDER = ROOT / "plugins/goalbook/assets/guide"
LARGEST = 60_000
NAMES = ["changes", "comment", "line", "message", "open", "row"]
STALE = "the software shows something else than the picture: make guide-pictures"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Scene]]:
    """The sample site, built, and its scenes by name."""
    folder = tmp_path_factory.mktemp("sample")
    return folder, {scene.name: scene for scene in build(folder)}


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_shows_what_the_software_shows(name: str, sample: tuple[Path, dict[str, Scene]], tab: Page) -> None:
    """The words in the picture are those that the built sample site and the command line give today."""
    folder, scenes = sample
    recorded = json.loads((FOLDER / PICTURES).read_text("utf-8"))
    assert recorded[name]["text"] == open_scene(tab, folder, scenes[name]), STALE


def test_the_pictures_are_those_of_the_scenes(sample: tuple[Path, dict[str, Scene]]) -> None:
    """No picture is without its scene, none is left over."""
    assert sorted(sample[1]) == sorted(pictures("zh")) == NAMES
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted([PICTURES, *(f"{name}.webp" for name in NAMES)])


def test_pictures_are_small_and_of_the_stated_size() -> None:
    """Each is below 60 KB, and the page keeps the room that it needs."""
    listed = {picture.file: picture for picture in pictures("zh").values()}
    for name, content in guide_files("zh"):
        assert len(content) < LARGEST
        assert _size(content) == (listed[name].width, listed[name].height)


def _size(content: bytes) -> tuple[int, int]:
    """Width and height in the head of an extended WebP file."""
    assert (content[:4], content[8:16]) == (b"RIFF", b"WEBPVP8X")
    return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1


def test_every_picture_is_described() -> None:
    """Each picture stands on the page once, with words for those who don't see it and a line below."""
    page = html.fromstring(guide_page(Settings("x", language="zh")).content)
    shots = page.xpath("//figure[img]")
    assert sorted(Path(one.xpath("img/@src")[0]).stem for one in shots) == NAMES
    for one in shots:
        assert len(one.xpath("string(img/@alt)")) > 15
        assert one.xpath("string(figcaption)").strip()
        assert one.xpath("img[@width and @height]")


def test_a_site_in_english_has_no_picture_of_a_chinese_one() -> None:
    """Nor the files of them; the form that it begins with is one of its language."""
    content = guide_page(Settings("x", language="en")).content
    assert "<figure" not in content
    assert "<img" not in content
    assert "goalbook new en-measures" in content
    assert list(guide_files("en")) == []


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        ("github", "Propose changes"),
        ("gitlab", "Start a new merge request"),
        ("gitee", "Pull Request"),
        ("gitea", "提议文件更改"),
        ("forgejo", "提议文件更改"),
        ("", "新建分支并发起合并请求"),
    ],
)
def test_the_guide_names_the_buttons_of_the_sites_forge(forge: str, words: str) -> None:
    """Each forge's editor has other words; where the forge isn't known the page says what to look for."""
    here = guide_page(Settings("x", repository="https://git.example/goals", forge=forge)).content
    assert words in here
    assert "repo_url" not in here
    assert "repo_url" in guide_page(Settings("x")).content


def test_the_guide_is_on_the_site_and_in_its_navigation(sample: tuple[Path, dict[str, Scene]]) -> None:
    """Every page leads to the guide; its pictures are there, and what it links to."""
    site = sample[0] / "site"
    home = html.fromstring((site / "index.html").read_bytes())
    assert home.xpath('//nav[contains(@class, "md-tabs")]//a[@href="guide.html"]')
    guide = html.fromstring((site / "guide.html").read_bytes())
    linked = {*guide.xpath("//article//a/@href"), *guide.xpath("//article//img/@src")}
    files = {one.split("#")[0] for one in linked if not one.startswith("#")}
    assert len(files) >= len(NAMES) + 3
    assert [one for one in files if not (site / one).is_file()] == []
    anchors = {one[1:] for one in linked if one.startswith("#")}
    assert anchors <= set(guide.xpath("//@id"))
