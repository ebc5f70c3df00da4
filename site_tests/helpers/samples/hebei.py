"""Sample documents of the forms of 河北: the fields that each form prints, for a wanted number of rows."""

from __future__ import annotations

from typing import Any

from site_tests.helpers.samples.rows import Fields, bare_units, groups, shared_out, stated
from site_tests.helpers.samples.words import Words, amount, vocabulary


def duties(words: Words, rows: int) -> Fields:
    """部门职责-工作活动: each row is a duty or one of its activities."""
    items = []
    for size in _duties(rows):
        amounts = [words.cents(20_000) for _ in range(size - 1)]
        items.append(
            {
                "kind": "duty",
                "name": words.name("project"),
                "budget": {"total": amount(sum(amounts))},
                "about": words.text("about"),
                "goal": words.text("sentence"),
                **stated(items=[_activity(words, amount(cents)) for cents in amounts]),
            }
        )
    return {"goal": [words.paragraph(2), words.paragraph(2)], "items": items}


def _duties(rows: int) -> list[int]:
    """The sizes of the groups, none of which is a duty without an activity."""
    *others, last = groups(rows)
    return [*others[:-1], others[-1] + 1] if others and last == 1 else [*others, last]


def _activity(words: Words, total: str) -> Fields:
    name, _ = words.indicator(vocabulary()["levels"][1])
    best, step = words.rng.choice((100, 98, 95)), words.rng.choice((3, 5, 10))
    grades = [f"{best - n * step}%" for n in range(3)]
    return {
        "kind": "activity",
        "name": words.name("task"),
        "budget": {"total": total},
        "about": words.text("about"),
        "goal": words.text("sentence"),
        "indicators": [{"name": name, "levels": [*grades, f"＜{best - 2 * step}%"]}],
    }


def department(words: Words, rows: int) -> Fields:
    """部门预算绩效文本: each row is a paragraph of text."""
    numerals = vocabulary()["numerals"]
    labels = vocabulary()["words"]["labelled"]
    count = max(0, rows - 2) // (len(labels) + 2)
    rest = rows - count * len(labels)
    overall = [
        words.text("numbered", numeral=numerals[n % 10], text=words.paragraph(3)) for n in range(rest - rest // 2)
    ]
    safeguards = [
        words.text("measure", numeral=numerals[n % 10], safeguard=words.one("safeguards"), text=words.paragraph(2))
        for n in range(rest // 2)
    ]
    texts: tuple[dict[str, list[Any]], ...] = (
        {"text": overall},
        {"items": [_duty(words, n, labels) for n in range(1, count + 1)]},
        {"text": safeguards},
    )
    sections = [
        {"kind": "section", "numbering": f"{numeral}、", "name": name, **stated(**lists)}
        for numeral, name, lists in zip(numerals, vocabulary()["words"]["sections"], texts, strict=False)
    ]
    number, name = vocabulary()["words"]["parts"]
    return {"items": [{"kind": "part", "numbering": number, "name": name, "items": sections}]}


def _duty(words: Words, number: int, labels: list[str]) -> Fields:
    measures = "、".join(words.indicator(vocabulary()["levels"][1])[0] for _ in range(2))
    text = [f"{label}{measures if '指标' in label else words.text('sentence')}" for label in labels]
    return {"kind": "duty", "numbering": f"{number}、", "name": words.name("project"), "text": text}


def project(words: Words, rows: int) -> Fields:
    """预算项目绩效目标表: each row is an indicator."""
    indicators = []
    for level in shared_out(rows, vocabulary()["levels"]):
        name, target = words.indicator(level)
        about, basis = words.text("indicator", name=name), words.one("bases")
        indicators.append({"path": level["path"], "name": name, "about": about, "target": target, "basis": basis})
    return {
        "name": words.text("project"),
        "budget": _funds(words),
        "about": words.text("about"),
        "spending_plan": _plan(words),
        "goal": [f"{n}.{words.text('sentence')}" for n in (1, 2)],
        "indicators": indicators,
        **bare_units(indicators),
    }


def _funds(words: Words) -> Fields:
    fiscal = words.cents()
    other = words.cents(10_000) if words.rng.random() < 0.2 else 0
    return {
        "total": amount(fiscal + other),
        "fiscal": amount(fiscal),
        "other": amount(other) if other else "",
    }


def _plan(words: Words) -> list[Fields]:
    """资金支出计划: cumulative shares."""
    shares = sorted(words.rng.choice((15, 25, 35, 50, 65, 75, 90)) for _ in range(3))
    checkpoints = zip(vocabulary()["checkpoints"], (*shares, 100), strict=True)
    return [{"by": by, "share": f"{share}%"} for by, share in checkpoints]
