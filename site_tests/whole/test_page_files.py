"""What every page states of itself, and what a site's settings change."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from lxml import etree, html

from site_tests.conftest import LIGHT, copy_site, run_build
from site_tests.whole.test_publishing import INSURANCE, edit

SETTINGS = """
site_url: https://goals.example/open/
repo_url: {repository}
"""
OPTIONS = """
  - goalbook:
      authority: 示例财政局
      contact: https://goals.example/contact
      licence: CC BY 4.0
      licence_url: https://goals.example/licence
      site_id_code: "1303030001"
      column: 预决算公开
      column_type: 信息公开
"""
PAGE = "2022/shanhaiguan-cppcc/vehicle-insurance"


def configured(folder: Path, repository: str = "https://github.com/example/goals", options: str = OPTIONS) -> Path:
    """A copy of the site with all settings made."""
    copy_site(folder, LIGHT)
    config = (folder / "mkdocs.yml").read_text("utf-8")
    start, end = config.index("  - goalbook:"), config.index("markdown_extensions:")
    config = config[:start] + options.lstrip("\n") + "\n" + config[end:] + SETTINGS.format(repository=repository)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def read(folder: Path, address: str) -> html.HtmlElement:
    """A page of a built site."""
    return html.fromstring((folder / "site" / address / "index.html").read_bytes())


def meta(page: html.HtmlElement, name: str) -> str:
    """The content of a meta element."""
    (found,) = page.xpath(f'//meta[@name="{name}" or @property="{name}"]/@content')
    return str(found)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site with all settings made."""
    folder = configured(tmp_path_factory.mktemp("full"))
    edit(folder / INSURANCE, "money_unit: 万元", "money_unit: 万元\napproved: 2022-01-20\npublished: 2022-02-03")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_head_tags_of_government_sites(full: Path) -> None:
    """A document's page carries the head tags that government sites have to carry, filled from settings and data."""
    page = read(full, PAGE)
    assert meta(page, "SiteName") == "绩效目标公开"
    assert meta(page, "SiteDomain") == "goals.example"
    assert meta(page, "SiteIDCode") == "1303030001"
    assert meta(page, "ColumnName") == "预决算公开"
    assert meta(page, "ColumnType") == "信息公开"
    assert meta(page, "ArticleTitle") == "1.车辆保险费绩效目标表"
    assert meta(page, "PubDate") == "2022-02-03 00:00"
    assert meta(page, "ContentSource") == "中国人民政治协商会议河北省秦皇岛市山海关区委员会"


def test_what_is_unknown_is_not_in_the_head(site: Path) -> None:
    """Without a date or a site code there is no tag for it."""
    page = html.fromstring((site / PAGE / "index.html").read_bytes())
    for name in ("PubDate", "SiteIDCode", "SiteDomain"):
        assert not page.xpath(f'//meta[@name="{name}"]')


def test_title_description_canonical_and_language(full: Path) -> None:
    """Each page has its own title and description, its canonical link and the language of its text."""
    titles, descriptions = set(), set()
    pages = [path for path in (full / "site").rglob("index.html") if path.parent != full / "site"]
    for path in pages:
        page = html.fromstring(path.read_bytes())
        address = path.parent.relative_to(full / "site").as_posix()
        assert page.get("lang") == "zh-CN"
        assert page.xpath('//link[@rel="canonical"]/@href') == [f"https://goals.example/open/{address}/"]
        titles.add(page.findtext(".//title"))
        descriptions.add(meta(page, "description"))
        assert len(page.xpath("//h1")) == 1, address
    assert len(titles) == len(pages)
    assert len(descriptions) > len(pages) / 2
    page = read(full, PAGE)
    assert page.findtext(".//title") == "1.车辆保险费绩效目标表 · 山海关区政协 · 2022年 - 绩效目标公开"
    assert meta(page, "og:url") == f"https://goals.example/open/{PAGE}/"


def test_plain_summary_is_computed(full: Path) -> None:
    """The summary says in one plain sentence how much, for what, by when, and how it is measured."""
    (summary,) = read(full, PAGE).find_class("gb-summary")
    assert summary.text_content() == (
        "2022 年，车辆保险费预算 0.80 万元，用于两辆公车续保；10月底前计划支出 100%。共 9 项指标，其中 4 项有数值目标、可以衡量。"
        "自动检查发现 8 处疑点。校核说明列有 1 条。"
    )


def test_sitemap_has_every_page_once(full: Path) -> None:
    """Every page but redirects and error pages is in the sitemap, and nothing else is."""
    raw = (full / "site/sitemap.xml").read_bytes()
    assert gzip.decompress((full / "site/sitemap.xml.gz").read_bytes()) == raw
    found = [str(loc.text) for loc in etree.fromstring(raw).iter("{*}loc")]
    pages = (path.parent.relative_to(full / "site").as_posix() for path in (full / "site").rglob("index.html"))
    expected = {f"https://goals.example/open/{'' if page == '.' else page + '/'}" for page in pages}
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("repository", "edit_link", "report"),
    [
        ("https://github.com/example/goals", "/edit/main/", "/issues/new?title="),
        ("https://gitlab.com/example/goals", "/-/edit/main/", "/-/issues/new?issue%5Btitle%5D="),
        ("https://gitee.com/example/goals", "/edit/main/", "/issues/new?title="),
        ("https://gitea.example/example/goals", "/_edit/main/", "/issues/new?title="),
        ("https://codeberg.org/example/goals", "/_edit/main/", "/issues/new?title="),
    ],
)
def test_links_into_the_forge(tmp_path: Path, repository: str, edit_link: str, report: str) -> None:
    """Each document offers to edit its file and to report a problem, in the forge that the repository's address names."""
    folder = configured(tmp_path, repository)
    assert run_build(folder).returncode == 0
    links = [str(link) for link in read(folder, PAGE).xpath('//a[contains(@class, "gb-button")]/@href')]
    assert f"{repository}{edit_link}{INSURANCE}" in links
    assert any(link.startswith(repository + report) for link in links)


def test_no_repository_no_forge_links(site: Path) -> None:
    """Without a repository setting a page has no link that leads nowhere."""
    page = html.fromstring((site / PAGE / "index.html").read_bytes())
    assert not page.xpath('//a[starts-with(@href, "http")]')


def test_foot_names_authority_contact_and_licence(full: Path) -> None:
    """Every page says who publishes, where to object, under which licence, and leads to glossary, changes and about."""
    for address in (PAGE, "2022", "indicators", "about"):
        (foot,) = read(full, address).find_class("gb-foot")
        text = foot.text_content()
        assert "示例财政局" in text
        assert "1303030001" in text
        links = [str(link) for link in foot.xpath(".//a/@href")]
        assert "https://goals.example/contact" in links
        assert "https://goals.example/licence" in links
        assert any(link.endswith("/glossary/") for link in links)
        assert any(link.endswith("/changes/") for link in links)


def test_downloads_are_the_same_data(full: Path) -> None:
    """The YAML is the goal file byte for byte; JSON and CSV hold the same words."""
    site = full / "site"
    assert (site / f"{PAGE}.yml").read_bytes() == (full / INSURANCE).read_bytes()
    data = json.loads((site / f"{PAGE}.json").read_text("utf-8"))
    assert data["document"]["name"] == "车辆保险费"
    assert data["address"] == PAGE
    csv = (site / f"{PAGE}.csv").read_bytes()
    assert csv.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in csv
    assert "产出指标,数量指标,车辆正常使用情况,车辆正常使用率,≥75%,年度工作计划" in csv.decode("utf-8-sig")
    sizes = {
        link.get("href", "").rsplit(".", 1)[1]: link.text_content() for link in read(full, PAGE).xpath("//a[@download]")
    }
    assert set(sizes) == {"pdf", "xlsx", "docx", "csv", "json", "yml"}


def test_goal_files_are_published_at_their_address_and_nowhere_else(site: Path) -> None:
    """The YAML files of the site are those of the goals' folder, at the same paths."""
    published = {path.relative_to(site).as_posix() for path in site.rglob("*.y*ml")}
    goals = site.parent / "goals"
    assert published == {path.relative_to(goals).as_posix() for path in goals.rglob("*.yml")}


def test_renamed_and_withdrawn_documents(tmp_path: Path) -> None:
    """A renamed document's old address leads to the new one; a withdrawn one leaves a page with day and reason, and no data."""
    folder = copy_site(tmp_path, LIGHT)
    path = folder / INSURANCE
    new = path.with_name("car-insurance.yml")
    path.rename(new)
    new.write_text(new.read_text("utf-8") + f"was: [{PAGE}]\n", "utf-8")
    gone = folder / "goals/2022/shanhaiguan-cppcc/member-studios.yml"
    gone.write_text(gone.read_text("utf-8") + "withdrawn: {date: 2024-05-01, reason: 内容重复公布}\n", "utf-8")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    old = read(folder, PAGE)
    assert old.xpath('//meta[@http-equiv="refresh"]/@content') == [
        "0; url=../../../2022/shanhaiguan-cppcc/car-insurance/"
    ]
    assert old.xpath('//article//a[contains(@href, "car-insurance")]')
    tombstone = read(folder, "2022/shanhaiguan-cppcc/member-studios").text_content()
    assert "2024年5月1日" in tombstone
    assert "内容重复公布" in tombstone
    assert "委员工作室运转经费" not in tombstone
    for suffix in ("yml", "json", "csv"):
        assert not (folder / f"site/2022/shanhaiguan-cppcc/member-studios.{suffix}").exists()
    assert "委员工作室工作的整体满意度" not in (folder / "site/data/indicators.csv").read_text("utf-8")


def test_a_site_overrides_one_block(tmp_path: Path) -> None:
    """A template of the site that extends the default one replaces a single block and keeps the others."""
    folder = copy_site(tmp_path, LIGHT)
    own = folder / "overrides/goalbook/document"
    own.mkdir(parents=True)
    text = '{% extends "default/document/document.html" %}{% block review %}<p class="own">本站说明 {{ document.name }}</p>{% endblock %}'
    (own / "document.html").write_text(text, "utf-8")
    assert run_build(folder).returncode == 0
    page = read(folder, PAGE)
    assert [one.text_content() for one in page.find_class("own")] == ["本站说明 车辆保险费"]
    assert not page.find_class("gb-review")
    assert page.find_class("gb-grid")


def test_a_template_at_its_old_place_stops_the_build(tmp_path: Path) -> None:
    """A site's own template that would no longer be read is told with its new place; one of the site's own making is left alone."""
    folder = copy_site(tmp_path, LIGHT)
    own = folder / "overrides/goalbook"
    own.mkdir()
    (own / "document.html").write_text('{% extends "default/document.html" %}', "utf-8")
    (own / "of-our-own.html").write_text("", "utf-8")
    done = run_build(folder)
    assert done.returncode == 1
    assert "goalbook/document/document.html" in done.stderr
    assert "of-our-own" not in done.stderr
    assert not (folder / "site").exists()


def test_interface_in_english(tmp_path: Path) -> None:
    """With another language the interface is English and the documents stay as printed."""
    folder = copy_site(tmp_path, LIGHT)
    edit(folder / "mkdocs.yml", "language: zh-CN", "language: en")
    done = run_build(folder)
    assert done.returncode == 0, done.stderr
    page = read(folder, PAGE)
    assert page.get("lang") == "en"
    (summary,) = page.find_class("gb-summary")
    assert "9 indicators" in summary.text_content()
    assert "车辆正常使用率" in page.text_content()


def test_pages_are_light(site: Path) -> None:
    """No page's HTML weighs more than 100 KB."""
    heavy = {path: path.stat().st_size for path in site.rglob("*.html") if path.stat().st_size > 100_000}
    assert not heavy


def test_address_facts_of_an_undated_document(site: Path) -> None:
    """What the original doesn't state is said to be not stated, and listed."""
    page = html.fromstring((site / "undated/county-cppcc/duties/index.html").read_bytes())
    (review,) = page.find_class("gb-review")
    assert "未注明：单位全称、年度、环节、金额单位。" in review.text_content()
    (line,) = page.find_class("gb-line")
    assert "年度（未注明）" in line.text_content()


def test_an_inferred_year_says_so(site: Path) -> None:
    """A year that isn't printed is shown with the ground it is inferred from."""
    page = html.fromstring((site / PAGE / "index.html").read_bytes())
    (inferred,) = page.find_class("gb-inferred")
    assert "推断" in inferred.text_content()
    assert "13030322P00397010024Q" in inferred.text_content()
