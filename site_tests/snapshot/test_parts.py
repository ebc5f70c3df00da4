"""The parts of snapshots that stand alone: names, lists, links, lineages, histories, hostile manifests."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goalbook.book.entry import Entry
from goalbook.book.load import Book, load_book
from goalbook.git.commit import Commit
from goalbook.git.history import Changed, History, LoggedChange, ToldFile
from goalbook.git.history_json import from_json, history_as_json
from goalbook.model.address import Address
from goalbook.site.frame.cite import versions_address
from goalbook.site.frame.settings import Frozen, plain_link
from goalbook.site.frozen.links import cut_links, leads, links_of
from goalbook.site.snapshots.lineage import lineages
from goalbook.snapshot.bag import is_fit, read_sums, sum_lines
from goalbook.snapshot.day import snapshot_day
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import Facts, MadeSite, facts_of, manifest_bytes, read_facts
from goalbook.snapshot.names import is_name, names_newest_first, next_name, year_of
from goalbook.snapshot.project import Project
from goalbook.snapshot.sign import check_stamp
from goalbook.snapshot.sources import sources
from hypothesis import given, settings
from hypothesis import strategies as st

from site_tests.helpers.faulty import BODY, FILE, GOOD, write_goals
from site_tests.helpers.shipped import FORMS

DIGEST = "0" * 64
MADE = MadeSite({"documents": 1}, ("yml",), (), {"goalbook": "0"})


def test_names_are_years_and_their_corrections() -> None:
    """2024, undated, 2024-r1; no other text is a name."""
    assert [name for name in ("2024", "undated", "2024-r1", "undated-r12") if not is_name(name)] == []
    wrong = ("", "24", "2024-r0", "2024-r01", "2024-R1", "2024-r", "../2024", "2024/", "２０２４", "2024\n", "bodies")
    assert [name for name in wrong if is_name(name)] == []
    assert (year_of("2024-r3"), year_of("undated")) == ("2024", "undated")
    with pytest.raises(SnapshotError):
        year_of("x")


def test_a_correction_s_number_follows_all_before_it() -> None:
    """Also where one of those between is gone; other years and files don't count."""
    assert next_name("2024", ["2024"]) == "2024-r1"
    assert next_name("2024", ["2024", "2024-r4", "2023-r9", "undated-r7", "note.txt"]) == "2024-r5"


def test_the_list_begins_with_the_newest() -> None:
    """Newest year first, undated last, a correction before what it corrects."""
    assert names_newest_first(["2023", "undated", "2024", "2024-r2", "2024-r10"]) == [
        "2024-r10",
        "2024-r2",
        "2024",
        "2023",
        "undated",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "",
        "/x",
        "a//b",
        "a/../b",
        "..",
        "a\\b",
        "a\nb",
        "a%41",
        "a:b",
        "a?",
        "x.",
        "x ",
        "a /b",
        'a"b',
        "\x7f",
        "\udcff",
    ],
)
def test_names_that_no_bag_can_hold(name: str) -> None:
    """What a list would have to escape or a user's system can't store isn't put into a bag."""
    assert not is_fit(name)


def test_names_that_a_bag_holds() -> None:
    """Chinese, blanks within and points are as good as any."""
    assert all(map(is_fit, ("说明.txt", "data/a b/图 1.png", "a.b/c-d_e", ".hidden", "data/x(1).yml")))


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.text("a中é/. %\\\n'😀", min_size=1, max_size=9).filter(is_fit),
        st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
        max_size=8,
    )
)
def test_lists_are_read_as_they_are_written(digests: dict[str, str]) -> None:
    """Whatever is listed comes back, and only the one way of writing it is accepted."""
    raw = sum_lines(digests)
    assert read_sums(raw) == digests
    if len(digests) > 1:
        lines = raw.splitlines(keepends=True)
        for wrong in (b"".join(reversed(lines)), raw + lines[0], raw[:-1], b"\n" + raw):
            with pytest.raises(SnapshotError):
                read_sums(wrong)


@pytest.mark.parametrize(
    "line", [f"{DIGEST} x\n", f"{DIGEST}  ../x\n", f"{DIGEST}  /etc/passwd\n", f"{DIGEST.upper()[:-1]}A  x\n"]
)
def test_lists_that_lead_elsewhere_are_refused(line: str) -> None:
    """No list makes the software look at a file outside the snapshot."""
    with pytest.raises(SnapshotError):
        read_sums(line.encode())


def test_a_manifest_is_read_as_it_is_written() -> None:
    """The facts come back from manifest.json."""
    facts = Facts("2024-r1", "2024-03-01", "站", "zh-CN", live="https://example.org/", uncommitted=("a",))
    assert facts_of(read_facts(manifest_bytes(facts, MADE))) == facts
    assert facts.address == "https://example.org/snapshots/2024-r1/"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "../../etc"),
        ("name", 2024),
        ("date", "2024-13-01"),
        ("data", {"config": "/etc/passwd", "goals": "goals", "commit": None, "uncommitted": []}),
        ("data", {"config": "mkdocs.yml", "goals": "../goals", "commit": None, "uncommitted": []}),
        ("corrects", {"name": "x", "sums": "", "reason": ""}),
        ("goalbook_snapshot", 2),
        ("site", []),
    ],
)
def test_a_hostile_manifest_is_refused(key: str, value: object) -> None:
    """Names and paths that lead elsewhere, other types, other formats: one message, no traceback."""
    whole = json.loads(manifest_bytes(Facts("2024", "2024-03-01", "站", "zh"), MADE))
    with pytest.raises(SnapshotError, match="bad_manifest"):
        read_facts(json.dumps(whole | {key: value}).encode())


def test_a_manifest_that_is_none_is_refused() -> None:
    """Neither nested thousandfold nor cut off."""
    for raw in (b"", b"[" * 100_000, b"null", b"[]", b'{"goalbook_snapshot": 1}'):
        with pytest.raises(SnapshotError):
            read_facts(raw)


def test_a_history_is_kept_and_cut() -> None:
    """It comes back from its JSON; of some files alone it holds their changes alone."""
    one, other = LoggedChange("2024-01-02", "甲", "改", "a" * 40), LoggedChange("2024-02-03", "乙", "又改", "b" * 40)
    history = History(
        {"x.yml": (other, one), "y.yml": (one,)},
        (Changed(other, ("x.yml",), 1), Changed(one, ("x.yml", "y.yml"), 2)),
        "2024-02-03",
        told={"a" * 40: (ToldFile("x", "甲", ("改",)), ToldFile("y", "乙", ("新增",))), "b" * 40: ()},
    )
    assert from_json(json.loads(json.dumps(history_as_json(history)))) == history
    cut = history.only({"y.yml"})
    assert cut == History(
        {"y.yml": (one,)},
        (Changed(one, ("y.yml",), 1),),
        "2024-01-02",
        told={"a" * 40: (ToldFile("y", "乙", ("新增",)),)},
    )
    assert history.only(set()) == History()


def test_the_day_is_told_or_that_of_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH goes before the commit; with neither, or with nonsense, it is said."""
    commit = Commit("a", "2024-03-01")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert snapshot_day(commit) == "2024-03-01"
    with pytest.raises(SnapshotError, match="no_day"):
        snapshot_day(Commit())
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert (snapshot_day(commit), snapshot_day(Commit())) == ("2023-11-14", "2023-11-14")
    for wrong in ("yesterday", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        with pytest.raises(SnapshotError, match="bad_epoch"):
            snapshot_day(commit)


def test_links_that_lead_out_become_text() -> None:
    """The declared one stays; of others the words stay and the address is told; so do links within the snapshot."""
    out = "https://example.org/versions/"
    html = (
        '<a href="https://example.org/versions/x/">a</a><a class="y" href=\'https://evil.example/\'><b>b</b></a>'
        '<a href=mailto:x@example.org>c</a><a href="//evil.example/x">d</a><a href="there.html#x">e</a><a href="gone.html">f</a>'
        '<a id="g">g</a><a href="#h">h</a><a href="javascript:alert(1)">i</a>'
    )
    cut = cut_links(html, "page.html", out, {"there.html", "page.html"})
    assert [link for _, _, link in links_of(cut)] == [f"{out}x/", "there.html#x", "#h"]
    assert "<b>b</b> (https://evil.example/)" in cut
    assert "c (x@example.org)" in cut
    assert "f<a" in cut


def test_where_a_link_leads() -> None:
    """Relative to its page, with Chinese names as browsers write them; never above the site."""
    there = {"a/b.html", "index.html", "a/图.png"}
    for link in ("b.html", "../index.html", "%E5%9B%BE.png", "图.png", "b.html?q=1#x", "#x"):
        assert leads(there, "a/c.html", link), link
    for link in ("c.html", "/index.html", "../a", "../../index.html.x", "b.html/"):
        assert not leads(there, "a/c.html", link), link


def test_links_of_settings_fit_pages_that_are_files() -> None:
    """`about/#objections` leads to about.html there; what isn't a page stays."""
    assert plain_link("about/#objections", True) == "about/#objections"
    assert plain_link("about/#objections", False) == "about.html#objections"
    for link in ("https://example.org/x/", "mailto:x@example.org", "/x/", "file.pdf", ""):
        assert plain_link(link, False) == link


def test_the_address_of_errata() -> None:
    """It drops the year, and is absolute, in the way the live site writes addresses; without a site there is none."""
    address = versions_address("2024/huangyuan-cppcc/department")
    assert address == "versions/huangyuan-cppcc/department"
    assert Frozen("2024", "2024", "", "https://x/").errata(address) == f"https://x/{address}/"
    assert (
        Frozen("2024", "2024", "", "https://x/", live_directory_urls=False).errata(address)
        == f"https://x/{address}.html"
    )
    assert Frozen("2024", "2024", "").errata(address) == ""


def entry(address: str, *was: str) -> Entry:
    """A listing entry with an address and earlier ones."""
    year, body, _ = address.split("/")
    return Entry(
        Address(address), DIGEST, FORMS["hebei-project"], address, year, False, body, "", "", "", "", None, "", False, 0, 0, 0, 0, 0,
        "",
        tuple(map(Address, was)), None,
    )  # fmt: skip


def test_the_same_document_is_found_under_every_name() -> None:
    """By body and name, and by the addresses it had, also over several renames and over a move to another body."""
    entries = (
        entry("2022/a/one"), entry("2023/a/two", "2023/a/one"), entry("2024/b/three", "2024/a/two"), entry("2024/a/other"),
    )  # fmt: skip
    known = lineages(Book(Path(), entries), ())
    assert sorted(known) == ["a/one", "a/other", "a/two", "b/three"]
    assert known["a/one"] is known["a/two"] is known["b/three"]
    assert known["a/other"] is not known["a/one"]
    assert {year: [one.address for one in found] for year, found in known["a/two"].live.items()} == {
        "2022": ["2022/a/one"], "2023": ["2023/a/two"], "2024": ["2024/b/three"],
    }  # fmt: skip


def test_a_time_stamp_for_something_else_is_refused() -> None:
    """Neither nonsense nor an endless file passes for a time stamp."""
    for raw in (b"", b"nonsense", b"0" * (2 << 20)):
        with pytest.raises(SnapshotError, match="bad_stamp"):
            check_stamp(b"sums", raw)


def test_a_snapshot_takes_what_its_year_expects_and_who_owes_it(tmp_path: Path) -> None:
    """The list of its own year alone, every calendar, and a body that has published nothing."""
    owed = "# yaml-language-server: $schema=../schema/expected.json\ngoalbook: 2\nexpected:\n  - bodies: [late-body]\n"
    days = "# yaml-language-server: $schema=../schema/days.json\ngoalbook: 2\n"
    files = {f"site/expected-{year}.yml": owed for year in ("2023", "2024")} | {"site/days-2025.yml": days}
    goals = write_goals(tmp_path / "goals", **files, **{"bodies/late-body.yml": BODY, FILE: GOOD})
    (tmp_path / "mkdocs.yml").write_text("docs_dir: goals\n")
    project = Project(tmp_path, tmp_path / "mkdocs.yml", goals, (), tmp_path, "", "zh")
    found = sources(project, "2024", load_book(goals))
    assert sorted(found) == [
        "goals/2024/made-body/one.yml", "goals/bodies/late-body.yml", "goals/bodies/made-body.yml", "goals/site/days-2025.yml",
        "goals/site/expected-2024.yml", "mkdocs.yml",
    ]  # fmt: skip
