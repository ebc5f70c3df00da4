"""Styles and scripts are joined from files in a stated order."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
from goalbook.host.assets import BUNDLES, Bundle, asset

ASSETS = files("goalbook").joinpath("assets")


def test_every_file_is_in_one_bundle() -> None:
    """A style or script that nobody lists would be on no page."""
    listed = [part for bundle in BUNDLES for part in bundle.parts]
    assert len(listed) == len(set(listed))
    folders = {part.split("/")[0] for part in listed}
    there = {f"{folder}/{file.name}" for folder in folders for file in ASSETS.joinpath(folder).iterdir()}
    assert there == set(listed)


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda bundle: bundle.name)
def test_a_bundle_is_named_for_its_content(bundle: Bundle) -> None:
    """The parts as they are, in their order; another content has another address."""
    made = asset(bundle)
    parts = [ASSETS.joinpath(part).read_text("utf-8") for part in bundle.parts]
    assert made.text == "\n".join(parts)
    stem, suffix = bundle.name.split(".")
    assert made.file == f"assets/goalbook/{stem}.{hashlib.sha256(made.text.encode()).hexdigest()[:8]}.{suffix}"
    if len(parts) > 1:
        assert asset(bundle._replace(parts=bundle.parts[::-1])).file != made.file
