"""Check a book: what its files, and the rules, have to say, and which rules had nothing to run on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from goalbook.book.contents import Contents, contents_problems, folder_contents
from goalbook.book.counts import read_counted
from goalbook.book.load import Book, FileProgress, load_book
from goalbook.book.reach import within_reach
from goalbook.book.selection import faulty_forms
from goalbook.checks.printing import Lacking, unprintable, unprintable_bodies
from goalbook.checks.rule import Rule
from goalbook.checks.run import WeighedFinding, acceptances, inspect, not_run, over_book, problems
from goalbook.checks.weights import Weights
from goalbook.forms.form import Form
from goalbook.goalfile.nodes import Node
from goalbook.goalfile.problem import Problem
from goalbook.model.records import Body, Document


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked book: its problems, answered ones apart; the rules that didn't run.

    ``waiting`` rules ask for fields that the format doesn't have; no document's form has a place for what ``unplaced`` ones ask.
    """

    book: Book
    problems: tuple[Problem, ...]
    answered: tuple[Problem, ...]
    waiting: tuple[Rule, ...]
    unplaced: tuple[Rule, ...]
    weights: Weights


def check_book(
    root: Path,
    weights: Weights = (),
    progress: FileProgress | None = None,
    lacking: Lacking | None = None,
    contents: Contents | None = None,
    asked: frozenset[str] | None = None,
) -> Checked:
    """Every goal file under a folder, read and checked by the rules as the site weighs them; ``lacking`` gives the characters
    of a text that can't be printed, where that is to be checked.

    Where some files are ``asked`` for, nothing is read but what can say something of them: all of their problems are found, and
    those of the forms. The book then has what was read.
    """
    contents = contents or folder_contents(root)
    printing = partial(unprintable, root, lacking) if lacking else _nothing
    reach = None if asked is None else within_reach(root, contents, asked)
    book = load_book(root, progress, _Inspector(weights, printing, asked), reach=reach)
    found = [*book.problems, *contents_problems(contents), *_of_book(book, weights, asked)]
    if lacking:
        found += unprintable_bodies(book, lacking)
    waiting, unplaced = not_run((one.form for one in book.entries if _is_asked(one.address.file, asked)), weights)
    forms = faulty_forms(one for one in found if _is_asked(one.file, asked))
    told = [one for one in found if _is_asked(one.file, asked) or one.file in forms]
    return Checked(
        book,
        tuple(sorted(one for one in told if not one.answer)),
        tuple(sorted(one for one in told if one.answer)),
        tuple(waiting),
        tuple(unplaced),
        weights,
    )


def _is_asked(file: str, asked: frozenset[str] | None) -> bool:
    return asked is None or file in asked


def _nothing(*_: object) -> tuple[Problem, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class _Inspector:
    """What the rules, as a site weighs them, and the printing of its characters say of one document."""

    weights: Weights
    printing: Callable[[Node, str], Iterable[Problem]]
    asked: frozenset[str] | None

    def __call__(self, document: Document, form: Form, body: Body | None, node: Node, file: str) -> Iterable[Problem]:
        if document.withdrawn or not _is_asked(file, self.asked):
            return []
        found = inspect(document, form, body, self.weights)
        return [*problems(found, node, file), *acceptances(document, found, node, file), *self.printing(node, file)]


def _of_book(book: Book, weights: Weights, asked: frozenset[str] | None) -> Iterable[Problem]:
    found: dict[str, list[WeighedFinding]] = {}
    for entry, finding in over_book(book.entries, weights):
        if _is_asked(entry.address.file, asked):
            found.setdefault(entry.address.file, []).append(finding)
    for file, findings in found.items():
        node, _ = read_counted((book.root / file).read_bytes(), file)
        if node is not None:
            yield from problems(findings, node, file)
