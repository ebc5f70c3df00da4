"""Message catalogues: both languages say the same things, every word that is asked for is there, and no other."""

from __future__ import annotations

import json
import string
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from goalbook.book.load import load_book
from goalbook.checks.check import check_book
from goalbook.checks.rules import RULES
from goalbook.commands.doctor import PROGRAMS
from goalbook.commands.failure import REASONS
from goalbook.diff.effect import Effect
from goalbook.diff.others import OtherState
from goalbook.extras import EXTRAS
from goalbook.goalfile.problem import Problem, Severity
from goalbook.importing.limits import MOST
from goalbook.importing.lines import AsideKind
from goalbook.importing.plan import COLUMNS
from goalbook.messages.catalogue import LANGUAGES, catalogue, language_of
from goalbook.messages.problems import count, message, remedy, words_of
from goalbook.model.expected import Explanation
from goalbook.model.reading import TargetKind
from goalbook.model.records import Body, Document, Indicator, Item, ReviewKind, Stage
from goalbook.results.chains import Tie
from goalbook.results.completeness import LISTS_OF
from goalbook.results.over_years import YearMove
from goalbook.search.record import KINDS
from goalbook.site.pages.glossary import GENERAL, GROUPS
from goalbook.snapshot.change import SnapshotChangeKind, Vouched
from goalbook.snapshot.changes import CorrectedKind as FileKind
from goalbook.snapshot.changes import CorrectionKind
from goalbook.snapshot.finding import Standing
from goalbook.writers.formats import SUFFIXES
from goalbook.writers.schema import SCHEMAS, schema
from hypothesis import given
from hypothesis import strategies as st

from site_tests.checks.corpus import cases as rule_cases
from site_tests.forms.test_drawing import FAULTS
from site_tests.helpers.faulty import cases, write_goals
from site_tests.helpers.shipped import FORMS
from site_tests.messages.words_used import PACKAGE, uses

INDICATOR_CSV = (
    "address anchor url year period body shown document trail level1 level2 name of scope phase at for value kind comparator "
    "low high unit outcome off"
)
LISTING_CSV = (
    "address url year period inferred body body_name form stage title code money unit scope indicators numeric sha256 withdrawn "
    "original original_sha256"
)
OWED_CSV = "year body body_name region form stage document state due published late addresses why reason as_of"
QUALITY = "numeric texts bare other repeats no_basis same no_budget"
FREEZE = (
    "bad_name bad_epoch no_day bad_manifest bad_sums bad_changes bad_history bad_form bad_signature bad_stamp bad_stamp_authority bad_zip "
    "no_zip no_snapshot unfit_name same_name taken_name link outside inherits_outside inside_goals formats book exists once zip_there "
    "errors "
    "no_documents uncommitted shallow nothing_to_correct nothing_changed build astray altered renamed signed no_program sign_failed "
    "unknown_signer unreadable program_failed program_slow no_signers bad_signers no_certificates no_authority no_pins bad_pins "
    "pins_changed not_pinned not_as_published not_vouched unsigned pins_shallow pins_alone pinned_gone litter not_checked"
)
VERIFY = (
    "missing added altered unreadable bad_line disagrees no_manifest no_zip differs not_remade bad_signature unknown_signer "
    "bad_stamp bad_stamp_authority not_made_again only_made_again made_otherwise"
)
IMPORT_ERROR = (
    "unreadable not-text not-html not-office damaged crashed no-libreoffice no-form no-table near-form no-such-part other-form blank-form "
    "no-document too-deep "
    "too-slow too-much-memory is-xml is-mhtml is-picture is-odf is-xlsb "
    "is-encrypted is-ole is-ofd is-slides not-anything not-known is-zip no-package doc-table-lost pdf-scanned pdf-no-table "
    "no-workbook not-exported "
    "no-such-form unplanned there plan-title plan-text plan-csv plan-head plan-short plan-source plan-number plan-twice plan-action "
    "plan-file"
)
# What the keys that are made at run time are completed with.
MADE: dict[str, list[str]] = {
    "problem.*": list(get_args(Severity)),
    "schema.*": list(SCHEMAS),
    "stage.*": list(get_args(Stage)),
    "review.*": list(get_args(ReviewKind)),
    "annex.legend_*": ["note", "doubt", "both"],
    "new.ask.*": ["title", "code", "budget"],
    "blank.*": ["no-break", "ideographic", "wide", "other"],
    "download.*": list(SUFFIXES),
    "font.*": ["missing", "glyphs"],
    "office.*": ["too_long", "package", "number", "body", "year", "title", "address"],
    "nav.*": ["years", "bodies", "indicators", "glossary", "guide", "forms", "snapshots"],
    "cluster.*": ["package", "connection", "software", "fonts", "document", "lost"],
    "target.*": ["package", "address", "write"],
    "store_copy.*": ["package", "address", "read", "write"],
    "cite.*": ["title", "body", "year", "site", "version", "date", "address", "sha256"],
    "erratum.*": list(get_args(CorrectionKind)),
    "erratum.kind_*": [kind for kind in get_args(FileKind) if kind != "document"],
    "freeze.*": FREEZE.split(),
    "freeze.step.*": ["gather", "books", "pages", "links", "seal", "pack", "verify"],
    "verify.*": VERIFY.split(),
    "failure.*": sorted(set(REASONS.values())),
    "sample.*": ["likelihood", "rating"],
    "sample.indicator.*": [str(n) for n in range(1, 7)],
    "doctor.what.*": [*PROGRAMS, "libyaml", "theme", "font", *(f"extra_{extra}" for extra in EXTRAS)],
    "doctor.get.*": list(PROGRAMS),
    "diff.told.*": ["added", "dropped"],
    "diff.form.*": ["added", "dropped", "layout", "words", "words_before", "places", "places_before"],
    "diff.other.*": list(get_args(OtherState)),
    "settings.*": ["no_file", "no_parent", "bad_inherit", "circle", "no_mapping", "unreadable"],
    "verify.standing.*": list(get_args(Standing)),
    "snapshot_change.*": list(get_args(SnapshotChangeKind)),
    "snapshot_change.vouched.*": [one for one in get_args(Vouched) if one],
    "guide.submit_*": ["any", "github", "gitlab", "gitee", "gitea"],
    "relations.*": [
        "evaluates",
        "evaluated_by",
        "continues",
        "continued_by",
        "split_from",
        "split_into",
        "merged_into",
        "merged_from",
    ],
    "unstated.*": ["body", "year", "stage", "title", "money_unit"],
    "home.by_*": ["years", "regions", "bodies"],
    "home.all_*": ["years", "regions", "bodies"],
    "listing.*": ["first", "previous", "next", "last"],
    "listing.csv.*": LISTING_CSV.split(),
    "indicators.*": ["name", "target", "number", "unit", "category", "trail", "year", "document", "shown"],
    "indicators.of.*": ["target", "actual", "baseline", "forecast"],
    "indicators.csv.*": INDICATOR_CSV.split(),
    "indicators.kinds.*": list(get_args(TargetKind)),
    "glossary_group.*": ["general", *GROUPS],
    "glossary.*.*": [
        f"{key}.{part}"
        for keys in (*GROUPS.values(), [f"general_{key}" for key in GENERAL])
        for key in keys
        for part in ("term", "also", "text", "source")
    ],
    "find.list_*": ["years", "bodies", "regions", "forms", "indicators"],
    "find.sort_*": ["relevance", "year", "amount", "title"],
    "find.ui.*": ["year", "body", "region", "form", "stage", "category", "kind", "band"],
    "find.ui.no_*": ["year", "band", "region"],
    "find.ui.kind_*": [kind for kind in KINDS if kind],
    "find.ui.csv_*": ["title", "body", "year", "period", "form", "money", "where", "text", "url"],
    "rule.*.name": [f"{name}.name" for name in RULES],
    "doubt.*.why": [f"{name}.why" for name in RULES],
    "doubt.*.found": [f"{name}.found" for name, rule in RULES.items() if rule.find or rule.find_in_book],
    "mark.*": ["note", "doubt"],
    "rule.*.source": [f"{name}.source" for name in RULES],
    "rule_group.*": ["ID", "ST", "IN", "MO", "EV"],
    "outcome.*": ["reached", "missed", "untold"],
    "owed.kind.*": list(LISTS_OF),
    "owed.count.*": list(LISTS_OF),
    "owed.why.*": list(get_args(Explanation)),
    "owed.csv_head.*": OWED_CSV.split(),
    "quality.measure.*": QUALITY.split(),
    "quality.csv_head.*": ["year", "body", "body_name", "documents", "indicators", *QUALITY.split(), "findings"],
    "beside.group.*": ["whole", "kinds", "findings", "targets"],
    "quality.list_*": ["bodies", "documents"],
    "life.tie.*": list(get_args(Tie)),
    "since.*": list(get_args(YearMove)),
    "move.*": [move for move in get_args(YearMove) if move != "same"],
    "reading.head.*": ["level1", "level2", "level3", "target"],
    "reading.note*": ["1", "2", "3", "4", "5", "6"],
    "reading.row*.level1": ["1", "3", "4"],
    "reading.row*.level2": ["1", "2", "3", "4"],
    "reading.row*.name": ["1", "2", "3", "4"],
    "reading.row*.target": ["1", "2", "3", "4"],
    "diff.record.*": ["items", "indicators", "spending_plan", "schedule", "values", "sign", "review", "accept"],
    "diff.state.*": ["added", "dropped", "renamed", "changed", "layout", "unreadable"],
    "diff.side.*": ["before", "after"],
    "diff.effect.*": [effect for effect in get_args(Effect) if effect not in ("", "increased", "decreased")],
    "import.*": ["left", "other", "misplaced"],
    "import.batch.*": ["made", "doubtful"],
    "import.plan.*": [*COLUMNS, "make", "skip"],
    "import.aside.*": list(get_args(AsideKind)),
    "build.stage.*": [
        "bring_back",
        "carry",
        "start",
        "history",
        "goal_files",
        "other_pages",
        "documents",
        "index",
        "collections",
        "lists",
        "rest",
    ],
    "import.error.*": IMPORT_ERROR.split() + [f"over-{what}" for what in MOST],
    "diff.error.*": ["no-git", "no-repository", "no-revision"],
}
# Filled by the script of the page, which finds them in its attributes.
IN_BROWSER = {"beside.shown", "indicators.every", "indicators.found", "indicators.reading", "listing.page_of"}
# Looked up only where the catalogue has them: the words of fields, by their keys in goal files.
OPTIONAL = ("field.*", "field_in.*", "form_field.*", "label.*", "diff.field.*", "diff.field_in.*.*", "diff.count.*")
# Problems that faults.yml can't bring about: of links, places and sizes of files, of bodies, of several documents.
ELSEWHERE = {"too-large", "link", "unreadable", "misplaced", "yaml-suffix", "bad-region-code", "body-without-name"}
ELSEWHERE |= {"parent-of-itself", "address-taken", "too-many-entries", "too-many-keys", "too-long-together"}
ELSEWHERE |= {"too-long-entry", "too-long-beside"}
ELSEWHERE |= {"unknown-document", "documents-in-circle"}
# Of what may not lie in goals/: see test_contents.
ELSEWHERE |= {
    "stray",
    "taken-name",
    "not-in-nav",
    "not-a-picture",
    "litter",
    "unfit-name",
    "long-name",
    "unreadable-folder",
}
# Of originals: see test_originals.
ELSEWHERE |= {"not-an-original", "no-original", "original-too-large", "original-without-sha256", "original-differs"}
ELSEWHERE |= {"original-unnamed"}
# Of lists that a form prints in part: see test_unprinted.
ELSEWHERE |= {"not-asked-for", "printed-once"}
# Of forms: see test_own_forms.
ELSEWHERE |= {"form-faulty"}
# Of forms that can't be read back: see test_prove_form.
ELSEWHERE |= {"form-not-read-back", "form-cannot-hold"}
# Of the fonts: see test_printing.
ELSEWHERE |= {"unprintable"}
# Of what bodies owe, and of working days: see test_expected.
ELSEWHERE |= {"owed-twice", "owed-by-nobody", "explains-nothing", "explained-but-there", "unknown-list"}
ELSEWHERE |= {"days-twice", "off-and-worked", "day-of-other-year", "no-days-of-year"}
# Of `goalbook fmt`: see test_tidy.
ELSEWHERE |= {"comment-would-move", "layout-differs", "not-transcribed"}
# For a format that the model may come to have; today each has a message of its own.
FALLBACK = {"bad-format"}

languages = pytest.mark.parametrize("language", LANGUAGES)


def files(language: str) -> list[str]:
    """The files of a catalogue, by their paths below the folder of its language."""
    folder = PACKAGE / f"locale/{language}"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.toml"))


def placeholders(text: str) -> set[str]:
    """The names of the values that a text is filled with."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def found_problems(folder: Path) -> tuple[Problem, ...]:
    """The problems of all cases of faults.yml, and of those of the rules."""
    found: list[Problem] = []
    for n, case in enumerate(cases()):
        found += load_book(write_goals(folder / str(n), **{case.file: case.content})).problems
    for n, edited in enumerate(rule_cases()):
        found += check_book(edited.write(folder / f"rules-{n}")).problems
    return tuple(found)


@pytest.fixture(scope="session")
def problems(tmp_path_factory: pytest.TempPathFactory) -> tuple[Problem, ...]:
    """The problems of all cases of faults.yml, found once."""
    return found_problems(tmp_path_factory.mktemp("cases"))


def test_both_languages_have_the_same_files() -> None:
    """Each file of words is there in Chinese and in English."""
    assert files("zh") == files("en") != []


@pytest.mark.parametrize("name", files("zh"))
def test_both_languages_have_the_same_keys_in_the_same_order(name: str) -> None:
    """File by file, translations stand side by side."""
    tables = [
        tomllib.loads((PACKAGE / f"locale/{language}/{name}").read_text(encoding="utf-8")) for language in LANGUAGES
    ]
    one, other = (
        [(key, list(value) if isinstance(value, dict) else "") for key, value in table.items()] for table in tables
    )
    assert one == other


def test_both_languages_have_the_same_placeholders() -> None:
    """A text is filled with the same values in both languages; only the date is written in a way of its own."""
    one, other = (catalogue(language).texts for language in LANGUAGES)
    assert one.keys() == other.keys()
    assert [key for key in one if key != "day" and placeholders(one[key]) != placeholders(other[key])] == []
    assert placeholders(one["day"]) == {"year", "month", "day"}
    assert placeholders(other["day"]) == {"iso"}


@languages
def test_no_key_stands_in_two_files(language: str) -> None:
    """No file of a language overwrites the words of another."""
    total = 0
    for name in files(language):
        text = (PACKAGE / f"locale/{language}/{name}").read_text(encoding="utf-8")
        total += sum(1 for line in text.splitlines() if line and line[0] not in "#[")
    assert total == len(catalogue(language).texts)


def test_every_key_made_at_run_time_is_known_here() -> None:
    """A key that code or a template puts together stands in the list above, and nothing else does."""
    made = {use.key for use in uses() if "*" in use.key} - {"fault.*", "remedy.*", "find.ui.stage_*", *OPTIONAL}
    assert made == set(MADE)


@languages
def test_every_key_that_is_asked_for_is_there(language: str) -> None:
    """No page and no message ever looks for a word in vain."""
    texts = catalogue(language)
    asked = {use.key for use in uses() if "*" not in use.key} | _made()
    assert [key for key in sorted(asked) if key not in texts] == []


def _made() -> set[str]:
    return {_completed(pattern, end) for pattern, ends in MADE.items() for end in ends}


def _completed(pattern: str, end: str) -> str:
    if pattern.startswith(("rule.", "doubt.")):
        return pattern.partition("*")[0] + end
    return pattern.replace("*.*", "*").replace("*", end)


@languages
def test_no_key_is_there_for_nothing(language: str) -> None:
    """Every word of a catalogue is asked for somewhere."""
    asked = {use.key for use in uses()} | _made()
    prefixes = ("fault.", "remedy.", *(pattern.rstrip("*.") + "." for pattern in OPTIONAL))
    assert [key for key in catalogue(language).texts if key not in asked and not key.startswith(prefixes)] == []


@languages
def test_every_text_gets_the_values_it_is_filled_with(language: str) -> None:
    """Where a text is asked for, all its placeholders are given, and nothing is given in vain."""
    texts = catalogue(language).texts
    scripted = {use for use in uses() if use.key in IN_BROWSER and not use.values}
    assert {use.key for use in scripted} == IN_BROWSER
    calls = [use for use in uses() if use.key in texts and not use.open and use not in scripted]
    assert len(calls) > 200
    assert [use for use in calls if not placeholders(texts[use.key]) <= use.values] == []
    wanted = {
        use.key: placeholders(catalogue("zh").texts[use.key]) | placeholders(catalogue("en").texts[use.key])
        for use in calls
    }
    assert [use for use in calls if use.values - wanted[use.key]] == []


def test_words_of_fields_are_those_of_the_model() -> None:
    """Hover texts and the words of notes belong to fields that there are; every field has its hover text."""
    texts = catalogue("zh").texts
    fields = {key for name in SCHEMAS if name != "form" for key in _properties(name)}
    told = {key.removeprefix("field.") for key in texts if key.startswith("field.")}
    in_records = {key.rpartition(".")[2] for key in texts if key.startswith("field_in.")}
    assert told <= fields <= told | in_records
    assert {key.removeprefix("form_field.") for key in texts if key.startswith("form_field.")} == _properties("form")
    recorded = {*Document.model_fields, *Item.model_fields, *Indicator.model_fields}
    assert {key.removeprefix("label.") for key in texts if key.startswith("label.")} <= recorded


def _properties(name: str) -> set[str]:
    made = json.loads(schema(name, FORMS, catalogue("zh")))
    return {key for record in (made, *made.get("$defs", {}).values()) for key in record["properties"]}


def test_every_problem_has_a_message_and_a_remedy(problems: tuple[Problem, ...]) -> None:
    """The codes of the catalogues are those that are found, in faults.yml or in the tests of links, places and bodies."""
    texts = catalogue("zh").texts
    faults = {key.removeprefix("fault.") for key in texts if key.startswith("fault.")}
    remedies = {key.removeprefix("remedy.") for key in texts if key.startswith("remedy.")}
    found = {problem.code for problem in problems}
    of_forms = {code for _, _, code, _, _ in FAULTS.values() if code.startswith("form-")}
    assert faults == remedies == found | of_forms | ELSEWHERE | FALLBACK
    assert not found & (ELSEWHERE | FALLBACK)


@languages
def test_every_problem_can_be_said(problems: tuple[Problem, ...], language: str) -> None:
    """Message and remedy of each problem are filled: no placeholder is left, no value is missing, no text is empty."""
    t = catalogue(language)
    for problem in problems:
        values = {key.rstrip("*@") for key, _ in problem.details}
        for text, pattern in (
            (message(problem, t), f"fault.{problem.code}"),
            (remedy(problem, t), f"remedy.{problem.code}"),
        ):
            assert text.strip()
            assert placeholders(t.texts[pattern]) <= {*values, "meant"}
        assert f"{problem.file}:{problem.line}:{problem.column}: {t(f'problem.{problem.severity}')}: " in words_of(
            problem, t
        )


@languages
def test_counts_are_said(language: str) -> None:
    """Errors, warnings and notes are counted apart; none is a sentence of its own."""
    t = catalogue(language)
    error, warning = Problem("a", 1, 1, "x"), Problem("b", 1, 1, "x", severity="warning")
    note = Problem("c", 1, 1, "x", severity="note")
    assert count([error, warning, warning, note], 7, t) == t("problem.count", files=7, errors=1, warnings=2, notes=1)
    assert count([], 7, t) == t("problem.none", files=7)


@given(st.text(max_size=30))
def test_a_value_is_never_taken_for_a_placeholder(value: str) -> None:
    """What stands in a file is shown as it is, braces and percent signs included."""
    problem = Problem("a", 1, 1, "bad-slug", details=(("value", value),))
    assert message(problem, catalogue("zh")) == f"“{value}”不能用作标识。"


def test_an_unknown_key_is_an_error_of_the_program() -> None:
    """A word that isn't in the catalogue is never replaced by another."""
    with pytest.raises(KeyError):
        catalogue("zh")("nothing.here")
    assert "nothing.here" not in catalogue("zh")


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("zh", "zh"),
        ("zh-CN", "zh"),
        ("zh_TW", "zh"),
        ("ZH-Hant", "zh"),
        ("en", "en"),
        ("de", "en"),
        ("zha", "en"),
        ("", "en"),
    ],
)
def test_language_tags_lead_to_a_catalogue(tag: str, language: str) -> None:
    """All Chinese is Chinese; everything else is English."""
    assert language_of(tag) == language


def test_the_catalogue_says_nothing_twice() -> None:
    """Problems are told apart by their messages in both languages."""
    for language in LANGUAGES:
        said = Counter(text for key, text in catalogue(language).texts.items() if key.startswith("fault."))
        assert [text for text, times in said.items() if times > 1] == []


def test_a_body_has_its_own_hover_texts() -> None:
    """The schema of bodies speaks of bodies."""
    assert set(Body.model_fields) <= _properties("body")
