"""What we write is the same to every reader of YAML, fits our JSON Schema to each, and is laid out as prettier does."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from goalbook.forms.catalogue import Forms
from goalbook.goalfile.bare_text import reads_alike
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import tidy
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.writers.schema import SCHEMAS, schema
from jsonschema import Draft7Validator
from ruamel.yaml import YAML

from site_tests.conftest import ROOT
from site_tests.forms.test_blank_file import guide_form
from site_tests.helpers.shipped import FORMS
from site_tests.helpers.written import NASTY, messy_files, of_forms, of_sites

OWN = Forms({**FORMS, guide_form().id: guide_form()})
FILES = [*of_sites(), *(one for language in LANGUAGES for one in of_forms(OWN, language))]
SCHEMA = {name: Draft7Validator(json.loads(schema(name, OWN, catalogue("zh")))) for name in SCHEMAS}
PRETTIER = ROOT / "site_tests/js/node_modules/.bin/prettier"


class Ruby(yaml.BaseLoader):
    """A reader of YAML 1.1 that types as Ruby's Psych does, keys too; written after its manual, not after ours."""

    KINDS: tuple[tuple[str, Callable[[str], Any]], ...] = (
        (r"(?i:~|null|)", lambda _: None),
        (r"(?i:yes|true|on)", lambda _: True),
        (r"(?i:no|false|off)", lambda _: False),
        (r"\d{4}-(?:1[012]|0\d|\d)-(?:[12]\d|3[01]|0\d|\d)", lambda _: date(2000, 1, 1)),
        (r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d.*", lambda _: date(2000, 1, 1)),
        (r"[-+]?\.(?i:inf|nan)", lambda _: 0.5),
        (r"[-+]?\d[\d_]*(?::[0-5]?\d){1,2}(?:\.[\d_]*)?", lambda _: 60),
        (r"[-+]?0[0-7_,]+|[-+]?0b[01_,]+|[-+]?0x[\da-fA-F_,]+", lambda _: 8),
        (r"[-+]?(?:0|[1-9](?:[\d]|[,_]\d)*)", lambda text: int(re.sub("[,_]", "", text))),
        (r"[-+]?(?:\d[\d_,]*)?\.[\d]*(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+", lambda text: float(re.sub("[,_]", "", text))),
        (r":.+", lambda text: (text,)),
        ("<<|=", lambda text: (text,)),
    )  # fmt: skip

    def construct_scalar(self, node: Any) -> Any:
        """A text, or what it is taken for."""
        if node.style is None:
            for pattern, made in self.KINDS:
                if re.fullmatch(pattern, node.value):
                    return made(node.value)
        return node.value


READERS: dict[str, Callable[[str], Any]] = {
    "PyYAML": yaml.safe_load,
    "Psych": lambda text: yaml.load(text, Ruby),
    "1.2": lambda text: YAML(typ="safe", pure=True).load(text),
}


def leaves(value: Any) -> Iterator[Any]:
    """Every key, text and number, in order."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from leaves(one)
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one)
    else:
        yield value


def is_same(typed: Any, text: str | None) -> bool:
    """Whether a reader has what is typed: the text, nothing, or the number that the text writes in digits."""
    if isinstance(typed, bool) or typed is None or text is None:
        return typed is text
    if isinstance(typed, int | float):
        return re.fullmatch(r"\d+(\.\d+)?", text) is not None and Decimal(repr(typed)) == Decimal(text)
    return bool(typed == text)


def schema_of(name: str) -> str:
    """For which schema a goal file is."""
    return {"bodies": "body", "forms": "form"}.get(name.split("/", maxsplit=1)[0], "document")


@pytest.mark.parametrize("reader", READERS)
def test_every_reader_reads_the_same_and_the_schema_takes_it(reader: str) -> None:
    """Of all that is published here and written by `init`, `new`, `import` and `fmt`, in every form and language."""
    assert len(FILES) > 100
    for name, raw in FILES:
        value = READERS[reader](raw.decode())
        assert [error.message for error in SCHEMA[schema_of(name)].iter_errors(value)] == [], name
        node, _ = read_source(raw, name)
        assert node is not None
        pairs = zip(leaves(value), leaves(as_plain(node)), strict=True)
        assert [(typed, text) for typed, text in pairs if not is_same(typed, text)] == [], name


@pytest.mark.parametrize("text", NASTY)
def test_quotes_stand_where_a_reader_needs_them(text: str) -> None:
    """A text and a key that is one of the nasty, typed without quotes or with them, is laid out so that every reader has it."""
    for typed in (
        f"a: {text}\n",
        f"a: {json.dumps(text)}\n",
        f"facts:\n  {text}: 甲\n",
        f"facts: {{{json.dumps(text)}: 甲}}\n",
    ):
        node, problems = read_source(typed.encode(), "made.yml")
        if node is None or problems or text not in leaves(as_plain(node)):
            continue  # refused or told, or brackets, comments and signs of YAML
        laid_out, _ = tidy(typed.encode(), "made.yml")
        assert laid_out is not None
        for read in READERS.values():
            pairs = zip(leaves(read(laid_out.decode())), leaves(as_plain(node)), strict=True)
            assert [pair for pair in pairs if not is_same(*pair)] == [], laid_out
    assert reads_alike(text) or text not in ("2024", "0.80", "甲，乙", "25%", "3月底")


def prettier(folder: Path) -> list[str]:
    """The files below goals/ that prettier would lay out otherwise."""
    assert PRETTIER.is_file(), "prettier is missing: `make checks` installs it"
    (folder / ".prettierrc").write_bytes((ROOT / "plugins/goalbook/kits/site/prettierrc").read_bytes())
    command = [str(PRETTIER), "--list-different", "goals/**/*.yml"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.splitlines()


# prettier 3.10 adds an empty line to such a text each time: a fault of its own that no layout avoids.
_ADDED_TO = re.compile(r"[|>]-? #[^\n]*\n\n")


@pytest.mark.slow
def test_prettier_lays_out_as_fmt_does(tmp_path: Path) -> None:
    """With the .prettierrc that `init` writes: the same files, and 60 of odd layouts once `fmt` laid them out."""
    written = dict([*FILES, *messy_files(60)])
    for name, raw in written.items():
        (path := tmp_path / "goals" / name).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    differing = prettier(tmp_path)
    assert [name for name in differing if not _ADDED_TO.search((tmp_path / name).read_text("utf-8"))] == []
    assert len(differing) < 5
    for name, raw in FILES:
        assert tidy(raw, name)[0] == raw, name
    (tmp_path / "goals/2024/loose.yml").write_text("a:    1\n", "utf-8")
    assert "goals/2024/loose.yml" in prettier(tmp_path)
