"""Hostile PDF and OpenDocument files: what they hide, run, fetch or blow up."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from site_tests.hostile.packages import ELSEWHERE, LAUGHS, SYSTEM, zipped

_OPEN = "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'>{}</office:document-content>"


def open_documents() -> Iterator[tuple[str, bytes]]:
    """OpenDocument files that are refused before LibreOffice sees them."""
    contents = {
        "bomb": _OPEN.format("x" * (61 << 20)), "entity": SYSTEM + _OPEN.format("&e;"), "laughs": LAUGHS + _OPEN.format("&i;"),
        "levels": _OPEN.format("<a>" * 5_000 + "</a>" * 5_000), "elements": _OPEN.format("<a/>" * 900_000), "cut": _OPEN[:40],
    }  # fmt: skip
    for kind in ("text", "spreadsheet"):
        for name, content in contents.items():
            parts = {"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content}
            yield f"open-{kind}-{name}", zipped(parts)
    many = {f"Pictures/{n}": "" for n in range(2_001)}
    yield "open-files", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _OPEN, **many})


def pdf_files() -> Iterator[tuple[str, bytes]]:
    """PDF files whose objects run, refer to themselves."""
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    root = "<</Type/Catalog/Pages 2 0 R>>"
    yield (
        "javascript",
        _pdf(
            f"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('{ELSEWHERE}'\\))>>>>",
            tree,
            page,
        ),
    )
    yield "launch", _pdf("<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>>>", tree, page)
    yield "own-parent", _pdf(root, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>", page)
    yield "count", _pdf(root, "<</Type/Pages/Kids[3 0 R]/Count 999999999>>", page)
    yield "same-pages", _pdf(root, f"<</Type/Pages/Kids[{'3 0 R ' * 50_000}]/Count 50000>>", page)
    yield "huge-page", _pdf(root, tree, page.replace("595 842", "99999999999 99999999999"))
    yield "no-box", _pdf(root, tree, page.replace("/MediaBox[0 0 595 842]", "/MediaBox 3 0 R"))
    yield "levels", _pdf(root, tree, page.replace("4 0 R", "[" * 20_000 + "]" * 20_000))
    yield "own-contents", _pdf(root, tree, page.replace("/Contents 4 0 R", "/Contents[3 0 R 3 0 R]"))
    lines = b"0 0 m 500 500 l S " * 4_000
    yield "lines", _pdf(root, tree, page, lines)
    yield "not-packed", _pdf(root, tree, page, b"x" * 1_000, "/Filter/FlateDecode")
    yield "length", _pdf(root, tree, page, b"x", "/Length 99999999999")
    yield "cut", _pdf(root, tree, page)[:60]
    yield from _bombs(root, tree, page)


def _bombs(root: str, tree: str, page: str) -> Iterator[tuple[str, bytes]]:
    """PDF files whose streams unpack to hundreds of megabytes: at once, packed twice, in many pieces, as a picture or an index."""
    flate = "/Filter/FlateDecode"
    large = zlib.compress(bytes(853 << 20), 1)
    yield "bomb", _pdf(root, tree, page, large, flate)
    yield "bomb-twice", _pdf(root, tree, page, zlib.compress(large), "/Filter[/FlateDecode/FlateDecode]")
    yield "bomb-picture", _pdf(root, tree, page, large, f"{flate}/Subtype/Image")
    yield "bomb-index", _pdf(root, tree, page, large, f"{flate}/Type/ObjStm/N 9/First 9")
    piece = zlib.compress(b"0 0 m 9 9 l S\n" * 400_000)
    yield (
        "bomb-pieces",
        _pdf(root, tree, page, piece, flate) + (b"\n9 0 obj\n<<>>stream\n" + piece + b"\nendstream") * 20,
    )
    yield "bomb-empty", b"%PDF-1.7\n" + b"stream\nx\x9c" * 700_000


def _pdf(root: str, tree: str, page: str, contents: bytes = b"", more: str = "") -> bytes:
    """A file of four objects."""
    stream = b"<</Length %d%s>>stream\n%s\nendstream" % (len(contents), more.encode(), contents)
    objects = (root.encode(), tree.encode(), page.encode(), stream)
    made, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(made)
    return made + b"xref\n0 5\n0000000000 65535 f \n" + table + end
