"""The MkDocs plugin: the only module that imports MkDocs. Each hook loads, calls one function, and hands on the result."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build as build_site
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from goalbook.book.load import load_book
from goalbook.checks.weights import Weights, read_weights
from goalbook.git.history import History, read_history
from goalbook.messages.catalogue import catalogue, language_of
from goalbook.messages.problems import count, words_of
from goalbook.site.build import staging
from goalbook.site.build.build import BuiltPages, build_pages
from goalbook.site.build.on_request import Response, respond, waiter
from goalbook.site.build.produce import Maker
from goalbook.site.frame import shell
from goalbook.site.frame.banner import framed
from goalbook.site.frame.forge_links import FORGES, forge_of
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings, plain_link
from goalbook.site.frame.shell import Shell, capture
from goalbook.site.frame.sitemap import sitemap_files
from goalbook.site.frozen.erratum import erratum_page
from goalbook.site.frozen.freeze import Freeze, sever_pages
from goalbook.site.frozen.links import cut_links
from goalbook.site.listings.all import home_html
from goalbook.site.listings.home import newest
from goalbook.site.pages.problems import fault_pages
from goalbook.site.snapshots.publish import live_pages, publish_snapshots
from goalbook.snapshot.assemble import StepReport
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import Facts
from goalbook.snapshot.facts import MadeSite as MadeSnapshot
from goalbook.snapshot.project import Project
from goalbook.snapshot.published import Published, published
from goalbook.snapshot.words import words_of_error
from goalbook.writers.formats import SUFFIXES, why_not
from goalbook.writers.paper import Fonts, Paper
from goalbook.writers.words import unfit

log = logging.getLogger("mkdocs.plugins.goalbook")

_DEPTHS = (1, 2, 3)
_HOME = "<!-- goalbook:home -->"
_SITE_LINK = re.compile(r'href="goalbook:([a-z0-9./-]+)"')
# Folders of the package's assets, and what each becomes; that for the search page isn't on the others.
_ASSETS = (("css", "goalbook.css"), ("js", "goalbook.js"), ("search", "search.js"))
_INHERITS = re.compile(r"^INHERIT:[ ]*(\S.*?)[ ]*$", re.M)
_NAV = ("years", "bodies", "indicators", "glossary", "guide")


# The names of formats in mkdocs.yml, and their suffixes.
_FORMATS = {("yaml" if suffix == "yml" else suffix): suffix for suffix in SUFFIXES}


class GoalbookConfig(base.Config):
    """The options of the plugin in mkdocs.yml."""

    authority = option.Type(str, default="")
    contact = option.Type(str, default="")
    licence = option.Type(str, default="")
    licence_url = option.Type(str, default="")
    site_id_code = option.Type(str, default="")
    column = option.Type(str, default="")
    column_type = option.Type(str, default="")
    forge = option.Optional(option.Choice(FORGES))
    branch = option.Type(str, default="main")
    jobs = option.Type(int, default=0)
    snapshots = option.Type(str, default="snapshots")
    formats = option.ListOfItems(option.Choice(tuple(_FORMATS)), default=list(_FORMATS))
    fonts = option.ListOfItems(option.Type(str), default=[])
    font_folders = option.ListOfItems(option.Dir(exists=True), default=[])
    office_font = option.Type(str, default=Fonts().office)
    checks = option.Optional(option.Type(dict))


class GoalbookPlugin(BasePlugin[GoalbookConfig]):
    """Publishes the goal files in MkDocs' docs_dir."""

    serving = False
    checked = False  # whether this live server has looked through the snapshots
    freeze: Freeze | None = None  # what is frozen, where it is the site of a snapshot

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.serving = command == "serve"
        logging.getLogger("mkdocs.commands.build").addFilter(_is_news)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self.root = Path(config.docs_dir)
        self.site = Path(config.site_dir)
        self.shells: dict[int, Shell] = {}
        self.markdown_pages: list[str] = []
        if self.freeze:
            _tame(config)
        self.history = self.freeze.history if self.freeze else read_history(self.root)
        self.published = () if self.freeze else self._snapshots(config)
        styles, scripts, search = (_asset(folder, name) for folder, name in _ASSETS)
        self.assets = dict([styles, scripts, search])
        self.settings = replace(
            self._offered(_settings(self.config, config, self.history, search[0], self.freeze)),
            versions=bool(self.published),
            snapshots=tuple(one.name for one in self.published),
        )
        if self.freeze:
            self.freeze.refuse_lacking(self.settings)
        config.extra_css.append(styles[0])
        config.extra_javascript.append(scripts[0])
        config.site_dir = str(staging.begin(self.site))
        logger = logging.getLogger("mkdocs")
        if self.serving:
            # A live server goes on and shows what is wrong: it doesn't count warnings to stop at them.
            for handler in [one for one in logger.handlers if isinstance(one, CountHandler)]:
                logger.removeHandler(handler)
        self.warnings = CountHandler()
        self.warnings.setLevel(logging.WARNING)
        logger.addHandler(self.warnings)
        return config

    def _snapshots(self, config: MkDocsConfig) -> tuple[Published, ...]:
        """The snapshots that are published on this site. What is wrong with one stops a build; a live server goes on without."""
        try:
            found = published(_start(config) / self.config.snapshots)
        except SnapshotError as fault:
            self._refuse(config, fault)
            return ()
        t = catalogue(language_of(str(config.theme.get("language") or "zh")))
        for note in found.notes:
            log.log(logging.WARNING if note.warns else logging.INFO, words_of_error(note, t))
        return found.snapshots

    def _refuse(self, config: MkDocsConfig, fault: SnapshotError) -> None:
        t = catalogue(language_of(str(config.theme.get("language") or "zh")))
        text = words_of_error(fault, t)
        log.error(text)
        if not self.serving:
            raise Abort(text.split("\n")[0])

    def _offered(self, settings: Settings) -> Settings:
        """The settings with the formats that this machine can make; those it can't are told once."""
        lacking = {suffix: fault for suffix in settings.formats if (fault := why_not(suffix, settings.paper))}
        for fault in lacking.values():
            log.info(unfit(fault, settings.t))
        formats = tuple(suffix for suffix in settings.formats if suffix not in lacking)
        return replace(settings, formats=formats, absent=tuple(lacking), on_request=self.serving)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        _refuse_links(files, self.root)
        self.book = load_book(self.root)
        self._report()
        kept = [file for file in files if not file.src_uri.endswith((".yml", ".yaml"))]
        stand_ins = [(shell.source_of(depth), "") for depth in _DEPTHS]
        made = [
            File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
            for name, content in (*self.assets.items(), *stand_ins)
        ]
        return Files([*kept, *made])

    def _report(self) -> None:
        """Print every problem; errors end a build, and a live server goes on to show them."""
        for problem in self.book.problems:
            level = logging.ERROR if problem.severity == "error" else logging.WARNING
            log.log(level, words_of(problem, self.settings.t, f"{self.root.name}/"))
        if self.book.errors:
            summary = count(self.book.problems, len({p.file for p in self.book.problems}), self.settings.t)
            if not self.serving:
                raise Abort(summary)
            log.error(summary)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        names = (*_NAV, "snapshots") if self.published else _NAV
        links = [Link(self.settings.t(f"nav.{name}"), self.settings.url_of(name)) for name in names]
        nav.items[1:1] = links
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        env.globals.update(goalbook=self.settings, goalbook_t=self.settings.t, goalbook_errors=len(self.book.errors))
        return env

    def on_pre_page(self, page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
        if _depth(page):
            page.edit_url = None
        return page

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if _depth(page):
            page.meta.update(
                title=shell.TITLE, description=shell.DESCRIPTION, goalbook_head=shell.HEAD, hide=["navigation", "toc"]
            )
        return markdown

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        if _depth(page):
            # The one entry is what the theme's skip link leads to.
            page.toc = TableOfContents([AnchorLink(shell.TITLE, shell.START, 1)])
            return shell.CONTENT
        html = _SITE_LINK.sub(lambda link: self._site_link(page, link[1]), html)
        if _HOME in html:
            html = html.replace(_HOME, home_html(self.settings, self.book, newest(self.book, self.history)))
        if self.freeze:
            address = page.url.removesuffix(".html")
            own = Page("" if address == "index" else address, str(page.title or config.site_name), "", html)
            return framed(self.settings, own)
        return html

    def _site_link(self, page: MkDocsPage, target: str) -> str:
        """``goalbook:changes`` or ``goalbook:data/documents.csv`` in a hand-written page as a link from there."""
        way = "../" * page.file.dest_uri.count("/")
        return f'href="{way}{target if "." in target else self.settings.url_of(target)}"'

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        depth = _depth(page)
        if self.freeze:
            output = cut_links(output, page.url, self.freeze.outward)
        if not depth:
            self.markdown_pages.append(page.url)
            return output
        self.shells[depth] = capture(output, depth, self.settings)
        return ""

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        maker = Maker(self.settings, self.root, self.shells, Path(config.site_dir), self.site)
        if self.freeze:
            maker = replace(maker, settings=replace(self.settings, books=self.freeze.write_books(self.book, maker)))
        progress = self.freeze.progress if self.freeze else _progress
        made = build_pages(self.book, self.history, maker, self.config.jobs or os.cpu_count() or 1, progress)
        for fault in made.faults:
            log.info("%s: %s", fault.name, unfit(fault.cause, self.settings.t))
        self.maker, self.made = maker, made
        if self.book.errors:
            for page in fault_pages(self.settings, self.book.problems):
                maker.write_page(page)
        if self.freeze:
            if self.freeze.frozen.corrects:
                maker.write_page(erratum_page(self.settings, self.freeze.frozen, self.freeze.changes))
            sever_pages(maker.site, self.markdown_pages, self.freeze.outward)
        else:
            listed = self._write_snapshots(maker, config)
            self._write_sitemap(maker, replace(made, listed=(*made.listed, *listed)))
        if config.strict and self.warnings.get_counts() and not self.serving:
            # MkDocs will stop with the count of warnings; until they are gone the last good site stays.
            staging.abandon(self.site)
            return
        staging.finish(self.site)
        log.info(self.settings.t("build.done", documents=made.documents, unchanged=made.unchanged))

    def _write_snapshots(self, maker: Maker, config: MkDocsConfig) -> list[tuple[str, str]]:
        """The snapshots as they were frozen, the pages about them, and pages for what only they have; gives those to list."""
        try:
            publish_snapshots(self.published, maker, again=self.serving and self.checked)
            self.checked = True
        except SnapshotError as fault:
            self._refuse(config, fault)
            return []
        listed = []
        for page in live_pages(self.settings, self.book, self.published, maker.site, log.warning):
            maker.write_page(page)
            if page.listed:
                listed.append((self.settings.url_of(page.address), ""))
        return listed

    def _write_sitemap(self, maker: Maker, made: BuiltPages) -> None:
        own = [(page, "") for page in self.markdown_pages]
        for name, content in sitemap_files(self.settings.url, [*own, *made.listed]):
            maker.write(name, content)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        # Written whole at the end, when all pages are known.
        # A page of a snapshot that isn't there is missed by the server of the live site.
        return "" if template_name == "sitemap.xml" or self.freeze else output

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Files that take long are made when the browser asks for them, from the goals as they were built last."""
        server.set_app(waiter(server.get_app(), server.mount_path, self._asked))  # type: ignore[arg-type]
        return server

    def _asked(self, name: str) -> Response | None:
        return respond(self.maker, self.book, self.history, name)

    def on_build_error(self, *, error: Exception) -> None:
        if hasattr(self, "site"):
            staging.abandon(self.site)


def build(config_file: str, site_dir: str | None = None, *, strict: bool = False) -> None:
    """Build a site as ``mkdocs build`` does. Raises SystemExit where it fails; the site before stays in place."""
    values: dict[str, Any] = {"strict": strict or None}
    if site_dir:
        values["site_dir"] = site_dir
    config = load_config(config_file, **values)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_site(config)
    finally:
        config.plugins.on_shutdown()


def project_of(config_file: str) -> Project:
    """Where the sources and snapshots of a site are. Raises SystemExit where its configuration can't be read."""
    config = load_config(config_file)
    plugin = _plugin_of(config)
    root = _start(config)
    beside = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    beside += [root / path for path in config.hooks]
    # Fonts of the system are the machine's; those that a site brings are frozen with it.
    beside += [Path(path) for path in plugin.config.font_folders if Path(path).resolve().is_relative_to(root)]
    beside += [path for path in _parents(root / Path(config.config_file_path).name) if path != root]
    return Project(
        root=root,
        config=root / Path(config.config_file_path).name,
        goals=Path(config.docs_dir),
        beside=tuple(beside),
        folder=root / plugin.config.snapshots,
        title=config.site_name,
        language=str(config.theme.get("language") or "zh"),
        authority=plugin.config.authority,
        live=_with_slash(config.site_url or ""),
    )


def freeze(data: Path, facts: Facts, report: StepReport) -> MadeSnapshot:
    """Build the site of a snapshot from the sources in a folder, beside them. Raises SnapshotError where that fails."""
    try:
        config = load_config(str(data / facts.config))
        plugin = _plugin_of(config)
        plugin.freeze = Freeze.of(facts, data, report, config.use_directory_urls)
        config.site_dir = str(data / "site")
        config.use_directory_urls = False
        config.strict = False
        config.site_url = facts.address or None
        config.repo_url = config.edit_uri = None
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build_site(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise SnapshotError("build", text=str(error)) from error
    return plugin.freeze.finish(plugin.book, plugin.settings, plugin.made.faults)


def _plugin_of(config: MkDocsConfig) -> GoalbookPlugin:
    found = next((one for one in config.plugins.values() if isinstance(one, GoalbookPlugin)), None)
    if found is None:
        raise ConfigurationError("the plugin `goalbook` isn't listed under `plugins`")
    return found


def _tame(config: MkDocsConfig) -> None:
    """Nothing in the site of a snapshot asks another host, or leads to one from every page."""
    for name in ("extra_css", "extra_javascript"):
        config[name] = [one for one in config[name] if "//" not in str(one)]
    for name in ("analytics", "homepage", "social", "consent", "version", "alternate"):
        config.extra.pop(name, None)
    features = config.theme.get("features") or []
    config.theme["features"] = [one for one in features if not one.startswith("navigation.instant")]


def _parents(config: Path) -> list[Path]:
    """The configuration files that one inherits from."""
    found: list[Path] = []
    while config.is_file() and (name := _INHERITS.search(config.read_text("utf-8"))):
        config = (config.parent / name[1].strip("\"'")).resolve()
        if config in found:
            break
        found.append(config)
    return found


def _start(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def paper_of(config_file: str) -> tuple[Path, Paper]:
    """The goals' folder of a site, and what its configuration says of documents on paper."""
    config = load_config(config_file)
    plugin = _plugin_of(config)
    return Path(config.docs_dir), _settings(plugin.config, config, History(), "", None).paper


def _with_slash(url: str) -> str:
    return url if url.endswith("/") or not url else f"{url}/"


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a line of MkDocs' log is of use: that stand-ins and its own sitemap come out empty is meant so."""
    text = record.getMessage()
    named = (shell.PART, "sitemap.xml", "404.html")
    return not (text.startswith(("Page skipped", "Template skipped")) and any(name in text for name in named))


def _depth(page: MkDocsPage) -> int:
    """How many address parts the pages have that a page stands in for; 0 for a page of its own."""
    return next((depth for depth in _DEPTHS if page.file.src_uri == shell.source_of(depth)), 0)


def _settings(
    options: GoalbookConfig, config: MkDocsConfig, history: History, search_script: str, freeze: Freeze | None
) -> Settings:
    repository = config.repo_url or ""
    language = str(config.theme.get("language") or "zh")
    links = [plain_link(link, config.use_directory_urls) for link in (options.contact, options.licence_url)]
    # A snapshot's pages lead to no other site.
    contact, licence_url = ("" if freeze and ":" in link else link for link in links)
    return Settings(
        name=config.site_name,
        url=_with_slash(config.site_url or ""),
        language=language,
        directory_urls=config.use_directory_urls,
        authority=options.authority,
        contact=contact,
        licence=options.licence,
        licence_url=licence_url,
        site_id_code=options.site_id_code,
        column=options.column,
        column_type=options.column_type,
        repository=repository,
        forge=options.forge or forge_of(repository),
        branch=options.branch,
        folder=_folder(config),
        overrides=str(config.theme.custom_dir or ""),
        data_date=history.newest,
        search_script=search_script,
        formats=tuple(suffix for name, suffix in _FORMATS.items() if name in options.formats),
        fonts=Fonts(tuple(options.fonts) or Fonts().families, tuple(options.font_folders), options.office_font),
        checks=_checks(options, language),
        frozen=freeze.frozen if freeze else None,
    )


def _checks(options: GoalbookConfig, language: str) -> Weights:
    """How the site weighs rules. Raises ConfigurationError where it says something wrong."""
    weights, faults = read_weights(options.checks, catalogue(language_of(language)))
    if faults:
        raise ConfigurationError("\n".join(faults))
    return weights


def _folder(config: MkDocsConfig) -> str:
    """The goals' folder as the repository names it: below the folder of mkdocs.yml."""
    start = _start(config)
    root = Path(config.docs_dir).resolve()
    return root.relative_to(start).as_posix() if root.is_relative_to(start) else root.name


def _asset(folder: str, name: str) -> tuple[str, str]:
    """The files of one kind in a folder of the package's assets as one, and its address, which tells its content."""
    stem, suffix = name.split(".")
    found = files("goalbook").joinpath(f"assets/{folder}").iterdir()
    parts = sorted((part for part in found if part.name.endswith(f".{suffix}")), key=lambda part: part.name)
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    return f"assets/goalbook/{stem}.{hashlib.sha256(text.encode()).hexdigest()[:8]}.{suffix}", text


def _refuse_links(files: Files, root: Path) -> None:
    """A link in the goals' folder could publish any file of the machine."""
    for file in files:
        path = Path(file.abs_src_path) if file.abs_src_path else None
        if path and path.is_relative_to(root) and root.resolve() not in path.resolve().parents:
            raise ConfigurationError(
                f"{file.src_uri} is a link to a file outside {root.name}/: replace it by the file itself"
            )


def _progress(done: int, total: int) -> None:
    step = max(1, total // 10)
    if total >= 500 and (done % step == 0 or done == total):
        log.info("%s / %s", done, total)
