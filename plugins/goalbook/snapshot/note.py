"""The cover note of a snapshot: what it is, what is in it, and how to verify it without this software."""

from __future__ import annotations

from goalbook.messages.catalogue import catalogue, language_of
from goalbook.snapshot.bag import PAYLOAD_LIST, SIGNATURE, STAMP, SUMS, TAG_LIST
from goalbook.snapshot.facts import MANIFEST, Facts, MadeSite
from goalbook.snapshot.sign import NAMESPACE
from goalbook.snapshot.windows import CHECK

_NAMES = {"zh": "说明.txt", "en": "README.txt"}


def note_of(facts: Facts, made: MadeSite) -> tuple[str, bytes]:
    """The name and the bytes of the note, in the language of the site; its lines end as every system reads them."""
    language = language_of(facts.language)
    t = catalogue(language)
    year = t("document.year", year=facts.year) if facts.year.isdecimal() else t("document.undated")
    parts = [
        t("note.title", site=facts.title, name=facts.name),
        t("note.what", site=facts.title, year=year, name=facts.name, day=facts.day, count=made.counts["documents"]),
    ]
    if facts.corrects:
        parts.append(t("note.corrects", name=facts.corrects.name, reason=facts.corrects.reason))
    if facts.uncommitted:
        parts.append(t("note.uncommitted", count=len(facts.uncommitted), manifest=MANIFEST))
    elif facts.commit:
        parts.append(t("note.commit", commit=facts.commit))
    parts += [
        t("note.contents", manifest=MANIFEST, sums=SUMS, payload=PAYLOAD_LIST, tags=TAG_LIST),
        t("note.verify", sums=SUMS, name=facts.name, windows=CHECK),
        t("note.signature", sums=SUMS, signature=SIGNATURE, namespace=NAMESPACE, stamp=STAMP),
        t("note.rebuild", name=facts.name, version=made.software["goalbook"]),
        t("note.links", address=f"{facts.live}versions/") if facts.live else t("note.no_links"),
        t("note.faithful"),
    ]
    return _NAMES[language], "\n\n".join(parts).replace("\n", "\r\n").encode("utf-8-sig") + b"\r\n"
