"""`goalbook diff`: exactly what was changed is told, from git as from the folder, and nothing in a comment acts."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import Result
from goalbook.cli import main
from goalbook.diff.compare import Change, compare
from goalbook.diff.documents import FileDiff
from goalbook.diff.effect import effect_of
from goalbook.diff.formats import LONGEST_COMMENT, markdown
from goalbook.diff.records import moved
from goalbook.diff.words import excerpts, label_of
from goalbook.messages.catalogue import LANGUAGES, catalogue
from goalbook.model.records import (
    Accept,
    Body,
    Checkpoint,
    Document,
    Indicator,
    Item,
    Review,
    Sign,
    Stretch,
)
from goalbook.model.values import Record, Value
from markdown_it import MarkdownIt

from site_tests.bench.diff import prepare
from site_tests.diff.kinds import DUTIES, FILES, PROJECT, P
from site_tests.git.test_history import Repository
from site_tests.helpers.command import run_command
from site_tests.helpers.generate import SAMPLES, make_document

# Chosen from a list, or telling where a document belongs: what stands there can't be any text.
_CHOSEN = ("goalbook", "form", "stage", "body", "year", "money_unit", "kind")


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The path of every text of a record that may be any text."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in _CHOSEN:
                yield from leaves(one, (*path, key))
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from leaves(one, (*path, n))
    else:
        yield path


def at(record: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path."""
    for step in path:
        record = record[step]
    return record


def between(before: dict[str, Any], after: dict[str, Any]) -> tuple[Change, ...]:
    """The changes between two records."""
    return compare(Document.model_validate(before), Document.model_validate(after))


def sample(seed: int) -> tuple[random.Random, dict[str, Any]]:
    """A made document of any form, and what is to be drawn for it."""
    rng = random.Random(f"diff/{seed}")
    made = make_document([*SAMPLES][seed % len(SAMPLES)], seed, rng)
    # Through JSON, so that no two records share a list that is then edited in both.
    return rng, json.loads(json.dumps(made))


@pytest.mark.parametrize("seed", range(300))
def test_a_random_edit_gives_exactly_its_path_with_both_values(seed: int) -> None:
    """Whatever text of whatever form becomes whatever other: one change, with the path, the old and the new value."""
    rng, before = sample(seed)
    path = rng.choice([*leaves(before)])
    old, texts = (
        at(before, path),
        [one for one in (at(before, leaf) for leaf in leaves(before)) if one is not None],
    )
    new = rng.choice([f"{old or ''}改", "", "≥7%", rng.choice(texts)])
    if path[-1] in ("approved", "published"):
        new = "2001-02-03"
    if new == old:
        new = f"{new}改"
    after = deepcopy(before)
    at(after, path[:-1])[path[-1]] = new
    (change,) = between(before, after)
    dotted = ".".join(map(str, path))
    assert (change.kind, change.path_before, change.path_after) == ("changed", dotted, dotted)
    assert (change.before, change.after) == (old, new)


def _lists(record: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if isinstance(record, dict):
        for key, one in record.items():
            if key in ("items", "indicators") and one:
                yield (*path, key)
            yield from _lists(one, (*path, key))
    elif isinstance(record, list):
        for n, one in enumerate(record):
            yield from _lists(one, (*path, n))


@pytest.mark.parametrize("seed", range(100))
def test_a_record_that_came_or_went_is_one_change(seed: int) -> None:
    """An item or indicator taken away is one change with its old path; put in, one with its new path."""
    rng, before = sample(seed)
    where = rng.choice([*_lists(before)])
    after = deepcopy(before)
    n = rng.randrange(len(at(after, where)))
    del at(after, where)[n]
    path = ".".join(map(str, (*where, n)))
    (gone,) = between(before, after)
    assert (gone.kind, gone.path_before, gone.path_after, gone.after) == ("dropped", path, "", None)
    (come,) = between(after, before)
    assert (come.kind, come.path_before, come.path_after, come.before) == ("added", "", path, None)


@pytest.mark.parametrize("seed", range(100))
def test_a_record_that_was_moved_is_one_change(seed: int) -> None:
    """An item or indicator at another place of its list is one move, and nothing else."""
    rng, before = sample(seed)
    where = rng.choice([*_lists(before)])
    after = deepcopy(before)
    records = at(after, where)
    one, other = rng.randrange(len(records)), rng.randrange(len(records))
    records.insert(other, records.pop(one))
    changes = between(before, after)
    assert [change.kind for change in changes] == ["moved"] * (one != other)
    # Of two neighbours that changed places either was moved.
    assert {change.before for change in changes} <= {str(one + 1), str(other + 1)}


def test_a_name_that_another_has_too_confuses_nothing() -> None:
    """The first of two indicators gets the second's name: that is one change, not a move and a change of the other."""
    indicators = [{"name": "甲", "target": "≥1次"}, {"name": "乙", "target": "≥2次"}, {"name": "丙", "target": "≥3次"}]
    before = {"goalbook": "2", "form": "hebei-project", "body": "made-body", "indicators": indicators}
    after = deepcopy(before)
    at(after, ("indicators", 0))["name"] = "乙"
    (change,) = between(before, after)
    assert (change.path_after, change.before, change.after) == ("indicators.0.name", "甲", "乙")


def test_of_long_texts_what_differs_is_shown() -> None:
    """A sentence holds the words around the difference; the data have the whole."""
    before, after = "甲" * 300 + "旧" + "乙" * 300, "甲" * 300 + "新" + "乙" * 300
    assert excerpts(before, after) == (f"…{'甲' * 12}旧{'乙' * 12}…", f"…{'甲' * 12}新{'乙' * 12}…")
    assert [len(text) for text in excerpts("甲" * 300, "乙" * 300)] == [160, 160]
    assert excerpts("一\n二", "三") == ("一 ↵ 二", "三")


def test_the_fewest_moves_are_told() -> None:
    """What stays in order wasn't moved; what is new or gone moves nothing."""
    assert moved([(0, 0), (1, 1), (2, 2)]) == set()
    assert moved([(2, 0), (0, 1), (1, 2)]) == {0}
    assert moved([(None, 0), (0, 1), (2, 2), (1, None)]) == set()
    assert moved([(3, 0), (1, 1), (2, 2), (0, 3)]) == {0, 3}
    places = list(range(9))
    random.Random(1).shuffle(places)
    order = [old for n, old in enumerate(places) if n not in moved([(old, n) for n, old in enumerate(places)])]
    assert order == sorted(order) != []


@pytest.mark.parametrize(
    ("field", "before", "after", "effect"),
    [
        ("target", "≥75%", "≥90%", "raised"),
        ("target", "≥90%", "≥75%", "lowered"),
        ("target", "≤5万元", "≤4万元", "raised"),
        ("target", "≤4万元", "≤5万元", "lowered"),
        ("target", "±3%", "±2%", "raised"),
        ("target", "80%-90%", "85%-95%", "higher"),
        ("target", "85%-95%", "80%-90%", "smaller"),
        ("target", "80%-90%", "75%-95%", "reworded"),
        ("target", "12", "13", "higher"),
        ("target", "约550人", "550人", "reworded"),
        ("target", "≥75%", "75%以上", "same-reading"),
        ("target", "≥1,000人", "≥1000人", "same-reading"),
        ("target", "≥75%", ">75%", "other-sign"),
        ("target", "≥4次/年", "≥4次/月", "other-unit"),
        ("target", "有所提升", "≥85%", "now-measurable"),
        ("target", "≥85%", "%", "no-longer-measurable"),
        ("target", "有所提升", "显著提升", "reworded"),
        ("target", "", "≥85%", ""),
        ("targets.annual", "≥1", "≥2", "raised"),
        ("levels.0", "95%", "98%", "raised"),
        ("levels.3", "85%", "80%", "smaller"),
        ("budget.total", "12,504.03", "12504.03", "same-reading"),
        ("budget.total", "8.00", "8.50", "increased"),
        ("revenue.fiscal", "8.00", "7", "decreased"),
        ("budget.total", "8.00", "若干", ""),
        ("share", "25%", "30", "increased"),
        ("goal", "一", "二", "reworded"),
        ("code", "一", "二", ""),
    ],
)
def test_what_a_change_means(field: str, before: str, after: str, effect: str) -> None:
    """Raised is more demanding by the comparator; without one a number is only higher; nothing else is claimed."""
    assert effect_of(field, before, after) == effect


def run(*arguments: object) -> Result:
    """The command, run in the current folder."""
    return run_command("diff", *arguments)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with the made goals in its first commit, which is tagged ``one``."""
    made = Repository(tmp_path / "repository")
    made.commit("first", {f"goals/{name}": text for name, text in FILES.items()})
    made.git("tag", "one")
    monkeypatch.chdir(made.folder)
    return made


def test_two_revisions_and_the_files_as_they_are(repository: Repository) -> None:
    """The same sentence from two commits, and from a commit and what isn't committed yet; committed, there is no more."""
    (repository.goals / P).write_text(PROJECT.replace("≥75%", "≥90%"), "utf-8")
    loose = run("one")
    assert "  示例县教育局 › 校园安全 › 设施完好率：指标值 ≥75% → ≥90%（目标提高）" in loose.stdout.splitlines()
    repository.commit("second", {})
    assert run("one", "HEAD").stdout == run("one").stdout == loose.stdout
    assert run("HEAD").stdout == run("HEAD", "main").stdout == "没有改动。\n"
    assert "≥90% → ≥75%（目标降低）" in run("HEAD", "one").stdout


def test_a_renamed_file_is_followed_before_it_is_committed(repository: Repository) -> None:
    """Moved in the folder with one more edit: one file, its new address, one change."""
    (repository.goals / P).unlink()
    target = repository.goals / "2024/made-body/safety.yml"
    target.write_text(PROJECT.replace("≥75%", "≥90%"), "utf-8")
    said = json.loads(run("HEAD", "--format", "json").stdout)
    (file,) = said["files"]
    assert (file["state"], file["address_before"], file["address"]) == (
        "renamed", "2024/made-body/project", "2024/made-body/safety",
    )  # fmt: skip
    assert [change["path_after"] for change in file["changes"]] == ["indicators.1.target"]


def test_the_folder_may_lie_anywhere_in_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--goals names it; files of the same names beside it are not read."""
    made = Repository(tmp_path / "repository")
    files = {f"部门/goals/{name}": text for name, text in FILES.items()}
    made.commit("first", {**files, f"goals/{P}": PROJECT})
    (made.folder / f"goals/{P}").write_text(PROJECT.replace("≥75%", "≥90%"), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("HEAD", "--goals", made.folder / "部门/goals").stdout == "没有改动。\n"
    assert "≥90%" in run("HEAD", "--goals", made.folder / "goals").stdout


@pytest.mark.parametrize(
    "revision", ["--output=x", "-h5", "nothing", "HEAD:goals", "", "a b", "HEAD^{tree}", "--all", "@{999}"]
)
def test_a_revision_that_is_none_is_wrong_usage(repository: Repository, revision: str) -> None:
    """Nothing of it reaches git as an option, and nothing is written."""
    before = sorted(repository.folder.rglob("*"))
    result = run("--", revision)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sorted(repository.folder.rglob("*")) == before


def test_without_a_repository_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that isn't in a repository, and no git at all, are told in words."""
    (tmp_path / "goals").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert "不在 git 仓库里" in run("HEAD").stderr
    monkeypatch.setenv("PATH", str(tmp_path))
    result = run("HEAD")
    assert result.exit_code == 2
    assert "找不到 git" in result.stderr


def test_hostile_files_of_a_revision_are_not_compared(repository: Repository) -> None:
    """A link, a file over the limit, one that isn't YAML, one with an anchor: told, without reading what they point at."""
    (repository.goals / "2024/made-body/link.yml").symlink_to("/etc/passwd")
    huge = "# " + "长" * 600_000
    anchor = PROJECT.replace("name: 校园安全", "name: &a 校园安全")
    repository.commit(
        "second", {"goals/2024/made-body/huge.yml": huge, f"goals/{P}": anchor, "goals/2024/made-body/bad.yml": "\x01"}
    )
    for result in (run("one", "HEAD"), run("one")):
        assert result.exit_code == 0
        assert "无法比较 3 个" in result.stdout
        assert "passwd" not in result.stdout
        assert result.stdout.count("link") == 1
        assert "不是目标文件：新增 2024/made-body/link.yml\n" in result.stdout


def test_every_file_that_is_no_goal_file_is_named(repository: Repository) -> None:
    """What came, went or was changed beside goal files stands above all else, in a comment and in JSON too; litter doesn't."""
    goals = repository.goals
    repository.commit(
        "second", {"goals/index.md": "甲", "goals/a.png": "1", "goals/lost.yml": "a: b", "goals/same.md": "丙"}
    )
    (goals / "index.md").write_text("乙", "utf-8")
    (goals / "same.md").write_bytes("丙".encode())
    (goals / "a.png").unlink()
    (goals / "assets/javascripts").mkdir(parents=True)
    (goals / "assets/javascripts/`bundle`.js").write_text("alert(1)", "utf-8")
    (goals / "assets/.DS_Store").write_text("", "utf-8")
    (goals / ".htaccess").write_text("", "utf-8")
    (goals / "linked").symlink_to("/etc")
    git_says = [("added", ".htaccess"), ("dropped", "a.png"), ("added", "assets/javascripts/`bundle`.js")]
    git_says += [("changed", "index.md"), ("added", "linked")]
    for revisions in (["HEAD"], ["HEAD~1", "HEAD"]):
        if len(revisions) == 2:
            repository.commit("third", {})
        told = json.loads(run(*revisions, "--format", "json").stdout)
        assert [(one["state"], one["file"]) for one in told["others"]] == git_says
        assert told["files"] == []
        lines = run(*revisions).stdout.split("\n")
        assert lines[:2] == ["不是目标文件：新增 .htaccess", "不是目标文件：已删除 a.png"]
        comment = run(*revisions, "--format", "markdown").stdout
        assert comment.startswith("- 不是目标文件：新增 `.htaccess`\n")
        assert "- 不是目标文件：新增 ``assets/javascripts/`bundle`.js``\n" in comment


def test_git_settings_of_a_repository_run_nothing(repository: Repository) -> None:
    """External diff and textconv programs of the repository aren't started."""
    trap = repository.folder / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {repository.folder}/sprung\n")
    trap.chmod(0o755)
    for key in (
        "diff.external",
        "core.fsmonitor",
        "diff.evil.textconv",
        "core.pager",
        "filter.evil.smudge",
        "filter.evil.clean",
    ):
        repository.git("config", key, str(trap))
    repository.commit(
        "second", {".gitattributes": "*.yml diff=evil filter=evil\n", "goals/2024/made-body/x.yml": PROJECT}
    )
    (repository.folder / "sprung").unlink(missing_ok=True)
    assert run("one").exit_code == run("one", "HEAD").exit_code == 0
    assert not (repository.folder / "sprung").exists()


def _many(count: int, text: str) -> list[FileDiff]:
    change = Change("changed", "indicators", (text,), "target", text, f"{text}改", "a", "a", "reworded")
    return [FileDiff("changed", f"2024/a/d{n}", f"2024/a/d{n}", (text, text), "", (change,) * 10) for n in range(count)]


@pytest.mark.slow
def test_a_comment_stays_under_the_limit_and_says_what_was_cut() -> None:
    """However much was changed: at most 65,536 characters, and the numbers told and not told add up."""
    t = catalogue("zh")
    for count, text in ((3, "短"), (5_000, "`" * 150), (400, "长" * 150), (1, "x" * 70_000)):
        made = markdown(_many(count, text), t)
        assert len(made) <= LONGEST_COMMENT
        told = sum(line.startswith("- ") for line in made.splitlines())
        cut = "太长，另有" in made
        assert cut == (told < count * 10)
        if cut:
            assert f"{count * 10 - told} 处改动没有列出" in made


HOSTILE = (
    "@everyone", "#12", "GH-5", "owner/repo#3", "<img src=x onerror=alert(1)>", "**b**", "[a](https://example.org)",
    "https://example.org", "`code`", "``", "a`", "`", " ", "|x|", "<!-- x", "$`x`$", "$$x$$", "- [ ] a", "\\", "&lt;", "~~x~~", ":tada:",
    "```\n```", "# h", "!merge", "/close", "- /close", "</code>", "``` `` `", "www.example.org", "{{x}}", "{% x %}",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_in_a_comment_acts(words: str) -> None:
    """Each word of a document comes out of a Markdown reader as inline code, character by character, and nothing else does."""
    change = Change("changed", "indicators", (words, "后"), "target", words, f"{words}改", "a", "a")
    gone = Change("dropped", "items", ("前", words), "", words, None, "a", "")
    files = [FileDiff("changed", "2024/a/b", "2024/a/b", (words,), "", (change, gone))]
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(markdown(files, catalogue("zh")))
    kinds = {token.type for token in tokens}
    assert kinds <= {
        "paragraph_open", "paragraph_close", "inline", "heading_open", "heading_close", "bullet_list_open",
        "bullet_list_close", "list_item_open", "list_item_close",
    }  # fmt: skip
    inner = [one for token in tokens for one in token.children or ()]
    assert {one.type for one in inner} <= {"text", "code_inline", "strong_open", "strong_close"}
    shown = words.replace("\n", " ↵ ")
    code = [one.content for one in inner if one.type == "code_inline"]
    # A blank alone may be shown with more blanks around it.
    expected = [words.replace("\n", "\\u000a"), "2024/a/b"]
    assert [text.strip() for text in code[:2]] == [text.strip() for text in expected]
    assert {text.strip() for text in code[2:]} == {
        one.strip() for one in (expected[0], "后", shown, f"{shown}改", "前")
    }
    plain = "".join(one.content for one in inner if one.type == "text")
    assert not set(plain) & set("@#<>`[]$|\\&!~")


def test_the_readme_of_the_format_names_every_key(repository: Repository) -> None:
    """FORMAT.md tells of every key that the JSON has."""
    (repository.goals / P).write_text(PROJECT.replace("≥75%", "≥90%"), "utf-8")
    (repository.goals / "2024/made-body/duties.yml").write_text(DUTIES.replace("8.00", "9.00"), "utf-8")
    said = json.loads(run("HEAD", "--format", "json").stdout)
    text = (Path(main.callback.__code__.co_filename).parent / "diff/FORMAT.md").read_text("utf-8")  # type: ignore[union-attr]
    file = said["files"][0]
    for key in {*said, *file, *file["changes"][0], *file["money"]}:
        assert f"`{key}`" in text
    assert said["format"] == "1"


def test_every_field_has_words() -> None:
    """Whatever field of whatever record is changed, there is a word for it in both languages, and no word too many."""
    records = (Document, Item, Indicator, Value, Checkpoint, Stretch, Sign, Review, Accept, Body)
    fields = {name for record in records for name in record.model_fields}
    lists = {"items", "indicators", "spending_plan", "schedule", "values", "review", "accept"}
    inside = {
        f"{name}.{key}"
        for record in records
        for name, field in record.model_fields.items()
        if "tuple[goalbook" not in str(field.annotation)
        for one in get_args(field.annotation)
        if isinstance(one, type) and issubclass(one, Record)
        for key in one.model_fields
    }
    for language in LANGUAGES:
        texts = catalogue(language).texts
        assert {key.removeprefix("diff.field.") for key in texts if key.startswith("diff.field.")} == fields - lists - {
            "goalbook"
        }
        of_parts = {key.removeprefix("diff.field_in.") for key in texts if key.startswith("diff.field_in.")}
        assert of_parts - {"indicators.was"} == inside


@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("contact.phone", "联系方式 电话"),
        ("withdrawn.reason", "撤下 理由"),
        ("source.lost.1", "来源 缺失的内容"),
        ("was.0", "原地址"),
        ("facts.A1", "基本信息 A1"),
    ],
)
def test_what_is_inside_a_field_is_named_in_words(field: str, label: str) -> None:
    """A key of a part is told by its word, a key that a document made up as it is typed; a place in a list isn't told."""
    change = Change("changed", "", (), field, "1", "2", field, field)
    assert label_of((), change, catalogue("zh")) == label


def test_the_bench_changes_every_document(tmp_path: Path) -> None:
    """What `make bench-diff` measures: every document is changed, in three fields."""
    prepare(tmp_path, 12)
    said = json.loads(run("HEAD", "--goals", tmp_path / "goals", "--format", "json").stdout)
    assert said["counts"]["changed"] == 12
    assert all(len(file["changes"]) >= 3 for file in said["files"] if file["form"] != "hebei-department")
