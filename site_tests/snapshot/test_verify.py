"""`verify` names whatever isn't as it was frozen."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from goalbook.snapshot.archive import Folder, pack
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.finding import Trust, Verdict
from goalbook.snapshot.verify import verify

from site_tests.snapshot.project import goalbook

RNG = Random(6)


@pytest.fixture
def copy(bag: Path, tmp_path: Path) -> Path:
    """A copy of the snapshot, without its .zip."""
    return Path(shutil.copytree(bag, tmp_path / "2023"))


def files(folder: Path) -> list[Path]:
    """Every file of a bag."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def flip(path: Path, at: int) -> bytes:
    """Turn one bit of a byte over; gives what the file was."""
    before = path.read_bytes()
    path.write_bytes(before[:at] + bytes([before[at] ^ 1 << RNG.randrange(8)]) + before[at + 1 :])
    return before


def named(verdict: Verdict) -> set[str]:
    """The files that a verdict names."""
    return {finding.file for finding in verdict.findings}


def told(verdict: Verdict) -> set[tuple[str, str]]:
    """The files that a verdict names, each with what is wrong with it."""
    return {(finding.file, finding.code) for finding in verdict.findings}


def test_an_unaltered_snapshot_is_whole(bag: Path, copy: Path, signer: Path) -> None:
    """Nothing is found in a snapshot, in a copy of it under another name, and in its .zip; its signer is known."""
    trust = Trust(signers=signer / "allowed_signers")
    other = copy.rename(copy.with_name("other"))
    for path in (bag, other, bag.with_name("2023.zip")):
        verdict = verify(path, trust)
        assert verdict.findings == ()
        assert verdict.signature is not None
        assert verdict.signature.signer == "office@example.org"
        assert verdict.unchecked == ()


@pytest.mark.parametrize("places", [1, pytest.param(12, marks=pytest.mark.full)])
def test_any_flipped_bit_is_named(copy: Path, places: int) -> None:
    """In every file of the bag, its lists and its signature too, at its start, its end or anywhere between."""
    for path in files(copy):
        size = path.stat().st_size
        for at in RNG.sample([0, size - 1, *RNG.choices(range(size), k=10)], places):
            before = flip(path, at)
            name = path.relative_to(copy).as_posix()
            assert name in named(verify(copy)), f"byte {at} of {name}"
            path.write_bytes(before)
    assert verify(copy).whole


def test_any_missing_or_renamed_file_is_named(copy: Path) -> None:
    """A file that is gone is missing; under another name it is missing and added. Only a signature may be absent."""
    for path in files(copy):
        name = path.relative_to(copy).as_posix()
        if name in ("SHA256SUMS", "SHA256SUMS.sig"):
            continue
        moved = path.rename(path.with_name("x" + path.name))
        found = told(verify(copy))
        assert (name, "missing") in found
        assert (moved.relative_to(copy).as_posix(), "added") in found
        if RNG.random() < 0.1:
            moved = moved.rename(copy.parent / "gone")
            assert told(verify(copy)) >= {(name, "missing")}
        moved.rename(path)
    assert verify(copy).whole


@pytest.mark.parametrize("name", ["new.txt", "data/site/new.html", "data/goals/2023/sample-0001/.hidden.yml", "a b/c"])
def test_an_added_file_is_named(copy: Path, name: str) -> None:
    """Wherever it is put, however it is called; so is a folder that holds nothing."""
    (copy / name).parent.mkdir(exist_ok=True)
    (copy / name).write_bytes(b"")
    assert told(verify(copy)) == {(name, "added")}
    (copy / name).unlink()
    (copy / "hollow").mkdir()
    assert ("hollow/", "added") in told(verify(copy))


def test_a_link_is_no_file(copy: Path, tmp_path: Path) -> None:
    """A file that became a link to its own bytes elsewhere isn't what was frozen."""
    path = copy / "data/mkdocs.yml"
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert named(verify(copy)) == {"data/mkdocs.yml"}


def test_without_its_list_it_is_no_snapshot(copy: Path) -> None:
    """A folder without SHA256SUMS isn't verified at all."""
    (copy / "SHA256SUMS").unlink()
    with pytest.raises(SnapshotError):
        verify(copy)


def test_a_forged_list_fails_its_signature(copy: Path, signer: Path) -> None:
    """Whoever alters a file and every list with it can't sign it as the office; without a signature it isn't vouched for."""
    from goalbook.snapshot.bag import read_sums, sha256, sum_lines, tag_list

    path = copy / "data/goals/2023/sample-0001/duties.yml"
    path.write_bytes(path.read_bytes().replace("示例".encode(), "改过".encode()))
    digests = read_sums((copy / "SHA256SUMS").read_bytes())
    for name in ("data/goals/2023/sample-0001/duties.yml", "manifest-sha256.txt"):
        if name == "manifest-sha256.txt":
            (copy / name).write_bytes(sum_lines({n: d for n, d in digests.items() if n.startswith("data/")}))
        with (copy / name).open("rb") as file:
            digests[name] = sha256(file)
    sums = sum_lines(digests)
    (copy / "SHA256SUMS").write_bytes(sums)
    (copy / "tagmanifest-sha256.txt").write_bytes(tag_list(digests, sums))
    assert told(verify(copy)) == {("SHA256SUMS.sig", "bad_signature")}
    (copy / "SHA256SUMS.sig").unlink()
    assert verify(copy).whole
    assert told(verify(copy, Trust(signers=signer / "allowed_signers"))) == {("SHA256SUMS.sig", "missing")}


def places(archive: Path) -> Iterator[tuple[str, int]]:
    """A byte within each member of a .zip, and some of what stands between and behind the members."""
    with zipfile.ZipFile(archive) as opened:
        for info in opened.infolist():
            head = info.header_offset
            yield (
                info.filename.split("/", 1)[1],
                head + 30 + len(info.filename.encode()) + RNG.randrange(info.file_size or 1),
            )
        end = opened.start_dir
    size = archive.stat().st_size
    yield from (("", RNG.randrange(end, size)) for _ in range(20))
    yield "", size - 1


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.full)])
def test_any_flipped_bit_of_the_archive_is_named(bag: Path, tmp_path: Path, step: int) -> None:
    """In a member the member is named; in what holds the members together the archive."""
    archive = Path(shutil.copy(bag.with_name("2023.zip"), tmp_path))
    for name, at in list(places(archive))[::step]:
        with archive.open("r+b") as file:
            file.seek(at)
            before = file.read(1)
            file.seek(at)
            file.write(bytes([before[0] ^ 1]))
        try:
            found = named(verify(archive))
        except SnapshotError:
            found = {archive.name}
        assert (name or archive.name) in found, f"byte {at} of {name}: {found}"
        with archive.open("r+b") as file:
            file.seek(at)
            file.write(before)
    assert verify(archive).whole


Change = Callable[[Path], None]


def repack(folder: Path, archive: Path, change: Change) -> None:
    """The .zip of a bag after a change of its folder."""
    change(folder)
    pack(Folder(folder), folder.name, "2024-03-01", archive)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda folder: (folder / "data/mkdocs.yml").unlink(), ("2023.zip/data/mkdocs.yml", "missing")),
        (lambda folder: (folder / "data/more").write_bytes(b"1"), ("2023.zip/data/more", "added")),
        (lambda folder: flip(folder / "manifest.json", 5), ("2023.zip/manifest.json", "differs")),
    ],
)
def test_differences_between_folder_and_archive_are_named(
    bag: Path, copy: Path, tmp_path: Path, change: Change, expected: tuple[str, str]
) -> None:
    """A folder is verified together with the .zip beside it."""
    altered = Path(shutil.copytree(bag, tmp_path / "altered/2023"))
    repack(altered, tmp_path / "2023.zip", change)
    assert expected in told(verify(copy))


def test_an_archive_in_another_dress_is_named(bag: Path, tmp_path: Path) -> None:
    """The same files, compressed, in another order or with something behind: not the archive that was published."""
    source = bag.with_name("2023.zip")
    longer = tmp_path / "longer.zip"
    longer.write_bytes(source.read_bytes() + b"\0")
    with pytest.raises(SnapshotError):
        verify_or_fail(longer)
    compressed = tmp_path / "compressed.zip"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(compressed, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info))
    with pytest.raises(SnapshotError):
        verify_or_fail(compressed)
    turned = tmp_path / "turned.zip"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(turned, "w") as new:
        for info in reversed(old.infolist()):
            new.writestr(info, old.read(info))
    with pytest.raises(SnapshotError):
        verify_or_fail(turned)


def verify_or_fail(archive: Path) -> None:
    """Raises SnapshotError for an archive that isn't whole."""
    if not verify(archive).whole:
        raise SnapshotError("altered")


def test_the_command_names_files_and_exits(copy: Path, bag: Path, signer: Path) -> None:
    """`goalbook snapshot verify` prints each file with what is wrong and exits 1; else it exits 0 and tells who signed."""
    good = goalbook(copy.parent, "snapshot", "verify", str(bag), "--allowed-signers", str(signer / "allowed_signers"))
    assert good.returncode == 0, good.stdout + good.stderr
    assert "office@example.org" in good.stdout
    flip(copy / "data/rows/documents.csv", 3)
    (copy / "data/goals/about.md").unlink()
    (copy / "data/added\x1b[2J").write_bytes(b"")
    bad = goalbook(copy.parent, "snapshot", "verify", str(copy))
    assert bad.returncode == 1
    assert "data/rows/documents.csv: 已改动" in bad.stdout
    assert "data/goals/about.md: 缺少" in bad.stdout
    assert "data/added\\u001b[2J: 多出" in bad.stdout
    other = goalbook(copy.parent, "snapshot", "verify", str(copy / "bagit.txt"))
    assert (other.returncode, "Traceback" in other.stderr) == (1, False)
    untrusted = goalbook(copy.parent, "snapshot", "verify", str(bag), "--rebuild")
    assert untrusted.returncode == 2
