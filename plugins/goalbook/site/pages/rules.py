"""校核规则: the page of all rules, each with its source, message, remedy and examples."""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby

from goalbook.checks.english import in_english
from goalbook.checks.explain import explain_rule
from goalbook.checks.rule import Example
from goalbook.checks.rules import RULES
from goalbook.forms.form import Form
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

RULES_ADDRESS = "rules"


def rules_page(settings: Settings, forms: Collection[Form]) -> Page:
    """The page of the rules by group; those that the site weighs otherwise say why.

    A site in another language, of whose ``forms`` none is of China, has no rule of China, and none that looks for Chinese words.
    """
    t = settings.t
    told = [explain_rule(rule, t) for rule in RULES.values()]
    if t.language != "zh" and not any(form.rules == "cn" for form in forms):
        told = [one for one in told if not one.rule.only and not one.is_chinese]
    groups = {group: list(rules) for group, rules in groupby(told, key=lambda one: one.rule.id.split("-")[0])}
    weighed = {one.rule: one for one in settings.checks}
    content = render(
        settings,
        "pages/rules.html",
        RULES_ADDRESS,
        groups=groups,
        weighed=weighed,
        plain_bodies=(Example("").body, in_english(Example("")).body),
    )
    return Page(RULES_ADDRESS, t("rules.title"), t("rules.description"), content)
