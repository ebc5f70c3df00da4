"""A site whose documents are in a form that only its own goals/forms/ holds: everything is made of it as of the package's forms."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from goalbook.forms.catalogue import shipped_forms
from goalbook.snapshot.error import SnapshotError
from goalbook.snapshot.forms import FORMS as FROZEN
from goalbook.snapshot.forms import form_files, frozen_forms
from lxml import html

from site_tests.conftest import ROOT, run_build
from site_tests.helpers.faulty import BODY
from site_tests.helpers.pdf_reader import pages
from site_tests.host.test_serve import serving, wait_for
from site_tests.snapshot.project import commit, git, goalbook, tree
from site_tests.whole.test_new_form import STAFF_GUIDE, block
from site_tests.whole.test_publishing import edit

FORM = "goals/forms/county-project.yml"
MANY = 26  # as many as make it worth while to start processes for their files
ONE = "2024/made-body/project-00"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources of such a site, committed: the form of the staff guide, and many generated documents in it; one in another form."""
    folder = tmp_path_factory.mktemp("own") / "site"
    folder.mkdir()
    (folder / "mkdocs.yml").write_text((ROOT / "mkdocs.yml").read_text("utf-8"), "utf-8")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    for name in ("bodies", "forms", "2024/made-body"):
        (folder / "goals" / name).mkdir(parents=True)
    for name in ("index.md", "about.md"):
        shutil.copy(ROOT / "goals" / name, folder / "goals" / name)
    (folder / "goals/bodies/made-body.yml").write_text(BODY, "utf-8")
    (folder / FORM).write_text(block("yaml", 0, STAFF_GUIDE), "utf-8")
    sample = block("yaml", 1, STAFF_GUIDE).replace("shanhaiguan-cppcc", "made-body")
    for n in range(MANY):
        text = sample.replace("示例项目", f"示例项目{n:02}（生成）").replace("≥3次", f"≥{n + 3}次")
        (folder / f"goals/2024/made-body/project-{n:02}.yml").write_text(text, "utf-8")
    other = sample.split("facts:")[0].replace("county-project", "hebei-project")
    (folder / "goals/2024/made-body/other.yml").write_text(other, "utf-8")
    (folder / ".gitignore").write_text("/site*/\n/.site.*\n/snapshots/\n", "utf-8")
    git(folder, "init", "-q")
    commit(folder, "示例")
    return folder


def built(folder: Path, jobs: int) -> subprocess.CompletedProcess[str]:
    """Build with so many processes."""
    config = folder / "mkdocs.yml"
    text = config.read_text("utf-8")
    config.write_text(text.replace("  - goalbook:\n", f"  - goalbook:\n      jobs: {jobs}\n"), "utf-8")
    try:
        return run_build(folder, "--site-dir", f"site-{jobs}")
    finally:
        config.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def site(folder: Path) -> Path:
    """The site, built by one process."""
    done = built(folder, 1)
    assert done.returncode == 0, done.stderr
    return folder / "site-1"


def test_page_and_downloads_are_in_the_form(site: Path) -> None:
    """Page, PDF, Word, Excel, CSV, JSON, the list of documents and the page of the form."""
    page = html.fromstring((site / ONE / "index.html").read_bytes())
    texts = [cell.text_content() for cell in page.xpath('//table[contains(@class, "gb-grid")]//tr/*')]
    assert texts[:10] == [
        "项目名称", "示例项目00（生成）", "主管科室", "示例科", "预算数", "1.50", "其中：财政资金", "1.50",
        "绩效目标", "完成示例任务。",
    ]  # fmt: skip
    assert page.xpath('//a[contains(@href, "forms/county-project/")]')
    printed = "".join(char["text"] for one in pages((site / f"{ONE}.pdf").read_bytes()) for char in one["chars"])
    for suffix, part in (("docx", "word/document.xml"), ("xlsx", "xl/sharedStrings.xml")):
        with ZipFile(site / f"{ONE}.{suffix}") as archive:
            words = archive.read(part).decode()
        assert all(text in words for text in ("主管科室", "示例科", "≥3次")), suffix
    assert all(text in printed.replace(" ", "") for text in ("主管科室", "示例科", "≥3次"))
    assert "项目名称,示例项目00（生成）,主管科室,示例科" in (site / f"{ONE}.csv").read_text("utf-8-sig")
    assert json.loads((site / f"{ONE}.json").read_bytes())["document"]["form"] == "county-project"
    assert ",county-project," in (site / "data/documents.csv").read_text("utf-8-sig")
    assert "项目支出绩效目标表" in (site / "forms/county-project/index.html").read_text("utf-8")


def test_search_finds_its_values_under_its_words(folder: Path, site: Path) -> None:
    """What only this form has a label for is found, and chosen by the form."""
    found = goalbook(folder, "search", "--site", site.name, "示例项目07", "--form", "county-project")
    assert "2024/made-body/project-07" in found.stdout
    assert "主管科室" in goalbook(folder, "search", "--site", site.name, "示例科", "--limit", "1").stdout


def test_two_processes_make_the_same_site(folder: Path, site: Path) -> None:
    """The forms are handed to whoever makes the files."""
    done = built(folder, 2)
    assert done.returncode == 0, done.stderr
    assert tree(folder / "site-2") == tree(site)


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_what_is_exported_is_read_back(folder: Path, suffix: str) -> None:
    """Out as Word and Excel and in again: the form is recognised, and every value is in its place."""
    out, back = f"site-out.{suffix}", f"goals/2024/made-body/read-{suffix}.yml"
    assert goalbook(folder, "export", f"goals/{ONE}.yml", "-o", out).returncode == 0
    try:
        done = goalbook(folder, "import", out, "-o", back)
        # What stands in head and foot of our own files is told, for it is of no document.
        assert "没有归处 0 个" in done.stdout, done.stdout + done.stderr
        again = goalbook(folder, "export", back, "--to", "csv", "-o", "again.csv")
        assert again.returncode == 0, again.stderr
        site_csv = goalbook(folder, "export", f"goals/{ONE}.yml", "--to", "csv", "-o", "first.csv")
        assert site_csv.returncode == 0
        first, second = ((folder / name).read_text("utf-8-sig").splitlines() for name in ("first.csv", "again.csv"))
        assert second == first
    finally:
        for name in (back, out, "first.csv", "again.csv"):
            (folder / name).unlink(missing_ok=True)


def test_a_changed_form_makes_its_documents_anew_and_no_others(folder: Path, site: Path) -> None:
    """Those in another form are kept as they are; the change is on the page, and told by diff."""
    text = (folder / FORM).read_text("utf-8")
    try:
        edit(folder / FORM, "主管科室      ", "主管科（股）室")
        done = built(folder, 1)
        assert done.returncode == 0, done.stderr
        assert f"{MANY + 1} 个文件，其中 1 个未变" in done.stderr
        assert "主管科（股）室" in (site / ONE / "index.html").read_text("utf-8")
        assert "主管科（股）室" in (site / f"{ONE}.csv").read_text("utf-8")
        told = goalbook(folder, "diff", "HEAD").stdout
        assert (
            "修改表样“项目支出绩效目标表”（forms/county-project.yml）：增加文字：主管科（股）室；删去文字：主管科室"
            in told
        )
    finally:
        (folder / FORM).write_text(text, "utf-8")
        assert built(folder, 1).returncode == 0


def test_a_snapshot_holds_the_forms_and_is_made_again_with_them(folder: Path) -> None:
    """The site's form among its goals, the package's that documents use beside them; all bytes come out the same."""
    made = goalbook(folder, "snapshot", "create", "2024")
    assert made.returncode == 0, made.stderr
    data = folder / "snapshots/2024/data"
    assert (data / FORM).read_bytes() == (folder / FORM).read_bytes()
    assert {path.stem for path in (data / FROZEN).iterdir()} == {"hebei-project"}
    known = json.loads((data / "schema/document.json").read_bytes())["properties"]["form"]["enum"]
    assert sorted(known) == ["county-project", "hebei-project"]
    again = goalbook(folder, "snapshot", "verify", "snapshots/2024", "--rebuild", "--trust")
    assert again.returncode == 0, again.stdout + again.stderr


def test_a_snapshot_of_own_forms_alone_holds_none_of_the_package(folder: Path, tmp_path: Path) -> None:
    """None is used, and none is listed on its pages; it is made again without any."""
    ignored = shutil.ignore_patterns("site*", "project-[12]*", "project-0[1-9]*", "other.yml", "snapshots")
    copy = shutil.copytree(folder, tmp_path / "own", ignore=ignored)
    edit(copy / "mkdocs.yml", "  - goalbook:\n", "  - goalbook:\n      formats: [csv]\n")
    commit(copy, "示例")
    made = goalbook(copy, "snapshot", "create", "2024")
    assert made.returncode == 0, made.stderr
    data = copy / "snapshots/2024/data"
    assert dict(frozen_forms(data)) == {}
    assert [*(data / FROZEN).glob("*.yml")] == []
    assert {path.stem for path in (data / "site/forms").glob("*.html")} == {"county-project"}
    again = goalbook(copy, "snapshot", "verify", "snapshots/2024", "--rebuild", "--trust")
    assert again.returncode == 0, again.stdout + again.stderr


def test_a_snapshot_is_made_of_the_forms_that_it_holds(tmp_path: Path) -> None:
    """Whatever the package ships by then; one from before they were held is made of the package's."""
    assert frozen_forms(tmp_path) == shipped_forms()
    for name, raw in form_files(shipped_forms().files).items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    assert dict(frozen_forms(tmp_path)) == dict(shipped_forms())
    (tmp_path / FROZEN / "none.txt").write_bytes(form_files({})[f"{FROZEN}/none.txt"])
    assert dict(frozen_forms(tmp_path)) == dict(shipped_forms())
    duties = tmp_path / FROZEN / "hebei-duties.yml"
    edit(duties, "name: ", "name: 另一")
    assert frozen_forms(tmp_path)["hebei-duties"].name.startswith("另一")
    edit(duties, "name: ", "nmae: ")
    with pytest.raises(SnapshotError) as refused:
        frozen_forms(tmp_path)
    assert refused.value.code == "bad_form"


@pytest.mark.parametrize("listed", ["hebei-duties, county-project", "county-porject"])
def test_a_site_says_which_forms_are_listed(folder: Path, site: Path, listed: str, tmp_path: Path) -> None:
    """By default those that documents are in; one that isn't there is told with those that are."""
    assert [one for one in (site / "forms").iterdir() if one.name == "hebei-duties"] == []
    copy = shutil.copytree(
        folder, tmp_path / "site", ignore=shutil.ignore_patterns("site-*", "project-1*", "snapshots")
    )
    edit(copy / "mkdocs.yml", "  - goalbook:\n", f"  - goalbook:\n      forms: [{listed}]\n      formats: [csv]\n")
    done = run_build(copy)
    if "porject" in listed:
        assert done.returncode != 0
        assert "county-porject" in done.stderr
        assert "county-project" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    index = html.fromstring((copy / "site/forms/index.html").read_bytes())
    assert [link.split("/")[-2] for link in index.xpath("//tbody//th/a/@href")] == ["hebei-duties", "county-project"]
    # Its documents link there all the same.
    assert (copy / "site/forms/hebei-project/index.html").exists()


FAULTY = {
    "check": ("check",),
    "check of one document": ("check", f"goals/{ONE}.yml"),
    "build": ("build",),
    "export": ("export", f"goals/{ONE}.yml", "--to", "csv", "-o", "out.csv"),
    "new": ("new", "county-project", "goals/2025/made-body/new.yml"),
    "import": ("import", "in.txt", "--form", "county-project", "-o", "goals/2025/made-body/new.yml"),
    "form check": ("form", "check"),
    "form show": ("form", "show", "county-project"),
    "book": ("book", "2024", "-o", "out.pdf"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_every_command_tells_of_a_faulty_form_at_its_place(folder: Path, tmp_path: Path, name: str) -> None:
    """File, line and column of the form, what to write instead, another exit status than 0, no traceback, and no goal file blamed."""
    copy = shutil.copytree(folder, tmp_path / "site", ignore=shutil.ignore_patterns("site-*", "snapshots", ".git"))
    edit(copy / FORM, "{facts.office}", "{fact.office}")
    (copy / "in.txt").write_text("绩效目标\n项目名称\t示例\n", "utf-8")
    done = goalbook(copy, *FAULTY[name])
    told = done.stdout + done.stderr
    assert done.returncode != 0, told
    assert "Traceback" not in told
    assert f"{FORM}:11:46" in told or f"{FORM}\n  11:46" in told
    assert "facts" in told.split("11:46")[1]
    blamed = [line for line in told.splitlines() if ONE in line and ("错误" in line or "error" in line)]
    assert blamed == []
    assert not (copy / "goals/2025").exists()


def test_the_live_server_shows_an_edited_form(folder: Path, tmp_path: Path) -> None:
    """A saved form is shown as a saved goal file is; a broken one is explained, and the server lives on."""
    copy = shutil.copytree(
        folder, tmp_path / "site", ignore=shutil.ignore_patterns("site-*", "project-[12]*", "snapshots")
    )
    with serving(copy) as address:
        wait_for(f"{address}{ONE}/", lambda page: "主管科室" in page)
        edit(copy / FORM, "主管科室      ", "主管科（股）室")
        wait_for(f"{address}{ONE}/", lambda page: "主管科（股）室" in page)
        edit(copy / FORM, "{facts.office}", "{fact.office}")
        broken = wait_for(f"{address}problems/", lambda page: "county-project.yml" in page)
        assert "facts" in broken
        edit(copy / FORM, "{fact.office}", "{facts.office}")
        wait_for(f"{address}{ONE}/", lambda page: "主管科（股）室" in page)
