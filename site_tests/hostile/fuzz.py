"""`make fuzz`: feeds each target with mutants, guided by coverage where atheris is installed, and keeps what it finds.

    python -m site_tests.hostile.fuzz [SECONDS]

A find is written to site_tests/hostile/corpus/, below its target, and tells its traceback; `make test` replays them all.
"""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import time
import traceback
from random import Random

from site_tests.hostile.targets import CORPUS, TARGETS, Target

SECONDS = 600
SLOW = 2.0  # seconds of the processor for one input
_LARGEST = 200_000
# What readers look for; a mutant often holds some.
_YAML = (
    "name: ",
    "- ",
    "|\n",
    ">-\n",
    "&a ",
    "*a",
    "!!str ",
    "<<: ",
    "? ",
    "{",
    "[",
    "items:\n",
    "≤",
    "％",
    "万元",
    "\ufeff",
)
_BYTES = (
    b"\0",
    b"\xff" * 4,
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"../",
    b"<table>",
    b"</td>",
    b"rowspan='99999'",
    b"&#0;",
    b"9" * 4_400,
)
_WORDS = [*(word.encode() for word in _YAML), *_BYTES]


def mutant(raw: bytes, random: Random) -> bytes:
    """Some bytes changed, cut, doubled, moved, or words put between."""
    made = bytearray(raw[:_LARGEST])
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        start = random.randrange(len(made) + 1)
        end = min(len(made), start + random.choice((1, 2, 8, 60, 2_000)))
        match random.randrange(6):
            case 0 if start < len(made):
                made[start] = random.randrange(256)
            case 1:
                del made[start:end]
            case 2:
                made[start:start] = made[start:end] * random.choice((1, 2, 50))
            case 3:
                made[start:end] = random.choice(_WORDS)
            case 4:
                made[start:start] = random.choice(_WORDS)
            case _:
                moved = made[start:end]
                del made[start:end]
                place = random.randrange(len(made) + 1)
                made[place:place] = moved
    return bytes(made[: 2 * _LARGEST])


def feed(target: Target, raw: bytes) -> str:
    """What is wrong with how a target took an input; empty where nothing is."""
    start = time.process_time()
    try:
        target.feed(raw)
    except target.refuses:
        pass
    except Exception:
        return traceback.format_exc()
    used = time.process_time() - start
    return f"{used:.1f} s\n" if used > SLOW else ""


def keep(name: str, raw: bytes, fault: str) -> None:
    """Keep a find, and tell it."""
    path = CORPUS / name / hashlib.sha256(raw).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    print(f"{path}\n{fault}", flush=True)


def run_mutants(name: str, seconds: float) -> int:
    """Feed mutants for some seconds; each place of failing is kept once. Gives how many were found."""
    target, random, seen = TARGETS[name], Random(time.time_ns()), set[str]()
    seeds, end, count = target.seeds(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        raw = mutant(random.choice(seeds), random)
        count += 1
        if fault := feed(target, raw):
            place = "".join(line for line in fault.splitlines() if line.startswith("  File"))
            if place not in seen:
                seen.add(place)
                keep(name, raw, fault)
    print(f"{name}: {count} inputs, {len(seen)} found", flush=True)
    return len(seen)


def main(seconds: float) -> int:
    """Run all targets one after another, each in a process of its own where atheris guides it. Gives how many failed."""
    guided = importlib.util.find_spec("atheris") is not None
    print("guided by coverage (atheris)" if guided else "mutants only: atheris is not installed", flush=True)
    share, found = seconds / len(TARGETS), 0
    for name in TARGETS:
        if guided:
            command = [sys.executable, "-m", "site_tests.hostile.guided", name, str(max(1, round(share / 2)))]
            found += subprocess.run(command, check=False).returncode != 0
        found += run_mutants(name, share / 2 if guided else share)
    return found


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS) > 0)
