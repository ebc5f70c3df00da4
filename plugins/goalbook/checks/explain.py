"""A rule in words: its weight, source, message, remedy and examples, the message taken from the example itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from goalbook.book.entry import Entry, summarise
from goalbook.book.load import UNDATED
from goalbook.checks.english import in_english
from goalbook.checks.rule import BODY, YEAR, Example, Rule, whole
from goalbook.checks.run import inspect, over_book, problems
from goalbook.forms.catalogue import shipped_forms
from goalbook.forms.form import Form
from goalbook.goalfile.formats import FORMAT
from goalbook.goalfile.nodes import Node
from goalbook.goalfile.problem import Problem
from goalbook.goalfile.read import read_source
from goalbook.goalfile.validate import validate
from goalbook.messages.catalogue import Catalogue
from goalbook.messages.problems import message, remedy
from goalbook.model.address import Address
from goalbook.model.records import Body, Document

_HAN = re.compile("[\u2e80-\u303f\u3400-\u9fff\uff01-\uff60]")


@dataclass(frozen=True, slots=True)
class Explained:
    """A rule as its page shows it, with its two examples in the language of the page, where there are such; ``said`` are the
    messages and remedies of the first.
    """

    rule: Rule
    name: str
    source: str
    said: tuple[tuple[str, str], ...]
    fires: Example | None
    passes: Example | None

    @property
    def is_chinese(self) -> bool:
        """Whether what there is to say of it quotes Chinese words."""
        examples = (one for one in (self.fires, self.passes) if one)
        texts = (text for one in examples for text in (one.text, one.body, *one.others.values()))
        return any(_HAN.search(text) for text in (*texts, self.source, *(text for pair in self.said for text in pair)))


def explain_rule(rule: Rule, t: Catalogue) -> Explained:
    """What there is to say of a rule."""
    fires, passes = _examples(rule, t)
    found = found_in(rule, fires) if fires else ()
    said = dict.fromkeys((message(one, t), remedy(one, t)) for one in found)
    return Explained(rule, t(f"rule.{rule.id}.name"), t(f"rule.{rule.id}.source"), tuple(said), fires, passes)


def _examples(rule: Rule, t: Catalogue) -> tuple[Example | None, Example | None]:
    """What a rule finds and doesn't find; in Chinese where it looks for Chinese words, so that nothing else shows what it does."""
    if t.language == "en" and rule.fires and rule.passes:
        fires, passes = in_english(rule.fires), in_english(rule.passes)
        if found_in(rule, fires) and not found_in(rule, passes):
            return fires, passes
    return rule.fires, rule.passes


@lru_cache(maxsize=256)
def _read(text: str, file: str) -> tuple[Document, Node]:
    node, faults = read_source(whole(text).encode(), file)
    assert node is not None, faults
    assert not faults, faults
    document, wrong = validate(Document, node, file)
    assert document is not None, wrong
    return document, node


def found_in(rule: Rule, example: Example) -> tuple[Problem, ...]:
    """What a rule finds in an example, and nothing that others find."""
    files = dict(_files(example))
    if rule.find_in_book:
        entries: list[Entry] = []
        for name, text in files.items():
            document, _ = _read(text, name)
            entries.append(
                summarise(document, _form(document), Address.of_file(name), sha256(text.encode()).hexdigest())
            )
        entries.sort(key=lambda entry: entry.address)
        found = [(entry.address.file, [one]) for entry, one in over_book(entries) if one.rule is rule]
    else:
        name = next(iter(files))
        document, body = _read(files[name], name)[0], _body(example.body)
        found = [(name, [one for one in inspect(document, _form(document), body) if one.rule is rule])]
    return tuple(one for name, each in found for one in problems(each, _read(files[name], name)[1], name))


def _form(document: Document) -> Form:
    """Examples are in forms of the package."""
    return shipped_forms()[document.form]


def _files(example: Example) -> Iterator[tuple[str, str]]:
    folder = f"{YEAR if example.dated else UNDATED}/{BODY}"
    texts: Mapping[str, str] = {"example": example.text, **example.others}
    yield from ((f"{folder}/{name}.yml", text) for name, text in texts.items())


def _body(text: str) -> Body:
    node, _ = read_source(f'goalbook: "{FORMAT}"\n{text}\n'.encode(), f"bodies/{BODY}.yml")
    assert node is not None
    body, _ = validate(Body, node, f"bodies/{BODY}.yml")
    assert body is not None
    return body
