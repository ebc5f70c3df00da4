"""The bill of materials says what requirements.txt pins, and the same each time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_tests.conftest import ROOT
from site_tests.sbom import LOCK, licences, main, pins


def test_every_pin_is_a_component(tmp_path: Path) -> None:
    """Name, version and every hash of each package stand in a CycloneDX document; all that goalbook needs is among them."""
    main(tmp_path)
    whole = json.loads((tmp_path / "goalbook.cdx.json").read_text("utf-8"))
    assert (whole["bomFormat"], whole["specVersion"], whole["version"]) == ("CycloneDX", "1.6", 1)
    lock = LOCK.read_text("utf-8")
    components = whole["components"]
    assert [f"{one['name']}=={one['version']}" for one in components] == re.findall(r"^\S+==\S+", lock, re.M)
    hashes = [found["content"] for one in components for of in one["externalReferences"] for found in of["hashes"]]
    assert hashes == re.findall(r"sha256:([0-9a-f]{64})", lock)
    references = [whole["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in components)]
    assert len(set(references)) == len(references)
    assert whole["dependencies"] == [{"ref": references[0], "dependsOn": references[1:]}]
    assert all(one["type"] == "library" and one["purl"] == one["bom-ref"] for one in components)
    assert all(("expression" in found) != ("license" in found) for one in components for found in one["licenses"])


def test_each_package_states_its_licence() -> None:
    """No package of the site is without a licence."""
    lines = licences(pins(LOCK.read_text("utf-8"))).splitlines()
    assert len(lines) > 30
    assert [line for line in lines if line.endswith("\tnot stated")] == []


def test_the_same_pins_give_the_same_bytes(tmp_path: Path) -> None:
    """Nothing in either file comes from a clock or a place."""
    for name in ("one", "two"):
        main(tmp_path / name)
    for name in ("goalbook.cdx.json", "licences.tsv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_package_without_a_hash_is_refused() -> None:
    """What isn't pinned by hash can't be told."""
    for text in ("a==1 \\\n    # via b\n", "a==1\n", "a>=1 \\\n    --hash=sha256:" + "0" * 64):
        with pytest.raises(ValueError, match="hash"):
            pins(text)


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_every_requirement_is_pinned_by_hash(path: Path) -> None:
    """Each requirements file of the project, that of the tool which pins and of the fuzzer too."""
    assert pins(path.read_text("utf-8"))
