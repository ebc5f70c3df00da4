"""What a check of some files tells of them is what a check of all does, whatever is wrong between files; others aren't read."""

from __future__ import annotations

import hashlib
import random
from pathlib import Path

import pytest
from goalbook.book import between
from goalbook.book.contents import folder_contents
from goalbook.book.reach import within_reach
from goalbook.book.selection import faulty_forms
from goalbook.checks.check import check_book
from goalbook.goalfile.problem import Problem

from site_tests.forms.test_drawing import GOOD as DRAWN
from site_tests.helpers.faulty import write_goals

BODIES, YEARS, NAMES = ("one", "two", "three"), ("2022", "2023", "undated"), ("a", "b", "c")
ADDRESSES = [f"{year}/{body}/{name}" for year in YEARS for body in BODIES for name in NAMES]
OLD = ["2021/one/a", "2022/two/old", "2023/one/old", "2019/away/x"]
ORIGINAL = b"%PDF-1.4 original"
CODES = {
    "address-taken", "unknown-document", "documents-in-circle", "parent-of-itself", "ID-12", "MO-5", "EV-1", "explained-but-there",
    "original-unnamed", "original-differs", "no-original", "form-faulty", "unknown-key", "unknown-body", "body-not-folder",
    "empty-value", "IN-6", "stray", "misplaced",
}  # fmt: skip


def document(at: random.Random, address: str) -> str:
    """A goal file that may be at odds with others, with its form or with itself."""
    year, body, _ = address.split("/")
    form = at.choice(("hebei-project", "cn-project", "cn-project-selfeval", "guangzhou-department", "made"))
    lines = ["goalbook: 2", f"form: {form}", f"body: {at.choice(BODIES) if at.random() < 0.05 else body}"]
    lines += [f"year: {year}"] * (year != "undated") + ["title: 绩效目标表（示例）"]
    if form == "guangzhou-department":
        lines += ["money_unit: 万元", "stage: approved", "budget: {basic: 1.00, projects: 5.00}"]
    else:
        name, target = at.choice(("培训率", "合格率")), "≥90%" if at.random() < 0.8 else '"%"'
        lines.append(f"indicators: [{{path: [产出指标, 数量指标], name: {name}, target: {target}}}]")
    if form == "hebei-project":
        lines += ["money_unit: 万元", "stage: approved", f"budget: {{total: {at.choice((4, 16))}.00}}"]
    lines += links(at, address)
    if at.random() < 0.15:
        digest = hashlib.sha256(ORIGINAL).hexdigest() if at.random() < 0.5 else "0" * 64
        lines.append(f"source: {{file: x, copy: {at.choice(('there.pdf', 'gone.pdf'))}, sha256: {digest}}}")
    lines += ["withdrawn: {date: 2024-05-06, reason: 下架}"] * (at.random() < 0.05) + ["name:"] * (at.random() < 0.05)
    return "\n".join(lines) + "\n"


def links(at: random.Random, address: str) -> list[str]:
    """The lines that name other documents, those beside it more often."""
    beside = [other for other in ADDRESSES if other.rpartition("/")[0] == address.rpartition("/")[0]]
    named = [spelt(other, at.random() < 0.3) for other in ADDRESSES + OLD if at.random() < 0.02]
    lines = [f"was: [{', '.join(named)}]"] * bool(named)
    if at.random() < 0.4:
        lines.append(f"evaluates: {spelt(at.choice(beside * 6 + ADDRESSES + OLD), at.random() < 0.3)}")
    for key in ("continues", "split_from", "merged_into"):
        if at.random() < 0.12:
            lines.append(f"{key}: {{document: {at.choice(ADDRESSES + OLD)}}}")
    return lines


def spelt(address: str, hidden: bool = True) -> str:
    """An address in other letters of its file: nobody finds it who looks for its text."""
    return f'"\\x{ord(address[0]):02x}{address[1:]}"' if hidden else address


def written(at: random.Random, root: Path) -> Path:
    """A folder of goals with faults between its files."""
    files: dict[str, str | bytes] = {f"{one}.yml": document(at, one) for one in ADDRESSES if at.random() < 0.7}
    for body in BODIES:
        parent = f"parent: {at.choice((*BODIES, 'nobody'))}\n" if at.random() < 0.6 else ""
        files[f"bodies/{body}.yml"] = f"goalbook: 2\nname: 样例单位\n{parent}"
    files["site/expected-2022.yml"] = (
        "goalbook: 2\nexpected: [{bodies: [one, two]}]\nabsent: [{body: one, why: secret, reason: 保密}]\n"
    )
    files |= {
        "originals/there.pdf": ORIGINAL,
        "originals/spare.pdf": ORIGINAL,
        "stray.txt": b"",
        "2022/a.yml": "a: b\n",
    }
    files["forms/made.yml"] = DRAWN if at.random() < 0.5 else DRAWN.replace("name:", "nmae:", 1)
    return write_goals(root, **files)


def of_files(problems: tuple[Problem, ...], asked: frozenset[str]) -> list[tuple[object, ...]]:
    """The problems of some files and of the forms without which they can't be read, with all that is told of each."""
    told = asked | faulty_forms(one for one in problems if one.file in asked)
    return [(one, one.severity, one.answer) for one in problems if one.file in told]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_told_of_some_files_is_what_a_check_of_all_tells_of_them(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One file or several, of whatever kind: the same problems and answers in the same order."""
    monkeypatch.setattr(between, "_MOST_SUGGESTED", 2)  # so few documents have more than are looked up
    at = random.Random(seed)
    root = written(at, tmp_path / "goals")
    whole, contents = check_book(root), folder_contents(root)
    chosen = [{name} for name in contents.kinds] + [set(at.sample([*contents.kinds], 3)) for _ in range(10)]
    for asked in map(frozenset, chosen):
        part = check_book(root, contents=contents, asked=asked)
        assert of_files(part.problems, asked) == of_files(whole.problems, asked), asked
        assert of_files(part.answered, asked) == of_files(whole.answered, asked), asked
        assert {one.file for one in part.problems} <= {*asked, "forms/made.yml"}
        entries = [one for one in whole.book.entries if one.address.file in asked]
        assert [one for one in part.book.entries if one.address.file in asked] == entries


def test_books_have_every_fault_between_files(tmp_path: Path) -> None:
    """What the test above compares has been found at least once."""
    found = {
        one.code
        for seed in range(12)
        for one in check_book(written(random.Random(seed), tmp_path / f"{seed}")).problems
    }
    assert found & CODES == CODES


def test_what_is_read_is_a_folder_and_what_is_linked_with_a_file(tmp_path: Path) -> None:
    """Documents of other bodies and years are read where addresses lead to them, over any number of steps; else none is."""
    names = ["2022/one/a", "2022/two/a", "2023/one/a", "2023/one/b", "2023/two/a", "undated/one/a"]
    files: dict[str, str | bytes] = dict.fromkeys((f"{name}.yml" for name in names), "title: 绩效目标表\n")
    files |= {"2022/two/a.yml": "continues: {document: 2022/one/a}\n", "2023/two/a.yml": r'was: ["2022/two/\x61"]'}
    files |= {f"bodies/{body}.yml": "name: 单位\n" for body in ("one", "two")}
    files["site/days-2024.yml"] = ""
    root = write_goals(tmp_path, **files)
    contents = folder_contents(root)

    def read(*asked: str) -> set[str]:
        return {
            one.removesuffix(".yml") for one in within_reach(root, contents, frozenset(f"{name}.yml" for name in asked))
        }

    assert read("2023/one/a") == {"bodies/one", "2023/one/a", "2023/one/b"}
    assert read("2022/one/a") == {"bodies/one", "2022/one/a"}
    linked = {"bodies/one", "bodies/two", "2022/one/a", "2022/two/a", "2023/two/a"}
    assert read("2023/two/a") == read("2022/two/a") == linked
    assert read("bodies/one") == {"bodies/one", "bodies/two", "bodies/made-body"}
    assert read("forms/x", "index") == set()
    assert read("site/days-2024") == {*names, "bodies/one", "bodies/two", "bodies/made-body"}
