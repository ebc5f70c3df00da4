"""Styles and scripts are joined from files in a stated order."""

from __future__ import annotations

import hashlib
from importlib.resources import files

import pytest
from goalbook.host.assets import BUNDLES, STYLES, Bundle, asset, joined

ASSETS = files("goalbook").joinpath("assets")


def test_every_file_is_in_a_bundle() -> None:
    """A style or script that nobody lists would be on no page; none is twice in one file."""
    listed = {part for bundle in BUNDLES for part in bundle.parts}
    assert all(len(bundle.parts) == len(set(bundle.parts)) for bundle in BUNDLES)
    folders = {part.split("/")[0] for part in listed}
    there = {f"{folder}/{file.name}" for folder in folders for file in ASSETS.joinpath(folder).iterdir()}
    assert there == listed


@pytest.mark.parametrize("bundle", BUNDLES, ids=lambda bundle: bundle.name)
def test_a_bundle_is_named_for_its_content(bundle: Bundle) -> None:
    """Its address tells what it holds: another order of its parts has another."""
    made = asset(bundle)
    stem, suffix = bundle.name.split(".")
    assert made.text == joined(bundle)
    assert made.file == f"assets/goalbook/{stem}.{hashlib.sha256(made.text.encode()).hexdigest()[:8]}.{suffix}"
    assert asset(bundle._replace(parts=bundle.parts[::-1])).file != made.file


def test_styles_are_joined_as_they_are() -> None:
    """In the order that is stated."""
    parts = [ASSETS.joinpath(part).read_text("utf-8") for part in STYLES.parts]
    assert joined(STYLES) == "\n".join(parts)
