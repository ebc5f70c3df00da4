"""A bag made by hand: its lists byte for byte, and each way in which it may not be as it was sealed."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from goalbook.snapshot import verify as verifying
from goalbook.snapshot.archive import Folder, Zip, pack, tree_of
from goalbook.snapshot.bag import files_of, is_fit, read_sums, seal_bag, sha256, sum_lines, tag_list
from goalbook.snapshot.error import NotChecked, SnapshotError
from goalbook.snapshot.facts import Facts
from goalbook.snapshot.finding import BagFinding, Trust, Unchecked
from goalbook.snapshot.sign import Signature, Stamp
from goalbook.snapshot.verify import sums_of, verify

from site_tests.snapshot.by_hand import FACTS, FILES, bag_by_hand, fill, zip_beside

SIGNED, STAMPED = Signature("key", "office"), Stamp("today", checked=True)


def digest_of(content: bytes) -> str:
    """The sha256 of bytes."""
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A sealed bag of four files."""
    return bag_by_hand(tmp_path)


def told(path: Path, trust: Trust | None = None) -> list[tuple[str, str, str]]:
    """What a verification finds, in its order."""
    return [(one.file, one.code, one.detail) for one in verify(path, trust).findings]


def test_the_lists_of_a_bag_are_these(made: Path) -> None:
    """Each file of BagIt's, byte for byte; SHA256SUMS lists all but what hangs on it, sorted by name."""
    assert (made / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert (made / "bag-info.txt").read_text("utf-8") == (
        "Source-Organization: 测试机关\n"
        "External-Identifier: https://example.org/snapshots/2023/\n"
        "External-Description: 测试 目标 2023\n"
        "Bagging-Date: 2024-03-01\n"
        "Bag-Software-Agent: goalbook test\n"
        "Payload-Oxum: 11.2\n"
        "Goalbook-Manifest: manifest.json\n"
    )
    payload = f"{digest_of(b'first')}  data/a.txt\n{digest_of(b'second')}  data/b/c.txt\n".encode()
    assert (made / "manifest-sha256.txt").read_bytes() == payload
    plain = [
        "bag-info.txt",
        "bagit.txt",
        "data/a.txt",
        "data/b/c.txt",
        "manifest-sha256.txt",
        "manifest.json",
        "note.txt",
    ]
    sums = "".join(f"{digest_of((made / name).read_bytes())}  {name}\n" for name in plain).encode()
    assert (made / "SHA256SUMS").read_bytes() == sums
    tags = ["SHA256SUMS", *(name for name in plain if not name.startswith("data/"))]
    listed = "".join(f"{digest_of((made / name).read_bytes())}  {name}\n" for name in tags).encode()
    assert (made / "tagmanifest-sha256.txt").read_bytes() == listed


def test_a_seal_is_the_digest_of_its_sums_and_tells_how_far_it_is(tmp_path: Path) -> None:
    """The bytes of each file are told; without an address the name stands for it, without an authority its line is left out."""
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    ticks: list[int] = []
    facts = Facts("2023", "2024-03-01", "t", "zh", authority=" ")
    assert seal_bag(tmp_path, facts, "agent", ticks.append) == digest_of((tmp_path / "SHA256SUMS").read_bytes())
    assert ticks == [5, 6, 4]
    about = (tmp_path / "bag-info.txt").read_text("utf-8")
    assert about.startswith("External-Identifier: 2023\nExternal-Description: t 2023\n")


def test_a_name_that_does_not_fit_is_not_sealed(tmp_path: Path) -> None:
    """The file is named, and no list is written."""
    (tmp_path / "a:b").write_bytes(b"")
    with pytest.raises(SnapshotError) as caught:
        seal_bag(tmp_path, FACTS, "agent")
    assert (caught.value.code, caught.value.values) == ("unfit_name", {"file": "a:b"})
    assert files_of(tmp_path) == ["a:b"]


@pytest.mark.parametrize(
    "name", ["", "/a", "a//b", ".", "..", "a/..", "../a", "a/./b", "a.", "a. /b", "a ", "a\\b", "a%b", "a:b", "a*", "a?", 'a"b', "a<b",
             "a>b", "a|b", "a\nb", "a\x7f", "\x00", "\x1f", "\ud800", "a/"],
)  # fmt: skip
def test_a_name_that_some_system_can_t_hold_does_not_fit(name: str) -> None:
    assert not is_fit(name)


@pytest.mark.parametrize(
    "name", ["a", "a/b", ".a", "a.b", "a b/c", "…a", "目标/一.yml", "a/.b", "~", "a\u0080", "a\ue000"]
)
def test_any_other_name_fits(name: str) -> None:
    assert is_fit(name)


def test_a_digest_is_taken_block_by_block() -> None:
    """A mebibyte at a time, each of which is told."""
    content, ticks = b"x" * ((1 << 20) + 5), list[int]()
    assert sha256(io.BytesIO(content), ticks.append) == digest_of(content)
    assert ticks == [1 << 20, 5]
    assert sha256(io.BytesIO(b"")) == digest_of(b"")


def test_links_are_files_and_folders_are_not(tmp_path: Path) -> None:
    """A link to a folder is one name; names are sorted."""
    (tmp_path / "b/c").mkdir(parents=True)
    (tmp_path / "b/c/d").write_bytes(b"")
    (tmp_path / "a").symlink_to("b")
    assert files_of(tmp_path) == ["a", "b/c/d"]


A, B = "0" * 64, "f" * 64


def test_sums_read_back() -> None:
    """What was written is read; nothing written is nothing read."""
    digests = {"a": A, "b  c": B}
    assert sum_lines({"b  c": B, "a": A}) == f"{A}  a\n{B}  b  c\n".encode()
    assert read_sums(sum_lines(digests)) == digests
    assert read_sums(b"") == {}


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"\xff", 0),
        (b"\n", 1),
        (f"{A}  a\n{A} b\n".encode(), 2),
        (f"{A}  a\n{A}  a\n".encode(), 2),
        (f"{A}  a\n{B}  ../b\n".encode(), 2),
        (f"{A[1:]}  a\n".encode(), 1),
        (f"{A}0  a\n".encode(), 1),
        (f"{A[1:]}F  a\n".encode(), 1),
        (f"{A}  a\n{A}  b".encode(), 2),
        (f"{A}  b\n{A}  a\n".encode(), 3),
    ],
)
def test_a_bad_line_of_sums_is_told(raw: bytes, line: int) -> None:
    """By its number; 0 where it is no text; where the lines aren't sorted or the last isn't ended, the last."""
    with pytest.raises(SnapshotError) as caught:
        read_sums(raw)
    assert (caught.value.code, caught.value.values) == ("bad_sums", {"line": line})


def test_the_tag_list_leaves_out_the_payload() -> None:
    assert tag_list({"data/a": A, "b": B}, b"x") == f"{digest_of(b'x')}  SHA256SUMS\n{B}  b\n".encode()


def test_an_untouched_bag_is_whole(made: Path) -> None:
    """Its name, the number of its files and the digest of its list are told; there is no signature and no archive."""
    ticks: list[int] = []
    found = verify(made, tick=ticks.append)
    sums = (made / "SHA256SUMS").read_bytes()
    assert (found.name, found.files, found.sums, found.findings) == ("2023", 9, digest_of(sums), ())
    assert (found.signature, found.stamp, found.unchecked, found.litter, found.archive) == (None, None, (), (), False)
    assert sum(ticks) == sum(len((made / name).read_bytes()) for name in read_sums(sums))
    assert sums_of(made) == found.sums
    assert (found.standing, found.whole) == ("unproven", True)


def test_a_folder_without_sums_has_no_digest(tmp_path: Path) -> None:
    with pytest.raises(SnapshotError) as caught:
        sums_of(tmp_path)
    assert (caught.value.code, caught.value.values) == ("no_snapshot", {"path": str(tmp_path), "sums": "SHA256SUMS"})


def _listless(bag: Path) -> None:
    (bag / "tagmanifest-sha256.txt").unlink()


def _relist(name: str, content: bytes) -> Callable[[Path], None]:
    def change(bag: Path) -> None:
        (bag / name).write_bytes(content)

    return change


def _link(bag: Path) -> None:
    (bag / "note.txt").unlink()
    (bag / "note.txt").symlink_to("bagit.txt")


def _tagless(bag: Path) -> None:
    (bag / "tagmanifest-sha256.txt").write_bytes(b"".join(tag_lines(bag)[1:]))


def _other_tag(bag: Path) -> None:
    (bag / "tagmanifest-sha256.txt").write_bytes(b"".join([A.encode() + b"  SHA256SUMS\n", *tag_lines(bag)[1:]]))


def tag_lines(bag: Path) -> list[bytes]:
    """The lines of a bag's list of tags."""
    return (bag / "tagmanifest-sha256.txt").read_bytes().splitlines(keepends=True)


TAGS, SUMS = "tagmanifest-sha256.txt", "SHA256SUMS"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda bag: (bag / "data/a.txt").unlink(), [("data/a.txt", "missing", "")]),
        (lambda bag: (bag / "data/more").write_bytes(b""), [("data/more", "added", "")]),
        (lambda bag: (bag / "note.txt").write_bytes(b"Note"), [("note.txt", "altered", "")]),
        (_listless, [(TAGS, "missing", "")]),
        (_tagless, [(TAGS, "disagrees", SUMS)]),
        (_other_tag, [(SUMS, "disagrees", TAGS), (TAGS, "disagrees", SUMS)]),
        (_relist(TAGS, b"\xff\n"), [(TAGS, "disagrees", SUMS)]),
        (
            _relist("manifest-sha256.txt", A.encode() + b"  SHA256SUMS\n"),
            [("manifest-sha256.txt", "altered", ""), ("manifest-sha256.txt", "disagrees", SUMS)],
        ),
    ],
)
def test_each_change_of_a_bag_is_told_for_what_it_is(
    made: Path, change: Callable[[Path], None], found: list[tuple[str, str, str]]
) -> None:
    """Nothing else is told, and in order."""
    change(made)
    assert told(made) == found


def test_a_link_can_t_be_read(made: Path) -> None:
    _link(made)
    ((file, code, detail),) = told(made)
    assert (file, code) == ("note.txt", "unreadable")
    assert detail


def test_a_signature_that_can_t_be_read_is_told(made: Path) -> None:
    """So is a time stamp."""
    for name in ("SHA256SUMS.sig", "SHA256SUMS.tsr"):
        (made / name).symlink_to("bagit.txt")
    assert told(made) == [("SHA256SUMS.sig", "unreadable", ""), ("SHA256SUMS.tsr", "unreadable", "")]


def test_a_manifest_that_is_none_leaves_the_bag_without_a_name(tmp_path: Path) -> None:
    """Another text, or no file at all; everything else is as it was sealed."""
    other = fill(tmp_path / "other", FILES | {"manifest.json": b"{}"})
    without = fill(tmp_path / "without", FILES)
    for bag in (other, without):
        assert told(bag) == [("manifest.json", "no_manifest", "")]
        assert verify(bag).name == ""


def test_a_damaged_list_is_read_as_far_as_it_can_be(made: Path) -> None:
    """The bad line is told by its number; the files of the good ones are still looked at."""
    sums = (made / SUMS).read_bytes().replace(b"  note.txt", b" note.txt").replace(b"  bagit.txt", b"\xffbagit.txt")
    (made / SUMS).write_bytes(sums)
    (made / "data/a.txt").write_bytes(b"other")
    assert told(made) == [
        (SUMS, "bad_line", "0"),
        (SUMS, "disagrees", TAGS),
        ("bagit.txt", "added", ""),
        ("data/a.txt", "altered", ""),
        ("note.txt", "added", ""),
        (TAGS, "disagrees", SUMS),
    ]


def test_sums_that_can_t_be_read_are_all_that_is_told(made: Path, tmp_path: Path) -> None:
    """A list behind a link, or an archive without one."""
    (made / SUMS).rename(tmp_path / "elsewhere")
    (made / SUMS).symlink_to(tmp_path / "elsewhere")
    found = verify(made)
    assert (found.name, found.files, found.sums) == ("", 9, "")
    assert found.findings == (BagFinding(SUMS, "unreadable"),)


def test_what_a_system_left_is_litter(made: Path) -> None:
    (made / "data/.DS_Store").write_bytes(b"")
    found = verify(made)
    assert (found.findings, found.litter) == ((), ("data/.DS_Store",))


def test_a_folder_is_verified_with_the_archive_beside_it(made: Path) -> None:
    """An archive alone, too; what differs is told together with what is wrong in the folder, in order."""
    archive = zip_beside(made)
    for path in (made, archive):
        found = verify(path)
        assert (found.findings, found.archive, found.litter) == ((), True, ())
    (made / "note.txt").write_bytes(b"Note")
    (made / "zz.txt").write_bytes(b"")
    assert told(made) == [
        ("2023.zip/note.txt", "differs", ""),
        ("2023.zip/zz.txt", "missing", ""),
        ("note.txt", "altered", ""),
        ("zz.txt", "added", ""),
    ]
    pack(Folder(made), "2024", FACTS.day, archive)
    assert ("2023.zip", "not_remade", "") in told(archive)


def test_a_damaged_archive_is_told(made: Path) -> None:
    """A member whose bytes were altered can't be read, and the archive isn't the one its files make."""
    archive = zip_beside(made)
    raw = archive.read_bytes()
    archive.write_bytes(raw.replace(b"first", b"First", 1))
    with tree_of(archive) as tree:
        assert isinstance(tree, Zip)
    assert [one[:2] for one in told(archive)] == [("2023.zip", "not_remade"), ("data/a.txt", "unreadable")]


Call = tuple[bytes, bytes, Path | None]


@pytest.fixture
def asked(made: Path, monkeypatch: pytest.MonkeyPatch) -> list[Call]:
    """What was asked about the signature and the time stamp that are laid beside the sums; both are found good."""
    calls: list[Call] = []

    def signed(sums: bytes, raw: bytes, signers: Path | None) -> Signature:
        calls.append((sums, raw, signers))
        return SIGNED

    def stamped(sums: bytes, raw: bytes, authority: Path | None) -> Stamp:
        calls.append((sums, raw, authority))
        return STAMPED

    monkeypatch.setattr(verifying, "check_signature", signed)
    monkeypatch.setattr(verifying, "check_stamp", stamped)
    (made / "SHA256SUMS.sig").write_bytes(b"signature")
    (made / "SHA256SUMS.tsr").write_bytes(b"stamp")
    return calls


def test_both_witnesses_are_asked_about_the_sums(made: Path, asked: list[Call], tmp_path: Path) -> None:
    """With whom the caller trusts; their answers are what is known."""
    sums = (made / SUMS).read_bytes()
    found = verify(made)
    assert (found.signature, found.stamp, found.findings, found.unchecked) == (SIGNED, STAMPED, (), ())
    verify(made, Trust(tmp_path / "signers", tmp_path / "authority"))
    assert asked == [
        (sums, b"signature", None),
        (sums, b"stamp", None),
        (sums, b"signature", tmp_path / "signers"),
        (sums, b"stamp", tmp_path / "authority"),
    ]


def test_a_signature_that_was_given_is_asked_about_instead(made: Path, asked: list[Call], tmp_path: Path) -> None:
    (tmp_path / "given").write_bytes(b"given")
    verify(made, Trust(signature=tmp_path / "given"))
    assert [raw for _, raw, _ in asked] == [b"given", b"stamp"]


def test_a_given_signature_that_can_t_be_read_is_unchecked(made: Path, tmp_path: Path) -> None:
    """It was demanded, and the file is named."""
    gone = tmp_path / "gone"
    found = verify(made, Trust(signature=gone))
    assert found.unchecked == (Unchecked("SHA256SUMS.sig", True, "unreadable", {"file": str(gone)}),)
    assert (found.findings, found.standing) == ((), "unchecked")


def test_a_demanded_witness_that_is_absent_is_missing(made: Path, tmp_path: Path) -> None:
    """Each for itself; what nobody demanded may be absent."""
    assert told(made, Trust(signers=tmp_path / "x")) == [("SHA256SUMS.sig", "missing", "")]
    assert told(made, Trust(authority=tmp_path / "x")) == [("SHA256SUMS.tsr", "missing", "")]


def test_a_stamp_whose_authority_is_not_at_hand_is_unchecked(
    made: Path, asked: list[Call], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its time is told all the same, and nobody demanded more."""
    monkeypatch.setattr(verifying, "check_stamp", lambda *_: Stamp("today"))
    found = verify(made)
    assert found.stamp == Stamp("today")
    assert found.unchecked == (Unchecked("SHA256SUMS.tsr", False, "no_authority"),)
    assert found.whole


@pytest.mark.parametrize(("check", "file"), [("check_signature", "SHA256SUMS.sig"), ("check_stamp", "SHA256SUMS.tsr")])
def test_a_witness_that_says_no_is_a_finding_and_one_without_an_answer_is_unchecked(
    check: str, file: str, made: Path, asked: list[Call], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The first of what is said in the refusal is its detail; whether an answer was demanded is told."""

    def refuse(fault: SnapshotError) -> None:
        def raise_it(*_: object) -> None:
            raise fault

        monkeypatch.setattr(verifying, check, raise_it)

    refuse(SnapshotError("bad", text="why", more="x"))
    assert told(made) == [(file, "bad", "why")]
    refuse(SnapshotError("bad"))
    assert told(made) == [(file, "bad", "")]
    refuse(NotChecked("no_program", program="p"))
    for trust, demanded in ((Trust(), False), (Trust(tmp_path / "signers", tmp_path / "authority"), True)):
        found = verify(made, trust)
        assert found.unchecked == (Unchecked(file, demanded, "no_program", {"program": "p"}),)
        assert found.findings == ()
