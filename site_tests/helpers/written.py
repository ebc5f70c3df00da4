"""Goal files as everything writes them: this site's, `init`, `new`, `import` and `fmt`, in every form, with texts that readers of YAML
take for something else."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from goalbook.forges.new_site import FIRST, NewSite, new_site
from goalbook.forms.blank_file import blank_body, blank_file
from goalbook.forms.form import Form
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import tidy
from goalbook.goalfile.write import write_goal_file
from goalbook.messages.catalogue import LANGUAGES, catalogue

from site_tests.conftest import ROOT
from site_tests.helpers.messy import make
from site_tests.helpers.samples.shipped import sample_of

# Years, money, codes, truth values, times and numbers of other notations, symbols, and what looks like YAML.
NASTY = (
    "2024", "2024-01", "2024-01-31", "2024-1-5", "2024-01-31 12:30:00",
    "0.80", "12,504.03", "-5", "+5", "1e3", "1E-3", "0013", "00", "0x1F",
    "0b11", "0o7", "017", "1_000", "12:30", "1:30:00", "190:20:30.15", "no", "Yes", "on", "OFF", "y", "N", "true", "~", "null", "Null", "",
    ".5", "5.", ".inf", "-.INF", ".NaN", "=", "<<", ":甲", ":a", "25%", "≥95%", "> 92%", "目标1: 完成", "a #b", "- 甲", "甲，乙", "甲,乙",
    "13030322P00397010024Q", "3月底", "it's", '他说"好"', "　　两格", "\\n", "！", "@甲", "&a", "*a", "!b", "%c", "|", "?", "[乙]", "{丙}",
)  # fmt: skip
# What is no printed text, but a word, an address or a day of the format.
_OF_FORMAT = frozenset(
    ("goalbook", "form", "body", "stage", "year", "kind", "merge", "scope", "better", "id", "of", "phase", "source")
)
_DOCUMENT = ("# yaml-language-server: $schema=../../schema/document.json",)


def nasty_record(form: Form) -> dict[str, Any]:
    """The sample of a form with another nasty text at each place of a printed one."""
    number = iter(range(1_000_000))

    def changed(value: Any, key: str = "") -> Any:
        if key in _OF_FORMAT:
            return value
        if isinstance(value, dict):
            return {name: changed(one, name) for name, one in value.items() if one is not None}
        if isinstance(value, list):
            return [changed(one) for one in value]
        return NASTY[next(number) % len(NASTY)] if isinstance(value, str) else value

    record: dict[str, Any] = changed(sample_of(form))
    return record


def typed_by_hand(raw: bytes) -> bytes:
    """A file without quotes wherever Goalbook reads the same without them, as a clerk may type it."""
    for text in NASTY:
        node, problems = read_source(f"a: {text}\n".encode(), "typed.yml")
        if node is not None and not problems and as_plain(node) == {"a": text}:
            for before in (b": ", b"- "):
                raw = raw.replace(before + f'"{text}"\n'.encode(), before + f"{text}\n".encode())
    return raw


def of_forms(forms: Mapping[str, Form], language: str) -> Iterator[tuple[str, bytes]]:
    """What `new`, `import` and `fmt` write in each form, by names below the goals' folder."""
    t = catalogue(language)
    for form in forms.values():
        given = {"title": NASTY[9]} if "title" in sample_of(form) else {}
        name = f"2024/made-{language}/{form.id}"
        yield f"{name}-new.yml", blank_file(form, "2024/made-body/new.yml", t, given)
        imported = write_goal_file(nasty_record(form), _DOCUMENT)
        yield f"{name}-imported.yml", imported
        laid_out, problems = tidy(typed_by_hand(imported), "typed.yml")
        assert laid_out is not None, problems
        yield f"{name}-fmt.yml", laid_out


def of_sites() -> Iterator[tuple[str, bytes]]:
    """This site's goals, what `init` begins with, blank bodies."""
    for path in sorted((ROOT / "goals").rglob("*.yml")):
        yield path.relative_to(ROOT / "goals").as_posix(), path.read_bytes()
    for language, firsts in FIRST.items():
        for form in firsts:
            site = NewSite('A: "b" & 1e3', "no", "0013", form, "2024", body=f"made-{form}", language=language)
            for name, raw in new_site(site).items():
                if name.startswith("goals/") and name.endswith(".yml"):
                    yield name.removeprefix("goals/").replace("sample-form", f"sample-form-{language}-{form}"), raw
    for language in LANGUAGES:
        yield f"bodies/blank-{language}.yml", blank_body(catalogue(language))


def messy_files(count: int) -> Iterator[tuple[str, bytes]]:
    """Files of every layout once `fmt` laid them out. They are of no form."""
    for seed in range(count):
        laid_out, _ = tidy(make(seed)[0].text.encode(), "made.yml")
        if laid_out is not None:
            yield f"2024/messy/{json.dumps(seed)}.yml", laid_out
