"""Which pages written by hand a site takes up, as its settings say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from goalbook.goalfile.settings_file import plugin_options

# Plugins that make the navigation of the files there are, whatever `nav` lists.
_NAVIGATORS = frozenset(("literate-nav", "awesome-pages", "awesome-nav", "section-index", "monorepo"))
_BLOGS = ("blog", "material/blog")


@dataclass(frozen=True, slots=True)
class TakenUp:
    """The pages that a site takes up: all, or those that its navigation names and those that fit one of the patterns."""

    every: bool = True
    pages: frozenset[str] = frozenset()
    patterns: tuple[str, ...] = ()

    def has(self, name: str) -> bool:
        """Whether a page is taken up, named by its path below the goals."""
        return self.every or name in self.pages or any(_fits(name, one) for one in self.patterns)


def taken_up(values: Mapping[str, object]) -> TakenUp:
    """What the settings in mkdocs.yml take up: all pages where they have no `nav` or a plugin that makes one; else what it names,
    what `not_in_nav` lets be without an entry, and a blog's folder.
    """
    nav = values.get("nav")
    plugins = list(_plugins(values))
    if not nav or _NAVIGATORS.intersection(plugins):
        return TakenUp()
    listed = values.get("not_in_nav")
    patterns = [line.strip() for line in listed.split("\n") if line.strip()] if isinstance(listed, str) else []
    for blog in _BLOGS:
        if blog in plugins:
            patterns.append(f"/{plugin_options(values, blog).get('blog_dir') or 'blog'}/")
    return TakenUp(False, frozenset(_named(nav)), tuple(patterns))


def _plugins(values: Mapping[str, object]) -> Iterator[str]:
    listed = values.get("plugins")
    for entry in listed if isinstance(listed, list | dict) else ():
        yield from map(str, entry) if isinstance(entry, dict) else (str(entry),)


def _named(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav.removeprefix("./")
    elif isinstance(nav, list | dict):
        for entry in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(entry)


def _fits(name: str, pattern: str) -> bool:
    """Whether a name fits a line of ``not_in_nav``: a path from the goals' folder on, or a name at any depth."""
    plain = pattern.strip("/")
    if "/" not in pattern.rstrip("/"):
        return any(fnmatchcase(part, plain) for part in name.split("/"))
    return fnmatchcase(name, plain) or fnmatchcase(name, f"{plain}/*")
