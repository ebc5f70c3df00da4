"""Sound files to import, and mutants of them, the same each time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from random import Random

from goalbook.book.load import load_document
from goalbook.forms.fill import fill

from site_tests.conftest import ROOT
from site_tests.helpers.office import as_docx, as_html, as_xlsx
from site_tests.helpers.shipped import FORMS
from site_tests.hostile.packages import label, xls_with, zipped


def sound_files() -> dict[str, bytes]:
    """Files that are read whole, one of each kind."""
    document, _, _ = load_document(ROOT / "goals", "2022/shanhaiguan-cppcc/vehicle-insurance.yml")
    assert document is not None
    sheet = fill(FORMS[document.form], document)
    texts = (ROOT / "site_tests/originals").glob("000*")
    return {
        "sound.docx": as_docx(sheet), "sound.xlsx": as_xlsx(sheet), "sound.html": as_html(sheet),
        "sound.txt": next(texts).read_bytes(), "sound.xls": xls_with(*(label(n, m, f"甲{n}{m}") for n in range(20) for m in range(9))),
    }  # fmt: skip


def mutants(count: int) -> Iterator[tuple[str, bytes]]:
    """Sound files with bytes changed, cut, doubled and moved: in the file, or in a part of a package, which stays sound."""
    sound = sound_files()
    names = [*sound]
    for number in range(count):
        random = Random(f"mutant/{number}")
        name = names[number % len(names)]
        raw = sound[name]
        if raw.startswith(b"PK") and random.random() < 0.7:
            parts = parts_of(raw)
            part = random.choice([one for one in parts if one.endswith((".xml", ".rels"))])
            made = zipped(parts | {part: _mutated(parts[part], random)})
        else:
            made = _mutated(raw, random)
        yield f"{number:03}-{name}", made


def parts_of(raw: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _mutated(raw: bytes, random: Random) -> bytes:
    made = bytearray(raw)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        start = random.randrange(len(made) + 1)
        end = min(len(made), start + random.choice((1, 2, 8, 100, 4_000)))
        match random.randrange(6):
            case 0:
                made[start:end] = random.randbytes(end - start)
            case 1:
                del made[start:end]
            case 2:
                made[start:start] = made[start:end] * random.choice((1, 3, 50))
            case 3:
                made = made[: max(start, 1)]
            case 4:
                made[start:end] = random.choice((b"999999999", b"-1", b"\0", b"<", b"'", b"&x;", b"\xff\xff\xff\xff"))
            case _:
                if start < len(made):
                    made[start] ^= 1 << random.randrange(8)
    return bytes(made)
