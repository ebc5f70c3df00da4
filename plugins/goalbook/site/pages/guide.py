"""工作人员指南: how a clerk changes a target in the browser, step by step, with pictures taken of a built site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

GUIDE_ADDRESS = "guide"
PICTURES = "pictures.json"

# The forges whose editors the guide names the buttons of; Forgejo's are those of Gitea.
_EDITORS = {"github": "github", "gitlab": "gitlab", "gitee": "gitee", "gitea": "gitea", "forgejo": "gitea"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the guide: its file below the site's root, and its size in pixels of the page."""

    file: str
    width: int
    height: int


def guide_page(settings: Settings) -> Page:
    """The page of the guide; where the site names its forge, with the words on that forge's buttons."""
    t = settings.t
    content = render(
        settings, "pages/guide.html", GUIDE_ADDRESS, pictures=pictures(t.language), editor=_EDITORS.get(settings.forge, "any"),
        folder=settings.folder,
    )  # fmt: skip
    return Page(GUIDE_ADDRESS, t("guide.title"), t("guide.description"), content)


@cache
def pictures(language: str) -> dict[str, Picture]:
    """The pictures by name; they show a Chinese site, and a site in another language has none."""
    if language != "zh":
        return {}
    listed = json.loads(_folder().joinpath(PICTURES).read_text(encoding="utf-8"))
    return {
        name: Picture(f"{GUIDE_ADDRESS}/{name}.webp", picture["width"], picture["height"])
        for name, picture in listed.items()
    }


def guide_files(language: str) -> Iterator[tuple[str, bytes]]:
    """The files of the pictures, by their names below the site's root."""
    for name, picture in pictures(language).items():
        yield picture.file, _folder().joinpath(f"{name}.webp").read_bytes()


def _folder() -> Traversable:
    return files("goalbook").joinpath("assets/guide")
