"""What a build says in MkDocs' log, and what stops it there."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from goalbook.book.load import Book
from goalbook.git.history import History
from goalbook.git.words import words_of_history
from goalbook.host.stages import BuildStage
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import count, words_of
from goalbook.messages.visible import visible, visible_record
from goalbook.site.frame import shell
from goalbook.site.frame.settings import Settings
from goalbook.site.frame.template_fault import template_fault

log = logging.getLogger("mkdocs.plugins.goalbook")
# What is told of one run, and not of the site that it makes.
passing = log.getChild("run")
# A strict build stops at what is counted from warnings on.
_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}
_MANY = 500  # documents; fewer are made before anybody would look
_MKDOCS = logging.getLogger("mkdocs")


def leave_out_stand_ins() -> None:
    """Keep MkDocs from telling that stand-ins and its own sitemap come out empty: they are meant so."""
    logging.getLogger("mkdocs.commands.build").addFilter(_is_news)


def show_all_characters() -> None:
    """Let MkDocs' log show what names of files hide: it is told to people, and a terminal would obey it."""
    for handler in _MKDOCS.handlers:
        handler.addFilter(visible_record)


def count_no_warnings() -> None:
    """Let warnings be shown and not counted to stop at, as a live server needs it: it shows what is wrong and goes on."""
    for handler in _counting():
        _MKDOCS.removeHandler(handler)


def is_warned() -> bool:
    """Whether MkDocs, which counts warnings where a site is strict, will stop at some."""
    return any(handler.get_counts() for handler in _counting())


def tell_history(history: History, t: Catalogue) -> None:
    """Print what speaks against the history. A day to come is in it for ever: that must not stop every strict build."""
    for fault, words in words_of_history(history.faults, t):
        log.log(logging.WARNING if fault.code == "shallow" else logging.INFO, words)


def tell_problems(book: Book, t: Catalogue, *, stop: bool) -> None:
    """Print every problem of the goals; raises Abort where there are errors and these are to ``stop`` the build."""
    for problem in book.problems:
        log.log(_LEVELS[problem.severity], words_of(problem, t, f"{book.root.name}/"))
    if book.errors:
        summary = count(book.problems, len({problem.file for problem in book.problems}), t)
        if stop:
            raise Abort(summary)
        log.error(summary)


def tell_contacts(book: Book, t: Catalogue) -> None:
    """Tell the office where readers can ask nobody: no body states whom."""
    if book.entries and not any(body.contact for body in book.bodies.values()):
        log.info(t("build.no_contact"))


def tell_progress(done: int, total: int, seconds: float) -> None:
    """Say how many documents are made, how many a second, and how many seconds are left, where they are many."""
    step = max(1, total // 10)
    if total >= _MANY and (done % step == 0 or done == total):
        rate = done / max(seconds, 0.001)
        passing.info("%s / %s  %.0f/s  %.0f s", done, total, rate, (total - done) / rate)


def tell_stages(stages: Sequence[BuildStage], t: Catalogue) -> None:
    """Say how long each stage of a build took."""
    told = (f"{t(f'build.stage.{stage.name}')} {stage.seconds:.1f}" for stage in stages)
    passing.info(t("build.stages", stages=t("build.between").join(told)))


def _counting() -> list[CountHandler]:
    return [handler for handler in _MKDOCS.handlers if isinstance(handler, CountHandler)]


def _is_news(record: logging.LogRecord) -> bool:
    text = record.getMessage()
    named = (shell.PART, "sitemap.xml", "404.html")
    return not (text.startswith(("Page skipped", "Template skipped")) and any(name in text for name in named))


def tell_template_fault(error: Exception, settings: Settings) -> None:
    """Raises Abort with the place in a site's own template that an error comes from, the theme's pages' too."""
    if settings.overrides and (fault := template_fault(error, settings.overrides)):
        values = {"file": fault.file, "line": str(fault.line), "text": fault.text}
        raise Abort(visible(settings.t("build.template", **values))) from error
