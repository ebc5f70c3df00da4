"""Whom readers may ask: on a body's page, and in the list of all who answer."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from goalbook.host.reports import tell_contacts
from goalbook.messages.catalogue import catalogue
from goalbook.model.contact import Contact
from goalbook.model.records import Body
from goalbook.site.frame.settings import Frozen
from goalbook.site.listings.contacts import contacts_html

from site_tests.helpers.made_book import SETTINGS, links, made_body, made_book, made_entry, pages_of, tree, words

CONTACT = Contact(
    office="办公室（生成）",
    phone="0100-5550100",
    address="示例路 1 号",
    mail="office@goals.example",
    page="https://goals.example/ask",
)


def _asked(contact: Contact | None) -> Body:
    return made_body("甲").model_copy(update={"contact": contact})


def test_a_body_says_whom_to_ask() -> None:
    """Its page gives office, telephone, mail, address and page, each as a link that can be used."""
    page = pages_of(made_book(made_entry("2024/a/one"), a=_asked(CONTACT)))["bodies/a"]
    for said in ("联系方式", "办公室（生成）", "0100-5550100", "office@goals.example", "示例路 1 号"):
        assert said in words(tree(page.content))
    assert {"tel:01005550100", "mailto:office@goals.example", "https://goals.example/ask"} <= set(links(page.content))


def test_all_who_answer_are_listed() -> None:
    """The list names the bodies that state a contact, with links from where it stands; where none does it is empty."""
    book = made_book(made_entry("2024/a/one"), made_entry("2024/b/one"), a=_asked(CONTACT))
    listed = contacts_html(SETTINGS, book, "about")
    assert "../bodies/a/" in links(listed)
    assert "../bodies/b/" not in links(listed)
    for nothing in (None, Contact()):
        assert contacts_html(SETTINGS, made_book(made_entry("2024/a/one"), a=_asked(nothing)), "about") == ""


def test_a_snapshot_links_nobody() -> None:
    """In a snapshot, which outlives offices, a contact is words alone."""
    book = made_book(made_entry("2024/a/one"), a=_asked(CONTACT))
    frozen = replace(SETTINGS, frozen=Frozen("2024", "2024", "2025-01-01"))
    listed = contacts_html(frozen, book, "about")
    assert "office@goals.example" in listed
    assert links(listed) == ["../bodies/a/"]


@pytest.mark.parametrize(
    ("phone", "dialled"),
    [
        ("(0100) 555-0100", ""),
        ("+86 100 555 0100", "+861005550100"),
        ("0100-5550100 转 2", ""),
        ("12345", "12345"),
        ("0100-5550100、5550101", ""),
    ],
)
def test_only_a_single_number_is_dialled(phone: str, dialled: str) -> None:
    """A number with words or a second one beside it is shown and not linked."""
    assert Contact(phone=phone).dialled == dialled


def test_an_office_without_contacts_is_told(caplog: pytest.LogCaptureFixture) -> None:
    """A build says once that readers can ask nobody, and nothing where one body states whom."""
    t = catalogue("zh")
    with caplog.at_level(logging.INFO):
        tell_contacts(made_book(made_entry("2024/a/one"), a=_asked(CONTACT)), t)
        assert caplog.messages == []
        tell_contacts(made_book(made_entry("2024/a/one")), t)
    assert caplog.messages == [t("build.no_contact")]
