"""Hostile and odd goals: no rule breaks, none takes long, nothing that was refused is told twice."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from goalbook.checks.check import check_book
from goalbook.checks.formats import FORMATS, reported
from goalbook.checks.report import CheckReport
from goalbook.checks.rule import BODY
from goalbook.checks.rules import RULES
from goalbook.checks.run import inspect, problems
from goalbook.goalfile.nodes import Mapping
from goalbook.messages.catalogue import catalogue
from goalbook.model.records import Body, Document
from hypothesis import given, settings
from hypothesis import strategies as st

from site_tests.checks.corpus import CLEAN, FOLDER
from site_tests.helpers.faulty import FILE, GOOD, write_goals
from site_tests.helpers.shipped import FORMS

LAUGHS = "\n".join(
    ["a0: &a0 [哈, 哈]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)), "title: 表"]
)
HOSTILE: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "billion laughs": (LAUGHS.encode(), ("alias", "anchor", "unknown-key")),
    "deep nesting": (b"goal: " + b"[" * 5000, ("too-deep",)),
    "deep mappings": (b"{a: " * 3000, ("too-deep",)),
    "a huge number": (GOOD.encode() + b"budget: {total: " + b"9" * 300_000 + b"}\n", ()),
    "a tag of Python": (GOOD.encode() + b"name: !!python/object/apply:os.system [id]\n", ("tag",)),
    "an anchor": (GOOD.encode() + "name: &a 甲\n".encode(), ("anchor",)),
    "control characters": (GOOD.encode() + b"name: \x1b[2J\n", ("forbidden-character",)),
    "an override of direction": (GOOD.encode() + "name: 甲\u202e乙\n".encode(), ("forbidden-character",)),
    "no text at all": (bytes(range(256)) * 40, ("not-utf8",)),
    "two documents": (GOOD.encode() + b"---\n" + GOOD.encode(), ("several-documents",)),
    "too large": (GOOD.encode() + b"#" * (1 << 20), ("too-large",)),
    "an empty file": (b"", ("empty-file",)),
    "many repeated keys": (GOOD.encode() + b"name: a\n" * 5000, ("repeated-key",)),
    "many unknown keys": (GOOD.encode() + b"".join(b"k%d: a\n" % n for n in range(5000)), ("too-many-keys",)),
}
# Texts that a careless search goes over again and again.
SLOW = {
    "one letter": "甲" * 20_000,
    "two letters": "甲乙" * 10_000,
    "numerals": "一" * 20_000 + "1",
    "digits": "1" * 20_000,
    "mails": "a." * 10_000,
    "stops and blanks": ("。" + " " * 50) * 400,
    "rates": "率(" * 10_000 + "\\n甲",
    "paragraphs": "甲乙丙丁戊己庚辛壬癸子丑\\n" * 1_500,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_of_and_nothing_breaks(name: str, tmp_path: Path) -> None:
    """Each has its own message and remedy in every format, in little time; no rule speaks of a refused file."""
    content, codes = HOSTILE[name]
    root = write_goals(tmp_path / "goals", **{FILE: content})
    start = time.process_time()
    checked = check_book(root)
    assert time.process_time() - start < 10
    found = {one.code for one in checked.problems}
    assert set(codes) <= found
    if codes:
        assert not found & RULES.keys()
    report = CheckReport(root, "goals/", (FILE,), checked.problems)
    for language in ("zh", "en"):
        t = catalogue(language)
        for style in FORMATS:
            text = reported(style, report, t)
            assert text
            assert "Traceback" not in text
            assert "\x1b" not in text
            assert "\u202e" not in text


@pytest.mark.parametrize("what", ["file", "folder", "to itself", "broken"])
def test_a_link_is_told_of_and_not_followed(what: str, tmp_path: Path) -> None:
    """A linked file is one problem, its content is neither read nor shown."""
    secret = tmp_path / "secret.yml"
    secret.write_text("name: 密码\n")
    root = write_goals(tmp_path / "goals")
    path = root / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if what == "folder":
        path.parent.rmdir()
        path = path.parent
        path.symlink_to(tmp_path)
    else:
        path.symlink_to({"file": secret, "to itself": path, "broken": tmp_path / "nothing.yml"}[what])
    checked = check_book(root)
    assert [one.code for one in checked.problems] == ["link"]
    text = reported("human", CheckReport(root, "goals/", (FILE,), checked.problems), catalogue("zh"))
    assert "密码" not in text


@pytest.mark.slow
@pytest.mark.parametrize("name", SLOW)
def test_a_long_text_takes_no_more_than_its_length(name: str) -> None:
    """Every rule goes over a text of twenty thousand letters in each of its fields in a moment, wherever it stands."""
    text = SLOW[name].replace("\\n", "\n")
    indicator = {
        "path": (text[:10_000],) * 2,
        "numbering": text,
        "name": text,
        "about": text,
        "target": text,
        "basis": text,
    }
    item = {"kind": "duty", "numbering": text, "name": text, "about": text, "goal": (text, text), "text": (text, text)}
    record = {
        "goalbook": "2",
        "body": BODY,
        "title": text,
        "code": text,
        "name": text,
        "about": text,
        "goal": text,
        "budget": {"total": text, "fiscal": text},
        "items": ({**item, "indicators": (indicator, indicator)}, item),
        "indicators": ({**indicator, "levels": (text,) * 4, "target": None},) * 2,
        "spending_plan": ({"by": text, "share": text},) * 2,
    }
    for form in FORMS:
        document = Document.model_validate({**record, "form": form})
        start = time.process_time()
        inspect(document, FORMS[document.form], Body(goalbook="2", name="某县人大常委会"))
        assert time.process_time() - start < 8, form


@pytest.mark.slow
def test_many_indicators_take_no_more_than_their_number(tmp_path: Path) -> None:
    """Four thousand faulty indicators are checked quickly, and no more problems are told than anybody reads."""
    rows = "".join(f"  - {{path: [产出指标, 数量指标], name: 指标{n}率, target: ≤{n}}}\n" for n in range(4_000))
    root = write_goals(tmp_path, **{FILE: f"{GOOD}indicators:\n{rows}"})
    start = time.process_time()
    found = check_book(root).problems
    assert time.process_time() - start < 20
    assert 100 < len(found) <= 210


WORDS = st.text(alphabet="甲率数%≥≤1290.,-—/ 一二、。：\n\u3000×字以内@", max_size=14)
PATHS = st.lists(st.none() | WORDS, max_size=2).map(tuple)
INDICATORS = st.fixed_dictionaries(
    {},
    optional={
        "path": PATHS,
        "numbering": WORDS,
        "name": WORDS,
        "about": WORDS,
        "target": WORDS,
        "basis": WORDS,
        "levels": st.lists(WORDS, max_size=5).map(tuple),
        "targets": st.dictionaries(st.just("annual"), WORDS),
    },
)
AMOUNTS = st.dictionaries(st.sampled_from(["total", "fiscal", "other", "projects", "basic"]), WORDS, max_size=3)
ITEMS = st.recursive(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(["duty", "activity", "function", "task"]), "name": WORDS, "numbering": WORDS}
    ),
    lambda inner: st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["part", "duty"]),
            "name": WORDS,
            "budget": AMOUNTS,
            "items": st.lists(inner, max_size=3).map(tuple),
            "indicators": st.lists(INDICATORS, max_size=2).map(tuple),
        }
    ),
    max_leaves=5,
)
DOCUMENTS = st.fixed_dictionaries(
    {"goalbook": st.just("2"), "form": st.sampled_from(sorted(FORMS)), "body": st.just(BODY)},
    optional={
        "title": WORDS,
        "code": WORDS,
        "about": WORDS,
        "goal": WORDS | st.lists(WORDS, max_size=3).map(tuple),
        "budget": AMOUNTS,
        "revenue": AMOUNTS,
        "items": st.lists(ITEMS, max_size=3).map(tuple),
        "indicators": st.lists(INDICATORS, max_size=4).map(tuple),
        "spending_plan": st.lists(st.fixed_dictionaries({"by": WORDS, "share": WORDS}), max_size=4).map(tuple),
        "year": st.just("2024"),
        "money_unit": st.just("万元"),
        "source": st.just({"file": "原件.txt"}),
    },
)


@settings(deadline=None, max_examples=80)
@given(DOCUMENTS)
def test_no_document_breaks_a_rule(record: dict[str, object]) -> None:
    """Whatever a valid document says, every finding can be placed and put into words, in both languages."""
    document = Document.model_validate(record)
    found = inspect(document, FORMS[document.form], Body(goalbook="2", name="样例局"))
    node = Mapping({}, 1, 1)
    report = CheckReport(Path("nowhere"), "goals/", (), tuple(problems(found, node, "one.yml")))
    for language in ("zh", "en"):
        for problem in report.problems:
            told = report.told(problem, catalogue(language))
            assert told["message"]
            assert told["remedy"]
    if document.source:
        assert "error" not in {one.severity for one in found}


def test_the_clean_goals_are_never_written() -> None:
    """A check reads; what it read stays as it was."""
    before = {path: path.stat().st_mtime_ns for path in sorted(CLEAN.rglob("*"))}
    check_book(CLEAN)
    assert before == {path: path.stat().st_mtime_ns for path in sorted(CLEAN.rglob("*"))}
    assert (CLEAN / FOLDER).is_dir()
