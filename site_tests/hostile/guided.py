"""One target under atheris, guided by which lines of the package an input reaches: a process that libFuzzer ends itself."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any


def main(name: str, seconds: int) -> None:
    """Fuzz a target for some seconds; at the first find it is kept and the process fails."""
    atheris: Any = importlib.import_module("atheris")  # it may be missing, and has no types
    with atheris.instrument_imports(include=["goalbook"]):
        from site_tests.hostile.fuzz import feed, keep
        from site_tests.hostile.targets import TARGETS

    target = TARGETS[name]
    seeds = Path(tempfile.mkdtemp(prefix="fuzz-seeds-"))
    for number, raw in enumerate(target.seeds()):
        (seeds / str(number)).write_bytes(raw)

    def one(raw: bytes) -> None:
        if fault := feed(target, raw):
            keep(name, raw, fault)
            raise RuntimeError(fault)

    options = [
        f"-max_total_time={seconds}",
        "-max_len=200000",
        "-timeout=30",
        f"-artifact_prefix={seeds}/",
        "-verbosity=0",
    ]
    atheris.Setup([sys.argv[0], *options, str(seeds)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
