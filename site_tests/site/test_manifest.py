"""The manifest of a site comes back as it was written, however many documents it tells of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goalbook.site.build import manifest as module
from goalbook.site.build.manifest import MadeDocument, Manifest, read_manifest


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 7])
def test_a_manifest_in_parts_is_one(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the JSON of all, with documents put into words three at a time."""
    monkeypatch.setattr(module, "_PART", 3)
    documents = {f"2024/甲/{n}": MadeDocument(f"k{n}", "p", ("pdf",), ("x",), (("IN-4", n),)) for n in range(count)}
    whole = Manifest(documents, {"2024": ("k", ("csv",))}, {"a": "b"}, [("x", 1)], {"g": ("a",)})
    content = whole.to_bytes()
    known = {"documents": documents, "collections": whole.volumes, "pages": whole.pages}
    assert content == json.dumps(known | {"data": whole.data, "groups": whole.groups}).encode()
    (tmp_path / "made").write_bytes(content)
    assert read_manifest(tmp_path / "made") == whole
