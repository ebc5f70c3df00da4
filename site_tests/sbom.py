"""`make sbom`: what the site is built with, as a CycloneDX 1.6 bill of materials and as a list of licences.

Packages, versions and hashes come from requirements.txt, licences from the metadata of what is installed. No clock and no
random number is in it: the same pins give the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from goalbook import __version__

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.txt"
_PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; .+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:([0-9a-f]{64})")
_CLASSIFIER = "License :: OSI Approved :: "
_LONGEST = 60  # characters of a licence's name; some packages state the whole text there


@dataclass(frozen=True, slots=True)
class Pin:
    """A package of a requirements file."""

    name: str
    version: str
    hashes: tuple[str, ...]


def pins(text: str) -> list[Pin]:
    """The packages of a requirements file, in its order. Raises ValueError where one has no hash."""
    found: list[Pin] = []
    for line in text.splitlines():
        if match := _PIN.match(line):
            found.append(Pin(match["name"], match["version"], ()))
        elif match := _HASH.match(line):
            last = found.pop()
            found.append(Pin(last.name, last.version, (*last.hashes, match[1])))
        elif line and not line.lstrip().startswith("#"):
            raise ValueError(f"no pin by hash: {line}")
    if bare := [one.name for one in found if not one.hashes]:
        raise ValueError(f"no hash: {', '.join(bare)}")
    return found


@dataclass(frozen=True, slots=True)
class Licence:
    """What a package states of its licence; ``spdx`` says that it is an expression of SPDX's identifiers."""

    text: str = ""
    spdx: bool = False


def licence_of(name: str) -> Licence:
    """The licence that an installed package states; an empty one where it states none or isn't installed on this system."""
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return Licence()
    return next(_stated(stated), Licence())


def _stated(stated: PackageMetadata) -> Iterator[Licence]:
    if "License-Expression" in stated:
        yield Licence(stated["License-Expression"], spdx=True)
    classifiers = stated.get_all("Classifier") or []
    if names := sorted(one.removeprefix(_CLASSIFIER) for one in classifiers if one.startswith(_CLASSIFIER)):
        yield Licence(" / ".join(names))
    words = stated["License"].strip() if "License" in stated else ""
    if 0 < len(words) <= _LONGEST and "\n" not in words:
        yield Licence(words)


def bill(packages: list[Pin]) -> dict[str, object]:
    """The bill of materials."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "goalbook",
                "name": "goalbook",
                "version": __version__,
                "licenses": [{"license": {"id": "MIT"}}],
            }
        },
        "components": [_component(one) for one in packages],
        "dependencies": [{"ref": "goalbook", "dependsOn": [_address(one) for one in packages]}],
    }


def _address(pin: Pin) -> str:
    return f"pkg:pypi/{pin.name}@{pin.version}"


def _component(pin: Pin) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "library", "bom-ref": _address(pin), "name": pin.name, "version": pin.version, "purl": _address(pin),
        "externalReferences": [
            {
                "type": "distribution",
                "url": _address(pin),
                "hashes": [{"alg": "SHA-256", "content": one}],
            }
            for one in pin.hashes
        ],
    }  # fmt: skip
    if (licence := licence_of(pin.name)).text:
        made["licenses"] = [{"expression": licence.text} if licence.spdx else {"license": {"name": licence.text}}]
    return made


def licences(packages: list[Pin]) -> str:
    """A line for each package: name, version and licence, parted by tabs."""
    return "".join(f"{one.name}\t{one.version}\t{licence_of(one.name).text or 'not stated'}\n" for one in packages)


def main(folder: Path) -> None:
    """Write both into a folder."""
    packages = pins(LOCK.read_text("utf-8"))
    folder.mkdir(exist_ok=True)
    (folder / "goalbook.cdx.json").write_text(json.dumps(bill(packages), ensure_ascii=False, indent=2) + "\n", "utf-8")
    (folder / "licences.tsv").write_text(licences(packages), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
