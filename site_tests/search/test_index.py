"""The files of an index: the same bytes every time, by way of disk or not, from little memory."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tracemalloc
from itertools import chain
from pathlib import Path

import pytest
from goalbook.search.codec import INDEX_MANIFEST, PayloadReader, name_of, path_of, unseal
from goalbook.search.documentfile import document_file
from goalbook.search.documents import EACH, PRIMER_BYTES
from goalbook.search.index import Index, TermFile
from goalbook.search.query import open_site, search
from goalbook.search.record import SearchRecord
from goalbook.search.termfiles import TERM_BYTES
from goalbook.search.termgroups import GroupsToWrite, TermGroup
from hypothesis import given
from hypothesis import strategies as st

from site_tests.conftest import ROOT
from site_tests.search.made import records_of, write_index
from site_tests.search.test_tokenize import VECTORS


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    """The records of the real documents."""
    return list(records_of(ROOT / "goals"))


def _digest(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*.bin"))
    }


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_same_bytes(records: list[SearchRecord], tmp_path: Path, seed: str) -> None:
    """Two processes with different hash seeds write the same bytes under the same names."""
    write_index(tmp_path / "here", records)
    code = (
        "import sys; from pathlib import Path; from site_tests.search.made import records_of, write_index;"
        "write_index(Path(sys.argv[2]), records_of(Path(sys.argv[1])))"
    )
    command = [sys.executable, "-c", code, str(ROOT / "goals"), str(tmp_path / "there")]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed}, check=True)
    assert _digest(tmp_path / "there") == _digest(tmp_path / "here")


@pytest.mark.slow
def test_spilled_is_the_same(records: list[SearchRecord], tmp_path: Path) -> None:
    """Postings that went through the disk make the same files, and leave nothing behind."""
    write_index(tmp_path / "whole", records)
    write_index(tmp_path / "spilled", records, most=900)
    assert _digest(tmp_path / "spilled") == _digest(tmp_path / "whole")
    assert not list((tmp_path / "spilled" / ".spill").iterdir())


@pytest.mark.parametrize("parts", [1, 3, 1000])
def test_terms_in_parts_are_the_same(records: list[SearchRecord], tmp_path: Path, parts: int) -> None:
    """Terms that are written in parts, which other processes may do, make the same files."""
    write_index(tmp_path / "whole", records)
    write_index(tmp_path / "parted", records, parts=parts)
    assert _digest(tmp_path / "parted") == _digest(tmp_path / "whole")


@given(st.lists(st.integers(1, 50_000), max_size=30), st.integers(1, 9))
def test_parts_are_of_about_as_many_bytes(sizes: list[int], parts: int) -> None:
    """Each group is in one part, in its order; no part but the last is smaller than its share, nor larger by more than a group."""
    groups = tuple(TermGroup((str(n),), b"", size) for n, size in enumerate(sizes))
    parted = [part.groups for part in GroupsToWrite(Path("terms"), groups, 1, 1).parted(parts)]
    assert tuple(chain.from_iterable(parted)) == groups
    assert len(parted) <= parts
    share = sum(sizes) / parts
    assert all(share <= sum(one.size for one in part) < share + part[-1].size for part in parted[:-1])


@pytest.mark.slow
def test_flat_memory(records: list[SearchRecord], tmp_path: Path) -> None:
    """Six times the documents take hardly more memory."""
    small = min(records, key=lambda one: len(one.terms.weights))  # to follow every allocation takes its time

    def peak(documents: int) -> int:
        tracemalloc.start()
        write_index(tmp_path / str(documents), (small._replace(url=f"{n}/") for n in range(documents)), most=20_000)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # what is only loaded once
    assert peak(300) < 1.3 * peak(50)


def test_long_cells(records: list[SearchRecord], tmp_path: Path) -> None:
    """Cells longer than what compression remembers are cut for the primer, and come back whole."""
    cells = records[3].cells * 9
    long = [records[3]._replace(url=f"{n}/", cells=cells[n:]) for n in range(3)]
    write_index(tmp_path, long)
    index = Index(lambda name: (tmp_path / name).read_bytes())
    assert len(document_file((), cells)) > 2 * PRIMER_BYTES
    assert len(index.payload(index.manifest["primer"])) == PRIMER_BYTES
    assert [tuple(index.cells(number)) for number in range(3)] == [cells, cells[1:], cells[2:]]


def _place(path: str) -> int:
    """The place of a document's file in its group."""
    return int(path.removesuffix(".bin").partition("-")[2] or 0)


def test_names_are_of_content(records: list[SearchRecord], tmp_path: Path) -> None:
    """Every file but the manifest is named by its content, and the manifest leads to all of them."""
    write_index(tmp_path, records)
    files = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in sorted(tmp_path.rglob("*.bin"))}
    found = set(files) - {INDEX_MANIFEST}
    group = [files[path] for path in sorted(found, key=_place) if "-" in path]
    name = name_of(b"".join(group))
    assert len(group) == len(records) < EACH
    assert found == {path_of(name_of(files[path])) for path in found if "-" not in path} | {
        path_of(name, place) for place in range(len(group))
    }
    opened: set[str] = set()

    def read(path: str) -> bytes:
        opened.add(path)
        return (tmp_path / path).read_bytes()

    index = Index(read)
    for first in index.manifest["firsts"]:
        for file, entry in index.find(first, prefix=False):
            for one in file.entries.values():
                if one.position_file:
                    index.positions(file, one)
            assert entry.term == first
    for number in range(index.documents):
        index.cells(number)
    for name in index.manifest["columns"]:
        index.column(name)
    assert opened - {INDEX_MANIFEST} == found


def test_term_files(records: list[SearchRecord], tmp_path: Path) -> None:
    """Terms ascend through the files, none of which holds more than it should unless it is of one term."""
    write_index(tmp_path, records)
    index = Index(lambda name: (tmp_path / name).read_bytes())
    before = b""
    for first in index.manifest["firsts"]:
        (name,) = index.names_of(first, prefix=False)
        payload = index.payload(name)
        file = TermFile(payload, index.manifest["beside"])
        assert len(payload) <= TERM_BYTES * 1.1 or len(file.entries) == 1
        for term in file.entries:
            assert term.encode("utf-16-be") > before
            before = term.encode("utf-16-be")


@pytest.mark.parametrize(("most", "each"), [(3, 2), (40, 30)])
def test_tables(
    records: list[SearchRecord], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, each: int
) -> None:
    """However many tables lie between the manifest and the files, the same is found, and the manifest has few names."""
    monkeypatch.setattr("goalbook.search.termfiles.TERM_BYTES", 900)
    for module in ("build", "documents"):
        monkeypatch.setattr(f"goalbook.search.{module}.EACH", 1)
    write_index(tmp_path / "flat", records)
    monkeypatch.setattr("goalbook.search.tables.MOST_NAMES", most)
    for module in ("build", "tables"):
        monkeypatch.setattr(f"goalbook.search.{module}.TABLE_NAMES", each)
    write_index(tmp_path / "deep", records)
    flat, deep = open_site(tmp_path / "flat"), open_site(tmp_path / "deep")
    assert flat.manifest["levels"]["terms"] == 0 < deep.manifest["levels"]["terms"]
    assert len(deep.manifest["firsts"]) <= most < len(flat.manifest["firsts"])
    assert deep.manifest["levels"]["groups"] == (0 if len(records) <= most else 2)
    terms = [
        term for first in flat.manifest["firsts"] for file, _ in flat.find(first, prefix=False) for term in file.entries
    ]
    assert len(terms) > 5000
    for n, term in enumerate(terms[::7]):
        prefix = n % 2 == 0
        assert deep.names_of(term[: 1 + n % 4], prefix) == flat.names_of(term[: 1 + n % 4], prefix)
        assert deep.names_of(term, prefix) == flat.names_of(term, prefix)
    assert deep.find("\uffff", prefix=True) == []
    assert [deep.group(n) for n in range(len(records))] == [flat.group(n) for n in range(len(records))]
    assert [deep.card(n) for n in range(len(records))] == [flat.card(n) for n in range(len(records))]


def test_format_1(records: list[SearchRecord], tmp_path: Path) -> None:
    """An index whose manifest says nothing of levels has all names in it, and is read as before."""
    write_index(tmp_path, records)
    index = open_site(tmp_path)
    manifest = {name: value for name, value in index.manifest.items() if name != "levels"}
    old = open_site(tmp_path)
    old.__dict__["manifest"] = manifest | {"format": 1}
    assert search(old, "车辆保险") == search(index, "车辆保险")


def test_table_vectors() -> None:
    """Names are found by way of tables as the vectors say."""
    case = VECTORS["tables"]
    index = Index(lambda _: b"")
    index.__dict__["manifest"] = case["manifest"]
    index.payloads = {name: json.dumps(table).encode() for name, table in case["files"].items()}
    for text, prefix, names in case["terms"]:
        assert index.names_of(text, prefix) == names, text
    assert [index.group(place) for place in range(len(case["groups"]))] == case["groups"]


def test_vectors() -> None:
    """A term file and its position file are read as the vectors say."""
    case = VECTORS["term_file"]
    payloads = {name: bytes.fromhex(payload) for name, payload in case["position_files"].items()}
    file = TermFile(bytes.fromhex(case["payload"]), None)
    read = [[term, [list(pair) for pair in file.documents(entry).items()]] for term, entry in file.entries.items()]
    assert read == case["terms"]
    case_beside = VECTORS["beside"]
    told = TermFile(bytes.fromhex(case_beside["payload"]), case_beside["least"])
    assert [[term, list(entry.beside)] for term, entry in told.entries.items()] == case_beside["terms"]
    index = Index(lambda _: b"")
    index.payloads = payloads
    for term, places in case["positions"]:
        found = index.positions(file, file.entries[term])
        assert [[number, at] for number, at in found.items()] == places
    column = VECTORS["column"]
    reader = PayloadReader(bytes.fromhex(column["payload"]))
    assert json.loads(reader.take(reader.number())) == column["head"]
    assert reader.numbers(3) == column["values"]


def test_manifest(records: list[SearchRecord], tmp_path: Path) -> None:
    """The manifest says how many documents there are, where each year begins and what day the data is of."""
    write_index(tmp_path, records)
    manifest = json.loads(unseal((tmp_path / INDEX_MANIFEST).read_bytes()))
    assert manifest["documents"] == len(records)
    assert [year for year, _ in manifest["years"]] == ["2022", "2024", ""]
    assert manifest["date"] == "2024-01-31"


def test_no_documents(tmp_path: Path) -> None:
    """A site without documents has an index in which nothing is found."""
    write_index(tmp_path, [])
    index = Index(lambda name: (tmp_path / name).read_bytes())
    assert index.documents == 0
    assert index.find("绩效", prefix=False) == []
