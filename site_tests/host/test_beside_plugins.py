"""Other plugins beside this one: they rewrite pages, render templates, ask for sources and for the site, and add code."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest

from site_tests.conftest import LIGHT, copy_site, run_build

# What widespread plugins do, each in a few lines.
_HOOKS = '''
import re
from pathlib import Path
from types import SimpleNamespace

from goalbook.host.own_pages import DEPTHS

SOURCES = []


def on_page_content(html, page, config, files):
    """As a plugin for feeds: each page has a source, and its draft isn't listed."""
    SOURCES.append((Path(page.file.abs_src_path).read_text("utf-8"), page.meta.get("draft")))
    return html


def on_post_page(output, page, config):
    """As plugins that make HTML small and that count readers: no comments, few quotes, and code of each page's own."""
    output = re.sub(r"<!--.*?-->", "", output, flags=re.S)
    output = re.sub(r"(<[a-z][^>]*?)>", lambda tag: re.sub(r'="([\\w./#:-]+)"', r"=\\1", tag[0]), output)
    return output.replace("</head>", f"<script>window.counted = '{page.title}';\\r\\n/* {page.url} */</script></head>")


def on_post_build(config):
    """As a plugin that sets all pages into one, in an environment of its own, and writes it itself."""
    template = config.theme.get_env().get_template("main.html")
    page = SimpleNamespace(meta={}, content="<h1>All</h1>", title="All", url="all.html", toc=[])
    nav = SimpleNamespace(items=[], homepage=SimpleNamespace(url=""))
    context = {"config": config, "page": page, "nav": nav, "base_url": "."}
    Path(config.site_dir, "all.html").write_text(template.render(context), "utf-8")
    assert all(text for text, _ in SOURCES)
    assert sum(draft is True for _, draft in SOURCES) == len(DEPTHS)

'''
# As what publishes a site once all is done.
_LAST = """
from pathlib import Path
from mkdocs.plugins import event_priority


@event_priority(-200)
def on_post_build(config):
    names = sorted(path.name for path in Path(config.site_dir).iterdir())
    Path(config.config_file_path).with_name("published.txt").write_text(f"{config.site_dir} {names}", "utf-8")
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of the real site, built beside such plugins."""
    made = copy_site(tmp_path_factory.mktemp("beside"), LIGHT)
    (made / "hooks.py").write_text(_HOOKS, "utf-8")
    (made / "last.py").write_text(_LAST, "utf-8")
    with (made / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("\nsite_url: https://goals.example/x/\nhooks: [hooks.py, last.py]\n")
    done = run_build(made)
    assert done.returncode == 0, done.stderr
    return made


def _pages(folder: Path) -> list[Path]:
    return sorted((folder / "site").rglob("*.html"))


def test_pages_that_were_made_small_are_whole(folder: Path) -> None:
    """Each page has its own title, description and content, quoted where they need it, and no mark of a slot is left."""
    for path in _pages(folder):
        assert "gbslot" not in path.read_text("utf-8"), path
    text = (folder / "site/2022/shanhaiguan-cppcc/vehicle-insurance/index.html").read_text("utf-8")
    assert "<link rel=icon " in text
    description = re.search(r'<meta name=description content="([^"]*)">', text)
    assert description
    assert "两辆公车续保" in text
    assert "用于两辆公车续保；" in description[1]
    assert '<meta name="SiteName"' in text
    assert text.count("<h1") == 1


def test_every_page_names_its_code_as_it_finally_is(folder: Path) -> None:
    """The policy has the digest of each script as it stands in the page, whoever wrote it and whatever is spliced into it."""
    for path in _pages(folder):
        text = path.read_bytes().decode()
        policies = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
        assert len(policies) == 1, path
        scripts = re.findall(r"<script(?: type=\"?text/javascript\"?)?>(.*?)</script>", text, re.S)
        assert len(scripts) >= 3, path
        for script in scripts:
            # Browsers read line ends of two characters as one.
            read = script.replace("\r\n", "\n").encode()
            digest = base64.b64encode(hashlib.sha256(read).digest()).decode()
            assert f"'sha256-{digest}'" in policies[0], (path, script[:80])


def test_templates_find_what_they_ask_for(folder: Path) -> None:
    """A page that a plugin renders in its own environment has the site's own search field and foot."""
    text = (folder / "site/all.html").read_text("utf-8")
    assert 'id="gb-quick"' in text
    assert "Goalbook 示范站" in text


def test_what_comes_after_finds_the_site(folder: Path) -> None:
    """Who publishes the site once it is built is told the folder where it stands, complete."""
    told = (folder / "published.txt").read_text("utf-8")
    assert told.startswith(f"{folder}/site [")
    assert "'index.html'" in told
    assert "'2022'" in told


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('{% extends "goalbook-base.html" %}{% block content %}{% endblock %}', "content"),
        ('{% extends "base.html" %}', 'extends "goalbook-base.html"'),
    ],
)
def test_a_theme_without_a_place_for_content_is_told(tmp_path: Path, template: str, told: str) -> None:
    """The build stops with a sentence that says what to keep."""
    folder = copy_site(tmp_path / "site", LIGHT)
    (folder / "overrides/main.html").write_text(template, "utf-8")
    done = run_build(folder)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
