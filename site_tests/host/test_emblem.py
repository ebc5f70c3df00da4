"""The emblem in the head is a picture of the site's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.git.history import History
from goalbook.host.options import GoalbookConfig, settings_of
from goalbook.messages.catalogue import catalogue
from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError


def _emblem(folder: Path, name: str) -> str:
    """The emblem that a site with a picture of 8 bytes and one too large states."""
    own = folder / "overrides"
    (own / "assets").mkdir(parents=True)
    (folder / "goals").mkdir()
    for file, size in (("assets/emblem.png", 8), ("assets/large.png", 61 * 1024), ("assets/page.html", 8)):
        (own / file).write_bytes(b"x" * size)
    (folder / "outside.png").write_bytes(b"x")
    (own / "link.png").symlink_to(folder / "outside.png")
    config_file = folder / "mkdocs.yml"
    config_file.write_text(
        "site_name: 示例\ndocs_dir: goals\ntheme: {name: material, language: zh, custom_dir: overrides}\n", "utf-8"
    )
    config = load_config(str(config_file))
    options = GoalbookConfig()
    options.load_dict({"emblem": name})
    return settings_of(options, config, History()).emblem


def test_an_emblem_is_a_picture_of_the_site(tmp_path: Path) -> None:
    """The path below the templates' folder is that below the site's root."""
    assert _emblem(tmp_path, "./assets/emblem.png") == "assets/emblem.png"


@pytest.mark.parametrize(
    "name",
    [
        "assets/none.png",
        "../outside.png",
        "link.png",
        "https://goals.example/x.png",
        "/etc/hostname.png",
        "assets/page.html",
        "assets",
    ],
)
def test_nothing_else_is_an_emblem(tmp_path: Path, name: str) -> None:
    """What isn't there, lies elsewhere or is no picture is refused by name."""
    told = catalogue("zh")("build.bad_emblem", value=name, kinds=".svg, .png, .webp, .jpg")
    with pytest.raises(ConfigurationError) as refused:
        _emblem(tmp_path, name)
    assert str(refused.value) == told


def test_an_emblem_is_small(tmp_path: Path) -> None:
    """Every page loads it: 60 KB at most."""
    with pytest.raises(ConfigurationError, match="60 KB"):
        _emblem(tmp_path, "assets/large.png")
