"""What a query finds in an index must be what plain containment finds in the values it was made from."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

import pytest
from goalbook.model.address import UNDATED
from goalbook.search.facets import Facets, Filters
from goalbook.search.match import match_words
from goalbook.search.plan import plan
from goalbook.search.query import search
from goalbook.search.record import SearchRecord
from goalbook.search.tokenize import fold

from site_tests.checks.corpus import CLEAN
from site_tests.conftest import ROOT
from site_tests.helpers.generate import write_goals
from site_tests.search.made import Made, drawn, in_values, make_index, plainly

_CODE = re.compile(r"[0-9A-Z]{12,}")
_AMOUNT = re.compile(r"[0-9][0-9,]*\.[0-9]+")


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The index of the real documents."""
    return make_index(ROOT / "goals", tmp_path_factory.mktemp("real"), least=2)


@pytest.fixture(scope="module", params=[200, pytest.param(2000, marks=pytest.mark.full)], ids=["200", "2000"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The index of generated documents."""
    root = tmp_path_factory.mktemp("goals")
    write_goals(root, request.param)
    return make_index(root, tmp_path_factory.mktemp("site"), least=2)


def _texts(records: tuple[SearchRecord, ...], pattern: re.Pattern[str]) -> list[str]:
    texts = {cell.text for record in records for cell in record.cells}
    return sorted(text for text in texts if pattern.fullmatch(text))


def _compare(made: Made, queries: list[str]) -> None:
    """All of what a plain search finds, none else where quoted, and hardly anything else where not."""
    wanted = got = 0
    for query in queries:
        plain = in_values(made.values, fold(query))
        loose = made.found(query)
        assert made.found(f'"{query}"') == plain, query
        assert loose >= plain, query
        assert loose == plainly(made.values, query), query
        wanted, got = wanted + len(plain), got + len(loose)
    assert wanted >= 0.95 * got


def test_drawn_strings_real(real: Made) -> None:
    """Any 2 to 6 characters in a row of a real value find every document that holds them, quoted nothing else."""
    _compare(real, drawn(real.records, 300, seed=1))


@pytest.mark.slow
def test_drawn_strings_generated(made: Made) -> None:
    """Any 2 to 6 characters in a row of a generated value find every document that holds them, quoted nothing else."""
    _compare(made, drawn(made.records, 300, seed=2))


def test_codes(real: Made, made: Made) -> None:
    """Codes and any six or more of their characters in a row are found wherever they stand."""
    for one in (real, made):
        rng, queries = Random(3), []
        codes = _texts(one.records, _CODE)
        for n in range(50):
            code = rng.choice(codes)
            length = rng.randint(6, len(code)) if n % 2 else len(code)
            at = rng.randrange(len(code) - length + 1)
            queries.append(code[at : at + length])
        _compare(one, queries)


def test_amounts(real: Made, made: Made) -> None:
    """An amount is found as printed, without its commas and without idle decimals, each of which find the same."""
    for one in (real, made):
        amounts = Random(4).sample(pool := _texts(one.records, _AMOUNT), min(50, len(pool)))
        for amount in amounts:
            plain = in_values(one.values, amount)
            bare = amount.replace(",", "")
            assert one.found(f'"{amount}"') == plain
            for query in (amount, bare, bare.rstrip("0").rstrip(".")):
                assert one.found(query) >= plain
                assert one.found(query) == plainly(one.values, query)


def test_every_character(real: Made) -> None:
    """A single character finds every document that holds it."""
    for one in sorted({one for values in real.values for one in values.folded} - {"\n"})[::7]:
        assert real.found(one) == in_values(real.values, one)


def test_several_words(made: Made) -> None:
    """Several words find the documents that hold all of them, in whichever cells."""
    parts = drawn(made.records, 120, seed=5)
    for one, other in zip(parts[::2], parts[1::2], strict=True):
        assert made.found(f"{one} {other}") == plainly(made.values, f"{one} {other}")


@pytest.mark.parametrize(
    ("query", "like"),
    [
        ("績效目標", "绩效目标"),
        ("監督", "监督"),
        ("換屆", "换届"),
        ("≧９５％", "≥95%"),
        (">=95%", "≥95%"),
        ("０.８", "0.80"),
    ],
)
def test_alike(real: Made, query: str, like: str) -> None:
    """Traditional and full-width characters and other comparators find what the usual ones find."""
    assert real.found(query) == real.found(like) != set()


def test_labels_are_not_found(real: Made) -> None:
    """The words of a form are not found, only what stands in its fields."""
    assert search(real.site, "预算规模及资金用途").relaxed
    assert search(real.site, '"指标值确定依据"').relaxed


def test_relaxed(real: Made) -> None:
    """Where no document holds all words the nearest are shown and marked as such."""
    result = search(real.site, "车辆保险费无此事项", limit=0)
    assert result.relaxed
    assert "vehicle-insurance" in result.results[0].url
    assert result.results[0].matches
    assert search(real.site, "鑫龘").total == 0


def test_names_the_cell(real: Made) -> None:
    """A result names the cell that matched, with its labels, its text as printed and its address."""
    best = search(real.site, "续保车辆的数量").results[0].matches[0]
    assert best.where == "产出指标 › 质量指标 › 三级指标"
    assert best.text == "完成续保车辆的数量"
    assert re.fullmatch(r"2022/shanhaiguan-cppcc/vehicle-insurance/#x-[0-9a-f]{8}", best.url)


def test_cells_come_back(real: Made, made: Made) -> None:
    """Anchors, labels and texts of cells are read back as they were written."""
    for one in (real, made):
        index = one.index
        for number, record in enumerate(one.records[:60]):
            assert tuple(index.cells(number)) == record.cells
            assert index.card(number).title == record.title


def test_empty_query_browses(made: Made) -> None:
    """An empty query finds every document, the newest year first."""
    result = search(made.site, " ", limit=0)
    assert result.total == len(made.records)
    years = [one.year for one in result.results]
    assert years == sorted(years, reverse=True)
    assert not result.results[0].matches


def test_filters(made: Made) -> None:
    """Filters keep the documents that have the chosen values, and counts are those of counting one by one."""
    index = made.index
    facets = Facets(index)
    chosen = Filters(
        year=("2023", UNDATED), kind=("numeric", "blank"), category=("产出指标",), band=("10000", "100000")
    )
    numbers = sorted(match_words(index, plan("完成")).scores)

    def has(record: SearchRecord, leave_out: str) -> bool:
        pairs = {
            pair
            for pair in record.indicators
            if (leave_out == "category" or pair[0] in chosen.category)
            and (leave_out == "kind" or pair[1] in chosen.kind)
        }
        year = leave_out == "year" or (record.year or UNDATED) in chosen.year
        yuan = None if record.fen is None else record.fen / 100
        band = leave_out == "band" or (yuan is not None and 10_000 <= yuan < 1_000_000)
        return year and band and bool(pairs)

    records = [made.records[number] for number in numbers]
    passing = facets.passing(numbers, chosen)
    assert [made.records[number] for number in passing] == [one for one in records if has(one, "")]
    counts = facets.counts(numbers, chosen)
    for year in ("2023", "2022"):
        one_by_one = sum((one.year or UNDATED) == year for one in records if has(one, "year"))
        assert counts["year"].get(year, 0) == one_by_one
    for form in {one.form[0] for one in records}:
        assert counts["form"].get(form, 0) == sum(one.form[0] == form for one in records if has(one, ""))
    numeric = [one for one in records if has(one, "kind") and ("产出指标", "numeric") in one.indicators]
    assert counts["kind"]["numeric"] == len(numeric)


def test_budget(made: Made) -> None:
    """The whole index is at most 1.2 times the values it is of."""
    size = sum(path.stat().st_size for path in made.site.rglob("*.bin"))
    assert size <= 1.2 * made.size


def test_markup_is_text(tmp_path: Path) -> None:
    """Markup in data is found and given as the text it is."""
    root = tmp_path / "goals"
    write_goals(root, 1)
    path = next(root.glob("20*/*/*.yml"))
    path.write_text(
        path.read_text(encoding="utf-8").replace("title: ", "title: <img onerror=x></script>", 1), encoding="utf-8"
    )
    made = make_index(root, tmp_path / "site")
    result = search(made.site, '"<img onerror=x></script>"').results[0]
    assert result.title.startswith("<img onerror=x></script>")


def test_no_target_is_no_blank_one(tmp_path: Path) -> None:
    """An indicator that states no target has no kind of target; it is blank where its place is there and blank."""
    root = tmp_path / "goals"
    shutil.copytree(CLEAN, root)
    path = root / "2024/made-body/project.yml"
    text = path.read_text(encoding="utf-8").replace("    target: 持续稳定\n", "").replace("≥90%", '""')
    path.write_text(text, encoding="utf-8")
    made = make_index(root, tmp_path / "site")
    (number,) = [n for n, one in enumerate(made.records) if "/project" in one.url]
    assert {("效益指标", ""), ("满意度指标", "blank")} < set(made.records[number].indicators)
    facets, untold = Facets(made.index), ("效益指标",)
    assert facets.counts([number], Filters())["kind"] == {"blank": 1, "numeric": 1, "text": 1}
    assert facets.counts([number], Filters(category=untold))["kind"] == {}
    assert facets.passing([number], Filters(category=untold)) == [number]
    assert facets.passing([number], Filters(category=untold, kind=("blank",))) == []


@pytest.mark.parametrize(
    ("unit", "fen"), [("元", 2000), ("人民币万元", 20_000_000), ("USD million", None), ("$m", None)]
)
def test_amounts_are_compared_in_yuan_alone(tmp_path: Path, unit: str, fen: int | None) -> None:
    """A budget of another currency, or of none that is known, is in no band."""
    root = tmp_path / "goals"
    shutil.copytree(CLEAN, root)
    path = root / "2024/made-body/project.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("万元", unit), encoding="utf-8")
    made = make_index(root, tmp_path / "site")
    assert [one.fen for one in made.records if "/project" in one.url] == [fen]
