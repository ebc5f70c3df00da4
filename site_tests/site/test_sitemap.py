"""The sitemap comes in files of a size that is quickly read, and names every page once."""

from __future__ import annotations

import gzip
import re

import pytest
from goalbook.site.frame.sitemap import PART_BYTES, robots_file, sitemap_files

SITE = "https://goals.example/x/"
LOC = re.compile(r"<loc>(.*?)</loc>")


@pytest.mark.parametrize("pages", [0, 1, 300, 6000])
def test_every_page_once(pages: int) -> None:
    """The parts have all addresses in their order, none is over 300 KB, and the first file names the parts."""
    listed = [(f"2024/body-{n:05}/goals&more/", "2024-01-31" if n % 2 else "") for n in range(pages)]
    files = dict(sitemap_files(SITE, listed))
    texts = {name: content.decode() for name, content in files.items() if name.endswith(".xml")}
    assert all(gzip.decompress(files[f"{name}.gz"]) == files[name] for name in texts)
    # No file names the system or the moment: each Python writes the same.
    assert {content[3:10] for name, content in files.items() if name.endswith(".gz")} == {b"\0\0\0\0\0\2\xff"}
    assert max(len(content) for content in files.values()) < 300_000
    whole = texts.pop("sitemap.xml")
    assert bool(texts) == (pages > 3000)
    if texts:
        assert LOC.findall(whole) == [f"{SITE}{name}" for name in texts]
        assert len(files["sitemap-1.xml"]) > 0.99 * PART_BYTES
    found = [address for text in (texts.values() or [whole]) for address in LOC.findall(text)]
    assert found == [f"{SITE}{address}".replace("&", "&amp;") for address, _ in listed]
    assert sum(text.count("<lastmod>") for text in (texts.values() or [whole])) == pages // 2


def test_robots_are_led_to_the_sitemap_where_they_look() -> None:
    """At the root of a host alone: below a path nobody asks for that file, and without an address there is nothing to name."""
    assert robots_file("https://goals.example/") == (
        b"User-agent: *\nAllow: /\n\nSitemap: https://goals.example/sitemap.xml\n"
    )
    assert robots_file(SITE) == b""
    assert robots_file("") == b""
