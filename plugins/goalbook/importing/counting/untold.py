"""Whether all that a source holds was read or set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from goalbook.importing.lines import Lines

RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+-−=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
"""The signs that stand for a raised or a lowered one."""

# Counted is which sign it is, not at which height.
_PLAIN = str.maketrans(
    {other: sign for signs in (RAISED, LOWERED) for sign, other in signs.items()} | dict.fromkeys("−⁻₋", "-")
)


@dataclass(frozen=True, slots=True)
class Held:
    """A text that a source holds, and where."""

    place: str
    text: str


@dataclass(slots=True)
class Counted:
    """What a source holds: its texts, and how many things its program draws, by kind."""

    texts: list[Held] = field(default_factory=list)
    drawn: Counter[str] = field(default_factory=Counter)


def tell_untold(lines: Lines, counted: Counted) -> None:
    """Set aside what a source holds and no piece or aside of its lines says, character by character; margins are not counted."""
    told = _signs(piece.text for piece in lines.pieces)
    told.update(_signs(aside.text for aside in lines.asides if aside.kind != "margin"))
    told.subtract(_signs(text for _, text in lines.drawn))
    for held in _untold(counted.texts, told):
        lines.aside("uncounted", held.place, held.text, of_all=True)
    drawn = Counter(kind for kind, _ in lines.drawn)
    for kind, count in sorted(counted.drawn.items()):
        if count > drawn[kind]:
            lines.aside("uncounted", "", f"{kind} × {count - drawn[kind]}", of_all=True)


def _signs(texts: Iterable[str]) -> Counter[str]:
    """How often each character stands in some texts, white space apart."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(text.translate(_PLAIN))
    return Counter({sign: count for sign, count in found.items() if not sign.isspace()})


def _untold(texts: list[Held], told: Counter[str]) -> Iterator[Held]:
    """The texts that have a character more than was told; the last ones with it, as the first ones were read."""
    over = _signs(held.text for held in texts)
    over.subtract(told)
    over = +over
    if not over:
        return
    found: list[Held] = []
    for held in reversed(texts):
        own = _signs([held.text])
        if (
            any(over[sign] > 0 for sign in own)
            and sum(min(over[sign], n) for sign, n in own.items()) * 2 >= own.total()
        ):
            found.append(held)
            over.subtract(own)
    yield from reversed(found)
    if +over:
        yield Held("", "".join(sorted((+over).elements())))
