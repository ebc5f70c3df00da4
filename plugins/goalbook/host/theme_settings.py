"""The theme of a site, settled: the package's part of it, and what the configuration leaves open or states where it can't be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.theme import Theme

from goalbook.goalfile.settings_file import plugin_options, read_settings
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.messages.visible import visible

THEME = "material"
LANGUAGE = "zh-CN"
# Templates that the package adds to the theme: a site's own stand before them, those of the theme behind.
PACKAGE_PART = Path(str(files("goalbook").joinpath("theme")))
# What a site has that names no theme.
_FEATURES = ["navigation.tabs", "navigation.top"]
_OF_THEME = frozenset(("custom_dir", "features", "font", "icon", "language", "logo", "palette"))


def settle_theme(config: MkDocsConfig, options: frozenset[str]) -> None:
    """Have a site's theme be one that goal pages can stand in; ``options`` are the names of the plugin's own.

    Raises ConfigurationError where the theme is another, has no words in its language, or where settings stand at a wrong place.
    """
    values = read_settings(Path(config.config_file_path)).values if config.config_file_path else {}
    stated = values.get("theme")
    if not stated:
        config.theme = Theme(THEME, features=_FEATURES)
    if config.theme.name == THEME and not (isinstance(stated, Mapping) and stated.get("language")):
        config.theme["language"] = LANGUAGE
    t = catalogue(language_of(str(config.theme.get("language") or LANGUAGE)))
    if faults := [*_faults(config.theme, t), *_misplaced(values, options, t)]:
        raise ConfigurationError("\n".join(faults))
    if str(PACKAGE_PART) not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(PACKAGE_PART))


def _faults(theme: Theme, t: Catalogue) -> Iterator[str]:
    """A theme of the site's own may do; any other must be the one that goal pages are made for, or begin from it."""
    if theme.name and not any(Path(folder, "partials/languages").is_dir() for folder in theme.dirs):
        yield t("theme.other", theme=theme.name)
        return
    language, known = str(theme.get("language")), set(_languages(theme))
    if theme.name and language not in known:
        yield t("theme.no_language", language=visible(language), languages=", ".join(sorted(known)))


def _languages(theme: Theme) -> Iterator[str]:
    """The languages that a theme has words in, with those that the package adds."""
    for folder in (str(PACKAGE_PART), *theme.dirs):
        yield from (path.stem for path in Path(folder, "partials/languages").glob("*.html"))


def _misplaced(values: Mapping[str, object], options: frozenset[str], t: Catalogue) -> Iterator[str]:
    """Settings at a place where nobody reads them."""
    for name in sorted(values.keys() & (_OF_THEME | options)):
        yield t("theme.belongs_to_theme" if name in _OF_THEME else "theme.belongs_to_plugin", name=name)
    for name in sorted(plugin_options(values, "goalbook").keys() & (_OF_THEME - options)):
        yield t("theme.belongs_to_theme", name=name)
