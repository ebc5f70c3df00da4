"""The live site of the second year: every address of the first still leads somewhere, and the same document is found in each year."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from posixpath import normpath

import pytest
from goalbook.site.frozen.links import links_of
from lxml import html as lxml_html

from site_tests.snapshot.project import (
    BODY,
    LIVE,
    NEW,
    REASON,
    RENAMED,
    RENAMED_TO,
    WHY,
    WITHDRAWN,
    Years,
    goalbook,
    tree,
)


def page(years: Years, address: str) -> lxml_html.HtmlElement:
    """A page of the live site."""
    return lxml_html.fromstring((years.folder / f"site/{address}/index.html").read_text("utf-8"))


def links(tree: lxml_html.HtmlElement, address: str) -> set[str]:
    """The files below the site's root that the content of a page links to."""
    found = (str(link) for link in tree.xpath("//article//a/@href"))
    return {normpath(f"{address}/{link.split('#')[0]}") for link in found if ":" not in link}


def text(tree: lxml_html.HtmlElement) -> str:
    """The text of a page's content."""
    (article,) = tree.xpath("//article")
    return " ".join(article.text_content().split())


def test_every_address_of_the_first_year_is_there(years: Years) -> None:
    """Each page that the first year's site had is a page of the second's, at the same address."""
    now = set(tree(years.folder / "site"))
    assert len(years.first) > 20
    assert years.first - now == set()


def test_a_renamed_document_has_a_redirect_and_keeps_its_downloads(years: Years) -> None:
    """The old address moves on to the new one; the files at the old address are those of the new."""
    old = (years.folder / f"site/{RENAMED}/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../../2023/sample-0001/insurance/">' in old
    for suffix in ("yml", "json", "csv"):
        one, other = (years.folder / f"site/{address}.{suffix}" for address in (RENAMED, RENAMED_TO))
        assert one.read_bytes() == other.read_bytes()


def test_a_withdrawn_document_leaves_a_tombstone(years: Years) -> None:
    """Its page says when and why; its files are gone; its frozen page is still there, as it was frozen."""
    assert REASON in text(page(years, WITHDRAWN))
    assert not (years.folder / f"site/{WITHDRAWN}.yml").exists()
    frozen = (years.folder / f"site/snapshots/2023/{WITHDRAWN}.html").read_text("utf-8")
    assert REASON not in frozen


def test_the_year_switch_leads_to_the_same_document(years: Years) -> None:
    """Under its old name and its new: the document of each year, live and frozen, or that there is none."""
    for name in ("project", "insurance"):
        address = f"versions/{BODY}/{name}"
        tree = page(years, address)
        found = links(tree, address)
        assert {RENAMED_TO, f"2024/{BODY}/insurance", f"snapshots/2023/{RENAMED}.html"} <= found
        assert f"snapshots/2023-r1/{RENAMED_TO}.html" in found
    rows = page(years, f"versions/{BODY}/department").xpath("//article//table[contains(@class, 'gb-list')]//tr")
    assert [" ".join(row.text_content().split())[:20] for row in rows][1].startswith("2024年 该年度没有这份文件")
    new = page(years, NEW.replace("2024", "versions"))
    rows = new.xpath("//article//table[contains(@class, 'gb-list')]//tbody/tr")
    assert [row.xpath("string(th)") for row in rows] == ["2024年", "2023年"]
    assert "该年度没有这份文件" in rows[1].text_content()
    assert "尚未存档" in rows[0].text_content()


def test_errata_are_told_with_their_reason(years: Years) -> None:
    """Of each document that a correction changed, and of the year: what, why, and the digests before and after."""
    withdrawn = text(page(years, f"versions/{BODY}/declared"))
    assert f"更正理由：{WHY}" in withdrawn
    assert "撤下" in withdrawn
    assert f"理由：{REASON}" in withdrawn
    assert "没有勘误" in text(page(years, f"versions/{BODY}/duties"))
    whole = text(page(years, "versions/2023"))
    assert f"更正理由：{WHY}" in whole
    assert "SHA-256" in whole


def test_a_snapshot_tells_its_changes_in_sentences(years: Years) -> None:
    """As the live site does: what was said of each commit when it was frozen is among its data."""
    page = (years.snapshots / "2023-r1/data/site/changes.html").read_text("utf-8")
    assert f'<a href="{RENAMED_TO}.html">' in page
    assert page.count("新增") >= 5, "the first commit brought five documents"
    assert f"撤下 理由新填 {REASON}" in page
    kept = json.loads((years.snapshots / "2023-r1/data/history.json").read_bytes())
    assert all(not row[0].startswith("2024/") for told in kept["told"].values() for row in told)


def test_every_outward_link_of_a_frozen_page_leads_to_a_live_page(years: Years) -> None:
    """What was baked in when the first year was frozen is a page of the live site: for every page of both snapshots."""
    seen = set()
    for path in (years.folder / "site/snapshots").glob("2023*/**/*.html"):
        for tag, _, link in links_of(path.read_text("utf-8")):
            if link.startswith(f"{LIVE}versions/"):
                assert tag == "a"
                assert (years.folder / "site" / link.removeprefix(LIVE) / "index.html").is_file(), link
                seen.add(link)
    assert f"{LIVE}versions/{RENAMED.split('/', 1)[1]}/" in seen
    assert f"{LIVE}versions/2023/" in seen


def test_snapshots_are_served_as_they_were_frozen(years: Years) -> None:
    """The pages below /snapshots/ are those of the bag, byte for byte; they are no links to its files."""
    for name in ("2023", "2023-r1"):
        served, frozen = years.folder / "site/snapshots" / name, years.snapshots / name / "data/site"
        assert tree(served) == tree(frozen)
        assert (served / "index.html").stat().st_ino != (frozen / "index.html").stat().st_ino
        archive = f"{name}.zip"
        assert (served.parent / archive).read_bytes() == (years.snapshots / archive).read_bytes()


def test_the_list_of_snapshots_says_what_is_needed(years: Years) -> None:
    """Name, date, size, checksums, signature and how to verify; every file it offers is there."""
    tree = page(years, "snapshots")
    said = text(tree)
    for name in ("2023", "2023-r1"):
        import hashlib

        archive = (years.snapshots / f"{name}.zip").read_bytes()
        assert hashlib.sha256(archive).hexdigest() in said
        assert hashlib.sha256((years.snapshots / name / "SHA256SUMS").read_bytes()).hexdigest() in said
        assert f"{len(archive) / 1048576:.1f} MiB" in said
    assert "ED25519 SHA256:" in said
    assert "未签名" in said
    assert "sha256sum -c SHA256SUMS" in said
    for link in links(tree, "snapshots"):
        file = years.folder / "site" / link
        assert file.is_file() or (file / "index.html").is_file(), link


def test_the_year_s_page_leads_to_its_snapshots(years: Years) -> None:
    """/2023/ links its snapshots and errata; every document's page links to its own errata and other years."""
    assert {"snapshots/2023/index.html", "snapshots/2023-r1/index.html", "versions/2023"} <= links(
        page(years, "2023"), "2023"
    )
    for address in (RENAMED_TO, WITHDRAWN, NEW):
        assert f"versions/{address.split('/', 1)[1]}" in links(page(years, address), address)


def test_a_snapshot_holds_its_year_alone(years: Years) -> None:
    """Nothing of the next year, which was there when the correction was made, is in it: no data, no page, no row."""
    names = tree(years.snapshots / "2023-r1")
    assert [name for name in names if "/2024" in name] == []
    rows = (years.snapshots / "2023-r1/data/rows/indicators.json").read_text("utf-8")
    assert "2023/" in rows
    assert "2024/" not in rows
    assert f"data/goals/bodies/{BODY}.yml" in names


@pytest.fixture
def copy(years: Years, tmp_path: Path) -> Path:
    """The site of both years, to be altered."""
    return Path(shutil.copytree(years.folder, tmp_path / "site", symlinks=True))


def test_a_year_that_left_the_goals_stays_at_its_addresses(copy: Path, years: Years) -> None:
    """Where a year lives on in its snapshot alone, every one of its addresses leads there."""
    shutil.rmtree(copy / "goals/2023")
    done = goalbook(copy, "build")
    assert done.returncode == 0, done.stderr
    now = set(tree(copy / "site"))
    assert years.first - now == set()
    gone = lxml_html.fromstring((copy / f"site/2023/{BODY}/duties/index.html").read_text("utf-8"))
    found = links(gone, f"2023/{BODY}/duties")
    assert {f"snapshots/2023-r1/2023/{BODY}/duties.html", f"versions/{BODY}/duties"} <= found


def test_a_document_doesn_t_vanish_without_a_word(copy: Path) -> None:
    """A document of a snapshot whose file is simply deleted, or whose name another project takes, stops a strict build."""
    path = copy / f"goals/2023/{BODY}/insurance.yml"
    text = path.read_text("utf-8")
    code = text.split("code: ", 1)[1].split("\n")[0]
    path.write_text(text.replace(code, f"{code[:-1]}{'1' if code[-1] != '1' else '2'}"), "utf-8")
    (copy / f"goals/2023/{BODY}/duties.yml").unlink()
    done = goalbook(copy, "build")
    assert done.returncode != 0
    assert f"2023/{BODY}/duties.yml 已收入年度存档 2023-r1，现在却不见了" in done.stderr
    assert f"2023/{BODY}/insurance.yml 在年度存档 2023-r1 中是项目" in done.stderr


def test_an_altered_snapshot_is_not_published(copy: Path) -> None:
    """A file that isn't as frozen, in the folder or in the .zip, stops the build by name; the last good site stays."""
    before = tree(copy / "site")
    target = copy / "snapshots/2023/data/site/index.html"
    original = target.read_bytes()
    target.write_bytes(original.replace(b"2023", b"2032", 1))
    done = goalbook(copy, "build")
    assert done.returncode != 0
    assert "data/site/index.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(copy / "site") == before
    target.write_bytes(original)
    archive = copy / "snapshots/2023.zip"
    with archive.open("r+b") as file:
        file.seek(1000)
        byte = file.read(1)
        file.seek(1000)
        file.write(bytes([byte[0] ^ 1]))
    done = goalbook(copy, "build")
    assert done.returncode != 0
    assert "2023.zip" in done.stderr
    assert tree(copy / "site") == before
    archive.unlink()
    assert goalbook(copy, "build").returncode == 0
    assert (copy / "site/snapshots/2023.zip").is_file()


def test_a_folder_that_is_no_snapshot_stops_the_build(copy: Path) -> None:
    """A folder with a snapshot's name that holds none is told of."""
    (copy / "snapshots/2022").mkdir()
    done = goalbook(copy, "build")
    assert done.returncode != 0
    assert "snapshots/2022" in done.stderr
    assert "Traceback" not in done.stderr


def test_snapshots_may_be_kept_elsewhere(copy: Path) -> None:
    """`snapshots:` names another folder; a site without any has no page about them."""
    (copy / "snapshots").rename(copy.parent / "kept")
    config = (copy / "mkdocs.yml").read_text("utf-8")
    assert goalbook(copy, "build").returncode == 0
    assert not (copy / "site/snapshots").exists()
    assert not (copy / "site/versions").exists()
    (copy / "mkdocs.yml").write_text(
        config.replace("  - goalbook:\n", "  - goalbook:\n      snapshots: ../kept\n"), "utf-8"
    )
    done = goalbook(copy, "build")
    assert done.returncode == 0, done.stderr
    assert (copy / "site/snapshots/2023/index.html").is_file()
    listed = goalbook(copy, "snapshot", "list")
    assert [line.split("\t")[0] for line in listed.stdout.splitlines()] == ["2023-r1", "2023"]


def test_the_home_of_a_snapshot_has_no_page_of_its_own_beside(years: Years) -> None:
    """The site's home page stands at that address already: nothing is put in for it."""
    assert (years.folder / "site/snapshots/2023/index.html").is_file()
    assert not (years.folder / "site/index").exists()
