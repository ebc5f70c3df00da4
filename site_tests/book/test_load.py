"""goals/ to a book: every fault at its line and column, once, with what to write instead; nothing in good files."""

from __future__ import annotations

from pathlib import Path

import pytest
from goalbook.book.between import _circles
from goalbook.book.load import load_body, load_book, load_document, reload_document
from goalbook.goalfile.problem import Problem
from goalbook.model.records import Body, Document

from site_tests.helpers.faulty import BODY, FILE, GOOD, SCHEMA, Case, cases, in_chinese, places, write_goals
from site_tests.helpers.growth import growth

GOALS = Path(__file__).parents[2] / "goals"


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_faulty_file_has_its_faults_and_no_other(case: Case, tmp_path: Path) -> None:
    """Each fault is found at its place, said once, in words that tell what to write instead."""
    book = load_book(write_goals(tmp_path, **{case.file: case.content}))
    expected = [find.split(" ", 2) for find in case.finds]
    assert places(book.problems) == [f"{case.file}:{place} {code}" for place, code, _ in expected]
    for problem, (_, _, words) in zip(book.problems, expected, strict=True):
        assert words in in_chinese(problem)
    assert len(book.entries) == int(not book.errors)


def test_the_cases_are_told_apart_by_name() -> None:
    """No two cases of faults.yml have a name in common."""
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) > 150


def test_the_goal_files_of_this_repository_have_no_problem() -> None:
    """What is published here passes its own checks, warnings included."""
    book = load_book(GOALS)
    assert book.problems == ()
    assert len(book.entries) == 10
    assert len(book.bodies) == 5


def test_a_good_document_becomes_an_entry(tmp_path: Path) -> None:
    """A good file is found under its address, with the digest of its bytes and its body."""
    book = load_book(write_goals(tmp_path, **{FILE: GOOD}))
    (entry,) = book.entries
    assert (entry.address, entry.body, entry.year) == ("2024/made-body/one", "made-body", "2024")
    assert len(entry.digest) == 64
    assert list(book.bodies) == ["made-body"]


def test_all_problems_of_all_files_come_in_one_run_sorted(tmp_path: Path) -> None:
    """Bodies, documents and misplaced files are all read to the end; problems are sorted by file, line and column."""
    files = {f"2024/made-body/{name}.yml": GOOD + "nmae: 甲\nstage: x\n" for name in ("b", "a")}
    book = load_book(write_goals(tmp_path, **files, **{"bodies/c.yml": "name: @", "2024/d.yml": ""}))
    assert places(book.problems) == [
        "2024/d.yml:1:1 misplaced",
        "2024/made-body/a.yml:6:1 unknown-key",
        "2024/made-body/a.yml:7:8 unknown-value",
        "2024/made-body/b.yml:6:1 unknown-key",
        "2024/made-body/b.yml:7:8 unknown-value",
        "bodies/c.yml:1:7 sign-first",
    ]


def test_reading_tells_of_progress(tmp_path: Path) -> None:
    """Now and then, and at the number of documents."""
    files = {f"2024/made-body/n{n}.yml": GOOD + "nmae: 甲\n" * (n % 2) for n in range(150)}
    root = write_goals(tmp_path, **files)
    told: list[tuple[int, int]] = []
    load_book(root, lambda done, total: told.append((done, total)))
    assert told == [(64, 150), (128, 150), (150, 150)]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("one.yml", "misplaced"),
        ("2024/one.yml", "misplaced"),
        ("2024/made-body/more/one.yml", "misplaced"),
        ("24/made-body/one.yml", "misplaced"),
        ("２０２４/made-body/one.yml", "misplaced"),
        ("2024/样例/one.yml", "misplaced"),
        ("2024/made-body/One.yml", "misplaced"),
        ("2024/made-body/a_b.yml", "misplaced"),
        ("2024/made-body/a--b.yml", "misplaced"),
        ("2024/made-body/one.yml.yml", "misplaced"),
        ("drafts/made-body/one.yml", "misplaced"),
        ("bodies/more/one.yml", "misplaced"),
        ("bodies.yml", "misplaced"),
        ("bodies/Made.yml", "misplaced"),
        ("2024/made-body/one.yaml", "yaml-suffix"),
        ("2024/made-body/one.YML", "yaml-suffix"),
        ("bodies/one.yaml", "yaml-suffix"),
    ],
)
def test_a_file_in_the_wrong_place_is_not_passed_over(name: str, code: str, tmp_path: Path) -> None:
    """A YAML file that can't be published where it is says so, once, and says nothing of its content."""
    book = load_book(write_goals(tmp_path, **{name: "%"}))
    assert places(book.problems) == [f"{name}:1:1 {code}"]
    assert name in in_chinese(book.problems[0])


@pytest.mark.parametrize(
    "name", [".one.yml", ".drafts/made-body/one.yml", "2024/.made-body/one.yml", "index.md", "a.json"]
)
def test_hidden_and_other_files_are_left_alone(name: str, tmp_path: Path) -> None:
    """Hidden files and folders and what isn't YAML are none of the book's business."""
    assert load_book(write_goals(tmp_path, **{name: "%"})).problems == ()


@pytest.mark.parametrize("link", [FILE, "2024/made-body", "2024", "2024/other", "bodies/other.yml"])
def test_links_are_refused(link: str, tmp_path: Path) -> None:
    """A linked file or folder of goals is not read, wherever it leads; what it would show could be anything."""
    root, outside = write_goals(tmp_path / "goals"), tmp_path / "outside" / link
    outside.parent.mkdir(parents=True)
    write_goals(tmp_path / "outside", **{FILE: GOOD, "2024/other/one.yml": GOOD, "bodies/other.yml": BODY})
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(outside)
    book = load_book(root)
    assert places(book.problems) == [f"{link}:1:1 link"]
    assert book.entries == ()


def test_a_document_behind_a_linked_folder_is_not_read(tmp_path: Path) -> None:
    """Asked for by its name, a document behind a link is refused too."""
    write_goals(tmp_path / "outside", **{FILE: GOOD})
    write_goals(tmp_path / "goals")
    (tmp_path / "goals/2024").symlink_to(tmp_path / "outside/2024")
    document, raw, problems = load_document(tmp_path / "goals", FILE)
    assert (document, raw) == (None, b"")
    assert [problem.code for problem in problems] == ["link"]


def test_a_file_that_is_too_large_is_not_read_on(tmp_path: Path) -> None:
    """Over 1 MiB a file has that one problem."""
    book = load_book(write_goals(tmp_path, **{FILE: GOOD + "#" * (1 << 20)}))
    assert places(book.problems) == [f"{FILE}:1:1 too-large"]
    assert "1048576" in in_chinese(book.problems[0])


def test_a_file_that_cannot_be_read_is_a_problem_and_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the system refuses a file, the problem says so."""
    root = write_goals(tmp_path, **{FILE: GOOD})

    def refuse(path: Path) -> bytes:
        raise PermissionError(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, _, problems = load_document(root, FILE)
    assert [problem.code for problem in problems] == ["unreadable"]
    assert "权限" in in_chinese(problems[0])


@pytest.mark.parametrize(
    ("text", "find"),
    [
        ("goalbook: 2\n", "2:1 body-without-name"),
        ('goalbook: 2\nname: ""\n', "2:1 body-without-name"),
        ("goalbook: 2\nname: [甲]\n", "3:1 not-text"),
        ("goalbook: 2\nname: 甲\nregion: {name: 某市, code: 44/01}\n", "4:26 bad-region-code"),
        ("goalbook: 2\nname: 甲\nregion: {name: 某市}\n", "4:1 missing-key"),
        ("goalbook: 2\nname: 甲\nparent: mad-body\n", "4:9 unknown-body"),
        ("goalbook: 2\nname: 甲\nparent: 甲\n", "4:9 bad-slug"),
        ("goalbook: 2\nname: 甲\nparnet: made-body\n", "4:1 unknown-key"),
        ("name: 甲\n", "2:1 missing-key"),
    ],
)
def test_faults_of_bodies_are_found(text: str, find: str, tmp_path: Path) -> None:
    """A body's file is held to its own model; its parent has to be registered."""
    book = load_book(write_goals(tmp_path, **{"bodies/other.yml": f"{SCHEMA}../schema/body.json\n{text}"}))
    assert places(book.problems) == [f"bodies/other.yml:{find}"]


def test_a_body_without_a_modeline_is_noted(tmp_path: Path) -> None:
    """A body's file names its own schema."""
    book = load_book(write_goals(tmp_path, **{"bodies/made-body.yml": "goalbook: 2\nname: 样例单位\n"}))
    assert [(problem.code, problem.severity) for problem in book.problems] == [("no-modeline", "note")]
    assert f"{SCHEMA}../schema/body.json" in in_chinese(book.problems[0])


def test_a_fault_of_a_body_is_told_once(tmp_path: Path) -> None:
    """Documents and bodies below a body that has an error say nothing of it; its documents aren't listed either."""
    below = BODY + "parent: made-body\n"
    root = write_goals(tmp_path, **{"bodies/made-body.yml": BODY + "nmae: 甲\n", "bodies/below.yml": below, FILE: GOOD})
    book = load_book(root)
    assert places(book.problems) == ["bodies/made-body.yml:4:1 unknown-key"]
    assert book.entries == ()
    assert list(book.bodies) == ["below"]


@pytest.mark.parametrize(
    ("parents", "place", "bodies"),
    [
        ({"a": "a"}, "bodies/a.yml:4:9", "a → a"),
        ({"a": "b", "b": "a"}, "bodies/a.yml:4:9", "a → b → a"),
        ({"a": "b", "b": "c", "c": "b", "d": "b"}, "bodies/b.yml:4:9", "b → c → b"),
    ],
)
def test_bodies_that_are_their_own_parents_are_found(
    parents: dict[str, str], place: str, bodies: str, tmp_path: Path
) -> None:
    """A circle of parents is told once, with all bodies in it."""
    files = {f"bodies/{name}.yml": f"{BODY}parent: {parent}\n" for name, parent in parents.items()}
    book = load_book(write_goals(tmp_path, **files))
    assert places(book.problems) == [f"{place} parent-of-itself"]
    assert bodies in in_chinese(book.problems[0])


@pytest.mark.parametrize("old", ["2024/made-body/two", "2024/made-body/one"])
def test_an_old_address_can_belong_to_one_document_only(old: str, tmp_path: Path) -> None:
    """An old address that another document has, or the document itself, is refused where it is written."""
    text = GOOD + f"name: 甲\nwas:\n  - 2023/made-body/one\n  - {old}\n"
    book = load_book(write_goals(tmp_path, **{FILE: text, "2024/made-body/two.yml": GOOD}))
    assert places(book.problems) == [f"{FILE}:9:5 address-taken"]


def test_two_documents_cannot_claim_one_old_address(tmp_path: Path) -> None:
    """The second document to claim an old address is told of the first."""
    files = {f"2024/made-body/{name}.yml": GOOD + "was: [2023/made-body/one]\n" for name in ("one", "two")}
    book = load_book(write_goals(tmp_path, **files))
    assert places(book.problems) == ["2024/made-body/two.yml:6:7 address-taken"]
    assert "2024/made-body/one" in in_chinese(book.problems[0])


@pytest.mark.parametrize(
    ("lines", "find", "words"),
    [
        ("evaluates: 2024/made-body/tow\n", "6:12 unknown-document", "是不是想写“2024/made-body/two”"),
        ("continues: {document: 2024/mad-body/two}\n", "6:23 unknown-document", "是不是想写“2024/made-body/two”"),
        ("merged_into:\n  document: 2024/made-body/former\n", "7:13 unknown-document", "是不是想写“2024/made-body/two”"),
        ("split_from: {document: 2024/made-body/one}\n", "6:24 documents-in-circle", "2024/made-body/one → 2024/made-body/one"),
        (
            "continues: {document: 2024/made-body/two}\n",
            "6:23 documents-in-circle",
            "2024/made-body/one → 2024/made-body/two → 2024/made-body/one",
        ),
    ],
)  # fmt: skip
def test_documents_that_lead_astray_are_found(lines: str, find: str, words: str, tmp_path: Path) -> None:
    """A named document is there, under its present address, and isn't reached again from itself."""
    two = GOOD + "was: [2024/made-body/former]\ncontinues: {document: 2024/made-body/one}\n"
    book = load_book(write_goals(tmp_path, **{FILE: GOOD + lines, "2024/made-body/two.yml": two}))
    assert places(book.problems) == [f"{FILE}:{find}"]
    assert words in in_chinese(book.problems[0])


@pytest.mark.parametrize(
    ("one", "two", "three", "at", "ways"),
    [
        ("evaluates: {b}two", "continues: {{document: {b}one}}", "", "one:6:12", "one two one"),
        ("evaluates: {b}two", "split_from: {{document: {b}three}}", "continues: {{document: {b}one}}", "one:6:12", "one two three one"),
        ("merged_into: {{document: {b}two}}", "", "evaluates: {b}two\nmerged_into: {{document: {b}one}}", "one:6:25", "two one three two"),
        ("was: [{b}old]\ncontinues: {{document: {b}old}}", "", "", "one:7:23", "one one"),
        ("was: [{b}old]\nevaluates: {b}two", "continues: {{document: {b}old}}", "", "one:7:12", "one two one"),
    ],
)  # fmt: skip
def test_a_circle_over_several_kinds_is_found(
    one: str, two: str, three: str, at: str, ways: str, tmp_path: Path
) -> None:
    """No document comes from itself, whatever the relations and whichever of its addresses they name; told once, at one place."""
    base = "2024/made-body/"
    lines = dict(zip(("one", "two", "three"), (one, two, three), strict=True))
    files = {f"{base}{name}.yml": f"{GOOD}{text.format(b=base)}\n" if text else GOOD for name, text in lines.items()}
    (problem, *others) = [
        one for one in load_book(write_goals(tmp_path, **files)).problems if one.code == "documents-in-circle"
    ]
    assert others == []
    assert places((problem,)) == [f"{base}{at.split(':')[0]}.yml:{at.partition(':')[2]} documents-in-circle"]
    assert " → ".join(f"{base}{name}" for name in ways.split()) in in_chinese(problem)


def test_what_follows_without_a_circle_is_no_fault(tmp_path: Path) -> None:
    """Two that are split from one, merged into one, and evaluated twice come from nowhere twice."""
    base = "2024/made-body/"
    texts = {
        "one": "merged_into: {document: 2024/made-body/three}\n",
        "two": "split_from: {document: 2024/made-body/one}\nmerged_into: {document: 2024/made-body/three}\n",
        "three": "continues: {document: 2024/made-body/one}\nevaluates: 2024/made-body/two\n",
    }
    files = {f"{base}{name}.yml": GOOD + text for name, text in texts.items()}
    assert places(load_book(write_goals(tmp_path, **files)).problems) == []


def test_many_relations_take_no_longer_than_as_many_others() -> None:
    """A chain in which each names the one before it and one further back is gone through in step with its length."""

    def chain(count: int) -> dict[str, list[str]]:
        return {str(n): [str(n - n % 2 or 1), str(n + 1), str(n // 2)] for n in range(count)}

    assert growth(lambda steps: list(_circles(steps)), chain(2000), chain(8000), 6) <= 6
    assert len(list(_circles(chain(2000)))) > 900


def test_a_document_of_a_year_that_is_not_kept_is_noted(tmp_path: Path) -> None:
    """A snapshot holds one year: what is named of another stops no build."""
    book = load_book(write_goals(tmp_path, **{FILE: GOOD + "evaluates: 2019/made-body/one\n"}))
    assert [(one.code, one.severity) for one in book.problems] == [("unknown-document", "note")]
    assert not book.errors


def test_a_named_document_with_an_error_of_its_own_is_there(tmp_path: Path) -> None:
    """One fault, one message: whoever names a faulty document isn't told so."""
    files = {FILE: GOOD + "evaluates: 2024/made-body/two\n", "2024/made-body/two.yml": GOOD + "nmae: 甲\n"}
    assert places(load_book(write_goals(tmp_path, **files)).problems) == ["2024/made-body/two.yml:6:1 unknown-key"]


def test_a_document_and_a_body_are_read_by_name(tmp_path: Path) -> None:
    """Single files come with their bytes; without the list of bodies a document's own isn't looked up."""
    root = write_goals(tmp_path, **{"2024/else/one.yml": GOOD.replace("made-body", "else")})
    document, raw, problems = load_document(root, "2024/else/one.yml")
    assert isinstance(document, Document)
    assert raw.startswith(SCHEMA.encode())
    assert problems == []
    body, problems = load_body(root, "bodies/made-body.yml")
    assert isinstance(body, Body)
    assert problems == []


def test_problems_name_the_place_in_the_words_of_the_record(tmp_path: Path) -> None:
    """The way to a fault is given by the names of items and indicators, by numbers where they have none."""
    text = "items:\n  - kind: duty\n    name: 会议\n    indicators:\n      - levels: {a: b}\n      - name: 完成率\n        targt: x\n"
    book = load_book(write_goals(tmp_path, **{FILE: GOOD.replace("hebei-project", "hebei-duties") + text}))
    assert [problem.where for problem in book.problems] == [
        "items › 会议 › indicators › 1 › levels",
        "items › 会议 › indicators › 完成率 › targt",
    ]


def test_details_of_a_problem_are_sorted_and_it_compares_without_its_severity() -> None:
    """Two problems at one place with one message are equal."""
    one = Problem(FILE, 1, 2, "x", details=(("a", "b"),), severity="warning")
    assert one == Problem(FILE, 1, 2, "x", details=(("a", "b"),))
    assert one < Problem(FILE, 1, 10, "a")


def test_a_document_read_again_is_the_one_that_was_judged(tmp_path: Path) -> None:
    """With the same bytes it is the same document; other bytes are judged, and those with an error are no document."""
    root = write_goals(tmp_path, **{FILE: GOOD})
    (entry,) = load_book(root).entries
    file = root / FILE

    def again() -> tuple[Document | None, bytes]:
        return reload_document(root, FILE, entry.form, entry.digest)

    assert again() == load_document(root, FILE)[:2]
    file.write_text(GOOD + "about: 后来写的\n", "utf-8")
    changed, raw = again()
    assert changed is not None
    assert (changed.about, raw) == ("后来写的", file.read_bytes())
    for wrong in (GOOD + "nmae: 甲\n", GOOD.replace("2024", "2023")):
        file.write_text(wrong, "utf-8")
        assert again()[0] is None
    file.unlink()
    assert again() == (None, b"")
