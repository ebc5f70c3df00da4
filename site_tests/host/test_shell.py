"""The spliced pages are those that MkDocs itself would have made."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urljoin

import pytest
from goalbook.site.frame.blanks import without_blanks

from site_tests.conftest import LIGHT, ROOT, copy_site, run_build

_WRITE_DOWN = """
import json
from pathlib import Path
from goalbook.site.frame.render import head_elements
from goalbook.site.build.produce import Maker

splice_and_write = Maker.write_page

def write_down(maker, page):
    name = page.address.replace("/", "__") + ".json"
    facts = {key: getattr(page, key) for key in ("address", "title", "description", "content", "early")}
    facts["head"] = head_elements(maker.settings, page)
    (Path(__file__).parent / "pages" / name).write_text(json.dumps(facts), "utf-8")
    splice_and_write(maker, page)

Maker.write_page = write_down
"""

_HREF = re.compile(rb'(?:href|action)="([^":#]+)"')


def _even(page: str) -> bytes:
    """A page without the blanks that shells leave out."""
    return without_blanks(page).encode()


def _without(page: str, early: str) -> str:
    """A page without what its shell has of it for the sake of its own script."""
    return (
        re.sub(r'<template id="gb-later">(.*?)</template>', r"\1", page.replace(early, ""), flags=re.S)
        if early
        else page
    )


def _resolved(text: bytes, page: str) -> bytes:
    """A page with its relative links as absolute ones."""

    def absolute(link: re.Match[bytes]) -> bytes:
        target = urljoin(page, link[1].decode()).removesuffix("index.html")
        return f'href="{target}"'.encode()

    return _HREF.sub(absolute, text)


@pytest.mark.parametrize("directory_urls", [True, pytest.param(False, marks=pytest.mark.full)])
def test_spliced_pages_equal_the_pipeline(tmp_path: Path, directory_urls: bool) -> None:
    """Every goal page and listing of the real site is what MkDocs' own pipeline renders, but for blanks that show nothing."""
    folder = copy_site(tmp_path / "site", LIGHT)
    (folder / "pages").mkdir()
    config = (folder / "mkdocs.yml").read_text("utf-8")
    config += f"\nsite_url: https://goals.example/x/\nuse_directory_urls: {str(directory_urls).lower()}\n"
    (folder / "mkdocs.yml").write_text(f"{config}hooks: [write_down.py]\n", "utf-8")
    (folder / "write_down.py").write_text(_WRITE_DOWN, "utf-8")
    done = run_build(folder, "-d", "spliced")
    assert done.returncode == 0, done.stderr

    (folder / "mkdocs.yml").write_text(f"{config}hooks: [shell_hooks.py]\n", "utf-8")
    (folder / "shell_hooks.py").write_text((ROOT / "site_tests/host/shell_hooks.py").read_text("utf-8"), "utf-8")
    # The plugin writes its pages last; here MkDocs' own have to stay.
    sabotage = "import goalbook.site.build.produce as p; p.Maker.write_page = lambda *_: None\n"
    (folder / "sitecustomize.py").write_text(sabotage, "utf-8")
    done = run_build(folder, "-d", "pipeline", PYTHONPATH=str(folder))
    assert done.returncode == 0, done.stderr

    pages = [json.loads(path.read_text("utf-8")) for path in sorted((folder / "pages").glob("*.json"))]
    assert len(pages) > 25
    for address, early in ((page["address"], page["early"]) for page in pages):
        name = f"{address}/index.html" if directory_urls else f"{address}.html"
        pair = ((folder / site / name).read_text("utf-8") for site in ("spliced", "pipeline"))
        spliced, own = (_even(_without(text, early)) for text in pair)
        if address.count("/") == 2:
            assert spliced == own, name
        # MkDocs shortens links between neighbours in the navigation ("./" for a page's own); the shell, one for all pages
        # of a depth, writes them out. Both lead to the same address.
        assert _resolved(spliced, f"/{name}") == _resolved(own, f"/{name}"), name
