"""What a verification finds, and whom it may trust."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from goalbook.snapshot.sign import Signature, Stamp


@dataclass(frozen=True, slots=True, order=True)
class BagFinding:
    """One file that isn't as it was frozen; ``code`` names the message ``verify.<code>``."""

    file: str
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A check of a signature or time stamp that gave no answer here, and whether it was ``demanded``.

    ``code`` names the message ``freeze.<code>``, ``values`` fill it.
    """

    file: str
    demanded: bool
    code: str
    values: Mapping[str, object] = field(default_factory=dict)


Standing = Literal["altered", "unchecked", "proven", "unproven"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. ``sums`` is the sha256 of SHA256SUMS; ``signature`` and ``stamp`` are what is known of them, None where
    there is none or it could not be checked (then it is in ``unchecked``); ``litter`` are files that a system left in it.
    """

    name: str
    files: int
    sums: str
    findings: tuple[BagFinding, ...]
    signature: Signature | None = None
    stamp: Stamp | None = None
    unchecked: tuple[Unchecked, ...] = ()
    litter: tuple[str, ...] = ()
    archive: bool = False

    @property
    def standing(self) -> Standing:
        """What all of it comes to: the one place that decides whether a snapshot is believed.

        ``altered``: something isn't as it was frozen or demanded; ``unchecked``: nothing is known to be wrong, but a check that
        was demanded gave no answer; ``proven``: a signer of the given list vouches for all of it; ``unproven``: it is whole,
        and nobody vouches for it.
        """
        if self.findings:
            return "altered"
        if any(one.demanded for one in self.unchecked):
            return "unchecked"
        return "proven" if self.signature and self.signature.signer else "unproven"

    @property
    def whole(self) -> bool:
        """Whether everything is as it was frozen, and every check that was demanded says so."""
        return self.standing in ("proven", "unproven")

    def may_run(self, trusted: bool) -> bool:
        """Whether the templates inside may be run: never where a check failed or gave no answer, even if ``trusted``."""
        return self.standing == "proven" or (trusted and self.standing == "unproven")


@dataclass(frozen=True, slots=True)
class Trust:
    """Who may have signed: a file of allowed signers, the certificates of a time-stamping authority, and a signature that was
    given beside the snapshot. What is given is demanded.
    """

    signers: Path | None = None
    authority: Path | None = None
    signature: Path | None = None
