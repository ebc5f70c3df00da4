"""Hostile files for `goalbook import`: at each place where a file can lie about its size, its kind or its wholeness."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from site_tests.hostile.other_kinds import open_documents, pdf_files
from site_tests.hostile.packages import (
    ELSEWHERE,
    LAUGHS,
    SYSTEM,
    compound,
    docx_with,
    label,
    xls_with,
    xlsx_parts,
    xlsx_with,
    zipped,
)
from site_tests.hostile.word import documents, packages
from site_tests.hostile.workbooks import merged, older, values, workbooks


def hostile_files() -> dict[str, bytes]:
    """The files by their names, whose suffix is what they claim to be."""
    kinds: tuple[tuple[str, Callable[[], Iterator[tuple[str, bytes]]]], ...] = (
        ("docx", documents), ("docx", packages), ("xlsx", merged), ("xlsx", workbooks), ("xlsx", values), ("xls", older),
        ("html", _pages), ("txt", _texts), ("", _misnamed),
        ("odt", open_documents), ("pdf", pdf_files),
    )  # fmt: skip
    found: dict[str, bytes] = {}
    for suffix, files in kinds:
        for name, raw in files():
            whole = f"{name}.{suffix}" if suffix else name
            assert whole not in found, whole
            found[whole] = raw
    return found


def _pages() -> Iterator[tuple[str, bytes]]:
    for name, value in (
        ("huge", "99999999"),
        ("digits", "9" * 5_000),
        ("negative", "-1"),
        ("square", "²"),
        ("word", "x"),
    ):
        yield f"span-{name}", f"<table><tr><td colspan='{value}' rowspan='{value}'>甲<td>乙</table>".encode()
    yield "spans-300", b"<table><tr>" + b"<td rowspan=1000 colspan=1000>" * 300 + b"<tr>" * 999
    yield "columns-10000", b"<table><tr>" + b"<td>x" * 10_000 + b"</table>"
    yield "cells-300000", b"<table>" + (b"<tr>" + b"<td>" * 300) * 1_000
    yield "tables-60", b"<table><tr><td>" * 60 + b"x"
    yield "levels-5000", b"<div>" * 5_000 + b"x"
    yield "elements-900000", b"<b></b>" * 900_000
    yield "unclosed-200000", b"<p><i>" * 200_000
    yield "blanks-2000000", b"<p>x" + b" " * 2_000_000 + b"y</p>"
    yield "blank-lines-1000000", b"<pre>x" + b" \n" * 1_000_000 + b"y</pre>"
    yield "scripts-200000", b"<p>" + b"<script></script>x" * 200_000
    yield "breaks-300000", b"<table><tr><td>" + b"x<br>" * 300_000
    yield (
        "fetches",
        (
            f"<base href='{ELSEWHERE}'><link rel=stylesheet href=x.css><script src=x.js></script>"
            "<meta http-equiv=refresh content='0;url=x'>"
            f"<img src={ELSEWHERE}><iframe src={ELSEWHERE}></iframe><object data=x></object><p style='background:url(x)'>甲</p>"
        ).encode(),
    )
    yield "entity", f"{SYSTEM}<html><p>&e;</p></html>".encode()
    yield "laughs", f'<?xml version="1.0"?>{LAUGHS}<html><p>&i;</p></html>'.encode()
    yield "characters", b"<p>&#x110000;&#0;&#xD800;&#99999999999999999999;</p>"
    yield "nul", b"<p>\0\0\0</p><table><tr><td>\0</table>"
    yield "charset", b"<meta charset=klingon><p>\xff\xfe\xfd</p>"
    yield "charset-7", b"<meta charset=utf-7><p>+ADw-script+AD4-\xff</p>"
    yield "utf-16", "<html><p>甲</p></html>".encode("utf-16")
    yield "attribute", b"<p class='" + b"x " * 2_000_000 + b"'>x</p>"
    yield "comment", b"<!--" + b"<p>x" * 100_000
    yield "plaintext", b"<plaintext>" + b"<td>" * 100_000
    yield "nothing", b"<html></html>"
    yield "noise", Random(2).randbytes(200_000)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "nul", "项目编码\t甲\0\n".encode()
    yield "nothing", b""
    yield "only-a-mark", b"\xef\xbb\xbf"
    yield "line-10000000", b"x" * 10_000_000
    yield "lines-300000", b"x\n" * 300_000
    yield "blank-lines-3000000", b"x" + b"\n" * 3_000_000 + b"y"
    yield "blank-line-3000000", b"x\n" + b" " * 3_000_000 + b"\ny"
    yield "tabs-100000", b"x\t" * 100_000
    yield "tab-lines-300000", b"\tx\n" * 300_000
    yield "goes-on-100000", b"\tx\n" + b"y\n" * 95_000 + b"\tz\n"
    yield "bookmarks-400000", b"[bookmark: " * 400_000
    yield "bookmarks-closed-400000", b"[bookmark: a]" * 400_000
    yield "indents-1000000", "　".encode() * 1_000_000 + b"\tx"
    yield "returns", b"x\r" * 300_000
    yield "utf-16", "项目编码\t甲\n".encode("utf-16")
    yield "no-text", b"\xff\xff\xff\xfe" * 100
    yield "noise", Random(3).randbytes(100_000)
    yield "headings", b"# x\n" * 50_000
    yield "deep-headings", "".join(f"第{'一' * n}部分 甲\n" for n in range(1_000)).encode()
    yield "rules", b"---\n===\n___\n" * 50_000
    yield "controls", "项目编码\t\x1b[31m\x07\x9b\u202e甲\n".encode()
    yield "yaml", "项目编码\t!!python/object:x &a *a\n项目名称\t{{7*7}}${7*7}\n".encode()


def _misnamed() -> Iterator[tuple[str, bytes]]:
    page = f"<html><img src='{ELSEWHERE}'><link href='{ELSEWHERE}'><table><tr><td>甲</table></html>".encode()
    contents = {
        "page": page, "xml": b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>",
        "archive": b"MIME-Version: 1.0\r\n\r\n" + page, "text": "甲乙".encode(), "pdf": b"%PDF-1.7\n", "picture": b"\x89PNG\r\n",
        "zip": zipped({"x": "y"}), "nothing": b"", "bytes": bytes(999), "old-sheet": xls_with(label(0, 0, "甲")),
        "open": zipped({"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<a/>"}),
    }  # fmt: skip
    for suffix in ("doc", "xls", "docx", "html"):
        for name, raw in contents.items():
            yield f"{name}-as.{suffix}", raw
    yield "no-document.doc", compound({"Other": b"x"})
    yield "locked.doc", compound({"EncryptedPackage": b"x"})
    yield "cut.doc", compound({"WordDocument": b"x"})[:100]
    for suffix in ("csv", "docm", "xlsm", "pdf", "wps", "et", "md", "exe", "yml"):
        yield f"text.{suffix}", "甲".encode()
    yield "macros.xlsm", zipped(xlsx_parts("") | {"xl/vbaProject.bin": compound({"VBA/dir": b"x"})})
    yield "document.txt", docx_with("<w:p/>")
    yield "document.html", docx_with("<w:p/>")
    yield "workbook.txt", xlsx_with()
