"""Links into the repository's forge: edit a file, report a problem with it."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

from goalbook.site.frame.settings import Settings

FORGES = ("github", "gitlab", "gitee", "gitea", "forgejo")
_EDIT = {
    "github": "{repository}/edit/{branch}/{file}",
    "gitlab": "{repository}/-/edit/{branch}/{file}",
    "gitee": "{repository}/edit/{branch}/{file}",
    "gitea": "{repository}/_edit/{branch}/{file}",
    "forgejo": "{repository}/_edit/{branch}/{file}",
}
_ISSUE = {
    "github": ("{repository}/issues/new", "title", "body"),
    "gitlab": ("{repository}/-/issues/new", "issue[title]", "issue[description]"),
    "gitee": ("{repository}/issues/new", "title", "description"),
    "gitea": ("{repository}/issues/new", "title", "body"),
    "forgejo": ("{repository}/issues/new", "title", "body"),
}


def forge_of(repository: str) -> str:
    """The kind of forge at an address, told by its host name: empty where it tells nothing."""
    host = urlsplit(repository).hostname or ""
    if host == "codeberg.org":
        return "forgejo"
    return next((forge for forge in FORGES if forge in host), "")


def edit_link(settings: Settings, file: str) -> str:
    """The forge's page that edits a goal file; empty where the site names no repository."""
    pattern = _EDIT.get(settings.forge, "")
    path = quote(f"{settings.folder}/{file}")
    return pattern.format(repository=settings.repository.rstrip("/"), branch=quote(settings.branch), file=path)


def report_link(settings: Settings, title: str, text: str) -> str:
    """The forge's page for a new issue, its title and text filled in; empty where the site names no repository."""
    if settings.forge not in _ISSUE:
        return ""
    pattern, title_key, text_key = _ISSUE[settings.forge]
    query = urlencode({title_key: title, text_key: text})
    return f"{pattern.format(repository=settings.repository.rstrip('/'))}?{query}"
