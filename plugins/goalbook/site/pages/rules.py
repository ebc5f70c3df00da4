"""校核规则: a short list of all rules, and a page of each: why it matters to readers, how staff mend what it finds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import groupby

from goalbook.checks.english import in_english
from goalbook.checks.explain import Explained, explain_rule
from goalbook.checks.rule import Example
from goalbook.checks.rules import RULES
from goalbook.forms.form import Form
from goalbook.messages.catalogue import Catalogue, catalogue
from goalbook.site.frame.page import Page
from goalbook.site.frame.render import render
from goalbook.site.frame.settings import Settings

RULES_ADDRESS = "rules"


def rule_address(rule: str) -> str:
    """Where the page of a rule stands."""
    return f"{RULES_ADDRESS}/{rule}"


def rules_pages(settings: Settings, forms: Collection[Form]) -> Iterator[Page]:
    """The list of the rules by group, and the page of each; those that the site weighs otherwise say why.

    A site in another language, of whose ``forms`` none is of China, has no rule of China, and none that looks for Chinese words.
    """
    t = settings.t
    whole = t.language == "zh" or any(form.rules == "cn" for form in forms)
    told = [_explained(name, t.language) for name in RULES if whole or _is_general(name, t)]
    groups = {group: list(rules) for group, rules in groupby(told, key=lambda one: one.rule.id.split("-")[0])}
    content = render(settings, "pages/rules.html", RULES_ADDRESS, groups=groups)
    yield Page(RULES_ADDRESS, t("rules.title"), t("rules.description"), content)
    weighed = {one.rule: one for one in settings.checks}
    plain_bodies = (Example("").body, in_english(Example("")).body)
    for explained in told:
        rule = explained.rule.id
        address, why, own = rule_address(rule), t(f"doubt.{rule}.why"), weighed.get(rule)
        content = render(
            settings, "pages/rule.html", address, told=explained, why=why, own=own, plain_bodies=plain_bodies
        )
        yield Page(address, t("rules.page", name=explained.name, rule=rule), why, content)


def has_rule_page(rule: str, form: Form, t: Catalogue) -> bool:
    """Whether a site that has documents in a form has a page of a rule."""
    return t.language == "zh" or form.rules == "cn" or _is_general(rule, t)


def _is_general(rule: str, t: Catalogue) -> bool:
    return not RULES[rule].only and not _explained(rule, t.language).is_chinese


@lru_cache(maxsize=256)
def _explained(rule: str, language: str) -> Explained:
    return explain_rule(RULES[rule], catalogue(language))
