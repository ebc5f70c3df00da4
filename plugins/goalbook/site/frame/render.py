"""The template environment: autoescaped Jinja2 templates that a site can override block by block."""

from __future__ import annotations

from functools import lru_cache, partial
from pathlib import Path

from jinja2 import BaseLoader, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined

from goalbook.site.frame.compiled import compiled_for
from goalbook.site.frame.constants import ConstantTexts
from goalbook.site.frame.isolate import Isolating, isolated, mark
from goalbook.site.frame.page import Page
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.template_fault import template_fault

_NOT_LISTED = '<meta name="robots" content="noindex">\n'


@lru_cache(maxsize=4)
def environment(settings: Settings) -> Environment:
    """The templates of the package under those of the site.

    A site's own ``<overrides>/goalbook/document/document.html`` stands before the package's; it reaches that one as
    ``default/document/document.html``, so that it can extend it and replace single blocks.
    """
    package = PackageLoader("goalbook", "templates")
    loaders: list[BaseLoader] = [package, PrefixLoader({"default": package})]
    if settings.overrides:
        loaders.insert(0, FileSystemLoader(Path(settings.overrides) / "goalbook"))
    env = Environment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        auto_reload=False, extensions=(ConstantTexts,), bytecode_cache=compiled_for(settings.t.language, settings.t.texts),
    )  # fmt: skip
    env.globals.update(t=Isolating(settings.t.language, settings.t.texts), site=settings)
    env.finalize = mark
    return env


def misplaced_templates(overrides: str) -> list[tuple[str, str]]:
    """Templates of a site that stand where they did before there were folders, each with the place where it is read now."""
    own = sorted(Path(overrides).glob("goalbook/*.html")) if overrides else []
    if not own:
        return []
    now = {name.rsplit("/", 1)[1]: name for name in PackageLoader("goalbook", "templates").list_templates()}
    return [(f"goalbook/{path.name}", f"goalbook/{now[path.name]}") for path in own if path.name in now]


def render(settings: Settings, template: str, address: str, **values: object) -> str:
    """A template rendered for the page at an address; ``href`` in it makes links from that page. Raises TemplateFault where the
    site's own can't be.
    """
    base = settings.base(address)
    try:
        found = environment(settings).get_template(template)
        return isolated(found.render(href=partial(settings.link, base), base=base, address=address, **values))
    except Exception as error:
        if settings.overrides and (fault := template_fault(error, settings.overrides)):
            raise fault from error
        raise


def head_elements(settings: Settings, page: Page) -> str:
    """The head elements of a page, its own ones last."""
    common = environment(settings).get_template("frame/head.html").render(page=page)
    return f"{common}{'' if page.listed else _NOT_LISTED}{page.head}"
