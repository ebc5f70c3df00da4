"""Hooks for a test: every goal page as a page of MkDocs' own pipeline instead of a spliced one."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

from goalbook.site.frame.shell import START
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

PAGES: dict[str, dict[str, str]] = {}


def on_files(files: Files, config: Any) -> Files:
    """Add a source for every page that the goalbook build wrote down."""
    folder = Path(config.config_file_path).parent / "pages"
    for path in sorted(folder.glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        name = f"{page['address']}.md"
        PAGES[name] = page
        files.append(File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_pre_page(page: Any, config: Any, files: Files) -> Any:
    """No edit link, as on spliced pages."""
    if page.file.src_uri in PAGES:
        page.edit_url = None
    return page


def on_page_markdown(markdown: str, page: Any, config: Any, files: Files) -> str:
    """The page's title, description and head elements."""
    if found := PAGES.get(page.file.src_uri):
        page.meta.update(
            title=escape(found["title"]),
            description=escape(found["description"]),
            goalbook_head=found["head"],
            hide=["navigation", "toc"],
        )
    return markdown


def on_page_content(html: str, page: Any, config: Any, files: Files) -> str:
    """The page's content, under the entry that the skip link leads to."""
    if found := PAGES.get(page.file.src_uri):
        page.toc = TableOfContents([AnchorLink(found["title"], START, 1)])
        return found["content"]
    return html
