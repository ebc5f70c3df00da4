"""校核规则: the page of all rules, each with its source, message, remedy and examples."""

from __future__ import annotations

from itertools import groupby

from goalbook.checks.explain import explain_rule
from goalbook.checks.rule import Example
from goalbook.checks.rules import RULES
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

RULES_ADDRESS = "rules"


def rules_page(settings: Settings) -> Page:
    """The page of the rules by group; those that the site weighs otherwise say why."""
    t = settings.t
    told = [explain_rule(rule, t) for rule in RULES.values()]
    groups = {group: list(rules) for group, rules in groupby(told, key=lambda one: one.rule.id.split("-")[0])}
    weighed = {one.rule: one for one in settings.checks}
    content = render(
        settings, "pages/rules.html", RULES_ADDRESS, groups=groups, weighed=weighed, plain_body=Example("").body
    )
    return Page(RULES_ADDRESS, t("rules.title"), t("rules.description"), content)
