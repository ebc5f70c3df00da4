"""`goalbook fmt`: one layout, in which texts, order and comments are what they were."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from random import Random

import pytest
from click.testing import Result
from goalbook.goalfile.nodes import as_plain
from goalbook.goalfile.read import read_source
from goalbook.goalfile.tidy import OF_TEXTS, tidy

from site_tests.conftest import ROOT
from site_tests.helpers.command import run_command
from site_tests.helpers.messy import Messy, make

FILES = 1_000
GOALS = sorted((ROOT / "goals").rglob("*.yml"))


def laid_out(text: str) -> str:
    """A text in the layout, which it must have been possible to give it."""
    made, problems = tidy(text.encode(), "made.yml")
    assert made is not None, (problems, text)
    return made.decode()


def refusal(text: str) -> str:
    """Why a text is not laid out, as ``line:column code``."""
    made, problems = tidy(text.encode(), "made.yml")
    assert made is None
    return f"{problems[0].line}:{problems[0].column} {problems[0].code}"


def data(text: str) -> object:
    """What the loader reads, in order."""
    node, problems = read_source(text.encode(), "made.yml")
    assert node is not None, problems
    assert {one.code for one in problems} <= OF_TEXTS, problems
    return str(as_plain(node))


def attached(text: str, messy: Messy) -> list[tuple[str, str, str]]:
    """Each comment with the key or entry that it stands above or behind, found line by line."""
    lines = [line.strip() for line in text.split("\n")]
    found = []
    for mark, way, _ in messy.comments:
        (at,) = [n for n, line in enumerate(lines) if line == mark or line.endswith((f" {mark}", f"\t{mark}"))]
        content = lines[at]
        if way == "^":
            content = next(line for line in lines[at:] if line and not line.startswith("#"))
        match = re.match(r"""(?:- +)*["']?(k\d+|条目\d+)""", content)
        found.append((mark, way, match[1] if match else content))
    return found


PARTS = [pytest.param(n, marks=() if n < 2 else pytest.mark.full) for n in range(10)]


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_a_file_of_any_layout_keeps_what_it_says_and_is_laid_out_once(part: int) -> None:
    """1,000 made files, 200 of them in `make test`: data, order and comments equal; a second time nothing changes."""
    for seed in range(part * FILES // 10, (part + 1) * FILES // 10):
        messy, said = make(seed)
        made = laid_out(messy.text)
        assert data(made) == data(messy.text) == str(said)
        assert attached(made, messy) == messy.comments
        assert laid_out(made) == made


@pytest.mark.slow
def test_one_edited_field_is_one_line() -> None:
    """Of 200 made files with one text edited: laid out, exactly one line differs."""
    differing = 0
    for seed in range(200):
        messy, _ = make(seed)
        if not messy.leaves:
            continue
        other, _ = make(seed, Random(seed).randrange(messy.leaves))
        one, two = (laid_out(text).split("\n") for text in (messy.text, other.text))
        assert len(one) == len(two)
        assert sum(a != b for a, b in zip(one, two, strict=True)) == 1
        differing += 1
    assert differing > 190


def test_one_edited_field_is_one_line_for_git(tmp_path: Path) -> None:
    """git counts one line taken away and one put in."""
    messy, _ = make(3)
    other, _ = make(3, 2)
    for name, text in (("one", messy.text), ("two", other.text)):
        (tmp_path / name).write_text(laid_out(text), "utf-8")
    command = ["git", "diff", "--no-index", "--numstat", "one", "two"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split("\t")[:2] == ["1", "1"]


@pytest.mark.parametrize("path", GOALS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_goals_of_this_site_have_the_layout(path: Path) -> None:
    """Nothing in goals/ would change."""
    assert tidy(path.read_bytes(), path.name) == (path.read_bytes(), [])


def test_the_layout() -> None:
    """Two spaces a level, comments one space behind or at their level, one blank line at most, quotes where needed."""
    typed = (
        "\ufeff\n# 头\r\n---\na:   1.310 \t # 旁\r\nb: 'x'\n\n\n\nc:\n    # 里\n    d: '1:30'\n\n    # 底\n"
        "l:\n- 'a: b'\n#  顶\n-   e: 1\n    f: [ 1,\n      'x' ]\ng: {a: b, \"c\": \"12,3\"}\nh: 'x\"y'\ni: |\n\n    甲\n      乙\n\n\n"
    )
    assert laid_out(typed) == (
        '# 头\n\na: 1.310 # 旁\nb: x\n\nc:\n  # 里\n  d: "1:30"\n\n  # 底\nl:\n  - "a: b"\n  #  顶\n  - e: 1\n    f: [1, x]\n'
        'g: {a: b, c: "12,3"}\nh: x"y\ni: |\n\n  甲\n    乙\n'
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: [1, # 注\n  2]\n", "1:8 comment-would-move"),
        ("a: &x 1\n", "1:4 anchor"),
        ("a: *x\n", "1:4 alias"),
        ("a: !!str 1\n", "1:4 tag"),
        ("a: 1\na: 2\n", "2:1 repeated-key"),
        ("".join(" " * n + "a:\n" for n in range(20)), "13:13 too-deep"),
        ("a: " + "[" * 5_000, "1:15 too-deep"),
        ("%TAG ! x\n---\na: 1\n", "1:1 directive"),
        ("a: \u202e1\n", "1:4 forbidden-character"),
        ("a: 一段\n  文字\n", "2:3 wrapped-text"),
        ("a: 车辆 #1\n", "1:7 comment-in-value"),
        ("# 空\n", "1:1 empty-file"),
        ("a: 1\n---\nb: 2\n", "2:1 several-documents"),
    ],
)
def test_a_doubtful_file_is_left_alone(text: str, told: str) -> None:
    """What the loader refuses or doubts is told in its own words; a comment that can't stay is told with its place."""
    assert refusal(text) == told


def test_what_the_editor_gets_wrong_is_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were a text, the order or a comment another afterwards, or did the editor fail, the file stays as it is."""
    text = "a: 1  # 一\nb: 2\n"
    for wrong in ("a: 1  # 一\nb: 3\n", "b: 2  # 一\na: 1\n", "a: 1  # 一\n", "a: 1  # 一\nb: 2\nc: 3\n"):
        monkeypatch.setattr("goalbook.goalfile.tidy._round_trip", lambda _, wrong=wrong: wrong)
        assert refusal(text) == "1:1 layout-differs"
    for wrong in ("a: 1\nb: 2\n", "a: 1\nb: 2  # 一\n", "# 一\na: 1\nb: 2\n", "a: 1  # 二\nb: 2\n"):
        monkeypatch.setattr("goalbook.goalfile.tidy._round_trip", lambda _, wrong=wrong: wrong)
        assert refusal(text) == "1:7 comment-would-move"
    monkeypatch.setattr("goalbook.goalfile.tidy._round_trip", lambda _: 1 / 0)
    assert refusal(text) == "1:7 comment-would-move"


def run(*arguments: object) -> Result:
    """The command, run in the current folder."""
    return run_command("fmt", *arguments)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with three files in goals/: laid out, not laid out, not to be laid out."""
    (tmp_path / "goals/2024/b").mkdir(parents=True)
    for name, text in (("good", "a: 1\n"), ("loose", "a:    1\n"), ("bad", "a: [1, # x\n  2]\n")):
        (tmp_path / f"goals/2024/b/{name}.yml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_check_lists_and_writes_nothing(here: Path) -> None:
    """--check names the files that would change and exits 1."""
    result = run("--check", "goals/2024/b/good.yml", "goals/2024/b/loose.yml", "goals/2024/b/loose.yml")
    assert (result.exit_code, result.stdout) == (1, "goals/2024/b/loose.yml\n")
    assert result.stderr == "2 个文件：需要排版 1 个，不能排版 0 个。\n"
    assert (here / "goals/2024/b/loose.yml").read_text() == "a:    1\n"
    assert run("--check", "goals/2024/b/good.yml").exit_code == 0


def test_files_are_written_and_the_others_told(here: Path) -> None:
    """Without PATHS goals/ is laid out; a file that can't be is told with its place and left alone; no litter stays."""
    result = run()
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith("goals/2024/b/bad.yml:1:8: 错误: 排版会丢掉或移动这条注释")
    assert result.stdout.splitlines()[2] == "goals/2024/b/loose.yml"
    assert (here / "goals/2024/b/loose.yml").read_text() == "a: 1\n"
    assert (here / "goals/2024/b/bad.yml").read_text() == "a: [1, # x\n  2]\n"
    assert sorted(path.name for path in (here / "goals/2024/b").iterdir()) == ["bad.yml", "good.yml", "loose.yml"]
    (here / "goals/2024/b/bad.yml").unlink()
    assert run().exit_code == 0


def test_a_link_is_not_followed(here: Path) -> None:
    """What a link points at isn't rewritten."""
    (here / "elsewhere.yml").write_text("a:    1\n")
    (here / "goals/2024/b/link.yml").symlink_to(here / "elsewhere.yml")
    assert "link.yml:1:1: 错误: 这是一个链接" in run("goals/2024/b/link.yml").stdout
    assert (here / "elsewhere.yml").read_text() == "a:    1\n"


def test_wrong_usage_exits_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No goals/ and no PATHS, or a path that isn't there."""
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == run("nowhere.yml").exit_code == 2


def test_a_text_is_recorded_with_its_source_on_request_alone(tmp_path: Path) -> None:
    """`--transcribed` writes what was asked for and nothing else; what has no source, and folders, are refused."""
    folder = tmp_path / "goals/2022/a"
    folder.mkdir(parents=True)
    bare, whole = folder / "bare.yml", folder / "whole.yml"
    real = (ROOT / "goals/2022/shanhaiguan-cppcc/vehicle-insurance.yml").read_text(encoding="utf-8")
    recorded = [line for line in real.split("\n") if line.startswith("  transcript: ")]
    assert len(recorded) == 1
    whole.write_text(real.replace(f"{recorded[0]}\n", ""), encoding="utf-8")
    bare.write_text(real.partition("source:")[0], encoding="utf-8")
    assert run("--check", str(whole)).exit_code == 0
    assert run("--transcribed", "--check", str(whole)).exit_code == 1
    assert run("--transcribed", str(whole)).exit_code == 0
    assert whole.read_text(encoding="utf-8") == real
    whole.write_text(real.replace("≥75%", "≥57%", 1), encoding="utf-8")
    assert run(str(whole)).exit_code == 0
    assert recorded[0] in whole.read_text(encoding="utf-8")
    refused = run("--transcribed", str(bare))
    assert (refused.exit_code, "没有写 source" in refused.output) == (1, True)
    assert run("--transcribed", str(folder)).exit_code == 2
