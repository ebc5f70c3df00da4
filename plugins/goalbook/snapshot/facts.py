"""What a snapshot states of itself: its manifest.json."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.names import is_name, year_of

MANIFEST = "manifest.json"
SNAPSHOT_FORMAT = 1
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Corrects:
    """The snapshot that this one corrects, by its name and the sha256 of its SHA256SUMS, and why."""

    name: str
    sums: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What is settled before anything is made; the rest of a snapshot follows from it and from its sources.

    ``day`` is its ISO date, from the commit or SOURCE_DATE_EPOCH; ``live`` the address of the site it is published on
    (ending in a slash), empty where that isn't known; ``commit`` that of the data, empty without one; ``uncommitted`` the
    files that differ from it; ``config`` the site's configuration below ``data/``.
    """

    name: str
    day: str
    title: str
    language: str
    authority: str = ""
    live: str = ""
    commit: str = ""
    uncommitted: tuple[str, ...] = ()
    config: str = "mkdocs.yml"
    goals: str = "goals"
    corrects: Corrects | None = None

    @property
    def year(self) -> str:
        """The goals' folder that is frozen."""
        return year_of(self.name)

    @property
    def address(self) -> str:
        """Where the frozen pages are published, ending in a slash; empty where that isn't known."""
        return f"{self.live}snapshots/{self.name}/" if self.live else ""


@dataclass(frozen=True, slots=True)
class MadeSite:
    """What was made from the sources: counts by name, formats by suffix, files that could not be made with the reason,
    and the versions of the software that made them.
    """

    counts: dict[str, int]
    formats: tuple[str, ...]
    not_made: tuple[tuple[str, str], ...]
    software: dict[str, str]


def manifest_bytes(facts: Facts, made: MadeSite) -> bytes:
    """manifest.json: the facts and what was made."""
    whole: dict[str, Any] = {
        "goalbook_snapshot": SNAPSHOT_FORMAT,
        "name": facts.name,
        "year": facts.year,
        "date": facts.day,
        "site": {"title": facts.title, "authority": facts.authority, "language": facts.language},
        "address": facts.address or None,
        "live_site": facts.live or None,
        # The one kind of link in its pages that leads out of it.
        "outward_links": f"{facts.live}versions/" if facts.live else None,
        "data": {
            "config": facts.config,
            "goals": facts.goals,
            "commit": facts.commit or None,
            "uncommitted": list(facts.uncommitted),
        },
        "corrects": asdict(facts.corrects) if facts.corrects else None,
        "software": made.software,
        "formats": list(made.formats),
        "not_made": [{"file": file, "reason": reason} for file, reason in made.not_made],
        "counts": made.counts,
    }
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()


def read_facts(raw: bytes) -> dict[str, Any]:
    """The manifest of a snapshot as it stands. Raises SnapshotError where it is none."""
    try:
        if len(raw) > _LARGEST:
            raise ValueError("too large")
        whole = json.loads(raw)
        if whole["goalbook_snapshot"] != SNAPSHOT_FORMAT:
            raise ValueError("another format")
        facts_of(whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SnapshotError("bad_manifest") from error
    return dict(whole)


def facts_of(whole: dict[str, Any]) -> Facts:
    """The facts in a manifest. Raises ValueError, KeyError or TypeError where they aren't such."""
    data, site, corrects = whole["data"], whole["site"], whole["corrects"]
    facts = Facts(
        name=_text(whole["name"]),
        day=_text(whole["date"]),
        title=_text(site["title"]),
        language=_text(site["language"]),
        authority=_text(site["authority"]),
        live=_text(whole["live_site"] or ""),
        commit=_text(data["commit"] or ""),
        uncommitted=tuple(map(_text, data["uncommitted"])),
        config=_text(data["config"]),
        goals=_text(data["goals"]),
        corrects=Corrects(**{key: _text(corrects[key]) for key in ("name", "sums", "reason")}) if corrects else None,
    )
    inside = all(part not in ("", ".", "..") for path in (facts.config, facts.goals) for part in path.split("/"))
    if not is_name(facts.name) or (facts.corrects and not is_name(facts.corrects.name)) or not inside:
        raise ValueError("a name or path that can't be")
    date.fromisoformat(facts.day)
    return facts


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value
