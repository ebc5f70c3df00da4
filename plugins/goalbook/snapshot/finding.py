"""What a verification finds, and whom it may trust."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goalbook.snapshot.sign import Signature, Stamp


@dataclass(frozen=True, slots=True, order=True)
class BagFinding:
    """One file that isn't as it was frozen; ``code`` names the message ``verify.<code>``."""

    file: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``sums`` is the sha256 of SHA256SUMS; ``signature`` and ``stamp`` are what is known of them, None where
    there is none or no program to check it (then it is in ``unchecked``).
    """

    name: str
    files: int
    sums: str
    findings: tuple[BagFinding, ...]
    signature: Signature | None = None
    stamp: Stamp | None = None
    unchecked: tuple[str, ...] = ()
    archive: bool = False

    @property
    def whole(self) -> bool:
        """Whether everything is as it was frozen."""
        return not self.findings


@dataclass(frozen=True, slots=True)
class Trust:
    """Who may have signed: a file of allowed signers, the certificates of a time-stamping authority, and a signature and a time
    stamp that were given beside the snapshot.
    """

    signers: Path | None = None
    authority: Path | None = None
    signature: Path | None = None
