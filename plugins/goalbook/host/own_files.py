"""The files that MkDocs handles: of the goals' folder only pages, pictures and schemas, of the theme and plugins all."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config.config_options import PathSpec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files, InclusionLevel

from goalbook.book.contents import (
    PAGE_SUFFIXES,
    ContentKind,
    Contents,
    contents_problems,
    folder_contents,
    is_link_itself,
)
from goalbook.book.taken_up import TakenUp, taken_up
from goalbook.goalfile.settings_file import read_settings
from goalbook.host.assets import BUNDLES, asset
from goalbook.host.options import site_catalogue
from goalbook.host.own_pages import DEPTHS, HOME
from goalbook.host.places import STAND_IN
from goalbook.host.reports import log
from goalbook.host.theme_files import without_unused
from goalbook.messages.problems import words_of
from goalbook.site.frame import shell

_PUBLISHED: frozenset[ContentKind] = frozenset(("page", "picture", "schema"))


# What has a meaning in MkDocs' patterns.
_SPECIAL, _ESCAPED = re.compile(r"[\\*?\[\]!# ]"), r"\\\g<0>"


class OwnFolder(NamedTuple):
    """What lies in the goals' folder, and what mkdocs.yml itself leaves out of docs_dir and of the theme."""

    contents: Contents
    left_out: Any


def survey(config: MkDocsConfig) -> OwnFolder:
    """What lies in the goals' folder, before MkDocs walks it: what isn't to be published is kept from it, and told.

    Raises ConfigurationError where a folder in it is a link, which MkDocs would follow, round and round.
    """
    root = Path(config.docs_dir)
    file = config.config_file_path
    contents = folder_contents(root, taken_up(read_settings(Path(file)).values) if file else TakenUp())
    t = site_catalogue(config)
    for name in contents.kinds:
        if is_link_itself(root / name) and (root / name).is_dir():
            raise ConfigurationError(t("build.folder_link", folder=f"{root.name}/{name}"))
    for problem in contents_problems(contents):
        # Whoever can add a file must not be able to stop the site by it, so that this is no warning.
        log.info(words_of(problem, t, f"{root.name}/"))
    # Of two pages for one address MkDocs itself takes one, and warns: of these it must not see the wrong one. All else that isn't
    # published is left out later; so is a name of several lines, which would be several patterns.
    names = [name for name, kind in contents.kinds.items() if kind not in _PUBLISHED and len(name.splitlines()) == 1]
    patterns = [f"/{_SPECIAL.sub(_ESCAPED, name)}" for name in names if name.lower().endswith(PAGE_SUFFIXES)]
    strays = PathSpec().run_validation("\n".join(patterns))
    left_out = config.exclude_docs
    config.exclude_docs = strays if left_out is None else left_out + strays
    return OwnFolder(contents, left_out)


def site_files(files: Files, own: OwnFolder, config: MkDocsConfig) -> Files:
    """The files that MkDocs is to handle: the package's assets and the pages that stand in; the theme's, whatever of the
    goals' folder had their names; and what is published of that folder and has none of them.
    """
    root, t = Path(config.docs_dir), site_catalogue(config)
    # The theme may have a file of a stray's name.
    config.exclude_docs = own.left_out
    inclusion = InclusionLevel.NOT_IN_NAV
    made = [File.generated(config, name, content=text, inclusion=inclusion) for name, text in map(asset, BUNDLES)]
    made += (
        File.generated(config, shell.source_of(depth), abs_src_path=STAND_IN, inclusion=inclusion) for depth in DEPTHS
    )
    whole = Files(made)
    of_goals = {
        folder: Path(folder).samefile(root) for folder in {file.src_dir for file in files} if folder is not None
    }
    _add_theme_files(whole, files, of_goals, config)
    taken = {file.dest_uri.casefold() for file in whole}
    for file in files:
        if file.src_dir is None or not of_goals[file.src_dir]:
            if whole.get_file_from_path(file.src_uri) is None:
                whole.append(file)
        elif own.contents.kinds.get(file.src_uri) not in _PUBLISHED:
            continue
        elif file.dest_uri.casefold() in taken:
            log.info(t("build.theme_has", file=f"{root.name}/{file.src_uri}"))
        else:
            whole.append(file)
    if not any(file.dest_uri == "index.html" for file in whole):
        whole.append(_home_page(config))
    return Files(without_unused(whole, config))


def _home_page(config: MkDocsConfig) -> File:
    """The home page of a site that has none written by hand; in the navigation where that is made of the files there are."""
    head = {"title": unescape(config.site_name), "hide": ["navigation", "toc"]}
    text = f"---\n{json.dumps(head, ensure_ascii=False)}\n---\n\n{HOME}\n"
    inclusion = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.INCLUDED
    return File.generated(config, "index.md", content=text, inclusion=inclusion)


def _add_theme_files(whole: Files, files: Files, of_goals: Mapping[str, bool], config: MkDocsConfig) -> None:
    """Add what MkDocs found in the theme, and what it passed over there for a file of the goals' folder that has its name."""
    parts = {name for folder in config.theme.dirs if Path(folder).is_dir() for name in os.listdir(folder)}  # noqa: PTH208
    hidden = [
        file.src_uri
        for file in files
        if file.src_dir is not None and of_goals[file.src_dir] and file.src_uri.partition("/")[0] in parts
    ]
    if any(Path(folder, name).is_file() for folder in config.theme.dirs for name in hidden):
        whole.add_files_from_theme(config.theme.get_env(), config)
        return
    for file in files:
        if file.src_dir in config.theme.dirs and whole.get_file_from_path(file.src_uri) is None:
            whole.append(file)
