"""A project's share of its body's budget is told where the documents prove it, and only there."""

from __future__ import annotations

import pytest
from goalbook.book.entry import Entry, summarise
from goalbook.model.address import Address
from goalbook.model.records import Document
from goalbook.site.document.whole import wholes_of

from site_tests.helpers.shipped import FORMS


def entry(name: str, form: str, budget: dict[str, object], **fields: object) -> Entry:
    """A generated document of one body and year."""
    record = {"goalbook": "2", "form": form, "body": "sample", "year": "2024", "budget": budget, "money_unit": "万元"}
    document = Document.model_validate(record | fields)
    return summarise(document, FORMS[form], Address(f"2024/sample/{name}"), "0" * 64)


WHOLE = entry("department", "guangzhou-department", {"basic": "60.00", "projects": "40.00"}, title="整体（生成）")
ONE = entry("one", "hebei-project", {"total": "0.80"})


def test_a_project_is_a_share_of_the_whole() -> None:
    """In the whole's own words; of one in other units of the same currency too."""
    in_yuan = entry("two", "hebei-project", {"total": "25,000.00"}, money_unit="元")
    found = wholes_of([WHOLE, ONE, in_yuan])
    assert {address: one.share for address, one in found.items()} == {ONE.address: "0.8", in_yuan.address: "2.5"}
    assert (found[ONE.address].unit, found[ONE.address].title) == ("万元", "整体（生成）")


@pytest.mark.parametrize(
    ("amount", "share"), [("0.04", ""), ("0.05", "0.1"), ("99.99", "99.9"), ("100.00", "100"), ("0.00", "0.0")]
)
def test_a_share_is_never_rounded_to_none_or_all(amount: str, share: str) -> None:
    """Of what is nearly nothing or nearly all it isn't said that it is."""
    project = entry("one", "hebei-project", {"total": amount})
    assert wholes_of([WHOLE, project])[project.address].share == share


@pytest.mark.parametrize(
    "entries",
    [
        [ONE],
        [WHOLE, entry("other", "guangzhou-department", {"basic": "1.00", "projects": "1.00"}), ONE],
        [WHOLE, entry("one", "hebei-project", {"total": "100.01"})],
        [WHOLE, entry("one", "hebei-project", {"total": "1.00"}, money_unit="USD million")],
        [WHOLE, entry("one", "hebei-project", {"total": "1.00"}, money_unit=None)],
        [WHOLE, entry("one", "hebei-project", {"total": "1.00"}, stage="declared")],
        [entry("department", "guangzhou-department", {"basic": "60.00", "projects": ""}), ONE],
    ],
    ids=["no whole", "two wholes", "more than the whole", "another currency", "no unit", "another stage", "a blank part"],
)  # fmt: skip
def test_what_isnt_proved_isnt_said(entries: list[Entry]) -> None:
    """Nothing is said where the whole isn't one sure amount, or can't hold its projects."""
    assert wholes_of(entries) == {}
