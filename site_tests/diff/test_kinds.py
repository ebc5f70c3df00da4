"""Every kind of change against its golden file: as text, as Markdown and as JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goalbook.diff.documents import FileDiff, diff
from goalbook.diff.formats import diff_as_json, markdown, text
from goalbook.git.revision import Version, working_tree
from goalbook.messages.catalogue import LANGUAGES, catalogue

from site_tests.diff.kinds import CASES, FILES, Case
from site_tests.helpers import golden


def version(folder: Path, files: dict[str, str]) -> Version:
    """Files in a folder as a version of the goals."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return working_tree(folder, Version(folder, "", {}))


def differences(tmp_path: Path, case: Case) -> list[FileDiff]:
    """The differences that a case makes."""
    return list(diff(version(tmp_path / "before", FILES), version(tmp_path / "after", case.after())))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_kind_of_change_is_told_as_reviewed(tmp_path: Path, case: Case) -> None:
    """The sentences in both languages, the comment and the data are those of the golden file."""
    files = differences(tmp_path, case)
    lines: list[str] = []
    for language in LANGUAGES:
        lines += [f"--- text, {language}", *text(files, catalogue(language))]
    lines += ["--- markdown, zh", *markdown(files, catalogue("zh")).splitlines()]
    made = json.dumps(diff_as_json(files, "甲", "", catalogue("zh")), ensure_ascii=False, indent=1)
    lines += ["--- json, zh", *made.splitlines()]
    golden.compare(f"diff/{case.name}.txt", lines)


def test_each_kind_has_a_golden_file_of_its_own() -> None:
    """At least 20 kinds, told apart by what is said of them; no golden file is left over."""
    names = [case.name for case in CASES]
    assert len(names) == len(set(names)) >= 20
    assert sorted(path.stem for path in (golden.FOLDER / "diff").iterdir()) == sorted(names)
    said = {"\n".join(golden.read(f"diff/{name}.txt")) for name in names}
    assert len(said) == len(names)
