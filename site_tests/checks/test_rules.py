"""Rules: their examples hold, their texts are there, and each is told on its page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from goalbook.checks.explain import explain_rule, found_in
from goalbook.checks.rule import MARK, Example, Rule, whole
from goalbook.checks.rules import RULES
from goalbook.checks.run import not_run
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.messages.problems import message, remedy
from goalbook.model.records import Document, Indicator, Item
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.rules import rules_pages
from lxml import html

from site_tests.helpers.shipped import FORMS

RUNNING = [rule for rule in RULES.values() if rule.find or rule.find_in_book]
WAITING = [rule for rule in RULES.values() if rule.missing]
# All rules of the groups on goals: identity, structure, indicators, money, evaluation.
GROUPS = {"ID": 14, "ST": 12, "IN": 25, "MO": 10, "EV": 7}
# Sources known only at second hand, or not looked up: named without an article.
UNREAD = ("ID-10", "ID-13", "ST-2", "IN-23")

every_rule = pytest.mark.parametrize("rule", RUNNING, ids=lambda rule: rule.id)


def marked(example: Example) -> set[int]:
    """The lines of an example's whole file that are marked, else the first."""
    lines = whole(example.text).split("\n")
    return {n for n, line in enumerate(lines, 1) if line.endswith(MARK)}


@every_rule
def test_the_example_is_found_where_it_is_marked(rule: Rule) -> None:
    """The rule finds its example in the marked lines; what isn't there is told where the file, or its record, begins."""
    assert rule.fires
    found = found_in(rule, rule.fires)
    assert found
    lines = {problem.line for problem in found}
    assert lines == marked(rule.fires) or (not marked(rule.fires) and max(lines) <= 4)
    assert {problem.rule for problem in found} == {rule.id}
    assert found[0].severity in ("error", "warning", "note")


@every_rule
def test_the_good_example_passes(rule: Rule) -> None:
    """The rule finds nothing in the example that keeps it, and that example differs from the other."""
    assert rule.passes
    assert rule.passes != rule.fires
    assert MARK not in rule.passes.text
    assert found_in(rule, rule.passes) == ()


@every_rule
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rule_can_be_explained(rule: Rule, language: str) -> None:
    """Name, source, message and remedy are there in both languages, with nothing left to fill in."""
    told = explain_rule(rule, catalogue(language))
    assert told.name
    assert told.source
    assert told.said
    for text in (told.name, told.source, *(text for said in told.said for text in said)):
        assert text.strip()
        assert not re.search(r"[{}]", text)


def test_every_rule_of_the_groups_is_there() -> None:
    """No rule is left out: each runs, waits for fields of the format, or is the loader's."""
    assert list(RULES) == [f"{group}-{n}" for group, most in GROUPS.items() for n in range(1, most + 1)]
    assert all(
        bool(one.find) + bool(one.find_in_book) + bool(one.missing) + bool(one.loader) == 1 for one in RULES.values()
    )
    assert RULES["ID-4"].loader == "unknown-form"
    assert f"fault.{RULES['ID-4'].loader}" in catalogue("zh")


def test_what_a_rule_waits_for_is_not_in_the_model() -> None:
    """A rule waits only as long as the format has no field for it; once it has, it must run."""
    fields = {*Document.model_fields, *Item.model_fields, *Indicator.model_fields}
    assert [rule.id for rule in WAITING if all(name in fields for name in rule.missing)] == []


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unread_source_has_no_article(name: str, language: str) -> None:
    """Where the wording wasn't read, the source is named without an article; where it was, the article is given."""
    article = r"第[一二三四五六七八九十百千\d]+条|art\. \d"
    read = "《预算法》第十四条|Budget Law, art. 14"  # ID-10 names a law that was read beside one that wasn't
    assert not re.search(article, re.sub(read, "", catalogue(language)(f"rule.{name}.source")))
    assert re.search(r"第.+条|art\. \d", catalogue(language)("rule.ID-8.source"))


def test_rules_that_did_not_run_are_told() -> None:
    """Rules without fields are told always; rules without a place in the forms at hand as well; optional ones when asked for."""
    waiting, unplaced = not_run([FORMS["hebei-duties"]])
    assert {rule.id for rule in waiting} == {rule.id for rule in WAITING if not rule.optional}
    assert {"IN-1", "IN-19", "MO-6"} <= {rule.id for rule in unplaced}
    assert not_run(FORMS.values())[1] == []


def test_what_a_rule_needs_is_printed_by_a_form() -> None:
    """No rule asks for a field that no form prints: it could never run."""
    for rule in RUNNING:
        assert any(rule.applies(form) for form in FORMS.values()), rule.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_has_a_page(language: str) -> None:
    """It says why the rule matters, its source, its messages, remedies and both examples; the list has its old anchor and leads to it."""
    settings = Settings("样例", language=language)
    index, *pages = rules_pages(settings, FORMS.values())
    t = settings.t
    listed = html.fromstring(index.content)
    assert [str(one) for one in listed.xpath("//li/@id")][-len(RULES) :] == list(RULES)
    assert [page.address for page in pages] == [f"rules/{name}" for name in RULES]
    assert len(index.content.encode()) < 15_000
    for rule, page in zip(RULES.values(), pages, strict=True):
        text = html.fromstring(page.content).text_content()
        assert t(f"doubt.{rule.id}.why") in text
        assert t(f"rule.{rule.id}.source") in text
        told = explain_rule(rule, t)
        if told.fires and told.passes:
            assert told.fires.text in text
            assert told.passes.text in text
            for problem in found_in(rule, told.fires):
                assert message(problem, t) in text
                assert remedy(problem, t) in text


@every_rule
@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_are_told_a_sentence_and_its_reason(rule: Rule, language: str) -> None:
    """What is found in several places is a sentence without its stop, without a double negative; the reason is one with it."""
    t = catalogue(language)
    found, why, stop = t(f"doubt.{rule.id}.found"), t(f"doubt.{rule.id}.why"), t("checks.stop")
    assert not found.endswith(stop)
    assert why.endswith(stop)
    assert "不符合" not in found


def test_rules_of_a_country_hold_for_its_forms() -> None:
    """Chinese forms are held to the rules of China; a form that names no set of rules only to the general ones."""
    own = [rule.id for rule in RULES.values() if rule.only == "cn"]
    assert own == ["ID-7", "ID-8", "ID-12", "IN-1", "IN-2", "IN-3", "IN-4"]
    assert all(form.rules == (None if name.startswith("en-") else "cn") for name, form in FORMS.items())
    elsewhere = replace(FORMS["hebei-project"], id="elsewhere", rules=None)
    for rule in RUNNING:
        assert rule.applies(elsewhere) == (rule.only is None and rule.applies(FORMS["hebei-project"])), rule.id


def test_an_english_site_has_the_rules_that_can_find_something_in_it() -> None:
    """Without a form of China none of China's, none that looks for Chinese words, and no Chinese word in any."""
    index, *pages = rules_pages(Settings("Example", language="en"), [])
    assert not re.search("[\u3000-\u303f\u3400-\u9fff\uff01-\uff60]", "".join(one.content for one in (index, *pages)))
    listed = {page.address.removeprefix("rules/") for page in pages}
    assert listed == {str(one) for one in html.fromstring(index.content).xpath("//li/@id")} & RULES.keys()
    assert not {rule.id for rule in RULES.values() if rule.only} & listed
    words = {"ID-6", "ST-6", "ST-7", "ST-8", "ST-9", "ST-10", "ST-11", "IN-23"}
    assert words == {rule.id for rule in RUNNING if not rule.only} - listed


@every_rule
def test_an_example_in_english_is_found_like_the_chinese_one(rule: Rule) -> None:
    """In the same lines; where the rule looks for Chinese words, the example stays Chinese."""
    told = explain_rule(rule, catalogue("en"))
    assert told.fires
    assert rule.fires
    assert [one.line for one in found_in(rule, told.fires)] == [one.line for one in found_in(rule, rule.fires)]


SAID = {
    "a rate rounded to its last digit": ("", "budget: {total: {adjusted: 7.00, executed: 6.00, rate: 86%}}"),
    "a score that is rounded": ("", "budget: {total: {rate: 86%, weight: 10, score: 9}}"),
    "a score by other rules": ("", "budget: {total: {rate: 86%, weight: 10, score: 5, reason: 另有办法}}"),
    "another score": ("MO-10-score", "budget: {total: {rate: 86%, weight: 10, score: 5}}"),
    "a rate of the adjusted budget": ("MO-10", "budget: {total: {initial: 50.00, adjusted: 100.00, executed: 50.00, rate: 100%}}"),
    "regions with all of them together": (
        "", "budget: {total: {annual: 30.00, values: [{of: target, for: 合计, text: 30.00}, {of: target, for: 甲镇, text: 30.00}]}}",
    ),
    "regions of another phase": (
        "MO-9", "budget: {total: {initial: 30.00, annual: 20.00, values: [{of: target, phase: initial, for: 甲镇, text: 20.00}]}}",
    ),
    "a series of years is no region": ("", "budget: {total: {annual: 30.00, values: [{of: target, at: 2024, text: 20.00}]}}"),
    "a forecast isn't shared out": ("", "budget: {total: {annual: 30.00, values: [{of: forecast, for: 甲镇, text: 20.00}]}}"),
    "an adjustment without its reason": ("EV-6-reason", "form: cn-adjust\nstage: adjusted\napproved: 2024-06-30"),
    "an adjusted amount alone": (
        "EV-6-amount", "stage: adjusted\napproved: 2024-06-30\nbudget: {total: {adjusted: 30.00, initial: ''}}",
    ),
    "an adjustment of a form without a place for reasons": ("", "stage: adjusted\napproved: 2024-06-30"),
    "no owner where none is asked for": ("", "indicators: [{name: 甲, target: 1次}]"),
    "results of one year alone": ("", "indicators: [{name: 甲, actual: 1次}, {name: 乙, actual: ''}]"),
    "an indicator with its baseline": (
        "", "indicators: [{name: 甲, actual: 1次, baseline: 2次}, {name: 乙, values: [{of: actual, at: 2022, text: 1次}], baseline: 1次}]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAID)
def test_what_the_model_can_say_is_held_against_itself(case: str) -> None:
    """Rates, shares of regions, adjustments, owners and series: what each rule takes, and what it tells of."""
    told, text = SAID[case]
    rules = (RULES[name] for name in ("MO-9", "MO-10", "EV-6", "EV-7", "IN-25"))
    found = {problem.code for one in rules for problem in found_in(one, Example(text))}
    assert found == ({told} if told else set())
