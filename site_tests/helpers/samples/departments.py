"""Sample documents of 青海 and 广州: the fields that each form prints, for a wanted number of rows."""

from __future__ import annotations

from itertools import groupby

from site_tests.helpers.samples.rows import Fields, bare_units, groups, shared_out
from site_tests.helpers.samples.words import Words, amount, vocabulary

_GUANGZHOU = (0, 1, 2, 3, 5, 7, 8)  # the level-2 labels that the documents of 广州 have
_ONE_OF_EACH = (0, 3, 5, 8)  # of output, cost, benefit and satisfaction


def approved(words: Words, rows: int) -> Fields:
    """部门整体支出绩效目标批复表: each row is an indicator of one of the functions."""
    items = [_function(words, n, size) for n, size in enumerate(groups(rows), 1)]
    return {
        "about": "".join(f"{n}、{words.text('about')}" for n in range(1, 5)),
        "goal": [words.text("goal", no=n, text=words.text("sentence")) for n in range(1, 4)],
        "items": items,
        "sign": [{"label": label, "value": ""} for label in vocabulary()["words"]["sign"]],
        **bare_units([one for item in items for one in item["indicators"]]),
    }


def _function(words: Words, number: int, size: int) -> Fields:
    """核心职能; the numbers of its indicators start anew under each level-2 label."""
    chosen = sorted(words.rng.choice(range(len(vocabulary()["levels"]))) for _ in range(size))
    if number == 1 and size == len(_ONE_OF_EACH):
        chosen = list(_ONE_OF_EACH)
    indicators = []
    for _, same in groupby(chosen):
        for n, place in enumerate(same, 1):
            level = vocabulary()["levels"][place]
            name, target = words.indicator(level)
            no = words.text("indicator_no", no=n)
            indicators.append({"path": level["path"], "numbering": no, "name": name, "target": target})
    return {
        "kind": "function",
        "numbering": words.text("function_no", no=number),
        "name": words.name("function"),
        "indicators": indicators,
    }


def declared(words: Words, rows: int) -> Fields:
    """部门整体预算绩效目标申报表: each row is an indicator."""
    basic, projects, zero = words.cents(2_000_000), words.cents(1_000_000), amount(0)
    staff, units = str(words.rng.randint(20, 400)), str(words.rng.randint(0, 9))
    levels = [vocabulary()["levels"][place] for place in _GUANGZHOU]
    indicators = [_indicator(words, level) for level in shared_out(rows, levels)]
    return {
        "facts": {"staff": staff, "units": units, "other_tasks": ""},
        "budget": {
            "basic": amount(basic), "projects": amount(projects), "special": zero, "development": zero
        },
        "revenue": {"fiscal": amount(basic + projects), "other": zero},
        "levels_of_government": {"own": amount(basic + projects), "transfers": zero},
        "goal": words.paragraph(4),
        "items": [_task(words, projects // share) for share in (4, 8, 2)],
        "indicators": indicators,
        **bare_units(indicators),
    }  # fmt: skip


def _task(words: Words, cents: int) -> Fields:
    return {
        "kind": "task",
        "name": words.name("task"),
        "budget": {"total": amount(cents)},
        "about": words.paragraph(1),
        "goal": words.text("sentence"),
    }


def _indicator(words: Words, level: Fields) -> Fields:
    name, target = words.indicator(level)
    term = words.rng.choice(("", vocabulary()["words"]["term"]))
    return {"path": level["path"], "name": name, "targets": {"term": term, "annual": target}}
