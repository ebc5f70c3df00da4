"""目标质量: what the five originals come to, on the pages of the real site, as people counted it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from lxml import html


def measures(site: Path, address: str) -> dict[str, str]:
    """The numbers of a page by their names, each with what it is of."""
    root = html.fromstring((site / address / "index.html").read_text("utf-8"))
    return {
        str(one.get("data-gb-measure")): "".join(one.xpath(".//strong")[0].text_content().split())
        for one in root.xpath("//li[@data-gb-measure]")
    }


def rules(site: Path, address: str) -> dict[str, str]:
    """How often rules found something, as a page tells it."""
    root = html.fromstring((site / address / "index.html").read_text("utf-8"))
    return {
        str(one.get("data-gb-rule")): one.xpath("./td")[0].text_content().strip()
        for one in root.xpath("//tr[@data-gb-rule]")
    }


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("quality/bodies/shanhaiguan-cppcc", {"numeric": "22/45", "bare": "2/45", "repeats": "9"}),
        ("quality/bodies/huangyuan-cppcc", {"numeric": "41/42", "bare": "0/42", "repeats": "0"}),
        ("quality/bodies/guangzhou-cppcc", {"numeric": "1/14"}),
        ("quality/bodies/county-cppcc", {"same": "1", "no_budget": "9"}),
        ("quality/bodies/county-congress", {"no_budget": "8"}),
    ],
)
def test_the_numbers_of_the_originals(site: Path, address: str, found: dict[str, str]) -> None:
    """Those that the table of the design has, from a person's reading."""
    shown = {
        name: number.split("/")[0] if "/" not in found.get(name, "/") else number
        for name, number in measures(site, address).items()
    }
    assert {name: shown[name] for name in found} == found


def test_rules_are_counted_and_years_and_the_site_add_up(site: Path) -> None:
    """What rules found in the bodies of a year is found in the year; kinds of targets add up to all indicators."""
    assert rules(site, "quality/bodies/shanhaiguan-cppcc")["IN-12"] == "9"
    assert rules(site, "quality/bodies/huangyuan-cppcc")["IN-10"] == "5"
    assert measures(site, "quality/2022")["numeric"] == "23/59"
    for address in ("quality", "quality/2022", "quality/2024", "quality/undated"):
        shown = measures(site, address)
        parts = [shown[name].split("/") for name in ("numeric", "texts", "bare", "other")]
        assert sum(int(count) for count, _ in parts) == int(parts[0][1])
    site_wide = measures(site, "quality")
    years = [measures(site, f"quality/{year}") for year in ("2022", "2024", "undated")]
    assert int(site_wide["repeats"].split("/")[0]) == sum(int(year["repeats"].split("/")[0]) for year in years)


def test_years_stand_side_by_side_with_the_numbers_of_their_own_pages(site: Path) -> None:
    """The trend of each kind of target and of each rule: a picture, and a table that says the same as the pages of the years."""
    root = html.fromstring((site / "quality/index.html").read_text("utf-8"))
    years = [str(link).split("/")[-2] for link in root.xpath("//section[@aria-labelledby='gb-years']//thead//a/@href")]
    assert years == ["2024", "2022", "undated"]
    for row in root.xpath("//tr[@data-gb-of]"):
        told = [cell.text_content().split("（")[0].strip() for cell in row.xpath("./td")]
        assert told == [measures(site, f"quality/{year}")[row.get("data-gb-of")].split("/")[0] for year in years]
    for row in root.xpath("//tr[@data-gb-rule]"):
        whole, *told = [cell.text_content().strip() for cell in row.xpath("./td")]
        assert told == [rules(site, f"quality/{year}").get(row.get("data-gb-rule"), "0") for year in years]
        assert int(whole) == sum(map(int, told))
    (words,) = root.xpath("//section[@aria-labelledby='gb-years']//*[local-name()='desc']")
    numeric = [measures(site, f"quality/{year}")["numeric"].replace("/", " / ") for year in reversed(years)]
    assert [part.split("（")[0].split(" ", 1)[1] for part in words.text_content().split("，")] == numeric


def test_the_files_say_the_same(site: Path) -> None:
    """A row a body and year as CSV and JSON, with the numbers of the body's page."""
    rows = list(csv.DictReader(io.StringIO((site / "data/quality.csv").read_text("utf-8-sig"))))
    told = json.loads((site / "data/quality.json").read_bytes())["bodies"]
    assert len(rows) == len(told) == 5
    own = next(one for one in told if one["body"] == "shanhaiguan-cppcc")
    assert (own["numeric"], own["indicators"], own["bare"], own["repeats"], own["rules"]["IN-12"]) == (22, 45, 2, 9, 9)
    row = next(one for one in rows if one["单位标识"] == "shanhaiguan-cppcc")
    assert (row["有数值"], row["指标"], row["与名称重复"]) == ("22", "45", "9")
    assert int(row["没有做到校核规则的处数"]) == sum(own["rules"].values())
