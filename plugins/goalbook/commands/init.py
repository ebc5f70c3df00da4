"""`goalbook init`: a site of one's own in one step."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import click

from goalbook.commands.ask import asked
from goalbook.commands.say import say
from goalbook.files import copy_file, write_file
from goalbook.forges.kit import KITS, differing, holds
from goalbook.forges.new_site import FIRST, NewSite, new_site
from goalbook.messages.catalogue import LANGUAGES, Catalogue, catalogue
from goalbook.model.address import is_body_path, is_year

if TYPE_CHECKING:
    from goalbook.forms.form import Form

_EXIT = "Exit codes: 0 the site is there, 1 a file is in the way and nothing was written, 2 wrong usage."
# Of a body that publishes a project: its goals as a whole, as the rules of China ask.
_WHOLE = "cn-department"
_WEB = re.compile(r"https?://[^\s<>\"'\\]+")


@click.command("init", epilog=_EXIT)
@click.argument("folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", default="", help="The site's name.")
@click.option("--authority", default="", help="Who publishes it.")
@click.option("--url", default="", help="Its public address.")
@click.option("--repo", default="", help="The address of its repository.")
@click.option("--forge", type=click.Choice(list(KITS)), help="The forge whose workflows are written too.")
@click.option("--branch", default="main", show_default=True, help="The branch that is published.")
@click.option(
    "--form",
    help="The form of the first document: an id, or the file of one that you drew [the first of the language].",
)
@click.option("--body", default="sample-body", show_default=True, help="The id of the first body.")
@click.option("--body-name", default="", help="Its name [the authority].")
@click.option("--year", help="The year of the first document [this year].")
@click.option("--wheel", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The wheel of Goalbook, which is put in wheels/ and pinned by hash [the one this was installed from].")  # fmt: skip
@click.option("--container", is_flag=True, help="Write a container file too.")
@click.option("--language", type=click.Choice(LANGUAGES), default="zh", show_default=True, help="Language of the site.")
def command(
    folder: Path, name: str, authority: str, url: str, repo: str, forge: str | None, branch: str, form: str | None,
    body: str, body_name: str, year: str | None, wheel: Path | None, container: bool, language: str,
) -> None:  # fmt: skip
    """Begin a site in DIR: settings, a body and a first document, schemas, editor's settings, requirements, the forge's kit.

    What isn't given is asked for on a terminal. No file is overwritten.
    """
    t = catalogue(language)
    name = asked(name, t("init.ask_name"), t("init.name"))
    authority = asked(authority, t("init.ask_authority"), t("init.authority"))
    wheel = wheel or _installed_from()
    drawn, own = _form(form or next(iter(FIRST[language])), t)
    site = NewSite(
        name, authority, body_name or authority, drawn.id, year or str(datetime.now(UTC).year),
        body, language, url, repo, forge or "", branch,
        wheel.name if wheel else "", hashlib.sha256(wheel.read_bytes()).hexdigest() if wheel else "", container,
    )  # fmt: skip
    _refuse(site)
    _write(folder, _files(site, drawn, own, t), wheel, t)
    if not wheel:
        say(t("init.no_wheel"), err=True)
    say(t("init.next", folder=folder.as_posix()), err=True)


def _installed_from() -> Path | None:
    """The wheel that Goalbook was installed from, where that is a file which is still there."""
    try:
        stated = json.loads(distribution("goalbook").read_text("direct_url.json") or "{}")
    except PackageNotFoundError:
        return None
    path = Path(url2pathname(urlsplit(str(stated.get("url", ""))).path))
    return path if path.suffix == ".whl" and path.is_file() else None


def _refuse(site: NewSite) -> None:
    """Raises BadParameter where something was given that no site can state."""
    if not is_body_path(f"bodies/{site.body}.yml"):
        raise click.BadParameter(site.body, param_hint="--body")
    if not is_year(site.year) or not site.year.isdecimal():
        raise click.BadParameter(site.year, param_hint="--year")
    if not re.fullmatch(r"[\w][\w./-]*", site.branch):
        raise click.BadParameter(site.branch, param_hint="--branch")
    for hint, address in (("--url", site.url), ("--repo", site.repository)):
        if address and not _WEB.fullmatch(address):
            raise click.BadParameter(address, param_hint=hint)
    for hint, text in (("--name", site.name), ("--authority", site.authority), ("--body-name", site.body_name)):
        if not text.strip() or not text.isprintable():
            raise click.BadParameter(repr(text), param_hint=hint)


def _form(named: str, t: Catalogue) -> tuple[Form, dict[str, bytes]]:
    """The form of an id or of a file, and that file below the goals. Raises BadParameter where there is none or it has faults."""
    from goalbook.commands.site_forms import named_form
    from goalbook.forms.catalogue import read_forms, shipped_forms
    from goalbook.messages.problems import words_of
    from goalbook.model.address import form_file

    path = Path(named)
    if path.suffix != ".yml":
        return named_form(shipped_forms(), named, t, "--form"), {}
    if not path.is_file():
        raise click.BadParameter(t("init.no_file", file=named), param_hint="--form")
    own = {form_file(path.stem): path.read_bytes()}
    forms, problems = read_forms(own, shipped_forms())
    for problem in problems:
        say(words_of(problem, t, ""), err=True)
    if any(problem.code == "form-taken" for problem in problems):
        raise click.BadParameter(named, param_hint="--form")
    return named_form(forms, path.stem, t, "--form"), own


def _files(site: NewSite, form: Form, own: dict[str, bytes], t: Catalogue) -> dict[str, bytes]:
    """All files but the wheel; goal files laid out as `goalbook fmt` does. ``own`` is the file of a form that the site draws."""
    from goalbook.forms.catalogue import read_forms, shipped_forms
    from goalbook.forms.fields import is_project
    from goalbook.forms.sample_record import sample_file
    from goalbook.goalfile.tidy import tidy
    from goalbook.writers.schema import SCHEMAS, schema

    made = new_site(site) | {f"goals/{name}": raw for name, raw in own.items()}
    if form.id not in FIRST[site.language]:
        beside = [shipped_forms()[_WHOLE]] if form.rules and is_project(form) else []
        for asked in (form, *beside):
            path = f"goals/{site.year}/{site.body}/{asked.id}.yml"
            made[path] = sample_file(asked, site.year, site.body, site.language)
    for path in (path for path in made if path.startswith("goals/") and path.endswith(".yml")):
        made[path] = tidy(made[path], path)[0] or made[path]
    drawn = {path.removeprefix("goals/"): raw for path, raw in made.items() if path.startswith("goals/forms/")}
    forms, _ = read_forms(drawn, shipped_forms())
    bodies = {site.body: site.body_name}
    return made | {f"goals/schema/{name}.json": schema(name, forms, t, bodies) for name in SCHEMAS}


def _write(folder: Path, files: dict[str, bytes], wheel: Path | None, t: Catalogue) -> None:
    """Write the files, unless one of them holds something else already."""
    there = differing(folder, files.items())
    if there:
        for path in there:
            say(path)
        say(t("init.there", count=len(there)), err=True)
        sys.exit(1)
    for path, content in files.items():
        if not holds(folder / path, content):
            write_file(folder / path, content)
            say(path)
    if wheel and not (copy := folder / "wheels" / wheel.name).exists():
        copy_file(wheel, copy)
        say(f"wheels/{wheel.name}")
