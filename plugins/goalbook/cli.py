"""The command line: the only module that prints."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from goalbook import __version__
from goalbook.catalogue import LANGUAGES, catalogue
from goalbook.folder import BODIES, goal_files
from goalbook.load import Book, load_book
from goalbook.problem import Problem
from goalbook.report import count, lines
from goalbook.schema import SCHEMAS, schema

_EXIT = "Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage."
_language = click.option(
    "--language", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Language of the messages."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="goalbook")
def main() -> None:
    """Goalbook: performance goals from YAML files to public pages and official tables."""


@main.command(epilog=_EXIT)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--goals", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The goals' folder [goals]."
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@_language
def check(paths: tuple[Path, ...], goals: Path | None, strict: bool, language: str) -> None:
    """Print the problems of goal files: of all, or of the files and folders PATHS."""
    t = catalogue(language)
    root = goals or _goals_of(paths)
    if root is None:
        raise click.UsageError("no folder goals/ here: name it with --goals")
    for path in paths:
        if not (_within(path, [root.resolve()]) or _within(root, [_whole(path)])):
            raise click.UsageError(f"{path} is not in {root}")
    book = load_book(root)
    problems = _under(book, paths)
    for problem in problems:
        click.echo(lines(problem, t, f"{_shown(root)}/"))
    click.echo(count(problems, _files(book, paths), t), err=True)
    sys.exit(int(any(strict or problem.severity == "error" for problem in problems)))


@main.command()
@click.option("-f", "--config-file", default="mkdocs.yml", type=click.Path(exists=True, dir_okay=False), show_default=True,
              help="The site's configuration.")  # fmt: skip
@click.option(
    "-d", "--site-dir", type=click.Path(file_okay=False), help="Where to put the site [from mkdocs.yml: site]."
)
@click.option("--strict", is_flag=True, help="Stop at warnings too.")
def build(config_file: str, site_dir: str | None, strict: bool) -> None:
    """Build the site, as `mkdocs build` does. Where that fails, the last good site stays in place."""
    # Imported here, so that all else works without the site generator.
    import logging

    from goalbook.mkdocs_plugin import build as build_site

    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    build_site(config_file, site_dir, strict=strict)


@main.command(name="schema")
@click.argument("name", type=click.Choice(list(SCHEMAS)), default="document")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@_language
def schema_command(name: str, output: Path | None, language: str) -> None:
    """Print the JSON Schema of goal files (document) or of reporting bodies (body)."""
    text = schema(name, catalogue(language))
    if output:
        output.write_bytes(text)
    else:
        click.echo(text.decode(), nl=False)


@main.command(name="search", epilog="Exit codes: 0 also where nothing is found, 2 wrong usage or no index.")
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
@_language
def search_command(query: str, site: Path, limit: int, style: str, language: str, **filters: tuple[str, ...]) -> None:
    """Print the documents whose values hold all words of QUERY, as the site's own search finds them.

    Options that choose may be given several times. An empty query gives every document.
    """
    import json

    from goalbook.search.facets import Filters
    from goalbook.search.query import as_json, has_index, search
    from goalbook.search.report import result_lines

    if not has_index(site):
        raise click.UsageError(f"no search index in {site}: build the site first, or name its folder with --site")
    found = search(site, query, Filters(**filters), limit)
    if style == "json":
        click.echo(json.dumps(as_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(result_lines(found, query, catalogue(language))))


def _goals_of(paths: tuple[Path, ...]) -> Path | None:
    """The goals' folder: that which holds the paths, or lies in one of them; else ``goals`` here."""
    for path in paths:
        whole = path.resolve()
        for folder in (whole, *whole.parents, whole / "goals"):
            if (folder / BODIES).is_dir():
                return folder
    return Path("goals") if Path("goals").is_dir() else None


def _shown(root: Path) -> str:
    """The folder as a reader standing here would write it."""
    here = Path.cwd()
    return root.resolve().relative_to(here).as_posix() if root.resolve().is_relative_to(here) else str(root)


def _under(book: Book, paths: tuple[Path, ...]) -> list[Problem]:
    wanted = [_whole(path) for path in paths]
    return [problem for problem in book.problems if not paths or _within(book.root / problem.file, wanted)]


def _within(path: Path, wanted: list[Path]) -> bool:
    whole = _whole(path)
    return any(whole == one or one in whole.parents for one in wanted)


def _whole(path: Path) -> Path:
    """The absolute path, of a link that of the link itself."""
    return path.parent.resolve() / path.name if path.is_symlink() else path.resolve()


def _files(book: Book, paths: tuple[Path, ...]) -> int:
    wanted = [_whole(path) for path in paths]
    return sum(1 for name in goal_files(book.root) if not paths or _within(book.root / name, wanted))
