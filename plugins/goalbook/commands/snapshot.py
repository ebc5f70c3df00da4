"""`goalbook snapshot`: freeze a year, verify what was frozen, and correct it beside."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from goalbook.commands import options
from goalbook.commands.progress import progress_bars
from goalbook.commands.say import say
from goalbook.commands.terminal import terminal_words
from goalbook.commands.waiting import tell_waiting
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.snapshot.assemble import StepReport, ticker
from goalbook.snapshot.create import Created, Freezing, correct, create
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.finding import Standing, Trust
from goalbook.snapshot.project import Project
from goalbook.snapshot.rebuild import rebuild
from goalbook.snapshot.sign import sign, stamp
from goalbook.snapshot.verify import verify
from goalbook.snapshot.words import rebuilt_lines, verdict_lines, words_of_error

_EXIT = "Exit codes: 0 done, 1 refused or not whole, 2 wrong usage."
_EXIT_VERIFY = (
    "Exit codes: 0 whole, and all that was demanded is checked and good; 1 altered, or not as demanded; 2 wrong usage; "
    "3 a check that was demanded could not be made (a program is missing or fails, a list can't be read): nothing is proven."
)
_CODES: dict[Standing, int] = {"proven": 0, "unproven": 0, "altered": 1, "unchecked": 3}
_File = click.Path(exists=True, dir_okay=False, path_type=Path)

config_file = click.option(
    "-f", "--config-file", default="mkdocs.yml", type=click.Path(exists=True, dir_okay=False), show_default=True,
    help="The site's configuration.",
)  # fmt: skip
out = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of snapshots [from mkdocs.yml: snapshots].",
)
uncommitted = click.option(
    "--uncommitted", is_flag=True, help="Freeze data that aren't committed; the manifest says so."
)
sign_key = click.option("--sign-key", type=_File, help="Sign with this SSH key (`ssh-keygen -Y sign`).")


@click.group("snapshot", epilog=_EXIT)
def command() -> None:
    """Freeze a year's documents as a citable snapshot; verify, sign and correct snapshots."""


@command.command("create", epilog=_EXIT)
@click.argument("year")
@config_file
@out
@uncommitted
@sign_key
@options.language
def _create(
    year: str, config_file: str, out: Path | None, uncommitted: bool, sign_key: Path | None, language: str
) -> None:
    """Freeze the documents of YEAR, or `undated`. An existing snapshot is never replaced."""
    from goalbook.host.runs import freeze

    t = catalogue(language)
    with _told(t), _progress(t) as report:
        project = _project(config_file)
        made = create(project, year, Freezing(freeze, report, tell_waiting(t), out, uncommitted, sign_key))
    _say(made, t)


@command.command("correct", epilog=_EXIT)
@click.argument("year")
@click.option("--reason", required=True, help="Why: it stands on the erratum page.")
@config_file
@out
@uncommitted
@sign_key
@options.language
def _correct(
    year: str, reason: str, config_file: str, out: Path | None, uncommitted: bool, sign_key: Path | None, language: str
) -> None:
    """Freeze YEAR again as a correction beside its last snapshot, which stays as it is."""
    from goalbook.host.runs import freeze

    if not reason.strip():
        raise click.UsageError(terminal_words()("usage.no_reason"))
    t = catalogue(language)
    with _told(t), _progress(t) as report:
        how = Freezing(freeze, report, tell_waiting(t), out, uncommitted, sign_key)
        made = correct(_project(config_file), year, reason.strip(), how)
    _say(made, t)


@command.command("verify", epilog=_EXIT_VERIFY)
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--allowed-signers", type=_File, help="It must be signed by one of these (the format of ssh's ALLOWED SIGNERS)."
)
@click.option("--signature", type=_File, help="A signature that lies elsewhere.")
@click.option("--tsa-certificates", type=_File, help="Certificates of the authority of its time stamp.")
@click.option("--rebuild", "again", is_flag=True, help="Make it again from the data inside, and compare every byte.")
@click.option(
    "--trust", is_flag=True, help="Let --rebuild run the templates inside it though no signer vouches for them."
)
@options.language
def _verify(
    path: Path, allowed_signers: Path | None, signature: Path | None, tsa_certificates: Path | None, again: bool,
    trust: bool, language: str,
) -> None:  # fmt: skip
    """Name every file of the snapshot PATH, a folder or .zip, that is missing, added or altered."""
    if again and not (trust or allowed_signers):
        raise click.UsageError(terminal_words()("usage.no_signers"))
    t = catalogue(language)
    with _told(t), _progress(t) as report:
        files = path.rglob("*") if path.is_dir() else (path,)
        total = sum(file.stat().st_size for file in files if file.is_file())
        tick = ticker(report, "verify", total)
        verdict = verify(path, Trust(allowed_signers, tsa_certificates, signature), tick)
    for line in verdict_lines(verdict, t):
        say(line)
    code = _CODES[verdict.standing]
    if again and verdict.may_run(trust):
        code = int(not _rebuilt(path, t))
    elif again:
        say(t("verify.not_run"), err=True)
        code = code or _CODES["unchecked"]
    sys.exit(code)


@command.command("sign", epilog=_EXIT)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--sign-key", type=_File, help="The SSH key to sign with (`ssh-keygen -Y sign`).")
@click.option("--timestamp", type=_File, help="A time stamp (RFC 3161, .tsr) that was given for its SHA256SUMS.")
@options.language
def _sign(folder: Path, sign_key: Path | None, timestamp: Path | None, language: str) -> None:
    """Put a signature or a time stamp beside the SHA256SUMS of the snapshot FOLDER; nothing else of it changes."""
    if not (sign_key or timestamp):
        raise click.UsageError(terminal_words()("usage.nothing_to_add"))
    t = catalogue(language)
    with _told(t):
        verdict = verify(folder)
        if not verdict.whole:
            say("\n".join(verdict_lines(verdict, t)))
            sys.exit(1)
        if sign_key:
            sign(folder, sign_key)
            say(t("freeze.signed_now"))
        if timestamp:
            say(t("freeze.stamped_now", time=stamp(folder, timestamp).time))


@command.command("pin", epilog=_EXIT)
@config_file
@out
@options.language
def _pin(config_file: str, out: Path | None, language: str) -> None:
    """Write the snapshots that PUBLISHED has no line of into it: such as were made before there was that list."""
    from goalbook.snapshot.create import pin

    t = catalogue(language)
    with _told(t):
        pins = pin(out or _project(config_file).folder, tell_waiting(t))
    for entry in pins:
        say(str(entry))
    say(t("freeze.pinned", count=len(pins)), err=True)


@command.command("list")
@config_file
@out
@options.language
def _list(config_file: str, out: Path | None, language: str) -> None:
    """List the snapshots of the site: name, date, documents, the digest that stands for each."""
    from goalbook.snapshot.published import published

    t = catalogue(language)
    with _told(t):
        found = published(out or _project(config_file).folder)
        for note in found.notes:
            say(words_of_error(note, t), err=True)
        for kept in found.snapshots:
            say(t("freeze.row", name=kept.name, day=kept.facts.day, count=kept.counts["documents"], sums=kept.sums))


def _project(config_file: str) -> Project:
    """The site's sources; imported here, so that a snapshot is verified without the site generator."""
    from goalbook.host.runs import project_of

    return project_of(config_file)


def _rebuilt(path: Path, t: Catalogue) -> bool:
    """Make a snapshot again; tells whether it has the same bytes."""
    from goalbook.host.runs import freeze

    with _told(t), _progress(t) as report:
        findings, versions = rebuild(path, freeze, report)
    for line in rebuilt_lines(findings, versions, t):
        say(line)
    return not findings


def _say(made: Created, t: Catalogue) -> None:
    say(t("freeze.created", name=made.facts.name, folder=made.folder, archive=made.archive))
    say(t("freeze.sums", sums=made.sums))
    if made.facts.uncommitted:
        say(t("freeze.with_uncommitted", count=len(made.facts.uncommitted)), err=True)


@contextmanager
def _told(t: Catalogue) -> Iterator[None]:
    """What stands against a snapshot is said in words, and ends the command."""
    try:
        yield
    except SnapshotError as fault:
        say(words_of_error(fault, t), err=True)
        sys.exit(1)


@contextmanager
def _progress(t: Catalogue) -> Iterator[StepReport]:
    """A bar a step on a terminal; a line a step elsewhere."""
    with progress_bars() as show:
        yield lambda step, done, total: show(t(f"freeze.step.{step}"), done, total)
