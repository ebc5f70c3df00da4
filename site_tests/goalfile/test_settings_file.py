"""A site's settings with all that they inherit are read as MkDocs reads them, and nothing in them is run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from goalbook.goalfile.settings_file import BadSettings, plugin_options, read_settings
from goalbook.messages.catalogue import catalogue
from goalbook.messages.settings_faults import words_of_settings
from mkdocs.utils.yaml import yaml_load

_BASE = "site_name: 底\nextra: {a: 1, b: {c: [1, 2], d: x}}\nplugins: [search]\nnav: [a.md]\n"
# Ways to write what the file beside it inherits, all of which MkDocs follows.
INHERITING = {
    "plain": b"INHERIT: base.yml\n",
    "comment": b"INHERIT: base.yml # the office's own\n",
    "double quotes": b'INHERIT: "base.yml"  # x\n',
    "single quotes": b"INHERIT: 'base.yml'\n",
    "quoted key": b'"INHERIT": base.yml\n',
    "document marks": b"---\nINHERIT: base.yml\n...\n",
    "directive": b"%YAML 1.2\n---\nINHERIT: base.yml\n",
    "byte order mark": b"\xef\xbb\xbfINHERIT: base.yml\n",
    "utf-16": "INHERIT: base.yml\n".encode("utf-16"),
    "CRLF": b"INHERIT: base.yml\r\nsite_name: y\r\n",
    "below": b"site_name: x\nextra:\n  b: {d: y}\nINHERIT: base.yml\n",
    "next line": b"INHERIT:\n  base.yml\n",
    "folded": b"INHERIT: >-\n  base.yml\n",
    "flow": b"{INHERIT: base.yml, site_name: x}\n",
    "tagged": b"INHERIT: !!str base.yml\n",
    "anchor": b"x: &b base.yml\nINHERIT: *b\n",
    "dots": b"INHERIT: ./below/../base.yml\n",
    "environment": b"INHERIT: !ENV [GOALBOOK_NOT_SET, base.yml]\n",
    "set environment": b"INHERIT: !ENV GOALBOOK_BASE\n",
    "chain of two": b"INHERIT: below/middle.yml\nextra: {a: [2]}\n",
    "mapping of plugins": b"INHERIT: plugins.yml\nplugins: {goalbook: {formats: [csv]}}\n",
    "other kind": b"INHERIT: base.yml\nextra: off\nplugins: {search: {}}\n",
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files to inherit from, one of them below it."""
    monkeypatch.setenv("GOALBOOK_BASE", "base.yml")
    (tmp_path / "base.yml").write_text(_BASE, "utf-8")
    (tmp_path / "plugins.yml").write_text("plugins: {goalbook: {authority: x, formats: [pdf]}, search: {}}\n", "utf-8")
    (tmp_path / "below").mkdir()
    (tmp_path / "below/middle.yml").write_text("INHERIT: ../base.yml # up\nextra: {b: {d: 中}}\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("way", INHERITING)
def test_it_is_read_as_mkdocs_reads_it(here: Path, way: str) -> None:
    """The values are MkDocs' own, and the files are those it opened."""
    (here / "mkdocs.yml").write_bytes(INHERITING[way])
    found = read_settings(here / "mkdocs.yml")
    with (here / "mkdocs.yml").open("rb") as file:
        assert found.values == yaml_load(file)
    names = [path.relative_to(here).as_posix() for path in found.files]
    parents = {"chain of two": ["below/middle.yml", "base.yml"], "mapping of plugins": ["plugins.yml"]}
    assert names == ["mkdocs.yml", *parents.get(way, ["base.yml"])]


def test_values_of_the_environment_are_read_as_mkdocs_reads_them(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a list the first that is set, with the type that YAML gives it; else the default, of any kind."""
    monkeypatch.setenv("GOALBOOK_YES", "true")
    text = "a: !ENV GOALBOOK_YES\nb: !ENV [NO, GOALBOOK_YES, {x: [1]}]\nc: !ENV [NO, NEITHER, {x: [1]}]\nd: !ENV NO\n"
    (here / "mkdocs.yml").write_text(text, "utf-8")
    found = read_settings(here / "mkdocs.yml").values
    with (here / "mkdocs.yml").open("rb") as file:
        assert found == yaml_load(file)
    assert found == {"a": True, "b": True, "c": {"x": [1]}, "d": None}


def test_tags_run_nothing(here: Path) -> None:
    """What Python or MkDocs would make of a tag is left out; all else is read."""
    ran = here / "ran"
    (here / "mkdocs.yml").write_text(
        f"a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path ['{ran}']]\n"
        "b: !!python/name:material.extensions.emoji.twemoji\nc: !relative $docs_dir\nd: !unknown {x: 1}\ne: 1\n",
        "utf-8",
    )
    assert read_settings(here / "mkdocs.yml").values == {"a": None, "b": None, "c": None, "d": None, "e": 1}
    assert not ran.exists()


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("INHERIT: gone.yml\n", "no_parent", "gone.yml"),
        ("INHERIT: below\n", "no_parent", "below"),
        ("INHERIT: mkdocs.yml\n", "circle", "mkdocs.yml"),
        ("INHERIT: below/round.yml\n", "circle", "round.yml"),
        ("INHERIT: [base.yml]\n", "bad_inherit", "mkdocs.yml"),
        ("INHERIT: 2024\n", "bad_inherit", "mkdocs.yml"),
        ("INHERIT:\n", "bad_inherit", "mkdocs.yml"),
        ("- INHERIT: base.yml\n", "no_mapping", "mkdocs.yml"),
        ("a: {\n", "unreadable", "mkdocs.yml"),
        ("a: 1\n---\nb: 1\n", "unreadable", "line 2"),
        ("a: 2024-13-01\n", "unreadable", "mkdocs.yml"),
        ("a: !!int x\n", "unreadable", "mkdocs.yml"),
        ("[" * 5000, "unreadable", "line 1: more than 100 brackets"),
        ("a: 1\nb: " + "[{c: " * 50 + "[]" + "}]" * 50, "unreadable", "line 2: more than 100 brackets"),
        ("{a: b}: c\n", "unreadable", "mkdocs.yml"),
    ],
)
def test_what_cannot_be_read_is_told(here: Path, text: str, code: str, named: str) -> None:
    """With the file, in both languages."""
    (here / "mkdocs.yml").write_text(text, "utf-8")
    (here / "below/round.yml").write_text("INHERIT: ../mkdocs.yml\n", "utf-8")
    with pytest.raises(BadSettings) as caught:
        read_settings(here / "mkdocs.yml")
    assert caught.value.code == code
    for language in ("zh", "en"):
        assert named in words_of_settings(caught.value, catalogue(language))


def test_brackets_may_be_as_many_as_nobody_needs(here: Path) -> None:
    """Up to the limit they are read as MkDocs reads them."""
    text = "a: " + "[{b: " * 50 + "1" + "}]" * 50 + "\n"
    (here / "mkdocs.yml").write_text(text, "utf-8")
    assert read_settings(here / "mkdocs.yml").values == yaml_load(text)


def test_a_file_that_is_missing_is_told(here: Path) -> None:
    """The site's own file, without anything about INHERIT."""
    with pytest.raises(BadSettings, match="no_file"):
        read_settings(here / "nothing.yml")


def test_aliases_make_nothing_endless(here: Path) -> None:
    """Two files whose aliases repeat each other, or go round, are merged in no time."""
    bomb = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{l: *a{n - 1}, r: *a{n - 1}}}\n" for n in range(1, 23))
    for name, first in (("mkdocs.yml", "INHERIT: bomb.yml\n"), ("bomb.yml", "")):
        (here / name).write_text(f"{first}{bomb}round: &r {{again: *r}}\n", "utf-8")
    start = time.process_time()
    found = read_settings(here / "mkdocs.yml").values
    assert time.process_time() - start < 2
    assert sorted(found) == sorted([*(f"a{n}" for n in range(23)), "round"])


@pytest.mark.parametrize(
    "plugins",
    [
        "[search, goalbook: {checks: 1}]",
        "{search: {}, goalbook: {checks: 1}}",
        "[{goalbook: {checks: 1}}]",
    ],
)
def test_the_options_of_a_plugin(here: Path, plugins: str) -> None:
    """In a list or a mapping of plugins; a plugin without options, or none, has none."""
    (here / "mkdocs.yml").write_text(f"plugins: {plugins}\n", "utf-8")
    values = read_settings(here / "mkdocs.yml").values
    assert plugin_options(values, "goalbook") == {"checks": 1}
    assert plugin_options(values, "search") == {}
    assert plugin_options({"plugins": ["goalbook"]}, "goalbook") == {}
    assert plugin_options({}, "goalbook") == {}
