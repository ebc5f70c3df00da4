"""The glossary: every label of the official forms has a term with two plain sentences and a source."""

from __future__ import annotations

import re

import pytest
from goalbook.forms.fields import labels_and_fields
from goalbook.forms.form import Form, FormCell, Label, Line, StaticLines, Table
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.site.frame.settings import Settings
from goalbook.site.pages.glossary import GENERAL, GROUPS, general_terms, glossary_page, term_anchor, terms
from lxml import html

from site_tests.helpers.pages import DOCUMENTS
from site_tests.helpers.shipped import FORMS as SHIPPED

# The forms of the real documents: of the general ones not every label has a term.
FORMS = {name: SHIPPED[name] for name in DOCUMENTS}

SENTENCE = {"zh": re.compile(r"[^。]+。"), "en": re.compile(r"\S.*?[.](?=\s|$)")}


def _printed(label: Label) -> str:
    return label.text.replace("{money_unit}", "万元").replace("{year}", "2024")


LABELS = sorted(
    {
        _printed(one)
        for form in FORMS.values()
        for one in labels_and_fields(form)
        if isinstance(one, Label) and "{year}" not in one.text
    }
)
CATEGORIES = (
    "产出指标", "数量指标", "质量指标", "时效指标", "成本指标", "效益指标", "经济效益指标", "社会效益指标",
    "社会效益", "生态效益指标", "可持续影响指标", "满意度指标", "服务对象满意度指标", "服务对象",
)  # fmt: skip


@pytest.mark.parametrize("label", [*LABELS, *CATEGORIES])
def test_every_label_has_a_term(label: str) -> None:
    """Each label of an official form and each category in the real documents leads to a term of the page."""
    anchor = term_anchor(label)
    tree = html.fromstring(glossary_page(Settings("示例"), FORMS.values()).content)
    assert anchor is not None
    assert tree.xpath("//dt[@id=$anchor]/dfn", anchor=anchor)


@pytest.mark.parametrize(
    ("label", "term"),
    [
        ("预算金额（万元）", "预算金额"),
        ("预算金额(元)", "预算金额"),
        ("资金支出计划（%）", "资金支出计划"),
        ("绩效总体目标：", "总体绩效目标"),
        ("部门(单位)名称", "部门"),
        ("其中：财政    资金", "财政资金"),
        ("期望达到的目标（概述）", "期望达到的目标"),
        ("单位：万元", "金额单位"),
        ("年度预算数", "年度预算数"),
    ],
)
def test_a_label_finds_its_own_term(label: str, term: str) -> None:
    """A printed label finds its term whatever its spaces, the width of its brackets or its ending."""
    found = [one.term for group in terms(catalogue("zh")).values() for one in group if one.anchor == term_anchor(label)]
    assert found == [term]


@pytest.mark.parametrize("label", ["", "：", "（万元）", "不是术语", "绩效", "目标值"])
def test_other_words_find_no_term(label: str) -> None:
    """A word that is no label, or part of one, leads nowhere."""
    assert term_anchor(label) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_two_sentences_and_a_source(language: str) -> None:
    """Each explanation is two whole sentences, and each term names its source."""
    for group in (*terms(catalogue(language)).values(), general_terms(catalogue(language))):
        for term in group:
            sentences = SENTENCE[language].findall(term.text)
            assert len(sentences) == 2, term
            assert "".join(sentences).replace(" ", "") == term.text.replace(" ", ""), term
            assert term.source


def test_english_terms_keep_the_official_word() -> None:
    """An English term begins with the official Chinese one and names the same labels."""
    pairs = zip(*(sum(terms(catalogue(tag)).values(), ()) for tag in ("zh", "en")), strict=True)
    for chinese, english in pairs:
        assert english.term.startswith(f"{chinese.term} (")
        assert english.also == chinese.also


def test_every_term_of_the_catalogue_is_shown_once() -> None:
    """The page shows every term of the catalogue in one group, and no label belongs to two terms."""
    keys = [key for group in GROUPS.values() for key in group] + [f"general_{key}" for key in GENERAL]
    texts = catalogue("zh").texts
    assert sorted(keys) == sorted(
        name.split(".")[1] for name in texts if name.startswith("glossary.") and name.endswith(".term")
    )
    labels = [label for group in terms(catalogue("zh")).values() for one in group for label in (one.term, *one.also)]
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_has_one_heading_and_stable_anchors(language: str) -> None:
    """The page has one h1, a heading for each group, and the same anchors in both languages, each once."""
    tree = html.fromstring(glossary_page(Settings("示例", language=language), FORMS.values()).content)
    anchors = tree.xpath("//dt/@id")
    assert len(tree.xpath("//h1")) == 1
    assert len(tree.xpath("//h2")) == len(GROUPS)
    assert len(anchors) == len(set(anchors)) == sum(len(keys) for keys in GROUPS.values())
    assert {"term-goal", "term-indicator", "term-annual-target"} <= set(anchors)
    linked = {link.removeprefix("#") for link in tree.xpath("//a[starts-with(@href, '#')]/@href")}
    assert linked <= set(tree.xpath("//@id"))
    assert len(glossary_page(Settings("示例", language=language), FORMS.values()).content.encode()) < 85_000


@pytest.mark.parametrize(
    ("label", "anchor"),
    [("Goal", "goal"), ("performance  measure", "measure"), ("Target FY2024", "target"), ("Target 2023-24:", "target"),
     ("Budget ($ million)", "budget"), ("Fiscal year", "year"), ("RESULT", "result")],
)  # fmt: skip
def test_a_label_in_english_finds_its_general_term(label: str, anchor: str) -> None:
    """Whatever its letters, its year or unit and its ending."""
    assert term_anchor(label) == f"term-general-{anchor}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_holds_the_terms_that_a_site_uses(language: str) -> None:
    """General terms where labels are in English, those of the Chinese forms where these are used, both where both are."""
    table = Table("measures", (40,), (StaticLines((Line((FormCell(0, 1, Label("Measure")),)),)),))
    english = Form("en", "Measures", "", (table,))
    settings = Settings("Example", language=language)
    own, both = (glossary_page(settings, forms).content for forms in ([english], [english, *FORMS.values()]))
    assert [one.get("id") for one in html.fromstring(own).iter("h2")] == ["group-general"]
    assert [one.get("id") for one in html.fromstring(both).iter("h2")] == [
        "group-general",
        *(f"group-{key}" for key in GROUPS),
    ]
    assert [one.get("id") for one in html.fromstring(own).iter("dt")] == ["term-general-measure"]
    assert language == "zh" or not re.search("[\u3400-\u9fff]", own)
    neither = [one.get("id") for one in html.fromstring(glossary_page(settings, []).content).iter("h2")]
    assert neither == ([f"group-{key}" for key in GROUPS] if language == "zh" else ["group-general"])
