"""MkDocs as commands run it: to build a site, to learn where its sources are, and to freeze them."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, MkDocsException

from goalbook.files import write_file
from goalbook.git.history import History
from goalbook.goalfile.settings_file import BadSettings, SettingsChain
from goalbook.host.options import OPTIONS, language_tag, settings_of, site_address
from goalbook.host.orders import NO_ORDERS, Orders
from goalbook.host.places import config_folder
from goalbook.host.plugin import GoalbookPlugin
from goalbook.host.site_watch import Listener, SiteWatch, known_sources, listening
from goalbook.host.standing import SitePlace, settings_chain
from goalbook.host.theme_settings import settle_theme
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.settings_faults import words_of_settings
from goalbook.site.frame.settings import Settings
from goalbook.snapshot.assemble import StepReport
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import Facts, MadeSite
from goalbook.snapshot.project import Project


def build(
    config_file: str,
    site_dir: str | None = None,
    *,
    strict: bool = False,
    timings: Path | None = None,
    orders: Orders = NO_ORDERS,
) -> Path:
    """Build a site as ``mkdocs build`` does, and as ``orders`` say besides; gives its folder.

    Where its time went is written to ``timings``. Raises SystemExit where it fails; the site before stays in place.
    """
    place = SitePlace(config_file, site_dir, strict)
    values: dict[str, Any] = {"strict": strict or None}
    if site_dir:
        values["site_dir"] = site_dir
    chain = _chain(config_file)
    with listening() as listener:
        config = load_config(config_file, **values)
        for plugin in config.plugins.values():
            if isinstance(plugin, GoalbookPlugin):
                plugin.forget()
                plugin.orders = orders
                _watch(plugin, config, place, chain, listener)
        _build(config)
    if timings:
        plugin = _plugin_of(config)
        pages = plugin.built.pages
        write_file(timings, plugin.stages.to_bytes(pages.documents, pages.unchanged))
    return Path(config.site_dir)


def _watch(
    plugin: GoalbookPlugin, config: MkDocsConfig, place: SitePlace, chain: SettingsChain, listener: Listener
) -> None:
    """Have the site noted that a plugin makes, where it keeps anything, and where it is known what that is made from."""
    with suppress(OSError):  # the build tells of what can't be read
        if plugin.config.store and (sources := known_sources(config, plugin.config, chain)):
            plugin.settled = SiteWatch(place, chain, sources, listener).note


def stated_of(config_file: str) -> tuple[Path, Settings]:
    """The goals' folder of a site, and what its configuration states."""
    _chain(config_file)
    config = _load(config_file)
    return Path(config.docs_dir), settings_of(_plugin_of(config).config, config, History())


def project_of(config_file: str) -> Project:
    """Where the sources and snapshots of a site are. Raises SystemExit where its configuration can't be read."""
    chain = _chain(config_file)
    config = _load(config_file)
    options = _plugin_of(config).config
    root = config_folder(config_file)
    beside = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    beside += [root / path for path in config.hooks]
    # Fonts of the system are the machine's; those that a site brings are frozen with it.
    beside += [Path(path) for path in options.font_folders if Path(path).resolve().is_relative_to(root)]
    beside += chain.files[1:]
    return Project(
        root=root,
        config=chain.files[0],
        goals=Path(config.docs_dir),
        beside=tuple(beside),
        folder=root / options.snapshots,
        title=config.site_name,
        language=language_tag(config),
        authority=options.authority,
        live=site_address(config),
    )


def freeze(data: Path, facts: Facts, report: StepReport) -> MadeSite:
    """Build the site of a snapshot from the sources in a folder, beside them. Raises SnapshotError where that fails."""
    # Imported here: the live site needs none of it, nor the typesetter that comes with it.
    from goalbook.host.frozen_site import FrozenSite
    from goalbook.site.frozen.freeze import Freeze

    try:
        _refuse_outside(data, _chain(str(data / facts.config)))
        config = load_config(str(data / facts.config))
        plugin = _plugin_of(config)
        plugin.forget()
        frozen = Freeze.of(facts, data, report, config.use_directory_urls)
        plugin.kind = FrozenSite(frozen)
        config.site_dir = str(data / "site")
        config.use_directory_urls = False
        config.strict = False
        config.site_url = facts.address or None
        config.repo_url = config.edit_uri = None
        _build(config)
    except (Abort, MkDocsException) as error:
        raise SnapshotError("build", text=str(error)) from error
    return frozen.finish(plugin.run.book, plugin.run.settings, plugin.built.pages.faults)


def _load(config_file: str) -> MkDocsConfig:
    """The configuration of a site that isn't built."""
    config = load_config(config_file)
    settle_theme(config, OPTIONS)
    return config


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build(config)
    finally:
        config.plugins.on_shutdown()


def _chain(config_file: str) -> SettingsChain:
    """The settings files of a site, which MkDocs follows without end where they go in a circle.

    Raises ConfigurationError where they can't be used: in each language, for the site's own isn't known then.
    """
    try:
        return settings_chain(config_file)
    except BadSettings as fault:
        raise ConfigurationError("\n".join(words_of_settings(fault, catalogue(each)) for each in LANGUAGES)) from fault


def _refuse_outside(data: Path, chain: SettingsChain) -> None:
    """Sources that inherit from elsewhere on the machine aren't complete."""
    root = data.resolve()
    for heir, parent in pairwise(chain.files):
        if not parent.is_relative_to(root):
            raise SnapshotError("inherits_outside", file=heir.relative_to(root).as_posix(), parent=str(parent))


def _plugin_of(config: MkDocsConfig) -> GoalbookPlugin:
    found = next((plugin for plugin in config.plugins.values() if isinstance(plugin, GoalbookPlugin)), None)
    if found is None:
        raise ConfigurationError("the plugin `goalbook` isn't listed under `plugins`")
    return found
