"""The options of the plugin in mkdocs.yml, and what a site states by them and by MkDocs' own settings."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path, PurePosixPath

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from goalbook.book.load import Book
from goalbook.checks.weights import Weights, read_weights
from goalbook.git.history import History
from goalbook.host.assets import SEARCH_SCRIPT, asset
from goalbook.host.places import KEPT, config_folder
from goalbook.host.reports import log
from goalbook.host.stated_settings import faulty_addresses
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.messages.visible import visible
from goalbook.site.frame.forge_links import FORGES, forge_of
from goalbook.site.frame.render import misplaced_templates
from goalbook.site.frame.settings import Settings, plain_link
from goalbook.writers.formats import SUFFIXES, why_not
from goalbook.writers.paper import Fonts
from goalbook.writers.words import unfit

# The names of formats in mkdocs.yml, and their suffixes.
_FORMATS = {("yaml" if suffix == "yml" else suffix): suffix for suffix in SUFFIXES}


_PICTURES = (".svg", ".png", ".webp", ".jpg")
_MOST_EMBLEM = 60 * 1024  # bytes: it is on every page
_WEB = re.compile(r"https?://[^\s<>\"'\\]+")
_OF_SITE = re.compile(r"(?!//)[^\s<>\"'\\:]+")


class GoalbookConfig(base.Config):
    """The options of the plugin in mkdocs.yml."""

    authority = option.Type(str, default="")
    emblem = option.Type(str, default="")
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
    forms = option.ListOfItems(option.Type(str), default=[])
    store = option.Type(str, default=KEPT)
    annex = option.Type(bool, default=True)
    withdrawn_text = option.Type(bool, default=False)
    policy = option.Type(bool, default=True)
    checks = option.Optional(option.Type(dict))


# Their names.
OPTIONS = frozenset(name for name, _ in GoalbookConfig._schema)


def settings_of(options: GoalbookConfig, config: MkDocsConfig, history: History) -> Settings:
    """What a site states of itself. Raises ConfigurationError where it weighs rules wrongly, has a template where none is read or
    an address that is none.
    """
    _refuse_addresses(options, config)
    repository = config.repo_url or ""
    return Settings(
        name=unescape(config.site_name),
        url=site_address(config),
        language=language_tag(config),
        directory_urls=config.use_directory_urls,
        authority=options.authority,
        emblem=_emblem_of(options, config),
        contact=plain_link(options.contact, config.use_directory_urls),
        licence=options.licence,
        licence_url=plain_link(options.licence_url, config.use_directory_urls),
        site_id_code=options.site_id_code,
        column=options.column,
        column_type=options.column_type,
        repository=repository,
        forge=options.forge or forge_of(repository),
        branch=options.branch,
        folder=_goals_folder(config),
        overrides=_overrides_of(config),
        data_date=history.newest,
        as_of=_epoch_day() or history.newest,
        search_script=asset(SEARCH_SCRIPT).file,
        formats=tuple(suffix for name, suffix in _FORMATS.items() if name in options.formats),
        fonts=Fonts(tuple(options.fonts) or Fonts().families, tuple(options.font_folders), options.office_font),
        forms=tuple(options.forms),
        annex=options.annex,
        withdrawn_text=options.withdrawn_text,
        policy=options.policy,
        checks=_weights_of(options, site_catalogue(config)),
    )


def _epoch_day() -> str:
    """The ISO day of SOURCE_DATE_EPOCH, which was judged when the build began; nothing where it isn't set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    return datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""


def refuse_epoch(t: Catalogue) -> None:
    """MkDocs dates its pages by SOURCE_DATE_EPOCH: raises ConfigurationError where that is no time."""
    stated = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        datetime.fromtimestamp(int(stated or 0), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigurationError(t("build.bad_epoch", value=stated)) from error


def _refuse_addresses(options: GoalbookConfig, config: MkDocsConfig) -> None:
    """Links on official pages lead to the web or to the site itself; a contact may be an address for mail."""
    whole = {"site_url": config.site_url, "repo_url": config.repo_url}
    ours = {"licence_url": options.licence_url, "contact": options.contact.removeprefix("mailto:")}
    t = site_catalogue(config)
    faults = [
        t("build.bad_url", name=name, value=url) for name, url in whole.items() if url and not _WEB.fullmatch(url)
    ]
    faults += [
        t("build.bad_link", name=name, value=url)
        for name, url in ours.items()
        if url and not (_WEB.fullmatch(url) or _OF_SITE.fullmatch(url))
    ]
    faults += [t("build.bad_link", name=name, value=visible(url)) for name, url in faulty_addresses(config)]
    if faults:
        raise ConfigurationError("\n".join(faults))


def language_tag(config: MkDocsConfig) -> str:
    """The language of a site, as its theme has it."""
    return str(config.theme.get("language") or "zh")


def site_catalogue(config: MkDocsConfig) -> Catalogue:
    """The messages in a site's language."""
    return catalogue(language_of(language_tag(config)))


def site_address(config: MkDocsConfig) -> str:
    """The address of a site, ending in a slash; empty where it isn't stated."""
    url = config.site_url or ""
    return url if url.endswith("/") or not url else f"{url}/"


def _goals_folder(config: MkDocsConfig) -> str:
    """The goals' folder as the repository names it: below the folder of mkdocs.yml."""
    start = config_folder(config.config_file_path)
    root = Path(config.docs_dir).resolve()
    return root.relative_to(start).as_posix() if root.is_relative_to(start) else root.name


def _overrides_of(config: MkDocsConfig) -> str:
    """The folder of the site's own templates."""
    folder = str(config.theme.custom_dir or "")
    t = site_catalogue(config)
    faults = [t("build.misplaced_template", old=old, new=new) for old, new in misplaced_templates(folder)]
    if faults:
        raise ConfigurationError("\n".join(faults))
    return folder


def _emblem_of(options: GoalbookConfig, config: MkDocsConfig) -> str:
    """The emblem's file below the site's root. Raises ConfigurationError where the templates' folder has no such picture."""
    name = options.emblem
    if not name:
        return ""
    folder = Path(config.theme.custom_dir or "")
    path = PurePosixPath(name)
    inside = (
        bool(config.theme.custom_dir) and path.suffix in _PICTURES and not path.is_absolute() and ".." not in path.parts
    )
    file = folder / path
    t = site_catalogue(config)
    if not inside or not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        raise ConfigurationError(t("build.bad_emblem", value=visible(name), kinds=", ".join(_PICTURES)))
    if file.stat().st_size > _MOST_EMBLEM:
        raise ConfigurationError(t("build.large_emblem", value=visible(name), most=_MOST_EMBLEM // 1024))
    return path.as_posix()


def _weights_of(options: GoalbookConfig, t: Catalogue) -> Weights:
    """How the site weighs rules."""
    weights, faults = read_weights(options.checks, t)
    if faults:
        raise ConfigurationError("\n".join(faults))
    return weights


def refuse_forms(settings: Settings, book: Book) -> None:
    """The forms that are to be listed are there: raises ConfigurationError where one isn't."""
    unknown = [name for name in settings.forms if name not in book.forms and name not in book.forms.faulty]
    if unknown:
        known = ", ".join(book.forms)
        raise ConfigurationError(
            "\n".join(settings.t("build.no_such_form", form=name, forms=known) for name in unknown)
        )


def offered(settings: Settings) -> Settings:
    """The settings with the formats that this machine can make; those it can't are told once."""
    lacking = {suffix: fault for suffix in settings.formats if (fault := why_not(suffix, settings.paper))}
    for fault in lacking.values():
        log.info(unfit(fault, settings.t))
    formats = tuple(suffix for suffix in settings.formats if suffix not in lacking)
    return replace(settings, formats=formats, absent=tuple(lacking))
