"""What a site states of itself; frozen and small, so that every process that makes pages can have it."""

from __future__ import annotations

from dataclasses import dataclass, field

from goalbook.checks.annex import Annexes
from goalbook.checks.weights import Weights
from goalbook.messages.catalogue import Catalogue, catalogue, language_of
from goalbook.writers.formats import SUFFIXES
from goalbook.writers.paper import Fonts, Paper


@dataclass(frozen=True, slots=True)
class Frozen:
    """What the pages of a snapshot state of it: its name, the goals' folder it holds, its ISO day, the address of the live
    site (empty where it isn't known); and what it corrects and why.
    """

    name: str
    year: str
    day: str
    live: str = ""
    live_directory_urls: bool = True
    corrects: str = ""
    reason: str = ""

    def errata(self, address: str) -> str:
        """The absolute address of one of the live site's pages "errata and other years"; empty where that isn't known."""
        if not self.live:
            return ""
        return f"{self.live}{address}{'/' if self.live_directory_urls else '.html'}"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a site.

    ``emblem`` is the file of the authority's emblem below the site's root. ``url`` ends in a slash or is empty where the site's address
    isn't known; ``repository`` is the forge address of the repository, ``forge`` its kind, ``branch`` the branch that is
    edited and ``folder`` the goals' folder in it; ``overrides`` is the folder with a site's own templates; ``data_date`` the
    ISO day of the newest change, empty where it isn't known; ``as_of`` the ISO day as of which pages say what is late, of
    SOURCE_DATE_EPOCH or else of the data;
    ``search_script`` the file of the search page's script below the site's root. ``formats`` are the suffixes of the downloads that
    documents have, ``absent`` those that were asked for and can't be had on this machine; ``fonts`` what they are set in;
    ``forms`` are the ids of those that are listed, none where it is those that documents use;
    ``annex`` says that files on paper have after the form what is doubtful in it, ``withdrawn_text`` that the page of a withdrawn
    document still has its text;
    ``policy`` says that each page states what it may load and run;
    with ``on_request`` those that take long are made when someone asks for them, not with the pages; ``checks`` how the site
    weighs rules. ``frozen`` is there for the pages of a snapshot, ``books`` are its year's books as names and sizes;
    ``versions`` says that the site has a page of errata and other years for each document, ``snapshots`` are the names of its
    snapshots.
    """

    name: str
    url: str = ""
    language: str = "zh"
    directory_urls: bool = True
    authority: str = ""
    emblem: str = ""
    contact: str = ""
    licence: str = ""
    licence_url: str = ""
    site_id_code: str = ""
    column: str = ""
    column_type: str = ""
    repository: str = ""
    forge: str = ""
    branch: str = "main"
    folder: str = "goals"
    overrides: str = ""
    data_date: str = ""
    as_of: str = ""
    search_script: str = ""
    formats: tuple[str, ...] = SUFFIXES
    absent: tuple[str, ...] = ()
    fonts: Fonts = field(default_factory=Fonts)
    forms: tuple[str, ...] = ()
    annex: bool = True
    withdrawn_text: bool = False
    policy: bool = True
    on_request: bool = False
    checks: Weights = ()
    frozen: Frozen | None = None
    books: tuple[tuple[str, int], ...] = ()
    versions: bool = False
    snapshots: tuple[str, ...] = ()

    @property
    def paper(self) -> Paper:
        """What all files of the site on paper have in common."""
        annexes = Annexes(self.checks) if self.annex else None
        return Paper(
            self.url, self.directory_urls, self.authority, language=self.language, fonts=self.fonts, annexes=annexes
        )

    @property
    def t(self) -> Catalogue:
        """The message catalogue of the site's language."""
        return catalogue(language_of(self.language))

    def file(self, address: str) -> str:
        """The file of a page below the site's folder: ``2024/x`` → ``2024/x/index.html``; the home page is ``""``."""
        if not address:
            return "index.html"
        return f"{address}/index.html" if self.directory_urls else f"{address}.html"

    def base(self, address: str) -> str:
        """The relative way from a page to the site's root: ``../../`` or nothing."""
        return "../" * self.file(address).count("/")

    def url_of(self, address: str) -> str:
        """A page's address below the site's root as links write it: ``2024/x/``."""
        if not self.directory_urls:
            return self.file(address)
        return f"{address}/" if address else ""

    def href(self, from_address: str, to_address: str, anchor: str = "") -> str:
        """The relative link from one page to another, or to an anchor of it."""
        return self.link(self.base(from_address), to_address, anchor)

    def link(self, base: str, to_address: str, anchor: str = "") -> str:
        """The same from the relative way to the site's root."""
        link = f"{base}{self.url_of(to_address)}" or "./"
        return f"{link}#{anchor}" if anchor else link

    def permanent(self, address: str) -> str:
        """The absolute address of a page where the site's own is known, else the one below its root."""
        return f"{self.url or '/'}{self.url_of(address)}"


def plain_link(link: str, directory_urls: bool) -> str:
    """A link to a page as mkdocs.yml has it, ``about/#objections``, as it is where pages are files; other links stay."""
    path, mark, anchor = link.partition("#")
    if directory_urls or ":" in link or link.startswith("/") or not path.endswith("/"):
        return link
    return f"{path[:-1]}.html{mark}{anchor}"
