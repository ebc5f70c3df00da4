"""The one .zip of a bag, byte for byte, and each way in which another file is not that."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from goalbook.snapshot import compare_zip as comparing
from goalbook.snapshot.archive import Folder, Zip, first_difference, pack, tree_of
from goalbook.snapshot.compare_zip import compare_zip, remade, same, small
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.facts import MANIFEST

from site_tests.snapshot.by_hand import FACTS, FILES, bag_by_hand, fill, zip_beside

BLOCK = 1 << 20


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A sealed bag of four files."""
    return bag_by_hand(tmp_path)


def zipped(path: Path, members: list[tuple[str, bytes]], kind: int = zipfile.ZIP_STORED) -> Path:
    """A .zip of members."""
    with zipfile.ZipFile(path, "w", kind) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def compared(bag: Path, archive: Path, name: str = "2023") -> list[tuple[str, str, str]]:
    """What differs between a bag and a .zip, in the order in which it is told."""
    return [(one.file, one.code, one.detail) for one in compare_zip(Folder(bag), archive, name)]


def test_every_member_is_packed_in_the_one_way(made: Path) -> None:
    """Sorted, stored, at midnight of the day, as a plain file that its owner may write; each is told as it is packed."""
    ticks: list[int] = []
    archive = made.with_name("other.zip")
    pack(Folder(made), "top", "2024-03-05", archive, ticks.append)
    with zipfile.ZipFile(archive) as opened:
        infos = opened.infolist()
        contents = {info.filename: opened.read(info) for info in infos}
    names = Folder(made).names()
    assert [info.filename for info in infos] == [f"top/{name}" for name in names]
    assert contents == {f"top/{name}": (made / name).read_bytes() for name in names}
    assert ticks == [info.file_size for info in infos]
    for info in infos:
        assert (info.create_system, info.external_attr, info.compress_type) == (3, 0o100644 << 16, zipfile.ZIP_STORED)
        assert info.date_time == (2024, 3, 5, 0, 0, 0)
        assert not info.extra


@pytest.mark.parametrize(("day", "year"), [("1979-05-06", 1980), ("1980-05-06", 1980), ("1981-05-06", 1981)])
def test_an_archive_knows_no_year_before_1980(made: Path, day: str, year: int) -> None:
    pack(Folder(made), "top", day, made.with_name("old.zip"))
    with zipfile.ZipFile(made.with_name("old.zip")) as opened:
        assert {info.date_time[:3] for info in opened.infolist()} == {(year, 5, 6)}


class _Long:
    """One file that says to be longer than 4 GiB."""

    def names(self) -> list[str]:
        return ["long"]

    def size(self, name: str) -> int:
        return 5 << 30

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(b"short")


def test_a_file_of_more_than_4_gib_has_room_for_its_size(tmp_path: Path) -> None:
    """Whether it has is decided by the size that it is said to have, before its bytes are written."""
    pack(_Long(), "top", "2024-03-05", tmp_path / "long.zip")
    head = (tmp_path / "long.zip").read_bytes()[:30]
    assert int.from_bytes(head[28:30], "little") == 20  # bytes of the field for sizes beyond 4 GiB


def test_a_folder_is_told_as_it_is(tmp_path: Path) -> None:
    """Links are files; what holds nothing, or litter alone, is told with a slash, the root never; litter is told apart."""
    assert Folder(tmp_path).names() == []
    for name in ("a/b", "hollow", "left", "full/inner"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "a/file").write_bytes(b"123")
    (tmp_path / "a/link").symlink_to("b")
    (tmp_path / "left/.DS_Store").write_bytes(b"")
    folder = Folder(tmp_path)
    assert folder.names() == ["a/b/", "a/file", "a/link", "full/inner/", "hollow/", "left/"]
    assert folder.litter() == ["left/.DS_Store"]
    assert folder.size("a/file") == 3
    assert folder.size("a/link") == 1


def test_what_the_sums_list_is_no_litter(tmp_path: Path) -> None:
    """However it is called; a line that is no text hides no other."""
    for name in ("x~", "y~", "d/z~", "d/more"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "SHA256SUMS").write_bytes(b"0" * 64 + b"  \xff\n" + b"0" * 64 + b"  d/z~\n")
    assert Folder(tmp_path).names() == ["SHA256SUMS", "d/more", "d/z~"]
    assert Folder(tmp_path).litter() == ["x~", "y~"]


def test_only_a_plain_file_is_opened(tmp_path: Path) -> None:
    """A pipe is refused at once, and no handle is left behind; so is a link to a plain file."""
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(3):
        with pytest.raises(OSError, match="no plain file"):
            Folder(tmp_path).open("pipe")
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    (tmp_path / "file").write_bytes(b"file")
    (tmp_path / "link").symlink_to("file")
    with pytest.raises(OSError, match="link"):
        Folder(tmp_path).open("link")


@pytest.mark.parametrize(
    ("members", "kind", "reason"),
    [
        ([("a/x", b""), ("b/y", b"")], zipfile.ZIP_STORED, "tops"),
        ([("a", b"")], zipfile.ZIP_STORED, "tops"),
        ([], zipfile.ZIP_STORED, "tops"),
        ([("a/x", b"1"), ("a", b"")], zipfile.ZIP_STORED, "tops"),
        ([("a/x", b"1" * 99)], zipfile.ZIP_DEFLATED, "members"),
        ([("a/x", b"1"), ("a/x", b"2")], zipfile.ZIP_STORED, "members"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_an_archive_that_no_bag_makes_is_refused(
    tmp_path: Path, members: list[tuple[str, bytes]], kind: int, reason: str
) -> None:
    """Of two folders or none, compressed, or with a member twice."""
    archive = zipped(tmp_path / "x.zip", members, kind)
    with pytest.raises(SnapshotError) as caught, tree_of(archive):
        pass
    assert (caught.value.code, caught.value.values) == ("bad_zip", {"reason": reason})


def test_what_is_no_snapshot_is_told_as_such(tmp_path: Path) -> None:
    """A folder without sums, a file that is no archive, a name without a file."""
    (tmp_path / "text").write_bytes(b"text")
    for path, code in ((tmp_path, "no_snapshot"), (tmp_path / "text", "no_zip"), (tmp_path / "none", "no_zip")):
        with pytest.raises(SnapshotError) as caught, tree_of(path):
            pass
        assert (caught.value.code, caught.value.values["path"]) == (code, str(path))
    (tmp_path / "SHA256SUMS").write_bytes(b"")
    with tree_of(tmp_path) as tree:
        assert tree.names() == ["SHA256SUMS", "text"]


def test_a_member_that_can_t_be_read_is_an_error_of_reading(tmp_path: Path) -> None:
    """One that says to be encrypted isn't opened; one that was altered breaks off; one that is whole is closed after it."""
    archive = zipped(tmp_path / "x.zip", [("a/x", b"first"), ("a/y", b"other")])
    raw = archive.read_bytes()
    archive.write_bytes(raw.replace(b"first", b"First"))
    with tree_of(archive) as tree:
        with pytest.raises(OSError, match="CRC"), tree.open("x") as file:
            file.read()
        with tree.open("y") as file:
            assert file.read(2) == b"ot"
        with pytest.raises(ValueError, match="closed"):
            file.read()
        assert (tree.names(), tree.size("x")) == (["x", "y"], 5)
    central = raw.index(b"PK\x01\x02")
    archive.write_bytes(raw[:6] + b"\1" + raw[7 : central + 8] + b"\1" + raw[central + 9 :])
    with tree_of(archive) as tree, pytest.raises(OSError, match="encrypted"):
        tree.open("x")


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [
        (b"", b"", None),
        (b"abc", b"abc", None),
        (b"abc", b"xbc", 0),
        (b"abc", b"abx", 2),
        (b"abc", b"ab", 2),
        (b"", b"a", 0),
        (b"x" * BLOCK + b"abc", b"x" * BLOCK + b"abd", BLOCK + 2),
        (b"x" * 2 * BLOCK + b"a", b"x" * 2 * BLOCK, 2 * BLOCK),
        (b"x" * 2 * BLOCK, b"x" * 2 * BLOCK, None),
    ],
)
def test_the_first_byte_that_differs_is_told(tmp_path: Path, one: bytes, other: bytes, at: int | None) -> None:
    """Whichever file is named first; where one ends, that is the difference."""
    (tmp_path / "one").write_bytes(one)
    (tmp_path / "other").write_bytes(other)
    assert first_difference(tmp_path / "one", tmp_path / "other") == at
    assert first_difference(tmp_path / "other", tmp_path / "one") == at
    assert same(Folder(tmp_path), _named("other", tmp_path), "one") is (at is None)


def _named(name: str, folder: Path) -> Folder:
    """A folder in which every name is that of one file."""

    class Other(Folder):
        def open(self, _: str) -> BinaryIO:
            return super().open(name)

    return Other(folder)


def test_files_that_can_t_be_read_are_not_the_same(tmp_path: Path) -> None:
    assert same(Folder(tmp_path), Folder(tmp_path), "none") is False


def _signed_later(bag: Path) -> None:
    (bag / "SHA256SUMS.sig").write_bytes(b"signature")
    (bag / "SHA256SUMS.tsr").write_bytes(b"stamp")


def _longer(bag: Path) -> None:
    (bag / "more.txt").write_bytes(b"")


def _other(bag: Path) -> None:
    (bag / "note.txt").write_bytes(b"Note")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda _: None, []),
        (_signed_later, []),
        (_longer, [("2023.zip/more.txt", "missing", "")]),
        (_other, [("2023.zip/note.txt", "differs", "")]),
        (lambda bag: (bag / "note.txt").unlink(), [("2023.zip/note.txt", "added", "")]),
    ],
)
def test_what_differs_from_the_archive_is_told(
    made: Path, change: Callable[[Path], None], found: list[tuple[str, str, str]]
) -> None:
    """A signature and a time stamp may have come later; nothing else may."""
    archive = zip_beside(made)
    change(made)
    assert compared(made, archive) == found


def test_an_archive_in_other_bytes_is_told_by_the_first(made: Path) -> None:
    """Whatever name the bag has, or none; one under another name, or of names that fit no bag, isn't made again."""
    archive = zip_beside(made)
    assert compared(made, archive, "") == []
    assert compared(made, archive, "2022") == [("2023.zip", "not_remade", "")]
    raw = bytearray(archive.read_bytes())
    raw[10:12] = b"\1\0"  # a second of the first member
    archive.write_bytes(raw)
    assert compared(made, archive) == [("2023.zip", "not_remade", "10")]
    names = [f"2023/{name}" for name in (*FILES, MANIFEST)]
    for more in ("2023/a:b", "2023/data/"):
        zipped(archive, [(name, (made / name[5:]).read_bytes()) for name in names] + [(more, b"")])
        with tree_of(archive) as tree:
            assert isinstance(tree, Zip)
            assert [(one.code, one.detail) for one in remade(tree, "2023", archive)] == [("not_remade", "")]


def test_an_archive_that_is_none_is_told(made: Path, tmp_path: Path) -> None:
    """A text; one of two folders; one without a manifest, or with one that names no day."""
    archive = made.with_name("2023.zip")
    archive.write_bytes(b"text")
    assert compared(made, archive) == [("2023.zip", "no_zip", "")]
    zipped(archive, [("a/x", b""), ("b/y", b"")])
    assert compared(made, archive) == [("2023.zip", "no_zip", "")]
    for contents in (FILES, FILES | {"manifest.json": b"{}"}):
        bag = fill(tmp_path / f"bag{len(contents)}", contents)
        assert compared(bag, zip_beside(bag), "") == [(f"{bag.name}.zip", "not_remade", "")]


def test_a_list_is_read_up_to_its_largest_size(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte more isn't read; nor is what isn't there, in a folder or an archive, or is no file."""
    monkeypatch.setattr(comparing, "_LARGEST_LIST", 5)
    (made / "sixth.txt").write_bytes(b"sixsix")
    (made / "link").symlink_to("note.txt")
    folder = Folder(made)
    assert (small(folder, "data/a.txt"), small(folder, "note.txt")) == (b"first", b"note")
    assert [small(folder, name) for name in ("sixth.txt", "none", "link", "data")] == [None] * 4
    with tree_of(zip_beside(bag_by_hand(made))) as tree:
        assert (small(tree, "data/a.txt"), small(tree, "none")) == (b"first", None)


def test_an_archive_of_another_day_is_not_the_one(made: Path) -> None:
    """The day is that of its manifest."""
    archive = made.with_name("2023.zip")
    pack(Folder(made), "2023", FACTS.day.replace("2024", "2025"), archive)
    assert compared(made, archive) == [("2023.zip", "not_remade", "13")]  # the high byte of the day
