"""`goalbook search`: what the site's own search finds."""

from __future__ import annotations

from pathlib import Path

import click

from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.commands.terminal import terminal_words
from goalbook.messages.catalogue import catalogue
from goalbook.messages.visible import visible_json


@click.command("search", epilog="Exit codes: 0 also where nothing is found, 2 wrong usage or no index.")
@click.argument("query")
@click.option("--site", default="site", type=click.Path(file_okay=False, path_type=Path), show_default=True,
              help="The folder of a built site.")  # fmt: skip
@click.option("--year", multiple=True, help="Only of this year; `undated` where it isn't known.")
@click.option("--body", multiple=True, help="Only of this body (id or name).")
@click.option("--region", multiple=True, help="Only of this region (code or name).")
@click.option("--form", multiple=True, help="Only in this form (id or name).")
@click.option("--stage", multiple=True, help="Only of this stage.")
@click.option(
    "--limit", default=10, type=click.IntRange(0), show_default=True, help="Show so many documents; 0 for all."
)
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.language
def command(query: str, site: Path, limit: int, style: str, language: str, **filters: tuple[str, ...]) -> None:
    """Print the documents whose values hold all words of QUERY, as the site's own search finds them.

    Options that choose may be given several times. An empty query gives every document.
    """
    from goalbook.search.facets import Filters
    from goalbook.search.query import LONGEST_QUERY, DamagedIndex, has_index, result_as_json, search
    from goalbook.search.words import result_lines

    t = catalogue(language)
    if len(query) > LONGEST_QUERY:
        raise click.UsageError(t("search.too_long", most=LONGEST_QUERY))
    if not query.isprintable() and any("\ud800" <= one <= "\udfff" for one in query):
        raise click.UsageError(t("search.not_utf8"))
    if not has_index(site):
        raise click.UsageError(terminal_words()("usage.no_index", site=site))
    try:
        found = search(site, query, Filters(**filters), limit)
    except DamagedIndex as error:
        raise click.UsageError(terminal_words()("usage.damaged_index", site=site)) from error
    if style == "json":
        click.echo(visible_json(result_as_json(found), 2))
    else:
        say("\n".join(result_lines(found, query, t)))
