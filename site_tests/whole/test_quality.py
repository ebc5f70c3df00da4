"""目标质量: what the five originals come to, on the pages of the real site, as people counted it."""

from __future__ import annotations

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
        str(one.get("data-gb-rule")): one.xpath(".//small")[0].text_content().strip()
        for one in root.xpath("//li[@data-gb-rule]")
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
    assert rules(site, "quality/bodies/shanhaiguan-cppcc")["IN-12"] == "9 处"
    assert rules(site, "quality/bodies/huangyuan-cppcc")["IN-10"] == "5 处"
    assert measures(site, "quality/2022")["numeric"] == "23/59"
    for address in ("quality", "quality/2022", "quality/2024", "quality/undated"):
        shown = measures(site, address)
        parts = [shown[name].split("/") for name in ("numeric", "texts", "bare", "other")]
        assert sum(int(count) for count, _ in parts) == int(parts[0][1])
    site_wide = measures(site, "quality")
    years = [measures(site, f"quality/{year}") for year in ("2022", "2024", "undated")]
    assert int(site_wide["repeats"].split("/")[0]) == sum(int(year["repeats"].split("/")[0]) for year in years)
