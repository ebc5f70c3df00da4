"""`goalbook rules`: the rules that goals are checked by."""

from __future__ import annotations

from collections.abc import Iterator

import click

from goalbook.checks.explain import explain_rule
from goalbook.checks.rule import Example, Rule
from goalbook.checks.rules import RULES
from goalbook.commands import options
from goalbook.commands.say import say
from goalbook.messages.catalogue import Catalogue, catalogue


@click.command("rules")
@click.argument("rules", nargs=-1)
@options.language
def command(rules: tuple[str, ...], language: str) -> None:
    """List the rules of `goalbook check`, or explain RULES: source, message, remedy and examples."""
    t = catalogue(language)
    for name in rules:
        if name.upper() not in RULES:
            raise click.UsageError(t("rules.unknown", rule=name))
    if rules:
        say("\n\n".join("\n".join(_explained(RULES[name.upper()], t)) for name in rules))
        return
    width = max(len(name) for name in RULES)
    for name, rule in RULES.items():
        waiting = f" {t('rules.waiting', fields=', '.join(rule.missing))}" if rule.missing else ""
        say(f"{name:<{width}} {t(f'problem.{rule.severity}')} {t(f'rule.{name}.name')}{waiting}")


def _explained(rule: Rule, t: Catalogue) -> Iterator[str]:
    told = explain_rule(rule, t)
    yield f"{rule.id} {t(f'problem.{rule.severity}')} {told.name}"
    yield f"{t('rules.source')}: {told.source}"
    if rule.missing:
        yield t("rules.waiting", fields=", ".join(rule.missing))
    if rule.optional:
        yield t("rules.optional")
    if rule.loader:
        yield t("rules.loader")
    if rule.needs:
        yield t("rules.needs", fields=", ".join(rule.needs))
    if rule.only:
        yield t("rules.only", only=rule.only)
    for said, remedy in told.said:
        yield f"{t('rules.message')}: {said}"
        yield f"{t('rules.remedy')}: {remedy}"
    if told.fires and told.passes:
        yield from _example(t("rules.fires"), told.fires, t)
        yield from _example(t("rules.passes"), told.passes, t)


def _example(title: str, example: Example, t: Catalogue) -> Iterator[str]:
    yield f"{title}:"
    yield from (f"    {line}" for line in example.text.split("\n"))
    for name, text in example.others.items():
        yield t("rules.other_file", name=name)
        yield from (f"    {line}" for line in text.split("\n"))
