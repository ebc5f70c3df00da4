"""The plugin as MkDocs runs it: each hook hands on to one function."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from goalbook.host.at_once import answers_at_once, build_soon, page_response, shows_before
from goalbook.host.beside_site import stage
from goalbook.host.live_site import LiveSite
from goalbook.host.options import GoalbookConfig
from goalbook.host.orders import NO_ORDERS, Orders
from goalbook.host.own_content import nav_links, page_content, template_values
from goalbook.host.own_files import OwnFolder, site_files, survey
from goalbook.host.own_pages import OwnPages, with_edit_link, with_slots
from goalbook.host.places import leave_served, lodge_served
from goalbook.host.reports import leave_out_stand_ins, passing, show_all_characters, tell_template_fault
from goalbook.host.site_run import Built, Run, SiteKind, publish, start_run, start_without_goals
from goalbook.host.stages import Stages
from goalbook.host.theme_files import lend
from goalbook.site.build.on_request import Response, is_on_request, respond, waiter
from goalbook.site.build.saved import SavedDocuments
from goalbook.site.build.staging import Staging

if TYPE_CHECKING:  # a server and its sockets, which a build doesn't need
    from mkdocs.livereload import LiveReloadServer


def _nothing(_: Built) -> None:
    """Nobody is told."""


class GoalbookPlugin(BasePlugin[GoalbookConfig]):
    """Publishes the goal files in MkDocs' docs_dir, as the ``kind`` of site that was chosen before the first hook.

    ``staging`` is where it is made, ``served`` what a live server takes for it, ``stated`` the configuration with the folder of the
    site that it states, ``folder`` what lies in docs_dir, ``run`` what is settled before the first page, ``own`` what MkDocs renders,
    ``built`` the last build, ``saved`` its documents as they are now, ``stages`` where its time went, ``orders`` what a command asks of it
    besides the settings. ``settled`` is told of a site that is in place. ``shows`` says that a live server begins with the site of the one
    before it, and ``settles`` when its first build has come to an end.
    """

    kind: SiteKind = LiveSite(serving=False)
    orders: Orders = NO_ORDERS
    settled: Callable[[Built], None] = staticmethod(_nothing)
    staging: Staging | None = None
    served: Path | None = None
    saved: SavedDocuments | None = None
    stated: tuple[MkDocsConfig, str] | None = None
    folder: OwnFolder
    run: Run
    built: Built
    stages: Stages
    shows: bool = False
    settles: Event

    def forget(self) -> None:
        """Be as new: MkDocs gives the same plugin to all that a process builds."""
        for name in GoalbookPlugin.__annotations__:
            self.__dict__.pop(name, None)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        leave_out_stand_ins()
        show_all_characters()
        if command == "serve":
            self.kind = LiveSite(serving=True)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._leave()
        self.stages = Stages(self.kind.progress)
        self.stages.begin("start")
        if self.kind.serving:
            begins, self.served = self.served is None, Path(config.site_dir)
            lodge_served(self.served, self.config.store, config.config_file_path, str(config.site_url))
            self.shows = begins and shows_before(self.served)
            if begins:
                self.settles = Event()
        self.stated = config, config.site_dir
        self.staging = stage(self.kind, config, waits=self.orders.waits)
        lend(config.theme, lambda: template_values(self.run) if hasattr(self, "run") else {})
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        self.own = OwnPages()
        self.folder = survey(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self.staging
        if self.shows:
            self.run = start_without_goals(self.kind, self.config, config, self.staging)
        else:
            self.run = start_run(self.kind, self.config, config, self.staging, self.stages, self.orders)
        return site_files(files, self.folder, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        nav.items[1:1] = nav_links(self.run)
        return nav

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        env.globals.update(template_values(self.run))
        return env

    def on_pre_page(self, page: MkDocsPage, *, config: MkDocsConfig, files: Files) -> MkDocsPage:
        return with_edit_link(page)

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return with_slots(markdown, page, config)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        return page_content(html, page, self.run, config.site_name)

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        return self.own.take(self.kind.cut(output, page.url), page, self.run.settings)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not self.shows:
            self._publish()
        self._leave()

    def _publish(self) -> None:
        self.built = publish(self.kind, self.run, self.own, self.stages, self.settled, self.orders)
        if self.kind.serving:
            run, before = self.built.run, self.saved
            self.saved = SavedDocuments(self.built.maker, run.book, run.history, self.built.pages.jobs)
            self.settles.set()
            if before:
                before.close()

    @event_priority(-100)
    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        output = self.kind.template(template_name, output)
        if not output.strip() or not template_name.endswith(".html"):
            return output
        return self.own.finish(output, template_name, self.run.settings)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        can = answers_at_once(server)
        if self.shows and can:
            passing.info(self.run.settings.t("build.shows_last"))
            build_soon(server)
        elif self.shows:
            builder()
        asked = partial(self._asked, server if can else None)
        server.set_app(waiter(server.get_app(), server.mount_path, asked))  # type: ignore[arg-type]
        return server

    def _asked(self, server: LiveReloadServer | None, name: str) -> Response | None:
        """Files that take long are made when the browser asks for them, and documents that were saved since the site was built, where the
        ``server`` doesn't wait for that."""
        content = self.saved.file(name) if server and self.saved else None
        if server and content is not None:
            return page_response(server, name, content)
        if not is_on_request(self.run.settings, name):
            return None
        self.settles.wait()  # it is made of what was built
        built = getattr(self, "built", None)
        return respond(built.maker, built.run.book, built.run.history, name) if built else None

    def on_build_error(self, *, error: Exception) -> None:
        self._leave()
        if self.kind.serving:
            self.settles.set()
        if hasattr(self, "run"):
            tell_template_fault(error, self.run.settings)

    def on_shutdown(self) -> None:
        self._leave()
        if self.saved:
            self.saved.close()
        if self.served:
            leave_served(self.served)

    def _leave(self) -> None:
        """End a build that goes no further: whoever comes after it, as gh-deploy does, finds the site where it is stated to be."""
        if self.staging:
            self.staging.abandon()
        if self.stated:
            config, site_dir = self.stated
            config.site_dir = site_dir
