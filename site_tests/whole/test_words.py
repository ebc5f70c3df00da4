"""The words of public pages: none of software outside of downloads, sources and what is for staff; units are called by what they are of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import html

# What only those who keep the site need to know: whoever reads it was told so, or asked for it.
FOR_STAFF = (
    "gb-fold",
    "gb-rules",
    "gb-tools",
    "gb-buttons",
    "gb-exactly",
    "gb-ways",
    "gb-source",
    "gb-cite",
    "gb-paper-foot",
    "gb-commit",
)
# What documents print themselves.
PRINTED = ("gb-paper", "gb-list", "gb-review", "gb-crumbs", "gb-related", "gb-contents", "gb-parts")
STAFF_PAGES = ("guide/", "about/", "search/")
SOFTWARE = re.compile(
    r"构建|仓库|提交|锚点|字段|数据格式|哈希|渲染|分支|推送|合并请求|缓存|编译|YAML|JSON|CSV|SHA|API|\bgit\b|GitHub|GitLab|commit|mkdocs"
    r"|\b[0-9a-f]{12,}\b|[\w-]+\.(?:txt|pdf|docx?|xlsx?|ya?ml)\b",
    re.IGNORECASE,
)


def words(page: Path, without: tuple[str, ...]) -> str:
    """The text of a page without scripts and some of its parts."""
    tree = html.fromstring(page.read_bytes())
    for element in [*tree.iter("script", "style", "svg"), *(one for name in without for one in tree.find_class(name))]:
        if element.getparent() is not None:
            element.drop_tree()
    return " ".join(tree.text_content().split())


def public_pages(site: Path) -> list[Path]:
    """Every page of a site but those for staff."""
    pages = sorted(site.rglob("*.html"))
    return [page for page in pages if not page.relative_to(site).as_posix().startswith(STAFF_PAGES)]


def test_public_pages_use_no_words_of_software(site: Path) -> None:
    """No word of software, name of a file or digest stands where readers read."""
    pages = public_pages(site)
    assert len(pages) > 100
    found = {
        page.relative_to(site).as_posix(): told
        for page in pages
        if (told := sorted(set(SOFTWARE.findall(words(page, (*FOR_STAFF, *PRINTED))))))
    }
    assert found == {}


@pytest.mark.parametrize("ambiguous", ["单位（未注明）", "单位（原文未载）", "单位未注明", "只有单位"])
def test_a_unit_is_called_by_what_it_is_of(site: Path, ambiguous: str) -> None:
    """An amount without its unit isn't told as a body without its name, nor a bare unit of measure as a body."""
    assert [page for page in sorted(site.rglob("*.html")) if ambiguous in words(page, PRINTED)] == []
