"""What strangers put into goals/ beside goal files: the site is built, none of it is published, nothing of it acts."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from goalbook.messages.visible import visible

from site_tests.conftest import LIGHT, copy_site, run_build

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SCRIPT = "alert(666)"
# Every one is a name that a stranger would like to have; none of them is published.
STRAYS = (
    "app.js", "notice.html", "notice.svg", "2022/guangzhou-cppcc/department.pdf", "2022/notice.xlsx", "CNAME", "robots.txt",
    "extra.css", "search/search_index.json", "schema/other.json", "2024/x.html", "assets/images/favicon.png", "404.md",
    "README.md", "index.markdown", "glossary.md", "pictures/no.png", "pictures/nul.png", ".DS_Store", "one.yml~", "q\udcff.md",
    "a\nabout.md", "x*.md", "[ab]*.js", "!a b .txt ",
)  # fmt: skip
PAGE = f"""---
title: '<img src=x onerror={SCRIPT}>&'
description: '"><script>{SCRIPT}</script>'
template: nowhere.html
goalbook_head: <script>{SCRIPT}</script>
---

# <img src=x onerror={SCRIPT}> &lt;img src=x onerror={SCRIPT}&gt; &lt;/title&gt;&lt;script&gt;{SCRIPT}

<script>{SCRIPT}</script><p onclick="{SCRIPT}">甲</p>

![图](pictures/yes.png) [乙](javascript:{SCRIPT}){{: onclick="{SCRIPT}" }}

## `<svg onload={SCRIPT}>`

</div></article></main><iframe src="about/"></iframe>
"""


@pytest.fixture(scope="module")
def strange(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with all of them, a picture and two pages of a stranger; built, though it is strict."""
    folder = copy_site(tmp_path_factory.mktemp("strange"), LIGHT)
    goals = folder / "goals"
    theme = _theme_script(folder)
    for name in (*STRAYS, theme):
        (goals / name).parent.mkdir(parents=True, exist_ok=True)
        (goals / name).write_text(SCRIPT, "utf-8")
    (goals / "linked").symlink_to("nowhere")
    (goals / "gone.md").symlink_to("nowhere.md")
    (goals / "pictures/yes.png").write_bytes(PNG)
    (goals / "page.md").write_text(PAGE, "utf-8")
    (goals / "untitled.md").write_text(PAGE.split("---\n", 2)[2], "utf-8")
    (folder / "overrides/logo.png").write_bytes(b"ours")
    (goals / "logo.png").write_bytes(PNG)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    assert "  - 关于: about.md\n" in config
    pages = "  - 关于: about.md\n  - page.md\n  - untitled.md\n"
    (folder / "mkdocs.yml").write_text(config.replace("  - 关于: about.md\n", pages), "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    (folder / "log").write_text(done.stderr, "utf-8")
    return folder


def _theme_script(folder: Path) -> str:
    """The name of the theme's own script, which every page loads."""
    spec = find_spec("material")
    assert spec
    assert spec.origin
    (found,) = Path(spec.origin).parent.glob("templates/assets/javascripts/bundle.*.min.js")
    return f"assets/javascripts/{found.name}"


def test_nothing_of_a_stranger_is_published(strange: Path) -> None:
    """No file has the stranger's bytes, the theme's and the site's own have theirs; the picture of a page is there."""
    site = strange / "site"
    whole = [path for path in site.rglob("*") if path.is_file() and path.read_bytes() == SCRIPT.encode()]
    assert whole == []
    assert (site / _theme_script(strange)).stat().st_size > 10_000
    assert (site / "logo.png").read_bytes() == b"ours"
    assert (site / "pictures/yes.png").read_bytes() == PNG
    assert "goalbook" in (site / "index.html").read_text("utf-8")
    log = (strange / "log").read_text("utf-8")
    assert [name for name in (*STRAYS, "linked", "gone.md") if f"goals/{visible(name)}:1:1" not in log] == []
    assert "index.markdown" not in [path.name for path in site.iterdir()]


@pytest.mark.parametrize("name", ["page/index.html", "untitled/index.html", "index.html", "about/index.html"])
def test_nothing_of_a_page_acts(strange: Path, name: str) -> None:
    """Neither the text of a page, nor what it states of itself, nor its title in the navigation of others is markup."""
    html = (strange / "site" / name).read_text("utf-8")
    assert not re.search(rf"<script[^>]*>{re.escape(SCRIPT)}", html)
    tags = re.findall(r"<[a-z][^<>]*>", html)
    acting = [tag for tag in tags if SCRIPT in re.sub(r'"[^"]*"', "", tag) or "onclick" in tag or "onload=" in tag]
    assert acting == []
    assert "<iframe" not in html
    assert "javascript:alert" not in html


def test_a_page_stays_in_its_place(strange: Path) -> None:
    """What a page closes is only what it opened: the theme's footer still stands behind its main part."""
    html = (strange / "site/page/index.html").read_text("utf-8")
    assert html.count("<main") == html.count("</main>") == 1
    assert html.count("</article>") == html.count("<article")
    assert html.index("</main>") < html.index("<footer")
