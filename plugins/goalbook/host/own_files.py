"""The files that MkDocs handles: of the goals' folder only pages, pictures and schemas, of the theme and plugins all."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.structure.files import File, Files, InclusionLevel
from pathspec.gitignore import GitIgnoreSpec
from pathspec.patterns.gitwildmatch import GitWildMatchPattern

from goalbook.book.contents import ContentKind, Contents, contents_of, contents_problems, is_link_itself
from goalbook.book.taken_up import TakenUp, taken_up
from goalbook.goalfile.settings_file import read_settings
from goalbook.host.assets import BUNDLES, asset
from goalbook.host.options import site_catalogue
from goalbook.host.own_pages import DEPTHS
from goalbook.host.reports import log
from goalbook.messages.problems import words_of
from goalbook.site.frame import shell

_PUBLISHED: frozenset[ContentKind] = frozenset(("page", "picture", "schema"))


class OwnFolder(NamedTuple):
    """What lies in the goals' folder, and what mkdocs.yml itself leaves out of docs_dir and of the theme."""

    contents: Contents
    left_out: GitIgnoreSpec | None


def survey(config: MkDocsConfig) -> OwnFolder:
    """What lies in the goals' folder, before MkDocs walks it: what isn't to be published is kept from it, and told.

    Raises ConfigurationError where a folder in it is a link, which MkDocs would follow, round and round.
    """
    root = Path(config.docs_dir)
    file = config.config_file_path
    contents = contents_of(root, taken_up(read_settings(Path(file)).values) if file else TakenUp())
    t = site_catalogue(config)
    for name in contents.kinds:
        if is_link_itself(root / name) and (root / name).is_dir():
            raise ConfigurationError(t("build.folder_link", folder=f"{root.name}/{name}"))
    for problem in contents_problems(contents):
        # Whoever can add a file must not be able to stop the site by it, so that this is no warning.
        log.info(words_of(problem, t, f"{root.name}/"))
    names = (name for name, kind in contents.kinds.items() if kind not in _PUBLISHED)
    strays = GitIgnoreSpec.from_lines(f"/{GitWildMatchPattern.escape(name)}" for name in names)
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
    made = [*map(asset, BUNDLES), *((shell.source_of(depth), "") for depth in DEPTHS)]
    whole = Files(File.generated(config, name, content=content, inclusion=inclusion) for name, content in made)
    whole.add_files_from_theme(config.theme.get_env(), config)
    taken = {file.dest_uri.casefold() for file in whole}
    for file in files:
        if file.src_dir is None or not Path(file.src_dir).samefile(root):
            if whole.get_file_from_path(file.src_uri) is None:
                whole.append(file)
        elif own.contents.kinds.get(file.src_uri) not in _PUBLISHED:
            continue
        elif file.dest_uri.casefold() in taken:
            log.info(t("build.theme_has", file=f"{root.name}/{file.src_uri}"))
        else:
            whole.append(file)
    return whole
